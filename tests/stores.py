"""The graphs that tests share: one of a test's own, one on either store, what ships; and the pages on any of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.load import load_document
from graph.store import GraphStore, open_store
from ingest.pipeline import parse_text

JIANGXI = "中共江西省委-江西省人民政府-2026-01-16-关于推动城市高质量发展的实施意见"
"""The id of the opinion that ships."""
UI = Path(__file__).parent.parent / "ui"

Visit = Callable[..., AppTest]


def default_graph(folder: Path) -> str:
    """The path of the default graph of a folder that the command line or the pages are run in."""
    return str(folder / ".policygraph" / "graph.kgl")


def fill(url: str, *texts: str) -> str:
    """Load the documents in these texts, without vectors, into the graph at a path; the path again."""
    with open_store(url, write=True) as opened:
        for text in texts:
            for document in parse_text(text):
                load_document(opened, document)
    return url


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    """An embedded graph of the test's own that holds nothing yet."""
    with open_store(str(tmp_path / "graph.kgl"), write=True) as opened:
        yield opened


@pytest.fixture(params=["embedded", "server"])
def either_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a graph of the test's own, on one store and on the other."""
    if request.param == "embedded":
        return str(tmp_path / "graph.kgl")
    address: str = request.getfixturevalue("empty_neo4j")
    return address


@pytest.fixture
def either_store(either_url: str) -> Iterator[GraphStore]:
    """A graph of the test's own that holds nothing yet, on one store and on the other."""
    with open_store(either_url, write=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def shipped_store(shipped: Path) -> Iterator[GraphStore]:
    """What ships, to be read."""
    with open_store(default_graph(shipped)) as opened:
        yield opened


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Opens a page without a browser: ``visit("read", graph, p="12")`` is ``/read?p=12``; the first is ``ask``."""

    def visited(view: str, graph: Path | str, **address: str) -> AppTest:
        monkeypatch.setenv("POLICYGRAPH_GRAPH", str(graph))
        page = AppTest.from_file(str(UI / "views" / f"{view}.py"), default_timeout=90)
        for name, value in address.items():
            page.query_params[name] = value
        return page.run()

    return visited
