"""What is asked of a place."""

import msgspec

from graph.model import Citation, Span
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import ask_content
from qa.names import NamedPlace, places
from qa.phrases import cite, listed, outline_note, quoted, unit_name
from qa.replies import Reply
from qa.rows import Doc, Sentence, Unit
from qa.said import Said, about, carried_on


def answer(inquiry: Inquiry) -> Reply:
    """What the text asks of each place that the question names, composites that hold it included."""
    named = places(inquiry)
    if not named or (inquiry.question.years and all(place.kind == "province" for place in named)):
        return _no_place(inquiry)
    lines: list[str] = []
    citations: list[Citation] = []
    basis: list[str] = []
    for place in named:
        said = about(inquiry, place)
        lines.extend(_told(inquiry, place, said, citations))
        if said:
            basis.append("explicit")
        if any(one.name not in place.names for one in said):
            basis.append("registry")
    if not citations:
        return Reply(text="\n".join(lines), answerable=False)
    if any(doc.outline for doc in inquiry.scope.documents):
        lines.append(outline_note(inquiry.language))
    return Reply(
        text="\n".join(lines),
        answerable=True,
        citations=tuple(dict.fromkeys(citations)),
        basis=tuple(dict.fromkeys(basis)),
        suggestions=_suggestions(inquiry, named),
    )


def _no_place(inquiry: Inquiry) -> Reply:
    """Words such as 要做什么 without a place: of a year, or of a provision or topic."""
    if any(not any(str(year) in word for word in inquiry.scope.words) for year in inquiry.question.years):
        from qa.kinds.target import targets

        return msgspec.structs.replace(targets(inquiry), intent="target")
    from qa.kinds.content import answer as content

    return msgspec.structs.replace(content(inquiry), intent="content")


def _told(inquiry: Inquiry, place: NamedPlace, said: list[Said], citations: list[Citation]) -> list[str]:
    shown = f"{place.short} ({place.name_en})" if inquiry.language == "en" and place.name_en else place.asked
    if not said:
        return [
            inquiry.say(
                f"文件没有提到{place.asked}，未对它提出任务。",
                f"The documents do not mention {shown}: no tasks are stated for it.",
            )
        ]
    units: dict[tuple[str, str | None], list[Said]] = {}
    for one in said:
        units.setdefault((one.document, one.provision), []).append(one)
    found = [
        (inquiry.doc(document), inquiry.unit(document, provision), ones)
        for (document, provision), ones in units.items()
    ]
    names = listed([_name(inquiry, unit) for _, unit, _ in found], inquiry.language)
    lines = [inquiry.say(f"涉及{shown}的内容在{names}。", f"What the text asks of {shown} stands in {names}.")]
    whole: list[Sentence] = []
    for doc, unit, ones in found:
        for one in ones:
            through = (
                ""
                if one.name in place.names
                else inquiry.say(f"（{one.name}含{place.short}）", f" ({one.name} includes {place.short})")
            )
            lines.append(quoted(one.quote, _name(inquiry, unit) + through, doc, inquiry.language))
            citations.append(cite(unit, doc, Span(one.start, one.stop), one.quote))
            sentence = carried_on(inquiry, one) if one.name in place.names else None
            if sentence and sentence not in whole:
                whole.append(sentence)
                lines.append(inquiry.say(f"（原句：{sentence.quote}）", f"(The whole sentence: {sentence.quote})"))
                citations.append(cite(unit, doc, sentence))
    return lines


def _name(inquiry: Inquiry, unit: Unit | None) -> str:
    return unit_name(unit, inquiry.language) if unit else inquiry.say("总体部分", "the general part")


def _suggestions(inquiry: Inquiry, named: list[NamedPlace]) -> tuple[str, ...]:
    doc: Doc = inquiry.document
    first = next((unit for unit in inquiry.units(doc.key) if unit.number is not None), None)
    return (ask_content(inquiry, doc, first),) if first else ()


KIND = Kind(
    intent="place",
    examples=(
        "把涉及九江的任务都列出来",
        "赣州要做哪些事？",
        "景德镇的定位是什么",
        "What is Jingdezhen supposed to do?",
    ),
    cues=(
        zh(47, "做干成担抓推任要求定对",
           r"(?:要|该|应|需要?|得)(?:做|干|完成|承担|抓|推进)(?:好)?(?:的|些)?(?:什么|啥|哪些)?(?:事情?|工作|任务)?",
           r"(?:有|提出|承担|安排)(?:了)?(?:的)?(?:哪些|什么|啥)(?:任务|要求|事|安排|部署|定位)",
           r"任务(?:是|有)?(?:什么|哪些|啥)?|定位(?:是)?(?:什么|啥)?|对(?=.{1,12}(?:怎么说|怎么写|提出))",
        ),
        zh(40, "涉",
           r"涉及",
        ),
        zh(60, "所",
           r"所在(?:的)?(?=都市圈|城市群|经济带|城镇群)",
        ),
        en(46,
           r"\bwhat\b(?=.*\b(?:supposed|asked?|must|should|has|have|need|expect(?:s|ed)?|required|tasks?|role|positions?|positioned|positioning|plans?|planned|in\s+store|want(?:s|ed)?)\b)",
           r"\btasks?\b[^?]*\b(?:concern|involv|relat)\w*|\blist\s+(?:its|all|the)\s+(?:\w+\s+)?tasks\b|\btasks?\s+(?:for|of)\b|\broles?\s+of\b|\basks?\s+of\b|\bpositioning\s+of\b|\bwhat\s+is\b.*\bto\s+(?:do|become|build|be|develop)\b|\bexpected\s+of\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
