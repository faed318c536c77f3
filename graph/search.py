"""Hybrid search: the engine's indexes nominate texts, and scores of our own rank the provisions that read so.

The two engines score words and quantise vectors each in its own way, and the same question must get the same
answer from both. So an index only proposes (100 texts by vector, 100 by words). Of these, every provision has the
exact cosine and the BM25 (with the graph's own statistics) of its best text; the two rankings are fused by
reciprocal rank (Cormack et al., 2009), and ties broken by id.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

import msgspec
import numpy as np

from graph.embedding import Vectors, model_name, open_embedder, require_model, unpack_vectors
from graph.kept import kept
from graph.model import Span
from graph.store import SEARCH_INDEX, GraphStore, Row
from graph.tokens import tokenise

Key = TypeVar("Key", str, "_Unit")

_NOMINEES = 100
_RANKED = 50  # of each ranking: well inside the nominees, so that where an index cuts off makes no difference
_FIRST = 10  # best texts of each ranking whose readers are fetched at once; mostly these are enough provisions
_FEW_DOCUMENTS = 5  # with so few to look in, all their texts are scored and no index is asked
_WORDS = 64
_SAMPLED = 200
_RRF = 60
_K1, _B = 1.2, 0.75

_STATISTICS = """
MATCH (i:SearchIndex {id: $id}) OPTIONAL MATCH (t:Term) WHERE t.id IN $words
RETURN i.model AS model, i.texts AS texts, i.words AS words, collect([t.id, t.texts]) AS terms
"""
_TEXTS = """
UNWIND $ids AS id MATCH (t:Text {id: id})
RETURN t.id AS id, t.words AS words, t.length AS length, t.vector AS vector ORDER BY id
"""
_SAMPLE = "MATCH (t:Text) WHERE t.vector IS NOT NULL RETURN t.id AS id, t.vector AS vector ORDER BY id LIMIT $limit"
_TEXTS_OF_DOCUMENTS = """
MATCH (d:Document) WHERE d.identity IN $documents AND d.current
MATCH (s:Sentence {document: d.id})-[:READS]->(t:Text) RETURN DISTINCT t.id AS id
UNION
MATCH (d:Document) WHERE d.identity IN $documents AND d.current
MATCH (p:Provision {document: d.id})-[:READS]->(t:Text) RETURN DISTINCT t.id AS id
"""
_READERS = """
UNWIND $ids AS text
MATCH (t:Text {id: text})
CALL (t) {
  MATCH (t)<-[:READS]-(n) MATCH (d:Document {id: n.document})
  WHERE d.current AND CASE WHEN $documents IS NULL THEN NOT d.outline ELSE d.identity IN $documents END
  RETURN n, d ORDER BY n.id LIMIT $limit
}
OPTIONAL MATCH (p:Provision {id: CASE WHEN n:Sentence THEN n.provision ELSE n.id END})
RETURN text, n.id AS id, n:Sentence AS sentence, d.identity AS document, d.id AS key, d.title AS title,
       p.id AS provision, p.path AS path, p.ordinal AS ordinal, p.number AS number, p.level AS level,
       CASE WHEN n:Sentence THEN n.start ELSE n.title_start END AS start,
       CASE WHEN n:Sentence THEN n.stop ELSE n.title_stop END AS stop, n.quote AS quote
ORDER BY text, id
"""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A provision (with ``provision`` None, a document's preamble or closing) that speaks of what was asked.

    ``document`` is the public identity, ``key`` the document node's id, ``provision`` the provision node's id;
    ``path``, ``ordinal``, ``number`` and ``level`` are the provision's. ``span`` and ``quote`` are its sentence that
    fits best (``node`` is its id), or its heading where only the provision as a whole fits. ``cosine`` and
    ``lexical`` (BM25) are its best; None where it is not among the best 50 by that score. ``score`` is the fused
    one, comparable within one search.
    """

    document: str
    key: str
    title: str
    provision: str | None
    path: tuple[str, ...]
    ordinal: int | None
    number: int | None
    level: str | None
    kind: Literal["sentence", "provision"]
    node: str
    span: Span
    quote: str
    cosine: float | None
    lexical: float | None
    score: float


