"""The matrix as a workbook: the table by measure, by department, crossed, and what to know of it.

The first sheet is what staff fill and send back (`ui.exports.returned`): hidden columns keep, for each row, the
document, the provision, the hash of its text and the cells as exported.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph.model import Basis
from graph.registry import load_registry
from qa.matrix import UNSTATED, Holding, Inferred, Matrix, MatrixRow
from qa.matrix_views import MARKS, by_department, cross_table
from ui.exports.cells import (
    BASIS_MEANINGS,
    BASIS_NAMES,
    FIELD_NAMES,
    ROLE_NAMES,
    asked_of_all,
    bases,
    column,
    columns_of,
    guarded,
    heading,
    own_evidence,
    place,
    plain,
    reliability,
    selected,
    sub_title,
    suggestion,
)
from ui.exports.sheets import FILLS, HEAD_ROW, TITLE_FONT, finish, head, height, paged, put, saved, top

SHEET = "任务分工表"
_REGISTER = "部门名录"
REASON = "确认依据（填写时注明）"
HIDDEN = ("document", "provision", "text", "exported")
KEYS: Mapping[str, str] = {
    "place": "条款", "title": "任务", **FIELD_NAMES, "inferred": "推断（仅供参考）", "deadline": "完成时限",
    "basis": "依据", "evidence": "原文", "why": REASON,
}  # fmt: skip
"""The heading of each column of the first sheet."""

_UNCHECKED = ("evidence", "why")  # what a returned row says there changes nothing, and it may be long
_FILLABLE = ("lead", "responsible", "participants")
_WIDTHS = {
    "place": 10, "title": 26, "lead": 17, "responsible": 22, "participants": 24, "coordinators": 17, "hosts": 15,
    "inferred": 27, "deadline": 12, "basis": 8, "evidence": 46, "why": 20,
}  # fmt: skip
_HOW = (
    (
        "可以填写",
        "“任务分工表”中浅黄色的“未明确”：牵头、责任、配合单位和完成时限。多个单位用顿号分开，依据写在最后一列。",
    ),
    ("不要改动", "原文已经写明的内容，以及隐藏的列；改动了会被退回。行可以重新排序，可以删去。"),
    ("交回", "policygraph import-matrix 文件 --by 姓名（先加 --dry-run 查看改动）。"),
    ("交回以后", "单位名称与部门名录核对；改动记为“已确认”，并记下姓名和时间。"),
    ("提示", "单元格右上角的小三角是批注：原文引文，或推断所依据的职责。"),
)
_COMMENT = 900  # characters; more is not read in a box


def to_xlsx(matrix: Matrix) -> bytes:
    """The workbook's bytes; every text in it is a text, also where it looks like a formula."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _measures(sheet, matrix)
    _departments(book.create_sheet("按部门"), matrix)
    _crossed(book.create_sheet("任务×部门"), matrix)
    _about(book.create_sheet("说明"), matrix)
    _register(book.create_sheet(_REGISTER), sheet, matrix)
    return saved(book, f"{matrix.document.title}任务分工表")


def _measures(sheet: Worksheet, matrix: Matrix) -> None:
    sheet.title = SHEET
    named = columns_of(matrix)
    shown = ["place", "title", *named, "inferred", "deadline", "basis", "evidence", "why"]
    if not any(row.inferred for row in matrix.rows):
        shown.remove("inferred")
    _head(sheet, matrix, "任务分工表", [KEYS[key] for key in shown], [_WIDTHS[key] for key in shown])
    for offset, key in enumerate(HIDDEN, len(shown) + 1):
        put(sheet, HEAD_ROW, offset, f"policygraph:{key}")
        sheet.column_dimensions[get_column_letter(offset)].hidden = True
    for number, row in enumerate(matrix.rows, HEAD_ROW + 1):
        texts = {key: _text(row, key) for key in shown}
        for offset, key in enumerate(shown, 1):
            cell = put(sheet, number, offset, texts[key], fill=FILLS[_basis_of(row, key)])
            if key in FIELD_NAMES:
                _comment(cell, [_told(holding) for holding in row.held(key)])
            elif key == "inferred":
                _comment(cell, list(map(_reason, row.inferred)))
        kept = {key: plain(text) for key, text in texts.items() if key not in _UNCHECKED}
        exported = msgspec.json.encode(kept).decode()
        provision = row.provision.removeprefix(matrix.document.key)  # which a new version shares
        hidden = (matrix.document.identity, provision, row.text_hash, exported)
        for offset, text in enumerate(hidden, len(shown) + 1):
            put(sheet, number, offset, text)
        printed = height((texts[key], _WIDTHS[key]) for key in shown if key != "evidence")
        quoted = height([(texts["evidence"], _WIDTHS["evidence"])])
        sheet.row_dimensions[number].height = max(printed, min(quoted, 62))
    finish(sheet, len(shown) + len(HIDDEN), len(matrix.rows), freeze=3, print_columns=shown.index("basis") + 1)


