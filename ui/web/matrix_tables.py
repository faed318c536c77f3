"""The 任务分工表 on the page: by measure, by department, and crossed. What a cell says is the exports' wording."""

from collections.abc import Sequence

from qa.matrix import UNSTATED, Holding, Inferred, Matrix, MatrixRow
from qa.matrix_views import MARKS, Share, by_department, cross_table
from qa.phrases import ROLES
from ui.exports.cells import FIELD_NAMES, ROLE_NAMES, columns_of, heading, own_evidence, place
from ui.web.markup import badge, badges, escape, link, read_href
from ui.web.words import language, likely, say

_FIELDS_EN = {
    "lead": "Lead", "responsible": "Responsible", "participants": "Taking part", "coordinators": "Coordinating",
    "hosts": "Office seated in",
}  # fmt: skip
_ROLES_EN = ROLES["en"]
_WORD = {**FIELD_NAMES, "inferred": "推断"}
_WORD_EN = {**_FIELDS_EN, "inferred": "Inferred"}


def by_measure(matrix: Matrix) -> str:
    """A row a provision."""
    fields = columns_of(matrix)
    inferred = any(row.inferred for row in matrix.rows)
    heads = [say("条款", "Provision"), say("任务", "Task"), *(_field(field) for field in fields)]
    heads += [say("推断（仅供参考）", "Inferred (for reference)")] * inferred
    heads += [say("时限", "Due"), say("依据", "Basis"), say("原文", "Text")]
    rows = "".join(_measure(row, matrix, fields, inferred=inferred) for row in matrix.rows)
    return _table("pg-by-measure", heads, rows)


def _measure(row: MatrixRow, matrix: Matrix, fields: Sequence[str], *, inferred: bool) -> str:
    cells = [f'<th scope="row">{_place(row, matrix)}</th>', _cell(say("任务", "Task"), escape(heading(row)), "pg-task")]
    cells += [_cell(_field(field), _holders(row.held(field), field)) for field in fields]
    if inferred:
        cells.append(_cell(say("推断", "Inferred"), "".join(map(_suggestion, row.inferred)) or "—", "pg-guess"))
    due = escape(row.deadline_text) if row.deadline_text else _unstated()
    quotes = "".join(f"<blockquote>{escape(quote)}</blockquote>" for quote in own_evidence(row))
    shown = f"<details><summary>{say('引文', 'Quote')}</summary>{quotes}</details>" if quotes else ""
    cells += [_cell(say("时限", "Due"), due), _cell(say("依据", "Basis"), badges(row.basis or ("",), language()))]
    return f"<tr>{''.join(cells)}{_cell(say('原文', 'Text'), shown or '—')}</tr>"


def by_body(matrix: Matrix) -> str:
    """A row a department and provision, the most burdened department first."""
    heads = [
        say("部门", "Department"), say("条款", "Provision"), say("任务", "Task"), say("分工", "Part"),
        say("依据", "Basis"), say("原文", "Text"),
    ]  # fmt: skip
    groups = "".join(_group(name, shares, matrix) for name, shares in by_department(matrix).items())
    return _table("pg-by-body", heads, groups)


def _group(name: str, shares: Sequence[Share], matrix: Matrix) -> str:
    first = f'<th scope="rowgroup" rowspan="{len(shares)}">{escape(name)}<small>{len(shares)}</small></th>'
    return "".join(
        f"<tr>{first if not index else ''}{_share(share, matrix)}</tr>" for index, share in enumerate(shares)
    )


def _share(share: Share, matrix: Matrix) -> str:
    where = _place(share.row, matrix) if share.row else say("全文", "Whole document")
    title = escape(heading(share.row)) if share.row else ""
    role = escape(ROLE_NAMES[share.role] if language() == "zh" else _ROLES_EN[share.role])
    cells = (
        (say("条款", "Provision"), where), (say("任务", "Task"), title), (say("分工", "Part"), role),
        (say("依据", "Basis"), badge(share.basis, language()) + _sure(share.right)),
        (say("原文", "Text"), f'<span class="pg-evidence">{escape(share.quote)}</span>'),
    )  # fmt: skip
    return "".join(_cell(name, inner) for name, inner in cells)


def crossed(matrix: Matrix) -> str:
    """Provisions by departments with a mark a role, and what the marks mean."""
    departments, marks = cross_table(matrix)
    heads = [say("条款", "Provision"), *departments]
    rows = "".join(
        f'<tr><th scope="row">{_place(row, matrix)} <span class="pg-task">{escape(heading(row))}</span></th>'
        + "".join(f"<td>{escape(each)}</td>" for each in line)
        + "</tr>"
        for row, line in zip(matrix.rows, marks, strict=True)
    )
    words = _WORD if language() == "zh" else _WORD_EN
    legend = "　".join(f"{mark} {escape(words[field])}" for field, mark in MARKS.items())
    return f'<p class="pg-small">{legend}</p>' + _table("pg-crossed", heads, rows)


def _table(css: str, heads: Sequence[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    return (
        f'<div class="pg-scroll" tabindex="0"><table class="pg-table {css}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(name: str, inner: str, css: str = "") -> str:
    return f'<td data-name="{escape(name)}"{f" class={css}" if css else ""}>{inner}</td>'


def _field(field: str) -> str:
    return FIELD_NAMES[field] if language() == "zh" else _FIELDS_EN[field]


def _place(row: MatrixRow, matrix: Matrix) -> str:
    return link(read_href(matrix.document.identity, row.path), place(row))


def _unstated(css: str = "pg-badge pg-badge-unstated") -> str:
    return f'<span class="{css}">{UNSTATED if language() == "zh" else "not stated"}</span>'


def _holders(held: Sequence[Holding], field: str) -> str:
    if not held:
        return _unstated() if field in ("lead", "responsible") else _unstated("pg-unsaid")
    names = (
        f"{escape(each.name)}{badge(each.basis, language()) if each.basis == 'confirmed' else ''}" for each in held
    )
    return "、".join(names) + (say("等", " and others") if any(each.open_ended for each in held) else "")


def _suggestion(each: Inferred) -> str:
    reason = say(
        f"推断：职责“{each.mandate}”对应原文“{each.because}”",
        f"Inferred: mandate “{each.mandate}”, text “{each.because}”",
    )
    # the reason shows on hover, and for keyboards and fingers when it is opened
    return (
        f'<details class="pg-inferred" title="{escape(reason)}"><summary>{escape(each.department)}{_sure(each.right)}'
        f"</summary><p>{escape(reason)}</p></details>"
    )


def _sure(right: float | None) -> str:
    return "" if right is None else f' <small class="pg-sure">{likely(right)}</small>'
