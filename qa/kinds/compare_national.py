"""Which provisions of a document correspond to one of the national policy, the other way round, and what is new.

Computed by `qa.align`, and said to be: the texts do not state what corresponds to what.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graph.model import Citation
from graph.store import GraphStore
from qa import rows
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import ask_content, no_such, resolve
from qa.phrases import cite_unit, headed, listed, outline_note, titled, unit_name
from qa.replies import Refused, Reply
from qa.rows import LATEST_DOCUMENTS, Doc, Unit, rows_of
from qa.topics import pieces, plainer

if TYPE_CHECKING:  # its types take longer to make than most questions to answer
    from graph.alignments import Alignment, Relation

_NATIONAL_POINTER = (
    r"(?i)(?:国家|中央|上位|上级|全国|国务院)[^第,，哪]{0,14}(?:第[(（]?[\d一二三四五六七八九十廿]+|[(（][\d一"
    r"二三四五六七八九十廿]+[)）]|\d+条)|\bnational\s+(?:(?:opinion|document|policy|text)(?:'s)?\s+)?"
    r"(?:measure|article|provision|item|section)\s+(?!do|did|is|in|of|that|has|correspond|match)\w+"
    r"|\b(?:measure|article|provision|item)\s+[\w-]+\s+(?:of|in)\s+the\s+(?:national|central|State\s+Council)"
)
_ADDED = (
    r"(?i)新增|增加|增添|多了|独有|自己(?:加|提出)|特有|另外(?:加|提)|\badd(?:s|ed|itions?)?\b|\bnew\b|\bonly in\b|"
    r"\bdoes not have\b|\bbeyond\b|\bmore than the national\b|\bnot in the national\b|\bunique\b"
)
_DROPPED = (
    r"(?i)(?:没有?|未|无|缺少?|漏)(?:有|被)?(?:对应|落实|体现|写进|承接|涉及|写)|删(?:去|掉|减)|少了|缺|漏"
    r"|\b(?:drop(?:s|ped)?|left out|leaves? out|omit\w*|missing|without|not (?:carried|taken|reflected|covered))\b"
)
_DOCUMENT = r"(?:实施|指导)?(?:意见|文件|方案|通知|规划|内容|条款|地方|部分)+"


def answer(inquiry: Inquiry) -> Reply:
    """The counterparts of the provisions that the question names; else what is new, what is left out, or all."""
    national, local = pair(inquiry)
    alignment = _alignment(inquiry.store, local.key, national.key)
    named = _starts(inquiry, national, local)
    if named:
        return _counterparts(inquiry, national, local, alignment, *named)
    if inquiry.question.matches(_DROPPED):
        return _dropped(inquiry, national, local, alignment)
    if inquiry.question.matches(_ADDED):
        return _added(inquiry, national, local, alignment)
    return _all(inquiry, national, local, alignment)


_ALIGNED: "WeakKeyDictionary[object, dict[tuple[str, str], Alignment]]" = WeakKeyDictionary()
"""By store and pair of versions: to align takes seconds, and a batch asks of the same pair again."""


def _alignment(store: GraphStore, local: str, national: str) -> "Alignment":
    known = _ALIGNED.setdefault(store, {})
    if (local, national) not in known:
        from qa.align import aligned

        known[local, national] = aligned(store, local, national)
    return known[local, national]


def pair(inquiry: Inquiry) -> tuple[Doc, Doc]:
    """The national document and the one made after it, which become the scope."""
    held = inquiry.scope.documents
    national = next((doc for doc in held if doc.jurisdiction.startswith("00")), None)
    if national is None:
        found = rows_of(Doc, inquiry.store, rows.DOCUMENTS_OF_JURISDICTION, prefix="000000")
        national = found[0] if found else None
    latest = rows_of(Doc, inquiry.store, LATEST_DOCUMENTS, limit=40)
    others = [doc for doc in [*held, *latest] if not doc.jurisdiction.startswith("00")]
    if national is None or not others:
        text = inquiry.say(
            "图谱中没有可以对照的国家文件或地方文件。", "There is no pair of documents to compare in the graph."
        )
        raise Refused(Reply(text=text, answerable=False))
    local = max(others, key=lambda doc: _dice(doc.title, national.title))
    inquiry.focus([national, local])
    return national, local


def _dice(one: str, other: str) -> float:
    first = {one[i : i + 2] for i in range(len(one) - 1)}
    second = {other[i : i + 2] for i in range(len(other) - 1)}
    return 2 * len(first & second) / max(1, len(first) + len(second))


def _starts(inquiry: Inquiry, national: Doc, local: Doc) -> tuple[Doc, list[Unit]] | None:
    """The provisions to find the counterparts of: by number, else by their headings in the national text, else here."""
    if inquiry.question.pointers:
        source = national if re.search(_NATIONAL_POINTER, inquiry.question.text) else local
        units = [unit for each in inquiry.question.pointers if (unit := resolve(inquiry, source, each)) is not None]
        if not units:
            raise Refused(no_such(inquiry, source, inquiry.question.pointers[0]))
        return source, units
    topics = [plainer(topic) for topic in inquiry.topics if not re.fullmatch(_DOCUMENT, topic)]
    for fit in (_whole_heading, _in_heading, _in_words):
        for doc in (national, local):
            series = [unit for unit in inquiry.units(doc.key) if unit.number is not None]
            if units := [unit for unit in series if any(fit(topic, unit) for topic in topics)][:3]:
                return doc, units
    if inquiry.question.quoted or (topics and not inquiry.question.matches(f"{_ADDED}|{_DROPPED[4:]}")):
        shown = listed([f"“{topic}”" for topic in (inquiry.question.quoted or topics)[:2]], inquiry.language)
        text = inquiry.say(
            f"两份文件都没有与{shown}相符的条款，请写明要对照哪一条，例如“国家意见第八条对应江西哪几条”。",
            f"There is no provision on {shown} in either document. Please say which measure to compare.",
        )
        raise Refused(Reply(text=text, answerable=False))
    return None


def _whole_heading(topic: str, unit: Unit) -> bool:
    bare = ["".join(char for char in text if char.isalnum()) for text in (topic, unit.title)]
    return bare[0] == bare[1]


def _in_heading(topic: str, unit: Unit) -> bool:
    return pieces(topic, unit.title) is not None


def _in_words(topic: str, unit: Unit) -> bool:
    return topic in unit.text


def _counterparts(
    inquiry: Inquiry, national: Doc, local: Doc, alignment: "Alignment", source: Doc, starts: Sequence[Unit]
) -> Reply:
    target = local if source is national else national
    lines: list[str] = []
    citations: list[Citation] = []
    found_any = False
    for unit in starts:
        best = _matching(inquiry, alignment, unit, target, forward=source is national)
        citations.append(cite_unit(unit, source))
        name = headed(unit, inquiry.language)
        if best:
            found_any = True
            names = listed([_related(inquiry, one, relation) for one, relation in best], inquiry.language)
            lines.append(
                inquiry.say(
                    f"{titled(source)}{name}，对应{titled(target)}的{names}。",
                    f"{name[0].upper()}{name[1:]} of {titled(source)} corresponds to {names} of {titled(target)}.",
                )
            )
            citations.extend(cite_unit(one, target) for one, _ in best)
        else:
            lines.append(
                inquiry.say(
                    f"{titled(target)}中没有找到与{titled(source)}{name}明显对应的条款。",
                    f"There is no provision of {titled(target)} that clearly corresponds to {name} of "
                    f"{titled(source)}.",
                )
            )
    others = [unit for unit in inquiry.units(source.key) if unit.number == (starts[-1].number or 0) + 1]
    asks = [_asks(inquiry, source is national, unit) for unit in others]
    asks += [ask_content(inquiry, source, starts[0])]
    return _reply(inquiry, national, lines, citations, found_any, asks)


def _asks(inquiry: Inquiry, forward: bool, unit: Unit) -> str:
    if forward:
        return inquiry.say(
            f"国家意见{unit_name(unit, 'zh')}对应哪几条？", f"What does national {unit_name(unit, 'en')} correspond to?"
        )
    return inquiry.say(
        f"{unit_name(unit, 'zh')}对应国家意见的哪一条？",
        f"Which provision of the national opinion does {unit_name(unit, 'en')} correspond to?",
    )


def _related(inquiry: Inquiry, unit: Unit, relation: "Relation") -> str:
    from qa.alignment_relations import NAMES

    name = NAMES[relation]
    return headed(unit, inquiry.language) + inquiry.say(f"（{name.zh}）", f" ({name.en})")


def _matching(
    inquiry: Inquiry, alignment: "Alignment", unit: Unit, target: Doc, *, forward: bool
) -> list[tuple[Unit, "Relation"]]:
    """The counterparts of a provision with the relation, main ones only, in the document's order."""
    by_path = {one.path: one for one in inquiry.units(target.key)}
    if forward:
        held = [row for row in alignment.rows if any(match.main and match.path == unit.path for match in row.matches)]
        return [(by_path[row.path], row.relation) for row in held if row.path in by_path]
    row = next((row for row in alignment.rows if row.path == unit.path), None)
    mains = [match for match in row.matches if match.main] if row else []
    return [(by_path[match.path], row.relation) for match in mains if row and match.path in by_path]


