"""Who coordinates a whole document, as the lead, responsible and coordinator kinds tell it."""

import re

from qa.inquiry import Inquiry
from qa.phrases import bodies, cite, quoted, titled, unit_name
from qa.replies import Reply, stated
from qa.rows import DUTIES_OF_DOCUMENT, DUTIES_OF_WHOLE, Doc, Duty


def coordinators(inquiry: Inquiry, doc: Doc) -> Reply:
    """The coordinators that a clause for the whole document names, else those of single provisions."""
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
    return stated(lines, citations)
