"""What staff have decided holds in the next version of a document too, where the provision reads the same.

No event is written again: each is joined to the new version's provision and facts as well, so that the history goes
on. A decision on a fact is carried to the fact with the same name in the new version, if it says the same.
"""

from collections.abc import Iterator
from typing import Any

from graph.confirm import Confirmed, confirmed_of
from graph.reviews import Event, Kind, history, judge, standing, text_hash, withdraw
from graph.rows import Rows
from graph.store import GraphStore, Statement

_SAID = ("quote", "name", "role", "metric", "value", "deadline")

_REVIEWS = {
    unit: f"MATCH (v:Review {{id: $review}}) MATCH (q:{unit} {{id: $unit}}) MERGE (v)-[:REVIEWS]->(q)"
    for unit in ("Provision", "Document")
}
_DUTY = """
MATCH (v:Review)-[:RECORDS]->(r:Responsibility {id: $fact})-[:HELD_BY]->(a:Actor) MATCH (p:Provision {id: $unit})
MERGE (n:Responsibility {id: $carried})
SET n.document = p.document, n.name = r.name, n.role = r.role, n.basis = 'confirmed', n.notation = 'review',
    n.collective = r.collective, n.open_ended = false, n.start = p.title_start, n.stop = p.title_stop,
    n.quote = p.quote, n.surface_start = p.title_start, n.surface_stop = p.title_stop
MERGE (n)-[:HELD_BY]->(a)
MERGE (n)-[:RESPONSIBLE_FOR]->(p)
MERGE (v)-[:RECORDS]->(n)
MERGE (v)-[:REVIEWS]->(p)
"""
_DATE = """
MATCH (v:Review)-[:RECORDS]->(x:Deadline {id: $fact}) MATCH (p:Provision {id: $unit})
MERGE (n:Deadline {id: $carried}) SET n.document = p.document, n.text = x.text, n.date = x.date, n.basis = 'confirmed'
MERGE (p)-[:DUE]->(n)
MERGE (v)-[:RECORDS]->(n)
MERGE (v)-[:REVIEWS]->(p)
"""
_CORRECTED: dict[Kind, str] = {
    "Responsibility": """
MATCH (v:Review {id: $review})-[:JUDGES]->(f:Responsibility {id: $judged})-[:WITHDRAWN_FROM]->(q)
MATCH (v)-[:RECORDS]->(r:Responsibility {document: $old})-[:HELD_BY]->(a:Actor)
MERGE (n:Responsibility {id: f.id + '/corrected'})
SET n.document = f.document, n.name = r.name, n.role = r.role, n.basis = 'confirmed', n.notation = f.notation,
    n.collective = r.collective, n.open_ended = r.open_ended, n.start = f.start, n.stop = f.stop, n.quote = f.quote,
    n.surface_start = f.surface_start, n.surface_stop = f.surface_stop
MERGE (n)-[:HELD_BY]->(a)
MERGE (n)-[:RESPONSIBLE_FOR]->(q)
MERGE (v)-[:RECORDS]->(n)
""",
    "Target": """
MATCH (v:Review {id: $review})-[:JUDGES]->(f:Target {id: $judged})-[:WITHDRAWN_FROM]->(q)
MATCH (v)-[:RECORDS]->(t:Target {document: $old})
MERGE (n:Target {id: f.id + '/corrected'})
SET n.document = f.document, n.start = f.start, n.stop = f.stop, n.quote = f.quote, n.basis = 'confirmed',
    n.metric = t.metric, n.value = t.value, n.unit = t.unit, n.deadline_text = t.deadline_text,
    n.deadline = t.deadline, n.comparator = t.comparator, n.quantified = t.quantified
MERGE (q)-[:SETS]->(n)
MERGE (v)-[:RECORDS]->(n)
""",
}
_SUGGESTION = """
MATCH (f:Suggestion {id: $fact})-[:SUGGESTS]->(a:Actor) MATCH (p:Provision {id: $unit})
MERGE (n:Suggestion {id: $carried})
SET n.document = p.document, n.name = f.name, n.score = f.score, n.mandate = f.mandate, n.start = p.title_start,
    n.stop = p.title_stop, n.quote = p.quote
MERGE (n)-[:SUGGESTS]->(a)
MERGE (n)-[:SUGGESTED_FOR]->(p)
"""
_REFUSED = """
MATCH (v:Review {id: $review}) MATCH (n:Suggestion {id: $carried})-[:SUGGESTED_FOR]->(p:Provision)
MERGE (p)-[:REFUSES]->(n)
MERGE (v)-[:RECORDS]->(n)
"""
_TEXTS = """
MATCH (d:Document {id: $document}) MATCH (p:Provision {document: $document})
RETURN p.id AS id, substring(d.text, p.start, p.stop - p.start) AS text
"""
_FACT = {
    kind: f"MATCH (f:{kind} {{id: $fact}}) RETURN {', '.join(f'f.{key} AS {key}' for key in _SAID)}"
    for kind in ("Responsibility", "Target", "PlaceMention", "PlaceRole", "Programme", "Prohibition", "Reference",
                 "Task")
}  # fmt: skip


