"""The round trip: a workbook that staff filled comes back, is checked, and is recorded as confirmed."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import msgspec
import pytest
from conftest import Run
from openpyxl import Workbook, load_workbook
from small import small_document

from graph.errors import InputError, NotFound
from graph.load import load_document
from graph.store import open_store
from qa.matrix import MatrixRow, build_matrix
from ui.exports.returned import read_returned
from ui.exports.sheets import HEAD_ROW
from ui.exports.workbooks import SHEET, to_xlsx
from ui.matrix import compare, import_returned

OFFICE = shutil.which("soffice")
STATED, OPEN = HEAD_ROW + 1, HEAD_ROW + 2
Cells = Mapping[tuple[int, str], object]
Fill = Callable[[Cells], Path]


@pytest.fixture
def graph(tmp_path: Path) -> str:
    """The small document: measure 1 names a lead and a participant, measure 2 nobody."""
    url = str(tmp_path / "g.kgl")
    with open_store(url, write=True) as store:
        load_document(store, small_document())
    return url


@pytest.fixture
def fill(graph: str, tmp_path: Path) -> Fill:
    """Export the matrix and fill cells of it, given by line and heading."""

    def fill_in(cells: Cells) -> Path:
        path = tmp_path / f"returned-{len(list(tmp_path.iterdir()))}.xlsx"
        with open_store(graph) as store:
            path.write_bytes(to_xlsx(build_matrix(store)))
        write(path, cells)
        return path

    return fill_in


def write(path: Path, cells: Cells) -> None:
    book = load_workbook(path)
    sheet = book[SHEET]
    columns = {cell.value: cell.column for cell in sheet[HEAD_ROW]}
    for (line, heading), value in cells.items():
        sheet.cell(line, columns[heading]).value = value
    book.save(path)


def rows(graph: str) -> tuple[MatrixRow, ...]:
    with open_store(graph) as store:
        return build_matrix(store).rows


def bring(graph: str, path: Path, *, dry_run: bool = False, partial: bool = False, by: str = "张三") -> int:
    return import_returned(graph, str(path), by, dry_run=dry_run, partial=partial)


def refusals(graph: str, path: Path) -> list[str | None]:
    with open_store(graph) as store:
        return [edit.refusal for edit in compare(store, read_returned(str(path))).edits]


FILLED = {
    (OPEN, "牵头单位"): "江西省林业局",
    (OPEN, "配合单位"): "财政厅、 发改委，省水利厅\n",
    (OPEN, "完成时限"): "2033年底前",
    (OPEN, "确认依据（填写时注明）"): "省政府会议纪要",
}


def test_what_staff_fill_is_confirmed_with_who_when_and_why(graph: str, fill: Fill) -> None:
    before = rows(graph)
    assert bring(graph, fill(FILLED)) == 0
    first, second = rows(graph)
    assert first == before[0]
    assert second.lead == ("省林业局",)
    assert second.participants == ("省财政厅", "省发展改革委", "省水利厅")
    assert (second.deadline, second.deadline_text, second.basis) == (
        "2033-12-31",
        "2033年底前",
        ("general", "confirmed"),
    )
    (holding,) = second.held("lead")
    assert (holding.who, holding.why) == ("张三", "省政府会议纪要")
    assert holding.at is not None
    assert holding.at[:4] >= "2026"
    with open_store(graph) as store:
        (event,) = store.read("MATCH (v:Review) RETURN v.what AS what")
    assert event["what"] == (
        "二（二） 牵头单位：未明确 → 省林业局；配合单位：未明确 → 省财政厅、省发展改革委、省水利厅；"
        "完成时限：未明确 → 2033年底前"
    )  # fmt: skip


def test_the_same_text_again_changes_nothing(graph: str, fill: Fill) -> None:
    bring(graph, fill(FILLED))
    confirmed = rows(graph)
    with open_store(graph, write=True) as store:
        assert load_document(store, small_document()).status == "unchanged"
    assert rows(graph) == confirmed


def test_a_confirmed_workbook_shows_it_and_takes_corrections(graph: str, fill: Fill) -> None:
    bring(graph, fill(FILLED))
    again = fill({})
    sheet = load_workbook(again)[SHEET]
    columns = {cell.value: cell.column for cell in sheet[HEAD_ROW]}
    cell = sheet.cell(OPEN, columns["牵头单位"])
    assert cell.value == "省林业局"
    assert f"张三 于 {date.today().year}" in cell.comment.text
    assert "已确认" in sheet.cell(OPEN, columns["依据"]).value
    write(again, {(OPEN, "牵头单位"): "省水利厅", (OPEN, "配合单位"): "省财政厅", (OPEN, "完成时限"): None})
    assert bring(graph, again, by="李四") == 0
    row = rows(graph)[1]
    assert (row.lead, row.participants, row.deadline) == (("省水利厅",), ("省财政厅",), None)
    assert [row.held(field)[0].who for field in ("lead", "participants")] == ["李四", "张三"]


def test_an_untouched_workbook_changes_nothing(graph: str, fill: Fill, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(graph, fill({(OPEN, "牵头单位"): "  ", (OPEN, "责任单位"): None})) == 0
    assert capsys.readouterr().out == "没有改动。\n"


def test_odd_characters_are_no_edits(graph: str, tmp_path: Path) -> None:
    with open_store(graph) as store:
        matrix = build_matrix(store)
    odd = ("=1+1\x07", "\t-2\r\n", "'@x", "＝" * 200, " \ufffe")
    odd_rows = tuple(msgspec.structs.replace(matrix.rows[1], title=title, evidence="长" * 40_000) for title in odd)
    path = tmp_path / "odd.xlsx"
    path.write_bytes(to_xlsx(msgspec.structs.replace(matrix, rows=odd_rows)))
    assert [row.edited() for row in read_returned(str(path))] == [{}] * len(odd)


def test_a_dry_run_only_shows(graph: str, fill: Fill, capsys: pytest.CaptureFixture[str]) -> None:
    before = rows(graph)
    assert bring(graph, fill(FILLED), dry_run=True) == 0
    assert rows(graph) == before
    assert "省林业局" in capsys.readouterr().out


REFUSED = {
    "an unknown name, with near ones": ({(OPEN, "牵头单位"): "省林业厅局"}, "是不是：省林业局"),
    "a name far from all": ({(OPEN, "牵头单位"): "ＸＹＺ"}, "部门名录里没有“ＸＹＺ”"),
    "a formula": ({(OPEN, "牵头单位"): "=A1"}, "是公式"),
    "what the text states": ({(STATED, "牵头单位"): "省林业局"}, "原文已有（明文）"),
    "what the text states, emptied": ({(STATED, "配合单位"): ""}, "原文已有（明文）"),
    "the general coordinators": ({(OPEN, "统筹协调"): "省林业局"}, "不能在表中改动"),
    "another title": ({(OPEN, "任务"): "别的"}, "“任务”一栏不能在表中改动"),
    "one body in two parts": ({(OPEN, "牵头单位"): "省林业局", (OPEN, "配合单位"): "林业局"}, "不止一个角色"),
    "a date that can't be read": ({(OPEN, "完成时限"): "第99号"}, "读不出"),
    "a date before the document": ({(OPEN, "完成时限"): "2030年底前"}, "读不出成文日期以后"),
    "no such document": ({(OPEN, "policygraph:document"): "测发-2031-8", (OPEN, "牵头单位"): "省林业局"}, "没有这份文件"),
    "no such provision": ({(OPEN, "policygraph:provision"): "#二/（九）", (OPEN, "牵头单位"): "省林业局"}, "没有这一条"),
    "another text": ({(OPEN, "policygraph:text"): "0" * 16, (OPEN, "牵头单位"): "省林业局"}, "原文在导出之后改动过"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused(graph: str, fill: Fill, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    cells, words = REFUSED[name]
    before, path = rows(graph), fill(cells)
    found = refusals(graph, path)
    assert any(words in (each or "") for each in found), found
    assert bring(graph, path) == 1
    assert rows(graph) == before
    assert "没有写入任何改动" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2033年底前", "2033-12-31"),
        ("2033年12月", "2033-12"),
        ("2033.12", "2033-12"),
        ("2033-12-31", "2033-12-31"),
        ("2033年", "2033"),
        (date(2033, 6, 30), "2033-06-30"),
        ("长期坚持", None),
    ],
)
def test_dates_as_staff_write_them(graph: str, fill: Fill, written: object, iso: str | None) -> None:
    assert bring(graph, fill({(OPEN, "完成时限"): written})) == 0
    assert rows(graph)[1].deadline == iso
    assert rows(graph)[1].deadline_text


def test_one_bad_row_keeps_the_others_out_unless_they_are_asked_for(graph: str, fill: Fill) -> None:
    path = fill({(STATED, "责任单位"): "无此单位甲", **FILLED})
    assert bring(graph, path) == 1
    assert rows(graph)[1].lead == ()
    assert bring(graph, path, partial=True) == 1
    assert rows(graph)[1].lead == ("省林业局",)


def test_two_workbooks_at_a_time(graph: str, fill: Fill) -> None:
    mine, yours, untouched = fill({(OPEN, "牵头单位"): "省林业局"}), fill({(OPEN, "牵头单位"): "省水利厅"}), fill({})
    assert bring(graph, mine) == 0
    assert refusals(graph, yours) == ["导出之后已有人确认为“省林业局”，请重新导出"]
    assert refusals(graph, untouched) == []
    assert refusals(graph, mine) == []


def test_a_new_version_refuses_what_was_filled_for_the_old_text(graph: str, fill: Fill) -> None:
    path = fill({(OPEN, "牵头单位"): "省林业局", (STATED, "责任单位"): "省水利厅"})
    with open_store(graph, write=True) as store:
        assert load_document(store, small_document(extra="湖边种草。")).version == 2
    assert bring(graph, path, partial=True) == 1
    first, second = rows(graph)
    assert (first.responsible, second.lead) == (("省水利厅",), ())  # only measure 2 reads otherwise now


def test_rows_may_be_sorted_and_left_out(graph: str, fill: Fill) -> None:
    path = fill(FILLED)
    book = load_workbook(path)
    book[SHEET].delete_rows(STATED)
    book[SHEET].insert_rows(STATED, 3)
    book.save(path)
    assert bring(graph, path) == 0
    assert rows(graph)[1].lead == ("省林业局",)


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (Debian: apt install libreoffice-calc)")
def test_a_workbook_saved_by_libreoffice_comes_back(graph: str, fill: Fill, tmp_path: Path) -> None:
    path = fill(FILLED)
    folder = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [OFFICE or "", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, path], check=True,
        capture_output=True, timeout=120,
    )  # fmt: skip
    assert bring(graph, folder / path.name) == 0
    assert rows(graph)[1].participants == ("省财政厅", "省发展改革委", "省水利厅")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a,b\n"])
def test_what_is_no_workbook_is_said_so(graph: str, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "no.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError):
        bring(graph, path)


def test_a_workbook_that_is_not_there_is_said_so(graph: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="找不到文件"):
        bring(graph, tmp_path / "no.xlsx")


def test_a_workbook_of_somebody_else_s_is_said_so(graph: str, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["牵头单位"])
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(InputError, match="隐藏列"):
        bring(graph, tmp_path / "other.xlsx")


def test_the_command(run: Run, graph: str, fill: Fill) -> None:
    path = fill(FILLED)
    dry = run("import-matrix", path, "--by", "张三", "--dry-run", "--graph", graph, COLUMNS="160")
    assert (dry.returncode, dry.stderr) == (0, "")
    assert "省林业局" in dry.stdout
    assert run("import-matrix", path, "--by", " ", "--graph", graph).returncode == 1
    assert run("import-matrix", path, "--graph", graph).returncode == 2
    done = run("import-matrix", path, "--by", "张三", "--graph", graph)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "1 行已记为已确认。"
