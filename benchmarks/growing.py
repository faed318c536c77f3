"""How the time of a question grows with the number of documents."""

from collections.abc import Iterator

from benchmarks.clock import Measure, medians
from benchmarks.graphs import graph_of
from graph.load import list_documents
from graph.store import GraphStore
from qa.answer import ask

COUNTS = (1, 100, 10_000)
SEARCH = "哪一条讲到推进市场一体化？"


def _times(store: GraphStore) -> list[float]:
    one = list_documents(store)[0]["id"]
    return medians(lambda: ask(store, "第三条谁牵头？", document=one), lambda: ask(store, SEARCH), rounds=9)


def measure() -> Iterator[Measure]:
    """One question on a document that is named, and one that searches all."""
    times: list[list[float]] = []
    for count in COUNTS:
        with graph_of(count) as store:
            times.append(_times(store))
    for what, row in zip(("on one document", "that searches all"), zip(*times, strict=True), strict=True):
        yield Measure(
            what=f"question {what}: {COUNTS[-1]:,} documents ÷ {COUNTS[0]}",
            figure=f"{row[-1] / row[0]:.2f}",
            details=", ".join(f"{1000 * each:.1f} ms at {count:,}" for each, count in zip(row, COUNTS, strict=True)),
        )
