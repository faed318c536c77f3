"""Decisions on what was extracted or inferred, as events: who confirmed, corrected or rejected what, when and why.

A Review is never changed or removed. It judges one fact, or a Suggestion: a department inferred for a provision, as
it was shown to whoever decided. What it does to the graph is written beside it::

    (Review)-[:REVIEWS]->(Provision or Document)     (Review)-[:JUDGES]->(fact)     (Review)-[:UNDOES]->(Review)
    (Review)-[:RECORDS|WITHDRAWS|RESTORES]->(fact)   (fact)-[:WITHDRAWN_FROM]->(Provision or Document)

A fact that is withdrawn keeps its node and loses its place: queries go through that place (RESPONSIBLE_FOR, SETS …),
so that none has to know of reviews. A confirmed fact of the text stays as it stands; a corrected one is withdrawn,
and a fact of basis ``confirmed`` on the same characters takes its place. A rejected suggestion is held to its
provision by REFUSES, which keeps it from being suggested there again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal

import msgspec

from graph.registry import Body
from graph.store import GraphStore, Statement

Kind = Literal[
    "Responsibility", "Target", "Deadline", "PlaceMention", "PlaceRole", "Programme", "Prohibition", "Reference",
    "Task", "Suggestion",
]  # fmt: skip
Verdict = Literal["recorded", "confirmed", "corrected", "rejected", "undone"]

WORDS: Mapping[Verdict, str] = {
    "recorded": "回填分工表", "confirmed": "确认", "corrected": "更正", "rejected": "驳回", "undone": "撤销",
}  # fmt: skip
PLACES: Mapping[Kind, str] = {
    "Responsibility": "(f)-[j:RESPONSIBLE_FOR]->(q)",
    "Target": "(f)<-[j:SETS]-(q)",
    "Deadline": "(f)<-[j:DUE]-(q)",
    "PlaceMention": "(f)<-[j:CONCERNS]-(q)",
    "PlaceRole": "(f)<-[j:ASKS]-(q)",
    "Programme": "(f)<-[j:LAUNCHES]-(q)",
    "Prohibition": "(f)<-[j:FORBIDS]-(q)",
    "Reference": "(f)<-[j:CITES]-(q)",
    "Task": "(f)<-[j:REQUIRES]-(q)",
    "Suggestion": "(f)<-[j:REFUSES]-(q)",
}
"""How a fact ``f`` of each kind has its place in the unit ``q`` that says it."""

REVIEW = {
    unit: f"""
MATCH (q:{unit} {{id: $unit}})
MERGE (v:Review {{id: $id}})
SET v.document = $document, v.who = $who, v.at = $at, v.verdict = $verdict, v.what = $what, v.why = $why, v.text = $text
MERGE (v)-[:REVIEWS]->(q)
"""
    for unit in ("Provision", "Document")
}
CONFIRMED_DUTY = """
MATCH (v:Review {id: $review}) MATCH (p:Provision {id: $unit})
MERGE (a:Actor {id: $actor.id}) SET a += $actor
MERGE (r:Responsibility {id: $id})
SET r.document = p.document, r.name = $name, r.role = $role, r.basis = 'confirmed', r.notation = 'review',
    r.collective = $collective, r.open_ended = false, r.start = p.title_start, r.stop = p.title_stop,
    r.quote = p.quote, r.surface_start = p.title_start, r.surface_stop = p.title_stop
MERGE (r)-[:HELD_BY]->(a)
MERGE (r)-[:RESPONSIBLE_FOR]->(p)
MERGE (v)-[:RECORDS]->(r)
"""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A review as the history shows it. ``fact`` of a ``kind`` is what it judges, ``unit`` the provision or document.

    ``undone`` says that a later event took it back, ``undoes`` which one it takes back itself.
    """

    id: str
    unit: str
    whole: bool
    fact: str | None
    kind: Kind | None
    verdict: Verdict
    text: str
    who: str
    at: str
    what: str
    why: str
    undone: bool
    undoes: str | None


