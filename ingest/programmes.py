"""Finding named programmes, plans, campaigns and coined terms: in quotation marks (“一网通办”) or by form (…行动)."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from graph.model import Programme, Span
from ingest.passages import Context, Passage
from ingest.verbs import verbs

_QUOTED = re.compile(
    r"[“\"](?P<name>[^“”\"\n。！？；]{2,30})[”\"]"
    r"(?P<head>(?:(?!等|和|与|及|的)[\u4e00-\u9fff]){0,4}"
    r"(?:专项行动|行动计划|行动方案|行动|工程|计划|战略布局|总体布局|战略))?"
)
_SPOKEN = re.compile(
    r"(?:[：:]|指出|强调|要求|字样|所称|是指|修改为|改为|增加|删去|表述为|规定的?|(?:结果|等级|评估|认定|确定|判定|鉴定|评定)为)\s*$"
)
_PLAIN_BEFORE = re.compile(r"(?:中的|将原?|把)\s*$")
_PERIOD = re.compile("十[一二三四五六七八九]五(?:规划)?")
_TEMPLATE = re.compile("[XxＸ×○]{2}")
_EVIL = re.compile("防止|避免|杜绝|遏制|严禁|不得|不搞|禁止")
_ERA = re.compile(r"(?:新时代|新时期)$")
_NAMED = re.compile(
    r"(?P<head>专项行动计划|三年行动计划|行动计划|专项行动|攻坚行动|行动|工程|计划|战略|制度)(?P<next>[\u4e00-\u9fff]{0,2})"
)
# what follows where the head is part of another word
_NO_HEAD_NEXT = {
    "行动": re.compile(r"方案|计划|不便|力|路|者|起来|措施|自|实施方案"),
    "工程": re.compile(
        r"项目|造价|质量|机械|师|款|技术|咨询|监理|勘察|设计|施工|领域|研究|总承包|建设项目|建设领|系列|院|学|量|车|中心|实验"
    ),
    "计划": re.compile(r"单列|生育|指标|开工|完成|投资|安排|下达|管理"),
    "战略": re.compile(
        r"性|合作|布局|部署|机遇|定位|规划|支点|储备|思维|支撑|高度|目标|节点|腹地|通道|资源|科技|投资|新兴|要求|意义"
    ),
    "制度": re.compile(r"创新|化|型|机制|体系|改革|供给|环境|保障|集成|成本|规范|文件|优势|开放|性|政策"),
}
_GENERIC = re.compile(
    r"^(?:本|该|此|各项?|其他?|有关|相关|上述|以上|这|重大|重点|国家|一批|一系列|系列|年度|工作|三年|滚动|投资|用地|资金|推进|"
    r"完善|建立|基本|配套|激励|约束|政策|法律|规章|的|等|专项|具体|整体|实际|统一|联合|集体|自觉|现行|各类|管理|使用|和|监督|考核|评价)*$"
)
_DULL_PLAN = re.compile(
    r"(?:年度|工作|投资|滚动|分配|用地|资金|建设|生产|推进|实施|开工|学习|培训|检查|督查|考试|采购|供应|利用|任务)$"
)
_BORDER = re.compile(
    r"[、“”《》（()）\s]|(?:行动|工程|计划|战略|制度)(?:和|与|及|以及)|等(?![级待])|(?:要|应|需)(?=加强|推进)"
)
_SYSTEM_VERBS = (
    "建立", "健全", "建立健全", "完善", "健全完善", "实行", "全面实行", "严格实行", "推行", "落实",
    "执行", "实施", "全面实施",
)  # fmt: skip
_EPITHET = re.compile("(?:新一轮|一批|一系列|各类|各项|重大)?")
_TITLE = re.compile("《[^》]*》")
_LONGEST, _SHORTEST = 36, 2


def extract_programmes(passages: Sequence[Passage], context: Context) -> list[Programme]:
    """The named programmes and coined terms, each name once a provision, quotation marks as printed."""
    programmes = []
    for passage in passages:
        seen = set()
        for span in sorted(_found(passage)):
            name = span.of(passage.text)
            bare = re.sub('[“”"]', "", name)
            if bare not in seen:
                seen.add(bare)
                programmes.append(Programme(id="", provision=passage.provision, name=name, span=span))
    return programmes


def _found(passage: Passage) -> Iterator[Span]:
    text = passage.text
    titles = [
        Span(*found.span())
        for found in re.finditer("《[^》]*》", text[: passage.span.end])
        if found.end() > passage.span.start
    ]
    quoted = [span for span in _quoted(passage) if not any(title.overlaps(span) for title in titles)]
    yield from quoted
    for span in _by_form(passage):
        if not any(other.overlaps(span) for other in (*quoted, *titles)):
            yield span


def _quoted(passage: Passage) -> Iterator[Span]:
    text = passage.text
    for found in _QUOTED.finditer(text, *passage.span):
        before = text[max(passage.span.start, found.start() - 6) : found.start()]
        if (
            _TEMPLATE.search(found["name"])
            or _PERIOD.fullmatch(found["name"])
            or _evil(text, passage.span, found.start())
        ):
            continue
        if _SPOKEN.search(before) or _PLAIN_BEFORE.search(before) or found["name"].isspace():
            continue
        start = found.start()
        if found["head"]:
            start = _after_verb(text, passage.span, start, shortest=0, listed=False) or start
        elif era := _ERA.search(before):
            start -= len(era[0])
        yield Span(start, found.end())


def _evil(text: str, span: Span, start: int) -> bool:
    """Whether the quoted words name what is to be prevented (防止“一刀切”)."""
    return _EVIL.search(text, _clause_start(text, span, start), start) is not None


def _by_form(passage: Passage) -> Iterator[Span]:
    text = passage.text
    for found in _NAMED.finditer(text, *passage.span):
        kind = next((word for word in _NO_HEAD_NEXT if found["head"].endswith(word)), "计划")
        if _NO_HEAD_NEXT[kind].match(text, found.end("head"), passage.span.end):
            continue
        start = _after_verb(text, passage.span, found.start(), systems=kind == "制度")
        if start is None:
            continue
        start = max(start, text.rfind("的", start, found.start()) + 1)
        start = _EPITHET.match(text, start).end()  # type: ignore[union-attr]
        name = text[start : found.start()]
        if _GENERIC.match(name) or (kind == "计划" and _DULL_PLAN.search(name) and "行动" not in found["head"]):
            continue
        if kind == "制度" and (len(name) < 4 or name.endswith(("各项", "有关", "相关", "等"))):
            continue
        yield Span(start, found.end("head"))


def _after_verb(
    text: str, span: Span, end: int, *, systems: bool = False, shortest: int = _SHORTEST, listed: bool = True
) -> int | None:
    """Where a name that ends at ``end`` begins: after the verb that launches it, or after a list's mark under it."""
    floor = _clause_start(text, span, end)
    border = max((found.end() for found in _BORDER.finditer(text, floor, end)), default=floor)
    opened = [found.end() for found in _launching(systems=systems).finditer(text, floor, end)]
    after = [place for place in opened if place >= border and shortest <= end - place <= _LONGEST]
    if after:
        return after[-1]
    under_list = listed and opened and floor < border <= end - shortest and end - border <= _LONGEST
    return border if under_list else None


def _clause_start(text: str, span: Span, place: int) -> int:
    return max(span.start, *(text.rfind(stop, span.start, place) + 1 for stop in "，,。；;：:\n"))


@cache
def _launching(*, systems: bool) -> re.Pattern[str]:
    words = _SYSTEM_VERBS if systems else (*verbs("launch"), "加快", "加快推进")
    names = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(f"(?:{names})(?!部门|单位|机制)")
