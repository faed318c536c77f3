"""分工表: who does what by when, in three views, filtered, and as files that look the same."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from qa.matrix import BASES, Matrix, build_matrix
from qa.matrix_views import by_department, narrow
from ui.exports.cells import sub_title
from ui.matrix import format_of
from ui.show import BASES as BASIS_WORDS
from ui.web.canvas import canvas
from ui.web.choose import choose_document
from ui.web.markup import escape
from ui.web.matrix_tables import by_body, by_measure, crossed
from ui.web.serving import stamp, store
from ui.web.words import language, say

_SUGGESTED = 3
_FILES = {"xlsx": "Excel", "docx": "Word", "csv": "CSV"}
_MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "csv": "text/csv",
}  # fmt: skip


def show() -> None:
    """The table of the chosen document."""
    document = choose_document("matrix-document")
    if document is None:
        return
    whole = _matrix(stamp(), document)
    canvas(
        f'<h1 class="pg-page-title">{say("任务分工表", "Who does what")}</h1>'
        f'<p class="pg-aside">《{escape(whole.document.title)}》　{escape(sub_title(whole))}</p>',
        key="matrix-head",
    )
    matrix = _narrowed(whole)
    views: dict[str, tuple[str, Callable[[Matrix], str]]] = {
        "measures": (say("按措施", "By measure"), by_measure), "bodies": (say("按部门", "By department"), by_body),
        "crossed": (say("交叉表", "Crossed"), crossed),
    }  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom", key="pg-matrix-tools"):
        view = st.segmented_control(
            say("视图", "View"), list(views), format_func=lambda one: views[one][0], default="measures", required=True,
            key="matrix-view", label_visibility="collapsed",
        )  # fmt: skip
        _downloads(matrix, document)
    if not matrix.rows:
        nothing = say("没有符合筛选条件的条款，请放宽条件。", "No provision fits the filter; please widen it.")
        canvas(f'<p class="pg-empty">{nothing}</p>', key="matrix-empty")
        return
    canvas(f'<p class="pg-small">{_count(matrix, whole)}</p>' + views[view][1](matrix), key="matrix-table")


@st.cache_data(show_spinner=False)
def _matrix(state: str, document: str) -> Matrix:
    return build_matrix(store(), document, infer=_SUGGESTED)


def _narrowed(whole: Matrix) -> Matrix:
    """The rows that the filters leave."""
    parts = {label: f"{label}、{title}" for label, title in whole.parts}
    words = BASIS_WORDS[language()]
    with st.container(horizontal=True, vertical_alignment="bottom", key="pg-matrix-filters"):
        part = st.selectbox(
            say("部分", "Part"), list(parts), format_func=parts.__getitem__, index=None,
            placeholder=say("全部", "All"), key=f"matrix-part-{whole.document.key}",
        )  # fmt: skip
        department = st.selectbox(
            say("部门", "Department"),
            list(by_department(whole)),
            index=None,
            placeholder=say("全部", "All"),
            key=f"matrix-department-{whole.document.key}",
        )
        inferred = st.toggle(say("显示推断", "Show inferred"), value=True, key="matrix-inferred")
    bases = st.pills(
        say("依据", "Basis"), [None, *BASES], format_func=lambda basis: words[basis or ""], selection_mode="multi",
        key="matrix-bases",
    )  # fmt: skip
    return narrow(whole, part=part, department=department, bases=bases, inferred=inferred)


def _downloads(matrix: Matrix, document: str) -> None:
    for suffix, name in _FILES.items():
        write = format_of(f"x.{suffix}")
        st.download_button(
            name,
            data=partial(write, matrix),
            file_name=f"{matrix.document.title}任务分工表.{suffix}",
            mime=_MIMES[suffix],
            key=f"matrix-{suffix}",
            on_click="ignore",
            disabled=not matrix.rows,
        )


def _count(matrix: Matrix, whole: Matrix) -> str:
    open_rows = sum(not (row.lead or row.responsible) for row in matrix.rows)
    return say(
        f"{len(whole.rows)} 条中的 {len(matrix.rows)} 条；其中 {open_rows} 条未明确牵头或责任单位",
        f"{len(matrix.rows)} of {len(whole.rows)}; {open_rows} name neither a lead nor a responsible body",
    )


show()
