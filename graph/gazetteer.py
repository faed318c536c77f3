"""Places in a text: divisions, named regions and zones, and further names by their form.

Matching is the longest match over characters: official text has many names that a word segmenter does not know.
What only looks like a name (形成|都市圈) is told apart by the words that its neighbours would form.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec

import corpus
from graph.model import PlaceKind, Span
from graph.placenames import Form, PlaceEntry, Rules, Strength, read_names

__all__ = ["Gazetteer", "PlaceEntry", "PlaceHit", "load_gazetteer"]

_STATE = "000000"
_STRENGTHS: tuple[Strength, ...] = ("sure", "doubtful", "listed")
_LISTING = frozenset(("", *"、和与及至"))
_HEADS = frozenset(("province", "city", "county", "region"))
_RANKS = {"province": 1, "city": 2, "county": 3}


class PlaceHit(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a text: ``name`` is what is printed at ``span``."""

    span: Span
    name: str
    entry: PlaceEntry


class _Candidate(msgspec.Struct, frozen=True):
    span: Span
    entry: PlaceEntry
    strength: Strength


class Gazetteer:
    """All places that are known, and the search for them in a text."""

    def __init__(self, forms: dict[str, list[Form]], rules: Rules) -> None:
        """Index the forms by their first two characters, the longest first."""
        self._forms = forms
        self._rules = rules
        self._index: dict[str, list[str]] = {}
        for name in sorted(forms, key=len, reverse=True):
            self._index.setdefault(name[:2], []).append(name)
        self._single = {*"国中", *rules.abbreviations}  # what names by form begin with

    def get(self, name: str, jurisdiction: str = _STATE) -> PlaceEntry | None:
        """The place that a name means in a jurisdiction; None if it means none, or several equally."""
        forms = self._forms.get(name, ())
        found = [entry for form in forms for entry in form.entries]
        if found:
            return _resolve(found, jurisdiction, None)
        hits = self.find(name, Span(0, len(name)), jurisdiction)
        return next((hit.entry for hit in hits if hit.name == name), None)

    def entries(self) -> Iterator[PlaceEntry]:
        """Every place of the registry, once."""
        seen: set[tuple[str, str | None]] = set()
        for forms in self._forms.values():
            for form in forms:
                for entry in form.entries:
                    if (entry.name, entry.code) not in seen:
                        seen.add((entry.name, entry.code))
                        yield entry

    def find(self, text: str, span: Span, jurisdiction: str = _STATE) -> list[PlaceHit]:
        """The places in ``text[span]`` in order, without overlaps; names resolve in the jurisdiction.

        A doubtful name (开封, 新城区) counts where it stands as a place: in a list with places, after its own
        province or city, or between words that ask something of a place.
        """
        candidates = self._candidates(text, span, jurisdiction)
        return list(self._with_rivers(text, span, list(self._accept(text, span, candidates))))

    def _candidates(self, text: str, span: Span, jurisdiction: str) -> list[_Candidate]:
        found: list[_Candidate] = []
        position, index, single = span.start, self._index, self._single
        for at in range(span.start, span.end):
            # most positions are dismissed here, without a call
            if at < position or (text[at : at + 2] not in index and text[at] not in single):
                continue
            candidate, step = self._candidate_at(text, at, span, jurisdiction, found)
            if candidate:
                found.append(candidate)
            position = at + step
        return found

    def _candidate_at(
        self, text: str, at: int, span: Span, jurisdiction: str, earlier: list[_Candidate]
    ) -> tuple[_Candidate | None, int]:
        """The longest form that starts here, and how far to go on."""
        if text[at] in "国中" and (zone := self._rules.national.match(text, at, span.end)):
            made = PlaceEntry(name=zone.group(), short=zone.group(), kind="zone")
            known = self._forms.get(zone.group(), [Form((made,), "sure")])
            return _Candidate(Span(*zone.span()), known[0].entries[0], "sure"), len(zone.group())
        for name in self._index.get(text[at : at + 2], ()):
            end = at + len(name)
            if end > span.end or not text.startswith(name, at):
                continue
            forms = self._forms[name]
            if self._rules.torn.match(text, end - 1, span.end):
                continue
            if not forms[0].entries:
                return None, len(name)  # a phrase that only looks like a place
            previous = earlier[-1] if earlier and earlier[-1].span.end == at else None
            usable = [
                form
                for form in forms
                if not form.own
                or _within(form.entries, jurisdiction)
                or (previous is not None and _below(form.entries, previous.entry))  # 广州|南沙
            ]
            if not usable or self._cuts_words(text, Span(at, end)):
                continue
            entry = _resolve(
                [e for form in usable for e in form.entries], jurisdiction, previous.entry if previous else None
            )
            if entry is None:
                first = usable[0].entries[0]  # several of that name: the place is one, which one is not known
                entry = PlaceEntry(name=name, short=name, kind=first.kind)
            strength = min((form.strength for form in usable), key=_STRENGTHS.index)
            if previous is not None and entry.within in (previous.entry.name, previous.entry.short):
                strength = "sure"
            return _Candidate(Span(at, end), entry, strength), len(name)
        return self._by_form(text, at, span)

    def _by_form(self, text: str, at: int, span: Span) -> tuple[_Candidate | None, int]:
        """皖北, 川渝: names made of the provinces' abbreviations."""
        rules = self._rules
        char = text[at]
        if char in rules.abbreviations:
            if (run := rules.provinces.match(text, at, span.end)) and not self._cuts_words(text, Span(*run.span())):
                members = tuple(rules.abbreviations[c] for c in run.group() if c in rules.abbreviations)
                entry = PlaceEntry(name=run.group(), short=run.group(), kind="region", members=members)
                return _Candidate(Span(*run.span()), entry, "sure"), len(run.group())
            if (part := rules.part.match(text, at, span.end)) and not self._cuts_words(text, Span(*part.span())):
                within = rules.abbreviations[char]
                entry = PlaceEntry(name=part.group(), short=part.group(), kind="region", within=within)
                return _Candidate(Span(*part.span()), entry, "sure"), len(part.group())
        return None, 1

    def _cuts_words(self, text: str, span: Span) -> bool:
        """Whether the name only looks like one because it takes the halves of two words (形成都市圈)."""
        if len(span.of(text)) > 3 or span.start == 0:
            return False
        first, second = text[span.start], text[span.start + 1]
        if text[span.start - 1] not in self._rules.before_words.get(first, ()):
            return False
        follower = text[span.start + 2 : span.start + 3]
        return follower != "" and follower in self._rules.after_words.get(second, ())

    def _accept(self, text: str, span: Span, candidates: list[_Candidate]) -> Iterator[PlaceHit]:
        extended: list[tuple[_Candidate, int, PlaceKind]] = []
        for candidate in candidates:
            if not extended or candidate.span.start >= extended[-1][1]:
                extended.append((candidate, *self._ending(text, span, candidate)))
        for group in _listings(text, extended):
            stands = self._stands(text, span, group)
            for candidate, stop, kind in group:
                if not self._counts(text, span, candidate, stop, stands):
                    continue
                hit = self._hit(text, span, candidate, stop, kind)
                if hit is not None:
                    yield hit

    def _stands(self, text: str, span: Span, group: list[tuple[_Candidate, int, PlaceKind]]) -> bool:
        """Whether a name of the list is sure of itself, or the words around the list show places."""
        if all(candidate.strength == "listed" for candidate, *_ in group):
            return False
        if any(self._is_sure(candidate, stop) for candidate, stop, _ in group):
            return True
        start, end = group[0][0].span.start, group[-1][1]
        known = self._rules.before.search(text[max(span.start, start - 4) : start]) is not None
        return len(group) > 2 or (known and (end > group[-1][0].span.end or self._shown_after(text, span, end)))

    def _is_sure(self, candidate: _Candidate, stop: int) -> bool:
        """Sure names, and doubtful ones of cities with an ending of their own (营口|水运口岸)."""
        if candidate.strength == "doubtful":
            return stop > candidate.span.end and candidate.entry.kind != "county"
        return candidate.strength == "sure"

    def _shown_after(self, text: str, span: Span, at: int) -> bool:
        return self._rules.after.match(text, at, span.end) is not None

    def _counts(self, text: str, span: Span, candidate: _Candidate, stop: int, stands: bool) -> bool:
        if candidate.strength == "listed" and candidate.span.of(text) != candidate.entry.name:
            return stands and (text[stop : stop + 1] in _LISTING or self._shown_after(text, span, stop))
        return stands or candidate.strength == "sure"

    def _hit(self, text: str, span: Span, candidate: _Candidate, stop: int, kind: PlaceKind) -> PlaceHit | None:
        """The hit with the ending that makes it another place (九江|水运口岸); None where it is no place."""
        entry, rules = candidate.entry, self._rules
        whole = Span(candidate.span.start, stop)
        name = whole.of(text)
        if stop > candidate.span.end:
            forms = self._forms.get(name) or self._forms.get(text[candidate.span.end : stop], [])  # 河北|雄安新区
            known = (each for form in forms for each in form.entries if each.kind == kind)  # 江西|南部 is not 南部县
            made = PlaceEntry(name=name, short=name, kind=kind, within=entry.name)
            return PlaceHit(span=whole, name=name, entry=next(known, made))
        if entry.kind in _HEADS or entry.kind == "country":
            before = text[max(span.start, candidate.span.start - 4) : candidate.span.start]
            if rules.not_before.match(text, stop, span.end) or rules.slogan.search(before):
                return None
        return PlaceHit(span=whole, name=name, entry=entry)

    def _with_rivers(self, text: str, span: Span, hits: list[PlaceHit]) -> Iterator[PlaceHit]:
        """The hits, and in a list with a known river or lake those beside it that no registry has (洛河、涧河)."""
        covered = span.start
        for index, hit in enumerate(hits):
            following = hits[index + 1].span.start if index + 1 < len(hits) else span.end
            if hit.entry.kind == "river" and hit.name == hit.entry.name:
                yield from reversed(list(self._rivers_before(text, covered, hit.span.start)))
            yield hit
            covered = hit.span.end
            while hit.entry.kind == "river" and (found := self._rules.river_after.match(text, covered, following)):
                yield _river(text, Span(*found.span("river")))
                covered = found.end()

    def _rivers_before(self, text: str, low: int, high: int) -> Iterator[PlaceHit]:
        while found := self._rules.river_before.search(text[max(low, high - 4) : high]):
            start = max(low, high - 4) + found.start("river")
            yield _river(text, Span(start, start + len(found["river"])))
            high = start

    def _ending(self, text: str, span: Span, candidate: _Candidate) -> tuple[int, PlaceKind]:
        """Where the name stops with its endings, and of what kind it is then (赣南|革命老区|高质量发展示范区)."""
        stop, kind = candidate.span.end, candidate.entry.kind
        while kind in _HEADS or kind == "river":
            if side := self._rules.side.match(text, stop, span.end):
                stop, kind = side.end(), "region"
            if kind == "region" and (area := self._rules.area.match(text, stop, span.end)):
                stop = area.end()
            found = self._rules.ending.match(text, stop, span.end)
            if found is None:
                break
            gap, ending = found["gap"], found["ending"]
            of_all = kind == "province" and not gap and not candidate.entry.name.endswith("市")
            broad = of_all and self._rules.endings[ending] in ("zone", "port", "new-area")
            if broad or len(gap) > self._rules.gaps.get(ending, self._rules.gaps["default"]):
                break  # 江西|开发区 are all of them, not one
            stop, kind = found.end(), self._rules.endings[ending]
        return stop, kind


