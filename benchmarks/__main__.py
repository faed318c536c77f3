"""``python -m benchmarks [NAME…]``: measure, and print one table in Markdown."""

import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # the synthetic documents and the Neo4j server

NAMES = ("parsing", "starting", "answering", "growing", "loading", "aligning", "serving", "searching")


def main(names: list[str]) -> None:
    """Print each line as soon as it is measured; by default all of them."""
    print("| measured | figure | bound | details |\n|---|---|---|---|", flush=True)
    for name in names or NAMES:
        for line in import_module(f"benchmarks.{name}").measure():
            print(f"| {line.what} | {line.figure} | {line.bound} | {line.details} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
