"""What deserves the eyes of staff: facts read with some doubt and inferred departments, the most doubtful first.

Nothing here decides: an `Item` says what was read, on which characters, why it is doubtful, and what has been decided
of it. `qa.deciding` turns what staff choose into events.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import msgspec

from corpus import REGISTRY
from graph.decide import Wording, suggestion_id
from graph.departments import read_toml
from graph.errors import InputError
from graph.model import Basis, Role, Span
from graph.reviews import PLACES, Event, Kind, history, standing
from graph.store import GraphStore, Row
from qa.inference import load_calibration, open_inference
from qa.normalise import Language
from qa.phrases import ROLES
from qa.rows import UNITS, Doc, Unit, rows_of
from qa.scope import find_document

Doubt = Literal["inferred", "undated", "unknown", "convention", "open", "unnamed", "prose"]
State = Literal["open", "confirmed", "corrected", "rejected"]

KINDS: Mapping[Kind, Mapping[Language, str]] = {
    "Responsibility": {"zh": "分工", "en": "Duty"},
    "Target": {"zh": "目标", "en": "Target"},
    "PlaceRole": {"zh": "地区任务", "en": "Task of a place"},
    "Programme": {"zh": "专项", "en": "Programme"},
    "Prohibition": {"zh": "禁止", "en": "Prohibition"},
    "Reference": {"zh": "引用", "en": "Reference"},
    "Suggestion": {"zh": "推断部门", "en": "Inferred department"},
}
REASONS: Mapping[Doubt, Mapping[Language, str]] = {
    "inferred": {"zh": "原文没有写明，按部门职责推断", "en": "Not stated by the text; inferred from mandates"},
    "undated": {
        "zh": "时限没有年份，或读不出日期",
        "en": "A time limit without a year, or that no date can be read from",
    },
    "unknown": {"zh": "部门名录里没有这个名称", "en": "The registry of departments does not know the name"},
    "convention": {
        "zh": "按文件的约定（排在第一位的牵头）读出，没有“牵头”二字",
        "en": "Read by the document's rule that the first listed leads",
    },
    "open": {"zh": "名单以“等”结尾，原文没有列全", "en": "The list ends in 等: the text names only some"},
    "unnamed": {"zh": "有数字，没有读出是什么指标", "en": "A figure, but no indicator was read"},
    "prose": {
        "zh": "从叙述的句子读出，不在括注或单独一行",
        "en": "Read from a sentence, not from a note or a line of its own",
    },
}
_SUGGESTED = 3
"""Departments that are suggested for a provision."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to review: a fact as it was read from the text, or a department that mandates suggest.

    ``id`` is the fact's node (or the one that a suggestion will have), ``unit`` the provision that says it (None: the
    whole document). ``quote`` stands at ``span`` of the document's text, the very words at ``surface``.
    ``uncertainty`` is 0 to 1; 0 where nothing speaks against it. ``score`` and ``right`` are a suggestion's.
    ``held`` is the decision that holds, ``seen`` the last event on it.
    """

    id: str
    kind: Kind
    unit: Unit | None
    name: str
    quote: str
    span: Span
    surface: Span | None
    basis: Basis
    doubts: tuple[Doubt, ...]
    uncertainty: float
    role: Role | None = None
    score: float | None = None
    right: float | None = None
    mandate: str | None = None
    actor: str | None = None
    target: Wording | None = None
    held: Event | None = None
    seen: str | None = None

    @property
    def state(self) -> State:
        """What has become of it."""
        if self.held is None:
            return "open"
        found: Mapping[str, State] = {"confirmed": "confirmed", "corrected": "corrected", "rejected": "rejected"}
        return found.get(self.held.verdict, "open")


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """All there is to review of a document, the most doubtful first, and every event on it, the latest first."""

    document: Doc
    items: tuple[Item, ...]
    events: tuple[Event, ...]

    def chosen(self, *, part: str | None = None, state: State | None = "open", certain: bool = False) -> list[Item]:
        """The items of a part (its label), in a state (None: any); ``certain``: also those without a doubt."""
        return [
            item
            for item in self.items
            if (part is None or (item.unit is not None and item.unit.path[0] == part))
            and (state is None or item.state == state)
            and (certain or item.doubts or item.held)
        ]


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """The paragraph around an item, with the quote and its very words in it."""

    text: str
    quote: Span
    surface: Span | None


class _Doubts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    doubts: dict[str, float]


_DUTIES = """
MATCH (f:Responsibility {document: $document})-[:HELD_BY]->(a:Actor) WHERE f.basis <> 'confirmed'
OPTIONAL MATCH (f)-[:RESPONSIBLE_FOR]->(q) OPTIONAL MATCH (f)-[:WITHDRAWN_FROM]->(w)
WITH f, a, coalesce(q, w) AS unit
RETURN f.id AS id, CASE WHEN unit:Provision THEN unit.id ELSE null END AS unit, f.name AS name, f.role AS role,
       f.basis AS basis, f.notation AS notation, f.open_ended AS open_ended, f.quote AS quote, f.start AS start,
       f.stop AS stop, f.surface_start AS surface_start, f.surface_stop AS surface_stop, a.id AS actor,
       a.known OR a.kind = 'collective' AS known
