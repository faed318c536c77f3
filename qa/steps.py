"""Questions in two steps: the inner one names a place or a provision, and the outer one asks something of it.

和赣州联动打造增长极的那个市有什么任务 · 限制超高层建筑的那一条还提到哪些行动 · 第二十三条的上一条. The inner one is
resolved from the graph, its words are replaced by the name that it leads to, and the question is then asked like any
other; the answer says how it was understood. Where it leads to nothing, or to several, the question stays as it is.
"""

import re

import msgspec

from graph.store import GraphStore
from qa.asking import read_inquiry
from qa.inquiry import Inquiry
from qa.levels import names_both_levels
from qa.locate import located
from qa.names import places
from qa.phrases import unit_name
from qa.pointers import find_pointers
from qa.question import Question, read_question
from qa.replies import Refused
from qa.said import said_of_others
from qa.scope import find_scope

_TWO = r"那一?[条项][跟和与同][^,，。?]+那一?[条项]"
"""Two provisions that are compared, each by what it is about."""
_NEXT = (
    r"^[的之]?(?:(?P<before>上|前)|后|下)(?:面)?(?:的)?(?:那)?一?[条项]",
    r"\b(?:the\s+)?(?:measure|article|provision|item)\s+(?:(?P<before>before|preceding|ahead of)|after|following)\s+$",
)
_CITY = (
    r"^(?P<inner>[^,，。?]{4,40}?)的(?:那|这)?(?:一)?[个座]?(?:设区市|城市|市|地方|县)[,，]?"
    r"(?=.*(?:什么|啥|哪|谁|吗|多少|如何|怎))(?!(?:是|有|叫)?(?:哪|谁|什么城|多少|几|名))(?P<rest>.+)$"
)
_CITY_EN = (
    r"(?i)^(?P<head>.*?)\bthe\s+(?:city|place|town)\s+(?:that|which)\s+(?P<inner>[^,?]{6,60}?)"
    r"(?P<rest>,.*|\s+(?:supposed|have|has|do|also|asked)\b.*|\?)$"
)
_PROVISION = (
    r"^(?P<inner>[^,，。?]{2,40}?)(?:所在)?的?(?:那|这|该)(?:一)?条(?:措施|规定|里|中)?[,，]?"
    r"(?P<rest>.*(?:什么|啥|哪|谁|吗|多少|第几|如何|怎|讲).*)$"
)
_PROVISION_EN = (
    r"(?i)^(?P<head>.*?)\bthe\s+(?:measure|article|provision)\s+(?:that|which|on|about)\s+(?P<inner>[^,?]{4,60}?)"
    r"(?P<rest>\s*,.*|\?)$"
)


def in_one_step(store: GraphStore, question: Question, document: str | None) -> tuple[str, str | None] | None:
    """The question with what its inner question leads to in the place of its words, and the document that it is of.

    None where it has no inner question, or one that leads nowhere or to several.
    """
    if question.titles or names_both_levels(question) or re.search(_TWO, question.text):
        return None
    text = _beside(question)
    return (text, document) if text else _described(store, question, document)


def _beside(question: Question) -> str | None:
    """第二十三条的上一条 → 第二十二条."""
    for found in find_pointers(question.text):
        ordinal = found.steps[0].ordinal
        if len(found.steps) != 1 or found.steps[0].unit != "number" or ordinal < 1:
            continue
        if question.language == "zh":
            near = re.match(_NEXT[0], question.text[found.end :])
            head = re.sub(r"紧(?:挨|接|跟)着?$", "", question.text[: found.start])
            tail = question.text[found.end + near.end() :] if near else ""
        else:
            near = re.search(_NEXT[1], question.text[: found.start], re.IGNORECASE)
            head, tail = question.text[: near.start()] if near else "", question.text[found.end :]
        if near:
            wanted = ordinal + (-1 if near["before"] else 1)
            return head + (f"第{wanted}条" if question.language == "zh" else f"measure {wanted}") + tail
    return None


def _described(store: GraphStore, question: Question, document: str | None) -> tuple[str, str | None] | None:
    zh = question.language == "zh"
    for pattern, name in ((_CITY if zh else _CITY_EN, _city), (_PROVISION if zh else _PROVISION_EN, _provision)):
        found = re.search(pattern, question.text)
        if not found or find_pointers(found["inner"]):
            continue
        inner = _inquiry(store, read_question(found["inner"]), question, document)
        named = name(inner) if inner is not None else None
        if named:
            text = named[0] + found["rest"] if zh else f"{found['head']}{named[0]}{found['rest']}"
            return text, named[1] or document
    return None


def _inquiry(store: GraphStore, inner: Question, question: Question, document: str | None) -> Inquiry | None:
    """The inner question's topics, looked for where the outer one looks."""
    try:
        scope = find_scope(store, question, document, question.text)
        if not scope.documents:
            return None
        inner = msgspec.structs.replace(inner, language=question.language)
        return read_inquiry(store, inner, (), scope)
    except Refused:
        return None


def _city(inquiry: Inquiry) -> tuple[str, None] | None:
    """The one place of which the text says what is described, beside those that the description names."""
    named = {name for place in places(inquiry) for name in place.names}
    topics = [topic for topic in inquiry.topics if topic not in named]
    said = said_of_others(inquiry, topics) if topics else []
    found = {_of_city(one.name) for one in said} - named
    return (found.pop(), None) if len(found) == 1 else None


def _of_city(name: str) -> str:
    """The city that begins a longer name (赣州国际陆港 → 赣州); else the name."""
    from graph.gazetteer import load_gazetteer

    entries = [(name[:length], load_gazetteer().get(name[:length])) for length in range(2, min(len(name), 5))]
    return next((short for short, entry in entries if entry and entry.kind in ("city", "county")), name)


def _provision(inquiry: Inquiry) -> tuple[str, str] | None:
    """The one provision that speaks of what is described, and its document."""
    hits = [(hit.unit, hit.doc) for hit in located(inquiry, inquiry.topics) if hit.unit and hit.unit.number is not None]
    units = {unit.id: (unit_name(unit, inquiry.language), doc.identity) for unit, doc in hits}
    return next(iter(units.values())) if len(units) == 1 else None
