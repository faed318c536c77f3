"""Who coordinates the carrying-out of the whole document."""

import re

import msgspec

from qa.grounding import asking_words
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.phrases import bodies, cite, quoted, titled, unit_name
from qa.replies import Reply
from qa.rows import DUTIES_OF_DOCUMENT, DUTIES_OF_WHOLE, Doc, Duty
from qa.topics import plainer


def answer(inquiry: Inquiry) -> Reply:
    """The coordinators that a clause for the whole document names."""
    topics = [plainer(topic) for topic in inquiry.topics if topic not in asking_words()] if inquiry.topics else []
    titled_so = [doc for doc in inquiry.scope.documents if topics and all(topic in doc.title for topic in topics)]
    if topics and not titled_so and inquiry.language == "zh":
        from qa.kinds.responsible import answer as responsible

        return msgspec.structs.replace(responsible(inquiry), intent="responsible")
    doc = titled_so[0] if titled_so else inquiry.document
    duties = inquiry.read(Duty, DUTIES_OF_WHOLE, document=doc.key)
    named = [duty for duty in duties if duty.role == "coordinator"] or [d for d in duties if not d.collective]
    if not named and (told := _in_provisions(inquiry, doc)):
        return told
    if not named:
        return Reply(
            text=inquiry.say(
                f"{titled(doc)}未明确由哪个部门统筹协调整份文件的落实。",
                f"{titled(doc)} does not state who coordinates it as a whole.",
            ),
            answerable=False,
        )
    names = bodies(named, inquiry.language)
    lines = [
        inquiry.say(
            f"{titled(doc)}由{names}负责全文的协调指导。", f"{titled(doc)} as a whole is coordinated by {names}."
        )
    ]
    lines += [
        quoted(quote, inquiry.say("结尾", "closing"), doc, inquiry.language)
        for quote in dict.fromkeys(d.quote for d in named)
    ]
    leads = inquiry.say("哪些条款没有写明牵头单位？", "Which measures name no lead?")
    return Reply(
        text="\n".join(lines),
        answerable=True,
        citations=tuple(dict.fromkeys(cite(inquiry.unit(doc.key, d.provision), doc, d) for d in named)),
        basis=tuple(dict.fromkeys(duty.basis for duty in named)),
        suggestions=(leads,),
    )


def _in_provisions(inquiry: Inquiry, doc: Doc) -> Reply | None:
    """Who coordinates by the words of single provisions, where no clause speaks for the whole."""
    duties = [d for d in inquiry.read(Duty, DUTIES_OF_DOCUMENT, document=doc.key) if re.search("统筹|协调", d.quote)]
    duties = [duty for duty in duties if duty.notation == "prose"]
    if not duties:
        return None
    lines = [
        inquiry.say(
            f"{titled(doc)}没有对全文的统筹协调另作安排，写到统筹协调的有：",
            f"{titled(doc)} names no coordinator of the whole; it speaks of coordination here:",
        )
    ]
    for quote in dict.fromkeys(duty.quote for duty in duties):
        given = [duty for duty in duties if duty.quote == quote]
        unit = inquiry.unit(doc.key, given[0].provision)
        name = unit_name(unit, inquiry.language) if unit else inquiry.say("结尾", "closing")
        lines.append(inquiry.say(f"{name}：{bodies(given, 'zh')}", f"{name}: {bodies(given, 'en')}"))
        lines.append(quoted(quote, name, doc, inquiry.language))
    citations = tuple(dict.fromkeys(cite(inquiry.unit(doc.key, d.provision), doc, d) for d in duties))
    return Reply(text="\n".join(lines), answerable=True, citations=citations, basis=("explicit",))


_WHOLE = (
    r"(?:整[份个]|全文|总体|总的|整体|(?:这|该|本)(?:份|个)?(?:实施意见|意见|文件|通知|方案)|(?:意见|文件|通知"
    r"|方案)(?:的)?(?:贯彻)?落实|贯彻落实)"
)

KIND = Kind(
    intent="coordinator",
    examples=("整份意见由谁牵头协调指导落实？", "这份文件谁来统筹协调", "Who coordinates the whole opinion?"),
    cues=(
        zh(80, "整全总体意文通方贯",
           r"(?:整[份个]|全文|总体上?|整体)[^第]{0,12}(?:谁|哪[个些几])[^第]{0,12}(?:牵头|协调|统筹|指导|负责|落实|督促|管|抓)",
           rf"{_WHOLE}[^第]{{0,8}}(?:谁|哪[个些几](?:部门|单位)?)[^第]{{0,8}}(?:牵头|协调|统筹|指导|负责)",
        ),
        zh(78, "统协指督",
           rf"(?:谁|哪[个些几](?:部门|单位|厅局?)?)(?:来|负责)?[^第,。]{{0,4}}(?:统筹|协调|指导|督促)[^第]{{0,10}}{_WHOLE}?(?:的)?(?:落实|实施|贯彻落实)?$",
        ),
        en(75,
           r"\bcoordinat\w*\b.*\b(?:whole|overall|entire|document|opinion|implementation)\b",
           r"\b(?:whole|entire|overall)\b.*\bcoordinat\w*|\bcoordinators?\b",
           r"\b(?:who|which\s+\w+)\s+(?:leads|coordinates|oversees|supervises|guides|directs)\s+(?:and\s+\w+\s+)?(?:the\s+)?(?:whole|entire|overall|implementation|document|opinion|carrying|work)\b",
           r"\b(?:who|which\s+\w+)\s+(?:is|are)\s+(?:responsible|in\s+charge)\s+(?:for|of)\s+(?:the\s+)?(?:whole|entire|overall|document|opinion|implementation|implementing)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
