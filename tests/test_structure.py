"""Text to outline: tables of documents in our own words, with the outline a careful reader would draw."""

import pytest

from ingest.structure import Outline, read_structure


def drawn(outline: Outline) -> list[str]:
    return [f"{'/'.join(provision.path)} {provision.title}" for provision in outline.provisions]


def only(text: str) -> Outline:
    (outline,) = read_structure(text)
    return outline


OUTLINES = [
    pytest.param(
        "一、目标\n到2027年建成。\n二、任务\n（一）修路。修好农村公路。\n（二）架桥。架好便民桥。\n三、保障\n（三）出资。市级出资。",
        ["一 目标", "二 任务", "二/（一） 修路", "二/（二） 架桥", "三 保障", "三/（三） 出资"],
        id="measures run through parts",
    ),
    pytest.param(
        "一、任务\n(一)修路\n1.县道。修县道。\n2．乡道。修乡道。\n(二)架桥\n1.大桥。架大桥。\n二、保障\n(一)出资。市级出资。",
        ["一 任务", "一/(一) 修路", "一/(一)/1 县道", "一/(一)/2 乡道", "一/(二) 架桥", "一/(二)/1 大桥", "二 保障", "二/(一) 出资"],
        id="numbers restart under each parent, points of both widths",
    ),
    pytest.param(
        "关于修路的意见各区：为修好路，提出以下意见。一、总体要求（一）指导思想。以民为本。（二）目标。到2027年，一、二类路占八成。"
        "二、任务（三）修路。修好1.5万公里，一是县道，二是乡道。（市交通局负责）（四）架桥。架30座。（市水利局负责）",
        ["一 总体要求", "一/（一） 指导思想", "一/（二） 目标", "二 任务", "二/（三） 修路", "二/（四） 架桥"],
        id="paragraph breaks lost",
    ),
    pytest.param(
        "第一章　总则\n第一条　为了停车有序，制定本办法。\n第二条　依照第一条的规定，市公安局负责秩序。\n第二章　设施\n"
        "第三条　下列地方应当设停车位：\n（一）车站；\n（二）医院。\n第四条　禁止占用盲道。",
        [
            "第一章 总则", "第一章/第一条 为了停车有序，制定本办法", "第一章/第二条 依照第一条的规定，市公安局负责秩序", "第二章 设施",
            "第二章/第三条 下列地方应当设停车位", "第二章/第三条/（一） 车站", "第二章/第三条/（二） 医院", "第二章/第四条 禁止占用盲道",
        ],
        id="chapters and articles; a cited article is no label",
    ),
    pytest.param(
        "一、工作目标：到2027年建成。\n二、工作任务：\n1、修路。修好。\n2、架桥。架好。\n（1）大桥；\n（2）小桥。\n①石桥\n②木桥",
        ["一 工作目标", "二 工作任务", "二/1 修路", "二/2 架桥", "二/2/（1） 大桥", "二/2/（2） 小桥", "二/2/（2）/① 石桥", "二/2/（2）/② 木桥"],
        id="headings before a colon, four levels",
    ),
    pytest.param(
        "三、分工\n（一）市教育局：牵头宣传。\n（二）各县（市、区）政府、开发区管委会：落实责任。",
        ["三 分工", "三/（一） 市教育局", "三/（二） 各县（市、区）政府、开发区管委会"],
        id="bodies for headings",
    ),
    pytest.param(
        "一、推进综合交通。（市交通局牵头，市财政局配合）\n二、推进水网建设（责任单位：市水利局）\n三、推进电网建设",
        ["一 推进综合交通", "二 推进水网建设", "三 推进电网建设"],
        id="a note is no part of a heading",
    ),
    pytest.param(
        "一、任务\n（一）修路。修好“四好农村路”。第三方评估占三成。\n（二）架桥。按10、20、30座分年推进。3.5米以下的桥重建。",
        ["一 任务", "一/（一） 修路", "一/（二） 架桥"],
        id="numerals in sentences are no labels",
    ),
    pytest.param(
        "二、任务\n任务一：修路。修好县道。\n责任单位：县交通局\n任务二：架桥\n架好大桥。实施重点工程1.5公里。\n三、保障",
        ["二 任务", "二/任务一 修路", "二/任务二 架桥", "三 保障"],
        id="tasks that are numbered as such",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OUTLINES)
def test_outline(text: str, expected: list[str]) -> None:
    assert drawn(only(text)) == expected


@pytest.mark.parametrize(("text", "expected"), OUTLINES)
def test_leaves_tile_the_text(text: str, expected: list[str]) -> None:
    outline = only(text)
    assert "".join(leaf.span.of(text) for leaf in outline.leaves) == text


def test_a_gap_is_reported_and_nothing_is_dropped() -> None:
    outline = only("一、任务\n（一）修路。修好。\n（三）架桥。架好。\n二、保障")
    assert drawn(outline) == ["一 任务", "一/（一） 修路", "一/（三） 架桥", "二 保障"]
    assert len(outline.warnings) == 1
    assert "（三）" in outline.warnings[0]


def test_a_repeated_label_gets_an_id_of_its_own() -> None:
    outline = only("一、任务\n（一）修路。修好。\n（二）架桥。架好。\n（二）通电。通好。\n二、保障")
    assert [provision.id.split("#")[1] for provision in outline.provisions] == [
        "一", "一/（一）", "一/（二）", "一/（二）~2", "二",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n（一）乙。丙。\n（二）丁。戊。\n二、己\n（三）庚。辛。", [None, 1, 2, None, 3]),
        (
            "一、甲\n（一）乙。丙。\n1.子。丑。\n（二）丁。戊。\n2.寅。卯。\n二、己\n（一）庚。辛。",
            [None, None, 1, None, 2, None, None],
        ),
        ("一、甲。\n二、乙。\n三、丙。", [1, 2, 3]),
        ("一、甲。\n二、乙\n（一）丙。丁。\n（二）戊。己。\n（三）庚。辛。", [None, None, 1, 2, 3]),
        ("一、甲。\n二、乙\n（一）丙。丁。\n（二）戊。己。\n三、庚。", [1, 2, None, None, 3]),
        ("第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。", [None, 1, None, 2]),
    ],
)
def test_the_number_that_staff_cite(text: str, expected: list[int | None]) -> None:
    assert [provision.number for provision in only(text).provisions] == expected


