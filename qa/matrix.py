"""The measure-to-department matrix (任务分工表): who does what by when, provision by provision.

A row is a provision of the series that runs through the document (第N条), or a measure where only the parts run
through; where notes stand deeper, those that carry them. A row states what the text states
of it, what staff have confirmed, and, apart and labelled, whom the mandates suggest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from graph.confirm import Confirmed, confirmed_of, text_hash
from graph.errors import InputError, NotFound
from graph.model import Basis, Role, Span
from graph.store import GraphStore
from qa.rows import LATEST_DOCUMENTS, UNITS, Doc, Unit, rows_of
from qa.scope import find_document

UNSTATED = "未明确"
FIELDS: Mapping[Role, str] = {
    "lead": "lead", "participant": "participants", "implementer": "participants", "responsible": "responsible",
    "coordinator": "coordinators", "host": "hosts",
}  # fmt: skip
"""The column of a role; those who are helped or watched have none."""
BASES: tuple[Basis, ...] = ("explicit", "convention", "general", "inferred", "confirmed")

_DUTIES = """
MATCH (r:Responsibility {document: $document})-[:RESPONSIBLE_FOR]->(q) WHERE r.basis <> 'confirmed'
MATCH (r)-[:HELD_BY]->(a:Actor)
RETURN CASE WHEN q:Provision THEN q.id ELSE null END AS provision, a.id AS actor, a.name AS body, r.name AS name,
       r.role AS role,
       r.basis AS basis, r.notation AS notation, r.collective AS collective, r.open_ended AS open_ended,
       r.start AS start, r.stop AS stop, r.quote AS quote, r.surface_start AS surface, r.id AS id
ORDER BY surface, id
"""
_DEADLINES = """
MATCH (q:Provision)-[:SETS]->(t:Target {document: $document}) WHERE t.deadline_text IS NOT NULL
RETURN q.id AS provision, t.deadline_text AS text, t.deadline AS date, t.start AS start, t.id AS id ORDER BY start, id
"""
_SOURCE = """
MATCH (d:Document {id: $document})
RETURN d.source AS source, d.sha256 AS sha256, d.version AS version, d.ingested AS ingested, d.text AS text
"""


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """One body in one column of a row: as printed (``body``: its short name), on what basis, by which characters.

    ``who``, ``at`` and ``why`` tell of a confirmation, whose characters are the provision's heading.
    """

    name: str
    body: str
    actor: str
    role: Role
    basis: Basis
    collective: bool
    open_ended: bool
    span: Span
    quote: str
    provision: str | None = None
    notation: str | None = None
    who: str | None = None
    at: str | None = None
    why: str | None = None


class Inferred(msgspec.Struct, frozen=True, kw_only=True):
    """A department that a mandate suggests. ``score`` is 0–1; ``because`` quotes the provision's own words."""

    department: str
    score: float
    because: str
    mandate: str


class MatrixRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row, in the JSON contract's names.

    ``deadline`` is ISO-like ("2030", "2020-12-31"), several joined by ；; ``deadline_text`` as printed.
    ``text_hash`` is `graph.confirm.text_hash` of the provision with all that is inside it.
    """

    ordinal: int
    path: tuple[str, ...]
    title: str
    lead: tuple[str, ...]
    participants: tuple[str, ...]
    responsible: tuple[str, ...]
    coordinators: tuple[str, ...]
    hosts: tuple[str, ...]
    inferred: tuple[Inferred, ...]
    deadline: str | None
    deadline_text: str | None
    basis: tuple[Basis, ...]
    evidence: str | None
    provision: str
    number: int | None
    text_hash: str
    confirmed_date: bool
    holdings: tuple[Holding, ...]

    def held(self, field: str) -> list[Holding]:
        """The holdings of a column, each name once."""
        found = (holding for holding in self.holdings if FIELDS.get(holding.role) == field)
        return list({holding.name: holding for holding in reversed(list(found))}.values())[::-1]


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a document, what its text says beside them, and where it came from.

    ``others`` are the duties of the whole document and of provisions that are no row.
    """

    document: Doc
    version: int
    source: str
    sha256: str
    ingested: str
    rows: tuple[MatrixRow, ...]
    others: tuple[Holding, ...]


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A department's part in a row (None: in the whole document); with a score where it is inferred."""

    department: str
    role: Role | None
    basis: Basis
    row: MatrixRow | None
    quote: str
    score: float | None = None


