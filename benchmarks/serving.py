"""The pages: how long until the first is up beside a bare Streamlit page, and fifty sessions that ask at once."""

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from browser import FLAGS, free_port, served, serving
from conftest import run_in
from playwright.sync_api import Browser, sync_playwright
from sessions import ask_together

from benchmarks.clock import Measure

SESSIONS = 50
_ROUNDS = 5
_QUESTIONS = (
    "第十二条谁牵头？", "老旧小区改造在哪一条", "哪些措施提到了社区", "第八条主要讲了什么", "昌抚是指哪两个市",
    "把涉及九江的任务都列出来", "城镇化率目标定到多少", "Who leads measure 12?", "居民的生活怎样更方便？",
    "一共多少条措施、分几个部分",
)  # fmt: skip


def measure() -> Iterator[Measure]:
    """The start, errors and latencies: of a whole page run, from the question to the answer's last part."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run_in(folder, "ingest")
        yield _starting(folder)
        with serving(folder) as address:
            for question in _QUESTIONS:
                ask_together(address, [question])
            alone = [ask_together(address, [question])[0].seconds for question in _QUESTIONS * 3]
            together = ask_together(address, [_QUESTIONS[at % len(_QUESTIONS)] for at in range(SESSIONS)])
    failed = sum(bool(told.exceptions) or not told.answer for told in together)
    times = sorted(told.seconds for told in together)
    median = statistics.median(times)
    yield Measure(
        what=f"{SESSIONS} sessions asking at once: errors", figure=str(failed), bound="0",
        details=f"{len(_QUESTIONS)} different questions, one server process",
    )  # fmt: skip
    yield Measure(
        what=f"{SESSIONS} sessions asking at once ÷ one alone, median of each",
        figure=f"{median / statistics.median(alone):.1f}",
        details=f"p50 {median:.2f} s, p95 {times[int(len(times) * 0.95)]:.2f} s; "
        f"alone {statistics.median(alone) * 1000:.0f} ms",
    )  # fmt: skip


def _starting(folder: Path) -> Measure:
    """From the start of the process to the first page drawn in a browser, in turns with a page of one line."""
    bare = folder / "bare.py"
    bare.write_text('import streamlit as st\nst.title("bare")\n', encoding="utf-8")
    flags = ["--server.headless=true", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    ours, theirs = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        for _ in range(_ROUNDS):
            ours.append(_until_drawn(browser, folder, ["ui.cli", "ui", "--port"]))
            theirs.append(_until_drawn(browser, folder, ["streamlit", "run", str(bare), *flags, "--server.port"]))
        browser.close()
    mine, base = statistics.median(ours), statistics.median(theirs)
    return Measure(
        what="first page up − a bare Streamlit page up", figure=f"{mine - base:.2f} s", bound="≤ 1 s",
        details=f"{mine:.2f} − {base:.2f} s from the start of the process, browser already open",
    )  # fmt: skip


def _until_drawn(browser: Browser, folder: Path, arguments: list[str]) -> float:
    port = free_port()
    start = time.perf_counter()
    with served(folder, ["-m", *arguments, str(port)], port) as address:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector("h1")
        took = time.perf_counter() - start
        page.close()
    return took
