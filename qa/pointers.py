"""Provisions that a question points at by number: 第十二条, 二五条, （十二）, 第三部分（十二）第2项, measure twelve."""

import re
from typing import Literal

import msgspec

from graph.numerals import read_number

Unit = Literal["number", "bracket", "part", "chapter", "item", "attachment"]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step to a provision: 第三部分 → (part, 3). ``ordinal`` counts from the end if negative (最后一条 → -1)."""

    unit: Unit
    ordinal: int


Pointer = tuple[Step, ...]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_ONES_TH = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_TENS_TH = {f"{tens[:-1]}ieth": value for tens, value in _TENS.items()}
NUMERALS = frozenset((*_ONES, *_ONES_TH, *_TENS, *_TENS_TH))
"""English numerals of one word."""
_ROMAN = {roman: value for value, roman in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}


def read_numeral(text: str) -> int | None:
    """The number that a question writes: as in documents (`graph.numerals`), or 12th, twelve, twenty-fifth, iv."""
    plain = text.strip().lower()
    number = read_number(plain[:-2] if plain.endswith(("st", "nd", "rd", "th")) and plain[0].isdigit() else plain)
    return _english(plain) if number is None else number


def _english(plain: str) -> int | None:
    for table in (_ONES, _ONES_TH):
        if plain in table:
            return table.index(plain)
    for values in (_TENS, _TENS_TH, _ROMAN):
        if plain in values:
            return values[plain]
    tens, _, ones = plain.replace("-", " ").partition(" ")
    unit = _english(ones.strip()) if tens in _TENS and ones else None
    return _TENS[tens] + unit if unit is not None and 0 < unit < 10 else None


_ZH = r"(?:\d{1,3}|[〇零一二三四五六七八九十廿卅百两壹贰叁肆伍陆柒捌玖拾佰]{1,6})"
_TENS_EN, _ONES_EN = "|".join(_TENS), "|".join(sorted(_ONES[1:], key=len, reverse=True))
_ONES_TH_EN = "|".join([*_TENS_TH, *sorted(_ONES_TH[1:], key=len, reverse=True)])
_TH = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:{_TENS_EN})[- ](?:{_ONES_TH_EN})|{_ONES_TH_EN})"
_EN = rf"(?:\d{{1,3}}|(?:{_TENS_EN})(?:[- ](?:{_ONES_EN}))?|{_ONES_EN})\b"
_ZH_LIST = rf"{_ZH}(?:(?:[、,，和与及跟至到-]|以及)第?{_ZH})*"
_EN_LIST = rf"{_EN}(?:\s*(?:,|and|&|,\s*and)\s*(?:measure\s+)?{_EN})*"
_NOT_COUNTED = r"(?!例|数|理|线|款|(?:措施|任务|规定|意见)?(?:吗|么|对吧|对不对|是不是|是吧))"

# what each way of pointing means: a word that it can't do without, and the pattern, whose group 1 holds the numerals
_WAYS: tuple[tuple[Unit, str, str], ...] = (
    ("part", "部分", rf"(?P<last>最后|末|倒数第(?P<back>{_ZH}))一?(?:个)?部分"),
    ("number", "最后", r"(?P<last>最后)一?[条项](?:措施)?"),
    ("number", "末", r"(?P<last>末)一?[条项](?:措施)?"),
    ("number", "倒数", rf"(?P<last>倒数第(?P<back>{_ZH}))一?[条项](?:措施)?"),
    ("part", "last", r"\b(?P<last>last)\s+(?:part|section)\b"),
    ("number", "last", r"\b(?P<last>last)\s+(?:measure|article|provision)\b"),
    ("part", "部分", rf"第\(?({_ZH})\)?大?部分"),
    ("part", "大", rf"第\(?({_ZH})\)?(?:大项|大块|大点)"),
    ("part", "板块", rf"第\(?({_ZH})\)?板块"),
    ("chapter", "章", rf"第({_ZH})章"),
    ("number", "条", rf"第\(?({_ZH_LIST})\)?(?:个?条(?!例|线))"),
    ("number", "措施", rf"第\(?({_ZH_LIST})\)?(?:项|个)措施"),
    ("number", "任务", rf"第\(?({_ZH_LIST})\)?(?:项|个)任务"),
    ("number", "措施", rf"措施第?\(?({_ZH})\)?(?![年月日个%条、]|部分)"),
    ("number", "条款", rf"条款第?\(?({_ZH})\)?(?![年月日个%条、]|部分)"),
    ("item", "第", rf"第\(?({_ZH})\)?(?:项|款|点|小点|小项|目(?!标))"),
    ("attachment", "附件", rf"附件\(?({_ZH})\)?"),
    ("number", "条", rf"(?<![第\d])第?({_ZH}(?:[、,，和与及跟]第?{_ZH})+)[两三四五]条"),
    ("bracket", "(", rf"\(({_ZH})\)"),
    (
        "number", "条",
        rf"(?<![第有共哪每某这那同任几前后上下头多\d〇零一二三四五六七八九十廿百])(?<!部分的)(?<!部分)(?<!章的)(?<!里的)(?!两条|一条)({_ZH_LIST})条{_NOT_COUNTED}",
    ),
    ("number", "号", rf"(?<![第\d])({_ZH})号(?:措施|条款|条)"),
    ("number", "条", rf"(?<![第\d〇零一二三四五六七八九十廿百])({_ZH})(?:这|那|此|该)一?条"),
    ("number", "", r"^(\d{1,3})(?:号|款|项)?\s*(?=牵头|谁|哪|责任|由谁|负责|讲|主要)"),
    ("number", "m", rf"\bmeasures?\s*(?:no\.?|number|#)?\s*\(?({_EN_LIST})"),
    ("number", "c", rf"\b(?:articles?|clauses?)\s*(?:no\.?|number|#)?\s*\(?({_EN_LIST})"),
    ("number", "p", rf"\b(?:provisions?|paragraphs?)\s*(?:no\.?|number|#)?\s*\(?({_EN_LIST})"),
    ("number", "e", rf"\b({_TH})\s+(?:measure|article|provision|clause)\b"),
    ("part", "t", rf"\b({_TH})\s+(?:part|section)\b"),
    ("part", "t", rf"\b(?:parts?|sections?)\s+({_EN}|[ivx]{{1,5}}\b)"),
    ("chapter", "chapter", rf"\bchapters?\s+({_EN})"),
    ("item", "t", rf"\b(?:sub-?items?|items?|points?)\s*\(?({_EN})\)?"),
)  # fmt: skip
_DEPTH: dict[Unit, int] = {"attachment": 0, "part": 1, "chapter": 1, "number": 2, "bracket": 2, "item": 3}
_INSIDE = r"\W*(?:of|in|under)\W+(?:the\W+)?"
_JOINED = r"[和与及跟,、;]|\band\b"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the question that points at provisions."""

    start: int
    end: int
    steps: tuple[Step, ...]