class _Stated(msgspec.Struct, frozen=True, kw_only=True):
    provision: str | None
    actor: str
    body: str
    name: str
    role: Role
    basis: Basis
    notation: str
    collective: bool
    open_ended: bool
    start: int
    stop: int
    quote: str

    @property
    def noted(self) -> bool:
        return self.notation in ("note", "line")

    def holding(self) -> Holding:
        return Holding(
            name=self.name,
            body=self.body, actor=self.actor, role=self.role, basis=self.basis, collective=self.collective,
            open_ended=self.open_ended, span=Span(self.start, self.stop), quote=self.quote,
            provision=self.provision, notation=self.notation,
        )  # fmt: skip


class _Due(msgspec.Struct, frozen=True, kw_only=True):
    provision: str
    text: str
    date: str | None


def build_matrix(
    store: GraphStore, document: str | None = None, *, infer: int = 0, ignore_notes: bool = False
) -> Matrix:
    """The matrix of a document (id, prefix of an id or title; None: the graph's only one that is no outline).

    At most ``infer`` departments are suggested for a row that names nobody in charge, or with ``ignore_notes``
    for every row. Raises NotFound or InputError where the document is not clear.
    """
    doc = find_document(store, document) if document is not None else _only_document(store)
    (source,) = store.read(_SOURCE, {"document": doc.key})
    units = rows_of(Unit, store, UNITS, document=doc.key)
    stated = rows_of(_Stated, store, _DUTIES, document=doc.key)
    layout = _Layout(units, stated)
    due = layout.gathered(rows_of(_Due, store, _DEADLINES, document=doc.key))
    confirmed: dict[str, list[Confirmed]] = defaultdict(list)
    for fact in confirmed_of(store, doc.key):
        confirmed[fact.provision].append(fact)
    general = [duty.holding() for duty in stated if duty.provision is None and duty.role == "coordinator"]
    suggested = _suggestions(store, doc, infer, ignore_notes=ignore_notes)
    rows = tuple(
        _row(
            unit,
            [*(duty.holding() for duty in layout.duties[unit.id]), *general],
            due.get(unit.id, []),
            confirmed[unit.id],
            suggested.get(unit.id, ()),
            text_hash(unit.span.of(source["text"])),
        )
        for unit in layout.rows
    )
    return Matrix(
        document=doc, version=source["version"], source=source["source"], sha256=source["sha256"],
        ingested=source["ingested"], rows=rows, others=tuple(duty.holding() for duty in layout.others),
    )  # fmt: skip


def _only_document(store: GraphStore) -> Doc:
    found = rows_of(Doc, store, LATEST_DOCUMENTS, limit=6)
    if not found:
        raise NotFound("图谱里还没有可以列表的文件（提要除外），请先 policygraph ingest。")
    if len(found) > 1:
        names = "；".join(f"{doc.identity}《{doc.title}》" for doc in found[:5])
        raise InputError(f"图谱里不止一份文件，请用 --document 指明一份：{names}{' ……' if len(found) > 5 else ''}")
    return found[0]


_Fact = TypeVar("_Fact", _Stated, _Due)


