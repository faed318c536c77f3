"""What a question says of the documents that it means: place, issuer, year or day, kind, words of the title.

Each naming (国务院办公厅2020年优化营商环境那份意见) is read once into `Clues`; which documents fit is for `qa.fitting`.
Nothing here reads the graph: the names of places and of bodies that issue documents are given.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from graph.model import Span
from qa.question import DOCUMENT_NUMBER

KINDS = (
    r"(?:实施意见|指导意见|若干意见|意见|实施方案|工作方案|方案|规划|计划|通知|办法|条例|决定|纲要|政策|文件|"
    r"预案|要点|细则|规定|文(?![化明物旅艺娱脉字献本]))"
)
_HEAD = (
    rf"(?:(?:管理|暂行|专项行动|行动)(?={KINDS}))?(?P<kind>{KINDS}|(?:若干)?措施(?!的))(?!目标|任务|期)"
    rf"|(?P<version>(?<=\d\d年)(?:[那这]?一?版|[那这]一?份(?!{KINDS}))|(?<=\d\d)版|[那这]一?(?:版|份(?!{KINDS})))"
    r"|(?P<other>这边|的(?=又是|呢)|(?=第[^部,，]{1,5}条)|(?<=[年月日])(?:印发|发布|出台|成文|的|是)*哪一?[份个](?=文件|意见|通知|方案|办法|规划|的|,|$))"
)
"""The word that a naming ends with; before a provision's number only a place or an issuer names a document."""
_CUT = (
    r"[,，。;；:：?？!！《》]|请问|根据|按照|按(?![劳揭])|(?<!公)里面?(?!程)|哪|谁|什么|怎么|如何|由(?!于)"
    r"|在(?![线建职园校]|[^,，。在]{1,10}(?:方面|领域|上)的)|从(?![业事])|要求|需要|牵头|负责|编制|提出|对比一?下?|比较一?下?"
    r"|第[^,，第]{1,5}(?:条|项|部分|章)"
)
"""Words that no name of a document goes on over."""
_YEAR = (
    r"(?<![\d〔\[(])(?P<year>(?:19|20)\d\d)"
    r"(?:年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?)?|(?![年\d.,%项条个家万亿元平公吨户人]))"
    r"(?!\d(?!\d{0,3}号)|[底末前内后起间至到]|以[来前后]|之[前后])度?"
)
_DAY = r"(?<![\d年])(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号](?![底前起])"
_SERIAL = r"第?(?<![\d〔\[(])(?P<serial>\d{1,4})号$"
_OFFICE_OF_PLACE = r"委?(?:人民政府|政府)?(?:办公厅|办公室)?"
_CITY = r"^[\u4e00-\u9fff]{1,8}?[市县区州盟旗](?!场|政)|^[\u4e00-\u9fff]{2,4}(?=(?:19|20)\d\d年)"
_BODY = (
    r"^(?P<body>[\u4e00-\u9fff]{2,12}?(?:部(?!门)|厅|局|委员会|委(?!员)|办公室|政府|总署|银行))"
    r"(?=(?:等[^,，的]{0,6})?(?:(?:19|20)\d\d年|印发|发布|出台|下发))"
)
_BODY_ENDS = "部厅局委会室府院行署办"
_VERSION = "版"
_SHORT, _LONGEST_NAME = 2, 20
_LEFT = (
    r"^(?:的|在|(?:所)?(?:提到|提及|列|附)的|那|这|该|此|[一两二三四五六几]?[个份部项](?!分)|关于|对于|有关|印发|出台|发布|制定|下发|公布|联合"
    r"|等[一二三四五六七八九十几多\d]*(?:部门|单位|家)?|[和与跟及、同]|\s)+"
)
_RIGHT = (
    r"(?:的|那|这|该|(?<!^)[一两二三四五六几]?[个份部项]|[两二三四五六几]$|方面|领域|有关|相关|关于|印发|出台|发布"
    r"|制定|下发|\s)+$"
)
_AND = r"和|与|以及|及|跟|、|同(?![意步时城样])"


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A place that issues documents: what its codes begin with (GB/T 2260) and its names, the full one first."""

    code: str
    names: tuple[str, ...]


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a naming that are no other clue, at an offset of the question. ``after``: they stand behind one."""

    text: str
    start: int
    after: bool


