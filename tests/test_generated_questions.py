"""Every numbered provision × what may be asked of it: right, and with nothing invented."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from generated_questions import KINDS, Case, cases_of, faults, invented

import corpus
from graph.load import load_document
from graph.model import Document
from graph.store import GraphStore, open_store
from ingest.pipeline import parse_path
from qa.answer import ask

UNSEEN = Path(__file__).parent / "data" / "unseen"
POLICIES = Path(__file__).parents[2] / "shared" / "policies"
RIGHT = 0.995


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    paths = [*corpus.DOCUMENTS.glob("*.txt"), *UNSEEN.glob("*.txt"), *POLICIES.glob("*.txt")]
    return [document for path in sorted(paths) for document in parse_path(path)]


@pytest.fixture(scope="module")
def store(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    with open_store(str(tmp_path_factory.mktemp("generated") / "graph.kgl"), write=True) as opened:
        for document in documents:
            load_document(opened, document)
        yield opened


@pytest.fixture(scope="module")
def outcomes(store: GraphStore, documents: list[Document]) -> list[tuple[Case, list[str]]]:
    """Every question with what is wrong with its answer; those that are wrong are printed."""
    chance = random.Random(9704)
    cases = [case for document in documents for case in cases_of(store, document, chance)]
    texts: Mapping[str, str] = {document.id: f"{document.text}\n{document.date}" for document in documents}
    found = []
    for case in cases:
        answer = ask(store, case.question, document=case.document)
        wrong = faults(case, answer, texts[case.document])
        found.append((case, wrong))
        if wrong:
            print(f"\n{case.question!r} of {case.title} ({case.kind}) [{answer.intent}]\n  {'; '.join(wrong)}")
            print(f"  {answer.answer}")
    return found


def test_there_are_enough_of_every_kind(outcomes: list[tuple[Case, list[str]]]) -> None:
    assert len(outcomes) > 500
    kinds = Counter((case.kind, case.answerable) for case, _ in outcomes)
    assert set(kinds) == {(kind, told) for kind in KINDS for told in (True, False)} - {("content", False)} | {
        ("no such provision", False)
    }
    assert min(kinds.values()) >= 10
    assert sum(case.language == "en" for case, _ in outcomes) > len(outcomes) / 5


def test_nothing_is_invented(outcomes: list[tuple[Case, list[str]]]) -> None:
    assert not [
        (case.question, case.title, fault)
        for case, wrong in outcomes
        for fault in wrong
        if fault.startswith("invented")
    ]


def test_the_truth_is_told(outcomes: list[tuple[Case, list[str]]]) -> None:
    assert sum(not wrong for _, wrong in outcomes) / len(outcomes) >= RIGHT


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("第二条由省财政厅牵头，省水利厅配合。", ["省水利厅"]),
        ("第二条要求2031年底前新建滑冰场15座。", ["2031", "15"]),
        ("第二条提到九江和赣州。", ["赣州"]),
        ("全文共3条，分2个部分。第二条由省财政厅牵头。", []),
        ("【推断】第二条可能涉及省水利厅。", []),
        ("Measure 2 is led by 省财政厅 (Department of Finance) by 2030.", []),
        ("Measure 2 is led by 省水利厅.", ["省水利厅"]),
    ],
)
def test_what_is_invented_is_seen(answer: str, expected: list[str]) -> None:
    text = "（二）打好基础。到2030年底前，在九江新建滑冰场12座。（省财政厅牵头）"
    assert invented(answer, text) == expected
