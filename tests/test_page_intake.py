"""导入 as staff use it: look before anything is stored, store, ask; files that can't be used."""

from pathlib import Path

import pytest
from browser import NARROW, WIDE, opened, picture, settled
from playwright.sync_api import Browser, Page, expect
from stores import Visit, default_graph, fill
from test_preview import TEXT, packed

from graph.load import list_documents
from graph.store import open_store

File = dict[str, str | bytes]


def file(name: str, data: bytes) -> File:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def upload(page: Page, *files: File) -> None:
    page.locator("input[type=file]").set_input_files(list(files))  # type: ignore[arg-type]
    expect(page.locator(".pg-file")).to_have_count(len(files), timeout=60_000)
    settled(page)


def held(folder: Path) -> list[str]:
    with open_store(default_graph(folder)) as store:
        return [row["title"] for row in list_documents(store)]


def test_a_file_is_looked_at_then_stored_then_asked(browser: Browser, own_address: str, tmp_path: Path) -> None:
    with opened(browser, f"{own_address}/intake", WIDE) as page:
        expect(page.get_by_text("先看读出了什么")).to_be_visible()
        expect(page.get_by_text("每份不超过 32 MB，读取不超过 60 秒")).to_be_visible()
        picture(page, "intake-empty")
        before = held(tmp_path)
        upload(page, file("河湖.txt", TEXT.encode("gb18030")), file("加密.docx", b"\xd0\xcf\x11\xe0" + b"x" * 600))
        expect(page.locator(".pg-file").first).to_contain_text("关于推进河湖治理的意见")
        expect(page.locator(".pg-oddity")).to_contain_text("编号不连续")
        expect(page.locator(".pg-file-refused")).to_contain_text("加密.docx")
        picture(page, "intake")
        assert held(tmp_path) == before
        page.get_by_role("button", name="导入 1 份文件").click()
        expect(page.locator(".pg-stored")).to_contain_text("新文件", timeout=60_000)
        settled(page)
        picture(page, "intake-stored")
        assert "关于推进河湖治理的意见" in held(tmp_path)
        page.get_by_role("link", name="问答").click()
        settled(page)
        page.get_by_role("textbox").fill("治理河道由谁牵头？")
        page.get_by_role("textbox").press("Enter")
        expect(page.locator(".pg-card").last).to_contain_text("省水利厅")


def test_bad_files_say_what_is_wrong(browser: Browser, own_address: str, tmp_path: Path) -> None:
    with opened(browser, f"{own_address}/intake", NARROW) as page:
        before = held(tmp_path)
        upload(
            page,
            file("空.txt", b""),
            file("<b>程序</b>.bin", bytes(range(256)) * 64),
            file("压缩.zip", packed("a.txt")),
        )
        for words in ("是空的", "不是文本文件", "压缩包"):
            expect(page.get_by_text(words).first).to_be_visible()
        expect(page.get_by_role("heading", name="<b>程序</b>.bin")).to_be_visible()
        expect(page.get_by_role("button", name="导入 0 份文件")).to_be_disabled()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        picture(page, "intake")
        assert held(tmp_path) == before


@pytest.fixture
def graph(tmp_path: Path) -> str:
    return fill(str(tmp_path / "graph.kgl"), TEXT)


def titles(graph: str) -> list[tuple[str, int]]:
    with open_store(graph) as store:
        return [(row["title"], row["version"]) for row in list_documents(store)]


def test_a_pasted_text_becomes_a_new_version(graph: str, visit: Visit) -> None:
    page = visit("intake", graph)
    page.text_area[0].set_value(TEXT.replace("开展河道清淤", "开展河道清淤和修复")).run()
    assert not page.exception
    assert titles(graph) == [("关于推进河湖治理的意见", 1)]
    page.button(key="intake-go").click().run()
    assert titles(graph) == [("关于推进河湖治理的意见", 2)]
    assert page.text_area[0].value == ""


def test_what_is_there_already_is_not_stored_again(graph: str, visit: Visit) -> None:
    page = visit("intake", graph)
    page.text_area[0].set_value(TEXT).run()
    assert page.button(key="intake-go").disabled


def test_somebody_may_say_which_document_it_is(graph: str, visit: Visit) -> None:
    page = visit("intake", graph)
    page.text_area[0].set_value(TEXT.replace("〔2031〕7号", "〔2031〕8号")).run()
    (box,) = page.selectbox
    box.set_value(box.options[0]).run()
    page.button(key="intake-go").click().run()
    assert titles(graph) == [("关于推进河湖治理的意见", 2)]