class Clues(msgspec.Struct, frozen=True, kw_only=True):
    """What one naming says of a document; ``start`` and ``end`` are offsets in the question.

    ``issuer`` is a body as asked, ``day`` a part of an ISO date (2023-09, 09-08), ``serial`` that of the document's
    number, ``kind`` the word for it (意见; 版 of a version), empty where the naming ends otherwise; ``place`` a word at
    its head that may be a city or county of which nothing is held. ``spans`` are the stretches understood, ``parts``
    the namings that it may be made of (中介服务、涉企收费两份方案).
    """

    start: int
    end: int
    kind: str = ""
    region: Region | None = None
    place: str = ""
    issuer: str = ""
    year: int | None = None
    day: str = ""
    serial: str = ""
    topics: tuple[Topic, ...] = ()
    spans: tuple[Span, ...] = ()
    parts: tuple["Clues", ...] = ()

    @property
    def firm(self) -> bool:
        """Whether a document can contradict it: a place, an issuer, a year or a serial is named."""
        return self.region is not None or bool(self.issuer or self.serial) or self.year is not None


def read_clues(text: str, regions: Sequence[Region], issuers: Sequence[str]) -> list[Clues]:
    """The namings of a normalised Chinese question, in order; ``issuers`` are those of the documents held."""
    text = re.sub(DOCUMENT_NUMBER, lambda number: "," * len(number.group()), text)
    found: list[Clues] = []
    end = 0
    for head in re.finditer(_HEAD, text):
        start = max([end, *(end + cut.end() for cut in re.finditer(_CUT, text[end : head.start()]))])
        stretch, end = Span(start, head.start()), head.end()
        clues = _read(text, stretch, head, regions, issuers)
        parts = _parts(text, stretch, head, regions, issuers, clues)
        if parts and any(part.firm for part in parts[1:]) and not parts[0].firm and not parts[0].topics:
            clues, parts = parts[-1], []
        if clues.firm or (clues.topics and head["kind"] not in (None, "措施")):
            found.append(msgspec.structs.replace(clues, parts=tuple(parts)))
    return _carried(found)


def may_name(text: str) -> bool:
    """Whether a Chinese question has a word with which the name of a document ends."""
    return re.search(_HEAD, text) is not None


def abbreviates(asked: str, full: str) -> bool:
    """Whether a name is short for a body's: its characters in order, from its first or from its level on.

    省政府办公厅 and 四川省政府办公厅 for 四川省人民政府办公厅, 交通部 for 交通运输部, 国办 for 国务院办公厅.
    """
    level = {at for found in re.finditer("[省市县区]", full[:6]) for at in (found.start(), found.end())}
    ends = asked[-1] == full[-1] or (asked[-1] == "委" and full.endswith("委员会"))
    ends = ends or (asked[-1] == "办" and full.endswith(("办公厅", "办公室")))
    if not ends or not any(full[start : start + 1] == asked[0] for start in {0, *level}):
        return False
    return in_order(asked, full)


def in_order(short: str, full: str) -> bool:
    """Whether all characters of a text stand in another in their order (节水 in 节约用水)."""
    rest = iter(full)
    return all(char in rest for char in short)


def head_of(body: str) -> str:
    """The body whose office one is (国务院 of 国务院办公厅); or itself."""
    return re.sub("办公[厅室]$", "", body)


def _read(text: str, span: Span, head: re.Match[str], regions: Sequence[Region], issuers: Sequence[str]) -> Clues:
    stretch, at = span.of(text), span.start
    taken: list[Span] = []
    years = list(re.finditer(_YEAR, text[: head.end()], re.IGNORECASE))
    year = next((found for found in reversed(years) if found.start() >= at and found.end() <= span.end), None)
    if year:
        taken.append(Span(*year.span()))
    day = re.search(_DAY, stretch) if year is None else None
    if day:
        taken.append(Span(at + day.start(), at + day.end()))
    serial = re.search(_SERIAL, re.sub(_RIGHT, "", stretch))
    if serial and head["kind"] == "措施":
        serial = None  # a measure by its number
    if serial:
        taken.append(Span(at + serial.start(), at + serial.end()))
    issuer, where = _issuer(stretch, issuers)
    if where:
        taken.append(Span(at + where.start, at + where.end))
    region, where = _region(stretch, regions)
    if where:
        taken.append(Span(at + where.start, at + where.end))
    place = re.search(_CITY, re.sub(_LEFT, "", stretch)) if region is None and not issuer else None
    taken = list(_joined(taken))
    topics = _topics(text, span, taken)
    if head["other"] is not None and not head["kind"]:
        topics = topics[:1] if taken else ()
    return Clues(
        start=span.start, end=head.end(), region=region, issuer=issuer,
        kind=head["kind"] or (_VERSION if head["version"] else ""),
        place=place.group() if place else "", year=int(year["year"]) if year else None, day=_day(year or day),
        serial=serial["serial"] if serial else "", topics=topics, spans=tuple(taken),
    )  # fmt: skip


