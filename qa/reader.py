"""A document as a person reads it: its head, its text by function, and everything that was found in it, in place."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import msgspec

from graph.errors import NotFound
from graph.leaves import Bounds, unpack_leaves
from graph.model import Leaf, Role, Span
from graph.store import GraphStore
from qa.normalise import Language
from qa.phrases import han
from qa.rows import UNITS, Doc, Unit, rows_of
from qa.scope import find_document

MarkKind = Literal["actor", "place", "target", "prohibition", "programme", "reference"]
MARK_KINDS: tuple[MarkKind, ...] = get_args(MarkKind)


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """Which reading of which file this is. ``source`` is the file's name, ``ingested`` an ISO time in UTC."""

    number: int
    source: str
    sha256: str
    ingested: str


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Something found in the text. ``name`` is what it is called outside this place; ``role`` an actor's.

    ``duty`` is false for an actor that acts, is helped or watched without being given a duty.
    """

    kind: MarkKind
    span: Span
    name: str
    role: Role | None
    duty: bool


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that a page needs to show a document. The leaves tile the document's stretch of ``text``.

    ``marks`` are in the order of the text and may overlap (a place inside a target).
    """

    document: Doc
    version: Version
    text: str
    leaves: tuple[Leaf, ...]
    units: tuple[Unit, ...]
    marks: tuple[Mark, ...]

    def unit(self, identity: str | None) -> Unit | None:
        """The provision of a node's id."""
        return next((unit for unit in self.units if unit.id == identity), None)


_SOURCE = """
MATCH (d:Document {id: $document})
RETURN d.version AS version, d.source AS source, d.sha256 AS sha256, d.ingested AS ingested, d.text AS text,
       d.leaves AS leaves
"""
_FACTS: tuple[tuple[MarkKind, str, str, str], ...] = (
    ("place", "PlaceMention", "CONCERNS", "n.name"),
    ("target", "Target", "SETS", "coalesce(n.metric, n.quote)"),
    ("prohibition", "Prohibition", "FORBIDS", "n.quote"),
    ("programme", "Programme", "LAUNCHES", "n.name"),
    ("reference", "Reference", "CITES", "n.title"),
)
_QUERIES: Mapping[MarkKind, str] = {
    # a fact that staff rejected has lost the relationship that gives it its place
    kind: f"""
MATCH (n:{label} {{document: $document}})<-[:{join}]-()
RETURN {name} AS name, n.start AS start, n.stop AS stop, null AS role, false AS duty
ORDER BY start, stop, n.id
"""
    for kind, label, join, name in _FACTS
}
_ACTORS = (
    """
MATCH (n:Responsibility {document: $document})-[:RESPONSIBLE_FOR]->() WHERE n.notation <> 'review'
RETURN n.name AS name, n.surface_start AS start, n.surface_stop AS stop, n.role AS role, true AS duty
ORDER BY start, stop, role, n.id
""",
    """
MATCH (n:Mention {document: $document})
RETURN n.name AS name, n.surface_start AS start, n.surface_stop AS stop, n.role AS role, false AS duty
ORDER BY start, stop, role, n.id
""",
)


def read_document(store: GraphStore, name: str) -> Reading:
    """The current version of a document, by id, prefix of an id, or title. Raises NotFound or InputError."""
    doc = find_document(store, name)
    (source,) = store.read(_SOURCE, {"document": doc.key})
    units = rows_of(Unit, store, UNITS, document=doc.key)
    bounds = [Bounds(unit.id, unit.span, Span(unit.title_start, unit.title_stop)) for unit in units]
    return Reading(
        document=doc,
        version=Version(
            number=source["version"], source=source["source"], sha256=source["sha256"], ingested=source["ingested"]
        ),
        text=source["text"],
        leaves=unpack_leaves(source["leaves"], source["text"], bounds),
        units=tuple(units),
        marks=tuple(_marks(store, doc.key)),
    )


def _marks(store: GraphStore, document: str) -> list[Mark]:
    found = [
        Mark(kind=kind, span=Span(row["start"], row["stop"]), name=row["name"], role=row["role"], duty=row["duty"])
        for kind, query in [*(("actor", query) for query in _ACTORS), *_QUERIES.items()]
        for row in store.read(query, {"document": document})
    ]
    # the longer first, so that what lies inside another comes after it
    return sorted(found, key=lambda mark: (mark.span.start, -mark.span.end, MARK_KINDS.index(mark.kind)))


def find_unit(reading: Reading, place: str) -> Unit:
    """The provision that an address names: N of 第N条, a path joined by ``/``, or an id.

    Labels match whatever the width of their brackets. Raises NotFound with what the document has instead.
    """
    wanted = _plain(place)
    for unit in reading.units:
        if place == unit.id:
            return unit
    if wanted.isdecimal():
        for unit in reading.units:
            if unit.number == int(wanted):
                return unit
    path = wanted.rpartition("#")[2]
    for unit in reading.units:
        if _plain("/".join(unit.path)) == path:
            return unit
    raise NotFound(_no_such(reading, place, "zh"), _no_such(reading, place, "en"))


def _plain(label: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", label))


def _no_such(reading: Reading, place: str, language: Language) -> str:
    title, series = reading.document.title, numbers(reading.units)
    asked = place[:40]
    if language == "en":
        held = f"It has {len(series)} numbered provisions, {series[0]} to {series[-1]}." if series else ""
        return " ".join(
            filter(None, (f"There is no provision “{asked}” in 《{title}》.", held or _topmost(reading, "en")))
        )
    if series:
        return (
            f"《{title}》里没有条款“{asked}”：全文共 {len(series)} 条，"
            f"编号从第{han(series[0])}条到第{han(series[-1])}条。"
        )
    return f"《{title}》里没有条款“{asked}”：{_topmost(reading, 'zh')}"


def numbers(units: Sequence[Unit]) -> list[int]:
    """The N of 第N条 that a document has, in order."""
    return sorted(unit.number for unit in units if unit.number is not None)


def _topmost(reading: Reading, language: Language) -> str:
    top = [unit for unit in reading.units if len(unit.path) == 1]
    if not top:
        return "全文没有分条。" if language == "zh" else "It is not divided into provisions."
    first, last = top[0].path[0], top[-1].path[0]
    if language == "en":
        return f"It has {len(top)} parts, {first} to {last}."
    return f"全文共 {len(top)} 个部分，从“{first}”到“{last}”。"
