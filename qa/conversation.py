"""Questions that lean on the one before: 那第十三条呢？ 它的目标呢？ 还有谁参与？ And measure 13?

What is remembered is a `State`, given in and out, so that a page or a file can hold it. A question that leans on
it is made whole in words, and then answered like any other; the answer says how it was understood.
"""

import re

import msgspec

from graph.model import Answer
from graph.store import GraphStore
from qa.answer import respond
from qa.inquiry import Inquiry
from qa.kinds import recognise
from qa.normalise import Language
from qa.phrases import unit_name
from qa.pointers import find_pointers
from qa.question import Question, read_question

_ELLIPSIS = (
    r"^(?:那么?|还有|再看|换成|换|至于)?[,，]?(?P<zh>[^?？]{1,40}?)(?:呢|怎么样|又如何|又怎样)[?？]*$"
    r"|^(?i:and|what about|how about|and what about|same for)\s+(?P<en>[^?]{1,80})\?*$"
)
_ITS = (
    r"它们?|其(?!他|它|中|余|次)|(?:这|那|该)一?(?:条|项|部分|市|地|部门|单位)(?!措施|几)"
    r"|(?i:\bits\b|\bit\b|\bthis (?:one|measure|article|city|department)\b|\bthat (?:one|measure|article|city)\b)"
)
_BESIDE = r"(?:(?P<before>上|前)|下|后)(?:面)?(?:的)?(?:那)?一?[条项]"
_YEAR = r"(?:19|20)\d\d年?(?:底|末)?"
_GOES_ON = r"^(?:还有|还|另外|那么?|又|此外|再)|呢[?？]*$|(?i:^(?:and|also|else|then)\b|\belse\b)"
_LEANING = frozenset(
    ("lead", "responsible", "participant", "inferred", "target", "prohibition", "programme", "content", "named-bodies")
)
"""Kinds of question that are of a provision, if they name nothing else."""
_AT_ONCE = frozenset(("lead", "responsible", "participant", "inferred"))


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What the last question was about: its whole wording, its kind, the document, and the thing it named.

    ``subject`` is as an answer names it (第十二条, measure 12, 九江, 省财政厅); ``document`` is an identity,
    ``topic`` what the question was about, if that was one thing.
    """

    question: str = ""
    intent: str = ""
    language: Language = "zh"
    document: str | None = None
    subject: str | None = None
    place: str | None = None
    actor: str | None = None
    topic: str | None = None


def converse(
    store: GraphStore, question: str, state: State | None = None, *, document: str | None = None
) -> tuple[Answer, State]:
    """Answer a question in the light of the last one, and give what the next may lean on."""
    whole = made_whole(question, state) if state is not None and state.question else question
    leans = whole != question
    within = document or (state.document if leans and state else None)
    answer, inquiry = respond(store, whole, document=within)
    if leans:
        note = f"（按上一问理解为：{whole}）" if answer.language == "zh" else f"(Understood as: {whole})"
        answer = msgspec.structs.replace(answer, question=question, answer=f"{answer.answer}\n{note}")
    return answer, _state(whole, answer, inquiry, state)


def asked_anew(question: str, state: State | None) -> list[str]:
    """What to ask from nothing to have a question answered as it was: itself, after the last one if it leans on it."""
    if state is None or not state.question or made_whole(question, state) == question:
        return [question]
    return [state.question, question]


def made_whole(question: str, state: State) -> str:
    """The question with what it leaves out of the last one put in; itself if it leaves nothing out."""
    read = read_question(question)
    if read.titles or read.document_numbers:
        return question
    elided = re.match(_ELLIPSIS, read.text)
    thing = (elided.group("zh") or elided.group("en")).strip() if elided else ""
    if state.subject and re.search(_ITS, read.text):
        return re.sub(_ITS, lambda found: _possessive(found.group(), state.subject or ""), read.text, count=1)
    if thing and (asked := _put_in(thing, state)):
        return asked
    kind = recognise(read)
    bare = not read.pointers and not read.quoted and not read.topics(kind.patterns(read) if kind else ())
    goes_on = re.search(_GOES_ON, read.text) is not None
    if kind and bare and state.subject and kind.intent in _LEANING and (goes_on or kind.intent in _AT_ONCE):
        return _prefixed(read, state.subject)
    return question


def _possessive(pronoun: str, subject: str) -> str:
    return f"{subject}'s" if pronoun.lower() == "its" else subject


def _prefixed(question: Question, subject: str) -> str:
    if question.language == "zh":
        return subject + re.sub(r"^(?:那么?|另外|此外)[,，]?", "", question.text)
    return re.sub(r"^(?:and|also|then)\s+", "", question.text, flags=re.IGNORECASE).rstrip("? ") + f" in {subject}?"


def _put_in(thing: str, state: State) -> str | None:
    """The last question with this thing in the place of the one that it named."""
    last = state.question
    if beside := re.fullmatch(_BESIDE, thing):
        thing = _neighbour(state.subject or "", back=bool(beside["before"])) or thing
    if re.fullmatch(_YEAR, thing):
        return re.sub(_YEAR, thing, last, count=1) if re.search(_YEAR, last) else None
    pointed, had = find_pointers(thing), find_pointers(read_question(last).text)
    if pointed:
        named = thing[pointed[0].start : pointed[-1].end]
        if recognise(read_question(thing)):
            return None  # it asks something of its own
        if had:
            text = read_question(last).text
            return text[: had[0].start] + named + text[had[-1].end :]
        return None if not state.subject or state.subject not in last else last.replace(state.subject, named)
    if state.place and state.place in last and _is_place(thing):
        return last.replace(state.place, thing)
    if state.actor and state.actor in last and not recognise(read_question(thing)):
        return last.replace(state.actor, thing)
    if state.topic and state.topic in last and not recognise(read_question(thing)):
        return last.replace(state.topic, thing)
    return None


def _neighbour(subject: str, *, back: bool) -> str | None:
    """第十三条 → 第14条, or 第12条."""
    found = find_pointers(subject)
    step = found[0].steps[0] if found and len(found[0].steps) == 1 else None
    return f"第{step.ordinal + (-1 if back else 1)}条" if step and step.unit == "number" and step.ordinal > 0 else None


def _is_place(thing: str) -> bool:
    from graph.gazetteer import load_gazetteer
    from graph.model import Span

    gazetteer = load_gazetteer()
    if thing.isascii():
        return any(entry.name_en and entry.name_en.lower() == thing.lower() for entry in gazetteer.entries())
    return bool(gazetteer.find(thing, Span(0, len(thing)), "000000")) or gazetteer.get(thing) is not None


def _state(whole: str, answer: Answer, inquiry: Inquiry | None, before: State | None) -> State:
    if inquiry is None or not inquiry.scope.documents:
        return before or State(language=answer.language)
    place = actor = None
    if answer.intent in ("place", "verify", "premise"):
        from qa.names import places

        words = [word for one in places(inquiry) for word in (one.asked, one.name_en) if word and word in whole]
        place = next(iter(words), None)
    elif answer.intent == "actor":
        from qa.names import bodies

        actor = next((one.asked for one in bodies(inquiry)), None)
    document = answer.citations[0].document if answer.citations else inquiry.document.identity
    subject = place or actor or _provision(answer, inquiry)
    if subject is None and before is not None and before.document == document:
        subject = before.subject
    return State(
        question=whole, intent=answer.intent, language=answer.language, document=document, subject=subject,
        place=place, actor=actor, topic=_topic(whole, inquiry),
    )  # fmt: skip


def _topic(whole: str, inquiry: Inquiry) -> str | None:
    """The only topic of a question, in its own words."""
    said = {near.official: near.asked for near in inquiry.near}
    topics = [said.get(topic, topic) for topic in inquiry.topics]
    return topics[0] if len(topics) == 1 and topics[0] in whole else None


def _provision(answer: Answer, inquiry: Inquiry) -> str | None:
    """The provision that the answer is of: the one asked for, or the only one that it cites."""
    paths = dict.fromkeys((one.document, one.path) for one in answer.citations if one.path)
    if not paths or (len(paths) > 1 and not inquiry.question.pointers):
        return None
    document, path = next(iter(paths))
    key = next((doc.key for doc in inquiry.scope.documents if doc.identity == document), None)
    unit = next((one for one in inquiry.units(key) if one.path == path), None) if key else None
    return unit_name(unit, answer.language) if unit else None
