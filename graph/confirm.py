"""What staff have confirmed, each fact recorded by an event (`graph.reviews`) that says who, when and why.

A duty that no text states is a Responsibility of basis ``confirmed`` (notation ``review``) that stands on its
provision's heading; a date is a Deadline. A duty that the text states and was read wrongly keeps the characters and
the notation of the one whose place it takes.
"""

from collections.abc import Iterator, Sequence

import msgspec

from graph.model import Role
from graph.registry import Body
from graph.reviews import CONFIRMED_DUTY, REVIEW, actor_row, now, review_id, withdraw
from graph.store import GraphStore, Statement


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """A confirmed fact that holds: a body's role, or with ``role`` None a date (``name``: in words).

    ``provision`` is None for a duty of the whole document. ``corrects`` is the duty of the text whose place it takes,
    ``misread`` the name which that one had.
    """

    id: str
    provision: str | None
    name: str
    actor: str | None
    role: Role | None
    date: str | None
    who: str
    at: str
    why: str
    corrects: str | None = None
    misread: str | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What one review does to a provision: facts added, and confirmed facts (their ids) withdrawn.

    ``text`` is `graph.reviews.text_hash` of the provision's characters as the reviewer saw them.
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
MATCH (v:Review)-[:RECORDS]->(r:Responsibility {document: $document})-[:RESPONSIBLE_FOR]->(q)
MATCH (r)-[:HELD_BY]->(a:Actor)
OPTIONAL MATCH (v)-[:JUDGES]->(o:Responsibility {document: $document})
RETURN r.id AS id, CASE WHEN q:Provision THEN q.id ELSE null END AS provision, r.name AS name, a.id AS actor,
       r.role AS role, null AS date, v.who AS who, v.at AS at, v.why AS why, o.id AS corrects, o.name AS misread
ORDER BY at, id
"""
_CONFIRMED_DATES = """
MATCH (v:Review)-[:RECORDS]->(x:Deadline {document: $document})<-[:DUE]-(p:Provision)
RETURN x.id AS id, p.id AS provision, x.text AS name, null AS actor, null AS role, x.date AS date,
       v.who AS who, v.at AS at, v.why AS why
ORDER BY at, id
"""
_DATE = """
MATCH (v:Review {id: $review}) MATCH (p:Provision {id: $unit})
MERGE (x:Deadline {id: $id}) SET x.document = p.document, x.text = $text, x.date = $date, x.basis = 'confirmed'
MERGE (p)-[:DUE]->(x)
MERGE (v)-[:RECORDS]->(x)
"""


def confirmed_of(store: GraphStore, document: str) -> list[Confirmed]:
    """The confirmed facts that hold in a document's version (its node's id), oldest first."""
    rows = (row for query in (_CONFIRMED_DUTIES, _CONFIRMED_DATES) for row in store.read(query, {"document": document}))
    return sorted((Confirmed(**row) for row in rows), key=lambda fact: (fact.at, fact.id))


def record(store: GraphStore, changes: Sequence[Change], who: str) -> None:
    """Write the changes as reviews by a person, now: all of them, or none."""
    at = now()
    store.write([statement for change in changes for statement in _statements(change, who, at)])


def _statements(change: Change, who: str, at: str) -> Iterator[Statement]:
    review = review_id(change.document, change.provision, who, at, change.what)
    where = {"review": review, "unit": change.provision}
    yield REVIEW["Provision"], {
        "id": review, "unit": change.provision, "document": change.document, "who": who, "at": at,
        "verdict": "recorded", "what": change.what, "why": change.why, "text": change.text,
    }  # fmt: skip
    for fact in change.withdrawn:
        yield withdraw("Responsibility", review, fact)
        yield withdraw("Deadline", review, fact)
    for position, (role, body) in enumerate(change.duties):
        yield CONFIRMED_DUTY, {
            **where, "id": f"{review}/duty/{position}", "name": body.name, "role": role, "actor": actor_row(body),
            "collective": body.kind == "collective",
        }  # fmt: skip
    for position, (text, date) in enumerate(change.dates):
        yield _DATE, {**where, "id": f"{review}/date/{position}", "text": text, "date": date}
