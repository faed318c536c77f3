"""Of the Chinese words that an English question may stand for, those that the text has; and what it lacks."""

import math
import re
from collections.abc import Sequence
from itertools import combinations, product

import msgspec

from qa.counted import counted_names
from qa.english import Term
from qa.inquiry import Inquiry
from qa.locate import located, narrow
from qa.near_words import official_words
from qa.phrases import listed

_WITHOUT = ("target", "place", "programme", "prohibition", "which-place")
"""Kinds that have an answer for the whole document, where a question has nothing but general words."""
_MOST = 6
"""Terms of a question that are looked for together."""
_SENSES = 3
"""Chinese words of a term that are tried beside the others'."""
_JOINT = ("verify", "where", "premise", "choice")
"""Kinds that ask for provisions that have all of it."""
_ENOUGH = {True: 0.55, False: 0.4}
"""Share of a question's weight that one provision must have, for those kinds and for others."""
_NEARLY = 0.62
"""The same where the text lacks a thing that the question certainly names, or has none such."""
_SOFT = 0.4
"""Weight of what is done or how something is, beside a thing: a text may well put it in other words."""
_LOOKED_UP = {True: 0.7, False: 0.5}
"""Weight of a word by the dictionary, found and not, beside one by the glossary: it may be meant in another sense."""

_COMPOUND = 3
"""Characters of a compound that is put together from the words of two terms."""


class _Weighed(msgspec.Struct, frozen=True):
    """A term, those of its words that the documents have, its weight, and which provisions have it."""

    term: Term
    words: tuple[str, ...]
    weight: float
    held: frozenset[tuple[str, str | None]]


def chosen_topics(inquiry: Inquiry, terms: Sequence[Term], intent: str) -> tuple[str, ...]:
    """The Chinese words to look for: those that the text has together, and what it lacks if the question hangs on it.

    An English word has several Chinese ones, and the text need not use the glossary's. A term counts by how few
    provisions have it, as in `qa.partial`; the provision that has most of the question tells which words are meant. A
    thing whose name is certain and of which the text has nothing stays, so that the answer says what is missing.
    """
    if intent in _WITHOUT:
        terms = [term for term in terms if not re.fullmatch(r"(?:19|20)\d\d", term.asked)]
    if not terms:
        return ()
    narrow(inquiry, [word for term in terms for word in term.chinese])
    terms = [part for term in terms for part in (() if _standing(inquiry, term) else term.parts) or (term,)]
    terms = _compounds(terms, inquiry.said.text)
    weighed = [_weighed(inquiry, term) for term in terms]
    inquiry.asked = {word: one.term.asked for one in weighed for word in one.words}
    inquiry.also = {one.words[0]: one.words[1:] for one in weighed if len(one.words) > 1}
    lacking = [one.term for one in weighed if not one.words and _certain(one.term, ())]
    standing = [one for one in weighed if one.words]
    special = [one for one in standing if not one.term.general]
    if intent in _WITHOUT and not any(not one.term.general for one in weighed):
        return ()
    total = sum(one.weight for one in weighed)
    places = {place for one in standing for place in one.held}
    best = max((sum(one.weight for one in standing if place in one.held) for place in places), default=0.0)
    sure = not lacking and any(_certain(one.term, one.words) for one in standing)
    enough = _ENOUGH[intent in _JOINT] if sure else _NEARLY
    if best < enough * total or not best or any(term.named for term in lacking):
        unread = [_called(one.term) for one in weighed if not one.words and not one.term.soft]
        return tuple(dict.fromkeys([*(one.words[0] for one in special or standing), *unread]))
    if lacking:
        inquiry.note("", f"(The text does not use {listed([f'“{term.asked}”' for term in lacking], 'en')}.)")
    standing.sort(key=lambda one: (-one.weight, -len(one.words[0])))
    return _together(inquiry, [one.words for one in standing])


def _compounds(terms: Sequence[Term], text: str) -> list[Term]:
    """The terms, two that stand side by side as one where the text has a word made of both (餐 and 补贴: 就餐补贴)."""
    found: list[Term] = []
    for term in terms:
        before = found[-1] if found else None
        if before is not None and 0 < term.start - before.stop <= 1:
            firsts = (*before.chinese, *before.single)
            joined = dict.fromkeys(one + other for one in firsts for other in term.chinese if one + other in text)
            if chinese := tuple(word for word in joined if len(word) >= _COMPOUND):
                asked = f"{before.asked} {term.asked}"
                found[-1] = Term(asked=asked, chinese=chinese, start=before.start, stop=term.stop)
                continue
        found.append(term)
    return found


def _weighed(inquiry: Inquiry, term: Term) -> _Weighed:
    words = _standing(inquiry, term)
    held = frozenset((one.document, one.provision) for one in inquiry.said.naming(*words)) if words else frozenset()
    weight = math.log(1 + len(inquiry.said.places) / max(len(held), 1))
    if term.soft:
        weight *= _SOFT if words else 0.0
    elif term.general:
        weight *= 1.0 if words else 0.0
    elif not _certain(term, words):
        weight *= _LOOKED_UP[bool(words)]
    return _Weighed(term, words, weight, held)


def _certain(term: Term, words: Sequence[str]) -> bool:
    """Whether it is certain what a term names: then a text without it lacks the thing.

    ``words`` are the text's for it: other ones than its own may be for something near it.
    """
    if words and term.chinese and not any(word in term.chinese for word in words):
        return False
    return term.named or bool(term.chinese and not term.looked_up and not term.general)


def _called(term: Term) -> str:
    return term.chinese[0] if term.chinese and not term.looked_up else term.asked


def _standing(inquiry: Inquiry, term: Term) -> tuple[str, ...]:
    """Which of a term's Chinese words the text has, in its own order."""
    said = inquiry.said
    if term.counts:
        return counted_names(term.counts, said.sentences)
    own = tuple(word for word in term.chinese if said.naming(word))
    if term.looked_up:
        return own or tuple(word for one in term.chinese[:_SENSES] for word in official_words(one, said.text))
    parts = own or tuple(word for word in term.chinese if len(word) > 3 and said.pieced(word))
    return parts or tuple(word for one in term.chinese for word in official_words(one, said.text))


def _together(inquiry: Inquiry, options: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """A word of each term, of the most terms that a provision has together, the weightiest first."""
    terms = options[:_MOST]
    subsets = [subset for size in range(len(terms), 0, -1) for subset in combinations(terms, size)]
    for subset in subsets:
        for words in product(*(words[:_SENSES] for words in subset)):
            apart = _apart(words)
            if located(inquiry, apart):
                return apart
    return _apart([words[0] for words in terms[:1]])


def _apart(words: Sequence[str]) -> tuple[str, ...]:
    """Without those that stand in another (房屋 beside 老旧房屋)."""
    return tuple(dict.fromkeys(word for word in words if not any(word in other and word != other for other in words)))