class _Layout:
    """Which provisions are rows, and which duties and dates belong to each."""

    def __init__(self, units: Sequence[Unit], stated: Sequence[_Stated]) -> None:
        self._parents = _parents(units)
        self._children: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            if parent := self._parents[unit.id]:
                self._children[parent].append(unit)
        self._direct: dict[str, list[_Stated]] = defaultdict(list)
        for duty in stated:
            if duty.provision is not None:
                self._direct[duty.provision].append(duty)
        chosen = {row.id for unit in self._series(units) for row in self._expanded(unit)}
        self._chosen = chosen
        self.duties: dict[str, list[_Stated]] = defaultdict(list, self.gathered(stated))
        spread = self._spread(units)
        apart = {unit.id for unit in units if self._row_of(unit.id) is None and self._bears(unit)} - spread
        self._chosen = chosen | apart
        for key in apart:
            self.duties[key] = self._direct[key]
        self.rows = [unit for unit in units if unit.id in self._chosen]
        placed = {id(duty) for duties in self.duties.values() for duty in duties}
        self.others = [duty for duty in stated if id(duty) not in placed]

    def gathered(self, facts: Iterable[_Fact]) -> dict[str, list[_Fact]]:
        """Facts by the row that they stand in."""
        found: dict[str, list[_Fact]] = defaultdict(list)
        for fact in facts:
            if fact.provision is not None and (row := self._row_of(fact.provision)):
                found[row].append(fact)
        return found

    def _row_of(self, provision: str) -> str | None:
        """The nearest row that holds a provision."""
        key: str | None = provision
        while key is not None and key not in self._chosen:
            key = self._parents[key]
        return key

    def _series(self, units: Sequence[Unit]) -> list[Unit]:
        """The numbered provisions; where those are parts, the measures if there are more; else what holds no other."""
        numbered = [unit for unit in units if unit.number is not None]
        if all(unit.level in ("part", "chapter") for unit in numbered):
            measures = [unit for unit in units if unit.level in ("measure", "article")]
            if len(measures) > len(numbered):
                return measures
        return numbered or [unit for unit in units if unit.id not in self._children]

    def _expanded(self, unit: Unit) -> list[Unit]:
        """The provision, or those inside it where notes stand deeper."""
        children = self._children.get(unit.id, [])
        if not any(self._noted_within(child) for child in children):
            return [unit]
        inner = [row for child in children for row in self._expanded(child)]
        return [unit, *inner] if self._bears(unit) else inner

    def _noted_within(self, unit: Unit) -> bool:
        return any(duty.noted for duty in self._direct[unit.id]) or any(
            self._noted_within(child) for child in self._children.get(unit.id, [])
        )

    def _bears(self, unit: Unit) -> bool:
        """Whether somebody in particular is given a duty right here: 各地区要…… makes no row."""
        return any(duty.noted or not duty.collective for duty in self._direct[unit.id])

    def _spread(self, units: Sequence[Unit]) -> set[str]:
        """Give the notes of a provision around rows to those rows that have none; the provisions that gave any."""
        gave = set()
        for unit in units:
            if unit.id not in self._chosen or self.duties.get(unit.id):
                continue
            above = self._parents[unit.id]
            while above is not None and not any(duty.noted for duty in self._direct[above]):
                above = self._parents[above]
            if above is not None and above not in self._chosen:
                self.duties[unit.id] = [duty for duty in self._direct[above] if duty.noted]
                gave.add(above)
        return gave


def _parents(units: Sequence[Unit]) -> dict[str, str | None]:
    parents: dict[str, str | None] = {}
    around: list[Unit] = []
    for unit in units:
        while around and len(around[-1].path) >= len(unit.path):
            around.pop()
        parents[unit.id] = around[-1].id if around else None
        around.append(unit)
    return parents


def _row(
    unit: Unit,
    stated: Sequence[Holding],
    due: Sequence[_Due],
    confirmed: Sequence[Confirmed],
    inferred: Sequence[Inferred],
    hashed: str,
) -> MatrixRow:
    holdings = [holding for holding in stated if holding.role in FIELDS]
    holdings += [_confirmed(fact, unit) for fact in confirmed if fact.role is not None]
    dates = [(fact.name, fact.date) for fact in confirmed if fact.role is None]
    dates = [*((each.text, each.date) for each in due), *dates]
    if any(fact.role in ("lead", "responsible") for fact in confirmed):
        inferred = ()
    bases = {holding.basis for holding in holdings} | ({"inferred"} if inferred else set())
    bases |= {"confirmed"} if confirmed else set()
    quotes = dict.fromkeys(holding.quote for holding in holdings if holding.basis != "confirmed")
    return MatrixRow(
        ordinal=unit.ordinal, path=unit.path, title=unit.title, inferred=tuple(inferred), provision=unit.id,
        number=unit.number, text_hash=hashed, holdings=tuple(holdings),
        confirmed_date=any(fact.role is None for fact in confirmed),
        deadline="；".join(dict.fromkeys(date for _, date in dates if date)) or None,
        deadline_text="；".join(dict.fromkeys(words for words, _ in dates)) or None,
        basis=tuple(basis for basis in BASES if basis in bases), evidence="\n".join(quotes) or None,
        lead=_names(holdings, "lead"), participants=_names(holdings, "participants"),
        responsible=_names(holdings, "responsible"), coordinators=_names(holdings, "coordinators"),
        hosts=_names(holdings, "hosts"),
    )  # fmt: skip


