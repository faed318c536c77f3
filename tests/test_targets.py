import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Target
from ingest.passages import Passage
from ingest.pipeline import parse_path
from ingest.targets import extract_targets
from tests.extracting import context, extract, passage, quotes

POLICIES = Path(__file__).parents[2] / "shared" / "policies"

# fragment; the metric, value, unit, comparator and deadline of each target in it
QUANTIFIED: list[tuple[str, list[tuple[str | None, str | None, str | None, str | None, str | None]]]] = [
    ("到2027年，全市生产总值年均增长6%左右，城镇化率达到70%以上，粮食产量稳定在40亿斤以上。", [
        ("生产总值年均增长", "6", "%", "~", "2027"), ("城镇化率", "70", "%", ">=", "2027"), ("粮食产量", "40", "亿斤", ">=", "2027"),
    ]),
    ("细颗粒物浓度控制在30微克/立方米以内。", [("细颗粒物浓度", "30", "微克/立方米", "<=", None)]),
    ("降低失业保险费率至1%，每校至少托管2所学校。", [
        ("失业保险费率", "1", "%", "=", None), ("学校", "2", "所", ">=", None),
    ]),
    ("购置转运车辆25辆，接入养殖主体5000户。", [("转运车辆", "25", "辆", "=", None), ("养殖主体", "5000", "户", "=", None)]),
    ("攻克水下机器人等10项关键技术，保险费率下调10%。", [
        ("关键技术", "10", "项", "=", None), ("保险费率下调", "10", "%", "=", None),
    ]),
    ("全年完成检验量6批次/千人，不合格食品核查处置率100%。", [
        ("检验量", "6", "批次/千人", "=", None), ("不合格食品核查处置率", "100", "%", "=", None),
    ]),
    ("到2026年培育15家以上链主企业。", [("链主企业", "15", "家", ">=", "2026")]),
    ("力争到2026年，软件业营业收入突破2万亿元，新增就业岗位30万个。", [
        ("软件业营业收入", "2", "万亿元", ">=", "2026"), ("新增就业岗位", "30", "万个", "=", "2026"),
    ]),
    ("单位生产总值能耗比2020年下降14%，绿化覆盖率提高2个百分点。", [
        ("单位生产总值能耗下降", "14", "%", "=", None), ("绿化覆盖率提高", "2", "个百分点", "=", None),
    ]),
    ("2024年底前将专利审查周期压缩至15个月以内。", [("专利审查周期", "15", "个月", "<=", "2024-12-31")]),
    ("将登记时间由5个工作日压缩为2个工作日。", [("登记时间", "2", "个工作日", "=", None)]),
    ("每个县至少建设1所特殊教育学校，托位使用率不低于60%。", [
        ("特殊教育学校", "1", "所", ">=", None), ("托位使用率", "60", "%", ">=", None),
    ]),
    ("培育省级龙头企业20家、市级龙头企业80家以上。", [
        ("省级龙头企业", "20", "家", "=", None), ("市级龙头企业", "80", "家", ">=", None),
    ]),
    ("建设5个省级、20个市级示范园区。", [("省级示范园区", "5", "个", "=", None), ("市级示范园区", "20", "个", "=", None)]),
    ("到2025年，85%以上的行政村建成文化广场。", [("行政村建成文化广场", "85", "%", ">=", "2025")]),
    ("建设“10分钟体育健身圈”。", [("体育健身圈", "10", "分钟", None, None)]),
    ("打造一刻钟养老服务圈。", [("养老服务圈", "15", "分钟", None, None)]),
    ("自收到申请之日起5个工作日内办结。", [("办结", "5", "个工作日", "<=", None)]),
    ("新能源汽车销量占比超过五成，每千人口床位数达到7.5张。", [
        ("新能源汽车销量占比", "50", "%", ">=", None), ("每千人口床位数", "7.5", "张", "=", None),
    ]),
    ("“十五五”期间，累计改造燃气管网5000公里。", [("燃气管网", "5000", "公里", "=", "2030")]),
    ("2024年新增学位2万个，2025年新增学位3万个。", [
        ("新增学位", "2", "万个", "=", "2024"), ("新增学位", "3", "万个", "=", "2025"),
    ]),
    ("到2027年，工业增加值达到3000亿元，年均增长7%以上。", [
        ("工业增加值", "3000", "亿元", "=", "2027"), ("工业增加值年均增长", "7", "%", ">=", "2027"),
    ]),
    ("各县（市、区）每年至少举办2场招聘会。", [("招聘会", "2", "场", ">=", None)]),
    ("推动30个项目开工、20个项目竣工。", [("项目开工", "30", "个", "=", None), ("项目竣工", "20", "个", "=", None)]),
    ("力争用3年左右时间，培育5个百亿级产业集群。", [("百亿级产业集群", "5", "个", "=", None)]),
    ("主要目标：财政收入增长4%；失业率控制在5%左右。", [("财政收入增长", "4", "%", "=", None), ("失业率", "5", "%", "~", None)]),
    ("灌溉水利用系数提高到0.58以上，收入比缩小到2.2以内。", [
        ("灌溉水利用系数", "0.58", None, ">=", None), ("收入比", "2.2", None, "<=", None),
    ]),
    ("到2025年和2035年，森林覆盖率分别达到24%和26%。", [
        ("森林覆盖率", "24", "%", "=", "2025"), ("森林覆盖率", "26", "%", "=", "2035"),
    ]),
    ("打造“一刻钟”政务服务圈。", [("政务服务圈", "15", "分钟", None, None)]),
    ("申请材料压减50%以上，办理环节由5个减少到3个。", [("申请材料压减", "50", "%", ">=", None), ("办理环节", "3", "个", "=", None)]),
    ("5年内累计培育单项冠军30家。", [("单项冠军", "30", "家", "=", None)]),
    ("到2025年，培育营业收入超50亿元企业10家。", [("营业收入超50亿元企业", "10", "家", "=", "2025")]),
    ("打造“半小时通勤圈”和“1小时经济圈”。", [("通勤圈", "0.5", "小时", None, None), ("经济圈", "1", "小时", None, None)]),
    ("办理时间不得超过3个工作日。", [("办理时间", "3", "个工作日", "<=", None)]),
    ("人均预期寿命提高到80岁左右。", [("人均预期寿命", "80", "岁", "~", None)]),
    ("基金支出不超过上年结余的40%。", [("基金支出", "40", "%", "<=", None)]),
    ("2024年至2026年，每年安排专项资金1亿元。", [("专项资金", "1", "亿元", "=", "2026")]),
]  # fmt: skip

