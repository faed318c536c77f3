"""What staff have confirmed: facts that no text states, each recorded by an event that says who, when and why.

A confirmed duty is a Responsibility of basis ``confirmed`` (notation ``review``) that stands on its provision's
heading; a confirmed date is a Deadline. A Review records or withdraws them, and is never changed or removed::

    (Review)-[:REVIEWS]->(Provision)   (Review)-[:RECORDS|WITHDRAWS]->(Responsibility or Deadline)

What is withdrawn keeps its node and its events, and is no longer joined to the provision.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from graph.model import Role
from graph.registry import Body
from graph.store import GraphStore, Statement


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """A confirmed fact that holds: a body's role, or with ``role`` None a date (``name``: in words)."""

    id: str
    provision: str
    name: str
    actor: str | None
    role: Role | None
    date: str | None
    who: str
    at: str
    why: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What one review does to a provision: facts added, and confirmed facts (their ids) withdrawn.

    ``text`` is `text_hash` of the provision's characters as the reviewer saw them.
    """

    document: str
    provision: str
    text: str
    what: str
    why: str
    duties: tuple[tuple[Role, Body], ...] = ()
    dates: tuple[tuple[str, str | None], ...] = ()
    withdrawn: tuple[str, ...] = ()


_CONFIRMED_DUTIES = """
MATCH (v:Review)-[:RECORDS]->(r:Responsibility {document: $document})-[:RESPONSIBLE_FOR]->(p:Provision)
MATCH (r)-[:HELD_BY]->(a:Actor)
RETURN r.id AS id, p.id AS provision, r.name AS name, a.id AS actor, r.role AS role, null AS date,
       v.who AS who, v.at AS at, v.why AS why
ORDER BY at, id
"""
_CONFIRMED_DATES = """
MATCH (v:Review)-[:RECORDS]->(x:Deadline {document: $document})<-[:DUE]-(p:Provision)
RETURN x.id AS id, p.id AS provision, x.text AS name, null AS actor, null AS role, x.date AS date,
       v.who AS who, v.at AS at, v.why AS why
ORDER BY at, id
"""
_REVIEW = """
MATCH (p:Provision {id: $provision})
MERGE (v:Review {id: $id})
SET v.document = $document, v.who = $who, v.at = $at, v.what = $what, v.why = $why, v.text = $text
MERGE (v)-[:REVIEWS]->(p)
"""
_DUTY = """
MATCH (v:Review {id: $review}) MATCH (p:Provision {id: $provision})
MERGE (a:Actor {id: $actor.id}) SET a += $actor
MERGE (r:Responsibility {id: $id})
SET r.document = p.document, r.name = $name, r.role = $role, r.basis = 'confirmed', r.notation = 'review',
    r.collective = $collective, r.open_ended = false, r.start = p.title_start, r.stop = p.title_stop,
    r.quote = p.quote, r.surface_start = p.title_start, r.surface_stop = p.title_stop
MERGE (r)-[:HELD_BY]->(a)
MERGE (r)-[:RESPONSIBLE_FOR]->(p)
MERGE (v)-[:RECORDS]->(r)
"""
_DATE = """
MATCH (v:Review {id: $review}) MATCH (p:Provision {id: $provision})
MERGE (x:Deadline {id: $id}) SET x.document = p.document, x.text = $text, x.date = $date, x.basis = 'confirmed'
MERGE (p)-[:DUE]->(x)
MERGE (v)-[:RECORDS]->(x)
"""
_WITHDRAW_DUTY = """
MATCH (v:Review {id: $review}) MATCH (r:Responsibility {id: $id}) WHERE r.basis = 'confirmed'
MATCH (r)-[held:RESPONSIBLE_FOR]->(:Provision)
MERGE (v)-[:WITHDRAWS]->(r)
DELETE held
"""
_WITHDRAW_DATE = """
MATCH (v:Review {id: $review}) MATCH (:Provision)-[due:DUE]->(x:Deadline {id: $id})
MERGE (v)-[:WITHDRAWS]->(x)
DELETE due
"""
_CARRY_DUTY = """
MATCH (v:Review)-[:RECORDS]->(r:Responsibility {id: $id})-[:HELD_BY]->(a:Actor) MATCH (p:Provision {id: $provision})
MERGE (n:Responsibility {id: $carried})
SET n.document = p.document, n.name = r.name, n.role = r.role, n.basis = 'confirmed', n.notation = 'review',
    n.collective = r.collective, n.open_ended = false, n.start = p.title_start, n.stop = p.title_stop,
    n.quote = p.quote, n.surface_start = p.title_start, n.surface_stop = p.title_stop