def _names(holdings: Sequence[Holding], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(holding.name for holding in holdings if FIELDS[holding.role] == field))


def _confirmed(fact: Confirmed, unit: Unit) -> Holding:
    assert fact.role is not None
    return Holding(
        name=fact.name, body=fact.name, actor=fact.actor or "", role=fact.role, basis="confirmed", collective=False,
        open_ended=False, span=Span(unit.title_start, unit.title_stop), quote=unit.quote, provision=unit.id,
        who=fact.who, at=fact.at, why=fact.why,
    )  # fmt: skip


def _suggestions(store: GraphStore, doc: Doc, limit: int, *, ignore_notes: bool) -> Mapping[str, tuple[Inferred, ...]]:
    if limit <= 0:
        return {}
    from qa.inference import suggest

    found = suggest(store, doc.identity, limit=limit, ignore_notes=ignore_notes)
    return {
        provision: tuple(
            Inferred(department=each.department, score=each.score, because=each.quote, mandate=each.mandate)
            for each in suggestions[:limit]
        )
        for provision, suggestions in found.items()
    }


def by_department(matrix: Matrix) -> dict[str, list[Share]]:
    """The transposed view: each body's rows, most burdened first; general coordinators once, for the whole.

    Collectives (各地区, 有关部门) come last.
    """
    collective = {holding.body for row in matrix.rows for holding in row.holdings if holding.collective}
    shares: dict[str, list[Share]] = defaultdict(list)
    for holding in matrix.others:
        if holding.role == "coordinator":
            shares[holding.body].append(_share(holding, None))
    for row in matrix.rows:
        for holding in row.holdings:
            held = shares[holding.body]
            if holding.basis != "general" and all((each.row, each.role) != (row, holding.role) for each in held):
                held.append(_share(holding, row))
        for inferred in row.inferred:
            shares[inferred.department].append(
                Share(
                    department=inferred.department,
                    role=None,
                    basis="inferred",
                    row=row,
                    quote=inferred.because,
                    score=inferred.score,
                )
            )
    order = {name: place for place, name in enumerate(shares)}
    stated = {name: sum(share.basis != "inferred" for share in held) for name, held in shares.items()}
    named = (name for name, held in shares.items() if held)
    return {name: shares[name] for name in sorted(named, key=lambda n: (n in collective, -stated[n], order[n]))}


def _share(holding: Holding, row: MatrixRow | None) -> Share:
    return Share(department=holding.body, role=holding.role, basis=holding.basis, row=row, quote=holding.quote)


MARKS: Mapping[str, str] = {
    "lead": "●", "responsible": "◎", "participants": "○", "hosts": "□", "coordinators": "◇", "inferred": "△",
}  # fmt: skip
"""The cross table's marks by column, in the order in which they are shown where several hold."""


def cross_table(matrix: Matrix) -> tuple[list[str], list[list[str]]]:
    """The departments, and for each row its marks in their order (empty: nothing said)."""
    departments = list(by_department(matrix))
    return departments, [[_mark(row, name) for name in departments] for row in matrix.rows]


def _mark(row: MatrixRow, department: str) -> str:
    fields = {FIELDS[holding.role] for holding in row.holdings if holding.body == department}
    if any(each.department == department for each in row.inferred):
        fields.add("inferred")
    return "".join(mark for field, mark in MARKS.items() if field in fields)
