"""Reading dates by which something is to be done, and telling them from dates that are only mentioned.

A date counts if the words make it an end: 底, 末, 前, 年内, 到…, 至…, a span of years, or a year that opens
a clause. Beginnings (自…起), base years (比2020年下降), dates of other events (2018年印发) and dates before the
document's own do not count.
"""

import csv
import re
from calendar import monthrange
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

import corpus
from graph.model import Span
from graph.numerals import read_number


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """A limit in time as printed at ``span``.

    ``date`` is ISO-like ("2030", "2019-12", "2020-12-31"), None where the words fix none: ``recurring`` (每年2月底前)
    and ``relative`` (3个月内).
    """

    span: Span
    date: str | None
    kind: Literal["date", "recurring", "relative"] = "date"


_DIGIT = "[0-9０-９]"
_HAN = "[〇○零一二三四五六七八九十]"
_FULL_YEAR = rf"(?:[2２][0０]{_DIGIT}{{2}}|二[〇○零]{_HAN}{{2}})"
_SMALL = rf"(?:{_DIGIT}{{1,2}}|{_HAN}{{1,3}})"
_BEFORE = r"(?P<before>(?:之|以)?前)?"
_MONTH = rf"(?P<month>{_SMALL})\s*月(?:份)?(?:\s*(?P<day>{_SMALL})\s*[日号])?"
_PART = rf"(?:\s*{_MONTH}|(?P<half>[上下]半年)|第?(?P<quarter>[一二三四1-4])季度)?"
_EDGE = r"(?P<edge>年?[底末]|年?内|[上中下]旬|年?初|年中)?"
_DATE = re.compile(
    rf"(?P<range>{_FULL_YEAR}年?(?:[-—–－~～]+|至|到))?(?P<year>{_FULL_YEAR}|[今明本当])\s*年{_PART}{_EDGE}{_BEFORE}"
)
_MONTH_ONLY = re.compile(rf"(?<![年0-9０-９〇一二三四五六七八九十个每.]){_MONTH}(?P<edge>[底末]|[上中下]旬)?{_BEFORE}")
_BARE = re.compile(r"(?<![0-9０-９〇○零一二三四五六七八九今明本当每去上半全几多成])(?:年底|年末|年内)(?:之|以)?前?")
_PERIOD = re.compile(r"[“\"]?(?P<name>十[一二三四五六七八九]五)[”\"]?(?:规划)?(?P<end>期?末)?(?(end)|(?:期间|时期))")
_RECURRING = re.compile(
    rf"(?<![人户家亩均])每(?:半年|年度?|季度?|两年|月|周)(?:{_SMALL}月)?(?:[底末初]|{_SMALL}[日号])?(?:之|以)?前?"
)
_RELATIVE = re.compile(
    rf"(?:(?:自|从)?[^，。；,;\n（）()]{{0,14}}?(?:之日起|起|后|终了后))?"
    rf"(?<![近续去前0-9０-９])(?P<count>{_DIGIT}{{1,3}}|{_HAN}{{1,3}}|两|半)(?P<unit>个?(?:月|季度|工作日|自然日|小时|星期)|年|天|日|周)"
    r"(?:左右)?(?:的?时间)?(?:之|以)?内"
)
_SPENT = re.compile(
    rf"(?:利用|用)(?:{_SMALL}[-—–~～至到])?(?P<count>{_SMALL}|两|半)(?P<unit>个月|年)(?:左右)?的?时间(?:左右)?"
)
_LENGTH_BEFORE = re.compile(r"(?:[至到为达长第]|超过|[制缩定持减短]在?)$")  # 压缩至4个月以内 is an aim, no limit
_TITLE = re.compile(r"《[^》]*》|〔[^〕]*〕")

_NO_END_BEFORE = re.compile(
    r"(?:自|从|比|较|与|相比于|同比|以|按|按照|有效期(?:限)?(?:延长)?(?:至|到)|(?:施行|执行|试行|有效)(?:至|到))$"
)
_EVENT = "(?:正式)?(?:印发|发布|出台|公布|颁布|通过|修订|修正|召开|成立|下发|制定|施行|批准|实施|设立|认定|建成)"
_QUALIFIES = re.compile(rf"\s*(?:{_EVENT}?的|以来|以后|之后|相比|水平)")
_NO_END_AFTER = re.compile(
    r"\s*(?:起|以来|以后|之后|后|度|版|水平|相比|同期|为?基[准数期]|的?基础上|第|出生|春|届|"
    rf"{_EVENT}的|(?:正式)?(?:印发|发布|出台|公布|颁布|通过|修订|修正|召开|成立|下发|制定|施行|批准)|的)"
)
_PERIOD_START = re.compile("[日号](?:起)?[-—–~～至到]+$")
_TOWARDS = re.compile(r"(?:到|至|截至|截止|截止到)\s*$")
_OPENS = re.compile(r"(?:^|年[和、]|[，。；：,;:\s—（(“、]|力争|争取|确保|计划|预计|拟|在|于|并|其中)$")


def find_deadlines(text: str, span: Span, issued: str | None) -> list[Deadline]:
    """The limits in time inside ``text[span]`` (best a sentence), in order; ``issued`` is the document's ISO date."""
    found = sorted(_candidates(text, span, issued), key=lambda deadline: (deadline.span.start, -deadline.span.end))
    kept: list[Deadline] = []
    for deadline in found:
        if not kept or deadline.span.start >= kept[-1].span.end:
            kept.append(deadline)
    return kept


