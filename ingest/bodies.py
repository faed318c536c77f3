"""Official bodies known by the form of their names, with no list of departments.

A name is an official body's if it ends like one (部, 委, 局 …, `corpus/registry/bodies.toml`) and is no ordinary word
or phrase that happens to (干部, 部署, 大局), or if it is one of the collective forms (各地区, 有关部门,
各省（区、市）人民政府). Names that the registry of departments holds are found in running text as well.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec

import corpus
from graph.model import Span


class BodyName(msgspec.Struct, frozen=True, kw_only=True):
    """A body's name in a text; ``collective`` for those that stand for many (各地区, 有关部门)."""

    name: str
    span: Span
    collective: bool


class Forms(msgspec.Struct, frozen=True, kw_only=True):
    """The word lists of ``bodies.toml``."""

    endings: list[str]
    headed_endings: list[str]
    ordinary: list[str]
    ordinary_names: list[str]
    not_heads: list[str]
    not_inside: list[str]
    fields: list[str]
    party: list[str]
    own_level: list[str]
    provinces: list[str]


@cache
def forms() -> Forms:
    """How names of bodies are formed, read once."""
    return msgspec.convert(tomllib.loads((corpus.REGISTRY / "bodies.toml").read_text("utf-8")), Forms)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return f"(?:{alternatives(words)})"


def alternatives(words: Iterable[str]) -> str:
    """The same without brackets: where all that a pattern may begin with is on one level, it skips fast."""
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_DIVISION = (
    "(?:自治区|自治州|直辖市|设区的?市|地级以上市|地级市|计划单列市|县级市|省辖市|省直管县|市州|县市区|县区|市区|"
    "区县|省市|省区市|盟市|旗县区|旗县|州市|县市|地区|行署|兵团"
    "|乡镇|镇街|街镇|街道|省|市|州|盟|县|区|旗|镇|乡)"
)
LEVEL_BRACKET = rf"(?:[（(〔]{_DIVISION}(?:[、,，和]?{_DIVISION})*[）)〕])"
_UNIT = rf"(?:{_DIVISION}{LEVEL_BRACKET}?|地{LEVEL_BRACKET})(?:行政公署|行署)?"
_DIVISIONS = rf"{_UNIT}(?:[、和及与]?{_UNIT})*"
_GOVERNMENT = "(?:(?:党委|党工委)(?:和|、|及)?)?(?:人民政府|政府)"
_END = (
    "(?=$|[、，,；;。：:（(）)\\s]|等|和|及|与|按|要|应|须|需|必须|负责|分别|配合|参与|落实|牵头|共同|具体|组织|将|"
    "根据|结合|在|对|也|均|会同|于|可|各)"
)

_AREAS = "(?:沿海|沿边|沿江|沿黄|沿湖|环湖|边境|试点)"  # of which 各市 are all

# Collective names that hold 、 inside (各省、自治区、直辖市人民政府), or divisions that stand for their governments.
DIVISIONS = re.compile(
    rf"{_AREAS}?(?:各(?:有关|相关)?|有关|相关){_DIVISIONS}级?{_GOVERNMENT}"
    rf"|{_AREAS}?(?:各|有关|相关)(?:有关|相关|试点|"
    rf"地)?{_DIVISION}{LEVEL_BRACKET}?(?:[、和及与]{_DIVISION}{LEVEL_BRACKET}?)*{_END}"
    rf"|省[（(]区、市[）)](?:{_GOVERNMENT})?{_END}"
    rf"|{_DIVISION}{LEVEL_BRACKET}(?:、{_DIVISION}{LEVEL_BRACKET}?)*{_GOVERNMENT}"
    rf"|{_DIVISION}{LEVEL_BRACKET}?(?:[、和]{_DIVISION}{LEVEL_BRACKET}?)+{_GOVERNMENT}"
)

