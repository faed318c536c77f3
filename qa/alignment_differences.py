"""What differs in two stretches that say the same: words and facts.

Words may be inserted, deleted, replaced and moved; figures, dates and actors are compared by value.
Words are cut by jieba; width, case and white space do not count. All spans are in the two texts.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

from graph.alignments import Change, FactChange
from graph.model import Span
from qa.alignment_texts import Fact

_MOVED = 3  # characters that stand elsewhere before this is called a move
_ISLAND = 1  # characters the same between two changes that are no bridge between them


class _Word(NamedTuple):
    """A word as compared, and where it stands."""

    form: str
    span: Span


class _Block(NamedTuple):
    """Words that differ: ``[start, stop)`` of the reference's and of the source's."""

    reference: tuple[int, int]
    source: tuple[int, int]


def word_changes(source: str, source_span: Span, reference: str, reference_span: Span) -> list[Change]:
    """The differences from the reference's stretch to the source's, in the source's order."""
    mine, theirs = _words(source, source_span), _words(reference, reference_span)
    blocks = _blocks([word.form for word in theirs], [word.form for word in mine])
    moves = _moves(blocks, theirs, mine)
    changes = [
        Change(kind="move", source=_cover(mine, one, one + size), reference=_cover(theirs, other, other + size))
        for other, one, size in moves
    ]
    gone = {index for other, _, size in moves for index in range(other, other + size)}
    come = {index for _, one, size in moves for index in range(one, one + size)}
    for block in blocks:
        changes.extend(_rest(block, theirs, mine, gone, come))
    return sorted(changes, key=lambda change: (change.source or _after(change, changes, source_span), change.kind))


def _after(change: Change, changes: Sequence[Change], span: Span) -> Span:
    """Where a deletion reads in the source: behind what stands before it in the reference."""
    before = [
        each.source
        for each in changes
        if each.source and each.reference and each.reference < (change.reference or span)
    ]
    return max(before, default=Span(span.start, span.start))


def _words(text: str, span: Span) -> list[_Word]:
    import jieba

    words, start = [], span.start
    for word in jieba.cut(span.of(text), HMM=False):
        if form := "".join(unicodedata.normalize("NFKC", word).lower().split()):
            words.append(_Word(form, Span(start, start + len(word))))
        start += len(word)
    return words


def _blocks(theirs: Sequence[str], mine: Sequence[str]) -> list[_Block]:
    """Where the two differ; a single character alike between two replacements does not part them."""
    blocks: list[_Block] = []
    for tag, i, j, k, l in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes():  # noqa: E741
        if tag == "equal":
            continue
        if blocks:
            (start, stop), (begin, end) = blocks[-1]
            bridge = "".join(theirs[stop:i])
            if 0 < len(bridge) <= _ISLAND and stop > start and end > begin and j > i and l > k:
                blocks[-1] = _Block((start, j), (begin, l))
                continue
        blocks.append(_Block((i, j), (k, l)))
    return blocks


def _moves(blocks: Sequence[_Block], theirs: Sequence[_Word], mine: Sequence[_Word]) -> list[tuple[int, int, int]]:
    """(reference word, source word, number) of runs that were taken out here and put in there, longest first."""
    out: list[Any] = [None if not any(a <= i < b for (a, b), _ in blocks) else w.form for i, w in enumerate(theirs)]
    put: list[Any] = [None if not any(a <= i < b for _, (a, b) in blocks) else w.form for i, w in enumerate(mine)]
    out = [form if form is not None else ("kept there", index) for index, form in enumerate(out)]
    put = [form if form is not None else ("kept here", index) for index, form in enumerate(put)]
    moves: list[tuple[int, int, int]] = []
    while True:
        found = SequenceMatcher(None, out, put, autojunk=False).find_longest_match()
        run = "".join(str(form) for form in out[found.a : found.a + found.size])
        if sum(char.isalnum() for char in run) < _MOVED:
            return moves
        moves.append((found.a, found.b, found.size))
        for offset in range(found.size):
            out[found.a + offset], put[found.b + offset] = (
                ("moved from", found.a + offset),
                ("moved to", found.b + offset),
            )


