"""A picture of the graph that a person can read: a bounded neighbourhood of what was chosen, each node with a place.

What is left out is chosen by rule, never by chance: nodes further from the centre go first, then kinds that say less,
then nodes with fewer edges. Positions depend on nothing but what is shown, so the same view looks the same again.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, get_args

import msgspec
import networkx as nx

from qa.network import NODE_KINDS, Edge, EdgeKind, Network, Node, NodeKind

Layout = Literal["spring", "layered", "radial"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
LIMIT, LINES = 120, 260
"""At most so many nodes and edges are drawn."""
WIDTH, HEIGHT = 1000.0, 900.0

_HOPS = 2
"""So far from what was chosen a picture reaches: its own facts, and what shares them."""
_COLUMNS: Mapping[NodeKind, int] = {
    "document": 0, "part": 1, "measure": 2, "department": 3, "target": 3, "place": 4, "programme": 4,
}  # fmt: skip
_KINDS: Sequence[EdgeKind] = ("holds", "answers", "sets", "concerns", "launches")
_SEED, _APART = 7, 4.0
_PART, _GAP = 3, 0.06
"""Nodes from which a connected part has a strip of its own, and the share of the whole between two strips."""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A node with its place, from the upper left of `WIDTH` by `HEIGHT`; ``edges`` counts what it is joined to here."""

    node: Node
    x: float
    y: float
    edges: int


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown. ``left_out`` nodes of the kinds asked for are not, because they are too many or too far.

    ``lines_left_out`` edges between shown nodes are not drawn, because so many lines tell nothing.
    """

    placed: tuple[Placed, ...]
    edges: tuple[Edge, ...]
    focus: str | None
    left_out: int
    lines_left_out: int


def usual_kinds(network: Network) -> tuple[NodeKind, ...]:
    """What a first look shows: of one document all but its coined terms, of several what they share."""
    if len(network.documents) > 1:
        return ("document", "department", "place")
    return tuple(kind for kind in NODE_KINDS if kind != "programme")


def draw(
    network: Network,
    *,
    kinds: Collection[NodeKind] = NODE_KINDS,
    focus: str | None = None,
    layout: Layout = "spring",
    limit: int = LIMIT,
) -> Picture:
    """At most ``limit`` nodes of some kinds, around ``focus`` (a node's id, shown whatever its kind) or all documents.

    Provisions of a kind that is not asked for are stepped over: what they hold is joined to what is around them.
    """
    centre = network.nodes.get(focus) if focus else None
    shown = {key: node for key, node in network.nodes.items() if node.kind in kinds or node is centre}
    edges = _stepped_over(network, shown)
    whole = nx.Graph()
    whole.add_nodes_from(shown)
    whole.add_edges_from((edge.source, edge.target) for edge in edges)
    centres = [centre.id] if centre else [key for key, node in shown.items() if node.kind == "document"]
    distance = _distances(whole, centres)
    chosen = _chosen(whole, shown, distance, _HOPS if centre else None)[:limit]
    graph = whole.subgraph(chosen).copy()
    found = _place(graph, shown, {key: distance.get(key, 0) for key in chosen}, layout)
    places = _scaled(found, WIDTH, HEIGHT)
    drawn = _telling(edge for edge in edges if edge.source in graph and edge.target in graph)
    return Picture(
        placed=tuple(
            Placed(node=shown[key], x=round(places[key][0], 1), y=round(places[key][1], 1), edges=graph.degree(key))
            for key in chosen
        ),
        edges=tuple(drawn[:LINES]),
        focus=centre.id if centre else None,
        left_out=len(shown) - len(chosen),
        lines_left_out=len(drawn[LINES:]),
    )


def _stepped_over(network: Network, shown: Mapping[str, Node]) -> list[Edge]:
    """The edges between shown nodes, those of hidden provisions taken over by the nearest shown one around them."""
    parents = {edge.target: edge.source for edge in network.edges if edge.kind == "holds"}
    found: dict[tuple[str, str, str], Edge] = {}
    for edge in network.edges:
        source: str | None = edge.source
        while source is not None and source not in shown:
            source = parents.get(source)
        if source is not None and edge.target in shown:
            moved = msgspec.structs.replace(edge, source=source)
            found.setdefault((source, edge.target, edge.kind), moved)
    return list(found.values())


def _distances(graph: "nx.Graph[str]", centres: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = dict.fromkeys(centres, 0)
    ring = list(found)
    while ring:
        nearby = dict.fromkeys(other for key in ring for other in graph[key] if other not in found)
        found.update(dict.fromkeys(nearby, found[ring[0]] + 1))
        ring = list(nearby)
    return found


def _chosen(
    graph: "nx.Graph[str]", shown: Mapping[str, Node], distance: Mapping[str, int], hops: int | None
) -> list[str]:
    """The nodes to show, the most telling first. Without a focus also those that no document reaches."""
    far = max(distance.values(), default=0) + 1
    near = [key for key in shown if hops is None or distance.get(key, far) <= hops]
    return sorted(
        near,
        key=lambda key: (
            distance.get(key, far), NODE_KINDS.index(shown[key].kind), -graph.degree(key), shown[key].order, key,
        ),
    )  # fmt: skip


def _telling(edges: Iterable[Edge]) -> list[Edge]:
    """The most telling first: what holds what, then who answers for it, leads before others, then the rest."""
    return sorted(edges, key=lambda edge: (_KINDS.index(edge.kind), edge.role != "lead"))


_Places = dict[str, tuple[float, float]]


def _place(graph: "nx.Graph[str]", shown: Mapping[str, Node], distance: Mapping[str, int], layout: Layout) -> _Places:
    if layout == "layered":
        return _ranked(graph, shown, {key: _COLUMNS[shown[key].kind] for key in graph})
    rings = _ranked(graph, shown, distance)
    # one node in the middle is its own ring; several share a small one
    inner = 0.0 if sum(rank == 0 for rank, _ in rings.values()) == 1 else 0.7
    circled = {
        key: ((rank + inner) * math.cos(2 * math.pi * at), (rank + inner) * math.sin(2 * math.pi * at))
        for key, (rank, at) in rings.items()
    }
    if layout == "radial" or len(graph) < 3:
        return circled
    return _side_by_side(graph, circled)


def _side_by_side(graph: "nx.Graph[str]", start: _Places) -> _Places:
    """Each connected part on its own, from where it starts, in a strip as wide as it has nodes; pairs in a grid."""
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    loose = sorted(key for part in parts if len(part) < _PART for key in part)
    places: _Places = {}
    left = 0.0
    for part in [*(part for part in parts if len(part) >= _PART), loose]:
        strip = _spread(graph.subgraph(sorted(part)), start) if part is not loose else _grid(loose)
        places |= {key: (left + x * len(part), y) for key, (x, y) in strip.items()}
        left += len(part) + len(graph) * _GAP
    return places


def _spread(part: "nx.Graph[str]", start: _Places) -> _Places:
    """A connected part by the forces of its edges (Fruchterman and Reingold, 1991), from 0 to 1 both ways."""
    begun = {key: start[key] for key in part}
    pushed = nx.spring_layout(part, pos=begun, seed=_SEED, iterations=300, k=_APART / math.sqrt(len(part)))
    return _scaled({key: (float(x), float(y)) for key, (x, y) in pushed.items()}, 1.0, 1.0)


def _grid(keys: Sequence[str]) -> _Places:
    columns = max(1, math.ceil(math.sqrt(len(keys))))
    cells = {key: (float(at % columns), float(at // columns)) for at, key in enumerate(keys)}
    return _scaled(cells, 1.0, 1.0)


def _ranked(graph: "nx.Graph[str]", shown: Mapping[str, Node], ranks: Mapping[str, int]) -> _Places:
    """(rank, 0 to 1 within it): evenly, and near what a node is joined to in the ranks before (Sugiyama, 1981)."""
    members: dict[int, list[str]] = defaultdict(list)
    for key in sorted(graph, key=lambda key: (shown[key].order, key)):
        members[ranks[key]].append(key)
    places: _Places = {}
    for rank in sorted(members):
        centres = {}
        for key in members[rank]:
            before = [places[other][1] for other in graph[key] if other in places]
            centres[key] = sum(before) / len(before) if before else 0.5
        ordered = sorted(members[rank], key=lambda key: (centres[key], shown[key].order, key))
        places.update({key: (float(rank), (at + 0.5) / len(ordered)) for at, key in enumerate(ordered)})
    return places


def _scaled(places: _Places, width: float, height: float) -> _Places:
    """Spread over all of a rectangle; what is alone in a direction stands in its middle."""
    if not places:
        return {}
    (left, right), (top, bottom) = (
        (min(one), max(one)) for one in ([at[axis] for at in places.values()] for axis in (0, 1))
    )
    return {key: (_along(x, left, right, width), _along(y, top, bottom, height)) for key, (x, y) in places.items()}


def _along(at: float, least: float, most: float, length: float) -> float:
    return length * (at - least) / (most - least) if most > least else length / 2
