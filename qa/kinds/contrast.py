"""Two documents that a question names, side by side: what each says of the same thing, in its own words."""

import msgspec

from graph.model import Citation
from qa.inquiry import Inquiry
from qa.kind import Kind, zh
from qa.locate import located, resolve
from qa.names import places
from qa.phrases import cite, headed, listed, quoted, titled, unit_name
from qa.replies import Reply
from qa.rows import Doc, Sentence, Unit

_DUTIES = r"牵头|负责|配合|参与|责任单位|哪[几些]?[条项]"
_MOST = 4
_QUOTED = 2
"""Provisions quoted of each document."""


def answer(inquiry: Inquiry) -> Reply | None:
    """What each document says of the topics, or in the provision asked for; of two places, what it says of each.

    None unless the question names several.
    """
    documents = inquiry.scope.documents
    if inquiry.question.matches(_DUTIES):
        return None
    if len(documents) == 1 and len(places(inquiry)) > 1:
        from qa.kinds.place import answer as place

        return msgspec.structs.replace(place(inquiry), intent="place")
    if not inquiry.scope.named or not 1 < len(documents) <= _MOST or not (inquiry.topics or inquiry.question.pointers):
        return None
    lines: list[str] = []
    citations: list[Citation] = []
    said = [_said(inquiry, doc, index) for index, doc in enumerate(documents)]
    if not any(said):
        return None
    for doc, found in zip(documents, said, strict=True):
        if not found:
            topic = listed([f"“{topic}”" for topic in inquiry.topics[:2]], inquiry.language)
            lines.append(
                inquiry.say(f"{titled(doc)}没有写到{topic or '这一条'}。", f"{titled(doc)} does not mention {topic}.")
            )
            continue
        units = list(dict.fromkeys(headed(unit, inquiry.language) for unit, _ in found if unit))
        lines.append(f"{titled(doc)}{inquiry.say('：', ': ')}{listed(units, inquiry.language)}")
        for unit, sentence in found:
            name = unit_name(unit, inquiry.language) if unit else inquiry.say("序言或结尾", "preamble or closing")
            lines.append(quoted(sentence.quote, name, doc, inquiry.language))
            citations.append(cite(unit, doc, sentence))
    lines.append(inquiry.say("（以上只并列原文，不作评判。）", "(The texts are put side by side; nothing is judged.)"))
    return Reply(
        text="\n".join(lines), answerable=all(said), citations=tuple(dict.fromkeys(citations)), basis=("explicit",)
    )


def _said(inquiry: Inquiry, doc: Doc, index: int) -> list[tuple[Unit | None, Sentence]]:
    """The sentences of a document on the topics: in the provision that is asked of it, else wherever they stand."""
    pointers = inquiry.question.pointers
    pointer = pointers[index] if index < len(pointers) else (pointers[0] if pointers and not inquiry.topics else None)
    within = resolve(inquiry, doc, pointer) if pointer else None
    hits = located(inquiry, inquiry.topics, within=within) if within else located(inquiry, inquiry.topics)
    found = [(hit.unit, one) for hit in hits if hit.doc.key == doc.key for one in hit.sentences[:_QUOTED]]
    if not found and len(inquiry.topics) > 1:
        each = [hit for topic in inquiry.topics for hit in located(inquiry, [topic], within=within)]
        found = [(hit.unit, one) for hit in each if hit.doc.key == doc.key for one in hit.sentences[:1]]
    if not found and within is not None:
        under = [
            one for one in inquiry.sentences if one.document == doc.key and within.start <= one.start < within.stop
        ]
        found = [(inquiry.unit(doc.key, one.provision), one) for one in under]
    return list(dict.fromkeys(found))[: 2 * _QUOTED]


KIND = Kind(
    intent="contrast",
    examples=(),
    cues=(
        zh(64, "区差不对异侧",
           r"(?:有|存在)?(?:什么|啥|哪些|何)?(?:区别|差别|差异|不同|不一样|异同|出入)(?:的地方|之处)?(?:是|在)?(?:什么|啥|哪里?)?",
           r"(?:做(?:个|一下)?)?(?:对比|比较|对照)(?:一下|下)?|侧重点?|各自?(?:怎么|如何)(?:说|写|规定|要求)的?",
        ),
    ),
    answer=answer,
)  # fmt: skip
