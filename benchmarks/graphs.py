"""Graphs of synthetic notices to measure on."""

import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from synthetic import documents

from graph.embedding import Vectors, open_embedder
from graph.load import load_document
from graph.model import Document
from graph.store import GraphStore, open_store

_VECTORS = 300


class PooledEmbedder:
    """Real vectors for questions; a text gets one of the vectors of a few sentences, by its hash.

    Ten thousand notices hold over a million texts, most of which repeat a fixed pool: this spares an hour of
    embedding, and neither loading nor search takes another path for it.
    """

    def __init__(self) -> None:
        self._model = open_embedder()
        self.name, self.dimension = self._model.name, self._model.dimension
        lines = {line for _, text in documents(20) for line in text.split("\n") if line}
        self._pool = self._model.passages(sorted(lines)[:_VECTORS])

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._model.queries(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        places = [zlib.crc32(text.encode()) % len(self._pool) for text in texts]
        return self._pool[places] if places else np.empty((0, self.dimension), np.float32)


def parsed(count: int) -> Iterator[Document]:
    """Synthetic notices, parsed on all cores."""
    # new interpreters: a fork of one whose embedder has started threads may hang
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for found in pool.map(_parse, documents(count), chunksize=25):
            yield from found


def _parse(named: tuple[str, str]) -> list[Document]:
    from ingest.pipeline import parse_text

    name, text = named
    return parse_text(text, name)


@contextmanager
def graph_of(count: int) -> Iterator[GraphStore]:
    """An embedded graph of so many notices, open for reading."""
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "graph.kgl")
        embedder = PooledEmbedder()
        with open_store(path, write=True) as store:
            for document in parsed(count):
                load_document(store, document, embedder)
        with open_store(path) as store:
            yield store
