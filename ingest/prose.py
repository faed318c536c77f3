"""Responsibilities in sentences: 由X牵头, X会同Y…, X要…, 各地区应…, the office sits in X, and those of a closing.

A body gets a duty only where its list fills the place of the subject: from the start of a clause (or after 由) to a
word that assigns (要, 应当, 牵头, 负责, 会同 …). Whoever is only named (报X备案, 经X同意, 由X批准的项目) gets none.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import msgspec

from graph.model import Role, Span
from graph.sentences import sentences
from ingest.bodies import alternatives, any_of, forms, is_body
from ingest.bodylists import BodyList, Listed, read_bodies


class Assigned(msgspec.Struct, frozen=True, kw_only=True):
    """A body that a sentence gives a part. ``coordinating``: what it is asked to do is to coordinate."""

    body: Listed
    role: Role
    open_ended: bool
    evidence: Span
    coordinating: bool = False


_ADVERB = (
    r"(?:也|还|均|都|又|同时|分别|共同|联合|各自|切实|尽快|及时|认真|积极|主动|进一步|加快|统一|具体|依法|依规|严格|"
    r"继续|定期|适时|会后|全面|充分|抓紧|每年|每季度|原则上|一律|首先|尤其|特别是|牢固|坚决"
    r"|(?:按照?|依照?|依据|根据|结合)(?:各自|本|有关|相关|规定|职责|职能|职权|分工|权限|程序|要求|任务|法定|实际|和|"
    r"的|、|管理|工作)+|依职责|依职权)*"
)
_MODAL = (
    r"(?:要(?![求素点件闻领道])|应当|应(?![急用对届收付变诉邀答力激届声运])|必须|务必|务须|须(?!知)|需要|需(?![求])"
    r"|将(?=(?:会同|加强|继续|适时|进一步|组织|按|定期|统筹|对|研究|建立|制定|开展|及时|根据|指导|不定期)))"
)
_TASK = (
    r"(?:参照|制定|制订|出台|建立|完善|健全|安排|加强|强化|开展|编制|研究|落实|推动|推进|督促|指导|公布|发布|细化|"
    r"明确|组织|统筹|做好|抓好|负责(?!同志|人|的)|加大|支持|引导|鼓励|探索|优化|提供|实施|监督|审核|汇总|牵头|承担|"
    r"履行|配备|建设|搭建"
    r"|于[^，。；]{1,20}?前|每[年月季半周]|定期|根据|按照|依据|结合|依托|分别|共同|联合|对|将(?!其)|把|进一步|积极|"
    r"切实|严格|依法|全面|加快|及时|统一|具体)"
)
_DO = (
    r"(?:牵头|负责(?!同志|人|的)|承担|统筹|组织(?!要|应|需)|会同|商(?!务|业|品|场|会|贸|户|标|请)|主抓|抓总|抓好|"
    r"分别对|分别负责|依职责|按(?:照)?(?:各自)?(?:职责|分工)|具体负责|具体承担|共同负责|落实属地|履行)"
)
_PREPOSITION = (
    r"(?:对|对于|根据|按照|按|依据|依照|结合|围绕|作为|针对|为|自|从|通过|以|收到|接到|聚焦|立足|坚持|凡|因|参照|"
    r"鉴于|充分|认真)"
)
_SUBJECT = re.compile(
    rf"{_ADVERB}(?:(?P<modal>{_MODAL})|(?P<do>{_DO})|(?P<body>(?:是|为|作为)[^，。；]{{0,40}}?(?P<as>成员单位|"
    rf"配合单位|参与单位|配合部门|责任主体|实施主体|第一责任人|责任单位|责任部门|牵头单位|牵头部门|主管部门|"
    rf"第一责任单位))"
    rf"|(?P<full>对[^，。；]{{1,40}}?负(?:总责|主责|主要责任|总体责任|首要责任|属地责任|直接责任|领导责任|监管责任|"
    rf"主体责任|责任))"
    rf"|(?P<gap>(?:{_PREPOSITION}[^。；]{{1,100}}?|[在于][^。；]{{1,60}}?(?:[时后前中下上内间的]|方面|情况|条件|实际|"
    rf"基础))[，,]\s*{_ADVERB}{_MODAL}|[^，,。；：的]{{2,40}}?(?:时|后|前|中|下|上|内|间|基础上){_ADVERB}{_MODAL}|"
    rf"(?:{_PREPOSITION}|在|于)[^，,。；：]{{2,60}}?(?:时|后|前|中|下|上|内|间|实际|情况|需要|要求|规定|职责|原则|"
    rf"工作|部署)[，,]?{_ADVERB}{_MODAL}))"
)
_PLAIN = re.compile(rf"{_ADVERB}{_TASK}")
_NARRATIVE = re.compile(r"[了过]|已经?|曾|近年来|以来|成效|取得|积极探索")
_PARTNER = re.compile(r"(?:会同|联合(?=[^国会体办惩])|商(?=(?:有关|相关|省|市|国|财政|各)))")
_CLAUSE_START = re.compile(
    r"(?:^|[，,；;：:。！？\n]\s*)(?:(?:并?请|同时|其中|此外|另外|对此|为此|因此|特别是|原则上|并且|目前|今后|"
    r"下一步|一是|二是|三是|四是|五是|[一二三四五六七八九十]是)[，,、]?)?"
)
_BY = re.compile(r"(?<![自理缘事来经情已曾原])由(?!于|此|来|衷)")
_BY_VERB = re.compile(
    rf"{_ADVERB}(?!(?:主要|分管)?(?:负责同志|负责人|领导)|(?:向|转|变|到|至|改|调整为|变更|更名|划转|下放|降|升|为|"
    rf"的|和|及|与|、|内|外|等|各|组成|构成|兼任|任|担任|主要|分管|所属|下属|直属|所辖))[\u4e00-\u9fff]"
)
_ATTRIBUTIVE = re.compile(r"[\u4e00-\u9fff]{1,9}?的(?!方式|原则|要求)")
_OBJECT_WORD = re.compile(r"全省|全市|全县|全国|统一的|相关|具体|相应|本|各|符合|新|详细|明确|机制|工作")
_LED = re.compile(r"牵头(?!部门|单位|人)|统筹协调作用")
_HELP = re.compile(
    rf"(?P<help>{_ADVERB}(?:配合|参与|参加|协助|协同|协作|支持配合)(?=$|[，,。；;、\n]|做好|落实|推进|实施))"
)
_LEADS = re.compile(r"^[^，。；由]{0,16}?牵头(?!部门|单位|人)|^[^，。；]{0,6}(?:发挥|履行|落实|做好)[^，。；]{0,4}牵头")
_HELPS = re.compile(
    r"^(?:积极|主动|全力|大力|认真|协同)?(?:配合|参与|协助)|(?:积极|主动|全力|大力|认真|切实|做好|抓好|予以|"
    r"给予)(?:做好|支持|予以)?(?<!相互)配合(?!机制)"
)
_COORDINATES = re.compile(
    r"^[^，,。；]{0,60}?(?:统筹协调|协调指导|指导协调|综合协调|组织协调|协调推进|总体协调|协调督促|协调调度|"
    r"协调服务|统筹调度)"
)
_LEAD_THEN = re.compile(r"牵头(?!部门|单位)(?:抓总|负责|组织|协调)?(?P<task>[^，,。；、]{0,24})[、，,；]\s*")
_JOINS_IN = re.compile(rf"{_ADVERB}(?:配合|参与|参加|协助|协同|协作|支持|负责(?!同志|人)|落实|分工)")
_SEAT = re.compile(
    r"(?:办公室|秘书处|联席会议|领导小组|专班|指挥部|协调机制|工作机构|日常工作|办事机构)[^，。；]{0,12}?(?:设在|"
    r"设于|挂靠在?|依托)"
)
_PERSON_LEADS = re.compile(
    r"(?P<who>[\u4e00-\u9fff（）()、]{2,24}?(?:主要|分管)(?:负责同志|负责人|领导(?:同志)?))(?=(?:亲自|任组长[、，]?|"
    r"负总责[、，]?)?牵头)"
)
_PERSON_HEAD = re.compile(
    r"(?:(?:建立健全|建立完善|健全完善|建立|健全|完善|形成|构建|实行|落实|成立|全面|进一步|抓紧|加快|要|应|"
    r"[\u4e00-\u9fff]*?由|以)(?!由))*"
)
_MECHANISM = re.compile(
    r"(?:健全|建立|完善|形成|构建|实行|落实|成立|组建|强化|推行|坚持|按照|搭建|以|由|实施)(?=(?P<who>(?!健全|"
    r"完善)[^，。；、]{2,60}?(?:、[^，。；、]{2,20}?){0,12}?)牵头(?!部门|单位))"
)
_DONE = re.compile(r"(?:开展|实施|举办|认定|制定|建设|编制|管理)?的")
_SHARES = re.compile(r"[^，。；]*?(?:职责|分工|职能)|[^，。；]{0,6}负责$|[^，。；]{0,4}分别负责")
_DESCRIBED = re.compile(
    r"[部门厅局委办位等构府](?:联合|共同)?(?:制定|印发|发布|出台|编制|公布|确定|认定|批准|审批|建立|设立|开展)的"
)
_INTERPRETED = re.compile(r"由[^，。；]{2,40}解释(?:工作)?(?:[，,]自[^。]*)?[。；]?$")
_QUOTED = re.compile(r"《[^》\n]*》|“[^”\n]*”")


def find_assignments(text: str, span: Span) -> Iterator[Assigned]:
    """The duties that the sentences in ``text[span]`` give, in their order, each body once a sentence."""
    for sentence in sentences(text, span):
        seen: set[tuple[str, int]] = set()
        for row in _sentence(text, sentence):
            key = (row.body.name, row.body.surface.start)
            if key not in seen:
                seen.add(key)
                yield row


def _sentence(text: str, span: Span) -> Iterator[Assigned]:
    if interpreted := _INTERPRETED.search(span.of(text)):  # who explains a document does not carry it out
        span = Span(span.start, span.start + interpreted.start())
    quoted = [Span(*found.span()) for found in _QUOTED.finditer(text, span.start, span.end)]
    for rows in (
        _seats(text, span),
        _persons(text, span),
        _subjects(text, span),
        _by(text, span),
        _mechanisms(text, span),
        _partners(text, span),
    ):
        for row in rows:
            if any(quote.covers(row.body.surface) for quote in quoted):
                continue
            yield row


def _rows(bodies: BodyList, role: Role, evidence: Span, *, coordinating: bool = False) -> Iterator[Assigned]:
    for body in bodies.items:
        yield Assigned(body=body, role=role, open_ended=bodies.open_ended, evidence=evidence, coordinating=coordinating)


def _seats(text: str, span: Span) -> Iterator[Assigned]:
    """办公室设在X."""
    for found in _SEAT.finditer(text, span.start, span.end):
        end = _clause_end(text, found.end(), span.end)
        for stop in _list_ends(text, found.end(), end, span):
            if stop != end and text[stop] not in "，。；（(内":
                continue
            if bodies := read_bodies(text, Span(found.end(), stop), strict=True):
                yield from _rows(bodies, "host", span)
                break


def _persons(text: str, span: Span) -> Iterator[Assigned]:
    """X主要负责同志牵头."""
    if "牵头" not in span.of(text):
        return
    for found in _PERSON_LEADS.finditer(text, span.start, span.end):
        head = _PERSON_HEAD.match(text, found.start("who"), found.end("who"))
        who = Span(head.end() if head else found.start("who"), found.end("who"))
        of = re.split(r"或|和|、|及", re.split(r"主要|分管", who.of(text))[0])
        if all(part == "党政" or is_body(part) for part in of):
            body = Listed(name=who.of(text), surface=who, collective=False, body=False)
            yield Assigned(body=body, role="lead", open_ended=False, evidence=span)


def _subjects(text: str, span: Span) -> Iterator[Assigned]:
    """X要…, X会同Y…, X负责… with X from the start of a clause."""
    subjects: list[tuple[int, BodyList, re.Match[str]]] = []
    for start in _starts(text, span):
        opens = bool(subjects) or not re.search("[，,；：:]", text[span.start : start])
        if found := _subject(text, start, span, plain=opens):
            subjects.append((start, *found))
    paragraph = max(text.rfind(mark, 0, span.start) for mark in "。\n") + 1
    for index, (start, bodies, predicate) in enumerate(subjects):
        end = subjects[index + 1][0] if index + 1 < len(subjects) else span.end
        groups = predicate.groupdict()
        rest = predicate.end() if groups.get("modal") or groups.get("gap") else predicate.start()
        tail = text[rest : max(rest, end)]
        role = _role(groups, tail, led=_LED.search(text, paragraph, start) is not None)
        yield from _rows(bodies, role, span, coordinating=_COORDINATES.match(tail) is not None)


def _subject(text: str, start: int, span: Span, *, plain: bool) -> tuple[BodyList, re.Match[str]] | None:
    """The list at the start of a clause and the words that assign to it; ``plain``: a bare verb does (X制定…)."""
    refused = 0
    for stop in _list_ends(text, start, span.end, span):
        if text[stop : stop + 1] in ("的", "、", "") or _inside_name(text, stop):
            continue
        predicate = _SUBJECT.match(text, stop, span.end)
        if predicate is None and _LED.search(text, span.start, start):
            predicate = _HELP.match(text, stop, span.end)
        if predicate is None and plain and (bare := _PLAIN.match(text, stop, span.end)):
            described = text[stop] not in "对将把" and _ATTRIBUTIVE.match(text, stop, min(span.end, stop + 16))
            told = _NARRATIVE.search(text, start, min(span.end, start + _LONGEST))
            predicate = None if described or told else bare
        if predicate is None or predicate.end() >= span.end:
            continue
        if bodies := read_bodies(text, Span(start, stop), strict=True):
            clause = Span(stop, _clause_end(text, stop, span.end))
            return None if _describes(predicate, text, clause) else (bodies, predicate)
        refused += 1
        if refused == _REFUSALS:
            return None
    return None


def _describes(predicate: re.Match[str], text: str, clause: Span) -> bool:
    """Whether a clause tells of a thing or of the past, not of a task (X会同Y制定的规范, X组织的活动)."""
    if not predicate.groupdict().get("do"):
        return False
    after = text[predicate.end() : max(predicate.end(), clause.end)]
    return bool(_DESCRIBED.search(clause.of(text)) or _DONE.match(after) or _NARRATIVE.match(after))


def _role(groups: Mapping[str, str | None], tail: str, *, led: bool) -> Role:
    named = groups.get("as") or ""
    if "牵头" in named or _leads(tail):
        return "lead"
    if groups.get("help") or named[:2] in ("成员", "配合", "参与"):
        return "participant"
    if groups.get("do"):
        return "participant" if led and _SHARES.match(re.split(r"[，,。；;]", tail)[0]) else "responsible"
    helps = _HELPS.search(re.split(r"[。；;]", tail)[0]) or (led and "密切配合" in tail)
    return "participant" if helps else "responsible"


def _leads(rest: str) -> bool:
    """Whether what follows a body says that it leads, and not that another does (要建立X牵头的机制)."""
    found = _LEADS.match(rest)
    if found is None:
        return False
    before = found.group().split("牵头")[0]
    return "会同" in before or not any(match.end() == len(before) for match in _ends().finditer(before))


# 由政府部门直接发放证书 tells how a thing is done and gives nobody in particular a duty
_UNNAMED = ("政府", "政府部门", "相关部门", "主管部门", "部门")


def _by(text: str, span: Span) -> Iterator[Assigned]:
    """由X牵头, 由X会同Y负责, 由X组织…."""
    for by in _BY.finditer(text, span.start, span.end):
        end = _clause_end(text, by.end(), span.end)
        for stop in _list_ends(text, by.end(), end, span):
            if not _BY_VERB.match(text, stop, end) or _inside_name(text, stop):
                continue
            bodies = read_bodies(text, Span(by.end(), stop), strict=True)
            if bodies is None or bodies.items[0].name in _UNNAMED:
                continue
            rest = text[stop:end]
            leads = _leads(rest)
            if _is_attributive(rest) and not leads:
                break
            yield from _rows(
                bodies, "lead" if leads else "responsible", span, coordinating=_COORDINATES.match(rest) is not None
            )
            if partner := re.match(rf"{_ADVERB}组织(?=[^，。；]{{2}})", rest):
                yield from _listed_at(text, stop + partner.end(), end, "participant", span)
            break


@cache
def _longer() -> re.Pattern[str]:
    field = any_of(forms().fields)
    return re.compile(
        rf"总署|总局|{any_of(forms().party)}|(?:{field}|[\u4e00-\u9fff]{{1,4}}行政)?(?:行政)?(?:主管|执法|监管|"
        rf"监督管理)?部门|办公厅|办公室|研究室|(?:有关|相关|各)部门|直属"
        r"|[省市县区]?监委|会(?!同|商|议)|[\u4e00-\u9fff]{2,8}(?:(?<!公)司|处|室)(?=承担|负责|牵头|具体|组织)"
    )


def _inside_name(text: str, stop: int) -> bool:
    """Whether a name goes on after a possible end (政府|部门)."""
    return _longer().match(text, stop) is not None


def _is_attributive(rest: str) -> bool:
    found = _ATTRIBUTIVE.match(rest)
    return found is not None and found.end() < len(rest) + 1 and not _OBJECT_WORD.search(found.group())


def _mechanisms(text: str, span: Span) -> Iterator[Assigned]:
    """建立X牵头、Y参与的机制; and those who take part after a lead (由X牵头，Y、Z配合)."""
    if "牵头" not in span.of(text):
        return
    for found in _MECHANISM.finditer(text, span.start, span.end):
        who = Span(*found.span("who"))
        start = who.start + 1 if text[who.start] == "由" else who.start
        if bodies := read_bodies(text, Span(start, who.end), strict=True):
            yield from _rows(bodies, "lead", span)
    for lead in _LEAD_THEN.finditer(text, span.start, span.end):
        start = lead.end()
        joins = _HELP if lead["task"] else _JOINS_IN  # 由X牵头建立会议制度，Y、Z负责… gives Y and Z tasks of their own
        for stop in _list_ends(text, start, span.end, span):
            if joins.match(text, stop, span.end) and (bodies := read_bodies(text, Span(start, stop), strict=True)):
                yield from _rows(bodies, "participant", span)
                break


def _partners(text: str, span: Span) -> Iterator[Assigned]:
    """会同Y, with or without a subject before it."""
    for found in _PARTNER.finditer(text, span.start, span.end):
        yield from _listed_at(text, found.end(), _clause_end(text, found.end(), span.end), "participant", span)


def _listed_at(text: str, start: int, end: int, role: Role, evidence: Span) -> Iterator[Assigned]:
    """The longest list of bodies at ``start`` that does not describe something (会同X印发的)."""
    for stop in _list_ends(text, start, end, evidence):
        bodies = read_bodies(text, Span(start, stop), strict=True)
        rest = text[stop:end]
        if (
            bodies is None
            or rest.startswith(("的", "、", "等"))
            or _inside_name(text, stop)
            or _DESCRIBED.match(text, stop - 1, end)
            or rest.startswith("已")
        ):
            continue
        yield from _rows(bodies, role, evidence)
        return


def _starts(text: str, span: Span) -> list[int]:
    found = {match.end() for match in _CLAUSE_START.finditer(text[span.start : span.end])}
    return [span.start + offset for offset in sorted(found)]


_REFUSALS = 8  # ends of a list that are tried where words of duty follow
_LONGEST = 600  # characters of the longest list or clause that is looked for
_CLAUSE = re.compile(r"(?:[^，,。；;！？\n（(]|[（(][^（()）\n]*[）)]?)*")


def _clause_end(text: str, start: int, end: int) -> int:
    found = _CLAUSE.match(text, start, min(end, start + _LONGEST))
    return found.end() if found else start


@cache
def _ends() -> re.Pattern[str]:
    words = forms()
    many = (
        r"部门|单位|地区|地方|各地|方面|省市|省份|市县|区县|政府|各市|各县|各区|各省|各镇|各级|省|市|县|区|镇|"
        r"街道|乡镇|州|等|司(?<!公司)|处|室|研究[所院]|机构|机关"
    )
    return re.compile(
        rf"(?:{alternatives(words.endings)}|{alternatives(words.headed_endings)}|"
        rf"{many})(?:[（(][^（()）。]{{1,16}}[）)])?(?:{any_of(words.endings)})?"
    )


_NO_LIST = re.compile(r"[。；;：:“”《》\n！？!?的]")


@lru_cache(maxsize=4)
def _stops(text: str, span: Span) -> tuple[int, ...]:
    """Where the name of a body may end in a sentence."""
    bare = _endings()
    stops = set()
    position = span.start
    while found := _ends().search(text, position, span.end):
        stops.add(found.end())
        if ending := bare.match(text, found.start(), found.end()):
            stops.add(ending.end())
        position = found.start() + 1
    return tuple(sorted(stops))


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(any_of(forms().endings))


def _list_ends(text: str, start: int, end: int, sentence: Span) -> Iterator[int]:
    """Where a list of bodies that begins at ``start`` may end, nearest first."""
    limit = min(end, start + _LONGEST)
    if found := _NO_LIST.search(text, start, limit):
        limit = found.start()
    stops = _stops(text, sentence)
    for index in range(bisect_right(stops, start + 1), len(stops)):
        if stops[index] > limit:
            return
        yield stops[index]
