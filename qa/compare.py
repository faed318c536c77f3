"""Two versions of one document, or a draft and the issued text: what became of each provision.

Versions share most of their words, so words alone match them; provisions are matched as a whole document at a time
(`qa.alignment_cover`), by what they say and never by their numbers. A provision that only got another number because
one was put in before it is ``renumbered``, one that changed its place among the others is ``moved``.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
import numpy as np

from graph.alignments import Change, FactChange
from graph.model import Span
from graph.rows import text_id
from qa.alignment_cover import cover
from qa.alignment_differences import changed_facts, word_changes
from qa.alignment_scores import ALIKE, Likeness, Prepared, compare, prepare
from qa.alignment_texts import Side, Unit

Kind = Literal["kept", "reworded", "renumbered", "moved", "split", "merged", "added", "removed"]

SAME_PROVISION = 0.35
"""Below this likeness a provision was removed and another added."""

_PART = 0.25
_SAME_HEADING = 0.6


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A provision of one of the versions."""

    path: tuple[str, ...]
    ordinal: int
    number: int | None
    title: str
    span: Span


class Rewording(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that changed, with the words that did; None: the other version has no such sentence."""

    old_span: Span | None
    new_span: Span | None
    changes: tuple[Change, ...]


class ComparedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A provision of the new version (None: removed), those of the old it comes from, and what happened to it.

    ``kinds`` is ``kept`` alone, or what applies of ``reworded``, ``renumbered``, ``moved``, ``split``, ``merged``, or
    ``added`` or ``removed`` alone. In ``facts`` and ``changes`` the source is the new version, the reference the old.
    """

    old: tuple[Place, ...]
    new: Place | None
    kinds: tuple[Kind, ...]
    score: float | None
    heading: tuple[Change, ...]
    sentences: tuple[Rewording, ...]
    facts: tuple[FactChange, ...]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two versions. ``rows`` are in the new version's order, removed ones after what they followed.

    ``outside`` are the sentences of preamble and closing that changed.
    """

    old: str
    new: str
    old_title: str
    new_title: str
    rows: tuple[ComparedRow, ...]
    outside: tuple[Rewording, ...]


def compare_versions(old: Side, new: Side) -> Comparison:
    """What changed from the old side to the new."""
    before, after = (prepare(side, None, _units(side)) for side in (old, new))
    likeness = compare(after, before, None)
    evidence = (likeness.taken > 0) | (likeness.given > 0) | (likeness.headings >= _SAME_HEADING)
    near = likeness.scores >= SAME_PROVISION
    pairs = cover(
        likeness.scores, near & evidence, SAME_PROVISION,
        rows_join=likeness.given >= _PART, columns_join=likeness.taken >= _PART,
    )  # fmt: skip
    return Comparison(
        old=old.key, new=new.key, old_title=old.title, new_title=new.title,
        rows=tuple(_rows(after, before, likeness, pairs)),
        outside=tuple(_sentences(new, old, new.outside, old.outside)),
    )  # fmt: skip


def _units(side: Side) -> list[Unit]:
    return sorted((*side.units, *side.others), key=lambda unit: unit.span)


def _rows(
    after: Prepared, before: Prepared, likeness: Likeness, pairs: Sequence[tuple[int, int]]
) -> Iterator[ComparedRow]:
    moved = _moved(pairs, likeness)
    kept = {column for _, column in pairs}
    removed = [column for column in range(len(before.units)) if column not in kept]
    for row, unit in enumerate(after.units):
        columns = sorted((column for one, column in pairs if one == row), key=lambda c: -likeness.scores[row, c])
        yield _row(after, before, unit, row, columns, pairs, likeness, moved)
        while removed and columns and removed[0] == max(columns) + 1:
            yield _removed(before.units[removed.pop(0)])
            columns.append(max(columns) + 1)
    for column in removed:
        yield _removed(before.units[column])


def _row(
    after: Prepared, before: Prepared, unit: Unit, row: int, columns: Sequence[int],
    pairs: Sequence[tuple[int, int]], likeness: Likeness, moved: set[tuple[int, int]],
) -> ComparedRow:  # fmt: skip
    sources = [before.units[column] for column in columns]
    if not sources:
        return ComparedRow(
            old=(), new=_place(unit), kinds=("added",), score=None, heading=(), facts=(),
            sentences=tuple(Rewording(old_span=None, new_span=span, changes=()) for span in unit.sentences),
        )  # fmt: skip
    first = sources[0]
    sharing = [one for one, column in pairs if column == columns[0]]
    theirs = [span for source in sources for span in source.sentences]
    gone = {span for one in sharing if one != row for span in _met(after, before, one, columns[0], likeness)}
    sentences = tuple(_sentences(after.side, before.side, unit.sentences, [s for s in theirs if s not in gone]))
    in_text = any(span.overlaps(unit.title_span) for span in unit.sentences)
    headings = after.side.text, unit.title_span, before.side.text, first.title_span
    heading = () if in_text else tuple(word_changes(*headings))
    kinds: list[Kind] = []
    if len(sharing) > 1:
        kinds.append("split")
    if len(columns) > 1:
        kinds.append("merged")
    if sentences or heading:
        kinds.append("reworded")
    if unit.path[-1] != first.path[-1]:
        kinds.append("renumbered")
    if (row, columns[0]) in moved:
        kinds.append("moved")
    met = [(each.new_span, each.old_span) for each in sentences if each.new_span and each.old_span]
    return ComparedRow(
        old=tuple(map(_place, sources)), new=_place(unit), kinds=tuple(kinds) or ("kept",),
        score=round(float(likeness.scores[row, columns[0]]), 4), heading=heading, sentences=sentences,
        facts=tuple(changed_facts(after.side.facts, before.side.facts, met)),
    )  # fmt: skip


def _met(after: Prepared, before: Prepared, row: int, column: int, likeness: Likeness) -> set[Span]:
    """The old unit's sentences that are best met by another new unit."""
    mine, theirs = np.flatnonzero(after.owners == row), np.flatnonzero(before.owners == column)
    return {
        before.spans[index]
        for index in theirs
        if mine.size and likeness.sentences[mine, index].max() >= likeness.sentences[:, index].max() >= ALIKE
    }


def _removed(unit: Unit) -> ComparedRow:
    return ComparedRow(
        old=(_place(unit),), new=None, kinds=("removed",), score=None, heading=(), facts=(),
        sentences=tuple(Rewording(old_span=span, new_span=None, changes=()) for span in unit.sentences),
    )  # fmt: skip


def _place(unit: Unit) -> Place:
    return Place(path=unit.path, ordinal=unit.ordinal, number=unit.number, title=unit.title, span=unit.span)


def _moved(pairs: Sequence[tuple[int, int]], likeness: Likeness) -> set[tuple[int, int]]:
    """The pairs outside the longest run in the old order: what has to be moved to make the new order."""
    best: dict[int, int] = {}
    for row, column in pairs:
        if row not in best or likeness.scores[row, column] > likeness.scores[row, best[row]]:
            best[row] = column
    order = sorted(best.items())
    tails: list[int] = []
    links: list[tuple[int, int | None]] = []  # of each pair: its length in a run, and the pair before it
    ends: list[int] = []
    for index, (_, column) in enumerate(order):
        at = bisect_left(tails, column + 1)  # a split provision's parts stand side by side
        previous = ends[at - 1] if at else None
        if at == len(tails):
            tails.append(column)
            ends.append(index)
        else:
            tails[at], ends[at] = column, index
        links.append((at + 1, previous))
    staying: set[int] = set()
    cursor = ends[-1] if ends else None
    while cursor is not None:
        staying.add(cursor)
        cursor = links[cursor][1]
    return {pair for index, pair in enumerate(order) if index not in staying}


def _sentences(new: Side, old: Side, mine: Sequence[Span], theirs: Sequence[Span]) -> Iterator[Rewording]:
    """The sentences that are not the same on both sides: changed ones paired, others alone, in the new order."""
    same = {text_id(span.of(old.text)) for span in theirs}
    fresh = [span for span in mine if text_id(span.of(new.text)) not in same]
    same = {text_id(span.of(new.text)) for span in mine}
    gone = [span for span in theirs if text_id(span.of(old.text)) not in same]
    likeness = np.array([[_likeness(new.text, one, old.text, other) for other in gone] for one in fresh])
    likeness = likeness.reshape(len(fresh), len(gone))
    alike = likeness >= ALIKE
    pairs = dict(cover(likeness, alike, ALIKE, rows_join=np.zeros_like(alike), columns_join=np.zeros_like(alike)))
    for index, span in enumerate(fresh):
        other = gone[pairs[index]] if index in pairs else None
        changes = tuple(word_changes(new.text, span, old.text, other)) if other else ()
        if changes or other is None:
            yield Rewording(old_span=other, new_span=span, changes=changes)
    for index, span in enumerate(gone):
        if index not in pairs.values():
            yield Rewording(old_span=span, new_span=None, changes=())


def _likeness(new: str, one: Span, old: str, other: Span) -> float:
    """The share of pairs of characters that two sentences have in common."""
    first, second = (
        {"".join(span.of(text).split())[index : index + 2] for index in range(span.end - span.start - 1)}
        for text, span in ((new, one), (old, other))
    )
    return 2 * len(first & second) / max(1, len(first) + len(second))
