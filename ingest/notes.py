"""Responsibilities in bracket notes: （A牵头，B、C按职责分工负责）, （责任单位：A、B）."""

import re
from collections.abc import Iterator

from graph.model import Span
from ingest.duties import LABEL, Statement, brackets, read_statement

_PHRASE = re.compile(r"(?:不?含|不?包括|以下|以上|即|如|例如|指|除|其中|详见|见|附|原|简称|不需|无需|未|已|经)")
_ENDS_SENTENCE = "。；;！？!?：:”」）)】\n"
_AFTER = re.compile(r"[\s　。；;，,]*(?:$|\n|[（(【])")


def find_notes(text: str, span: Span) -> Iterator[tuple[Span, Statement]]:
    """The notes in ``text[span]`` with their brackets, and what each states; other brackets are passed over."""
    for bracket in [*brackets(text, span), *_unclosed(text, span)]:
        closed = text[bracket.end - 1] in "）)】]〕"
        inner = Span(bracket.start + 1, bracket.end - 1 if closed else bracket.end)
        statement = read_statement(text, inner)
        if _is_note(text, inner, statement, bracket, span):
            yield bracket, statement


_LOST_CLOSE = re.compile(
    r"(?<=[。！；])[（(](?=[^（()）\n。]{2,200}(?:负责|牵头|配合|参与|落实|分工)[。]?\s*(?:\n|$))[^（()）\n。]+"
)


def _unclosed(text: str, span: Span) -> Iterator[Span]:
    """A note at a paragraph's end whose closing bracket was lost."""
    for found in _LOST_CLOSE.finditer(text, span.start, span.end):
        if text[found.end() : found.end() + 1] not in ("）", ")"):
            yield Span(*found.span())


def _is_note(text: str, inner: Span, statement: Statement, bracket: Span, span: Span) -> bool:
    bodies = [body for clause in statement.clauses for body in clause.bodies]
    official = sum(body.body for body in bodies)
    if not bodies:
        return False
    if LABEL.match(text, inner.start, inner.end):
        return True
    content = inner.of(text)
    if official == 0 or official * 3 < len(bodies) or "的" in content or _PHRASE.match(content):
        return False
    if any(clause.stated for clause in statement.clauses) or any(body.mark for body in bodies):
        return statement.stray <= max(6, len(content) // 2)
    before = text[span.start : bracket.start].rstrip()[-1:]
    return (
        official == len(bodies)
        and statement.stray <= 2
        and before != ""
        and before in _ENDS_SENTENCE
        and _AFTER.match(text, bracket.end, span.end) is not None
    )
