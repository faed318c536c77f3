"""Synthetic official notices with the truth known by construction.

`notice` draws one from a seed and a `Style`; `notices` is the same as a hypothesis strategy; `documents`
gives any number of plain ones for the benchmarks. The sentences are those of ``data/pool.toml``.
"""

import itertools
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, Literal

import msgspec
from hypothesis import strategies

from graph.model import Span

POOL: dict[str, Any] = tomllib.loads((Path(__file__).parent / "data" / "pool.toml").read_text(encoding="utf-8"))

Scheme = Literal[
    "part-measure", "part-measure-item", "part-measure-item-subitem-point", "part-item", "part-only", "measure-item",
    "chapter-article", "article", "item-only",
]  # fmt: skip
Brackets = Literal["（）", "()", "（)"]


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about a notice that is form and not content."""

    authority: Literal["state", "province", "city"] = "province"
    scheme: Scheme = "part-measure"
    through: bool = False
    brackets: Brackets = "（）"
    note_brackets: Brackets = "（）"
    stop: Literal[".", "．", "、"] = "."
    heading: Literal["run-in", "own-line", "own-line-stop"] = "run-in"
    notation: Literal["none", "note", "note-before-stop", "note-paragraph", "line", "prose", "mixed"] = "note"
    legend: bool = False
    elided: bool = False
    breaks: Literal["kept", "lost", "crlf"] = "kept"
    indent: Literal["", "　　", "  "] = ""
    blank_lines: bool = False
    furniture: Literal["none", "portal", "crawl", "paging"] = "none"
    plans: int = 0
    attachments: bool = False
    title: Literal["issuer-inside", "issuer-lines", "joint-inside", "joint-lines"] = "issuer-inside"
    title_lines: int = 1
    number: Literal["〔〕", "[]", "﹝﹞", ""] = "〔〕"
    date: Literal["signature", "under-title"] = "signature"
    chinese_date: bool = False
    closing: bool = True


class Duty(msgspec.Struct, frozen=True):
    """One row of responsibilities as the text states it."""

    actor: str
    role: str
    notation: str
    basis: str = "explicit"
    collective: bool = False
    open_ended: bool = False


class Aim(msgspec.Struct, frozen=True):
    """A target; ``None`` leaves a field unchecked, ``""`` says that the text has none."""

    quote: str
    deadline: str | None = ""
    value: str | None = None
    comparator: str | None = None


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of body text with its facts. ``loose``: figures that may or may not be called targets."""

    text: str
    duties: tuple[Duty, ...] = ()
    aims: tuple[Aim, ...] = ()
    references: tuple[str, ...] = ()
    forbids: bool = False
    loose: bool = False


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A provision before it is laid out: paragraphs of pieces, then children. No heading: the first sentence is it."""

    label: str
    sign: str
    level: str
    ordinal: int
    heading: str | None
    paragraphs: tuple[tuple[Piece, ...], ...]
    children: "tuple[Node, ...]" = ()


class TrueProvision(msgspec.Struct, frozen=True):
    """What `parse` must say of a provision (ends trimmed)."""

    path: tuple[str, ...]
    level: str
    ordinal: int
    title: str
    span: Span


class Located(msgspec.Struct, frozen=True):
    """A piece of text and where it stands; the path is empty outside all provisions."""

    path: tuple[str, ...]
    span: Span
    piece: Piece


class Truth(msgspec.Struct, frozen=True, kw_only=True):
    """One document of a notice."""

    title: str
    notice_title: str | None
    doc_number: str | None
    issuers: tuple[str, ...]
    date: str
    genre: str
    legend: str | None
    provisions: tuple[TrueProvision, ...]
    pieces: tuple[Located, ...]


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its line ends turned into ``\\n`` (``crlf`` asks for the other), and its truth."""

    name: str
    text: str
    crlf: bool
    truths: tuple[Truth, ...]


# Numbers and labels ------------------------------------------------------------------------------------------------

_DIGITS = "〇一二三四五六七八九"
_LEVELS: dict[str, tuple[str, ...]] = {
    "part-measure": ("part", "measure"),
    "part-measure-item": ("part", "measure", "item"),
    "part-measure-item-subitem-point": ("part", "measure", "item", "subitem", "point"),
    "part-item": ("part", "item"),
    "part-only": ("part",),
    "measure-item": ("measure", "item"),
    "chapter-article": ("chapter", "article", "measure"),
    "article": ("article", "measure"),
    "item-only": ("item",),
}


