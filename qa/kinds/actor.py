"""What a department, or bodies together, must do by the text."""

import msgspec

from graph.model import Span
from qa import rows
from qa.absence import usual
from qa.duties import whole
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.names import bodies
from qa.phrases import cite, headed, outline_note, quoted, titled, unit_name
from qa.replies import Reply
from qa.rows import Duty

_ROLES_ZH = {
    "lead": "牵头", "participant": "参与（配合）", "responsible": "负责", "coordinator": "统筹协调全文",
    "host": "承担办公室", "implementer": "落实", "supported": "受支持", "overseen": "受监管",
}  # fmt: skip
_ROLES_EN = {
    "lead": "leads", "participant": "takes part in", "responsible": "is responsible for", "coordinator": "coordinates",
    "host": "hosts the office of", "implementer": "carries out", "supported": "is supported by", "overseen": "is overseen by",
}  # fmt: skip
ACTORS = """
MATCH (a:Actor) WHERE a.id IN $ids OR ($text CONTAINS a.name AND size(a.name) > 2)
RETURN a.id AS id, a.name AS name, a.name_en AS name_en ORDER BY id
"""
MENTIONS = """
MATCH (m:Mention)-[:MENTIONS]->(a:Actor) WHERE a.id IN $actors AND m.document IN $documents
MATCH (m)-[:IN]->(q)
RETURN m.document AS document, CASE WHEN q:Provision THEN q.id ELSE null END AS provision, m.name AS name,
       m.start AS start, m.stop AS stop, m.quote AS quote
ORDER BY document, start
"""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of the graph that the question names."""

    id: str
    name: str
    name_en: str | None


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A body named without a duty."""

    document: str
    provision: str | None
    name: str
    start: int
    stop: int
    quote: str


def answer(inquiry: Inquiry) -> Reply:
    """Its duties by role and provision; else that the text gives it none, and who coordinates the whole."""
    known = bodies(inquiry)
    actors = inquiry.read(Named, ACTORS, ids=[one.id for one in known], text=inquiry.question.text)
    if not known and not actors:
        from qa.kinds.place import answer as place

        return place(inquiry)
    duties = inquiry.read(
        Duty, rows.DUTIES_OF_ACTORS, actors=[actor.id for actor in actors], documents=inquiry.scope.keys
    )
    name = known[0].asked if known else actors[0].name
    english = next((actor.name_en for actor in actors if actor.name_en), None) or (known[0].name_en if known else None)
    shown = f"{name} ({english})" if inquiry.language == "en" and english else name
    if not duties:
        return _none(inquiry, shown, [actor.id for actor in actors])
    return _told(inquiry, shown, duties)


def _told(inquiry: Inquiry, name: str, duties: list[Duty]) -> Reply:
    by_role: dict[tuple[str, str], list[str]] = {}
    lines, citations = [], []
    for duty in duties:
        doc = inquiry.doc(duty.document)
        unit = inquiry.unit(duty.document, duty.provision)
        where = headed(unit, inquiry.language) if unit else titled(doc)
        places = by_role.setdefault((duty.document, duty.role), [])
        if where not in places:
            places.append(where)
        place = unit_name(unit, inquiry.language) if unit else inquiry.say("结尾", "closing")
        line = quoted(duty.quote, place, doc, inquiry.language)
        if line not in lines:
            lines.append(line)
            citations.append(cite(unit, doc, duty))
    heads = []
    for (_, role), places in by_role.items():
        joined = inquiry.say("、", ", ").join(places)
        heads.append(inquiry.say(f"{_ROLES_ZH[role]}：{joined}", f"{_ROLES_EN[role]} {joined}"))
    lead = inquiry.say(f"按文件，{name}" + "；".join(heads) + "。", f"By the text, {name} " + "; ".join(heads) + ".")
    if all(duty.provision is None for duty in duties):
        lines.append(
            inquiry.say("（文件没有把具体条款单独交给它。）", "(No single provision is assigned to it by the text.)")
        )
    if any(inquiry.doc(duty.document).outline for duty in duties):
        lines.append(outline_note(inquiry.language))
    return Reply(
        text="\n".join([lead, *lines]),
        answerable=True,
        citations=tuple(citations),
        basis=tuple(dict.fromkeys(duty.basis for duty in duties)),
        suggestions=usual(inquiry),
    )


def _none(inquiry: Inquiry, name: str, actors: list[str]) -> Reply:
    mentions = inquiry.read(Mention, MENTIONS, actors=actors, documents=inquiry.scope.keys)
    lines, citations = [], []
    if mentions:
        lines.append(
            inquiry.say(
                f"文件提到了{name}，但没有给它分配职责。",
                f"The text mentions {name} but does not state any duty of it.",
            )
        )
        for mention in mentions[:3]:
            doc, unit = inquiry.doc(mention.document), inquiry.unit(mention.document, mention.provision)
            lines.append(
                quoted(mention.quote, unit_name(unit, inquiry.language) if unit else "", doc, inquiry.language)
            )
            citations.append(cite(unit, doc, Span(mention.start, mention.stop), mention.quote))
    else:
        lines.append(
            inquiry.say(
                f"文件没有提到{name}，未明确它的任务或职责。",
                f"The text does not mention {name}: it does not state any task for it.",
            )
        )
    known, more, basis = whole(inquiry, inquiry.document)
    return Reply(
        text="\n".join([*lines, *known]),
        answerable=False,
        citations=tuple([*citations, *more]),
        basis=tuple(basis),
        suggestions=usual(inquiry),
    )


KIND = Kind(
    intent="actor",
    examples=("省发展改革委要做什么？", "各地各有关部门要做什么", "What must 省住房城乡建设厅 do?"),
    cues=(
        zh(66, "厅局委部办署会府院位区",
           r"(?:省|市|县|区|国家|自治区)?[\u4e00-\u9fff]{1,14}?(?<![个些家责导])(?:厅|局|委|部门|部|办|署|管委会|政府|总工会|法院|检察院|单位|地区)(?:都|还|又)?(?:要|该|应|需要?|得|负责|牵头|参与|配合|承担|管)(?:做|干|抓|负责|完成|落实|牵头|参与|配合|承担)?(?:的|些|好)?(?:什么|啥|哪[些几]?(?:条|项|事|措施|任务|工作)?)",
        ),
        zh(66, "厅局委部办署会府院位区",
           r"(?:省|市|国家|自治区)[\u4e00-\u9fff]{1,14}?(?:厅|局|委|部|办|署|院|会)(?:的|有)?(?:哪些|什么|啥)?(?:职责|任务|责任|分工|事)(?:是|有)?(?:什么|啥|哪些)?",
        ),
        zh(64, "厅局委部办署会府院位区",
           r"(?:[\u4e00-\u9fff]{2,12}(?:厅|局|委|部门|管委会|政府))(?:的|有)?(?:哪些|什么|啥)?(?:职责|任务|责任|分工)",
        ),
        en(66,
           r"\b(?:department|ministry|bureau|commission|office|administration)\s+of\b.*\b(?:do|duty|duties|responsib\w+|tasks?|role|lead)\b",
           r"\bwhat\b.*[\u4e00-\u9fff]+(?:厅|局|委|部|办)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