def _text(row: MatrixRow, key: str) -> str:
    if key in FIELD_NAMES:
        return column(row, key)
    return {
        "place": place(row),
        "title": heading(row),
        "inferred": "\n".join(map(suggestion, row.inferred)) or UNSTATED,
        "deadline": row.deadline_text or UNSTATED,
        "basis": bases(row),
        "evidence": "\n".join(own_evidence(row)) or UNSTATED,
        "why": "；".join(dict.fromkeys(holding.why for holding in row.holdings if holding.why)),
    }[key]


def _basis_of(row: MatrixRow, key: str) -> Basis | None:
    """The basis that colours a cell; None where staff may fill it in, ``explicit`` where there is no colour."""
    if key == "inferred":
        return "inferred" if row.inferred else "explicit"
    if key == "deadline":
        return "confirmed" if row.confirmed_date else "explicit" if row.deadline_text else None
    if key not in FIELD_NAMES:
        return "explicit"
    held = row.held(key)
    if not held:
        return None if key in _FILLABLE else "explicit"
    return min((holding.basis for holding in held), key=list(FILLS).index)


def _reason(inferred: Inferred) -> str:
    kept = f"同样得分的推断约{inferred.right:.0%}与原文的分工一致"
    return f"{inferred.department}（{kept}）\n职责：{inferred.mandate}\n原文：{inferred.because}"


def _told(holding: Holding) -> str:
    if holding.basis == "confirmed":
        why = f"，依据：{holding.why}" if holding.why else ""
        return f"{holding.name}：{holding.who} 于 {(holding.at or '')[:10]} 确认{why}"
    return f"{BASIS_NAMES[holding.basis]}：{holding.quote}"


def _departments(sheet: Worksheet, matrix: Matrix) -> None:
    headings = ("部门", "角色", "依据", "条款", "任务", "完成时限", "原文或推断理由", "推断得分")
    widths = (22, 10, 8, 10, 30, 12, 56, 8)
    _head(sheet, matrix, "按部门的任务清单", headings, widths)
    number = HEAD_ROW
    for department, shares in by_department(matrix).items():
        for share in shares:
            number += 1
            row = share.row
            cells: tuple[str | float, ...] = (
                department, ROLE_NAMES[share.role], BASIS_NAMES[share.basis], place(row) if row else "全文",
                heading(row) if row else "整份文件", (row.deadline_text if row else None) or UNSTATED, share.quote,
                share.score if share.score is not None else "",
            )  # fmt: skip
            for offset, value in enumerate(cells, 1):
                put(sheet, number, offset, value, fill=FILLS[share.basis] if offset < 4 else None)
            sheet.row_dimensions[number].height = height(zip(map(str, cells), widths, strict=True))
    finish(sheet, len(headings), number - HEAD_ROW, freeze=2)


def _crossed(sheet: Worksheet, matrix: Matrix) -> None:
    departments, marks = cross_table(matrix)
    width = max(34, 110 - 5 * len(departments))  # LibreOffice would blow a narrow table up to the page
    _head(sheet, matrix, "任务×部门对照表", ["条款", "任务", *departments], [10, width, *[5] * len(departments)])
    for offset in range(3, len(departments) + 3):
        sheet.cell(HEAD_ROW, offset).alignment = Alignment(text_rotation=255, horizontal="center", vertical="center")
    longest = max(map(len, departments), default=4)
    sheet.row_dimensions[HEAD_ROW].height = min(300, 13.5 * longest + 12)
    for number, (row, found) in enumerate(zip(matrix.rows, marks, strict=True), HEAD_ROW + 1):
        put(sheet, number, 1, place(row))
        put(sheet, number, 2, heading(row))
        for offset, (department, mark) in enumerate(zip(departments, found, strict=True), 3):
            confirmed = any(held.body == department and held.basis == "confirmed" for held in row.holdings)
            basis: Basis = "confirmed" if confirmed else "inferred" if MARKS["inferred"] in mark else "explicit"
            crossing = put(sheet, number, offset, mark, fill=FILLS[basis])
            crossing.alignment = Alignment(horizontal="center", vertical="center")
        sheet.row_dimensions[number].height = height([(heading(row), width)])
    sheet.cell(3, 1).value = _mark_legend()
    finish(sheet, len(departments) + 2, len(matrix.rows), freeze=3)


