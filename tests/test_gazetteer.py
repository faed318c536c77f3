"""Names of places: what is one, what only looks like one, and which of several is meant."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.gazetteer import Gazetteer, load_gazetteer
from graph.model import Span

STATE = "000000"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def names(text: str, jurisdiction: str = STATE) -> list[str]:
    return [hit.name for hit in load_gazetteer().find(text, Span(0, len(text)), jurisdiction)]


PLACES = [
    ("在三亚市、乐东县、陵水县建设基地", ["三亚市", "乐东县", "陵水县"]),
    ("支持在广州南沙开展试点", ["广州", "南沙"]),
    ("推动黑河市、五大连池风景区共建共享", ["黑河市", "五大连池风景区"]),
    ("开通洋浦港至东盟航线", ["洋浦港", "东盟"]),
    ("支持宜昌、荆州、荆门联动", ["宜昌", "荆州", "荆门"]),
    ("推动成德眉资同城化", ["成德眉资"]),
    ("以沈阳、大连为双核", ["沈阳", "大连"]),
    ("加快长株潭都市圈建设", ["长株潭都市圈"]),
    ("建设粤港澳大湾区西翼门户", ["粤港澳大湾区"]),
    ("提升宁波舟山港辐射能力", ["宁波舟山港"]),
    ("推进钱塘江流域综合治理", ["钱塘江流域"]),
    ("发挥东部地区作用，支持中西部地区", ["东部地区", "中西部地区"]),
    ("深化川渝合作，推动皖北振兴", ["川渝", "皖北"]),
    ("打造湖南南部开放高地", ["湖南南部"]),
    ("设立中国（上海）自由贸易试验区", ["中国（上海）自由贸易试验区"]),
    ("建设国家生态文明试验区", ["国家生态文明试验区"]),
    ("支持浦东新区、滨海新区先行先试", ["浦东新区", "滨海新区"]),
    ("四川省凉山州、甘肃临夏州", ["四川省", "凉山州", "甘肃", "临夏州"]),
    ("整合烟台港、日照港、青岛港", ["烟台港", "日照港", "青岛港"]),
    ("疏浚浦江、洛河、涧河和沙溪", ["浦江", "洛河", "涧河", "沙溪"]),
    ("治理长江、内河航道", ["长江"]),
    ("支持苏北地区和环渤海地区", ["苏北地区", "环渤海地区"]),
    ("串联舟山群岛与浙西南山区", ["舟山群岛", "浙西南山区"]),
    ("河北雄安新区建设", ["河北雄安新区"]),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


ORDINARY = [
    "新华社北京9月23日电 近日，意见印发。",
    "形成都市圈同城化发展格局",
    "推广安全生产经验",
    "创新乡村治理方式",
    "确保定期报告",
    "沿海口岸有序开放",
    "重大理论创新",
    "打造美丽水乡",
    "畅通西南通道",
    "扩大连锁经营规模",
    "推广东西部协作经验",
    "长治久安",
    "朝阳产业",
    "合作共赢，资源节约",
    "老城区更新和新城区建设",
    "健康中国行动",
    "争创国家自主创新示范区",
    "浙江大学、江苏银行、湖北日报",
    "综合保税区内企业",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert names(text) == []


DOUBTFUL = [
    ("410000", "支持开封建设世界历史文化名城", ["开封"]),
    ("410000", "推进新乡、焦作、济源联动", ["新乡", "焦作", "济源"]),
    ("410000", "洛阳市老城区", ["洛阳市", "老城区"]),
    ("360000", "支持高安、丰城、樟树打造建材基地", ["高安", "丰城", "樟树"]),
    ("360000", "鼓励瑞金、于都、兴国联动发展", ["瑞金", "于都", "兴国"]),
    ("360000", "提高安全水平，新建商品住宅", []),
    ("330000", "鼓励瑞金、于都、兴国联动发展", []),  # counties without their suffix, in another province
    ("310000", "嘉定、青浦、松江等新城", ["嘉定", "青浦", "松江"]),
]


@pytest.mark.parametrize(("jurisdiction", "text", "expected"), DOUBTFUL)
def test_doubtful_names_need_a_context(jurisdiction: str, text: str, expected: list[str]) -> None:
    assert names(text, jurisdiction) == expected


@pytest.mark.parametrize(
    ("name", "jurisdiction", "code"),
    [
        ("西湖区", "360000", "360103"),
        ("西湖区", "330000", "330106"),
        ("西湖区", STATE, None),
        ("九江", "360000", "360400"),
        ("九江市", STATE, "360400"),
        ("广东", STATE, "440000"),
        ("台湾", STATE, "710000"),
        ("浦东新区", STATE, "310115"),
        ("恩施州", STATE, "422800"),
    ],
)
def test_codes_resolve_in_the_jurisdiction(
    gazetteer: Gazetteer, name: str, jurisdiction: str, code: str | None
) -> None:
    entry = gazetteer.get(name, jurisdiction)
    assert (entry.code if entry else None) == code


def test_a_county_below_a_named_city_is_that_city_s(gazetteer: Gazetteer) -> None:
    text = "浙江省杭州市西湖区"
    hits = gazetteer.find(text, Span(0, len(text)), "360000")
    assert [hit.entry.code for hit in hits] == ["330000", "330100", "330106"]


@pytest.mark.parametrize(
    ("name", "members"),
    [("昌九", ("南昌", "九江")), ("厦漳泉", ("厦门", "漳州", "泉州")), ("鄂豫皖", ("湖北", "河南", "安徽"))],
)
def test_composites_have_members(gazetteer: Gazetteer, name: str, members: tuple[str, ...]) -> None:
    entry = gazetteer.get(name)
    assert entry is not None
    assert entry.members == members


def test_a_place_named_with_its_province_is_the_same_place(gazetteer: Gazetteer) -> None:
    text = "河北雄安新区建设"
    [hit] = gazetteer.find(text, Span(0, len(text)))
    assert hit.entry == gazetteer.get("雄安新区")


def test_a_side_of_a_province_is_no_county_of_that_name(gazetteer: Gazetteer) -> None:
    found = gazetteer.get("江西南部", "360000")
    assert found is not None
    assert (found.kind, found.code, found.within) == ("region", None, "江西省")


def test_unknown_names_are_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.get("不存在的地方") is None
    assert gazetteer.get("") is None


def test_english_names(gazetteer: Gazetteer) -> None:
    entry = gazetteer.get("景德镇")
    assert entry is not None
    assert (entry.name, entry.short, entry.name_en) == ("景德镇市", "景德镇", "Jingdezhen")


def test_every_member_is_a_place(gazetteer: Gazetteer) -> None:
    unknown = {m for e in gazetteer.entries() for m in e.members if gazetteer.get(m, "360000") is None}
    assert unknown <= {
        "通州",
        "武清",
        "图们",
        "潼南",
        "万州",
        "开州",
        "神农架",
        "石河子",
    }  # counties: known at home only


@given(st.text(alphabet="支持九江市昌抚成都圈形开封西湖区建设国家试验、，（）“”《》长江经济带赣州港abc\n", max_size=60))
def test_hits_lie_inside_in_order_and_apart(text: str) -> None:
    span = Span(min(2, len(text)), len(text))
    last = span.start
    for hit in load_gazetteer().find(text, span, "360000"):
        assert hit.span.of(text) == hit.name
        assert last <= hit.span.start < hit.span.end <= span.end
        last = hit.span.end


def test_time_grows_with_the_text(gazetteer: Gazetteer) -> None:
    text = "支持南昌、九江高标准建设长江经济带重要节点城市，" * 2000
    start = time.process_time()
    gazetteer.find(text, Span(0, len(text)), "360000")
    assert time.process_time() - start < 2  # 50,000 characters; a quadratic search takes minutes
