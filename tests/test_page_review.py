"""审核 as staff use it: decide, see the answer change, undo; two sessions on one item."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from browser import NARROW, WIDE, opened, picture, settled
from playwright.sync_api import Browser, Locator, Page, expect
from stores import JIANGXI, Visit, default_graph, fill
from streamlit.testing.v1 import AppTest

from graph.load import list_documents
from graph.reviews import history
from graph.store import open_store
from qa.reviewing import Item, open_queue


def name(page: Page, who: str) -> None:
    page.get_by_label("您的姓名").fill(who)
    page.get_by_label("您的姓名").press("Enter")
    settled(page)


def press(page: Page, label: str) -> None:
    button(page, label).click()
    settled(page)


def button(page: Page, label: str) -> Locator:
    """A button by what it says, whatever its key is."""
    return page.get_by_test_id("stMain").get_by_role("button", name=re.compile(f"^{label}"))


def suggestion(folder: Path, number: int) -> Item:
    with open_store(default_graph(folder)) as store:
        items = open_queue(store, JIANGXI).chosen()
    return next(one for one in items if one.kind == "Suggestion" and one.unit and one.unit.number == number)


def test_a_review_changes_the_answer_and_can_be_undone(browser: Browser, own_address: str, tmp_path: Path) -> None:
    item = suggestion(tmp_path, 12)
    with opened(browser, f"{own_address}/review?doc={JIANGXI}&item={quote(item.id)}", WIDE) as page:
        expect(page.locator(".pg-review-card")).to_contain_text(item.name)
        expect(page.locator(".pg-review-card .pg-score")).to_have_text(f"把握约{item.right:.0%}")
        expect(button(page, "确认")).to_be_disabled()
        name(page, "张三")
        picture(page, "review")
        page.get_by_label("理由").fill("厅务会议定")
        press(page, "确认")
        expect(page.locator(".pg-event").first).to_contain_text("张三")
        expect(page.locator(".pg-event").first).to_contain_text("厅务会议定")
        picture(page, "review-history")
        page.get_by_role("link", name="问答").click()
        settled(page)
        page.get_by_role("textbox").fill("第十二条谁牵头？")
        page.get_by_role("textbox").press("Enter")
        settled(page)
        card = page.locator(".pg-card").last
        expect(card.locator(".pg-headline")).to_contain_text(item.name)
        expect(card).to_contain_text("由张三于")
        expect(card.locator(".pg-badge-confirmed")).to_be_visible()
        page.get_by_role("link", name="审核").click()
        settled(page)
        press(page, "撤销")
        expect(page.locator(".pg-event").first).to_contain_text("已撤销")
    with open_store(default_graph(tmp_path)) as store:
        assert [event.verdict for event in history(store, JIANGXI)] == ["confirmed", "undone"]


def test_the_second_of_two_sees_what_the_first_decided(browser: Browser, own_address: str, tmp_path: Path) -> None:
    address = f"{own_address}/review?doc={JIANGXI}&item={quote(suggestion(tmp_path, 12).id)}"
    with opened(browser, address, WIDE) as first, opened(browser, address, WIDE) as second:
        name(first, "张三")
        name(second, "李四")
        press(first, "驳回")
        second.get_by_label("理由").fill("另有文件")
        press(second, "确认")
        expect(second.get_by_text("张三已于")).to_be_visible()
        expect(second.locator(".pg-held-by")).to_contain_text("张三")
        picture(second, "review-second")
        press(second, "确认")
        expect(second.locator(".pg-event").first).to_contain_text("李四")
        expect(second.locator(".pg-event").nth(1)).to_contain_text("张三")
    with open_store(default_graph(tmp_path)) as store:
        assert [(event.who, event.verdict) for event in history(store, JIANGXI)] == [
            ("张三", "rejected"), ("李四", "confirmed"),
        ]  # fmt: skip


def test_the_queue_is_paged(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/review?doc={JIANGXI}", WIDE) as page:
        entries, current = page.locator(".pg-queue li"), page.locator(".pg-queue [aria-current]")
        expect(entries).to_have_count(20)
        expect(entries.first).to_have_attribute("aria-current", "true")
        first = entries.first.inner_text()
        picture(page, "review-pages")
        page.get_by_role("link", name="下一页").click()
        settled(page)
        expect(page.locator(".pg-queue-pages")).to_contain_text("第 21–40 项")
        expect(current).to_have_count(1)
        expect(entries.filter(has_text=first)).to_have_count(0)
        page.get_by_role("link", name="上一页").click()
        expect(current).to_have_text(first, use_inner_text=True)


def test_by_keys_on_a_narrow_screen(browser: Browser, own_address: str, tmp_path: Path) -> None:
    with opened(browser, f"{own_address}/review?doc={JIANGXI}", NARROW) as page:
        name(page, "张三")
        picture(page, "review")
        page.locator(".pg-review-card h2").click()  # out of the field of the name, where keys are letters
        first = page.locator(".pg-review-card h2").inner_text()
        page.keyboard.press("n")
        expect(page.locator(".pg-review-card h2")).not_to_have_text(first)
        settled(page)
        page.keyboard.press("x")
        expect(page.locator(".pg-event").first).to_contain_text("已驳回")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        top = page.locator(".pg-review-card").bounding_box()
        queue = page.locator(".pg-queue").bounding_box()
        assert top
        assert queue
        assert top["y"] < queue["y"]


TEXT = """江西省人民政府关于推进河湖治理的意见