_MANY = (
    "(?:部门|单位|地区|地方|地|方面|机构|机关|省份|省市|城市|市县|区县|县区|市区|县市|盟市|旗县|地州市|州市|省|市|县|区|"
    "园区|乡镇|街道|镇街)"
)
_COLLECTIVE = re.compile(
    rf"各(?:级|有关|相关|类|责任|成员|行业|审批|直属|主管|业务|监管|地|派出){{0,3}}{_MANY}(?:和单位|和部门|及单位|"
    rf"和地区|和地方)?"
    r"|各级(?:地方)?(?:人民)?(?:政府|党委|党组织|党委和政府|党委政府|党政机关|工会)"
    rf"|.{{0,12}}(?:有关|相关|各有关|各相关){_MANY}(?:和(?:单位|地方|地区|企业|部门|机构))?"
    r"|.{0,12}各(?:部门|单位|部委|直属机构|委办局|工作部门|成员单位|机构)"
    rf"|(?:受?帮扶|受?援助|受援|支援|对口支援|结对帮扶|结对|试点|东部|中部|西部|沿海|沿边|边境|属地){_MANY}"
    r"|(?:地方|属地|当地|所在地|基层|本级|同级|上级|下级|[省市县区乡镇]级|设区市|市县|区县|县区|县乡|乡镇|街道|镇街|"
    r"省市县|市县乡|乡|镇"
    r"|[省市县乡]、[市县区乡镇].{0,4})级?(?:以上|及以上|及以下)?(?:地方)?(?:各级)?(?:党委和|党委、|党委|"
    r"人民)?(?:人民政府|政府|党委)"
    r"|(?:地方|属地|所在地)?(?:地方)?各?级?(?:党委和政府|党委政府|党委、政府|政府部门|人民政府|政府)"
    r"|.*(?:部门|成员单位|直属单位|主管单位|主管部门|派出机构|监管机构|公安机关|司法机关|税务机关|各部委|直属机构)"
    r"|(?:公安|司法|检察|审判|监察|税务|审批|登记|主管|监管|行政|执法)机关|海关|人民法院|检察院|人民检察院|各.*|"
    r"[省市县区乡]级.*|.*所在地.*|(?:有关|相关).*"
    r"|(?:县乡|乡镇|镇街|乡|镇|街道)?(?:人民政府)?街道办事处|各?乡镇.*|管理处|办事处|管委会|园区|园区管委会|街道|"
    r"乡镇|镇街"
    r"|.*[（(]区、市[）)].*|省[（(]区、市[）)]"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = forms()
    ends = rf".*{any_of(words.endings)}"
    unit = r".{2,}[部委局厅署].{2,8}(?:(?<!公)司|处|室|研究[所院])|.{2,10}(?<![公上官打])司"  # 科教司, of a ministry
    headed = (
        rf"(?:[省市县区州]|国家|中国|全国|中央|{any_of(words.provinces)}|"
        rf".{{2,6}}[省市县区州]).+{any_of(words.headed_endings)}"
    )
    ordinary = re.compile(rf"(?:.*(?:{'|'.join(words.ordinary)})|{any_of(words.ordinary_names)})")
    phrase = re.compile(rf"(?:{'|'.join(words.not_heads)})|.+?(?:{'|'.join(words.not_inside)})")
    return re.compile(rf"{ends}|{headed}|{unit}"), ordinary, phrase


_CLEAN = re.compile(r"[\u4e00-\u9fff·]+")
_INNER = re.compile(r"[（(〔][^（()）〔〕]*[）)〕]")
_FUNCTION_WORD = re.compile(r"[的了着吗呢吧是]|并且|或者|以及")
_GENERIC = re.compile(
    rf"(?:各(?:级|有关|相关|类|成员|直属|派出|地){{0,3}}{_MANY}(?:和单位|和部门|及单位|和地区|和地方)?"
    rf"|(?:国务院|国家|中央|全国|省级?|市级?|县级?|区级?|省直|市直|县直|区直|所在)?(?:各?有关|"
    rf"各?相关){_MANY}(?:和(?:单位|地方|地区|企业|部门|机构))?"
    rf"|(?:受?帮扶|受援|支援|结对帮扶|结对|试点){_MANY}|各[级地][\u4e00-\u9fff]{{2,8}}(?:机构|机关))"
)


@lru_cache(maxsize=4096)
def is_body(name: str) -> bool:
    """Whether a whole string has the form of an official body's name."""
    if not 2 <= len(name) <= 40:
        return False
    if (found := DIVISIONS.match(name)) and found.end() == len(name):
        return True
    if _GENERIC.fullmatch(name):
        return True
    plain = _INNER.sub("", name)
    if not _CLEAN.fullmatch(plain) or _FUNCTION_WORD.search(plain):
        return False
    body, ordinary, phrase = _patterns()
    return bool(body.fullmatch(plain)) and not ordinary.fullmatch(plain) and not phrase.match(plain)


@lru_cache(maxsize=4096)
def is_collective(name: str) -> bool:
    """Whether a body's name stands for many bodies or for whichever body is in charge."""
    if (found := DIVISIONS.match(name)) and found.end() == len(name):
        return True
    return bool(_COLLECTIVE.fullmatch(name))


_FIRST = "国中全地属各有相上同本省市县区自直设计行兵乡镇街州盟旗所受帮支结试沿边环"
"""What the forms of names that are no words of ``bodies.toml`` begin with."""


@cache
def _running() -> re.Pattern[str]:
    words = forms()
    field, end = any_of(words.fields), any_of(words.endings)
    single = r"(?<![全本我外跨各两社小园地城山湾片校厂景郊灾矿辖特街都老新超菜股门夜节])[省市县区]"
    level = "(?:国家|国务院|中央|全国|地方|属地|[省市县区](?:级|直|委)|各级?|有关|相关|上级|同级|本级)"
    head = rf"(?:{level}|{any_of(words.provinces)}省?)"
    chain = rf"{field}(?:[（(][^（()）]{{1,12}}[）)])?(?:和?{field})*"
    kind = "(?:行政|主管|监管|管理|执法|综合|总){0,2}"
    two = any_of(word for word in words.endings if len(word) > 1)
    # most characters of a text begin no name of any of these forms, and are passed over at once
    first = re.escape("".join({word[0] for word in (*words.fields, *words.endings, *words.provinces)}) + _FIRST)
    return re.compile(
        rf"(?=[{first}])(?:{DIVISIONS.pattern}|{_GENERIC.pattern}"
        rf"|(?:(?:{head}|{single})?{chain}{kind}{end}|{head}{kind}{end}|{head}[\u4e00-\u9fff]{{1,10}}?{end}"
        rf"|{single}(?:{two}|委)|{two})(?![门署队分]))"
    )


def find_bodies(text: str, span: Span) -> list[BodyName]:
    """Official bodies anywhere in ``text[span]``, left to right, none inside another."""
    known, pattern = _known(), _running()
    rows: list[BodyName] = []
    position = span.start
    match = pattern.search(text, position, span.end)
    for at in range(span.start, span.end):
        formed = match is not None and match.start() == at
        if at < position or not (formed or text[at : at + 2] in known):
            continue
        name = _longest_known(text, at, span.end, known)
        found = match.group() if match is not None and formed else ""
        best = max(name, found if found and is_body(found) else "", key=len)
        if best:
            rows.append(BodyName(name=best, span=Span(at, at + len(best)), collective=is_collective(best)))
        position = at + max(len(best), 1)
        if match is not None and match.start() < position:
            match = pattern.search(text, position, span.end)
    return rows


def _longest_known(text: str, start: int, end: int, known: dict[str, tuple[str, ...]]) -> str:
    for name in known.get(text[start : start + 2], ()):
        if text.startswith(name, start, end):
            return name
    return ""


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """The registry's names by their first two characters, longest first."""
    from graph.registry import load_registry

    table: dict[str, list[str]] = {}
    for name in load_registry().body_names():
        if len(name) > 2 and is_body(name):
            table.setdefault(name[:2], []).append(name)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in table.items()}
