"""Who is given which part: tables of fragments in the manner of State Council, provincial and municipal documents.

Expected rows are written ``role name name …``, several roles divided by ``|``; ``*`` after a name: collective,
``+``: open-ended. Notation and basis are those of the table unless a role is followed by ``/basis``.
"""

import pytest
from extracting import CONTEXT, duties_expected, duties_of, duty_facts
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Span
from ingest.passages import Passage
from ingest.responsibilities import extract_responsibilities

NOTES = [
    ("（科教司、种植业司牵头，农村合作经济指导司配合）", "lead 科教司 种植业司 | participant 农村合作经济指导司"),
    ("（省财政厅负责；相关地（州、市）、县（市、区）人民政府（行政公署）抓好落实）", "responsible 省财政厅 相关地（州、市）、县（市、区）人民政府*"),
    ("（责任单位：长垣市、封丘县、平原示范区党委和政府（管委会））", "responsible 长垣市党委和政府 封丘县党委和政府 平原示范区党委和政府"),
    ("（有关州、市人民政府，省林草局等部门及各旗县（市、区）负责）", "responsible 有关州、市人民政府*+ 省林草局+ 各旗县（市、区）*+"),
    ("（省商务厅牵头，黑河市、佳木斯市政府（行署）配合）", "lead 省商务厅 | participant 黑河市政府 佳木斯市政府"),
    ("（省通信管理局牵头，省发展改革委、工业和信息化厅、财政厅等按职责分工负责）", "lead 省通信管理局+ | participant 省发展改革委+ 省工业和信息化厅+ 省财政厅+"),
    ("（责任单位：市科技局，市工业和信息化局、财政局，各县（市、区）人民政府）", "responsible 市科技局 市工业和信息化局 市财政局 各县（市、区）人民政府*"),
    ("（市生态环境局牵头，市水利局、农业农村局、住房城乡建设局配合，各区政府落实）", "lead 市生态环境局 | participant 市水利局 市农业农村局 市住房城乡建设局 各区政府*"),
    ("（牵头单位：省商务厅；配合单位：省文化和旅游厅、体育局、国家税务总局江西省税务局、人民银行江西省分行）", "lead 省商务厅 | participant 省文化和旅游厅 省体育局 国家税务总局江西省税务局 人民银行江西省分行"),
    ("（国家市场监督管理总局、国家标准化管理委员会、工业和信息化部等按职责分工负责）", "responsible 国家市场监督管理总局+ 国家标准化管理委员会+ 工业和信息化部+"),
    ("（省委组织部、宣传部，省教育厅、人力资源社会保障厅，团省委、省妇联，各设区市人民政府，赣江新区管委会）", "responsible 省委组织部 省委宣传部 省教育厅 省人力资源社会保障厅 团省委 省妇联 各设区市人民政府* 赣江新区管委会"),
    ("（教育部牵头，中央编办、财政部、人力资源社会保障部参与）", "lead 教育部 | participant 中央编办 财政部 人力资源社会保障部"),
    ("[省农业农村厅牵头，省林草局、供销社参加]", "lead 省农业农村厅 | participant 省林草局 省供销社"),
    ("【责任单位：省发展改革委（牵头）、省科技厅、省财政厅，各市人民政府、雄安新区管委会】", "lead 省发展改革委 | participant 省科技厅 省财政厅 各市人民政府* 雄安新区管委会"),
    ("（市发展和改革委员会、市城市管理和综合执法局，各区人民政府按职责分工负责)", "responsible 市发展和改革委员会 市城市管理和综合执法局 各区人民政府*"),
    ("（财政部、税务总局，各省、自治区、直辖市和计划单列市人民政府负责）", "responsible 财政部 税务总局 各省、自治区、直辖市和计划单列市人民政府*"),
    ("（国家卫生健康委会同国家医保局、国家药监局负责）", "responsible 国家卫生健康委 | participant 国家医保局 国家药监局"),
    ("（由省民政厅牵头，省公安厅、司法厅等部门配合）", "lead 省民政厅+ | participant 省公安厅+ 省司法厅+"),
    ("（省级相关部门按职责分工负责，各市（州）人民政府落实）", "responsible 省级相关部门* 各市（州）人民政府*"),
    ("（省商务厅、南昌海关、江西海事局、国网江西省电力公司、民航江西监管局按职责分工负责）", "responsible 省商务厅 南昌海关 江西海事局 国网江西省电力公司 民航江西监管局"),
    ("（责任部门:区住建局 配合部门:区财政局、区城管局、各街道办事处）", "responsible 区住建局 | participant 区财政局 区城管局 各街道办事处*"),
    ("（省教育厅牵头、省发展改革委、省财政厅配合）", "lead 省教育厅 | participant 省发展改革委 省财政厅"),
    ("（牵头部门：住房城乡建设部；责任部门：发展改革委、财政部等；完成时限：2025年底）", "lead 住房城乡建设部+ | participant 发展改革委+ 财政部+"),
    ("（市文化广电旅游局（市文物局）、市体育局负责）", "responsible 市文化广电旅游局 市体育局"),
    ("（省科技厅牵头负责，省财政厅、教育厅等有关部门，各设区市、各省直管试点县（市）政府配合）", "lead 省科技厅+ | participant 省财政厅+ 省教育厅+ 有关部门*+ 各设区市政府*+ 各省直管试点县（市）政府*+"),
    ("（各市、县人民政府，省卫生健康委、医保局、药监局按职责分工负责）", "responsible 各市、县人民政府* 省卫生健康委 省医保局 省药监局"),
    ("（工业和信息化部、商务部、市场监管总局依职责分工负责）", "responsible 工业和信息化部 商务部 市场监管总局"),
    ("（教育部、国务院国资委等按职责分工负责，地方各级人民政府落实）", "responsible 教育部+ 国务院国资委+ 地方各级人民政府*+"),
    ("（市场监管局牵头，公安局、城管执法局及各镇（街道）配合）", "lead 市场监管局 | participant 公安局 城管执法局 各镇（街道）*"),
    ("（省财政厅，各市、县〔市、区〕人民政府）", "responsible 省财政厅 各市、县〔市、区〕人民政府*"),
    ("（住房城乡建设部门牵头，发展改革、财政、自然资源等部门配合）", "lead 住房城乡建设部门*+ | participant 发展改革部门*+ 财政部门*+ 自然资源部门*+"),
    ("（牵头：市教育局；配合：市财政局、各县区）", "lead 市教育局 | participant 市财政局 各县区*"),
    ("（省委政法委、省法院、检察院、公安厅、司法厅负责）", "responsible 省委政法委 省法院 省检察院 省公安厅 省司法厅"),
    ("（国家发展改革委牵头，各有关部门按职责分工负责，持续推进）", "lead 国家发展改革委 | participant 各有关部门*"),
    ("（市发展改革委、经济和信息化局、中关村管委会、相关区政府按职责分工负责）", "responsible 市发展改革委 市经济和信息化局 中关村管委会 相关区政府*"),
    ("（省发展改革委牵头，省直有关部门、有关市县配合，2025年12月底前完成）", "lead 省发展改革委 | participant 省直有关部门* 有关市县*"),
    ("（教育部、国家发展改革委等部门和各省级人民政府按职责分工负责）", "responsible 教育部+ 国家发展改革委+ 各省级人民政府*+"),
    ("（科技部、农业农村部等和各有关省级人民政府负责）", "responsible 科技部+ 农业农村部+ 各有关省级人民政府*+"),
    ("（应急管理部、水利部等国务院相关部门及各地区按职责分工负责）", "responsible 应急管理部+ 水利部+ 国务院相关部门*+ 各地区*+"),
    ("（省自然资源厅、住房和城乡建设厅、林业局）", "responsible 省自然资源厅 省住房和城乡建设厅 省林业局"),
    ("（市委政法委牵头，市委宣传部、网信办、社会工作部，市公安局、信访局配合）", "lead 市委政法委 | participant 市委宣传部 市委网信办 市委社会工作部 市公安局 市信访局"),
    ("（民政部、全国老龄办牵头，国家发展改革委、财政部参与）", "lead 民政部 全国老龄办 | participant 国家发展改革委 财政部"),
    ("（省工商联、省贸促会、省工业和信息化厅（省中小企业局）等按职责分工负责）", "responsible 省工商联+ 省贸促会+ 省工业和信息化厅+"),
    ("（教育部负责高校部分，人力资源社会保障部负责技工院校部分）", "responsible 教育部 人力资源社会保障部"),
    ("（国铁集团、国家铁路局、相关省级人民政府负责）", "responsible 国铁集团 国家铁路局 相关省级人民政府*"),
    ("（省文化和旅游厅牵头会同省财政厅、省文物局等部门负责）", "lead 省文化和旅游厅+ | participant 省财政厅+ 省文物局+"),
    ("（省教育厅、团省委、妇联、残联按职责分工落实）", "responsible 省教育厅 团省委 省妇联 省残联"),
    ("（人民银行、金融监管总局、中国证监会等金融管理部门按职责分工负责）", "responsible 人民银行+ 金融监管总局+ 中国证监会+ 金融管理部门*+"),
    ("（牵头单位：省林业局，责任单位：甲山、乙湖风景区管委会，九江、上饶市政府）", "lead 省林业局 | participant 甲山 乙湖风景区管委会 九江市政府 上饶市政府"),
    ("（东湖新区、西海示范区管委会，各设区市、临川市政府负责）", "responsible 东湖新区管委会 西海示范区管委会 各设区市政府* 临川市政府"),
    ("（广州市教育局、财政局，各区政府按职责负责）", "responsible 广州市教育局 广州市财政局 各区政府*"),
    ("（各地区各有关部门分别负责）", "responsible 各地区* 各有关部门*"),
    ("(省卫生健康委牵头,省教育厅、民政厅配合）", "lead 省卫生健康委 | participant 省教育厅 省民政厅"),
    ("（省发展改革委、省能源局牵头，省直有关单位、各设区市政府按职责分工抓好落实）", "lead 省发展改革委 省能源局 | participant 省直有关单位* 各设区市政府*"),
    ("（省住房城乡建设厅、省自然资源厅按职责牵头，省财政厅配合）", "lead 省住房城乡建设厅 省自然资源厅 | participant 省财政厅"),
    ("（自治区教育厅、财政厅，各盟行政公署、市人民政府）", "responsible 自治区教育厅 自治区财政厅 各盟行政公署、市人民政府*"),
    ("（市住建局、综合执法局，松阳县、遂昌县人民政府）", "responsible 市住建局 市综合执法局 松阳县人民政府 遂昌县人民政府"),
    ("（省科学技术厅会同省教育厅、省财政厅等部门牵头，各市州政府参与）", "lead 省科学技术厅+ | participant 省教育厅+ 省财政厅+ 各市州政府*+"),
    ("（人社部、教育部等有关部门和单位按职责分工负责）", "responsible 人社部+ 教育部+ 有关部门和单位*+"),
    ("（财政部、工业和信息化部等14部门按职责分工负责）", "responsible 财政部+ 工业和信息化部+"),
    ("（由商务部会同外交部、海关总署等部门按职责分工落实）", "responsible 商务部+ | participant 外交部+ 海关总署+"),
    ("（各部门按职责分工负责，省数据局统筹）", "responsible 各部门* 省数据局"),
    ("（责任部门：县城管局；责任人：王明；联系电话：123456）", "responsible 县城管局"),
    ("（省财政厅负责资金筹措、省教育厅负责项目实施）", "responsible 省财政厅 省教育厅"),
    ("（责任单位：省教育厅，省财政厅按职责配合）", "responsible 省教育厅 | participant 省财政厅"),
    ("（企业培育：市统计局牵头，市市场监管局、市税务局配合）", "lead 市统计局 | participant 市市场监管局 市税务局"),
    ("（市委、市政府督查室牵头，高新区党工委管委会、经开区管委会配合）", "lead 市委督查室 市政府督查室 | participant 高新区党工委管委会 经开区管委会"),
    ("（教育部和各省（自治区、直辖市）人民政府及新疆生产建设兵团负责）", "responsible 教育部 各省（自治区、直辖市）人民政府* 新疆生产建设兵团"),
    ("（省交通运输厅、公安厅交警总队，省应急厅按职责分工负责）", "responsible 省交通运输厅 省公安厅交警总队 省应急厅"),
    ("（省教育厅牵头，省财政厅及各市、县（区）人民政府配合）", "lead 省教育厅 | participant 省财政厅 各市、县（区）人民政府*"),
    ("（国家发展改革委负责，各省级人民政府予以支持）", "responsible 国家发展改革委 | participant 各省级人民政府*"),
    ("（配合单位：市财政局、审计局）", "participant 市财政局 市审计局"),
    ("（第一责任单位：市商务局；其他责任单位：市公安局、邮政管理局）", "lead 市商务局 | participant 市公安局 市邮政管理局"),
]  # fmt: skip


