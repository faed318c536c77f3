"""The matrix as an official paper (Word), laid out by GB/T 9704-2012 党政机关公文格式.

Clauses of the standard are named where they are followed; what it leaves open (type in tables) is common usage.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from qa.matrix import UNSTATED, Matrix, MatrixRow
from ui.exports.cells import (
    BASIS_MEANINGS,
    BASIS_NAMES,
    asked_of_all,
    heading,
    place,
    reliability,
    selected,
    sub_title,
    written,
)
from ui.exports.word import BODY, HEADING, NUMBER, TITLE, new_paper, repeat, saved, whole, write

_COLUMNS = ("序号", "任务", "牵头单位", "责任单位", "配合单位", "时限")
_WIDTH = 156  # mm between the margins
_LEAST = 21  # mm in which a heading stands on one line
_GREY = RGBColor(0x59, 0x59, 0x59)


def to_docx(matrix: Matrix) -> bytes:
    """The paper's bytes: title, what the table rests on, the table, what is asked of all, the source."""
    paper = new_paper(f"{matrix.document.title}任务分工表")
    _page(paper)
    _title(paper, matrix)
    sections = [("说明", _notes), ("任务分工", _table), ("其他要求", _others), ("来源", _source)]
    if not matrix.others:
        sections.pop(2)
    for number, (name, section) in zip("一二三四", sections, strict=False):
        _line(paper, f"{number}、{name}", HEADING, keep=True)
        section(paper, matrix)
    return saved(paper)


