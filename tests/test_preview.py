"""What a file would become before it is stored, and what is said of files that can't be used."""

import io
import random
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import corpus
from graph.errors import InputError, NotAllowed
from graph.load import list_documents, load_document
from graph.people import Person
from graph.store import GraphStore
from ingest.pipeline import parse_text
from ingest.read import MAX_BYTES
from ui.intake import Failure, take_in
from ui.preview import MAX_FILES, check_number, preview, read
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
def test_what_can_be_read(name: str, data: bytes) -> None:
    found = read(data, name)
    assert found.refusal is None
    assert [document.title for document in found.documents] == ["关于推进河湖治理的意见"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("空.txt", b"", "是空的"),
        ("空白.txt", b" \n\t", "是空的"),
        ("程序.bin", bytes(range(256)) * 64, "“程序.bin”不是文本文件"),
        ("随机.bin", random.Random(1).randbytes(20_000), "“随机.bin”不是文本文件"),
        (
            "加密.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"),
            "打开密码",
        ),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "旧版 Word"),
        ("压缩.zip", packed("a.txt"), "“压缩.zip”"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "“图.png”"),
        ("大.txt", b"a" * (MAX_BYTES + 1), "超过上限 32 MB"),
    ],
)
def test_what_can_t_be_used_is_said_so(name: str, data: bytes, says: str) -> None:
    found = read(data, name)
    assert found.documents == ()
    assert found.refusal
    assert says in found.refusal.zh
    assert name in found.refusal.en


def test_the_outline_the_counts_and_a_gap_with_its_place(store: GraphStore) -> None:
    found = preview(store, *read(TEXT.encode(), "a.txt").documents)
    assert list_documents(store) == []
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
    def foreseen(text: str, identity: str | None = None) -> tuple[str, int]:
        found = preview(store, *read(text.encode(), "a.txt", identity).documents).foreseen
        return found.status, found.version

    (document,) = parse_text(TEXT)
    assert foreseen(TEXT) == ("new", 1)
    load_document(store, document)
    assert foreseen(TEXT) == ("unchanged", 1)
    assert foreseen(TEXT.replace("开展河道清淤", "开展河道清淤和修复")) == ("new-version", 2)
    other = TEXT.replace("〔2031〕7号", "〔2031〕8号")
    assert foreseen(other) == ("new", 1)
    assert foreseen(other, document.id) == ("new-version", 2)


def test_a_file_that_takes_too_long_is_ended() -> None:
    long = (corpus.DOCUMENTS / "jiangxi-2026-urban-quality.txt").read_text(encoding="utf-8") * 200
    started = time.monotonic()
    found = read(long.encode(), "长.txt", seconds=1)
    assert "读了 1 秒还没有读完" in str(found.refusal)
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

    documents = [("a.txt", document) for document in read(TEXT.encode(), "a.txt").documents]
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
