"""Timing two things against each other, turn by turn, so that a busy machine slows both alike."""

import statistics
import time
from collections.abc import Callable

import msgspec

Work = Callable[[], object]


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table: what was measured, its figure, the bound it should keep (empty: none), and the details."""

    what: str
    figure: str
    bound: str = ""
    details: str


def seconds(work: Work) -> float:
    """Wall-clock time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(*works: Work, rounds: int) -> list[float]:
    """The median time of each, in turns, after one round that nobody times."""
    for work in works:
        work()
    times = [[seconds(work) for work in works] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def against(what: str, own: Work, base: Work, *, bound: float, rounds: int, unit: str) -> Measure:
    """The ratio of our work's time to its base's."""
    mine, theirs = medians(own, base, rounds=rounds)
    return Measure(
        what=what,
        figure=f"{mine / theirs:.2f}",
        bound=f"≤ {bound:g}",
        details=f"{mine * 1000:.1f} ÷ {theirs * 1000:.1f} ms {unit}",
    )
