"""Which provisions of a document correspond to one of the national policy, the other way round, and what is new.

Computed by `qa.align`, and said to be: the texts do not state what corresponds to what.
"""

import re
from typing import TYPE_CHECKING

from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.levels import NATIONAL, is_of_national, levels_scope, names_both_levels, pointed, speaks_of_levels
from qa.locate import no_such, resolve
from qa.phrases import listed
from qa.question import Question
from qa.replies import Refused, Reply
from qa.rows import Doc, Unit
from qa.topics import pieces, plainer

if TYPE_CHECKING:  # its types take longer to make than most questions to answer
    from graph.alignments import Relation

# what is asked of the whole comparison, the first that matches
_ASKED: "tuple[tuple[Relation | None, str], ...]" = (
    ("split", r"(?i)拆|分(?:成|为|到|在)了?(?:哪|几|多)|\bsplit\b|\bdivided\b"),
    ("merged", r"(?i)合并|并(?:入|成|到|为)|合(?:成|为|到|在|写)|\bmerg|\bcombin|\bjoined\b"),
    (
        None,
        r"(?i)(?:没有?|未|无|缺少?|漏)(?:有|被|能)?(?:对应|落实|体现|写|承接|涉及|提|纳入)|删(?:去|掉|减)|少了|缺|漏|舍弃|去掉|落下|丢"
        r"|\b(?:drop(?:s|ped)?|left\s+out|leaves?\s+out|omit\w*|missing|without|ignor\w*|not\s+(?:carried|taken|reflected|covered)"
        r"|no\s+(?:counterpart|equivalent))\b",
    ),
    (
        "added",
        r"(?i)新增|增加|增添|多[了出]|独有|独创|自创|自己(?:加|提)|特有|另外(?:加|提)|没有?(?:国家|上位|上级)?(?:的)?依据"
        r"|国家(?:意见|文件)?(?:里|中)?(?:所)?没有的?|\badd(?:s|ed|itions?)?\b|\bnew\b|\bonly\s+in\b|\bdoes\s+not\s+have\b"
        r"|\bbeyond\b|\bmore\s+than\s+the\s+national\b|\bnot\s+in\s+the\s+national\b|\bunique\b|\bof\s+its\s+own\b"
        r"|\bno\s+(?:national|central)\s+(?:counterpart|equivalent|basis|source)\b",
    ),
    (
        "carried-over",
        r"(?i)沿用|照搬|照抄|原样|原封不动|未(?:作)?改动|\bcarr\w+\s+over\b|\bunchanged\b|\bkept\b|\bretain\w*|\bverbatim\b",
    ),
    ("adapted", r"(?i)改写|改动|调整|细化|变化|\badapt\w*|\breword\w*|\bchanged\b|\bmodif\w*"),
)  # fmt: skip
_DOCUMENT = r"(?:实施|指导)?(?:意见|文件|方案|通知|规划|内容|条款|地方|部分|要求|措施|政策|规定|关系|要点|依据|条)+"
_FORMS_ZH = (
    r"(?:新增|增加|增添|多出|多|独有|特有|自己加|自己提|漏掉|遗漏|舍弃|沿用|照搬|改写|拆分|合并)(?:了|的)?(?:是|有)?(?:哪些|什么|哪几[条项]|哪[条项]|几[条项])"
    r"(?:的)?(?:条款|措施|规定|条|内容|东西|(?:国家|上位).*)?[?？。]?$"
    r"|(?:哪些|哪几|哪一?|有没有|几|多少)(?:个)?(?:条款|措施|条|规定|内容)[^,，?？]{0,8}?(?:新增|增加|独有|沿用|照搬|原样|改写|拆分|拆开|合并)"
    r"(?:而成|而来|来|过来|出来|进来)?(?:的|了)?[?？。]?$"
    r"|(?:有没有|有|是否有)(?:什么|哪些)?(?:自己)?(?:独创|自创|独有|新增|特有)的?(?:条款|措施|内容|规定)"
)
_SUBJECT_EN = r"(?:the\s+)?[\w']+(?:\s+(?:province|opinion|government|document|plan))?"
_VERBS_EN = r"(?:add|drop|omit|leave\s+out|split|merge|adapt|reword|carry\s+over|keep|retain|change)"
_DONE_EN = (
    r"(?:added|split|merged|adapted|reworded|dropped|omitted|new|carried\s+over|left\s+out|kept|unchanged|retained)"
)
_FORMS_EN = (
    rf"\bwhat\s+(?:did|has|have|does)\s+{_SUBJECT_EN}\s+(?:{_VERBS_EN}|{_DONE_EN})\b"
    rf"|\b(?:measures?|provisions?|articles?|anything)\b[^?]{{0,30}}\b(?:(?:did|has|have|does)\s+{_SUBJECT_EN}\s+"
    rf"(?:{_VERBS_EN}|{_DONE_EN})|(?:is|are|was|were)\s+(?:wholly\s+|entirely\s+|newly\s+)?{_DONE_EN})\b"
    r"|\bwhat\s+(?:does|did)\s+[^?]{0,40}\bmeasure\s+[\w-]+\s+(?:implement|come\s+from|correspond\s+to|derive\s+from)"
    rf"|^(?:are|were|is)\s+(?:any|some|all)\b[^?]{{0,30}}\b(?:measures?|provisions?)\s+(?:wholly\s+|entirely\s+)?{_DONE_EN}\b"
    rf"|^(?:did|has|does)\s+{_SUBJECT_EN}\s+(?:{_VERBS_EN}|{_DONE_EN})\s+(?:any|all|every|some)\b"
)