ORDER BY start, surface_start, id
"""
_TARGETS = """
MATCH (f:Target {document: $document}) WHERE f.basis IS NULL
OPTIONAL MATCH (f)<-[:SETS]-(q) OPTIONAL MATCH (f)-[:WITHDRAWN_FROM]->(w)
WITH f, coalesce(q, w) AS unit
RETURN f.id AS id, CASE WHEN unit:Provision THEN unit.id ELSE null END AS unit, f.metric AS metric, f.value AS value,
       f.unit AS measured, f.deadline_text AS deadline_text, f.deadline AS deadline, f.comparator AS comparator,
       f.quantified AS quantified, f.quote AS quote, f.start AS start, f.stop AS stop
ORDER BY start, id
"""
_NAMED: tuple[tuple[Kind, str], ...] = (
    ("PlaceRole", "f.name"), ("Programme", "f.name"), ("Prohibition", "f.quote"), ("Reference", "f.title"),
)  # fmt: skip
_OTHERS: Mapping[Kind, str] = {
    kind: f"""
MATCH (f:{kind} {{document: $document}})
OPTIONAL MATCH {PLACES[kind]} OPTIONAL MATCH (f)-[:WITHDRAWN_FROM]->(w)
WITH f, coalesce(q, w) AS unit
RETURN f.id AS id, CASE WHEN unit:Provision THEN unit.id ELSE null END AS unit, {name} AS name, f.quote AS quote,
       f.start AS start, f.stop AS stop
ORDER BY start, id
"""
    for kind, name in _NAMED
}
_DECIDED = """
MATCH (f:Suggestion {document: $document})-[:SUGGESTS]->(a:Actor) MATCH (f)-[:SUGGESTED_FOR]->(p:Provision)
RETURN f.id AS id, p.id AS unit, f.name AS name, f.score AS score, f.mandate AS mandate, f.quote AS quote,
       f.start AS start, f.stop AS stop, a.id AS actor
ORDER BY id
"""
_TEXT = "MATCH (d:Document {id: $document}) RETURN d.text AS text"


def open_queue(store: GraphStore, document: str) -> Queue:
    """The queue of a document (by its id). Raises NotFound where the graph lacks it."""
    doc = find_document(store, document)
    where = {"document": doc.key}
    units = {unit.id: unit for unit in rows_of(Unit, store, UNITS, document=doc.key)}
    events = history(store, doc.key)
    duties = [_duty(row, units) for row in store.read(_DUTIES, where)]
    items = [
        *duties,
        *(_target(row, units) for row in store.read(_TARGETS, where)),
        *(_other(kind, row, units) for kind, query in _OTHERS.items() for row in store.read(query, where)),
        *_suggestions(store, doc, units, _led(duties, standing(events))),
    ]
    held, last = standing(events), {event.fact: event.id for event in events if event.fact}
    items = [msgspec.structs.replace(item, held=held.get(item.id), seen=last.get(item.id)) for item in items]
    items.sort(key=lambda item: (-round(item.uncertainty, 3), item.span, item.id))
    return Queue(document=doc, items=tuple(items), events=tuple(reversed(events)))


def context(store: GraphStore, document: str, item: Item) -> Context:
    """The paragraph that an item stands in, in a document's version (its node's id)."""
    text: str = store.read(_TEXT, {"document": document})[0]["text"]
    start = text.rfind("\n", 0, item.span.start) + 1
    stop = text.find("\n", item.span.end)
    paragraph = text[start : stop if stop >= 0 else len(text)]

    def within(span: Span) -> Span:
        return Span(span.start - start, span.end - start)

    return Context(text=paragraph, quote=within(item.span), surface=within(item.surface) if item.surface else None)


def claim(item: Item, language: Language = "zh") -> str:
    """What was read, in words: 省财政厅（配合）, 城镇化率 60% 2030年."""
    if item.role is not None:
        word = ROLES[language][item.role]
        return f"{item.name}（{word}）" if language == "zh" else f"{item.name} ({word})"
    if item.target is not None:
        return target_words(item.target) or item.quote
    return item.name


def target_words(target: Wording) -> str:
    """A target's indicator, figure and date, as far as it has them."""
    figure = f"{target.value}{target.unit or ''}" if target.value else None
    return " ".join(filter(None, (target.metric, figure, target.deadline_text)))