class _Unit(NamedTuple):
    """What is found: a provision of a document version, or what stands outside its provisions."""

    document: str
    provision: str


def search(store: GraphStore, text: str, *, documents: Sequence[str] | None = None, limit: int = 10) -> list[Hit]:
    """The provisions that fit a question best, each once, best first; at most 50 or so.

    ``documents`` are identities to look in (outlines too); without it, all current documents that are no outlines.
    Raises InputError if the graph's vectors were made by another model than the one in use.
    """
    asked = _asked(store, text)
    return _search(store, asked, documents)[:limit] if asked else []


def search_and_typical(
    store: GraphStore, text: str, *, documents: Sequence[str] | None = None, limit: int = 10
) -> tuple[list[Hit], float, float]:
    """What `search` finds; mean and standard deviation of the cosines of texts taken at random; 0 and 1 without any.

    Cosines of one model lie close together, and where they lie depends on the question: a cosine tells little by
    itself, and much by how far it stands out.
    """
    asked = _asked(store, text)
    if asked is None:
        return [], 0.0, 1.0
    if not asked.vector:
        return _search(store, asked, documents)[:limit], 0.0, 1.0
    # ids are hashes: the first by id are texts taken at random, and the same ones on both stores
    sample = kept(store).each("vectors", ["sample"], lambda keys: {keys[0]: _sample(store)})["sample"]
    cosines = _products(sample, asked.vector)
    return _search(store, asked, documents)[:limit], float(np.mean(cosines)), float(np.std(cosines)) or 1.0


def _sample(store: GraphStore) -> Vectors:
    return unpack_vectors([row["vector"] for row in store.read(_SAMPLE, {"limit": _SAMPLED})])


class _Asked(NamedTuple):
    """A question's words and vector (None: the graph has none), and the graph's statistics of the words."""

    words: list[str]
    vector: list[float] | None
    statistics: Row


def _asked(store: GraphStore, text: str) -> _Asked | None:
    """None where there is nothing to search for, or in."""
    words = list(dict.fromkeys(tokenise(text[:2000])))[:_WORDS]
    statistics = store.read(_STATISTICS, {"id": SEARCH_INDEX, "words": words})
    if not statistics or not text.strip():
        return None
    vector = None
    if model := statistics[0]["model"]:
        require_model(store, model, model_name())
        vector = open_embedder().queries([text])[0].tolist()
    return _Asked(words, vector, statistics[0])


def _search(store: GraphStore, asked: _Asked, documents: Sequence[str] | None) -> list[Hit]:
    texts = store.read(_TEXTS, {"ids": _nominate(store, documents, asked.vector, asked.words)})
    rankings = [_ranked(_cosines(texts, asked.vector)), _ranked(_bm25(texts, asked.words, asked.statistics))]
    return _hits(_readers(store, rankings, documents), rankings)


def _nominate(
    store: GraphStore, documents: Sequence[str] | None, vector: Sequence[float] | None, words: Sequence[str]
) -> list[str]:
    if documents is not None and len(documents) <= _FEW_DOCUMENTS:
        return [row["id"] for row in store.read(_TEXTS_OF_DOCUMENTS, {"documents": list(documents)})]
    near = store.nearest(vector, _NOMINEES) if vector else []
    return sorted({*near, *store.matching(words, _NOMINEES)})


def _cosines(texts: Sequence[Row], vector: Sequence[float] | None) -> dict[str, float]:
    embedded = [row for row in texts if row["vector"]]
    if not vector or not embedded:
        return {}
    products = _products(unpack_vectors([row["vector"] for row in embedded]), vector)
    return {row["id"]: product for row, product in zip(embedded, products, strict=True)}