_JOINED = r"[和与及跟、,，]|以及|\s*(?:,|and|&)\s*(?:measures?\s+)?"
_COUNTED = (
    r"(?!第)[一二两三四五六七八九十\d]+条(?:[里中都也拆分合没变]|$)"  # so many provisions, not the one of that number
)
_BOTH_LEVELS = 57
"""What it weighs that a question names both levels: more than that it asks where, whether or what, less than who."""
_HEADINGS = r"(?i)标题|题目|名称|叫什么|\bheadings?\b|\btitles?\b|\bcalled\b"
_HEADED = 93
"""What it weighs that a question asks for the headings of provisions of both: it can ask for nothing else."""

_WHOLE = (
    r"(?i)对照|比较|相比|对比|逐条|不同|区别|差[别异]|关系|异同|变化|改动"
    r"|\bcompar|\bbeside\b|\bdiffer|\bcorrespond|\bbecame\b|\bmatch"
)


def speaks(question: Question) -> int:
    """A question that names the national level and a province (or its document) asks of the one beside the other."""
    if not names_both_levels(question):
        return 0
    return _HEADED if question.pointers and question.matches(_HEADINGS) else _BOTH_LEVELS


def answer(inquiry: Inquiry) -> Reply | None:
    """The counterparts of the provisions that the question names; else what is new, left out, of one kind, or all."""
    from qa import comparing  # it takes longer to import than most questions to answer

    question = inquiry.question
    if not speaks_of_levels(question) and _names_a_place(inquiry):
        return None
    national, local = inquiry.scope.documents[:2]
    found = comparing.Compared(inquiry, national, local)
    starts = _pointed(inquiry, national, local) or _described(inquiry, national, local)
    both = {doc.key for doc, _ in starts} == {national.key, local.key}
    if both and question.matches(_HEADINGS):
        return comparing.headings(found, starts)
    if starts and all(unit.number is None for _, unit in starts):
        return comparing.headings(found, starts) if both else comparing.parts(found, starts)
    if both and len(starts) == 2:
        above, below = sorted(starts, key=lambda start: start[0] is local)
        return comparing.related(found, below[1], above[1])
    if starts:
        return comparing.counterparts(found, starts)
    relation, pattern = next(((one, words) for one, words in _ASKED if question.matches(words)), (None, ""))
    if not pattern:
        return comparing.everything(found) if question.matches(_WHOLE) else None
    return comparing.of_relation(found, relation) if relation else comparing.dropped(found)


def _names_a_place(inquiry: Inquiry) -> bool:
    """Whether the question names a place: what a city added is nothing that two documents are compared for."""
    from qa.names import places

    return bool(places(inquiry))


def _pointed(inquiry: Inquiry, national: Doc, local: Doc) -> list[tuple[Doc, Unit]]:
    """The provisions that the question points at, each in the document that it is of."""
    starts, lacking = [], []
    doc, last = local, 0
    for found in pointed(inquiry.question):
        between = inquiry.question.text[last : found.start]
        if not re.fullmatch(_JOINED, between):  # 国家第五条和第六条
            doc = national if is_of_national(inquiry.question, found) else local
        last = found.end
        if re.match(_COUNTED, inquiry.question.text[found.start :]):
            continue
        for step in found.steps:
            unit = resolve(inquiry, doc, (step,))
            if unit is None:
                lacking.append(no_such(inquiry, doc, (step,)))
            else:
                starts.append((doc, unit))
    if lacking and not starts:
        raise Refused(lacking[0])
    return starts


def _described(inquiry: Inquiry, national: Doc, local: Doc) -> list[tuple[Doc, Unit]]:
    """The provisions that have the question's topics: in a heading of the national text, else of the other."""
    topics = [plainer(topic) for topic in inquiry.topics if not _is_asking(topic)]
    asked = any(inquiry.question.matches(words) for _, words in _ASKED)
    fits = (_whole_heading, _in_heading) if asked else (_whole_heading, _in_heading, _in_words)
    for fit in fits:
        for doc in (national, local):
            series = [unit for unit in inquiry.units(doc.key) if unit.number is not None]
            if units := [unit for unit in series if any(fit(topic, unit) for topic in topics)][:3]:
                return [(doc, unit) for unit in units]
    for doc in (national, local):
        parts = [unit for unit in inquiry.units(doc.key) if unit.number is None and len(unit.path) == 1]
        if named := [unit for unit in parts if any(_whole_heading(topic, unit) for topic in topics)]:
            return [(doc, named[0])]
    if inquiry.question.quoted or (topics and not asked):
        shown = listed([inquiry.in_marks(topic) for topic in (inquiry.question.quoted or topics)[:2]], inquiry.language)
        text = inquiry.say(
            f"两份文件都没有与{shown}相符的条款，请写明要对照哪一条，例如“国家意见第八条对应江西哪几条”。",
            f"There is no provision on {shown} in either document. Please say which measure to compare.",
        )
        raise Refused(Reply(text=text, answerable=False))
    return []


