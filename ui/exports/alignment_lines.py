"""An alignment as the lines of a 对照表: reference, source, relation and differences.

All formats draw the same lines, with the words that differ marked. A mark is never colour alone: what is new is
underlined, what went is struck through, what moved is double underlined, so that a print in black and white still
tells.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from graph.alignments import AlignedRow, Alignment, Dropped, Match, Relation
from graph.model import Span
from qa.alignment_texts import Side, Unit
from qa.phrases import han
from ui.exports.cells import plain

Mark = Literal["new", "gone", "moved", "unseen"]

RELATIONS: dict[Relation, str] = {
    "carried-over": "沿用", "adapted": "改写", "split": "拆分", "merged": "合并", "added": "新增",
}  # fmt: skip
MARKS: dict[Mark, str] = {
    "new": "增加或改成的文字（下划线）", "gone": "删去或被改的文字（删除线）", "moved": "移动了位置的文字（双下划线）",
    "unseen": "提要的要点，本条未见（方头括号内）",
}  # fmt: skip
FACTS = {"number": "数字", "deadline": "时限", "actor": "主体"}
_BLANKS = re.compile(r"\s*\n\s*")


class Run(msgspec.Struct, frozen=True):
    """A stretch of text with its mark."""

    text: str
    mark: Mark | None = None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table. ``relation`` is None for a provision of the reference that has no counterpart."""

    reference: tuple[Run, ...]
    source: tuple[Run, ...]
    relation: Relation | None
    name: str
    first: tuple[str, ...]
    notes: tuple[str, ...]


def numbered(entry: AlignedRow | Match | Dropped | Unit) -> str:
    """第八条; without a number the path as printed."""
    return f"第{han(entry.number)}条" if entry.number is not None else "".join(entry.path)


def lines_of(alignment: Alignment, source: Side, reference: Side) -> list[Line]:
    """A line a provision of the source, in its order; then those of the reference that none answers to."""
    lines = [_line(row, alignment, source, reference) for row in alignment.rows]
    return lines + [_dropped(dropped, reference) for dropped in alignment.dropped]


def marks_of(lines: Sequence[Line]) -> list[Mark]:
    """The marks that occur, in the legend's order."""
    used = {run.mark for line in lines for run in (*line.reference, *line.source)}
    return [mark for mark in MARKS if mark in used]


def _line(row: AlignedRow, alignment: Alignment, source: Side, reference: Side) -> Line:
    mains = [match for match in row.matches if match.main]
    unit = source.named(row.path)
    theirs: list[tuple[Span, Mark]] = [(span, "unseen" if alignment.outline else "gone") for span in row.missing]
    mine = _new_sentences(row, unit) if unit and mains and not alignment.outline else []
    for match in mains:
        for change in (*match.heading, *(change for pair in match.pairs for change in pair.changes)):
            if change.source:
                mine.append((change.source, "moved" if change.kind == "move" else "new"))
            if change.reference:
                theirs.append((change.reference, "moved" if change.kind == "move" else "gone"))
    cells: list[Run] = []
    for match in mains:
        found = reference.named(match.path)
        if found:
            cells += [Run("\n")] * bool(cells) + [*_runs(reference.text, found, theirs)]
    return Line(
        reference=tuple(cells), source=tuple(_runs(source.text, unit, mine)) if unit else (), relation=row.relation,
        name=RELATIONS[row.relation], first=tuple(_facts(mains, source, reference)), notes=tuple(_notes(row)),
    )  # fmt: skip


def _new_sentences(row: AlignedRow, unit: Unit) -> list[tuple[Span, Mark]]:
    met = {pair.source_span for match in row.matches for pair in match.pairs}
    return [(span, "new") for span in unit.sentences if span not in met]


def _facts(mains: Sequence[Match], source: Side, reference: Side) -> Iterator[str]:
    for match in mains:
        for fact in match.facts:
            old = fact.reference.of(reference.text) if fact.reference else "（无）"
            new = fact.source.of(source.text) if fact.source else "（无）"
            yield plain(f"{FACTS[fact.kind]}：{old} → {new}")


def _notes(row: AlignedRow) -> Iterator[str]:
    yield row.reason
    for match in row.matches:
        if not match.main:
            yield f"另有语句见{numbered(match)}《{match.title}》。"


def _dropped(dropped: Dropped, reference: Side) -> Line:
    unit = reference.named(dropped.path)
    reason = "没有与它对应的条款" + ("（暂定：对照的是提要）。" if dropped.provisional else "。")
    return Line(
        reference=tuple(_runs(reference.text, unit, [])) if unit else (), source=(), relation=None, name="未对应",
        first=(), notes=(reason,),
    )  # fmt: skip


def _runs(text: str, unit: Unit, marks: Sequence[tuple[Span, Mark]]) -> Iterator[Run]:
    """The unit from its label to its end, cut where a mark begins or ends; the first mark on a character holds."""
    yield Run(f"{numbered(unit)} ")
    start = min([unit.title_span.start, *(span.start for span in unit.sentences)])
    within = [(max(span.start, start), span.end, mark) for span, mark in marks if unit.span.covers(span)]
    cuts = sorted({start, unit.span.end, *(cut for one, other, _ in within for cut in (one, other))})
    for one, other in pairwise(cuts):
        mark = next((mark for begin, end, mark in within if begin <= one and other <= end), None)
        words = _BLANKS.sub("\n", plain(text[one:other]))
        if other == unit.span.end:
            words = words.rstrip()
        if words:
            yield Run(f"〔{words}〕" if mark == "unseen" else words, mark)
