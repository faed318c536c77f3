"""What a term stands for: composites of places by the registry, coined terms by the text's own words."""

import re

import msgspec

from graph.model import Citation, Span
from qa.absence import not_in_text
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.kinds.where import listing
from qa.locate import Hit, located, pointed
from qa.names import places
from qa.phrases import cite, listed, quoted, unit_name
from qa.reading import told
from qa.replies import Reply, stated
from qa.said import MENTIONS, Said, said_of_others
from qa.searching import searched

MEMBERS = """
MATCH (x:Place)-[:COMPRISES]->(y:Place) WHERE x.name IN $names
RETURN x.name AS place, y.name AS member ORDER BY place, member
"""


_DEFINES = (
    r"以[^,，;；。以]{{2,30}}为(?:重要|主要|根本)?{0}(?=[,，;；。])|(?:^|所称(?:的)?|[,，。;；\s“])\s*{0}”?(?:[(（][^()（）]*[)）])?[,，]?(?:是指|是(?!否|不)|指的是|即|系指|包括|主要包括)"
    r"|(?:以下)?(?:统称|简称)(?:为)?[:：]?“?{0}”?[)）]"
)
"""How official texts say what a term is; ``{0}`` stands for the term."""
_OF_WHAT_SORT = (
    r"的(?P<noun>[\u4e00-\u9fff])(?:是|指)(?:的是)?(?:一)?[张个种份项条座]?"
    r"(?:什么|啥|哪[一]?[张个种份项条座])样?的?(?P=noun)"
)
"""What sort of thing a word of a term stands for (“一网统管”的网是什么网)."""
_SPELT_OUT = (
    r"(?i)(?:包括|包含)(?:的)?(?:是)?(?:哪|什么)|具体(?:是|指|有)|分别(?:是|指|为|代表)|各(?:是|指|代表)|[指是有]的?是?哪[几两三四五六七八九十\d]|(?:到底|究竟)(?:是|指|有|包括)(?:的是)?(?:哪些|几[个座类])|解释(?:过|了)?[^,。?]{0,4}哪|(?:每个|各个?)(?:数字|字母?|词)|(?:那|这)?[一二两三四五六七八九十\d]+(?:样|类|种|个|项)(?:分别|都|各|具体)?(?:是|指)(?:的是)?(?:啥|什么|哪)|何所指|何指|所指(?:为何|何)|怎么(?:解释|理解|解读|讲解)|(?:具体|逐一|逐个)?列(?:一下|出来|举)|(?:指|是)什么(?:地方|城市|区域)"
    r"|\b(?:digits?|numbers?|letters?|numerals?)\b[^?]*\bstand\s+for\b|\bgive\s+(?:me\s+)?the\s+(?:\w+\s+)?(?:categories|items|kinds|types)\b|\bwhich\s+cities\s+(?:form|make|are|is)\b"
    r"|\bconsists? of\b|\b(?:which|what\s+are\s+the)\s+(?:two|three|four|five|six|seven|eight|nine|ten)\b"
)
_ASKED_OF = r"定位|任务|要求|角色|职责"
"""What is asked of a place, not what its name means."""
_MEMBERS = r"(?:包括|包含|指|是)(?:的是)?(?:哪[一二两三四五几些]?个?|什么)(?:市|城市(?!群)|地方|地区|县|省)"


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A member of a composite place."""

    place: str
    member: str


def answer(inquiry: Inquiry) -> Reply:
    """A composite's members; else the sentences that hold the term (the text rarely defines its terms)."""
    if inquiry.question.pointers and not inquiry.topics:
        return told(inquiry, pointed(inquiry))
    if inquiry.question.matches(_ASKED_OF) and places(inquiry):
        from qa.kinds.place import answer as place

        return msgspec.structs.replace(place(inquiry), intent="place")
    composite = _composite(inquiry)
    if composite:
        return composite
    if inquiry.question.matches(_MEMBERS) and inquiry.topics:
        if any(one.name not in inquiry.topics for one in said_of_others(inquiry, inquiry.topics)):
            from qa.kinds.which_place import answer as which_place

            return msgspec.structs.replace(which_place(inquiry), intent="which-place")
        return _no_members(inquiry)
    within = pointed(inquiry)[0][1] if inquiry.question.pointers else None
    hits = located(inquiry, inquiry.topics, within=within)
    if not hits:
        return searched(inquiry) or not_in_text(inquiry)
    if defined := _defined(inquiry, hits):
        return defined
    reply = listing(inquiry, hits)
    if inquiry.question.matches(_OF_WHAT_SORT) or (
        inquiry.question.matches(_SPELT_OUT)
        and not any(
            _enumerated(topic, sentence.quote) for hit in hits for sentence in hit.sentences for topic in inquiry.topics
        )
    ):
        name = listed([inquiry.in_marks(topic) for topic in inquiry.topics[:2]], inquiry.language)
        line = inquiry.say(
            f"文件没有解释或列出{name}具体包括什么，原话只有：", f"The text does not spell out {name}; it only says:"
        )
        return msgspec.structs.replace(reply, text=f"{line}\n{reply.text}", answerable=False)
    note = inquiry.say(
        "文件没有另作定义，以上是它的原话。", "The text gives no further definition; these are its words."
    )
    return msgspec.structs.replace(reply, text=f"{reply.text}\n{note}")


