"""对照: two documents side by side, what became of each provision, and the words that changed."""

from functools import partial

import streamlit as st

from graph.alignments import kept_pairs
from qa.align import beside
from qa.scope import find_document
from ui.exports.alignment_docx import to_docx
from ui.exports.alignment_html import to_html
from ui.exports.alignment_lines import Table, table_of
from ui.exports.alignment_xlsx import to_xlsx
from ui.web.align_tables import side_by_side
from ui.web.canvas import canvas
from ui.web.choose import choose_document, documents, labels
from ui.web.markup import escape
from ui.web.serving import stamp, store
from ui.web.words import language, say

_FILES = (
    ("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    ("Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
    ("HTML", "html", "text/html", to_html),
)


def show() -> None:
    """The table of the two chosen documents."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="pg-align-choice"):
        source = choose_document("align-source", say("文件", "Document"))
        reference = _reference(source) if source else None
    if source is None:
        return
    if reference is None:
        nothing = say(
            "图谱里只有一份文件，没有可以对照的；请再导入一份。", "There is only one document; import another."
        )
        canvas(f'<p class="pg-empty">{nothing}</p>', key="align-empty")
        return
    with st.spinner(say("正在逐条对照……", "Comparing…")):
        table = _table(stamp(), source, reference, language())
    shown = _relations(table)
    css = "pg-note pg-note-outline" if table.outline else "pg-note"
    canvas(
        f'<h1 class="pg-page-title">{escape(table.title)}</h1><p class="{css}">{escape(table.note)}</p>',
        key="align-head",
    )
    with st.container(horizontal=True, key="pg-align-files"):
        for name, suffix, mime, write in _FILES:
            st.download_button(
                name, data=partial(write, table), file_name=f"对照表.{suffix}", mime=mime,
                key=f"align-{suffix}", on_click="ignore",
            )  # fmt: skip
    canvas(side_by_side(table, source, reference, shown), key="align-table")


def _reference(source: str) -> str | None:
    """The document to hold it beside: the one it was compared with, else the first of the others."""
    titles = labels()
    others = [identity for identity in titles if identity != source]
    if not others:
        return None
    compared = _compared(stamp(), source)
    usual = next((others.index(each) for each in compared if each in others), 0)
    found: str = st.selectbox(
        say("对照的依据", "Beside"), others, format_func=titles.__getitem__, index=usual, key=f"align-beside-{source}"
    )
    return found


@st.cache_data(show_spinner=False)
def _compared(state: str, source: str) -> list[str]:
    """The ids of the documents that the graph keeps a comparison of this one with."""
    identities = {find_document(store(), row["id"]).key: row["id"] for row in documents()}
    return sorted(
        identities[reference]
        for mine, reference in kept_pairs(store())
        if identities.get(mine) == source and reference in identities
    )


@st.cache_data(show_spinner=False)
def _table(state: str, source: str, reference: str, language: str) -> Table:
    graph = store()
    keys = (find_document(graph, each).key for each in (source, reference))
    return table_of(*beside(graph, *keys), "en" if language == "en" else "zh")


def _relations(table: Table) -> frozenset[str | None]:
    """The relations to show, chosen from those that occur, with their counts."""
    counts = {count.relation or "": count for count in table.counts}
    chosen = st.pills(
        say("关系", "Relation"), list(counts), selection_mode="multi", key="align-relations",
        format_func=lambda one: f"{counts[one].name} {counts[one].lines}" if one in counts else one,
    )  # fmt: skip
    return frozenset(one or None for one in chosen or counts)


show()
