"""Finding the other documents that a text cites: titles in 《》, and numbers (国发〔2018〕42号) that stand alone."""

import re
from collections.abc import Iterator, Sequence

from graph.model import Reference, Span
from ingest.passages import Context, Passage

_OPEN, _CLOSE = "《", "》"
_DEFINES = re.compile(r"(?:以下|下)?(?:统)?(?:简)?称(?:为)?$")
_NUMBER = re.compile(
    r"(?:根据|按照|依据|贯彻落实|落实|贯彻|执行|参照|废止|修订)"
    r"(?P<title>[\u4e00-\u9fff]{2,8}[〔\[［（(]20\d\d[〕\]］）)]\d{1,4}号)"
)
_ISSUES = re.compile(r"印发给|现将|现予|现印发|予以印发|转发给|现转发|予以公布|现公布")
_LONGEST = 120


def extract_references(passages: Sequence[Passage], context: Context) -> list[Reference]:
    """The cited documents, each title once a provision.

    What a notice issues (《…方案》已经同意，现印发给你们) and the bracket that only defines a short name
    （以下简称《…》） are no citations.
    """
    references = []
    for passage in passages:
        seen = set()
        for title, span in _cited(passage):
            if title not in seen and title != context.title:
                seen.add(title)
                references.append(Reference(id="", provision=passage.provision, title=title, span=span))
    return references


def _cited(passage: Passage) -> Iterator[tuple[str, Span]]:
    text = passage.text
    issued = [s for s in passage.sentences() if passage.kind == "front" and _ISSUES.search(text, s.start, s.end)]
    for span in _titles(text, passage.span):
        if _DEFINES.search(text, max(passage.span.start, span.start - 5), span.start):
            continue
        if not any(sentence.covers(span) for sentence in issued):
            yield " ".join(text[span.start + 1 : span.end - 1].split()), span
    for found in _NUMBER.finditer(text, *passage.span):
        yield found["title"], Span(*found.span("title"))


def _titles(text: str, span: Span) -> Iterator[Span]:
    """Spans of the outermost 《…》; an unclosed one is skipped."""
    position = text.find(_OPEN, span.start, span.end)
    while position >= 0:
        end = _closing(text, position, min(span.end, position + _LONGEST))
        if end is not None:
            yield Span(position, end)
        position = text.find(_OPEN, end or position + 1, span.end)


def _closing(text: str, start: int, limit: int) -> int | None:
    depth = 0
    for position in range(start, limit):
        depth += (text[position] == _OPEN) - (text[position] == _CLOSE)
        if depth == 0:
            return position + 1 if position > start + 1 else None
    return None
