"""Where in a text its documents begin and end: titles, heads, signatures, attachments and page furniture."""

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from graph.model import Span
from graph.sentences import trim
from ingest import metadata
from ingest.furniture import is_furniture, is_index_key, lines
from ingest.numbering import ANNEX_LIST, LINE, STOP, Label


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """One document's place in the text, and what its head and foot say.

    ``span`` tiles the text with the other frames; ``head`` is the title with issuers, number and date;
    ``body`` is the main text after it; ``signature`` the list of annexes, issuers and date below;
    ``content`` reaches from the body to the end of the annexes.
    """

    span: Span
    title: str
    head: Span
    body: Span
    content: Span
    signature: Span | None
    noise: tuple[Span, ...]
    notice_title: str | None
    doc_number: str | None
    issuers: tuple[str, ...]
    date: str | None


class _Title(msgspec.Struct, frozen=True):
    text: str
    span: Span  # from its first line to its last
    head: Span  # with the issuers above and the number and date below


class _Signature(msgspec.Struct, frozen=True):
    span: Span
    issuers: tuple[str, ...]
    date: str | None


class _Cover(msgspec.Struct, frozen=True, kw_only=True):
    """What the notice says that carries the plans, and the index table above a document."""

    title: str | None = None
    issuers: tuple[str, ...] = ()
    doc_number: str | None = None
    date: str | None = None
    indexed_number: str | None = None
    indexed_date: str | None = None


_GREETED = r"各[\u4e00-\u9fff]{0,6}(?:[、，（(]|省|市|区|县|部|单位|处|镇|乡|街|直|有关)"
_GENRE_ENDS = "".join(sorted({genre[-1] for genre in metadata.GENRE.split("|")}))
# where a lost break shows in a head: at a number, an indent, a greeting after the title, a date run into words
_CUTS = re.compile(
    rf"(?P<number>{metadata.NUMBER.pattern})"
    r"|(?P<indent>[^\S\n]*　　+)"
    rf"|(?P<greeting>(?<=[{_GENRE_ENDS}）)号])(?={_GREETED}[^。\n]{{0,120}}：))"
    rf"|(?P<dated>(?:(?<=\n)|(?<=　))(?:{metadata.DATE.pattern})(?=[\u4e00-\u9fff]))"
)
_LABEL_LINE = re.compile(
    r"[^\S\n]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+[章条]|\d{1,2}[.．、])"
)
_SENTENCE_LIKE = re.compile(r".*(?:[。；！？]|[。；！？][”’）)]*|[）)：:])[^\S\n]*")
_REMARK = re.compile(
    r"[^\S\n]*(?:[（(][^（()）\n]{0,40}[）)]|附件[^\S\n]*[：:].*|抄送.*|公开方式.*|(?:[^。\n]{0,30})印发)[^\S\n]*"
)
_DATED_LINE = re.compile(rf"[^\S\n]*[（(]?[^\S\n]*(?:{metadata.DATE.pattern})[^。\n]{{0,40}}[）)]?[^\S\n]*")
_HEADS = ("chapter", "article", "part", "measure", "item")
_MAX_TITLE = 90


