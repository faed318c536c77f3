"""Answering by search ÷ what no answer by search can do without.

That is the question's embedding, the index queries, and the fetch of the texts that they nominate.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import graph.search
from benchmarks.clock import Measure, against
from benchmarks.graphs import graph_of
from graph.embedding import Embedder, Vectors, open_embedder
from graph.store import GraphStore, Row
from qa.answer import ask

QUESTIONS = ("哪一条讲到推进市场一体化？", "居民的收入怎样提高？", "Which measure deals with new energy?")
_SEARCHES = {value for value in vars(graph.search).values() if isinstance(value, str) and "MATCH" in value}


class _Recorder:
    """A store and an embedder that note what search asks of them, so that this alone can be asked again."""

    def __init__(self, store: GraphStore, embedder: Embedder) -> None:
        self._store, self._embedder = store, embedder
        self.name = embedder.name
        self.calls: list[Callable[[], object]] = []
        self.searched = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def queries(self, texts: Sequence[str]) -> Vectors:
        self.searched = True
        self.calls.append(lambda: self._embedder.queries(texts))
        return self._embedder.queries(texts)

    def read(self, cypher: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        if cypher in _SEARCHES:
            self.calls.append(lambda: self._store.read(cypher, parameters))
        return self._store.read(cypher, parameters)

    def nearest(self, vector: Sequence[float], limit: int) -> list[str]:
        self.calls.append(lambda: self._store.nearest(vector, limit))
        return self._store.nearest(vector, limit)

    def matching(self, words: Sequence[str], limit: int) -> list[str]:
        self.calls.append(lambda: self._store.matching(words, limit))
        return self._store.matching(words, limit)


def _calls(store: GraphStore, question: str) -> list[Callable[[], object]]:
    """What the search for this question asks of the embedder and the store; nothing if it needs no search."""
    recorder = _Recorder(store, open_embedder())
    opener, graph.search.open_embedder = graph.search.open_embedder, lambda name=None: recorder  # type: ignore[assignment]
    try:
        ask(recorder, question)  # type: ignore[arg-type]
    finally:
        graph.search.open_embedder = opener
    return recorder.calls if recorder.searched else []


def measure() -> Iterator[Measure]:
    """Three questions without an answer in a register, over a hundred notices."""
    with graph_of(100) as store:
        for question in QUESTIONS:
            what = f"answer ÷ (embedding + index queries + fetch), “{question}”"
            calls = _calls(store, question)
            if not calls:
                yield Measure(what=what, figure="–", bound="≤ 1.2", details="answered without a search")
                continue
            yield against(
                what,
                lambda question=question: ask(store, question),  # type: ignore[misc]
                lambda calls=calls: [call() for call in calls],
                bound=1.2,
                rounds=15,
                unit="on 100 notices",
            )
