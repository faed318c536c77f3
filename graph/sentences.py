"""How a stretch of official text divides into sentences and clauses; all offsets are into the whole text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.model import Span

# a mark that may end the stretch, with the closing quotes that belong to it; or one bracket or quote
_BRACKETS = r"|(?P<open>[（(《“‘「『〔\[【])|[）)》”’」』〕\]】]"
_SENTENCE_MARKS = re.compile(r"(?P<stop>[。！？!?；;\n\t]+[”’」』）)]*)" + _BRACKETS)
_CLAUSE_MARKS = re.compile(r"(?P<stop>[，,。；;！？!?：:\n\t])" + _BRACKETS)
_NOTE_OPENS = ("（", "(", "〔", "[", "【")
_AFTER_NOTE = re.compile(r"[。；;\n]*")


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Sentences in ``text[span]`` with their stops, blank ends trimmed; no stop inside brackets or quotes counts.

    What stands in brackets between two sentences (a note) is one of its own.
    """
    return iter(_cut(text, span, _SENTENCE_MARKS, keep=True))


def clauses(text: str, span: Span) -> Iterator[Span]:
    """Clauses between commas, stops and colons outside brackets and quotes, without these, ends trimmed."""
    return iter(_cut(text, span, _CLAUSE_MARKS, keep=False))


def trim(text: str, span: Span) -> Iterator[Span]:
    """The span without blank ends; nothing if only blanks are left."""
    inside = text[span.start : span.end]
    if bare := inside.strip():
        start = span.start + len(inside) - len(inside.lstrip())
        yield Span(start, start + len(bare))


@lru_cache(maxsize=4096)  # every extractor asks for the same stretches
def _cut(text: str, span: Span, marks: re.Pattern[str], *, keep: bool) -> tuple[Span, ...]:
    found: list[Span] = []
    start, depth, position = span.start, 0, span.start
    while mark := marks.search(text, position, span.end):
        position, kind = mark.end(), mark.lastgroup
        if kind == "open":
            depth += 1
        elif kind is None:
            depth = max(0, depth - 1)
            if keep and depth == 0 and text[start:position].lstrip()[:1] in _NOTE_OPENS:
                position = _AFTER_NOTE.match(text, position, span.end).end()  # type: ignore[union-attr]
                found.extend(trim(text, Span(start, position)))
                start = position
        elif depth == 0 or "\n" in mark["stop"]:
            if depth and mark["stop"][0] != "\n":  # only the line break ends it
                position = mark.start() + mark["stop"].index("\n") + 1
            depth = 0
            found.extend(trim(text, Span(start, position if keep else mark.start())))
            start = position
        else:
            # brackets that close right after a stop inside them still close
            position = mark.start() + 1
    found.extend(trim(text, Span(start, span.end)))
    return tuple(found)