_EVENT = """
OPTIONAL MATCH (v)-[:JUDGES]->(f) WHERE f.document = $document
OPTIONAL MATCH (later:Review {document: $document})-[:UNDOES]->(v)
OPTIONAL MATCH (v)-[:UNDOES]->(earlier:Review)
RETURN DISTINCT v.id AS id, q.id AS unit, q:Document AS whole, f.id AS fact, labels(f)[0] AS kind,
       v.verdict AS verdict, v.text AS text, v.who AS who, v.at AS at, v.what AS what, v.why AS why,
       later.id IS NOT NULL AS undone, earlier.id AS undoes
"""
_HISTORY = f"""
MATCH (q:Provision {{document: $document}})<-[:REVIEWS]-(v:Review) {_EVENT}
UNION
MATCH (q:Document {{id: $document}})<-[:REVIEWS]-(v:Review) {_EVENT}
"""
_JUDGE = {
    kind: f"MATCH (v:Review {{id: $review}}) MATCH (f:{kind} {{id: $fact}}) MERGE (v)-[:JUDGES]->(f)" for kind in PLACES
}
_WITHDRAW = {
    kind: f"""
MATCH (v:Review {{id: $review}}) MATCH (f:{kind} {{id: $fact}}) MATCH {place}
MERGE (v)-[:WITHDRAWS]->(f)
MERGE (f)-[:WITHDRAWN_FROM]->(q)
DELETE j
"""
    for kind, place in PLACES.items()
}
_RESTORE = {
    kind: f"""
MATCH (v:Review {{id: $review}}) MATCH (f:{kind} {{id: $fact}})-[away:WITHDRAWN_FROM]->(q)
MERGE (v)-[:RESTORES]->(f)
MERGE {place.replace("[j:", "[:")}
DELETE away
"""
    for kind, place in PLACES.items()
}


def text_hash(text: str) -> str:
    """What a text says, white space aside, in 16 hexadecimal digits."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:16]


def now() -> str:
    """The time of an event, so fine that two of one person's differ."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def clock(at: str) -> str:
    """An event's time as the clock here showed it, to the minute."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def review_id(document: str, *what: str) -> str:
    """The id of an event by all that makes it one."""
    event = "\n".join((document, *what))
    return f"{document}/review/{hashlib.sha256(event.encode()).hexdigest()[:16]}"


def actor_row(body: Body) -> dict[str, object]:
    """A body as the properties of its Actor node."""
    return {
        "id": body.id, "name": body.name, "full_name": body.full_name, "name_en": body.name_en,
        "aliases": list(body.aliases), "level": body.level, "kind": body.kind, "jurisdiction": body.jurisdiction,
        "known": body.known,
    }  # fmt: skip


def judge(kind: Kind, review: str, fact: str) -> Statement:
    """Join an event to the fact that it judges."""
    return _JUDGE[kind], {"review": review, "fact": fact}


def withdraw(kind: Kind, review: str, fact: str) -> Statement:
    """Take a fact from its place; nothing happens where it has none."""
    return _WITHDRAW[kind], {"review": review, "fact": fact}


def restore(kind: Kind, review: str, fact: str) -> Statement:
    """Put a withdrawn fact back into its place; nothing happens where it has one."""
    return _RESTORE[kind], {"review": review, "fact": fact}


def history(store: GraphStore, document: str) -> list[Event]:
    """All events on a document's version (its node's id) and its provisions, the oldest first."""
    events = msgspec.convert(store.read(_HISTORY, {"document": document}), list[Event])
    return sorted(events, key=lambda event: (event.at, event.id))


def standing(events: Sequence[Event]) -> dict[str, Event]:
    """For each fact that was judged the decision that holds: the last one that was not undone."""
    return {event.fact: event for event in events if event.fact and event.verdict != "undone" and not event.undone}