def chinese(number: int) -> str:
    """1–99 in Chinese numerals."""
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[units] if units else "")


def _label(level: str, number: int, style: Style) -> tuple[str, str]:
    """The label as the path has it, and as it is printed before the heading."""
    left, right = style.brackets
    match level:
        case "part":
            return chinese(number), chinese(number) + "、"
        case "measure":
            label = f"{left}{chinese(number)}{right}"
        case "item":
            return str(number), f"{number}{style.stop}"
        case "subitem":
            label = f"{left}{number}{right}"
        case "point":
            label = chr(ord("①") + number - 1)
        case "chapter":
            return f"第{chinese(number)}章", f"第{chinese(number)}章　"
        case "article":
            return f"第{chinese(number)}条", f"第{chinese(number)}条　"
        case _:
            raise ValueError(level)
    return label, label


# Bodies and duties ---------------------------------------------------------------------------------------------------

_SECOND_NAMES = {
    "省市场监管局": "（省知识产权局）", "市场监管总局": "（国家标准委）", "市城市管理局": "（市综合执法局）",
}  # fmt: skip


class _Desk:
    """Draws bodies, notes and sentences for one notice; numbers its legend."""

    def __init__(self, random: Random, style: Style, year: int) -> None:
        self.random, self.style, self.year = random, style, year
        self.pool = POOL["authority"][style.authority]
        self.legend: str | None = None

    def bodies(self, low: int, high: int) -> list[str]:
        return self.random.sample(self.pool["bodies"], self.random.randint(low, high))

    def collective(self) -> str:
        return str(self.random.choice(self.pool["collectives"]))

    def printed(self, names: Sequence[str], *, second: bool = True) -> str:
        """Names joined by 、, as a drafter prints them: elided heads, second names in brackets."""
        shown = list(names)
        head = {"province": "省", "city": "市"}.get(self.style.authority)
        if self.style.elided and head:
            # 市市场监管局 without its 市 reads as the same body only to people; drafters keep it.
            shown = [
                name[1:] if place and name[0] == head and names[0][0] == head and name[1] not in "省市委税公" else name
                for place, name in enumerate(shown)
            ]
        if second and self.random.random() < 0.3:
            shown = [text + _SECOND_NAMES.get(name, "") for name, text in zip(names, shown, strict=True)]
        return "、".join(shown)

    def bracketed(self, inside: str) -> str:
        left, right = self.style.note_brackets
        return f"{left}{inside}{right}"

    def note(self) -> Piece:
        inside, duties = self.legend_note() if self.style.legend else self.random.choice(_NOTES)(self)
        aims = tuple(Aim(quote="2027年底前", deadline="2027-12-31") for _ in range("2027年底前" in inside))
        return Piece(text=self.bracketed(inside), duties=tuple(duties), aims=aims)

    def legend_note(self) -> tuple[str, list[Duty]]:
        names = self.bodies(1, 4)
        inside = f"{self.printed(names)}负责"
        if self.legend is None:
            self.legend = self.random.choice(
                ["排在第一位的部门为牵头部门，下同", "列第一位者为牵头单位，下同", "列在首位的为牵头单位，下同"]
            )
            inside += f"，{self.legend}"
        roles = itertools.chain(["lead"], itertools.repeat("participant"))
        return inside, [Duty(name, role, "note", "convention") for name, role in zip(names, roles, strict=False)]

    def lines(self) -> list[Piece]:
        """Own lines under a measure: 牵头单位：, 参与单位：, 完成时限：."""
        word, colon = self.random.choice(["单位", "部门"]), self.random.choice("：：:")
        rows: list[Piece] = []

        def row(head: str, role: str, names: list[str], collective: str | None = None) -> None:
            duties = [Duty(name, role, "line") for name in names]
            shown = self.printed(names)
            if collective:
                shown += self.random.choice("，、") + collective
                duties.append(Duty(collective, role, "line", collective=True))
            rows.append(Piece(text=f"{head}{word}{colon}{shown}", duties=tuple(duties)))

        if self.random.random() < 0.3:
            row("责任", "responsible", self.bodies(1, 3))
        else:
            names = self.bodies(3, 5)
            row("牵头", "lead", names[:1] if self.random.random() < 0.6 else names[:2])
            other = self.random.choice(["参与", "配合"])
            row(other, "participant", names[2:], self.collective() if self.random.random() < 0.5 else None)
        if self.random.random() < 0.7:
            when, deadline = self.random.choice(
                [("2027年6月底前", "2027-06-30"), ("持续推进", ""), ("2026年12月底前", "2026-12-31"), ("2027年", None)]
            )
            line = f"完成时限{colon}{when}"
            rows.append(Piece(text=line, aims=(Aim(quote=line, deadline=deadline),)))
        return rows

    def prose(self) -> Piece:
        return self.filled(self.random.choice(POOL["prose"]), "prose", "explicit")

    def filled(self, row: dict[str, Any], notation: str, basis: str, this: str = "") -> Piece:
        names = self.bodies(3, 3)
        slots = {"a": names[0], "b": names[1], "c": names[2], "all": self.collective(), "this": this}
        known = {*names}
        duties = (
            Duty(actor, role, notation, basis, collective=actor not in known)
            for actor, role in ((actor.format(**slots), role) for actor, role in row["duties"])
        )
        return Piece(text=row["text"].format(**slots), duties=tuple(duties))

    def sentence(self) -> Piece:
        """One sentence of the pool; the plain ones are the most."""
        chance = self.random.random()
        if chance < 0.60:
            return Piece(text=self.random.choice(POOL["plain"]))
        if chance < 0.65:
            return Piece(text=self.random.choice(POOL["numbers"]), loose=True)
        if chance < 0.72:
            return Piece(text=self.random.choice(POOL["prohibitions"]), forbids=True)
        if chance < 0.80:
            row = self.random.choice(POOL["references"])
            return Piece(text=row["text"], references=tuple(row["titles"]))
        row = self.random.choice(POOL["targets"])
        aims = (msgspec.convert({**aim, "deadline": aim.get("deadline", "")}, Aim) for aim in row["aims"])
        return Piece(
            text=row["text"],
            aims=tuple(
                msgspec.structs.replace(aim, deadline=aim.deadline and aim.deadline.format(year=self.year))
                for aim in aims
            ),
        )

    def plain(self) -> Piece:
        return Piece(text=self.random.choice(POOL["plain"]))

    def body(self, low: int, high: int, *, duty: bool = True) -> tuple[tuple[Piece, ...], ...]:
        """Paragraphs of a measure: sentences, and whoever answers for them by the style's notation."""
        pieces = [self.sentence() for _ in range(self.random.randint(low, high))]
        notation = self.style.notation
        if notation == "mixed":
            notation = self.random.choice(["none", "note", "prose", "note-before-stop"])
        if not duty or (not pieces and notation == "prose"):
            notation = "none"
        if notation == "prose" or (notation == "note" and self.random.random() < 0.15):
            pieces.insert(self.random.randint(0, len(pieces)), self.prose())
        split = self.style.breaks != "lost" and len(pieces) > 2 and self.random.random() < 0.2
        paragraphs = [tuple(pieces[:2]), tuple(pieces[2:])] if split else [tuple(pieces)]
        match notation:
            case "note":
                if len(pieces) > 1 and self.random.random() < 0.15:
                    paragraphs = [(*pieces[:1], self.note(), *pieces[1:], self.note())]
                else:
                    paragraphs[-1] = (*paragraphs[-1], self.note())
            case "note-before-stop":
                *head, last = paragraphs[-1] or (self.plain(),)
                cut = msgspec.structs.replace(last, text=last.text.removesuffix("。"))
                paragraphs[-1] = (*head, cut, self.note(), Piece(text="。"))
            case "note-paragraph":
                paragraphs.append((self.note(),))
            case "line":
                paragraphs += [(line,) for line in self.lines()]
        return tuple(paragraph for paragraph in paragraphs if paragraph)


