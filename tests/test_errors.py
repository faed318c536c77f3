"""What goes wrong is told in the language of the page, and once; the command line tells it in Chinese."""

import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from stores import UI
from streamlit.testing.v1 import AppTest

from graph.errors import InputError, PolicyGraphError
from graph.known import known_body
from graph.people import Person, require
from graph.store import open_store
from ingest.read import read_bytes, too_big
from qa.scope import find_document
from ui.access import read_access
from ui.dates import read_deadline
from ui.log import report
from ui.preview import check_number

_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|2027年底前|2026年12月31日")


def no_graph(folder: Path) -> str:
    """The path of a file that is no graph."""
    path = folder / "broken.kgl"
    path.write_bytes(b"not a graph at all" * 50)
    return str(path)


CAUSES: list[Callable[[Path], object]] = [
    lambda _: read_bytes(b"", "空.txt"),
    lambda _: read_bytes(b"%PDF-1.7", "文.pdf"),
    lambda _: read_bytes(bytes(range(256)) * 64, "程序.bin"),
    lambda _: check_number(range(100)),
    lambda _: require(Person(name="张三", role="reader"), "reviewer"),
    lambda _: require(Person(name=" ", role="editor"), "editor"),
    lambda _: known_body("火星", "360000"),
    lambda _: read_access({"claim": 1}),
    lambda _: read_deadline("第99号", "2031-05-06"),
    lambda folder: open_store(no_graph(folder)),
    lambda _: open_store("http://127.0.0.1:1"),
    lambda _: open_store("bolt://127.0.0.1:1"),
    lambda folder: find_document(open_store(str(folder / "none.kgl")), "没有这份文件"),
]


@pytest.mark.parametrize("cause", CAUSES)
def test_an_error_says_the_same_in_both_languages(cause: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(PolicyGraphError) as raised:
        cause(tmp_path)
    error = raised.value
    assert str(error) == error.zh
    assert re.search("[一-鿿]", error.zh)
    assert not re.search("[一-鿿]", _QUOTED.sub("", error.en)), "but for what it quotes"
    assert error.en[-1] in ".)?"


def test_an_error_stays_whole_where_it_is_kept(tmp_path: Path) -> None:
    """A page keeps what a file was refused with."""
    back = pickle.loads(pickle.dumps(too_big("大.txt", 1 << 30)))
    assert isinstance(back, InputError)
    assert (back.zh, back.en) == (too_big("大.txt", 1 << 30).zh, too_big("大.txt", 1 << 30).en)


def test_what_nobody_foresaw_has_a_number_in_both_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = report(ValueError("x"))
    (number,) = set(re.findall(r"E[0-9a-f]{6}", told.zh + told.en))
    assert number in (tmp_path / ".policygraph" / "errors.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "says"), [("zh", "不是可用的图谱文件"), ("en", "can’t be used as a graph")])
def test_a_broken_graph_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, says: str) -> None:
    monkeypatch.setenv("POLICYGRAPH_GRAPH", no_graph(tmp_path))
    page = AppTest.from_file(str(UI / "app.py"), default_timeout=90)
    page.query_params["lang"] = language
    page.run()
    (error,) = page.error
    assert says in error.value
    assert page.sidebar.button_group, "the language can be changed all the same"
