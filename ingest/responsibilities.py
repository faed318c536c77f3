"""Who is given which part by a document: notes, own lines, sentences, closing clauses, under its legends.

One module a notation: `notes`, `lines`, `tables`, `prose`, `headed`, `legends`. A stretch that one of the first three
has read is not read by the next.
"""

from collections.abc import Iterator, Sequence

import msgspec

from graph.model import Basis, Convention, Notation, Responsibility, Role, Span
from ingest.duties import Statement, label_part, read_statement, rows_of
from ingest.headed import find_headed
from ingest.legends import Legends, read_legends
from ingest.lines import find_lines
from ingest.notes import find_notes
from ingest.passages import Context, Passage
from ingest.prose import Assigned, find_assignments
from ingest.tables import Row, find_rows


def extract_responsibilities(
    passages: Sequence[Passage], context: Context
) -> tuple[list[Responsibility], Convention | None]:
    """The duties that the passages of one document give, in text order, and the convention that a legend states."""
    if not passages:
        return [], None
    legends = read_legends(passages)
    whole = passages[0].text
    text = _without(whole, legends.spans, "，")
    tabled = [(passage, [row for row in find_rows(whole) if row.span.overlaps(passage.span)]) for passage in passages]
    cells = [cell for _, found in tabled for row in found for cell in (*(duty for _, duty in row.duties), *row.limits)]
    text = _without(text, cells, "\n")
    notes = [(passage, list(find_notes(text, passage.span))) for passage in passages]
    text = _without(text, [bracket for _, found in notes for bracket, _ in found], "\n")
    lines = [(passage, list(find_lines(text, passage.span))) for passage in passages]
    text = _without(text, [line for _, blocks in lines for block in blocks for line, _ in block], "\n")
    rows = [
        *(row for row in legends.general if row not in legends.standing),
        *(row for passage, found in notes for row in _note_rows(passage, found, legends)),
        *(row for passage, blocks in lines for row in _line_rows(passage, blocks, legends)),
        *(row for passage, found in tabled for each in found for row in _table_rows(passage, each, legends)),
        *(
            _prose_row(passage, assigned)
            for passage in passages
            if passage.kind != "front"
            for assigned in (*find_headed(passage, text), *find_assignments(text, passage.span))
        ),
    ]
    rows.extend(_standing_rows(rows, legends))
    return sorted(rows, key=lambda row: (row.surface, row.evidence)), legends.convention


def _basis(passage: Passage) -> Basis:
    return "explicit" if passage.provision is not None else "general"


def _note_rows(passage: Passage, notes: Sequence[tuple[Span, Statement]], legends: Legends) -> Iterator[Responsibility]:
    for bracket, statement in notes:
        yield from rows_of(
            statement,
            provision=passage.provision,
            notation="note",
            evidence=bracket,
            basis=_basis(passage),
            first_leads=legends.convention is not None or any(bracket.covers(span) for span in legends.local),
            marks=legends.marks,
        )


def _line_rows(
    passage: Passage, blocks: Sequence[Sequence[tuple[Span, Statement]]], legends: Legends
) -> Iterator[Responsibility]:
    for block in blocks:
        led = any(clause.part == "lead" for _, statement in block for clause in statement.clauses)
        yield from _labelled_rows(passage, block, legends, led)


def _table_rows(passage: Passage, row: Row, legends: Legends) -> Iterator[Responsibility]:
    """What the cells of a table's row say, each under the head of its column as under a label of its own."""
    statements = [(cell, read_statement(passage.text, cell, label_part(head))) for head, cell in row.duties]
    led = any(clause.part == "lead" and clause.bodies for _, statement in statements for clause in statement.clauses)
    yield from _labelled_rows(passage, statements, legends, led)


def _labelled_rows(
    passage: Passage, statements: Sequence[tuple[Span, Statement]], legends: Legends, led: bool
) -> Iterator[Responsibility]:
    """The rows of statements under labels, each with the characters that it stands on; ``led``: one names a lead."""
    for evidence, statement in statements:
        yield from rows_of(
            statement,
            provision=passage.provision,
            notation="line",
            evidence=evidence,
            basis=_basis(passage),
            first_leads=legends.convention is not None,
            marks=legends.marks,
            led=led,
        )


def _standing_rows(rows: Sequence[Responsibility], legends: Legends) -> Iterator[Responsibility]:
    """Those whom a note names for all that follow it, in its own provision and in the later ones with notes.

    Where one of these names a lead, they take part.
    """
    leads = {row.provision for row in rows if row.role == "lead"}
    for standing in legends.standing:
        later = (row for row in rows if row.notation in ("note", "line") and row.evidence > standing.evidence)
        for provision in dict.fromkeys([standing.provision, *(row.provision for row in later)]):
            role: Role = "participant" if provision in leads else standing.role
            yield msgspec.structs.replace(standing, provision=provision, role=role)


def _prose_row(passage: Passage, assigned: Assigned) -> Responsibility:
    closing = passage.kind == "closing"
    notation: Notation = "closing" if closing else "prose"
    return Responsibility(
        id="",
        provision=passage.provision,
        actor=assigned.body.name,
        surface=assigned.body.surface,
        role="coordinator" if closing and assigned.coordinating and assigned.role == "responsible" else assigned.role,
        basis=_basis(passage),
        collective=assigned.body.collective,
        open_ended=assigned.open_ended,
        notation=notation,
        evidence=assigned.evidence,
    )


def _without(text: str, spans: Sequence[Span], fill: str) -> str:
    """The text with the spans blanked, of the same length, so that offsets hold."""
    if not spans:
        return text
    parts, position = [], 0
    for span in sorted(spans):
        if span.start < position:
            continue
        parts.append(text[position : span.start])
        parts.append(fill * (span.end - span.start))
        position = span.end
    return "".join([*parts, text[position:]])
