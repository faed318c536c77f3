"""Which places the text asks something of, or names at all."""

import re
from collections.abc import Sequence

import msgspec

from graph.model import Span
from qa.absence import not_in_text
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import located, pointed
from qa.names import places
from qa.phrases import cite, cite_unit, headed, listed, quoted, unit_name
from qa.replies import Reply, stated
from qa.rows import Doc, Unit
from qa.said import Said, said_of_others
from qa.topics import plainer

CITIES = """
MATCH (q)-[:CONCERNS]->(r:PlaceMention)-[:NAMES]->(x:Place) WHERE r.document IN $documents AND x.kind IN $kinds
RETURN DISTINCT x.name AS place, r.document AS document, CASE WHEN q:Provision THEN q.id ELSE null END AS provision,
       r.name AS name, r.start AS start, r.stop AS stop, r.quote AS quote
ORDER BY document, start, place
"""
PARTS = """
MATCH (x:Place)-[:COMPRISES|WITHIN]->(y:Place) WHERE x.name IN $names AND y.kind IN ["city", "county"]
RETURN x.name AS place, y.name AS part ORDER BY place, part
"""
_ITEM = r"[^、,，;；。]+"
_CITIES = ["city", "county"]
_PLACES = [
    *_CITIES, "province", "new-area", "region", "city-group", "metropolitan-area", "corridor", "zone", "port", "river",
]  # fmt: skip
_ASKS_CITIES = r"(?i)市|县|城|\bcit(?:y|ies)\b|\btowns?\b|\bcount(?:y|ies)\b"
_HOW_MANY = r"(?i)几[个座]|多少|\b(?:how\s+many|number\s+of)\b"
_UNNAMED = r"(?i)(?:没有?|未)(?:被|有)?(?:提|点名|涉|写)|\bnot\s+(?:named|mentioned)\b"
_GENERIC = ("点名", "定位", "城市", "地方", "任务", "承担", "named", "mentioned", "cities", "places")


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A place that belongs to another: a member of a composite, or the city that a port or zone is in."""

    place: str
    part: str


def answer(inquiry: Inquiry) -> Reply:
    """The places of which the text says it, with its words; without anything said, all cities that it names."""
    # the province whose document it is says nothing of which of its cities
    own = {name for place in places(inquiry) if place.kind == "province" for name in place.names}
    topics = [plainer(topic) for topic in inquiry.topics if topic not in _GENERIC and topic not in own]
    if topics:
        found = said_of_others(inquiry, topics) or _of_all(inquiry, topics)
    else:
        kinds = _CITIES if inquiry.question.matches(_ASKS_CITIES) else _PLACES
        found = inquiry.read(Said, CITIES, documents=inquiry.scope.keys, kinds=kinds)
    if inquiry.question.pointers:
        units = pointed(inquiry)
        found = [one for one in found if any(u.document == one.document and _inside(one, u.span) for _, u in units)]
        if not found and not topics:
            return _none(inquiry, units)
    itself = all(one.name in topics for one in found) and (found or len(topics) == 1)
    if topics and itself:  # the place asked about: who stands beside it
        found = _beside(inquiry, topics)
    if not found:
        return not_in_text(inquiry)
    once = list({one.place: one.name for one in found}.values())
    names, number = listed(once, inquiry.language), len(once)
    lines = [inquiry.say(f"文中写的是{names}。", f"The text names {names}.")]
    if inquiry.question.matches(_HOW_MANY):
        lines = [inquiry.say(f"文中点名的有{number}个：{names}。", f"The text names {number}: {names}.")]
    if inquiry.question.matches(_UNNAMED):
        line = inquiry.say(
            "文件没有列出它未提到的地方；它提到的是：", "The text does not list places that it leaves out."
        )
        return Reply(text="\n".join([line, *lines]), answerable=False)
    citations = []
    for one in found:
        doc, unit = inquiry.doc(one.document), inquiry.unit(one.document, one.provision)
        line = quoted(one.quote, unit_name(unit, inquiry.language) if unit else "", doc, inquiry.language)
        if topics and line not in lines:
            lines.append(line)
        citations.append(cite(unit, doc, Span(one.start, one.stop), one.quote))
    return stated(
        lines,
        dict.fromkeys(citations),
        suggestions=(inquiry.say(f"{found[0].name}有哪些任务？", f"What does the text ask of {found[0].name}?"),),
    )


def _of_all(inquiry: Inquiry, topics: Sequence[str]) -> list[Said]:
    """What is said of the places of which each topic is said, in whatever provisions (既要…又要…).

    What is said of a composite (昌抚) is said of its members, and of a port of a city (赣州国际陆港) of that city.
    """
    own = {name for place in places(inquiry) if place.kind in _CITIES for name in place.names}
    asked = [topic for topic in topics if topic not in own]
    each = [_named_with(inquiry, topic) for topic in asked] if len(asked) > 1 else []
    common = set.intersection(*({one.place for one in found} for found in each)) - own if each else set()
    return [one for found in each for one in found if one.place in common]


def _named_with(inquiry: Inquiry, topic: str) -> list[Said]:
    """Of which places a topic is said, or which are named in one item of a list with it (南昌航空、九江水运口岸)."""
    found = said_of_others(inquiry, [topic])
    if not found:
        named = inquiry.read(Said, CITIES, documents=inquiry.scope.keys, kinds=_PLACES)
        items = [
            (sentence.document, Span(sentence.start + item.start(), sentence.start + item.end()))
            for hit in located(inquiry, [topic])
            for sentence in hit.sentences
            for item in re.finditer(_ITEM, sentence.quote)
            if topic in item.group()
        ]
        found = [one for one in named if any(one.document == doc and _inside(one, item) for doc, item in items)]
    parts = inquiry.look_up(Part, PARTS, names=sorted({one.place for one in found}))
    held = ((one, row.part) for one in found for row in parts if row.place == one.place)
    return [*found, *(msgspec.structs.replace(one, place=part, name=part) for one, part in held)]


def _beside(inquiry: Inquiry, topics: Sequence[str]) -> list[Said]:
    """The cities in the sentences that speak of it."""
    sentences = [sentence for hit in located(inquiry, topics) for sentence in hit.sentences]
    cities = inquiry.read(Said, CITIES, documents=inquiry.scope.keys, kinds=_CITIES)
    return [
        one
        for one in cities
        if not any(one.name in topic for topic in topics)
        and any(s.document == one.document and s.start <= one.start < s.stop for s in sentences)
    ]


def _none(inquiry: Inquiry, units: list[tuple[Doc, Unit]]) -> Reply:
    names = listed([headed(unit, inquiry.language) for _, unit in units], inquiry.language)
    line = inquiry.say(f"{names}没有点名地方。", f"{names[0].upper()}{names[1:]} does not name any place.")
    return Reply(text=line, answerable=False, citations=tuple(cite_unit(unit, doc) for doc, unit in units))


def _inside(one: Said, span: Span) -> bool:
    return span.covers(Span(one.start, one.stop))


KIND = Kind(
    intent="which-place",
    examples=("省域副中心是哪个市？", "第三条提到哪些城市", "Which cities are named in measure 3?"),
    cues=(
        zh(
            63, "哪",
            r"(?:是|由|有|提到|点名|涉及|讲)?(?:了)?哪[个些几一两]?[个座]?(?:设区市|城市|市|地市|地方|县|地区|城)(?!圈|场|民|政|委)(?:的|要|被|来|负责|承担)?(?:任务)?",
        ),
        zh(
            77, "市县",
            r"(?:点(?:到)?名|提到|出现|写到)(?:了)?的?(?:设区市|城市|市|地市|县)(?:都)?(?:有哪些|是哪些|有谁|列全)",
            r"(?:设区市|地级市|城市)名单|的(?:设区市|城市|市|地方|地区)(?:是|有|叫)(?:哪[个些几座]?|什么)",
        ),
        zh(76, "几多",
           r"(?:设区市|城市|市|县)(?:数一数|一共|总共|共)?(?:有)?(?:几|多少)[个座]",
           r"(?:几|多少)[个座](?:设区市|城市|市|地市|县|地区|地方(?!(?:都|里)?(?:提|写|讲|说|出现)))(?!圈|场|民)",
        ),
        en(76, r"\b(?:how\s+many|number\s+of)\s+(?:cities|places|towns|counties|regions)\b"),
        en(63,
           r"\b(?:which|what)\s+(?:(?!(?:do|does|did|must|should|will|can|are|is)\b)\w+\s+)?(?:cities|city|places?|towns?|count(?:y|ies)|regions?|areas?(?!\s+per\b)|prefectures?)\b(?:\s+(?:is|are|has|have|must|will|should|does|do)(?:\s+(?:to\s+)?(?:be|become|build|develop|the\s+\w+\s+name))?)?"),
    ),
    answer=answer,
)  # fmt: skip
