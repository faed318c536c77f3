"""What a provision says."""

import msgspec

from graph.model import Citation, Span
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import Hit, ask_content, located, missing, no_such, pointed
from qa.phrases import cite, cite_unit, headed, outline_note, quoted, unit_name
from qa.replies import Reply
from qa.rows import UNITS, Doc, Unit

_WHOLE = 700
"""Characters up to which a provision with provisions under it is quoted whole; of a longer one, the headings."""


def answer(inquiry: Inquiry) -> Reply:
    """The provision's own words; of a part, what stands under it."""
    if not inquiry.question.pointers and not inquiry.topics:
        from qa.kinds.outline import answer as outline

        return msgspec.structs.replace(outline(inquiry), intent="outline")
    if not inquiry.question.pointers:
        return _by_words(inquiry)
    found = pointed(inquiry)
    if inquiry.topics:
        hits = [hit for _, unit in found for hit in located(inquiry, inquiry.topics, within=unit)]
        if hits:
            return sentences_of(inquiry, hits)
    return told(inquiry, found)


def told(inquiry: Inquiry, found: list[tuple[Doc, Unit]]) -> Reply:
    """The words of the provisions, with headings for those with much under them."""
    lines: list[str] = []
    citations: list[Citation] = []
    for doc, unit in found:
        children = _children(inquiry, doc, unit)
        whole = inquiry.text(doc.key)[unit.start : unit.stop].rstrip()
        name = headed(unit, inquiry.language)
        name = name[0].upper() + name[1:] if inquiry.language == "en" else name
        if not children or len(whole) <= _WHOLE:
            lines.append(inquiry.say(f"{name}的内容如下。", f"{name} reads as follows."))
            lines.append(quoted(whole, unit_name(unit, inquiry.language), doc, inquiry.language))
            citations.append(cite(unit, doc, Span(unit.start, unit.start + len(whole)), whole))
        else:
            lines.append(inquiry.say(f"{name}下有{len(children)}条：", f"{name} holds {len(children)} provisions:"))
            lines.extend(headed(child, inquiry.language) for child in children)
            citations.append(cite_unit(unit, doc))
        citations.extend(cite_unit(child, doc) for child in children)
        if inquiry.language == "en":
            lines.extend(_glossed(whole))
    doc = found[0][0]
    if inquiry.question.pointers:
        lines.extend(no_such(inquiry, doc, pointer).text for pointer in missing(inquiry, doc))
    if doc.outline:
        lines.append(outline_note(inquiry.language))
    return Reply(
        text="\n".join(lines),
        answerable=True,
        citations=tuple(dict.fromkeys(citations)),
        basis=("explicit",),
        suggestions=tuple(ask_content(inquiry, doc, unit) for unit in _neighbours(inquiry, *found[-1])),
    )


def _by_words(inquiry: Inquiry) -> Reply:
    """A provision named by its heading, or by words that only its heading has; else where the words stand."""
    for topic in inquiry.topics:
        for doc in inquiry.scope.documents:
            units = [unit for unit in inquiry.read(Unit, UNITS, document=doc.key) if _bare(topic) in _bare(unit.title)]
            if len(units) == 1 and len(_bare(topic)) >= 4:
                return told(inquiry, [(doc, units[0])])
    from qa.kinds.where import answer as where

    return msgspec.structs.replace(where(inquiry), intent="where")


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
    return Reply(
        text="\n".join([lead, *lines]),
        answerable=True,
        citations=tuple(citations),
        basis=("explicit",),
        suggestions=(ask_content(inquiry, first.doc, first.unit),) if first.unit else (),
    )


def _children(inquiry: Inquiry, doc: Doc, unit: Unit) -> list[Unit]:
    depth = len(unit.path) + 1
    return [one for one in inquiry.units(doc.key) if unit.span.covers(one.span) and len(one.path) == depth]


def _neighbours(inquiry: Inquiry, doc: Doc, unit: Unit) -> list[Unit]:
    series = [one for one in inquiry.units(doc.key) if one.number is not None]
    after = [one for one in series if one.position > unit.position]
    return (after or series)[:1]


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _glossed(text: str) -> list[str]:
    from graph.registry import load_registry

    registry = load_registry()
    terms = [
        (chinese, english) for english, chinese in registry.terms_en().items() if len(chinese) > 2 and chinese in text
    ]
    best: dict[str, str] = {}
    for chinese, english in sorted(terms, key=lambda pair: -len(pair[0])):
        if not any(chinese in longer and chinese != longer for longer in best):
            best.setdefault(chinese, registry.gloss(chinese) or english)
    shown = sorted(best.items(), key=lambda pair: text.index(pair[0]))[:10]
    return ["Terms: " + "; ".join(f"{chinese} = {english}" for chinese, english in shown)] if shown else []


KIND = Kind(
    intent="content",
    examples=(
        "第八条主要讲了什么",
        "第六部分有哪些内容？",
        "第九条和第十条分别讲什么",
        "What does measure 8 say?",
        "Summarise part 6",
    ),
    cues=(
        zh(45, "讲说写谈容文概总区差不对比异哪什啥",
           r"(?:主要|具体|都)?(?:讲|说|写|谈)(?:的|了)?(?:是)?(?:些)?(?:什么|啥|哪些(?:内容)?)",
           r"(?:主要)?内容(?:是|有)?(?:什么|啥|哪些)?|(?:是|为)?怎么(?:说|写|规定|讲|要求)的?|原文",
           r"全文内容|概括|总结|概述|区别|差别|不同|对比|比较|异同|有哪几条",
           r"(?:有|提出|包括)(?:了)?(?:哪些|什么)(?:内容|要求|任务|措施|举措)?",
        ),
        en(45,
           r"\bwhat\s+(?:does|do|did|is|are)\b(?=.*\b(?:says?|about|contain|cover|in|provide)\b)|\bsummar\w+",
           r"\bcontents?\b|\bexplain\b|\bdescribe\b|\bcompare\b|\bdifferen\w+|\bread\b|\btext of\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
