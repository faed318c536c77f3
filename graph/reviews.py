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
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal

import msgspec

from graph.errors import Conflict, InputError, NotFound
from graph.model import Comparator, Role, Span
from graph.people import Person, require
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
_JUDGE = {
    kind: f"MATCH (v:Review {{id: $review}}) MATCH (f:{kind} {{id: $fact}}) MERGE (v)-[:JUDGES]->(f)" for kind in PLACES
}
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


def history(store: GraphStore, document: str) -> list[Event]:
    """All events on a document's version (its node's id) and its provisions, the oldest first."""
    events = msgspec.convert(store.read(_HISTORY, {"document": document}), list[Event])
    return sorted(events, key=lambda event: (event.at, event.id))


def standing(events: Sequence[Event]) -> dict[str, Event]:
    """For each fact that was judged the decision that holds: the last one that was not undone."""
    return {event.fact: event for event in events if event.fact and event.verdict != "undone" and not event.undone}


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
            raise InputError(f"{held.who}已经这样决定，不用再记一次。")
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
            raise NotFound("没有这一项决定。")
        if found.fact and found.kind:
            store.write([(_LOCK[found.kind], {"fact": found.fact})])
            events = history(store, document)
            _check_seen([one for one in events if one.fact == found.fact], seen)
        effects = _effects(store, document, [found])
        holds = standing(events).get(found.fact) == found if found.fact else not found.undone
        if found.verdict == "undone" or not holds or any(one.put == one.withdrawn for one in effects):
            raise InputError("这一项决定已被后来的决定取代或撤销，不能再撤销它。")
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
        raise NotFound("图谱里已没有这一项，请刷新后再看。")
    row = rows[0]
    if not row["current"]:
        raise InputError("这份文件已有新的版本，请在新版本上审核。")
    label = "Document" if row["whole"] else "Provision"
    return _Unit(row["unit"], label, row["document"], Span(row["start"], row["stop"]).of(row["text"]))


def _check_seen(events: Sequence[Event], seen: str | None) -> None:
    last = events[-1] if events else None
    if last is None or last.id == seen:
        return
    why = f"（理由：{last.why}）" if last.why else ""
    raise Conflict(
        f"{last.who}已于 {clock(last.at)} 对这一项作出决定：{WORDS[last.verdict]}“{last.what}”{why}。请看过再决定。"
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
        yield _RESTORE[decision.kind], where
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
    raise InputError("更正要写明应当怎么读；这一类内容只能确认或驳回。")


def _duty(decision: Decision, review: str) -> dict[str, object]:
    if decision.duty is None:
        raise InputError("要写明是哪个单位、什么角色。")
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
    return _RESTORE[effect.kind], {"review": review, "fact": effect.fact}
