"""How many parts and measures a document or a part has."""

import re
from collections.abc import Sequence

from graph.model import Citation
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.kinds.where import listing
from qa.levels import pair
from qa.locate import children, extent, located, pointed
from qa.names import bodies, places
from qa.phrases import cite_unit, han, headed, listed, outline_note, titled
from qa.pointers import read_numeral
from qa.replies import Reply, stated
from qa.rows import Doc, Unit

_NATIONAL = r"(?i)国家|中央|上位|全国|\bnational\b|\bcentral\b"
_BOTH = r"(?i)江西|我省|本省|省里|省级|地方|各有|分别|比|\bJiangxi\b|\bprovincial\b|\bboth\b|\beach\b|\bthan\b"
_WHICH = r"(?i)分别|哪[几些]|什么|都是|编号|条号|\bwhich\b|\bwhat\b|\bnumbers\b"
_MORE = r"(?i)[多少差]了?(?:几|多少)|多几|\bmore\b|\bfewer\b|\bdifference\b"
_FEWEST = r"(?i)最少|\bfewest\b|\bleast\b|\bsmallest\b"
_MOST = (
    r"(?i)部分.*(?:最多|最少)|(?:最多|最少)的?.*部分|\b(?:most|largest|fewest|smallest)\b.*\bparts?\b"
    r"|\bparts?\b.*\b(?:most|largest|fewest|smallest)\b"
)
_SPEAKS = r"有关|相关|关于|涉及|提到|讲到|写到|含有|带有"
"""Words that ask of how many provisions speak of a topic."""
_NAMES = r"(?i)分别|叫什么|名称|标题|哪些|哪几|\bnames?\b|\bcalled\b|\bheadings?\b"
_SUPPOSES = r"(?i)[吗么]|是不是|[对是]吧|没错吧|\bare\s+there\b|^(?:does|do|is|are|has|have)\b"
_CLAIM = (
    r"(?i)(\d{1,3}|[一二三四五六七八九十廿百]{1,5})(条|个?部分|项|个)|\b(\d{1,3}|twenty(?:[\s-]\w+)?|thirty|forty|fifty|ten)\s+"
    r"(measures|parts|provisions|articles|sections)"
)


def answer(inquiry: Inquiry) -> Reply | None:
    """The counts; a number that the question supposes is confirmed or put right."""
    if inquiry.topics and (any(one.kind != "province" for one in places(inquiry)) or bodies(inquiry, by_form=False)):
        return None  # 吉安有几项任务: of a place or a body, not of the document
    if any(topic.isascii() and topic.isupper() and located(inquiry, [topic]) for topic in inquiry.topics):
        return None  # CIM是啥意思，几条: of a term
    lines: list[str] = []
    citations: list[Citation] = []
    docs = _documents(inquiry)
    both = inquiry.question.matches(_NATIONAL) and inquiry.question.matches(_BOTH)
    # 中央那份23条，江西多了几条: the number is no provision's
    found = pointed(inquiry) if inquiry.question.pointers and not both else _headed(inquiry)
    if (
        not found
        and inquiry.topics
        and inquiry.question.matches(_SPEAKS)
        and (hits := located(inquiry, inquiry.topics))
    ):
        return listing(inquiry, hits)
    if not found and not inquiry.question.pointers and inquiry.question.matches(_MOST):
        return _extreme(inquiry, docs[0])
    if found:
        for doc, unit in found:
            inside = [one for one in inquiry.units(doc.key) if unit.span.covers(one.span) and one is not unit]
            children = [one for one in inside if len(one.path) == len(unit.path) + 1]
            name = headed(unit, inquiry.language)
            text = inquiry.say(
                f"{name}共有{len(children)}条{_range(children)}。" if children else f"{name}下面没有分条。",
                f"{name[0].upper()}{name[1:]} has {len(children)} provisions.",
            )
            lines.append(_checked(inquiry, {len(children)}) + text)
            citations.extend(cite_unit(one, doc) for one in [unit, *children])
            if inquiry.question.matches(_WHICH):
                lines.extend(headed(one, inquiry.language) for one in children)
    else:
        if both and inquiry.question.matches(_MORE):
            lines.append(_difference(inquiry, docs))
        for doc in docs[:3]:
            units = inquiry.units(doc.key)
            counts = {sum(u.number is not None for u in units), sum(u.level in ("part", "chapter") for u in units)}
            lines.append(f"{_checked(inquiry, counts)}{titled(doc)}{inquiry.say('', ': ')}{extent(inquiry, doc)}")
            citations.extend(cite_unit(unit, doc) for unit in units if unit.number is not None or len(unit.path) == 1)
            if inquiry.question.matches(_NAMES):
                lines.extend(headed(unit, inquiry.language) for unit in units if len(unit.path) == 1)
            if doc.outline:
                lines.append(outline_note(inquiry.language))
    return stated(lines, citations)


