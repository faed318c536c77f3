"""Which departments a document or a provision names, with a duty or without one."""

import msgspec

from graph.model import Citation, Span
from qa import rows
from qa.duties import whole
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import ask_content, located, pointed
from qa.phrases import bodies, cite, cite_unit, headed, listed, quoted, unit_name
from qa.replies import Reply
from qa.rows import Doc, Duty, Unit

NAMED = """
MATCH (m:Mention {document: $document})-[:MENTIONS]->(a:Actor) WHERE a.kind <> 'group'
MATCH (m)-[:IN]->(q)
RETURN CASE WHEN q:Provision THEN q.id ELSE null END AS provision, m.name AS name, a.name_en AS name_en,
       m.start AS start, m.stop AS stop, m.quote AS quote
ORDER BY start
"""
_SHOWN = 8
_ROLES = {
    "lead": ("牵头", "leads"), "responsible": ("负责", "responsible"), "participant": ("参与", "takes part"),
    "coordinator": ("统筹协调全文", "coordinates the whole"), "host": ("承担办公室", "hosts the office"),
    "implementer": ("落实", "carries out"), "supported": ("受支持", "supported"), "overseen": ("受监管", "overseen"),
}  # fmt: skip


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A body that the text names without giving it a duty."""

    provision: str | None
    name: str
    name_en: str | None
    start: int
    stop: int
    quote: str


def answer(inquiry: Inquiry) -> Reply:
    """The bodies with duties, by role and place, then those only mentioned; of a provision, its own."""
    if inquiry.question.pointers:
        found = pointed(inquiry)
    else:
        hits = [hit for hit in located(inquiry, inquiry.topics) if hit.unit is not None][:3]
        found = [(hit.doc, hit.unit) for hit in hits if hit.unit is not None]
    if found:
        return _of_provisions(inquiry, found)
    doc = inquiry.document
    held = inquiry.read(Duty, rows.DUTIES_OF_DOCUMENT, document=doc.key)
    named = inquiry.read(Named, NAMED, document=doc.key)
    lines, citations = _told(inquiry, doc, held, named)
    if not lines:
        return Reply(
            text=inquiry.say("文件没有点名任何部门。", "The text does not name any department."), answerable=False
        )
    leads = inquiry.say("哪些条款没有写明牵头单位？", "Which measures name no lead?")
    return Reply(
        text="\n".join(lines),
        answerable=True,
        citations=tuple(citations),
        basis=tuple(dict.fromkeys(duty.basis for duty in held)) or ("explicit",),
        suggestions=(leads,),
    )


def _of_provisions(inquiry: Inquiry, found: list[tuple[Doc, Unit]]) -> Reply:
    lines: list[str] = []
    citations: list[Citation] = []
    basis: list[str] = []
    done = False
    for doc, unit in found:
        held = inquiry.read(Duty, rows.DUTIES_UNDER, provision=unit.id)
        named = [
            one
            for one in inquiry.read(Named, NAMED, document=doc.key)
            if one.provision and unit.span.covers(Span(one.start, one.stop))
        ]
        citations.append(cite_unit(unit, doc))
        name = headed(unit, inquiry.language)
        more, quotes = _told(inquiry, doc, held, named)
        if more:
            done = True
            basis.extend(duty.basis for duty in held)
            lines.extend([inquiry.say(f"{name}：", f"{name[0].upper()}{name[1:]}:"), *more])
            citations.extend(quotes)
        else:
            lines.append(
                inquiry.say(f"{name}没有点名部门。", f"{name[0].upper()}{name[1:]} does not name any department.")
            )
    if not done:
        known, more_cited, general = whole(inquiry, found[0][0])
        lines, citations, basis = [*lines, *known], [*citations, *more_cited], [*basis, *general]
    return Reply(
        text="\n".join(lines),
        answerable=done,
        citations=tuple(dict.fromkeys(citations)),
        basis=tuple(dict.fromkeys(basis)) or (("explicit",) if done else ()),
        suggestions=tuple(ask_content(inquiry, doc, unit) for doc, unit in found[:1]),
    )


def _told(inquiry: Inquiry, doc: Doc, held: list[Duty], named: list[Named]) -> tuple[list[str], list[Citation]]:
    lines: list[str] = []
    citations: list[Citation] = []
    for role in dict.fromkeys(duty.role for duty in held):
        by_actor: dict[str, list[Duty]] = {}
        for duty in held:
            if duty.role == role:
                by_actor.setdefault(duty.actor, []).append(duty)
        names = [_placed(inquiry, doc, duties, role) for duties in by_actor.values()]
        lines.append(inquiry.say(f"{_ROLES[role][0]}：", f"{_ROLES[role][1]}: ") + listed(names, inquiry.language))
    for duty in held:
        citations.append(cite(inquiry.unit(doc.key, duty.provision), doc, duty))
    quotes = list(dict.fromkeys((duty.quote, duty.provision) for duty in held))
    for quote, provision in quotes[:_SHOWN]:
        lines.append(quoted(quote, _place(inquiry, doc, provision), doc, inquiry.language))
    known = {duty.name for duty in held}
    rest = [one for one in named if one.name not in known]
    if rest:
        names = [
            f"{one.name} ({one.name_en})" if inquiry.language == "en" and one.name_en else one.name for one in rest
        ]
        lines.append(
            inquiry.say("只是提到、没有分工的：", "Mentioned without a duty: ") + listed(names, inquiry.language)
        )
        citations.extend(
            cite(inquiry.unit(doc.key, one.provision), doc, Span(one.start, one.stop), one.quote) for one in rest
        )
    return lines, list(dict.fromkeys(citations))


def _placed(inquiry: Inquiry, doc: Doc, duties: list[Duty], role: str) -> str:
    places = listed([_place(inquiry, doc, duty.provision) for duty in duties], inquiry.language)
    name = bodies([msgspec.structs.replace(duties[0], open_ended=False)], inquiry.language)
    return name if role == "coordinator" else inquiry.say(f"{name}（{places}）", f"{name} ({places})")


def _place(inquiry: Inquiry, doc: Doc, provision: str | None) -> str:
    unit = inquiry.unit(doc.key, provision)
    return unit_name(unit, inquiry.language) if unit else inquiry.say("结尾", "closing")


KIND = Kind(
    intent="named-bodies",
    examples=("文件点名了哪些部门？", "第二十三条涉及哪些部门", "Which departments have duties under the opinion?"),
    cues=(
        zh(67, "哪",
           r"(?:点名|涉及|提到|提及|写到|写明|明确|出现|牵涉|包括|要求)(?:到|了|过)*(?:的)?(?:有)?(?:哪[些几]|几)个?(?:部门|单位|机构|厅局|责任主体)",
           r"(?:哪[些几]|几)个?(?:部门|单位|机构|厅局)(?:被)?(?:点名|提到|提及|有(?:职责|任务|分工)|承担(?:职责|任务))",
           r"(?:涉及|点名|提到)的(?:部门|单位)(?:有|是)哪些",
        ),
        en(67,
           r"\b(?:which|what|how\s+many)\s+(?:\w+\s+)?(?:departments?|agenc(?:y|ies)|bod(?:y|ies)|authorit(?:y|ies)|ministr(?:y|ies)|organi[sz]ations?)\s+"
           r"(?:(?:are|is|has|have|does|do)\s+)?(?:the\s+\w+\s+)?(?:named|mentioned|listed|duties|tasks|a\s+duty|given|assigned|appear\w*|concerned|involved|name|mention|list)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
