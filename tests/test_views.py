"""What the pages show is alike on both stores, on what ships and on small documents in two versions."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from small import small_document
from stores import JIANGXI

import corpus
from graph.embedding import open_embedder
from graph.load import list_documents, load_document
from graph.store import GraphStore, open_store
from ingest.pipeline import parse_path
from qa.align import renew
from qa.answer import ask
from qa.ledger import build_ledger
from qa.network import network_around, network_of
from qa.offering import offered
from qa.panel import open_panel
from qa.picture import draw
from qa.reader import read_document
from qa.typeset import paragraphs


def _fill(store: GraphStore) -> None:
    embedder = open_embedder()
    for path in sorted(corpus.DOCUMENTS.glob("*.txt")):
        for document in parse_path(path):
            load_document(store, document, embedder)
    for document in (small_document(), small_document(extra="加强巡查。"), small_document("别文-1")):
        load_document(store, document, embedder)
    store.checkpoint()
    renew(store)
    store.checkpoint()


@pytest.fixture
def both(tmp_path: Path, empty_neo4j: str) -> Iterator[tuple[GraphStore, GraphStore]]:
    with open_store(str(tmp_path / "g.kgl"), write=True) as one, open_store(empty_neo4j, write=True) as other:
        _fill(one)
        _fill(other)
        yield one, other


def _readings(store: GraphStore) -> object:
    readings = [read_document(store, row["id"]) for row in list_documents(store)]
    aside = {"source": "", "sha256": "", "ingested": ""}
    return [
        (msgspec.structs.replace(each, version=msgspec.structs.replace(each.version, **aside)), paragraphs(each))
        for each in readings
    ]


def _panels(store: GraphStore) -> object:
    readings = [read_document(store, row["id"]) for row in list_documents(store)]
    return [open_panel(store, reading, unit) for reading in readings for unit in reading.units]


def _pictures(store: GraphStore) -> object:
    networks = [network_of(store), network_of(store, "测发-2031-7"), network_around(store, "360000/省发展改革委")]
    return networks, [draw(network) for network in networks]


def _offers(store: GraphStore) -> object:
    return [offered(store, ask(store, f"第{number}条谁牵头？", document=JIANGXI)) for number in range(1, 26)]


VIEWS: list[Callable[[GraphStore], object]] = [_readings, _panels, build_ledger, _pictures, _offers]


def test_both_stores_show_the_same(both: tuple[GraphStore, GraphStore]) -> None:
    for view in VIEWS:
        one, other = (msgspec.json.encode(view(store)) for store in both)
        assert one == other, view.__name__
        assert len(one) > 1000, view.__name__