def _added(inquiry: Inquiry, national: Doc, local: Doc, alignment: "Alignment") -> Reply:
    by_path = {unit.path: unit for unit in inquiry.units(local.key)}
    new = [by_path[row.path] for row in alignment.rows if row.relation == "added" and row.path in by_path]
    if new:
        names = listed([headed(unit, inquiry.language) for unit in new], inquiry.language)
        line = inquiry.say(
            f"{titled(local)}中没有国家文件对应条款的是{names}。",
            f"These provisions of {titled(local)} have no counterpart in the national document: {names}.",
        )
    else:
        line = inquiry.say(
            f"{titled(local)}的{len(alignment.rows)}条都能在国家文件中找到对应的条款，没有整条新增的。",
            f"All {len(alignment.rows)} provisions of {titled(local)} have a counterpart in the national document; "
            "none is wholly new.",
        )
    lines = [line, *_by_relation(inquiry, alignment, local)]
    if national.outline:
        lines.append(
            inquiry.say(
                "国家文件在图谱中只有提要，条款以内新增的具体内容无法据此判断。",
                "The graph holds the national document as an outline only, so what is new inside a provision can't be "
                "told from it.",
            )
        )
    cited = new or [by_path[row.path] for row in alignment.rows if row.path in by_path]
    return _reply(inquiry, national, lines, [cite_unit(unit, local) for unit in cited], True, [])


