"""Bytes to text: encodings, newlines, pages, and files that can't be used."""

from pathlib import Path

import pytest

from graph.errors import InputError, NotFound
from ingest.read import read_bytes, read_path

NOTICE = "关于做好防汛工作的通知\n各区人民政府：\n一、落实责任\n各区要逐级落实防汛责任。\n二、加强值守\n严格执行24小时值班。\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("gb18030", b""),
        ("utf-16", b""),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_every_encoding_gives_the_same_text(encoding: str, mark: bytes) -> None:
    assert read_bytes(mark + NOTICE.encode(encoding), "a.txt").text == NOTICE


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_newlines_are_one_kind(newline: str) -> None:
    assert read_bytes(NOTICE.replace("\n", newline).encode(), "a.txt").text == NOTICE


def test_short_gb18030_is_not_taken_for_another_charset() -> None:
    reading = read_bytes("省财政厅".encode("gb18030"), "a.txt")
    assert (reading.text, reading.source.encoding) == ("省财政厅", "gb18030")


def test_broken_bytes_are_reported_not_dropped() -> None:
    reading = read_bytes(NOTICE.encode() + b"\xff\xfe\xff" + "完".encode(), "a.txt")
    assert "完" in reading.text
    assert reading.warnings


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空"),
        (b"  \n ", "空"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "Word"),
        (b"<html><body><script>1</script></body></html>", "没有文字"),
    ],
)
def test_unusable_files_say_what_is_wrong(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_bytes(data, "坏文件")


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="找不到"):
        read_path(tmp_path / "none.txt")
    with pytest.raises(InputError, match="文件夹"):
        read_path(tmp_path)


PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>通知_某市政府网</title>
<meta name="ArticleTitle" content="关于做好防汛工作的通知"></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li>政务公开</li></ul></div>
<div style="display:none">隐藏的话。</div>
<div class="box"><div %s><p>　　各区人民政府：</p><h2>一、落实责任</h2><p>各区要逐级<b>落实</b>防汛责任，<br>并报送名单。</p>
<p>二、加强值守</p><table><tr><td>严格执行值班制度。</td></tr></table><!-- 注释 --><script>var a = "不要。"</script></div></div>
<div class="footer">版权所有：某市人民政府</div></body></html>"""


@pytest.mark.parametrize("marked", ["id='UCAP-CONTENT'", "class='article-content'", "wzades='信息正文'", "class='x9'"])
def test_a_page_gives_its_document_and_not_its_furniture(marked: str) -> None:
    text = read_bytes((PAGE % marked).encode(), "a.html").text
    assert text.splitlines() == [
        "关于做好防汛工作的通知", "　　各区人民政府：", "一、落实责任", "各区要逐级落实防汛责任，", "并报送名单。", "二、加强值守", "严格执行值班制度。",
    ]  # fmt: skip


def test_lines_of_a_page_s_source_part_no_chinese_words() -> None:
    page = "<body><div id='zoom'><p>健全机\n    制，推动 App\n备案，由发展改\n革委牵头。</p></div></body>"
    assert read_bytes(page.encode(), "a.html").text == "健全机制，推动 App 备案，由发展改革委牵头。"


def test_the_number_in_the_index_table_above_a_text_is_kept() -> None:
    table = "<table><tr><td>文号：</td><td>建标〔2025〕26号</td></tr></table>"
    page = (
        f"<body><p>文号检索。</p>{table}<div id='zoom'><p>关于检查的通知</p><p>请检查落实。做好备案。</p></div></body>"
    )
    assert read_bytes(page.encode(), "a.html").text.split("\n") == [
        "发文字号：建标〔2025〕26号", "关于检查的通知", "请检查落实。做好备案。",
    ]  # fmt: skip


def test_the_bytes_decide_the_encoding_not_the_page_s_own_claim() -> None:
    assert "防汛" in read_bytes((PAGE % "id='zoom'").encode("utf-8"), "a.html").text
    assert "防汛" in read_bytes((PAGE % "id='zoom'").encode("gb18030"), "a.html").text


@pytest.mark.parametrize(
    "markup",
    [
        '<?xml version="1.0" encoding="gbk"?><html><body><p>一、落实责任。</p></body></html>',
        "<html><body>" + "<div>" * 600 + "一、落实责任。" + "</div>" * 600 + "</body></html>",
        "<p>一、落实责任。",
    ],
)
def test_odd_markup_still_gives_its_words(markup: str) -> None:
    assert "一、落实责任。" in read_bytes(markup.encode(), "a.html").text