PLANS = """各市人民政府：
《甲省养老服务行动方案》《甲省托育服务行动方案》已经省政府同意，现印发给你们。

甲省人民政府办公厅
2023年3月8日

甲省养老服务行动方案

为发展养老服务，制定本方案。
一、目标
到2025年床位达到3万张。
二、任务
（一）建设施。建好设施。

甲省托育服务
行动方案

为发展托育服务，制定本方案。
一、目标
到2025年托位达到1万个。
"""


def test_each_plan_of_a_notice_is_a_document() -> None:
    first, second = read_structure(PLANS)
    assert [first.frame.title, second.frame.title] == ["甲省养老服务行动方案", "甲省托育服务行动方案"]
    assert {outline.frame.date for outline in (first, second)} == {"2023-03-08"}
    assert {outline.frame.issuers for outline in (first, second)} == {("甲省人民政府办公厅",)}
    assert drawn(second) == ["一 目标"]
    assert first.frame.span.end == second.frame.span.start


HEADED = """索 引 号：
000123/2024-1
标　　题：
关于印发甲省养老服务三年行动计划的通知
甲省人民政府办公厅
关于印发甲省养老服务
三年行动计划（2024—2026年）的通知
甲府厅发〔2024〕8号

各市、县（区）人民政府，省政府各部门：
《甲省养老服务三年行动计划（2024—2026年）》已经省政府同意，现印发给你们，请认真贯彻执行。

甲省人民政府办公厅
2024年3月8日

（此件公开发布）

甲省养老服务三年行动计划
（2024—2026年）

为发展养老服务，制定本计划。
一、目标
到2026年床位达到3万张。
二、任务
（一）建设施。建好设施。
（二）育人才。育好人才。
附件：分工表
— 3 —
扫一扫在手机打开当前页
"""


def test_head_of_a_plan_that_a_notice_carries() -> None:
    outline = only(HEADED)
    frame = outline.frame
    assert frame.title == "甲省养老服务三年行动计划（2024—2026年）"
    assert frame.notice_title == "关于印发甲省养老服务三年行动计划（2024—2026年）的通知"
    assert (frame.doc_number, frame.date) == ("甲府厅发〔2024〕8号", "2024-03-08")
    assert frame.issuers == ("甲省人民政府办公厅",)
    assert drawn(outline) == ["一 目标", "二 任务", "二/（一） 建设施", "二/（二） 育人才"]
    noise = "".join(leaf.span.of(HEADED) for leaf in outline.leaves if leaf.kind == "noise")
    assert "索 引 号" in noise
    assert "扫一扫" in noise
    assert "分工表" not in noise


def test_words_for_the_whole_document_close_it() -> None:
    text = "一、甲\n（一）乙。做乙。\n（二）丙。做丙。\n（三）丁。做丁。\n各地要抓好落实。市发改委要加强协调。\n"
    outline = only(text)
    closing = [leaf.span.of(text).strip() for leaf in outline.leaves if leaf.kind == "closing"]
    assert closing == ["各地要抓好落实。市发改委要加强协调。"]


def test_joint_issuers_are_all_read() -> None:
    frame = only(
        "教育部 财政部\n民政部关于做好实训工作的通知\n教职成〔2022〕5号\n各省教育厅：\n一、目标\n建好基地。"
    ).frame
    assert frame.issuers == ("教育部", "财政部", "民政部")
    assert frame.title == "教育部 财政部 民政部关于做好实训工作的通知"


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "只有一句话", "一、", "（一）（二）（三）", "附件\n", "第一条", "1." * 400]
)
def test_any_text_has_an_outline(text: str) -> None:
    for outline in read_structure(text):
        assert "".join(leaf.span.of(text) for leaf in outline.leaves) == outline.frame.span.of(text)


def test_the_title_in_the_news_of_a_document() -> None:
    (outline,) = read_structure(
        "人民日报 2031年9月24日 星期三 第 02 版\n中共中央办公厅 国务院办公厅印发\n《关于修复水网的意见》\n"
        "新华社北京9月23日电 近日，中共中央办公厅、国务院办公厅印发了《关于修复水网的意见》，要求贯彻落实。\n"
        "《关于修复水网的意见》全文如下。\n为修复水网，提出如下意见。\n一、总体要求\n坚持系统治理。\n二、组织实施\n抓好落实。"
    )
    assert outline.frame.title == "关于修复水网的意见"
    assert outline.frame.notice_title == "中共中央办公厅 国务院办公厅印发《关于修复水网的意见》"
    assert outline.frame.issuers == ("中共中央办公厅", "国务院办公厅")
    assert outline.frame.date is None


def test_a_document_without_a_recognised_title_is_called_by_its_first_words() -> None:
    (outline,) = read_structure(
        "城市更新工作的一些想法\n\n一、总体要求\n\n稳步推进。\n\n二、主要任务\n\n改造老旧小区。\n"
    )
    assert outline.frame.title == ""
    assert outline.title == "城市更新工作的一些想法"
