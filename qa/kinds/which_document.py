"""Which of the documents speak of something."""

from graph.model import Citation
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import Hit, located
from qa.partial import partly
from qa.phrases import cite, listed, quoted, titled, unit_name
from qa.replies import Reply, stated
from qa.rows import LATEST_DOCUMENTS, Doc, rows_of
from qa.scope import LIMIT

_SHOWN, _OF_ONE = 6, 3
"""Documents quoted, and sentences of one that is alone."""


def answer(inquiry: Inquiry) -> Reply | None:
    """The documents, each with its provisions and a quote; None where the graph holds but one, or has no topic."""
    if inquiry.scope.total < 2 or not inquiry.topics:
        return None
    if inquiry.scope.named and len(inquiry.scope.documents) == 1:
        inquiry.focus(rows_of(Doc, inquiry.store, LATEST_DOCUMENTS, limit=LIMIT))
    hits = located(inquiry, inquiry.topics) or partly(inquiry)[0]
    if not hits:
        return None
    topic = listed([inquiry.in_marks(topic) for topic in inquiry.topics[:3]], inquiry.language)
    by_document: dict[str, list[Hit]] = {}
    for hit in hits:
        by_document.setdefault(hit.doc.key, []).append(hit)
    count = len(by_document)
    lines = [inquiry.say(f"提到{topic}的文件有{count}份：", f"Documents that speak of {topic}: {count}.")]
    citations: list[Citation] = []
    for found in by_document.values():
        names = listed([unit_name(hit.unit, inquiry.language) for hit in found if hit.unit], inquiry.language)
        lines.append(titled(found[0].doc) + (inquiry.say("：", ": ") + names if names else ""))
    for hit in [found[0] for found in by_document.values()][:_SHOWN]:
        name = unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "preamble or closing")
        for sentence in hit.sentences[: _OF_ONE if count == 1 else 1]:
            lines.append(quoted(sentence.quote, name, hit.doc, inquiry.language))
            citations.append(cite(hit.unit, hit.doc, sentence))
    return stated(lines, citations)


KIND = Kind(
    intent="which-document",
    examples=("哪些文件提到了城市更新", "哪份文件讲到停车位", "Which documents mention urban renewal?"),
    cues=(
        zh(79, "哪",
           r"(?:是|在|由)?(?:这些|这几份|[两三四五六七八九]份)?(?:文件)?(?:里面?|中)?[,，]?哪(?:[一几些]|一?[份个部])?(?:老|新|旧)?(?:文件|通知|意见|方案|政策)(?:里面?|中)?(?:讲到?|提到?|说到?|写到?|写明|规定|涉及到?|明确|有)?(?:了|过)?",
           r"哪[一几]?份(?:里面?|中)?(?:讲到?|提到?|说到?|写到?|写明|规定|涉及到?|明确|有)(?:了|过)?",
        ),
        en(79,
           r"\b(?:which|what|how\s+many)\s+(?:of\s+the\s+)?(?:documents?|notices?|opinions|polic(?:y|ies)\s+documents?|plans)\b"
           r"\s*(?:mentions?|covers?|deals?\s+with|speaks?\s+of|is\s+about|are\s+about|says?|addresses)?",
        ),
    ),
    answer=answer,
)  # fmt: skip
