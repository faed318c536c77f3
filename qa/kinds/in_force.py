"""From when and for how long a document says that it is in force, and which others it puts out of force."""

import re

import msgspec

from graph.model import Citation
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.phrases import cite, quoted, titled, unit_name
from qa.replies import Reply
from qa.rows import DOCUMENT_BY_ID, REPEALING, Doc, Sentence, rows_of
from qa.topics import plainer


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a document says of its own force: how it is asked for, how texts say it, what it is called."""

    asked: str
    said: str
    zh: str
    en: str


_OWN = r"(?:本|该|此)(?:意见|方案|通知|办法|条例|规定|细则|规划|计划|措施|决定|要点|预案)"
_FACETS = (
    Facet(
        asked=r"(?i)施行|实施|生效|(?<!停止)执行|\btake\s+effect\b|\beffective\b|\binto\s+(?:force|effect)\b",
        said=rf"自[^,，。;；]{{1,24}}起(?:正式)?(?:施行|实施|执行|生效)|{_OWN}[^,，。;；]{{0,16}}(?:施行|实施|生效)",
        zh="施行日期", en="from when it is in force",
    ),
    Facet(
        asked=r"(?i)有效|多久|几年|多长|到期|哪[年天]止|\bvalid|\bin\s+force\b|\bexpir\w+",
        said=r"有效期|试行期|有效至", zh="有效期", en="for how long it is in force",
    ),
    Facet(
        asked=r"(?i)废止|作废|停止执行|停掉|停了|失效|取代|替代|代替|不再执行|\brepeal\w*|\breplac\w+|\bsupersed\w+",
        said=r"《[^《》]+》[^。]*(?:废止|停止执行|失效)|(?:废止|停止执行)[^。]*《",
        zh="废止哪些文件", en="which documents it repeals",
    ),
)  # fmt: skip
_LASTS = _FACETS[1]
_STILL = r"(?:还|仍然?|是否)(?:有效|管用|算数)|(?:失效|废止|作废)了?(?:吗|没有)|(?:有没有|是否)(?:失效|废止|作废)"
_WHICH = r"哪[几些一]?[份个]?(?:文件|意见|通知|办法|方案)|(?:文件|意见|通知|办法|方案)[^,，]{0,4}哪[几些一]"
"""Words that ask which of the documents say so."""


def answer(inquiry: Inquiry) -> Reply | None:
    """The document's own sentences, or that it has none; None where something else is asked to come into force."""
    if inquiry.question.matches(_STILL) and inquiry.scope.named and not inquiry.question.pointers:
        return _still(inquiry)
    titles = " ".join(doc.title for doc in inquiry.scope.documents)
    of_all = not inquiry.scope.named and inquiry.question.matches(_WHICH)
    beside = [topic for topic in inquiry.topics if plainer(topic) not in titles]
    facets = [facet for facet in _FACETS if inquiry.question.matches(facet.asked)]
    if inquiry.question.pointers or (beside and not of_all) or not facets:
        return None
    lines: list[str] = []
    citations: list[Citation] = []
    known = 0
    for doc in inquiry.scope.documents:
        said = {facet: _said(inquiry, doc, facet) for facet in facets}
        if not inquiry.scope.named and not any(said.values()):
            continue
        known += all(said.values())
        for one in dict.fromkeys(sentence for some in said.values() for sentence in some):
            unit = inquiry.unit(doc.key, one.provision)
            name = unit_name(unit, inquiry.language) if unit else inquiry.say("序言或结尾", "preamble or closing")
            lines.append(quoted(one.quote, name, doc, inquiry.language))
            citations.append(cite(unit, doc, one))
        for facet in (facet for facet in facets if not said[facet]):
            lines.append(inquiry.say(f"{titled(doc)}没有写明{facet.zh}。", f"{titled(doc)} does not state {facet.en}."))
    if not lines:
        lacking = facets[0]
        line = inquiry.say(f"文件没有写明{lacking.zh}。", f"The text does not state {lacking.en}.")
        return Reply(text=line, answerable=False)
    return Reply(
        text="\n".join([inquiry.say("文件的写法如下：", "The text reads:"), *lines]), answerable=known > 0,
        citations=tuple(citations), basis=("explicit",) if citations else (),
    )  # fmt: skip