# fragment; quote, deadline as printed, deadline of each target without a figure
QUALITATIVE: list[tuple[str, list[tuple[str, str | None, str | None]]]] = [
    ("2024年底前基本实现发票电子化，主要事项基本实现网上办理。", [
        ("2024年底前基本实现发票电子化", "2024年底前", "2024-12-31"), ("主要事项基本实现网上办理", "2024年底前", "2024-12-31"),
    ]),
    ("2024年底前将许可权限下放给市县，公开办理标准。", [("2024年底前将许可权限下放给市县，公开办理标准", "2024年底前", "2024-12-31")]),
    ("2025年6月底前实现信息互通，鼓励地区间互认。", [("2025年6月底前实现信息互通", "2025年6月底前", "2025-06-30")]),
    ("2024年底前优化目录程序，企业依据公告即可享受政策。", [("2024年底前优化目录程序", "2024年底前", "2024-12-31")]),
    ("到2030年，城市建设取得重要进展，人居更有品质；到2035年，基本建成人民城市。", [
        ("到2030年，城市建设取得重要进展", "到2030年", "2030"), ("人居更有品质", "到2030年", "2030"),
        ("到2035年，基本建成人民城市", "到2035年", "2035"),
    ]),
    ("2024年6月底前，制定实施细则；9月底前，完成摸底；年底前基本建成平台。", [
        ("2024年6月底前，制定实施细则", "2024年6月底前", "2024-06-30"), ("9月底前，完成摸底", "9月底前", "2024-09-30"),
        ("年底前基本建成平台", "年底前", "2024-12-31"),
    ]),
    ("有关落实情况年底前报省政府。", [("有关落实情况年底前报省政府", "年底前", "2024-12-31")]),
    ("逐步实现基层快递网点全覆盖。", [("逐步实现基层快递网点全覆盖", None, None)]),
    ("各市于每年1月底前，根据上年成效，提出名单。", [("各市于每年1月底前，根据上年成效，提出名单", "每年1月底前", None)]),
    ("完成时限：2024年6月底前", [("完成时限：2024年6月底前", "2024年6月底前", "2024-06-30")]),
    ("【牵头单位】县水利局【完成时间】2024年6月底前【备注】", [("完成时间】2024年6月底前", "2024年6月底前", "2024-06-30")]),
    (
        "责任单位：县水利局  完成时限：2024年6月底前　责任领导：张某某",
        [("完成时限：2024年6月底前", "2024年6月底前", "2024-06-30")],
    ),
    ("完成时限：持续推进", [("完成时限：持续推进", "持续推进", None)]),
    ("完成时限：2024年11月见到成效并长期坚持", [("完成时限：2024年11月见到成效并长期坚持", "2024年11月见到成效并长期坚持", "2024-11")]),
    ("完成时间:2025年", [("完成时间:2025年", "2025年", "2025")]),
    ("时限要求：2024年12月31日", [("时限要求：2024年12月31日", "2024年12月31日", "2024-12-31")]),
    ("（省教育厅牵头，2024年10月底前完成）", [("2024年10月底前完成", "2024年10月底前", "2024-10-31")]),
    ("（责任单位：省水利厅；完成时限：2025年底）", [("完成时限：2025年底", "2025年底", "2025-12-31")]),
    ("整治乱占河道（省水利厅负责，2025年底前完成）。", [
        ("整治乱占河道（省水利厅负责，2025年底前完成）", "2025年底前", "2025-12-31"),
    ]),
]  # fmt: skip

