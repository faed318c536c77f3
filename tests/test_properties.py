"""What holds of every parse, whatever the text."""

import random
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model import Document, Span
from ingest.pipeline import parse_reading, parse_text
from ingest.read import read_bytes
from tests.same_facts import fact_differences
from tests.synthetic import POOL, Notice, Style, notice, notices

# Stretches that parsers trip over, in any order: labels, brackets that never close, lone stops, dates, furniture.
_STRETCHES = [
    "一、", "二、", "（一）", "(二)", "（三", "1.", "2．", "3、", "（1）", "①", "第一章　", "第二条　", "附件", "附件1", "附件：",
    "牵头单位：", "责任单位：省财政厅、教育厅", "完成时限：2027年底前", "（省财政厅牵头，", "省科技厅配合）", "下同）", "（", "）", "《", "》",
    "“", "”", "。", "；", "：", "\n", "\n\n", "\r\n", "　　", " ", "\t", "\u200b", "\ufeff", "\x00", "𠮷", "e\u0301", "索 引 号：",
    "国务院办公厅", "2024年13月45日", "二〇二四年三月", "国办发〔2024〕3号", "扫一扫在手机打开当前页", "— 1 —", "关于印发《甲》《乙》的通知",
    "到2030年，", "不低于95%", "不得", "由省水利厅牵头，", "会同", "各地区", "等有关部门", "第九百九十九条", "99999999999.", "十十十、",
]  # fmt: skip
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([*_STRETCHES, *POOL["plain"], *POOL["headings"]]), max_size=40).map("".join),
)

_LISTS = ("places", "place_roles", "targets", "programmes", "prohibitions", "references", "tasks")


def check(document: Document) -> None:
    """Spans inside the text, leaves that tile it, ids of their own, children inside parents."""
    whole, text = document.span, document.text
    assert Span(0, len(text)).covers(whole)
    assert document.coverage == 1.0
    position = whole.start
    for leaf in document.leaves:
        assert leaf.span.start == position < leaf.span.end
        position = leaf.span.end
    assert position == whole.end
    known = {row.id: row for row in document.provisions}
    for row in document.provisions:
        assert whole.covers(row.span)
        assert row.span.covers(row.title_span)
        assert "".join(row.title_span.of(text).split()).startswith("".join(row.title.split()))
        assert row.parent is None or known[row.parent].span.covers(row.span)
        assert row.parent is None or row.path[:-1] == known[row.parent].path
    for row in document.responsibilities:
        assert whole.covers(row.surface)
        assert whole.covers(row.evidence)
        assert row.actor.strip() == row.actor != ""
        assert row.basis in ("explicit", "convention", "general")
    for key in _LISTS:
        for fact in getattr(document, key):
            assert whole.covers(fact.span)
            assert fact.span.of(text).strip() != ""
    for row in document.places:
        assert row.span.of(text).replace("\n", "") != ""
    for fact in (fact for key in ("responsibilities", *_LISTS) for fact in getattr(document, key)):
        assert fact.provision is None or fact.provision in known


def _identified(documents: Sequence[Document]) -> None:
    ids = [document.id for document in documents]
    for document in documents:
        ids += [row.id for key in ("provisions", "responsibilities", *_LISTS) for row in getattr(document, key)]
    assert len(ids) == len(set(ids))
    assert all(ids)


