"""The 对照表 as a workbook: a sheet with the table, and one that says how to read it."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment as Layout
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ui.exports.alignment_lines import Mark, Run, Table
from ui.exports.cells import guarded, plain
from ui.exports.sheets import BOX, FONT, TITLE_FONT, saved

_SIZE = 10.5
_WIDTHS = (58, 58, 34)
_HEAD = 4
_MARKED: dict[Mark, dict[str, object]] = {
    "new": {"color": "1F6F3A", "u": "single"}, "gone": {"color": "B3261E", "strike": True},
    "moved": {"color": "1F4E9C", "u": "double"}, "unseen": {"color": "7A5A00", "i": True},
    "elsewhere": {"color": "5C6370"},
}  # fmt: skip
_FILLS = {
    "carried-over": "E8F4EA", "adapted": "FFF6DC", "split": "E3EEF9", "merged": "E3EEF9", "added": "F4E6F7",
    None: "EDEDED",
}  # fmt: skip
_LONGEST = 32_000  # characters that a cell holds (32,767)


def to_xlsx(table: Table) -> bytes:
    """The workbook's bytes; every text in it is a text, also where it looks like a formula."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _table(sheet, table)
    _about(book.create_sheet("说明"), table)
    return saved(book, table.title)


def _table(sheet: Worksheet, table: Table) -> None:
    sheet.title = "对照表"
    for number, (text, size, bold) in enumerate(((table.title, 16, True), (table.note, 10, False)), 1):
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=3)
        cell = sheet.cell(number, 1, guarded(text))
        cell.font = Font(name=TITLE_FONT if bold else FONT, size=size, color=None if bold else "9C5700")
        cell.alignment = Layout(wrap_text=True, vertical="center", horizontal="center" if bold else "left")
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 28, 32
    for column, (name, width) in enumerate(zip(table.heads, _WIDTHS, strict=True), 1):
        head = sheet.cell(_HEAD, column, guarded(name))
        head.font, head.border = Font(name=TITLE_FONT, size=11), BOX
        head.fill = PatternFill("solid", fgColor="D9E2EC")
        head.alignment = Layout(wrap_text=True, horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, line in enumerate(table.lines, _HEAD + 1):
        relation = (
            Run(line.name + "\n"),
            *(Run(f"{fact}\n") for fact in line.first),
            Run("\n".join(line.notes)),
        )
        empty = (Run(table.unmatched),)
        for column, runs in enumerate((line.reference or empty, line.source or empty, relation), 1):
            fill, strong = (_FILLS[line.relation], 1 + len(line.first)) if column == 3 else (None, 0)
            _rich(sheet, number, column, runs, fill=fill, strong=strong)
        sheet.row_dimensions[number].height = min(
            400, 15 * max(_rows(line.reference, 0), _rows(line.source, 1), _rows(relation, 2)) + 6
        )
    sheet.freeze_panes = f"A{_HEAD + 1}"
    sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _rich(sheet: Worksheet, row: int, column: int, runs: Sequence[Run], *, fill: str | None, strong: int = 0) -> None:
    """Write the runs into a cell, so many of the first in bold."""
    target = sheet.cell(row, column)
    left, blocks = _LONGEST, []
    for index, run in enumerate(runs):
        words = run.text[:left]
        left -= len(words)
        if words:
            marked = _MARKED[run.mark] if run.mark else {}
            font = InlineFont(rFont=FONT, sz=_SIZE, b=index < strong or None, **marked)  # type: ignore[arg-type]
            blocks.append(TextBlock(font, plain(words)))
    if blocks:  # rich text is written as a string, never as a formula
        target.value = CellRichText(*blocks)
    target.font, target.border = Font(name=FONT, size=_SIZE), BOX
    target.alignment = Layout(wrap_text=True, vertical="top")
    if fill:
        target.fill = PatternFill("solid", fgColor=fill)


def _rows(runs: Sequence[Run], column: int) -> int:
    """About how many printed rows the runs take; a Chinese character is two of a column's units wide."""
    text = "".join(run.text for run in runs)
    return sum(
        1 + int(sum(2 if ord(char) > 255 else 1 for char in part) / (_WIDTHS[column] - 2)) for part in text.split("\n")
    )


def _about(sheet: Worksheet, table: Table) -> None:
    meanings = (Run(f"{count.name}：{count.meaning}") for count in table.counts)
    for number, run in enumerate((Run(table.reading), *table.legend, *meanings, Run(table.note)), 1):
        _rich(sheet, number, 1, [run], fill=None)
    sheet.column_dimensions["A"].width = 110
