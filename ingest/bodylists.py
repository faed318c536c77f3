"""Lists of bodies as notes, own lines and sentences print them: 省财政厅、教育厅等部门和各市、县、区政府.

Items are cut at 、 and ， and at a 和 between two bodies (文化和旅游部 is one); what is elided is restored: the level
(省工业和信息化厅、科技厅 → 省科技厅) and the ending (杨凌示范区、西咸新区管委会 → 杨凌示范区管委会).
"""

import re
from functools import cache
from itertools import accumulate, zip_longest

import msgspec

from graph.model import Span
from ingest.bodies import DIVISIONS, LEVEL_BRACKET, any_of, forms, is_body, is_collective


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One item: ``name`` restored, ``surface`` as printed; ``body``: has the form of an official body."""

    name: str
    surface: Span
    collective: bool
    body: bool
    mark: str = ""  # what stands in brackets after it, and stars beside it
    group: int = 0  # of those that commas divide


class BodyList(msgspec.Struct, frozen=True, kw_only=True):
    """A list's items in order, whether it is open (等), and the level that later items may have elided."""

    items: tuple[Listed, ...]
    open_ended: bool
    level: str | None


class _Item(msgspec.Struct, kw_only=True):
    name: str
    surface: Span
    joined: bool  # to the next item by 、 or 和, not by a comma
    ending: str = ""  # of 等部门 after the last item
    mark: str = ""


STARS = "★☆▲△※●◆■*＊"  # set beside a body, with what they mean said elsewhere
_ETC = re.compile(r"(?<![高平中同对劣优均相上何初])等(?![级次同待额距值于])")
_ETC_REST = re.compile(
    r"[\d一二三四五六七八九十两多几]*(?:个|家)?(?:(?P<bare>部门|单位|部委|部门和单位|单位和部门|部门单位|机构|地|"
    r"省市|市|地区)(?=$|和|及|与|以及|共同|联合))?"
)
_CONJUNCTION = re.compile(r"以及|及其|和|及|与|或")
_JOINER = re.compile(r"[、,，；;。\s]+")
_LEADING = re.compile(r"以及|和(?!平)|及|与|由|含")
_BARE = {
    "部门", "单位", "政府", "机构", "企业", "组织", "地区", "地方", "其他部门", "其他单位", "人民政府", "行业", "部委",
    "直属机构", "院校", "机关", "有关企业", "相关企业", "监管局", "园区", "管委会",
}  # fmt: skip
_TRAILING_BRACKET = re.compile(r"[（(〔][^（()）〔〕]*(?:[（(][^（()）]*[）)][^（()）]*)*[）)〕]$")
_OPEN, _CLOSE = "（(《“〔[【", "）)》”〕]】"
_NO_NAME = re.compile(r"\d|[年月]底|长期|持续|完成|坚持|^推进|^其中|^并|[《》“”。：:！？%]|下同|列第|排第|的$|^有条件")
_MAXIMUM = 32


def read_bodies(text: str, span: Span, *, strict: bool, level: str | None = None) -> BodyList | None:
    """The bodies in ``text[span]``, which must be a list and nothing else.

    ``strict`` refuses (None) if any item lacks the form of a body; else odd items are dropped where they are no name.
    ``level`` is one that bodies before this list had (省 of 省财政厅).
    """
    items, open_ended = _cut(text, span)
    items = [item for item in items if item.name and len(item.name) <= _MAXIMUM and not _NO_NAME.search(item.name)]
    _restore_endings(items)
    if strict and not all(is_body(item.name) for item in items):
        return None
    level = _restore_levels(items, level)
    groups = [0, *accumulate(0 if item.joined else 1 for item in items)]
    rows = tuple(
        Listed(
            name=item.name,
            surface=item.surface,
            collective=is_collective(item.name),
            body=is_body(item.name),
            mark=item.mark,
            group=group,
        )
        for item, group in zip(items, groups, strict=False)
    )
    return BodyList(items=rows, open_ended=open_ended, level=level) if rows else None


def _cut(text: str, span: Span) -> tuple[list[_Item], bool]:
    items: list[_Item] = []
    open_ended = False
    position = span.start
    while position < span.end:
        if joiner := _JOINER.match(text, position, span.end):
            position = joiner.end()
            continue
        lead = _LEADING.match(text, position, span.end)
        if lead and not is_body(text[position : _segment_end(text, position, span.end)]):
            position = lead.end()
            continue
        if (whole := DIVISIONS.match(text, position, span.end)) and (
            _at_boundary(text, whole.end(), span.end) or _second_name(text, whole)
        ):
            _add(items, text, Span(position, whole.end()), span.end)
            position = whole.end()
            continue
        end = _before_divisions(text, position, _segment_end(text, position, span.end), span.end)
        if etc := _etc(text, position, end):
            open_ended = True
            rest = _ETC_REST.match(text, etc.end(), end)
            stop = (
                rest.end()
                if rest and (rest.end() == end or rest.group("bare") or rest.end() > etc.end())
                else etc.end()
            )
            _split(items, text, Span(position, etc.start()), span.end)
            if items and rest and rest.group("bare") == "部门":
                items[-1].ending = "部门"
            position = stop
            continue
        _split(items, text, Span(position, end), span.end)
        position = end
    return items, open_ended


