"""Further questions that the documents answer, near to what was asked: of the provision cited and its facts."""

import re
import zlib
from collections.abc import Iterator

import msgspec

from qa.inquiry import Inquiry
from qa.locate import ask_content
from qa.phrases import unit_name
from qa.replies import Reply
from qa.rows import Doc, Unit, rows_of

_LIMIT = 3
_FACTS = """
MATCH (q:Provision {id: $provision})-[:ASKS]->(r:PlaceRole)-[:ASKED_OF]->(x:Place)
WHERE x.kind <> 'province'
RETURN 'place' AS kind, r.start AS start, x.name AS name, x.name_en AS name_en
UNION MATCH (q:Provision {id: $provision})-[:LAUNCHES]->(x:Programme)
RETURN 'programme' AS kind, x.start AS start, x.name AS name, null AS name_en
UNION MATCH (q:Provision {id: $provision})-[:FORBIDS]->(x:Prohibition)
RETURN 'ban' AS kind, x.start AS start, '' AS name, null AS name_en
UNION MATCH (q:Provision {id: $provision})-[:SETS]->(x:Target) WHERE x.deadline IS NOT NULL
RETURN 'year' AS kind, x.start AS start, substring(x.deadline, 0, 4) AS name, null AS name_en
UNION MATCH (q:Provision {id: $provision})<-[:RESPONSIBLE_FOR]-(x:Responsibility) WHERE x.role = 'lead'
RETURN 'lead' AS kind, x.start AS start, '' AS name, null AS name_en
"""

_INTENTS = {"lead": "lead", "ban": "prohibition", "place": "place", "year": "target", "programme": "programme"}
"""What can be asked of a provision, in this order, and the kind that it is."""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be asked of a provision."""

    kind: str
    start: int
    name: str
    name_en: str | None


def suggested(inquiry: Inquiry, reply: Reply, intent: str) -> tuple[str, ...]:
    """Up to three: other documents that fit, the kind's own, the cited provision's facts, then the document's.

    ``intent`` is that of the kind asked, which is not asked again of the same provision.
    """
    own = list(reply.suggestions)
    near = list(_near(inquiry, reply, reply.intent or intent))
    asked = _bare(inquiry.question.raw)
    chosen = dict.fromkeys([*inquiry.offers, *own[:1], *near, *own[1:]])
    further = tuple(one for one in chosen if _bare(one) != asked)
    return (further if len(further) >= _LIMIT else tuple(dict.fromkeys((*further, *_usual(inquiry)))))[:_LIMIT]


def _bare(question: str) -> str:
    return re.sub(r"\W", "", question).lower()


def _near(inquiry: Inquiry, reply: Reply, intent: str) -> Iterator[str]:
    cited = _cited(inquiry, reply)
    if cited is None:
        return
    doc, unit = cited
    query = inquiry.query
    facts = sorted(rows_of(Fact, inquiry.store, _FACTS, provision=unit.id), key=lambda one: (one.start, one.kind))
    inquiry.query = query
    forms: dict[str, str] = {}
    for fact in facts:
        if not (fact.name and fact.name in reply.text.split("\n")[0]):
            forms.setdefault(fact.kind, _form(inquiry, doc, unit, fact))
    for kind, own in _INTENTS.items():
        if kind in forms and intent != own:
            yield forms[kind]
    if intent != "content":
        yield ask_content(inquiry, doc, unit)
    series = [one for one in inquiry.units(doc.key) if one.number is not None and one.position > unit.position]
    if series:
        yield ask_content(inquiry, doc, series[0])


def _cited(inquiry: Inquiry, reply: Reply) -> tuple[Doc, Unit] | None:
    """The first numbered provision that the answer cites; of an answer without any, one that the question picks."""
    for citation in reply.citations:
        doc = next((one for one in inquiry.scope.documents if one.identity == citation.document), None)
        if doc is not None and citation.path:
            unit = next((one for one in inquiry.units(doc.key) if one.path == citation.path), None)
            if unit is not None:
                return doc, unit
    picked = _picked(inquiry, inquiry.document)
    return (inquiry.document, picked[0]) if picked else None


def _picked(inquiry: Inquiry, doc: Doc) -> list[Unit]:
    """A numbered provision, another for another question, always the same for the same one."""
    series = [one for one in inquiry.units(doc.key) if one.number is not None]
    return [series[zlib.crc32(_bare(inquiry.question.raw).encode()) % len(series)]] if series else []


def _form(inquiry: Inquiry, doc: Doc, unit: Unit, fact: Fact) -> str:
    of = "" if inquiry.scope.total <= 1 and not doc.outline else f"《{doc.title}》"
    zh, en = unit_name(unit, "zh"), unit_name(unit, "en") + (f" of {of}" if of else "")
    where = f" in {of}" if of else ""
    if fact.kind == "lead":
        return inquiry.say(f"{of}{zh}由谁牵头？", f"Who leads {en}?")
    if fact.kind == "ban":
        return inquiry.say(f"{of}{zh}有哪些禁止或限制？", f"What does {en} prohibit?")
    if fact.kind == "place":
        return inquiry.say(
            f"{of}对{fact.name}提出了哪些任务？", f"What does the text ask of {fact.name_en or fact.name}{where}?"
        )
    if fact.kind == "year":
        return inquiry.say(f"{of}到{fact.name}年的目标是什么？", f"What are the targets for {fact.name}{where}?")
    name = fact.name.strip("“”")
    return inquiry.say(f"{of}哪一条提到“{name}”？", f"Which measure{where} mentions “{name}”?")


def _usual(inquiry: Inquiry) -> tuple[str, ...]:
    """Up to three questions that the document at hand answers."""
    doc = inquiry.document
    found = [ask_content(inquiry, doc, unit) for unit in _picked(inquiry, doc)]
    of = "" if inquiry.scope.total <= 1 and not doc.outline else f"《{doc.title}》"
    the = of or "the document"
    found.append(inquiry.say(f"{of}一共有多少条措施、分几个部分？", f"How many measures and parts does {the} have?"))
    if any(duty.role == "coordinator" for duty in inquiry.general(doc.key)):
        found.append(inquiry.say(f"{of}整份文件由谁协调指导？", f"Who coordinates the whole document{of and ' '}{of}?"))
    return tuple(found[:3])
