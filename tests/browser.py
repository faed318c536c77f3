"""The pages in a real browser: a server on a graph of its own, and Debian's Chromium by Playwright.

A page fails its test on any request that leaves this machine, on an error in the browser's console, and on a
traceback. Screenshots at the two widths go to ``.cache/screens``, to be looked at.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

SCREENS = Path(__file__).parent.parent / ".cache" / "screens"
WIDE, NARROW = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_OURS = re.compile(r"^(?:https?|wss?)://(?:127\.0\.0\.1|localhost)(?::\d+)?/|^(?:data|blob):")


def free_port() -> int:
    """A port of this machine that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path, port: int | None = None, **settings: str) -> Iterator[str]:
    """The address of ``policygraph ui`` run in a folder, on its default graph."""
    port = port or free_port()
    with served(folder, ["-m", "ui.cli", "ui", "--port", str(port)], port, **settings) as address:
        yield address


@contextmanager
def served(folder: Path, arguments: Sequence[str], port: int, **settings: str) -> Iterator[str]:
    """The address of a page server that Python runs in a folder with these arguments, once it is up."""
    command = [sys.executable, *arguments]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)} | settings
    with (folder / "ui.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(process, f"http://127.0.0.1:{port}", folder / "ui.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the page did not come up: {log.read_text()}")


@contextmanager
def opened(browser: Browser, address: str, size: dict[str, int], **options: object) -> Iterator[Page]:
    """A page at an address, in a session of its own; see above for what it fails on."""
    context: BrowserContext = browser.new_context(viewport=size, locale="zh-CN", **options)  # type: ignore[arg-type]
    page = context.new_page()
    strangers: list[str] = []
    complaints: list[str] = []
    host = urlsplit(address).netloc  # what a page of somebody else's does on the way, such as to sign in, is theirs
    page.on("request", lambda request: strangers.append(request.url) if _is_stranger(request, host) else None)
    page.on("console", lambda line: complaints.append(line.text) if _is_complaint(line, host) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        page.goto(address)
        settled(page)
        yield page
        assert not strangers, f"requests that leave this machine: {strangers}"
        assert not complaints, f"errors in the browser: {complaints}"
        assert "Traceback" not in page.locator("body").inner_text()
    finally:
        context.close()


def _is_stranger(request: Request, host: str) -> bool:
    return urlsplit(request.frame.url).netloc in (host, "") and not _OURS.match(request.url)


def _is_complaint(line: ConsoleMessage, host: str) -> bool:
    # on an address with a path Streamlit looks for its server below that path first, and then where it is; and it
    # says in the console, too, that an address is no page
    known = "/_stcore/" in line.location["url"] or line.text.startswith("The page that you have requested")
    return line.type == "error" and not known and urlsplit(line.location["url"]).netloc in (host, "")


def settled(page: Page) -> None:
    """Wait until the page has run."""
    page.wait_for_timeout(250)  # what was just done has reached the server
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)
    page.wait_for_timeout(150)  # what the run sent is drawn


def picture(page: Page, name: str) -> None:
    """Keep what is on the page as a picture under a name with its width."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size or WIDE
    page.screenshot(path=SCREENS / f"{name}-{size['width']}.png")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it the test is skipped, where ``CI=true`` it fails."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is missing")
        pytest.skip("needs Chromium (Debian: apt install chromium fonts-noto-cjk)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def address(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages on what ships; tests look at them and change nothing in the graph."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(shipped / ".policygraph", folder / ".policygraph")
    with serving(folder) as found:
        yield found


@pytest.fixture
def own_address(shipped: Path, tmp_path: Path) -> Iterator[str]:
    """The pages on a copy of what ships, which the test may change."""
    shutil.copytree(shipped / ".policygraph", tmp_path / ".policygraph")
    with serving(tmp_path) as found:
        yield found
