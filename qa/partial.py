"""Where the documents have most of what a question is about, though not every word of it.

A word counts by how few provisions have it; one that no provision has counts as the rarest, but a verb or an
adjective, which a text may well put otherwise, counts for less than a noun. What is found so is told with the words
that the text does not use.
"""

import math
from collections.abc import Iterable

import msgspec

from qa.concordance import by_place
from qa.inquiry import Inquiry
from qa.locate import Hit
from qa.rows import Sentence
from qa.topics import pieces

_ENOUGH = 0.6
"""Share of a question's weight that one provision must have.

On 150 questions over the shipped documents that need it, half of them on things that the documents do not have.
"""
_SPECIFIC = 2.0
"""Weight of the words that a provision must have: those that stand in every other provision lead nowhere."""
_SOFT = 0.35
"""Weight of a verb or an adjective that the text lacks, beside a noun."""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A word of a question and its weight; ``held``: in how many provisions the documents have it."""

    word: str
    weight: float
    held: int


def partly(inquiry: Inquiry) -> tuple[list[Hit], list[str]]:
    """The provision that has most of what is asked, and the words that it lacks; nothing where that is too little."""
    words = list(weighed(inquiry))
    having: dict[Sentence, list[Word]] = {}
    for word in (word for word in words if word.held):
        for sentence in {*inquiry.said.naming(word.word), *inquiry.said.pieced(word.word)}:
            having.setdefault(sentence, []).append(word)
    grouped = by_place(sorted(having, key=lambda sentence: sentence.start))
    best: tuple[float, float, list[Sentence]] = (0.0, 0.0, [])
    for sentences in (grouped[place] for place in inquiry.said.places if place in grouped):
        around = _weight(word for word in words if any(word in having[sentence] for sentence in sentences))
        most = max(_weight(having[sentence]) for sentence in sentences)
        if (around, most) > best[:2]:
            best = (around, most, sentences)
    around, most, sentences = best
    if around < _ENOUGH * _weight(words) or most < _SPECIFIC:
        return [], []
    if of_a_place(inquiry):
        return [], []  # 赣州国际空港 is no 赣州国际陆港
    told = sorted(sentences, key=lambda sentence: -_weight(having[sentence]))[:2]
    doc, unit = inquiry.doc(told[0].document), inquiry.unit(told[0].document, told[0].provision)
    hit = Hit(doc=doc, unit=unit, sentences=tuple(told), exact=False)
    return [hit], [word.word for word in words if not any(_has(one, word) for one in sentences)]


def _weight(words: Iterable[Word]) -> float:
    return sum(word.weight for word in words)


def of_a_place(inquiry: Inquiry) -> bool:
    """Whether the question names a thing of a place of which the text lacks the noun (赣州国际空港)."""
    from graph.tokens import part_of_speech
    from qa.grounding import words_of
    from qa.names import places

    things = [
        topic.removeprefix(place.asked)
        for place in places(inquiry)
        for topic in inquiry.topics
        if topic.startswith(place.asked) and len(topic) > len(place.asked) + 1
    ]
    last = [words_of(thing)[-1] for thing in things]
    nouns = [word for word in last if len(word) > 1 and (part_of_speech(word) or "n")[0] == "n"]
    return any(not inquiry.said.naming(noun) for noun in nouns)


def weighed(inquiry: Inquiry) -> Iterable[Word]:
    """The words of the question's topics, each once: those that the documents have whole, else one by one."""
    from graph.tokens import part_of_speech
    from qa.grounding import words_of

    provisions = len(inquiry.said.places)
    most = math.log(1 + provisions)
    seen: set[str] = set()
    for topic in inquiry.topics:
        parts = [topic] if _held(inquiry, topic) else [part for part in words_of(topic) if len(part) > 1]
        for part in parts:
            held = _held(inquiry, part)
            if part in seen or (not held and silent(part, part_of_speech(part), compound=len(parts) > 1)):
                continue
            seen.add(part)
            # within a compound every word counts: 房屋征收补偿 is not about houses
            compound = len(parts) > 1 or any(f"{one}{part}" in inquiry.wording for one in inquiry.topics)
            soft = not compound and (part_of_speech(part) or "n")[0] in "va"
            weight = math.log(1 + provisions / held) if held else most * (_SOFT if soft else 1.0)
            yield Word(word=part, weight=weight, held=held)


def silent(word: str, tag: str | None, *, compound: bool = False) -> bool:
    """Whether a word that the text lacks says nothing of a topic: a place in a sentence, a number, a pronoun …

    In a compound a verb of official texts is a part of the name (新能源汽车购置补贴).
    """
    from qa.grounding import asking_words

    return (word in asking_words() and not compound) or (tag or "n")[0] in "sfrmqdcupyeoiz"


def _held(inquiry: Inquiry, word: str) -> int:
    return len(by_place(inquiry.said.naming(word)))


def _has(sentence: Sentence, word: Word) -> bool:
    return word.word.lower() in sentence.quote.lower() or pieces(word.word, sentence.quote) is not None