_Note = tuple[str, list[Duty]]


def _rows(names: Sequence[str], role: str, *, open_ended: bool = False) -> list[Duty]:
    return [Duty(name, role, "note", open_ended=open_ended) for name in names]


def _crowd(name: str, role: str, *, open_ended: bool = False) -> Duty:
    return Duty(name, role, "note", collective=True, open_ended=open_ended)


def _note_shared(desk: _Desk) -> _Note:
    names = desk.bodies(1, 5)
    tail = "负责" if len(names) == 1 else desk.random.choice(["负责", "按职责分工负责"])
    return desk.printed(names) + tail, _rows(names, "responsible")


def _note_shared_with_crowd(desk: _Desk) -> _Note:
    names, crowd = desk.bodies(1, 4), desk.collective()
    join = desk.random.choice(["及", "和", "、", "，"])
    return f"{desk.printed(names)}{join}{crowd}按职责分工负责", [
        *_rows(names, "responsible"), _crowd(crowd, "responsible")
    ]  # fmt: skip


def _note_open(desk: _Desk) -> _Note:
    names = desk.bodies(2, 4)
    tail, crowd = desk.random.choice([("等有关部门按职责分工负责", "有关部门"), ("等部门负责", ""), ("等负责", "")])
    rows = _rows(names, "responsible", open_ended=True)
    crowds = [_crowd(crowd, "responsible", open_ended=True)] if crowd else []
    return desk.printed(names, second=False) + tail, rows + crowds


