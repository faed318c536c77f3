"""From when and for how long a document says that it is in force."""

import re

from graph.model import Citation
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.phrases import cite, quoted, titled, unit_name
from qa.replies import Reply
from qa.rows import Sentence
from qa.topics import plainer

_SHOWN = 4
"""Documents told of where the question names none."""
_OF_ITSELF = (
    r"(?:本|该|此)(?:意见|方案|通知|办法|条例|规定|细则|规划|计划|措施|决定|要点|预案)|有效期"
    r"|自[^,，。;；]{1,24}起(?:正式)?(?:施行|实施|执行|生效)"
)
_BEGINS = r"起(?:正式)?(?:施行|实施|执行|生效)|施行日期|(?:开始|正式)(?:施行|实施|执行)"
_LASTS = r"有效期|试行期|失效|有效至"
_ASKS_HOW_LONG = r"(?i)有效期|多久|几年|多长|到期|失效|哪[年天]止|\bvalid\b|\bin\s+force\b|\bexpir\w+"
_ASKS_FROM_WHEN = r"(?i)施行|实施|生效|执行|\btake\s+effect\b|\beffective\b|\binto\s+(?:force|effect)\b"


def answer(inquiry: Inquiry) -> Reply | None:
    """Its own sentence on that, or that it has none; None where the question is of something else coming into force."""
    titles = " ".join(doc.title for doc in inquiry.scope.documents)
    if inquiry.question.pointers or any(plainer(topic) not in titles for topic in inquiry.topics):
        return None
    lasts, begins = inquiry.question.matches(_ASKS_HOW_LONG), inquiry.question.matches(_ASKS_FROM_WHEN)
    wanted = [pattern for asked, pattern in ((begins, _BEGINS), (lasts, _LASTS)) if asked]
    lines: list[str] = []
    citations: list[Citation] = []
    known = 0
    documents = inquiry.scope.documents if inquiry.scope.named else inquiry.scope.documents[:_SHOWN]
    for doc in documents:
        own = [one for one in inquiry.sentences if one.document == doc.key and re.search(_OF_ITSELF, one.quote)]
        found = [[one for one in own if re.search(pattern, one.quote)] for pattern in wanted]
        told: dict[int, Sentence] = {one.start: one for some in found for one in some}
        lacking = [
            inquiry.say(zh, en)
            for pattern, zh, en in (
                (_BEGINS, "施行日期", "from when it is in force"),
                (_LASTS, "有效期", "for how long"),
            )
            if pattern in wanted and not any(re.search(pattern, one.quote) for one in told.values())
        ]
        known += not lacking
        for one in told.values():
            unit = inquiry.unit(doc.key, one.provision)
            name = unit_name(unit, inquiry.language) if unit else inquiry.say("序言或结尾", "preamble or closing")
            lines.append(quoted(one.quote, name, doc, inquiry.language))
            citations.append(cite(unit, doc, one))
        lines += [
            inquiry.say(f"{titled(doc)}没有写明{what}。", f"{titled(doc)} does not state {what}.") for what in lacking
        ]
    return Reply(
        text="\n".join([inquiry.say("文件的写法如下：", "The text reads:"), *lines]), answerable=known > 0,
        citations=tuple(citations), basis=("explicit",) if citations else (),
    )  # fmt: skip


KIND = Kind(
    intent="in-force",
    examples=("文件从什么时候开始施行", "这份意见有效期几年", "When does the opinion take effect?"),
    cues=(
        zh(78, "有施生实执失到",
           r"(?:的)?有效期(?:限)?(?:各|分别|都)?(?:是|为|有)?(?:几年|多久|多长(?:时间)?|多少年|到(?:什么时候|哪[一]?[年天]))?(?:[,，。?]|$)?",
           r"(?:从|自)?(?:哪[一]?[年天]|什么时候|何时|几[月号])(?:起|开始|正式)*(?:施行|实施|生效|执行)(?=的?[,，。?]|$|[,，])",
           r"(?:开始|正式|起)*(?:施行|实施|生效)(?:的)?(?:日期|时间)(?:是|为)?(?:什么时候|哪[一]?天|何时)?",
           r"(?:什么时候|何时|哪[一]?[年天])(?:到期|失效)|(?:文件|意见|通知|办法|方案|它)(?:现在)?(?:还)?(?:有效|管用)(?:吗|没有)",
        ),
        zh(0, "各分", r"各是|各为|各自|分别"),
        en(78,
           r"\b(?:take|come|enter)s?\s+(?:in)?to?\s*(?:force|effect)\b|\btakes?\s+effect\b|\bin\s+force\b|\beffective\s+(?:date|from)\b",
           r"\b(?:valid(?:ity)?|expir\w+)\b(?=.*\b(?:long|when|period|until|years?|date)\b)|\b(?:how\s+long|when)\b.*\b(?:valid|expires?)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
