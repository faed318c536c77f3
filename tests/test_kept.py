"""What is kept of a graph never outlives the state that it was read from."""

import gc
import weakref
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import run_in
from small import small_document

from graph import kept as kept_module
from graph.kept import kept
from graph.load import load_document
from graph.store import GraphStore, open_store
from qa.answer import ask
from qa.rows import SENTENCES, UNITS
from ui.web import serving

QUESTION = "哪一条讲到巡查？"


def _told(store: GraphStore) -> tuple[bool, int]:
    """Whether the question has an answer, and how many sentences are kept to be there."""
    count = "MATCH (s:Sentence) RETURN count(s) AS count"
    sentences = kept(store).each("sentences", ["count"], lambda keys: {keys[0]: int(store.read(count)[0]["count"])})
    return ask(store, QUESTION).answerable, sentences["count"]


def test_whoever_writes_is_answered_from_what_was_written(either_url: str) -> None:
    with open_store(either_url, write=True) as store:
        load_document(store, small_document())
        before = _told(store)
        load_document(store, small_document(extra="加强巡查。"))
        after = _told(store)
    assert before == (False, 14)
    assert after == (True, 29)


def test_what_was_undone_is_not_kept(either_url: str) -> None:
    with open_store(either_url, write=True) as store:
        load_document(store, small_document())
        before = _told(store)
        with suppress(KeyError), store.together():
            load_document(store, small_document(extra="加强巡查。"))
            during = _told(store)
            raise KeyError
        assert during > before == _told(store)


def test_an_open_page_is_answered_from_what_another_process_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "关于治理河道的意见\n\n一、治理河道\n开展清淤，修复岸线。{}\n"
    file = tmp_path / "opinion.txt"
    monkeypatch.setenv("POLICYGRAPH_GRAPH", str(tmp_path / "graph.kgl"))
    for extra, expected in (("", (False, 2)), ("加强巡查。", (True, 5)), ("加强巡视。", (False, 8))):
        file.write_text(text.format(extra), encoding="utf-8")
        done = run_in(tmp_path, "ingest", file, "--graph", tmp_path / "graph.kgl")
        assert done.returncode == 0, done.stderr
        assert [_told(serving.store()) for _ in range(2)] == [expected] * 2


def test_a_second_question_reads_no_document_again(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "graph.kgl"), write=True) as store:
        load_document(store, small_document(extra="加强巡查。"))
        assert ask(store, QUESTION).answerable
        read = []
        store.read = lambda cypher, parameters=None, read_=store.read: read.append(cypher) or read_(cypher, parameters)
        assert ask(store, QUESTION).answerable
        assert read
        assert not {SENTENCES, UNITS}.intersection(read)


def test_values_are_read_together_and_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "_MOST", 3)
    asked: list[list[str]] = []

    def read(keys: list[str]) -> dict[str, str]:
        asked.append(keys)
        return {key: key.upper() for key in keys}

    with open_store(str(tmp_path / "graph.kgl")) as store:
        for keys in (["a", "b"], ["a", "c"], ["d"], ["a"], ["b", "a"]):
            assert kept(store).each("letter", keys, read) == {key: key.upper() for key in keys}
    assert asked == [["a", "b"], ["c"], ["d"], ["b"]]


def test_nothing_is_kept_of_a_store_that_is_gone(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "graph.kgl"))
    kept(store).each("letter", ["a"], lambda keys: dict.fromkeys(keys, 1))
    found = weakref.ref(store)
    del store
    gc.collect()
    assert found() is None
