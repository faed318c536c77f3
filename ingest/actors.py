"""Who acts, is helped or is watched in a provision without being given a duty there.

The kinds of people, enterprises and bodies are rows of ``actors.csv``; official bodies are known by their form. The
role comes from the verb that they stand with (``actors.toml``), and from their kind where no verb tells.
"""

import csv
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

import corpus
from graph.model import Responsibility, Role, Span
from ingest.bodies import find_bodies
from ingest.passages import Context, Passage

_CLOSED = re.compile(r"《[^》]*》|“[^”]*”|「[^」]*」")
_JOINT = re.compile(r"(?:等)?(?:[、，,]|以及|和|与|及|或)")


_NEAR = 16  # characters: the longest verb with the quantity words after it


class _Kind(msgspec.Struct, frozen=True):
    """A row of the lexicon; a phrase that is no actor has no category."""

    category: str
    collective: bool


class _RoleRule(msgspec.Struct, frozen=True):
    role: Role
    before: str = ""
    governed: str = ""
    after: str = ""


class _Settings(msgspec.Struct, frozen=True):
    """``actors.toml`` as written."""

    modifiers: list[str]
    phrases: list[str]
    not_after: str
    not_before: str
    only_acting: frozenset[str]
    encouraged: str
    background: str
    background_after: str
    torn: str
    roles: list[_RoleRule]
    default: dict[str, Role]


class _Test(msgspec.Struct, frozen=True):
    role: Role
    before: re.Pattern[str] | None
    governed: re.Pattern[str] | None
    after: re.Pattern[str] | None


class _Lexicon(msgspec.Struct, frozen=True):
    kinds: dict[str, _Kind]
    index: dict[str, list[str]]
    modifiers: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]
    only_acting: frozenset[str]
    encouraged: re.Pattern[str]
    background: re.Pattern[str]
    background_after: re.Pattern[str]
    torn: re.Pattern[str]
    tests: list[_Test]
    default: dict[str, Role]


class _Actor(msgspec.Struct, frozen=True):
    """Somebody named; ``weak`` for common words that act only next to a verb of action (政府引导)."""

    span: Span
    category: str
    collective: bool
    weak: bool = False


def extract_mentions(
    passages: Sequence[Passage], context: Context, duties: Sequence[Responsibility]
) -> list[Responsibility]:
    """Rows of notation "mention", one for each name in a provision; none for characters that carry a duty."""
    held = [row.surface for row in duties]
    charged = {(row.provision, row.actor) for row in duties}
    rows: dict[tuple[str | None, str], Responsibility] = {}
    untold: set[tuple[str | None, str]] = set()
    text = folded = ""
    for passage in passages:
        if passage.text is not text:
            text = passage.text
            folded = text.replace("（", "(").replace("）", ")")  # one character for one: offsets stay
        barred = [span for span in held if span.overlaps(passage.span)]
        closed = [Span(*found.span()) for found in _CLOSED.finditer(passage.text, *passage.span)]
        actors = [
            actor
            for actor in _actors(text, folded, passage.span)
            if not any(span.overlaps(actor.span) or _is_second_name(folded, span, actor.span) for span in barred)
            and not any(span.overlaps(actor.span) and not actor.span.covers(span) for span in closed)
        ]
        for clause in passage.clauses():
            inside = [actor for actor in actors if clause.covers(actor.span)]
            for group in _groups(folded, inside):
                role, told = _role(folded, clause, group)
                for actor in group:
                    key = (passage.provision, actor.span.of(text))
                    if key in charged or (not told and (key in rows or actor.weak)):
                        continue
                    if key not in rows or key in untold:
                        rows[key] = _mention(passage, clause, actor, role)
                    (untold.discard if told else untold.add)(key)
    return sorted(rows.values(), key=lambda row: row.surface)


def _mention(passage: Passage, clause: Span, actor: _Actor, role: Role) -> Responsibility:
    return Responsibility(
        id="",
        provision=passage.provision,
        actor=actor.span.of(passage.text),
        surface=actor.span,
        role=role,
        basis="explicit",
        collective=actor.collective,
        open_ended=False,
        notation="mention",
        evidence=clause,
    )


def _actors(text: str, folded: str, span: Span) -> list[_Actor]:
    """People and bodies in text order without overlaps; where two overlap, the longer name."""
    found = [*_by_lexicon(folded, span), *_encouraged(folded, span)]
    lexicon = _lexicon()
    found += [
        _Actor(body.span, "body", body.collective)
        for body in find_bodies(text, span)
        if not lexicon.torn.match(text, max(span.start, body.span.start - 1), body.span.end)
        and not lexicon.not_before.match(text, body.span.end, span.end)
    ]
    chosen: list[_Actor] = []
    for actor in sorted(found, key=lambda one: (one.span.start - one.span.end, one.span.start)):
        if not any(actor.span.overlaps(other.span) for other in chosen):
            chosen.append(actor)
    people = [
        actor
        for actor in chosen
        if actor.category
        and not _is_setting(folded, span, actor)
        and not any(_is_second_name(folded, other.span, actor.span) for other in chosen)
    ]
    return sorted(people, key=lambda one: one.span)


