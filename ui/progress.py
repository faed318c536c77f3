"""A progress bar on stderr, where somebody may be watching."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
Advance = Callable[[int, int], None]


@contextmanager
def bar(purpose: str) -> Iterator[Advance]:
    """A function to call with (done, all), which moves a bar on a terminal's stderr; the bar goes when all is done."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn(purpose), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(purpose, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def track(items: Sequence[T], purpose: str) -> Iterator[T]:
    """The items one by one, under a `bar`."""
    with bar(purpose) as advance:
        for done, item in enumerate(items):
            advance(done, len(items))
            yield item