def _listings(
    text: str, extended: list[tuple[_Candidate, int, PlaceKind]]
) -> Iterator[list[tuple[_Candidate, int, PlaceKind]]]:
    """Candidates in groups that one list holds (开封、三明和大同)."""
    group: list[tuple[_Candidate, int, PlaceKind]] = []
    for item in extended:
        if group and text[group[-1][1] : item[0].span.start] not in _LISTING:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _river(text: str, span: Span) -> PlaceHit:
    name = span.of(text)
    return PlaceHit(span=span, name=name, entry=PlaceEntry(name=name, short=name, kind="river"))


def _within(entries: Iterable[PlaceEntry], jurisdiction: str) -> bool:
    return any(entry.code is not None and entry.code[:2] == jurisdiction[:2] for entry in entries)


def _below(entries: Iterable[PlaceEntry], above: PlaceEntry) -> list[PlaceEntry]:
    return [entry for entry in entries if entry.within in (above.name, above.short)]


def _resolve(entries: list[PlaceEntry], jurisdiction: str, previous: PlaceEntry | None) -> PlaceEntry | None:
    """The one place that is meant: below the name before it, else in the jurisdiction, else the highest; or None."""
    if len(entries) == 1:
        return entries[0]
    if previous is not None and (below := _below(entries, previous)):
        return below[0]
    for digits in (4, 2):
        if jurisdiction[:2] != "00" and (
            near := [e for e in entries if e.code is not None and e.code[:digits] == jurisdiction[:digits]]
        ):
            return min(near, key=_rank)
    best = sorted(entries, key=_rank)
    return best[0] if _rank(best[0]) < _rank(best[1]) else None


def _rank(entry: PlaceEntry) -> int:
    return _RANKS.get(entry.kind, 0)


@cache
def load_gazetteer(folder: Path = corpus.REGISTRY) -> Gazetteer:
    """The gazetteer of a registry folder, read once (about 60 ms)."""
    return Gazetteer(*read_names(folder))
