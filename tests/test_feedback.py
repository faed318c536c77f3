"""What people say of answers is kept, and listed in the form of the question set."""

import json
from pathlib import Path

import pytest
from conftest import Run
from small import small_document

from graph.errors import InputError
from graph.feedback import LONGEST, keep, kept
from graph.load import load_document
from graph.people import Person
from graph.store import GraphStore, open_store
from qa.answer import ask

QUESTION_SET = json.loads((Path(__file__).parent / "data" / "questions.json").read_text(encoding="utf-8"))
ZHANG, NOBODY = Person(name="张三", role="reader"), Person(name="", role="reader")


@pytest.fixture
def store(either_store: GraphStore) -> GraphStore:
    load_document(either_store, small_document())
    return either_store


def test_what_is_said_is_kept_with_what_it_was_said_of(store: GraphStore) -> None:
    keep(store, ask(store, "第一条谁牵头？"), "wrong", " 应当是\n省水利厅 ", ZHANG)
    (row,) = kept(store)
    assert (row.q, row.type, row.measures, row.answerable) == ("第一条谁牵头？", "lead", (1,), True)
    assert (row.verdict, row.comment, row.who, row.document) == ("wrong", "应当是 省水利厅", "张三", "测发-2031-7")
    assert row.at >= "2026"


def test_a_second_word_takes_the_place_of_the_first_unless_somebody_else_says_it(store: GraphStore) -> None:
    answer = ask(store, "第二条谁牵头？")
    for person, verdict in ((ZHANG, "wrong"), (ZHANG, "right"), (Person(name="李四", role="reader"), "wrong")):
        keep(store, answer, verdict, "", person)  # type: ignore[arg-type]
    assert sorted((row.who, row.verdict) for row in kept(store)) == [("张三", "right"), ("李四", "wrong")]
    assert {row.answer for row in kept(store)} == {kept(store)[0].answer}


def test_a_comment_has_its_limit(store: GraphStore) -> None:
    with pytest.raises(InputError, match=str(LONGEST)):
        keep(store, ask(store, "第二条谁牵头？"), "wrong", "长" * (LONGEST + 1), ZHANG)
    assert kept(store) == []


def test_the_command_lists_it_as_a_question_set(run: Run, tmp_path: Path) -> None:
    graph = str(tmp_path / "g.kgl")
    with open_store(graph, write=True) as store:
        load_document(store, small_document())
    assert run("feedback", "--graph", graph).stdout == "还没有人评价过回答。\n"
    assert json.loads(run("feedback", "--graph", graph, "--json").stdout) == []
    with open_store(graph, write=True) as store:
        keep(store, ask(store, "第二条谁牵头？"), "right", "说得对", NOBODY)
    (row,) = json.loads(run("feedback", "--graph", graph, "--json").stdout)
    assert set(QUESTION_SET[0]) <= set(row)
    assert (row["measures"], row["answerable"]) == ([2], False)
    shown = run("feedback", "--graph", graph)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "第二条谁牵头？" in shown.stdout
    assert "说得对" in shown.stdout
