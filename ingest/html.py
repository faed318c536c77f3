"""A page to its document's text: the container that holds the prose, walked block by block."""

import re
from collections.abc import Iterator

from lxml import html
from lxml.etree import ParserError, iterwalk
from lxml.html import HtmlElement

from ingest.tables import assigns

# where Chinese government sites keep the text of a document
_CONTAINERS = (
    "//*[@id='UCAP-CONTENT']",
    "//*[contains(@wzades, '正文')]",
    "//*[contains(concat(' ', @class, ' '), ' article-content ')]",
    "//*[contains(concat(' ', @class, ' '), ' TRS_Editor ')]",
    "//*[contains(concat(' ', @class, ' '), ' pages_content ')]",
    "//*[contains(concat(' ', @class, ' '), ' trs_editor_view ')]",
    "//*[@id='zoom' or @id='Zoom' or @id='zoomcon' or @id='content' or @id='article' or @id='js_content']",
    "//article",
)
_SKIPPED = {
    "script", "style", "noscript", "template", "head", "title", "select", "option", "button", "input", "textarea",
    "form", "nav", "iframe", "object", "svg", "canvas", "audio", "video", "map", "dialog",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "header", "footer", "main", "aside", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "tbody", "thead", "tr", "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "center",
    "figure", "fieldset", "address", "body", "hr", "ucapcontent",
}  # fmt: skip
_STOPS = "。；！？"
_TITLE_XPATH = "//meta[translate(@name, 'ARTICLE', 'article')='articletitle' or @name='ArticleTitle']/@content"


def page_text(markup: str) -> str:
    """The text of the document in a page, a block a line; the whole body's if no part of it holds the prose."""
    body = _parse(markup)
    if body is None:
        return ""
    root = _container(body)
    text = _block_text(root)
    title = next(iter(body.getroottree().xpath(_TITLE_XPATH)), "").strip()
    if title and re.sub(r"\s", "", title) not in re.sub(r"\s", "", text[:2000]):
        text = f"{title}\n{text}"
    if root is not body and (indexed := _INDEXED_NUMBER.search(_block_text(body))) and indexed["number"] not in text:
        text = f"发文字号：{indexed['number']}\n{text}"
    return text


# 文号 in the index table above a document, outside the container of its text
_INDEXED_NUMBER = re.compile(
    r"(?m)^\s*(?:发文字号|文\s*号)\s*[：:]?\s*(?P<number>[\u4e00-\u9fff]{1,14}[〔\[﹝（(]\d{4}[〕\]﹞）)]\d{1,4}号)\s*$"
)


def _parse(markup: str) -> HtmlElement | None:
    # bytes with the encoding named: an encoding declared inside the page can't mislead, an XML line can't raise
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root: HtmlElement = html.document_fromstring(markup.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (ParserError, ValueError):
        return None
    found: HtmlElement | None = root.find("body")
    return found if found is not None else root


def _container(body: HtmlElement) -> HtmlElement:
    total = _prose(body)
    best, most = None, 0
    for path in _CONTAINERS:
        for element in body.xpath(path):
            prose = _prose(element)
            if prose > most:
                best, most = element, prose
        if best is not None and most >= 0.3 * total:
            return best
    element = body
    while True:  # the deepest element that holds most of what its parent holds
        child = max((each for each in element if isinstance(each.tag, str)), key=_prose, default=None)
        if child is None or _prose(child) < 0.8 * max(_prose(element), 1) or child.tag in ("p", "span", "font"):
            return element
        element = child


def _prose(element: HtmlElement) -> int:
    """Characters in stretches of text that hold a full stop."""
    if element.tag in _SKIPPED:
        return 0
    return sum(len(line) for line in _block_text(element).split("\n") if any(stop in line for stop in _STOPS))


def _block_text(element: HtmlElement) -> str:
    lines = (re.sub(r"[ \r\f\v]+", " ", line).strip(" \xa0") for line in "".join(_walk(element)).split("\n"))
    return "\n".join(line for line in lines if line.strip("　\t"))


def _walk(root: HtmlElement) -> Iterator[str]:
    """Text in document order with a newline at each block's edges; not recursive, pages nest without limit."""
    preformatted = 0
    steps = iterwalk(root, events=("start", "end"))
    for event, element in steps:
        tag = element.tag
        block = tag in _BLOCKS or tag == "br"
        if event == "start":
            if tag in _SKIPPED or _hidden(element):
                steps.skip_subtree()
                continue
            if tag == "table" and (rows := _task_rows(element)):
                yield "\n".join(["", *rows, ""])
                steps.skip_subtree()
                continue
            preformatted += tag == "pre"
            if block:
                yield "\n"
            yield _inline(element.text, preformatted)
            continue
        if tag not in _SKIPPED and not _hidden(element) and not (tag == "table" and _task_rows(element)):
            preformatted -= tag == "pre"
            if block and tag != "br":
                yield "\n"
        if element is not root:
            yield _inline(element.tail, preformatted)


def _task_rows(table: HtmlElement) -> list[str]:
    """The rows of a table of tasks, a line each with tabs between the cells; none of a table that lays out a page."""
    if table.xpath(".//table"):
        return []
    rows: list[list[str]] = []
    kept: dict[int, int] = {}  # by column: in how many further rows a cell of those above goes on
    for line in table.iter("tr"):
        cells: list[str] = []
        for cell in (*(each for each in line if each.tag in ("td", "th")), None):
            while kept.get(len(cells), 0):
                kept[len(cells)] -= 1
                cells.append("")
            if cell is not None:
                width, height = (_whole(cell.get(name)) for name in ("colspan", "rowspan"))
                kept |= dict.fromkeys(range(len(cells), len(cells) + width), height - 1)
                cells.extend([_BLANKS.sub("", cell.text_content()), *[""] * (width - 1)])
        rows.append(cells)
    return ["\t".join(cells) for cells in rows] if any(assigns(cells) for cells in rows[:3]) else []


def _whole(printed: str | None) -> int:
    return min(int(printed), 50) if printed and printed.strip().isdigit() and int(printed) else 1


_CHINESE = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_BLANKS = re.compile(rf"(?<={_CHINESE})\s+(?={_CHINESE})|^\s+|\s+$|[\t\n]")
_WRAPPED = re.compile(rf"(?<={_CHINESE})[ \t]*\n\s*(?={_CHINESE})")


def _inline(text: str | None, preformatted: int) -> str:
    """Text as a page shows it: a line end of its source is a blank between Latin words and nothing between Chinese."""
    return text if text and preformatted else re.sub(r"[\n\t]", " ", _WRAPPED.sub("", text or ""))


def _hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None
