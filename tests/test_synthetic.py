"""Parse gives back the truth of synthetic notices."""

from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from graph.model import Document, Span
from ingest.pipeline import parse_path, parse_text
from tests.evaluation import bare, paths
from tests.synthetic import Located, Notice, Style, Truth, documents, notice, notices

TABLE = [
    *(Style(authority=a, notation=n) for a, n in product(("state", "province", "city"), ("note", "line", "mixed"))),
    *(
        Style(scheme=scheme, through=through, heading=heading)  # type: ignore[arg-type]
        for scheme in ("part-measure-item", "part-item", "part-only", "measure-item", "chapter-article", "item-only")
        for through, heading in ((True, "run-in"), (False, "own-line"))
    ),
    Style(scheme="part-measure-item-subitem-point", notation="note", brackets="()"),
    Style(breaks="lost", authority="state", legend=True),
    Style(breaks="lost", scheme="part-measure-item", through=True, stop="．"),
    Style(breaks="crlf", indent="　　", furniture="portal", title_lines=3),
    Style(furniture="crawl", title="joint-lines", number="﹝﹞", chinese_date=True),
    Style(furniture="paging", blank_lines=True, note_brackets="（)", elided=True),
    Style(plans=3, notation="line", scheme="part-measure-item", through=True, stop="．", blank_lines=True),
    Style(plans=1, authority="city", title_lines=2),
    Style(attachments=True, date="under-title", furniture="paging"),
    Style(attachments=True, date="under-title", number="[]"),
]


def differences(drawn: Notice, found: list[Document]) -> Iterator[str]:
    """How what was found differs from the truth, each difference in words; nothing where all is given back."""
    if len(found) != len(drawn.truths):
        yield f"{len(found)} documents, not {len(drawn.truths)}: {[document.title for document in found]}"
        return
    for truth, document in zip(drawn.truths, found, strict=True):
        yield from _metadata(truth, document)
        yield from _provisions(truth, document)
        yield from _duties(truth, document)
        yield from _targets(truth, document)
        yield from _others(truth, document)
        if document.coverage != 1.0:
            yield f"coverage {document.coverage}"


def _number(printed: str | None) -> str | None:
    return printed and printed.translate(str.maketrans("[]﹝﹞", "〔〕〔〕"))


def _metadata(truth: Truth, document: Document) -> Iterator[str]:
    pairs = (
        ("title", truth.title, document.title),
        ("notice_title", truth.notice_title, document.notice_title),
        ("doc_number", _number(truth.doc_number), _number(document.doc_number)),
        ("issuers", truth.issuers, document.issuers),
        ("date", truth.date, document.date),
        ("genre", truth.genre, document.genre),
        ("convention", bool(truth.legend), document.convention is not None),
    )
    for name, wanted, got in pairs:
        if wanted != got:
            yield f"{name}: {got!r}, not {wanted!r}"


def _provisions(truth: Truth, document: Document) -> Iterator[str]:
    wanted = [(row.path, row.level, row.ordinal, bare(row.title), row.span) for row in truth.provisions]
    got = [
        (row.path, row.level, row.ordinal, bare(row.title), _trimmed(document, row.span)) for row in document.provisions
    ]
    yield from _unequal("provision", wanted, got)


def _trimmed(document: Document, span: Span) -> Span:
    """The span without blanks and furniture at its end: a page's number may fall to either side."""
    start, end = span
    while True:
        end = start + len(document.text[start:end].rstrip())
        tail = next((noise for noise in document.noise if noise.start > start and noise.start < end <= noise.end), None)
        if tail is None:
            return Span(start, end)
        end = tail.start


def _unequal(name: str, wanted: list[tuple[object, ...]], got: list[tuple[object, ...]]) -> Iterator[str]:
    left, right = Counter(wanted), Counter(got)
    for row in (left - right).elements():
        yield f"{name} missed: {row}"
    for row in (right - left).elements():
        yield f"{name} too much: {row}"


