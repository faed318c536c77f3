"""The reader in a browser: deep links, marks, outline, panel; and that a document's text is never markup."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from browser import NARROW, WIDE, opened, picture, serving, settled
from playwright.sync_api import Browser, expect
from stores import JIANGXI, Visit, default_graph, fill

HOSTILE = """某市人民政府关于<script>document.title="x"</script>节水的意见
某市人民政府
2031年5月6日
一、总体要求
到2035年，用水总量控制在90亿立方米以内。
二、**重点** $任务$
（一）农业<img src=x onerror=alert(1)>节水。由市水利局牵头，&lt;推广&gt; `滴灌` [链接](http://example.org)。
（二）工业节水。不得新开深井。
"""


def test_a_deep_link_opens_at_the_provision(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/read?doc={quote(JIANGXI)}&p=四/（十二）", WIDE) as page:
        expect(page.locator(".pg-panel-name")).to_have_text("第十二条")
        heading = page.locator(".pg-head", has_text="提升公共服务优质均衡水平")
        expect(heading).to_be_in_viewport()
        bar = page.evaluate("getComputedStyle(document.querySelector('.pg-in-15'), '::before').content")
        assert bar == '""'
        panel = page.locator(".pg-panel")
        for words in "未明确 省住房城乡建设厅 总则 紧密型医联体全覆盖 时限未明确 提要，不是原文 推断 把握约".split():
            expect(panel).to_contain_text(words)
        picture(page, "read")


def test_the_outline_and_headings_choose_and_the_address_follows(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/read?doc={quote(JIANGXI)}", WIDE) as page:
        expect(page.locator(".pg-panel-name")).to_have_text("文件")
        page.locator(".pg-outline a", has_text="完善城市治理工作机制").click()
        settled(page)
        expect(page.locator(".pg-panel-name")).to_have_text("第二十三条")
        assert "p=" in page.url
        expect(page.locator("#p-30")).to_be_in_viewport()
        current = page.locator(".pg-outline [aria-current]")
        expect(current).to_contain_text("完善城市治理工作机制")
        expect(current).to_be_in_viewport()
        page.locator("#p-31").click()
        settled(page)
        expect(page.locator(".pg-panel-name")).to_have_text("第二十四条")
        page.go_back()
        settled(page)
        expect(page.locator(".pg-panel-name")).to_have_text("第二十三条")


def test_marks_are_hidden_and_shown(browser: Browser, address: str) -> None:
    line = "getComputedStyle(document.querySelector('.pg-paper .pg-m-place')).textDecorationLine"
    with opened(browser, f"{address}/read?doc={quote(JIANGXI)}", WIDE) as page:
        toggle = page.get_by_role("button", name="地方")
        expect(page.locator(".pg-paper .pg-m-place").first).to_be_visible()
        assert page.evaluate(line) == "underline"
        toggle.click()
        expect(toggle).to_have_attribute("aria-pressed", "false")
        assert page.evaluate(line) == "none"
        page.locator("#p-2").click()
        expect(page.locator(".pg-panel-name")).to_have_text("第一条")
        assert page.evaluate(line) == "none", "another provision leaves what was hidden hidden"


def test_page_furniture_is_shown_on_request(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/read?doc={quote(JIANGXI)}", WIDE) as page:
        expect(page.locator(".pg-paper")).not_to_contain_text("放大 缩小 默认")
        page.get_by_text("显示网页杂项").click()
        settled(page)
        expect(page.locator(".pg-noise", has_text="放大 缩小 默认")).to_be_visible()


def test_a_quote_is_marked_where_it_stands(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/read?doc={quote(JIANGXI)}&p=12", WIDE) as page:
        page.locator(".pg-panel a", has_text="紧密型医联体全覆盖").click()
        settled(page)
        quoted = page.locator(".pg-quoted")
        expect(quoted).to_have_text("逐步实现紧密型医联体全覆盖")
        expect(quoted).to_be_in_viewport()


def test_the_national_counterpart_opens(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/read?doc={quote(JIANGXI)}&p=12", WIDE) as page:
        page.locator(".pg-panel a", has_text="第十条").click()
        settled(page)
        expect(page.locator(".pg-paper h1")).to_have_text("关于推动城市高质量发展的意见")
        expect(page.locator(".pg-panel-name")).to_have_text("第十条")
        expect(page.locator(".pg-panel")).to_contain_text("下级文件的对应")


def test_narrow_screens_fold_outline_and_panel(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/read?doc={quote(JIANGXI)}&p=12", NARROW) as page:
        expect(page.locator(".pg-panel-name")).to_be_in_viewport()
        expect(page.locator(".pg-panel-body")).to_be_hidden()
        page.locator(".pg-panel > summary").click()
        expect(page.locator(".pg-panel-body")).to_contain_text("未明确")
        expect(page.locator(".pg-outline nav")).to_be_hidden()
        picture(page, "read-panel")


def test_paper_alone_is_printed(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/read?doc={quote(JIANGXI)}&p=12", WIDE) as page:
        page.emulate_media(media="print")
        expect(page.locator(".pg-paper")).to_be_visible()
        for other in (".pg-outline nav", ".pg-panel", ".pg-legend-bar"):
            expect(page.locator(other)).to_be_hidden()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    fill(default_graph(folder), HOSTILE)
    return folder


def test_markup_in_a_document_is_text(browser: Browser, hostile: Path) -> None:
    with serving(hostile) as found, opened(browser, f"{found}/read?p=二/（一）", WIDE) as page:
        text = page.locator(".pg-paper").inner_text()
        for words in (
            '<script>document.title="x"</script>', "**重点** $任务$", "<img src=x onerror=alert(1)>",
            "&lt;推广&gt; `滴灌` [链接](http://example.org)",
        ):  # fmt: skip
            assert words in text
        assert page.locator(".pg-canvas :is(script, img)").count() == 0
        assert page.title() != "x"
        expect(page.locator(".pg-panel")).to_contain_text("市水利局")


def test_the_page_without_a_browser(shipped: Path, visit: Visit) -> None:
    page = visit("read", default_graph(shipped), doc="cn-2025-urban-quality", p="99")
    assert not page.exception
    assert not page.error
    assert re.search("意见", page.selectbox[0].options[0])


def test_two_documents_of_one_title_are_told_apart_by_their_dates(tmp_path: Path, visit: Visit) -> None:
    text = "某市人民政府关于节水的意见\n某市人民政府\n{}年5月6日\n一、总体要求\n节约用水。\n"
    page = visit("read", fill(str(tmp_path / "graph.kgl"), *(text.format(year) for year in (2031, 2032))))
    assert not page.exception
    assert [label[-10:] for label in page.selectbox[0].options] == ["2031-05-06", "2032-05-06"]