@given(_TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    try:
        documents = parse_text(text)
    except InputError:
        return
    for document in documents:
        check(document)
    _identified(documents)


@given(st.one_of(st.binary(max_size=200), _TEXTS.map(lambda text: text.encode("gb18030", "replace"))), st.booleans())
@settings(max_examples=60, deadline=None)
def test_bytes_are_read_or_refused_in_one_sentence(data: bytes, page: bool) -> None:
    refusal = ""
    documents: Sequence[Document] = ()
    try:
        documents = parse_reading(read_bytes(data, "page.html" if page else "file.txt"))
    except InputError as error:
        refusal = str(error)
    assert documents or refusal.strip()
    assert "\n" not in refusal
    for document in documents:
        check(document)


@given(notices)
@settings(max_examples=25, deadline=None)
def test_notices_hold_together_and_read_the_same_twice(drawn: Notice) -> None:
    documents = parse_text(drawn.text)
    for document in documents:
        check(document)
    _identified(documents)
    assert msgspec.json.encode(documents) == msgspec.json.encode(parse_text(drawn.text))


_STYLES = [
    Style(),
    Style(scheme="part-measure-item", notation="line", through=True),
    Style(notation="mixed", authority="city", title="joint-lines"),
    Style(plans=2, scheme="part-measure-item", heading="own-line", indent="　　"),
]


def _same_facts(first: str, second: str) -> None:
    ours, theirs = parse_text(first), parse_text(second)
    wrong = [row for pair in zip(ours, theirs, strict=True) for row in fact_differences(*pair)]
    assert not wrong, "\n".join(wrong)
    assert [document.id for document in ours] == [document.id for document in theirs]


@pytest.mark.parametrize("style", _STYLES)
def test_blank_lines_change_nothing(style: Style) -> None:
    text = notice(11, style).text
    _same_facts(text, text.replace("\n", "\n\n"))


@pytest.mark.parametrize("style", _STYLES)
def test_line_ends_and_indents_change_nothing(style: Style) -> None:
    text = notice(12, style).text
    _same_facts(text, text.replace("\n", "\r\n"))
    _same_facts(
        text, "\n".join("　　" + line.strip() if "　" not in line.strip() else line for line in text.split("\n"))
    )


@pytest.mark.parametrize("style", _STYLES)
@pytest.mark.parametrize("furniture", ["portal", "crawl", "paging"])
def test_furniture_changes_nothing(style: Style, furniture: str) -> None:
    drawn = notice(13, style)
    around = msgspec.structs.replace(style, furniture=furniture)
    _same_facts(drawn.text, notice(13, around).text)


# Four ways in which sites print a document: a known container, a class, a layout table, breaks in one cell.
_SHELLS = {
    "container": ('<div id="UCAP-CONTENT">{}</div>', "<p>{}</p>", ""),
    "article": (
        '<div class="main"><div class="article-content">{}</div></div>',
        '<p style="text-indent:2em">{}</p>',
        "",
    ),
    "table": ("<table><tr><td>{}</td></tr></table>", "<p><span>{}</span></p>", "\n"),
    "breaks": ("<table><tr><td>{}</td></tr></table>", "{}", "<br/>\n"),
}
_MENU = "".join(
    f'<li><a href="/{n}.html">{name}</a></li>' for n, name in enumerate(("首页", "政务公开", "互动交流", "无障碍浏览"))
)


def _page(text: str, shell: str, encoding: str) -> bytes:
    around, paragraph, between = _SHELLS[shell]
    body = around.format(between.join(paragraph.format(line) for line in text.split("\n")))
    page = (
        f'<html><head><meta charset="{encoding}"><title>政策文件</title><script>var a = "一、二";</script></head><body>'
        f'<div class="nav"><ul>{_MENU}</ul></div>{body}'
        '<div class="footer"><a href="/about.html">网站地图</a> 版权所有 网站标识码1234567890</div></body></html>'
    )
    return page.encode(encoding)


@pytest.mark.parametrize("style", _STYLES)
@pytest.mark.parametrize("shell", _SHELLS)
def test_a_page_says_what_its_text_says(style: Style, shell: str) -> None:
    text = notice(15, style).text
    pages = parse_reading(read_bytes(_page(text, shell, "gb18030" if shell == "table" else "utf-8"), "page.html"))
    wrong = [row for pair in zip(parse_text(text), pages, strict=True) for row in fact_differences(*pair)]
    assert not wrong, "\n".join(wrong)


def test_a_paragraph_more_leaves_other_ids_alone() -> None:
    drawn = notice(14, Style(notation="note"))
    lines = drawn.text.split("\n")
    place = random.Random(1).randrange(6, len(lines) - 4)
    before = parse_text(drawn.text)[0]
    lines[place] += "加强政策宣传解读，营造良好社会氛围。"
    after = parse_text("\n".join(lines))[0]
    assert [row.id for row in before.provisions] == [row.id for row in after.provisions]
    assert [row.id for row in before.responsibilities] == [row.id for row in after.responsibilities]