def _duties(truth: Truth, document: Document) -> Iterator[str]:
    path_of = paths(document)
    wanted = [
        (place.path, row.actor, row.role, row.basis, row.notation, row.collective, row.open_ended)
        for place in truth.pieces
        for row in place.piece.duties
    ]
    got = [
        (path_of[row.provision], row.actor, row.role, row.basis, row.notation, row.collective, row.open_ended)
        for row in document.responsibilities
        if row.notation != "mention"
    ]
    yield from _unequal("responsibility", wanted, got)


def _targets(truth: Truth, document: Document) -> Iterator[str]:
    path_of = paths(document)
    aims = [(place, aim) for place in truth.pieces for aim in place.piece.aims]
    used = set()
    for place, aim in aims:
        start = place.span.start + place.piece.text.index(aim.quote)
        span = Span(start, start + len(aim.quote))
        near = [row for row in document.targets if row.span.overlaps(span) and path_of[row.provision] == place.path]
        used |= {row.id for row in near}
        if not any(
            aim.deadline in (None, row.deadline or "")
            and aim.value in (None, row.value)
            and aim.comparator in (None, row.comparator)
            for row in near
        ):
            seen = [(row.span.of(document.text), row.deadline, row.value, row.comparator) for row in near]
            yield f"target missed: {place.path} {aim}; found {seen}"
    loose = [place.span for place in truth.pieces if place.piece.loose]
    for row in document.targets:
        if row.id not in used and not any(row.span.overlaps(span) for span in loose):
            yield f"target too much: {row.span.of(document.text)!r} {row.deadline} {row.value}"


def _others(truth: Truth, document: Document) -> Iterator[str]:
    path_of = paths(document)
    wanted = [(place.path, title) for place in truth.pieces for title in place.piece.references]
    got = [(path_of[row.provision], row.title) for row in document.references if not _in_front(row.span, truth)]
    yield from _unequal("reference", wanted, got)
    forbidding: list[Located] = [place for place in truth.pieces if place.piece.forbids]
    for place in forbidding:
        if not any(place.span.overlaps(row.span) for row in document.prohibitions):
            yield f"prohibition missed: {place.piece.text}"
    for row in document.prohibitions:
        if not any(place.span.overlaps(row.span) for place in forbidding):
            yield f"prohibition too much: {row.span.of(document.text)!r}"


def _in_front(span: Span, truth: Truth) -> bool:
    """Whether the span stands before anything that the truth speaks of (a notice's own list of plans)."""
    return span.end <= min(place.span.start for place in truth.pieces)


def parsed(drawn: Notice, folder: Path) -> list[Document]:
    """The documents of a notice; one with other line ends goes through a file."""
    if not drawn.crlf:
        return parse_text(drawn.text, drawn.name)
    file = folder / f"{drawn.name}.txt"
    file.write_bytes(drawn.text.replace("\n", "\r\n").encode("utf-8"))
    return parse_path(file)


@pytest.mark.parametrize("style", TABLE, ids=lambda style: _changes(style))
@pytest.mark.parametrize("seed", range(2))
def test_parse_gives_the_truth_back(style: Style, seed: int, tmp_path: Path) -> None:
    drawn = notice(seed, style)
    wrong = list(differences(drawn, parsed(drawn, tmp_path)))
    assert not wrong, "\n".join(wrong)


def _changes(style: Style) -> str:
    usual = Style()
    return "-".join(
        str(getattr(style, name)) for name in Style.__struct_fields__ if getattr(style, name) != getattr(usual, name)
    )


@given(drawn=notices)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parse_gives_the_truth_of_any_mix_back(drawn: Notice, tmp_path: Path) -> None:
    wrong = list(differences(drawn, parsed(drawn, tmp_path)))
    assert not wrong, "\n".join(wrong)


def test_documents_are_the_same_every_time_and_named_apart() -> None:
    first, again = list(documents(20, seed=1)), list(documents(20, seed=1))
    assert first == again
    assert len({name for name, _ in first}) == len({text for _, text in first}) == 20
