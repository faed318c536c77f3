"""What holds for every page: two widths, light and dark, readable for all, nothing from elsewhere, no traceback."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import NARROW, WIDE, opened, picture, serving, settled
from conftest import run_in
from playwright.sync_api import Browser, expect
from sessions import ask_together
from stores import Visit

from ui.web.catalogue import PAGES

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa"]}}
PATHS = [*(page.path or "?q=第十二条谁牵头？" for page in PAGES), "read?p=12"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_at_both_widths(browser: Browser, address: str, path: str, size: dict[str, int]) -> None:
    with opened(browser, f"{address}/{path}", size) as page:
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        picture(page, f"page-{re.sub(r'[^a-z]', '', path) if path[0] != '?' else 'ask'}")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_readable_for_all(browser: Browser, address: str, path: str, scheme: str) -> None:
    """WCAG 2 A and AA as far as axe can tell, in both themes."""
    with opened(browser, f"{address}/{path}", WIDE, color_scheme=scheme) as page:
        picture(page, f"{scheme}-{re.sub(r'[^a-z]', '', path) if path[0] != '?' else 'ask'}")
        found = Axe().run(page, options=AXE).response["violations"]
        told = [
            (each["id"], node["html"][:160], node.get("failureSummary", "")[:200])
            for each in found
            for node in each["nodes"]
        ]
        assert not told, json.dumps(told, ensure_ascii=False, indent=1)


@pytest.mark.parametrize(
    "path", ["read?doc=没有这份文件", "matrix?doc=x", "read?p=<script>alert(1)</script>", "nowhere"]
)
def test_a_bad_address_is_answered_in_a_sentence(browser: Browser, address: str, path: str) -> None:
    with opened(browser, f"{address}/{path}", WIDE) as page:
        assert "Traceback" not in page.locator("body").inner_text()
        expect(page.locator(".pg-brand")).to_be_visible()


@pytest.mark.parametrize("view", [page.path or "ask" for page in PAGES if page.path != "intake"])
def test_an_empty_graph_tells_what_to_do(visit: Visit, tmp_path: Path, view: str) -> None:
    page = visit(view, tmp_path / "none.kgl")
    assert not page.exception
    assert "导入" in page.info[0].value


def test_print_leaves_the_answer(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/?q=第十二条谁牵头？", WIDE) as page:
        page.emulate_media(media="print")
        expect(page.get_by_test_id("stSidebar")).to_be_hidden()
        expect(page.get_by_test_id("stChatInput")).to_be_hidden()
        expect(page.locator(".pg-headline")).to_be_visible()


def test_the_command_line_writes_while_the_page_is_open(browser: Browser, own_address: str, tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(
        "某市人民政府关于保护湖泊的意见\n某府发〔2031〕7号\n一、总体要求\n保护湖泊。\n二、重点任务\n（一）治理河道。由市水利局牵头。\n",
        "utf-8",
    )
    with opened(browser, own_address, WIDE) as page:
        expect(page.locator(".pg-held")).to_contain_text("2 份文件")
        done = subprocess.run(
            [sys.executable, "-m", "ui.cli", "ingest", str(notice)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        assert done.returncode == 0, done.stderr
        page.reload()
        settled(page)
        expect(page.locator(".pg-held")).to_contain_text("3 份文件")


def test_fifty_sessions_ask_at_once(address: str) -> None:
    questions = ["第十二条谁牵头？", "哪些措施提到了社区", "居民的生活怎样更方便？", "Who leads measure 12?", "？"]
    for told in ask_together(address, questions * 10):
        assert not told.exceptions
        assert "pg-badge" in told.answer


def test_the_server_ends_when_told(shipped: Path) -> None:
    with serving(shipped):
        started = time.monotonic()
    assert time.monotonic() - started < 10


def test_ports_that_can_t_be_had_are_told_in_a_sentence(shipped: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for port, said in (taken.getsockname()[1], "请用 --port 换一个"), (70_000, "端口要在 0 到 65535 之间"):
            done = run_in(shipped, "ui", "--port", str(port))
            assert (done.returncode, done.stdout) == (1, "")
            assert said in done.stderr
