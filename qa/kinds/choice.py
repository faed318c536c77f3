"""Which of the things named it is: 赣州和九江哪个是省域副中心, 第十七条还是第十八条, is A or B the …?"""

import re
from collections.abc import Sequence

from graph.model import Citation
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import Hit, located, resolve
from qa.names import NamedPlace, places
from qa.phrases import cite, headed, listed, quoted, unit_name
from qa.pointers import find_pointers
from qa.replies import Reply, stated
from qa.rows import Doc, Unit
from qa.said import Said, said_of_others

_NOT = r"(?i)(?:哪[个座一]|谁)[^,。?]{0,4}(?:不是|没有?|不属于|不在)|\bnot\b"
_OR = r"(?P<one>[\u4e00-\u9fff“”A-Za-z0-9]{2,12})[,，]?还是(?P<other>[\u4e00-\u9fff“”A-Za-z0-9]{2,12})"


def answer(inquiry: Inquiry) -> Reply | None:
    """Of the places, provisions or words to choose from, those of which the text says it; None where that is open."""
    named = places(inquiry)
    if len(named) > 1:
        return _of_places(inquiry, named)
    if len(inquiry.question.pointers) > 1:
        return _of_provisions(inquiry)
    return _of_words(inquiry)


def _of_places(inquiry: Inquiry, named: Sequence[NamedPlace]) -> Reply | None:
    spoken = {name for place in named for name in (*place.names, place.asked, place.name_en)}
    topics = [topic for topic in inquiry.topics if topic not in spoken]
    said = said_of_others(inquiry, topics) if topics else []
    if not said:
        return None
    held = [place for place in named if any(_is(place, one) for one in said)]
    rest = [place for place in named if place not in held]
    claim = listed([inquiry.in_marks(topic) for topic in topics], inquiry.language)
    who = _names(inquiry, held or [])
    if not held:
        others = listed([one.name for one in said], inquiry.language)
        lead = inquiry.say(
            f"都不是：原文{claim}写的是{others}，没有这样写{_names(inquiry, rest)}。",
            f"Neither: the text says {claim} of {others}, not of {_names(inquiry, rest)}.",
        )
    elif inquiry.question.matches(_NOT):
        lead = inquiry.say(
            f"不是的是{_names(inquiry, rest)}：原文{claim}写的是{who}。",
            f"It is not {_names(inquiry, rest)}: the text says {claim} of {who}.",
        )
    else:
        lead = inquiry.say(f"是{who}：原文{claim}写的是{who}", f"It is {who}: the text says {claim} of {who}")
        lead += (
            inquiry.say(f"，没有这样写{_names(inquiry, rest)}。", f", not of {_names(inquiry, rest)}.")
            if rest
            else inquiry.say("。", ".")
        )
    quotes, citations = _quotes(inquiry, [one for one in said if any(_is(place, one) for place in held)] or said)
    return stated([lead, *quotes], citations)


def _is(place: NamedPlace, said: Said) -> bool:
    return (
        said.place in place.names or said.name in place.names or any(said.name.startswith(name) for name in place.names)
    )


def _names(inquiry: Inquiry, named: Sequence[NamedPlace]) -> str:
    english = inquiry.language == "en"
    return listed(
        [f"{one.short} ({one.name_en})" if english and one.name_en else one.short for one in named], inquiry.language
    )


def _quotes(inquiry: Inquiry, said: Sequence[Said]) -> tuple[list[str], tuple[Citation, ...]]:
    from qa.claims import cited, context

    lines = []
    for one in said[:4]:
        unit = inquiry.unit(one.document, one.provision)
        name = unit_name(unit, inquiry.language) if unit else ""
        lines.append(quoted(context(inquiry, one), name, inquiry.doc(one.document), inquiry.language))
    return list(dict.fromkeys(lines)), tuple(cited(inquiry, one) for one in said[:4])


