"""Paragraphs that a page has broken into lines (newspapers, PDF, mail), read as the paragraphs they were.

Offsets must stay those of the file, so the text that is read is a shorter one, in which the breaks inside paragraphs
(and the page numbers between them, and blanks between single digits) are left out, with a map back to the file.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import msgspec

from graph.model import Document, Leaf, Span
from ingest import metadata
from ingest.furniture import is_furniture, is_page_number, lines
from ingest.lines import is_own_line
from ingest.numbering import LABEL_LINE
from ingest.structure import without


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """A text without the stretches ``left_out`` of the file's; ``noise`` are those of them that hold page numbers."""

    text: str
    left_out: tuple[Span, ...]
    noise: tuple[Span, ...]


def join_lines(text: str) -> Joined:
    """The text as its paragraphs were before a page broke them; the same text where no page did."""
    left_out, noise = [], []
    for gap, numbered in _breaks(text):
        left_out.append(gap)
        if numbered is not None:
            noise.append(numbered)
    left_out.extend(_digit_blanks(text))
    left_out.sort()
    position, kept = 0, []
    for gap in left_out:
        kept.append(text[position : gap.start])
        position = gap.end
    return Joined(text="".join([*kept, text[position:]]), left_out=tuple(left_out), noise=tuple(noise))


# 2 0 2 5年, 1 0 0％: figures that a scanner or a justified line has spread
_DIGIT = "[0-9０-９]"
_SPREAD = re.compile(rf"(?<!{_DIGIT} )(?<!{_DIGIT}){_DIGIT}(?: {_DIGIT}){{1,4}}(?= ?[年月日%％亿万个家项公])")


def _digit_blanks(text: str) -> Iterator[Span]:
    for spread in _SPREAD.finditer(text):
        yield from (Span(at, at + 1) for at in range(*spread.span()) if text[at] == " ")


# Lines -------------------------------------------------------------------------------------------------------------

_NARROWEST, _WIDEST = 14, 60  # characters in a line of a newspaper's column and of a page
_SLACK = 1.5  # how much shorter than its page a full line may be, since no line begins with a stop
_RAGGED = 0.86  # of the page's width: a line as long that ends amid words was not ended by its writer
_FEWEST = 4  # full lines from which a page's width is known
_ENDS = tuple("。；：！？;:!?”）)】」")


def _breaks(text: str) -> Iterator[tuple[Span, Span | None]]:
    """Where a paragraph goes on in the next line: the break with blanks beside it, and the page number inside it."""
    everything = lines(text, Span(0, len(text)))
    body = [line for line in everything if line.of(text).strip() and not is_furniture(line.of(text))]
    width = _page_width([line.of(text) for line in body])
    if width is None:
        return
    indented = sum(line.of(text)[0] in " \u3000\t" for line in body) >= 3
    for one, two in pairwise(body):
        between = text[one.end : two.start]
        numbers = [line for line in lines(text, Span(one.end, two.start)) if is_page_number(line.of(text))]
        if "\n\n" in between and not numbers:
            continue
        if _goes_on(one.of(text), two.of(text), width, indented=indented, in_bracket=_in_bracket(text, one.end)):
            start, end = one.end, two.start
            start -= len(one.of(text)) - len(one.of(text).rstrip())
            end += len(two.of(text)) - len(two.of(text).lstrip())
            yield Span(start, end), Span(numbers[0].start, numbers[-1].end) if numbers else None


def _goes_on(line: str, following: str, width: float, *, indented: bool, in_bracket: bool) -> bool:
    if (indented and following[0] in " \u3000\t") or _ATTACHMENT.fullmatch(following):
        return False
    full, ended = _width(line) >= width - _SLACK, line.rstrip().endswith(_ENDS)
    if not ended and _of_a_head(line):
        return False
    if full and not ended:
        return in_bracket or not (is_own_line(following) or _HEADED.match(following))
    return (full or not ended) and _width(line) >= _RAGGED * width and (in_bracket or not _opens(following))


def _in_bracket(text: str, position: int) -> bool:
    """Whether a bracket that was opened a few lines above is still open."""
    closed = 0
    for char in reversed(text[max(0, position - _LONG_NOTE) : position]):
        if char in "（([【〔":
            if not closed:
                return True
            closed -= 1
        elif char in "）)]】〕":
            closed += 1
    return False


