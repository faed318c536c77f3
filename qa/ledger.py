"""The ledger (台账): what is to be reached or done by when and by whom, over all documents that ask for it.

A row is a target, a deadline or a task, with the characters it stands on. Who answers for it is what the text says at
that place: the note that follows it, the sentence it stands in, or the note of a provision around it; a clause for the
whole document assigns no single row. What the text does not date or assign is in the ledger all the same, and says so.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

import msgspec

from graph.confirm import Confirmed, confirmed_of
from graph.model import Basis, Role
from graph.store import GraphStore
from qa.rows import AIM, LATEST_DOCUMENTS, UNITS, Aim, Doc, Unit, parents_of, rows_of
from qa.scope import find_document

Kind = Literal["target", "deadline", "task"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_LATEST = 50
_FIELD = {"lead": 0, "responsible": 1, "implementer": 2, "participant": 3, "coordinator": 4, "host": 5}


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """A body that answers for a row: as printed, by its short name, and on what basis."""

    name: str
    body: str
    role: Role
    basis: Basis
    collective: bool


class Entry(Aim, frozen=True, kw_only=True):
    """A row; ``provision`` is None for what stands outside all provisions.

    ``what`` names it in a few words of the text; ``year`` is the deadline's, None where the text fixes no date.
    ``shared`` tells that the deadline is stated for the whole provision, not at this place. ``basis`` is ``confirmed``
    for what staff confirmed or corrected.
    """

    kind: Kind
    document: str
    title: str
    outline: bool
    provision: Unit | None
    what: str
    year: int | None
    shared: bool
    basis: Basis
    charges: tuple[Charge, ...]


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of some documents, in the order of the documents and their texts.

    ``whole``: by document, who coordinates it as a whole. ``total`` counts the documents that the graph holds; where
    ``documents`` are fewer, the most recent were taken.
    """

    documents: tuple[Doc, ...]
    total: int
    entries: tuple[Entry, ...]
    whole: dict[str, tuple[Charge, ...]]


class Years(NamedTuple):
    """The rows of a year; of those without one, apart: with words for the time (持续推进), and with none."""

    year: int | None
    worded: bool
    entries: tuple[Entry, ...]


class _Duty(msgspec.Struct, frozen=True, kw_only=True):
    provision: str | None
    name: str
    body: str
    role: Role
    basis: Basis
    notation: str
    collective: bool
    start: int
    stop: int

    @property
    def noted(self) -> bool:
        return self.notation in ("note", "line")


class _Row(Aim, frozen=True, kw_only=True):
    provision: str | None
    basis: Basis = "explicit"


_COUNT = "MATCH (d:Document) WHERE d.current AND NOT d.outline RETURN count(d) AS documents"
_DUTIES = """
MATCH (r:Responsibility {document: $document})-[:RESPONSIBLE_FOR]->(q) MATCH (r)-[:HELD_BY]->(a:Actor)
RETURN CASE WHEN q:Provision THEN q.id ELSE null END AS provision, r.name AS name, a.name AS body, r.role AS role,
       r.basis AS basis, r.notation AS notation, r.collective AS collective, r.start AS start, r.stop AS stop,
       r.surface_start AS surface, r.id AS id
ORDER BY surface, id
"""
_TARGETS = f"""
MATCH (q)-[:SETS]->(t:Target {{document: $document}})
RETURN CASE WHEN q:Provision THEN q.id ELSE null END AS provision, coalesce(t.basis, 'explicit') AS basis, t.id AS id,
       {AIM}
ORDER BY start, stop, id
"""
_TASKS = """
MATCH (q)-[:REQUIRES]->(t:Task {document: $document})
RETURN CASE WHEN q:Provision THEN q.id ELSE null END AS provision, t.quote AS quote, t.start AS start, t.stop AS stop,
       t.id AS id
ORDER BY start, stop, id
"""


