"""Parsing and ingesting from the command line: real processes, exit codes, and JSON by the contract."""

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import Run, run_in
from contract import DOCUMENT, LISTED, MAYBE, ROWS, SPAN, TEXT, check

import corpus
from graph.store import open_store
from ui.intake import expand

SEED = corpus.DOCUMENTS / "jiangxi-2026-urban-quality.txt"

NOTICE = """某某市人民政府关于加快发展冰雪运动的实施意见

各县（市、区）人民政府：

一、总体要求

（一）打好基础。到2031年底前，新建滑冰场12座。（市体育局牵头，市财政局配合）

（二）放开门槛。严禁乱收费。（市发展改革委、市教育局负责）

某某市人民政府
2027年3月5日
"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


# --- parse -------------------------------------------------------------------------------------------------


def test_parse_gives_the_contract(run: Run, notice: Path, tmp_path: Path) -> None:
    done = run("parse", SEED, notice, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    documents = json.loads(done.stdout)["documents"]
    assert [document["source"]["name"] for document in documents] == [SEED.name, notice.name]
    for document in documents:
        check(document, DOCUMENT)
        check(document["source"], {"name": TEXT, "sha256": TEXT, "media_type": TEXT, "encoding": MAYBE})
        for kind, shape in ROWS.items():
            for row in document[kind]:
                check(row, shape)
                for start, stop in (row[name] for name, type_ in shape.items() if type_ == SPAN):
                    assert 0 <= start < stop <= len(document["text"])
        assert document["coverage"] == 1.0
    assert {kind: bool(documents[1][kind]) for kind in ("provisions", "responsibilities", "targets", "prohibitions")} == {
        "provisions": True, "responsibilities": True, "targets": True, "prohibitions": True,
    }  # fmt: skip
    assert not (tmp_path / ".policygraph").exists()


def test_parse_shows_an_outline(run: Run, notice: Path) -> None:
    done = run("parse", notice)
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("关于加快发展冰雪运动的实施意见", "打好基础", "放开门槛", "责任 2"):
        assert words in done.stdout


def test_one_bad_file_costs_nobody_else(run: Run, notice: Path, tmp_path: Path) -> None:
    (tmp_path / "scan.txt").write_bytes(b"%PDF-1.7 ...")
    done = run("parse", "scan.txt", notice, "absent.txt", "--json")
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["documents"]) == 1
    lines = done.stderr.splitlines()
    assert [line.split("：")[0] for line in lines[:2]] == ["scan.txt", "absent.txt"]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("align-everything",), 2),
        (("parse",), 2),
        (("ask",), 2),
        (("ask", "问", "--batch", "questions.txt"), 2),
        (("export", "--format", "pictures", "-o", "out"), 2),
        (("parse", "absent.txt"), 1),
        (("ask", "--batch", "absent.txt"), 1),
        (("ingest", "http://www.example.org/page.html"), 1),
        (("ingest", "ftp://www.example.org/page.html"), 1),
        (("documents", "--graph", "gopher://there"), 1),
        (("documents", "--graph", "bolt://127.0.0.1:1"), 3),
    ],
)
def test_faults_are_one_sentence_and_a_code(run: Run, arguments: tuple[str, ...], code: int) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert len(done.stderr.splitlines()) == 1
    assert "\u4e00" <= max(done.stderr) <= "\uffef"  # says it in Chinese
    assert "Traceback" not in done.stderr


# --- ingest and documents ----------------------------------------------------------------------------------


def test_ingest_again_changes_nothing_and_a_changed_text_is_a_new_version(run: Run, notice: Path) -> None:
    statuses = [run("ingest", notice).stdout.split()[0]]
    statuses.append(run("ingest", notice).stdout.split()[0])
    notice.write_text(NOTICE.replace("12座", "15座"), encoding="utf-8")
    done = run("ingest", notice)
    assert done.returncode == 0
    assert [*statuses, done.stdout.split()[0]] == ["新增", "未变", "新版本"]
    (row,) = json.loads(run("documents", "--json").stdout)
    check(row, LISTED)
    assert (row["title"], row["version"]) == ("关于加快发展冰雪运动的实施意见", 2) or row["version"] == 2


def test_an_identity_can_be_given(run: Run, notice: Path) -> None:
    assert run("ingest", notice, "--is", "ice-2027").returncode == 0
    assert [row["id"] for row in json.loads(run("documents", "--json").stdout)] == ["ice-2027"]


def test_ingest_loads_the_rest_and_says_which_failed(run: Run, notice: Path, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"")
    (folder / "b.txt").write_text(NOTICE, encoding="gb18030")
    done = run("ingest", folder)
    assert done.returncode == 1
    assert "a.txt" in done.stderr
    assert len(json.loads(run("documents", "--json").stdout)) == 1


def test_documents_lists_what_ships(shipped: Path) -> None:
    rows = json.loads(run_in(shipped, "documents", "--json").stdout)
    for row in rows:
        check(row, LISTED)
    assert len(rows) == 2
    table = run_in(shipped, "documents", COLUMNS="200").stdout
    for row in rows:
        assert row["id"] in table


def test_a_second_writer_is_told_to_wait_and_readers_go_on(run: Run, notice: Path, tmp_path: Path) -> None:
    assert run("ingest", notice).returncode == 0
    with open_store(str(tmp_path / ".policygraph/graph.kgl"), write=True):
        busy = run("ingest", notice)
        read = run("documents", "--json")
    assert busy.returncode == 1
    assert len(busy.stderr.splitlines()) == 1
    assert str(os.getpid()) in busy.stderr
    assert len(json.loads(read.stdout)) == 1


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/page":
            body = f"<html><body><p>{NOTICE.replace(chr(10), '</p><p>')}</p></body></html>".encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        elif self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://www.example.org/")
            self.end_headers()
        else:
            self.send_error(500 if self.path == "/broken" else 404)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_ingested(run: Run, site: str) -> None:
    done = run("ingest", f"{site}/page")
    assert (done.returncode, done.stderr) == (0, "")
    assert "冰雪运动" in done.stdout


@pytest.mark.parametrize(("page", "code"), [("/none", 1), ("/away", 1), ("/broken", 3)])
def test_a_page_that_is_not_to_be_had(run: Run, site: str, page: str, code: int) -> None:
    done = run("ingest", site + page)
    assert (done.returncode, done.stdout) == (code, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_laid_out_as_the_corpus_stands_for_its_documents(tmp_path: Path) -> None:
    for name in ("documents/a.txt", "documents/a.txt.toml", "registry/stopwords.txt", "__init__.py"):
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("一、落实责任。", encoding="utf-8")
    assert expand([str(tmp_path / "corpus")]) == [str(tmp_path / "corpus" / "documents" / "a.txt")]
    assert expand([str(corpus.ROOT)]) == sorted(map(str, corpus.DOCUMENTS.glob("*.txt")))
