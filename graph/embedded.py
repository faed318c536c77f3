"""The embedded graph: a kglite file with a write-ahead log, one writer and any number of readers.

Readers in other processes see the last checkpoint; a writer's close makes one. The vectors that a search
scans are kglite's own store beside the nodes, filled at a checkpoint from the Text nodes' ``vector``
property, which is the truth and is written in the transaction of its document.
"""

import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import kglite

from graph.errors import InputError, PolicyGraphError, StoreBusy
from graph.store import Row, Statement, declarations

_EMPTY_LOG = 16  # bytes; a log with a commit in it is longer, one without is a header of 5

_NEAREST = """
MATCH (t:Text) WITH t.id AS id, vector_score(t, 'words_emb', $vector) AS score WHERE score IS NOT NULL
RETURN id ORDER BY score DESC, id LIMIT $limit
"""
_MATCHING = """
CALL db.index.fulltext.queryNodes('text_words', $words, {limit: $limit}) YIELD node, score
RETURN node.id AS id ORDER BY score DESC, id
"""
_VECTORS = "MATCH (t:Text) WHERE t.vector IS NOT NULL RETURN t.id AS id, t.vector AS vector"
_NEW_VECTORS = """
MATCH (t:Text) WHERE t.vector IS NOT NULL AND vector_score(t, 'words_emb', $probe) IS NULL
RETURN t.id AS id, t.vector AS vector
"""


