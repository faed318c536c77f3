"""The one way to a graph: `open_store` gives the embedded file or a Neo4j server behind `GraphStore`.

Every query is a constant of Cypher with parameters, and runs alike on both. Only what the engines do not
share has a method of its own: the two searches that nominate texts, and making written things visible.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from graph.errors import InputError
from graph.schema import NODES

Row = dict[str, Any]
Statement = tuple[str, Mapping[str, object]]

DEFAULT_PATH = ".policygraph/graph.kgl"
SEARCH_INDEX = "search"

_SERVER_SCHEMES = ("bolt", "neo4j")


class GraphStore(Protocol):
    """A graph that answers Cypher. Use it in a ``with`` block: leaving it closes the store."""

    url: str

    def read(self, cypher: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """The rows of a query that changes nothing, in the query's order."""
        ...

    def write(self, statements: Sequence[Statement]) -> None:
        """Run the statements as one transaction: all of them take effect, or none does."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """Make one transaction of all writes in the ``with`` block, which its reads see: for bulk loads by one thread.

        A transaction on the embedded graph starts with a copy of it, so with a million nodes it pays to put some
        hundred documents into one. An error inside undoes them all.
        """
        ...

    def nearest(self, vector: Sequence[float], limit: int) -> list[str]:
        """Ids of the Text nodes whose vectors lie nearest (by cosine, or about so), best first."""
        ...

    def matching(self, words: Sequence[str], limit: int) -> list[str]:
        """Ids of the Text nodes that share words with these (best first by the engine's BM25)."""
        ...

    def reset_vectors(self, dimension: int) -> None:
        """Get the index ready for vectors of this dimension; those of another model leave it."""
        ...

    def checkpoint(self) -> None:
        """Bring the indexes up to date and let readers in other processes see what was written."""
        ...

    def state(self) -> str:
        """What readers see, in a few characters: others than before, where a reader would see something else.

        A writer's own writes count for it at once, and for others when they are checkpointed. An embedded graph
        opened for reading stays as it was opened: its state tells when to open it again.
        """
        ...

    def close(self) -> None:
        """Let go of the file or connection; what was written stays."""
        ...

    def __enter__(self) -> Self:
        """The store itself."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        ...


def graph_url(url: str | None = None) -> str:
    """The graph that is meant: the argument, else ``POLICYGRAPH_GRAPH``, else the default path."""
    return url or os.environ.get("POLICYGRAPH_GRAPH") or DEFAULT_PATH


def open_store(url: str | None = None, *, write: bool = False) -> GraphStore:
    """Open the graph at a path, or on a server by ``bolt://``, ``neo4j://`` or ``neo4j+s://``.

    A path that does not exist reads as an empty graph; with ``write`` it is made. Raises StoreBusy where
    another process writes to the file, StoreUnavailable where a server can't be reached, InputError where
    the file is no graph of ours or the address makes no sense.
    """
    target = graph_url(url)
    scheme, separator, _ = target.partition("://")
    if not separator:
        from graph.embedded import open_embedded

        return open_embedded(Path(target), write=write)
    if scheme.split("+")[0] not in _SERVER_SCHEMES:
        raise InputError(
            f"图谱地址 {target} 的协议不认识：请用文件路径，或以 bolt://、neo4j://、neo4j+s:// 开头的地址。",
            f"The address {target} of the graph has an unknown scheme: please give a file’s path, or an address that "
            "begins with bolt://, neo4j:// or neo4j+s://.",
        )
    from graph.server import open_server

    return open_server(target, write=write)


def is_empty(store: GraphStore) -> bool:
    """Whether the graph holds no document at all."""
    return not store.read("MATCH (d:Document) RETURN d.id AS id LIMIT 1")


def declarations() -> Iterator[tuple[str, str]]:
    """(name, statement) of the keys and indexes that the schema asks for."""
    for node in NODES:
        name = node.label.lower()
        yield f"{name}_id", f"CREATE CONSTRAINT {name}_id IF NOT EXISTS FOR (n:{node.label}) REQUIRE n.id IS UNIQUE"
        for key in node.indexed:
            yield (
                f"{name}_{key}",
                f"CREATE INDEX {name}_{key} IF NOT EXISTS FOR (n:{node.label}) ON (n.{key})",
            )
