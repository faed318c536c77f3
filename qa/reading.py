"""A provision's own words, as an answer tells them."""

from collections.abc import Sequence

import msgspec

from graph.model import Citation, Span
from qa.inquiry import Inquiry
from qa.locate import Hit, ask_content, children, missing, no_such
from qa.phrases import cite, cite_unit, headed, listed, outline_note, quoted, unit_name
from qa.replies import Reply, stated
from qa.rows import Doc, Unit

_TERMS = 10
"""Terms of a quotation that are put into English below it."""
_HEADINGS = (
    r"(?i)(?:哪|几)[几些一]?(?:条|项|件)|标题|名称|目录"
    r"|\bheadings?\b|\btitles?\b|\bwhich\s+(?:measures|provisions)\b"
)
"""Words that ask for the headings alone."""
_CLOSING = r"(?i)结尾|末尾|最后[一几]?段|尾段|结束语|\bclosing\b|\blast\s+paragraphs?\b"
_PREAMBLE = r"(?i)序言|引言|导语|前言|开头|开篇|[第首]一?段|\bpreamble\b|\bopening\s+paragraph\b|\bintroduction\b"


def told(inquiry: Inquiry, found: list[tuple[Doc, Unit]]) -> Reply:
    """The words of the provisions, with headings for those with much under them."""
    lines: list[str] = []
    citations: list[Citation] = []
    for doc, unit in found:
        under = children(inquiry, doc, unit)
        name = headed(unit, inquiry.language)
        name = name[0].upper() + name[1:] if inquiry.language == "en" else name
        if under:
            lines.append(inquiry.say(f"{name}下有{len(under)}条：", f"{name} holds {len(under)} provisions:"))
            lines.extend(_summed(inquiry, doc, child, citations) for child in under)
            citations.append(cite_unit(unit, doc))
            continue
        whole = inquiry.text(doc.key)[unit.start : unit.stop].rstrip()
        lines.append(inquiry.say(f"{name}的内容如下。", f"{name} reads as follows."))
        lines.append(quoted(whole, unit_name(unit, inquiry.language), doc, inquiry.language))
        citations.append(cite(unit, doc, Span(unit.start, unit.start + len(whole)), whole))
        if inquiry.language == "en":
            lines.extend(_glossed(whole))
    doc = found[0][0]
    if inquiry.question.pointers:
        lines.extend(no_such(inquiry, doc, pointer).text for pointer in missing(inquiry, doc))
    if doc.outline:
        lines.append(outline_note(inquiry.language))
    return stated(
        lines,
        dict.fromkeys(citations),
        suggestions=tuple(ask_content(inquiry, doc, unit) for unit in _neighbours(inquiry, *found[-1])),
    )


def outside(inquiry: Inquiry) -> Reply | None:
    """What stands before all provisions, or after them, where the question asks for that; else None."""
    doc = inquiry.document
    units = inquiry.units(doc.key)
    loose = [one for one in inquiry.sentences if one.document == doc.key and one.provision is None]
    if not units:
        return None
    if inquiry.question.matches(_CLOSING):
        name, found = inquiry.say("结尾", "closing"), [one for one in loose if one.start > units[-1].start]
    elif inquiry.question.matches(_PREAMBLE):
        name, found = inquiry.say("序言", "preamble"), [one for one in loose if one.stop <= units[0].start]
    else:
        return None
    lines = [inquiry.say(f"{name}是这样写的：", f"The {name} reads as follows.")]
    lines += [quoted(one.quote, name, doc, inquiry.language) for one in found]
    citations = tuple(cite(None, doc, one) for one in found)
    return stated(lines, citations) if found else None


def sentences_of(inquiry: Inquiry, hits: list[Hit]) -> Reply:
    """The sentences of a provision that speak of what was asked."""
    lines, citations = [], []
    for hit in hits:
        name = unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "preamble or closing")
        for sentence in hit.sentences:
            lines.append(quoted(sentence.quote, name, hit.doc, inquiry.language))
            citations.append(cite(hit.unit, hit.doc, sentence))
    first = hits[0]
    heading = headed(first.unit, inquiry.language) if first.unit else inquiry.say("文件", "The document")
    heading = heading[0].upper() + heading[1:]
    lead = inquiry.say(f"{heading}是这样写的：", f"{heading} says:")
    if first.doc.outline:
        lines.append(outline_note(inquiry.language))
    return stated(
        [lead, *lines], citations, suggestions=(ask_content(inquiry, first.doc, first.unit),) if first.unit else ()
    )


def elsewhere(inquiry: Inquiry, found: Sequence[tuple[Doc, Unit]], hits: list[Hit]) -> Reply:
    """The provision does not speak of it; where the text does."""
    names = listed([headed(unit, inquiry.language) for _, unit in found], inquiry.language)
    topic = listed([inquiry.in_marks(topic) for topic in inquiry.topics[:2]], inquiry.language)
    reply = sentences_of(inquiry, hits[:3])
    line = inquiry.say(f"{names}没有写到{topic}。", f"{names[0].upper()}{names[1:]} does not mention {topic}.")
    citations = (*(cite_unit(unit, doc) for doc, unit in found), *reply.citations)
    return msgspec.structs.replace(reply, text=f"{line}\n{reply.text}", answerable=False, citations=citations)


def _summed(inquiry: Inquiry, doc: Doc, unit: Unit, citations: list[Citation]) -> str:
    """A provision by its heading and the first sentence under it; the heading alone where only headings are asked."""
    citations.append(cite_unit(unit, doc))
    name = headed(unit, inquiry.language)
    name = name[0].upper() + name[1:]
    first = next(
        (s for s in inquiry.sentences if s.document == doc.key and s.start >= unit.title_stop and s.stop <= unit.stop),
        None,
    )
    if first is None or inquiry.question.matches(_HEADINGS):
        return name
    citations.append(cite(unit, doc, first))
    return f"{name}{inquiry.say('：', ': ')}“{' '.join(first.quote.split())}”"


def _neighbours(inquiry: Inquiry, doc: Doc, unit: Unit) -> list[Unit]:
    series = [one for one in inquiry.units(doc.key) if one.number is not None]
    after = [one for one in series if one.position > unit.position]
    return (after or series)[:1]


def _glossed(text: str) -> list[str]:
    from qa.glosses import terms_in  # the glossary is for English answers only

    shown = terms_in(text, _TERMS)
    return ["Terms: " + "; ".join(f"{chinese} = {english}" for chinese, english in shown)] if shown else []
