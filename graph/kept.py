"""What was read from a graph, kept with its store for as long as the graph stays as it is.

A store has one `Kept` for its present state (`GraphStore.state`): where the graph changed, a new one begins, and where
the store goes, so does it. Whoever reads asks for it first, so that nothing read later is taken for older.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from graph.store import GraphStore

Value = TypeVar("Value")

_MOST = 512
"""Values kept of a graph, the latest asked for: a document's sentences or provisions take 0.1 MB or so."""


class Kept:
    """Values read from one state of a graph, by kind and key; safe to share between threads."""

    def __init__(self, state: str) -> None:
        """Begin with nothing."""
        self.state = state
        self._values: OrderedDict[tuple[str, str], Any] = OrderedDict()
        self._lock = threading.Lock()

    def each(
        self, kind: str, keys: Sequence[str], read: Callable[[list[str]], Mapping[str, Value]]
    ) -> dict[str, Value]:
        """The values of a kind by their keys; those not kept yet are read together, a value for every key."""
        with self._lock:
            held = {key: self._values[kind, key] for key in keys if (kind, key) in self._values}
        lacking = [key for key in keys if key not in held]
        new = read(lacking) if lacking else {}
        with self._lock:
            for key in keys:
                self._values[kind, key] = new[key] if key in new else held[key]
                self._values.move_to_end((kind, key))
            while len(self._values) > _MOST:
                self._values.popitem(last=False)
        return {**held, **new}


_kept: WeakKeyDictionary[GraphStore, Kept] = WeakKeyDictionary()
_lock = threading.Lock()


def kept(store: GraphStore) -> Kept:
    """What is kept of the graph as it is now."""
    state = store.state()
    with _lock:
        found = _kept.get(store)
        if found is None or found.state != state:
            found = _kept[store] = Kept(state)
        return found
