"""Text to outline: the provisions of each document, and every character's place in it."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from graph.model import Leaf, Provision, Span
from graph.sentences import sentences, trim
from ingest.frames import Frame, find_frames
from ingest.furniture import is_furniture, lines
from ingest.lines import is_own_line
from ingest.metadata import identity_of, jurisdiction_of, year_of
from ingest.numbering import Choice, Label, choose_labels, find_attachments, find_labels
from ingest.passages import Context, Passage
from ingest.tables import row_at


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """A document's frame, its provisions, the leaves that tile it and the passages that extractors read.

    ``title``: the frame's; where none was recognised the first words, for a document has to be called something.
    """

    id: str
    title: str
    frame: Frame
    provisions: tuple[Provision, ...]
    leaves: tuple[Leaf, ...]
    passages: tuple[Passage, ...]
    context: Context
    warnings: tuple[str, ...]


def read_structure(text: str, identity: str | None = None) -> list[Outline]:
    """The outlines of all documents in ``text``; ``identity`` names the (first) document instead of its own words."""
    everything = Span(0, len(text))
    candidates = find_labels(text, everything)
    attachments = find_attachments(text, everything)
    frames = find_frames(text, candidates, attachments)
    outlines: list[Outline] = []
    for index, frame in enumerate(frames):
        inside = [label for label in candidates if frame.content.covers(label.span)]
        enclosed = [label for label in attachments if frame.content.covers(label.span)]
        merged = sorted([*inside, *enclosed], key=lambda label: label.span)
        choice = choose_labels(text, merged, [label.span.start for label in enclosed])
        title = frame.title or _first_words(text, frame)
        name = (
            identity
            if identity and index == 0
            else identity_of(title, frame.issuers, frame.doc_number if len(frames) == 1 else None, frame.date)
        )
        same = sum(each.id.split("~")[0] == name for each in outlines)
        outlines.append(_outline(text, frame, choice, f"{name}~{same + 1}" if same else name, title))
    return outlines


def _first_words(text: str, frame: Frame) -> str:
    first = next(sentences(text, frame.span), Span(0, 0))
    return first.of(text).splitlines()[0][:30] if first.of(text) else ""


def _outline(text: str, frame: Frame, choice: Choice, name: str, title: str) -> Outline:
    labels = choice.labels
    end = _closing_start(text, frame, labels)
    ends = [end if label.span.start < end else frame.content.end for label in labels]
    provisions = _provisions(text, labels, ends, name)
    leaves = _leaves(text, frame, provisions, labels, end)
    return Outline(
        id=name,
        title=title,
        frame=frame,
        provisions=provisions,
        leaves=leaves,
        passages=tuple(_passages(text, frame, provisions, leaves)),
        context=Context(
            title=frame.title,
            issuers=frame.issuers,
            date=frame.date or year_of(frame.notice_title or frame.title) or year_of(frame.title),
            jurisdiction=jurisdiction_of([*frame.issuers, frame.title, frame.notice_title or ""]),
        ),
        warnings=tuple(choice.warnings),
    )


def _provisions(text: str, labels: Sequence[Label], ends: Sequence[int], name: str) -> tuple[Provision, ...]:
    open_: list[tuple[int, int]] = []  # (rank, index into labels)
    paths: list[tuple[str, ...]] = []
    ids: list[str] = []
    parents: list[str | None] = []
    seen: dict[str, int] = {}
    for index, label in enumerate(labels):
        rank = label.rank
        while open_ and open_[-1][0] >= rank:
            open_.pop()
        parent = open_[-1][1] if open_ else None
        paths.append((*paths[parent], label.text) if parent is not None else (label.text,))
        above = ids[parent] + "/" if parent is not None else name + "#"
        identifier = above + _plain_label(label.text)
        seen[identifier] = seen.get(identifier, 0) + 1
        ids.append(identifier if seen[identifier] == 1 else f"{identifier}~{seen[identifier]}")
        parents.append(ids[parent] if parent is not None else None)
        open_.append((rank, index))
    numbers = _numbers(labels, ids, parents)
    found = []
    for index, label in enumerate(labels):
        following = min(ends[index], labels[index + 1].span.start if index + 1 < len(labels) else ends[index])
        outside = (other.span.start for other in labels[index + 1 :] if other.rank <= label.rank)
        closes = min(ends[index], next(outside, ends[index]))
        title = heading(text, label, Span(label.span.end, following))
        found.append(
            Provision(
                id=ids[index],
                parent=parents[index],
                path=paths[index],
                level=label.level,
                ordinal=label.value,
                number=numbers[index],
                title=title.of(text),
                span=_trimmed(text, Span(label.span.start, closes)),
                title_span=title,
            )
        )
    return tuple(found)


def _plain_label(label: str) -> str:
    return label.translate(str.maketrans("()０１２３４５６７８９", "（）0123456789")).replace(" ", "")


def _trimmed(text: str, span: Span) -> Span:
    return next(trim(text, span), Span(span.start, span.start))


_STOP = re.compile(r"[。！？]")
_NOTE = re.compile(
    r"[^\S\n]*[（(\[【〔][^（()）\n]{0,6}(?:[^\n]*(?:负责|牵头|责任|配合|落实|参与|承办|主办))[^\n]*[）)\]】〕][。\s]*$"
)
_NOTED = re.compile(
    r"[（(][^（()）\n]*(?:[（(][^（()）\n]*[）)][^（()）\n]*)*(?:负责|牵头|责任|落实|配合)[^（()）\n]*(?:[（(][^（()）\n]*[）)][^（()）\n]*)*[）)]"
)
_HEADING_COLON = re.compile(r"(?:[^，,。；：:（(《“\n]|[（(][^（()）\n]{1,8}[）)]){2,24}[：:](?=[^\S\n]*[^\s])")


def heading(text: str, label: Label, own: Span) -> Span:
    """The heading in a provision's own text: its line without the closing stop, or its first sentence.

    That of a table's row is its task.
    """
    if row := row_at(text, label.span):
        own = row.task or Span(own.start, own.start)
    written = (line for line in lines(text, own) if line.of(text).strip() and not is_furniture(line.of(text)))
    line = next(trim(text, next(written, Span(own.start, own.start))), Span(own.start, own.start))
    if colon := _HEADING_COLON.match(text, line.start, line.end):
        return Span(line.start, colon.end() - 1)
    spaced = re.compile(r"[^，。；：\n　]{2,30}(?=　|  )").match(text, line.start, line.end)
    if spaced and label.level in ("part", "measure", "chapter") and spaced.end() < line.end:
        return Span(line.start, spaced.end())
    first = _first_sentence(text, line)
    end = first.end
    while end > first.start and text[end - 1] in "。；：！？:;! \u3000\xa0":
        end -= 1
    if not _STOP.search(text, first.start, end) and (note := _NOTE.search(text, first.start, first.end)):
        end = note.start()
    return Span(first.start, max(end, first.start))


def _first_sentence(text: str, line: Span) -> Span:
    end = line.start
    for sentence in sentences(text, line):
        end = sentence.end
        if text[end - 1] not in "；;":
            break
    return Span(line.start, end)


def _numbers(labels: Sequence[Label], ids: Sequence[str], parents: Sequence[str | None]) -> list[int | None]:
    """第N条 as staff cite it: the place in the deepest series that runs through the document, if there is one.

    One that stands under a single provision counts as such if it is longer than the series of that provision: the eight
    tasks under 二、重点任务 of a plan in four parts.
    """
    if any(label.level == "article" for label in labels):
        return [label.value if label.level == "article" else None for label in labels]
    series: dict[int, list[int]] = {}
    attached = next((index for index, label in enumerate(labels) if label.level == "attachment"), len(labels))
    for index, label in enumerate(labels[:attached]):
        series.setdefault(label.rank, []).append(index)
    length = {ids[index]: len(members) for members in series.values() for index in members}
    runs = [
        members
        for members in series.values()
        if [labels[index].value for index in members] == list(range(1, len(members) + 1))
        and (len({parents[index] for index in members}) > 1 or len(members) > length.get(parents[members[0]] or "", 0))
        and len(members) > 1
    ]
    deepest = max(runs, key=lambda members: labels[members[0]].rank, default=[])
    chosen = set(deepest)
    return [label.value if index in chosen else None for index, label in enumerate(labels)]


# a last part of this kind holds such words itself
_ORGANISES = re.compile(
    r"组织(?:领导|实施|保障|协调)|保障(?:措施)?$|要求$|附则|督[促导查]|加强领导|抓好落实|其他|落实(?:责任|主体)|实施$"
)
# words that speak to everybody whom the document binds, or of the document itself
_FOR_ALL = re.compile(
    r"各[\u4e00-\u9fff]{0,6}(?:地|级|市|县|区|省|部门|单位|政府)|要[^。]{0,12}(?:会同|加强|强化|抓好|做好|负责)|加强协调指导|"
    r"本[\u4e00-\u9fff]{0,4}?(?:意见|方案|办法|规定|通知|措施|计划|细则)|贯彻落实|组织实施|请示报告|及时报告"
)
_SALUTATION = re.compile(r"\s*各[^。；\n]{1,160}[：:]")
_BINDS = re.compile(
    r"(?:要|由|应)[^。]{0,40}本[\u4e00-\u9fff]{0,4}?(?:意见|方案|办法|规定|通知|措施|计划|细则)(?!所称|规定的)|^\s*本[\u4e00-\u9fff]{0,4}?(?:意见|方案|办法|规定|通知|措施|计划|细则)(?!所称|规定的)"
)


def _closing_start(text: str, frame: Frame, labels: Sequence[Label]) -> int:
    """Where the words for the whole document begin, after the last provision; the end of the body if nowhere."""
    body_end = frame.body.end
    numbered = [label for label in labels if label.span.start < body_end]
    if not numbered:
        return body_end
    leaves = [
        (label, Span(label.span.end, body_end if following is None else following.span.start))
        for label, following in zip(numbered, [*numbered[1:], None], strict=True)
        if following is None or following.rank <= label.rank
    ]
    last, own = leaves[-1]
    others = [body for label, body in leaves[:-1] if label.level == last.level] or [body for _, body in leaves[:-1]]
    paragraphs = _paragraphs(text, own)
    # the heading's own line, if it has one, then one paragraph
    usual = 1 if paragraphs and _runs_in(text, paragraphs[0]) else 2
    extra = paragraphs[usual:]
    if extra and others and (usual == 1 or not _ORGANISES.search(paragraphs[0].of(text))):
        rest = Span(extra[0].start, own.end).of(text)
        opening = next(sentences(text, extra[0]), extra[0]).of(text)
        alike = sum(len(_paragraphs(text, body)) <= usual for body in others) / len(others)
        speaks = _FOR_ALL.search(opening) or (len(extra) > 1 and _FOR_ALL.search(rest))
        assigned = _NOTED.search(rest) or any(
            is_own_line(line.of(text)) for line in lines(text, Span(extra[0].end, own.end))
        )
        if not assigned and ((alike >= 0.7 and speaks) or _BINDS.search(opening)):
            return extra[0].start
    notes = list(_NOTED.finditer(own.of(text)))
    noted = sum(bool(_NOTE.search(body.of(text).rstrip())) for body in others)
    if notes and others:
        rest = text[own.start + notes[-1].end() : own.end].lstrip("。 \u3000\xa0\n")
        if rest.strip() and (noted >= 0.6 * len(others) or _FOR_ALL.search(rest)):
            return own.end - len(rest)
    for paragraph in paragraphs[1:] if paragraphs and _runs_in(text, paragraphs[0]) else ():
        if re.match(
            r"[^\S\n]*本(?:意见|方案|办法|规定|通知|措施|计划|细则|实施意见|实施方案)自.{0,30}(?:施行|实施|执行)",
            paragraph.of(text),
        ):
            return paragraph.start
    return body_end


def _paragraphs(text: str, span: Span) -> list[Span]:
    return [
        line
        for line in lines(text, span)
        if (words := line.of(text)).strip() and not is_own_line(words) and not is_furniture(words)
    ]


def _runs_in(text: str, paragraph: Span) -> bool:
    return len(list(sentences(text, paragraph))) > 1


def _leaves(
    text: str, frame: Frame, provisions: Sequence[Provision], labels: Sequence[Label], end: int
) -> tuple[Leaf, ...]:
    """Tiles of the frame's span, noise cut out of them."""
    marks: list[tuple[int, str, str | None]] = [(frame.span.start, "front", None)]
    if not labels:
        marks.append((frame.content.start, "body", None))
    for provision in provisions:
        marks.append((provision.span.start, "heading", provision.id))
        marks.append((_after_stop(text, provision.title_span.end), "body", provision.id))
    if labels and end < frame.body.end:
        marks.append((end, "closing", None))
    if frame.signature is not None:
        marks.append((frame.signature.start, "signature", None))
    marks.sort(key=lambda mark: mark[0])
    tiles = []
    for index, (start, kind, provision_id) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else frame.span.end
        if stop > start:
            tiles.append((Span(start, stop), kind, provision_id))
    leaves = []
    for span, kind, provision_id in tiles:
        for piece, noisy in without(span, frame.noise):
            leaves.append(
                Leaf(kind="noise" if noisy else kind, span=piece, provision=None if noisy else provision_id)  # type: ignore[arg-type]
            )
    return tuple(leaves)


