"""Which numerals are labels: the labelling of a whole text by sequence continuity.

Candidates are found wherever a label can stand, and a best path over all of them keeps those whose numbers
run on (GB/T 9704-2012: 一、 （一） 1. （1）; statutes: 第X章 第X节 第X条). A gap or a repeat costs, and is
reported, never dropped.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.model import Level, Span
from graph.numerals import read_number
from ingest.tables import find_rows


class Label(NamedTuple):
    """A numeral that can be a provision's label. ``text`` is what is printed without 、．. ."""

    span: Span
    text: str
    level: Level
    rank: int  # a label of a lower rank encloses those of higher ones
    value: int
    standing: int


# how surely a label stands there: at the start of a line, after a stop, or amid words (paragraph breaks lost)
LINE, STOP, AMID = 3, 2, 1

_HAN = "一二三四五六七八九十百零〇廿卅"


class _Form(NamedTuple):
    level: Level
    rank: int
    pattern: str  # its group `n` is the numeral


_NTH = rf"第[^\S\n]?(?P<n>[{_HAN}]+|[0-9０-９]{{1,2}})[^\S\n]?"
# 任务一：…, 行动2 …: measures numbered by what they are; always at the start of a line
_TASK = "(?:(?:重点|主要)?任务|(?:专项|重点)?行动|(?:重点)?工程|(?:重点|主要)?(?:举措|措施))"
_FORMS = (
    _Form("chapter", 1, _NTH + r"[编篇](?![程制])"),
    _Form("part", 2, _NTH + r"部分(?=[^\S\n]|[:：\n]|[\u4e00-\u9fff]{2,30}\n)"),
    _Form("chapter", 3, _NTH + r"章(?![程法])"),
    _Form("part", 4, _NTH + r"节(?=\s|[\u4e00-\u9fff]{2,30}\n)"),
    _Form(
        "article",
        5,
        rf"第(?P<n>[{_HAN}]+|[0-9０-９]{{1,3}})条(?:之[{_HAN}]+)?(?=[\s（(]|[^，、。；：款第规至和及或的]{{2}})",
    ),
    _Form("part", 6, rf"(?P<n>[{_HAN}]+)、"),
    _Form("measure", 7, rf"[（(](?P<n>[{_HAN}]+)[）)]、?"),
    _Form("measure", 8, rf"(?<!\S){_TASK}[^\S\n]?(?P<n>[{_HAN}]+|[0-9０-９]{{1,2}})(?:[：:、.．]|(?=\s))"),
    _Form("item", 9, r"(?<![0-9０-９.．])(?P<n>[0-9０-９]{1,3})(?:[.．](?![0-9０-９])|、)"),
    _Form("subitem", 10, r"[（(](?P<n>[0-9０-９]{1,2})[）)]、?"),
    _Form("point", 11, r"(?P<n>[①-⑳㉑-㉟㊱-㊿])、?"),
)
_ATTACHED, _PART = 0, 6
_TASKS, _ITEM = 8, 9
_STEPS = {(6, 7), (6, 8), (7, 8), (7, 9), (8, 9), (9, 10), (10, 11)}  # from a rank to the one below it
_CANDIDATE = re.compile("|".join(form.pattern.replace("<n>", f"<n{number}>") for number, form in enumerate(_FORMS)))
_DECIMAL_FORMS = tuple(form for form in _FORMS if form.level in ("item", "subitem", "point"))
_DECIMAL = re.compile(
    r"(?m)^[^\S\n]*([0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){1,2})(?=[^\S\n]|[\u4e00-\u9fff])(?![^\n]{0,2}[亿万%％元倍米])"
)
_BARE = re.compile(r"(?m)^[^\S\n]*([0-9０-９]{1,2})(?=[^\S\n]+[\u4e00-\u9fff]{2})")
_LISTED = re.compile(rf"(?:[{_HAN}]{{1,3}}|[0-9０-９]{{1,3}})(?:[、和及号是级类产]|[\u4e00-\u9fff]{{0,2}}产业)")
_ATTACHMENT = re.compile(
    r"(?m)^[^\S\n]*(?:附件|附[录表])[^\S\n]*([一二三四五六七八九十]+|[0-9０-９]{1,2})?[^\S\n]*[：:]?[^\S\n]*$"
)
_BOX = re.compile(rf"(?m)^[^\S\n]*专栏[^\S\n]*(?:[0-9０-９]{{1,2}}|[{_HAN}]{{1,3}})?(?=[^\S\n:：]|$)")
_CONTENTS = re.compile(
    rf"(?m)^[^\S\n]*目[^\S\n]*录[^\S\n]*\n\s*(第[{_HAN}]+[编篇章节部]|[{_HAN}]+、|[0-9]{{1,2}}[.．、]?)"
)
LABEL_LINE = re.compile(rf"[^\S\n]*(?:[{_HAN}]+、|[（(][{_HAN}]+[）)]|第[{_HAN}]+[编篇章节条部]|\d{{1,2}}[.．、])")
# the list of annexes below the body: 附件：1.… and its further lines
ANNEX_LIST = re.compile(
    r"(?m)^[^\S\n]*附件[^\S\n]*[：:][^\S\n]*\S[^\n]*"
    r"(?:\n\s*(?:[0-9０-９]{1,2}[^\S\n]*[.．、][^\n]+|[—\-－–]{1,2} ?[0-9]{1,3} ?[—\-－–]{1,2}))*$"
)
_BEAM = 8
_MAX_VALUE = 400


