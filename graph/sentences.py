"""How a stretch of official text divides into sentences and clauses; all offsets are into the whole text."""

import re
from collections.abc import Iterator

from graph.model import Span

_STOP = re.compile(r"[。！？!?；;\n]+[”’」』）)]*")
_CLAUSE_STOP = re.compile(r"[，,。；;！？!?：:\n]")
_OPEN, _CLOSE = "（(《“‘「『〔[【", "）)》”’」』〕]】"


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Sentences in ``text[span]`` with their stops, blank ends trimmed; no stop inside brackets or quotes counts."""
    yield from _cut(text, span, _STOP, keep=True)


def clauses(text: str, span: Span) -> Iterator[Span]:
    """Clauses between commas, stops and colons outside brackets and quotes, without these, ends trimmed."""
    yield from _cut(text, span, _CLAUSE_STOP, keep=False)


def trim(text: str, span: Span) -> Iterator[Span]:
    """The span without blank ends; nothing if only blanks are left."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _cut(text: str, span: Span, stop: re.Pattern[str], *, keep: bool) -> Iterator[Span]:
    start, depth, position = span.start, 0, span.start
    while position < span.end:
        char = text[position]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        found = stop.match(text, position, span.end) if depth == 0 or char == "\n" else None
        if found is None:
            position += 1
            continue
        depth = 0
        yield from trim(text, Span(start, found.end() if keep else position))
        start = position = found.end()
    yield from trim(text, Span(start, span.end))
