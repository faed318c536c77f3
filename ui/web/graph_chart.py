"""The picture of the graph as options of an ECharts graph, its legend, and the same as a table and as a panel.

Kinds are told apart by shape as well as by colour. Names are data of the chart and of our own HTML, never templates.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from qa.network import NODE_KINDS, Edge, EdgeKind, Network, Node, NodeKind
from qa.phrases import ROLES
from qa.picture import Layout, Picture, Placed
from ui.show import BASES
from ui.web.markup import badge, escape, link, read_href
from ui.web.words import language, say


class Look(NamedTuple):
    """How a kind of node is drawn: ECharts' symbol, its size, a colour that holds on both grounds, an SVG path."""

    symbol: str
    size: int
    color: str
    path: str


_LOOKS: Mapping[NodeKind, Look] = {
    "document": Look("roundRect", 30, "#b4483f", "M2 4h12v8H2z"),
    "part": Look("rect", 22, "#c98a3a", "M3 3h10v10H3z"),
    "measure": Look("circle", 17, "#8d8672", "M8 2a6 6 0 1 0 .01 0z"),
    "department": Look("diamond", 20, "#5a7ab8", "M8 1l7 7-7 7-7-7z"),
    "place": Look("pin", 24, "#3d8f8f", "M8 15C3 9 3 2 8 2s5 7 0 13z"),
    "target": Look("triangle", 16, "#a06aa8", "M8 2l7 12H1z"),
    "programme": Look("arrow", 15, "#7f9a4d", "M8 1l5 14-5-4-5 4z"),
}
_LINES: Mapping[EdgeKind, str] = {
    "holds": "#9a978f", "answers": "#5a7ab8", "concerns": "#3d8f8f", "sets": "#a06aa8", "launches": "#7f9a4d",
}  # fmt: skip
_NAME = 40
_INK = {False: ("#1f2328", "#fbfaf7"), True: ("#e6e3dc", "#191a1c")}


def kind_names() -> dict[NodeKind, str]:
    """What the kinds of nodes are called."""
    return {
        "document": say("文件", "Documents"), "part": say("部分", "Parts"), "measure": say("措施", "Measures"),
        "department": say("部门", "Bodies"), "place": say("地方", "Places"), "target": say("目标", "Targets"),
        "programme": say("行动与提法", "Programmes"),
    }  # fmt: skip


def layout_names() -> dict[Layout, str]:
    """What the layouts are called."""
    return {"spring": say("散开", "Spread"), "layered": say("分层", "Layers"), "radial": say("环形", "Rings")}


def options(picture: Picture, *, dark: bool) -> dict[str, object]:
    """The chart: nodes where the picture puts them, labels that don't lie on one another, edges by kind and basis."""
    ink, ground = _INK[dark]
    index = {placed.node.id: position for position, placed in enumerate(picture.placed)}
    return {
        "animation": False,
        "tooltip": {"formatter": "{c}", "confine": True},
        "series": [
            {
                "type": "graph", "layout": "none", "preserveAspect": "contain", "roam": True, "selectedMode": "single",
                "left": 16, "right": 160, "top": 16, "bottom": 16, "scaleLimit": {"min": 0.6, "max": 8},
                "labelLayout": {"hideOverlap": True},
                "label": {
                    "show": True, "position": "right", "fontSize": 12.5, "color": ink, "textBorderColor": ground,
                    "textBorderWidth": 3, "formatter": "{b}",
                },
                "emphasis": {"focus": "adjacency", "label": {"show": True}},
                "select": {"itemStyle": {"borderColor": ink, "borderWidth": 3}, "label": {"fontWeight": "bold"}},
                "data": [_node(placed, picture, ink, position) for position, placed in enumerate(picture.placed)],
                "links": [_edge(edge, index) for edge in picture.edges],
            }
        ],
    }  # fmt: skip


def _node(placed: Placed, picture: Picture, ink: str, position: int) -> dict[str, object]:
    look = _LOOKS[placed.node.kind]
    centre = placed.node.id == picture.focus
    return {
        "id": str(position), "name": placed.node.label,
        "value": f"{kind_names()[placed.node.kind]} · {placed.node.name}",
        "x": placed.x, "y": placed.y, "symbol": look.symbol, "symbolSize": look.size + (8 if centre else 0),
        "itemStyle": {"color": look.color, **({"borderColor": ink, "borderWidth": 2} if centre else {})},
        **({"label": {"fontWeight": "bold", "fontSize": 14}} if centre or placed.node.kind == "document" else {}),
    }  # fmt: skip


def _edge(edge: Edge, index: Mapping[str, int]) -> dict[str, object]:
    dashed = edge.basis == "general" or edge.kind == "launches"
    return {
        "source": str(index[edge.source]), "target": str(index[edge.target]), "value": edge_name(edge),
        "lineStyle": {
            "color": _LINES[edge.kind], "width": 2 if edge.role == "lead" else 1.1, "opacity": 0.65,
            "type": "dashed" if dashed else "solid",
        },
    }  # fmt: skip


