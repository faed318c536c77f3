"""The 任务分工表 on the page: three views, filters, and files that say what is seen."""

import io
from pathlib import Path

import docx
import pytest
from browser import NARROW, WIDE, opened, picture, settled
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from stores import Visit, default_graph

from ui.exports.workbooks import SHEET


def chosen(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).click()
    settled(page)


def test_the_table_says_what_the_text_does_not(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/matrix", WIDE) as page:
        rows = page.locator(".pg-by-measure tbody tr")
        expect(rows).to_have_count(25)
        expect(rows.nth(11)).to_contain_text("未明确")
        guess = rows.nth(11).locator(".pg-inferred").first
        assert "职责" in (guess.get_attribute("title") or "")
        expect(guess.locator("summary")).to_contain_text("把握约")
        guess.locator("summary").press("Enter")
        expect(guess.locator("p")).to_contain_text("职责")
        expect(rows.nth(22)).to_contain_text("党委或政府主要负责同志")
        picture(page, "matrix")
        page.get_by_text("显示推断").click()
        settled(page)
        expect(page.locator(".pg-inferred")).to_have_count(0)


def test_filtered_files_have_what_is_seen(browser: Browser, address: str, tmp_path: Path) -> None:
    with opened(browser, f"{address}/matrix", WIDE) as page:
        chosen(page, "部分", "八、")
        expect(page.locator(".pg-by-measure tbody tr")).to_have_count(3)
        for name in ("Excel", "Word", "CSV"):
            with page.expect_download() as waiting:
                page.get_by_role("button", name=name, exact=True).click()
            waiting.value.save_as(tmp_path / waiting.value.suggested_filename)
    sheet = load_workbook(io.BytesIO(next(tmp_path.glob("*.xlsx")).read_bytes()))[SHEET]
    paper = docx.Document(str(next(tmp_path.glob("*.docx"))))
    said = {
        "xlsx": "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row),
        "docx": "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells),
        "csv": next(tmp_path.glob("*.csv")).read_text("utf-8-sig"),
    }
    for suffix, words in said.items():
        assert "完善城市治理工作机制" in words, suffix
        assert "提升公共服务优质均衡水平" not in words, suffix
        assert "未明确" in words, suffix


@pytest.mark.parametrize(("view", "css"), [("按部门", ".pg-by-body"), ("交叉表", ".pg-crossed")])
def test_other_views(browser: Browser, address: str, view: str, css: str) -> None:
    with opened(browser, f"{address}/matrix", WIDE) as page:
        page.get_by_role("radio", name=view).click()
        settled(page)
        expect(page.locator(css)).to_be_visible()
        expect(page.locator(css)).to_contain_text("省住房城乡建设厅")
        picture(page, f"matrix-{css[4:]}")


def test_a_provision_opens_in_the_reader(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/matrix", WIDE) as page:
        page.locator(".pg-by-measure tbody th a").nth(11).click()
        page.wait_for_url("**/read?doc=*")
        assert "p=" in page.url


def test_on_a_phone_a_row_is_a_card(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/matrix", NARROW) as page:
        expect(page.locator(".pg-by-measure tbody tr").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        picture(page, "matrix")


def test_filters_by_themselves(shipped: Path, visit: Visit) -> None:
    page = visit("matrix", default_graph(shipped))
    assert not page.exception
    page.pills(key="matrix-bases").set_value(["explicit"]).run()
    assert not page.exception
    page.selectbox(key="matrix-document").set_value("cn-2025-urban-quality").run()
    assert not page.exception
