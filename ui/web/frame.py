"""What stands around every page: the style sheet, and the side bar with the pages and the switch of language."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from graph.load import list_documents
from qa.normalise import Language
from ui.web.markup import escape
from ui.web.serving import stamp, store
from ui.web.signin import who_is_here
from ui.web.talk import last_asked
from ui.web.words import language, say, speak

_STYLES = Path(__file__).with_name("styles")


def dress() -> None:
    """Put the style sheets on the page, the common one first."""
    sheets = sorted(_STYLES.glob("*.css"), key=lambda sheet: (sheet.name != "common.css", sheet.name))
    st.html("<style>" + "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets) + "</style>")


def side_bar(pages: Sequence[StreamlitPage]) -> None:
    """The name, what the graph holds, the pages, and the language.

    The graph is read last: where it can't be, the pages and the switch are there, and the error is the page's to tell.
    """
    with st.sidebar:
        head = st.container()
        for page in pages:
            st.page_link(page, label=page.title, query_params=None if page.url_path else last_asked())
        st.segmented_control(
            say("语言", "Language"), ("zh", "en"), format_func={"zh": "中文", "en": "English"}.__getitem__,
            default=language(), required=True, key="language-switch", on_change=_switched, label_visibility="collapsed",
        )  # fmt: skip
        who_is_here()
    head.html(f'<div class="pg-brand">{say("政策图谱", "policygraph")}</div><p class="pg-held">{escape(_held())}</p>')


def _switched() -> None:
    chosen: Language = st.session_state["language-switch"]
    speak(chosen)


def _held() -> str:
    documents, measures = _counts(stamp())
    return say(f"{documents} 份文件 · {measures} 个条款", f"{documents} documents · {measures} provisions")


@st.cache_data(show_spinner=False)
def _counts(state: str) -> tuple[int, int]:
    rows = list_documents(store())
    return len(rows), sum(row["provisions"] for row in rows)