def find_labels(text: str, span: Span) -> list[Label]:
    """Every candidate label in ``text[span]``, in order."""
    found = list(_decimals(text, span))
    listings = [
        *(Span(*listed.span()) for listed in ANNEX_LIST.finditer(text, span.start, span.end)),
        *_contents(text, span),
    ]
    for match in _CANDIDATE.finditer(text, span.start, span.end):
        group = match.lastgroup or ""
        form = _FORMS[int(group[1:])]
        value = read_number(match.group(group))
        place = Span(*match.span())
        if value is None or not 0 < value < _MAX_VALUE or any(listing.covers(place) for listing in listings):
            continue
        standing = _standing(text, span.start, place.start)
        if match.group().startswith("第") and standing < LINE and not _statute_break(text, match):
            continue
        if form.rank == _TASKS and standing < LINE:
            continue
        if match.group().endswith("、") and _LISTED.match(text, place.end):
            continue  # 一、二产业; 1、2号泵站
        printed = match.group().strip().rstrip("、．.：:")
        found.append(Label(place, printed, form.level, form.rank, value, standing))
    return list(_outside_boxes(text, span, sorted(_with_rows(text, span, found))))


def _with_rows(text: str, span: Span, labels: Sequence[Label]) -> list[Label]:
    """The numbers of a table's rows, which are labels, with those of the labels that stand in no row."""
    rows = [row for row in find_rows(text) if row.number is not None and span.covers(row.span)]
    starts = [row.span.start for row in rows]
    outside = [
        label
        for label in labels
        if not (before := bisect_right(starts, label.span.start)) or label.span.start >= rows[before - 1].span.end
    ]
    tabled = (
        Label(row.number, row.number.of(text), "item", _ITEM, read_number(row.number.of(text)) or 0, LINE)
        for row in rows
        if row.number is not None
    )
    return [*outside, *tabled]


def _outside_boxes(text: str, span: Span, labels: Sequence[Label]) -> Iterator[Label]:
    """Labels but those in boxes: from a line 专栏1 … to the next label above an item."""
    boxes = [match.start() for match in _BOX.finditer(text, span.start, span.end)]
    for label in labels:
        opened = [box for box in boxes if box < label.span.start]
        if not opened:
            yield label
        elif label.rank < _DECIMAL_FORMS[0].rank and label.standing == LINE:
            boxes = boxes[len(opened) :]
            yield label


def _contents(text: str, span: Span) -> Iterator[Span]:
    """Tables of contents: from 目录 to the second coming of their first line."""
    for match in _CONTENTS.finditer(text, span.start, span.end):
        again = re.compile(rf"(?m)^[^\S\n]*{re.escape(match.group(1))}").search(text, match.end(), span.end)
        if again:
            yield Span(match.start(), again.start())


def _decimals(text: str, span: Span) -> Iterator[Label]:
    """Labels such as 1 / 1.1 / 1.1.1 at the start of lines (GB/T 1.1-2020; emergency plans, technical guides)."""
    marks = list(_DECIMAL.finditer(text, span.start, span.end))
    if not any(match.group(1) in ("1.1", "1．1") for match in marks):
        return
    for match in [*marks, *_BARE.finditer(text, span.start, span.end)]:
        numbers = re.split("[.．]", match.group(1))
        value = read_number(numbers[-1])
        if value:
            form = _DECIMAL_FORMS[len(numbers) - 1]
            yield Label(Span(*match.span(1)), match.group(1), form.level, form.rank, value, LINE)


def find_attachments(text: str, span: Span) -> list[Label]:
    """Lines that say 附件, 附件1 … and nothing else."""
    found = []
    for number, match in enumerate(_ATTACHMENT.finditer(text, span.start, span.end), start=1):
        label = match.group().strip("：: \t　\xa0")
        value = read_number(match.group(1)) if match.group(1) else number
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        found.append(Label(Span(start, match.end()), label, "attachment", _ATTACHED, value or number, LINE))
    return found


def _standing(text: str, first: int, position: int) -> int:
    before = position
    while before > first and text[before - 1].isspace() and text[before - 1] != "\n":
        before -= 1
    if before == first or text[before - 1] == "\n" or text[before:position].count("　") >= 2:
        return LINE
    return STOP if text[before - 1] in "。！？；：;:）)】”—" else AMID


