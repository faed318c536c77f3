"""Named programmes, plans, campaigns, brands and coined terms."""

import re

import msgspec

from graph.model import Citation, Span
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.kinds.where import answer as where_it_is
from qa.locate import located, pointed
from qa.phrases import cite, cite_unit, headed, listed, unit_name
from qa.replies import Reply, stated
from qa.rows import Named

PROGRAMMES = """
MATCH (q)-[:LAUNCHES]->(x:Programme) WHERE x.document IN $documents
RETURN x.document AS document, CASE WHEN q:Provision THEN q.id ELSE null END AS provision, x.name AS name,
       x.start AS start, x.stop AS stop, x.quote AS quote
ORDER BY document, start
"""
_FORMS = r"行动计划|专项行动|行动|工程|计划|品牌|活动|机制|制度|改革|项目|试点|战略"


_FORMS_EN = (
    (r"(?i)\bbrands?\b", "品牌"), (r"(?i)\baction\s+plans?\b", "行动计划"), (r"(?i)\bcampaigns?\b", "行动"),
    (r"(?i)\bprojects?\b", "工程"), (r"(?i)\breforms?\b", "改革"), (r"(?i)\bmechanisms?\b", "机制"),
)  # fmt: skip


def answer(inquiry: Inquiry) -> Reply:
    """The programmes of a provision or of the whole text, of the form that is asked for (行动, 工程, 品牌)."""
    found = inquiry.read(Named, PROGRAMMES, documents=inquiry.scope.keys)
    citations: list[Citation] = []
    where = inquiry.say("文件", "the text")
    if inquiry.question.pointers:
        units = pointed(inquiry)
        found = [
            x for x in found if any(x.document == d.key and u.span.covers(Span(x.start, x.stop)) for d, u in units)
        ]
        where = listed([headed(unit, inquiry.language) for _, unit in units], inquiry.language)
        citations = [cite_unit(unit, doc) for doc, unit in units]
    forms = re.findall(_FORMS, inquiry.question.text) or _english_forms(inquiry)
    named = [topic for topic in inquiry.topics if not re.fullmatch(_FORMS, topic)]
    if named and not inquiry.question.pointers and located(inquiry, named):
        inquiry.topics = tuple(named)
        return msgspec.structs.replace(where_it_is(inquiry), intent="where")
    fitting = [one for one in found if any(form in one.name[-5:] or form in _clause(inquiry, one) for form in forms)]
    shown = fitting or found
    if not shown:
        line = inquiry.say(
            f"{where}没有提到有名称的行动、工程或品牌。", f"{where[0].upper()}{where[1:]} does not name any programme."
        )
        return Reply(text=line, answerable=False, citations=tuple(citations))
    by_unit: dict[tuple[str, str | None], list[Named]] = {}
    for one in shown:
        by_unit.setdefault((one.document, one.provision), []).append(one)
    names = list(dict.fromkeys(one.name for one in shown))
    lines = [inquiry.say(f"{where}提到的共{len(names)}项：", f"{where[0].upper()}{where[1:]} names {len(names)}:")]
    for (document, provision), ones in by_unit.items():
        unit = inquiry.unit(document, provision)
        name = unit_name(unit, inquiry.language) if unit else inquiry.say("总体部分", "general part")
        terms = listed([_marked(inquiry, one.name) for one in ones], inquiry.language)
        lines.append(inquiry.say(f"{name}：{terms}", f"{name}: {terms}"))
        citations.extend(cite(unit, inquiry.doc(document), Span(one.start, one.stop), one.quote) for one in ones)
    return stated(lines, citations)


def _english_forms(inquiry: Inquiry) -> list[str]:
    return [form for words, form in _FORMS_EN if inquiry.question.matches(words)]


def _clause(inquiry: Inquiry, one: Named) -> str:
    """From the name to the end of its clause: what is said of it (“文韵赣鄱”“赣鄱好戏”等文化活动品牌)."""
    rest = inquiry.text(one.document)[one.stop : one.stop + 40]
    return re.split(r"[,，。;；]", rest)[0]


def _marked(inquiry: Inquiry, name: str) -> str:
    return name if "“" in name else f"“{name}”"


KIND = Kind(
    intent="programme",
    examples=("有哪些行动和工程？", "第二十二条提到哪些品牌", "Which programmes are named in measure 16?"),
    cues=(
        zh(64, "行工品计活项试战专",
           r"(?:有|提到|实施|开展|部署|打造|提出)?(?:了)?(?:哪些|什么|哪几个|几个)(?:有名称的|专项)?(?:行动计划|行动|工程|品牌|计划|活动|项目|试点|战略)(?:和|、|与|及)?(?:行动|工程|品牌|计划|活动)?",
           r"(?:所有|全部|凡是?|一切)(?:叫做?|名为|称为|带有?)?[×xX某*]{0,3}(?:行动计划|行动|工程|品牌|计划|活动|项目|试点)(?:或|和|、)?(?:行动计划|行动|工程|品牌|计划)?(?:的)?",
           r"(?:行动|工程|品牌|专项行动)(?:和工程|、工程|和品牌)?(?:有|都有)(?:哪些|什么|几个)",
        ),
        en(64,
           r"\b(?:which|what)\s+(?:\w+\s+)?(?:programmes?|programs?|campaigns?|projects?|brands?|action plans?|ini"
           r"tiatives?)\b",
           r"\blist\s+(?:the\s+|all\s+|of\s+)*(?:named\s+)?(?:programmes?|programs?|campaigns?|brands?|action\s+plans?|initiatives?|projects?)",
           r"\bnamed\s+(?:programmes?|programs?|campaigns?|brands?|initiatives?|projects?)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
