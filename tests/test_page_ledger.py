"""The ledger in a browser and as a file: filters, groups, the chart and its words, links to the reader."""

import csv
import io
from pathlib import Path

import pytest
from browser import NARROW, WIDE, opened, picture, serving, settled
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect
from small import LINES
from stores import Visit, default_graph, fill
from streamlit.testing.v1 import AppTest

from ui.exports.sheets import HEAD_ROW


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    fill(default_graph(folder), LINES)
    return folder


def test_filters_leave_what_they_say(filled: Path, visit: Visit) -> None:
    page = visit("ledger", default_graph(filled))
    assert not page.exception
    document, department, year = page.selectbox
    assert department.options == ["未明确", "省商务厅", "省民政厅", "省财政厅"]
    assert year.options == ["2033", "时限未明确"]
    department.set_value("省民政厅").run()
    assert not page.error
    assert _has(page, "ledger-table")
    page.selectbox[1].set_value("").run()
    assert _has(page, "ledger-empty"), "each of these rows is somebody's"
    assert not _has(page, "ledger-table")
    assert document.options == ["某省规范收费行动方案"]


def test_rows_by_year_and_department_and_on_to_the_text(browser: Browser, filled: Path) -> None:
    with serving(filled) as address, opened(browser, f"{address}/ledger", WIDE) as page:
        groups = page.locator(".pg-group th")
        expect(groups.first).to_contain_text("2033年")
        expect(page.get_by_role("img", name="各年到期的行数：2033年 1；持续或另定 1").locator("svg")).to_be_visible()
        page.get_by_role("combobox", name="部门").click()
        page.get_by_role("option", name="省民政厅").click()
        expect(groups).to_have_count(1)
        expect(groups).to_have_text("持续或另定 1")
        expect(page.locator(".pg-ledger")).not_to_contain_text("省商务厅")
        page.get_by_role("combobox", name="部门").press("Escape")
        page.reload()
        settled(page)
        page.get_by_role("radio", name="按部门").click()
        settled(page)
        expect(groups).to_contain_text(["省商务厅", "省民政厅", "省财政厅"])
        page.locator(".pg-ledger a").first.click()
        settled(page)
        expect(page.locator(".pg-quoted")).to_have_text("完成时限：2033年6月底前")
        expect(page.locator(".pg-panel-name")).to_have_text("第一条")


def test_the_file_says_the_same_and_holds_no_formula(browser: Browser, filled: Path) -> None:
    with serving(filled) as address, opened(browser, f"{address}/ledger", WIDE) as page:
        page.get_by_role("button", name="任务").click()
        expect(page.locator(".pg-ledger")).to_contain_text("开展评估")
        files = {}
        for name in ("CSV", "Excel"):
            with page.expect_download() as download:
                page.get_by_role("button", name=name).click()
            files[name] = Path(download.value.path()).read_bytes()
    rows = list(csv.DictReader(io.StringIO(files["CSV"].decode("utf-8-sig"))))
    assert any(row["时限"] == "持续推进" and row["部门"] == "牵头：省民政厅" for row in rows)
    assert any(row["类别"] == "任务" and row["部门"] == "未明确" and "开展评估" in row["引文"] for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    book = load_workbook(io.BytesIO(files["Excel"]))
    sheet, by_department = book.worksheets
    heads, *lines = sheet.iter_rows(min_row=HEAD_ROW, values_only=True)
    assert [dict(zip(heads, (text or "" for text in line), strict=True)) for line in lines] == rows
    assert "f" not in {cell.data_type for each in book for row in each.iter_rows() for cell in row}, "no formula"
    assert [row[0] for row in by_department.iter_rows(min_row=HEAD_ROW, values_only=True)][-1] == "未明确"


def test_narrow(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/ledger", NARROW) as page:
        expect(page.locator(".pg-ledger td").first).to_be_visible()
        picture(page, "ledger")


def _has(page: AppTest, key: str) -> bool:
    """Whether the page has the element of this key; of our own HTML AppTest knows no more."""
    return f"key={key!r}" in str(page.main)