def carry_over(store: GraphStore, old: str, new: str, rows: Rows) -> list[Statement]:
    """Statements that carry decisions from a version (its node's id) to the next, which ``rows`` are about to become.

    Run them in the transaction that writes the new version, after its nodes.
    """
    events = history(store, old)
    if not events:
        return []
    carrying = _Carrying(store, old, new, rows)
    held = [event for event in standing(events).values() if carrying.reads_the_same(event)]
    facts = [fact for fact in confirmed_of(store, old) if fact.corrects is None and carrying.unchanged(fact.provision)]
    return [
        *(statement for fact in facts for statement in carrying.recorded(fact)),
        *(statement for event in held for statement in carrying.decided(event)),
    ]


class _Carrying:
    def __init__(self, store: GraphStore, old: str, new: str, rows: Rows) -> None:
        self._store, self._old, self._new, self._rows = store, old, new, rows
        self._before = {row["id"]: text_hash(row["text"]) for row in store.read(_TEXTS, {"document": old})}
        self._text: str = rows.nodes["Document"][new]["text"]

    def unchanged(self, provision: str | None) -> bool:
        """Whether the new version has the provision, and it reads the same with all that is inside it."""
        row = self._rows.nodes["Provision"].get(self._renamed(provision)) if provision else None
        return row is not None and text_hash(self._text[row["start"] : row["stop"]]) == self._before[provision or ""]

    def reads_the_same(self, event: Event) -> bool:
        """Whether what an event judges is there again."""
        if not (event.whole or self.unchanged(event.unit)) or event.kind is None or event.fact is None:
            return False
        if event.kind == "Suggestion":
            return True
        again = self._rows.nodes[event.kind].get(self._renamed(event.fact))
        return again is not None and self._said(event.kind, event.fact) == {key: again.get(key) for key in _SAID}

    def recorded(self, fact: Confirmed) -> Iterator[Statement]:
        where = {"fact": fact.id, "unit": self._renamed(fact.provision or ""), "carried": self._renamed(fact.id)}
        yield _DATE if fact.role is None else _DUTY, where

    def decided(self, event: Event) -> Iterator[Statement]:
        assert event.fact is not None
        assert event.kind is not None
        again, unit = self._renamed(event.fact), self._renamed(event.unit)
        where = {"review": event.id, "unit": unit, "fact": event.fact, "carried": again, "judged": again}
        yield _REVIEWS["Document" if event.whole else "Provision"], where
        if event.kind == "Suggestion":
            yield _SUGGESTION, where
            if event.verdict == "rejected":
                yield _REFUSED, where
        yield judge(event.kind, event.id, again)
        if event.kind != "Suggestion" and event.verdict != "confirmed":
            yield withdraw(event.kind, event.id, again)
        if event.verdict == "corrected":
            yield _CORRECTED[event.kind], {**where, "old": self._old}

    def _renamed(self, key: str) -> str:
        return self._new + key.removeprefix(self._old)

    def _said(self, kind: str, fact: str) -> dict[str, Any]:
        return self._store.read(_FACT[kind], {"fact": fact})[0]