class EmbeddedStore:
    """`GraphStore` over a kglite file; safe to share between threads (calls take turns)."""

    def __init__(self, graph: Any, path: Path, *, write: bool) -> None:
        """Take over an open kglite graph; ``write`` says that it holds the writer's lease."""
        self.url = str(path)
        self._path = path
        self._graph = graph
        self._write = write
        self._changed = write
        self._writes = 0
        self._bulk: Any = None
        self._lock = threading.RLock()

    def read(self, cypher: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """See `GraphStore.read`."""
        with self._lock:
            rows: list[Row] = (self._bulk or self._graph).cypher(cypher, params=dict(parameters or {})).to_list()
            return rows

    def write(self, statements: Sequence[Statement]) -> None:
        """See `GraphStore.write`."""
        if not self._write:
            raise InputError(
                f"图谱 {self.url} 以只读方式打开，不能写入。", f"The graph {self.url} is open for reading only."
            )
        with self._lock, nullcontext(self._bulk) if self._bulk else self._graph.begin() as transaction:
            for cypher, parameters in statements:
                transaction.cypher(cypher, params=dict(parameters))
            self._writes += 1
        self._changed = True

    @contextmanager
    def together(self) -> Iterator[None]:
        """See `GraphStore.together`."""
        with self._lock, self._graph.begin() as self._bulk:
            try:
                yield
            finally:
                self._bulk = None
                self._writes += 1  # an error has undone what its reads have seen

    def nearest(self, vector: Sequence[float], limit: int) -> list[str]:
        """See `GraphStore.nearest`. The scan is exact: 20,000 texts take 3 ms."""
        if not self._has_vectors():
            return []
        return [row["id"] for row in self.read(_NEAREST, {"vector": list(vector), "limit": limit})]

    def matching(self, words: Sequence[str], limit: int) -> list[str]:
        """See `GraphStore.matching`."""
        if not words or not self._graph.has_text_index("Text", "words"):
            return []
        return [row["id"] for row in self.read(_MATCHING, {"words": " ".join(words), "limit": limit})]

    def reset_vectors(self, dimension: int) -> None:
        """See `GraphStore.reset_vectors`."""
        if self._has_vectors():
            with self._lock:
                self._graph.remove_node_embeddings("Text", "words")

    def checkpoint(self) -> None:
        """See `GraphStore.checkpoint`."""
        if not self._changed:
            return
        with self._lock:
            self._index_vectors()
            if "Text" in self._graph.node_types:
                self._graph.build_text_index("Text", "words", name="text_words")
            self._graph.save()
            self._changed = False

    def state(self) -> str:
        """See `GraphStore.state`: the file's last checkpoint, and what this store wrote after it was opened."""
        try:
            file = self._path.stat()
        except FileNotFoundError:
            return f"-{self._writes}"
        return f"{file.st_mtime_ns}-{file.st_size}-{file.st_ino}-{self._writes}"

    def close(self) -> None:
        """See `GraphStore.close`; a writer checkpoints first."""
        with self._lock:
            if self._write:
                self.checkpoint()
                self._graph.close()
                self._write = False

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close, also after an error: every transaction that ended stands."""
        self.close()

    def declare(self) -> None:
        """Create the keys and indexes of the schema that the file lacks."""
        names = {row["name"] for row in self.read("SHOW INDEXES")}
        for name, statement in declarations():
            if name not in names:
                self._graph.cypher(statement)

    def _has_vectors(self) -> bool:
        return self._graph.node_embedding_dim("Text", "words") is not None

    def _index_vectors(self) -> None:
        if "Text" not in self._graph.node_types:
            return
        from graph.embedding import unpack_vector

        dimension = self._graph.node_embedding_dim("Text", "words")
        rows = self.read(_VECTORS) if dimension is None else self.read(_NEW_VECTORS, {"probe": [1.0] * dimension})
        if rows:
            vectors = {row["id"]: unpack_vector(row["vector"]).tolist() for row in rows}
            self._graph.add_embeddings("Text", "words", vectors, metric="cosine")


def open_embedded(path: Path, *, write: bool) -> EmbeddedStore:
    """Open or make the graph file; see `graph.store.open_store` for what is raised."""
    kglite.set_query_warning_policy("silent")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # kglite tells readers of commits after the checkpoint; they are recovered here
        try:
            store = _open_writer(path) if write else _open_reader(path)
        except kglite.WriterLeaseHeldError as error:
            raise StoreBusy(
                f"图谱 {path} 正由另一个进程（进程号 {error.holder['pid']}）写入，请等它结束后再试；读取不受影响。",
                f"Another process (pid {error.holder['pid']}) is writing to the graph {path}. Please try again when "
                "it has ended; reading goes on.",
            ) from error
        except kglite.FileFormatError as error:
            raise InputError(
                f"{path} 不是可用的图谱文件（格式不对或已损坏），请换一个路径，或移走它后重新 ingest。",
                f"{path} can’t be used as a graph: it has another format, or is damaged. Please give another path, or "
                "move it away and ingest anew.",
            ) from error
        except (kglite.KgError, OSError) as error:
            raise InputError(f"图谱 {path} 打不开：{error}", f"The graph {path} can’t be opened: {error}") from error
    return store


def _open_writer(path: Path) -> EmbeddedStore:
    path.parent.mkdir(parents=True, exist_ok=True)
    graph = kglite.open(str(path))
    store = EmbeddedStore(graph, path, write=True)
    try:
        _refuse_foreign(graph, path)
    except PolicyGraphError:
        graph.close()
        raise
    store.declare()
    return store


def _open_reader(path: Path) -> EmbeddedStore:
    _recover(path)
    graph = kglite.load(str(path), embeddings="mapped") if path.exists() else kglite.KnowledgeGraph()
    _refuse_foreign(graph, path)
    return EmbeddedStore(graph, path, write=False)


def _recover(path: Path) -> None:
    """Fold in what a killed writer committed; a living one holds the lease and will do so itself."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size > _EMPTY_LOG:
        with suppress(kglite.FileIoError, OSError), kglite.open(str(path)):
            pass


def _refuse_foreign(graph: Any, path: Path) -> None:
    labels = set(graph.node_types)
    if labels and not labels & {"Document", "SearchIndex"}:
        some = sorted(labels)[:3]
        raise InputError(
            f"{path} 是别的程序的图谱（其中是 {'、'.join(some)} 等），不会改动它；请换一个路径。",
            f"{path} is another program’s graph (it holds {', '.join(some)} …) and stays as it is; please give another "
            "path.",
        )
