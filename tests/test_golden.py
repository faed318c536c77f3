"""The whole reading of the shipped opinion, as a file that a person can check against the text.

After a change that is meant, write it anew with ``python tests/test_golden.py`` and read the difference.
"""

import json
from pathlib import Path
from typing import Any

import corpus
from graph.model import Document, Span
from ingest.pipeline import parse_path

SEED = corpus.DOCUMENTS / "jiangxi-2026-urban-quality.txt"
GOLDEN = Path(__file__).parent / "data" / "jiangxi-2026-urban-quality.json"


def readable(document: Document) -> dict[str, Any]:
    """A document's facts by provision, each with the words it stands on instead of offsets."""
    text = document.text

    def quote(span: Span) -> str:
        return span.of(text)

    def facts(provision: str | None) -> dict[str, list[str]]:
        found = {
            "duties": [
                f"{row.actor} · {row.role} · {row.basis}{' · collective' if row.collective else ''} · {quote(row.evidence)}"
                for row in document.responsibilities
                if row.provision == provision and row.notation != "mention"
            ],
            "mentions": [
                f"{row.actor} · {row.role} · {quote(row.evidence)}"
                for row in document.responsibilities
                if row.provision == provision and row.notation == "mention"
            ],
            "places": [
                " · ".join(filter(None, (row.name, row.kind, row.code, "＝".join(row.members))))
                for row in document.places
                if row.provision == provision
            ],
            "place roles": [
                f"{row.place} · {quote(row.span)}" for row in document.place_roles if row.provision == provision
            ],
            "targets": [
                f"{quote(row.span)} → {row.metric} {row.comparator or ''} {row.value or ''} {row.unit or ''} {row.deadline or ''}"
                for row in document.targets
                if row.provision == provision
            ],
            "programmes": [row.name for row in document.programmes if row.provision == provision],
            "prohibitions": [quote(row.span) for row in document.prohibitions if row.provision == provision],
            "references": [row.title for row in document.references if row.provision == provision],
            "tasks": [f"{row.verb} | {row.object}" for row in document.tasks if row.provision == provision],
        }
        return {kind: rows for kind, rows in found.items() if rows}

    return {
        "title": document.title,
        "issuers": document.issuers,
        "date": document.date,
        "genre": document.genre,
        "jurisdiction": document.jurisdiction,
        "noise": [quote(span) for span in document.noise],
        "whole document": facts(None),
        "provisions": [
            {"path": "/".join(row.path), "number": row.number, "title": row.title, **facts(row.id)}
            for row in document.provisions
        ],
    }


def written() -> str:
    """The golden file's text, from what parse gives now."""
    (document,) = parse_path(SEED)
    return json.dumps(readable(document), ensure_ascii=False, indent=1) + "\n"


def test_the_shipped_opinion_reads_as_before() -> None:
    assert json.loads(written()) == json.loads(GOLDEN.read_text(encoding="utf-8"))


if __name__ == "__main__":
    GOLDEN.write_text(written(), encoding="utf-8")