def _day(found: re.Match[str] | None) -> str:
    """The date of a match as far as it goes, where it says more than a year."""
    parts = [f"{int(part):02}" for part in found.groups() if part] if found else []
    return "-".join(parts) if len(parts) > 1 else ""


def _region(stretch: str, regions: Sequence[Region]) -> tuple[Region | None, Span | None]:
    named = [(name, region) for region in regions for name in region.names if name and name in stretch]
    if not named:
        return None, None
    name, region = max(named, key=lambda pair: (len(pair[0]), -stretch.index(pair[0])))
    start = stretch.index(name)
    office = re.match(_OFFICE_OF_PLACE, stretch[start + len(name) :])
    return region, Span(start, start + len(name) + (office.end() if office else 0))


def _issuer(stretch: str, issuers: Sequence[str]) -> tuple[str, Span | None]:
    """The longest name of a body that has issued documents held; else of one before words of issuing."""
    best: Span | None = None
    heads = [*issuers, *dict.fromkeys(map(head_of, issuers))]
    for end in range(_SHORT, len(stretch) + 1):
        if stretch[end - 1] not in _BODY_ENDS or stretch[end - 1 : end + 1] == "部门":
            continue
        for start in range(max(0, end - _LONGEST_NAME), end - 1):
            if best and end - start <= best.end - best.start:
                break
            if any(abbreviates(stretch[start:end], full) for full in heads):
                best = Span(start, end)
                break
    if best:
        return best.of(stretch), best
    bare = re.sub(_LEFT, "", stretch)
    body = re.search(_BODY, bare)
    offset = len(stretch) - len(bare)
    return (body["body"], Span(offset + body.start("body"), offset + body.end("body"))) if body else ("", None)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in order, those that overlap as one."""
    last: Span | None = None
    for span in sorted(spans):
        if last and span.start < last.end:
            last = Span(last.start, max(last.end, span.end))
        else:
            if last:
                yield last
            last = span
    if last:
        yield last


def _topics(text: str, span: Span, taken: Sequence[Span]) -> tuple[Topic, ...]:
    topics: list[Topic] = []
    edges = [span.start, *(edge for one in taken for edge in one), span.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end <= start:
            continue
        left = re.sub(_LEFT, "", text[start:end])
        bare = re.sub(_RIGHT, "", left)
        if len(bare) >= _SHORT:
            topics.append(Topic(text=bare, start=end - len(left), after=any(one.end <= start for one in taken)))
    return tuple(topics)


def _parts(
    text: str, span: Span, head: re.Match[str], regions: Sequence[Region], issuers: Sequence[str], whole: Clues
) -> list[Clues]:
    """The namings joined before one word for a document, each with what the first says of all."""
    joints = [
        span.start,
        *(span.start + edge for found in re.finditer(_AND, span.of(text)) for edge in found.span()),
        span.end,
    ]
    pieces = [Span(a, b) for a, b in zip(joints[::2], joints[1::2], strict=True) if b - a >= _SHORT]
    if len(pieces) < 2:
        return []
    read = [_read(text, piece, head, regions, issuers) for piece in pieces]
    first = next((one for one in read if one.firm), None)
    parts: list[Clues] = []
    for one in read:
        if first and not one.firm:
            one = msgspec.structs.replace(one, region=first.region, issuer=first.issuer, year=first.year, day=first.day)
        parts.append(one)
    return parts


def _carried(found: Sequence[Clues]) -> list[Clues]:
    """A version (2020年版) is one of the document named around it, which alone says nothing more."""
    carried: list[Clues] = []
    for index, clues in enumerate(found):
        others = [
            one
            for one in (*found[index + 1 :], *reversed(found[:index]))
            if one.topics and one.kind not in ("", _VERSION)
        ]
        beside = next((one for one in others if one.start == clues.end), None) or next(iter(others), None)
        if _is_version(clues) and not clues.topics and beside:
            clues = msgspec.structs.replace(
                clues, region=clues.region or beside.region, issuer=clues.issuer or beside.issuer, topics=beside.topics,
                kind=beside.kind, end=max(clues.end, beside.end if beside.start == clues.end else 0),
            )  # fmt: skip
            carried.append(clues)
        elif not (clues.kind and clues.year is None and any(map(_is_version, found))):
            carried.append(clues)
    return carried


def _is_version(clues: Clues) -> bool:
    """Whether a naming ends with a word for a version, and says which."""
    return clues.kind == _VERSION and clues.year is not None
