"""文件: a document as it reads on paper, its outline, and what is known of the provision that is chosen."""

import re
from collections.abc import Sequence

import streamlit as st

from graph.errors import NotFound
from graph.model import Span
from qa.inference import Suggestion, suggest_for
from qa.panel import Panel, open_panel
from qa.reader import Reading, find_unit, read_document
from qa.rows import Unit
from qa.typeset import Paragraph, paragraphs
from ui.web.beside import document_panel, provision_panel
from ui.web.canvas import canvas
from ui.web.choose import choose_document
from ui.web.guard import guarded
from ui.web.markup import escape
from ui.web.paper import outline, paper
from ui.web.serving import stamp, store
from ui.web.words import say, told

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")


def show() -> None:
    """The chosen document, at the provision that the address names (``p``) and its characters (``at``)."""
    with st.container(horizontal=True, vertical_alignment="center", key="pg-reader-tools"):
        document = choose_document("read-document")
        if document is None:
            return
        reading = _reading(stamp(), document)
        furniture = any(leaf.kind == "noise" for leaf in reading.leaves) and st.toggle(
            say("显示网页杂项", "Show page furniture"), key="read-furniture"
        )
    st.query_params["doc"] = document
    unit, missing = _chosen(reading)
    quoted = _quoted(reading)
    with st.container(key="pg-reader"):
        with st.container(key="pg-reader-outline"):
            canvas(outline(reading, unit), key="read-outline")
        with st.container(key="pg-reader-paper"):
            lines = _paragraphs(stamp(), document, quoted)
            canvas(paper(reading, lines, furniture=furniture), key="read-paper", scroll=_place(lines, unit, quoted))
        with st.container(key="pg-reader-panel"), guarded():
            if missing:
                canvas(f'<p class="pg-note" role="alert">{escape(missing)}</p>', key="read-missing")
            if unit is None:
                canvas(document_panel(reading), key="read-panel")
            else:
                panel = _panel(stamp(), document, unit.id)
                canvas(provision_panel(panel, reading, _suggested(stamp(), unit.id)), key="read-panel")


@st.cache_data(show_spinner=False, max_entries=50)
def _reading(state: str, document: str) -> Reading:
    return read_document(store(), document)


@st.cache_data(show_spinner=False, max_entries=50)
def _paragraphs(state: str, document: str, quoted: Span | None) -> tuple[Paragraph, ...]:
    return paragraphs(_reading(state, document), quoted)


@st.cache_data(show_spinner=False, max_entries=500)
def _panel(state: str, document: str, provision: str) -> Panel:
    reading = _reading(state, document)
    return open_panel(store(), reading, find_unit(reading, provision))


@st.cache_data(show_spinner=False, max_entries=500)
def _suggested(state: str, provision: str) -> list[Suggestion]:
    return suggest_for(store(), provision)


def _chosen(reading: Reading) -> tuple[Unit | None, str | None]:
    """The provision that the address names, or what to say where there is none such."""
    place = st.query_params.get("p")
    if not place:
        return None, None
    try:
        return find_unit(reading, place), None
    except NotFound as error:
        return None, told(error)


def _quoted(reading: Reading) -> Span | None:
    """The characters that the address names, if the document has them."""
    found = _AT.fullmatch(st.query_params.get("at", ""))
    if not found:
        return None
    span = Span(int(found[1]), int(found[2]))
    return span if span.start < span.end <= len(reading.text) else None


def _place(lines: Sequence[Paragraph], unit: Unit | None, quoted: Span | None) -> str | None:
    """The id of what the paper is to be opened at."""
    runs = (run for line in lines for run in line.runs if run.quoted)
    first = next(runs, None) if quoted else None
    if first is not None:
        return f"quoted-{first.span.start}"
    return f"p-{unit.position}" if unit else None


show()
