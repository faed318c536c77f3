"""The measure-to-department matrix (任务分工表): who does what by when, provision by provision.

A row is a provision of the series that runs through the document (第N条), or a measure where only the parts run
through; where notes stand deeper, those that carry them. A row states what the text states
of it, what staff have confirmed, and, apart and labelled, whom the mandates suggest.
"""

from collections.abc import Mapping, Sequence

import msgspec

from graph.confirm import Confirmed, confirmed_of
from graph.errors import InputError, NotFound
from graph.model import Basis, Role, Span
from graph.reviews import text_hash
from graph.store import GraphStore
from qa.matrix_layout import Due, Layout, Stated
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
MATCH (r:Responsibility {document: $document})-[:RESPONSIBLE_FOR]->(q) WHERE r.notation <> 'review'
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
    """A department that a mandate suggests; ``because`` quotes the provision's own words.

    ``score`` is 0–1; ``right`` is the share of suggestions with about that score that were right when it was measured.
    """

    department: str
    score: float
    right: float
    because: str
    mandate: str


class MatrixRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row, in the JSON contract's names.

    ``deadline`` is ISO-like ("2030", "2020-12-31"), several joined by ；; ``deadline_text`` as printed.
    ``text_hash`` is `graph.reviews.text_hash` of the provision with all that is inside it.
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


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What the rows of a matrix were chosen by (`qa.matrix_views.narrow`), out of how many.

    ``bases`` holds None where rows without lead and responsible body were asked for; empty: any. ``inferred`` is
    False where inferred departments were left out.
    """

    part: str | None
    department: str | None
    bases: tuple[Basis | None, ...]
    inferred: bool
    rows: int


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a document, what its text says beside them, and where it came from.

    ``parts`` are the labels and titles of the outermost provisions that hold rows (the first of each row's path).
    ``others`` are the duties of the whole document and of provisions that are no row. ``selection`` is None where
    all rows are there.
    """

    document: Doc
    version: int
    source: str
    sha256: str
    ingested: str
    rows: tuple[MatrixRow, ...]
    parts: tuple[tuple[str, str], ...]
    others: tuple[Holding, ...]
    selection: Selection | None = None


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
    stated = rows_of(Stated, store, _DUTIES, document=doc.key)
    layout = Layout(units, stated)
    due = layout.gathered(rows_of(Due, store, _DEADLINES, document=doc.key))
    facts = confirmed_of(store, doc.key)
    confirmed = layout.gathered([fact for fact in facts if fact.corrects is None])
    corrected = {fact.id: fact for fact in facts if fact.corrects}
    general = [_stated(duty, corrected) for duty in stated if duty.provision is None and duty.role == "coordinator"]
    suggested = _suggestions(store, doc, infer, ignore_notes=ignore_notes)
    rows = tuple(
        _row(
            unit,
            [*(_stated(duty, corrected) for duty in layout.duties[unit.id]), *general],
            due.get(unit.id, []),
            confirmed.get(unit.id, []),
            suggested.get(unit.id, ()),
            text_hash(unit.span.of(source["text"])),
            ignore_notes=ignore_notes,
        )
        for unit in layout.rows
    )
    return Matrix(
        document=doc, version=source["version"], source=source["source"], sha256=source["sha256"],
        ingested=source["ingested"], rows=rows, parts=_parts(units, rows),
        others=tuple(_stated(duty, corrected) for duty in layout.others),
    )  # fmt: skip


def _only_document(store: GraphStore) -> Doc:
    found = rows_of(Doc, store, LATEST_DOCUMENTS, limit=6)
    if not found:
        raise NotFound("图谱里还没有可以列表的文件（提要除外），请先 policygraph ingest。")
    if len(found) > 1:
        names = "；".join(f"{doc.identity}《{doc.title}》" for doc in found[:5])
        raise InputError(f"图谱里不止一份文件，请用 --document 指明一份：{names}{' ……' if len(found) > 5 else ''}")
    return found[0]


def _row(
    unit: Unit,
    stated: Sequence[Holding],
    due: Sequence[Due],
    confirmed: Sequence[Confirmed],
    inferred: Sequence[Inferred],
    hashed: str,
    *,
    ignore_notes: bool,
) -> MatrixRow:
    holdings = [holding for holding in stated if holding.role in FIELDS]
    holdings += [_confirmed(fact, unit) for fact in confirmed if fact.role is not None]
    dates = [(fact.name, fact.date) for fact in confirmed if fact.role is None]
    dates = [*((each.text, each.date) for each in due), *dates]
    if not ignore_notes and any(holding.role in ("lead", "responsible") for holding in holdings):
        inferred = ()
    bases = {holding.basis for holding in holdings} | ({"inferred"} if inferred else set())
    bases |= {"confirmed"} if confirmed else set()
    quotes = dict.fromkeys(holding.quote for holding in holdings if holding.notation)
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


def _parts(units: Sequence[Unit], rows: Sequence[MatrixRow]) -> tuple[tuple[str, str], ...]:
    labels = {row.path[0] for row in rows}
    return tuple((unit.path[0], unit.title) for unit in units if len(unit.path) == 1 and unit.path[0] in labels)


def _stated(duty: Stated, corrected: Mapping[str, Confirmed]) -> Holding:
    review = corrected.get(duty.id)
    holding = Holding(
        name=duty.name, body=duty.body, actor=duty.actor, role=duty.role, basis=duty.basis,
        collective=duty.collective, open_ended=duty.open_ended, span=Span(duty.start, duty.stop), quote=duty.quote,
        provision=duty.provision, notation=duty.notation,
    )  # fmt: skip
    return msgspec.structs.replace(holding, who=review.who, at=review.at, why=review.why) if review else holding


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
            Inferred(
                department=each.department, score=each.score, right=each.right, because=each.quote, mandate=each.mandate
            )
            for each in suggestions[:limit]
        )
        for provision, suggestions in found.items()
    }
