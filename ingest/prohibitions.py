"""Finding the clauses that forbid or strictly limit: 不得…, 严禁…, 严格限制…, 坚决遏制…"""

import re
from collections.abc import Iterator, Sequence

from graph.model import Prohibition, Span
from ingest.passages import Context, Passage
from ingest.verbs import opening_pattern

_FORBIDS = re.compile(
    "|".join((
        r"不得(?!不|已|力|当|人心)|严禁|不准(?!确)|不许|不允许|不搞|不能(?:随意|擅自|以任何|搞|超|违)|不可(?:擅自|随意)",
        r"(?<!除)(?<!明令)(?<!法律)(?<!法规)(?<!依法)(?<!取消)(?<!解除)禁止(?!类|性|令|的|目录|名录|清单|进境的|开发区|建设区)",
        r"(?:一律|一概|坚决|绝|决)不(?:得|予|准|许|能|允许|搞|再|批|新|办|受理)?",
        r"不再(?:新|审批|设|保留|受理|安排|批准|核准|办理|收取|征收|使用|生产|销售|开展|实施|执行|出台|增加|扩大)",
        r"严格(?:限制|控制|管控(?!制度|措施|要求))(?!的)|从严(?:控制|限制|管控)|严控|严管严控",
        r"坚决(?:遏制|杜绝|防止|避免|制止|禁止|取缔|反对|克服)|杜绝|遏制(?=盲目|违规|新增)",
        r"防止(?=盲目|随意|擅自|“|违规|一哄|搞|大拆)",
    ))
)  # fmt: skip
_RELIEF = re.compile(r"不再(?:要求|需|收取企业|提交)")
_EXCEPTS = re.compile(r"除[^，]*外$")
_ENDED = re.compile(r"(?:将|把)[^，]*$")
_GOES_ON = re.compile(r"(?:纳入|作为|转为|列为|列入|用于|交由|改为|变为|委托|挪作|转嫁|分解|下放|与|强加|拆分|摊派)")


def extract_prohibitions(passages: Sequence[Passage], context: Context) -> list[Prohibition]:
    """One prohibition for each clause that forbids or strictly limits; its span is the clause without stop."""
    return [
        Prohibition(id="", provision=passage.provision, span=span)
        for passage in passages
        if passage.kind != "front"
        for span in _forbidding(passage)
    ]


def _forbidding(passage: Passage) -> Iterator[Span]:
    text = passage.text
    all_clauses = list(passage.clauses())
    for place, clause in enumerate(all_clauses):
        found = _first(text, clause)
        if found is None:
            continue
        end = clause.end
        rest = Span(found.end(), clause.end)
        if place + 1 < len(all_clauses) and _unfinished(text, rest):
            following = all_clauses[place + 1]
            if text[clause.end] in "，," and opening_pattern().match(text, following.start, following.end):
                end = following.end
        yield Span(clause.start, end)


def _first(text: str, clause: Span) -> re.Match[str] | None:
    if _EXCEPTS.search(text, clause.start, clause.end):
        return None
    for found in _FORBIDS.finditer(text, *clause):
        inside = text[clause.start : found.start()]
        quoted = inside.count("《") > inside.count("》") or inside.count("“") > inside.count("”")
        if not quoted and not _RELIEF.match(text, found.start()):
            return found
    return None


def _unfinished(text: str, rest: Span) -> bool:
    """Whether the words go on after the comma: 不得将已取消的事项，…转为收费服务."""
    phrase = rest.of(text)
    return bool(_ENDED.match(phrase)) and not _GOES_ON.search(phrase)
