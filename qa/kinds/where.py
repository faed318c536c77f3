"""Which provisions speak of something: 哪一条, 第几条, 哪些措施提到, several conditions at once."""

import re
from collections.abc import Sequence

import msgspec

from graph.model import Citation
from qa.absence import absent, not_in_text
from qa.grounding import LONG, is_thing
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import Hit, ask_content, located, pointed, where
from qa.partial import partly
from qa.phrases import cite, cite_unit, headed, listed, outline_note, quoted, unit_name
from qa.reading import sentences_of, told
from qa.replies import Reply, stated
from qa.searching import searched

_SHOWN = 8
_PART = (
    r"(?:哪|第几|几|什么)(?:一)?(?:个)?(?:大)?部分(?![^,。?]*(?:提|涉|讲))|哪(?:一)?章"
    r"|(?i:\bwh(?:ich|at)\s+(?:part|section|chapter)\b)"
)
_WITHOUT = (
    r"哪[些几]?(?:条|项|个措施|措施|条措施).{0,2}(?:没有?|未|不)(?:提|涉|讲|写|说)|(?:没有?|未)(?:提|涉|讲|写|说)[^,。?]{2,14}的(?:有|是)?哪"
    r"|(?i:\b(?:which|how many)\s+(?:measures|provisions|articles)\b.*\b(?:not|n't|never)\s+mention)"
)
_JOINTLY = r"同时|既|都(?:提|涉|讲|写|有)|也(?:提|涉|讲|写|有)"
"""Words that ask for provisions that have all of it."""
_OR = r"或者?|或是|\s+or\s+"
_EACH = r"(?i)各(?:自|在|是|归|写|属|见|由|出|处|落)|分别|依次|逐一|\b(?:each|respectively)\b"
"""Words that ask of each topic for itself."""
_AMOUNT = r"(?:标准|金额|数额|额度|比例|费率|名单|期限|电话)(?:是|为)?(?:多少|什么|几何)?[?。]?$"
"""What a question ends in that asks for a figure or a list, in words or without."""
_COMMON = 4
"""Provisions up to which a word of a long question tells where to look."""


def answer(inquiry: Inquiry) -> Reply:
    """All provisions that speak of it, each with a sentence; else what search finds, or that nothing does."""
    if inquiry.question.matches(_PART) and (part := _parts(inquiry)):
        return part
    if not inquiry.topics and inquiry.question.pointers:
        return told(inquiry, pointed(inquiry))
    if inquiry.question.matches(_EACH) and (each := _each(inquiry)):
        return each
    if alternatives := _alternatives(inquiry):
        return listing(inquiry, alternatives)
    hits = located(inquiry, inquiry.topics)
    if hits and inquiry.question.matches(_WITHOUT):
        return _without(inquiry, hits)
    if hits:
        return listing(inquiry, hits)
    if inquiry.language == "zh" and len(inquiry.question.text) >= LONG and (several := _of_each(inquiry)):
        return listing(inquiry, several)
    return of_others(inquiry) or nearly(inquiry) or searched(inquiry) or not_in_text(inquiry)


def _parts(inquiry: Inquiry) -> Reply | None:
    """The parts in which provisions stand: those pointed at, or those that speak of the topics."""
    found = pointed(inquiry) if inquiry.question.pointers else []
    if not found and inquiry.topics:
        found = [(hit.doc, hit.unit) for hit in located(inquiry, inquiry.topics) if hit.unit]
    lines: list[str] = []
    citations: list[Citation] = []
    for doc, unit in found:
        around = [one for one in inquiry.units(doc.key) if len(one.path) == 1 and one.span.covers(unit.span)]
        if around and around[0].id != unit.id:
            part, name = headed(around[0], inquiry.language), headed(unit, inquiry.language)
            lines.append(inquiry.say(f"{name}在{part}。", f"{name[0].upper()}{name[1:]} stands in {part}."))
            citations.extend((cite_unit(around[0], doc), cite_unit(unit, doc)))
    if not lines:
        return None
    return stated(dict.fromkeys(lines), dict.fromkeys(citations))


def _without(inquiry: Inquiry, hits: list[Hit]) -> Reply:
    """The numbered provisions that do not speak of it."""
    doc = hits[0].doc
    having = {hit.unit.id for hit in hits if hit.unit is not None}
    series = [unit for unit in inquiry.units(doc.key) if unit.number is not None]
    bare = [unit for unit in series if unit.id not in having]
    topic = listed([inquiry.in_marks(topic) for topic in inquiry.topics[:4]], inquiry.language)
    names = listed([unit_name(unit, inquiry.language) for unit in bare], inquiry.language)
    text = inquiry.say(
        f"{len(series)}条中有{len(bare)}条没有提到{topic}：{names}。",
        f"{len(bare)} of {len(series)} measures do not mention {topic}: {names}.",
    )
    return stated([text], (cite_unit(unit, doc) for unit in bare))


def nearly(inquiry: Inquiry) -> Reply | None:
    """The provision that has most of what is asked, with the words that it does not use; None where none has."""
    if inquiry.language == "en" or inquiry.question.matches(_JOINTLY):
        return None
    hits, lacking = partly(inquiry)
    if not hits or (lacking and inquiry.question.matches(_AMOUNT)):
        return None
    reply = sentences_of(inquiry, hits)
    if not lacking:
        return reply
    words = listed([f"“{word}”" for word in lacking[:3]], inquiry.language)
    return msgspec.structs.replace(reply, text=f"原文没有用到{words}，与问题最接近的是这一处。\n{reply.text}")