赣府发〔2031〕7号

各县人民政府：
一、治理河道。由省水利厅会同省蓝鲸厅开展清淤，2033年底前完成。
二、保护湖泊。开展湿地保护修复，植树造林，防治林业有害生物，严防森林火灾。
江西省人民政府
2031年5月6日
"""


@pytest.fixture
def graph(tmp_path: Path) -> str:
    return fill(str(tmp_path / "graph.kgl"), TEXT)


def at(visit: Visit, graph: str, wanted: str) -> tuple[AppTest, str]:
    """The page at the first item of that name, and the beginning of its keys."""
    with open_store(graph) as store:
        document = list_documents(store)[0]["id"]
        found = next(item for item in open_queue(store, document).items if wanted in (item.name, item.quote))
    page = visit("review", graph, item=found.id)
    return page.text_input(key="review-name").set_value("张三").run(), f"review-{found.id}"


def events(graph: str) -> list[tuple[str, str]]:
    with open_store(graph) as store:
        return [(event.verdict, event.what) for event in open_queue(store, list_documents(store)[0]["id"]).events]


def test_a_correction_by_hand(graph: str, visit: Visit) -> None:
    page, key = at(visit, graph, "省蓝鲸厅")
    page.selectbox(key=f"{key}-name").set_value("省农业农村厅")
    page.button(key=f"{key}-correct").click().run()
    assert not page.exception
    assert events(graph) == [("corrected", "省蓝鲸厅（配合） → 省农业农村厅（配合）")]


def test_what_can_t_be_kept_is_said_and_nothing_is_kept(graph: str, visit: Visit) -> None:
    page, key = at(visit, graph, "省蓝鲸厅")
    page.button(key=f"{key}-correct").click().run()
    assert page.warning
    assert events(graph) == []


def test_a_date_is_corrected_in_words(graph: str, visit: Visit) -> None:
    page, key = at(visit, graph, "2033年底前完成")
    page.text_input(key=f"{key}-deadline_text").set_value("第99号")
    page.button(key=f"{key}-correct").click().run()
    assert "读不出" in page.warning[0].value
    page.text_input(key=f"{key}-deadline_text").set_value("2034年6月底前")
    page.button(key=f"{key}-correct").click().run()
    ((verdict, what),) = events(graph)
    assert verdict == "corrected"
    assert what.endswith("2034年6月底前")


def test_without_a_name_nothing_can_be_decided(graph: str, visit: Visit) -> None:
    page, key = at(visit, graph, "省蓝鲸厅")
    page.text_input(key="review-name").set_value(" ").run()
    assert page.button(key=f"{key}-confirm").disabled
    assert page.button(key=f"{key}-reject").disabled
