import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.programmes import extract_programmes
from tests.extracting import context, passage, quotes

NAMED = [
    ("实施制造业数字化转型三年行动计划、中小企业倍增行动和专精特新企业培育工程。", ["制造业数字化转型三年行动计划", "中小企业倍增行动", "专精特新企业培育工程"]),
    ("深入开展生活垃圾分类提质专项行动。", ["生活垃圾分类提质专项行动"]),
    ("深化落实重点产业链建设“1269”行动计划，培育集群。", ["重点产业链建设“1269”行动计划"]),
    ("推进“强基补链”行动，打造“赣服通”升级版。", ["“强基补链”行动", "“赣服通”"]),
    ("坚持和发展新时代“枫桥经验”。", ["新时代“枫桥经验”"]),
    ("实施预制板房屋治理改造行动。", ["预制板房屋治理改造行动"]),
    ("积极对接融入国家战略性新兴产业集群发展工程。", ["国家战略性新兴产业集群发展工程"]),
    ("加快城市基础设施生命线安全工程建设。", ["城市基础设施生命线安全工程"]),
    ("建立房屋体检、房屋养老金、房屋保险等房屋全周期安全管理制度。", ["房屋全周期安全管理制度"]),
    ("推动政务服务“一网通办”、城市运行“一网统管”。", ["“一网通办”", "“一网统管”"]),
    ("持续推进“光盘行动”。", ["“光盘行动”"]),
    ("加强“平急两用”设施建设。", ["“平急两用”"]),
    ("打造“文韵”“好戏”等品牌。", ["“文韵”", "“好戏”"]),
    ("开展“激活细胞、建设文明”等系列活动。", ["“激活细胞、建设文明”"]),
    ("推进健康江西行动，深入实施省会引领战略。", ["健康江西行动", "省会引领战略"]),
    ("建设城市“15分钟公共文化服务圈”。", ["“15分钟公共文化服务圈”"]),
    ("推动“平台+工业园区”融合发展。", ["“平台+工业园区”"]),
    ("统筹推进“五位一体”总体布局和协调推进“四个全面”战略布局。", ["“五位一体”总体布局", "“四个全面”战略布局"]),
    ("对贫困户实施改厨、改厕、整理院落“三改一整”工程。", ["“三改一整”工程"]),
    ("将其纳入“万企帮万村”精准帮扶行动。", ["“万企帮万村”精准帮扶行动"]),
    ("启动实施新一轮粮食产能提升行动。", ["粮食产能提升行动"]),
    ("推进实施国家节水行动。", ["国家节水行动"]),
    ("推进“好房子”建设。提升“好房子”品质。", ["“好房子”"]),
    ("健全文化遗产普查调查制度。", ["文化遗产普查调查制度"]),
    ("深化“放管服”改革。", ["“放管服”"]),
]  # fmt: skip

NO_NAMES = [
    "加快工程建设项目审批制度改革，加强工程质量监管。", "各部门要加强专项行动的统筹协调。", "按照本行动方案要求推进。", "他强调：“要坚持人民至上。”",
    "本办法所称“小微企业”，是指符合标准的企业。", "将“一次性告知”修改为“首问负责”。", "完善排水防涝工程。", "推进重点工程建设。", "防止“一刀切”。",
    "落实年度投资计划。", "落实《中小企业倍增行动计划》。", "推进制度创新，完善配套制度。", "“十四五”期间稳步发展。", "发展航空航天、工程机械等产业。",
    "深化战略合作。", "统一行动，协同推进。",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_names_of_programmes_and_coined_terms(text: str, expected: list[str]) -> None:
    assert quotes(extract_programmes, text) == expected


@pytest.mark.parametrize("text", NO_NAMES)
def test_plain_words_and_quoted_speech_are_none(text: str) -> None:
    assert quotes(extract_programmes, text) == []


@given(st.text(alphabet="实施推进“”《》行动计划工程制度和、，。等（）建立一网通办的新时代", max_size=30))
def test_never_raises_and_stays_inside(text: str) -> None:
    whole = passage(text)
    for found in extract_programmes([whole], context()):
        assert whole.span.covers(found.span)
        assert found.name == found.span.of(text)
