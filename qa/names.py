"""Names in a question, found in the registries: places and bodies."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from graph.model import Span
from qa.inquiry import Inquiry
from qa.rows import rows_of

if TYPE_CHECKING:  # both read their files for tens of milliseconds, and few questions name a place or a body
    from graph.gazetteer import PlaceEntry

_CAPITALISED = r"\b[A-Z][\w'’–-]*(?:\s+[A-Z][\w'’–-]*)*"
_ASKING = frozenset(
    "what which who does do did must should will is are the of role a an has have provincial state".split()
)
_LONG_NAME = 5
"""Characters from which a name of a place may hold another with words beside it."""
_ASKS = r"哪[个座些里]|搞|弄|还是|是谁|什么|([\u4e00-\u9fff])不\1|是否|有没有"
_ACTS = r"(?:来|去)?(?:牵头|负责|主管|配合|参与|承担|落实)?"
_BODY_OF_PLACE = r"管委会|管理委员会|人民政府|政府"
_BODY_FORM = (
    r"(?:[\u4e00-\u9fff]{1,12}?)(?:厅|局|委员会|委|部门|部|办公室|署|管委会|政府|总队|法院|检察院|总工会|集团|"
    r"公司|协会|联合会)(?![\u4e00-\u9fff])"
)


class NamedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a question: as asked, and the names that it bears."""

    asked: str
    names: tuple[str, ...]
    kind: str
    members: tuple[str, ...] = ()
    name_en: str | None = None

    @property
    def short(self) -> str:
        """The short name (九江 of 九江市)."""
        return self.names[min(1, len(self.names) - 1)]


class NamedBody(msgspec.Struct, frozen=True, kw_only=True):
    """A body in a question: as asked, and its nodes, one a jurisdiction of the documents (the best one's first)."""

    asked: str
    id: str
    ids: tuple[str, ...]
    name_en: str | None


