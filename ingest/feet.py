"""What stands below a document: the list of annexes, the issuers' signature and date, remarks, page furniture."""

import re

import msgspec

from graph.model import Span
from ingest import metadata
from ingest.furniture import is_furniture, is_page_number, lines
from ingest.lines import is_own_line
from ingest.numbering import ANNEX_LIST, LABEL_LINE


class Signature(msgspec.Struct, frozen=True):
    """The issuers and the date (ISO) at the foot of a document, and where they stand."""

    span: Span
    issuers: tuple[str, ...]
    date: str | None


_SENTENCE_LIKE = re.compile(r".*(?:[。；！？]|[。；！？][”’）)]*|[）)：:])[^\S\n]*")
_REMARK = re.compile(
    r"[^\S\n]*(?:[（(][^（()）\n]{0,40}[）)]|附件[^\S\n]*[：:].*|抄送.*|公开方式.*|(?:[^。\n]{0,30})印发)[^\S\n]*"
)
_PUBLICITY = re.compile(r"(?m)^[^\S\n]*[（(]?(?:此件|公开方式|信息公开)[^。\n]{0,24}$")


def find_signature(text: str, span: Span, earliest: int) -> Signature | None:
    """The last date that ends the text, with the issuers before it, and remarks after it (GB/T 9704-2012, 7.3.5)."""
    for match in reversed(list(metadata.DATE.finditer(text, earliest, span.end))):
        if not _only_remarks(text, Span(match.end(), span.end)):
            return None
        if text.startswith("印发", match.end()):
            continue  # the printer's line at the foot of the page (GB/T 9704-2012, 7.4.2)
        line_start = max(text.rfind("\n", earliest, match.start()) + 1, earliest)
        before = re.split(r"[。；！？）)”]", text[line_start : match.start()])[-1]
        if before.strip() and not metadata.issuers_of_line(before):
            continue
        start = match.start() - len(before)
        issuers = metadata.issuers_of_line(before)
        while (above := _line_above(text, start, earliest)) is not None:
            named = metadata.issuers_of_line(above.of(text))
            if not (named or is_furniture(above.of(text))) or len(above.of(text)) > 60:
                break
            issuers, start = (*named, *issuers), above.start
        end = match.end()
        for line in lines(text, Span(match.end(), span.end)):
            if line.of(text).strip():
                if not _REMARK.fullmatch(line.of(text)) or is_furniture(line.of(text)):
                    break
                end = line.end
        return Signature(Span(start, end), issuers, metadata.read_date(match.group()))
    return None


def before_foot(text: str, span: Span) -> int:
    """Where the list of annexes and （此件公开发布） begin, below the body (GB/T 9704-2012, 7.3.4 and 7.3.6)."""
    end = span.end
    for pattern in (_PUBLICITY, ANNEX_LIST):
        found = [each for each in pattern.finditer(text, span.start, end) if _is_last(text, Span(each.end(), end))]
        end = found[-1].start() if found else end
    return end


def _is_last(text: str, rest: Span) -> bool:
    return all(is_page_number(line.of(text)) for line in lines(text, rest) if line.of(text).strip())


def _line_above(text: str, start: int, earliest: int) -> Span | None:
    end = start
    while end > earliest and text[end - 1].isspace():
        end -= 1
    if end <= earliest or "\n" not in text[end:start]:
        return None
    return Span(max(text.rfind("\n", earliest, end) + 1, earliest), end)


def _only_remarks(text: str, span: Span) -> bool:
    rest = [line.of(text).strip() for line in lines(text, span) if line.of(text).strip()]
    return not any("。" in line and not _REMARK.fullmatch(line) for line in rest) and sum(map(len, rest)) < 3000


def tail_noise(text: str, span: Span) -> Span | None:
    """From the first line of furniture after the last sentence to the end."""
    start: int | None = None
    for line in lines(text, span):
        content = line.of(text)
        if not content.strip():
            continue
        if is_page_number(content):
            continue
        if is_furniture(content):
            start = line.start if start is None else start
        elif is_own_line(content) or (
            _SENTENCE_LIKE.fullmatch(content) and ("。" in content or "；" in content or LABEL_LINE.match(content))
        ):
            start = None
    return Span(start, span.end) if start is not None else None