def _note_lead(desk: _Desk) -> _Note:
    names = desk.bodies(1, 2)
    return desk.printed(names) + "牵头", _rows(names, "lead")


def _note_lead_and_others(desk: _Desk) -> _Note:
    names = desk.bodies(2, 6)
    tail = desk.random.choice(["配合", "参与", "按职责分工负责"])
    stop = desk.random.choice("，，；")
    shown = f"{desk.printed(names[:1])}牵头{stop}{desk.printed(names[1:])}{tail}"
    return shown, [*_rows(names[:1], "lead"), *_rows(names[1:], "participant")]


def _note_lead_and_crowd(desk: _Desk) -> _Note:
    names, crowd = desk.bodies(2, 4), desk.collective()
    shown = f"{desk.printed(names[:1])}牵头，{desk.printed(names[1:])}及{crowd}按职责分工负责"
    return shown, [*_rows(names[:1], "lead"), *_rows(names[1:], "participant"), _crowd(crowd, "participant")]


def _note_labelled(desk: _Desk) -> _Note:
    names, colon = desk.bodies(1, 4), desk.random.choice("：：:")
    head = desk.random.choice(["责任单位", "责任部门"])
    return f"{head}{colon}{desk.printed(names)}", _rows(names, "responsible")


def _note_labelled_pair(desk: _Desk) -> _Note:
    names, colon = desk.bodies(2, 4), desk.random.choice("：：:")
    first, second = desk.random.choice([("牵头单位", "配合单位"), ("牵头部门", "参与部门")])
    shown = f"{first}{colon}{desk.printed(names[:1])}；{second}{colon}{desk.printed(names[1:])}"
    return shown, [*_rows(names[:1], "lead"), *_rows(names[1:], "participant")]


def _note_labelled_lead(desk: _Desk) -> _Note:
    names = desk.bodies(2, 4)
    shown = f"责任单位：{desk.printed(names[:1])}牵头，{desk.printed(names[1:])}配合"
    return shown, [*_rows(names[:1], "lead"), *_rows(names[1:], "participant")]


def _note_by(desk: _Desk) -> _Note:
    names = desk.bodies(2, 3)
    shown = f"由{desk.printed(names[:1])}牵头，会同{desk.printed(names[1:])}落实"
    return shown, [*_rows(names[:1], "lead"), *_rows(names[1:], "participant")]


def _note_with(desk: _Desk) -> _Note:
    names = desk.bodies(2, 3)
    shown = f"{desk.printed(names[:1])}会同{desk.printed(names[1:])}负责"
    return shown, [*_rows(names[:1], "responsible"), *_rows(names[1:], "participant")]


def _note_deadline(desk: _Desk) -> _Note:
    names = desk.bodies(1, 3)
    return f"责任单位：{desk.printed(names)}；完成时限：2027年底前", _rows(names, "responsible")


_NOTES: tuple[Callable[[_Desk], _Note], ...] = (
    _note_shared, _note_shared_with_crowd, _note_open, _note_lead, _note_lead_and_others, _note_lead_and_crowd,
    _note_labelled, _note_labelled_pair, _note_labelled_lead, _note_by, _note_with, _note_deadline,
)  # fmt: skip


