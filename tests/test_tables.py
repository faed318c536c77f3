"""Tables of tasks turned into text give the duties and deadlines of their rows."""

import pytest

from ingest.html import page_text
from ingest.pipeline import parse_text

HEAD = "关于印发某市保障性住房任务分解表的通知\n各区：现将分解表印发给你们。\n某市保障性住房任务分解表\n"
TABBED = (
    "序号\t工作任务\t牵头单位\t责任单位\t完成时限\n"
    "一、筹集房源\n"
    "1\t新筹集住房6万套\t市住建局\t市规划和自然资源局、各区政府\t2024年12月底前\n"
    "2\t\t市住建局\t市财政局\t\n"
    "二、完善政策\n"
    "3\t出台管理细则。\t市发展改革委\t\t持续推进\n"
)
ROWS = [
    ("1", "市住建局", "lead"),
    ("1", "市规划和自然资源局", "participant"),
    ("1", "各区政府", "participant"),
    ("2", "市住建局", "lead"),
    ("2", "市财政局", "participant"),
    ("3", "市发展改革委", "lead"),
]
STACKED = "序号\n重点任务\n责任部门（单位）\n时间节点\n1\n新建农田3万亩\n县农业农村局、财政局\n2024年12月\n2\n改造户厕\n县卫健委\n长期\n"


def duties(text: str) -> list[tuple[str, str, str]]:
    (document,) = parse_text(text)
    of = {provision.id: provision.path[-1] for provision in document.provisions}
    rows = [row for row in document.responsibilities if row.notation != "mention"]
    assert all(row.surface.of(document.text) for row in rows)
    return [(of[row.provision or ""], row.actor, row.role) for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(HEAD + TABBED, ROWS, id="tabs, with groups of rows and blank cells"),
        pytest.param(
            HEAD + "|序号|任务|责任单位|\n|1|修路|市交通局|\n|2|架桥|市水利局、财政局|\n",
            [("1", "市交通局", "responsible"), ("2", "市水利局", "responsible"), ("2", "市财政局", "responsible")],
            id="bars; the level is restored within a cell",
        ),
        pytest.param(
            HEAD + "序号  任务名称　　主办单位  协办单位\n1  修路　　市交通局  市财政局\n",
            [("1", "市交通局", "lead"), ("1", "市财政局", "participant")],
            id="wide blanks",
        ),
        pytest.param(
            HEAD + STACKED,
            [("1", "县农业农村局", "responsible"), ("1", "县财政局", "responsible"), ("2", "县卫健委", "responsible")],
            id="a cell a line",
        ),
        pytest.param(HEAD + "序号\t项目\t金额\n1\t修路\t30万元\n", [], id="a table that names nobody"),
    ],
)
def test_the_rows_of_a_table_assign(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert duties(text) == expected


def test_a_row_is_a_provision_by_its_task_and_its_limit_a_target() -> None:
    (document,) = parse_text(HEAD + TABBED)
    assert [(row.path, row.title) for row in document.provisions if row.level == "item"] == [
        (("一", "1"), "新筹集住房6万套"), (("一", "2"), ""), (("二", "3"), "出台管理细则"),
    ]  # fmt: skip
    assert [(row.span.of(document.text), row.value, row.deadline) for row in document.targets] == [
        ("新筹集住房6万套", "6", None), ("2024年12月底前", None, "2024-12-31"), ("持续推进", None, None),
    ]  # fmt: skip
    assert document.coverage == 1.0


def test_a_page_gives_its_table_row_by_row() -> None:
    table = """<table><tr><th>序号<th>任务<th>牵头单位<th>责任单位<th>时限</tr>
      <tr><td rowspan=2>1<td><p>修路</p><p>架桥</p><td rowspan=2>市交
      通局<td>市财政局<td rowspan=2>2024年</tr><tr><td>植树<td>市林业局</tr></table>"""
    assert page_text(f"<body><p>正文。</p>{table}<p>特此通知。</p></body>").split("\n") == [
        "正文。", "序号\t任务\t牵头单位\t责任单位\t时限",
        "1\t修路架桥\t市交通局\t市财政局\t2024年", "\t植树\t\t市林业局\t", "特此通知。",
    ]  # fmt: skip


def test_a_table_that_lays_out_a_page_stays_a_stack_of_blocks() -> None:
    page = "<body><table><tr><td>责任单位：<td>市交通局。</tr><tr><td>一、修路。<td>二、架桥。</tr></table></body>"
    assert page_text(page).split("\n") == ["责任单位：", "市交通局。", "一、修路。", "二、架桥。"]
