"""What the graph gives back: typed rows and the constant queries that several kinds share."""

from collections.abc import Iterable
from typing import Literal, TypeVar

import msgspec

from graph.model import Basis, Role, Span
from graph.store import GraphStore


class Doc(msgspec.Struct, frozen=True, kw_only=True):
    """A document: ``key`` is its node's id (a version), ``identity`` its public id."""

    key: str
    identity: str
    title: str
    notice_title: str | None
    doc_number: str | None
    issuers: tuple[str, ...]
    date: str | None
    year: int | None
    genre: str | None
    outline: bool
    jurisdiction: str
    parts: int


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A provision. ``text`` is its own wording; ``quote`` is its heading as printed at ``title_start``."""

    id: str
    document: str
    path: tuple[str, ...]
    level: str
    ordinal: int
    number: int | None
    title: str
    text: str
    quote: str
    position: int
    start: int
    stop: int
    title_start: int
    title_stop: int

    @property
    def span(self) -> Span:
        """The whole provision with its children."""
        return Span(self.start, self.stop)


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of a provision's own text (None: of the preamble or the closing)."""

    document: str
    provision: str | None
    start: int
    stop: int
    quote: str


class Named(Sentence, frozen=True, kw_only=True):
    """What a provision's text calls by a name, where it says so."""

    name: str


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """A body's duty in a provision (None: in the whole document); ``name`` as the text gives it."""

    id: str
    document: str
    provision: str | None
    actor: str
    name: str
    name_en: str | None
    role: Role
    basis: Basis
    notation: Literal["note", "line", "prose", "closing", "review"]
    collective: bool
    open_ended: bool
    start: int
    stop: int
    quote: str


