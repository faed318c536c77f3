"""What the text says of a place, and whether it says of something what a question supposes."""

import re
from collections.abc import Sequence
from typing import Protocol

import msgspec

from graph.model import Span
from qa.inquiry import Inquiry
from qa.locate import located
from qa.names import NamedPlace
from qa.phrases import cite, listed, quoted, unit_name
from qa.replies import Reply
from qa.rows import Named, Sentence
from qa.topics import YEAR_WORDS, pieces, plainer

ROLES = """
MATCH (x:Place) WHERE x.name IN $names OR any(name IN $names WHERE x.name STARTS WITH name)
  OR EXISTS { MATCH (x)-[:COMPRISES|WITHIN]->(y:Place) WHERE y.name IN $names }
MATCH (r:PlaceRole)-[:ASKED_OF]->(x) WHERE r.document IN $documents
MATCH (q)-[:ASKS]->(r)
RETURN DISTINCT x.name AS place, r.document AS document, CASE WHEN q:Provision THEN q.id ELSE null END AS provision,
       r.name AS name, r.start AS start, r.stop AS stop, r.quote AS quote
ORDER BY document, start, place
"""
MENTIONS = """
MATCH (x:Place) WHERE x.name IN $names OR any(name IN $names WHERE x.name STARTS WITH name)
  OR EXISTS { MATCH (x)-[:COMPRISES|WITHIN]->(y:Place) WHERE y.name IN $names }
MATCH (r:PlaceMention)-[:NAMES]->(x) WHERE r.document IN $documents
MATCH (q)-[:CONCERNS]->(r)
RETURN DISTINCT x.name AS place, r.document AS document, CASE WHEN q:Provision THEN q.id ELSE null END AS provision,
       r.name AS name, r.start AS start, r.stop AS stop, r.quote AS quote
ORDER BY document, start, place
"""
ALL_ROLES = """
MATCH (q)-[:ASKS]->(r:PlaceRole)-[:ASKED_OF]->(x:Place) WHERE r.document IN $documents
RETURN DISTINCT x.name AS place, r.document AS document, CASE WHEN q:Provision THEN q.id ELSE null END AS provision,
       r.name AS name, r.start AS start, r.stop AS stop, r.quote AS quote
ORDER BY document, start, place
"""


class Stretch(Protocol):
    """Characters of a document."""

    @property
    def document(self) -> str:
        """The document's node id."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def stop(self) -> int:
        """Where it ends."""


class Said(Named, frozen=True, kw_only=True):
    """What the text says of a place (``place``: the node's name, a composite's for its member)."""

    place: str


def about(inquiry: Inquiry, place: NamedPlace) -> list[Said]:
    """The roles that the text gives a place, and what it says where it only names it, in order."""
    documents = inquiry.scope.keys
    mentions = inquiry.read(Said, MENTIONS, names=list(place.names), documents=documents)
    roles = inquiry.read(Said, ROLES, names=list(place.names), documents=documents)
    spans = [(role.document, Span(role.start, role.stop)) for role in roles]
    for mention in mentions:
        at = Span(mention.start, mention.stop)
        if any(document == mention.document and span.covers(at) for document, span in spans):
            continue
        sentence = _sentence(inquiry, mention)
        if sentence:
            around = Span(sentence.start, sentence.stop)
            spans.append((mention.document, around))
            roles.append(
                msgspec.structs.replace(mention, start=sentence.start, stop=sentence.stop, quote=sentence.quote)
            )
    once = {(one.document, one.start, one.stop): one for one in reversed(roles)}
    return sorted(once.values(), key=lambda one: (one.document, one.start))


def _sentence(inquiry: Inquiry, said: Stretch) -> Sentence | None:
    return next(
        (s for s in inquiry.sentences if s.document == said.document and s.start <= said.start and said.stop <= s.stop),
        None,
    )


def carried_on(inquiry: Inquiry, said: Stretch) -> Sentence | None:
    """The sentence that a stretch opens, where it goes on after it: its subject or date may be carried on."""
    sentence = _sentence(inquiry, said)
    if sentence is None or sentence.start != said.start:
        return None
    return sentence if re.match(r"[,，;；]", sentence.quote[said.stop - said.start :]) else None


def borne_out(inquiry: Inquiry, place: NamedPlace, predicate: Sequence[str]) -> Said | None:
    """Where the text says the predicate of the place: in what it asks of it, or in one clause that names it."""
    from graph.sentences import clauses  # its patterns take longer to compile than most questions to answer

    for said in about(inquiry, place):
        for span in clauses(said.quote, Span(0, len(said.quote))):
            clause = span.of(said.quote)
            names_it = said.name.startswith(place.names) and any(name in clause for name in (said.name, *place.names))
            if names_it and all(pieces(topic, clause) for topic in predicate):
                return said
    return None


def said_of_others(inquiry: Inquiry, predicate: Sequence[str]) -> list[Said]:
    """The places of which the text says the predicate."""
    roles = inquiry.read(Said, ALL_ROLES, documents=inquiry.scope.keys)
    return [role for role in roles if all(pieces(topic, role.quote) for topic in predicate)]


def misdated(inquiry: Inquiry) -> Reply | None:
    """Where the text says what a question supposes of a year, but of another year: so, with its words."""
    years = inquiry.question.years
    topics = [plainer(one) for topic in inquiry.topics if (one := re.sub(YEAR_WORDS, "", topic)) and len(one) > 1]
    hits = located(inquiry, topics) if years and topics else []
    dated = [
        (hit, sentence) for hit in hits for sentence in hit.sentences if re.search(r"(?:19|20)\d{2}年", sentence.quote)
    ]
    if not dated or any(str(year) in sentence.quote for _, sentence in dated for year in years):
        return None
    shown = listed([f"{year}年" for year in years], "zh") if inquiry.language == "zh" else listed(map(str, years), "en")
    lines = [
        inquiry.say(f"文件没有把这一点写在{shown}，写的是：", f"The text does not state this of {shown}; it says:")
    ]
    for hit, sentence in dated[:2]:
        name = unit_name(hit.unit, inquiry.language) if hit.unit else ""
        lines.append(quoted(sentence.quote, name, hit.doc, inquiry.language))
    citations = tuple(cite(hit.unit, hit.doc, sentence) for hit, sentence in dated[:2])
    return Reply(text="\n".join(lines), answerable=False, citations=citations, basis=("explicit",))
