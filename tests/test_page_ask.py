"""The first page, as somebody uses it: in a browser, and its logic by AppTest."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from browser import NARROW, WIDE, opened, picture, settled
from conftest import run_in
from playwright.sync_api import Browser, Page, expect
from stores import Visit, default_graph


def asked(page: Page, question: str) -> None:
    page.get_by_role("textbox").fill(question)
    page.get_by_role("textbox").press("Enter")
    settled(page)


def test_a_question_its_answer_and_the_quote(browser: Browser, address: str) -> None:
    with opened(browser, address, WIDE) as page:
        expect(page.get_by_role("heading", name="政策图谱")).to_be_visible()
        picture(page, "ask-empty")
        asked(page, "第十二条谁牵头？")
        card = page.locator(".pg-card").last
        expect(card).to_contain_text("未明确")
        expect(card.locator(".pg-quote q")).to_contain_text("省住房城乡建设厅、省发展改革委要会同有关部门加强协调指导")
        expect(card.locator(".pg-quote mark").first).to_be_visible()
        asked(page, "那第二十三条呢？")
        expect(page.locator(".pg-card").last).to_contain_text("党委或政府主要负责同志")
        picture(page, "ask")


def test_a_refusal_offers_what_mandates_suggest_apart_and_labelled(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/?q=第十二条谁牵头？", WIDE) as page:
        offers = page.locator(".pg-suggested")
        expect(offers.first).to_contain_text("推断")
        expect(offers.first).to_contain_text("职责")
        expect(page.locator(".pg-headline")).not_to_contain_text("人力资源")
    with opened(browser, f"{address}/?q=第二十三条谁牵头？", WIDE) as page:
        expect(page.locator(".pg-headline")).to_contain_text("党委或政府主要负责同志")
        expect(page.locator(".pg-suggested")).to_have_count(0)


def test_a_suggestion_asks(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/?q=第十二条谁牵头？", WIDE) as page:
        chip = page.locator(".pg-card .pg-chip").first
        words = chip.inner_text()
        chip.click()
        settled(page)
        expect(page.locator(".pg-asked").last).to_have_text(words)
        assert unquote(page.url).endswith(f"?q={words}")


def test_a_reload_or_a_link_that_was_sent_has_the_last_answer(browser: Browser, address: str) -> None:
    with opened(browser, address, WIDE) as page:
        asked(page, "第十二条谁牵头？")
        asked(page, "那第二十三条呢？")
        said = page.locator(".pg-card").last.text_content() or ""
        sent = page.url
        page.get_by_role("link", name="台账").click()
        settled(page)
        page.get_by_role("link", name="问答").click()
        settled(page)
        assert page.url == sent
        page.go_back()
        page.go_back()
        settled(page)
        expect(page.locator(".pg-asked")).to_have_text(["第十二条谁牵头？", "那第二十三条呢？"])
        page.reload()
        settled(page)
        expect(page.locator(".pg-asked")).to_have_text(["第十二条谁牵头？", "那第二十三条呢？"])
        expect(page.locator(".pg-card").last).to_have_text(said)
        asked(page, "第三条谁牵头？")
        page.reload()
        settled(page)
        expect(page.locator(".pg-asked")).to_have_text(["第三条谁牵头？"])
    with opened(browser, sent, NARROW) as page:
        expect(page.locator(".pg-card").last).to_have_text(said)
        picture(page, "ask-sent")


def test_english_by_the_switch(browser: Browser, address: str) -> None:
    with opened(browser, address, NARROW) as page:
        page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_role("radio", name="English").click()
        settled(page)
        expect(page.locator(".pg-brand")).to_have_text("policygraph")
        assert page.evaluate("document.documentElement.lang") == "en"
        picture(page, "ask-english")


def test_the_language_is_kept_over_a_reload(browser: Browser, address: str) -> None:
    with opened(browser, address, WIDE) as page:
        page.get_by_role("radio", name="English").click()
        expect(page.locator(".pg-brand")).to_have_text("policygraph")
        settled(page)  # the parts that keep the choice are drawn after the name
        page.wait_for_function("document.cookie.includes('policygraph-language=en')")
        page.goto(f"{address}/matrix")
        expect(page.locator(".pg-brand")).to_have_text("policygraph")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_long_answer_is_read_from_its_beginning(browser: Browser, address: str, size: dict[str, int]) -> None:
    with opened(browser, address, size) as page:
        expect(page.get_by_role("heading", name="政策图谱")).to_be_in_viewport()
        for question in ("列出文件的目录", "第十二条谁牵头？"):
            asked(page, question)
            page.wait_for_timeout(1500)  # the chat has scrolled as far as it wants
            top = page.locator(".pg-asked").last.evaluate("bubble => bubble.getBoundingClientRect().top")
            assert 0 <= top < size["height"] / 3


def test_the_address_of_a_provision_works_at_the_root_and_so_does_the_way_back(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/?doc=cn-2025-urban-quality&p=3", WIDE) as page:
        expect(page.locator("nav [aria-current]").first).to_be_visible()
        assert "/read?" in page.url
        page.go_back()
        expect(page.get_by_role("heading", name="政策图谱")).to_be_visible()


def test_what_is_said_of_an_answer_is_kept(browser: Browser, own_address: str, tmp_path: Path) -> None:
    with opened(browser, f"{own_address}/?q=第十二条谁牵头？", WIDE) as page:
        page.get_by_test_id("stFeedbackButton").last.click()
        page.get_by_placeholder("哪里对").fill("应当列出推断")
        page.get_by_placeholder("哪里对").press("Enter")
        expect(page.get_by_text("已记下，谢谢。")).to_be_visible()
    (kept,) = json.loads(run_in(tmp_path, "feedback", "--json").stdout)
    assert (kept["q"], kept["verdict"], kept["comment"]) == ("第十二条谁牵头？", "wrong", "应当列出推断")


def test_how_it_was_found(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/?q=第十二条谁牵头？", WIDE) as page:
        page.get_by_role("button", name="如何得出").click()
        expect(page.get_by_test_id("stPopoverBody")).to_contain_text("RESPONSIBLE_FOR")
        expect(page.get_by_test_id("stPopoverBody")).to_contain_text('"provision"')


@pytest.mark.parametrize(
    "question", ["<script>alert(1)</script>", "**粗** $x$ <b>谁牵头</b>", "'; MATCH (n) DETACH DELETE n"]
)
def test_what_people_type_is_text(browser: Browser, address: str, question: str) -> None:
    with opened(browser, address, WIDE) as page:
        asked(page, question)
        assert page.locator(".pg-asked").last.inner_text() == question


def test_the_page_runs_without_a_browser(shipped: Path, visit: Visit) -> None:
    page = visit("ask", default_graph(shipped))
    page.chat_input[0].set_value("第十二条谁牵头？").run()
    assert not page.exception
    assert page.session_state["talk"][0].answer.answerable is False
