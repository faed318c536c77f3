"""Word documents as all exports make them: typefaces by name with what stands in for them, and rows of tables.

The typefaces are those of official papers (GB/T 9704-2012, 5.2.2 and 7.3). Word asks for a typeface by script, so
that a run names its own for all of them; one that a machine lacks is replaced by the names in `FALLBACKS`.
"""

import io
from collections.abc import Mapping
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from ui.exports.cells import plain

TITLE, HEADING, BODY, NUMBER = "方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"
FALLBACKS: Mapping[str, str] = {
    TITLE: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,宋体,SimSun,Noto Serif CJK SC",
    HEADING: "SimHei,Noto Sans CJK SC",
    BODY: "仿宋,FangSong,华文仿宋,宋体,Noto Serif CJK SC",
    NUMBER: "SimSun,Noto Serif CJK SC",
}
"""What a machine without a typeface of the standard shows instead, best first."""
_SIZE_THREE = 16  # points
_SCRIPTS = ("w:eastAsia", "w:hAnsi", "w:cs")


def new_paper(title: str) -> Any:
    """An empty document in the body's typeface, size three, with its title among its properties."""
    paper = docx.Document()
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = BODY, Pt(_SIZE_THREE)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    part = next(part for part in paper.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    table = etree.fromstring(part.blob)
    for name, others in FALLBACKS.items():
        font = etree.SubElement(table, qn("w:font"), {qn("w:name"): name})
        etree.SubElement(font, qn("w:altName"), {qn("w:val"): others})
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
    paper.core_properties.title = plain(title)
    paper.core_properties.author = "policygraph"
    return paper


def saved(paper: Any) -> bytes:
    """The document's bytes."""
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def write(paragraph: Paragraph, text: str, font: str, size: float) -> Any:
    """Add a run in a typeface for every script, ``size`` in points; returned for what else it should look like."""
    run = paragraph.add_run(plain(text))
    run.font.name, run.font.size = font, Pt(size)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for script in _SCRIPTS:
        fonts.set(qn(script), font)
    return run


def repeat(row: Any) -> None:
    """Show a row of a table again at the head of every page."""
    whole(row)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def whole(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
