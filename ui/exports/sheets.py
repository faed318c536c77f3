"""Sheets as staff print and file them: a title, a row of heads that stays in view, boxed cells that hold only text.

What a cell says is a text also where it looks like a formula.
"""

import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from graph.model import Basis
from ui.exports.cells import guarded

HEAD_ROW = 4
TITLE_FONT = "黑体"
FILLS: Mapping[Basis | None, str | None] = {
    "explicit": None, "convention": "DDEBF7", "general": "EDEDED", "inferred": "FCE4D6", "confirmed": "E2EFDA",
    None: "FFF9E0",
}  # fmt: skip
"""The colour of a cell by the basis of what it says; None where the text does not say it."""
FONT, _GREY = "宋体", "D9D9D9"
_THIN = Side(style="thin", color="A6A6A6")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def saved(book: Workbook, title: str) -> bytes:
    """The bytes of a workbook under a title."""
    book.properties.title = title
    book.properties.creator = "policygraph"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def head(sheet: Worksheet, lines: Sequence[str], headings: Sequence[str], widths: Sequence[float]) -> None:
    """A title and two lines under it, and the row of headings."""
    put(sheet, 1, 1, lines[0], boxed=False).font = Font(name=TITLE_FONT, size=16)
    for number, line in enumerate(lines[1:], 2):
        put(sheet, number, 1, line, boxed=False)
    for number, points in ((1, 26), (2, 18), (3, 18)):
        sheet.row_dimensions[number].height = points
        sheet.cell(number, 1).alignment = Alignment(vertical="center", wrap_text=False)
    top(sheet, HEAD_ROW, headings, widths)
    for offset in range(1, len(headings) + 1):
        sheet.cell(HEAD_ROW, offset).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[HEAD_ROW].height = 32


def top(sheet: Worksheet, row: int, headings: Sequence[str], widths: Sequence[float]) -> None:
    """The headings of columns in a row, and how wide the columns are."""
    for offset, (words, width) in enumerate(zip(headings, widths, strict=True), 1):
        put(sheet, row, offset, words, fill=_GREY, bold=True)
        sheet.column_dimensions[get_column_letter(offset)].width = width


def finish(sheet: Worksheet, columns: int, rows: int, *, freeze: int, print_columns: int | None = None) -> None:
    """The heads of a table with so many rows stay in view and filter; the first columns stay, and what is printed."""
    last = get_column_letter(columns)
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, freeze).coordinate
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}{HEAD_ROW + rows}"
    sheet.print_area = f"A1:{get_column_letter(print_columns or columns)}{HEAD_ROW + rows}"
    paged(sheet)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def paged(sheet: Worksheet) -> None:
    """Print on A4 across, as wide as the page, with its number at the foot."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.6, 0.7
    sheet.oddFooter.center.text = "— &P —"  # type: ignore[union-attr]
    sheet.oddFooter.left.text = sheet.title  # type: ignore[union-attr]
    sheet.print_options.horizontalCentered = True


def put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | float,
    *,
    fill: str | None = None,
    bold: bool = False,
    boxed: bool = True,
) -> Cell:
    """Write a text, or a number with two decimals, into a cell."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if isinstance(value, str):
        cell.value = guarded(value)[:32_767]  # the most that a cell holds
        cell.data_type = "s"
    else:
        cell.value = value
        cell.number_format = "0.00"
    cell.font = Font(name=FONT, size=10, bold=bold)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    if fill:
        cell.fill = PatternFill("solid", start_color=fill)
    if boxed:
        cell.border = BOX
    return cell


def height(cells: Iterable[tuple[str, float]]) -> float:
    """Points that the fullest cell of a row needs; a full-width character takes two of a column's units."""
    lines = max(
        sum(max(1, -(-_units(line) // max(1, int(width) - 1))) for line in text.split("\n")) for text, width in cells
    )
    return min(409, 14.0 * lines + 6)


def _units(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)