# The tree ------------------------------------------------------------------------------------------------------------


def _tree(desk: _Desk) -> tuple[Node, ...]:
    """The provisions of one plan by the style's scheme."""
    levels = _LEVELS[desk.style.scheme]
    counters = {level: itertools.count(1) for level in levels}
    return _siblings(desk, levels, counters, 0)


def _siblings(
    desk: _Desk, levels: tuple[str, ...], counters: dict[str, "itertools.count[int]"], depth: int
) -> tuple[Node, ...]:
    level = levels[depth]
    runs_on = level == "article" or (desk.style.through and depth == _through_depth(levels))
    if not runs_on:
        counters[level] = itertools.count(1)
    long = depth == 0 and len(levels) == 1
    many = desk.random.randint(5, 12) if long else desk.random.randint(2, 4)
    nodes = []
    for place in range(many):
        number = next(counters[level])
        label, sign = _label(level, number, desk.style)
        nodes.append(_node(desk, levels, counters, depth, place, label, sign, number))
    return tuple(nodes)


def _through_depth(levels: tuple[str, ...]) -> int:
    """The series that runs through its parents: measures through parts, or else items through measures."""
    return min(len(levels) - 1, 2 if "item" in levels and "measure" in levels and "part" in levels else 1)


def _node(
    desk: _Desk,
    levels: tuple[str, ...],
    counters: dict[str, "itertools.count[int]"],
    depth: int,
    place: int,
    label: str,
    sign: str,
    number: int,
) -> Node:
    level, style = levels[depth], desk.style
    last_level = depth == len(levels) - 1
    lost = style.breaks == "lost"
    childless = last_level or (depth > 0 and desk.random.random() < 0.4) or (depth == 0 and place == 0 and not lost)
    if level == "chapter":
        childless = False
    children = () if childless else _siblings(desk, levels, counters, depth + 1)
    paragraphs: tuple[tuple[Piece, ...], ...]
    if level == "chapter":
        return Node(
            label=label, sign=sign, level=level, ordinal=number, heading=desk.random.choice(POOL["chapters"]),
            paragraphs=(), children=children,
        )  # fmt: skip
    bare = level == "article" or levels[0] in ("chapter", "article") or style.scheme == "part-only"
    if bare:
        first = desk.plain()
        if level == "measure":
            return Node(
                label=label, sign=sign, level=level, ordinal=number, heading=None,
                paragraphs=((first,),), children=children,
            )  # fmt: skip
        body = desk.body(0, 2) if childless else ()
        head, *rest = body or ((),)
        paragraphs = ((first, *head), *rest)
        return Node(
            label=label, sign=sign, level=level, ordinal=number, heading=None, paragraphs=paragraphs, children=children
        )
    headings = POOL["parts"] if level == "part" else POOL["headings"]
    if childless:
        paragraphs = desk.body(1, 4, duty=depth > 0 or len(levels) == 1)
    else:
        paragraphs = ((desk.plain(),),) if not lost and desk.random.random() < 0.2 else ()
    return Node(
        label=label, sign=sign, level=level, ordinal=number, heading=desk.random.choice(headings),
        paragraphs=paragraphs, children=children,
    )  # fmt: skip


# The page ------------------------------------------------------------------------------------------------------------


class _Page:
    """Text written paragraph by paragraph, with what stands where."""

    def __init__(self, style: Style) -> None:
        self.style, self.parts, self.length = style, [""], 0
        self.joined = False
        self.paragraphs = 0

    def put(self, text: str) -> Span:
        self.parts.append(text)
        self.length += len(text)
        return Span(self.length - len(text), self.length)

    def paragraph(self, *, indent: bool = True) -> None:
        """Begin a paragraph; nothing where breaks were lost."""
        self.paragraphs += 1
        if self.length and not self.joined:
            self.put("\n\n" if self.style.blank_lines else "\n")
            if self.style.furniture == "paging" and self.paragraphs % 9 == 0:
                self.put(f"— {self.paragraphs // 9} —\n")
        if indent and not self.joined:
            self.put(self.style.indent)

    def line(self, text: str, *, indent: bool = False) -> Span:
        self.paragraph(indent=indent)
        return self.put(text)

    def text(self) -> str:
        return "".join(self.parts)


