"""What a question says of the documents that it means."""

import pytest

from qa.clues import Region, abbreviates, read_clues

REGIONS = (
    Region(code="3301", names=("杭州市", "杭州")), Region(code="36", names=("江西省", "江西")),
    Region(code="51", names=("四川省", "四川")), Region(code="61", names=("陕西省", "陕西")),
)  # fmt: skip
ISSUERS = ("国务院办公厅", "交通运输部", "四川省人民政府办公厅", "杭州市卫生健康委员会")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("国务院办公厅2020年优化营商环境那份意见，第三条讲什么", ["意见 国务院办公厅 2020 优化营商环境"]),
        ("交通部2022年公路养护那个通知怎么要求", ["通知 交通部 2022 公路养护"]),
        ("省政府办公厅2023年9月8日的意见里谁牵头", ["意见 省政府办公厅 2023-09-08"]),
        ("江西意见第二条跟杭州2024年的托育办法有什么不一样", ["意见 江西", "办法 杭州 2024 托育"]),
        ("杭州托育办法2020年版和2024年版有什么不同", ["办法 杭州 2020 托育", "办法 杭州 2024 托育"]),
        ("杭州2020年版托育办法", ["办法 杭州 2020 托育"]),
        ("供销社在四川省的文件里牵头哪几项", ["文件 四川"]),
        ("四川通知所附的诚信体系方案第一条", ["通知 四川", "方案 诚信体系"]),
        ("国办24号文第二项", ["文 国办"]),
        ("2019年6月底前要完成哪些工作", []),
        ("意见里提到城市更新了吗", []),
        ("川办发〔2023〕17号第二条谁牵头", []),
    ],
)
def test_clues(question: str, expected: list[str]) -> None:
    told = []
    for clues in read_clues(question, REGIONS, ISSUERS):
        place = clues.region.names[-1] if clues.region and not clues.issuer else ""
        date = clues.day or (str(clues.year) if clues.year else "")
        told.append(" ".join(filter(None, (clues.kind, place, clues.issuer, date, *(t.text for t in clues.topics)))))
    assert told == expected


def test_the_parts_of_a_naming_share_its_place() -> None:
    (clues,) = read_clues("陕西中介服务、涉企收费两份方案", REGIONS, ISSUERS)
    assert [(part.region and part.region.code, part.topics[0].text) for part in clues.parts] == [
        ("61", "中介服务"), ("61", "涉企收费"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "full", "short"),
    [
        ("省政府办公厅", "四川省人民政府办公厅", True), ("四川省政府办公厅", "四川省人民政府办公厅", True),
        ("交通部", "交通运输部", True), ("国办", "国务院办公厅", True), ("市卫健委", "杭州市卫生健康委员会", True),
        ("国务院", "国务院办公厅", False), ("教育部", "交通运输部", False), ("运输部", "交通运输部", False),
    ],
)  # fmt: skip
def test_short_names_of_issuers(asked: str, full: str, short: bool) -> None:
    assert abbreviates(asked, full) is short
