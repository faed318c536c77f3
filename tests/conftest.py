"""What tests of the command line share: a temporary place to run it in, and one graph of what ships."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import address, browser, own_address  # noqa: F401  # fixtures
from neo4j_server import empty_neo4j, neo4j_server  # noqa: F401
from stores import either_store, either_url, shipped_store, store, visit  # noqa: F401

import ingest.pipeline  # noqa: F401  # the first import of spaCy in this process has to be ours

Run = Callable[..., subprocess.CompletedProcess[str]]

COMMAND = str(Path(sys.executable).with_name("policygraph"))
# settings of the person who runs the tests must not decide them
_SETTINGS = ("POLICYGRAPH_GRAPH", "POLICYGRAPH_EMBEDDER", "NEO4J_USERNAME", "NEO4J_PASSWORD", "COLUMNS")


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _SETTINGS:
        monkeypatch.delenv(name, raising=False)


def run_in(folder: Path, *arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run ``policygraph`` as a process of its own in a folder, with these environment variables."""
    environment = {name: value for name, value in os.environ.items() if name not in _SETTINGS} | settings
    return subprocess.run(
        [COMMAND, *map(str, arguments)], cwd=folder, env=environment, encoding="utf-8", capture_output=True, timeout=120
    )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """``policygraph`` in an empty folder."""
    return lambda *arguments, **settings: run_in(tmp_path, *arguments, **settings)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose default graph holds what ships; tests read it and don't write to it."""
    folder = tmp_path_factory.mktemp("shipped")
    done = run_in(folder, "ingest")
    assert done.returncode == 0, done.stderr
    yield folder
    shutil.rmtree(folder)