class _Record:
    """Collects the truth of one document while its page is written."""

    def __init__(self) -> None:
        self.provisions: list[TrueProvision] = []
        self.pieces: list[Located] = []

    def piece(self, page: _Page, path: tuple[str, ...], piece: Piece) -> None:
        self.pieces.append(Located(path, page.put(piece.text), piece))


def _write(page: _Page, record: _Record, node: Node, parents: tuple[str, ...]) -> None:
    path = (*parents, node.label)
    style = page.style
    page.paragraph()
    start = page.put(node.sign).start
    place = len(record.provisions)
    paragraphs = list(node.paragraphs)
    if node.heading is None:
        title = node.paragraphs[0][0].text
    else:
        title = node.heading
        page.put(title)
        # A part's heading stands alone; every other may run into its text.
        own_line = node.level in ("part", "chapter") or style.heading != "run-in"
        if style.breaks == "lost":
            own_line = not paragraphs
        if not own_line or (style.heading == "own-line-stop" and node.level not in ("part", "chapter")):
            page.put("。")
        if own_line:
            paragraphs.insert(0, ())
    for number, pieces in enumerate(paragraphs):
        if number:
            page.paragraph()
        for piece in pieces:
            record.piece(page, path, piece)
    end = page.length
    for child in node.children:
        _write(page, record, child, path)
    end = page.length if node.children else end
    title = title.rstrip("。")
    record.provisions.insert(place, TrueProvision(path, node.level, node.ordinal, title, Span(start, end)))


# The notice ----------------------------------------------------------------------------------------------------------

_PROVINCES = ("江西", "湖南", "四川", "浙江", "甘肃")
_CITIES = ("宁波", "洛阳", "赣州", "绵阳", "常德")
_GENRES = ("实施意见", "指导意见", "行动计划", "实施方案", "意见")


class _Face(msgspec.Struct, frozen=True, kw_only=True):
    """Who says what when: the metadata of a notice before it is laid out."""

    issuer_lines: tuple[str, ...]
    issuers: tuple[str, ...]
    title: str
    genre: str
    number: str | None
    date: str
    date_text: str


def _face(random: Random, style: Style, serial: int) -> _Face:
    year, month, day = random.randint(2018, 2026), random.randint(1, 12), random.randint(1, 28)
    issuers, short = _issuers(random, style)
    genre = "通知" if style.plans else random.choice(_GENRES)
    topic = random.choice(POOL["topics"])
    what = f"关于印发{topic}{'有关' if style.plans > 1 else ''}方案的通知" if style.plans else f"关于{topic}的{genre}"
    inside = style.title in ("issuer-inside", "joint-inside")
    number = None
    if style.number:
        left, right = style.number
        number = f"{short}{left}{year}{right}{serial}号"
    digits = "".join(_DIGITS[int(digit)] for digit in str(year))
    date_text = f"{digits}年{chinese(month)}月{chinese(day)}日" if style.chinese_date else f"{year}年{month}月{day}日"
    return _Face(
        issuer_lines=() if inside else issuers, issuers=issuers, title=(" ".join(issuers) if inside else "") + what,
        genre=genre, number=number, date=f"{year}-{month:02}-{day:02}", date_text=date_text,
    )  # fmt: skip


def _issuers(random: Random, style: Style) -> tuple[tuple[str, ...], str]:
    joint = style.title.startswith("joint")
    if style.authority == "state":
        if joint:
            return tuple(random.sample(("国家发展改革委", "财政部", "商务部", "农业农村部"), 3)), "发改产业"
        return ("国务院办公厅",), "国办发"
    if style.authority == "province":
        place = random.choice(_PROVINCES)
        if joint:
            return (f"中共{place}省委", f"{place}省人民政府"), f"{place[0]}发"
        return (f"{place}省人民政府",), f"{place[0]}府发"
    place = random.choice(_CITIES)
    if joint:
        return (f"{place}市发展和改革委员会", f"{place}市财政局"), f"{place[0]}发改"
    return (f"{place}市人民政府办公室",), f"{place[0]}政办"


def _split(random: Random, title: str, issuers: int, lines: int) -> list[str]:
    """The title over several lines of six characters or more, never cut where its issuers end."""
    cuts: list[int] = []
    for _ in range(lines - 1):
        room = [
            cut
            for cut in range(issuers + 6, len(title) - 5)
            if all(abs(cut - other) >= 6 for other in (0, *cuts))
        ]
        cuts = sorted([*cuts, random.choice(room)]) if room else cuts
    return [title[start:end] for start, end in itertools.pairwise([0, *cuts, len(title)])]


