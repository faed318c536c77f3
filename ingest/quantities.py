"""Finding numbers with their units: 65%, 438亿斤, 百分之十五, 六成, 三分之一, 27微克/立方米, 一刻钟, 3个工作日."""

import re
from collections.abc import Iterator
from itertools import chain

import msgspec

from graph.model import Comparator, Span
from graph.numerals import read_number


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number with its unit at ``span``, comparator words after it included.

    ``value`` is the numeral in ASCII digits ("1.5", "6-7", "1/3"), ``unit`` as printed with its multiplier (亿斤);
    ``comparator`` is None where the words give none.
    """

    span: Span
    value: str
    unit: str | None
    comparator: Comparator | None


_PLAIN_UNITS = """
个百分点 百分点 % ％ ‰ 个工作日 工作日 个自然日 个月 个季度 个小时 小时 分钟 天 元 美元 斤 公斤 吨 吨标准煤
千克 克 毫克 微克 瓦 千瓦 兆瓦 吉瓦 千瓦时 度 平方公里 平方千米 平方米 ㎡ m² 立方米 ㎥ m³ 立方 亩 公顷 公里 千米 海里 米
升 家 个 户 人 人次 人天 名 项 所 座 处 条 批 件 只 辆 台 套 张 张床 部 场 场次 次 届 期 倍 类 支 对 艘 架
株 棵 片 块 面 段 眼 艇 幢 栋 宗 份 册 篇 门 头 羽 间 孔 根 口 艘次 列 班 架次 标箱 标准箱 TEU 机架 标准机架 卡 PFLOPS
EFLOPS PB Gbps 颗 款 位 岁 床 张床位 车位 桩 枪 单 笔 卷 厘米 毫米 分 分贝 摄氏度 例 村 镇 县 批次 户次 家次 人份 车次
""".split()
_MULTIPLIER = r"(?:万亿|[千百十]?亿|[千百十]?万|千|百)"
_UNIT_NAMES = "|".join(sorted(map(re.escape, _PLAIN_UNITS), key=len, reverse=True))
_PER = (
    rf"(?:[/／每](?:{_UNIT_NAMES}|年|人|天|日|月|标准立方米|百户|千人|万人|万元|十万人|"
    r"公里|平方公里)(?:年|·年|•年)?)?"
)
_UNIT = rf"(?:{_MULTIPLIER}?(?:{_UNIT_NAMES}){_PER}|{_MULTIPLIER})"
_NUMBER = r"[0-9０-９]+(?:[,，][0-9]{3})*(?:[.．·][0-9０-９]+)?"
_HAN = "[零〇一二三四五六七八九十百千两]"
_TIGHT = r"(?<![0-9０-９第〔\[.．+＋A-Za-z〇])"
_AFTER = r"(?P<after>及?以上|以内|之内|以下|左右|上下|内)?"
_ARABIC = re.compile(
    rf"{_TIGHT}(?P<value>{_NUMBER}(?:(?:%|％|{_MULTIPLIER})?\s*(?:[-—–－~～]+|至|到)\s*{_NUMBER})?)"
    rf"\s*(?P<more>余|多)?(?P<unit>{_UNIT})(?P<late>多|余)?{_AFTER}"
)
_UNITLESS = re.compile(
    rf"(?<=[到至达在于过])(?P<value>{_NUMBER})(?P<unit>)(?P<more>)(?P<late>){_AFTER}(?=[，。；、,;）)]|$)"
)
_HAN_FORMS = (
    re.compile(rf"百分之(?P<value>{_HAN}+(?:点{_HAN}+)?|{_NUMBER}){_AFTER}(?P<unit>)"),
    re.compile(rf"(?P<value>[一二三四五六七八九])(?P<unit>成){_AFTER}(?=[，。；、,;]|的|$|以|左)"),
    re.compile(rf"(?P<value>{_HAN}+分之{_HAN}+)(?P<unit>){_AFTER}"),
    re.compile(rf"(?<!第)(?P<value>{_HAN}{{1,6}}?)(?P<unit>(?:万亿|亿|万)(?:{_UNIT_NAMES})?|个百分点){_AFTER}"),
    re.compile(r"(?P<value>[一三])(?P<unit>刻钟)(?P<after>)"),
    re.compile(r"(?P<value>半)个?(?P<unit>小时)(?P<after>)"),
    re.compile(rf"(?<!第)(?P<value>{_HAN}{{1,4}})(?P<unit>个工作日|个月|个季度|小时|分钟)(?P<after>以内|之内|内)"),
    re.compile(
        rf"(?<![第几数])(?P<value>{_HAN}{{1,4}})(?P<unit>家|个|项|座|所|条|名|处|场|次|人|倍)(?P<after>以上|以内|以下|左右)"
    ),
    re.compile(r"翻(?P<value>[一两二三])(?P<unit>番)(?P<after>以上)?"),
    re.compile(
        r"(?P<value>(?<![一二三四五六七八九十几数])[百千万](?:亿|万亿)?)(?P<unit>亿)?(?P<after>(?=元?级|元以上))"
    ),
)

_AT_LEAST = re.compile(r"(?:不低于|不少于|不小于|至少|最低|超过|突破|高于|大于|多于|超)(?:每.){0,2}[^，、]{0,2}$")
_AT_MOST = re.compile(
    r"(?:不超过|不高于|不多于|不大于|不得超过|不得高于|低于|小于|少于|至多|最多|最高|最长|最迟|"
    r"控制在|压缩至|压缩到|压减至|压减到|压降至)[^，、]{0,2}$"
)
_NOT_OVER = re.compile(r"不(?:得|能)?(?:超过|高于|多于|大于)[^，、]{0,2}$")
_ABOUT = re.compile(r"(?:约|大约|大概|近|接近)$")


def find_quantities(text: str, span: Span) -> list[Quantity]:
    """The quantities inside ``text[span]``, in order, none overlapping another."""
    found = sorted(_candidates(text, span), key=lambda quantity: (quantity.span.start, -quantity.span.end))
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.span.start >= kept[-1].span.end:
            kept.append(quantity)
    return kept


def _candidates(text: str, span: Span) -> Iterator[Quantity]:
    arabic = (_ARABIC.finditer(text, span.start, span.end), _UNITLESS.finditer(text, span.start, span.end))
    for found in chain(*arabic):
        more = found["more"] or found["late"]
        yield _quantity(text, span, found, _ascii(found["value"]), found["unit"], bool(more))
    for pattern in _HAN_FORMS:
        for found in pattern.finditer(text, span.start, span.end):
            value, unit = _han_value(found)
            if value is not None:
                yield _quantity(text, span, found, value, unit, False)


def _quantity(text: str, span: Span, found: re.Match[str], value: str, unit: str | None, more: bool) -> Quantity:
    before = text[max(span.start, found.start() - 8) : found.start()]
    comparator = compare(before, found["after"] or "")
    return Quantity(
        span=Span(*found.span()),
        value=value,
        unit=(unit or "").replace("％", "%") or None,
        comparator=comparator or (">=" if more else None),
    )


def compare(before: str, after: str) -> Comparator | None:
    """What the words beside a number say of it: 不低于, 以上 ``>=``; 以内, 不超过 ``<=``; 左右, 约 ``~``; else None."""
    if after in ("左右", "上下") or _ABOUT.search(before):
        return "~"
    if after in ("以上", "及以上"):
        return ">="
    if after in ("以内", "之内", "以下", "内") or _NOT_OVER.search(before):
        return "<="
    if _AT_LEAST.search(before):
        return ">="
    return "<=" if _AT_MOST.search(before) else None


def _ascii(value: str) -> str:
    plain = "".join(str(int(char)) if char.isdigit() else char for char in value)
    plain = re.sub(r"[,，](?=[0-9]{3})", "", plain).replace("．", ".").replace("·", ".")
    return re.sub(r"[%％]?\s*(?:[-—–－~～]+|至|到)\s*", "-", plain)


def _han_value(found: re.Match[str]) -> tuple[str | None, str | None]:
    value, unit = found["value"], found["unit"]
    if found[0].startswith("百分之"):
        whole, _, part = value.partition("点")
        number = _ascii(value) if value[0].isdigit() else _read(whole)
        digits = "".join(_read(char) or "" for char in part)
        return (f"{number}.{digits}" if digits else number), "%"
    if unit == "成":
        number = _read(value)
        return (f"{number}0" if number else None), "%"
    if "分之" in value:
        below, _, above = value.partition("分之")
        return f"{_read(above)}/{_read(below)}", None
    if value == "半":
        return "0.5", unit
    if unit == "刻钟":
        return str(15 * (read_number(value) or 1)), "分钟"
    if value[0] in "百千万" and (value[-1] in "亿万" or unit == "亿" or len(value) == 1):
        return "1", value + (unit or "")
    return _read(value), unit


def _read(numeral: str) -> str | None:
    number = read_number(numeral)
    return None if number is None else str(number)
