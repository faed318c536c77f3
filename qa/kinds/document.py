"""What a document says of itself: date, issuers, number, title."""

from graph.model import Citation, Span
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.phrases import listed, outline_note, titled
from qa.replies import Reply
from qa.rows import Doc

_EARLIER = r"(?i)在前|早|先|\bearlier\b|\bolder\b|\bfirst\b"
_LATER = r"(?i)在后|晚|后[发印出]|更?新|\blater\b|\bnewer\b|\blast\b"
_NUMBER = r"(?i)文号|字号|编号|\bnumber\b"


def answer(inquiry: Inquiry) -> Reply:
    """Date, issuers and number as far as the document bears them."""
    lines: list[str] = []
    answerable = True
    citations: list[Citation] = []
    for doc in inquiry.scope.documents[:3]:
        if inquiry.question.matches(_NUMBER) and not doc.doc_number:
            answerable = False
        lines.append(_told(inquiry, doc))
        title = "".join(doc.title.split())
        start = inquiry.text(doc.key).find(title)
        if start >= 0:
            span = Span(start, start + len(title))
            citations.append(
                Citation(
                    document=doc.identity, title=doc.title, path=(), ordinal=None, number=None, span=span, quote=title
                )
            )
        if doc.outline:
            lines.append(outline_note(inquiry.language))
    if order := _order(inquiry):
        lines[:0] = order
    return Reply(
        text="\n".join(lines),
        answerable=answerable,
        citations=tuple(citations),
        basis=("explicit",),
    )


def _order(inquiry: Inquiry) -> list[str]:
    """Which of two documents that the question names is the earlier, the later; nothing where dates don't tell."""
    dated = sorted((doc.date, doc.key, doc) for doc in inquiry.scope.documents if doc.date)
    if not inquiry.scope.named or len(inquiry.scope.documents) != 2 or len(dated) != 2 or dated[0][0] == dated[1][0]:
        return []
    earlier, later = titled(dated[0][2]), titled(dated[1][2])
    lines = []
    if inquiry.question.matches(_EARLIER):
        lines.append(inquiry.say(f"较早的是{earlier}。", f"The earlier one is {earlier}."))
    if inquiry.question.matches(_LATER):
        lines.append(inquiry.say(f"较晚的是{later}。", f"The later one is {later}."))
    return lines


def _told(inquiry: Inquiry, doc: Doc) -> str:
    number = doc.doc_number
    if inquiry.language == "en":
        parts = [f"《{doc.title}》 was issued by {listed(doc.issuers, 'en') or 'a body that it does not state'}"]
        parts.append(f"it bears the date {doc.date}" if doc.date else "it does not state a date")
        parts.append(f"its number is {number}" if number else "it does not state a document number")
        return "; ".join(parts) + "."
    issuers = listed(doc.issuers, "zh")
    text = f"《{doc.title}》" + (f"由{issuers}印发" if issuers else "没有写明发文机关")
    text += f"，成文日期为{_date(doc.date)}" if doc.date else "，没有写明日期"
    return text + (f"，发文字号为{number}。" if number else "；文中没有载明发文字号。")


def _date(date: str) -> str:
    units = zip(date.split("-"), "年月日", strict=False)
    return "".join(f"{int(value)}{unit}" for value, unit in units)


KIND = Kind(
    intent="document",
    examples=("文件是什么时候发的", "这份意见是谁印发的", "发文字号是多少", "When was the opinion issued and by whom?"),
    cues=(
        zh(76, "字号编发印布台制成公落机关单位日出",
           r"(?:(?:发文|文件|公文)的?字号|(?:^|的)字号|文号|(?:文件|公文|意见|它)的?编号)(?:是)?(?:多少|什么)?",
           r"(?:文件|意见|通知|方案|它)?(?:是)?(?:什么时候|何时|哪[一]?[年天]|啥时候|谁|哪个(?:部门|单位|机关|机构)|哪里)(?:印发|发布|出台|发|下发|制定|公布|成文|出)(?:的|来的)?",
           r"(?:发文|印发|制定|发布|成文)(?:机关|单位|主体|日期|时间)(?:是)?(?:什么|谁|哪[个天])?",
           r"(?:是|由)?(?:谁|哪[一两二三几]?[家个](?:单位|部门|机关)?)(?:一起|共同|联合)?(?:印发|发|下发|制定|出台)(?:的)?",
           r"(?:是不?是?)?(?:同一|同)[天日年月](?:印发|发布|成文|出台|公布|发)的?",
           r"(?:又)?(?:是)?哪[一]?[天日](?:定|印发|发布|成文|出台|公布)的|又是哪[一]?[天日年]",
           r"成文日期|落款(?:日期|时间)?|落的?(?:是|款)?(?:的)?(?:哪[一]?[年天]|什么时候|几号)(?:的日期)?|(?:日期|时间)(?:落|署|写)的?(?:是)?(?:哪[一]?[年天]|几号|什么)|哪[一]?[天年]的(?:日期|落款|文件)|署(?:名|的日期)|几[月号]几?[日号]?(?:印发|发|出|成文)的?|(?:哪[一]?[份个](?:文件|意见|通知|方案)?|谁)?(?:成文|印发|发布|出台)(?:的)?(?:日期|时间)?(?:在前|在后|更?[早晚])(?!于)",
           r"(?:哪[一]?[份个](?:文件)?|谁)(?:更|较)?[先后早晚](?:发|印发|出台|发布|公布|成文)?(?:的|出来)?",
        ),
        en(76,
           r"\bwhen\s+was\b.*\b(?:issued|published|released|adopted|dated)\b",
           r"\b(?:issued|published|released)\b(?:\s+by)?|\bissu(?:ers?|ing)\b|\bdocument number\b",
           r"\bnumber\s+of\s+(?:the\s+)?(?:[\w-]+\s+){0,4}(?:opinions?|document|notice|plan|circular)\b",
           r"\b(?:earlier|later|older|newer|first|last)\b(?=.*\b(?:date|issued|published)\b)|\bbears?\s+the\s+(?:earlier|later)\s+date\b",
           r"\bwhat\s+date\s+(?:is\s+on|does\s+(?:it|the\s+\w+)\s+bear|stands?\s+on)\b|\bdate\s+(?:is\s+)?on\s+(?:it|the\s+(?:opinion|document|notice|text))\b",
           r"\bdate of (?:the )?(?:opinion|document|notice)\b|\bby whom\b",
           r"\bwho\s+(?:wrote|issued|published|released|drafted|adopted|signed)\b|\b(?:title|name)\s+of\s+(?:the|this)\s+(?:opinion|document|notice|plan)\b",
           r"\bwhich\s+(?:one\s+)?(?:is|was|came)\s+(?:the\s+)?(?:older|newer|earlier|later|first)\b|\bwhat\s+number\b(?=.*\b(?:bear|have|carry)\b)",
           r"(?<!what\s)(?<!which\s)(?<!completion\s)(?<!due\s)\b(?:date|dated)\b(?=.*\b(?:opinion|document|notice)\b)|\bhow\s+old\s+is\b|\breference\s+number\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
