import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Span
from ingest.quantities import find_quantities

QUANTITIES = [
    ("65%以上", "65", "%", ">="), ("５０％", "50", "%", None), ("438亿斤以上", "438", "亿斤", ">="),
    ("1.5万亿元", "1.5", "万亿元", None), ("10.8亿立方米", "10.8", "亿立方米", None), ("27微克/立方米以内", "27", "微克/立方米", "<="),
    ("百分之十五", "15", "%", None), ("百分之三点五", "3.5", "%", None), ("六成以上", "60", "%", ">="), ("三分之一", "1/3", None, None),
    ("八亿元", "8", "亿元", None), ("两万名", "2", "万名", None), ("两个百分点", "2", "个百分点", None), ("0.5个百分点", "0.5", "个百分点", None),
    ("一刻钟", "15", "分钟", None), ("15分钟", "15", "分钟", None), ("3个工作日内", "3", "个工作日", "<="), ("三个工作日以内", "3", "个工作日", "<="),
    ("十家以上", "10", "家", ">="), ("翻一番", "1", "番", None), ("不超过1,000元", "1000", "元", "<="), ("不低于30%", "30", "%", ">="),
    ("至少2所", "2", "所", ">="), ("约300家", "300", "家", "~"), ("6%—7%", "6-7", "%", None), ("5至7个", "5-7", "个", None),
    ("200余家", "200", "家", ">="), ("20%左右", "20", "%", "~"), ("80元/年", "80", "元/年", None), ("2000万千瓦", "2000", "万千瓦", None),
    ("5.2‰以下", "5.2", "‰", "<="), ("79岁左右", "79", "岁", "~"),
]  # fmt: skip

NO_QUANTITIES = [
    "5+2就业之家",
    "“9+N”小场所",
    "“1269”行动",
    "第三方",
    "12345热线",
    "5G网络",
    "一体化",
    "三改一整",
    "两个市场",
    "第3条",
    "〔2018〕42号",
]


@pytest.mark.parametrize(("text", "value", "unit", "comparator"), QUANTITIES)
def test_reads_quantities(text: str, value: str, unit: str | None, comparator: str | None) -> None:
    (quantity,) = find_quantities(text, Span(0, len(text)))
    assert (quantity.value, quantity.unit, quantity.comparator) == (value, unit, comparator)


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_numbers_of_other_kinds_are_none(text: str) -> None:
    assert find_quantities(text, Span(0, len(text))) == []


@given(st.text(alphabet="0159.,，-—%％万亿百十一三成分之点家个元/每年以上内左右不超过翻番刻钟", max_size=24))
def test_never_raises_and_stays_inside(text: str) -> None:
    span = Span(min(1, len(text)), len(text))
    assert all(span.covers(quantity.span) for quantity in find_quantities(text, span))