_LONG_NOTE = 400
_HAN = "[一二三四五六七八九十]"
_HEADED = re.compile(rf"\s*(?:{_HAN}{{1,3}}、(?!{_HAN})|[（(]{_HAN}{{1,3}}[）)])")
_NUMBERED = re.compile(r"\s*(?:[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2})*[ \u3000]|[①-⑳]|附件)")
_ATTACHMENT = re.compile(r"\s*附件\s*[0-9一二三四五六七八九十]{0,2}\s*[：:]?\s*")
_UNPUNCTUATED = re.compile(r"(?:[^，。；：！？、（(]|[（(][^（()）]*[）)])+")


def _of_a_head(line: str) -> bool:
    """Whether a line that happens to be full is a title, or the issuers' or the number's."""
    bare = line.strip()
    titled = metadata.genre_of(bare) is not None and _UNPUNCTUATED.fullmatch(bare)
    numbered = bare.endswith("号") and metadata.read_doc_number(bare)
    return bool(titled or numbered or _names_issuers(bare))


def _names_issuers(line: str) -> bool:
    return "、" not in line and metadata.issuers_of_line(line) != ()


def _opens(line: str) -> bool:
    """Whether a line opens a paragraph by what it begins with."""
    return any(
        found(line) for found in (LABEL_LINE.match, is_own_line, _NUMBERED.match, _names_issuers, metadata.DATE.match)
    )


def _page_width(body: Sequence[str]) -> float | None:
    """The width that most lines fill and hardly any exceeds; None where lines are as long as their words."""
    widths = [_width(line) for line in body]
    counts = Counter(round(width) for width in widths if _NARROWEST <= width <= _WIDEST)
    for width, _ in sorted(counts.items(), key=lambda each: -each[1])[:3]:
        full = [line for line, wide in zip(body, widths, strict=True) if abs(wide - width) <= _SLACK]
        wider = sum(wide > width + _SLACK for wide in widths)
        broken = sum(not line.rstrip().endswith(_ENDS) for line in full)
        if len(full) >= _FEWEST and wider <= len(body) // 20 and len(full) * 8 >= len(body) and broken * 2 >= len(full):
            return max(_width(line) for line in full)
    return None


def _width(line: str) -> float:
    """The width in Chinese characters; Latin letters and digits take half a one."""
    return sum(map(_char_width, line.rstrip()))


@cache
def _char_width(char: str) -> float:
    return 1 if unicodedata.east_asian_width(char) in "WFA" else 0.5


# Back to the file --------------------------------------------------------------------------------------------------


def restored(document: Document, joined: Joined, text: str) -> Document:
    """The document that was read from a joined text, with all its spans in the file's ``text``."""
    origin = list(_origins(joined, text))
    moved: Document = _moved(document, origin)
    noise = [blot for blot in joined.noise if moved.span.covers(blot)]
    leaves = (piece for leaf in document.leaves for piece in _tiles(leaf, origin, joined.noise))
    return msgspec.structs.replace(
        moved,
        text=text,
        span=_tile(document.span, origin),
        noise=tuple(sorted([*moved.noise, *noise])),
        leaves=tuple(leaves),
    )


def _origins(joined: Joined, text: str) -> Iterator[int]:
    """Where each character of the joined text stands in the file, and the file's end."""
    position = 0
    for gap in joined.left_out:
        yield from range(position, gap.start)
        position = gap.end
    yield from range(position, len(text) + 1)


def _moved(value: Any, origin: Sequence[int]) -> Any:
    if isinstance(value, Span):
        return Span(origin[value.start], origin[value.end - 1] + 1 if value.end > value.start else origin[value.start])
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        return type(value)(**{name: _moved(each, origin) for name, each in fields.items()})
    return tuple(_moved(each, origin) for each in value) if isinstance(value, tuple) else value


def _tile(span: Span, origin: Sequence[int]) -> Span:
    """A span that tiles a text with others: what is left out goes with what stands before it."""
    return Span(origin[span.start], origin[span.end])


def _tiles(leaf: Leaf, origin: Sequence[int], noise: Sequence[Span]) -> Iterator[Leaf]:
    for piece, noisy in without(_tile(leaf.span, origin), noise):
        yield Leaf(kind="noise", span=piece) if noisy else msgspec.structs.replace(leaf, span=piece)
