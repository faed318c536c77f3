"""The lexicon of verbs that policy clauses begin with (``corpus/registry/verbs.csv``), ready for matching."""

import csv
import re
from functools import cache

import corpus


@cache
def verbs(*kinds: str) -> tuple[str, ...]:
    """The verbs of these kinds (all without an argument), longest first."""
    with (corpus.REGISTRY / "verbs.csv").open(encoding="utf-8", newline="") as rows:
        found = {row["verb"] for row in csv.DictReader(rows) if not kinds or row["kind"] in kinds}
    return tuple(sorted(found, key=lambda verb: (-len(verb), verb)))


@cache
def adverbs() -> tuple[str, ...]:
    """Words that stand before a verb and are no part of it, longest first."""
    with (corpus.REGISTRY / "verbs-adverbs.csv").open(encoding="utf-8", newline="") as rows:
        found = {row["word"] for row in csv.DictReader(rows)}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def opening_pattern() -> re.Pattern[str]:
    """A pattern of a clause's opening: its adverbs, its ``verb`` (or two joined by 和, 、) and what follows."""
    words = verbs("act", "launch", "reach", "change", "helper")
    verb = "|".join(map(re.escape, words))
    further = "|".join(re.escape(word) for word in words if len(word) > 1)
    before = "|".join(map(re.escape, adverbs()))
    return re.compile(
        rf"(?P<before>(?:(?:{before}|“[^”]{{2,12}}”)[、地]?)*)(?P<verb>(?:{verb})(?:(?:和|、|并|与|或)(?:{further}))*)"
    )
