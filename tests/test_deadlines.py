import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Span
from ingest.deadlines import find_deadlines

ISSUED = "2024-03-05"

DEADLINES = [
    ("2025年底前完成整治", "2025年底前", "2025-12-31"),
    ("2025年年底完成", "2025年年底", "2025-12-31"),
    ("2026年末实现", "2026年末", "2026-12-31"),
    ("2025年内出台", "2025年内", "2025-12-31"),
    ("2025年6月底前上线", "2025年6月底前", "2025-06-30"),
    ("2025年2月底前上线", "2025年2月底前", "2025-02-28"),
    ("2028年2月末上线", "2028年2月末", "2028-02-29"),
    ("2025年11月取得初步成效", "2025年11月", "2025-11"),
    ("2025年9月前建成", "2025年9月前", "2025-09"),
    ("于2025年10月31日前报送", "2025年10月31日前", "2025-10-31"),
    ("2025年10月31日之前报送", "2025年10月31日之前", "2025-10-31"),
    ("到2030年，基本形成", "到2030年", "2030"),
    ("至2030年建成", "至2030年", "2030"),
    ("力争到2027年底达到", "到2027年底", "2027-12-31"),
    ("2030年前实现碳达峰", "2030年前", "2030"),
    ("2027年，全省达到", "2027年", "2027"),
    ("2027年全面建成", "2027年", "2027"),
    ("2025年上半年完成", "2025年上半年", "2025-06-30"),
    ("2025年第三季度前完成", "2025年第三季度前", "2025-09-30"),
    ("二〇二五年底前完成", "二〇二五年底前", "2025-12-31"),
    ("二〇三〇年六月底前完成", "二〇三〇年六月底前", "2030-06-30"),
    ("２０２５年１２月底前完成", "２０２５年１２月底前", "2025-12-31"),
    ("有关情况年底前报省政府", "年底前", "2024-12-31"),
    ("今年底前完成", "今年底前", "2024-12-31"),
    ("今年9月底前完成", "今年9月底前", "2024-09-30"),
    ("明年6月底前完成", "明年6月底前", "2025-06-30"),
    ("10月底前完成清查", "10月底前", "2024-10-31"),
    ("2024—2026年，新增", "2024—2026年", "2026"),
    ("2024年至2026年，新增", "2024年至2026年", "2026"),
    ("到“十四五”末，建成", "到“十四五”末", "2025-12-31"),
    ("“十五五”期间，新建", "“十五五”期间", "2030"),
    ("每年3月底前报送", "每年3月底前", None),
    ("每季度通报一次", "每季度", None),
    ("1月底前报送总结", "1月底前", None),
    ("自受理之日起10个工作日内办结", "自受理之日起10个工作日内", None),
    ("三个月内完成整改", "三个月内", None),
    ("用3年左右时间建成", "用3年左右时间", None),
]

NO_DEADLINES = [
    "自2025年1月1日起施行", "从2025年起，每", "2019年印发的方案", "2023年12月30日印发", "比2025年下降一成",
    "2023年实施的项目", "2022年召开的会议", "较2026年提高", "以2025年为基期", "有效期至2029年12月31日",
    "2025年度计划", "《2030年前碳达峰行动方案》", "国发〔2025〕12号", "连续3年内无违法记录", "2025年版目录", "“十三五”期间",
    "压缩至4个月以内", "全年工作", "2025年以来", "到2020年", "2025年13月底前", "多年底子薄",
]  # fmt: skip


def found(text: str, issued: str | None = ISSUED) -> list[tuple[str, str | None]]:
    return [(one.span.of(text), one.date) for one in find_deadlines(text, Span(0, len(text)), issued)]


@pytest.mark.parametrize(("text", "printed", "date"), DEADLINES)
def test_reads_deadlines(text: str, printed: str, date: str | None) -> None:
    assert found(text) == [(printed, date)]


@pytest.mark.parametrize("text", NO_DEADLINES)
def test_other_dates_are_no_deadlines(text: str) -> None:
    assert [date for _, date in found(text) if date] == []
    assert all(printed.startswith("每") for printed, _ in found(text))


def test_a_month_takes_the_year_stated_before_it() -> None:
    assert found("2026年3月底前印发细则，9月底前建成") == [
        ("2026年3月底前", "2026-03-31"),
        ("9月底前", "2026-09-30"),
    ]


def test_without_a_date_of_the_document_bare_words_fix_none() -> None:
    assert found("年底前完成，6月底前见效", None) == [("年底前", None), ("6月底前", None)]


@given(
    st.text(alphabet="0123456789０二〇年月日底末前内至到自起每季度上半个，。“”十四五末期间用时间左右比", max_size=30)
)
def test_never_raises_and_stays_inside(text: str) -> None:
    span = Span(min(2, len(text)), len(text))
    for deadline in find_deadlines(text, span, ISSUED):
        assert span.covers(deadline.span)
        assert deadline.span.start < deadline.span.end
