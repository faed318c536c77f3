"""Deciding on a fact or a suggestion, and undoing it, each in one transaction with all that follows.

A decision names the last event that was seen on the fact: whoever comes second is told of the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from graph.errors import Conflict, InputError, NotFound
from graph.model import Comparator, Role, Span
from graph.people import Person, require
from graph.registry import Body
from graph.reviews import (
    CONFIRMED_DUTY,
    PLACES,
    REVIEW,
    WORDS,
    Event,
    Kind,
    actor_row,
    clock,
    history,
    judge,
    now,
    restore,
    review_id,
    standing,
    text_hash,
    withdraw,
)
from graph.store import GraphStore, Statement


def suggestion_id(provision: str, body: str) -> str:
    """The id of the node for a body's suggestion for a provision."""
    return f"{provision}/suggested/{body}"


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """A target as it should have been read; `graph.model.Target` explains the fields."""

    metric: str | None
    value: str | None
    unit: str | None
    deadline_text: str | None
    deadline: str | None
    comparator: Comparator | None


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    """An inferred department as it was shown: for which provision, how sure, by which mandate and which words."""

    provision: str
    body: Body
    score: float
    mandate: str
    span: Span
    quote: str

    @property
    def id(self) -> str:
        """Its node's id, the same whenever the body is suggested for the provision."""
        return suggestion_id(self.provision, self.body.id)


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody decides on a fact (its node's id), having seen the last event on it (None: there was none).

    ``duty`` is the role and body that a corrected responsibility or a confirmed suggestion gives, ``target`` how a
    corrected target reads. ``what`` says in words what it is about, for the history. A suggestion comes with all that
    was shown of it.
    """

    kind: Kind
    fact: str
    verdict: Literal["confirmed", "corrected", "rejected"]
    what: str
    seen: str | None
    why: str = ""
    duty: tuple[Role, Body] | None = None
    target: Wording | None = None
    suggested: Suggested | None = None


_UNDOES = "MATCH (v:Review {id: $review}) MATCH (e:Review {id: $event}) MERGE (v)-[:UNDOES]->(e)"
_LOCK = {kind: f"MATCH (f:{kind} {{id: $fact}}) SET f.document = f.document" for kind in PLACES}
_UNIT = {
    kind: f"""
MATCH (f:{kind} {{id: $fact}}) MATCH (d:Document {{id: f.document}})
OPTIONAL MATCH {place} OPTIONAL MATCH (f)-[:WITHDRAWN_FROM]->(w) OPTIONAL MATCH (f)-[:SUGGESTED_FOR]->(p)
WITH f, d, coalesce(q, w, p) AS unit
RETURN f.document AS document, d.current AS current, d.text AS text, unit.id AS unit, unit:Document AS whole,
       coalesce(unit.start, 0) AS start, coalesce(unit.stop, size(d.text)) AS stop
"""
    for kind, place in PLACES.items()
}
_EFFECTS = """
MATCH (v:Review)-[r:RECORDS|WITHDRAWS|RESTORES]->(f) WHERE v.id IN $events AND f.document = $document
OPTIONAL MATCH (f)-[:WITHDRAWN_FROM]->(w)
RETURN type(r) AS does, labels(f)[0] AS kind, f.id AS fact, w.id IS NOT NULL AS withdrawn
"""
_SUGGESTION = """
MATCH (p:Provision {id: $provision})
MERGE (a:Actor {id: $actor.id}) SET a += $actor
MERGE (f:Suggestion {id: $fact})
SET f.document = p.document, f.name = a.name, f.score = $score, f.mandate = $mandate, f.start = $start,
    f.stop = $stop, f.quote = $quote
MERGE (f)-[:SUGGESTS]->(a)
MERGE (f)-[:SUGGESTED_FOR]->(p)
"""
_REFUSE = """
MATCH (v:Review {id: $review}) MATCH (f:Suggestion {id: $fact}) MATCH (q:Provision {id: $unit})
OPTIONAL MATCH (f)-[away:WITHDRAWN_FROM]->(q)
MERGE (q)-[:REFUSES]->(f)
MERGE (v)-[:RECORDS]->(f)
DELETE away
"""
_CORRECTED_DUTY = """
MATCH (v:Review {id: $review})-[:REVIEWS]->(q) MATCH (f:Responsibility {id: $fact})
MERGE (a:Actor {id: $actor.id}) SET a += $actor
MERGE (r:Responsibility {id: $id})
SET r.document = f.document, r.name = $name, r.role = $role, r.basis = 'confirmed', r.notation = f.notation,
    r.collective = $collective, r.open_ended = f.open_ended, r.start = f.start, r.stop = f.stop, r.quote = f.quote,
    r.surface_start = f.surface_start, r.surface_stop = f.surface_stop
MERGE (r)-[:HELD_BY]->(a)
MERGE (r)-[:RESPONSIBLE_FOR]->(q)
MERGE (v)-[:RECORDS]->(r)
"""
_CORRECTED_TARGET = """
MATCH (v:Review {id: $review})-[:REVIEWS]->(q) MATCH (f:Target {id: $fact})
MERGE (t:Target {id: $id})
SET t.document = f.document, t.start = f.start, t.stop = f.stop, t.quote = f.quote, t.basis = 'confirmed',
    t.quantified = $target.value IS NOT NULL
SET t += $target
MERGE (q)-[:SETS]->(t)
MERGE (v)-[:RECORDS]->(t)
"""


def decide(store: GraphStore, decision: Decision, by: Person) -> str:
    """Write a decision and what follows from it, at once; the event's id.

    Raises NotAllowed for who is no reviewer, Conflict where somebody has decided on the fact since ``seen``,
    NotFound for a fact that the graph lacks, InputError for one of an older version or a decision without content.
    """
    who = require(by, "reviewer")
    with store.together():
        if decision.suggested:
            store.write([_suggestion(decision.suggested)])
        store.write([(_LOCK[decision.kind], {"fact": decision.fact})])  # on a server whoever comes second waits here
        unit = _unit(store, decision)
        earlier = [event for event in history(store, unit.document) if event.fact == decision.fact]
        _check_seen(earlier, decision.seen)
        held = standing(earlier).get(decision.fact)
        if held and held.verdict == decision.verdict and decision.duty is None and decision.target is None:
            raise InputError(
                f"{held.who}已经这样决定，不用再记一次。",
                f"{held.who} has decided so already; there is no need to record it again.",
            )
        effects = _effects(store, unit.document, earlier)
        at = now()
        review = review_id(unit.document, decision.fact, who, at, decision.verdict)
        event = {
            "id": review, "unit": unit.id, "document": unit.document, "who": who, "at": at,
            "verdict": decision.verdict, "what": decision.what, "why": decision.why, "text": text_hash(unit.text),
        }  # fmt: skip
        store.write([(REVIEW[unit.label], event), *_follows(decision, review, unit.id, effects)])
    return review


def undo(store: GraphStore, document: str, event: str, seen: str, by: Person, why: str = "") -> str:
    """Take back an event on a document's version, so that things are as they were before it; the new event's id.

    Only the decision that holds can be undone, and what a workbook recorded only while all of it stands: what came
    later is undone first. ``seen`` is the last event on the same fact. Raises as `decide` does.
    """
    who = require(by, "reviewer")
    with store.together():
        events = history(store, document)
        found = next((one for one in events if one.id == event), None)
        if found is None:
            raise NotFound("没有这一项决定。", "There is no such decision.")
        if found.fact and found.kind:
            store.write([(_LOCK[found.kind], {"fact": found.fact})])
            events = history(store, document)
            _check_seen([one for one in events if one.fact == found.fact], seen)
        effects = _effects(store, document, [found])
        holds = standing(events).get(found.fact) == found if found.fact else not found.undone
        if found.verdict == "undone" or not holds or any(one.put == one.withdrawn for one in effects):
            raise InputError(
                "这一项决定已被后来的决定取代或撤销，不能再撤销它。",
                "A later decision has replaced or undone this one; it can’t be undone any more.",
            )
        at = now()
        review = review_id(document, event, who, at, "undone")
        row = {
            "id": review, "unit": found.unit, "document": document, "who": who, "at": at, "verdict": "undone",
            "what": f"{WORDS[found.verdict]}：{found.what}", "why": why, "text": found.text,
        }  # fmt: skip
        store.write(
            [
                (REVIEW["Document" if found.whole else "Provision"], row),
                (_UNDOES, {"review": review, "event": event}),
                *([judge(found.kind, review, found.fact)] if found.kind and found.fact else []),
                *(_reverse(one, review) for one in effects),
            ]
        )
    return review


class _Unit(msgspec.Struct, frozen=True):
    id: str
    label: str
    document: str
    text: str


class _Effect(msgspec.Struct, frozen=True):
    """What an event did to a fact, and whether the fact is out of its place now."""

    does: Literal["RECORDS", "WITHDRAWS", "RESTORES"]
    kind: Kind
    fact: str
    withdrawn: bool

    @property
    def put(self) -> bool:
        return self.does != "WITHDRAWS"


def _unit(store: GraphStore, decision: Decision) -> _Unit:
    rows = store.read(_UNIT[decision.kind], {"fact": decision.fact})
    if not rows:
        raise NotFound(
            "图谱里已没有这一项，请刷新后再看。", "The graph no longer holds this item; please reload the page."
        )
    row = rows[0]
    if not row["current"]:
        raise InputError(
            "这份文件已有新的版本，请在新版本上审核。",
            "There is a newer version of this document; please review that one.",
        )
    label = "Document" if row["whole"] else "Provision"
    return _Unit(row["unit"], label, row["document"], Span(row["start"], row["stop"]).of(row["text"]))


def _check_seen(events: Sequence[Event], seen: str | None) -> None:
    last = events[-1] if events else None
    if last is None or last.id == seen:
        return
    why, reason = (f"（理由：{last.why}）", f" (reason: {last.why})") if last.why else ("", "")
    raise Conflict(
        f"{last.who}已于 {clock(last.at)} 对这一项作出决定：{WORDS[last.verdict]}“{last.what}”{why}。请看过再决定。",
        f"{last.who} decided on this item at {clock(last.at)}: {last.verdict} “{last.what}”{reason}. "
        "Please look at that before you decide.",
    )


def _effects(store: GraphStore, document: str, events: Sequence[Event]) -> list[_Effect]:
    parameters = {"events": [event.id for event in events], "document": document}
    return msgspec.convert(store.read(_EFFECTS, parameters), list[_Effect])


def _follows(decision: Decision, review: str, unit: str, effects: Sequence[_Effect]) -> Iterator[Statement]:
    """What a decision does, whatever earlier ones did: their facts go, and the judged one stays or goes."""
    where = {"review": review, "unit": unit, "fact": decision.fact}
    yield judge(decision.kind, review, decision.fact)
    for one in effects:
        if one.does == "RECORDS" and not one.withdrawn:
            yield withdraw(one.kind, review, one.fact)
    if decision.kind == "Suggestion":
        yield (_REFUSE, where) if decision.verdict == "rejected" else (CONFIRMED_DUTY, where | _duty(decision, review))
    elif decision.verdict == "confirmed":
        yield restore(decision.kind, review, decision.fact)
    else:
        yield withdraw(decision.kind, review, decision.fact)
        if decision.verdict == "corrected":
            yield _corrected(decision, review, where)


def _corrected(decision: Decision, review: str, where: Mapping[str, object]) -> Statement:
    if decision.kind == "Responsibility":
        return _CORRECTED_DUTY, {**where, **_duty(decision, review)}
    if decision.kind == "Target" and decision.target is not None:
        target = msgspec.structs.asdict(decision.target)
        return _CORRECTED_TARGET, {**where, "id": f"{review}/target/0", "target": target}
    raise InputError(
        "更正要写明应当怎么读；这一类内容只能确认或驳回。",
        "A correction has to say how it should be read; what is of this kind can only be confirmed or rejected.",
    )


def _duty(decision: Decision, review: str) -> dict[str, object]:
    if decision.duty is None:
        raise InputError("要写明是哪个单位、什么角色。", "Please say which body, and what it does.")
    role, body = decision.duty
    return {
        "id": f"{review}/duty/0", "name": body.name, "role": role, "actor": actor_row(body),
        "collective": body.kind == "collective",
    }  # fmt: skip


def _suggestion(one: Suggested) -> Statement:
    return _SUGGESTION, {
        "provision": one.provision, "actor": actor_row(one.body), "fact": one.id, "score": one.score,
        "mandate": one.mandate, "start": one.span.start, "stop": one.span.end, "quote": one.quote,
    }  # fmt: skip


def _reverse(effect: _Effect, review: str) -> Statement:
    if effect.put:
        return withdraw(effect.kind, review, effect.fact)
    return restore(effect.kind, review, effect.fact)
