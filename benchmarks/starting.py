"""`policygraph ask` as a whole process ÷ a bare Python that imports the store's library and opens the same file."""

import compileall
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import corpus
from benchmarks.clock import Measure, against

COMMAND = str(Path(sys.executable).with_name("policygraph"))
_BARE = "import kglite; kglite.load('.policygraph/graph.kgl')"


def measure() -> Iterator[Measure]:
    """A question that needs no search, for a program and for a person."""
    root = Path(corpus.__file__).parents[1]
    for room in ("corpus", "graph", "ingest", "qa", "ui"):  # as installed packages are, the store's among them
        compileall.compile_dir(root / room, quiet=2)
    with tempfile.TemporaryDirectory() as folder:

        def run(*command: str) -> None:
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)

        run(COMMAND, "ingest")
        for what, options in (("--json", ["--json"]), ("for people", [])):
            yield against(
                f"ask {what}, whole process ÷ bare import and open",
                lambda options=options: run(COMMAND, "ask", "第十二条谁牵头？", *options),  # type: ignore[misc]
                lambda: run(sys.executable, "-c", _BARE),
                bound=3,
                rounds=15,
                unit="a process",
            )
