"""What a file would become before it is stored, and what is said of files that can't be used."""

import io
import random
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import corpus
from graph.errors import InputError, NotAllowed
from graph.load import list_documents, load_document
from graph.people import Person
from graph.store import GraphStore, open_store
from ingest.pipeline import parse_text
from ingest.read import MAX_BYTES
from ui.intake import Failure, take_in
from ui.preview import MAX_FILES, Outcome, check_number, preview
from ui.progress import Advance

TEXT = """关于推进河湖治理的意见

赣府发〔2031〕7号

各县人民政府：
一、治理河道。开展河道清淤。（省水利厅牵头，省财政厅配合）
二、保护湖泊。严禁围湖造地。
四、监测水质。到2035年水质达标率达到95%以上。
江西省人民政府
2031年5月6日
"""
HTML = f"<!DOCTYPE html><html><body><nav>首页</nav><p>{'</p><p>'.join(TEXT.split())}</p></body></html>"


def packed(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with open_store(str(tmp_path / "g.kgl"), write=True) as opened:
        yield opened


def only(outcome: Outcome) -> str:
    (found,) = outcome.previews
    return found.document.title


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("utf-8.txt", TEXT.encode()),
        ("gb18030.txt", TEXT.encode("gb18030")),
        ("utf-16.txt", TEXT.encode("utf-16")),
        ("utf-16-be.txt", TEXT.encode("utf-16-be")),
        ("page.html", HTML.encode()),
        ("page.html", HTML.encode("gb18030")),
        ("-x\0.txt", TEXT.encode()),
    ],
)
def test_what_can_be_read_is_previewed(store: GraphStore, name: str, data: bytes) -> None:
    outcome = preview(store, data, name)
    assert outcome.refusal is None
    assert only(outcome) == "关于推进河湖治理的意见"
    assert list_documents(store) == []


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("空.txt", b"", "是空的"),
        ("空白.txt", b" \n\t", "是空的"),
        ("程序.bin", bytes(range(256)) * 64, "“程序.bin”不是文本文件"),
        ("随机.bin", random.Random(1).randbytes(20_000), "“随机.bin”不是文本文件"),
        ("加密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"E\0n\0c\0" * 500, "“加密.docx”"),
        ("压缩.zip", packed("a.txt"), "“压缩.zip”"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "“图.png”"),
        ("大.txt", b"a" * (MAX_BYTES + 1), "超过上限 32 MB"),
    ],
)
def test_what_can_t_be_used_is_said_so(store: GraphStore, name: str, data: bytes, says: str) -> None:
    outcome = preview(store, data, name)
    assert outcome.previews == ()
    assert says in (outcome.refusal or "")
    assert "Traceback" not in (outcome.refusal or "")


def test_the_outline_the_counts_and_a_gap_with_its_place(store: GraphStore) -> None:
    (found,) = preview(store, TEXT.encode(), "a.txt").previews
    assert [(each.label, each.title, each.duties) for each in found.outline] == [
        ("一", "治理河道", 2), ("二", "保护湖泊", 0), ("四", "监测水质", 0),
    ]  # fmt: skip
    assert found.counts["provisions"] == 3
    assert found.counts["responsibilities"] == 2
    assert found.counts["prohibitions"] == found.counts["targets"] == 1
    (gap,) = found.oddities
    assert "编号不连续" in gap.text
    assert "四、监测水质" in (gap.excerpt or "")


def test_which_version_it_would_be(store: GraphStore) -> None:
    (document,) = parse_text(TEXT)
    foreseen = [preview(store, TEXT.encode(), "a.txt").previews[0].foreseen]
    load_document(store, document)
    for text in (TEXT, TEXT.replace("开展河道清淤", "开展河道清淤和修复")):
        foreseen.append(preview(store, text.encode(), "a.txt").previews[0].foreseen)
    assert [(each.status, each.version) for each in foreseen] == [("new", 1), ("unchanged", 1), ("new-version", 2)]
    other = TEXT.replace("〔2031〕7号", "〔2031〕8号")
    assert preview(store, other.encode(), "b.txt").previews[0].foreseen.status == "new"
    assert preview(store, other.encode(), "b.txt", document.id).previews[0].foreseen.status == "new-version"


def test_a_file_that_takes_too_long_is_ended(store: GraphStore) -> None:
    long = (corpus.DOCUMENTS / "jiangxi-2026-urban-quality.txt").read_text(encoding="utf-8") * 200
    started = time.monotonic()
    outcome = preview(store, long.encode(), "长.txt", seconds=1)
    assert "读了 1 秒还没有读完" in (outcome.refusal or "")
    assert time.monotonic() - started < 5


def test_so_many_files_and_no_more() -> None:
    check_number([b""] * MAX_FILES)
    with pytest.raises(InputError, match=str(MAX_FILES)):
        check_number([b""] * (MAX_FILES + 1))


@pytest.mark.parametrize(("role", "may"), [("reader", False), ("reviewer", False), ("editor", True)])
def test_only_an_editor_takes_in(store: GraphStore, role: str, *, may: bool) -> None:
    steps: list[tuple[int, int]] = []

    @contextmanager
    def watched() -> Iterator[Advance]:
        yield lambda done, total: steps.append((done, total))

    documents = [("a.txt", each.document) for each in preview(store, TEXT.encode(), "a.txt").previews]
    documents += [
        ("n.txt", parsed)
        for parsed in parse_text((corpus.DOCUMENTS / "jiangxi-2026-urban-quality.txt").read_text(encoding="utf-8"))
    ]
    failures: list[Failure] = []
    person = Person(name="赵六", role=role)  # type: ignore[arg-type]
    if may:
        assert [done.status for done in take_in(store, documents, person, failures, watched)] == ["new", "new"]
        assert len(list_documents(store)) == 2
    else:
        with pytest.raises(NotAllowed):
            take_in(store, documents, person, failures, watched)
        assert list_documents(store) == []
    assert failures == []
