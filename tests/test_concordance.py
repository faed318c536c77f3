"""Looking words up in documents finds what a loop over their sentences would."""

from hypothesis import given
from hypothesis import strategies as st

from qa.concordance import Concordance, Concordances
from qa.rows import Sentence
from qa.topics import pieces

_quotes = st.lists(st.text("老旧小区改造İAab1\n", max_size=12), max_size=6)
_words = st.text("老旧小区改造İAab1", min_size=1, max_size=6)


def _said(documents: list[list[str]]) -> Concordances:
    return Concordances(
        [
            Concordance(
                [
                    Sentence(document=str(key), provision=None, start=start, stop=start, quote=quote)
                    for start, quote in enumerate(quotes)
                ]
            )
            for key, quotes in enumerate(documents)
        ]
    )


@given(st.lists(_quotes, max_size=3), _words, _words)
def test_look_ups_are_loops(documents: list[list[str]], word: str, other: str) -> None:
    said = _said(documents)
    assert [one.quote for one in said.sentences] == [quote for quotes in documents for quote in quotes]
    assert said.having(word) == [one for one in said.sentences if word in one.quote]
    low, also = word.lower(), other.lower()
    assert said.naming(word, other) == [
        one for one in said.sentences if low in one.quote.lower() or also in one.quote.lower()
    ]
    found = {one: pieces(word, one.quote) for one in said.sentences}
    assert said.pieced(word) == [one for one, cut in found.items() if cut is not None]
    assert said.pieced(word, 2) == [one for one, cut in found.items() if cut is not None and len(cut) <= 2]


def test_topics_are_met_in_pieces() -> None:
    said = _said([["推进老旧小区更新改造。", "改造老旧厂区。"], ["老旧小区改造。"]])
    assert [one.quote for one in said.pieced("老旧小区改造")] == ["推进老旧小区更新改造。", "老旧小区改造。"]
    assert said.text.split("\n") == [one.quote for one in said.sentences]