def _rest(
    block: _Block, theirs: Sequence[_Word], mine: Sequence[_Word], gone: set[int], come: set[int]
) -> Iterator[Change]:
    """The block without what moved: one run left over on each side is a replacement, others stand alone."""
    old, new = list(_runs(block.reference, gone)), list(_runs(block.source, come))
    if len(old) == len(new) == 1:
        yield Change(kind="replace", source=_cover(mine, *new[0]), reference=_cover(theirs, *old[0]))
        return
    for run in old:
        yield Change(kind="delete", source=None, reference=_cover(theirs, *run))
    for run in new:
        yield Change(kind="insert", source=_cover(mine, *run), reference=None)


def _runs(bounds: tuple[int, int], without: set[int]) -> Iterator[tuple[int, int]]:
    start = bounds[0]
    for index in range(bounds[0], bounds[1] + 1):
        if index == bounds[1] or index in without:
            if start < index:
                yield start, index
            start = index + 1


def _cover(words: Sequence[_Word], start: int, stop: int) -> Span:
    return Span(words[start].span.start, words[stop - 1].span.end)


def changed_facts(
    source: Sequence[Fact], reference: Sequence[Fact], pairs: Sequence[tuple[Span, Span]]
) -> list[FactChange]:
    """The figures, dates and actors that differ between sentences that say the same, in the source's order.

    Sentences that share a partner are read together, so that what moved from one to the next is no difference.
    """
    changes: list[FactChange] = []
    for mine, theirs in _groups(pairs):
        for kind in ("number", "deadline", "actor"):
            one = [fact for fact in source if fact.kind == kind and any(span.covers(fact.span) for span in mine)]
            other = [fact for fact in reference if fact.kind == kind and any(span.covers(fact.span) for span in theirs)]
            for new, old in _differing(one, other):
                changes.append(
                    FactChange(kind=kind, source=new.span if new else None, reference=old.span if old else None)
                )
    return changes


def _groups(pairs: Iterable[tuple[Span, Span]]) -> Iterator[tuple[set[Span], set[Span]]]:
    """The stars of the pairs: each sentence with all that it is paired with."""
    stars: list[tuple[set[Span], set[Span]]] = []
    by_source: dict[Span, set[Span]] = defaultdict(set)
    for one, other in pairs:
        by_source[one].add(other)
    for one, others in sorted(by_source.items()):
        joined = next((star for star in stars if star[1] & others), None)
        if joined:
            joined[0].add(one)
            joined[1].update(others)
        else:
            stars.append(({one}, set(others)))
    return iter(stars)


def _differing(one: Sequence[Fact], other: Sequence[Fact]) -> Iterator[tuple[Fact | None, Fact | None]]:
    """The facts that differ, in pairs: those before the same words first (一万元以上 → 三万元以上), then in order."""
    mine = _without(one, [(fact.value, fact.after) for fact in other])
    theirs = _without(other, [(fact.value, fact.after) for fact in one])
    for fact in list(mine):
        found = next((each for each in theirs if fact.after and each.after == fact.after), None)
        if found and found.value != fact.value:
            mine.remove(fact)
            theirs.remove(found)
            yield fact, found
    yield from zip_longest(_left(mine, theirs), _left(theirs, mine))


def _without(facts: Sequence[Fact], met: Sequence[tuple[str, str]]) -> list[Fact]:
    """The facts that the other side has not, or not as often, before the same words."""
    spare = Counter(met)
    left = []
    for fact in facts:
        if spare[fact.value, fact.after]:
            spare[fact.value, fact.after] -= 1
        else:
            left.append(fact)
    return left


def _left(one: Sequence[Fact], other: Sequence[Fact]) -> list[Fact]:
    """The facts whose value the other side has not as often."""
    spare = Counter(fact.value for fact in other)
    left = []
    for fact in one:
        if spare[fact.value]:
            spare[fact.value] -= 1
        else:
            left.append(fact)
    return left
