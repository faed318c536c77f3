"""A provision's own words, as an answer tells them."""

from graph.model import Citation, Span
from qa.inquiry import Inquiry
from qa.locate import Hit, ask_content, missing, no_such
from qa.phrases import cite, cite_unit, headed, outline_note, quoted, unit_name
from qa.replies import Reply
from qa.rows import Doc, Unit

_WHOLE = 700
"""Characters up to which a provision with provisions under it is quoted whole; of a longer one, the headings."""


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
