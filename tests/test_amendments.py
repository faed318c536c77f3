"""Amendments in prose: 387 sentences of our own in the forms that decisions use."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from qa.amendments import Amendment, read_amendments, require_amendments

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "data/amendments.json").read_text("utf-8"))
FLOOR = 1.0


def plain(amendment: Amendment) -> dict[str, object]:
    found = {
        "kind": amendment.kind, "title": amendment.title, "at": list(amendment.at), "old": amendment.old,
        "to": [list(place) for place in amendment.to], "where": amendment.where, "new": amendment.new,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def test_share_of_sentences_read_right() -> None:
    wrong = [
        case["text"] for case in CASES if [plain(each) for each in read_amendments(case["text"])] != case["expect"]
    ]
    assert len(CASES) >= 100
    assert 1 - len(wrong) / len(CASES) >= FLOOR, wrong


def test_spans_are_the_texts_own() -> None:
    text = "前言。\n" + "\n".join(case["text"] for case in CASES)
    for each in read_amendments(text):
        for words, span in ((each.old, each.old_span), (each.new, each.new_span)):
            assert (words is None) == (span is None)
            assert span is None or span.of(text) == words


def test_a_new_text_gives_no_instruction() -> None:
    (only,) = read_amendments("将第三条修改为：“第三条 删去第五条，废止《甲办法》。将第六条修改为‘乙’。”")
    assert (only.kind, only.at) == ("replace", ("第三条",))


def test_a_text_without_instructions_is_refused() -> None:
    with pytest.raises(InputError, match="没有修改"):
        require_amendments("为了加强管理，制定本办法。", "办法.txt")


@given(st.text("将第三条款项中的“”《》修改为删去增加一，。；：、\n至后废止分别合并作为甲", max_size=60))
def test_never_raises(text: str) -> None:
    for each in read_amendments(text):
        assert 0 <= each.span.start < each.span.end <= len(text)
