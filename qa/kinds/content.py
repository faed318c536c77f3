"""What a provision says."""

import msgspec

from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import located, pointed
from qa.reading import elsewhere, outside, sentences_of, told
from qa.replies import Reply
from qa.rows import UNITS, Doc, Unit

_NAMED = 4
"""Characters of a topic from which it may name a provision by its heading."""


def answer(inquiry: Inquiry) -> Reply:
    """The provision's own words; of a part, what stands under it."""
    if not inquiry.question.pointers and not inquiry.topics:
        if reply := outside(inquiry):
            return reply
        from qa.kinds.outline import answer as outline

        return msgspec.structs.replace(outline(inquiry), intent="outline")
    if not inquiry.question.pointers:
        return _by_words(inquiry)
    found = pointed(inquiry)
    if inquiry.topics:
        hits = [hit for _, unit in found for hit in located(inquiry, inquiry.topics, within=unit)]
        if hits:
            return sentences_of(inquiry, hits)
        others = [hit for hit in located(inquiry, inquiry.topics) if hit.exact and hit.unit is not None]
        if others:
            return elsewhere(inquiry, found, others)
    return told(inquiry, found)


def _by_words(inquiry: Inquiry) -> Reply:
    """A provision named by its heading, or by words that only its heading has; else where the words stand."""
    headed = [found for topic in inquiry.topics if (found := _headed(inquiry, topic))]
    if headed:
        return told(inquiry, list(dict.fromkeys(headed)))
    from qa.kinds.where import answer as where

    return msgspec.structs.replace(where(inquiry), intent="where")


def _headed(inquiry: Inquiry, topic: str) -> tuple[Doc, Unit] | None:
    """The one provision of the first document that has the topic in a heading, if there is one alone."""
    for doc in inquiry.scope.documents if len(_bare(topic)) >= _NAMED else ():
        units = [unit for unit in inquiry.read(Unit, UNITS, document=doc.key) if _bare(topic) in _bare(unit.title)]
        if len(units) == 1:
            return doc, units[0]
    return None


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


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
        zh(45, "讲说写谈容文概总区号差不对比异哪什啥",
           r"(?:主要|具体|都)?(?:讲|说|写|谈)(?:的|了)?(?:是)?(?:些)?(?:什么|啥|哪些(?:内容)?)",
           r"(?:主要)?内容(?:是|有)?(?:什么|啥|哪些)?|(?:是|为)?怎么(?:说|写|规定|讲|要求)的?|原文",
           r"(?<=[条项])(?:的)?标题(?:是|叫|为)?(?:什么|啥)",
           r"(?:是|为)?(?:多少|几)号(?:条)?|全文内容|概括|总结|概述|区别|区分|差别|不同|对比|比较|异同|有哪几条",
           r"(?:有|提出|包括)(?:了)?(?:哪些|什么)(?:内容|要求|任务|措施|举措)?",
        ),
        zh(63, "钱资经渠途",
           r"(?:钱|资金|经费)(?:从)?(?:哪[里儿]?|何处)(?:来|出)|(?:钱|资金|经费)(?:怎么|如何)(?:来|筹|解决|保障)",
           r"(?:从|靠|通过|由)哪[几些]?个?(?:渠道|途径|来源|方面|口子|路子)",
           r"(?:资金|经费)(?:来源|渠道)(?:是|有)?(?:什么|哪些)?",
        ),
        en(63, r"\b(?:through|from|by|via)\s+(?:which|what)\s+(?:channels?|sources?|means|routes?)\b"),
        en(45,
           r"\bwhat\s+(?:does|do|did|is|are)\b(?=.*\b(?:says?|about|contain|cover|in|provide)\b)|\bsummar\w+",
           r"\bcontents?\b|\bexplain\b|\bdescribe\b|\bcompar\w+\b|\bdifferen\w+|\bread\b|\btext\s+of\b|\btell\s+me\s+about\b|\boverview\b|\bgist\b|\bkey\s+points\b|\bin\s+short\b",
           r"\bwhat\s+(?:is|are)\b.*\babout\b|\bwhat\s+(?:is|are)\s+(?:in|required|demanded|called\s+for)\b|\bhow\s+(?:is|are|will|should|does|do)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
