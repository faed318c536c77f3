"""Places that a provision names, and what it asks of them.

A place is every division, region, city group, corridor, zone, port or river by the gazetteer, once a provision
and way of writing. Its role is the shortest clause that holds the place and something to be done for or by it.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

import corpus
from graph.gazetteer import load_gazetteer
from graph.model import Place, PlaceRole, Span
from ingest.passages import Context, Passage

_COINED = re.compile(r"《[^》]*》|“[^”]*”|「[^」]*」")
_JOINTS = "、，,和与及"


class _Asking(msgspec.Struct, frozen=True):
    """The patterns of ``places.toml`` that tell a task from a background."""

    ask: re.Pattern[str]
    acting: re.Pattern[str]
    background: re.Pattern[str]
    by_means: re.Pattern[str]


class _Named(msgspec.Struct, frozen=True):
    span: Span
    place: Place


def extract_places(passages: Sequence[Passage], context: Context, taken: Sequence[Span]) -> list[Place]:
    """Places by the gazetteer, the first of each name in a provision, in text order.

    Names inside an actor's (``taken``), a cited title or a coined term in quotation marks are no places.
    """
    gazetteer = load_gazetteer()
    found: list[Place] = []
    seen: set[tuple[str | None, str]] = set()
    for passage in passages:
        barred = [span for span in taken if span.overlaps(passage.span)]
        coined = _coined(passage)
        for hit in gazetteer.find(passage.text, passage.span, context.jurisdiction):
            key = (passage.provision, hit.name)
            if key in seen or any(span.overlaps(hit.span) for span in barred):
                continue
            if any(span.covers(hit.span) and len(span.of(passage.text)) > len(hit.name) + 2 for span in coined):
                continue
            seen.add(key)
            place = Place(
                id="",
                provision=passage.provision,
                name=hit.name,
                span=hit.span,
                kind=hit.entry.kind,
                code=hit.entry.code,
                members=hit.entry.members,
            )
            found.append(place)
    return found


def extract_place_roles(passages: Sequence[Passage], context: Context, places: Sequence[Place]) -> list[PlaceRole]:
    """For each place the shortest clauses that ask something of it; none for a place that is only background."""
    roles: list[PlaceRole] = []
    by_provision: dict[str | None, dict[str, Place]] = {}
    for place in places:
        by_provision.setdefault(place.provision, {})[place.name] = place
    for passage in passages:
        wanted = by_provision.get(passage.provision, {})
        if not any(passage.span.covers(place.span) for place in wanted.values()):
            continue
        named = list(_occurrences(passage, wanted))
        for clause in passage.clauses():
            inside = [one for one in named if clause.covers(one.span)]
            for piece, members in _pieces(passage.text, clause, inside):
                for one in _asked(passage.text, piece, members, context):
                    span = _shortest(passage.text, piece, one.span)
                    roles.append(PlaceRole(id="", provision=passage.provision, place=one.place.name, span=span))
    return list({(role.provision, role.place, role.span): role for role in roles}.values())


def _coined(passage: Passage) -> list[Span]:
    """Titles and terms in quotation marks."""
    return [Span(*found.span()) for found in _COINED.finditer(passage.text, *passage.span)]


def _occurrences(passage: Passage, wanted: dict[str, Place]) -> Iterator[_Named]:
    """Every place where one of the names stands, longer names first claim theirs, in text order."""
    claimed = [*_coined(passage)]
    found: list[_Named] = []
    for name in sorted(wanted, key=len, reverse=True):
        at = passage.text.find(name, *passage.span)
        while at >= 0:
            span = Span(at, at + len(name))
            if span == wanted[name].span or not any(span.overlaps(other) for other in claimed):
                claimed.append(span)
                found.append(_Named(span, wanted[name]))
            at = passage.text.find(name, at + len(name), passage.span.end)
    yield from sorted(found, key=lambda one: one.span)


def _pieces(text: str, clause: Span, named: list[_Named]) -> Iterator[tuple[Span, list[_Named]]]:
    """The clause, cut where the next place has a verb of its own (支持九江建设…、景德镇打造…)."""
    acting = _asking().acting
    start, members = clause.start, list[_Named]()
    for one in named:
        joint = one.span.start - 1
        if (
            members
            and text[joint] in _JOINTS
            and acting.search(text, members[0].span.end, joint)
            and acting.search(text, one.span.end, clause.end)
        ):
            yield Span(start, joint), members
            start, members = one.span.start, []
        members.append(one)
    if members:
        yield Span(start, clause.end), members


def _asked(text: str, piece: Span, members: list[_Named], context: Context) -> Iterator[_Named]:
    """The places of whom the piece asks something: those before its verb, or all of them if it has none after them."""
    rules = _asking()
    if not rules.ask.search(text, *piece) and not rules.by_means.search(text, *piece):
        return
    verb = rules.acting.search(text, members[0].span.end, piece.end)
    for one in members:
        if verb is not None and one.span.start >= verb.start():
            return
        home = one.place.code is not None and one.place.code == context.jurisdiction
        governed = rules.ask.search(text, max(piece.start, one.span.start - 3), one.span.start)
        if one.place.kind == "country" or (home and not governed and verb is None):
            continue
        if not rules.background.match(text, one.span.end, piece.end):
            yield one


def _shortest(text: str, piece: Span, place: Span) -> Span:
    """以X为Y inside the piece where the place is X, else the piece."""
    for found in _asking().by_means.finditer(text, *piece):
        if Span(*found.span("means")).covers(place):
            return Span(*found.span())
    return piece


@cache
def _asking() -> _Asking:
    roles = tomllib.loads((corpus.REGISTRY / "places.toml").read_text(encoding="utf-8"))["roles"]
    return _Asking(**{name: re.compile("".join(roles[name].split())) for name in _Asking.__struct_fields__})
