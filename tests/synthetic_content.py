"""What synthetic notices say: sentences of our own, bodies, and notes that give them duties."""

import itertools
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, Literal

import msgspec

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


_SECOND_NAMES = {
    "省市场监管局": "（省知识产权局）", "市场监管总局": "（国家标准委）", "市城市管理局": "（市综合执法局）",
}  # fmt: skip


class Desk:
    """Draws bodies, notes and sentences for one notice; numbers its legend."""

    def __init__(self, random: Random, style: Style, year: int, wordings: int = 0) -> None:
        """``wordings``: at most so many different notes of a kind; 0 for any number."""
        self.random, self.style, self.year, self.wordings = random, style, year, wordings
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

    def _few(self) -> "Desk":
        """A desk that draws one of the ``wordings``; this one where any are welcome."""
        if not self.wordings or self.style.legend:
            return self
        return Desk(Random(self.random.randrange(self.wordings)), self.style, self.year)

    def note(self) -> Piece:
        """Who answers for a measure, in brackets."""
        return self._few().any_note()

    def lines(self) -> list[Piece]:
        """Who answers for a measure, on lines of their own."""
        return self._few().any_lines()

    def any_note(self) -> Piece:
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

    def any_lines(self) -> list[Piece]:
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
        drawn = (self.sentence() for _ in range(self.random.randint(low, high)))
        pieces = list({piece.text: piece for piece in drawn}.values())
        notation = self.style.notation
        if notation == "mixed":
            notation = self.random.choice(["none", "note", "prose", "note-before-stop"])
        if not duty or (not pieces and notation == "prose"):
            notation = "none"
        if notation == "prose" or (notation == "note" and self.random.random() < 0.15):
            pieces.insert(self.random.randint(0, len(pieces)), self.prose())
        split = self.style.breaks != "lost" and len(pieces) > 2 and self.random.random() < 0.2
        # A paragraph of its own that gives a duty may as well be the closing.
        split = split and not pieces[2].duties
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
        return tuple(_dated(paragraph) for paragraph in paragraphs if paragraph)


def _dated(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """A sentence without a date may take that of the note at its end, or none."""
    return tuple(
        msgspec.structs.replace(
            piece,
            aims=tuple(msgspec.structs.replace(aim, deadline=aim.deadline or None) for aim in piece.aims),
        )
        if after is not None and after.duties and after.aims
        else piece
        for piece, after in itertools.zip_longest(pieces, pieces[1:])
    )


_Note = tuple[str, list[Duty]]


def _rows(names: Sequence[str], role: str, *, open_ended: bool = False) -> list[Duty]:
    return [Duty(name, role, "note", open_ended=open_ended) for name in names]


def _crowd(name: str, role: str, *, open_ended: bool = False) -> Duty:
    return Duty(name, role, "note", collective=True, open_ended=open_ended)


def _note_shared(desk: Desk) -> _Note:
    names = desk.bodies(1, 5)
    tail = "负责" if len(names) == 1 else desk.random.choice(["负责", "按职责分工负责"])
    return desk.printed(names) + tail, _rows(names, "responsible")


def _note_shared_with_crowd(desk: Desk) -> _Note:
    names, crowd = desk.bodies(1, 4), desk.collective()
    join = desk.random.choice(["及", "和", "、", "，"])
    return f"{desk.printed(names)}{join}{crowd}按职责分工负责", [
        *_rows(names, "responsible"), _crowd(crowd, "responsible")
    ]  # fmt: skip


def _note_open(desk: Desk) -> _Note:
    names = desk.bodies(2, 4)
    tail, crowd = desk.random.choice([("等有关部门按职责分工负责", "有关部门"), ("等部门负责", ""), ("等负责", "")])
    rows = _rows(names, "responsible", open_ended=True)
    crowds = [_crowd(crowd, "responsible", open_ended=True)] if crowd else []
    return desk.printed(names, second=False) + tail, rows + crowds


def _note_lead(desk: Desk) -> _Note:
    names = desk.bodies(1, 2)
    return desk.printed(names) + "牵头", _rows(names, "lead")


def _note_lead_and_others(desk: Desk) -> _Note:
    names = desk.bodies(2, 6)
    tail = desk.random.choice(["配合", "参与", "按职责分工负责"])
    stop = desk.random.choice("，，；")
    shown = f"{desk.printed(names[:1])}牵头{stop}{desk.printed(names[1:])}{tail}"
    return shown, [*_rows(names[:1], "lead"), *_rows(names[1:], "participant")]


def _note_lead_and_crowd(desk: Desk) -> _Note:
    names, crowd = desk.bodies(2, 4), desk.collective()
    shown = f"{desk.printed(names[:1])}牵头，{desk.printed(names[1:])}及{crowd}按职责分工负责"
    return shown, [*_rows(names[:1], "lead"), *_rows(names[1:], "participant"), _crowd(crowd, "participant")]


def _note_labelled(desk: Desk) -> _Note:
    names, colon = desk.bodies(1, 4), desk.random.choice("：：:")
    head = desk.random.choice(["责任单位", "责任部门"])
    return f"{head}{colon}{desk.printed(names)}", _rows(names, "responsible")


def _note_labelled_pair(desk: Desk) -> _Note:
    names, colon = desk.bodies(2, 4), desk.random.choice("：：:")
    first, second = desk.random.choice([("牵头单位", "配合单位"), ("牵头部门", "参与部门")])
    shown = f"{first}{colon}{desk.printed(names[:1])}；{second}{colon}{desk.printed(names[1:])}"
    return shown, [*_rows(names[:1], "lead"), *_rows(names[1:], "participant")]


def _note_labelled_lead(desk: Desk) -> _Note:
    names = desk.bodies(2, 4)
    shown = f"责任单位：{desk.printed(names[:1])}牵头，{desk.printed(names[1:])}配合"
    return shown, [*_rows(names[:1], "lead"), *_rows(names[1:], "participant")]


def _note_by(desk: Desk) -> _Note:
    names = desk.bodies(2, 3)
    shown = f"由{desk.printed(names[:1])}牵头，会同{desk.printed(names[1:])}落实"
    return shown, [*_rows(names[:1], "lead"), *_rows(names[1:], "participant")]


def _note_with(desk: Desk) -> _Note:
    names = desk.bodies(2, 3)
    shown = f"{desk.printed(names[:1])}会同{desk.printed(names[1:])}负责"
    return shown, [*_rows(names[:1], "responsible"), *_rows(names[1:], "participant")]


def _note_deadline(desk: Desk) -> _Note:
    names = desk.bodies(1, 3)
    return f"责任单位：{desk.printed(names)}；完成时限：2027年底前", _rows(names, "responsible")


_NOTES: tuple[Callable[[Desk], _Note], ...] = (
    _note_shared, _note_shared_with_crowd, _note_open, _note_lead, _note_lead_and_others, _note_lead_and_crowd,
    _note_labelled, _note_labelled_pair, _note_labelled_lead, _note_by, _note_with, _note_deadline,
)  # fmt: skip