MERGE (n)-[:HELD_BY]->(a)
MERGE (n)-[:RESPONSIBLE_FOR]->(p)
MERGE (v)-[:RECORDS]->(n)
"""
_CARRY_DATE = """
MATCH (v:Review)-[:RECORDS]->(x:Deadline {id: $id}) MATCH (p:Provision {id: $provision})
MERGE (n:Deadline {id: $carried}) SET n.document = p.document, n.text = x.text, n.date = x.date, n.basis = 'confirmed'
MERGE (p)-[:DUE]->(n)
MERGE (v)-[:RECORDS]->(n)
"""
_TEXTS = """
MATCH (d:Document {id: $document}) MATCH (p:Provision {document: $document})
RETURN p.id AS id, substring(d.text, p.start, p.stop - p.start) AS text
"""


def text_hash(text: str) -> str:
    """What a text says, white space aside, in 16 hexadecimal digits."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:16]


def confirmed_of(store: GraphStore, document: str) -> list[Confirmed]:
    """The confirmed facts that hold in a document's version (its node's id), oldest first."""
    rows = (row for query in (_CONFIRMED_DUTIES, _CONFIRMED_DATES) for row in store.read(query, {"document": document}))
    return sorted((Confirmed(**row) for row in rows), key=lambda fact: (fact.at, fact.id))


def record(store: GraphStore, changes: Sequence[Change], who: str) -> None:
    """Write the changes as reviews by a person, now: all of them, or none."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    store.write([statement for change in changes for statement in _statements(change, who, at)])


def _statements(change: Change, who: str, at: str) -> Iterator[Statement]:
    event = "\n".join((change.provision, who, at, change.what))
    review = f"{change.document}/review/{hashlib.sha256(event.encode()).hexdigest()[:16]}"
    where = {"review": review, "provision": change.provision}
    yield _REVIEW, {
        "id": review, "provision": change.provision, "document": change.document, "who": who, "at": at,
        "what": change.what, "why": change.why, "text": change.text,
    }  # fmt: skip
    for fact in change.withdrawn:
        yield _WITHDRAW_DUTY, {"review": review, "id": fact}
        yield _WITHDRAW_DATE, {"review": review, "id": fact}
    for position, (role, body) in enumerate(change.duties):
        yield _DUTY, {
            **where, "id": f"{review}/duty/{position}", "name": body.name, "role": role, "actor": _actor(body),
            "collective": body.kind == "collective",
        }  # fmt: skip
    for position, (text, date) in enumerate(change.dates):
        yield _DATE, {**where, "id": f"{review}/date/{position}", "text": text, "date": date}


def _actor(body: Body) -> dict[str, object]:
    return {
        "id": body.id, "name": body.name, "full_name": body.full_name, "name_en": body.name_en,
        "aliases": list(body.aliases), "level": body.level, "kind": body.kind, "jurisdiction": body.jurisdiction,
        "known": body.known,
    }  # fmt: skip


def carry_over(store: GraphStore, old: str, new: str, texts: Mapping[str, str]) -> list[Statement]:
    """Statements that let what was confirmed of a version hold in the next, where a provision reads the same.

    ``old`` and ``new`` are the versions' node ids, ``texts`` the new one's provisions by node id. Run them in the
    transaction that writes the new version, after its nodes.
    """
    facts = confirmed_of(store, old)
    before = {row["id"]: row["text"] for row in store.read(_TEXTS, {"document": old})} if facts else {}
    statements: list[Statement] = []
    for fact in facts:
        provision = new + fact.provision.removeprefix(old)
        if text_hash(texts.get(provision, "")) == text_hash(before[fact.provision]):
            query = _CARRY_DATE if fact.role is None else _CARRY_DUTY
            carried = new + fact.id.removeprefix(old)
            statements.append((query, {"id": fact.id, "provision": provision, "carried": carried}))
    return statements
