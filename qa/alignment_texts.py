"""What is laid side by side: a document's units (第N条) with their sentences and facts, from a file or the graph."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from graph.errors import InputError
from graph.model import Document, Span
from graph.sentences import sentences, trim
from graph.store import GraphStore, Row

FactKind = Literal["number", "deadline", "actor"]


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A figure, a date or an actor at its place; ``value`` is what two facts are compared by.

    ``after`` are the two letters behind it (一万元以上): two facts before the same words stand for each other.
    """

    kind: FactKind
    value: str
    span: Span
    after: str = ""


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One provision of the numbered series with all below it; ``sentences`` are without its heading and labels.

    Articles have no heading as a rule: what serves as one is their first sentence, and stands among the sentences.
    """

    id: str
    path: tuple[str, ...]
    ordinal: int
    number: int | None
    title: str
    title_span: Span
    span: Span
    sentences: tuple[Span, ...]


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A document as one side of a comparison.

    ``key`` is its node in the graph (its id, for a file), ``units`` the provisions of its numbered series or, where
    it has none, its parts; ``others`` are the parts that hold none of the series (总体要求, 组织实施); ``outside`` has
    the sentences of preamble and closing.
    """

    key: str
    id: str
    title: str
    outline: bool
    jurisdiction: str
    text: str
    units: tuple[Unit, ...]
    others: tuple[Unit, ...]
    outside: tuple[Span, ...]
    facts: tuple[Fact, ...]
    terms: tuple[tuple[str, Span], ...]

    def named(self, path: Sequence[str]) -> Unit | None:
        """The unit with this path."""
        return next((unit for unit in (*self.units, *self.others) if unit.path == tuple(path)), None)


class _Provision(msgspec.Struct, frozen=True, kw_only=True):
    """A provision as either source gives it."""

    id: str
    path: tuple[str, ...]
    level: str
    ordinal: int
    number: int | None
    title: str
    title_start: int
    title_stop: int
    start: int
    stop: int


_DOCUMENT = """
MATCH (d:Document {id: $key})
RETURN d.id AS key, d.identity AS id, d.title AS title, d.outline AS outline, d.jurisdiction AS jurisdiction,
       d.text AS text
"""
_PROVISIONS = """
MATCH (p:Provision {document: $key})
RETURN p.id AS id, p.path AS path, p.level AS level, p.ordinal AS ordinal, p.number AS number, p.title AS title,
       p.title_start AS title_start, p.title_stop AS title_stop, p.start AS start, p.stop AS stop ORDER BY p.position
"""
_SENTENCES = """
MATCH (s:Sentence {document: $key})
RETURN s.provision AS provision, s.start AS start, s.stop AS stop ORDER BY start
"""
_ACTORS = """
MATCH (r:Responsibility {document: $key}) WHERE r.notation <> 'review'
RETURN r.name AS name, true AS duty, r.surface_start AS start, r.surface_stop AS stop
UNION
MATCH (m:Mention {document: $key})
RETURN m.name AS name, false AS duty, m.surface_start AS start, m.surface_stop AS stop
"""
_PROGRAMMES = (
    "MATCH (p:Programme {document: $key}) RETURN p.name AS name, p.start AS start, p.stop AS stop ORDER BY start"
)

_PARTS = ("part", "chapter")
_CLAUSED = re.compile("[，,；;：:]")
_LONGEST_HEADING = 40
_TOPICS_LABEL = re.compile(r"\s*[\u4e00-\u9fff]{1,4}[:：]\s*")
_TOPIC_END = re.compile(r"[、。；;\n]|$")
_BRACKETED = re.compile(r"[（(“《][^）)”》]*[）)”》]")

