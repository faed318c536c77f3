"""What stands beside a provision: who answers for it, what it aims at, where, and what other documents say of it.

What the text states, what a clause for the whole document says, what staff confirmed and what is computed are kept
apart. Departments that mandates suggest are `qa.inference.suggest_for`'s, which takes longer than all of this.
"""

from collections.abc import Sequence

import msgspec

from graph.alignments import Alignment, Match, Relation, stored_alignment
from graph.confirm import Confirmed, confirmed_of
from graph.embedding import stored_model
from graph.model import Span
from graph.reviews import Event, history
from graph.store import GraphStore
from qa.reader import Mark, Reading
from qa.rows import AIM, DUTIES_ABOVE, DUTIES_OF_WHOLE, DUTIES_UNDER, Aim, Duty, Elsewhere, Unit, rows_of
from qa.similar import Similar, similar


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the text asks of a place, in its own words."""

    place: str
    span: Span
    quote: str


class Counterpart(Elsewhere, frozen=True, kw_only=True):
    """A provision that a kept alignment found; computed, and no statement of either text.

    ``relation`` is the lower document's to the higher; ``above`` tells that the other is the higher. ``differences``
    counts the places where words differ; None where one of the two is an outline, whose words are not the text's.
    """

    relation: Relation
    reason: str
    main: bool
    score: float
    above: bool
    differences: int | None


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of one provision with what is inside it.

    ``own`` duties are stated of it, ``inside`` of provisions inside it, ``above`` of one around it (only where the
    others are empty), ``whole`` of the whole document: what is said of one provision is not said of another.
    ``reviews`` are what staff decided of it, the latest first, rejected facts among them.
    """

    unit: Unit
    own: tuple[Duty, ...]
    inside: tuple[Duty, ...]
    above: tuple[Duty, ...]
    whole: tuple[Duty, ...]
    confirmed: tuple[Confirmed, ...]
    reviews: tuple[Event, ...]
    aims: tuple[Aim, ...]
    found: tuple[Mark, ...]
    asked: tuple[Asked, ...]
    counterparts: tuple[Counterpart, ...]
    similar: tuple[Similar, ...]


_NAMED = ("place", "prohibition", "programme", "reference")
_AIMS = f"""
MATCH (t:Target {{document: $document}})<-[:SETS]-() WHERE t.start >= $start AND t.stop <= $stop
RETURN {AIM} ORDER BY start, stop, t.id
"""
_ASKED = """
MATCH (n:PlaceRole {document: $document})<-[:ASKS]-() WHERE n.start >= $start AND n.stop <= $stop
RETURN n.name AS name, n.start AS start, n.stop AS stop, n.quote AS quote ORDER BY start, stop, n.id
"""
_UP = """
MATCH (p:Provision {id: $provision})-[r:ALIGNS_WITH]->(q:Provision) MATCH (d:Document {id: q.document})
WHERE d.current
RETURN p.path AS own, p.document AS source, q.document AS reference, d.identity AS document, d.title AS title,
       d.outline AS outline, r.outline AS loose, q.path AS path, q.number AS number, q.title AS heading,
       r.relation AS relation, r.reason AS reason, r.main AS main, r.score AS score
ORDER BY main DESC, score DESC, q.id
"""
_DOWN = """
MATCH (q:Provision)-[r:ALIGNS_WITH]->(p:Provision {id: $provision}) MATCH (d:Document {id: q.document})
WHERE d.current
RETURN p.path AS own, q.document AS source, p.document AS reference, d.identity AS document, d.title AS title,
       d.outline AS outline, r.outline AS loose, q.path AS path, q.number AS number, q.title AS heading,
       r.relation AS relation, r.reason AS reason, r.main AS main, r.score AS score
ORDER BY main DESC, score DESC, q.id
"""


def open_panel(store: GraphStore, reading: Reading, unit: Unit) -> Panel:
    """What is known of a provision of a document that is being read."""
    duties = rows_of(Duty, store, DUTIES_UNDER, provision=unit.id)
    above = [] if duties else rows_of(Duty, store, DUTIES_ABOVE, provision=unit.id)
    counterparts = [*_counterparts(store, unit, above=True), *_counterparts(store, unit, above=False)]
    told = {(one.document, one.path) for one in counterparts}
    place: dict[str, object] = {"document": unit.document, "start": unit.start, "stop": unit.stop}
    ids = {duty.id for duty in (*duties, *above)}
    confirmed = [
        fact
        for fact in confirmed_of(store, unit.document)
        if fact.id in ids or (fact.role is None and _holds(reading, unit, fact.provision))
    ]
    return Panel(
        unit=unit,
        own=tuple(duty for duty in duties if duty.provision == unit.id),
        inside=tuple(duty for duty in duties if duty.provision != unit.id),
        above=tuple(above),
        whole=tuple(rows_of(Duty, store, DUTIES_OF_WHOLE, document=unit.document)),
        confirmed=tuple(confirmed),
        reviews=tuple(event for event in reversed(history(store, unit.document)) if _holds(reading, unit, event.unit)),
        aims=tuple(rows_of(Aim, store, _AIMS, **place)),
        found=tuple(mark for mark in reading.marks if mark.kind in _NAMED and unit.span.covers(mark.span)),
        asked=tuple(
            Asked(place=row["name"], span=Span(row["start"], row["stop"]), quote=row["quote"])
            for row in store.read(_ASKED, place)
        ),
        counterparts=tuple(counterparts),
        similar=tuple(one for one in similar(store, unit.id) if (one.document, one.path) not in told),
    )


def _holds(reading: Reading, unit: Unit, provision: str | None) -> bool:
    inner = reading.unit(provision)
    return inner is not None and unit.span.covers(inner.span)


def _counterparts(store: GraphStore, unit: Unit, *, above: bool) -> list[Counterpart]:
    rows = store.read(_UP if above else _DOWN, {"provision": unit.id})
    kept: dict[tuple[str, str], Alignment | None] = {}
    found = []
    for row in rows:
        pair = (row["source"], row["reference"])
        if pair not in kept:
            kept[pair] = None if row["loose"] else stored_alignment(store, *pair, stored_model(store))
        own, other = tuple(row["own"]), tuple(row["path"])
        alignment = kept[pair]
        match = _match(alignment, own, other) if above else _match(alignment, other, own)
        found.append(
            Counterpart(
                document=row["document"], title=row["title"], outline=row["outline"], path=other,
                number=row["number"], heading=row["heading"], relation=row["relation"], reason=row["reason"],
                main=row["main"], score=row["score"], above=above,
                differences=None if match is None else _differences(match),
            )
        )  # fmt: skip
    return found


def _match(alignment: Alignment | None, source: Sequence[str], reference: Sequence[str]) -> Match | None:
    """What the kept comparison says of a pair of provisions, by their paths."""
    for row in alignment.rows if alignment else ():
        if row.path == tuple(source):
            return next((match for match in row.matches if match.path == tuple(reference)), None)
    return None


def _differences(match: Match) -> int:
    return len(match.heading) + sum(len(pair.changes) for pair in match.pairs)
