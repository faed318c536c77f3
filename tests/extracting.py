"""A passage and a context out of a fragment, for tables of fragments and expected facts."""

from collections.abc import Callable, Sequence
from typing import Any

from graph.model import Span
from ingest.passages import Context, Passage

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