def _statute_break(text: str, match: re.Match[str]) -> bool:
    # 依照第三条规定 cites; where breaks are lost a label is set off by a space on both sides or follows a full stop
    before = text[match.start() - 1]
    after = text[match.end() : match.end() + 1]
    return (before == "。" or before.isspace()) and after.isspace()


class Choice(NamedTuple):
    """The labels that hold, and what is odd in their sequence, in words."""

    labels: list[Label]
    warnings: list[str]


class _Path(NamedTuple):
    cost: float
    stack: tuple[tuple[int, int], ...]  # open labels from the top: (rank, value)
    last: tuple[tuple[int, int], ...]  # the last value of each rank, for series that run through parents
    chosen: tuple[int, ...] | None  # linked list of accepted candidates: (index, earlier)
    end: int  # where the last accepted label ends


def choose_labels(text: str, candidates: Sequence[Label], breaks: Sequence[int]) -> Choice:
    """The candidates that make the best sequence as a whole; numbering starts anew at each of ``breaks``."""
    paths = [_Path(0.0, (), (), None, -1)]
    pending = sorted(breaks)
    for index, label in enumerate(candidates):
        while pending and pending[0] <= label.span.start:
            pending.pop(0)
            paths = [path._replace(stack=(), last=()) for path in paths]
        grown = []
        for path in paths:
            grown.append(path._replace(cost=path.cost + _REJECTED[label.standing]))
            if (cost := _accepting(text, path, label)) is not None:
                grown.append(_extended(path, index, label, cost))
        best: dict[tuple[object, ...], _Path] = {}
        for path in sorted(grown, key=lambda each: each.cost):
            best.setdefault((path.stack, path.last), path)
        paths = list(best.values())[:_BEAM]
    labels = _chain(paths[0], candidates)
    return Choice(labels, _oddities(labels, sorted(breaks)))


_REJECTED = {LINE: 3.0, STOP: 0.0, AMID: 0.0}
_REWARD = {LINE: -3.0, STOP: -1.5, AMID: -1.0}
_ODD_ON_LINE = {"gap": 2.0, "repeat": 2.5, "back": 6.0, "start": 2.5}


def _accepting(text: str, path: _Path, label: Label) -> float | None:
    rank = label.rank
    relation = _relation(path, rank, label.value)
    if label.standing == AMID and not (relation == "next" and _heads_on(text, path, label, rank)):
        return None
    if relation == "next":
        # a level that is skipped (一、 → 1.) is rarer than one that is not
        above = path.stack[-1][0] if path.stack else None
        skipped = 0.2 if above is not None and above >= _PART and (above, rank) not in _STEPS else 0.0
        return _REWARD[label.standing] + skipped
    return _ODD_ON_LINE[relation] if label.standing == LINE else None


def _relation(path: _Path, rank: int, value: int) -> str:
    siblings = [seen for open_rank, seen in path.stack if open_rank == rank]
    through = dict(path.last).get(rank)
    if siblings:
        expected = siblings[-1] + 1
        if value == expected:
            return "next"
        return "gap" if value > expected else "repeat" if value == siblings[-1] else "back"
    if value == 1 or (through is not None and value == through + 1):
        return "next" if not path.stack or path.stack[-1][0] < rank or through is not None else "start"
    return "gap" if through is not None and value > through else "start"


def _heads_on(text: str, path: _Path, label: Label, rank: int) -> bool:
    # amid words a label can only follow the bare heading of its parent: 一、持续提升投资建设便利度（一）优化…
    if not path.stack or path.stack[-1][0] >= rank or path.end < 0:
        return False
    heading = text[path.end : label.span.start]
    return 2 <= len(heading) <= 60 and not re.search(r"[。；\n]", heading)


def _extended(path: _Path, index: int, label: Label, cost: float) -> _Path:
    rank = label.rank
    stack = (*(each for each in path.stack if each[0] < rank), (rank, label.value))
    last = tuple(sorted({**dict(path.last), rank: label.value}.items()))
    return _Path(path.cost + cost, stack, last, (index, path.chosen), label.span.end)  # type: ignore[arg-type]


def _chain(path: _Path, candidates: Sequence[Label]) -> list[Label]:
    labels, link = [], path.chosen
    while link is not None:
        index, link = link  # type: ignore[assignment]
        labels.append(candidates[index])
    return labels[::-1]


def _oddities(labels: Sequence[Label], breaks: Sequence[int]) -> list[str]:
    path, warnings, pending = _Path(0.0, (), (), None, -1), [], list(breaks)
    for label in labels:
        while pending and pending[0] <= label.span.start:
            pending.pop(0)
            path = path._replace(stack=(), last=())
        rank = label.rank
        relation = _relation(path, rank, label.value)
        if relation != "next":
            before = next((value for seen, value in reversed(path.stack) if seen == rank), dict(path.last).get(rank))
            follows = f"前一个同级编号是 {before}" if before is not None else "它前面没有同级编号"
            warnings.append(f"编号不连续：第 {label.span.start} 字处的“{label.text}”，{follows}。")
        path = _extended(path, 0, label, 0.0)
    return warnings
