"""The types of everything that is known. Their JSON is the contract with other tools.

A Document is one instrument (an opinion, a plan of a notice); its facts carry the characters they stand on.
All spans count Unicode code points of ``Document.text``.
"""

from typing import Literal, NamedTuple

import msgspec


class Span(NamedTuple):
    """``[start, end)`` in characters of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters the span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


Level = Literal["part", "measure", "item", "subitem", "point", "chapter", "article", "attachment"]
Role = Literal["lead", "participant", "responsible", "coordinator", "host", "implementer", "supported", "overseen"]
Basis = Literal["explicit", "convention", "general", "inferred", "confirmed"]
Notation = Literal["note", "line", "prose", "closing", "mention"]
Comparator = Literal[">=", "<=", "=", "~"]
PlaceKind = Literal[
    "province", "city", "county", "new-area", "region", "city-group", "metropolitan-area",
    "corridor", "zone", "port", "river", "country",
]  # fmt: skip
LeafKind = Literal["front", "heading", "body", "closing", "signature", "noise"]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text came from: the file or page as read."""

    name: str
    sha256: str
    media_type: str
    encoding: str | None


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text with one function; the leaves tile ``text[document.span]``."""

    kind: LeafKind
    span: Span
    provision: str | None = None


class Provision(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered unit of a document, with its children inside its span.

    ``path`` has the labels as printed without 、．. ; ``ordinal`` is the value of the own label;
    ``number`` is the N of 第N条 as staff cite it: the place in the deepest series that runs through
    the document, else None.
    """

    id: str
    parent: str | None
    path: tuple[str, ...]
    level: Level
    ordinal: int
    number: int | None
    title: str
    span: Span
    title_span: Span


class Responsibility(msgspec.Struct, frozen=True, kw_only=True):
    """One actor's role in one provision (None: the whole document) by one piece of text.

    ``actor`` is the name with an elided head or tail restored; ``surface`` is what is printed.
    ``notation`` is ``mention`` for those who act, are helped or watched without being given a duty.
    """

    id: str
    provision: str | None
    actor: str
    surface: Span
    role: Role
    basis: Basis
    collective: bool
    open_ended: bool
    notation: Notation
    evidence: Span


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place or region named in a provision, once per occurrence span."""

    id: str
    provision: str | None
    name: str
    span: Span
    kind: PlaceKind
    code: str | None
    members: tuple[str, ...]


class PlaceRole(msgspec.Struct, frozen=True, kw_only=True):
    """What the text asks of a place, in its own words."""

    id: str
    provision: str | None
    place: str
    span: Span


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """An aim with a figure or a date. ``value`` is the numeral as a string, ``deadline`` ISO-like."""

    id: str
    provision: str | None
    span: Span
    metric: str | None
    value: str | None
    unit: str | None
    deadline_text: str | None
    comparator: Comparator | None
    deadline: str | None
    quantified: bool


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """A named programme, plan, campaign, brand or coined term."""

    id: str
    provision: str | None
    name: str
    span: Span


class Prohibition(msgspec.Struct, frozen=True, kw_only=True):
    """A clause that forbids or strictly limits (不得, 严禁, 坚决遏制 …)."""

    id: str
    provision: str | None
    span: Span


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """Another document that the text cites; ``title`` without 《》."""

    id: str
    provision: str | None
    title: str
    span: Span


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """The verb and object of a clause that asks for something to be done."""

    id: str
    provision: str | None
    span: Span
    verb: str
    object: str


class Convention(msgspec.Struct, frozen=True, kw_only=True):
    """A rule stated once for the whole document (排在第一位的部门为牵头部门，下同)."""

    span: Span
    rule: Literal["first-listed-leads"]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One instrument with its provisions and facts.

    ``jurisdiction`` is the GB/T 2260 code of the issuing province or city, ``000000`` for the State.
    ``outline``: our own summary, not the text itself.
    """

    id: str
    title: str
    notice_title: str | None
    doc_number: str | None
    issuers: tuple[str, ...]
    date: str | None
    genre: str | None
    jurisdiction: str
    outline: bool
    source: Source
    text: str
    span: Span
    noise: tuple[Span, ...]
    leaves: tuple[Leaf, ...]
    convention: Convention | None
    provisions: tuple[Provision, ...]
    responsibilities: tuple[Responsibility, ...]
    places: tuple[Place, ...]
    place_roles: tuple[PlaceRole, ...]
    targets: tuple[Target, ...]
    programmes: tuple[Programme, ...]
    prohibitions: tuple[Prohibition, ...]
    references: tuple[Reference, ...]
    tasks: tuple[Task, ...]
    coverage: float
    warnings: tuple[str, ...]


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """The place in a document that an answer stands on; ``document`` is its id, ``title`` its title.

    ``number`` is the N of 第N条, where the provision has one.
    """

    document: str
    title: str
    path: tuple[str, ...]
    ordinal: int | None
    number: int | None
    span: Span
    quote: str


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """The constant Cypher that was run, and its parameters."""

    cypher: str
    parameters: dict[str, object]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A reply with its evidence. ``answerable`` is false where the documents do not say what was asked."""

    question: str
    language: Literal["zh", "en"]
    intent: str
    answerable: bool
    answer: str
    citations: tuple[Citation, ...]
    basis: tuple[str, ...]
    query: Query | None
    suggestions: tuple[str, ...]