class _Actor(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    name_en: str | None


ACTORS = """
MATCH (a:Actor) WHERE $text CONTAINS a.name AND size(a.name) > 2
  AND (a.known OR EXISTS { MATCH (a)<-[:HELD_BY]-(:Responsibility) })
RETURN a.id AS id, a.name AS name, a.name_en AS name_en ORDER BY id
"""


def places(inquiry: Inquiry) -> list[NamedPlace]:
    """The places that the question names, in its order."""
    # no name goes on over a word of asking (赣州|哪个要建国际陆港, 宜春|搞试验区)
    text, jurisdiction = (
        re.sub(_ASKS, lambda found: "," * len(found.group()), inquiry.wording),
        inquiry.document.jurisdiction,
    )
    from graph.gazetteer import load_gazetteer

    gazetteer = load_gazetteer()
    spans = gazetteer.find(text, Span(0, len(text)), jurisdiction)
    # a place at the head of a body's name (杨凌示范区管委会) is none that is asked about
    hits = [(hit.name, hit.entry) for hit in spans if not re.match(_BODY_OF_PLACE, text[hit.span.end :])]
    found = [_place(name, entry) for name, entry in (_printed(inquiry, *hit) for hit in hits)]
    if not found:
        found = [
            _place(topic, entry)
            for topic in inquiry.topics
            if (entry := gazetteer.get(topic, jurisdiction)) is not None
        ]
    if inquiry.language == "en":
        found.extend(_english(inquiry, jurisdiction))
    return list({place.names[0]: place for place in reversed(found)}.values())[::-1]


def _printed(inquiry: Inquiry, name: str, entry: "PlaceEntry") -> "tuple[str, PlaceEntry]":
    """The city that begins a longer name, where that is no division and no document prints it (吉安|建国际陆港)."""
    if entry.code or len(name) < _LONG_NAME or name in inquiry.said.text:
        return name, entry
    from graph.gazetteer import load_gazetteer

    starts = [(name[:length], load_gazetteer().get(name[:length])) for length in (4, 3, 2)]
    return next(((short, city) for short, city in starts if city and city.kind in ("city", "county")), (name, entry))


def _english(inquiry: Inquiry, jurisdiction: str) -> list[NamedPlace]:
    from graph.gazetteer import load_gazetteer

    words = {_plain(run) for run in re.findall(_CAPITALISED, inquiry.wording)}
    words |= {_plain(word) for run in re.findall(_CAPITALISED, inquiry.wording) for word in run.split()}
    words |= {_plain(topic) for topic in inquiry.topics}
    named = [entry for entry in load_gazetteer().entries() if entry.name_en and _plain(entry.name_en) in words]
    own = [entry for entry in named if entry.code and jurisdiction[:2] != "00" and entry.code[:2] == jurisdiction[:2]]
    chosen = own or sorted(named, key=lambda entry: (entry.kind == "county", entry.code or ""))[:1]
    return [_place(entry.name_en or entry.short, entry) for entry in chosen]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", re.sub(r"(?:'s|’s)$", "", name).lower())


def _place(asked: str, entry: "PlaceEntry") -> NamedPlace:
    names = [entry.name, asked] if _shares_name(entry) else [entry.name, entry.short, asked]
    return NamedPlace(
        asked=asked,
        names=tuple(dict.fromkeys(names)),
        kind=entry.kind,
        members=entry.members,
        name_en=entry.name_en,
    )


def _shares_name(entry: "PlaceEntry") -> bool:
    """Whether a county's short name is that of a city, which a text means by it (南昌 of 南昌县)."""
    from graph.gazetteer import load_gazetteer

    other = load_gazetteer().get(entry.short, f"{(entry.code or '00')[:2]}0000") if entry.kind == "county" else None
    return other is not None and other.kind == "city"


def bodies(inquiry: Inquiry, *, by_form: bool = True) -> list[NamedBody]:
    """The official bodies that the question names: by the registry's and the graph's names, then by form (…厅, …局)."""
    from graph.registry import load_registry

    registry, text = load_registry(), inquiry.wording
    actors = [] if inquiry.language == "en" else rows_of(_Actor, inquiry.store, ACTORS, text=text)
    names: list[str] = []
    if inquiry.language == "en":
        names = _english_bodies(text.lower())
    if not names:
        known = registry.body_names() | {actor.name for actor in actors}
        names = [span.of(text) for span in _longest(text, known)]
    if not names and by_form:
        names = [topic for topic in inquiry.topics if re.fullmatch(_BODY_FORM, topic)]
    found = []
    for name in dict.fromkeys(names):
        dated = {(doc.jurisdiction, doc.date) for doc in inquiry.scope.documents[1:]}
        resolved = [registry.resolve(name, inquiry.document.jurisdiction, inquiry.document.date)]
        resolved += [registry.resolve(name, *where) for where in sorted(dated, key=str)]
        same = [actor.id for actor in actors if actor.name == name]
        ids = tuple(dict.fromkeys([*(body.id for body in resolved), *same]))
        found.append(NamedBody(asked=name, id=ids[0], ids=ids, name_en=resolved[0].name_en))
    return found


def beside_bodies(inquiry: Inquiry) -> tuple[str, ...]:
    """The topics but for names of bodies, with what they do (市场监管总局牵头), and what is left of them (省住)."""
    named = [body.asked for body in bodies(inquiry, by_form=False)]
    return tuple(
        topic
        for topic in inquiry.topics
        if not any(topic in name or re.fullmatch(f"由?{re.escape(name)}{_ACTS}", topic) for name in named)
    )


def _english_bodies(lowered: str) -> list[str]:
    from graph.registry import load_registry

    terms = load_registry().terms_en("departments")
    named = sorted((english for english in terms if english in lowered), key=lambda english: (-len(english), english))
    if named:
        return [terms[named[0]]]
    return _loose_english(lowered, terms)


def _loose_english(lowered: str, terms: Mapping[str, str]) -> list[str]:
    """Department of Education → the province's, whose English name has the province in it."""
    before = re.search(r"((?:[a-z-]+ ){1,6}?)(commission|bureau|ministry|department|administration)\b", lowered)
    words = [word for word in before[1].split() if word not in _ASKING] if before else []
    if before and words:
        ending = " ".join((*words, before[2]))
        if whole := [(len(english), terms[english]) for english in terms if english.endswith(f" {ending}")]:
            return [min(whole)[1]]
        if called := _of_subject(words[-1], terms):  # the education bureau
            return called
    found = re.search(r"\b(?:department|bureau|commission|ministry|office|administration)\s+of\s+([a-z -]+)", lowered)
    if not found:
        return []
    subject = re.split(r"\b(?:have|has|do|does|to|must|should|leads?|in|under|by|asked|need)\b", found.group(1))[
        0
    ].strip()
    if not subject:
        return []
    return _of_subject(subject, terms)


def _of_subject(subject: str, terms: Mapping[str, str]) -> list[str]:
    near = [(len(english), terms[english]) for english in terms if re.search(rf"\bof {re.escape(subject)}\b", english)]
    return [min(near)[1]] if near else []


def _longest(text: str, names: frozenset[str]) -> list[Span]:
    """The longest names in a text without overlaps, in its order (省委社会工作部 rather than 江西省委)."""
    longest = max(map(len, names), default=0)
    found = [
        Span(start, end)
        for start in range(len(text))
        for end in range(start + 2, min(len(text), start + longest) + 1)
        if text[start:end] in names and not (text[end - 1] == "部" and text[end : end + 1] == "门")
    ]
    taken: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start - span.end, span.start)):
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
    return sorted(taken)