def _candidates(text: str, span: Span, issued: str | None) -> Iterator[Deadline]:
    titles = [found.span() for found in _TITLE.finditer(text, span.start, span.end)]
    year = issued[:4] if issued else None
    for pattern, read in _READERS:
        for found in pattern.finditer(text, span.start, span.end):
            if any(start <= found.start() < end for start, end in titles):
                continue
            deadline = read(found, text, span, issued)
            if deadline is not None:
                yield deadline
    for found in _MONTH_ONLY.finditer(text, span.start, span.end):
        if not (found["before"] or found["edge"] or _TOWARDS.search(text, span.start, found.start())):
            continue
        if _background(text, span, found):
            continue
        stated = _stated_year(text, span.start, found.start()) or year
        date = _iso(stated, found) if stated else None
        if date and issued and date < issued[: len(date)]:
            date = None  # 2月底前 in a notice of December: the words leave the year open
        yield Deadline(span=_with_lead(text, span, found), date=date)


def _read_date(found: re.Match[str], text: str, span: Span, issued: str | None) -> Deadline | None:
    year = _year(found["year"], issued)
    if year is None or _background(text, span, found):
        return None
    lead = text[max(span.start, found.start() - 6) : found.start()]
    marked = found["before"] or found["edge"] or found["range"] or _TOWARDS.search(lead)
    if not marked and (found["day"] or not _opens(text, span, found)):
        return None
    date = _iso(year, found)
    if found["day"] and _PERIOD_START.search(text, span.start, found.start()):
        return None  # 2024年1月1日至2024年12月31日: how long a rule holds
    known = 4 if marked else len(date or "")  # a plan may keep a deadline of some months ago; a bare date then is past
    if date is None or (issued and date[:known] < issued[:known]):
        return None
    return Deadline(span=_with_lead(text, span, found), date=date)


def _read_bare(found: re.Match[str], text: str, span: Span, issued: str | None) -> Deadline | None:
    if _background(text, span, found):
        return None
    return Deadline(span=Span(*found.span()), date=f"{issued[:4]}-12-31" if issued else None)


def _read_period(found: re.Match[str], text: str, span: Span, issued: str | None) -> Deadline | None:
    year = _periods().get(found["name"])
    if year is None or (issued and year < issued[:4]):
        return None
    return Deadline(span=_with_lead(text, span, found), date=f"{year}-12-31" if found["end"] else year)


def _read_recurring(found: re.Match[str], text: str, span: Span, issued: str | None) -> Deadline | None:
    return Deadline(span=Span(*found.span()), date=None, kind="recurring")


def _read_relative(found: re.Match[str], text: str, span: Span, issued: str | None) -> Deadline | None:
    if _LENGTH_BEFORE.search(text, max(span.start, found.start("count") - 4), found.start("count")):
        return None
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    return Deadline(span=Span(start, found.end()), date=None, kind="relative")


_READERS = (
    (_DATE, _read_date),
    (_BARE, _read_bare),
    (_PERIOD, _read_period),
    (_RECURRING, _read_recurring),
    (_RELATIVE, _read_relative),
    (_SPENT, _read_relative),
)


def _background(text: str, span: Span, found: re.Match[str]) -> bool:
    before = text[max(span.start, found.start() - 8) : found.start()]
    after = text[found.end() : min(span.end, found.end() + 8)]
    parts = found.groupdict()
    ended = parts.get("before") or (parts.get("edge") or "")[-1:] in ("底", "末", "内")
    return bool(_NO_END_BEFORE.search(before) or (_QUALIFIES if ended else _NO_END_AFTER).match(after))


def _opens(text: str, span: Span, found: re.Match[str]) -> bool:
    before = text[max(span.start, found.start() - 4) : found.start()]
    rest = text[found.end() : span.end].lstrip()
    return bool(rest) and rest[0] not in "。；;）)、\n" and bool(_OPENS.search(before))


def _with_lead(text: str, span: Span, found: re.Match[str]) -> Span:
    lead = _TOWARDS.search(text[max(span.start, found.start() - 4) : found.start()])
    return Span(found.start() - len(lead[0]) if lead else found.start(), found.end())


def _year(printed: str, issued: str | None) -> str | None:
    number = read_number(printed)
    if number is not None:
        return str(number)
    return str(int(issued[:4]) + (printed == "明")) if issued else None


def _stated_year(text: str, start: int, end: int) -> str | None:
    years = re.findall(rf"({_FULL_YEAR})年", text[start:end])
    return _year(years[-1], None) if years else None


def _iso(year: str, found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    edge = parts["edge"] or ""
    if month_text := parts["month"]:
        month = read_number(month_text) or 0
        if not 1 <= month <= 12:
            return None
        last = monthrange(int(year), month)[1]
        if parts["day"]:
            day = read_number(parts["day"]) or 0
            return f"{year}-{month:02}-{day:02}" if 1 <= day <= last else None
        return f"{year}-{month:02}-{last}" if edge in ("底", "末") else f"{year}-{month:02}"
    if half := parts.get("half"):
        return f"{year}-06-30" if half[0] == "上" else f"{year}-12-31"
    if quarter := parts.get("quarter"):
        month = 3 * (read_number(quarter) or 1)
        return f"{year}-{month:02}-{monthrange(int(year), month)[1]}"
    return f"{year}-12-31" if edge[-1:] in ("底", "末", "内") and edge else year


@cache
def _periods() -> dict[str, str]:
    """Last year of each named five-year period, as its own outline states it."""
    with (corpus.REGISTRY / "periods.csv").open(encoding="utf-8", newline="") as rows:
        return {row["period"]: row["end"] for row in csv.DictReader(rows)}