def _etc(text: str, start: int, end: int) -> re.Match[str] | None:
    found = _ETC.search(text, start, end)
    while found is not None and text.count("（", start, found.start()) > text.count("）", start, found.start()):
        found = _ETC.search(text, found.end(), end)
    return found


def _at_boundary(text: str, position: int, end: int) -> bool:
    return position >= end or text[position] in "、,，；;）) \n\u3000等和及与各"


def _second_name(text: str, government: re.Match[str]) -> bool:
    """Whether a second name in brackets follows (各市（地）人民政府（行署）)."""
    return government.group().endswith("政府") and text[government.end()] in "（("


def _segment_end(text: str, start: int, end: int) -> int:
    depth = 0
    for position in range(start, end):
        char = text[position]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and (char in "、,，；;。" or char.isspace()):
            return position
    return end


def _before_divisions(text: str, start: int, end: int, limit: int) -> int:
    """Where a segment ends if a name that holds 、 begins in it (省教育厅及|各市、县人民政府)."""
    for found in re.finditer("各", text[start + 1 : end]):
        position = start + 1 + found.start()
        whole = DIVISIONS.match(text, position, limit)
        if whole and whole.end() > end and _at_boundary(text, whole.end(), limit):
            return position
    return end


def _split(items: list[_Item], text: str, span: Span, limit: int) -> None:
    """Add a segment, cut at conjunctions between two bodies and before 各."""
    start, end = span
    if end - start > 1 and text[end - 1] in "和及与":
        end -= 1
    if start >= end:
        return
    for found in re.finditer(r"(?=各)", text[start + 2 : end]):
        cut = start + 2 + found.start()
        left = text[start:cut].rstrip("和及与")
        if is_collective(_trimmed(left)) and is_body(_trimmed(text[cut:end])):
            _split(items, text, Span(start, start + len(left)), limit)
            _split(items, text, Span(cut, end), limit)
            return
    for found in _CONJUNCTION.finditer(text, start, end):
        left, right = text[start : found.start()], text[found.end() : end]
        field = right in ("有关部门", "相关部门", "有关单位", "相关单位") and _bare_field(left)
        if _trimmed(right) in _BARE or not right or not (field or _stands_alone(left)) or not _stands_alone(right):
            continue
        _split(items, text, Span(start, found.start()), limit)
        _split(items, text, Span(found.end(), end), limit)
        return
    _add(items, text, Span(start, end), limit)


def _stands_alone(name: str) -> bool:
    parts = [part for part in _CONJUNCTION.split(name) if part]
    return is_body(_trimmed(name)) or (len(parts) > 1 and all(is_body(_trimmed(part)) for part in parts))


def _trimmed(name: str) -> str:
    """The name without a second name in brackets at its end; level words there are part of it (各县（市、区）)."""
    found = _TRAILING_BRACKET.search(name)
    if found is None:
        return name
    if re.fullmatch(LEVEL_BRACKET, found.group()) and not name[: found.start()].endswith("政府"):
        return name
    return name[: found.start()]


def _add(items: list[_Item], text: str, span: Span, limit: int) -> None:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    whole = Span(start, end)
    while start < end and text[start] in STARS:
        start += 1
    while end > start and text[end - 1] in STARS:
        end -= 1
    stars = text[whole.start : start] + text[end : whole.end]
    name = _trimmed(text[start:end])
    following = text[end : end + 1] if end < limit else ""
    items.append(
        _Item(
            name=name,
            surface=Span(start, start + len(name)),
            joined=following != "" and following in "、和及与",
            mark=text[start + len(name) : end] + stars,
        )
    )


_LEVEL_WORDS = {"省", "市", "县", "区", "州", "盟", "旗", "乡", "镇", "省级", "市级", "县级", "区级", "乡级"}
_PARTY_COMMITTEE = re.compile(r"[省市县区州]委")
_GOVERNMENT_OFFICE = re.compile(r"[省市县区州](?:人民)?政府(办公[厅室]|.{1,3}室)$")
_AREA = re.compile(r".{2,12}[区园港城带岛]$")
_UNIT = re.compile(r".{1,12}(?:市|县|区|州|旗|盟|镇|乡|地区)(?:[（(][^（()）]{1,8}[）)])?$")
_COMMITTEE = re.compile(r".{2,}(?:区|园|港|城|带|岛)((?:党工委、)?管理?委(?:员)?会)$")
_PLACE_GOVERNMENT = re.compile(
    r".*?([市县区州旗盟镇乡])?(?:[（(][^（()）]{1,8}[）)])?((?:党工?委(?:和|、)?)?(?:人民)?政府)$"
)
_DEPARTMENT = re.compile(r".{2,}?((?:行政主管|行政|主管)?部门)$")
_FIELD_ENDING = re.compile(r".{2,}([厅局委])$")