def build_ledger(store: GraphStore, document: str | None = None, *, kinds: Iterable[Kind] = KINDS) -> Ledger:
    """The ledger of one document (id, prefix of an id or title), or of the 50 most recent that are no outlines.

    Raises NotFound or InputError where the document is not clear.
    """
    documents = (
        [find_document(store, document)]
        if document is not None
        else rows_of(Doc, store, LATEST_DOCUMENTS, limit=_LATEST)
    )
    wanted = set(kinds)
    pages = [_Page(store, doc) for doc in documents]
    return Ledger(
        documents=tuple(documents),
        total=store.read(_COUNT)[0]["documents"],
        entries=tuple(entry for page in pages for entry in page.entries(store, wanted)),
        whole={page.doc.identity: page.whole for page in pages},
    )


class _Page:
    """One document: its provisions and duties, to place each row among them."""

    def __init__(self, store: GraphStore, doc: Doc) -> None:
        self.doc = doc
        self._units = {unit.id: unit for unit in rows_of(Unit, store, UNITS, document=doc.key)}
        self._duties: dict[str | None, list[_Duty]] = defaultdict(list)
        for duty in rows_of(_Duty, store, _DUTIES, document=doc.key):
            self._duties[duty.provision].append(duty)
        self._parents = parents_of(self._units.values())
        whole = [duty for duty in self._duties[None] if duty.role == "coordinator"]
        self.whole = _charges(whole)

    def entries(self, store: GraphStore, kinds: set[Kind]) -> list[Entry]:
        targets = rows_of(_Row, store, _TARGETS, document=self.doc.key)
        tasks = rows_of(_Row, store, _TASKS, document=self.doc.key) if "task" in kinds else []
        due = _due_of_provisions(targets)
        found = [self._entry(_kind(row), row, due) for row in targets]
        found += [self._entry("task", _dated(row, targets), due) for row in tasks]
        found += [self._confirmed(fact) for fact in confirmed_of(store, self.doc.key) if fact.role is None]
        kept = [entry for entry in found if entry.kind in kinds]
        return sorted(kept, key=lambda entry: (entry.span, KINDS.index(entry.kind)))

    def _entry(self, kind: Kind, row: _Row, due: Mapping[str | None, _Row]) -> Entry:
        common = due.get(row.provision) if row.deadline_text is None else None
        dated = common or row
        unit = self._units.get(row.provision or "")
        return Entry(
            kind=kind, document=self.doc.identity, title=self.doc.title, outline=self.doc.outline,
            provision=unit, what=row.metric or (unit.title if unit and kind == "deadline" else row.quote),
            metric=row.metric, value=row.value, unit=row.unit, comparator=row.comparator,
            deadline=dated.deadline, deadline_text=dated.deadline_text,
            start=row.start, stop=row.stop, quote=row.quote,
            year=int(dated.deadline[:4]) if dated.deadline else None, shared=common is not None, basis=row.basis,
            charges=_charges(self._answering(row)),
        )  # fmt: skip

    def _confirmed(self, fact: Confirmed) -> Entry:
        assert fact.provision is not None  # a date is of a provision
        unit = self._units[fact.provision]
        row = _Row(provision=unit.id, quote=unit.quote, start=unit.title_start, stop=unit.title_stop)
        return Entry(
            kind="deadline", document=self.doc.identity, title=self.doc.title, outline=self.doc.outline,
            provision=unit, what=unit.title, start=row.start, stop=row.stop, quote=row.quote, deadline=fact.date,
            deadline_text=fact.name, year=int(fact.date[:4]) if fact.date else None, shared=False,
            basis="confirmed", charges=_charges(self._answering(row)),
        )  # fmt: skip

    def _answering(self, row: _Row) -> list[_Duty]:
        """The duties at the row's place: by its own provision, else by the nearest around it that has a note."""
        own = self._duties.get(row.provision, []) if row.provision is not None else []
        if own:
            return _fitting(own, row)
        above = self._parents.get(row.provision or "")
        while above is not None:
            if noted := [duty for duty in self._duties.get(above, ()) if duty.noted or duty.notation == "review"]:
                return noted
            above = self._parents[above]
        return []


