"""What became of one document's provisions in another, as the graph keeps it: computed, and said to be.

``(:Provision)-[:ALIGNS_WITH {relation, score, …}]->(:Provision)`` leads from a provision to the one of the reference
that it answers to. An Alignment node keeps the whole comparison of one pair of versions; a new version of either is
another pair, so an old comparison is never taken for a current one.
"""

from typing import Literal

import msgspec

from graph.model import Span
from graph.store import GraphStore, Statement

Relation = Literal["carried-over", "adapted", "split", "merged", "added"]

METHOD = "4"
"""Of the rules that aligned: a stored comparison made by other rules is made anew."""


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """What a comparison says of itself, in both languages; names and quotes stay as printed."""

    zh: str
    en: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A difference of words from the reference to the source: ``insert`` has no reference, ``delete`` no source."""

    kind: Literal["insert", "delete", "replace", "move"]
    source: Span | None
    reference: Span | None


class FactChange(msgspec.Struct, frozen=True, kw_only=True):
    """A figure, a date or an actor that differs in sentences that say the same; None: the other has none."""

    kind: Literal["number", "deadline", "actor"]
    source: Span | None
    reference: Span | None


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two sentences (or a sentence and a topic of an outline) that say the same; ``score`` is 0 to 1.

    ``changes`` are the words that differ, in the order of the source; none are listed against an outline.
    """

    source_span: Span
    reference_span: Span
    score: float
    changes: tuple[Change, ...]


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A provision of the reference that a row answers to.

    ``main`` is false where the row only took up a sentence or topic of it, whose main counterpart is elsewhere.
    ``heading`` has the words that differ in the two headings, ``facts`` what is to be read first: figures, dates and
    actors that differ.
    """

    path: tuple[str, ...]
    ordinal: int
    number: int | None
    title: str
    score: float
    main: bool
    heading: tuple[Change, ...]
    facts: tuple[FactChange, ...]
    pairs: tuple[Pair, ...]


class AlignedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A provision of the source. ``matches`` are best first; ``nearest`` is the candidate that an ``added`` row missed.

    ``reason`` says in words by which rule the relation holds; ``missing`` are the sentences or topics of the main
    matches that were not found in the row (nor, for a split, in the rows that share its reference).
    """

    path: tuple[str, ...]
    ordinal: int
    number: int | None
    title: str
    relation: Relation
    reason: Wording
    matches: tuple[Match, ...]
    nearest: Match | None
    missing: tuple[Span, ...]


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """A provision of the reference that no row answers to; ``taken_up`` are rows that took up a sentence of it."""

    path: tuple[str, ...]
    ordinal: int
    number: int | None
    title: str
    provisional: bool
    taken_up: tuple[tuple[str, ...], ...]


class Alignment(msgspec.Struct, frozen=True, kw_only=True):
    """Two documents laid side by side. ``note`` says what the comparison rests on, an outline above all."""

    source: str
    reference: str
    source_title: str
    reference_title: str
    outline: bool
    note: Wording
    rows: tuple[AlignedRow, ...]
    dropped: tuple[Dropped, ...]


_STORED = """
MATCH (a:Alignment {id: $id}) RETURN a.method AS method, a.model AS model, a.content AS content
"""
_FORGET = (
    "MATCH (s:Provision {document: $source})-[r:ALIGNS_WITH]->(t:Provision {document: $reference}) DELETE r",
    "MATCH (a:Alignment {id: $id}) DETACH DELETE a",
)
_OUTDATED = """
MATCH (a:Alignment) MATCH (s:Document {id: a.source}) MATCH (t:Document {id: a.reference})
WHERE NOT (s.current AND t.current)
MATCH (x:Document {identity: s.identity}) WHERE x.current
MATCH (y:Document {identity: t.identity}) WHERE y.current
RETURN DISTINCT x.id AS source, y.id AS reference ORDER BY source, reference
"""
_KEPT = "MATCH (a:Alignment) RETURN a.source AS source, a.reference AS reference"
_KEEP = """
MATCH (s:Document {id: $source}) MATCH (t:Document {id: $reference})
MERGE (a:Alignment {id: $id})
SET a.source = $source, a.reference = $reference, a.method = $method, a.model = $model, a.outline = $outline,
    a.content = $content
MERGE (a)-[:ALIGNMENT_OF]->(s) MERGE (a)-[:ALIGNED_TO]->(t)
"""
_JOIN = """
UNWIND $rows AS row
MATCH (s:Provision {document: $source}) WHERE s.path = row.path
MATCH (t:Provision {document: $reference}) WHERE t.path = row.to
MERGE (s)-[r:ALIGNS_WITH]->(t)
SET r.relation = row.relation, r.score = row.score, r.main = row.main, r.reason = row.reason, r.outline = $outline
"""


def alignment_id(source: str, reference: str) -> str:
    """The id of the node that keeps the comparison of two document versions (their nodes' ids)."""
    return f"{source}|{reference}"


def stored_alignment(store: GraphStore, source: str, reference: str, model: str | None) -> Alignment | None:
    """The comparison of these two versions, if it was made by the present rules and model."""
    rows = store.read(_STORED, {"id": alignment_id(source, reference)})
    if not rows or rows[0]["method"] != METHOD or rows[0]["model"] != (model or ""):
        return None
    return msgspec.json.decode(rows[0]["content"], type=Alignment)


def keep_alignment(store: GraphStore, source: str, reference: str, alignment: Alignment, model: str | None) -> None:
    """Write a comparison of two versions (their nodes' ids) in one transaction, in place of an older one."""
    pair = {"source": source, "reference": reference, "id": alignment_id(source, reference)}
    joins = [
        {
            "path": list(row.path), "to": list(match.path), "relation": row.relation, "score": match.score,
            "main": match.main, "reason": row.reason.zh,
        }
        for row in alignment.rows
        for match in row.matches
    ]  # fmt: skip
    content = msgspec.json.encode(alignment).decode()
    facts = {**pair, "outline": alignment.outline}
    statements: list[Statement] = [(cypher, pair) for cypher in _FORGET]
    statements.append((_KEEP, {**facts, "method": METHOD, "model": model or "", "content": content}))
    statements.append((_JOIN, {**facts, "rows": joins}))
    store.write(statements)


def kept_pairs(store: GraphStore) -> set[tuple[str, str]]:
    """The pairs of document versions (their nodes' ids) whose comparison the graph keeps."""
    return {(row["source"], row["reference"]) for row in store.read(_KEPT)}


def outdated_pairs(store: GraphStore) -> list[tuple[str, str]]:
    """The current versions of documents that were compared in an older version."""
    return [(row["source"], row["reference"]) for row in store.read(_OUTDATED)]
