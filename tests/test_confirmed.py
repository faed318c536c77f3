"""What staff confirmed, as answers tell it: never as if the text stated it."""

from pathlib import Path

import pytest

import corpus
from graph.confirm import Change, record
from graph.load import load_document
from graph.registry import load_registry
from graph.reviews import text_hash
from graph.store import open_store
from ingest.pipeline import parse_path
from qa.answer import ask


@pytest.mark.parametrize(
    ("question", "says"),
    [("第一条谁牵头？", "原文没有写明，由张三于"), ("Who leads measure 1?", "not stated by the text")],
)
def test_a_confirmed_lead_is_told_with_who_and_when(tmp_path: Path, question: str, says: str) -> None:
    (document,) = parse_path(corpus.DOCUMENTS / "jiangxi-2026-urban-quality.txt")
    first = next(provision for provision in document.provisions if provision.number == 1)
    body = load_registry().resolve("省自然资源厅", document.jurisdiction, document.date)
    change = Change(
        document=document.id,
        provision=first.id,
        text=text_hash(first.span.of(document.text)),
        what="lead",
        why="厅务会",
        duties=(("lead", body),),
    )
    with open_store(str(tmp_path / "g.kgl"), write=True) as store:
        load_document(store, document)
        assert not ask(store, question).answerable
        record(store, [change], "张三")
        told = ask(store, question)
    assert says in told.answer
    assert "原文（" not in told.answer
    assert told.basis == ("confirmed",)
    assert told.answerable
