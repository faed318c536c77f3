"""What a department, or bodies together, must do by the text."""

import msgspec

from graph.model import Citation, Span
from qa import rows
from qa.duties import whole
from qa.inferring import for_department
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import pointed
from qa.names import NamedBody, bodies
from qa.phrases import cite, headed, listed, outline_note, quoted, titled, unit_name
from qa.replies import Reply
from qa.rows import Doc, Duty, Named, Unit

_ROLES_ZH = {
    "lead": "牵头", "participant": "参与（配合）", "responsible": "负责", "coordinator": "统筹协调全文",
    "host": "承担办公室", "implementer": "落实", "supported": "受支持", "overseen": "受监管",
}  # fmt: skip
_ROLES_EN = {
    "lead": "leads", "participant": "takes part in", "responsible": "is responsible for", "coordinator": "coordinates",
    "host": "hosts the office of", "implementer": "carries out",
    "supported": "is supported by", "overseen": "is overseen by",
}  # fmt: skip
_ASKED = (
    ("lead", r"(?i)牵头|\bleads?\b"),
    ("participant", r"(?i)参与|参加|配合|\btakes? part\b"),
)
_QUOTED = 6
"""Quotes shown; the others are among the citations."""
MENTIONS = """
MATCH (m:Mention)-[:MENTIONS]->(a:Actor) WHERE a.id IN $actors AND m.document IN $documents
MATCH (m)-[:IN]->(q)
RETURN m.document AS document, CASE WHEN q:Provision THEN q.id ELSE null END AS provision, m.name AS name,
       m.start AS start, m.stop AS stop, m.quote AS quote
ORDER BY document, start
"""


def answer(inquiry: Inquiry) -> Reply:
    """The duties of each body that the question names, by role and provision; else that the text gives it none."""
    named = bodies(inquiry)
    if not named:
        from qa.kinds.place import answer as place

        reply = place(inquiry)
        return msgspec.structs.replace(reply, intent=reply.intent or "place")
    replies = [_of_body(inquiry, body) for body in named[:4]]
    if len(replies) == 1:
        return replies[0]
    return Reply(
        text="\n".join(reply.text for reply in replies),
        answerable=any(reply.answerable for reply in replies),
        citations=tuple(dict.fromkeys(one for reply in replies for one in reply.citations)),
        basis=tuple(dict.fromkeys(one for reply in replies for one in reply.basis)),
    )


def _of_body(inquiry: Inquiry, body: NamedBody) -> Reply:
    duties = inquiry.read(Duty, rows.DUTIES_OF_ACTORS, actors=list(body.ids), documents=inquiry.scope.keys)
    if inquiry.question.pointers:
        found = pointed(inquiry)
        duties = [d for d in duties if any(d.document == doc.key and _inside(d, unit) for doc, unit in found)]
    shown = f"{body.asked} ({body.name_en})" if inquiry.language == "en" and body.name_en else body.asked
    if not duties:
        return _none(inquiry, shown, list(body.ids))
    asked = _asked_role(inquiry)
    fitting = [duty for duty in duties if duty.role == asked] if asked else duties
    if fitting:
        return _told(inquiry, shown, fitting)
    reply = _told(inquiry, shown, duties)
    lead = inquiry.say(
        f"文件没有写明由{shown}{_ROLES_ZH[asked or 'lead']}的条款。",
        f"There is no provision by which {shown} {_ROLES_EN[asked or 'lead']} anything.",
    )
    return msgspec.structs.replace(reply, text=f"{lead}\n{reply.text}", answerable=False)


def _inside(duty: Duty, unit: Unit) -> bool:
    return unit.span.covers(Span(duty.start, duty.stop))


def _asked_role(inquiry: Inquiry) -> str | None:
    """Only the role that the question names (商务部牵头哪几条); None where it names several, or none."""
    asked = [role for role, words in _ASKED if inquiry.question.matches(words)]
    return asked[0] if len(asked) == 1 else None


