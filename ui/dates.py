"""Dates as staff write them, read by the reader of documents."""

import re

from graph.errors import InputError
from graph.model import Span


def read_deadline(words: str, issued: str | None) -> str | None:
    """The ISO-like date of a deadline in words (2027年底前, 2026.12, 2026-12-31); None for words without a figure.

    Raises InputError where no date from ``issued`` (ISO-like) on can be read from it.
    """
    if not re.search(r"[0-9０-９]", words):
        return None
    from ingest.deadlines import find_deadlines

    dotted = re.sub(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", r"\1年\2月\3日", words)
    dotted = re.sub(r"(\d{4})[-/.](\d{1,2})(?!\d)", r"\1年\2月", dotted)
    for text in (dotted, f"{dotted}前"):
        found = find_deadlines(text, Span(0, len(text)), issued)
        if found:
            return found[0].date
    raise InputError(
        f"“{words}”读不出成文日期以后的时限，请写成 2027年底前、2026年12月31日 这样",
        f"No time limit after the document’s date can be read from “{words}”; please write it like 2027年底前 or "
        "2026年12月31日.",
    )