def _dropped(inquiry: Inquiry, national: Doc, local: Doc, alignment: "Alignment") -> Reply:
    by_path = {unit.path: unit for unit in inquiry.units(national.key)}
    gone = [by_path[one.path] for one in alignment.dropped if one.path in by_path]
    if gone:
        names = listed([headed(unit, inquiry.language) for unit in gone], inquiry.language)
        line = inquiry.say(
            f"国家文件中没有找到对应条款的是{names}。", f"National provisions without a counterpart: {names}."
        )
    else:
        line = inquiry.say(
            f"国家文件的各条在{titled(local)}中都有对应的条款。",
            f"Every provision of the national document has a counterpart in {titled(local)}.",
        )
    cited = gone or [unit for unit in by_path.values() if unit.number is not None]
    lines = [line, *_by_relation(inquiry, alignment, local)]
    return _reply(inquiry, national, lines, [cite_unit(unit, national) for unit in cited], True, [])


def _all(inquiry: Inquiry, national: Doc, local: Doc, alignment: "Alignment") -> Reply:
    lead = inquiry.say(
        f"{titled(local)}与国家文件逐条对照的结果：", f"{titled(local)} beside the national document, row by row:"
    )
    by_path = {unit.path: unit for unit in inquiry.units(local.key)}
    units = [by_path[row.path] for row in alignment.rows if row.path in by_path]
    lines = [lead, *_by_relation(inquiry, alignment, local)]
    return _reply(inquiry, national, lines, [cite_unit(unit, local) for unit in units], True, [])