def _enumerated(term: str, sentence: str) -> bool:
    """Whether the sentence around a counting term lists what it counts.

    双重预防机制 after two things joined by 和; 一圈两带四群 beside words for each: 都市圈, 发展带, 城镇群.
    """
    at = sentence.find(term)
    if at < 0:
        return False
    counted = re.findall(rf"([{_COUNTS}])([\u4e00-\u9fff])", term)
    rest = sentence[:at] + sentence[at + len(term) :]
    if len(counted) > 1:
        return all(noun in rest for _, noun in counted)
    before = re.split(r"[,，;；。“]", sentence[:at])[-1]
    if any(_counted(rest, _COUNTS.index(count), noun) for count, noun in counted if count in _COUNTS[2:]):
        return True
    return any(len(re.split("[、和与及]", before)) == _COUNTS.index(count) for count, _ in counted)


_COUNTS = "〇一双三四五六七八九十"


def _counted(text: str, count: int, noun: str) -> bool:
    """Whether a text lists so many things, the last one with the noun (赣南、赣东北、赣西和赣中城镇群)."""
    item = r"[^、,，;；。和与及]"
    return re.search(rf"(?:{item}+[、和与及]){{{count - 1}}}{item}*{noun}", text) is not None


def _defined(inquiry: Inquiry, hits: list[Hit]) -> Reply | None:
    """The sentences that say what the term is: X是…, X是指…, 所称X…, …（以下简称X）, X包括…"""
    found = [
        (hit, sentence)
        for hit in hits
        for sentence in hit.sentences
        if any(re.search(_DEFINES.format(re.escape(topic)), sentence.quote) for topic in inquiry.topics)
    ][:3]
    if not found:
        return None
    name = listed([inquiry.in_marks(topic) for topic in inquiry.topics[:2]], inquiry.language)
    lines = [inquiry.say(f"文件对{name}是这样说明的：", f"The text says what {name} is:")]
    for hit, sentence in found:
        where = unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "preamble or closing")
        lines.append(quoted(sentence.quote, where, hit.doc, inquiry.language))
    citations = tuple(cite(hit.unit, hit.doc, sentence) for hit, sentence in found)
    return stated(lines, citations)


def _no_members(inquiry: Inquiry) -> Reply:
    hits = located(inquiry, inquiry.topics)
    if not hits:
        return not_in_text(inquiry)
    name = listed([inquiry.in_marks(topic) for topic in inquiry.topics[:2]], inquiry.language)
    reply = listing(inquiry, hits)
    line = inquiry.say(f"文件没有写明{name}包括哪些地方。", f"The text does not state which places {name} includes.")
    return msgspec.structs.replace(reply, text=f"{line}\n{reply.text}", answerable=False)


def _composite(inquiry: Inquiry) -> Reply | None:
    named = [place for place in places(inquiry) if place.members]
    for place in named:
        rows = inquiry.read(Member, MEMBERS, names=list(place.names))
        members = [name for name in place.members if any(row.member.startswith(name) for row in rows)] or list(
            place.members
        )
        query = inquiry.query
        said = inquiry.read(Said, MENTIONS, names=list(place.names), documents=inquiry.scope.keys)
        inquiry.query = query
        if not rows and not said:
            continue
        lines = [
            inquiry.say(
                f"{place.asked}指{listed(members, 'zh')}（依据地名登记资料；文件本身没有另作解释）。",
                f"{place.asked} stands for {_english(members)} (by the registry of places; the text itself does no"
                f"t explain it).",
            )
        ]
        citations: list[Citation] = []
        for one in [one for one in said if one.name in place.names][:3]:
            doc, unit = inquiry.doc(one.document), inquiry.unit(one.document, one.provision)
            sentence = next(
                (s for s in inquiry.sentences if s.document == one.document and s.start <= one.start < s.stop), None
            )
            quote, span = (
                (sentence.quote, Span(sentence.start, sentence.stop))
                if sentence
                else (one.quote, Span(one.start, one.stop))
            )
            lines.append(quoted(quote, unit_name(unit, inquiry.language) if unit else "", doc, inquiry.language))
            citations.append(cite(unit, doc, span, quote))
        return Reply(
            text="\n".join(lines),
            answerable=True,
            citations=tuple(dict.fromkeys(citations)),
            basis=("registry", "explicit"),
        )
    return None


