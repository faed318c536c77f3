import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.numerals import read_number

NUMBERS = [
    ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("廿三", 23), ("廿", 20), ("卅一", 31),
    ("九十九", 99), ("一百", 100), ("一百零五", 105), ("一百一十二", 112), ("一百十二", 112), ("百二十", 120),
    ("两百", 200),
    ("12", 12), ("１２", 12), ("①", 1), ("⑳", 20), ("㈠", 1), ("⑴", 1), ("⒈", 1), ("（三）", 3), ("(12)", 12),
    ("二五", 25), ("二〇二六", 2026), ("二○一九", 2019), ("二零三〇", 2030), ("〇", 0), ("壹", 1), ("拾贰", 12),
    ("一千二百三十四", 1234), ("三万", 30000), ("一亿", 100000000), ("0012", 12),
]  # fmt: skip

NO_NUMBERS = ["", " ", "第三", "三条", "1.5", "三点五", "负三", "-1", "A", "Ⅳ", "十十", "〇十〇", "一、二", "甲", "½"]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_reads_numbers_in_every_form(text: str, number: int) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_anything_else_is_no_number(text: str) -> None:
    assert read_number(text) is None


@given(st.text(alphabet="〇零一二三四五六七八九十百千万亿两廿卅0１.（）①第", max_size=12) | st.text(max_size=8))
def test_never_raises(text: str) -> None:
    number = read_number(text)
    assert number is None or number >= 0
