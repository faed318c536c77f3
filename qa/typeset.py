"""A document set in paragraphs, as on paper: what each one is, and its stretches with what was found in them.

The layout of official documents (title, issuing bodies, number, date, salutation, headings by level, signature) is
GB/T 9704-2012's; which line is which is read off the document's head, never off how it looked in a file.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from graph.model import Leaf, Span
from qa.reader import Mark, Reading
from qa.rows import Doc, Unit

Part = Literal[
    "title", "issuers", "number", "date", "salutation", "front", "heading", "body", "closing", "signature", "noise"
]  # fmt: skip


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a paragraph in which the same marks hold, outermost first.

    ``heading`` is true for the words of a provision's heading; ``provision`` is the node id of the provision that the
    words belong to, None outside all provisions. ``quoted`` words are those that the reader was sent here for.
    """

    span: Span
    text: str
    heading: bool
    provision: str | None
    marks: tuple[Mark, ...]
    quoted: bool


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph without the white space around it. ``depth`` is a heading's level, 1 for the topmost, else None.

    A paragraph that starts with a heading and goes on with text is ``body``; ``heading`` has nothing else.
    """

    part: Part
    span: Span
    depth: int | None
    provision: str | None
    runs: tuple[Run, ...]


_BREAKING = ("part", "chapter", "measure", "article", "attachment")
"""Levels that begin a paragraph of their own even in a text that lost its line breaks; items may run on."""
_DATE = re.compile(
    r"[(（]?[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日.{0,12}[)）]?"
)
_SALUTATION = 80


def paragraphs(reading: Reading, quoted: Span | None = None) -> tuple[Paragraph, ...]:
    """The document's paragraphs in order; each of its characters but white space at their ends is in exactly one."""
    depths = {unit.id: len(unit.path) for unit in reading.units}
    breaks = {unit.start for unit in reading.units if unit.level in _BREAKING}
    marks = _Marks(reading.marks)
    found = []
    for span, leaves in _lines(reading.text, reading.leaves, breaks):
        runs = [run for leaf in leaves for run in _runs(reading, marks, leaf, quoted)]
        found.append(_paragraph(reading, span, leaves, depths, runs))
    return tuple(found)


class _Marks:
    """The marks of a document, to be found by where they stand."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks  # in the order of their starts
        self._starts = [mark.span.start for mark in marks]
        self._longest = max((mark.span.end - mark.span.start for mark in marks), default=0)

    def over(self, span: Span) -> list[Mark]:
        first, last = bisect_left(self._starts, span.start - self._longest), bisect_left(self._starts, span.end)
        return [mark for mark in self._marks[first:last] if mark.span.overlaps(span)]


def _lines(text: str, leaves: Sequence[Leaf], breaks: set[int]) -> Iterator[tuple[Span, list[Leaf]]]:
    """Spans of paragraphs, each with the parts of leaves that make it up."""
    pieces: list[Leaf] = []
    for leaf in leaves:
        if pieces and (leaf.span.start in breaks or _apart(pieces[-1], leaf)):
            yield from _closed(text, pieces)
            pieces = []
        start = leaf.span.start
        while (newline := text.find("\n", start, leaf.span.end)) >= 0:
            pieces.append(msgspec.structs.replace(leaf, span=Span(start, newline)))
            yield from _closed(text, pieces)
            pieces = []
            start = newline + 1
        if start < leaf.span.end:
            pieces.append(msgspec.structs.replace(leaf, span=Span(start, leaf.span.end)))
    yield from _closed(text, pieces)


def _apart(one: Leaf, other: Leaf) -> bool:
    """Whether page furniture or a signature meets the text beside it, which no paragraph mixes."""
    return one.kind != other.kind and bool({one.kind, other.kind} & {"noise", "signature"})


def _closed(text: str, pieces: Sequence[Leaf]) -> Iterator[tuple[Span, list[Leaf]]]:
    whole = Span(pieces[0].span.start, pieces[-1].span.end) if pieces else Span(0, 0)
    words = whole.of(text)
    kept = words.strip()
    if not kept:
        return
    start = whole.start + len(words) - len(words.lstrip())
    line = Span(start, start + len(kept))
    clipped = [Span(max(piece.span.start, line.start), min(piece.span.end, line.end)) for piece in pieces]
    yield (
        line,
        [
            msgspec.structs.replace(piece, span=span)
            for piece, span in zip(pieces, clipped, strict=True)
            if span.start < span.end
        ],
    )


def _paragraph(
    reading: Reading, line: Span, leaves: Sequence[Leaf], depths: dict[str, int], runs: Sequence[Run]
) -> Paragraph:
    kinds = {leaf.kind for leaf in leaves}
    first = leaves[0]
    if kinds == {"front"}:
        part = _front(line.of(reading.text), reading.document)
    else:
        part = first.kind if len(kinds) == 1 else "body"
    return Paragraph(
        part=part, span=line, provision=first.provision, runs=tuple(runs),
        depth=depths.get(first.provision or "") if first.kind == "heading" else None,
    )  # fmt: skip


def _runs(reading: Reading, marks: _Marks, leaf: Leaf, quoted: Span | None) -> Iterator[Run]:
    within = marks.over(leaf.span)
    edges = {leaf.span.start, leaf.span.end}
    for span in [*(mark.span for mark in within), *([quoted] if quoted else [])]:
        edges |= {edge for edge in span if leaf.span.start < edge < leaf.span.end}
    for start, stop in pairwise(sorted(edges)):
        span = Span(start, stop)
        yield Run(
            span=span, text=span.of(reading.text), heading=leaf.kind == "heading", provision=leaf.provision,
            marks=tuple(mark for mark in within if mark.span.covers(span)),
            quoted=quoted is not None and quoted.covers(span),
        )  # fmt: skip


def _front(line: str, document: Doc) -> Part:
    words = _squeezed(line)
    if any(title and words in _squeezed(title) for title in (document.title, document.notice_title)):
        return "title"
    if document.doc_number and _squeezed(document.doc_number) in words and len(words) <= len(document.doc_number) + 4:
        return "number"
    if _DATE.fullmatch(words):
        return "date"
    rest = words
    for issuer in document.issuers:
        rest = rest.replace(_squeezed(issuer), "")
    if not rest:
        return "issuers"
    if words.endswith(":") and len(words) <= _SALUTATION and "。" not in words:
        return "salutation"
    return "front"


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def anchors(reading: Reading, set_in: Sequence[Paragraph]) -> dict[int, tuple[Unit, ...]]:
    """Position of a paragraph → the provisions that begin in it, outermost first."""
    found: dict[int, list[Unit]] = {}
    at = 0
    for unit in reading.units:
        while at < len(set_in) and set_in[at].span.end <= unit.start:
            at += 1
        found.setdefault(at, []).append(unit)
    return {position: tuple(units) for position, units in found.items()}
