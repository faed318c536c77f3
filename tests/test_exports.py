"""The files that staff get: read back by the libraries of their formats, and opened by LibreOffice where it is."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import docx
import msgspec
import pytest
from conftest import Run
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from small import small_document

from graph.load import load_document
from graph.store import open_store
from qa.inference import load_calibration
from qa.matrix import UNSTATED, Inferred, Matrix, build_matrix
from qa.matrix_views import narrow
from ui.exports.cells import guarded, plain, unguarded
from ui.exports.papers import to_docx
from ui.exports.plain import COLUMNS, to_csv, to_json
from ui.exports.sheets import HEAD_ROW
from ui.exports.word import BODY, HEADING, TITLE
from ui.exports.workbooks import SHEET, to_xlsx

OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    """Two rows: one stated, one only inferred, whose words a table program would take for formulas."""
    with open_store(str(tmp_path_factory.mktemp("matrix") / "g.kgl"), write=True) as store:
        load_document(store, small_document())
        found = build_matrix(store)
    guess = Inferred(department="省林业局", score=0.71, right=0.69, because="=保护湖泊", mandate="湿地保护")
    second = msgspec.structs.replace(
        found.rows[1], title='=HYPERLINK("http://example.org")\x07', inferred=(guess,), basis=("general", "inferred"),
        deadline_text="-1年内",
    )  # fmt: skip
    return msgspec.structs.replace(found, rows=(found.rows[0], second), source="@SUM(A1)")


@pytest.fixture(scope="module")
def book(matrix: Matrix) -> Workbook:
    return load_workbook(io.BytesIO(to_xlsx(matrix)))


# --- cells ---------------------------------------------------------------------------------------------------

CELLS = [
    ("=1+1", "'=1+1"),
    ("+86", "'+86"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("\r\n=1", "'\n=1"),
    ("  =1", "'  =1"),
    ("　＝1", "'　＝1"),
    ("＝1", "'＝1"),
    ("＋1", "'＋1"),
    ("－1", "'－1"),
    ("＠A1", "'＠A1"),
    ("\x00=1\x1b", "'=1"),
    ("省财政厅", "省财政厅"),
    ("1-2月", "1-2月"),
    ("—— 无", "—— 无"),
    ("'引号", "'引号"),
    ("'=1", "''=1"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "cell"), CELLS)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert unguarded(cell) == plain(text)


# --- rows for programs ---------------------------------------------------------------------------------------


def test_json_and_csv_have_the_contract_s_columns(matrix: Matrix) -> None:
    rows = json.loads(to_json(matrix))
    assert set(COLUMNS) <= set(rows[0])
    assert (rows[0]["lead"], rows[0]["participants"], rows[0]["deadline"]) == (["省发改委"], ["省财政厅"], None)
    assert rows[1]["inferred"] == [
        {"department": "省林业局", "score": 0.71, "right": 0.69, "because": "=保护湖泊", "mandate": "湿地保护"}
    ]
    data = to_csv(matrix)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(lines[0]) == COLUMNS
    assert lines[0]["lead"] == "省发改委"
    assert lines[0]["deadline"] == lines[0]["inferred"] == lines[1]["lead"] == UNSTATED
    assert lines[1]["inferred"] == "省林业局（推断，0.71）：=保护湖泊"
    assert lines[1]["title"].startswith("'=HYPERLINK")
    assert lines[1]["deadline_text"] == "'-1年内"


# --- the workbook --------------------------------------------------------------------------------------------


def test_the_workbook_has_a_sheet_a_view_and_what_to_know(book: Workbook) -> None:
    assert book.sheetnames == [SHEET, "按部门", "任务×部门", "说明", "部门名录"]
    said = {str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value}
    for words in (
        "0" * 64,
        "测发〔2031〕7号",
        "2031年5月6日",
        "推断",
        "已确认",
        "总则",
        "明文",
        "约定",
        "●",
        "○",
        "◇",
        "△",
    ):
        assert any(words in each for each in said), words
    assert "省林业局（推断，0.71）" in said


def test_no_text_of_the_workbook_is_a_formula(book: Workbook) -> None:
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f"
                assert not re.match(r"\s*[=+\-@＝＋－＠\t\r]", str(cell.value or "")), cell.coordinate
                if cell.comment:
                    assert not cell.comment.text.startswith("=")


def test_the_workbook_prints_and_scrolls_well(book: Workbook) -> None:
    for sheet in book:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert "&P" in sheet.oddFooter.center.text
        if sheet.title not in ("说明", "部门名录"):
            assert sheet.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
            assert sheet.freeze_panes is not None
            assert sheet.auto_filter.ref.startswith(f"A{HEAD_ROW}:")


def test_cells_tell_their_basis_by_colour_and_comment(book: Workbook) -> None:
    sheet = book[SHEET]
    columns = {cell.value: cell.column for cell in sheet[HEAD_ROW]}
    stated, guessed = HEAD_ROW + 1, HEAD_ROW + 2
    lead = sheet.cell(stated, columns["牵头单位"])
    assert (lead.value, lead.comment.text) == ("省发改委", "明文：（省发改委牵头，省财政厅配合）")
    fills = {
        name: sheet.cell(guessed, columns[name]).fill.start_color.rgb
        for name in ("牵头单位", "统筹协调", "推断（仅供参考）")
    }
    assert len(set(fills.values())) == 3
    assert sheet.cell(guessed, columns["牵头单位"]).value == UNSTATED
    assert "湿地保护" in sheet.cell(guessed, columns["推断（仅供参考）"]).comment.text
    for name in ("document", "provision", "text", "exported"):
        letter = sheet.cell(HEAD_ROW, columns[f"policygraph:{name}"]).column_letter
        assert sheet.column_dimensions[letter].hidden


def test_only_open_cells_offer_the_register(book: Workbook) -> None:
    (choice,) = book[SHEET].data_validations.dataValidation
    assert choice.formula1.startswith("'部门名录'!$A$2:")
    assert not choice.showErrorMessage
    assert [str(cells) for cells in sorted(choice.sqref.ranges, key=str)] == ["C6", "D5", "D6", "E6"]
    assert "省林业局" in {cell.value for (cell,) in book["部门名录"].iter_rows(max_col=1)}


def test_a_score_says_how_often_it_was_right(matrix: Matrix, book: Workbook) -> None:
    lines = [str(cell.value) for line in book["说明"].iter_rows() for cell in line if cell.value]
    band, above = load_calibration().kept[-2:]
    assert f"得分{band.least:.2f}至{above.least:.2f}" in lines
    assert any(f"{band.right:.0%}与原文的分工一致" in line for line in lines)
    paper = docx.Document(io.BytesIO(to_docx(matrix)))
    told = f"{band.least:.2f}至{above.least:.2f}的{band.right:.0%}"
    assert any(told in paragraph.text for paragraph in paper.paragraphs)


# --- the paper -----------------------------------------------------------------------------------------------


def test_the_paper_has_the_official_layout(matrix: Matrix) -> None:
    """GB/T 9704-2012: the page (5.2), the title and the headings (7.3), the page number (7.5)."""
    paper = docx.Document(io.BytesIO(to_docx(matrix)))
    (section,) = paper.sections
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    for found, asked in zip(
        (section.page_width, section.page_height, *margins), (210, 297, 37, 35, 28, 26), strict=True
    ):
        assert abs(found - Mm(asked)) < Mm(0.1)
    title = paper.paragraphs[0].runs[0]
    assert (title.text, title.font.size, eastern(title)) == ("关于推进河湖治理的意见", Pt(22), TITLE)
    headings = [p for p in paper.paragraphs if p.text[:2] in ("一、", "二、", "三、", "四、")]
    assert [p.text for p in headings] == ["一、说明", "二、任务分工", "三、其他要求", "四、来源"]
    assert {(p.runs[0].font.size, eastern(p.runs[0])) for p in headings} == {(Pt(16), HEADING)}
    text = next(p for p in paper.paragraphs if p.text.startswith("本表由"))
    assert (text.runs[0].font.size, eastern(text.runs[0])) == (Pt(16), BODY)
    assert text.paragraph_format.first_line_indent == Pt(32)
    assert paper.settings.odd_and_even_pages_header_footer
    for footer in (section.footer, section.even_page_footer):
        codes = [node.text.strip() for node in footer._element.iter(qn("w:instrText"))]
        assert codes == ["PAGE"]
        assert footer.paragraphs[0].text.replace("1", "") == "—  —"
    fonts = next(part for part in paper.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    assert all(f'w:name="{name}"' in fonts.blob.decode() for name in (TITLE, HEADING, BODY))


def eastern(run: object) -> str | None:
    return run._r.rPr.rFonts.get(qn("w:eastAsia"))  # type: ignore[attr-defined,no-any-return]


def test_the_paper_s_table_repeats_its_head_and_labels_what_is_inferred(matrix: Matrix) -> None:
    (table,) = docx.Document(io.BytesIO(to_docx(matrix))).tables
    head, stated, guessed = table.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in stated.cells] == ["1", "治理河道", "省发改委", UNSTATED, "省财政厅", UNSTATED]
    assert guessed.cells[2].text == "未明确\n推断（仅供参考）：\n省林业局 0.71"


def test_a_chosen_part_says_what_it_was_chosen_by(matrix: Matrix) -> None:
    chosen = narrow(matrix, part="二", department="省林业局", bases=("inferred",))
    said = "筛选：二、重点任务；部门 省林业局；依据 推断（2项中的1项）"
    sheet = load_workbook(io.BytesIO(to_xlsx(chosen)))[SHEET]
    assert str(sheet["A2"].value).endswith(said)
    assert sheet.max_row == HEAD_ROW + 1
    paper = docx.Document(io.BytesIO(to_docx(chosen)))
    assert any(said in paragraph.text for paragraph in paper.paragraphs)
    assert len(paper.tables[0].rows) == 2
    assert len(to_csv(chosen).splitlines()) == 2


# --- the command, and LibreOffice ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["m.xlsx", "m.docx", "m.csv", "m.json", "M.JSON"])
def test_the_suffix_decides(run: Run, tmp_path: Path, name: str) -> None:
    with open_store(str(tmp_path / "g.kgl"), write=True) as store:
        load_document(store, small_document())
    done = run("matrix", "--graph", "g.kgl", "--infer", "0", "-o", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / name).stat().st_size > 100


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("-o", "m.pdf"), 1),
        (("-o", "absent/m.json"), 1),
        (("-o", "m.json", "--document", "无此文件"), 1),
        (("-o", "m.json", "--infer", "-1"), 2),
        ((), 2),
    ],
)
def test_what_can_t_be_written_is_said_in_a_sentence(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    with open_store(str(tmp_path / "g.kgl"), write=True) as store:
        load_document(store, small_document())
    done = run("matrix", "--graph", "g.kgl", "--infer", "0", *arguments)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (code, "", 1)
    assert not [name for name in os.listdir(tmp_path) if name.startswith("m.")]


@pytest.fixture(scope="module")
def printed(matrix: Matrix, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    if OFFICE is None or not shutil.which("pdftotext"):
        reason = (
            "needs LibreOffice and pdftotext (Debian: libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils)"
        )
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    folder = tmp_path_factory.mktemp("printed")
    (folder / "table.xlsx").write_bytes(to_xlsx(matrix))
    (folder / "paper.docx").write_bytes(to_docx(matrix))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    for name in ("table.xlsx", "paper.docx"):
        subprocess.run(
            [OFFICE, profile, "--headless", "--convert-to", "pdf", name], cwd=folder, check=True, timeout=120,
            capture_output=True,
        )  # fmt: skip
    yield folder
    shutil.rmtree(folder)


def test_libreoffice_opens_both(printed: Path) -> None:
    for name in ("table.pdf", "paper.pdf"):
        assert (printed / name).read_bytes().startswith(b"%PDF")


def test_libreoffice_shows_the_words_and_the_page_number(printed: Path) -> None:
    words = subprocess.run(["pdftotext", "paper.pdf", "-"], cwd=printed, capture_output=True, check=True)
    text = "".join(words.stdout.decode().split())
    assert "—1—" in text
    assert "省林业局0.71" in text