def _alternatives(inquiry: Inquiry) -> list[Hit]:
    """The provisions that speak of any of several topics, where the question joins them all by 或."""
    joined = rf"”?(?:{_OR})“?".join(re.escape(topic) for topic in inquiry.topics)
    if len(inquiry.topics) < 2 or not re.search(joined, inquiry.question.text):
        return []
    found = dict[tuple[str, str | None], Hit]()
    for hit in (hit for topic in inquiry.topics for hit in located(inquiry, [topic])):
        found.setdefault((hit.doc.key, hit.unit.id if hit.unit else None), hit)
    return sorted(found.values(), key=lambda hit: (hit.doc.key, hit.unit.position if hit.unit else 0))


def _each(inquiry: Inquiry) -> Reply | None:
    """Where each of several topics stands; None where there is one, or the text has none of them."""
    found = [(topic, located(inquiry, [topic])) for topic in inquiry.topics]
    if len(found) < 2 or not any(hits for _, hits in found):
        return None
    replies = [listing(inquiry, hits, [topic]) for topic, hits in found if hits]
    missing = [topic for topic, hits in found if not hits and is_thing(topic)]
    return Reply(
        text="\n".join([*(reply.text for reply in replies), *([absent(inquiry, missing)] if missing else [])]),
        answerable=not missing,
        citations=tuple(dict.fromkeys(citation for reply in replies for citation in reply.citations)),
        basis=("explicit",),
        suggestions=tuple(suggestion for reply in replies for suggestion in reply.suggestions[:1]),
    )


def _of_each(inquiry: Inquiry) -> list[Hit]:
    """A long question's topics, each for itself, but for the words that stand everywhere."""
    hits = [hit for topic in inquiry.topics for hit in _few(located(inquiry, [topic]))]
    return sorted(dict.fromkeys(hits), key=lambda hit: (hit.doc.key, hit.unit.position if hit.unit else 0))


def _few(hits: list[Hit]) -> list[Hit]:
    return hits if len(hits) <= _COMMON else []


def of_others(inquiry: Inquiry) -> Reply | None:
    """What is asked of a place that the text says of others: told so; None where it says it of none."""
    if len(inquiry.topics) < 2:
        return None
    from qa.claims import not_so, supposed
    from qa.said import said_of_others

    claim = supposed(inquiry)
    return not_so(inquiry, *claim) if claim and said_of_others(inquiry, claim[1]) else None


def listing(inquiry: Inquiry, hits: list[Hit], topics: Sequence[str] | None = None) -> Reply:
    """The provisions that speak of the topics (all, if not given) by number, then a quote of each."""
    named = [hit for hit in hits if hit.unit is not None] or hits
    count = len(named)
    places = where(named, inquiry)
    topic = inquiry.say("、", ", ").join(inquiry.in_marks(topic) for topic in (topics or inquiry.topics)[:4])
    if inquiry.language == "zh":
        lead = f"{topic}写在{places}。" if count == 1 else f"提到{topic}的有{count}条：{places}。"
    else:
        lead = f"{topic}: {places}." if count == 1 else f"{count} provisions speak of {topic}: {places}."
    lines = [lead]
    citations: list[Citation] = []
    for hit in named:
        name = unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "preamble or closing")
        shown = hit.sentences[: 3 if count == 1 else 1]
        citations.extend(cite(hit.unit, hit.doc, sentence) for sentence in shown)
        if len(lines) <= _SHOWN:
            lines.extend(quoted(sentence.quote, name, hit.doc, inquiry.language) for sentence in shown)
    if not all(hit.exact for hit in named):
        lines.append(inquiry.say("（原文用词与提问略有不同。）", "(The text words it a little differently.)"))
    if any(hit.doc.outline for hit in named):
        lines.append(outline_note(inquiry.language))
    return stated(
        lines, citations, suggestions=tuple(ask_content(inquiry, hit.doc, hit.unit) for hit in named[:3] if hit.unit)
    )


KIND = Kind(
    intent="where",
    examples=(
        "老旧小区改造在哪一条", "哪些措施提到了社区？",
        "哪条同时涉及应急物资储备和公共卫生？", "哪几条既涉及社区又提到养老",
        "Which measures mention 社区?",
    ),
    cues=(
        zh(52, "哪几何",
           r"(?:在|写在|放在|归在?|属于|是|见|出现在|由)?(?:文件|文中)?(?:的)?(?:哪[一几些]?(?:条|项|款|部分|处|个部分)|第?几条|第?几部分|哪[一几些]?(?:个)?(?:措施|条款|条文)|何处|哪里|哪儿)(?:措施|条款)?(?:里|中)?(?:同时|都|既)?(?:提到|涉及到?|讲到?|谈到|规定|提出|说到?|写到?|包含|有|是|关于|针对|对应)?(?:了|过|的)?",
        ),
        en(52,
           r"\b(?:which|what)\s+(?:measures?|articles?|provisions?|clauses?|parts?|sections?)\b(?:\s+(?:of the \w+"
           r"\s+)?(?:mentions?|covers?|deals?\s+with|concerns?|addresses|is|are|speaks?\s+of|contains?|about))?",
           r"\bwhere\b(?:\s+(?:is|are|does|do))?|\bin\s+which\b|\bmentions?\b|\b(?:point|refer)\s+(?:me\s+)?to\b|\bfind\b(?=.*\b(?:provisions?|measures?|passages?)\b)",
        ),
    ),
    answer=answer,
)  # fmt: skip