def _english(members: list[str]) -> str:
    from graph.gazetteer import load_gazetteer

    gazetteer = load_gazetteer()
    entries = [(name, gazetteer.get(name)) for name in members]
    return listed([f"{name} ({entry.name_en})" if entry and entry.name_en else name for name, entry in entries], "en")


KIND = Kind(
    intent="definition",
    examples=("昌抚是指哪两个市", "什么是“15分钟公共文化服务圈”", "二五条 一网统管是啥", "What does 昌抚 stand for?"),
    cues=(
        zh(66, "指代含意义么啥是括叫列说讲谓究底解",
           r"(?:是|都)?(?:指|代表|包括|包含)(?:的)?(?:是)?(?:哪[一二两三四五几些]?个?(?:市|地方|城市|地区|省|县)?|什么|啥)(?:意思)?",
           r"(?:是)?(?:什么|啥)意思|(?:的)?(?:定义|含义|涵义)(?:是)?(?:什么)?|什么(?:叫做?|是)",
           r"(?:到底|究竟|具体|都)(?:是|指|有|包括)(?:的是)?哪(?:些|[几两三四五六七八九十\d]+(?:个|类|种|项|样|重)?)[\u4e00-\u9fff]{0,4}\??$",
           r"(?:里的?|中的?|的)?[\d一二三四五六七八九十]+(?:类|种|样)[^,。?]{0,4}(?:列|说|讲)(?:一下|出来|全|清楚)",
           r"[一二两三四五六七八九十\d]+(?:样|类|种|项)(?:分别|都|各|具体)?(?:是|指)(?:的是)?(?:啥子?|什么|哪些)",
           r"各(?:自)?(?:是|指|代表)哪[个座]?(?:市|城(?!镇)|地)|具体(?:是|指|有|包括)(?:的是)?哪(?:些|[一几两三四五六七八九十\d]+个?)"
           r"|解释(?:过|了)?[^,。?]{0,4}哪|(?:到底|究竟)(?:是|有|指)几(?:个|座|类)",
           r"何所指|何指|所指(?:为何|何)|何谓",
           r"啥(?:叫|是)|(?:是|指|说)(?:的)?(?:是)?(?:哪[一二两三四五几](?:个|座)?|什么)(?:市|地方|城市(?!群)|地区|城(?![镇市乡]))",
           r"(?:每个|各个?)(?:数字|字母?)(?:是|都|各|分别)?(?:怎么|如何|代表|指|什么)(?:解释|理解|什么|意思)?",
           r"(?:具体|分别|都|各)?(?:是|指|有)(?:的是)?哪[两三四五六七八九十\d]+(?:个|类|种|重|大|方面)?(?:方面|中心|类型?|机制|内容)?(?:\?|$)|各(?:是|指|代表)(?:什么|啥)(?:[\u4e00-\u9fff]{1,3})?",
        ),
        zh(50, "么啥", r"是(?:一)?个?(?:什么|啥)(?:东西|玩意儿?|意思|概念|说法)"),
        zh(66, "么啥哪", _OF_WHAT_SORT),
        zh(44, "么啥",
           r"(?:是|指)(?:什么|啥|个啥)(?:东西|玩意)?(?:\?|$)",
        ),
        en(66,
           r"\bstand(?:s)?\s+for\b|\bmeaning\b|\bmeant\s+by\b|\bmeans?\b|\bmean\b|\bdefin(?:e|es|ed|ition)\b|\brefers?\s+to\b|\bwhat\s+are\s+the\s+(?:two|three|four|five|six|seven|eight|nine|ten)\b|\b(?:counts?|qualif(?:y|ies))\s+as\b|\bwhat\s+is\s+(?:an?\s+)?(?=[“\"])",
           r"\b(?:which|what)\s+(?:two\s+|three\s+|\w+\s+)?(?:cities|places|counties|members)\b.*\b(?:make\s+up|makes\s+up|compris\w+|consist\w*|belong\w*|form|included?)\b",
           r"\bgive\s+(?:me\s+)?the\s+(?:\w+\s+)?(?:categories|items|kinds|types)\b|\bwhich\s+cities\s+form\b",
           r"\b(?:make(?:s)?\s+up|consists?\s+of|comprises?|composed\s+of)\b",
        ),
        en(44,
           r"^what\s+(?:is|are)\s+(?:the\s+|a\s+)?(?=[“”\"'\w])",
        ),
    ),
    answer=answer,
)  # fmt: skip
