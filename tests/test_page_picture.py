"""The picture of the graph in a browser: labels to read, a click that opens the panel, a bounded neighbourhood."""

import re
from pathlib import Path
from urllib.parse import quote

from browser import NARROW, WIDE, opened, picture, settled
from playwright.sync_api import Browser, expect
from stores import JIANGXI, Visit, default_graph


def test_labels_and_a_click_that_tells_more(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/picture", WIDE) as page:
        chart = page.get_by_role("img", name="图谱：文件 1，部分 8，措施 25")
        labels = chart.locator("svg text")
        expect(labels.filter(has_text="关于推动城市高质量发展")).to_be_visible()
        assert labels.count() > 25
        page.get_by_role("radio", name="分层").click()
        expect(page.get_by_role("radio", name="分层")).to_be_checked()
        settled(page)
        chart.locator("svg text", has_text="第二十三条").click()
        settled(page)
        panel = page.locator(".pg-node")
        expect(panel.locator(".pg-panel-name")).to_have_text("第二十三条 完善城市治理工作机制")
        expect(panel).to_contain_text("党委或政府主要负责同志")
        expect(panel).to_contain_text("明文")
        picture(page, "picture")
        panel.get_by_role("link", name="看原文").click()
        settled(page)
        expect(page.locator(".pg-panel-name")).to_have_text("第二十三条")


def test_a_centre_shows_its_neighbourhood(browser: Browser, address: str) -> None:
    focus = f"{JIANGXI}#八/（二十三）"
    with opened(browser, f"{address}/picture?doc={quote(JIANGXI)}&focus={quote(focus)}", WIDE) as page:
        chart = page.get_by_role("img", name="图谱：")
        expect(chart.locator("svg text", has_text="党委或政府主要负责同志")).to_be_visible()
        expect(page.locator(".pg-node .pg-panel-name")).to_have_text("第二十三条 完善城市治理工作机制")
        expect(page.get_by_text("个节点没有画出")).to_be_visible()
        page.locator(".pg-node a", has_text="第八部分").click()
        settled(page)
        expect(page.locator(".pg-node .pg-panel-name")).to_have_text("第八部分 提高城市治理水平")


def test_kinds_are_chosen_and_the_table_says_the_same(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/picture", WIDE) as page:
        page.get_by_role("button", name="地方", exact=True).click()
        settled(page)
        expect(page.get_by_role("img", name="图谱：")).to_have_accessible_name(re.compile("措施 25，部门 7，目标 7"))
        expect(page.locator(".pg-shapes")).not_to_contain_text("地方")
        page.get_by_text("以表格查看").click()
        row = page.get_by_role("row", name="措施 第二十三条")
        expect(row).to_contain_text("党委或政府主要负责同志（牵头 · 明文）")


def test_narrow_screens_move_it_sideways(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/picture", NARROW) as page:
        width = page.locator("[data-testid=stEChartsChart]").bounding_box()
        assert width is not None
        assert width["width"] >= 640
        picture(page, "picture")


def test_the_page_without_a_browser(shipped: Path, visit: Visit) -> None:
    page = visit("picture", default_graph(shipped))
    assert not page.exception
    document = page.selectbox[0]
    assert document.value == JIANGXI, "an outline is not what is shown first"
    document.set_value("cn-2025-urban-quality").run()
    assert not page.error
