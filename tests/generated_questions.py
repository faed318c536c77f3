"""Questions made from a document's parse, so that their truth follows from it: a provision × what may be asked of it.

What the parse lacks is asked as well: of a provision without a lead, a date, a place the right answer is that the text
states none. `faults` says what an answer lacks of the truth, `invented` what it has that stands nowhere in the document.
"""

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

import msgspec

from graph.gazetteer import load_gazetteer
from graph.model import Answer, Document, Provision, Responsibility, Span
from graph.registry import load_registry
from graph.store import GraphStore
from qa.inferring import INFERRED
from qa.normalise import Language
from qa.phrases import han
from qa.rows import UNITS, Unit, rows_of

_SHORTEST = 3  # characters of a name that is looked for in answers; 中国 or 省委 is part of too much
_QUOTED = 14  # characters of a quote that must be there: answers may cut a long one


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A question of one document, what its answer must hold, and whether the document answers it."""

    question: str
    kind: str
    language: Language
    document: str
    title: str
    must: tuple[str, ...]
    answerable: bool


class _Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the parse has in a provision and what stands inside it."""

    provision: Provision
    duties: tuple[Responsibility, ...]
    above: tuple[Responsibility, ...]
    dates: tuple[str, ...]
    targets: tuple[str, ...]
    aims: bool
    places: tuple[str, ...]
    bans: tuple[str, ...]
    programmes: tuple[str, ...]

    def named(self, *roles: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(duty.actor for duty in self.duties if duty.role in roles))


_Truth = Callable[[_Facts], tuple[str, ...] | None]
"""What the answer must hold; empty: the text states nothing of it; None: the parse does not tell."""


def _unless_above(*roles: str) -> _Truth:
    """A note around the provision may hold for it too: then the parse does not tell by itself."""

    def truth(facts: _Facts) -> tuple[str, ...] | None:
        return facts.named(*roles) or (None if facts.above else ())

    return truth


def _responsible(facts: _Facts) -> tuple[str, ...] | None:
    found = facts.named("responsible") or facts.named("lead")
    if not found and (facts.above or facts.duties):
        return None
    return found


def _actions(facts: _Facts) -> tuple[str, ...] | None:
    found = tuple(name for name in facts.programmes if re.search("行动|工程", name))
    return found or (None if facts.programmes else ())


KINDS: Mapping[str, tuple[_Truth, tuple[str, ...], tuple[str, ...]]] = {
    "lead": (
        _unless_above("lead"),
        ("第{han}条由谁牵头？", "第{n}条的牵头单位是哪个部门", "{n}条 牵头单位?", "请问第{han}条是哪个部门牵头的"),
        ("Who leads measure {n}?", "Which department leads measure {n}?"),
    ),
    "participants": (
        _unless_above("participant", "implementer"),
        ("第{han}条哪些部门配合？", "第{n}条的参与单位有哪些", "第{han}条有哪些部门参与？", "第{n}条的配合单位是哪几家"),
        ("Which departments take part in measure {n}?",),
    ),
    "responsible": (
        _responsible,
        ("第{han}条由谁负责？", "第{n}条的责任单位有哪些", "第{n}条的责任单位是哪些部门"),
        ("Who is responsible for measure {n}?",),
    ),
    "deadline": (
        lambda facts: facts.dates,
        ("第{han}条什么时候完成？", "第{n}条的完成时限是什么时候"),
        ("By when must measure {n} be done?",),
    ),
    "targets": (
        lambda facts: facts.targets or (None if facts.aims else ()),  # an aim without a figure is a target to some
        ("第{han}条的目标是什么？", "第{n}条有哪些量化指标"),
        ("What are the targets of measure {n}?",),
    ),
    "places": (
        lambda facts: facts.places,
        ("第{han}条提到哪些地方？", "第{n}条涉及哪些地方"),
        ("Which places are named in measure {n}?",),
    ),
    "prohibitions": (
        lambda facts: facts.bans,
        ("第{han}条有哪些禁止或限制？", "第{n}条不得做什么"),
        ("What does measure {n} prohibit?",),
    ),
    "programmes": (
        _actions,
        ("第{han}条提到哪些行动和工程？", "第{n}条有哪些行动和工程"),
        ("Which programmes are named in measure {n}?",),
    ),
    "content": (
        lambda facts: (facts.provision.title[:_QUOTED],) if facts.provision.title else None,
        ("第{han}条主要讲了什么？", "第{n}条说的是什么"),
        ("What does measure {n} say?",),
    ),
}  # fmt: skip
"""Kind → its truth, and its forms in Chinese and English."""