def _range(units: Sequence[Unit]) -> str:
    """From which measure to which, in brackets; empty where they have no numbers of their own."""
    first, last = units[0].number, units[-1].number
    return f"（第{han(first)}条至第{han(last)}条）" if first and last and first != last else ""


def _extreme(inquiry: Inquiry, doc: Doc) -> Reply | None:
    """The part with the most measures, or the fewest; None in a document without parts."""
    counts = [(len(children(inquiry, doc, unit)), unit) for unit in inquiry.units(doc.key) if len(unit.path) == 1]
    counts = [(count, unit) for count, unit in counts if count]
    if not counts:
        return None
    wanted = (min if inquiry.question.matches(_FEWEST) else max)(count for count, _ in counts)
    units = [unit for count, unit in counts if count == wanted]
    names = listed([headed(unit, inquiry.language) for unit in units], inquiry.language)
    text = inquiry.say(
        f"各部分中{'最少' if inquiry.question.matches(_FEWEST) else '最多'}的有{han(wanted)}（{wanted}）条：{names}。",
        f"The {'fewest' if inquiry.question.matches(_FEWEST) else 'most'} measures in one part are {wanted}: {names}.",
    )
    return stated([text], (cite_unit(unit, doc) for unit in units))


def _headed(inquiry: Inquiry) -> list[tuple[Doc, Unit]]:
    """The one provision with others under it whose heading has the topic (基本原则有几条)."""
    found = [
        (doc, unit)
        for doc in inquiry.scope.documents[:3]
        for unit in inquiry.units(doc.key)
        if any(topic in unit.title and len(topic) > 2 for topic in inquiry.topics) and children(inquiry, doc, unit)
    ]
    return found if len(found) == 1 else []


def _difference(inquiry: Inquiry, docs: Sequence[Doc]) -> str:
    """By how many measures one of two documents has more than the other."""
    counts = [sum(unit.number is not None for unit in inquiry.units(doc.key)) for doc in docs[:2]]
    more, less = sorted(range(2), key=lambda index: -counts[index])
    number = counts[more] - counts[less]
    return inquiry.say(
        f"{titled(docs[more])}比{titled(docs[less])}多{number}条。",
        f"{titled(docs[more])} has {number} measures more than {titled(docs[less])}.",
    )


def _documents(inquiry: Inquiry) -> Sequence[Doc]:
    """Those that the question names; the national one and the others where it speaks of both."""
    scope = inquiry.scope
    if re.search(_NATIONAL, inquiry.question.text) and re.search(_BOTH, inquiry.question.text):
        national, local = pair(inquiry)
        return local, national
    return scope.documents if scope.named or scope.total > 1 else scope.documents[:1]


def _checked(inquiry: Inquiry, counts: set[int]) -> str:
    claims = [read_numeral(found.group(1) or found.group(3)) for found in re.finditer(_CLAIM, inquiry.question.text)]
    if inquiry.question.matches(_WHICH) or not claims or not inquiry.question.matches(_SUPPOSES):
        return ""
    if all(claim in counts for claim in claims):
        return inquiry.say("是的，", "Yes. ")
    return inquiry.say("不是。", "No. ")


KIND = Kind(
    intent="count",
    examples=("一共多少条措施、分几个部分", "第三部分有几条", "how many measures and how many parts?"),
    cues=(
        zh(74, "几多总数",
           r"(?:一共|总共|共|共有|有|分成?|包括|包含)?(?:多少|(?<![第哪归在属])几)(?:条(?!.{0,3}(?:建议|线索|投诉|留言|信息|数据|管线|道路|河|地铁|线路|街))(?:措施)?|个?部分|项(?:措施|任务)?|个措施|章)(?!.*(?:提到|涉及|讲|明确|没有|写明))",
           r"(?:条数|总数)|(?:分|切|划|拆)(?:成|为|了)(?:几|多少)个?(?:大)?(?:块|部分|板块|摊|章)",
        ),
        zh(74, "吗么吧是",
           r"(?:一共|总共|共|共有|有)(?:\d{1,3}|[一二三四五六七八九十廿百]{1,5})(?:条|个部分|项)(?:措施|任务)?[,，]?(?:吗|么|对吧|对吗|对么|是不是|对不对|是吧|没错吧)",
        ),
        en(74,
           r"\bhow\s+many\s+(?:\w+\s+)?(?:measures?|parts?|provisions?|articles?|sections?|chapters?|clauses?)\b",
           r"\bhow\s+many\s+(?:numbered\s+)?items?\s+(?:does|do|has|have|is|are)\b(?=[^?]*\b(?:list|have|contain|there|in)\b)",
           r"\bnumber\s+of\s+(?:measures|parts|provisions|articles|sections|headings)\b|\bhow\s+long\s+is\s+the\s+(?:opinion|document|text)\b",
           r"\b(?:are\s+there|has|have|contains?|consists?\s+of)\b[^?]{0,30}?\b(?:\d{1,3}|twenty|thirty|forty|fifty|ten)(?:[\s-]\w+)?\s+(?:measures|parts|provisions|articles|sections)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
