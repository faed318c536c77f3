"""What the text says of who answers for a provision, and how it is told when it says nothing."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from graph.model import Citation
from qa import rows
from qa.inquiry import Inquiry
from qa.locate import Hit, ask_content, children, located, missing, no_such, pointed
from qa.names import beside_bodies
from qa.phrases import bodies, cite, cite_unit, headed, listed, outline_note, quoted, unit_name
from qa.replies import Refused, Reply
from qa.rows import Doc, Duty, Sentence, Unit
from qa.searching import nearest
from qa.topics import pieces, plainer

if TYPE_CHECKING:
    from graph.confirm import Confirmed

_ONE_BY_ONE = r"(?i)每一?(?:条|项)|各条|各项|逐条|\beach\b"
_BETWEEN_LINES = 4
"""Characters between two lines of the same note: a line's end and the blanks that the next begins with."""


class Duties(msgspec.Struct, frozen=True, kw_only=True):
    """The duties that hold for one provision; ``above``: they are given with a provision around it.

    ``found`` is the sentence by which the question's words led here; ``under`` the provision that was asked for,
    where the text gives the duties to this one under it; ``elsewhere`` what it assigns of other things here.
    """

    doc: Doc
    unit: Unit
    held: tuple[Duty, ...]
    above: bool = False
    found: Sentence | None = None
    under: Unit | None = None
    elsewhere: tuple[Duty, ...] = ()

    def of(self, *roles: str) -> list[Duty]:
        """Those with one of the roles."""
        return [duty for duty in self.held if duty.role in roles]


def subjects(inquiry: Inquiry) -> list[Duties]:
    """The duties of the provisions that the question names by number, else of those that its words lead to."""
    if inquiry.question.pointers:
        found = pointed(inquiry)
        if inquiry.topics and len(found) == 1:
            unit = found[0][1]
            hits = located(inquiry, inquiry.topics, within=unit)
            if hits:
                return [_of_hit(inquiry, hits[0])]
        if inquiry.question.matches(_ONE_BY_ONE):
            found = [(doc, one) for doc, unit in found for one in children(inquiry, doc, unit) or [unit]]
        return [duties for doc, unit in found for duties in _each(_duties(inquiry, doc, unit), inquiry)]
    hits = _headed([hit for hit in located(inquiry, inquiry.topics) if hit.unit is not None], inquiry.topics)[:4]
    if not hits and (topics := beside_bodies(inquiry)) != inquiry.topics:
        inquiry.topics = topics
        hits = _headed([hit for hit in located(inquiry, topics) if hit.unit is not None], topics)[:4]
    if not hits:
        hits = [hit for hit in nearest(inquiry, inquiry.topics) if hit.unit is not None][:1]
    return [duties for hit in hits for duties in _each(_of_hit(inquiry, hit), inquiry)]


def _each(duties: Duties, inquiry: Inquiry) -> list[Duties]:
    """The provision's own duties, and those of each provision under it: a child's note says nothing of its parent."""
    if duties.above:
        return [duties]
    by_unit: dict[str, list[Duty]] = {}
    for duty in duties.held:
        by_unit.setdefault(duty.provision or duties.unit.id, []).append(duty)
    own = by_unit.pop(duties.unit.id, [])
    found = [msgspec.structs.replace(duties, held=tuple(own))] if own or not by_unit else []
    for identity, held in by_unit.items():
        unit = inquiry.unit(duties.doc.key, identity)
        if unit is not None:
            found.append(Duties(doc=duties.doc, unit=unit, held=tuple(held), under=duties.unit))
    return found


def _headed(hits: list[Hit], topics: Sequence[str]) -> list[Hit]:
    """Those whose heading has the topics, if any; else the numbered provisions, if any; else all."""
    titled = [hit for hit in hits if hit.unit and all(pieces(plainer(topic), hit.unit.title) for topic in topics)]
    numbered = [hit for hit in hits if hit.unit and hit.unit.number is not None]
    return titled or numbered or hits


def _duties(inquiry: Inquiry, doc: Doc, unit: Unit) -> Duties:
    own = inquiry.read(Duty, rows.DUTIES_UNDER, provision=unit.id)
    if own:
        return Duties(doc=doc, unit=unit, held=tuple(own))
    query = inquiry.query
    above = inquiry.read(Duty, rows.DUTIES_ABOVE, provision=unit.id)
    if not above:
        inquiry.query = query
    return Duties(doc=doc, unit=unit, held=tuple(above), above=bool(above))


def _of_hit(inquiry: Inquiry, hit: Hit) -> Duties:
    """Only what the text assigns of what was asked: the note that follows its sentence, the sentence itself."""
    assert hit.unit is not None
    duties = msgspec.structs.replace(_duties(inquiry, hit.doc, hit.unit), found=hit.sentences[0])
    fitting = [duty for duty in duties.held if _concerns(duty, hit, inquiry.topics)]
    if len(fitting) < len(duties.held):
        rest = tuple(duty for duty in duties.held if duty not in fitting)
        duties = msgspec.structs.replace(duties, held=tuple(fitting), elsewhere=rest)
    notes = _together(sorted({(duty.start, duty.stop) for duty in duties.held if duty.notation in ("note", "line")}))
    if len(notes) < 2 or duties.above or not hit.sentences:
        return duties
    start = hit.sentences[0].start
    note = next((span for span in notes if span[1] > start), notes[-1])
    held = tuple(duty for duty in duties.held if note[0] <= duty.start and duty.stop <= note[1])
    return msgspec.structs.replace(duties, held=held)