def _of_provisions(inquiry: Inquiry) -> Reply | None:
    """Which of the provisions speaks of it; where none of them does, which other."""
    doc = inquiry.document
    units = [unit for pointer in inquiry.question.pointers if (unit := resolve(inquiry, doc, pointer))]
    hits = located(inquiry, inquiry.topics)
    if not hits or not units:
        return None
    inside = [unit for unit in units if any(_within(hit, doc, unit) for hit in hits)]
    shown = [hit for hit in hits if any(_within(hit, doc, unit) for unit in inside)] or hits[:3]
    rest = listed([unit_name(unit, inquiry.language) for unit in units if unit not in inside], inquiry.language)
    names = listed([headed(hit.unit, inquiry.language) for hit in shown if hit.unit], inquiry.language)
    if inside:
        lead = inquiry.say(
            f"是{names}" + (f"，不是{rest}。" if rest else "。"), f"It is {names}" + (f", not {rest}." if rest else ".")
        )
    else:
        lead = inquiry.say(f"都不是，写在{names}。", f"Neither: it stands in {names}.")
    return _told(inquiry, lead, shown)


def _within(hit: Hit, doc: Doc, unit: Unit) -> bool:
    return hit.unit is not None and hit.doc.key == doc.key and unit.span.covers(hit.unit.span)


def _of_words(inquiry: Inquiry) -> Reply | None:
    """Which of two wordings the sentence on the topic has (严格限制还是禁止); else None."""
    found = re.search(_OR, inquiry.question.text)
    if not found or find_pointers(found.group()):
        return None
    options = [_option(inquiry, found["one"], last=True), _option(inquiry, found["other"], last=False)]
    rest = [topic for topic in inquiry.topics if not any(topic in one or one in topic for one in options if one)]
    hits = located(inquiry, rest) if rest else []
    held = [one for one in options if one and any(one in sentence.quote for hit in hits for sentence in hit.sentences)]
    if len(held) != 1:
        return None
    other = next((one for one in options if one not in held), "")
    lead = inquiry.say(
        f"原文写的是“{held[0]}”" + (f"，不是“{other}”。" if other else "。"), f"The text has “{held[0]}”."
    )
    return _told(inquiry, lead, [hit for hit in hits if any(held[0] in s.quote for s in hit.sentences)])


def _option(inquiry: Inquiry, run: str, *, last: bool) -> str:
    """The longest end (or beginning) of a run that the documents have."""
    for length in range(len(run), 1, -1):
        part = run[-length:] if last else run[:length]
        if part in inquiry.said.text:
            return part
    return run


def _told(inquiry: Inquiry, lead: str, hits: Sequence[Hit]) -> Reply:
    lines, citations = [lead], []
    for hit in hits[:3]:
        name = unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "preamble or closing")
        lines.append(quoted(hit.sentences[0].quote, name, hit.doc, inquiry.language))
        citations.append(cite(hit.unit, hit.doc, hit.sentences[0]))
    return stated(lines, citations)


_LIST = r"[\u4e00-\u9fff]{2,8}(?:[、,，和与跟及][\u4e00-\u9fff]{2,8})+?"

KIND = Kind(
    intent="choice",
    examples=(
        "赣州和九江哪个是省域副中心", "应急医疗物资储备在第十七条还是第十八条",
        "上饶、宜春、吉安里哪个不是区域中心城市",
        "Is Ganzhou or Jiujiang the provincial sub-centre?",
    ),
    cues=(
        zh(86, "还", r"(?<![，,。])还是(?!要|会|不|没|有|能|得|应)"),
        zh(86, "哪谁",
           r"(?<=..)(?:里面?|当中|之间|中|这?[两三四]个?(?:市|城市|地方|条)?)?[,，]?"
           r"(?:哪[个座]|哪一[个座]|谁)(?:城市|市)?(?:才|是|不是|要|被)?(?=[^,。?]{3,})",
        ),
        en(72, r"\bor\b"),
    ),
    requires=rf"(?i)还是|^[^。?]{{0,6}}{_LIST}(?:里面?|当中|之间|中|这?[两三四]个?(?:市|城市|地方|条)?)?[,，]?(?:哪[个座]|哪一[个座]|谁)|\b(?:is|are|was|does|must|will|should|which)\b.*\bor\b",
    answer=answer,
)  # fmt: skip
