"""Nodes a second into either store, transactions, indexes and vectors included (embedding is not)."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import neo4j_server

from benchmarks.clock import Measure
from benchmarks.graphs import PooledEmbedder, parsed
from graph.load import load_document
from graph.model import Document
from graph.store import open_store

COUNT = 200


def measure() -> Iterator[Measure]:
    """The same notices into a new embedded graph and a new Neo4j server."""
    found, embedder = list(parsed(COUNT)), PooledEmbedder()
    with TemporaryDirectory() as folder:
        yield _load("embedded", str(Path(folder) / "graph.kgl"), found, embedder)
        if reason := neo4j_server.missing():
            yield Measure(what="load, Neo4j server", figure="–", details=reason)
            return
        server = neo4j_server.start(Path(folder) / "neo4j")
        os.environ |= {"NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": server.password}
        try:
            yield _load("Neo4j server", server.url, found, embedder)
        finally:
            server.stop()


def _load(name: str, url: str, found: list[Document], embedder: PooledEmbedder) -> Measure:
    start = time.perf_counter()
    with open_store(url, write=True) as store:
        nodes = sum(load_document(store, document, embedder).nodes for document in found)
    taken = time.perf_counter() - start
    return Measure(
        what=f"load, {name}",
        figure=f"{nodes / taken:,.0f} nodes/s",
        details=f"{nodes:,} nodes of {COUNT} documents in {taken:.1f} s",
    )