def find_frames(text: str, candidates: Sequence[Label], attachments: Sequence[Label]) -> list[Frame]:
    """The documents in ``text``, in order: a plan of a notice is one; a text without a title is one without a name."""
    firsts = [label for label in candidates if label.value == 1 and label.standing >= STOP and label.level in _HEADS]
    first = firsts[0].span.start if firsts else len(text)
    head_titles = list(_titles(text, Span(0, first)))
    plans = list(_plans(text, candidates, firsts[0])) if firsts else []
    if not head_titles and not plans:
        return [_framed(text, Span(0, len(text)), None, _Cover(), attachments, own=True)]
    own = head_titles[-1] if head_titles else None
    notice = next((each for each in reversed(head_titles[:-1]) if own and _carries(text, each, own)), None)
    if own is not None and not re.search("印发|转发|公布", (notice or own).text):
        plans = [
            plan for plan in plans if _frame_start(text, plan, attachments) == plan.head.start
        ]  # others are annexes
    starts = [*([own] if own is not None else []), *plans]
    if notice is None and own is not None and plans and re.search("印发|转发|公布", own.text):
        notice = own
    cover = _cover(text, notice, starts[0].head.start if starts[0] is not notice else starts[0].head.end)
    frames = []
    for index, title in enumerate(starts):
        begin = 0 if index == 0 else _frame_start(text, title, attachments)
        end = _frame_start(text, starts[index + 1], attachments) if index + 1 < len(starts) else len(text)
        frames.append(_framed(text, Span(begin, end), title, cover, attachments, own=notice in (None, title)))
    return frames


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Lines of a head, cut also where a lost break shows."""
    for line in lines(text, span):
        start = line.start
        for cut in _CUTS.finditer(text, line.start, line.end):
            if cut.group("number"):
                issued = re.split(metadata.GENRE, re.split(r"[〔\[［﹝（(【]", cut.group())[0])[-1]
                begin = cut.start() + cut.group().index(issued) if issued else cut.start()
                yield Span(start, begin)
                yield Span(begin, cut.end())
                start = cut.end()
            elif cut.group("dated"):
                yield Span(start, cut.end())
                start = cut.end()
            else:
                yield Span(start, cut.start())
                start = cut.start()
        yield Span(start, line.end)


def _titles(text: str, span: Span) -> Iterator[_Title]:
    """Title blocks in a head, in order."""
    pieces = [piece for piece in _pieces(text, span) if piece.end > piece.start]
    covered = -1
    # where every line is set off by a blank one, a blank line parts nothing
    spaced = len(re.findall(r"\n\s*\n", span.of(text))) > 0.4 * len(pieces)
    found: list[_Title] = []
    for index in range(len(pieces) - 1, -1, -1):
        if covered >= 0 and index >= covered:
            continue
        if not _ends_title(text, pieces[index]):
            continue
        first = _first_line(text, pieces, index, blank_lines=spaced)
        if first == index and len(pieces[index].of(text).strip()) < 6:
            continue
        last = index
        if (
            last + 1 < len(pieces)
            and re.fullmatch(metadata.TITLE_TAIL, pieces[last + 1].of(text).strip())
            and (pieces[last + 1].of(text).strip())
        ):
            last += 1
        covered = first
        title = "".join(piece.of(text).strip() for piece in pieces[first : last + 1])
        if metadata.issuers_of_title(title):  # joint issuers over several lines are part of the title
            while first > 0 and metadata.issuers_of_line(above := pieces[first - 1].of(text)):
                first, title = first - 1, f"{above.strip()} {title}"
        found.append(_Title(title, Span(pieces[first].start, pieces[last].end), _head(text, pieces, first, last)))
    yield from reversed(found)


def _ends_title(text: str, piece: Span) -> bool:
    line = piece.of(text).strip()
    return (
        2 < len(line) <= _MAX_TITLE
        and metadata.genre_of(line) is not None
        and not re.search(r"[。；：:！？]", line)
        and not re.match(r"[《“]|[（(][^）)]*[）)]?$", line)
        and not is_furniture(line)
        and not is_index_key(line)
        and not _LABEL_LINE.match(line)
    )


def _first_line(text: str, pieces: Sequence[Span], last: int, *, blank_lines: bool) -> int:
    first = last
    while first > 0 and "关于" not in text[pieces[first].start : pieces[last].end]:
        above = pieces[first - 1].of(text).strip()
        adjacent = blank_lines or text[pieces[first - 1].end : pieces[first].start].count("\n") <= 1
        if (
            not above
            or not adjacent
            or len(above) > 50
            or re.search(r"。|[；：:！？，]$", above)
            or is_furniture(above)
            or is_index_key(above)
            or metadata.NUMBER.search(above)
            or metadata.DATE.search(above)
            or _LABEL_LINE.match(above)
            or re.fullmatch(r"附[件录表].{0,6}|[（(].*[）)]|[^，。]{2,8}[：:].*", above)
            or (metadata.issuers_of_line(above) and not pieces[last].of(text).strip().startswith("的"))
        ):
            break
        first -= 1
    return first


def _head(text: str, pieces: Sequence[Span], first: int, last: int) -> Span:
    while first > 0:
        above = pieces[first - 1].of(text).strip()
        if above and not (
            metadata.issuers_of_line(above) or metadata.NUMBER.fullmatch(above) or above.endswith("文件")
        ):
            break
        if (
            above
            and first > 1
            and is_index_key(key := pieces[first - 2].of(text).strip())
            and key.endswith(("：", ":"))
        ):
            break
        first -= 1
    while not pieces[first].of(text).strip():
        first += 1
    while last + 1 < len(pieces):
        below = pieces[last + 1].of(text).strip()
        if below and not (
            metadata.NUMBER.fullmatch(below)
            or _DATED_LINE.fullmatch(below)
            or metadata.issuers_of_line(below)
            or is_furniture(below)
            or is_index_key(below)
        ):
            break
        last += 1
    while not pieces[last].of(text).strip():
        last -= 1
    return Span(pieces[first].start, pieces[last].end)


def _carries(text: str, earlier: _Title, own: _Title) -> bool:
    # a notice has a text of its own above the plan's title; a title in an index table has none
    return earlier.text != own.text and "。" in text[earlier.span.end : own.head.start]


def _cover(text: str, notice: _Title | None, first: int) -> _Cover:
    head = notice.head if notice is not None else Span(0, 0)
    foot = _signature(text, Span(head.end, first), head.end)
    above = text[: head.start if notice is not None else first]
    issuers = _issuer_lines(text, head) or metadata.issuers_of_title(notice.text if notice else "")
    return _Cover(
        title=notice.text if notice else None,
        issuers=issuers or (foot.issuers if foot else ()),
        doc_number=metadata.read_doc_number(_bare_head(head.of(text))),
        date=_head_date(head.of(text), notice.text if notice else "") or (foot.date if foot else None),
        indexed_number=_indexed(above, metadata.read_doc_number, "发文字号", "文号"),
        indexed_date=_indexed(above, metadata.read_date, "成文日期", "发文日期", "印发日期", "发布日期"),
    )


def _plans(text: str, candidates: Sequence[Label], first: Label) -> Iterator[_Title]:
    """Titles after the first numbered text, each with a numbering of its own that starts anew."""
    previous_end = first.span.end
    for label in candidates:
        if label.standing < LINE or label.span.start <= first.span.start:
            continue
        if label.value == 1 and label.level in _HEADS:
            paragraph_end = text.find("\n", previous_end)
            if 0 <= paragraph_end < label.span.start:
                between = list(_titles(text, Span(paragraph_end, label.span.start)))
                if between and _stands_alone(text, between[-1]):
                    yield between[-1]
        previous_end = label.span.end


def _stands_alone(text: str, title: _Title) -> bool:
    before = text[: title.head.start]
    above = before.rstrip().rpartition("\n")[2].strip()
    return (
        not above
        or before.count("\n", len(before.rstrip())) > 1
        or above[-1] in "。；！？）)日：:"
        or is_furniture(above)
        or re.match(r"附[件录表]|[^，。：:]{2,8}[：:]", above) is not None
    )


def _frame_start(text: str, title: _Title, attachments: Sequence[Label]) -> int:
    for label in attachments:
        if label.span.end <= title.head.start and not text[label.span.end : title.head.start].strip():
            return label.span.start
    return title.head.start


def _framed(
    text: str, span: Span, title: _Title | None, cover: _Cover, attachments: Sequence[Label], *, own: bool
) -> Frame:
    head = title.head if title else Span(span.start, span.start)
    annexes = (label.span.start for label in attachments if head.end <= label.span.start < span.end)
    annexed = next(annexes, None)
    main = Span(span.start, span.end if annexed is None else annexed)
    foot = _signature(text, main, head.end)
    noise = list(_noise_above(text, Span(span.start, head.start))) if title else []
    tail = _tail_noise(text, Span(foot.span.end if foot and annexed is None else head.end, span.end))
    noise.extend(() if tail is None else (tail,))
    stop = span.end if tail is None else tail.start
    body_end = min(foot.span.start if foot else main.end, stop)
    body = Span(head.end, _before_foot(text, Span(head.end, max(body_end, head.end))))
    signed = next(trim(text, Span(body.end, foot.span.end if foot else min(main.end, stop))), None)
    content = Span(head.end, body.end if annexed is None else stop)
    noise.extend(line for line in lines(text, Span(head.start, content.end)) if is_furniture(line.of(text)))
    name = title.text if title else ""
    heading = head.of(text)
    return Frame(
        span=span,
        title=name,
        head=head,
        body=body,
        content=content,
        signature=signed,
        noise=tuple(sorted(set(noise))),
        notice_title=None if own else cover.title,
        doc_number=metadata.read_doc_number(_bare_head(heading)) or cover.doc_number or cover.indexed_number,
        issuers=max(_issuer_lines(text, head), metadata.issuers_of_title(name) if own else (), key=len)
        or cover.issuers
        or metadata.issuers_of_title(name)
        or (foot.issuers if foot else ()),
        date=_head_date(heading, name) or (foot.date if foot else None) or cover.date or cover.indexed_date,
    )


def _bare_head(head: str) -> str:
    return re.sub(rf"(?:{metadata.GENRE})(?=[\u4e00-\u9fff]+[〔\[［﹝])", lambda found: found.group() + "\n", head)


def _head_date(head: str, title: str) -> str | None:
    return metadata.read_date(head.replace(title, "")) if head else None


def _issuer_lines(text: str, head: Span) -> tuple[str, ...]:
    found: list[str] = []
    for line in lines(text, head):
        for name in metadata.issuers_of_line(line.of(text)):
            if name not in found and metadata.genre_of(name) is None:
                found.append(name)
    return tuple(found)


def _indexed(above: str, reader: Callable[[str], str | None], *keys: str) -> str | None:
    for key in keys:
        spaced = r"[^\S\n]*".join(key)
        found = re.search(rf"(?m)^[^\S\n]*{spaced}[^\S\n]*[：:][^\S\n]*\n?(.*)", above)
        if found and (value := reader(found.group(1))):
            return value
    return None


def _signature(text: str, span: Span, earliest: int) -> _Signature | None:
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
        return _Signature(Span(start, end), issuers, metadata.read_date(match.group()))
    return None


_PUBLICITY = re.compile(r"(?m)^[^\S\n]*[（(]?(?:此件|公开方式|信息公开)[^。\n]{0,24}$")


def _before_foot(text: str, span: Span) -> int:
    # 附件：1.… 2.… and （此件公开发布） below the body (GB/T 9704-2012, 7.3.4 and 7.3.6)
    end = span.end
    for pattern in (_PUBLICITY, ANNEX_LIST):
        found = [each for each in pattern.finditer(text, span.start, end) if not text[each.end() : end].strip()]
        end = found[-1].start() if found else end
    return end


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


def _noise_above(text: str, above: Span) -> Iterator[Span]:
    if "。" not in above.of(text):
        yield from trim(text, above)
        return
    for line in lines(text, above):  # the text of a notice stays, as front matter
        if is_furniture(line.of(text)) or is_index_key(line.of(text)):
            yield line


def _tail_noise(text: str, span: Span) -> Span | None:
    """From the first line of furniture after the last sentence to the end."""
    start: int | None = None
    for line in lines(text, span):
        content = line.of(text)
        if not content.strip():
            continue
        if is_furniture(content):
            start = line.start if start is None else start
        elif _SENTENCE_LIKE.fullmatch(content) and ("。" in content or "；" in content or _LABEL_LINE.match(content)):
            start = None
    return Span(start, span.end) if start is not None else None
