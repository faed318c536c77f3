"""What a question supposes of a place, or of how long a document is, and what the text says instead."""

import re

from graph.model import Citation, Span
from qa.inquiry import Inquiry
from qa.locate import ask_content, extent
from qa.names import NamedPlace, places
from qa.phrases import cite, cite_unit, listed, quoted, titled, unit_name
from qa.pointers import read_numeral
from qa.replies import Reply
from qa.said import Said, about, said_of_others

_EXTENT = (
    r"(?:(?:全文|全篇|通篇|整[份个]文件)(?:总共|一共|总计|共计|共|只)?有?"
    r"|(?:实施意见|意见|文件)(?:(?:总共|一共|总计|共计|共|只)有?|有))"
    r"(?P<number>\d{1,3}|[一二三四五六七八九十廿百]{1,5})条(?![^,，。?？]{0,8}(?:提|涉|讲|写|说|关|针|没|都|是))"
)
"""A number of measures of a whole document, as a question supposes it."""
_COUNTED = 3
"""Documents one of which may have the number."""


def supposed(inquiry: Inquiry) -> tuple[NamedPlace, list[str]] | None:
    """A place and what the question supposes of it."""
    named = places(inquiry)
    if not named:
        return None
    place = named[0]
    spoken = {name.lower() for name in place.names} | {place.asked.lower()}
    predicate = [topic for topic in inquiry.topics if topic.lower() not in spoken]
    predicate = [topic.removeprefix(place.asked).lstrip("是") for topic in predicate]
    predicate = [topic for topic in predicate if len(topic) > 1]
    return (place, predicate) if predicate else None


def miscounted(inquiry: Inquiry) -> Reply | None:
    """That a document has so many measures, where a question supposes it of the whole (全文23条) and none has; or None.

    What is asked besides rests on it, so nothing else is answered.
    """
    found = re.search(_EXTENT, inquiry.question.text)
    claimed = read_numeral(found["number"]) if found else None
    documents = inquiry.scope.documents[:_COUNTED]
    counts = [sum(unit.number is not None for unit in inquiry.units(doc.key)) for doc in documents if claimed]
    if not any(counts) or claimed in counts:
        return None
    doc = inquiry.document
    text = inquiry.say(
        f"问题的前提与原文不符：{titled(doc)}不是{claimed}条。{extent(inquiry, doc)}",
        f"The premise is not so: {titled(doc)} does not have {claimed} measures. {extent(inquiry, doc)}",
    )
    last = [unit for unit in inquiry.units(doc.key) if unit.number is not None][-1:]
    return Reply(
        text=text,
        answerable=False,
        citations=tuple(cite_unit(unit, doc) for unit in last),
        basis=("explicit",) if last else (),
        suggestions=tuple(ask_content(inquiry, doc, unit) for unit in last),
    )


def not_so(inquiry: Inquiry, place: NamedPlace, predicate: list[str]) -> Reply:
    """The text does not say it of that place; of whom it does say it, quoted."""
    claim = listed([inquiry.in_marks(topic) for topic in predicate], inquiry.language)
    shown = place.short + (f" ({place.name_en})" if inquiry.language == "en" and place.name_en else "")
    others = said_of_others(inquiry, predicate)
    lines = [inquiry.say(f"文件没有对{shown}提出{claim}。", f"The text does not say {claim} of {shown}.")]
    citations = []
    if others:
        names = listed([other.name for other in others], inquiry.language)
        lines.append(inquiry.say(f"原文这样写的是{names}：", f"It says so of {names}:"))
        for other in others[:4]:
            doc, unit = inquiry.doc(other.document), inquiry.unit(other.document, other.provision)
            name = unit_name(unit, inquiry.language) if unit else ""
            lines.append(quoted(context(inquiry, other), name, doc, inquiry.language))
            citations.append(cited(inquiry, other))
    own = about(inquiry, place)
    if not others:
        for said in own[:2]:
            doc, unit = inquiry.doc(said.document), inquiry.unit(said.document, said.provision)
            name = unit_name(unit, inquiry.language) if unit else ""
            if not citations:
                lines.append(inquiry.say(f"文件对{shown}写的是：", f"What it says of {shown}:"))
            lines.append(quoted(said.quote, name, doc, inquiry.language))
            citations.append(cited(inquiry, said))
    asks = inquiry.say(f"{shown}有哪些任务？", f"What does the text ask of {shown}?")
    return Reply(
        text="\n".join(lines),
        answerable=False,
        citations=tuple(citations),
        basis=("explicit",) if citations else (),
        suggestions=(asks,) if own else (),
    )


def context(inquiry: Inquiry, said: Said) -> str:
    """The sentence in which it is said."""
    return next(
        (
            s.quote
            for s in inquiry.sentences
            if s.document == said.document and s.start <= said.start and said.stop <= s.stop
        ),
        said.quote,
    )


def cited(inquiry: Inquiry, said: Said) -> Citation:
    """Where it is said."""
    doc, unit = inquiry.doc(said.document), inquiry.unit(said.document, said.provision)
    return cite(unit, doc, Span(said.start, said.stop), said.quote)
