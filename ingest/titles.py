"""Titles: the lines of a head that name a document, and what stands with them."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from graph.model import Span
from ingest import metadata
from ingest.furniture import is_furniture, is_index_key, lines
from ingest.numbering import LABEL_LINE


class Title(msgspec.Struct, frozen=True):
    """A title as printed, the span of its lines, and of the head: with issuers above, number and date below.

    ``announced``: the document's own title in that of the news of it (中共中央办公厅 国务院办公厅印发《关于…的意见》).
    """

    text: str
    span: Span
    head: Span
    announced: str | None = None


_GREETED = r"各[\u4e00-\u9fff]{0,6}(?:[、，（(]|省|市|区|县|部|单位|处|镇|乡|街|直|有关)"
_GENRE_ENDS = "".join(sorted({genre[-1] for genre in metadata.GENRE.split("|")}))
# where a lost break shows in a head: at a number, an indent, a greeting after the title, a date run into words
_CUTS = re.compile(
    rf"(?P<number>{metadata.NUMBER.pattern})"
    r"|(?P<indent>[^\S\n]*　　+)"
    rf"|(?P<greeting>(?<=[{_GENRE_ENDS}）)号])(?={_GREETED}[^。\n]{{0,120}}：))"
    rf"|(?P<dated>(?:(?<=\n)|(?<=　))(?:{metadata.DATE.pattern})(?=[\u4e00-\u9fff]))"
)
_DATED_LINE = re.compile(rf"[^\S\n]*[（(]?[^\S\n]*(?:{metadata.DATE.pattern})[^。\n]{{0,40}}[）)]?[^\S\n]*")
_OPENS_TITLE = re.compile("关于|印发|转发|公布")
_QUOTED = re.compile("《[^》]*》")
_MAX_TITLE = 90


def find_titles(text: str, span: Span) -> Iterator[Title]:
    """Title blocks in a head, in order."""
    pieces = [piece for piece in _pieces(text, span) if piece.end > piece.start]
    covered = -1
    # where every line is set off by a blank one, a blank line parts nothing
    spaced = len(re.findall(r"\n\s*\n", span.of(text))) > 0.4 * len(pieces)
    found: list[Title] = []
    for index in range(len(pieces) - 1, -1, -1):
        if covered >= 0 and index >= covered:
            continue
        above = pieces[index - 1].of(text).strip() if index else ""
        if not _ends_title(text, pieces[index]) and not _announced(above + pieces[index].of(text).strip()):
            continue
        first = _first_line(text, pieces, index, blank_lines=spaced)
        if first == index and len(pieces[index].of(text).strip()) < 6:
            continue
        last = index
        if (
            last + 1 < len(pieces)
            and re.fullmatch(metadata.TITLE_TAIL, pieces[last + 1].of(text).strip())
            and (pieces[last + 1].of(text).strip())
        ):
            last += 1
        covered = first
        title = "".join(piece.of(text).strip() for piece in pieces[first : last + 1])
        if metadata.issuers_of_title(title):  # joint issuers over several lines are part of the title
            while first > 0 and metadata.issuers_of_line(above := pieces[first - 1].of(text)):
                first, title = first - 1, f"{above.strip()} {title}"
        span, head = Span(pieces[first].start, pieces[last].end), _head(text, pieces, first, last)
        found.append(Title(title, span, head, _announced(title)))
    yield from reversed(found)


_ANNOUNCED = re.compile(r"[^。；，《》]{2,40}印发《(?P<own>[^《》]{4,60})》")


def _announced(title: str) -> str | None:
    found = _ANNOUNCED.fullmatch(title)
    return found["own"] if found and metadata.genre_of(found["own"]) else None


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Lines of a head, cut also where a lost break shows."""
    for line in lines(text, span):
        start = line.start
        for cut in _CUTS.finditer(text, line.start, line.end):
            if cut.group("number"):
                issued = re.split(metadata.GENRE, re.split(r"[〔\[［﹝（(【]", cut.group())[0])[-1]
                begin = cut.start() + cut.group().index(issued) if issued else cut.start()
                yield Span(start, begin)
                yield Span(begin, cut.end())
                start = cut.end()
            elif cut.group("dated"):
                yield Span(start, cut.end())
                start = cut.end()
            else:
                yield Span(start, cut.start())
                start = cut.start()
        yield Span(start, line.end)


def _ends_title(text: str, piece: Span) -> bool:
    line = piece.of(text).strip()
    return (
        2 < len(line) <= _MAX_TITLE
        and metadata.genre_of(line) is not None
        and not re.search(r"[。；：:！？]", line)
        and not re.match(r"“[^”]*”?$|《[^》]*》?$|《.*》[^的]|[（(][^）)]*[）)]?$", line)
        and not is_furniture(line)
        and not is_index_key(line)
        and not LABEL_LINE.match(line)
    )


def _first_line(text: str, pieces: Sequence[Span], last: int, *, blank_lines: bool) -> int:
    first = last
    while first > 0 and not _OPENS_TITLE.search(_QUOTED.sub("", text[pieces[first].start : pieces[last].end])):
        above = pieces[first - 1].of(text).strip()
        adjacent = blank_lines or text[pieces[first - 1].end : pieces[first].start].count("\n") <= 1
        if (
            not above
            or not adjacent
            or len(above) > 50
            or re.search(r"。|[；：:！？，]$", above)
            or is_furniture(above)
            or is_index_key(above)
            or metadata.NUMBER.search(above)
            or metadata.DATE.search(above)
            or LABEL_LINE.match(above)
            or re.fullmatch(r"附[件录表].{0,6}|[（(].*[）)]|[^，。]{2,8}[：:].*", above)
            or (metadata.issuers_of_line(above) and not pieces[last].of(text).strip().startswith("的"))
        ):
            break
        first -= 1
    return first


def _head(text: str, pieces: Sequence[Span], first: int, last: int) -> Span:
    while first > 0:
        above = pieces[first - 1].of(text).strip()
        if above and not (
            metadata.issuers_of_line(above) or metadata.NUMBER.fullmatch(above) or above.endswith("文件")
        ):
            break
        if (
            above
            and first > 1
            and is_index_key(key := pieces[first - 2].of(text).strip())
            and key.endswith(("：", ":"))
        ):
            break
        first -= 1
    while not pieces[first].of(text).strip():
        first += 1
    while last + 1 < len(pieces):
        below = pieces[last + 1].of(text).strip()
        if below and not (
            metadata.NUMBER.fullmatch(below)
            or metadata.SERIAL_LINE.fullmatch(below)
            or _DATED_LINE.fullmatch(below)
            or metadata.issuers_of_line(below)
            or is_furniture(below)
            or is_index_key(below)
        ):
            break
        last += 1
    while not pieces[last].of(text).strip():
        last -= 1
    return Span(pieces[first].start, pieces[last].end)
