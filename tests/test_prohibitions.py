import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.prohibitions import extract_prohibitions
from tests.extracting import context, extract, passage, quotes

FORBIDDEN = [
    ("不得大规模迁移树木、滥建地标、随意更改地名。", ["不得大规模迁移树木、滥建地标、随意更改地名"]),
    ("严禁在永久基本农田上建房，不得擅自改变用途。", ["严禁在永久基本农田上建房", "不得擅自改变用途"]),
    ("严格限制超高层建筑,增强消防能力。", ["严格限制超高层建筑"]),
    ("坚决遏制新增隐性债务。", ["坚决遏制新增隐性债务"]),
    ("严控新增高耗能项目。", ["严控新增高耗能项目"]),
    ("严格控制新增建设用地规模，从严控制楼堂馆所建设。", ["严格控制新增建设用地规模", "从严控制楼堂馆所建设"]),
    ("任何单位和个人不得以任何理由拖欠工资。", ["任何单位和个人不得以任何理由拖欠工资"]),
    ("凡未纳入清单的事项一律不得作为受理条件，也不得要求提供材料。", ["凡未纳入清单的事项一律不得作为受理条件", "也不得要求提供材料"]),
    ("不得将已取消的审批事项，转为收费服务。", ["不得将已取消的审批事项，转为收费服务"]),
    ("不得将审批事项转为中介服务，不断改进作风。", ["不得将审批事项转为中介服务"]),
    ("坚决禁止和严厉查处利用职权强制培训的行为。", ["坚决禁止和严厉查处利用职权强制培训的行为"]),
    ("禁止国家机关变无偿为有偿。", ["禁止国家机关变无偿为有偿"]),
    ("原则上不再新建燃煤锅炉。", ["原则上不再新建燃煤锅炉"]),
    ("不搞大拆大建，杜绝形式主义。", ["不搞大拆大建", "杜绝形式主义"]),
    ("禁止类项目一律不予审批。", ["禁止类项目一律不予审批"]),
    ("防止“一刀切”，避免重复建设。", ["防止“一刀切”"]),
    ("未经批准，任何单位不准收费。", ["任何单位不准收费"]),
    ("坚决杜绝弄虚作假。", ["坚决杜绝弄虚作假"]),
    ("收费标准不得超过政府指导价。", ["收费标准不得超过政府指导价"]),
    ("加强监管；严禁垄断企业收取“接入费”“碰口费”等费用，严格执行价格政策。", ["严禁垄断企业收取“接入费”“碰口费”等费用"]),
]  # fmt: skip

ALLOWED = [
    "除禁止进境的外，免于提交许可证件。", "企业不得不停产的，给予补助。", "淘汰国家明令禁止的落后工艺。", "完善禁止类目录。", "不再要求企业提交证明。",
    "可不办理备案手续。", "放宽市场准入限制。", "加强风险防范和应急处置。", "严格落实责任，严格执行标准。", "取消不合理的限制性规定。",
    "避免重复测绘。", "落实《关于严禁乱收费的通知》。", "不断完善服务体系。", "提高不低于国家标准的保障水平。",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORBIDDEN)
def test_clauses_that_forbid(text: str, expected: list[str]) -> None:
    assert quotes(extract_prohibitions, text) == expected


@pytest.mark.parametrize("text", ALLOWED)
def test_clauses_that_do_not(text: str) -> None:
    assert quotes(extract_prohibitions, text) == []


def test_a_preamble_forbids_nothing_the_closing_may() -> None:
    assert quotes(extract_prohibitions, "严禁弄虚作假。", kind="front") == []
    (found,) = extract(extract_prohibitions, "严禁弄虚作假。", kind="closing")
    assert found.provision is None


@given(st.text(alphabet="不得严禁禁止除外将把，。；《》“”（）控制新增项目转为", max_size=30))
def test_never_raises_and_stays_inside(text: str) -> None:
    whole = passage(text)
    assert all(whole.span.covers(found.span) for found in extract_prohibitions([whole], context()))
