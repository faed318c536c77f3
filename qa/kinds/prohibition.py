"""What the text forbids or strictly limits."""

import msgspec

from graph.model import Citation, Span
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.kinds.verify import answer as verify
from qa.locate import located, pointed
from qa.phrases import cite, cite_unit, headed, listed, outline_note, quoted, unit_name
from qa.replies import Reply, stated
from qa.searching import searched
from qa.topics import plainer

PROHIBITIONS = """
MATCH (q)-[:FORBIDS]->(x:Prohibition) WHERE x.document IN $documents
RETURN x.document AS document, CASE WHEN q:Provision THEN q.id ELSE null END AS provision,
       x.start AS start, x.stop AS stop, x.quote AS quote
ORDER BY document, start
"""
_NEAR = 0.5
"""Share of a topic's characters that a prohibition must hold to be the one that is meant (随便砍树 → 砍伐树木)."""
_RARE = 12
"""Times that a character may stand in the documents and still tell what is meant."""
_ALIKE = 2
"""Such characters that a prohibition shares with a question about the same thing in other words."""
_MAY = r"(?i)[能可让准许]|允许|鼓励|\b(?:allow(?:ed|s)?|permit(?:s|ted)?|permissible|may|can)\b(?!\s*not)"
"""Words that ask whether something may be done, which the text may say outright."""
_OPEN = r"哪|什么|啥|怎|如何|多少"
_NOT = r"不(?!限)|禁|限|红线|遏|严控"
"""Words without which a question that asks what may be had (可以争取哪两类资金) is none about prohibitions."""
_OUTRIGHT = ("禁止", "严禁")
"""What a question may claim where the text only limits."""
_WORDS = ("不得", "禁止", "严禁", "遏制", "限制", "严控", "禁令", "红线", "事不", "底线")


class Ban(msgspec.Struct, frozen=True, kw_only=True):
    """A prohibition as the graph holds it."""

    document: str
    provision: str | None
    start: int
    stop: int
    quote: str


def answer(inquiry: Inquiry) -> Reply | None:
    """The prohibitions: of a provision, on a topic, or all; None where it is asked what may be had."""
    bans = inquiry.read(Ban, PROHIBITIONS, documents=inquiry.scope.keys)
    citations: list[Citation] = []
    if inquiry.question.pointers:
        found = pointed(inquiry)
        doc = found[0][0]
        bans = [b for b in bans if any(b.document == d.key and u.span.covers(Span(b.start, b.stop)) for d, u in found)]
        names = listed([headed(unit, inquiry.language) for _, unit in found], inquiry.language)
        if not bans:
            line = inquiry.say(
                f"{names}没有禁止或限制性规定。", f"{names[0].upper()}{names[1:]} does not state any prohibition."
            )
            return Reply(
                text=line,
                answerable=False,
                citations=tuple(cite_unit(unit, doc) for _, unit in found),
            )
        lead = inquiry.say(f"{names}写明的禁止或限制：", f"Prohibitions and limits in {names}:")
    elif topics := [plainer(topic) for topic in inquiry.topics if not any(word in topic for word in _WORDS)]:
        meet = min if inquiry.language == "zh" else max  # an English word has several Chinese ones
        scored = [(meet(_near(topic, ban.quote) for topic in topics), ban) for ban in bans]
        bans = [ban for score, ban in scored if score >= _NEAR and score == max(s for s, _ in scored)]
        shown = listed([inquiry.in_marks(topic) for topic in topics[:2]], inquiry.language)
        if not bans and inquiry.question.matches(_MAY) and located(inquiry, topics):
            return msgspec.structs.replace(verify(inquiry), intent="verify")
        if not bans and not any(near.same for near in inquiry.near):
            bans = _in_other_words(inquiry, [ban for _, ban in scored])
        if not bans and inquiry.question.matches(_MAY) and (near := searched(inquiry)):
            return near
        if not bans and inquiry.question.matches(_OPEN) and not inquiry.question.matches(_NOT):
            return None
        if not bans:
            line = inquiry.say(
                f"文件没有关于{shown}的禁止或限制性规定。", f"The text does not state any prohibition on {shown}."
            )
            return _what_is_said(inquiry, line, topics)
        lead = inquiry.say(f"关于{shown}，文件写明：", f"On {shown} the text states:")
        claimed = [word for word in _OUTRIGHT if inquiry.question.matches(word)]
        if claimed and not any(word in ban.quote for word in _OUTRIGHT for ban in bans):
            lead = inquiry.say(f"原文没有写“{claimed[0]}”。{lead}", lead)
    elif not bans:
        line = inquiry.say("文件没有禁止或限制性规定。", "The text does not state any prohibition.")
        return Reply(text=line, answerable=False)
    else:
        lead = inquiry.say(
            f"文件写明的禁止或限制共{len(bans)}处：", f"The text forbids or limits in {len(bans)} places:"
        )
    lines = [lead]
    for ban in bans:
        doc, unit = inquiry.doc(ban.document), inquiry.unit(ban.document, ban.provision)
        lines.append(quoted(ban.quote, unit_name(unit, inquiry.language) if unit else "", doc, inquiry.language))
        citations.append(cite(unit, doc, Span(ban.start, ban.stop), ban.quote))
    if any(inquiry.doc(ban.document).outline for ban in bans):
        lines.append(outline_note(inquiry.language))
    return stated(lines, citations)


