"""Finding aims with a figure, a date or both: in clauses (到2030年，…达到65%以上) and on own lines (完成时限：…)."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

import msgspec

from graph.model import Span, Target
from graph.numerals import read_number
from graph.sentences import clauses, sentences, trim
from ingest.deadlines import Deadline, find_deadlines
from ingest.metrics import bare, circle_of, comparator_of, has_verb, is_aim, metric_of
from ingest.passages import Context, Passage
from ingest.quantities import Quantity, find_quantities
from ingest.tables import find_rows
from ingest.verbs import opening_pattern

_LINE = re.compile(
    r"(?:完成|办结|落实|整改|工作|推进|实施|时间)?(?:时限|时间|期限|时间节点)(?:要求|安排)?[：:】]\s*"
    r"(?P<limit>(?:(?![ \u3000][\u4e00-\u9fff]{2,8}[：:])[^\n；;）)】。【])+)"
)
_NOTE = re.compile(
    r"[（(〔\[](?=[^（(）)\n]{0,30}(?:单位|部门|领导|处室|时限|时间|期限)[：:]|[^\n]*(?:负责|牵头|配合|参与|落实)[）)〕\]])"
    r"|[【\[][\u4e00-\u9fff]{2,6}(?:单位|部门|时限|时间|期限)[】\]]"
)
_LABEL_LINE = re.compile(r"[【\[]?(?:责任|牵头|参与|配合|落实|协助|主办|协办|承办)(?:单位|部门|处室|领导)[：:】\]]")

_PAST = re.compile(r"已(?!有|经?纳入)|目前|现有|截至|近[一二三四五六七八九十两几0-9]*年来?|以来|去年")
_REWARD = re.compile(
    r"给予|奖励|罚款|处以|补偿金|奖补|资助|补助(?!标准)|补贴(?!标准)|贴息|返还|减免|最高可|有效期|注册资本|不予"
)
_TOTAL = re.compile(r"全覆盖|动态清零|清零|应[\u4e00-\u9fff]尽[\u4e00-\u9fff]")
_ONWARD = re.compile(r"\s*(?:根据|结合|按照|围绕|依托|通过|以(?!上|下|内)|参照|会同|在[^，]*(?:基础上|前提下|同时)$)")
_RESULT = re.compile(
    r"(?:实现|达到|取得|形成|完成|建成|健全|完善|提升|提高|改善|增强|优化|明显|显著|基本|全面|更加|持续|大幅)"
)
_LISTED = re.compile("[、和及与以]")
_CAP = re.compile(r"(?:原则上)?(?:最高|每[户人家个亩]|单个|累计最高)")
_WHO = re.compile("[^，]{2,30}?(?:要|应当|应|须)(?:在|于)?")
_AID = re.compile("补助|补贴|奖|贴息|资助|贷款|收费|减免")
_ACTS = re.compile(r"[^，]{0,12}?(?:办结|完成|报送|向|将|作出|答复|反馈|整改|公示|公布|建成|实现|予以|依法)")
_ANNOUNCES = re.compile(r"(?:目标|如下|以下[^，]{0,6}|任务)(?:为|是)?$")
_HINT = re.compile(
    r"[0-9０-９年月每内亿万番%％]|百分|分之|刻钟|[一二三四五六七八九]成|[家个项座所名处场次人倍]以上|"
    r"清零|全覆盖|应[\u4e00-\u9fff]尽|五”"
)
_FREE = re.compile("(?:积极|大力)?(?:鼓励|支持|引导|允许|倡导)")  # what is encouraged has no date of its own
_LENGTH = re.compile(
    r"(?P<count>[0-9０-９一二三四五六七八九十两]+)(?P<unit>个?(?:工作日|自然日|小时|季度|月|星期)|年|天|日|周)"
)


class _Aim(msgspec.Struct, frozen=True):
    """A target in the making: where it stands, what is measured, by how much, until when."""

    span: Span
    metric: str | None
    quantity: Quantity | None
    deadline: Deadline | None


def extract_targets(passages: Sequence[Passage], context: Context) -> list[Target]:
    """The targets of a document. A date that is stated once holds for the later clauses of its sentence."""
    targets = []
    for passage in passages:
        if passage.kind == "front":
            continue
        for aim in (*_lines(passage, context), *_prose(passage, context)):
            targets.append(_target(passage, aim))
    return sorted(targets, key=lambda target: target.span)


def _target(passage: Passage, aim: _Aim) -> Target:
    quantity, deadline = aim.quantity, aim.deadline
    return Target(
        id="",
        provision=passage.provision,
        span=aim.span,
        metric=aim.metric,
        value=quantity.value if quantity else None,
        unit=quantity.unit if quantity else None,
        deadline_text=deadline.span.of(passage.text) if deadline else None,
        comparator=quantity.comparator if quantity else None,
        deadline=deadline.date if deadline else None,
        quantified=quantity is not None,
    )


def _lines(passage: Passage, context: Context) -> Iterator[_Aim]:
    text = passage.text
    for found in _LINE.finditer(text, *passage.span):
        opened = text.rfind("\n", 0, found.start()) + 1
        before = text[opened : found.start()]
        alone = not before.strip(" \t　（(【-—*·") or before[-1] in "；;，,（(。【 \u3000"
        limit = Span(*found.span("limit"))
        if alone and limit.of(text).strip():
            (limit,) = trim(text, limit)
            yield _limited(text, Span(found.start(), limit.end), limit, context)
    for row in find_rows(text):
        if row.span.overlaps(passage.span):
            yield from (_limited(text, cell, cell, context) for cell in row.limits)


def _limited(text: str, whole: Span, limit: Span, context: Context) -> _Aim:
    dates = [one for one in find_deadlines(text, limit, context.date) if one.date]
    date = dates[-1].date if dates else _line_date(text, limit, context)
    return _Aim(whole, None, None, Deadline(span=limit, date=date))


def _line_date(text: str, limit: Span, context: Context) -> str | None:
    """The date of a line that has nothing else (完成时限：2025年)."""
    printed = "到" + limit.of(text)
    dates = find_deadlines(printed, Span(0, len(printed)), context.date)
    return dates[0].date if dates else None


def _prose(passage: Passage, context: Context) -> Iterator[_Aim]:
    carried: Deadline | None = None
    for group in _groups(passage):
        if carried is None and not _HINT.search(passage.text, group.start, group.end):
            continue
        opening = passage.text[group.start : group.end]
        listed = opening.lstrip().startswith(("—", "－", "-", "●", "•", "◆", "■"))
        reader = _Group(passage.text, group, context, carried if listed else None)
        yield from reader.aims()
        if reader.dated is not None:
            carried = reader.dated


def _groups(passage: Passage) -> Iterator[Span]:
    """Sentences, those that a semicolon or colon joins taken as one; notes and own lines left out."""
    text, start = passage.text, None
    for sentence in sentences(text, passage.span):
        if start is None:
            start = sentence.start
        if text[sentence.end - 1] in "；;：:" and not _LABEL_LINE.search(text, sentence.start, sentence.end):
            continue
        yield Span(start, sentence.end)
        start = None
    if start is not None:
        yield Span(start, passage.span.end)


class _Group:
    """Reads one sentence clause by clause; ``dated`` is the date that its last clause stands under."""

    def __init__(self, text: str, span: Span, context: Context, carried: Deadline | None) -> None:
        self.text, self.span = text, span
        self.deadlines = find_deadlines(text, span, context.date)
        self.dated = carried
        self.leading = carried is not None  # the date stands before the whole sentence: each clause is an aim
        self.subject = ""  # of the figure before, for one that has none of its own (年均增长8%)
        self.several: list[Deadline] = []  # the dates of 到2025年和2035年，…分别达到24%和26%
        self.past = False  # a clause before tells what has been done
        self.waiting: tuple[int, Deadline] | None = None  # where a clause that was only a date began

    def aims(self) -> Iterator[_Aim]:
        """The aims of the sentence, a clause that goes on with one joined to it."""
        last: _Aim | None = None
        for whole in clauses(self.text, self.span):
            note = _NOTE.search(self.text, whole.start, whole.end)
            clause = Span(whole.start, note.start()) if note and note.start() > whole.start else whole
            if _LABEL_LINE.match(self.text, clause.start) or _LINE.match(self.text, clause.start):
                break
            found = self._clause(clause, last)
            for aim in found:
                if last is not None and aim.span.start > last.span.start:
                    yield last
                last = aim
            if not found and self.waiting is None and last is not None:
                yield last
                last = None
        if last is not None:
            yield last

    def _clause(self, clause: Span, last: _Aim | None) -> list[_Aim]:
        text = self.text
        own = [one for one in self.deadlines if clause.covers(one.span)]
        dates = [one for one in own if one.kind == "date"]
        limit = dates[-1] if dates else next(iter(own), None)
        if text[clause.start] in "（(" and text[clause.end - 1] in "）)":
            lined = _LINE.search(text, clause.start, clause.end)
            return [_Aim(_part(text, clause, dates[-1].span), None, None, dates[-1])] if dates and not lined else []
        self.dated = dates[-1] if dates else self.dated
        start = self.waiting[0] if self.waiting else clause.start
        if own and not text[own[-1].span.end : clause.end].strip("左右时，、 "):
            self.waiting = (start, limit or own[-1])
            self.leading = self.leading or bool(dates)
            self.several = dates
            return []
        if self.waiting:
            if _ONWARD.match(text, clause.start, clause.end):
                return []
            limit = limit or self.waiting[1]
        waited, self.waiting = self.waiting is not None, None
        if _ANNOUNCES.search(text, clause.start, clause.end) and text[clause.end : clause.end + 1] in ("：", ":"):
            self.leading = True
            return []
        if measured := _completed(list(self._measured(clause, limit))):
            first = measured[0]
            start = start if waited else first.span.start
            return [_Aim(Span(start, first.span.end), first.metric, first.quantity, first.deadline), *measured[1:]]
        if limit is not None and self._binds(clause, limit, waited):
            quantity = _duration(text, limit) if limit.kind == "relative" else None
            return [_Aim(Span(start, clause.end), self._object(clause), quantity, limit)]
        if self.dated is not None and last is not None:
            return self._onward(clause, last, self.dated)
        if _TOTAL.search(text, clause.start, clause.end) and opening_pattern().match(text, clause.start, clause.end):
            return [_Aim(clause, self._object(clause), None, self.dated)]
        return []

    def _binds(self, clause: Span, limit: Deadline, waited: bool) -> bool:
        """Whether a limit in time makes an aim of a clause that has no figure."""
        if self.text[clause.end - 1] == "的":
            return False
        if limit.kind == "date":
            return True
        after = clause.start if waited else limit.span.end
        if limit.kind == "recurring":
            return limit.span.of(self.text).endswith("前")
        if _REWARD.search(self.text, clause.start, clause.end) or _PAST.search(self.text, clause.start, clause.end):
            return False
        return bool(_ACTS.match(self.text, after, clause.end) or opening_pattern().match(self.text, after, clause.end))

    def _onward(self, clause: Span, last: _Aim, dated: Deadline) -> list[_Aim]:
        """A clause without date or figure that comes after a dated one."""
        text = self.text
        if _PAST.search(text, clause.start, clause.end):
            return []
        if _FREE.match(text, clause.start, clause.end):
            return []
        if opening_pattern().match(text, clause.start, clause.end):
            if last.quantity is None:
                return [_Aim(Span(last.span.start, clause.end), last.metric, None, last.deadline)]
            return [_Aim(clause, self._object(clause), None, dated)]
        if self.leading or _RESULT.search(text, clause.start, clause.end):
            return [_Aim(clause, self._object(clause), None, dated)]
        return []

    def _measured(self, clause: Span, limit: Deadline | None) -> Iterator[_Aim]:
        """An aim for each figure of the clause that is one, the clause divided between them."""
        text = self.text
        deadline = limit if limit is not None and limit.kind == "date" else self.dated or limit
        if _REWARD.search(text, clause.start, clause.end):
            return
        if text[clause.end - 1] == "的" and limit is None:
            return  # a condition: 降雨量达到100毫米以上的
        if _CAP.match(text, clause.start, clause.end) and _AID.search(text, self.span.start, clause.end):
            return
        self.past = self.past or _PAST.search(text, clause.start, clause.end) is not None
        if self.past and limit is None:
            return
        kept: list[Quantity] = []
        for quantity in find_quantities(text, clause):
            if any(one.span.overlaps(quantity.span) for one in self.deadlines) or _quoted(text, clause, quantity):
                continue
            before, after = text[clause.start : quantity.span.start], text[quantity.span.end : clause.end]
            listed = bool(kept) and _LISTED.search(text, kept[-1].span.end, quantity.span.start) is not None
            if is_aim(quantity, before, after, dated=deadline is not None and deadline.date is not None, listed=listed):
                kept.append(quantity)
        kept = [one for one, two in zip_longest(kept, kept[1:]) if two is None or not _qualifies(text, one, two)]
        cuts = [clause.start, *(_cut(text, one, two) for one, two in pairwise(kept)), clause.end]
        each = [deadline] * len(kept)
        if len(self.several) == len(kept) and "分别" in text[clause.start : clause.end]:
            each = [*self.several]
        for quantity, start, end, until in zip(kept, cuts, cuts[1:], each, strict=False):
            yield self._aim(_tidy(text, Span(start, end), quantity), quantity, until)

    def _aim(self, piece: Span, quantity: Quantity, deadline: Deadline | None) -> _Aim:
        text = self.text
        before = self._without_dates(Span(piece.start, quantity.span.start))
        after = text[quantity.span.end : piece.end]
        if circle := circle_of(quantity, after):
            return _Aim(piece, circle, quantity, deadline)
        if quantity.comparator is None:
            quantity = msgspec.structs.replace(quantity, comparator=comparator_of(before))
        metric, self.subject = metric_of(before, after, self.subject)
        return _Aim(piece, metric, quantity, deadline)

    def _object(self, clause: Span) -> str | None:
        """What a clause without a figure is about: the object of its verb, or its subject with the result."""
        plain = bare(self._without_dates(clause))
        who = _WHO.match(plain)
        if who and (plain.startswith(("将", "把"), who.end()) or opening_pattern().match(plain, who.end())):
            plain = plain[who.end() :]
        if moved := re.match("(?:将|把)(.+)", plain):
            plain = moved[1]
        elif opened := opening_pattern().match(plain):
            if opened["verb"] in ("报送", "上报", "报告"):
                return None
            plain = plain[opened.end() :] or plain
        plain = plain.strip("，, ")
        return plain or None

    def _without_dates(self, span: Span) -> str:
        parts, position = [], span.start
        for one in self.deadlines:
            if span.overlaps(one.span):
                parts.append(self.text[position : max(position, one.span.start)].rstrip("于在"))
                position = max(position, min(one.span.end, span.end))
        return "".join(parts) + self.text[position : span.end]


def _completed(aims: list[_Aim]) -> list[_Aim]:
    """Metrics that share the head of the last one get it too (3个千亿级、10个百亿级产业集群)."""
    head = (aims[-1].metric or "").partition("级")[2] if aims else ""
    return [
        _Aim(aim.span, aim.metric + head, aim.quantity, aim.deadline)
        if head and aim.metric and aim.metric.endswith("级")
        else aim
        for aim in aims
    ]


def _duration(text: str, limit: Deadline) -> Quantity | None:
    """The length of a relative limit (一个季度内) as a figure."""
    found = _LENGTH.search(text, limit.span.start, limit.span.end)
    number = read_number(found["count"]) if found else None
    if found is None or number is None:
        return None
    return Quantity(span=Span(*found.span()), value=str(number), unit=found["unit"], comparator="<=")


def _quoted(text: str, clause: Span, quantity: Quantity) -> bool:
    """Whether the figure is part of a title or of a coined term that is no circle of so many minutes."""
    before = text[clause.start : quantity.span.start]
    if before.count("《") > before.count("》"):
        return True
    return before.count("“") > before.count("”") and quantity.unit not in ("分钟", "小时")


def _tidy(text: str, span: Span, quantity: Quantity) -> Span:
    """The part of a clause that belongs to a figure, without list marks at its ends."""
    start, end = span
    while start < quantity.span.start and (text[start].isspace() or text[start] in "—-－●•◆■·"):
        start += 1
    while end > quantity.span.end and (text[end - 1].isspace() or text[end - 1] in "、和及与并"):
        end -= 1
    return Span(start, end)


def _qualifies(text: str, one: Quantity, two: Quantity) -> bool:
    """Whether the first figure only describes what the second counts (营业收入超50亿元企业10家)."""
    between = text[one.span.end : two.span.start]
    return bool(between) and not _LISTED.search(between) and not has_verb(between)


def _cut(text: str, one: Quantity, two: Quantity) -> int:
    """Where the words of the first figure end and those of the second begin."""
    between = text[one.span.end : two.span.start]
    mark = max((between.rfind(char) for char in "、和及与并（("), default=-1)
    return one.span.end + mark + 1 if mark >= 0 else one.span.end


def _part(text: str, clause: Span, date: Span) -> Span:
    """The part of a bracket note that holds a date (完成时限：2020年6月底前)."""
    start = max(text.rfind(char, clause.start, date.start) for char in "（(；;，,。") + 1
    ends = [place for char in "）)；;，,。" if (place := text.find(char, date.end, clause.end)) >= 0]
    return Span(start, min(ends, default=clause.end))