def _together(notes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Notes as one where they follow each other (牵头单位：… and 参与单位：… on the next line)."""
    joined: list[tuple[int, int]] = []
    for start, stop in notes:
        if joined and start - joined[-1][1] <= _BETWEEN_LINES:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


def _concerns(duty: Duty, hit: Hit, topics: Sequence[str]) -> bool:
    """Whether a duty stated in a sentence is about the topics; a note is about all that it follows."""
    if duty.notation != "prose" or hit.unit is None or duty.provision != hit.unit.id:
        return True
    if topics and all(pieces(plainer(topic), hit.unit.title) for topic in topics):
        return True
    if not any(sentence.start < duty.stop and duty.start < sentence.stop for sentence in hit.sentences):
        return False
    thing = led(duty)
    return duty.role != "lead" or thing is None or any(pieces(plainer(topic), thing) for topic in topics)


def led(duty: Duty) -> str | None:
    """What a sentence says is led (X牵头的统筹协调机制 → 统筹协调机制); None where it is the whole sentence."""
    found = re.search(rf"{re.escape(duty.name[-4:])}牵头的([^,，。;；、]{{2,40}})", duty.quote)
    return found.group(1) if found else None


def told(
    inquiry: Inquiry,
    found: Sequence[Duties],
    parts: Sequence[tuple[str, bool, Sequence[Duty]]],
    *,
    hint: bool = True,
) -> Reply:
    """One reply from a sentence a provision: (wording, whether it is what was asked, the duties it states).

    ``hint``: where the text names nobody, say how to ask for what mandates suggest.
    """
    lines: list[str] = []
    citations: list[Citation] = []
    basis: list[str] = []
    above: Unit | None = None
    for duties, (wording, _, stated) in zip(found, parts, strict=True):
        if duties.under is not None and duties.under != above:
            above = duties.under
            lines.append(_divided(inquiry, above))
            citations.append(cite_unit(above, duties.doc))
        lines.append(wording)
        citations.append(cite_unit(duties.unit, duties.doc))
        lines.extend(_confirmations(inquiry, duties.doc, stated))
        basis.extend(duty.basis for duty in stated)
        stated = [duty for duty in stated if duty.notation != "review"]
        for duty in stated:
            citations.append(cite(inquiry.unit(duty.document, duty.provision), duties.doc, duty))
        if duties.found and not stated:
            citations.append(cite(duties.unit, duties.doc, duties.found))
            lines.append(
                quoted(duties.found.quote, unit_name(duties.unit, inquiry.language), duties.doc, inquiry.language)
            )
        for quote in dict.fromkeys(duty.quote for duty in stated):
            lines.append(quoted(quote, unit_name(duties.unit, inquiry.language), duties.doc, inquiry.language))
        if duties.elsewhere and not stated:
            lines.append(inquiry.say("同一条写明的分工说的是另一件事：", "What it does assign is another thing:"))
            lines.append(
                quoted(
                    duties.elsewhere[0].quote, unit_name(duties.unit, inquiry.language), duties.doc, inquiry.language
                )
            )
            citations.append(cite(duties.unit, duties.doc, duties.elsewhere[0]))
    answered = any(done for _, done, _ in parts)
    doc = found[0].doc
    if not all(done for _, done, _ in parts):
        known, more, general = whole(inquiry, doc)
        lines.extend(known)
        citations.extend(more)
        basis.extend(general)
        unnamed = next((one for one in found if not one.held), None)
        if hint and unnamed is not None and not doc.outline:
            lines.append(_inference(inquiry, unnamed.unit))
    for pointer in missing(inquiry, doc):
        lines.append(no_such(inquiry, doc, pointer).text)
    if doc.outline:
        lines.append(outline_note(inquiry.language))
    return Reply(
        text="\n".join(lines),
        answerable=answered,
        citations=tuple(dict.fromkeys(citations)),
        basis=tuple(dict.fromkeys(basis)),
        suggestions=_suggestions(inquiry, found),
    )


def _inference(inquiry: Inquiry, unit: Unit) -> str:
    """How to ask for departments inferred from mandates: to infer them takes longer than this answer may."""
    return inquiry.say(
        f"（原文没有的分工，可以另问按职责的推断：“{unit_name(unit, 'zh')}可能涉及哪些部门？”）",
        f"(What the text leaves open can be inferred from mandates: ask “Which departments may "
        f"{unit_name(unit, 'en')} concern?”)",
    )


def _divided(inquiry: Inquiry, unit: Unit) -> str:
    name = headed(unit, inquiry.language)
    return inquiry.say(
        f"{name}本身没有写明分工，分工写在它下面的各项：",
        f"{name[0].upper()}{name[1:]} itself does not state who; the provisions under it do:",
    )


def _confirmations(inquiry: Inquiry, doc: Doc, stated: Sequence[Duty]) -> list[str]:
    """For each duty that staff confirmed: that the text does not state it or how it was read, who said so and when."""
    ids = {duty.id for duty in stated if duty.basis == "confirmed"}
    if not ids:
        return []
    from graph.confirm import confirmed_of

    return [_confirmation(inquiry, fact) for fact in confirmed_of(inquiry.store, doc.key) if fact.id in ids]


def _confirmation(inquiry: Inquiry, fact: "Confirmed") -> str:
    if fact.corrects:
        return inquiry.say(
            f"（{fact.name}：原先读作{fact.misread}，由{fact.who}于{fact.at[:10]}更正。）",
            f"({fact.name}: read as {fact.misread} before; corrected by {fact.who} on {fact.at[:10]}.)",
        )
    return inquiry.say(
        f"（{fact.name}：原文没有写明，由{fact.who}于{fact.at[:10]}确认。）",
        f"({fact.name}: not stated by the text; confirmed by {fact.who} on {fact.at[:10]}.)",
    )


def whole(inquiry: Inquiry, doc: Doc) -> tuple[list[str], list[Citation], list[str]]:
    """Who coordinates the whole document: lines, citations, bases. Empty if the text names nobody."""
    duties = [duty for duty in inquiry.general(doc.key) if not duty.collective]
    coordinating = [duty for duty in duties if duty.role == "coordinator"] or duties
    if not coordinating:
        return [], [], []
    names = bodies(coordinating, inquiry.language)
    line = inquiry.say(
        f"文件只对全文作了统筹安排：由{names}协调指导（适用于整份文件，不是对本条的分工）。",
        f"Only the document as a whole has coordinators: {names} (general, not an assignment of this provision).",
    )
    quotes = dict.fromkeys(duty.quote for duty in coordinating)
    place = inquiry.say("结尾", "closing")
    lines = [line, *(quoted(quote, place, doc, inquiry.language) for quote in quotes)]
    return lines, [cite(None, doc, duty) for duty in coordinating[:1]], list({duty.basis for duty in coordinating})


def not_located(inquiry: Inquiry, asked: str, asked_en: str) -> Reply:
    """The words of the question lead to no provision: said so, with who coordinates the whole."""
    doc = inquiry.document
    topic = listed([inquiry.in_marks(topic) for topic in inquiry.topics[:2]], inquiry.language)
    known, citations, basis = whole(inquiry, doc)
    outside = [hit for hit in located(inquiry, inquiry.topics) if hit.unit is None][:1]
    if outside:
        line = inquiry.say(
            f"{topic}只在序言或结尾写到，未明确{asked}。",
            f"{topic} stands in the preamble or closing only, which does not state {asked_en}.",
        )
    else:
        line = inquiry.say(
            f"文件中没有与{topic}对应的条款，也未明确{asked}。",
            f"The documents have no provision on {topic}, and do not state {asked_en}.",
        )
    place = inquiry.say("序言或结尾", "preamble or closing")
    quotes = [quoted(hit.sentences[0].quote, place, hit.doc, inquiry.language) for hit in outside]
    citations = [*(cite(None, hit.doc, hit.sentences[0]) for hit in outside), *citations]
    return Reply(
        text="\n".join([line, *quotes, *known]),
        answerable=False,
        citations=tuple(citations),
        basis=tuple(basis),
        suggestions=tuple(_ask_whole(inquiry, doc)),
    )


def need_subject(inquiry: Inquiry, found: Sequence[Duties], asked: str, asked_en: str) -> None:
    """`Refused` where the question's words lead to no provision."""
    if not found:
        raise Refused(not_located(inquiry, asked, asked_en))


def _suggestions(inquiry: Inquiry, found: Sequence[Duties]) -> tuple[str, ...]:
    return tuple(
        [ask_content(inquiry, duties.doc, duties.unit) for duties in found[:2]] + _ask_whole(inquiry, found[0].doc)
    )[:3]


def _ask_whole(inquiry: Inquiry, doc: Doc) -> list[str]:
    if not any(duty.role == "coordinator" for duty in inquiry.general(doc.key)):
        return []
    of = "" if inquiry.scope.total <= 1 else f"《{doc.title}》"
    return [inquiry.say(f"{of}整份文件由谁协调指导？", f"Who coordinates the whole document{' ' + of if of else ''}?")]


def subject(duties: Duties, inquiry: Inquiry) -> str:
    """第十二条《…》, with the document's title where the question did not name one of several."""
    name = headed(duties.unit, inquiry.language)
    if inquiry.scope.total > 1:
        name = f"《{duties.doc.title}》{name}" if inquiry.language == "zh" else f"{name} of 《{duties.doc.title}》"
    if inquiry.language == "en":
        return name[0].upper() + name[1:]
    return name
