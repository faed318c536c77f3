"""The graph behind the pages: one reader for all sessions, renewed when the graph changed, and one writer at a time.

The reader holds no lock on the file, so the command line can write while the page is open; the page's own writes open
the graph for as long as they take.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from graph.errors import StoreBusy
from graph.store import GraphStore, graph_url, open_store

_PATIENCE = 20.0  # seconds that a write waits for another session's


class _Served:
    """The reader of one graph, with the state that it was opened in."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.writing = threading.Lock()
        self._renewing = threading.Lock()
        self._store = open_store(url)
        self._state = self._store.state()

    def current(self) -> tuple[GraphStore, str]:
        state = self._store.state()
        if state != self._state:
            with self._renewing:
                if state != self._state:
                    self._store, self._state = open_store(self.url), state
        return self._store, self._state


@cache
def _served(url: str) -> _Served:
    return _Served(url)


def store() -> GraphStore:
    """The graph as it is now, for reading."""
    return _served(graph_url()).current()[0]


def stamp() -> str:
    """Changes whenever the graph does: what a page computed from it is kept under this key."""
    served = _served(graph_url())
    return f"{served.url}@{served.current()[1]}"


@contextmanager
def writing() -> Iterator[GraphStore]:
    """The graph opened for writing, by this session alone; readers see the change when the block ends.

    Raises StoreBusy where another session or process goes on writing.
    """
    served = _served(graph_url())
    if not served.writing.acquire(timeout=_PATIENCE):
        raise StoreBusy(
            "另一位用户正在写入图谱，请稍后再试；读取不受影响。",
            "Somebody else is writing to the graph. Please try again in a while; reading goes on.",
        )
    try:
        with open_store(served.url, write=True) as opened:
            yield opened
    finally:
        served.writing.release()


@cache
def warm_up() -> None:
    """Load in the background, once, what the first search would wait for: the model, the words, the registries."""
    threading.Thread(target=_load, name="warm-up", daemon=True).start()


def _load() -> None:
    from graph.embedding import open_embedder
    from graph.gazetteer import load_gazetteer
    from graph.registry import load_registry
    from graph.tokens import tokenise
    from qa.kinds import kinds

    kinds()
    load_registry()
    load_gazetteer()
    tokenise("预热")
    open_embedder()