class Aim(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be reached or done: ``value`` is the numeral, ``deadline`` ISO-like, the others as printed."""

    metric: str | None = None
    value: str | None = None
    unit: str | None = None
    comparator: str | None = None
    deadline: str | None = None
    deadline_text: str | None = None
    start: int
    stop: int
    quote: str

    @property
    def span(self) -> Span:
        """Where the text says so."""
        return Span(self.start, self.stop)


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """A provision of another document, with what it takes to name it and to go there."""

    document: str
    title: str
    outline: bool
    path: tuple[str, ...]
    number: int | None
    heading: str


Row = TypeVar("Row")


def rows_of(kind: type[Row], store: GraphStore, cypher: str, **parameters: object) -> list[Row]:
    """The rows of a constant query as one of the types above."""
    return msgspec.convert(store.read(cypher, parameters), list[kind])  # type: ignore[valid-type]


def parents_of(units: Iterable[Unit]) -> dict[str, str | None]:
    """The id of the provision around each one of a document (None: it stands in none), from all in their order."""
    parents: dict[str, str | None] = {}
    around: list[Unit] = []
    for unit in units:
        while around and len(around[-1].path) >= len(unit.path):
            around.pop()
        parents[unit.id] = around[-1].id if around else None
        around.append(unit)
    return parents


_DOC = """
d.id AS key, d.identity AS identity, d.title AS title, d.notice_title AS notice_title, d.doc_number AS doc_number,
d.issuers AS issuers, d.date AS date, d.year AS year, d.genre AS genre, d.outline AS outline,
d.jurisdiction AS jurisdiction, d.parts AS parts
"""
_UNIT = """
p.id AS id, p.document AS document, p.path AS path, p.level AS level, p.ordinal AS ordinal, p.number AS number,
p.title AS title, p.text AS text, p.quote AS quote, p.position AS position, p.start AS start, p.stop AS stop,
p.title_start AS title_start, p.title_stop AS title_stop
"""
_DUTY = """
r.id AS id, r.document AS document, a.id AS actor, r.name AS name, a.name_en AS name_en, r.role AS role,
r.basis AS basis, r.notation AS notation, r.collective AS collective, r.open_ended AS open_ended,
r.start AS start, r.stop AS stop, r.quote AS quote
"""
AIM = """
t.metric AS metric, t.value AS value, t.unit AS unit, t.comparator AS comparator, t.deadline AS deadline,
t.deadline_text AS deadline_text, t.start AS start, t.stop AS stop, t.quote AS quote
"""
"""What the fields of `Aim` are of a Target ``t``, for the queries of those who read more of it."""

DOCUMENT_COUNT = (
    "MATCH (d:Document) WHERE d.current RETURN d.outline AS outline, count(d) AS documents ORDER BY outline"
)
LATEST_DOCUMENTS = f"""
MATCH (d:Document) WHERE d.current AND NOT d.outline
RETURN {_DOC} ORDER BY coalesce(d.date, '') DESC, key LIMIT $limit
"""
DOCUMENT_BY_IDENTITY = f"MATCH (d:Document {{identity: $id}}) WHERE d.current RETURN {_DOC} ORDER BY key"
DOCUMENT_BY_ID = f"""
MATCH (d:Document) WHERE d.current AND (
  d.identity = $id OR d.id = $id OR d.identity STARTS WITH $id OR d.title STARTS WITH $id)
RETURN {_DOC} ORDER BY CASE WHEN d.identity = $id OR d.id = $id THEN 0 ELSE 1 END, key LIMIT 20
"""
DOCUMENTS_BY_NUMBER = f"MATCH (d:Document) WHERE d.doc_number IN $numbers AND d.current RETURN {_DOC} ORDER BY key"
DOCUMENTS_OF_SERIAL = f"""
MATCH (d:Document) WHERE d.current AND any(tail IN $tails WHERE coalesce(d.doc_number, '') ENDS WITH tail)
RETURN {_DOC} ORDER BY coalesce(d.date, '') DESC, key LIMIT 20
"""
DOCUMENTS_BY_TITLE = f"""
MATCH (d:Document) WHERE d.current AND
  (d.title CONTAINS $title OR $title CONTAINS d.title OR
   (d.notice_title IS NOT NULL AND d.notice_title CONTAINS $title))
RETURN {_DOC} ORDER BY coalesce(d.date, '') DESC, key LIMIT 20
"""
DOCUMENTS_TITLED_IN = f"""
MATCH (d:Document) WHERE d.current AND size(d.title) > 5 AND $text CONTAINS d.title
RETURN {_DOC} ORDER BY coalesce(d.date, '') DESC, key LIMIT 20
"""
TITLES_CITED_IN = """
MATCH (x:Reference) WHERE size(x.title) > 7 AND $text CONTAINS x.title RETURN DISTINCT x.title AS title ORDER BY title
"""
DOCUMENTS_BY_WORDS = f"""
MATCH (d:Document) WHERE d.current AND NOT d.outline
  AND any(word IN $words WHERE d.title CONTAINS word OR coalesce(d.notice_title, '') CONTAINS word)
RETURN {_DOC} ORDER BY coalesce(d.date, '') DESC, key LIMIT 200
"""
DOCUMENTS_THAT_SAY = f"""
MATCH (d:Document) WHERE d.current AND NOT d.outline AND any(word IN $words WHERE d.text CONTAINS word)
RETURN {_DOC} ORDER BY coalesce(d.date, '') DESC, key LIMIT 20
"""
DOCUMENTS_OF_JURISDICTION = f"""
MATCH (d:Document) WHERE d.current AND d.jurisdiction STARTS WITH $prefix
RETURN {_DOC} ORDER BY d.outline, coalesce(d.date, '') DESC, key LIMIT 50
"""
JURISDICTIONS = """
MATCH (d:Document) WHERE d.current AND d.jurisdiction <> '000000' RETURN DISTINCT d.jurisdiction AS code ORDER BY code
"""
DOCUMENTS_OF_YEAR = f"""
MATCH (d:Document) WHERE d.current AND NOT d.outline AND d.year = $year
RETURN {_DOC} ORDER BY coalesce(d.date, '') DESC, key LIMIT 50
"""
DOCUMENTS_ISSUED_BY = f"""
MATCH (d:Document) WHERE d.current AND NOT d.outline AND any(issuer IN $issuers WHERE issuer IN d.issuers)
RETURN {_DOC} ORDER BY coalesce(d.date, '') DESC, key LIMIT 200
"""
ISSUERS = "MATCH (d:Document) WHERE d.current UNWIND d.issuers AS issuer RETURN DISTINCT issuer ORDER BY issuer"
CITING = """
MATCH (s:Sentence) WHERE s.quote CONTAINS $phrase AND s.quote CONTAINS '《'
RETURN s.quote AS quote ORDER BY s.id LIMIT 20
"""
REPEALING = """
MATCH (s:Sentence) WHERE any(name IN $names WHERE s.quote CONTAINS name)
  AND any(word IN ['废止', '停止执行', '失效'] WHERE s.quote CONTAINS word)
RETURN s.document AS document, s.provision AS provision, s.start AS start, s.stop AS stop, s.quote AS quote
ORDER BY document, start LIMIT 20
"""
DOCUMENTS_OF_TEXTS = f"""
MATCH (x:Text)<-[:READS]-(s:Sentence) WHERE x.id IN $texts
WITH s.document AS key, count(DISTINCT x) AS found
MATCH (d:Document {{id: key}}) WHERE d.current AND NOT d.outline
WITH d, found ORDER BY found DESC, coalesce(d.date, '') DESC, d.id LIMIT $limit
RETURN {_DOC}
"""
DOCUMENT_TEXT = "MATCH (d:Document {id: $document}) RETURN d.text AS text"

HEADED_IN = """
MATCH (p:Provision) WHERE size(p.title) >= $length AND $text CONTAINS p.title
MATCH (d:Document {id: p.document}) WHERE d.current AND NOT d.outline
RETURN p.id AS id, p.title AS title, p.document AS document, d.identity AS identity ORDER BY id
"""
UNIT_BY_NUMBER = (
    f"MATCH (p:Provision {{document: $document}}) WHERE p.number = $number RETURN {_UNIT} ORDER BY position"
)
UNIT_BY_PATH = f"MATCH (p:Provision {{document: $document}}) WHERE p.path = $path RETURN {_UNIT} ORDER BY position"
UNITS = f"MATCH (p:Provision {{document: $document}}) RETURN {_UNIT} ORDER BY position"
SENTENCES = """
MATCH (s:Sentence) WHERE s.document IN $documents
RETURN s.document AS document, s.provision AS provision, s.start AS start, s.stop AS stop, s.quote AS quote
ORDER BY document, start
"""

DUTIES_UNDER = f"""
MATCH (r:Responsibility)-[:RESPONSIBLE_FOR]->(q:Provision)-[:PART_OF*0..6]->(p:Provision {{id: $provision}})
MATCH (r)-[:HELD_BY]->(a:Actor)
RETURN q.id AS provision, {_DUTY} ORDER BY r.surface_start, id
"""
DUTIES_ABOVE = f"""
MATCH (p:Provision {{id: $provision}})-[:PART_OF*1..6]->(q:Provision)<-[:RESPONSIBLE_FOR]-(r:Responsibility)
MATCH (r)-[:HELD_BY]->(a:Actor)
RETURN q.id AS provision, {_DUTY} ORDER BY r.surface_start, id
"""
DUTIES_OF_WHOLE = f"""
MATCH (r:Responsibility)-[:RESPONSIBLE_FOR]->(d:Document {{id: $document}}) MATCH (r)-[:HELD_BY]->(a:Actor)
RETURN null AS provision, {_DUTY} ORDER BY r.surface_start, id
"""
DUTIES_OF_DOCUMENT = f"""
MATCH (r:Responsibility {{document: $document}})-[:RESPONSIBLE_FOR]->(q) MATCH (r)-[:HELD_BY]->(a:Actor)
RETURN CASE WHEN q:Provision THEN q.id ELSE null END AS provision, {_DUTY} ORDER BY r.surface_start, id
"""
DUTIES_OF_ACTORS = f"""
MATCH (a:Actor)<-[:HELD_BY]-(r:Responsibility)-[:RESPONSIBLE_FOR]->(q)
WHERE a.id IN $actors AND r.document IN $documents
RETURN CASE WHEN q:Provision THEN q.id ELSE null END AS provision, {_DUTY} ORDER BY r.document, r.surface_start, id
"""
