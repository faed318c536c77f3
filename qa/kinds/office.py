"""In which body an office is seated."""

from qa.duties import whole
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.phrases import bodies, cite, headed, quoted, unit_name
from qa.replies import Reply
from qa.rows import DUTIES_OF_DOCUMENT, Doc, Duty
from qa.topics import pieces, plainer


def answer(inquiry: Inquiry) -> Reply:
    """The bodies that host an office by the text, of the mechanism that the question names."""
    topics = [plainer(topic) for topic in inquiry.topics]
    meeting: list[Duty] = []
    for one in inquiry.scope.documents:
        hosts = [d for d in inquiry.read(Duty, DUTIES_OF_DOCUMENT, document=one.key) if d.role == "host"]
        fitting = (
            hosts
            if inquiry.question.matches(_CLAIM)
            else [
                d for d in hosts if inquiry.language == "en" or all(_meets(inquiry, one, d, topic) for topic in topics)
            ]
        )
        if fitting:
            meeting = fitting
            break
    doc = inquiry.doc(meeting[0].document) if meeting else inquiry.document
    if not meeting:
        known, citations, basis = whole(inquiry, doc)
        line = inquiry.say(
            "文件未明确这样的办公室设在哪个部门。", "The document does not state where such an office sits."
        )
        return Reply(text="\n".join([line, *known]), answerable=False, citations=tuple(citations), basis=tuple(basis))
    lines, citations = [], []
    claimed = _claimed(inquiry)
    wrong = bool(claimed) and not any(duty.actor in claimed for duty in meeting)
    if wrong:
        lines.append(inquiry.say("文件没有这样写。", "The text does not state that."))
    if inquiry.question.matches("联系|电话|地址"):
        wrong = True
        lines.append(inquiry.say("文件没有写明联系方式。", "The text does not state how to reach it."))
    for duty in meeting:
        unit = inquiry.unit(doc.key, duty.provision)
        where = headed(unit, inquiry.language) if unit else ""
        names = bodies([duty], inquiry.language)
        lines.append(inquiry.say(f"{where}写明，办公室设在{names}。", f"By {where}, the office sits in {names}."))
        name = unit_name(unit, inquiry.language) if unit else ""
        lines.append(quoted(duty.quote, name, doc, inquiry.language))
        citations.append(cite(unit, doc, duty))
    return Reply(
        text="\n".join(lines),
        answerable=not wrong,
        citations=tuple(citations),
        basis=tuple(dict.fromkeys(duty.basis for duty in meeting)),
    )


def _claimed(inquiry: Inquiry) -> set[str]:
    """The bodies in which the question supposes the office to sit."""
    if not inquiry.question.matches(_CLAIM) or inquiry.question.matches("还是"):
        return set()
    from qa.names import bodies as named

    return {identity for body in named(inquiry, by_form=False) for identity in body.ids}


def _meets(inquiry: Inquiry, doc: Doc, duty: Duty, topic: str) -> bool:
    unit = inquiry.unit(doc.key, duty.provision)
    return pieces(topic, duty.quote + (unit.title if unit else "") + doc.title) is not None


_CLAIM = r"办公室(?:既然|就|是|都)?(?:设在|设立在|放在|挂在|设于)(?!哪|什么)"

KIND = Kind(
    intent="office",
    examples=("城市管理统筹协调机制办公室设在哪个部门？", "Where is the office of the coordination mechanism?"),
    cues=(
        zh(93, "室", _CLAIM),
        zh(85, "室",
           r"(?:的)?办公室(?:设在|设立在|放在|挂在|在|设|落在)(?:哪[个里儿]?(?:部门|单位|厅|地方)?|什么(?:部门|地方))",
           r"(?:哪个(?:部门|单位))(?:承担)?[^,。]{0,6}办公室",
        ),
        en(85,
           r"\bwhere\b.*\boffice\b|\boffice\b.*\b(?:sit|seated|located|hosted|housed|based|placed)\w*|\b(?:host|house)s?\b.*\boffice\b",
           r"\bwh(?:o|ich\s+\w+)\s+hosts\b.*\boffice\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
