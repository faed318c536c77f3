"""A question and its documents in scope → what is asked of them: its topics, as the documents' text has them."""

import re
from collections.abc import Sequence

from graph.store import GraphStore
from qa.inquiry import Inquiry
from qa.locate import located, searched_text
from qa.near_words import other_names
from qa.question import Question
from qa.scope import DOCUMENT_WORDS, Scope

_PEOPLE = ("老百姓", "百姓", "市民", "街坊", "居民", "群众", "人民群众", "住户")
_SETTING = "(?:里|内|上|中|边|当中|方面)(?![学班市网海程])"
"""What follows a word that only tells where something is wanted (小区里装充电桩)."""
_PAGE = r"[上下]一[版篇]|第?0\d版|头版|往期阅读|标题导航"
"""Words of a newspaper's page around a text."""


def read_inquiry(
    store: GraphStore, question: Question, patterns: Sequence[str], scope: Scope, *, intent: str = "search"
) -> Inquiry:
    """What a question asks of the documents in scope; ``patterns`` are words that are no topic of it."""
    spoken = ["(?i)" + re.escape(word) for word in sorted(scope.words, key=len, reverse=True) if word]
    if scope.named:
        spoken.extend(re.escape(issuer) for doc in scope.documents for issuer in doc.issuers)
    if scope.loose:
        spoken.append(DOCUMENT_WORDS)
    titles = tuple(title for title in question.titles if title not in scope.words)
    if question.language == "en":
        from qa.english import read_terms
        from qa.english_topics import chosen_topics

        inquiry = Inquiry(store, question, scope, titles)
        terms = chosen_topics(inquiry, read_terms(question, (*spoken, *patterns)), intent)
        inquiry.topics = tuple(dict.fromkeys((*titles, *terms)))
        _name_all(inquiry)
        return inquiry
    topics = question.topics((*spoken, *patterns))
    inquiry = Inquiry(store, question, scope, tuple(dict.fromkeys((*titles, *topics))))
    if question.pointers and scope.named and len(scope.documents) == 1:  # what is left of naming the document
        topics = tuple(topic for topic in topics if topic not in scope.documents[0].title)
        inquiry.topics = tuple(dict.fromkeys((*titles, *topics)))
    if page := re.search(_PAGE, question.text):  # no topic beside it: the page around a text says nothing of policy
        inquiry.topics = (page.group(),)
        return inquiry
    loose = [topic for topic in topics if topic not in question.quoted]
    if loose and scope.documents:
        from qa.grounding import ground

        grounded = ground(inquiry.wording, loose, searched_text(inquiry, loose), inquiry.document.jurisdiction)
        inquiry.topics = _outermost((*titles, *question.quoted, *grounded.topics))
        inquiry.near = grounded.near
        _name_all(inquiry)
        inquiry.topics = _beside_setting(inquiry)
    else:
        _name_all(inquiry)
    return inquiry


def _beside_setting(inquiry: Inquiry) -> tuple[str, ...]:
    """The topics without those that only tell who wants something, or where, if the text has the others alone."""
    text = inquiry.question.text
    people = {near.official for near in inquiry.near if near.asked in _PEOPLE} | set(_PEOPLE)
    rest = [one for one in inquiry.topics if one not in people and not re.search(f"{re.escape(one)}{_SETTING}", text)]
    if not rest or len(rest) == len(inquiry.topics):
        return inquiry.topics
    return tuple(rest) if not located(inquiry, inquiry.topics) and located(inquiry, rest) else inquiry.topics


def _name_all(inquiry: Inquiry) -> None:
    """Look for each topic by all its names."""
    for near in inquiry.near:
        if near.same and near.others:
            inquiry.also[near.official] = near.others
    for topic in inquiry.topics:
        if names := other_names(topic):
            inquiry.also[topic] = tuple(dict.fromkeys((*inquiry.also.get(topic, ()), *names)))


def _outermost(topics: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in topics if not any(one in other and one != other for other in topics)))