_NAVIGATION = (
    "首页 > 政务公开 > 政策文件", "无障碍浏览 长者模式", "当前位置：首页 > 公文", "字号：大 中 小", "打印 收藏",
)  # fmt: skip
_FOOT = ("分享到：微信 微博", "打印本页 关闭窗口", "上一篇：没有了 下一篇：政策解读", "版权所有 网站标识码1234567890")


def _front(page: _Page, random: Random, style: Style, face: _Face) -> None:
    if style.furniture == "crawl":
        for text in _NAVIGATION:
            page.line(text)
    if style.furniture in ("portal", "crawl"):
        rows = [("索 引 号", "014500/2024-00123"), ("主题分类", "综合政务"), ("发文机关", " ".join(face.issuers))]
        rows += [("成文日期", face.date_text), ("标　　题", face.title)]
        rows += [("发文字号", face.number)] if face.number else []
        for head, value in [*rows, ("发布日期", "2026年12月30日")]:
            if style.furniture == "portal":
                page.line(f"{head}：")
                page.line(str(value))
            else:
                page.line(f"{head}：{value}")
    for issuers in [" ".join(face.issuer_lines)] if random.random() < 0.5 else face.issuer_lines:
        if issuers:
            page.line(issuers)
    inside = 0 if face.issuer_lines else len(" ".join(face.issuers))
    lines = [face.title] if style.breaks == "lost" else _split(random, face.title, inside, style.title_lines)
    for text in lines:
        page.line(text)
    if style.date == "under-title":
        page.line(f"（{face.date_text}）")
    if face.number:
        page.line(face.number)


def _signature(page: _Page, style: Style, face: _Face) -> None:
    if style.date == "signature":
        for issuer in face.issuers:
            page.line(issuer)
        page.line(face.date_text)
    if style.authority == "state":
        page.line("（此件公开发布）")


def _tail(page: _Page, style: Style) -> None:
    texts = {
        "portal": ("扫一扫在手机打开当前页",),
        "crawl": _FOOT,
    }.get(style.furniture, ())
    for text in texts:
        page.line(text)


def settled(style: Style) -> Style:
    """The nearest style that a reader can take only one way."""
    change: dict[str, Any] = {}
    if style.breaks == "lost":
        change |= {"heading": "run-in", "plans": 0, "attachments": False, "blank_lines": False, "indent": ""}
        change |= {"title_lines": 1, "date": "signature"}
        if style.furniture == "paging":
            change["furniture"] = "none"
        if style.notation in ("line", "note-paragraph", "none", "prose", "mixed"):
            # Only a note tells where the last measure ends when its paragraph does not.
            change["notation"] = "note"
        if style.scheme in ("part-measure-item-subitem-point", "chapter-article", "article", "part-item", "item-only"):
            change["scheme"] = "part-measure-item"
    if style.scheme in ("chapter-article", "article"):
        change |= {"notation": "prose", "closing": False, "legend": False, "attachments": False}
    if style.scheme == "item-only" and style.stop == "、":
        change["stop"] = "."
    if style.plans:
        change |= {"attachments": False, "date": "signature"}
    if style.legend and "notation" not in change and style.notation not in ("note", "note-before-stop"):
        change["notation"] = "note"
    return msgspec.structs.replace(style, **change)


def notice(seed: int, style: Style, serial: int = 7) -> Notice:
    """The notice of this seed and style; the same arguments give the same notice."""
    style = settled(style)
    random = Random(seed)
    face = _face(random, style, serial)
    page = _Page(style)
    _front(page, random, style, face)
    pool = POOL["authority"][style.authority]
    salutation = style.title != "joint-lines"
    if salutation:
        page.line(pool["salutation"])
    page.paragraph(indent=True)
    page.joined = style.breaks == "lost"
    truths = list(_plans(page, random, style, face) if style.plans else [_single(page, random, style, face)])
    page.joined = False
    _tail(page, style)
    return Notice(name=f"synthetic-{seed}", text=page.text(), crlf=style.breaks == "crlf", truths=tuple(truths))