# a mentioned actor that is a body by the form of its name, and one body, not bodies in general (多部门); people and
# enterprises are compared as words
_BODY = re.compile(
    r"(?!(?:各级|各|有关|相关|其他|跨|多|政府|党委|部门|机构|机关|和|及)+$).*"
    r"(?:部|委|厅|局|办|署|院|部门|政府|委员会|机关|机构|办公室)$"
)
_DATE = re.compile(
    r"\d{2,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末|初|上半年|下半年)?(?:之?前|以前)?"
    r"|\d{1,2}月(?:\d{1,2}日)?(?:底|末)?(?:之?前|以前)|年底(?:之?前|以前)"
)
_NAME = re.compile(r"“[^”\n]{1,30}”|[A-Za-z\d]+[+＋][A-Za-z\d]+")
_HAN = "[〇零一二三四五六七八九十百千万两]"
_NUMBER = re.compile(
    r"\d[\d.,，]*(?:(?<=[.,，])\d)?(?![+＋\d])(?:个百分点|个工作日|[百千万亿]*(?:平方[公千]?米|立方米|公里|公顷|分钟|小时|千瓦时?)|[百千万亿]*[元吨个户套人里项所家座处条辆台件次%％‰年天日月倍米亩])?"
    rf"|每(?:半|{_HAN}|\d)*(?:年|季度?|月|周|天)(?![^，。；]{{0,2}}[轮刊])|百分之{_HAN}+|{_HAN}+(?:个工作日|个月|日(?:内|前)|[百千万亿]元|元|年(?:内|期)|倍|个百分点)"
)


def side_of(document: Document) -> Side:
    """A parsed document as a side."""
    provisions = [
        _Provision(
            id=p.id, path=p.path, level=p.level, ordinal=p.ordinal, number=p.number, title=p.title,
            title_start=p.title_span.start, title_stop=p.title_span.end, start=p.span.start, stop=p.span.end,
        )
        for p in document.provisions
    ]  # fmt: skip
    titles = {p.id: p.title_span for p in document.provisions}
    own: dict[str | None, list[Span]] = defaultdict(list)
    for leaf in document.leaves:
        if leaf.provision is None and leaf.kind in ("front", "body", "closing"):
            own[None].extend(span for span in sentences(document.text, leaf.span) if _is_prose(document.text, span))
        if leaf.provision is not None and leaf.kind in ("heading", "body"):
            start = titles[leaf.provision].start if leaf.span.covers(titles[leaf.provision]) else leaf.span.start
            for stretch in trim(document.text, Span(start, leaf.span.end)):
                own[leaf.provision].extend(sentences(document.text, stretch))
    rows = document.responsibilities
    actors = [row.surface for row in rows if row.notation != "mention" or _BODY.match(row.actor)]
    return _side(
        key=document.id, identity=document.id, title=document.title, outline=document.outline,
        jurisdiction=document.jurisdiction, text=document.text, provisions=provisions, own=own,
        actors=actors, terms=[(each.name, each.span) for each in document.programmes],
    )  # fmt: skip


def read_side(store: GraphStore, key: str) -> Side:
    """A document version of the graph, by its node's id, as a side."""
    found = store.read(_DOCUMENT, {"key": key})[0]
    own: dict[str | None, list[Span]] = defaultdict(list)
    for row in store.read(_SENTENCES, {"key": key}):
        own[row["provision"]].append(_span(row))
    return _side(
        key=key, identity=found["id"], title=found["title"], outline=found["outline"],
        jurisdiction=found["jurisdiction"], text=found["text"], own=own,
        provisions=msgspec.convert(store.read(_PROVISIONS, {"key": key}), list[_Provision]),
        actors=[
            _span(row) for row in store.read(_ACTORS, {"key": key}) if row["duty"] or _BODY.match(row["name"])
        ],
        terms=[(row["name"], _span(row)) for row in store.read(_PROGRAMMES, {"key": key})],
    )  # fmt: skip


def _span(row: Row) -> Span:
    return Span(row["start"], row["stop"])


def _side(
    *, key: str, identity: str, title: str, outline: bool, jurisdiction: str, text: str,
    provisions: Sequence[_Provision], own: Mapping[str | None, Sequence[Span]],
    actors: Iterable[Span], terms: Sequence[tuple[str, Span]],
) -> Side:  # fmt: skip
    if not provisions:
        raise InputError(
            f"《{title}》没有分条，无法逐条对照。",
            f"《{title}》 is not divided into provisions, so that there is nothing to compare one by one.",
        )
    series = _series(provisions)
    held = {each.id for each in series}
    others = [
        each
        for each in provisions
        if len(each.path) == 1
        and each.id not in held
        and not any(each.start <= one.start < each.stop for one in series)
    ]
    return Side(
        key=key, id=identity, title=title, outline=outline, jurisdiction=jurisdiction, text=text,
        units=tuple(_unit(each, provisions, own, text, outline=outline) for each in series),
        others=tuple(_unit(each, provisions, own, text, outline=outline) for each in others),
        outside=tuple(span for span in sorted(own.get(None, ())) if _plain(span.of(text)) != _plain(title)),
        facts=tuple(sorted(_facts(text, actors, provisions, own), key=lambda fact: (fact.span, fact.kind))),
        terms=tuple(terms),
    )  # fmt: skip


