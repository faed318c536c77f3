"""Which plans a notice issues: all that it lists, and which of them the graph holds."""

import re

from graph.model import Citation
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.phrases import cite, listed, quoted
from qa.replies import Reply, stated

_ISSUES = r"印发给|现印发|予以印发|现转发|转发给|现公布|予以公布"
_COUNTED = r"等(?:共)?(\d+|[一二两三四五六七八九十]+)(?:个|项|份)"


def answer(inquiry: Inquiry) -> Reply | None:
    """The titles that the words of issuing list, with the notice's own number of them; None where no notice does."""
    lines: list[str] = []
    citations: list[Citation] = []
    seen: set[str] = set()
    for sentence in inquiry.sentences:
        titles = re.findall("《([^《》]+)》", sentence.quote)
        if sentence.provision or not titles or not re.search(_ISSUES, sentence.quote) or sentence.quote in seen:
            continue
        seen.add(sentence.quote)
        doc = inquiry.doc(sentence.document)
        counted = re.search(_COUNTED, sentence.quote)
        count = counted.group(1) if counted else len(titles)
        names = [f"《{title}》" for title in titles]
        lines.append(
            inquiry.say(f"印发了{count}个：{listed(names, 'zh')}。", f"It issues {count}: {listed(names, 'en')}.")
        )
        held = [one for one in inquiry.scope.documents if one.title in titles]
        if lacking := [title for title in titles if not any(one.title == title for one in held)]:
            shown = listed([f"《{title}》" for title in lacking], inquiry.language)
            lines.append(inquiry.say(f"其中{shown}的全文没有收录。", f"The graph does not hold the text of {shown}."))
        lines.append(quoted(sentence.quote, inquiry.say("序言", "preamble"), doc, inquiry.language))
        citations.append(cite(None, doc, sentence))
    if not lines:
        return None
    return stated(lines, citations)


KIND = Kind(
    intent="issued",
    examples=(),
    cues=(
        zh(81, "印发布含括有附",
           r"(?:一?共|总共)?(?:印发|下发|发布|转发|公布|包括|包含|附|有)(?:了|的|着)?(?:一?共|总共)?(?:是)?(?:哪|几|多少)[一二两三四五六七八九十几些\d]*[个份项]?(?:专项|行动|工作|实施)*(?:方案|计划|办法|意见|规划)(?:[,，]?(?:名字|名称|题目)?(?:都|分别|各)*(?:列[上出]?|叫什么|是什么|有哪些)?)",
           r"(?:名字|名称|题目)(?:都|分别|各)*(?:列[上出]?|叫什么|是什么)|分别叫(?:什么|啥)",
        ),
        en(81, r"\b(?:which|how\s+many|what)\s+(?:\w+\s+)?plans?\b.*\b(?:issue[ds]?|contains?|attached)\b"),
    ),
    requires=r"印发|下发|发布|转发|公布|通知|附|\bnotice\b|\bissue",
    answer=answer,
)  # fmt: skip
