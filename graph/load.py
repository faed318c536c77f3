"""Document → graph: one transaction a document, versions kept, and nothing written twice."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from graph.carry import carry_over
from graph.embedding import Embedder, pack_vectors, require_model, stored_model
from graph.gazetteer import load_gazetteer
from graph.model import Document
from graph.registry import load_registry
from graph.rows import Join, RowBuilder, Rows, check_spans, fingerprint, version_key
from graph.schema import NODES, RELATIONSHIPS
from graph.store import SEARCH_INDEX, GraphStore, Statement
from graph.tokens import tokenise


class LoadReport(msgspec.Struct, frozen=True, kw_only=True):
    """What loading a document did. ``key`` is its node's id, ``nodes`` how many were written."""

    status: Literal["new", "unchanged", "new-version"]
    document: str
    key: str
    title: str
    version: int
    provisions: int
    nodes: int


class Foreseen(msgspec.Struct, frozen=True, kw_only=True):
    """What loading a document would do: the version that it would be, or is; ``before`` are the versions there are."""

    status: Literal["new", "unchanged", "new-version"]
    version: int
    key: str
    before: tuple[str, ...]


MERGE_NODES: Mapping[str, str] = {
    node.label: f"UNWIND $rows AS row MERGE (n:{node.label} {{id: row.id}}) SET n += row" for node in NODES
}
MERGE_JOINS: Mapping[Join, str] = {
    Join(kind.name, source, target): (
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}}) "
        f"MERGE (a)-[r:{kind.name}]->(b)" + (" SET r += row.properties" if kind.properties else "")
    )
    for kind in RELATIONSHIPS
    for source in kind.sources
    for target in kind.targets
}
_VERSIONS = """
MATCH (d:Document {identity: $identity})
RETURN d.id AS id, d.version AS version, d.current AS current, d.fingerprint AS fingerprint ORDER BY version
"""
_RETIRE = "MATCH (d:Document {identity: $identity}) WHERE d.id <> $id SET d.current = false"
_KNOWN_TEXTS = """
UNWIND $ids AS id MATCH (t:Text {id: id}) RETURN t.id AS id, t.vector IS NOT NULL AS embedded
"""
_COUNT_TERMS = """
UNWIND $rows AS row MERGE (t:Term {id: row.id}) SET t.texts = coalesce(t.texts, 0) + row.texts
"""
_COUNT_TEXTS = """
MERGE (i:SearchIndex {id: $id})
SET i.texts = coalesce(i.texts, 0) + $texts, i.words = coalesce(i.words, 0) + $words
"""
_NAME_MODEL = "MERGE (i:SearchIndex {id: $id}) SET i.model = $model, i.dimension = $dimension"
_VERSION = "MATCH (d:Document {identity: $identity, version: $version}) RETURN d.id AS id"
_COUNTS = "MATCH (n) RETURN labels(n)[0] AS label, count(*) AS nodes ORDER BY nodes DESC, label"
_DOCUMENTS = """
MATCH (d:Document) WHERE d.current
RETURN d.identity AS id, d.title AS title, d.issuers AS issuers, d.date AS date, d.doc_number AS doc_number,
       d.provisions AS provisions, d.version AS version, d.outline AS outline
ORDER BY id
"""


def load_document(store: GraphStore, document: Document, embedder: Embedder | None = None) -> LoadReport:
    """Write a document with its facts, unless this very text is already there (as any of its versions).

    A changed text under the same identity becomes the next version; the one before stays, no longer current.
    Without an embedder its sentences can be found by words only. Raises InputError for a document whose facts
    don't stand on its text, or an embedder other than the graph's.
    """
    check_spans(document)
    found = foresee(store, document)
    if found.status == "unchanged":
        return _report(document, found, 0)
    builder = RowBuilder(document, found.version, load_registry(), load_gazetteer())
    rows = builder.build()
    rows.nodes["Document"][builder.key]["ingested"] = datetime.now(UTC).isoformat(timespec="seconds")
    statements = list(_text_statements(store, rows, builder.texts, embedder))
    if found.before:
        rows.join("SUPERSEDES", ("Document", builder.key), ("Document", found.before[-1]))
        statements.append((_RETIRE, {"identity": document.id, "id": builder.key}))
        statements.extend(carry_over(store, found.before[-1], builder.key, rows))
    store.write([*_statements(rows), *statements])
    return _report(document, found, sum(len(nodes) for nodes in rows.nodes.values()))


def foresee(store: GraphStore, document: Document) -> Foreseen:
    """What `load_document` would do with a document. A text is the same whatever its white space and furniture."""
    versions = store.read(_VERSIONS, {"identity": document.id})
    before, mine = tuple(row["id"] for row in versions), fingerprint(document)
    same = next((row for row in versions if row["fingerprint"] == mine), None)
    if same:
        return Foreseen(status="unchanged", version=same["version"], key=same["id"], before=before)
    version = max((row["version"] for row in versions), default=0) + 1
    status: Literal["new", "new-version"] = "new-version" if versions else "new"
    return Foreseen(status=status, version=version, key=version_key(document.id, version), before=before)


def held_version(store: GraphStore, identity: str, version: int) -> str | None:
    """The node's id of one version of a document; None where the graph has no such version."""
    rows = store.read(_VERSION, {"identity": identity, "version": version})
    return str(rows[0]["id"]) if rows else None


def node_counts(store: GraphStore) -> dict[str, int]:
    """How many nodes the graph has, by label."""
    return {row["label"]: row["nodes"] for row in store.read(_COUNTS)}


def list_documents(store: GraphStore) -> list[dict[str, Any]]:
    """The documents that the graph holds in their current versions, by id, as ``policygraph documents`` shows them."""
    return store.read(_DOCUMENTS)


def _report(document: Document, found: Foreseen, nodes: int) -> LoadReport:
    return LoadReport(
        status=found.status, document=document.id, key=found.key, title=document.title, version=found.version,
        provisions=len(document.provisions), nodes=nodes,
    )  # fmt: skip


def _statements(rows: Rows) -> Iterator[Statement]:
    for label, nodes in rows.nodes.items():
        yield MERGE_NODES[label], {"rows": list(nodes.values())}
    for join, joins in rows.joins.items():
        yield MERGE_JOINS[join], {"rows": joins}


def _text_statements(
    store: GraphStore, rows: Rows, texts: Mapping[str, str], embedder: Embedder | None
) -> Iterator[Statement]:
    """Add the wordings that the graph lacks to the rows, with vectors, and count their words."""
    known = {row["id"]: row["embedded"] for row in store.read(_KNOWN_TEXTS, {"ids": list(texts)})}
    terms: Counter[str] = Counter()
    fresh = {key: tokenise(text) for key, text in texts.items() if key not in known}
    for key, words in fresh.items():
        rows.node("Text", key, words=" ".join(words), length=len(words))
        terms.update(set(words))
    if embedder:
        require_model(store, stored_model(store), embedder.name)
        missing = [key for key in texts if not known.get(key)]
        for key, vector in zip(missing, pack_vectors(embedder, [texts[key] for key in missing]), strict=True):
            rows.nodes["Text"].setdefault(key, {"id": key}).update(vector=vector)
        yield _NAME_MODEL, {"id": SEARCH_INDEX, "model": embedder.name, "dimension": embedder.dimension}
    yield _COUNT_TERMS, {"rows": [{"id": term, "texts": count} for term, count in sorted(terms.items())]}
    yield _COUNT_TEXTS, {"id": SEARCH_INDEX, "texts": len(fresh), "words": sum(map(len, fresh.values()))}