def edge_name(edge: Edge) -> str:
    """牵头 · 明文; 涉及; 提出."""
    if edge.kind == "answers":
        return f"{ROLES[language()][edge.role]} · {BASES[language()][edge.basis or '']}"
    return {
        "holds": say("包含", "holds"), "concerns": say("涉及", "concerns"), "sets": say("提出", "sets"),
        "launches": say("部署", "launches"),
    }[edge.kind]  # fmt: skip


def legend(kinds: Collection[NodeKind]) -> str:
    """The shapes and their meaning."""
    names = kind_names()
    entries = "".join(
        f'<span><svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">'
        f'<path d="{_LOOKS[kind].path}" fill="{_LOOKS[kind].color}"/></svg> {escape(names[kind])}</span>'
        for kind in NODE_KINDS
        if kind in kinds
    )
    dashed = say("虚线：总则或部署", "dashed: general clause, or launches")
    return f'<p class="pg-shapes">{entries}<span class="pg-aside">{dashed}</span></p>'


def told(picture: Picture) -> str:
    """The picture in words, for who does not see it."""
    counts = [
        f"{name} {sum(placed.node.kind == kind for placed in picture.placed)}" for kind, name in kind_names().items()
    ]
    said = say("，", ", ").join(count for count in counts if not count.endswith(" 0"))
    return say(f"图谱：{said}；下面有同样内容的表格", f"Graph: {said}; the table below says the same")


def node_panel(network: Network, node: Node, document: str | None) -> str:
    """What a node is and what it is joined to, whether the picture shows it or not."""
    groups: dict[NodeKind, list[tuple[Edge, Node]]] = {}
    for edge, other in network.around(node.id):
        groups.setdefault(other.kind, []).append((edge, other))
    names = kind_names()
    sections = "".join(
        f'<h3 class="pg-small">{names[kind]} <small>{len(found)}</small></h3><ul class="pg-facts-list">'
        + "".join(f"<li>{_joined(edge, other, document)}</li>" for edge, other in found)
        + "</ul>"
        for kind, found in groups.items()
    )
    quote = f'<blockquote class="pg-quote"><q>{escape(node.quote)}</q></blockquote>' if node.quote else ""
    return (
        f'<aside class="pg-node" aria-label="{say("选中的节点", "Chosen node")}">'
        f'<p class="pg-aside">{names[node.kind]}</p>'
        f'<p class="pg-panel-name" lang="zh-CN">{escape(node.name)}</p>{quote}'
        f'<p class="pg-card-foot">{_open(node)}{_centre(node, document)}</p>{sections}</aside>'
    )


def _joined(edge: Edge, other: Node, document: str | None) -> str:
    href = focus_href(other, document)
    basis = badge(edge.basis, language()) if edge.basis else ""
    role = f"{escape(ROLES[language()][edge.role])} " if edge.role else ""
    name = other.name if len(other.name) <= _NAME else f"{other.name[:_NAME]}…"
    return f"{role}{link(href, name, 'pg-source')} {basis}"


def _open(node: Node) -> str:
    if node.document is None:
        return ""
    return link(read_href(node.document, node.path), say("看原文", "Read the text"), "pg-plain")


def _centre(node: Node, document: str | None) -> str:
    return link(focus_href(node, document), say("以它为中心", "Put it in the middle"), "pg-plain")


def focus_href(node: Node, document: str | None) -> str:
    """The address of the picture around a node: in its document, or for what several share where one is chosen."""
    place = document or node.document
    return "picture?" + urlencode({**({"doc": place} if place else {}), "focus": node.id})


def table(picture: Picture, network: Network, document: str | None) -> str:
    """The picture as a table: each node with what it is joined to here."""
    shown = {placed.node.id for placed in picture.placed}
    names = kind_names()
    heads = (say("类别", "Kind"), say("名称", "Name"), say("相连", "Joined to"))
    rows = "".join(
        f"<tr><td>{names[placed.node.kind]}</td><td>{link(focus_href(placed.node, document), placed.node.name)}</td>"
        f"<td>{_beside(placed, network, shown)}</td></tr>"
        for placed in picture.placed
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = f'<table class="pg-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="pg-scroll" tabindex="0" role="group" aria-label="{say("图谱的表格", "Table")}">{body}</div>'


def _beside(placed: Placed, network: Network, shown: Collection[str]) -> str:
    joined: Sequence[tuple[Edge, Node]] = [
        pair for pair in network.around(placed.node.id) if pair[1].id in shown and pair[0].kind != "holds"
    ]
    return escape("；".join(f"{other.name}（{edge_name(edge)}）" for edge, other in joined)) or "—"
