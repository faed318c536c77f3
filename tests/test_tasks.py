import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from graph.model import Span
from ingest.passages import Passage
from ingest.tasks import extract_tasks
from tests.extracting import context, extract, passage

ASKED = [
    ("推进节水型城市建设。", [("推进", "节水型城市建设")]),
    ("深入实施质量提升行动，因地制宜发展小城镇。", [("实施", "质量提升行动"), ("发展", "小城镇")]),
    ("建立健全协调机制和指挥机制。", [("建立健全", "协调机制和指挥机制")]),
    ("把城市更新纳入发展规划。", [("纳入", "城市更新")]),
    ("对符合条件的企业给予税收优惠。", [("给予", "税收优惠")]),
    ("推动甲区、乙区联动发展。", [("推动", "甲区、乙区联动发展")]),
    ("规范和发展住房租赁市场。", [("规范和发展", "住房租赁市场")]),
    ("加快建设完整社区。", [("建设", "完整社区")]),
    ("加快融资平台转型。", [("加快", "融资平台转型")]),
    ("探索建立冷链物流体系。", [("建立", "冷链物流体系")]),
    ("各地区各部门要加强组织实施，强化协同配合。", [("加强", "组织实施"), ("强化", "协同配合")]),
    ("发展改革委、扶贫办等部门要加强统筹协调。", [("加强", "统筹协调")]),
    ("在全省范围内开展联合监管。", [("开展", "联合监管")]),
    ("在分配财政资金时给予倾斜支持。", [("给予", "倾斜支持")]),
    ("对从事旅游的农户实施改厨工程。", [("实施", "改厨工程")]),
    ("对完成农田建设任务且推进改革成效明显的省（区、市）。", []),
    ("为农村电商提供专业服务。", [("提供", "专业服务")]),
    ("由省教育厅会同省财政厅研究制定具体办法。", [("制定", "具体办法")]),
    ("各级财政部门应当将所需经费纳入预算。", [("纳入", "所需经费")]),
    ("“一村一策”推进城中村改造。", [("推进", "城中村改造")]),
    ("构建以甲为引领，以乙为依托的开发格局。", [("构建", "以甲为引领，以乙为依托的开发格局")]),
    ("制定实施方案，细化措施。", [("制定", "实施方案"), ("细化", "措施")]),
    ("严格落实安全责任；稳妥有序推进改革。", [("落实", "安全责任"), ("推进", "改革")]),
    ("围绕产业链部署创新链，加强技术攻关。", [("加强", "技术攻关")]),
    ("在确保安全的前提下，简化审批程序。", [("简化", "审批程序")]),
    ("坚持管行业必须管安全。", [("坚持", "管行业必须管安全")]),
    ("建立与需求相适应的机制。", [("建立", "与需求相适应的机制")]),
    ("结合实际抓好贯彻落实。", [("抓好", "贯彻落实")]),
]

NOT_ASKED = [
    "企业依据公告即可享受优惠。", "（省教育厅牵头，省财政厅配合）", "牵头部门：省水利厅", "完成时限：持续推进", "不得擅自改变用途。", "消费扶贫是重要途径。",
    "协调机制办公室设在住房城乡建设部门。", "为贯彻落实决策部署，", "符合条件的，", "建设单位应当。",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_verb_and_object(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(task.verb, task.object) for task in extract(extract_tasks, text)] == expected


@pytest.mark.parametrize("text", NOT_ASKED)
def test_clauses_that_ask_for_nothing(text: str) -> None:
    assert [task.object for task in extract(extract_tasks, text)] == []


def test_the_span_is_the_clause_without_its_stop() -> None:
    text = "积极推广节能产品，倡导绿色办公。"
    assert [task.span.of(text) for task in extract(extract_tasks, text)] == ["积极推广节能产品", "倡导绿色办公"]


def test_a_heading_counts_only_where_it_is_all() -> None:
    text = "完善治理体系。加强队伍建设。"
    assert [task.object for task in extract_tasks([passage(text, title=Span(0, 6))], context())] == ["队伍建设"]
    alone = "完善治理体系。（省民政厅负责）"
    assert [task.object for task in extract_tasks([passage(alone, title=Span(0, 6))], context())] == ["治理体系"]
    part = Passage(text=alone, span=Span(0, 6), provision="d#一", kind="body", title=Span(0, 6))
    inner = Passage(text=alone, span=Span(7, 15), provision="d#一/（一）", kind="body")
    assert extract_tasks([part, inner], context()) == []


@given(st.text(alphabet="推进建立健全和、将把纳入对给予要各部门的，。；（）“”以为引领加快", max_size=30))
def test_never_raises_and_stays_inside(text: str) -> None:
    whole = passage(text)
    for task in extract_tasks([whole], context()):
        assert whole.span.covers(task.span)
        assert task.object in text


@pytest.mark.parametrize(("name", "column"), [("verbs.csv", "verb"), ("verbs-adverbs.csv", "word")])
def test_the_lexicon_has_no_row_twice(name: str, column: str) -> None:
    with (corpus.REGISTRY / name).open(encoding="utf-8", newline="") as rows:
        read = list(csv.DictReader(rows))
    words = [row[column] for row in read]
    assert len(words) == len(set(words))
    assert all(value and value.strip() == value for row in read for value in row.values())
