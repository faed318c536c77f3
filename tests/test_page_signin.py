"""Signing in with a real OIDC provider: what each role sees and may do, the way back, and a sign-in that is over."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from browser import WIDE, free_port, opened, picture, serving, settled
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "only for the tests, and for nobody else"
[auth.staff]
client_id = "policygraph"
client_secret = "secret"
server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"
[policygraph]
editor = ["li@example.org"]
"""
PEOPLE = (
    User(sub="wang", claims={"name": "王五", "email": "wang@example.org"}),
    User(sub="zhang", claims={"name": "张三", "roles": ["reviewer"]}),
    User(sub="li", claims={"name": "李四", "email": "li@example.org"}),
)
ALL = ["问答", "文件", "分工表", "对照", "图谱", "台账", "审核", "导入"]


def served(shipped: Path, folder: Path, lasts: timedelta) -> Iterator[str]:
    port = free_port()
    shutil.copytree(shipped / ".policygraph", folder / ".policygraph")
    (folder / ".streamlit").mkdir()
    with run_server_in_thread(access_token_max_age=lasts, user_claims=PEOPLE) as provider:
        secrets = SECRETS.format(port=port, provider=provider.server_port)
        (folder / ".streamlit/secrets.toml").write_text(secrets, encoding="utf-8")
        with serving(folder, port) as address:
            yield address


@pytest.fixture(scope="module")
def guarded_address(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from served(shipped, tmp_path_factory.mktemp("signin"), timedelta(hours=1))


@pytest.fixture
def hasty_address(shipped: Path, tmp_path: Path) -> Iterator[str]:
    yield from served(shipped, tmp_path, timedelta(seconds=12))


def sign_in(page: Page, sub: str) -> None:
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name=sub, exact=True).click()
    page.wait_for_url("http://127.0.0.1:*/**")
    expect(page.get_by_text("退出登录")).to_be_visible(timeout=20_000)
    settled(page)


@pytest.mark.parametrize(
    ("sub", "name", "pages"), [("wang", "王五", ALL[:6]), ("zhang", "张三", ALL[:7]), ("li", "李四", ALL)]
)
def test_what_each_role_sees(browser: Browser, guarded_address: str, sub: str, name: str, pages: list[str]) -> None:
    with opened(browser, guarded_address, WIDE) as page:
        expect(page.get_by_text("请用单位账号登录")).to_be_visible()
        assert page.get_by_test_id("stSidebar").count() == 0
        picture(page, "sign-in")
        sign_in(page, sub)
        links = page.get_by_test_id("stSidebar").get_by_test_id("stPageLink-NavLink")
        assert links.all_inner_texts() == pages
        expect(page.get_by_test_id("stSidebar")).to_contain_text(name)
        for path, title in (("review", "审核"), ("intake", "导入")):
            page.goto(f"{guarded_address}/{path}")
            settled(page)
            expect(page.get_by_text(f"您的角色不能{'审核' if path == 'review' else '导入文件'}")).to_have_count(
                0 if title in pages else 1
            )


def test_the_way_back_after_signing_in(browser: Browser, guarded_address: str) -> None:
    with opened(browser, f"{guarded_address}/matrix?doc=cn-2025-urban-quality", WIDE) as page:
        expect(page.get_by_text("请用单位账号登录")).to_be_visible()
        sign_in(page, "wang")
        page.wait_for_url("**/matrix?doc=cn-2025-urban-quality")
        expect(page.get_by_role("heading", name="任务分工表")).to_be_visible()


def test_signing_out(browser: Browser, guarded_address: str) -> None:
    with opened(browser, guarded_address, WIDE) as page:
        sign_in(page, "wang")
        page.get_by_text("退出登录").click()
        page.get_by_role("button", name="End session").click()
        expect(page.get_by_text("请用单位账号登录")).to_be_visible(timeout=20_000)


def test_a_sign_in_is_over_when_the_token_is(browser: Browser, hasty_address: str) -> None:
    with opened(browser, hasty_address, WIDE) as page:
        sign_in(page, "li")
        page.wait_for_timeout(12_000)
        page.get_by_test_id("stSidebar").get_by_role("link", name="分工表").click()
        settled(page)
        expect(page.get_by_text("请用单位账号登录")).to_be_visible()