def find_pointers(text: str) -> list[Found]:
    """The pointing stretches of a normalised question, in order, none overlapping (the earlier way wins)."""
    taken: list[Found] = []
    lowered = text.lower()
    english = any("a" <= char <= "z" for char in lowered)
    for unit, word, way in _WAYS:
        if word not in lowered or (word.isascii() and word.isalpha() and not english):
            continue  # to compile a pattern takes longer than to match it
        for found in re.finditer(way, text, re.IGNORECASE):
            if any(found.start() < other.end and other.start < found.end() for other in taken):
                continue
            if steps := _steps(unit, found):
                taken.append(Found(start=found.start(), end=found.end(), steps=steps))
    return sorted(taken, key=lambda one: one.start)


def _steps(unit: Unit, found: re.Match[str]) -> tuple[Step, ...]:
    groups = found.groupdict()
    if groups.get("last"):
        return (Step(unit=unit, ordinal=-(read_numeral(groups.get("back") or "1") or 1)),)
    numerals = found.group(1)
    whole = read_numeral(numerals)
    if whole is not None:
        return (Step(unit=unit, ordinal=whole),)
    one = _EN if re.search(r"[a-z ]", numerals, re.IGNORECASE) else _ZH
    values = [read_numeral(each.group()) for each in re.finditer(one, numerals, re.IGNORECASE)]
    known = [value for value in values if value is not None]
    if len(known) == 2 and re.search(r"[至到-]", numerals) and 0 < known[1] - known[0] < 30:
        known = list(range(known[0], known[1] + 1))
    return tuple(Step(unit=unit, ordinal=value) for value in known)


def read_pointers(text: str) -> tuple[Pointer, ...]:
    """The provisions pointed at, each from the outermost step down.

    第三部分(十二)第2项 is one provision in three steps, as is "item 2 of measure 12 in part 3"; 第九条和第十条 are two.
    """
    pointers: list[Pointer] = []
    previous: Found | None = None
    for found in find_pointers(text):
        between = text[previous.end : found.start] if previous else ""
        if previous and len(found.steps) == 1 and len(previous.steps) == 1 and not re.search(_JOINED, between):
            outer, inner = pointers[-1], found.steps[0]
            if len(between) <= 4 and _DEPTH[inner.unit] > _DEPTH[outer[-1].unit]:
                pointers[-1] = (*outer, inner)
                previous = found
                continue
            if re.fullmatch(_INSIDE, between) and _DEPTH[inner.unit] < _DEPTH[outer[0].unit]:
                pointers[-1] = (inner, *outer)
                previous = found
                continue
        pointers.extend((step,) for step in found.steps)
        previous = found
    return tuple(dict.fromkeys(pointers))
