"""Answering by search ÷ what no answer by search can do without.

That is the question's embedding, the index queries, and the fetch of the texts that they nominate.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import graph.search
from benchmarks.clock import Measure, against
from benchmarks.graphs import graph_of
from graph.embedding import open_embedder
from graph.store import GraphStore, Row
from qa.answer import ask

QUESTIONS = ("哪一条讲到推进市场一体化？", "居民的收入怎样提高？", "Which measure deals with new energy?")
_SEARCHES = {value for value in vars(graph.search).values() if isinstance(value, str) and "MATCH" in value}


class _Recorder:
    """A store that notes which calls search makes of it, so that these alone can be made again."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self.calls: list[Callable[[], object]] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

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


def measure() -> Iterator[Measure]:
    """Three questions without an answer in a register, over a hundred notices."""
    embedder = open_embedder()
    with graph_of(100) as store:
        for question in QUESTIONS:
            recorder = _Recorder(store)
            ask(recorder, question)  # type: ignore[arg-type]
            calls = [lambda question=question: embedder.queries([question]), *recorder.calls]
            yield against(
                f"answer ÷ (embedding + index queries + fetch), “{question}”",
                lambda question=question: ask(store, question),  # type: ignore[misc]
                lambda calls=calls: [call() for call in calls],
                bound=1.2,
                rounds=15,
                unit="on 100 notices",
            )
