"""Which provisions name a lead, and which do not."""

from graph.model import Citation, Span
from qa.duties import whole
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.phrases import bodies, cite, cite_unit, headed, listed, quoted, unit_name
from qa.replies import Reply
from qa.rows import DUTIES_OF_DOCUMENT, Duty, Unit

_WITHOUT = r"(?i)没|未|无|不|\bno\b|\bnot\b|n't\b|\bwithout\b|\black"


def answer(inquiry: Inquiry) -> Reply:
    """The numbered provisions with and without a lead of their own."""
    doc = inquiry.document
    duties = inquiry.read(Duty, DUTIES_OF_DOCUMENT, document=doc.key)
    leads = [duty for duty in duties if duty.role == "lead" and duty.provision is not None]
    units = [unit for unit in inquiry.units(doc.key) if unit.number is not None]
    led: dict[str, list[Duty]] = {}
    for unit in units:
        own = [duty for duty in leads if _holds(inquiry, doc.key, unit, duty)]
        if own:
            led[unit.id] = own
    without = [unit for unit in units if unit.id not in led]
    lines: list[str] = []
    citations: list[Citation] = []
    asks_without = inquiry.question.matches(_WITHOUT)
    if asks_without:
        names = listed([unit_name(unit, inquiry.language) for unit in without], inquiry.language)
        lines.append(
            inquiry.say(
                f"{len(units)}条中有{len(without)}条没有写明牵头单位：{names}。"
                if without
                else "每一条都写明了牵头单位。",
                f"{len(without)} of {len(units)} measures name no lead: {names}."
                if without
                else "Every measure names a lead.",
            )
        )
        citations.extend(cite_unit(unit, doc) for unit in without)
    named = [unit for unit in units if unit.id in led]
    if named:
        lines.append(inquiry.say(f"写明牵头的有{len(named)}条：", f"Measures with a lead: {len(named)}."))
    elif not asks_without:
        lines.append(
            inquiry.say("没有一条写明牵头单位。", "No measure does; the text does not state a lead in any of them.")
        )
    for unit in named[:12]:
        own = led[unit.id]
        lines.append(
            inquiry.say(f"{headed(unit, 'zh')}：{bodies(own, 'zh')}", f"{headed(unit, 'en')}: {bodies(own, 'en')}")
        )
        if len(named) <= 5:
            lines.extend(
                quoted(quote, unit_name(unit, inquiry.language), doc, inquiry.language)
                for quote in dict.fromkeys(d.quote for d in own)
            )
        citations.extend(cite(unit, doc, duty) for duty in own[:1])
    known, more, basis = whole(inquiry, doc)
    return Reply(
        text="\n".join([*lines, *known]),
        answerable=bool(named) or asks_without,
        citations=tuple(dict.fromkeys([*citations, *more])),
        basis=tuple(dict.fromkeys([*(duty.basis for own in led.values() for duty in own), *basis])) or ("explicit",),
    )


def _holds(inquiry: Inquiry, document: str, unit: Unit, duty: Duty) -> bool:
    given = inquiry.unit(document, duty.provision)
    return given is not None and (
        unit.span.covers(Span(duty.start, duty.stop)) or (given.span.covers(unit.span) and given.span != unit.span)
    )


KIND = Kind(
    intent="no-lead",
    examples=("哪些条没有牵头单位", "有几条明确了牵头单位？", "Which measures name no lead?"),
    cues=(
        zh(88, "没未无",
           r"(?:没有?|未|无)(?:有|写|定|写明|明确|确定|指定|注明|列出|点名|说|说明|规定|提到|提|落实)?(?:出|过)?(?:由)?(?:谁)?(?:的)?"
           r"牵头(?:单位|部门|人|者)?(?:的)?[^,。?]{0,6}(?:哪|几|多少)",
        ),
        zh(88, "没未无",
           r"(?:哪[些几]?|几|多少)(?:个)?(?:条款?|项|措施)?(?:都)?(?:的)?(?:没有?|未|无)(?:有|写|定|写明|明确|确定|指定|注明|说明|列出|规定|点名|提到|说|落实)?(?:出)?(?:由)?(?:谁)?(?:的)?(?:牵头|责任)(?:单位|部门|人)?",
           r"(?:没有?|未|无)(?:写明|明确|指定|注明|列出|点名|说)?(?:的)?牵头(?:单位|部门)?的?(?:有|是)?(?:哪|几|多少)",
        ),
        zh(88, "明写指注点规有",
           r"(?:哪[些几]?|几|多少)(?:个)?(?:条款?|项|措施)?(?:都)?(?:明确|写明|指定|注明|点名|规定|有)(?:了|出)?(?:的)?(?:牵头)(?:单位|部门|人)?",
           r"(?:明确|写明|指定|有)(?:了)?牵头(?:单位|部门)?的(?:有|是)?(?:哪|几|多少)",
        ),
        zh(88, "没无", r"(?:没|无)(?:人|单位|部门|谁)(?:来)?牵(?:个)?头(?:负责)?的?"),
        zh(88, "只仅唯",
           r"(?:只有|唯一|仅有?)[^,。?]{0,6}?(?:写明?|点名?|明确|提到?|规定|有)(?:了|过|出)?(?=.*[条处])(?=.*(?:谁|牵头))",
        ),
        zh(88, "条项",
           r"(?:哪[些几一]?|几|多少)(?:个)?(?:条款?|项|措施)[^,。?的没未无不]{0,6}?(?:写|点|明确|指|注|标|说|提|规定|载|定|讲|交代)(?:明|清楚?|了|出|到|名|死|白)*(?:由|是)?(?:谁|哪个部门|哪家)?(?:来)?(?:的)?"
           r"牵头(?:单位|部门|人|者|方)?(?:的名)?(?:[,，。?]|$)",
           r"(?:有没有|有无|是否有?)(?:任何)?(?:哪|一)?一?(?:条款?|项|措施)[^,。?的没未无不]{0,6}?(?:写|点|明确|指|注|说|提|规定)(?:明|清楚?|了|出|到|名)*(?:由|是)?谁?(?:来)?(?:的)?牵头(?:单位|部门|人|者)?",
        ),
        en(88,
           r"\bany\s+(?:of\s+the\s+)?(?:measures?|provisions?|articles?)\b[^?]*"
           r"\b(?:leads?(?:er)?\s+(?:of|named|given)|(?:name|ha)s\s+(?:a|its)\s+(?:own\s+)?lead)\b",
        ),
        en(88,
           r"\b(?:which|how\s+many|what)\s+(?:of\s+the\s+)?(?:measures|provisions|articles|items)\b.*\b(?:no|not|n't|without|lack\w*|name|names|have|has|state|states|with|assign\w*)\b.*\b(?:leads?|lead\s+(?:department|agency)|leader|in\s+charge)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
