"""Finding what a text asks to be done: verb and object of each clause that begins with a verb of the lexicon."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest

from graph.model import Span, Task
from graph.sentences import clauses, sentences
from ingest.passages import Context, Passage
from ingest.verbs import opening_pattern, verbs

_SKIP = re.compile(
    r"[（(]|(?:责任|牵头|参与|配合|落实|协助|主办|协办|承办)(?:单位|部门)|(?:完成|办结)?(?:时限|期限)|"
    r"为(?:了|助力|更好|进一步|深入|切实|全面|贯彻|推动|加快)|"
    r"以[^，]{2,30}为"
)
_FORBIDDEN = re.compile(r"不得(?!不)|严禁|(?<!严厉)禁止|不再|不搞")
_SETTING = re.compile(
    r"(?:前提下|基础上|情况下|条件下|同时|过程中|方面|领域|时|后|期间|的|规定|之日起|为契机|为导向|为重点|为目标|要求|原则)$"
)
_MODAL = re.compile(
    r"(?<=[委部厅局办府门位区业构会市县省院校方员者社司行队户地署关组国心中团])(?:要|应当|应|须|必须|负责|将)"
    r"(?!求|素|点|件|领|用|对|急|变|收|付|届|军|人)"
)
_MOVED = re.compile(
    r"(?:将|把)(?P<object>.{2,60}?)(?P<verb>纳入|列入|作为|转为|改为|下放|压缩|控制|提高|降低|整合|交由|调整|"
    r"打造成|建设成|建成|培育成|发展成|转化|落实|融入|贯穿|用于|分解|报送|报|移交|移送|扩大|延长|缩短|优化|推广|"
    r"放在|摆在|摆上|覆盖|并入|合并|统一|上传|推送|归集|接入|公布|公开|运用|应用)"
)
_WITH = re.compile(r"(?:会同|联合|对于?|向|为|给|与|同|从|在|于|以|按|由|用|就|围绕|依托|通过|结合|按照|根据|依据)")
_LABEL = re.compile(r"[\s　]*(?:(?:一是|二是|三是|四是|五是|六是|七是)|[—\-－●•◆■·]+)?\s*")
_NOUNISH = re.compile(
    r"的|为|到位|(?!以).{2}(?:由|为(?!民|农|人|企)|是|向社会公)|机制|办公室|小组|者|时间|期限|要求$|情况$|工作$|原则$|委[、，要会员]|改革委|"
    r"(?:单位|部门|机构|机关|主体|对象|人员|项目)(?:[对按依在可不应将为与、和及凭经从因]|$)"
)
_NOTES = re.compile(r"[（(][^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*[)）]")
_BUILT_ON = re.compile(r"以[^，,]{1,40}为[^，,的]{1,8}$")
_RULE = re.compile(r"(?:严格|认真)?(?:按照?|根据|依据|依照|遵照|参照)")
_RULE_END = re.compile(r"要求|规定|标准|原则|约定|部署|精神|程序|情况|实际|需要|职责|分工|规划|计划|方式|目录|清单")
_PLACE_END = re.compile(  # where 在… or 对… ends, an adverb of the verb after it left aside
    r"(?:[中上内里下间面域节区市县省村后前时处家点库构业镇户位员者人方织目体众所]|方面)"
    r"(?:积极|优先|统筹|重点|率先|统一|联合|集中|逐步|全面|深入|大力|探索|适当|进一步|依法|按规定|及时|定期)?$"
)
_NO_OBJECT = re.compile("的|和|、|与|及|中|时|后|情况|等|用地|考核")
_DONE_TO = re.compile(
    r"(?:对于?|为|向|就)(?P<to>[^对]{2,90}?)(?P<verb>进行|予以|给予|提供|实行|报送|发放|开展)(?P<object>(?!的|和|、).{2,})$"
)
_PAPER = re.compile(r"方案|细则|意见|办法|条例|规则|规范|主体|情况")
_SHORTEST = 2


def extract_tasks(passages: Sequence[Passage], context: Context) -> list[Task]:
    """One task for each clause that asks for something; adverbs (深入, 因地制宜) are left out of the verb.

    A heading counts only where the provision has no other text.
    """
    return [
        task
        for passage, after in zip_longest(passages, passages[1:])
        if passage.kind != "front"
        for task in _tasks(passage, _holds(passage, after))
    ]


def _holds(passage: Passage, after: Passage | None) -> bool:
    """Whether the next passage is a smaller provision inside this one."""
    inside = f"{passage.provision}/"
    return after is not None and after.provision is not None and after.provision.startswith(inside)


def _tasks(passage: Passage, divided: bool) -> Iterator[Task]:
    text = passage.text
    for sentence in sentences(text, _body(passage, divided)):
        for clause in _joined(text, sentence):
            found = _read(text, clause)
            if found is not None:
                verb, object_, start = found
                span = Span(start, clause.end)
                yield Task(id="", provision=passage.provision, span=span, verb=verb, object=object_)


def _joined(text: str, sentence: Span) -> Iterator[Span]:
    """The clauses, one that goes on with 以…为… joined to it (构建以甲为引领，以乙为依托的格局)."""
    waiting: Span | None = None
    for clause in clauses(text, sentence):
        goes_on = waiting is not None and text.startswith("以", clause.start)
        if waiting is not None and goes_on and _BUILT_ON.search(text, waiting.start, waiting.end):
            waiting = Span(waiting.start, clause.end)
            continue
        if waiting is not None:
            yield waiting
        waiting = clause
    if waiting is not None:
        yield waiting


def _body(passage: Passage, divided: bool) -> Span:
    """The words that ask: the heading only where it is all there is and no smaller provisions follow."""
    title = passage.title
    if title is None:
        return passage.span
    alone = not _NOTES.sub("", passage.text[title.end : passage.span.end]).strip("。．. \n　")
    return passage.span if alone and not divided else Span(title.end, passage.span.end)


def _read(text: str, clause: Span) -> tuple[str, str, int] | None:
    """Verb, object and start of the task in a clause, if it is one."""
    start = _LABEL.match(text, clause.start, clause.end).end()  # type: ignore[union-attr]
    if _SKIP.match(text, start, clause.end) or _SETTING.search(text, start, clause.end):
        return None
    if _FORBIDDEN.search(text, start, clause.end):
        return None
    modal = _MODAL.search(text, start, min(clause.end, start + 120))
    found = _asked(text[modal.end() : clause.end]) if modal else None
    found = found or _asked(text[start : clause.end])
    if found is None:
        return None
    verb, object_ = found
    object_ = re.sub(r"[（(][^（()）]*$", "", object_).strip()
    return (verb, object_, start) if len(object_) >= _SHORTEST else None


def _asked(phrase: str) -> tuple[str, str] | None:
    return _opening(phrase) or _moved(phrase) or _by_rule(phrase) or _after_setting(phrase)


def _opening(phrase: str) -> tuple[str, str] | None:
    opened = opening_pattern().match(phrase)
    if opened is None:
        return None
    verb, rest = opened["verb"], phrase[opened.end() :]
    if _NOUNISH.match(rest):
        return None
    if len(verb) == 4 and verb.endswith("实施") and _PAPER.match(rest):
        verb, rest = verb[:2], verb[2:] + rest  # 制定实施方案
    return _helped(verb, rest) or (verb, rest.lstrip("、"))


def _helped(verb: str, rest: str) -> tuple[str, str] | None:
    """The verb after a helper (加快建设, 探索建立), where the helper is no verb of its own here."""
    if verb not in _helpers():
        return None
    again = opening_pattern().match(rest)
    if again is None or len(rest) - again.end() < _SHORTEST:
        return None
    return _helped(again["verb"], rest[again.end() :]) or (again["verb"], rest[again.end() :])


def _moved(phrase: str) -> tuple[str, str] | None:
    found = _MOVED.search(phrase)
    return (found["verb"], found["object"]) if found and len(phrase) > found.end() else None


def _by_rule(phrase: str) -> tuple[str, str] | None:
    """The main verb after 按照…要求, 根据…规定: what follows the last such word and opens with a verb."""
    rule = _RULE.match(phrase)
    if rule is None:
        return None
    for mark in reversed(list(_RULE_END.finditer(phrase, rule.end()))):
        found = _opening(phrase[mark.end() :]) or _moved(phrase[mark.end() :])
        if found is not None:
            return found
    return None


def _after_setting(phrase: str) -> tuple[str, str] | None:
    """The main verb after 对…, 在…, 向…, 由…: the first strong verb that has an object of its own."""
    if not _WITH.match(phrase):
        return None
    if done := _DONE_TO.search(phrase):
        return done["verb"], done["object"]
    inside = phrase.startswith(("在", "于", "从", "对"))
    for found in _main_verbs().finditer(phrase, 4):
        rest = phrase[found.end() :]
        if len(rest) < _SHORTEST or _NO_OBJECT.match(rest):
            continue
        if not inside or _PLACE_END.search(phrase[: found.start()]):
            return found[0], rest
    return None


@cache
def _helpers() -> frozenset[str]:
    return frozenset(verbs("helper"))


@cache
def _main_verbs() -> re.Pattern[str]:
    return re.compile(
        "组织开展|组织实施|开展|建立健全|建立|建设|设立|提供|给予|予以|实施|实行|推广|推行|加强|加大|强化|推进|推动|进行|编制|制定|报送|"
        "培育|培养|打造|完善|采购|购买|落实|明确|简化|优化|扩大|降低|取消|公开|公布|梳理|汇总|统筹|安排|选派|布局|承担|牵头|负责"
    )