@pytest.mark.parametrize(("note", "expected"), NOTES)
def test_notes(note: str, expected: str) -> None:
    rows, _ = duties_of(f"推进试点建设，完善服务体系。{note}")
    assert sorted(duty_facts(rows)) == sorted(duties_expected(expected, "note"))


@pytest.mark.parametrize("lead", ["推进试点建设", "推进试点建设。", "1．推进试点\n", ""])
def test_a_note_may_stand_anywhere(lead: str) -> None:
    rows, _ = duties_of(f"{lead}（省教育厅牵头，科技厅配合）。")
    assert duty_facts(rows) == duties_expected("lead 省教育厅 | participant 省科技厅", "note")


def test_each_note_is_for_its_own_sentence() -> None:
    rows, _ = duties_of("建立台账（市水利局牵头，市财政局配合）；开展巡查。（市生态环境局负责）")
    assert duty_facts(rows) == duties_expected(
        "lead 市水利局 | participant 市财政局 | responsible 市生态环境局", "note"
    )
    assert len({row.evidence for row in rows}) == 2


LINES = [
    (
        "扩大利用。\n牵头单位：\n省发展改革委\n责任单位：\n省工业和信息化厅\n省水利厅、沿海各市人民政府\n完成时限：\n2025年12月\n",
        "lead 省发展改革委 | participant 省工业和信息化厅 省水利厅 沿海各市人民政府*",
    ),
    ("责任单位：\n省财政厅\n加强资金监管。", "responsible 省财政厅"),
    (
        "编制清单。【牵头单位】省政务服务局【配合单位】省公安厅、医保局【完成时间】持续推进",
        "lead 省政务服务局 | participant 省公安厅 省医保局",
    ),
    ("完善功能。\n责任单位：省政务服务局、发展改革委，各市人民政府\n完成时限：2024年底", "responsible 省政务服务局 省发展改革委 各市人民政府*"),
    ("牵头单位：市商务局\n配合单位：市财政局、税务局、各区县政府\n进度要求：长期推进", "lead 市商务局 | participant 市财政局 市税务局 各区县政府*"),
    ("加快推进。责任单位：省教育厅、省财政厅。完成时限：2025年6月底前。", "responsible 省教育厅 省财政厅"),
    ("加快推进。牵头单位：省教育厅 责任单位：省财政厅、省卫生健康委 完成时限：持续推进", "lead 省教育厅 | participant 省财政厅 省卫生健康委"),
    ("责任单位：省科技厅牵头，省发展改革委、省财政厅等配合", "lead 省科技厅+ | participant 省发展改革委+ 省财政厅+"),
    ("主办单位：区民政局\n协办单位：区财政局、各镇人民政府、街道办事处\n责任人：张三", "lead 区民政局 | participant 区财政局 各镇人民政府* 街道办事处*"),
    ("  牵头部门:省卫生健康委\n  责任部门:省医保局，省财政厅、\n人力资源社会保障厅\n", "lead 省卫生健康委 | participant 省医保局 省财政厅 省人力资源社会保障厅"),
    ("责任单位和责任人：市教育局 李四", "responsible 市教育局"),
    ("主要任务：推进学校建设。\n责任单位：市教育局。", "responsible 市教育局"),
    ("省级牵头单位：省林业局\n市县责任单位：各市、县（市、区）人民政府", "lead 省林业局 | participant 各市、县（市、区）人民政府*"),
    ("【牵头单位】省教育厅\n【配合单位】省财政厅", "lead 省教育厅 | participant 省财政厅"),
    ("落实部门：省级有关部门", "participant 省级有关部门*"),
    ("参与单位：省发展改革委、省财政厅等省级相关部门，各设区市政府，甲乙示范区、丙丁新区管委会", "participant 省发展改革委+ 省财政厅+ 省级相关部门*+ 各设区市政府*+ 甲乙示范区管委会+ 丙丁新区管委会+"),
    ("建设单位：负责施工的企业。责任主体：企业应当落实安全生产主体责任。", ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_lines(line: str, expected: str) -> None:
    assert duty_facts(duties_of(line)[0]) == duties_expected(expected, "line")


def test_the_evidence_of_a_line_is_the_line() -> None:
    text = "完善功能。\n牵头单位：市商务局\n配合单位：市财政局、税务局\n完成时限：长期"
    rows, _ = duties_of(text)
    assert [row.evidence.of(text) for row in rows] == [
        "牵头单位：市商务局", "配合单位：市财政局、税务局", "配合单位：市财政局、税务局",
    ]  # fmt: skip
    assert rows[2].surface.of(text) == "税务局"
    assert rows[2].actor == "市税务局"


LEGENDS = [
    "列第一位者为牵头单位，下同",
    "排在第一位的部门为牵头部门，下同",
    "排名第一的责任单位为牵头单位，下同",
    "位列第一的单位为牵头单位，其他单位为配合单位，下同",
    "首位单位为牵头单位，下同",
    "第一个单位为牵头单位，下同",
    "责任单位中排首位的为牵头单位，下同",
]


@pytest.mark.parametrize("legend", LEGENDS)
def test_a_legend_makes_the_first_listed_the_lead(legend: str) -> None:
    first = f"扩大试点。（省商务厅、省财政厅、税务局负责，{legend}）"
    rows, convention = duties_of(
        first, "加强监管。（南昌海关负责）", "完善机制。（省教育厅、科技厅牵头，省财政厅配合）"
    )
    assert convention is not None
    assert convention.rule == "first-listed-leads"
    assert "牵头" in convention.span.of(first)
    assert duty_facts(rows) == duties_expected(
        "lead/convention 省商务厅 | participant/convention 省财政厅 省税务局 | lead/convention 南昌海关"
        "| lead 省教育厅 省科技厅 | participant 省财政厅",
        "note",
    )


def test_a_legend_holds_for_own_lines_and_from_a_remark() -> None:
    rows, convention = duties_of("注：责任单位排第一位的为牵头单位。", "扩大试点。\n责任单位：市商务局、市财政局\n")
    assert convention is not None
    assert duty_facts(rows) == duties_expected("lead/convention 市商务局 | participant/convention 市财政局", "line")


def test_a_legend_of_one_note_is_for_that_note() -> None:
    rows, convention = duties_of(
        "扩大试点。（市商务局、财政局负责，列第一位的为牵头单位）", "加强监管。（市公安局、司法局负责）"
    )
    assert convention is None
    assert duty_facts(rows) == duties_expected(
        "lead/convention 市商务局 | participant/convention 市财政局 | responsible 市公安局 市司法局", "note"
    )


def test_a_legend_in_a_preamble() -> None:
    rows, convention = duties_of(
        "制定如下措施（责任单位中排在首位的为牵头单位）。", "扩大试点。〔责任单位：省商务厅、财政厅〕"
    )
    assert convention is not None
    assert duty_facts(rows) == duties_expected("lead/convention 省商务厅 | participant/convention 省财政厅", "note")


def test_a_general_legend() -> None:
    rows, _ = duties_of("扩大试点。（省商务厅、省财政厅负责。以下任务均需各市县政府落实，不再列出）")
    assert duty_facts(rows) == duties_expected(
        "responsible 省商务厅 省财政厅 | responsible/general 各市县政府*", "note"
    )


def test_a_mark_makes_those_leads_who_bear_it() -> None:
    rows, _ = duties_of(
        "注：标“★”的为牵头单位，其余为责任单位。",
        "建设中心。（★市商务局、市财政局，各县（市、区）政府）",
        "畅通物流。（市邮政管理局★、市交通运输局★、市供销社）",
        "加强监管。（市公安局、市司法局）",
    )
    assert duty_facts(rows) == duties_expected(
        "lead/convention 市商务局 | participant/convention 市财政局 各县（市、区）政府*"
        "| lead/convention 市邮政管理局 市交通运输局 | participant/convention 市供销社 | responsible 市公安局 市司法局",
        "note",
    )


def test_a_mark_that_nobody_explains_means_nothing() -> None:
    rows, _ = duties_of("建设中心。（★市商务局、市财政局）")
    assert duty_facts(rows) == duties_expected("responsible 市商务局 市财政局", "note")


def test_whom_a_note_names_for_all_that_follow_stands_beside_the_later_notes() -> None:
    rows, _ = duties_of(
        "治理源头。（省生态环境厅牵头，省水利厅参与，以下均需市县政府落实，不再列出）",
        "清淤疏浚。（省水利厅负责）",
        "宣传引导。",
        "加强监测。\n牵头单位：省气象局\n",
    )
    given = [(row.provision, *expected) for row, expected in zip(rows, duty_facts(rows), strict=True)]
    assert sorted(row for row in given if row[1] == "市县政府") == [
        ("d#0", "市县政府", "participant", "general", "note", True, False),
        ("d#1", "市县政府", "responsible", "general", "note", True, False),
        ("d#3", "市县政府", "participant", "general", "note", True, False),
    ]
    assert len(rows) == 7


def test_who_is_said_to_be_responsible_for_everything() -> None:
    rows, _ = duties_of("提出如下举措。各市、县人民政府均为责任单位，不再逐项列出。", kind="front")
    assert duty_facts(rows) == duties_expected("responsible 各市、县人民政府*", "closing", "general")


HEADED = [
    ("市教育局：牵头组织宣传教育，督促学校落实要求。", "lead 市教育局"),
    ("市民政局、市妇联：负责关爱服务。市财政局：加强经费保障。", "responsible 市民政局 市妇联 市财政局"),
    ("各县（市、区）政府、开发区管委会：落实属地责任。", "responsible 各县（市、区）政府* 开发区管委会"),
    ("县供销社：配合做好农资供应；县气象局：负责预警。", "participant 县供销社 | responsible 县气象局"),
    ("县教育局、县公安局：\n", ""),
    ("总的要求：严格落实。主要目标：全面达标。", ""),
    ("咨询单位：县教育局。联系电话：12345。", ""),
]


@pytest.mark.parametrize(("text", "expected"), HEADED)
def test_bodies_before_a_colon_have_what_follows(text: str, expected: str) -> None:
    assert duty_facts(duties_of(text)[0]) == duties_expected(expected, "prose")


@pytest.mark.parametrize("kind", ["front", "closing"])
def test_a_greeting_gives_no_duty(kind: str) -> None:
    assert duties_of("各市教育局、财政局：现印发给你们。", kind=kind)[0] == []


def test_a_heading_that_is_a_body_has_what_stands_below() -> None:
    text = "市水利局\n负责水库、河道的安全管理。"
    passage = Passage(text=text, span=Span(0, len(text)), provision="d#0", kind="body", title=Span(0, 4))
    rows, _ = extract_responsibilities([passage], CONTEXT)
    assert duty_facts(rows) == duties_expected("responsible 市水利局", "prose")


def test_who_takes_over_the_work_takes_part() -> None:
    rows, _ = duties_of("责任单位：市城管局\n督导单位：市水利局\n验收单位：市生态环境局\n整改时限：2022年底\n")
    assert duty_facts(rows) == duties_expected("responsible 市城管局 | participant 市水利局 市生态环境局", "line")


NO_NOTES = [
    "支持平台企业（含互联网企业）发展，用户（企业）自主选择（以下简称平台）。",
    "实行直达机制（企业直接向国家发展改革委申报，不需省级发展改革部门转报）。",
    "设立中心（省政府批准）。由审批机关（以下简称机关）认定的项目（详见附件）。",
    "按照《关于加强管理的通知》（国办发〔2020〕1号）执行，实行联合惩戒（由法院认定的除外）。",
    "鼓励企业（单位）参与，群众（居民）配合。",
    "推进“多证合一”（营业执照、许可证）改革，健全综合（微）管沟。（见附表）",
]


@pytest.mark.parametrize("text", NO_NOTES)
def test_brackets_that_are_no_notes(text: str) -> None:
    assert duties_of(text)[0] == []


ALPHABET = st.sampled_from([
    *"（）()【】〔〕[]、，；。：:\n 　等和及与各由要应的在对“”《》1年", "省教育厅", "财政部", "各地区", "有关部门", "牵头", "负责", "配合", "参与",
    "会同", "责任单位：", "牵头单位：", "完成时限：", "按职责分工", "下同", "列第一位者为牵头单位", "办公室设在", "主要负责同志", "均需", "任务",
    "市、县（市、区）政府", "新区管委会", "科技厅", "企业", "机制",
])  # fmt: skip


@given(st.lists(ALPHABET, max_size=40).map("".join), st.sampled_from(["body", "closing", "front"]))
def test_any_text_is_read_and_every_row_stands_on_its_characters(text: str, kind: str) -> None:
    rows, convention = duties_of(text, kind=kind)
    whole = Span(0, len(text))
    for row in rows:
        assert whole.covers(row.evidence)
        assert row.evidence.covers(row.surface)
        assert row.surface.of(text)
        assert row.actor
    assert convention is None or whole.covers(convention.span)
