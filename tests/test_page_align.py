"""The 对照 page: two documents side by side."""

import pytest
from browser import NARROW, WIDE, opened, picture
from playwright.sync_api import Browser, expect


def test_side_by_side_with_counts_and_a_filter(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/align", WIDE) as page:
        lines = page.locator(".pg-align tbody tr")
        expect(lines.first).to_be_visible()
        expect(page.locator(".pg-note-outline")).to_contain_text("提要")
        picture(page, "align")
        total = lines.count()
        pill = page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").get_by_text("拆分")
        wanted = int(pill.inner_text().split()[-1])
        pill.click()
        expect(lines).to_have_count(wanted)
        assert wanted < total
        expect(lines.first.locator(".pg-relation")).to_have_text("拆分")


@pytest.mark.parametrize(("name", "suffix"), [("Excel", "xlsx"), ("Word", "docx"), ("HTML", "html")])
def test_files(browser: Browser, address: str, name: str, suffix: str) -> None:
    with opened(browser, f"{address}/align", WIDE) as page:
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name, exact=True).click()
        assert waiting.value.suggested_filename == f"对照表.{suffix}"
        assert waiting.value.path().stat().st_size > 5000


def test_a_counterpart_opens_in_the_reader(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/align", WIDE) as page:
        page.locator(".pg-open a").first.click()
        page.wait_for_url("**/read?doc=cn-2025-urban-quality*")


def test_on_a_phone(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/align", NARROW) as page:
        expect(page.locator(".pg-align tbody tr").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        picture(page, "align")