@cache
def _weights() -> Mapping[str, float]:
    content, _ = read_toml(REGISTRY / "reviewing.toml")
    try:
        return msgspec.convert(content, _Doubts).doubts
    except msgspec.ValidationError as error:
        raise InputError(f"reviewing.toml: {error}.") from error


def _uncertainty(doubts: Sequence[Doubt]) -> float:
    return 1 - math.prod(1 - _weights()[doubt] for doubt in doubts)


def _entropy(score: float) -> float:
    """How much a yes or no would tell, in bits: most at a score of 0.5."""
    if not 0 < score < 1:
        return 0.0
    return -score * math.log2(score) - (1 - score) * math.log2(1 - score)


def _duty(row: Row, units: Mapping[str, Unit]) -> Item:
    found: Mapping[Doubt, bool] = {
        "unknown": not row["known"], "convention": row["basis"] == "convention", "open": row["open_ended"],
        "prose": row["notation"] == "prose",
    }  # fmt: skip
    doubts: tuple[Doubt, ...] = tuple(doubt for doubt, holds in found.items() if holds)
    return Item(
        id=row["id"], kind="Responsibility", unit=units.get(row["unit"]), name=row["name"], role=row["role"],
        quote=row["quote"], span=Span(row["start"], row["stop"]), basis=row["basis"], doubts=doubts,
        surface=Span(row["surface_start"], row["surface_stop"]), uncertainty=_uncertainty(doubts), actor=row["actor"],
    )  # fmt: skip


def _target(row: Row, units: Mapping[str, Unit]) -> Item:
    dated = (row["deadline"] or "")[:4].isdigit()
    found: Mapping[Doubt, bool] = {
        "undated": bool(row["deadline_text"]) and not dated, "unnamed": bool(row["value"]) and not row["metric"],
    }  # fmt: skip
    doubts: tuple[Doubt, ...] = tuple(doubt for doubt, holds in found.items() if holds)
    reading = Wording(
        metric=row["metric"], value=row["value"], unit=row["measured"], deadline_text=row["deadline_text"],
        deadline=row["deadline"], comparator=row["comparator"],
    )  # fmt: skip
    return Item(
        id=row["id"], kind="Target", unit=units.get(row["unit"]), name=row["metric"] or row["quote"],
        quote=row["quote"], span=Span(row["start"], row["stop"]), surface=None, basis="explicit", doubts=doubts,
        uncertainty=_uncertainty(doubts), target=reading,
    )  # fmt: skip


def _other(kind: Kind, row: Row, units: Mapping[str, Unit]) -> Item:
    return Item(
        id=row["id"], kind=kind, unit=units.get(row["unit"]), name=row["name"], quote=row["quote"],
        span=Span(row["start"], row["stop"]), surface=None, basis="explicit", doubts=(), uncertainty=0.0,
    )  # fmt: skip


def _led(duties: Sequence[Item], held: Mapping[str, Event]) -> set[str]:
    """The provisions for which the text names somebody in charge, rejected readings aside.

    Where staff have confirmed a lead, others are suggested still: they may take part.
    """
    rejected = {fact for fact, event in held.items() if event.verdict == "rejected"}
    charged = (duty for duty in duties if duty.role in ("lead", "responsible") and duty.id not in rejected)
    return {duty.unit.id for duty in charged if duty.unit}


def _suggestions(store: GraphStore, doc: Doc, units: Mapping[str, Unit], led: set[str]) -> list[Item]:
    """The departments that are suggested now, and those of which staff have decided before."""
    items = {row["id"]: _suggested(row, units) for row in store.read(_DECIDED, {"document": doc.key})}
    if doc.outline:
        return list(items.values())
    inference = open_inference(store, doc.identity)
    for provision in units.keys() - led:
        if not inference.gives_tasks(provision):
            continue
        for one in inference.suggest(provision, _SUGGESTED):
            row = {
                "id": suggestion_id(provision, one.actor), "unit": provision, "name": one.department,
                "score": one.score, "mandate": one.mandate, "quote": one.quote, "start": one.span.start,
                "stop": one.span.end, "actor": one.actor,
            }  # fmt: skip
            items[row["id"]] = _suggested(row, units)
    return list(items.values())


def _suggested(row: Row, units: Mapping[str, Unit]) -> Item:
    return Item(
        id=row["id"], kind="Suggestion", unit=units[row["unit"]], name=row["name"], quote=row["quote"],
        span=Span(row["start"], row["stop"]), surface=None, basis="inferred", doubts=("inferred",),
        uncertainty=_entropy(row["score"]), score=row["score"], right=load_calibration().band(row["score"]).right,
        mandate=row["mandate"], actor=row["actor"],
    )  # fmt: skip
