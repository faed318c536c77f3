"""Names that count what they are made of: 一圈两带四群, asked for as one circle, two belts, four clusters.

A translation may use any nouns, but the numbers are the same and in the same order, so the text's own name is found
by them.
"""

import re
from collections.abc import Iterable

from qa.pointers import read_numeral
from qa.rows import Sentence

_NUMBERS = "one two three four five six seven eight nine ten".split()
_ONE = rf"(?:{'|'.join(_NUMBERS)}|[1-9])"
_PART = rf"{_ONE}\s+(?:[a-z]+[ -]){{0,2}}?[a-z]+"
COUNTED_EN = rf"(?i)“?\b{_PART}(?:,?\s+(?:and\s+)?|,\s*){_PART}(?:(?:,?\s+(?:and\s+)?|,\s*){_PART})*\b”?"
"""Two counted things or more, side by side."""
_QUOTED = r"“([^“”]{3,24})”"


def counts_en(words: str) -> tuple[int, ...]:
    """The numbers of an English name, in order."""
    found = re.findall(rf"(?i)\b{_ONE}\b", words)
    return tuple(int(one) if one.isdigit() else _NUMBERS.index(one.lower()) + 1 for one in found)


def counted_names(counts: tuple[int, ...], sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """The names in quotation marks that count so, or begin to count so."""
    names = dict.fromkeys(name for sentence in sentences for name in re.findall(_QUOTED, sentence.quote))
    return tuple(name for name in names if _counts(name)[: len(counts)] == counts)


def _counts(name: str) -> tuple[int, ...]:
    found = re.findall(r"[一二两三四五六七八九十]", name)
    return tuple(read_numeral(one) or 0 for one in found)
