"""导入: upload or paste, look at what was read, then store it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from graph.load import LoadReport
from graph.model import Document
from ingest.read import MAX_BYTES, READABLE, READABLE_EN
from ui.intake import Failure, take_in
from ui.preview import MAX_FILES, MAX_SECONDS, PASTED, Preview, Read, check_number, preview, read
from ui.progress import Advance
from ui.web.canvas import canvas
from ui.web.choose import labels
from ui.web.intake_cards import previewed, refused, stored
from ui.web.people import allowed
from ui.web.serving import store, writing
from ui.web.words import language, say, told

_MEGABYTES = MAX_BYTES // 1024 // 1024
_ROUND, _STORED = "intake-round", "intake-stored"


def show() -> None:
    """What was stored last, the files to read, and what is in them."""
    canvas(f'<h1 class="pg-page-title">{say("导入", "Import")}</h1>', key="intake-head")
    _last()
    files = _files()
    if not files:
        canvas(f'<p class="pg-empty">{_invitation()}</p>', key="intake-empty")
        return
    check_number(files)
    found = _read_all(files)
    wanted = [(one.name, each) for one, each in found if each.foreseen.status != "unchanged"]
    if st.button(
        say(f"导入 {len(wanted)} 份文件", f"Import {len(wanted)} documents"), type="primary", disabled=not wanted,
        key="intake-go",
    ):  # fmt: skip
        _store([(name, each.document) for name, each in wanted])


def _invitation() -> str:
    return say(
        "上传或粘贴文件，先看读出了什么，再决定是否导入；在那之前什么都不会保存。",
        "Upload or paste a document and look at what was read; nothing is stored before you say so.",
    )


def _files() -> list[tuple[str, bytes]]:
    """The names and bytes of what was uploaded or pasted."""
    turn = st.session_state.setdefault(_ROUND, 0)
    upload, paste = st.tabs([say("上传文件", "Upload files"), say("粘贴文字", "Paste text")])
    with upload, st.container(key=f"pg-intake-files-{language()}"):
        given = st.file_uploader(
            say("文件", "Files"), accept_multiple_files=True, key=f"intake-files-{turn}", max_upload_size=_MEGABYTES,
            label_visibility="collapsed",
        )  # fmt: skip
        st.caption(_limits())
    with paste:
        text = st.text_area(
            say("文件全文", "The whole text"), key=f"intake-text-{turn}", height=220, label_visibility="collapsed",
            placeholder=say("把文件全文粘贴在这里，按 Ctrl+Enter 预览", "Paste the text here; Ctrl+Enter reads it"),
        )  # fmt: skip
    pasted = [(PASTED, text.encode("utf-8", "replace"))] if text.strip() else []
    return [*((each.name, each.getvalue()) for each in given), *pasted]


def _limits() -> str:
    return say(
        f"可读{READABLE}，编码不限（UTF-8、GB18030、UTF-16）。每份不超过 {_MEGABYTES} MB，读取不超过 {MAX_SECONDS} 秒，"
        f"一次最多 {MAX_FILES} 份。",
        f"What is read: {READABLE_EN}, in any encoding. At most {_MEGABYTES} MB and {MAX_SECONDS} seconds of reading "
        f"each, {MAX_FILES} files at once.",
    )


def _read_all(files: list[tuple[str, bytes]]) -> list[tuple[Read, Preview]]:
    """Each file's card, and the documents that can be stored."""
    found: list[tuple[Read, Preview]] = []
    bar = st.progress(0.0, say("正在读取……", "Reading…"))
    for done, (name, data) in enumerate(files):
        bar.progress(done / len(files), say(f"正在读取 {name}", f"Reading {name}"))
        key = f"{done}-{hashlib.sha256(data).hexdigest()[:16]}"
        found.extend(_file(name, data, key))
    bar.empty()
    return found


def _file(name: str, data: bytes, key: str) -> list[tuple[Read, Preview]]:
    with st.container(key=f"pg-intake-{key}"):
        one = _read(hashlib.sha256(data).hexdigest(), name, _identity(key), data)
        if one.refusal:
            canvas(refused(name, told(one.refusal)), key=f"intake-card-{key}")
            return []
        previews = [preview(store(), document) for document in one.documents]
        for place, each in enumerate(previews):
            canvas(previewed(name, each), key=f"intake-card-{key}-{place}")
        if len(previews) == 1:
            _choose_identity(key)
        return [(one, each) for each in previews]


@st.cache_data(show_spinner=False, max_entries=2 * MAX_FILES)
def _read(key: str, name: str, identity: str | None, _data: bytes) -> Read:
    return read(_data, name, identity)


def _identity(key: str) -> str | None:
    chosen: str | None = st.session_state.get(f"intake-is-{key}")
    return chosen


def _choose_identity(key: str) -> None:
    titles = labels()
    st.selectbox(
        say("它是哪份文件", "Which document it is"), list(titles), index=None, format_func=titles.__getitem__,
        key=f"intake-is-{key}",
        placeholder=say("按文件本身的文号或标题判断", "As its own number or title says"),
    )  # fmt: skip


def _store(wanted: list[tuple[str, Document]]) -> None:
    """Store the documents one by one, each whole, and show how far it is."""
    person, failures, reports = allowed("editor"), list[Failure](), list[LoadReport]()
    bar = st.progress(0.0, say("正在写入图谱……", "Storing…"))

    @contextmanager
    def aligning() -> Iterator[Advance]:
        words = say("正在对照上下位文件……", "Comparing with the documents above and below…")

        def advance(done: int, total: int) -> None:
            bar.progress(done / total if total else 1.0, words)

        yield advance

    with writing() as graph:
        for report in take_in(graph, wanted, person, failures, aligning):
            reports.append(report)
            bar.progress(len(reports) / len(wanted), say(f"已写入《{report.title}》", f"Stored {report.title}"))
    st.session_state[_STORED] = (reports, [(each.source, told(each.error)) for each in failures])
    st.session_state[_ROUND] += 1  # the fields start anew
    st.rerun()


def _last() -> None:
    """What was stored by the last import, until the next one."""
    reports, failures = st.session_state.get(_STORED, ([], []))
    cards = [*map(stored, reports), *(refused(name, error) for name, error in failures)]
    if cards:
        canvas(f'<h2 class="pg-small">{say("刚才导入的", "Just imported")}</h2>{"".join(cards)}', key="intake-stored")


show()