def _what_is_said(inquiry: Inquiry, line: str, topics: list[str]) -> Reply:
    """That nothing forbids it, with what the text says of it."""
    lines, citations = [line], []
    for hit in located(inquiry, topics)[:2]:
        name = unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "preamble or closing")
        lines.append(quoted(hit.sentences[0].quote, name, hit.doc, inquiry.language))
        citations.append(cite(hit.unit, hit.doc, hit.sentences[0]))
    basis = ("explicit",) if citations else ()
    return Reply(text="\n".join(lines), answerable=False, citations=tuple(citations), basis=basis)


def _in_other_words(inquiry: Inquiry, bans: list[Ban]) -> list[Ban]:
    """The one prohibition that shares the most of the question's own characters (树…砍…移走: 迁移砍伐树木)."""
    common = "".join(s.quote for s in inquiry.sentences)
    asked = {char for char in inquiry.wording if char.isalpha() and not char.isascii()}
    # a character that stands in few sentences says something, one that stands everywhere does not
    telling = {char for char in asked if 0 < common.count(char) <= _RARE}
    shared = {ban.start: len(telling.intersection(ban.quote)) for ban in bans}
    best = max(shared.values(), default=0)
    near = [ban for ban in bans if shared[ban.start] == best]
    return near if best >= _ALIKE and len(near) == 1 else []


def _near(topic: str, quote: str) -> float:
    if topic in quote:
        return 1.0
    chars = [char for char in dict.fromkeys(topic) if char.isalnum()]
    return 0.9 * sum(char in quote for char in chars) / max(1, len(chars))


KIND = Kind(
    intent="prohibition",
    examples=("哪些事不让干？把不得、坚决遏制、严格限制的都找出来", "超高层建筑可以建吗", "What is prohibited?"),
    cues=(
        zh(68, "不禁遏限红负严",
           r"(?:哪些|什么|啥|有哪些)?(?:事(?:情)?|行为)?(?:是)?(?:不让|不准|不许|不能|不可以?|不得|禁止|严禁|不允许)(?:干|做|搞|建|的)?(?:什么|啥|哪些|的)?(?:事情?|规定)?",
           r"禁止性|禁令|红线|负面清单|(?:坚决)?遏制(?:的)?|(?:严格)?限制(?:的|性|哪些|什么)|(?:被)?严控",
        ),
        zh(48, "能可许让准以",
           r"(?:能不能|可不可以|可以|能否|准不准|允许|允不允许|让不让|能(?:随便|随意))(?:随便|随意)?(?=.*(?:吗|么|\?|$))",
        ),
        en(68,
           r"\bprohibit\w*|\bforb[ia]d\w*|\bbann?(?:ed|s|ing)?\b|\bnot\s+(?:be\s+)?(?:allowed|permitted)\b|\brestrict\w*|\b(?:must|may|should|shall|can)\s*not\b|\boff[\s-]limits\b|\bred\s+lines?\b",
           r"\b(?:allow(?:ed|s)?|permit(?:s|ted)?|permissible|strictly\s+(?:limit|control)\w*|limits?\s+on|limited)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
