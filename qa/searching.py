"""Answers found by search, where neither a kind nor the question's own words lead to a provision."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.model import Citation
from qa.absence import on_page
from qa.closest import FACTS, ranked
from qa.inquiry import Inquiry
from qa.locate import Hit, ask_content, located
from qa.partial import of_a_place
from qa.phrases import cite, headed, listed, outline_note, quoted, unit_name
from qa.replies import Reply, stated
from qa.rows import Sentence

if TYPE_CHECKING:  # it brings numpy
    from graph.search import Hit as Found

NEAR = {"zh": 0.89, "en": 0.82}
"""Cosine from which a sentence counts as an answer, by the question's language (multilingual-e5-small).

On 76 short questions over the seed, half of them on things that it does not have, nothing foreign reaches it. A third
of the Chinese paraphrases does and few of the English ones, whose words the glossary finds; the others are told as
not found.
"""
_AHEAD = (0.775, 0.02)
"""Cosine, and its distance to the next provision's, from which the nearest one answers an English question.

On 28 questions in words that the glossary lacks, half of them on foreign things, no foreign one passes and few do.
"""
_RARE = 8
"""Sentences that may have two characters which a question shares with what answers it."""
STANDS_OUT = {True: 4.4, False: 8.0}
"""Score from which what ranks first counts as an answer, in questions that tell a matter and in terse ones.

A question in many words leads to one provision or to none; a name of two words (社区食堂, 养老院床位) leads to whatever
is of its field. benchmarks/README.md has the curve.
"""
TOLD = 14
"""Characters from which a question tells a matter."""
_BESIDE = 0.6
_SHOWN = 3
_SHARE = 0.985
"""Further sentences are shown down to this share of the best one's cosine."""


def nearest(inquiry: Inquiry, topics: Sequence[str]) -> list[Hit]:
    """The provisions that search finds near enough, best first."""
    if any(not near.same for near in inquiry.near):
        return []  # a word known to be another thing than what the text has
    if inquiry.language == "zh" and _compound(inquiry, topics):
        return []  # 城市更新基金: a thing of its own, of which the text has only the first half
    if inquiry.language == "en" and inquiry.question.matches(FACTS):
        return []
    if not topics or (inquiry.language == "zh" and any(located(inquiry, [topic]) for topic in topics)):
        return []  # some of the words stand in the text: what is missing is told instead
    from graph.search import search

    scope = [doc.identity for doc in inquiry.scope.documents] if inquiry.scope.complete else None
    words = " ".join(topics) if inquiry.language == "zh" else inquiry.question.text
    found = search(inquiry.store, words, documents=scope, limit=3)
    near = [
        hit for hit in found if (hit.cosine or 0.0) >= NEAR[inquiry.language] and _related(inquiry, topics, hit.quote)
    ]
    if not near and inquiry.language == "en":
        near = _ahead(found)
    best = max((hit.cosine or 0.0 for hit in near), default=0.0)
    docs = {doc.key: doc for doc in inquiry.scope.documents}
    hits = []
    for hit in near:
        if hit.key in docs and (hit.cosine or 0.0) >= _SHARE * best:
            sentence = Sentence(
                document=hit.key, provision=hit.provision, start=hit.span.start, stop=hit.span.end, quote=hit.quote
            )
            unit = inquiry.unit(hit.key, hit.provision)
            hits.append(Hit(doc=docs[hit.key], unit=unit, sentences=(sentence,), exact=False))
    return hits


def _compound(inquiry: Inquiry, topics: Sequence[str]) -> bool:
    """Whether a topic is made of words that the text has and of others that it lacks."""
    from qa.grounding import words_of

    for topic in topics:
        words = [word for word in words_of(topic) if len(word) > 1]
        held = [word in inquiry.said.text for word in words]
        if any(held) and not all(held):
            return True
    return False


def _ahead(found: "Sequence[Found]") -> "list[Found]":
    """The first, where an English question lies clearly nearer to it than to any other provision."""
    cosines = [hit.cosine or 0.0 for hit in found[:2]]
    clear = len(cosines) == 2 and cosines[0] >= _AHEAD[0] and cosines[0] - cosines[1] >= _AHEAD[1]
    return [found[0]] if clear else []


def _related(inquiry: Inquiry, topics: Sequence[str], quote: str) -> bool:
    """Whether a Chinese question shares two characters with the sentence that few others have; an English one can't."""
    pairs = {topic[start : start + 2] for topic in topics for start in range(len(topic) - 1)}
    shared = [pair for pair in pairs if pair in quote]
    rare = any(len(inquiry.said.having(pair)) <= _RARE for pair in shared)
    return rare or all(topic.isascii() for topic in topics)


def _standing_out(inquiry: Inquiry) -> list[Hit]:
    """The provisions at the top of the ranking, where the first stands out far enough for so short a question."""
    if inquiry.language == "en" or not inquiry.topics or inquiry.question.matches(FACTS):
        return []
    if any(not located(inquiry, [word]) for word in inquiry.question.quoted):
        return []  # a name in quotation marks means itself
    order = ranked(inquiry)
    asked = sum(char.isalnum() for char in inquiry.wording)
    if not order or order[0].score < STANDS_OUT[asked >= TOLD]:
        return []
    return [one.hit for one in order[:_SHOWN] if order[0].score - one.score <= _BESIDE]


def _named_elsewhere(inquiry: Inquiry) -> bool:
    """Whether the question names what the text does not: a place, a thing of a place, a body, words of the page around.

    The title and the issuers of a document name places for it.
    """
    from qa.names import bodies, places

    said = inquiry.said
    titles = [text for doc in inquiry.scope.documents for text in (doc.title, *doc.issuers)]
    return (
        any(on_page(inquiry, topic) and not located(inquiry, [topic]) for topic in inquiry.topics)
        or any(
            not said.naming(*place.names) and not any(name in title for name in place.names for title in titles)
            for place in places(inquiry)
        )
        or of_a_place(inquiry)
        or any(not said.naming(body.asked) for body in bodies(inquiry))
    )


def searched(inquiry: Inquiry) -> Reply | None:
    """The nearest sentences, said to be found by search; None where nothing is near enough, or a fact is asked.

    Nothing is near a name that the text does not have.
    """
    if _named_elsewhere(inquiry):
        return None
    hits = nearest(inquiry, inquiry.topics) or _standing_out(inquiry)
    if not hits:
        return None
    names = inquiry.say("、", ", ").join(
        headed(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "the preamble or closing")
        for hit in hits
    )
    lacking = [topic for topic in inquiry.topics if not located(inquiry, [topic])][:2]
    words = listed([inquiry.in_marks(topic) for topic in lacking], inquiry.language)
    lines = [
        inquiry.say(
            f"文件没有用{words or '问题中那样'}的说法；按检索，最接近的是{names}：",
            f"The text does not use the question's words; by search, nearest to it is {names}:",
        )
    ]
    citations: list[Citation] = []
    for hit in hits:
        name = unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "preamble or closing")
        lines.extend(quoted(sentence.quote, name, hit.doc, inquiry.language) for sentence in hit.sentences)
        citations.extend(cite(hit.unit, hit.doc, sentence) for sentence in hit.sentences)
    if any(hit.doc.outline for hit in hits):
        lines.append(outline_note(inquiry.language))
    return stated(
        lines,
        citations,
        intent="search",
        suggestions=tuple(ask_content(inquiry, hit.doc, hit.unit) for hit in hits if hit.unit),
    )
