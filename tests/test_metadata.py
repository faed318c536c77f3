"""What a document says of itself."""

import pytest

from ingest.metadata import (
    genre_of,
    identity_of,
    issuers_of_line,
    issuers_of_title,
    read_date,
    read_doc_number,
    year_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(2026年1月16日)", "2026-01-16"),
        ("二〇二六年一月十六日", "2026-01-16"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("２０２４年３月８日", "2024-03-08"),
        ("2024 年 3 月 8 日", "2024-03-08"),
        ("2024年3月", None),
        ("2024年13月8日", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国办发〔2020〕24号", "国办发〔2020〕24号"),
        ("赣府厅发[2024]8号", "赣府厅发〔2024〕8号"),
        ("发改价格﹝2017﹞790号", "发改价格〔2017〕790号"),
        ("国发（2019）3 号", "国发〔2019〕3号"),
        ("第3号", None),
    ],
)
def test_document_numbers(text: str, expected: str | None) -> None:
    assert read_doc_number(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于推动城市高质量发展的实施意见", "实施意见"),
        ("甲省数字经济三年行动计划（2024—2026年）", "行动计划"),
        ("甲市停车管理办法（试行）", "管理办法"),
        ("关于促进消费的若干措施", "若干措施"),
        ("进一步稳外贸若干政策举措", "政策举措"),
        ("某市民生实事任务分解表", "任务分解表"),
        ("甲省推进政务服务改革实施方案（摘要）", "实施方案"),
        ("城市更新", None),
    ],
)
def test_genres(title: str, expected: str | None) -> None:
    assert genre_of(title) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("中共江西省委 江西省人民政府", ("中共江西省委", "江西省人民政府")),
        ("教育部　财政部", ("教育部", "财政部")),
        ("国务院办公厅", ("国务院办公厅",)),
        ("中共中央 国务院", ("中共中央", "国务院")),
        ("各市、县（区）人民政府：", ()),
        ("浙江省人民政府办公厅关于印发文化惠民提升等三个行", ()),  # the first line of a title
        ("一、总体要求", ()),
    ],
)
def test_lines_of_issuers(line: str, expected: tuple[str, ...]) -> None:
    assert issuers_of_line(line) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("国务院办公厅关于进一步优化营商环境的实施意见", ("国务院办公厅",)),
        ("教育部 财政部关于做好实训工作的通知", ("教育部", "财政部")),
        ("关于推动城市高质量发展的实施意见", ()),
        ("甲省养老服务行动方案", ()),
    ],
)
def test_issuers_in_a_title(title: str, expected: tuple[str, ...]) -> None:
    assert issuers_of_title(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2024年柯桥区食品安全工作要点", "2024"),
        ("关于印发2024年食品安全工作要点的通知", "2024"),
        ("某市三年行动计划（2022—2024年）", None),
        ("关于推动城市高质量发展的实施意见", None),
    ],
)
def test_the_year_of_a_plan_s_work(title: str, expected: str | None) -> None:
    assert year_of(title) == expected


def test_identities_are_readable() -> None:
    assert identity_of("某意见", ("国务院",), "国发〔2018〕42号", "2018-11-05") == "国发-2018-42"
    assert identity_of("关于甲的意见", ("甲省委",), None, "2026-01-16") == "甲省委-2026-01-16-关于甲的意见"
