"""Where a sentence meets what a department is there for: mandate phrases found in text, word for word or nearly.

No word list says which words are generic: a pair of characters that stands in many departments' mandates
(建设, 发展, 服务) weighs little, and a phrase that many departments share speaks less for each of them.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from graph.registry import Body, Registry

Scores = npt.NDArray[np.float64]

_PARTLY = 0.6  # the share of a phrase's weight that must be there for it to be met in other words
_PARTLY_FROM = 4  # characters; a shorter phrase says too little unless all of it is there
_PARTLY_WORTH = 0.5
_WORDS = re.compile(r"\w+")


class Met(msgspec.Struct, frozen=True):
    """A mandate phrase that a sentence meets, and how much it speaks for the department (0 to about 6)."""

    phrase: str
    worth: float


class Mandates:
    """The mandates of the bodies of a jurisdiction at a time, in the registry's order; ``phrases`` holds each once."""

    def __init__(self, registry: Registry, jurisdiction: str, on: str | None) -> None:
        """Read the bodies that have mandates."""
        found = [(body, registry.mandates(body.id)) for body in registry.departments(jurisdiction, on)]
        self.bodies: tuple[Body, ...] = tuple(body for body, mandates in found if mandates)
        owners: dict[str, list[int]] = defaultdict(list)
        for position, mandates in enumerate(mandates for _, mandates in found if mandates):
            for phrase in mandates:
                owners[phrase].append(position)
        self.phrases: tuple[str, ...] = tuple(owners)
        self._owners = tuple(tuple(positions) for positions in owners.values())
        self._pairs = tuple(frozenset(_pairs(phrase)) for phrase in self.phrases)
        self._worth = tuple(
            math.log(1 + len(self.bodies) / len(positions)) * _worth_of_length(phrase)
            for phrase, positions in owners.items()
        )

    @cached_property
    def phrases_of(self) -> tuple[npt.NDArray[np.intp], ...]:
        """For each body the positions of its phrases."""
        positions: list[list[int]] = [[] for _ in self.bodies]
        for phrase, owners in enumerate(self._owners):
            for owner in owners:
                positions[owner].append(phrase)
        return tuple(np.array(own, dtype=np.intp) for own in positions)

    def met(self, sentence: str) -> dict[int, list[Met]]:
        """The phrases that a sentence meets, by body, the weightiest first; none that says the same as one before."""
        by_body: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for phrase, share in self._shares(sentence):
            for owner in self._owners[phrase]:
                by_body[owner].append((-share * self._worth[phrase], phrase))
        return {owner: list(self._distinct(sorted(found))) for owner, found in by_body.items()}

    def scores(self, met: Mapping[int, Sequence[Met]]) -> Scores:
        """What `met` found as one number a body."""
        scores = np.zeros(len(self.bodies))
        for owner, found in met.items():
            scores[owner] = sum(each.worth for each in found)
        return scores

    def _shares(self, sentence: str) -> Iterator[tuple[int, float]]:
        pairs = set(_pairs(sentence))
        held: dict[int, float] = defaultdict(float)
        for pair in sorted(pairs.intersection(self._rarity)):
            for phrase in self._holding[pair]:
                held[phrase] += self._rarity[pair]
        for phrase, weight in held.items():
            share = weight / self._weights[phrase]
            if self.phrases[phrase] in sentence:
                yield phrase, 1.0
            elif share >= _PARTLY and len(self.phrases[phrase]) >= _PARTLY_FROM:
                yield phrase, _PARTLY_WORTH * share

    def _distinct(self, found: Sequence[tuple[float, int]]) -> Iterator[Met]:
        kept: list[int] = []
        for worth, phrase in found:
            pairs = self._pairs[phrase]
            if not any(2 * len(pairs & self._pairs[other]) >= len(pairs) for other in kept):
                kept.append(phrase)
                yield Met(self.phrases[phrase], -worth)

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """Pair of characters → log of the bodies there are to those whose mandates hold it."""
        holders: Counter[str] = Counter()
        for own in self.phrases_of:
            holders.update({pair for phrase in own for pair in self._pairs[phrase]})
        return {pair: math.log(1 + len(self.bodies) / count) for pair, count in holders.items()}

    @cached_property
    def _weights(self) -> tuple[float, ...]:
        return tuple(sum(sorted(self._rarity[pair] for pair in pairs)) for pairs in self._pairs)

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[int]]:
        holding: dict[str, list[int]] = defaultdict(list)
        for phrase, pairs in enumerate(self._pairs):
            for pair in pairs:
                holding[pair].append(phrase)
        return holding


def _worth_of_length(phrase: str) -> float:
    # two characters say little (建设, 企业); from five on a phrase says all that it can
    return min(1.3, 0.35 * (len(phrase) - 1))


def nearest_clause(clauses: Sequence[str], phrase: str) -> int:
    """Which clause meets the phrase: the one that holds it, else the one with most of its pairs of characters."""
    pairs = set(_pairs(phrase))
    return max(
        range(len(clauses)),
        key=lambda at: (phrase in clauses[at], len(pairs.intersection(_pairs(clauses[at]))), -at),
    )


def _pairs(text: str) -> Iterator[str]:
    for word in _WORDS.findall(text):
        yield from (word[at : at + 2] for at in range(len(word) - 1))