def _still(inquiry: Inquiry) -> Reply:
    """What other documents say of its end, and it says of its time; whether it holds today is not for a text to say."""
    lines: list[str] = []
    citations: list[Citation] = []
    for doc in inquiry.scope.documents:
        named = [doc.doc_number] if doc.doc_number else [f"《{doc.title}》"]
        ending = [one for one in inquiry.read(Sentence, REPEALING, names=named) if one.document != doc.key]
        for one in [*ending, *_said(inquiry, doc, _LASTS)]:
            source = (rows_of(Doc, inquiry.store, DOCUMENT_BY_ID, id=one.document) or [doc])[0]
            unit = inquiry.unit(one.document, one.provision)
            name = unit_name(unit, inquiry.language) if unit else inquiry.say("序言或结尾", "preamble or closing")
            lines.append(quoted(one.quote, name, source, inquiry.language))
            citations.append(cite(unit, source, one))
        if not ending:
            lines.insert(
                0,
                inquiry.say(
                    f"已收录的文件没有写明{titled(doc)}已经废止；是否仍然有效，请以正式公布的为准。",
                    f"No document that is held states that {titled(doc)} was repealed; nothing is guessed here.",
                ),
            )
    return Reply(
        text="\n".join([inquiry.say("文件的写法如下：", "The text reads:"), *lines]), answerable=bool(citations),
        citations=tuple(citations), basis=("explicit",) if citations else (),
    )  # fmt: skip


def _said(inquiry: Inquiry, doc: Doc, facet: Facet) -> list[Sentence]:
    return [one for one in inquiry.sentences if one.document == doc.key and re.search(facet.said, one.quote)]


KIND = Kind(
    intent="in-force",
    examples=("文件从什么时候开始施行", "这份意见有效期几年", "哪些文件同时废止", "When does the opinion take effect?"),
    cues=(
        zh(78, "有施生实执失到",
           r"(?:写明|注明|标明|有)?(?:的)?有效期(?:限)?(?:各|分别|都)?(?:是|为|有)?(?:几年|多久|多长(?:时间)?|多少年|到(?:什么时候|哪[一]?[年天]))?(?:[,，。?]|$)?",
           r"管(?:几|多少)年|(?:从|自)?(?:哪[一]?[年天]|什么时候|啥时候?|何时|几[月号])(?:起|开始|正式)*(?:施行|实施|生效|执行)(?=的?[,，。?]|$|[,，])",
           r"(?:开始|正式|起)*(?:施行|实施|生效)(?:的)?(?:日期|时间)(?:是|为)?(?:什么时候|哪[一]?天|何时)?",
           r"(?:什么时候|何时|哪[一]?[年天])(?:到期|失效)|(?:现在|目前|如今)?(?:还|仍然?|是否)(?:有效|管用|算数)(?:吗|么)?",
           r"(?:现在|目前|如今)?(?:已经?)?(?:失效|废止|作废)了?(?:吗|没有)|(?:有没有|是否)(?:失效|废止|作废)",
        ),
        zh(78, "废作停失取替代再",
           r"(?:同时)?(?:废止|作废|停止执行|失效|取代|替代|代替|停)(?:了|掉|的)*(?:是)?(?:哪|什么|几)[^,，。?]{0,8}?(?:文件|通知|办法|意见|规定|方案)?",
           r"(?:哪|什么|几)[^,，。?]{0,8}?(?:文件|通知|办法|意见|规定|方案)(?:就|都|同时|被)*(?:废止|作废|停止执行|失效|不再执行|停掉?了)(?:了)?",
        ),
        zh(0, "各分一库", r"各是|各为|各自|分别|把|一(?:印发|出台?|发布|施行|实施)(?=[,，])|库里面?|写明"),
        en(78,
           r"\b(?:take|come|enter)s?\s+(?:in)?to?\s*(?:force|effect)\b|\btakes?\s+effect\b|\bin\s+force\b|\beffective\s+(?:date|from)\b",
           r"\b(?:valid(?:ity)?|expir\w+)\b(?=.*\b(?:long|when|period|until|years?|date)\b)|\b(?:how\s+long|when)\b.*\b(?:valid|expires?)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
