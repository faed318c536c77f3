"""Whether two documents say the same: the page and the plain text of one notice, or a text with furniture added."""

from typing import Any

from graph.model import Document
from tests.evaluation import Path_, bare, paths, squeezed


def facts(document: Document) -> dict[str, object]:
    """What a document says, without spans: equal for the page and the plain text of one notice."""
    path_of = paths(document)
    text = document.text

    def quotes(key: str) -> list[tuple[Path_, str]]:
        return [(path_of[fact.provision], squeezed(fact.span.of(text))) for fact in getattr(document, key)]

    return {
        "title": document.title,
        "notice_title": document.notice_title,
        "doc_number": document.doc_number,
        "issuers": document.issuers,
        "date": document.date,
        "genre": document.genre,
        "provisions": [(row.path, row.level, row.ordinal, bare(row.title)) for row in document.provisions],
        "responsibilities": [
            (path_of[row.provision], row.actor, row.role, row.basis, row.notation, row.collective, row.open_ended)
            for row in document.responsibilities
        ],
        **{key: quotes(key) for key in (
            "places", "place_roles", "targets", "programmes", "prohibitions", "references", "tasks"
        )},
    }  # fmt: skip


def fact_differences(one: Document, other: Document) -> list[str]:
    """How the facts of two documents differ, each difference in words."""
    rows = []
    ours, theirs = facts(one), facts(other)
    for key, value in ours.items():
        if value == theirs[key]:
            continue
        if isinstance(value, list) and isinstance(theirs[key], list):
            rest: list[Any] = theirs[key]  # type: ignore[assignment]
            rows += [f"{key}: only the first has {item}" for item in value if item not in rest]
            rows += [f"{key}: only the second has {item}" for item in rest if item not in value]
            rows += [f"{key}: in another order or number"] if not rows else []
        else:
            rows.append(f"{key}: {value!r} and {theirs[key]!r}")
    return rows
