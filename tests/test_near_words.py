"""Words that people say, beside what a text has for them."""

import pytest

from qa.near_words import heard_alike, near_words, official_words, other_names, spelt_out

TEXT = """完善城市慢行系统。推进托育综合服务中心建设。稳步推进危旧房改造。提高社会保险参保率。深化社区物业治理。完善排水防涝工程。
持续推动城镇老旧小区更新改造。非遗活化等产品。加强非物质文化遗产保护。支持民营企业参与。"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("慢行道的事写在哪一条", [("慢行道", "慢行系统", True)]),
        ("托儿所谁管", [("托儿所", "托育", True)]),
        ("下大雨城里老是淹", [("下大雨", "排水防涝", True), ("淹", "排水防涝", True)]),
        ("物业费标准是多少", [("物业费", "物业", False)]),
        ("地铁怎么修", []),
        ("慢行系统写在哪", []),
    ],
)
def test_everyday_words_and_what_the_text_has(question: str, expected: list[tuple[str, str, bool]]) -> None:
    assert [(near.asked, near.official, near.same) for near in near_words(question, TEXT)] == expected


def test_spans_stand_in_the_question() -> None:
    for near in near_words("外卖小哥和托儿所", TEXT + "新就业形态人员"):
        assert near.span.of("外卖小哥和托儿所") == near.asked


@pytest.mark.parametrize(
    ("word", "full"),
    [("危房", "危旧房"), ("社保", "社会保险"), ("民企", "民营企业"), ("地铁", None), ("房产税", None), ("PM2.5", None)],
)
def test_abbreviations_are_of_whole_words_side_by_side(word: str, full: str | None) -> None:
    assert spelt_out(word, TEXT) == full


@pytest.mark.parametrize(
    ("run", "mended"),
    [("老久小区改造", "老旧小区改造"), ("城市慢形系统", "城市慢行系统"), ("地铁建设", None), ("物业费", None)],
)
def test_a_slip_is_mended_only_into_words_of_the_text(run: str, mended: str | None) -> None:
    assert heard_alike(run, TEXT) == mended


def test_names_of_one_thing_are_looked_for_together() -> None:
    assert other_names("非遗") == ("非物质文化遗产",)
    assert other_names("养老") == ()


def test_an_official_word_that_a_text_lacks_has_others_there() -> None:
    assert official_words("学前教育", "发展托幼一体服务") == ["托幼"]
    assert official_words("核电", TEXT) == []