def _by_lexicon(folded: str, span: Span) -> Iterator[_Actor]:
    """The longest names and phrases of the lexicon; a phrase that is no actor has no category."""
    lexicon = _lexicon()
    position, index = span.start, lexicon.index
    for at in range(span.start, span.end):
        names = index.get(folded[at : at + 2]) if at >= position else None
        name = names and next((each for each in names if folded.startswith(each, at, span.end)), None)
        if not name:
            continue
        start, end = at, at + len(name)
        position = end
        kind = lexicon.kinds[name]
        before = folded[max(span.start, start - 12) : start]
        if lexicon.not_before.match(folded, end, span.end) or lexicon.not_after.search(before):
            continue
        if kind.category and (modifiers := lexicon.modifiers.search(before)):
            start -= len(modifiers.group())
        yield _Actor(Span(start, end), kind.category, kind.collective, name in lexicon.only_acting)


def _encouraged(folded: str, span: Span) -> Iterator[_Actor]:
    """Places and units that are told to go ahead (支持有条件的城市…)."""
    for found in _lexicon().encouraged.finditer(folded, *span):
        yield _Actor(Span(*found.span("name")), "jurisdiction", True)


def _is_setting(folded: str, span: Span, actor: _Actor) -> bool:
    """Whether only somebody's decision or consent is meant (按照国务院决策部署)."""
    if actor.category != "body":
        return False
    lexicon = _lexicon()
    before = folded[max(span.start, actor.span.start - 16) : actor.span.start]
    return bool(lexicon.background.search(before) and lexicon.background_after.match(folded, actor.span.end, span.end))


def _is_second_name(folded: str, held: Span, name: Span) -> bool:
    """Whether the name stands in brackets behind another: one body's second name (镇人民政府（街道办事处）)."""
    return held.end == name.start - 1 and folded[held.end] == "(" and folded[name.end : name.end + 1] == ")"


def _groups(folded: str, actors: Sequence[_Actor]) -> Iterator[list[_Actor]]:
    """Actors of one list, who share the words before and after it."""
    group: list[_Actor] = []
    for actor in actors:
        if group and not _JOINT.fullmatch(folded, group[-1].span.end, actor.span.start):
            yield group
            group = []
        group.append(actor)
    if group:
        yield group


def _role(folded: str, clause: Span, group: Sequence[_Actor]) -> tuple[Role, bool]:
    """The role of a list by the words around it, and whether words told it (else its kind did)."""
    lexicon = _lexicon()
    before = folded[max(clause.start, group[0].span.start - 40) : group[0].span.start]
    end = group[-1].span.end
    for test in lexicon.tests:
        if (
            (test.before is None or test.before.search(before[-_NEAR:]))
            and (test.governed is None or test.governed.search(before))
            and (test.after is None or test.after.match(folded, end, clause.end))
        ):
            return test.role, True
    return lexicon.default[group[0].category], False


@cache
def _lexicon() -> _Lexicon:
    """The registry's actors, read once."""
    settings = msgspec.convert(tomllib.loads((corpus.REGISTRY / "actors.toml").read_text(encoding="utf-8")), _Settings)
    kinds = {phrase: _Kind("", False) for phrase in settings.phrases}
    with (corpus.REGISTRY / "actors.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kinds[row["name"]] = _Kind(row["category"], row["collective"] == "true")
    index: dict[str, list[str]] = {}
    for name in sorted(kinds, key=len, reverse=True):
        index.setdefault(name[:2], []).append(name)
    modifiers = "|".join(sorted(map(re.escape, settings.modifiers), key=len, reverse=True))
    return _Lexicon(
        kinds=kinds,
        index=index,
        modifiers=re.compile(f"(?:{modifiers})+$"),
        not_after=_pattern(settings.not_after),
        not_before=_pattern(settings.not_before),
        only_acting=settings.only_acting,
        encouraged=_pattern(settings.encouraged),
        background=_pattern(settings.background),
        background_after=_pattern(settings.background_after),
        torn=_pattern(settings.torn),
        tests=[_test(rule) for rule in settings.roles],
        default=settings.default,
    )


def _test(rule: _RoleRule) -> _Test:
    # a quantity may stand between the verb and the name (培养|各类|专业人才)
    before = f"{rule.before}(?:各类|广大|更多|一批|各种|部分|所有|全体|相关|有关|符合条件的|有条件的|各|的)*$"
    return _Test(
        role=rule.role,
        before=_pattern(before) if rule.before else None,
        governed=_pattern(rule.governed) if rule.governed else None,
        after=_pattern(rule.after) if rule.after else None,
    )


def _pattern(written: str) -> re.Pattern[str]:
    """A pattern of the registry file, where lines may break between alternatives."""
    return re.compile("".join(written.split()))
