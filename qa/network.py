"""The nodes and edges that a picture of the graph can show: documents, provisions, and what they name.

Everything here is stated by a text or confirmed by staff; what is only computed is in no picture. Provisions below
the measures are no nodes: what is said in them belongs to the measure (or part) around them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Literal, get_args

import msgspec

from graph.model import Basis, Role
from graph.store import GraphStore
from qa.normalise import Language
from qa.phrases import unit_name
from qa.rows import LATEST_DOCUMENTS, UNITS, Doc, Unit, rows_of
from qa.scope import find_document

NodeKind = Literal["document", "part", "measure", "department", "place", "target", "programme"]
EdgeKind = Literal["holds", "answers", "concerns", "sets", "launches"]
NODE_KINDS: tuple[NodeKind, ...] = get_args(NodeKind)

_DOCUMENTS = 8
"""So many documents are taken at once, the most recent; a picture of more is read by nobody."""
_PARTS = ("part", "chapter", "attachment")
_MEASURES = ("measure", "article")
_LABEL, _LATIN = 12, 0x2000


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """Something in the picture. ``label`` is short, ``name`` whole; ``quote`` are a target's words.

    ``document`` is the identity of the document that a provision or target stands in, ``path`` the provision's.
    ``order`` is its place in the text, to break ties by.
    """

    id: str
    kind: NodeKind
    label: str
    name: str
    document: str | None
    path: tuple[str, ...]
    quote: str | None
    order: int


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """``source`` holds, assigns, names or sets ``target``; for ``answers`` the role and on what basis."""

    source: str
    target: str
    kind: EdgeKind
    role: Role | None = None
    basis: Basis | None = None


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """All nodes and edges of some documents, in the order of the texts. There are ``total`` documents or more."""

    documents: tuple[Doc, ...]
    total: int
    nodes: dict[str, Node]
    edges: tuple[Edge, ...]

    def standing_for(self, provision: str) -> str | None:
        """The node of a provision (its node's id), or of the nearest around it that is one; None for none of these."""
        key, mark, path = provision.partition("#")
        labels = path.split("/")
        around = [f"{key}{mark}{'/'.join(labels[:count])}" for count in range(len(labels), 0, -1)]
        return next((each for each in [*around, key] if each in self.nodes), None)

    def around(self, node: str) -> list[tuple[Edge, Node]]:
        """What a node is joined to, by kind and in the order of the text."""
        joined = [
            (edge, self.nodes[edge.target if edge.source == node else edge.source])
            for edge in self.edges
            if node in (edge.source, edge.target)
        ]
        return sorted(joined, key=lambda pair: (NODE_KINDS.index(pair[1].kind), pair[1].order, pair[1].id))


_COUNT = "MATCH (d:Document) WHERE d.current AND NOT d.outline RETURN count(d) AS documents"
_OWNER = "CASE WHEN q:Provision THEN q.id ELSE null END AS owner"
_ANSWERS = f"""
MATCH (r:Responsibility {{document: $document}})-[:RESPONSIBLE_FOR]->(q) MATCH (r)-[:HELD_BY]->(a:Actor)
RETURN {_OWNER}, a.id AS id, a.name AS name, r.role AS role, r.basis AS basis, r.surface_start AS start, r.id AS fact
ORDER BY start, fact
"""
_CONCERNS = f"""
MATCH (q)-[:CONCERNS]->(m:PlaceMention {{document: $document}})-[:NAMES]->(a:Place)
RETURN {_OWNER}, a.id AS id, a.name AS name, m.start AS start, m.id AS fact ORDER BY start, fact
"""
_SETS = f"""
MATCH (q)-[:SETS]->(t:Target {{document: $document}})
RETURN {_OWNER}, t.id AS id, coalesce(t.metric, t.quote) AS name, t.value AS value, t.unit AS unit, t.quote AS quote,
       t.start AS start
ORDER BY start, id
"""
_LAUNCHES = f"""
MATCH (q)-[:LAUNCHES]->(x:Programme {{document: $document}})
RETURN {_OWNER}, x.name AS name, x.start AS start, x.id AS fact ORDER BY start, fact
"""
_HOLDING = """
MATCH (a:Actor {id: $id})<-[:HELD_BY]-(r:Responsibility) MATCH (d:Document {id: r.document})
WHERE d.current AND NOT d.outline
RETURN DISTINCT d.identity AS document, coalesce(d.date, '') AS date ORDER BY date DESC, document LIMIT $limit
"""
_NAMING = """
MATCH (a:Place {id: $id})<-[:NAMES]-(m:PlaceMention) MATCH (d:Document {id: m.document})
WHERE d.current AND NOT d.outline
RETURN DISTINCT d.identity AS document, coalesce(d.date, '') AS date ORDER BY date DESC, document LIMIT $limit
"""


def network_of(store: GraphStore, document: str | None = None, language: Language = "zh") -> Network:
    """The network of one document (id, prefix or title), or of the most recent that are no outlines.

    Raises NotFound or InputError where the document is not clear.
    """
    if document is not None:
        documents = [find_document(store, document)]
    else:
        documents = rows_of(Doc, store, LATEST_DOCUMENTS, limit=_DOCUMENTS)
    return _network(store, documents, store.read(_COUNT)[0]["documents"], language)


def network_around(store: GraphStore, node: str, language: Language = "zh") -> Network:
    """The network of the most recent documents that a department or place (its node's id) stands in."""
    found = [row for query in (_HOLDING, _NAMING) for row in store.read(query, {"id": node, "limit": _DOCUMENTS + 1})]
    names = list(dict.fromkeys(row["document"] for row in found))
    documents = [find_document(store, name) for name in names[:_DOCUMENTS]]
    return _network(store, documents, len(names), language)


def _network(store: GraphStore, documents: Sequence[Doc], total: int, language: Language) -> Network:
    gathered = _Gathered(language)
    for doc in documents:
        gathered.add(store, doc)
    return Network(
        documents=tuple(documents),
        total=total,
        nodes=gathered.nodes,
        edges=tuple(gathered.edges.values()),
    )


class _Gathered:
    """Nodes and edges as they are met; the first edge of a kind between two nodes stands for all of them."""

    def __init__(self, language: Language) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str, EdgeKind], Edge] = {}
        self._language = language
        self._doc: Doc

    def add(self, store: GraphStore, doc: Doc) -> None:
        self._doc = doc
        self._node(doc.key, "document", doc.title, path=())
        units = rows_of(Unit, store, UNITS, document=doc.key)
        paths = {unit.id: unit.path for unit in units}
        owners = self._provisions(units)
        where = {"document": doc.key}
        for row in store.read(_ANSWERS, where):
            self._node(row["id"], "department", row["name"], shared=True)
            self._edge(owners[row["owner"]], row["id"], "answers", row["role"], row["basis"])
        for row in store.read(_CONCERNS, where):
            self._node(row["id"], "place", row["name"], shared=True)
            self._edge(owners[row["owner"]], row["id"], "concerns")
        for row in store.read(_SETS, where):
            figure = f" {row['value']}{row['unit'] or ''}" if row["value"] else ""
            path = paths.get(row["owner"], ())
            self._node(row["id"], "target", f"{row['name']}{figure}", path=path, quote=row["quote"])
            self._edge(owners[row["owner"]], row["id"], "sets")
        for row in store.read(_LAUNCHES, where):
            self._node(f"programme/{row['name']}", "programme", row["name"], shared=True)
            self._edge(owners[row["owner"]], f"programme/{row['name']}", "launches")

    def _provisions(self, units: Iterable[Unit]) -> dict[str | None, str]:
        """Each provision (None: the document) → the node that stands for it."""
        owners: dict[str | None, str] = {None: self._doc.key}
        around: list[Unit] = []
        for unit in units:
            while around and len(around[-1].path) >= len(unit.path):
                around.pop()
            parent = owners[around[-1].id if around else None]
            around.append(unit)
            kind = _kind(unit)
            owners[unit.id] = unit.id if kind else parent
            if kind:
                name = f"{unit_name(unit, self._language)} {unit.title}".strip()
                self._node(unit.id, kind, name, path=unit.path)
                self._edge(parent, unit.id, "holds")
        return owners

    def _node(
        self,
        identity: str,
        kind: NodeKind,
        name: str,
        *,
        path: tuple[str, ...] = (),
        quote: str | None = None,
        shared: bool = False,
    ) -> None:
        if identity not in self.nodes:
            self.nodes[identity] = Node(
                id=identity, kind=kind, label=_short(name), name=name, path=path, quote=quote,
                document=None if shared else self._doc.identity, order=len(self.nodes),
            )  # fmt: skip

    def _edge(
        self, source: str, target: str, kind: EdgeKind, role: Role | None = None, basis: Basis | None = None
    ) -> None:
        edge = Edge(source=source, target=target, kind=kind, role=role, basis=basis)
        self.edges.setdefault((source, target, kind), edge)


def _kind(unit: Unit) -> NodeKind | None:
    if unit.level in _PARTS:
        return "part"
    if unit.level in _MEASURES or unit.number is not None:
        return "measure"
    return None


def _short(name: str) -> str:
    """As much of a name as has the width of twelve Chinese characters."""
    widths = list(accumulate(1 if ord(character) > _LATIN else 0.5 for character in name))
    return name if not widths or widths[-1] <= _LABEL else f"{name[: bisect_right(widths, _LABEL - 1)]}…"