def _page(paper: Any) -> None:
    """A4 with margins of 37 (head), 35, 28 (binding) and 26 mm: 5.2.1; page numbers: 7.5."""
    section = paper.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)  # the number stands 7 mm below the type area
    paper.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — in size four, at the outer side, one character in: 7.5."""
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    write(paragraph, "— ", NUMBER, 14)
    for kind, code in (("begin", None), (None, " PAGE "), ("separate", None), (None, "1"), ("end", None)):
        run = write(paragraph, "", NUMBER, 14)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:t" if code == "1" else "w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = code
        run._r.append(mark)
    write(paragraph, " —", NUMBER, 14)


def _line(paper: Any, text: str, font: str = BODY, *, keep: bool = False) -> Paragraph:
    """A paragraph in size three, two characters in, 22 lines a page: 5.2.2, 5.2.3 and 7.3.3."""
    paragraph: Paragraph = paper.add_paragraph()
    shape = paragraph.paragraph_format
    shape.first_line_indent = Pt(32)
    shape.keep_with_next = keep
    _spaced(paragraph, Pt(28.95))
    shape.space_after = Pt(4 if keep else 0)
    write(paragraph, text, font, 16)
    return paragraph


def _spaced(paragraph: Paragraph, height: Length) -> None:
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, height
    shape.space_before = shape.space_after = Pt(0)


def _title(paper: Any, matrix: Matrix) -> None:
    """The title in size two, centred, and below it where the document comes from: 7.3.1."""
    for text in (matrix.document.title, "任务分工表"):
        paragraph = paper.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _spaced(paragraph, Pt(34))
        write(paragraph, text, TITLE, 22)
    paragraph = paper.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _spaced(paragraph, Pt(28.95))
    write(paragraph, sub_title(matrix).replace("　", " "), BODY, 16)
    _spaced(paper.add_paragraph(), Pt(28.95))


def _notes(paper: Any, matrix: Matrix) -> None:
    rows = matrix.rows
    named = sum(bool(row.lead) for row in rows)
    open_rows = sum(not (row.lead or row.responsible) for row in rows)
    chosen = selected(matrix)
    _line(
        paper,
        f"本表由《{matrix.document.title}》整理，共{len(rows)}项，其中写明或确认牵头单位的{named}项，"
        f"牵头、责任单位均未明确的{open_rows}项。" + (f"{chosen}。" if chosen else ""),
    )
    used = [basis for basis in BASIS_MEANINGS if any(basis in row.basis for row in rows) and basis != "explicit"]
    told = "；".join(f"“{BASIS_NAMES[basis]}”指{BASIS_MEANINGS[basis]}" for basis in used)
    _line(paper, f"“{UNSTATED}”指原文没有写明" + (f"；{told}。" if told else "。"))
    if any(row.inferred for row in rows):
        shares = "、".join(
            f"{scores.removeprefix('得分')}的{right:.0%}" for scores, _, right in reversed(reliability())
        )
        _line(paper, f"推断的部门后面是得分。以写明分工的文件验证，与原文分工一致的：{shares}。")


def _others(paper: Any, matrix: Matrix) -> None:
    """Duties of the whole document and of provisions outside the table."""
    for quote, who in asked_of_all(matrix).items():
        _line(paper, f"{who}：“{' '.join(quote.split())}”")


def _table(paper: Any, matrix: Matrix) -> None:
    table = paper.add_table(rows=1, cols=len(_COLUMNS))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    repeat(table.rows[0])
    for cell, name in zip(table.rows[0].cells, _COLUMNS, strict=True):
        _cell(cell, [(name, False)], HEADING, centred=True)
    for row in matrix.rows:
        line = table.add_row()
        whole(line)
        for cell, lines in zip(line.cells, _cells(row), strict=True):
            _cell(cell, lines, BODY)
    widths = _widths([_cells(row) for row in matrix.rows])
    for line in table.rows:
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _spaced(paper.add_paragraph(), Pt(14))


def _widths(rows: Sequence[Sequence[Sequence[tuple[str, bool]]]]) -> list[float]:
    """Millimetres a column: numbers and dates narrow, the rest by how much stands in it."""
    first = max((len(cells[0][0][0]) for cells in rows), default=1)
    number = 13.0 if first <= 3 else 24.0
    amounts = [
        sum(len(text) for cells in rows for text, _ in cells[column] if text != UNSTATED) for column in (2, 3, 4)
    ]
    spare = _WIDTH - number - 34 - 4 * _LEAST
    return [number, 34, *(_LEAST + spare * amount / max(1, sum(amounts)) for amount in amounts), _LEAST]


def _cells(row: MatrixRow) -> list[list[tuple[str, bool]]]:
    """The lines of each cell; True: an addition that is set apart."""
    leads = _named(row, "lead")
    leads += [(f"统筹协调：{held.name}", True) for held in row.held("coordinators") if held.basis != "general"]
    leads += [(f"办公室设在：{name}", True) for name in row.hosts]
    if row.inferred:
        leads.append(("推断（仅供参考）：", True))
        leads += [(f"{each.department} {each.score:.2f}", True) for each in row.inferred]
    return [
        [(str(row.number or place(row)), False)],
        [(heading(row), False)],
        leads,
        _named(row, "responsible"),
        _named(row, "participants"),
        [((row.deadline_text or UNSTATED) + ("（已确认）" if row.confirmed_date else ""), False)],
    ]


def _named(row: MatrixRow, field: str) -> list[tuple[str, bool]]:
    held = row.held(field)
    if not held:
        return [(UNSTATED, False)]
    names = "、".join(each.name + ("（已确认）" if each.basis == "confirmed" else "") for each in held)
    return [(names + ("等" if any(each.open_ended for each in held) else ""), False)]


def _cell(cell: Any, lines: Sequence[tuple[str, bool]], font: str, *, centred: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for index, (text, added) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        _spaced(paragraph, Pt(16))
        paragraph.paragraph_format.space_before = Pt(3 if index == 0 else 0)
        paragraph.paragraph_format.space_after = Pt(3 if index == len(lines) - 1 else 0)
        run = write(paragraph, text, font, 10.5 if added else 12)
        if added:
            run.font.color.rgb = _GREY


def _source(paper: Any, matrix: Matrix) -> None:
    """Where the table comes from, in the small type of a note."""
    for text in (
        f"来源：{matrix.source}，SHA-256：{matrix.sha256}。",
        f"图谱编号：{matrix.document.identity}（第{matrix.version}版），{written(matrix.ingested[:10])}读入。",
        f"本表于{written(date.today().isoformat())}由policygraph生成，逐项原文引文见同一命令导出的电子表格。",
    ):
        paragraph = paper.add_paragraph()
        _spaced(paragraph, Pt(18))
        write(paragraph, text, BODY, 12)