def _products(vectors: Vectors, vector: Sequence[float]) -> list[float]:
    """The cosines of some vectors to one."""
    matrix = vectors.astype(np.float64)
    return [round(each, 6) for each in ((matrix @ np.asarray(vector)) / np.linalg.norm(matrix, axis=1)).tolist()]


def _bm25(texts: Sequence[Row], words: Sequence[str], statistics: Row) -> dict[str, float]:
    """BM25 (Robertson and Spärck Jones' idf, never negative) of the texts that share a word with the question."""
    holding = {term: count for term, count in statistics["terms"] if term is not None}
    total, mean = statistics["texts"], statistics["words"] / max(statistics["texts"], 1)
    idf = {
        word: math.log(1 + (total - holding[word] + 0.5) / (holding[word] + 0.5)) for word in words if word in holding
    }
    scores: dict[str, float] = {}
    for row in texts:
        counts, norm = Counter(row["words"].split()), _K1 * (1 - _B + _B * row["length"] / mean)
        score = sum(weight * counts[word] * (_K1 + 1) / (counts[word] + norm) for word, weight in idf.items())
        if score > 0:
            scores[row["id"]] = round(score, 6)
    return scores


def _ranked(scores: Mapping[Key, float]) -> dict[Key, float]:
    """The best by score, in order, ties by id."""
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_RANKED])


def _readers(store: GraphStore, rankings: Sequence[Mapping[str, float]], documents: Sequence[str] | None) -> list[Row]:
    """The sentences and provisions that read as the ranked texts do; the lower texts' only if they are needed."""
    wanted = None if documents is None else list(documents)
    heads = sorted({key for ranking in rankings for key in list(ranking)[:_FIRST]})
    rows = store.read(_READERS, {"ids": heads, "documents": wanted, "limit": _RANKED})
    tails = {
        key
        for ranking in rankings
        if len({_unit(row) for row in rows if row["text"] in ranking}) < _RANKED
        for key in list(ranking)[_FIRST:]
    }
    rest = sorted(tails.difference(heads))
    return [*rows, *(store.read(_READERS, {"ids": rest, "documents": wanted, "limit": _RANKED}) if rest else [])]


def _unit(row: Row) -> _Unit:
    return _Unit(row["key"], row["provision"] or "")


def _hits(readers: Sequence[Row], rankings: Sequence[Mapping[str, float]]) -> list[Hit]:
    texts = _fused(rankings)
    units = [_ranked(_best(readers, ranking)) for ranking in rankings]
    fused = _fused(units)
    shown: dict[_Unit, Row] = {}
    for row in sorted(readers, key=lambda row: (not row["sentence"], -texts[row["text"]], row["id"])):
        shown.setdefault(_unit(row), row)
    hits = [_hit(shown[unit], units[0].get(unit), units[1].get(unit), score) for unit, score in fused.items()]
    return sorted(hits, key=lambda hit: (-hit.score, hit.node))


def _best(readers: Iterable[Row], ranking: Mapping[str, float]) -> dict[_Unit, float]:
    best: dict[_Unit, float] = {}
    for row in readers:
        if row["text"] in ranking:
            best[_unit(row)] = max(best.get(_unit(row), -1.0), ranking[row["text"]])
    return best


def _fused(rankings: Sequence[Mapping[Key, float]]) -> dict[Key, float]:
    """Reciprocal rank fusion of rankings that are in order."""
    fused: dict[Key, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, 1):
            fused[key] = fused.get(key, 0.0) + 1 / (_RRF + rank)
    return fused


def _hit(row: Row, cosine: float | None, lexical: float | None, score: float) -> Hit:
    return Hit(
        document=row["document"], key=row["key"], title=row["title"], provision=row["provision"],
        path=tuple(row["path"] or ()), ordinal=row["ordinal"], number=row["number"], level=row["level"],
        kind="sentence" if row["sentence"] else "provision", node=row["id"], span=Span(row["start"], row["stop"]),
        quote=row["quote"], cosine=cosine, lexical=lexical, score=round(score, 9),
    )  # fmt: skip
