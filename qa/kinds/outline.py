"""The outline of a document: its parts with the headings under them."""

from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import ask_content, pointed
from qa.phrases import cite_unit, headed, outline_note, titled
from qa.reading import told
from qa.replies import Reply
from qa.rows import UNITS, Unit


def answer(inquiry: Inquiry) -> Reply:
    """All headings of the first two levels, in order; of a part, those under it."""
    if inquiry.question.pointers:
        return told(inquiry, pointed(inquiry))
    doc = inquiry.document
    shown = [
        unit for unit in inquiry.read(Unit, UNITS, document=doc.key) if len(unit.path) <= 2 or unit.number is not None
    ]
    lines = [inquiry.say(f"{titled(doc)}的结构如下。", f"The outline of {titled(doc)}:")]
    for unit in shown:
        indent = inquiry.say("　", "  ") * (len(unit.path) - 1)
        lines.append(indent + headed(unit, inquiry.language))
    if doc.outline:
        lines.append(outline_note(inquiry.language))
    return Reply(
        text="\n".join(lines),
        answerable=bool(shown),
        citations=tuple(cite_unit(unit, doc) for unit in shown),
        basis=("explicit",),
        suggestions=tuple(ask_content(inquiry, doc, unit) for unit in shown[:2]),
    )


KIND = Kind(
    intent="outline",
    examples=("列出文件的目录", "文件有哪些部分", "整份文件讲了哪几大块内容", "Give me the outline of the opinion"),
    cues=(
        zh(72, "组构止起到句段字录纲架构题部称块类章面",
           r"(?:用|拿)?[一两三几]\s?(?:句话|段话|百字)[^,。?]{0,6}?(?:说|讲|概|总|介|归|提|交)[清明括结绍纳炼代](?:楚|一下)?(?:这份|本|该|整个|整份|全)?(?:意见|文件|全文|东西)?$",
           r"由哪[几些]?(?:条|项|部分|措施|方面)(?:组成|构成)|从第?(?:几|哪一?)条(?:起|开始)?(?:一直)?到第?(?:几|哪一?)条(?:止|结束|为止)?",
           r"目录|大纲|提纲|框架|结构|(?:有|分为|包括)(?:哪些|哪几个)部分",
           r"(?:讲|说|写|谈|分|分为|包括|包含|涉及|有)(?:了|成)?(?:哪几|哪些|几)个?(?:大)?(?:块|板块|大类|大?方面|章节)(?:的)?(?:内容)?",
           r"(?:所有|全部|各|每)(?:一)?(?:条|措施|部分)(?:的)?(?:标题|名称|题目)",
        ),
        en(72,
           r"(?<!national )\boutlines?\b",
           r"\btable\s+of\s+contents\b|\bstructured?\b|\bhow\s+is\b.*\b(?:organi[sz]ed|divided|laid\s+out)\b|\bheadings?\b"
           r"|\b(?:which|what)\s+(?:are\s+the\s+)?(?:main\s+)?(?:parts|sections|chapters)\b|\bmain\s+(?:parts|sections|topics|themes)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
