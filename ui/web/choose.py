"""Which document a page is about: the one that the address names (``?doc=…``), else the one last chosen."""

from collections import Counter
from typing import Any

import streamlit as st

from graph.errors import NotFound
from graph.load import list_documents
from ui.web.serving import stamp, store
from ui.web.words import say

_LAST = "document"


@st.cache_data(show_spinner=False)
def _documents(state: str) -> list[dict[str, Any]]:
    return list_documents(store())


def documents() -> list[dict[str, Any]]:
    """The documents of the graph in their current versions, those that are no outline first."""
    return sorted(_documents(stamp()), key=lambda row: (row["outline"], row["id"]))


def labels() -> dict[str, str]:
    """The ids of the documents with their titles; two of one title are told apart by their dates."""
    often = Counter(row["title"] for row in documents())
    return {row["id"]: _label(row, dated=often[row["title"]] > 1) for row in documents()}


def _label(row: dict[str, Any], *, dated: bool) -> str:
    outline = say("（提要）", " (outline)") if row["outline"] else ""
    return f"{row['title']}{outline}" + (f" · {row['date']}" if dated and row["date"] else "")


def say_empty() -> None:
    """What to do where the graph holds no document."""
    st.info(
        say("图谱里还没有文件，请先在“导入”页导入。", "There are no documents yet: import some on the page Import.")
    )


def choose_document(key: str, label: str | None = None) -> str | None:
    """A list to choose a document from, and the id of the one chosen; None, and what to do, where there is none.

    Raises NotFound where the address names a document that the graph does not hold.
    """
    titles = labels()
    if not titles:
        say_empty()
        return None
    asked = st.query_params.get("doc")
    if asked is not None and asked not in titles:
        raise NotFound(
            f"图谱里没有编号为“{asked}”的文件。点左侧的页名，可以从目录里另选一份。",
            f"The graph holds no document with the id “{asked}”. Choose another by the pages at the left.",
        )
    chosen = asked or st.session_state.get(_LAST)
    if key not in st.session_state or (asked is not None and st.session_state[key] != asked):
        st.session_state[key] = chosen if chosen in titles else next(iter(titles))
    found = st.selectbox(
        label or say("文件", "Document"), list(titles), format_func=titles.__getitem__, key=key,
        on_change=_chosen_by_hand, label_visibility="visible" if label else "collapsed",
    )  # fmt: skip
    st.session_state[_LAST] = found
    return found


def _chosen_by_hand() -> None:
    """What is chosen in the list holds from now on, whatever the address said."""
    for name in ("doc", "p", "at"):
        st.query_params.pop(name, None)