def _mark_legend() -> str:
    told = {
        "lead": "牵头", "responsible": "责任（未明确牵头）", "participants": "配合", "hosts": "办公室所在",
        "coordinators": "统筹协调（含全文性安排）", "inferred": "推断（仅供参考）",
    }  # fmt: skip
    return "　".join(f"{mark} {told[field]}" for field, mark in MARKS.items()) + "　空白：原文未提及"


def _about(sheet: Worksheet, matrix: Matrix) -> None:
    doc = matrix.document
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 110
    number = _section(sheet, 1, "来源", [
        ("文件", doc.title), ("文号", doc.doc_number or UNSTATED), ("发文机关", "、".join(doc.issuers) or UNSTATED),
        ("成文日期", doc.date or UNSTATED), ("来源", matrix.source), ("来源 SHA-256", matrix.sha256),
        ("图谱编号", f"{doc.identity}（第 {matrix.version} 版）"), ("读入图谱", matrix.ingested[:10]),
        ("本表生成", date.today().isoformat()), ("本表内容", selected(matrix) or "全部任务"),
    ])  # fmt: skip
    if matrix.others:
        number = _section(
            sheet,
            number,
            "对全文或表外条款的要求",
            [(told, quote) for quote, told in asked_of_all(matrix).items()],
        )
    number = _section(
        sheet,
        number,
        "依据与颜色",
        [(BASIS_NAMES[basis], meaning) for basis, meaning in BASIS_MEANINGS.items()] + [(UNSTATED, "原文没有写明")],
        [*(FILLS[basis] for basis in BASIS_MEANINGS), FILLS[None]],
    )
    if any(row.inferred for row in matrix.rows):
        number = _section(sheet, number, "推断得分", [(scores, told) for scores, told, _ in reliability()])
    number = _section(sheet, number, "对照表符号", [(_mark_legend(), "")])
    _section(sheet, number, "怎样填写", _HOW)
    paged(sheet)


def _register(sheet: Worksheet, table: Worksheet, matrix: Matrix) -> None:
    """The bodies that staff can name, and a list of them to pick from in the cells to fill."""
    bodies = load_registry().departments(matrix.document.jurisdiction, date.today().isoformat())
    widths = (30, 50, 50)
    top(sheet, 1, ("简称", "全称", "其他名称"), widths)
    for number, body in enumerate(bodies, 2):
        names = (body.name, body.full_name, "、".join(body.aliases))
        for offset, words in enumerate(names, 1):
            put(sheet, number, offset, words)
        sheet.row_dimensions[number].height = height(zip(names, widths, strict=True))
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    paged(sheet)
    choice = DataValidation(type="list", formula1=f"'{_REGISTER}'!$A$2:$A${len(bodies) + 1}", allow_blank=True)
    choice.showErrorMessage = False  # several bodies may be written into one cell
    table.add_data_validation(choice)
    for offset, field in enumerate(columns_of(matrix), 3):
        for number, row in enumerate(matrix.rows, HEAD_ROW + 1):
            if field in _FILLABLE and not row.held(field):
                choice.add(f"{get_column_letter(offset)}{number}")


def _section(
    sheet: Worksheet,
    start: int,
    name: str,
    lines: Sequence[tuple[str, str]],
    fills: Sequence[str | None] = (),
) -> int:
    """Write a headed list of pairs; the row after it."""
    put(sheet, start, 1, name, bold=True, boxed=False).font = Font(name=TITLE_FONT, size=13)
    sheet.row_dimensions[start].height = 22
    for index, (left, right) in enumerate(lines):
        number = start + 1 + index
        if right:
            put(sheet, number, 1, left, fill=fills[index] if fills else None)
            put(sheet, number, 2, right)
        else:
            put(sheet, number, 1, left)
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=2)
        sheet.row_dimensions[number].height = height([(left, 22 if right else 132), (right, 110)])
    return start + len(lines) + 2


def _head(sheet: Worksheet, matrix: Matrix, what: str, headings: Sequence[str], widths: Sequence[float]) -> None:
    """Title, source, legend, and the row of headings."""
    source = "　　".join(filter(None, (sub_title(matrix), selected(matrix))))
    legend = "颜色：蓝 约定　灰 总则（全文）　橙 推断　绿 已确认　浅黄 未明确，可填写　　说明和来源见“说明”页"
    head(sheet, (f"《{matrix.document.title}》{what}", source, legend), headings, widths)


def _comment(cell: Cell, lines: Iterable[str]) -> None:
    text = "\n".join(dict.fromkeys(lines))
    if text:
        comment = Comment(guarded(text)[:_COMMENT], "policygraph")
        comment.width, comment.height = 360, min(400, 40 + 18 * (len(text) // 26 + text.count("\n") + 1))
        cell.comment = comment
