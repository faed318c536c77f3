"""A passage and a context out of a fragment, for tables of fragments and expected facts."""

from collections.abc import Callable, Sequence
from typing import Any

from graph.model import Convention, Responsibility, Span
from ingest.passages import Context, Passage
from ingest.responsibilities import extract_responsibilities

Extractor = Callable[[Sequence[Passage], Context], Sequence[Any]]


def context(date: str | None = "2024-03-05") -> Context:
    return Context(title="关于某事的实施意见", issuers=("某省人民政府",), date=date, jurisdiction="000000")


def passage(text: str, kind: str = "body", title: Span | None = None) -> Passage:
    provision = "p" if kind == "body" else None
    return Passage(text=text, span=Span(0, len(text)), provision=provision, kind=kind, title=title)


def extract(extractor: Extractor, text: str, date: str | None = "2024-03-05", kind: str = "body") -> Sequence[Any]:
    return extractor([passage(text, kind)], context(date))


def quotes(extractor: Extractor, text: str, date: str | None = "2024-03-05", kind: str = "body") -> list[str]:
    return [fact.span.of(text) for fact in extract(extractor, text, date, kind)]


CONTEXT = Context(title="关于试验的意见", issuers=(), date=None, jurisdiction="360000")


def duties_of(*texts: str, kind: str = "body") -> tuple[list[Responsibility], Convention | None]:
    whole = "\n".join(texts)
    passages, start = [], 0
    for number, text in enumerate(texts):
        span = Span(start, start + len(text))
        provision = f"d#{number}" if kind == "body" else None
        passages.append(Passage(text=whole, span=span, provision=provision, kind=kind))
        start = span.end + 1
    return extract_responsibilities(passages, CONTEXT)


def duty_facts(rows: list[Responsibility]) -> list[tuple[str, str, str, str, bool, bool]]:
    return [(row.actor, row.role, row.basis, row.notation, row.collective, row.open_ended) for row in rows]


def duties_expected(line: str, notation: str, basis: str = "explicit") -> list[tuple[str, str, str, str, bool, bool]]:
    rows = []
    for group in filter(None, (part.strip() for part in line.split("|"))):
        role, *names = group.split()
        role, _, own_basis = role.partition("/")
        for name in names:
            bare = name.rstrip("*+")
            rows.append((bare, role, own_basis or basis, notation, "*" in name, "+" in name))
    return rows