def cases_of(store: GraphStore, document: Document, chance: random.Random) -> Iterator[Case]:
    """Every numbered provision of a document of the graph × every kind, in a form drawn by ``chance``."""
    keys = store.read("MATCH (d:Document {identity: $id}) WHERE d.current RETURN d.id AS key", {"id": document.id})
    units = [unit for unit in rows_of(Unit, store, UNITS, document=keys[0]["key"]) if unit.number is not None]
    by_span = {provision.span: provision for provision in document.provisions}
    counts: dict[int, int] = defaultdict(int)
    for unit in units:
        counts[unit.number or 0] += 1
    last = max(counts, default=0)
    for unit in units:
        if counts[unit.number or 0] > 1:
            continue  # two provisions of one number: the answer asks which
        facts = _facts(document, by_span[unit.span])
        for kind, (truth, zh, en) in KINDS.items():
            must = truth(facts)
            if must is not None:
                answerable = bool(must) or kind == "content"
                yield _case(document, unit.number or 0, kind, must, answerable, zh, en, chance)
    if last:
        _, zh, en = KINDS["lead"]
        yield _case(document, last + chance.randint(1, 30), "no such provision", (str(last),), False, zh, en, chance)


def faults(case: Case, answer: Answer, text: str) -> list[str]:
    """What is wrong with an answer."""
    said = _plain(answer.answer)
    lacking = [words for words in case.must if not _holds(said, words)]
    return [
        *(f"lacks {words}" for words in lacking),
        *([] if answer.answerable == case.answerable else [f"answerable is {answer.answerable}"]),
        *([] if answer.language == case.language else [f"language is {answer.language}"]),
        *(f"invented {words}" for words in invented(answer.answer, f"{text}\n{case.question}")),
    ]


def invented(answer: str, text: str) -> list[str]:
    """Names of bodies, places and figures in an answer that stand nowhere in the text, inferred lines aside."""
    known = _plain(text)
    stated = "\n".join(line for line in answer.split("\n") if not _inferred(line))
    names = [found.group() for found in _names().finditer(stated)]
    places = [hit.name for hit in load_gazetteer().find(stated, Span(0, len(stated)))]
    missing = [name for name in dict.fromkeys([*names, *places]) if not _holds(known, name)]
    figures = re.findall(r"\d+(?:\.\d+)?", _STRUCTURE.sub(" ", unicodedata.normalize("NFKC", stated)))
    return [*missing, *(figure for figure in dict.fromkeys(figures) if figure not in known)]


_HAN = "[〇一二三四五六七八九十百\\d]+"
# what an answer may say of the document's own order: which provision, how many of them
_STRUCTURE = re.compile(
    rf"第{_HAN}(?:条|部分|章|项)|{_HAN}(?:条|个部分|处|项|句)|\b(?:measures?|articles?|parts?|provisions?|chapters?)\s+\d+"
    r"(?:(?:,|\s+and|\s+to|-)\s*\d+)*|\bnumbered\s+\d+\s+to\s+\d+|\b\d+\s+(?:measures?|parts?|provisions?|targets?|places?|sentences?)",
    re.IGNORECASE,
)


def _inferred(line: str) -> bool:
    return any(label in line for label in INFERRED.values()) or "推断" in line or "nferr" in line


@cache
def _names() -> re.Pattern[str]:
    names = (name for name in load_registry().body_names() if len(name) >= _SHORTEST)
    return re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _holds(text: str, words: str) -> bool:
    """Whether a text has the words, or a name without the head that a list leaves out (省工信厅、教育厅)."""
    plain = _plain(words)
    return plain in text or (len(plain) > 3 and plain[0] in "省市县" and plain[1:] in text)


def _case(
    document: Document, number: int, kind: str, must: Sequence[str], answerable: bool, zh: Sequence[str],
    en: Sequence[str], chance: random.Random,
) -> Case:  # fmt: skip
    language: Language = "en" if chance.random() < 0.3 else "zh"
    form = chance.choice(en if language == "en" else zh)
    return Case(
        question=form.format(n=number, han=han(number)), kind=kind, language=language, document=document.id,
        title=document.title, must=tuple(must), answerable=answerable,
    )  # fmt: skip


def _facts(document: Document, provision: Provision) -> _Facts:
    inside = {each.id for each in document.provisions if provision.span.covers(each.span)}
    around = {each.id for each in document.provisions if each.span.covers(provision.span)} - {provision.id}
    text = document.text

    duties = [duty for duty in document.responsibilities if duty.notation != "mention"]
    targets = [target for target in document.targets if target.provision in inside]
    return _Facts(
        provision=provision,
        duties=tuple(duty for duty in duties if duty.provision in inside),
        above=tuple(duty for duty in duties if duty.provision in around and duty.notation in ("note", "line")),
        dates=tuple(target.deadline_text for target in targets if target.deadline_text),
        targets=tuple(target.span.of(text)[:_QUOTED] for target in targets if target.quantified),
        aims=any(not target.quantified for target in targets),
        places=tuple(
            place.name for place in document.places
            if place.provision in inside and place.kind not in ("province", "country")
        ),
        bans=tuple(each.span.of(text)[:_QUOTED] for each in document.prohibitions if each.provision in inside),
        programmes=tuple(each.name.strip("“”") for each in document.programmes if each.provision in inside),
    )  # fmt: skip
