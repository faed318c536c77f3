"""图谱: the picture of documents, provisions and what they name, around what was chosen."""

import streamlit as st

from qa.network import NODE_KINDS, Network, Node, NodeKind, network_around, network_of
from qa.normalise import Language
from qa.picture import LAYOUTS, Layout, Picture, draw, usual_kinds
from ui.web.canvas import canvas
from ui.web.choose import documents, labels, say_empty
from ui.web.graph_chart import kind_names, layout_names, legend, node_panel, options, table, told
from ui.web.markup import escape
from ui.web.serving import stamp, store
from ui.web.words import language, say


def show() -> None:
    """The picture, its legend, and what is known of the node that was clicked."""
    canvas(f'<h1 class="pg-page-title">{say("图谱", "Graph")}</h1>', key="picture-head")
    if not documents():
        say_empty()
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="pg-picture-filters"):
        document = _document()
        around = (stamp(), document, st.query_params.get("focus"), language())
        network = _network(*around)
        focus = _focus(network, document)
        layout = st.segmented_control(
            say("布局", "Layout"), LAYOUTS, format_func=layout_names().__getitem__, default=LAYOUTS[0], required=True,
            key="picture-layout",
        )  # fmt: skip
    kinds = st.pills(
        say("显示", "Show"), NODE_KINDS, selection_mode="multi", default=usual_kinds(network),
        format_func=kind_names().__getitem__, key=f"picture-kinds-{len(network.documents) > 1}",
        label_visibility="collapsed",
    )  # fmt: skip
    picture = _picture(*around, tuple(kinds), focus, layout)
    if not picture.placed:
        nothing = say("没有可显示的内容，请多选几类。", "Nothing to show; please choose more kinds.")
        canvas(f'<p class="pg-empty">{nothing}</p>', key="picture-empty")
        return
    with st.container(key="pg-picture"):
        with st.container(key="pg-picture-chart"):
            shapes = legend({placed.node.kind for placed in picture.placed})
            canvas(shapes + _left_out(picture, network), key="picture-legend")
            chosen = _chart(picture)
        with st.container(key="pg-picture-panel"):
            node = chosen or network.nodes.get(focus or "")
            canvas(node_panel(network, node, document) if node else _hint(), key="picture-panel")
    with st.expander(say("以表格查看", "As a table")):
        canvas(table(picture, network, document), key="picture-table")


def _document() -> str | None:
    """The document to show; None for what all of them share."""
    titles = labels()
    several = sum(not row["outline"] for row in documents()) > 1
    asked = st.query_params.get("doc")
    key = "picture-document"
    if asked in titles and st.session_state.get(key) != asked:
        st.session_state[key] = asked
    elif key not in st.session_state:
        st.session_state[key] = None if several or asked == "" else next(iter(titles))
    chosen: str | None = st.selectbox(
        say("文件", "Document"), list(titles), format_func=titles.__getitem__, index=None,
        placeholder=say("各文件之间", "Across documents"), key=key, on_change=_chosen_by_hand,
    )  # fmt: skip
    return chosen


def _chosen_by_hand() -> None:
    for name in ("doc", "focus"):
        st.query_params.pop(name, None)


def _focus(network: Network, document: str | None) -> str | None:
    """The node in the middle: the one that the address names, else the one chosen in the list."""
    asked = network.standing_for(st.query_params.get("focus", ""))
    key = f"picture-focus-{document}"
    if asked is not None and st.session_state.get(key) != asked:
        st.session_state[key] = asked
    names = kind_names()
    return st.selectbox(
        say("中心", "Centre"), list(network.nodes), index=None, key=key, on_change=_forget_focus,
        format_func=lambda node: f"{network.nodes[node].name}（{names[network.nodes[node].kind]}）",
        placeholder=say("全部", "The whole"),
    )  # fmt: skip


def _forget_focus() -> None:
    st.query_params.pop("focus", None)


@st.cache_data(show_spinner=False, max_entries=20)
def _network(state: str, document: str | None, focus: str | None, words: Language) -> Network:
    if document is None and focus is not None:
        around = network_around(store(), focus, words)
        if focus in around.nodes:
            return around
    return network_of(store(), document, words)


@st.cache_data(show_spinner=False, max_entries=50)
def _picture(
    state: str,
    document: str | None,
    asked: str | None,
    words: Language,
    kinds: tuple[NodeKind, ...],
    focus: str | None,
    layout: Layout,
) -> Picture:
    return draw(_network(state, document, asked, words), kinds=kinds, focus=focus, layout=layout)


def _chart(picture: Picture) -> Node | None:
    """Draw the picture; the node that was clicked."""
    dark = st.context.theme.type == "dark"
    key = f"picture-chart-{hash(picture)}"
    state = st.echarts_chart(
        options(picture, dark=dark), height=680, renderer="svg", alt=told(picture), on_select="rerun", key=key
    )
    clicked = [index for series in state["selection"]["selected"] for index in series["data_indices"]]
    return picture.placed[clicked[0]].node if clicked and clicked[0] < len(picture.placed) else None


def _left_out(picture: Picture, network: Network) -> str:
    """That not all is shown, and what to do about it."""
    lines = []
    if picture.left_out:
        lines.append(
            say(
                f"另有 {picture.left_out} 个节点没有画出：选一个中心，或少选几类。",
                f"{picture.left_out} more are not drawn: choose a centre, or fewer kinds.",
            )
        )
    if picture.lines_left_out:
        lines.append(
            say(
                f"另有 {picture.lines_left_out} 条连线没有画出。", f"{picture.lines_left_out} more lines are not drawn."
            )
        )
    if len(network.documents) < network.total and len(network.documents) > 1:
        many = len(network.documents)
        lines.append(say(f"只画最近的 {many} 份文件。", f"Only the {many} most recent documents are drawn."))
    return f'<p class="pg-aside">{escape(say("", " ").join(lines))}</p>' if lines else ""


def _hint() -> str:
    words = say(
        "点击一个节点，查看它与什么相连；滚轮缩放，拖动平移，双击取消选择。",
        "Click a node to see what it is joined to; scroll to zoom, drag to move, double-click to let go.",
    )
    return f'<p class="pg-aside">{words}</p>'


show()