def _fitting(own: Sequence[_Duty], row: _Row) -> list[_Duty]:
    """Of several notes the one that follows the row; of sentences that assign something, the row's own."""
    notes = sorted({(duty.start, duty.stop) for duty in own if duty.notation == "note"})
    following = bisect_left(notes, (row.start, row.stop))
    note = notes[following] if following < len(notes) else None
    return [
        duty
        for duty in own
        if duty.notation == "line"
        or duty.notation == "review"
        or (duty.notation == "note" and (len(notes) == 1 or (duty.start, duty.stop) == note))
        or (duty.notation == "prose" and duty.start < row.stop and row.start < duty.stop)
    ]


def _charges(duties: Iterable[_Duty]) -> tuple[Charge, ...]:
    held = [duty for duty in duties if duty.role in _FIELD]
    charges = (
        Charge(name=duty.name, body=duty.body, role=duty.role, basis=duty.basis, collective=duty.collective)
        for duty in sorted(held, key=lambda duty: _FIELD[duty.role])
    )
    return tuple(dict.fromkeys(charges))


def _kind(row: _Row) -> Kind:
    return "deadline" if row.metric is None and row.value is None and row.deadline_text else "target"


def _due_of_provisions(targets: Iterable[_Row]) -> dict[str | None, _Row]:
    """The deadline that a provision states for all of itself (完成时限：…): a label, words for the time, no more."""
    stated: dict[str | None, list[_Row]] = defaultdict(list)
    for row in targets:
        if row.provision is not None and _kind(row) == "deadline" and row.quote.endswith(row.deadline_text or ""):
            stated[row.provision].append(row)
    return {provision: rows[0] for provision, rows in stated.items() if len(rows) == 1}


def _dated(task: _Row, targets: Iterable[_Row]) -> _Row:
    """A task with the deadline of the smallest target that it stands in."""
    around = [row for row in targets if row.start <= task.start and task.stop <= row.stop and row.deadline_text]
    if not around:
        return task
    nearest = min(around, key=lambda row: row.stop - row.start)
    return msgspec.structs.replace(task, deadline=nearest.deadline, deadline_text=nearest.deadline_text)


def departments(entries: Iterable[Entry]) -> list[str]:
    """The bodies that answer for rows, by short name, most burdened first; collectives (有关部门) last."""
    counts: dict[str, int] = defaultdict(int)
    collective: dict[str, bool] = {}
    for entry in entries:
        for charge in {charge.body: charge for charge in entry.charges}.values():
            counts[charge.body] += 1
            collective[charge.body] = charge.collective
    return sorted(counts, key=lambda name: (collective[name], -counts[name], name))


def chosen(
    entries: Iterable[Entry],
    *,
    department: str | None = None,
    unassigned: bool = False,
    year: int | None = None,
    undated: bool = False,
) -> list[Entry]:
    """The rows of a department (or of none: ``unassigned``) and of a year (or of no fixed date: ``undated``)."""
    return [
        entry
        for entry in entries
        if (department is None or any(charge.body == department for charge in entry.charges))
        and (not unassigned or not entry.charges)
        and (year is None or entry.year == year)
        and (not undated or entry.year is None)
    ]


def by_year(entries: Iterable[Entry]) -> list[Years]:
    """The rows year by year and by date, then those that have only words for their time, then those that have none."""
    groups: dict[tuple[int | None, bool], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.year, entry.year is None and entry.deadline_text is not None].append(entry)
    order = sorted(groups, key=lambda key: (key[0] is None, key[0] or 0, not key[1]))
    return [
        Years(year, worded, tuple(sorted(groups[year, worded], key=lambda entry: entry.deadline or "")))
        for year, worded in order
    ]


def by_department(entries: Sequence[Entry]) -> list[tuple[str | None, tuple[Entry, ...]]]:
    """The rows of each body, the most burdened first; those of nobody at the end, under None."""
    groups: list[tuple[str | None, tuple[Entry, ...]]] = [
        (name, tuple(chosen(entries, department=name))) for name in departments(entries)
    ]
    nobody = tuple(chosen(entries, unassigned=True))
    return [*groups, (None, nobody)] if nobody else groups
