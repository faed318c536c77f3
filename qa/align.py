"""Cross-reference: what became of one document's provisions in another (``policygraph align``).

Two sides are compared on headings, sentences, words, named terms and position (`qa.alignment_scores`), matched as a
whole (`qa.alignment_cover`), and each row is given the relation that a stated rule supports
(`qa.alignment_relations`). Nothing is asserted by the texts here: the correspondence is computed, and says so.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress

import numpy as np

from graph.alignments import (
    AlignedRow,
    Alignment,
    Dropped,
    FactChange,
    Match,
    Pair,
    Relation,
    Wording,
    keep_alignment,
    kept_pairs,
    outdated_pairs,
    stored_alignment,
)
from graph.embedding import model_name, open_embedder, require_model, stored_model
from graph.errors import InputError
from graph.load import list_documents
from graph.model import Span
from graph.store import GraphStore
from qa import alignment_relations as rules
from qa.alignment_cover import cover
from qa.alignment_differences import changed_facts, word_changes
from qa.alignment_scores import ALIKE, Likeness, Prepared, VectorCache, compare, prepare, zero_of
from qa.alignment_texts import Side, Unit, read_side
from qa.trace import implementing

COUNTERPART = 0.25
"""Below this likeness two provisions are no counterparts; see tests/test_align.py for what it was measured on."""

_PART = 0.25
"""A provision joins one that has a counterpart already (split, merged) if this share of its sentences stands there."""

_JOINS = 0.4
"""And, where both texts are whole, if the two are this alike: a formula that many provisions end with is not enough."""

_KEPT = 0.5
"""Or a sentence that stands in no third provision is this alike in both."""

_WITHIN = 0.15
"""Likeness of two sentences in provisions that are counterparts already; of two that are whole, not topics."""

_SAME_HEADING = 0.5
_TAKES_UP, _RELATED = 0.4, 0.15
"""A row also takes up a sentence of another provision if it is this alike to it, and the two provisions are related."""

_COMPUTED = Wording(
    zh="对应关系由本工具按标题、语句、用词、名称和位置比对得出，不是文件写明的。",
    en="The correspondence is computed from headings, sentences, words, names and position; the texts do not state it.",
)
_OUTLINE = Wording(
    zh="其中一份是本项目用自己的话写的提要，不是文件原文：只能按标题和要点对照，"
    "关系和“未对应”都是暂时的，以正式公布的全文为准。" + _COMPUTED.zh,
    en="One of the two is an outline in our own words, not the document's text: only headings and topics can be "
    "compared. Relations, and what has no counterpart, are provisional until the full text is read. " + _COMPUTED.en,
)


def align(source: Side, reference: Side, vectors: VectorCache | None = None) -> Alignment:
    """Lay two documents side by side; without vectors they are compared by words alone."""
    return align_prepared(prepare(source, vectors), prepare(reference, vectors), zero_of(vectors))


def align_prepared(source: Prepared, reference: Prepared, zero: float | None) -> Alignment:
    """As `align`, with sides that were prepared before (one document against many)."""
    return _Aligner(source, reference, compare(source, reference, zero)).result()


def aligned(store: GraphStore, source: str, reference: str) -> Alignment:
    """The comparison of two document versions of the graph (their nodes' ids): the one that it keeps, or a new one.

    A new one is kept by `keep`; it takes a few seconds where topics or headings must be embedded.
    """
    model = stored_model(store)
    found = stored_alignment(store, source, reference, model)
    if found:
        return found
    return align(read_side(store, source), read_side(store, reference), vectors_of(store))


def beside(store: GraphStore, source: str, reference: str) -> tuple[Alignment, Side, Side]:
    """Two document versions of the graph (their nodes' ids) with their comparison, as a table of them needs it."""
    return aligned(store, source, reference), read_side(store, source), read_side(store, reference)


def renew(store: GraphStore, progress: Callable[[int, int], None] | None = None) -> int:
    """Compare and keep what is due: pairs of which one has a new version, and documents with those they implement.

    Returns how many pairs were compared; what is kept already is left alone. ``progress`` is told (done, all).
    """
    kept = kept_pairs(store)
    due = [pair for pair in dict.fromkeys([*outdated_pairs(store), *implementing(store)]) if pair not in kept]
    model, vectors = stored_model(store), vectors_of(store) if due else None
    made = 0
    for done, (source, reference) in enumerate(due):
        if progress:
            progress(done, len(due))
        with suppress(InputError):  # a document without provisions has nothing to compare
            keep_alignment(
                store, source, reference, align(read_side(store, source), read_side(store, reference), vectors), model
            )
            made += 1
    return made


def vectors_of(store: GraphStore | None) -> VectorCache | None:
    """The vectors to compare by: the graph's own and, for what it lacks, its model; None where it was made without."""
    if store:
        model = stored_model(store)
        if model is None and list_documents(store):
            return None
        require_model(store, model, model_name())
    return VectorCache(open_embedder(), store)


class _Aligner:
    """The pairs of units that the cover chose, and what follows from them."""

    def __init__(self, source: Prepared, reference: Prepared, likeness: Likeness) -> None:
        self.source, self.reference, self.likeness = source, reference, likeness
        self.outline = source.side.outline or reference.side.outline
        evidence = (likeness.taken > 0) | (likeness.given > 0) | (likeness.headings >= _SAME_HEADING)
        allowed = evidence & (likeness.scores >= COUNTERPART)
        sentences = likeness.sentences
        held = sentences.size > 0
        # of each reference sentence: the unit with the sentence most like it, and how much
        self._homes = self.source.owners[sentences.argmax(axis=0)] if held else np.empty(0, dtype=np.intp)
        self._levels = sentences.max(axis=0) if held else np.empty(0)
        near = likeness.scores >= (0 if self.outline else _JOINS)
        near |= likeness.kept >= _KEPT
        given, taken = likeness.given >= _PART, likeness.taken >= _PART
        # a row that sums several up holds little of each: there it is enough that the sentence is part of the row
        condensed = (likeness.kept >= _KEPT) & (given | taken)
        joining, joined = near & given | condensed, near & taken | condensed
        self.pairs = cover(likeness.scores, allowed, COUNTERPART, rows_join=joining, columns_join=joined)

    def result(self) -> Alignment:
        rows = tuple(self._row(index) for index in range(len(self.source.units)))
        return Alignment(
            source=self.source.side.id, reference=self.reference.side.id, source_title=self.source.side.title,
            reference_title=self.reference.side.title, outline=self.outline,
            note=_OUTLINE if self.outline else _COMPUTED, rows=rows,
            dropped=tuple(self._dropped(rows)),
        )  # fmt: skip

    def _row(self, row: int) -> AlignedRow:
        unit = self.source.units[row]
        mains = sorted(
            (column for one, column in self.pairs if one == row), key=lambda c: -self.likeness.scores[row, c]
        )
        others = self._taken_up(row, mains)
        matches = [self._match(row, column, main=True) for column in mains]
        matches += [self._match(row, column, main=False) for column in others]
        missing = self._missing(row, mains)
        if mains:
            relation, reason = self._relation(row, mains, missing)
            nearest = None
        else:
            column = int(self.likeness.scores[row].argmax())
            nearest = self._nearest(row, column)
            relation, reason = rules.added(self.reference.units[column], nearest.score, COUNTERPART)
        return AlignedRow(
            path=unit.path, ordinal=unit.ordinal, number=unit.number, title=unit.title, relation=relation,
            reason=reason, matches=tuple(matches) if mains else (), nearest=nearest, missing=tuple(missing),
        )  # fmt: skip

    def _relation(self, row: int, mains: Sequence[int], missing: Sequence[Span]) -> tuple[Relation, Wording]:
        unit, reference = self.source.units[row], self.reference.units[mains[0]]
        sharing = [self.source.units[one] for one, column in self.pairs if column == mains[0]]
        if len(sharing) > 1:
            return rules.split(sharing, reference)
        if len(mains) > 1:
            return rules.merged([self.reference.units[column] for column in mains])
        if self.outline:
            return self._outline_relation(unit, reference, missing)
        pairs = self._spans(row, mains[0])
        new = len(set(unit.sentences) - {one for one, _, _ in pairs})
        share = rules.shared_words((self.source.side, unit), (self.reference.side, reference))
        return rules.both_whole(share, new, len(missing), len(self._facts(pairs)))

    def _outline_relation(self, unit: Unit, reference: Unit, missing: Sequence[Span]) -> tuple[Relation, Wording]:
        if self.reference.side.outline:
            words = [span.of(self.reference.side.text) for span in missing]
            return rules.against_outline(unit, reference, len(reference.sentences), words)
        found = self._found_of_source(unit, reference)
        lacking = [span.of(self.source.side.text) for span in unit.sentences if span not in found]
        return rules.against_outline(unit, reference, len(unit.sentences), lacking)

    def _found_of_source(self, unit: Unit, reference: Unit) -> set[Span]:
        row, column = self.source.units.index(unit), self.reference.units.index(reference)
        return {one for one, _, _ in self._spans(row, column)}

    def _taken_up(self, row: int, mains: Sequence[int]) -> list[int]:
        """Units of the reference whose sentence has its best place in this row, though their counterpart is another."""
        if not mains:
            return []
        here = (self._homes == row) & (self._levels >= _TAKES_UP)
        columns = set(self.reference.owners[: len(here)][here].tolist()) - set(mains)
        related = [column for column in columns if self.likeness.scores[row, column] >= _RELATED]
        return sorted(related, key=lambda column: (-self.likeness.scores[row, column], column))

    def _match(self, row: int, column: int, *, main: bool) -> Match:
        unit, mine = self.reference.units[column], self.source.units[row]
        texts = self.source.side.text, self.reference.side.text
        pairs = self._spans(row, column)
        return Match(
            path=unit.path, ordinal=unit.ordinal, number=unit.number, title=unit.title, main=main,
            score=round(float(self.likeness.scores[row, column]), 4),
            heading=tuple(word_changes(texts[0], mine.title_span, texts[1], unit.title_span)),
            facts=() if self.outline else tuple(self._facts(pairs)),
            pairs=tuple(
                Pair(
                    source_span=one, reference_span=other, score=score,
                    changes=() if self.outline else tuple(word_changes(texts[0], one, texts[1], other)),
                )
                for one, other, score in pairs
            ),
        )  # fmt: skip

    def _nearest(self, row: int, column: int) -> Match:
        """The candidate that comes closest, by name alone: it is no counterpart, so there is nothing to compare."""
        unit, score = self.reference.units[column], round(float(self.likeness.scores[row, column]), 4)
        return Match(
            path=unit.path, ordinal=unit.ordinal, number=unit.number, title=unit.title, main=False, score=score,
            heading=(), facts=(), pairs=(),
        )  # fmt: skip

    def _facts(self, pairs: Sequence[tuple[Span, Span, float]]) -> list[FactChange]:
        spans = [(one, other) for one, other, _ in pairs]
        return changed_facts(self.source.side.facts, self.reference.side.facts, spans)

    def _spans(self, row: int, column: int) -> list[tuple[Span, Span, float]]:
        """The sentences of two units that say the same, as pairs of a cover of their own; notes stand for each other.

        A note of who is responsible answers to the other's, whoever is named: that is the difference to be read.
        """
        rows, columns = np.flatnonzero(self.source.owners == row), np.flatnonzero(self.reference.owners == column)
        scores = self.likeness.sentences[np.ix_(rows, columns)]
        least = ALIKE if self.outline else _WITHIN
        alike = scores >= least
        pairs = cover(scores, alike, least, rows_join=scores >= ALIKE, columns_join=scores >= ALIKE)
        if not self.outline:
            met, found = {one for one, _ in pairs}, {other for _, other in pairs}
            mine = [one for one, at in enumerate(rows) if not (self.source.prose[at] or one in met)]
            theirs = [other for other, at in enumerate(columns) if not (self.reference.prose[at] or other in found)]
            pairs = sorted([*pairs, *zip(mine, theirs, strict=False)])
        return [
            (self.source.spans[rows[one]], self.reference.spans[columns[other]], round(float(scores[one, other]), 4))
            for one, other in pairs
        ]

    def _missing(self, row: int, mains: Sequence[int]) -> list[Span]:
        """Sentences of the counterparts that are in none of their rows."""
        missing = []
        for column in mains:
            rows = [one for one, other in self.pairs if other == column]
            found = {span for one in rows for _, span, _ in self._spans(one, column)}
            missing += [span for span in self.reference.units[column].sentences if span not in found]
        return missing

    def _dropped(self, rows: Sequence[AlignedRow]) -> list[Dropped]:
        held = {column for _, column in self.pairs}
        return [
            Dropped(
                path=unit.path, ordinal=unit.ordinal, number=unit.number, title=unit.title, provisional=self.outline,
                taken_up=tuple(row.path for row in rows if any(match.path == unit.path for match in row.matches)),
            )
            for column, unit in enumerate(self.reference.units)
            if column not in held
        ]  # fmt: skip
