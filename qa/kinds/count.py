"""How many parts and measures a document or a part has."""

import re

from graph.model import Citation
from qa.absence import usual
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import extent, pointed
from qa.phrases import cite_unit, headed, outline_note, titled
from qa.pointers import read_number
from qa.replies import Reply

_CLAIM = (
    r"(?i)(\d{1,3}|[一二三四五六七八九十廿百]{1,5})(条|个?部分|项|个)|\b(\d{1,3})\s+(measures|parts|provisions"
    r"|articles)"
)


def answer(inquiry: Inquiry) -> Reply:
    """The counts; a number that the question supposes is confirmed or put right."""
    lines: list[str] = []
    citations: list[Citation] = []
    docs = inquiry.scope.documents if inquiry.scope.named or inquiry.scope.total > 1 else inquiry.scope.documents[:1]
    if inquiry.question.pointers:
        for doc, unit in pointed(inquiry):
            inside = [one for one in inquiry.units(doc.key) if unit.span.covers(one.span) and one is not unit]
            children = [one for one in inside if len(one.path) == len(unit.path) + 1]
            name = headed(unit, inquiry.language)
            text = inquiry.say(
                f"{name}共有{len(children)}条。" if children else f"{name}下面没有分条。",
                f"{name[0].upper()}{name[1:]} has {len(children)} provisions.",
            )
            lines.append(_checked(inquiry, {len(children)}) + text)
            citations.extend(cite_unit(one, doc) for one in [unit, *children])
    else:
        for doc in docs[:3]:
            units = inquiry.units(doc.key)
            counts = {sum(u.number is not None for u in units), sum(u.level in ("part", "chapter") for u in units)}
            lines.append(f"{_checked(inquiry, counts)}{titled(doc)}{inquiry.say('', ': ')}{extent(inquiry, doc)}")
            citations.extend(cite_unit(unit, doc) for unit in units if unit.number is not None or len(unit.path) == 1)
            if doc.outline:
                lines.append(outline_note(inquiry.language))
    return Reply(
        text="\n".join(lines),
        answerable=True,
        citations=tuple(citations),
        basis=("explicit",),
        suggestions=usual(inquiry)[:1],
    )


def _checked(inquiry: Inquiry, counts: set[int]) -> str:
    claims = [read_number(found.group(1) or found.group(3)) for found in re.finditer(_CLAIM, inquiry.question.text)]
    if not claims or not re.search(r"[吗么]|是不是|对吧|\bare there\b|\bis it\b|\bdoes it\b", inquiry.question.text):
        return ""
    if all(claim in counts for claim in claims):
        return inquiry.say("是的，", "Yes. ")
    return inquiry.say("不是。", "No. ")


KIND = Kind(
    intent="count",
    examples=("一共多少条措施、分几个部分", "第三部分有几条", "how many measures and how many parts?"),
    cues=(
        zh(74, "几多总数",
           r"(?:一共|总共|共|共有|有|分成?|包括|包含)?(?:多少|(?<![第哪])几)(?:条(?:措施)?|个?部分|项(?:措施|任务)?|个措施|章)(?!.*(?:提到|涉及|讲|明确|没有|写明))",
           r"(?:条数|总数)",
        ),
        zh(74, "吗么吧是",
           r"(?:一共|总共|共|共有|有)(?:\d{1,3}|[一二三四五六七八九十廿百]{1,5})(?:条|个部分|项)(?:措施|任务)?(?:吗|么|对吧|是不是|对不对)",
        ),
        en(74,
           r"\bhow\s+many\s+(?:\w+\s+)?(?:measures?|parts?|provisions?|articles?|sections?|chapters?|clauses?)\b",
           r"\bnumber of (?:measures|parts|provisions|articles)\b|\bare there \d+ (?:measures|parts)",
        ),
    ),
    answer=answer,
)  # fmt: skip