def _told(inquiry: Inquiry, name: str, duties: list[Duty]) -> Reply:
    heads: list[str] = []
    lines: list[str] = []
    citations: list[Citation] = []
    several = len({duty.document for duty in duties}) > 1
    for document in dict.fromkeys(duty.document for duty in duties):
        doc = inquiry.doc(document)
        held = [duty for duty in duties if duty.document == document]
        roles = dict.fromkeys(duty.role for duty in held)
        told = [_role(inquiry, doc, role, [duty for duty in held if duty.role == role]) for role in roles]
        joined = inquiry.say("；", "; ").join(told)
        heads.append(titled(doc) + inquiry.say("：", ": ") + joined if several else joined)
        for duty in held:
            unit = inquiry.unit(duty.document, duty.provision)
            place = unit_name(unit, inquiry.language) if unit else inquiry.say("结尾", "closing")
            line = quoted(duty.quote, place, doc, inquiry.language)
            if line not in lines:
                lines.append(line)
                citations.append(cite(unit, doc, duty))
    colon = inquiry.say("：\n", ":\n") if several else inquiry.say("", " ")
    opening = inquiry.say(f"按文件，{name}", f"By the text, {name}") + colon
    lead = opening + inquiry.say("。\n", ".\n").join(heads) + inquiry.say("。", ".")
    shown = lines[:_QUOTED]
    if len(lines) > _QUOTED:
        shown.append(
            inquiry.say(
                f"（其余{len(lines) - _QUOTED}处原文见出处。）",
                f"({len(lines) - _QUOTED} more quotes among the sources.)",
            )
        )
    if all(duty.provision is None for duty in duties):
        shown.append(
            inquiry.say("（文件没有把具体条款单独交给它。）", "(No single provision is assigned to it by the text.)")
        )
    if any(inquiry.doc(duty.document).outline for duty in duties):
        shown.append(outline_note(inquiry.language))
    return Reply(
        text="\n".join([lead, *shown]),
        answerable=True,
        citations=tuple(citations),
        basis=tuple(dict.fromkeys(duty.basis for duty in duties)),
    )


def _role(inquiry: Inquiry, doc: Doc, role: str, duties: list[Duty]) -> str:
    units = [inquiry.unit(duty.document, duty.provision) for duty in duties]
    places = listed([headed(unit, inquiry.language) if unit else titled(doc) for unit in units], inquiry.language)
    if role == "coordinator":
        return inquiry.say("统筹协调整份文件", "coordinates the document as a whole")
    return inquiry.say(f"{_ROLES_ZH[role]}：{places}", f"{_ROLES_EN[role]} {places}")


def _none(inquiry: Inquiry, name: str, actors: list[str]) -> Reply:
    mentions = inquiry.read(Named, MENTIONS, actors=actors, documents=inquiry.scope.keys)
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
    inferred, quotes = for_department(inquiry, actors)
    if inferred:
        basis = [*basis, "inferred"]
    return Reply(
        text="\n".join([*lines, *known, *inferred]),
        answerable=False,
        citations=(*citations, *more, *quotes),
        basis=tuple(basis),
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
           r"\b(?:provincial|state|general|municipal)\s+(?:\w+\s+){0,3}(?:department|bureau|commission|office|administration|authority)\b.*\b(?:do|duty|duties|responsib\w+|tasks?|role|lead\w*)\b",
           r"\b(?:dut(?:y|ies)|responsibilit(?:y|ies)|tasks?|role)\s+of\s+(?:the\s+)?(?:\w+\s+){0,6}(?:department|ministry|bureau|commission|administration)\b",
           r"\b(?:tasks?|duties|responsibilities|roles?)\b.*\b(?:assign\w*|gives?|given|falls?)\b.*\b(?:department|ministry|bureau|commission|administration)\b",
           r"\bwhat\s+(?:do|does|must|should|will)\s+(?:the\s+)?(?:\w+\s+){0,6}(?:departments?|ministry|bureau|commission|administration)\b.*\bdo\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