def _after_stop(text: str, position: int) -> int:
    while position < len(text) and text[position] in "。；：！？:;":
        position += 1
    return position


def without(span: Span, noise: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """The pieces of a span in order, and whether each is noise."""
    start = span.start
    for blot in noise:
        begin, stop = max(blot.start, start), min(blot.end, span.end)
        if begin >= stop:
            continue
        if begin > start:
            yield Span(start, begin), False
        yield Span(begin, stop), True
        start = stop
    if start < span.end:
        yield Span(start, span.end), False


_PAGE_BREAK = 40  # noise no longer than this does not part a provision's text


def _passages(text: str, frame: Frame, provisions: Sequence[Provision], leaves: Sequence[Leaf]) -> Iterator[Passage]:
    """Stretches for the extractors: a provision's heading with its body, the preamble, the closing."""
    titles = {provision.id: provision.title_span for provision in provisions}
    kinds = {"heading": "body", "body": "body", "closing": "closing", "front": "front"}
    stretches: list[tuple[Span, str, str | None]] = []
    for leaf in leaves:
        kind = kinds.get(leaf.kind)
        if kind is None:
            continue
        if stretches:
            span, last_kind, provision = stretches[-1]
            if (last_kind, provision) == (kind, leaf.provision) and leaf.span.start - span.end <= _PAGE_BREAK:
                stretches[-1] = (Span(span.start, leaf.span.end), kind, provision)
                continue
        stretches.append((leaf.span, kind, leaf.provision))
    for span, kind, provision in stretches:
        title = titles.get(provision) if provision is not None else None
        start = title.start if title is not None and span.covers(title) else span.start
        if kind == "front":
            start = max(start, frame.head.end)
            if start >= span.end:
                continue
            salutation = _SALUTATION.match(text, start, span.end)
            start = salutation.end() if salutation else start
        for trimmed in trim(text, Span(start, span.end)):
            titled = title if title is not None and trimmed.covers(title) else None
            yield Passage(text=text, span=trimmed, provision=provision, kind=kind, title=titled)