NO_TARGETS = [
    "健全5+2就业之家体系。", "落实“1269”行动计划。", "紧盯“9+N”小场所。", "支持第三方机构发展。", "推进三改一整工程。", "统筹两个市场。",
    "对年销售额超过1亿元的企业给予奖励50万元。", "年收入2000万元以上的企业可申请贴息，最高不超过200万元。", "为60周岁以上老年人提供服务。",
    "二级以上医院设置感染科。", "根据国发〔2018〕42号文件要求推进。", "近三年来，累计投入资金50亿元。", "目前已建成高标准农田100万亩。",
    "自2025年1月1日起施行，有效期5年。", "落实2019年印发的三年行动方案。", "推进12345热线整合。", "县级以上人民政府加强领导。",
    "在两年之内对其企业申请债券实行“直通车”机制。", "打造一批特色街区。", "对财政收入下降超过10%的县适当补助。", "由5个部门组成专班。",
    "发展5G、3D打印等技术。", "一体推进教育科技人才发展。",
    "2024年7月1日至2024年12月31日，对小规模纳税人减征税款。", "在2024年10月底前完成整改的，可免予处罚。", "下设5个工作组。",
    "2024年1月，省政府印发了方案。", "建筑面积超过300平方米的项目须办理许可。", "全市现有景区35家，其中5A级2家。",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUANTIFIED)
def test_aims_with_a_figure(
    text: str, expected: list[tuple[str | None, str | None, str | None, str | None, str | None]]
) -> None:
    targets = extract(extract_targets, text)
    assert [(t.metric, t.value, t.unit, t.comparator, t.deadline) for t in targets] == expected
    assert all(target.quantified for target in targets)


@pytest.mark.parametrize(("text", "expected"), QUALITATIVE)
def test_aims_with_a_date_only(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    targets = extract(extract_targets, text)
    assert [(t.span.of(text), t.deadline_text, t.deadline) for t in targets] == expected
    assert not any(target.quantified for target in targets)


@pytest.mark.parametrize("text", NO_TARGETS)
def test_numbers_and_dates_of_other_kinds_are_no_targets(text: str) -> None:
    assert quotes(extract_targets, text) == []


def test_a_date_holds_for_the_dashes_below_it() -> None:
    text = "到2027年，取得明显成效。\n——覆盖率达到90%。\n——利用率达到60%。"
    assert [(t.span.of(text), t.deadline) for t in extract(extract_targets, text)] == [
        ("到2027年，取得明显成效", "2027"),
        ("覆盖率达到90%", "2027"),
        ("利用率达到60%", "2027"),
    ]


def test_a_preamble_sets_no_targets() -> None:
    assert quotes(extract_targets, "将24项措施调整增加为30项，2025年底前完成。", kind="front") == []


@given(
    st.text(alphabet="到2025年底前，。；：达到6%以上万家个月内（）完成时限实现建设“”—\n每《》由至将分钟圈", max_size=40)
)
def test_never_raises_and_stays_inside(text: str) -> None:
    given_passage: Passage = passage(text)
    for target in extract_targets([given_passage], context()):
        assert given_passage.span.covers(target.span)
        assert target.span.start < target.span.end


@pytest.mark.skipif(not POLICIES.is_dir(), reason="the real documents are not part of the project")
@pytest.mark.parametrize(("name", "floor"), [("hfs_24", 1.0), ("yz_dev", 1.0)])
def test_recall_on_real_documents(name: str, floor: float) -> None:
    gold = json.loads((POLICIES / "gold" / f"{name}.json").read_text("utf-8"))["targets"]
    found: list[tuple[str, Target]] = [
        (document.text, target) for document in parse_path(POLICIES / f"{name}.txt") for target in document.targets
    ]
    hits = sum(any(_same(row, text, target) for text, target in found) for row in gold)
    assert hits >= floor * len(gold)
    assert len(found) <= 1.15 * len(gold)


def _same(row: dict[str, str], text: str, target: Target) -> bool:
    quote = target.span.of(text)
    return (row["text"] in quote or quote in row["text"]) and target.deadline == row["deadline"]
