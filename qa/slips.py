"""Slips of the fingers in English questions: waht, measuer, coordnation.

A word that no dictionary has is taken for the one word of asking or of the glossary that is a single slip away: a
letter left out, put in, changed, or two that changed places. Names and numbers stay as they are.
"""

import re
from functools import cache
from string import ascii_lowercase

from qa.dictionary import chinese_words, forms, is_word
from qa.glosses import asking_words, known_terms, plain_words
from qa.pointers import NUMERALS

_SHORTEST = 3
"""Letters of a word that may be mended: of shorter ones every slip is another word."""
_WORD = r"(?<![\w'’-])[A-Za-z]+(?![\w'’-])"


def mended(text: str) -> str:
    """The text with its slips mended, as far as it is certain which word was meant."""
    return re.sub(_WORD, lambda found: _mended(found.group(), found.start() == 0), text)


def _mended(word: str, first: bool) -> str:
    plain, known = word.lower(), _vocabulary()
    if len(word) < _SHORTEST or (not first and word[0].isupper()) or word.isupper():
        return word
    if any(form in known for form in (*forms(plain), *plain_words(plain))):
        return word
    near = sorted(_near(plain) & known.keys())
    swapped = [other for other in near if sorted(other) == sorted(plain) and not known[other]]
    if not near or (chinese_words(plain) if swapped else is_word(plain)):
        return word
    best = min(near, key=lambda other: (other not in swapped, known[other], other))
    return best.capitalize() if word[0].isupper() else best


@cache
def _vocabulary() -> dict[str, int]:
    """Words that a question is made of: those of asking and numerals (0), and the glossary's (1)."""
    glossed = (word for key in known_terms() for word in key if word.isalpha())
    return {**dict.fromkeys(glossed, 1), **dict.fromkeys((*asking_words(), *NUMERALS), 0)}


def _near(word: str) -> set[str]:
    """All that is one slip away."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        *(left + right[1:] for left, right in parts if right),
        *(left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1),
        *(left + letter + right[1:] for left, right in parts if right for letter in ascii_lowercase),
        *(left + letter + right for left, right in parts for letter in ascii_lowercase),
    }
