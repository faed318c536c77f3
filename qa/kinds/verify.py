"""Yes or no: whether the text mentions or rules something, or says something of a place."""

from collections.abc import Sequence

import msgspec

from qa.absence import not_in_text
from qa.claims import cited, context, not_so, supposed
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.kinds.where import listing
from qa.locate import located, pointed
from qa.names import places
from qa.phrases import headed, quoted, unit_name
from qa.reading import elsewhere
from qa.replies import Reply, stated
from qa.rows import Sentence
from qa.said import Said, borne_out, misdated
from qa.searching import searched
from qa.topics import pieces


def answer(inquiry: Inquiry) -> Reply:
    """Yes with the words that say so; no where nothing does."""
    if wrong := misdated(inquiry):
        return wrong
    if inquiry.question.matches(_HOW_MANY):
        from qa.kinds.target import targets

        return msgspec.structs.replace(targets(inquiry), intent="target")
    claim = supposed(inquiry)
    if claim is None and inquiry.topics and places(inquiry):
        from qa.kinds.place import answer as place_answer

        return msgspec.structs.replace(place_answer(inquiry), intent="place")
    if claim is not None:
        place, predicate = claim
        said = borne_out(inquiry, place, predicate)
        if said is not None:
            return _yes(inquiry, said)
        return not_so(inquiry, place, predicate)
    found = pointed(inquiry) if inquiry.question.pointers else []
    hits = located(inquiry, inquiry.topics, within=found[0][1] if found else None)
    others = [hit for hit in located(inquiry, inquiry.topics) if hit.unit is not None] if found and not hits else []
    if others:
        return elsewhere(inquiry, found, others)
    scattered = any(_scattered(inquiry, hit.sentences) for hit in hits) and not hits[0].exact
    if not hits or scattered or not all(hit.sentences for hit in hits):
        return (None if found else searched(inquiry)) or not_in_text(inquiry)
    reply = listing(inquiry, hits)
    yes = (
        inquiry.say("不是，文件提到了。", "It does. ")
        if inquiry.question.matches(_LACKS)
        else inquiry.say("有。", "Yes. ")
    )
    return Reply(
        text=yes + reply.text,
        answerable=True,
        citations=reply.citations,
        basis=reply.basis,
        suggestions=reply.suggestions,
    )


_HOW_MANY = (
    r"(?<![第哪])几[个座处家所辆公人条]|多少|哪一?年|什么时候|啥时候|何时|多久|几年|年限"
    r"|(?:时间表|具体(?:时间|数字|金额|期限))"
)
"""Words that ask for a figure or a date beside yes or no (要不要建，建几个): that is what the question is after."""
_LACKS = (
    r"(?:没有?|未|并没有)(?:提到|提及|提|涉及|写到?|说到?|讲到?|规定|包括|要求)(?!了没)|漏(?:掉|了)|遗漏|忽略"
    r"|(?i:\b(?:not|n't|fail\w*\s+to|omit\w*|leaves?\s+out)\b)"
)
"""Words that ask whether the text lacks something."""


def _yes(inquiry: Inquiry, said: Said) -> Reply:
    doc, unit = inquiry.doc(said.document), inquiry.unit(said.document, said.provision)
    name = headed(unit, inquiry.language) if unit else inquiry.say("文件", "the document")
    lead = inquiry.say(f"是的，{name}这样写。", f"Yes, by {name}.")
    line = quoted(context(inquiry, said), unit_name(unit, inquiry.language) if unit else "", doc, inquiry.language)
    return stated([lead, line], [cited(inquiry, said)])


def _scattered(inquiry: Inquiry, sentences: Sequence[Sentence]) -> bool:
    """Whether no one sentence holds all the topics."""
    return not any(all(pieces(topic, s.quote) for topic in inquiry.topics) for s in sentences)


KIND = Kind(
    intent="verify",
    examples=(
        "文件里有没有规定物业费标准？",
        "赣州是不是省域副中心城市",
        "文中提到一网通办了吗",
        "Does the opinion mention 碳足迹?",
    ),
    cues=(
        zh(54, "有是提规明涉要包了",
           r"(?:提没提到?|有没有?(?=提到|规定|写)|有没有|有无|是否|是不是)(?:明确|写明|规定|提到|提出|要求|涉及|说|包括|讲)?(?:过|了)?",
           r"(?:提到|提及|规定|明确|涉及|要求|包括)(?:过|了)?(?=[^,。?]{1,20}(?:没有|了吗|吗|(?<![什怎那这])么)\??$)",
           r"(?:了没有|了吗)\??$",
        ),
        zh(55, "没未漏略",
           r"(?:文件|意见)?(?:是不是|是否|好像|有没有)?(?:都)?(?:没有?|未|并没有)(?:提到|提及|提|涉及|写到?|说到?|讲到?|规定|包括|要求)(?:过)?(?=[^,。?]{2,20}(?:吧|吗|(?<![什怎那这])么|是吧|对吧|是不是)\??$)",
           r"(?:是不是|是否|有没有?)(?:没有?|未)(?:提到|提及|提|涉及|写到?|说到?|讲到?|规定|包括|要求)(?:过)?",
           r"(?:有没有|是不是|是否)?(?:漏(?:掉|了)|遗漏|忽略)(?:了)?",
        ),
        zh(46, "吗么没",
           r"(?:吗|(?<![什怎那这])么|没有)\??$",
        ),
        en(54,
           r"^(?:does|do|did|is|are|has|have|can|was|were|will|should|may|must)\b|\bis\s+it\s+true\b|\bcorrect\s+that\b|\bany\s+mention\b|\bright\?$",
        ),
        en(71, r"\bis\s+there\s+(?:an?|any)\s+(?:line|passage|sentence|mention|provision|clause)\s+(?:about|on)\b"),
        en(63, r"^(?:may|can|are|is|do|does|will|shall|could)\b(?=.*\b(?:tak(?:e|ing)\s+part|participat\w+|join)\b)"),
        zh(0, "",
           r"(?<=..)是(?=..)",
        ),
    ),
    answer=answer,
)  # fmt: skip