def _single(page: _Page, random: Random, style: Style, face: _Face) -> Truth:
    desk, record = _Desk(random, style, int(face.date[:4])), _Record()
    consent = POOL["authority"][style.authority]["consent"]
    record.piece(page, (), Piece(text="为贯彻落实《全域供水发展纲要》，", references=("全域供水发展纲要",)))
    record.piece(page, (), Piece(text=f"{consent}现提出以下意见。"))
    nodes = _tree(desk)
    for node in nodes:
        _write(page, record, node, ())
    if style.closing and _ends_in_one_paragraph(nodes[-1]):
        page.paragraph()
        this = f"本{face.genre}"
        record.piece(page, (), desk.filled(random.choice(POOL["closings"]), "closing", "general", this))
    names = random.sample(POOL["attachments"], 2) if style.attachments else []
    for number, name in enumerate(names, 1):
        page.line(f"{'附件：' if number == 1 else '　　　'}{number}.{name}", indent=True)
    _signature(page, style, face)
    for number, name in enumerate(names, 1):
        start = page.line(f"附件{number}").start
        page.line(name)
        page.line("本表根据工作进展动态调整。", indent=True)
        title = TrueProvision((f"附件{number}",), "attachment", number, name, Span(start, page.length))
        record.provisions.append(title)
    return _truth(desk, record, face, title=face.title, notice_title=None, genre=face.genre)


def _ends_in_one_paragraph(node: Node) -> bool:
    """Whether a paragraph after this provision can only belong to the whole document."""
    last = node
    while last.children:
        last = last.children[-1]
    return len(last.paragraphs) == 1 and last.level != "part"


def _plans(page: _Page, random: Random, style: Style, face: _Face) -> Iterator[Truth]:
    titles = [f"{topic}行动方案" for topic in random.sample(POOL["topics"], style.plans)]
    page.put(f"现将{''.join(f'《{title}》' for title in titles)}印发给你们，请认真贯彻执行。")
    _signature(page, style, face)
    for title in titles:
        desk, record = _Desk(random, style, int(face.date[:4])), _Record()
        page.line(title)
        page.line("为做好有关工作，制定本方案。", indent=True)
        for node in _tree(desk):
            _write(page, record, node, ())
        yield _truth(desk, record, face, title=title, notice_title=face.title, genre="行动方案")


def _truth(
    desk: _Desk, record: _Record, face: _Face, *, title: str, notice_title: str | None, genre: str
) -> Truth:
    return Truth(
        title=title, notice_title=notice_title, doc_number=face.number, issuers=face.issuers, date=face.date,
        genre=genre, legend=desk.legend, provisions=tuple(record.provisions), pieces=tuple(record.pieces),
    )  # fmt: skip


# Many of them --------------------------------------------------------------------------------------------------------

styles: strategies.SearchStrategy[Style] = strategies.builds(
    Style,
    plans=strategies.sampled_from([0, 0, 0, 0, 1, 2, 3]),
    title_lines=strategies.integers(1, 3),
    **{
        field.name: strategies.sampled_from(field.type.__args__) if hasattr(field.type, "__args__")
        else strategies.booleans()
        for field in msgspec.structs.fields(Style)
        if field.name not in ("plans", "title_lines")
    },
)  # fmt: skip
notices: strategies.SearchStrategy[Notice] = strategies.builds(notice, strategies.integers(0, 10_000), styles)


def documents(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """``count`` plain notices of about 10 to 20 measures as (name, text), each with a number of its own."""
    for place in range(count):
        random = Random(seed * 1_000_003 + place)
        style = Style(
            authority=random.choice(("state", "province", "city")),
            scheme=random.choice(("part-measure", "part-measure-item")),
            notation=random.choice(("note", "line", "mixed")),
            legend=random.random() < 0.2,
            elided=random.random() < 0.5,
            through=random.random() < 0.5,
            title=random.choice(("issuer-inside", "joint-lines")),
        )
        yield f"notice-{place:05}.txt", notice(random.randrange(2**31), style, serial=place + 1).text


def sentences() -> Iterator[str]:
    """Every fixed sentence and heading that the documents draw on, once."""
    for key in ("headings", "parts", "chapters", "plain", "numbers", "prohibitions"):
        yield from POOL[key]
    for key in ("targets", "references"):
        yield from (row["text"] for row in POOL[key])


