"""How near a sentence must lie to count as an answer: the curve that the threshold of search was read from.

The project's own questions about things, not about a provision by its number, over the documents that ship: at each
cosine, the share of the answerable ones whose provision is found among the three nearest, and of those that the
documents don't answer for which something is found all the same.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import corpus
from benchmarks.clock import Measure
from graph.embedding import open_embedder
from graph.load import load_document
from graph.search import search
from graph.store import GraphStore, open_store
from ingest.pipeline import parse_path
from qa.answer import respond
from qa.closest import FACTS, ranked
from qa.normalise import Language
from qa.searching import NEAR, STANDS_OUT, TOLD

_SETS = ("questions", "questions-varied", "questions-english", "questions-wordings")
_EVERYDAY = ("questions-everyday",)
_SCORES = (3.0, 3.6, 4.0, 4.4, 5.0, 6.0, 7.0, 8.0)
_DATA = Path(__file__).parents[1] / "tests" / "data"
_THRESHOLDS: dict[Language, tuple[float, ...]] = {
    "zh": (0.84, 0.85, 0.86, 0.87, 0.88, 0.89, 0.90, 0.91, 0.92),
    "en": (0.74, 0.76, 0.78, 0.80, 0.82, 0.84, 0.86),
}
_LIMIT = 3


class _Asked(NamedTuple):
    """A question's language, whether it has and gets an answer, the cosines of the best and of the right provision."""

    language: Language
    answerable: bool
    answered: bool
    best: float
    right: float


def measure() -> Iterator[Measure]:
    """A line a language and threshold, then one for the whole way of answering, of which the threshold is one check."""
    with TemporaryDirectory() as folder, open_store(str(Path(folder) / "graph.kgl"), write=True) as store:
        for path in sorted(corpus.DOCUMENTS.glob("*.txt")):
            for document in parse_path(path):
                load_document(store, document, open_embedder())
        asked = list(_asked(store))
        lines = list(_everyday(store))
    yield from lines
    for language, thresholds in _THRESHOLDS.items():
        answerable = [one for one in asked if one.language == language and one.answerable]
        others = [one for one in asked if one.language == language and not one.answerable]
        for threshold in thresholds:
            found = sum(one.right >= threshold for one in answerable) / len(answerable)
            wrongly = sum(one.best >= threshold for one in others) / len(others)
            used = ", the one in use" if threshold == NEAR[language] else ""
            yield Measure(
                what=f"search, {language}, cosine ≥ {threshold:.2f}{used}",
                figure=f"{found:.2f} found, {wrongly:.2f} wrongly",
                details=f"{len(answerable)} questions with an answer, {len(others)} without",
            )
        shares = [sum(one.answered for one in some) / len(some) for some in (answerable, others)]
        yield Measure(
            what=f"answer, {language}, words of the text and all checks before the search included",
            figure=f"{shares[0]:.2f} answered, {shares[1]:.2f} wrongly",
            details="the same questions",
        )


def _everyday(store: GraphStore) -> Iterator[Measure]:
    """The curve of the ranking by meaning and shared words: questions that tell a matter, then terse ones."""
    scored: list[tuple[bool, bool, bool, float]] = []
    for row in _rows((*_SETS, *_EVERYDAY)):
        _, inquiry = respond(store, row["q"])
        if inquiry is None or inquiry.language == "en" or not inquiry.topics or inquiry.question.pointers:
            continue
        if inquiry.question.matches(FACTS) or row["answerable"] != bool(row["measures"]):
            continue
        first = next(iter(ranked(inquiry)), None)
        if first is not None:
            told = sum(char.isalnum() for char in inquiry.wording) >= TOLD
            right = first.hit.unit is not None and first.hit.unit.number in row["measures"]
            scored.append((told, row["answerable"], right, first.score))
    for told in (True, False):
        answerable = [(right, score) for long, good, right, score in scored if long == told and good]
        others = [score for long, good, _, score in scored if long == told and not good]
        for threshold in _SCORES:
            found = sum(right and score >= threshold for right, score in answerable) / len(answerable)
            wrongly = sum(score >= threshold for score in others) / len(others)
            used = ", the one in use" if threshold == STANDS_OUT[told] else ""
            length = f"{TOLD} characters or more" if told else f"fewer than {TOLD} characters"
            yield Measure(
                what=f"ranking, questions of {length}, score ≥ {threshold}{used}",
                figure=f"{found:.2f} found, {wrongly:.2f} wrongly",
                details=f"{len(answerable)} questions with an answer, {len(others)} without",
            )


def _rows(names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for name in names:
        yield from json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))


def _asked(store: GraphStore) -> Iterator[_Asked]:
    for row in _rows(_SETS):
        answer, inquiry = respond(store, row["q"])
        about_a_thing = inquiry is not None and inquiry.topics and not inquiry.question.pointers
        if inquiry is None or not about_a_thing or row["answerable"] != bool(row["measures"]):
            continue
        words = " ".join(inquiry.topics) if inquiry.language == "zh" else inquiry.question.text
        hits = search(store, words, documents=[doc.identity for doc in inquiry.scope.documents], limit=_LIMIT)
        right = max((hit.cosine or 0.0 for hit in hits if hit.number in row["measures"]), default=0.0)
        best = max((hit.cosine or 0.0 for hit in hits), default=0.0)
        yield _Asked(inquiry.language, row["answerable"], answer.answerable, best, right)