def _restore_endings(items: list[_Item]) -> None:
    for item, following in reversed(list(zip_longest(items, items[1:]))):
        if item.ending and not is_body(item.name):
            item.name += item.ending
        if following is None or not item.joined:
            continue
        item.name += _elided_ending(item.name, following.name)
        if item.ending == "" and not is_body(item.name) and following.ending and following.name.endswith("部门"):
            item.ending = following.ending


def _elided_ending(name: str, following: str) -> str:
    if name in _LEVEL_WORDS and following[: len(name)] in _LEVEL_WORDS:
        return following[len(name) :]
    if _PARTY_COMMITTEE.fullmatch(name) and (office := _GOVERNMENT_OFFICE.match(following)):
        return office.group(1)
    if committee := _COMMITTEE.match(following):
        return committee.group(1) if _AREA.match(name) and not is_body(name) else ""
    if following.endswith("政府") and (government := _PLACE_GOVERNMENT.match(following)):
        if _UNIT.match(name) and not name.endswith("政府"):
            return government.group(2)
        if government.group(1) and 2 <= len(name) <= 4 and not is_body(name):
            return government.group(1) + government.group(2)
        return ""
    if is_body(name) or len(name) > 14:
        return ""
    if department := _DEPARTMENT.match(following):
        return department.group(1)
    if (ending := _FIELD_ENDING.match(following)) and _bare_field(name):
        return ending.group(1)
    return ""


@cache
def _levels() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = forms()
    field = any_of(words.fields)
    short = (
        r"(?:省(?![级直属内外际])|市(?![级直属辖场容])(?!政(?!府|协|法|务|数|策|园))(?!民(?!政|族|宗|防|营|航|委))|"
        r"县(?![级直属域])"
        r"|区(?![级直属域块])|自治区|兵团|[州盟旗])"
    )
    head = re.compile(
        rf"(?P<short>{short})(?=.)|(?P<each>各(?:省级|市级|县级|级|地|设区市|市|县|区|县区|区县|"
        rf"市州)(?:[（(][^（()）]+[）)])?)(?={field})"
        rf"|(?P<place>(?!国家|中国|全国|中央)[\u4e00-\u9fff]{{2,6}}?(?:省|市|自治区|自治州|县|区|州))(?={field})"
    )
    own = re.compile(rf"{any_of(words.own_level)}")
    place = re.compile(
        rf"{any_of(words.provinces)}|各|有关|相关|(?!城市|都市)[\u4e00-\u9fff]{{1,6}}(?:省|市(?![场政容])|自治区|"
        rf"自治州)|省|市(?![场政容])"
    )
    party = re.compile(any_of(words.party) + "$")
    return head, own, place, party


@cache
def _field() -> re.Pattern[str]:
    return re.compile(rf"(?:省|市|县|区)?{any_of(forms().fields)}")


def _bare_field(name: str) -> bool:
    return _field().fullmatch(name) is not None


_RESTORABLE = re.compile(r".*(?:厅|局|委|办|院|会|社|联|室|队|中心|协|部)$")


def _restore_levels(items: list[_Item], level: str | None) -> str | None:
    """Prefix the level of the last body that printed one; return the level in force after the list."""
    head, _, _, party = _levels()
    committee = False
    for index, item in enumerate(items):
        name = item.name
        if name in ("政府", "人民政府") and index and items[index - 1].name.endswith("党委"):
            item.name = items[index - 1].name.removesuffix("党委") + name
        elif found := head.match(name):
            if is_body(name) and not name.endswith(("政府", "管委会")):
                level = found.group()
                committee = name.startswith(level + "委")
            elif name.endswith(("政府办公厅", "政府办")):
                level = found.group("short") or level
        elif level is not None and _takes_level(name) and is_body(level + name):
            if party.search(name) and (committee or name.endswith("部")):
                item.name = level + "委" + name
            elif not name.endswith("部"):
                item.name = level + name
    return level


def _takes_level(name: str) -> bool:
    """Whether a body's name may stand without its level after one that has it."""
    _, own, place, _ = _levels()
    if _FIELD_DEPARTMENT.match(name):
        return _bare_field(_FIELD_DEPARTMENT.sub(r"\1", name))
    return _RESTORABLE.match(name) is not None and own.search(name) is None and place.match(name) is None


_FIELD_DEPARTMENT = re.compile(r"(.{2,12}?)(?:行政主管|行政|主管)?部门$")
