"""Where in a text its documents begin and end, and what their heads, covers and feet say of them."""

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from graph.model import Span
from graph.sentences import trim
from ingest import metadata
from ingest.feet import before_foot, find_signature, tail_noise
from ingest.furniture import is_furniture, is_index_key, lines
from ingest.numbering import LINE, STOP, Label
from ingest.titles import Title, find_titles


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


class _Cover(msgspec.Struct, frozen=True, kw_only=True):
    """What the notice says that carries the plans, and the index table above a document."""

    title: str | None = None
    issuers: tuple[str, ...] = ()
    doc_number: str | None = None
    date: str | None = None
    indexed_number: str | None = None
    indexed_date: str | None = None


_HEADS = ("chapter", "article", "part", "measure", "item")


def find_frames(text: str, candidates: Sequence[Label], attachments: Sequence[Label]) -> list[Frame]:
    """The documents in ``text``, in order: a plan of a notice is one; a text without a title is one without a name."""
    firsts = [label for label in candidates if label.value == 1 and label.standing >= STOP and label.level in _HEADS]
    first = firsts[0].span.start if firsts else len(text)
    head_titles = list(find_titles(text, Span(0, first)))
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


def _carries(text: str, earlier: Title, own: Title) -> bool:
    # a notice has a text of its own above the plan's title; a title in an index table has none
    return earlier.text != own.text and "。" in text[earlier.span.end : own.head.start]


def _cover(text: str, notice: Title | None, first: int) -> _Cover:
    head = notice.head if notice is not None else Span(0, 0)
    foot = find_signature(text, Span(head.end, first), head.end)
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


def _plans(text: str, candidates: Sequence[Label], first: Label) -> Iterator[Title]:
    """Titles after the first numbered text, each with a numbering of its own that starts anew."""
    previous_end = first.span.end
    for label in candidates:
        if label.standing < LINE or label.span.start <= first.span.start:
            continue
        if label.value == 1 and label.level in _HEADS:
            paragraph_end = text.find("\n", previous_end)
            if 0 <= paragraph_end < label.span.start:
                between = list(find_titles(text, Span(paragraph_end, label.span.start)))
                if between and _stands_alone(text, between[-1]):
                    yield between[-1]
        previous_end = label.span.end


def _stands_alone(text: str, title: Title) -> bool:
    before = text[: title.head.start]
    above = before.rstrip().rpartition("\n")[2].strip()
    return (
        not above
        or before.count("\n", len(before.rstrip())) > 1
        or above[-1] in "。；！？）)日：:"
        or is_furniture(above)
        or re.match(r"附[件录表]|[^，。：:]{2,8}[：:]", above) is not None
    )


def _frame_start(text: str, title: Title, attachments: Sequence[Label]) -> int:
    for label in attachments:
        if label.span.end <= title.head.start and not text[label.span.end : title.head.start].strip():
            return label.span.start
    return title.head.start


def _framed(
    text: str, span: Span, title: Title | None, cover: _Cover, attachments: Sequence[Label], *, own: bool
) -> Frame:
    head = title.head if title else Span(span.start, span.start)
    annexes = (label.span.start for label in attachments if head.end <= label.span.start < span.end)
    annexed = next(annexes, None)
    main = Span(span.start, span.end if annexed is None else annexed)
    foot = find_signature(text, main, head.end)
    noise = list(_noise_above(text, Span(span.start, head.start))) if title else []
    tail = tail_noise(text, Span(foot.span.end if foot and annexed is None else head.end, span.end))
    noise.extend(() if tail is None else (tail,))
    stop = span.end if tail is None else tail.start
    body_end = min(foot.span.start if foot else main.end, stop)
    body = Span(head.end, before_foot(text, Span(head.end, max(body_end, head.end))))
    signed = next(trim(text, Span(body.end, foot.span.end if foot else min(main.end, stop))), None)
    content = Span(head.end, body.end if annexed is None else stop)
    noise.extend(line for line in lines(text, Span(head.start, content.end)) if is_furniture(line.of(text)))
    name = (title.announced or title.text) if title else ""
    heading = head.of(text)
    return Frame(
        span=span,
        title=name,
        head=head,
        body=body,
        content=content,
        signature=signed,
        noise=tuple(sorted(set(noise))),
        notice_title=title.text if title and title.announced else None if own else cover.title,
        doc_number=metadata.read_doc_number(_bare_head(heading)) or cover.doc_number or cover.indexed_number,
        issuers=max(_issuer_lines(text, head), metadata.issuers_of_title(title.text if title and own else ""), key=len)
        or cover.issuers
        or metadata.issuers_of_title(name)
        or metadata.issuer_of_order(heading)
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


def _noise_above(text: str, above: Span) -> Iterator[Span]:
    if "。" not in above.of(text):
        yield from trim(text, above)
        return
    for line in lines(text, above):  # the text of a notice stays, as front matter
        if is_furniture(line.of(text)) or is_index_key(line.of(text)):
            yield line