def _is_asking(topic: str) -> bool:
    """Whether a run of words is no topic: words for documents, or what is asked of the comparison (新增)."""
    bare = topic
    for _, words in _ASKED:
        bare = re.sub(words, "", bare)
    return len(bare) < 2 or re.fullmatch(_DOCUMENT, bare) is not None


def _whole_heading(topic: str, unit: Unit) -> bool:
    bare = ["".join(char for char in text if char.isalnum()) for text in (topic, unit.title)]
    return bare[0] == bare[1]


def _in_heading(topic: str, unit: Unit) -> bool:
    return pieces(topic, unit.title) is not None


def _in_words(topic: str, unit: Unit) -> bool:
    return topic in unit.text


KIND = Kind(
    intent="compare-national",
    examples=(
        "国家意见第八条对应江西哪几条", "第十八条对应国家意见的哪一条", "江西比国家意见增加了哪些内容？",
        "国家意见里“完善城市基础设施”江西怎么落实的", "江西新增了哪些国家没有的措施？", "哪条落实了国家第十七条？",
        "Where did national measure 8 (good housing and complete communities) end up in the Jiangxi text?",
        "What was added beyond the national opinion?", "What did Jiangxi add?",
    ),
    cues=(
        zh(0, "相比之跟同", r"相(?:比|较)(?:之下|而言)?|对得上|同一[条个]"),
        zh(93, "对落体衔承增加新多独异区别同沿改拆合并漏缺没未来依写贯细执少关创",
           r"(?:相)?(?:对应|对照|落到|落在|体现在|反映在|衔接|承接|沿用|改写|照搬|拆分|拆成|合并|并入|漏掉|遗漏)(?:的|到|在|了)*(?:是|了)?(?:本省|省里)?(?:的)?(?:哪[一几些]?[条项]|第?几条|条款|什么)?",
           r"(?:怎么|如何|怎样|在?哪[一几些里]?[条项]?)(?:来|去)?(?:的)?(?:落实|细化|贯彻|执行|对应|体现|改写|承接)(?:的|了)?",
           r"(?:落实|贯彻|承接|细化|执行)(?:的|了)+(?:是|的是)?(?=国家|中央|上位|上级|国务院)",
           r"(?:在|写在?|放在?|排在?)(?:了)?[^,，?]{0,6}?(?:哪[一几里]?[条项]?|第几条)(?:落实|体现|写)?(?:的|了)?",
           r"(?:比|与|和|同|跟|较)[^,。?]{0,24}?(?:相比|比较)?[^,。?]{0,8}?(?:新增|增加|多了|多出|独有|特有|改写|不同|区别|差异|异同)(?:了|的|的是)?(?!几条|多少)(?:什么|哪些)?(?:内容|条款|地方)?",
           r"(?:有)?(?:什么|哪些|啥|何)(?:不同|区别|差别|差异|关系|出入|变化)|是(?:什么|啥|何种)关系",
           r"(?:没有?|未|无)(?:有|被)?(?:对应|承接|体现|落实|写|涉及|提到|纳入)(?:的|上|到|进)?",
           r"(?:是)?(?:从|由|源于|来自|出自|依据|根据)[^,，?]{0,8}?哪一?[条项](?:来|而来|改写|变)?(?:的)?",
           r"国家(?:的)?(?:意见|文件)?(?:里|中)?(?:所)?没有的?|(?:没有?|缺少?)(?:国家|上位|上级)(?:的)?依据|少了|(?:都|全|是否)(?:落实|写|体现|承接)(?:了|到)?(?:吗|没有)?",
           _FORMS_ZH),
        en(93,
           r"\bcorrespond\w*|\bend(?:s|ed)?\s+up\b|\bequivalents?\b|\bcounterparts?\b|\bmatch(?:es|ed|ing)?\b|\bcarried\s+over\b|\breflected\b",
           r"\b(?:add(?:s|ed|itions?)?|new|beyond|drop(?:s|ped)?|omit\w*|left\s+out|leaves?\s+out|missing|unique)\b",
           r"\b(?:differ\w*|compar\w+|unchanged|verbatim|split|merged?|adapted|reworded|relat\w+)\b|\b(?:taken?|took|picked)\s+up\b"
           r"|\bimplement(?:s|ed)?\b(?=.*\bnational\b)|\b(?:go|goes|went|find|found)\b(?=.*\bnational\b)|\bnational\b.*\b(?:go|goes|went|land\w*)\b",
           _FORMS_EN),
    ),
    requires=rf"(?i){NATIONAL}|{_FORMS_ZH}|{_FORMS_EN}",
    answer=answer,
    speaks=speaks,
    scope=levels_scope,
)  # fmt: skip
