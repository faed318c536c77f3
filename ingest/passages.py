"""The stretches of text that extractors read, and what they may know of the document beside them."""

from collections.abc import Iterator

import msgspec

from graph.model import Span
from graph.sentences import clauses, sentences


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One provision's own text (after its label, without its children), or a closing or front stretch.

    ``text`` is the whole document's; offsets are into it. ``title`` is the heading inside ``span``, if any.
    """

    text: str
    span: Span
    provision: str | None
    kind: str
    title: Span | None = None

    def sentences(self) -> Iterator[Span]:
        """Spans of the sentences (see `sentences`)."""
        return sentences(self.text, self.span)

    def clauses(self) -> Iterator[Span]:
        """Spans of the clauses (see `clauses`)."""
        return clauses(self.text, self.span)


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What extractors may know of the document beside its text.

    ``date`` is ISO, or only the year of the title (2024年工作要点) where the document bears no date.
    ``jurisdiction`` is the GB/T 2260 code of the issuing province or city, ``000000`` for the State.
    """

    title: str
    issuers: tuple[str, ...]
    date: str | None
    jurisdiction: str
