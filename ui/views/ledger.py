"""台账: targets, deadlines and tasks of all documents, by department and by year."""

from functools import partial

import streamlit as st

from qa.ledger import KINDS, Entry, Kind, Ledger, build_ledger, by_department, by_year, chosen, departments
from ui.exports.ledger import KINDS as KIND_NAMES
from ui.exports.ledger import to_csv, to_xlsx
from ui.web.canvas import canvas
from ui.web.choose import documents, labels, say_empty
from ui.web.ledger_tables import rows_table, timeline, told, year_name
from ui.web.markup import escape
from ui.web.serving import stamp, store
from ui.web.words import language, say

_FILES = (
    ("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    ("CSV", "csv", "text/csv", to_csv),
)
_USUAL: tuple[Kind, ...] = ("target", "deadline")
_NOTES = 2
_NOBODY, _UNDATED = "", 0  # the choices 未明确 among departments and years


def show() -> None:
    """The rows that the filters leave, on a time line and as a table."""
    canvas(f'<h1 class="pg-page-title">{say("目标与任务台账", "Targets and tasks")}</h1>', key="ledger-head")
    if not documents():
        say_empty()
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="pg-ledger-filters"):
        ledger, entries = _filtered()
    _notes(ledger)
    if not entries:
        nothing = say("没有符合筛选条件的目标、时限或任务，请放宽条件。", "Nothing fits the filter; please widen it.")
        canvas(f'<p class="pg-empty">{nothing}</p>', key="ledger-empty")
        return
    groups = by_year(entries)
    in_order = [entry for group in groups for entry in group.entries]
    st.echarts_chart(timeline(groups), height=260, renderer="svg", alt=told(groups), key="ledger-chart")
    with st.container(horizontal=True, vertical_alignment="center", key="pg-ledger-tools"):
        views = {"years": say("按年份", "By year"), "bodies": say("按部门", "By department")}
        view = st.segmented_control(
            say("分组", "Group"), list(views), format_func=views.__getitem__, default="years", required=True,
            key="ledger-view", label_visibility="collapsed",
        )  # fmt: skip
        canvas(f'<p class="pg-small">{say(f"{len(entries)} 项", f"{len(entries)} rows")}</p>', key="ledger-count")
        for name, suffix, mime, write in _FILES:
            st.download_button(
                name, data=partial(write, in_order, language()), file_name=f"{say('台账', 'ledger')}.{suffix}",
                mime=mime, key=f"ledger-{suffix}", on_click="ignore",
            )  # fmt: skip
    if view == "years":
        grouped = [(year_name(group), group.entries) for group in groups]
    else:
        grouped = [(name or say("未明确", "not stated"), rows) for name, rows in by_department(entries)]
    canvas(rows_table(grouped, several=len(ledger.documents) > 1), key="ledger-table")


@st.cache_data(show_spinner=False, max_entries=20)
def _ledger(state: str, document: str | None) -> Ledger:
    return build_ledger(store(), document)


def _filtered() -> tuple[Ledger, list[Entry]]:
    titles = labels()
    asked = st.query_params.get("doc")
    document = st.selectbox(
        say("文件", "Document"), list(titles), format_func=titles.__getitem__, placeholder=say("全部", "All"),
        index=list(titles).index(asked) if asked in titles else None, key="ledger-document",
    )  # fmt: skip
    ledger = _ledger(stamp(), document)
    kinds = st.pills(
        say("类别", "Kind"), KINDS, selection_mode="multi", default=_USUAL,
        format_func=KIND_NAMES[language()].__getitem__, key="ledger-kinds",
    )  # fmt: skip
    entries = [entry for entry in ledger.entries if not kinds or entry.kind in kinds]
    nobody = say("未明确", "not stated")
    department = st.selectbox(
        say("部门", "Department"), [_NOBODY, *departments(entries)], format_func=lambda name: name or nobody,
        index=None, placeholder=say("全部", "All"), key=f"ledger-department-{document}",
    )  # fmt: skip
    years = sorted({entry.year for entry in entries if entry.year})
    undated = say("时限未明确", "no date stated")
    year = st.selectbox(
        say("年份", "Year"), [*years, _UNDATED], format_func=lambda year: str(year) if year else undated,
        index=None, placeholder=say("全部", "All"), key=f"ledger-year-{document}",
    )  # fmt: skip
    return ledger, chosen(
        entries, department=department or None, unassigned=department == _NOBODY, year=year or None,
        undated=year == _UNDATED,
    )  # fmt: skip


def _notes(ledger: Ledger) -> None:
    """Who coordinates documents as a whole, and that not all documents are listed where they are not."""
    lines: list[str] = []
    for doc in ledger.documents:
        names = "、".join(charge.name for charge in ledger.whole[doc.identity])
        if names:
            lines.append(
                say(
                    f"《{doc.title}》全文由{names}协调指导（总则，不是对单项的分工）。",
                    f"《{doc.title}》 as a whole is coordinated by {names}; that assigns no single row.",
                )
            )
    if len(ledger.documents) < ledger.total and len(ledger.documents) > 1:
        many = len(ledger.documents)
        lines.append(say(f"只列最近的 {many} 份文件。", f"Only the {many} most recent documents are listed."))
    if lines:
        inner = "".join(f"<p>{escape(line)}</p>" for line in lines)
        if len(lines) > _NOTES:
            summary = say(f"{len(lines)} 项说明", f"{len(lines)} notes")
            inner = f"<details><summary>{summary}</summary>{inner}</details>"
        canvas(f'<div class="pg-note">{inner}</div>', key="ledger-notes")


show()