def _by_relation(inquiry: Inquiry, alignment: "Alignment", local: Doc) -> list[str]:
    from qa.alignment_relations import NAMES

    by_path = {unit.path: unit for unit in inquiry.units(local.key)}
    lines = []
    for relation, name in NAMES.items():
        held = [row for row in alignment.rows if row.relation == relation and row.path in by_path]
        if held:
            names = listed([unit_name(by_path[row.path], inquiry.language) for row in held], inquiry.language)
            lines.append(inquiry.say(f"{name.zh}{len(held)}条：{names}。", f"{name.en}: {len(held)} ({names})."))
    return lines


def _reply(
    inquiry: Inquiry, national: Doc, lines: list[str], citations: list[Citation], answerable: bool, asks: list[str]
) -> Reply:
    lines.append(
        inquiry.say(
            "（对应关系由本工具按标题、语句和要点比对得出，不是文件写明的。）",
            "(The correspondence is computed from headings, sentences and topics; the texts do not state it.)",
        )
    )
    if national.outline:
        lines.append(outline_note(inquiry.language))
    asks.append(inquiry.say("与国家意见相比新增了哪些条款？", "What was added beyond the national opinion?"))
    return Reply(
        text="\n".join(lines),
        answerable=answerable,
        citations=tuple(dict.fromkeys(citations)),
        basis=("explicit",),
        suggestions=tuple(asks),
    )


KIND = Kind(
    intent="compare-national",
    examples=(
        "国家意见第八条对应江西哪几条", "第十八条对应国家意见的哪一条", "江西比国家意见增加了哪些内容？",
        "国家意见里“完善城市基础设施”江西怎么落实的",
        "Where did national measure 8 (good housing and complete communities) end up in the Jiangxi text?",
        "What was added beyond the national opinion?",
    ),
    cues=(
        zh(86, "对落体衔承增加新多独异区别同沿改",
           r"(?:相)?(?:对应|落到|落在|体现在|衔接|承接|沿用|改写)(?:的)?(?:是|了)?(?:江西|省里|本省)?(?:的)?(?:哪[一几些]?条|条款)?",
           r"(?:江西|我?省里?|本省|省级|地方|实施意见)[^,。?]{0,12}?(?:怎么|如何|怎样|哪[一几些]?条)(?:来|去)?(?:的)?(?:落实|细化|贯彻|执行|对应|体现|改写)(?:的|了)?",
           r"(?:比|与|和|同|跟|较)[^,。?]{0,24}?(?:相比|比较)?[^,。?]{0,8}?(?:新增|增加|多了|多出|独有|特有|改写|不同|区别|差异|异同)(?:了|的|的是)?(?!几条|多少)(?:什么|哪些)?(?:内容|条款|地方)?",
           r"(?:没有?|未|无)(?:有|被)?(?:对应|承接|体现)(?:的|上)?",
        ),
        zh(0, "江省", r"江西|我省|本省|省里"),
        en(86,
           r"\bcorrespond\w*|\bend(?:s|ed)?\s+up\b|\bequivalents?\b|\bcounterparts?\b|\bmatch(?:es|ed|ing)?\b|\bcarried\s+over\b|\breflected\b",
           r"\b(?:add(?:s|ed|itions?)?|new|beyond|drop(?:s|ped)?|omit\w*|left\s+out|leaves?\s+out|missing|unique)\b",
           r"\b(?:differ\w*|compar\w+)\b|\b(?:taken?|took|picked)\s+up\b|\bimplement(?:s|ed)?\b(?=.*\bnational\b)",
        ),
    ),
    requires=r"(?i)国家|中央|上位|上级|全国|国务院|\bnational\b|\bState Council\b|\bcentral\b",
    answer=answer,
)  # fmt: skip
