"""Who is given which part by a document: notes, own lines, sentences, closing clauses, under its legends.

One module a notation: `notes`, `lines`, `prose`, `legends`. A stretch read by one is not read by the next.
"""

from collections.abc import Iterator, Sequence

from graph.model import Basis, Convention, Notation, Responsibility, Span
from ingest.duties import rows_of
from ingest.legends import Legends, read_legends
from ingest.lines import find_lines
from ingest.notes import find_notes
from ingest.passages import Context, Passage
from ingest.prose import Assigned, find_assignments


def extract_responsibilities(
    passages: Sequence[Passage], context: Context
) -> tuple[list[Responsibility], Convention | None]:
    """The duties that the passages give, in text order, and the convention that a legend states, if any."""
    legends = read_legends(passages)
    rows = list(legends.general)
    for passage in passages:
        rows.extend(_passage_rows(passage, legends))
    return sorted(rows, key=lambda row: (row.surface, row.evidence)), legends.convention


def _passage_rows(passage: Passage, legends: Legends) -> Iterator[Responsibility]:
    basis: Basis = "explicit" if passage.provision is not None else "general"
    text = _without(passage.text, [span for span in legends.spans if passage.span.overlaps(span)], "，")
    notes = list(find_notes(text, passage.span))
    for bracket, statement in notes:
        yield from rows_of(
            statement,
            provision=passage.provision,
            notation="note",
            evidence=bracket,
            basis=basis,
            first_leads=legends.convention is not None or any(bracket.covers(span) for span in legends.local),
        )
    text = _without(text, [bracket for bracket, _ in notes], "\n")
    lines = list(find_lines(text, passage.span))
    for block in lines:
        led = any(clause.part == "lead" for _, statement in block for clause in statement.clauses)
        for line, statement in block:
            yield from rows_of(
                statement,
                provision=passage.provision,
                notation="line",
                evidence=line,
                basis=basis,
                first_leads=legends.convention is not None,
                led=led,
            )
    if passage.kind == "front":
        return
    text = _without(text, [line for block in lines for line, _ in block], "\n")
    for assigned in find_assignments(text, passage.span):
        yield _prose_row(passage, assigned, basis)


def _prose_row(passage: Passage, assigned: Assigned, basis: Basis) -> Responsibility:
    closing = passage.kind == "closing"
    notation: Notation = "closing" if closing else "prose"
    return Responsibility(
        id="",
        provision=passage.provision,
        actor=assigned.body.name,
        surface=assigned.body.surface,
        role="coordinator" if closing and assigned.coordinating and assigned.role == "responsible" else assigned.role,
        basis=basis,
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
