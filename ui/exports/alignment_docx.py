"""The 对照表 as a Word document: A4 across, three columns, the words that differ underlined or struck through."""

from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
from docx.shared import Mm, Pt, RGBColor

from ui.exports.alignment_lines import Mark, Run, Table
from ui.exports.word import BODY, HEADING, TITLE, new_paper, repeat, saved, write

_WIDTHS = (98, 98, 61)  # millimetres
_COLOURS: dict[Mark, RGBColor] = {
    "new": RGBColor(0x1F, 0x6F, 0x3A), "gone": RGBColor(0xB3, 0x26, 0x1E), "moved": RGBColor(0x1F, 0x4E, 0x9C),
    "unseen": RGBColor(0x7A, 0x5A, 0x00), "elsewhere": RGBColor(0x5C, 0x63, 0x70),
}  # fmt: skip


def to_docx(table: Table) -> bytes:
    """The document's bytes."""
    paper = new_paper(table.title)
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    title = paper.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(title, Run(table.title), TITLE, 20)
    _write(paper.add_paragraph(), Run(table.note), BODY, 11)
    legend = paper.add_paragraph()
    for run in table.legend:
        _write(legend, run, BODY, 10.5)
        _write(legend, Run("　"), BODY, 10.5)
    _table(paper, table)
    return saved(paper)


def _table(paper: Any, table: Table) -> None:
    grid = paper.add_table(rows=1, cols=3)
    grid.style = "Table Grid"
    grid.autofit = False
    for cell, name in zip(grid.rows[0].cells, table.heads, strict=True):
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(cell.paragraphs[0], Run(name), HEADING, 11)
    repeat(grid.rows[0])
    for line in table.lines:
        cells = grid.add_row().cells
        _fill(cells[0], line.reference or (Run(table.unmatched),))
        _fill(cells[1], line.source or (Run(table.unmatched),))
        write(cells[2].paragraphs[0], line.name, HEADING, 10.5).bold = True
        for fact in line.first:
            write(cells[2].add_paragraph(), fact, BODY, 10.5).bold = True
        for note in line.notes:
            _write(cells[2].add_paragraph(), Run(note), BODY, 10)
    for row in grid.rows:
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Mm(width)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)


def _fill(cell: Any, runs: Sequence[Run]) -> None:
    paragraph = cell.paragraphs[0]
    for run in runs:
        for index, words in enumerate(run.text.split("\n")):
            if index:
                paragraph = cell.add_paragraph()
            if words:
                _write(paragraph, Run(words, run.mark), BODY, 10.5)


def _write(paragraph: Any, run: Run, font: str, size: float) -> None:
    written = write(paragraph, run.text, font, size)
    if run.mark:
        written.font.color.rgb = _COLOURS[run.mark]
        written.font.strike = run.mark == "gone" or None
        written.font.italic = run.mark == "unseen" or None
        if run.mark in ("new", "moved"):
            written.font.underline = WD_UNDERLINE.DOUBLE if run.mark == "moved" else WD_UNDERLINE.SINGLE