def _plain(text: str) -> str:
    return "".join(text.split())


def _is_prose(text: str, span: Span) -> bool:
    """Whether a sentence outside the provisions is one, and no title, issuer or salutation (as `graph.rows` has it)."""
    return text[span.end - 1] in "。！？!?；;：:”）"


def _series(provisions: Sequence[_Provision]) -> list[_Provision]:
    """The numbered provisions; where those are parts, the measures if there are more; else the highest level."""
    numbered = [each for each in provisions if each.number is not None]
    if all(each.level in _PARTS for each in numbered):
        measures = [each for each in provisions if each.level == "measure"]
        if len(measures) > len(numbered):
            return measures
    return numbered or _topmost(provisions)


def _topmost(provisions: Sequence[_Provision]) -> list[_Provision]:
    """The provisions of the highest level that has more than one."""
    levels = sorted({len(each.path) for each in provisions})
    found = ([each for each in provisions if len(each.path) == level] for level in levels)
    return next((level for level in found if len(level) > 1), list(provisions[:1]))


def _unit(
    provision: _Provision,
    provisions: Sequence[_Provision],
    own: Mapping[str | None, Sequence[Span]],
    text: str,
    *,
    outline: bool,
) -> Unit:
    inside = [each for each in provisions if provision.start <= each.start and each.stop <= provision.stop]
    heading = Span(provision.title_start, provision.title_stop)
    whole = [span for each in inside for span in own.get(each.id, ())]
    found = [span for span in whole if provision.level == "article" or not _is_heading(span, heading, text)] or whole
    pieces = [piece for span in found for piece in _topics(text, span)] if outline else found
    return Unit(
        id=provision.id, path=provision.path, ordinal=provision.ordinal, number=provision.number,
        title=provision.title, title_span=heading, span=Span(provision.start, provision.stop),
        sentences=tuple(sorted(set(pieces))),
    )  # fmt: skip


def _is_heading(span: Span, heading: Span, text: str) -> bool:
    """Whether a sentence is the heading; a first sentence with clauses that serves as one is text all the same."""
    is_heading = heading.start <= span.start < heading.end and span.end - heading.end <= 1
    return is_heading and not (_CLAUSED.search(heading.of(text)) or heading.end - heading.start > _LONGEST_HEADING)


def _topics(text: str, span: Span) -> Iterator[Span]:
    """The topics that an outline lists after its heading, without the label before them (要点：)."""
    label = _TOPICS_LABEL.match(text, span.start, span.end)
    start = label.end() if label else span.start
    words = _BRACKETED.sub(lambda match: "＊" * len(match.group()), text[start : span.end])
    last = 0
    for mark in _TOPIC_END.finditer(words):
        yield from trim(text, Span(start + last, start + mark.start()))
        last = mark.end()


def _facts(
    text: str, actors: Iterable[Span], provisions: Sequence[_Provision], own: Mapping[str | None, Sequence[Span]]
) -> Iterator[Fact]:
    for each in sorted(set(actors)):
        yield Fact(kind="actor", value="".join(each.of(text).split()), span=each)
    for provision in provisions:
        for span in own.get(provision.id, ()):
            yield from figures(text, span)


def figures(text: str, span: Span) -> Iterator[Fact]:
    """The dates and figures in a stretch of text; a figure in a name (“15分钟生活圈”, 5+2就业之家) is a word of it."""
    names = [Span(*match.span()) for match in _NAME.finditer(text, span.start, span.end)]
    dates = [Span(*match.span()) for match in _DATE.finditer(text, span.start, span.end)]
    for date in dates:
        yield Fact(kind="deadline", value=date.of(text), span=date, after=_after(text, date))
    for match in _NUMBER.finditer(text, span.start, span.end):
        number = Span(*match.span())
        if not any(number.overlaps(other) for other in (*dates, *names)):
            value = number.of(text).replace("％", "%").rstrip(".,，")
            yield Fact(kind="number", value=value, span=number, after=_after(text, number))


def _after(text: str, span: Span) -> str:
    behind = text[span.end : span.end + 2]
    return behind if behind.isalpha() else ""
