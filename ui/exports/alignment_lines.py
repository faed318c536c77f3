"""An alignment as a 对照表: the reference, the source, and the relation with what differs, a line a provision.

Every format and the page draw the same table (`table_of`), with the words that differ marked. A mark is never colour
alone: what is new is underlined, what went is struck through, what moved is double underlined, so that a print in
black and white still tells.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Literal

import msgspec

from graph.alignments import AlignedRow, Alignment, Change, Dropped, Match, Relation, Wording
from graph.model import Span
from qa.alignment_relations import MEANINGS, NAMES
from qa.alignment_texts import Side, Unit
from qa.normalise import Language
from qa.phrases import numbered
from ui.exports.cells import plain

Mark = Literal["new", "gone", "moved", "unseen", "elsewhere"]

MARKS: Mapping[Mark, Wording] = {
    "new": Wording(zh="增加或改成的文字（下划线）", en="added or changed to (underlined)"),
    "gone": Wording(zh="删去或被改的文字（删除线）", en="left out or changed (struck through)"),
    "moved": Wording(zh="移动了位置的文字（双下划线）", en="moved (double underlined)"),
    "unseen": Wording(zh="提要的要点，本条未见（方头括号内）", en="a topic of the outline not met here (in brackets)"),
    "elsewhere": Wording(zh="分到另一条的文字（尖括号内）", en="what went to another provision (in angle brackets)"),
}  # fmt: skip
FACTS = {
    "number": Wording(zh="数字", en="figure"), "deadline": Wording(zh="时限", en="date"),
    "actor": Wording(zh="主体", en="body"),
}  # fmt: skip
_WORDS = {
    "table": Wording(zh="《{}》对照表", en="《{}》: what became of what"),
    "outline": Wording(zh="（本项目的提要）", en=" (our outline of it)"),
    "differences": Wording(zh="关系和差异", en="Relation and differences"),
    "nothing": Wording(zh="（无）", en="(none)"),
    "unmatched": Wording(zh="（无对应条款）", en="(no counterpart)"),
    "apart": Wording(
        zh="这两份文件没有一条相对应：下面各条不是新增，就是没有对应。",
        en="No provision of one answers to any of the other: each one below is added, or has no counterpart. ",
    ),
    "also": Wording(zh="另有语句见{}《{}》。", en="It also takes up a sentence of {} 《{}》."),
    "dropped": Wording(zh="没有与它对应的条款。", en="No provision answers to it."),
    "provisional": Wording(
        zh="没有与它对应的条款（暂定：对照的是提要）。", en="No provision answers to it (provisional: an outline)."
    ),
    "reading": Wording(zh="怎样看这张表", en="How to read this table"),
}
_BRACKETS: Mapping[Mark, tuple[str, str]] = {"unseen": ("〔", "〕"), "elsewhere": ("〈", "〉")}
_BLANKS = re.compile(r"\s*\n\s*")
_TOLD: Mapping[Language, str] = {"zh": "：", "en": ": "}


class Run(msgspec.Struct, frozen=True):
    """A stretch of text with its mark."""

    text: str
    mark: Mark | None = None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table.

    ``relation`` is None, and ``path`` too, for a provision of the reference that has no counterpart. ``counterparts``
    are the paths in the reference, main ones only; ``first`` what is to be read first (figures, dates and bodies that
    differ); ``notes`` why the relation holds.
    """

    relation: Relation | None
    name: str
    path: tuple[str, ...] | None
    counterparts: tuple[tuple[str, ...], ...]
    reference: tuple[Run, ...]
    source: tuple[Run, ...]
    first: tuple[str, ...]
    notes: tuple[str, ...]


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many lines have a relation (None: no counterpart), and what it is called and means."""

    relation: Relation | None
    name: str
    meaning: str
    lines: int


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """All that a 对照表 says, in one language; ``heads`` are of the columns reference, source and relation.

    ``note`` is what to know before reading it: that nothing in the two corresponds, where that is so, and how the lines
    were found. ``counts`` has the relations that occur, ``legend`` the marks that occur, each drawn as itself;
    ``unmatched`` is what an empty cell says, ``reading`` the heading over the explanations.
    """

    language: Language
    title: str
    heads: tuple[str, str, str]
    note: str
    outline: bool
    counts: tuple[Count, ...]
    legend: tuple[Run, ...]
    lines: tuple[Line, ...]
    unmatched: str
    reading: str


def table_of(alignment: Alignment, source: Side, reference: Side, language: Language = "zh") -> Table:
    """A line a provision of the source, in its order; then those of the reference that none answers to."""
    drawer = _Drawer(source, reference, language, outline=alignment.outline)
    lines = [drawer.line(row) for row in alignment.rows] + [drawer.dropped(one) for one in alignment.dropped]
    used = {run.mark for line in lines for run in (*line.reference, *line.source)}
    related = any(line.path and line.counterparts for line in lines)
    held = Counter(line.relation for line in lines)
    outline = (_say("outline", language) if side.outline else "" for side in (reference, source))
    return Table(
        language=language,
        title=plain(_say("table", language).format(alignment.source_title)),
        heads=(
            plain(f"《{alignment.reference_title}》{next(outline)}"),
            plain(f"《{alignment.source_title}》{next(outline)}"),
            _say("differences", language),
        ),
        note=("" if related else _say("apart", language)) + said(alignment.note, language),
        outline=alignment.outline,
        counts=tuple(
            Count(relation=one, name=said(name, language), meaning=said(MEANINGS[one], language), lines=held[one])
            for one, name in NAMES.items()
            if held[one]
        ),
        legend=tuple(Run(said(name, language), mark) for mark, name in MARKS.items() if mark in used),
        lines=tuple(lines),
        unmatched=_say("unmatched", language),
        reading=_say("reading", language),
    )  # fmt: skip


def said(wording: Wording, language: Language) -> str:
    """The words in a language."""
    return wording.zh if language == "zh" else wording.en


def _say(name: str, language: Language) -> str:
    return said(_WORDS[name], language)


class _Drawer:
    """Two sides and the language of the table, and what one line of it says."""

    def __init__(self, source: Side, reference: Side, language: Language, *, outline: bool) -> None:
        self.source, self.reference, self.language, self.outline = source, reference, language, outline

    def line(self, row: AlignedRow) -> Line:
        mains = [match for match in row.matches if match.main]
        unit = self.source.named(row.path)
        theirs: list[tuple[Span, Mark]] = [(span, "unseen" if self.outline else "gone") for span in row.missing]
        mine = _new_sentences(row, unit) if unit and mains and not self.outline else []
        headings = [(row.path, match.path, match.heading) for match in mains]
        pairs = [(pair.source_span, pair.reference_span, pair.changes) for match in mains for pair in match.pairs]
        mine += [*_marked(headings, 0, "new"), *_marked(pairs, 0, "new")]
        theirs += [*_marked(headings, 1, "gone"), *_marked(pairs, 1, "gone")]
        cells: list[Run] = []
        for match in mains:
            found = self.reference.named(match.path)
            if found:
                if row.relation == "split":
                    here = {*row.missing, *(pair.reference_span for pair in match.pairs)}
                    theirs += [(span, "elsewhere") for span in found.sentences if span not in here]
                cells += [Run("\n")] * bool(cells) + [*self._runs(self.reference.text, found, theirs)]
        return Line(
            relation=row.relation, name=said(NAMES[row.relation], self.language), path=row.path,
            counterparts=tuple(match.path for match in mains), reference=tuple(cells),
            source=tuple(self._runs(self.source.text, unit, mine)) if unit else (),
            first=tuple(self._facts(mains)), notes=tuple(self._notes(row)),
        )  # fmt: skip

    def dropped(self, dropped: Dropped) -> Line:
        unit = self.reference.named(dropped.path)
        return Line(
            relation=None, name=said(NAMES[None], self.language), path=None, counterparts=(dropped.path,), source=(),
            reference=tuple(self._runs(self.reference.text, unit, [])) if unit else (), first=(),
            notes=(_say("provisional" if dropped.provisional else "dropped", self.language),),
        )  # fmt: skip

    def _facts(self, mains: Sequence[Match]) -> Iterator[str]:
        nothing = _say("nothing", self.language)
        for match in mains:
            for fact in match.facts:
                old = fact.reference.of(self.reference.text) if fact.reference else nothing
                new = fact.source.of(self.source.text) if fact.source else nothing
                yield plain(f"{said(FACTS[fact.kind], self.language)}{_TOLD[self.language]}{old} → {new}")

    def _notes(self, row: AlignedRow) -> Iterator[str]:
        yield said(row.reason, self.language)
        for match in row.matches:
            if not match.main:
                name = numbered(match.number, match.path, self.language)
                yield _say("also", self.language).format(name, match.title)

    def _runs(self, text: str, unit: Unit, marks: Sequence[tuple[Span, Mark]]) -> Iterator[Run]:
        """The unit from its label to its end, cut where a mark begins or ends; the first mark on a character holds."""
        yield Run(f"{numbered(unit.number, unit.path, self.language)} ")
        start = min([unit.title_span.start, *(span.start for span in unit.sentences)])
        within = [(max(span.start, start), span.end, mark) for span, mark in marks if unit.span.covers(span)]
        cuts = sorted({start, unit.span.end, *(cut for one, other, _ in within for cut in (one, other))})
        for one, other in pairwise(cuts):
            mark = next((mark for begin, end, mark in within if begin <= one and other <= end), None)
            words = _BLANKS.sub("\n", plain(text[one:other]))
            if other == unit.span.end:
                words = words.rstrip()
            if words:
                before, after = _BRACKETS.get(mark, ("", "")) if mark else ("", "")
                yield Run(f"{before}{words}{after}", mark)


def _marked(
    compared: Sequence[tuple[object, object, Sequence[Change]]], side: Literal[0, 1], mark: Mark
) -> Iterator[tuple[Span, Mark]]:
    """The words that differ on one side (0: source). Beside several, a word differs if it does from each of them."""
    by_text: dict[object, list[dict[int, Mark]]] = defaultdict(list)
    for each in compared:
        marks: dict[int, Mark] = {}
        for change in each[2]:
            span = change.reference if side else change.source
            if span:
                marks.update(dict.fromkeys(range(*span), "moved" if change.kind == "move" else mark))
        by_text[each[side]].append(marks)
    for several in by_text.values():
        shared = sorted(set.intersection(*map(set, several)))
        runs = [(at - index, several[0][at], at) for index, at in enumerate(shared)]  # equal first where at runs on
        for (_, kind), run in groupby(runs, itemgetter(0, 1)):
            places = [at for _, _, at in run]
            yield Span(places[0], places[-1] + 1), kind


def _new_sentences(row: AlignedRow, unit: Unit) -> list[tuple[Span, Mark]]:
    met = {pair.source_span for match in row.matches for pair in match.pairs}
    return [(span, "new") for span in unit.sentences if span not in met]
