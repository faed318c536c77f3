"""Why something is so: whether the text says it at all, and that it gives no reason."""

from graph.model import Citation, Span
from qa import rows
from qa.absence import not_in_text
from qa.claims import not_so, supposed
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import located, pointed
from qa.names import bodies
from qa.phrases import cite, cite_unit, headed, listed, quoted, unit_name
from qa.replies import Reply
from qa.rows import Duty
from qa.said import borne_out, misdated


def answer(inquiry: Inquiry) -> Reply:
    """A premise that the text bears out is quoted; one that it does not is put right."""
    if wrong := misdated(inquiry):
        return wrong
    claim = supposed(inquiry)
    if claim is not None:
        place, predicate = claim
        said = borne_out(inquiry, place, predicate)
        if said is None:
            return not_so(inquiry, place, predicate)
        doc, unit = inquiry.doc(said.document), inquiry.unit(said.document, said.provision)
        line = quoted(said.quote, unit_name(unit, inquiry.language) if unit else "", doc, inquiry.language)
        return _no_reason(inquiry, [line], [cite(unit, doc, Span(said.start, said.stop), said.quote)])
    if inquiry.question.pointers:
        return _of_provision(inquiry)
    hits = located(inquiry, inquiry.topics)
    if not hits:
        return not_in_text(inquiry)
    lines, citations = [], []
    for hit in hits[:3]:
        name = unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "preamble or closing")
        lines.append(quoted(hit.sentences[0].quote, name, hit.doc, inquiry.language))
        citations.append(cite(hit.unit, hit.doc, hit.sentences[0]))
    return _no_reason(inquiry, lines, citations)


def _of_provision(inquiry: Inquiry) -> Reply:
    doc, unit = pointed(inquiry)[0]
    name = headed(unit, inquiry.language)
    named = bodies(inquiry)
    if named:
        held = inquiry.read(Duty, rows.DUTIES_UNDER, provision=unit.id)
        ids = {one.id for one in named}
        given = [duty for duty in held if duty.actor in ids]
        if given:
            lines = [quoted(duty.quote, unit_name(unit, inquiry.language), doc, inquiry.language) for duty in given[:1]]
            return _no_reason(inquiry, lines, [cite(unit, doc, duty) for duty in given])
        who = listed([one.asked for one in named], inquiry.language)
        text = inquiry.say(
            f"{name}没有提到{who}的职责，问题的前提在文中不成立。",
            f"{name[0].upper()}{name[1:]} does not state any duty of {who}: the premise is not in the text.",
        )
        return Reply(text=text, answerable=False, citations=(cite_unit(unit, doc),))
    hits = located(inquiry, inquiry.topics, within=unit)
    if not hits:
        return not_in_text(inquiry)
    sentence = hits[0].sentences[0]
    return _no_reason(
        inquiry,
        [quoted(sentence.quote, unit_name(unit, inquiry.language), doc, inquiry.language)],
        [cite(unit, doc, sentence)],
    )


def _no_reason(inquiry: Inquiry, lines: list[str], citations: list[Citation]) -> Reply:
    lead = inquiry.say(
        "文件只写了这一要求，没有说明理由：",
        "The text does not state a reason for this; it says no more than these words:",
    )
    return Reply(
        text="\n".join([lead, *lines]),
        answerable=False,
        citations=tuple(citations),
        basis=("explicit",),
    )


KIND = Kind(
    intent="premise",
    examples=("为什么文件把九江定为省域副中心城市？", "为什么要严格限制超高层建筑"),
    cues=(
        zh(92, "为凭理原目因缘何依道考",
           r"为什么|为何|为啥|凭什么|缘何|因何|何以|何故|(?:其|的)?(?:依据|理由|原因|道理|考虑)(?:何在|在哪|是什么|为何)|(?:的)?(?:理由|原因|目的)(?:是|何在)?(?:什么)?",
        ),
        en(92,
           r"^why\b|\breasons? (?:for|why)\b",
        ),
        zh(0, "",
           r"(?:要)?(?:把|将)?(?:确)?(?:定为|列为|作为|当作|定位为|选为|设为|要求)|(?<=..)是(?=..)|由",
           r"牵头|负责",
        ),
    ),
    answer=answer,
)  # fmt: skip
