"""Places as decisions name them: 第十二条第二款第一项, 附件2第5项, “重点任务”第三条; how one completes another."""

import re
from collections.abc import Sequence

from graph.numerals import read_number
from qa.phrases import han

Place = tuple[str, ...]

NUMBER = r"[〇零一二三四五六七八九十百千两\d]+"
STEP = (
    rf"第[（(]?{NUMBER}[）)]?(?:条之{NUMBER}|条|款|项|章|节|目|部分|点|编|自然段|段|句|小节|行|列|栏)"
    rf"|[（(]{NUMBER}[）)](?:项|款|条|点|目)?"
    rf"|附件(?:{NUMBER})?|附表(?:{NUMBER})?|附则|附录(?:{NUMBER})?|目录|序言|引言|开头|首段|末段|首句|末句|最后一款|最后一条|最后一项"
    r"|最后一句|前段|后段"
)
_DEPTHS = ("编", "章", "部分", "节", "条", "款", "项", "点", "目", "段", "句", "行", "列", "栏")
_NAMED = re.compile(r"(?:名称?|标题|题目|题注)$")
_UNIT = re.compile(rf"({'|'.join(_DEPTHS)})(?:之{NUMBER})?$")
_COUNTED = re.compile(rf"第([（(]?)({NUMBER})([）)]?)({'|'.join(_DEPTHS)})")
_LABELLED = re.compile(rf"\s*({STEP})\s")
_WIDEST = 200  # places in a range; more is a slip of the pen


def depth(step: str) -> int:
    """How deep a step stands; a name is below all, quoted headings, attachments and what has no unit on top."""
    if _NAMED.search(step):
        return len(_DEPTHS)
    if unit := _UNIT.search(step):
        return _DEPTHS.index(unit[1])
    return _DEPTHS.index("项") if step[:1] in "（(" else 0


def completed(place: Place, before: Sequence[str]) -> Place:
    """The place with the steps of an earlier one that stand over it: 第二款 behind 第十条第一款 is 第十条第二款."""
    first = place[0]
    above = tuple(step for step in before if depth(step) < depth(first))
    if "条" in first:  # articles are numbered through the chapters
        above = tuple(step for step in above if step[-1] not in "编章节")
    return (*above, *place)


def between(first: Place, last: Place) -> list[Place]:
    """The places between two, where only the last step's number differs, numbered as those are."""
    ends = [_COUNTED.fullmatch(place[-1]) for place in (first, last)]
    if first[:-1] != last[:-1] or not ends[0] or not ends[1] or ends[0][4] != ends[1][4]:
        return []
    opening, numeral, closing, unit = ends[0].groups()
    start, stop = (read_number(end[2]) or 0 for end in ends if end)
    shown = str if numeral.isascii() else han
    numbers = range(start + 1, min(stop, start + _WIDEST))
    return [(*first[:-1], f"第{opening}{shown(number)}{closing}{unit}") for number in numbers]


def heading_step(heading: str) -> str:
    """What names a quoted heading: its label if it bears one (第三章　建设管理), else its words."""
    label = _LABELLED.match(heading)
    return label[1] if label else " ".join(heading.split())
