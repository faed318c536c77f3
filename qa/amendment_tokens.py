"""The words of amendments: quotations and titles set aside, verbs, places and particles in the order of the text."""

import re
from collections.abc import Iterator

import msgspec

from graph.model import Span
from qa.amendment_places import NUMBER, STEP, Place, depth, heading_step

VERBS = ("effect", "adjust", "repeal", "change", "level", "drop", "add", "merge", "split", "move", "keep")

_PATH = rf"(?:{STEP})(?:的?(?:{STEP}))*"
_STEPS = re.compile(STEP)
_COUNT = rf"[（(]?{NUMBER}[）)]?"
_COUNTS = rf"第{_COUNT}(?:(?:、|和|至|到)第?{_COUNT})+"
_SEVERAL = rf"(?:{STEP}|的)*{_COUNTS}(?:条|款|项|目|点|章|节)"
_ROW = re.compile(rf"({_COUNTS}).$")
_OPEN, _FILL = "\ue000", "\ue004"
_HEADED = (["path"], ["field"], ["whole"])
_NO_HEADING = ("change", "level", "add", "merge", "split", "colon", "quote", "and")
_TITLE = rf"\ue002{_FILL}*\ue003"
_TOKEN = re.compile(
    rf"(?P<basis>(?:根据|依据|按照|依照|参照){_TITLE}(?:{_PATH})?|被{_TITLE}(?:所)?(?:代替|替代|取代|涵盖|废止))"
    rf"|(?P<several>{_SEVERAL})"
    r"|(?P<gives>(?:如下|以下|下列|作出|作)[^，。；：:]{0,6}?(?:修改|调整|修正|修订|规范|替换)[:：，])"
    r"|(?P<listed>下列|以下(?=[^，。；：:]{0,8}(?:文件|规章|法规|规定|办法|条款)))"
    rf"|(?P<path>{_PATH})"
    rf"|(?P<quote>\ue000{_FILL}*\ue001)|(?P<title>{_TITLE})|(?P<name>(?:文件)?(?:名称|标题|题目|题名|题注|[章节编条]名))"
    rf"|(?P<effect>自[^，。；]{{1,24}}起(?:满?{NUMBER}(?:日|天|个月|年)[之以]?后)?(?:开始|正式)*(?:施行|生效|实施|执行))"
    r"|(?P<adjust>(?:条文|条款|各条|以下|其后|此后|后续|其他|有关|相关|部分|章节|条)?[^，。；\ue000\ue003]{0,12}?"
    r"(?:顺序|序号|条序|编号|条目|条款号|条文)[^，。；]{0,6}?(?:相应|依次|顺次|作|做)[^，。；]{0,6}?(?:调整|顺延|变动|修改|改动)|(?:依次|顺次|相应)顺延(?!为))"
    r"|(?P<repeal>废止|失效|停止执行|不再执行|停止施行|停止适用|不再适用|不再有效|不再施行|予以撤销|撤销(?=\ue002))"
    r"|(?P<change>修改为|修订为|调整为|变更为|更改为|替换为|更换为|更名为|更正为|表述为|统一为|规范为|顺延为|递延为|修改成|改成|改写为|改作|改称为?|改为|修正为|(?<=[条款项目句])为(?=[:：]?\s*\ue000))"
    r"|(?P<level>(?:提高|提升|降低|下降|下调|上调|缩短|延长|放宽|扩大|扩展|压减|压缩|增加|减少|降)(?:到|至|为))"
    r"|(?P<drop>删去|删除|删掉|去掉|去除|取消)"
    r"|(?P<add>增加规定|增加|增列|新增|增设|增写|补充规定|补充|加入|插入|加上|添加)"
    r"|(?P<keep>继续有效|予以保留|保持不变|不作修改|不变)"
    r"|(?P<merge>合并)|(?P<split>拆分为|分拆为|分为|拆为|分成|分列为)"
    r"|(?P<move>移至|移到|移作|调整至|调整到|调至|并入|移入|前移|后移|单列为|(?:独立|单独|单列)成[条款项]|单独列为|单独作为|另列为|改列为)"
    rf"|(?P<as>作为|列为|成为|即)|(?P<unit>{NUMBER}(?:条|款|项|章|节|目|句|段|点|部分|个附件)|附件)"
    r"|(?P<field>(?:一栏|栏目|栏|部分)(?:中的?|里的?|内的?|的)?)"
    rf"|(?P<whole>整[章节编条款项]|全[章节条款项])|(?P<from>由(?={_OPEN}))"
    r"|(?P<between>之间|中间)|(?P<to>至|到)|(?P<after>之后|以后|后面|后)|(?P<before>之前|以前|前面|前)"
    r"|(?P<each>分别|统一|均|一律)"
    r"|(?P<and>、|和|与|及|以及|或者)|(?P<old>原)|(?P<in>中的|中|里的|里|内的)|(?P<colon>[:：])"
)
# a new text of several paragraphs opens each with a quotation mark and closes the last only
_QUOTED = re.compile(r"“(?:\n\s*“|“[^“”]*”|[^“”])*”|「[^」]*」")
_REMARK = re.compile(rf"[（(](?!{NUMBER}[）)])[^（）()\n]*(?:[（(][^（）()\n]*[）)][^（）()\n]*)*[）)]")
_GIVES = re.compile(r"((?:如下|以下|下列|作出|作)[^，。；：:]{0,6}?(?:修改|调整|修正|修订|规范|替换))[:：]")
_BROKEN = re.compile(r"(?<=[为条款项章目句])[:：]\s*\n\s*(?=[“「])")
_TITLED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")


class Token(msgspec.Struct, frozen=True):
    """A word with a function; ``steps`` are those of a ``path``."""

    kind: str
    span: Span
    text: str
    steps: Place = ()

    @property
    def inside(self) -> Span:
        """What a quotation or a title holds."""
        return Span(self.span.start + 1, self.span.end - 1)


def masked(text: str, span: Span) -> str:
    """The text with every quotation and title as a run of private characters, and remarks in brackets as blanks."""
    words = " " * span.start + text[span.start : span.end]
    words = _GIVES.sub(r"\1，", words)
    words = _BROKEN.sub(lambda match: match.group().replace("\n", " "), words)
    words = _QUOTED.sub(lambda match: f"\ue000{(len(match.group()) - 2) * _FILL}\ue001", words)
    words = _TITLED.sub(lambda match: f"\ue002{(len(match.group()) - 2) * _FILL}\ue003", words)
    return _REMARK.sub(lambda match: " " * len(match.group()), words)


def tokens_of(words: str, span: Span, text: str) -> list[Token]:
    """The tokens of a stretch of masked text, the names of places folded into the places."""
    found = [token for match in _TOKEN.finditer(words, span.start, span.end) for token in _read(match)]
    return list(_folded(list(_headings(found, text))))


def _read(match: re.Match[str]) -> Iterator[Token]:
    kind, span, words = match.lastgroup or "", Span(*match.span()), match.group()
    if kind != "several":
        yield Token(kind, span, words, tuple(_STEPS.findall(words)) if kind == "path" else ())
        return
    # 第九条第（二）、（四）项: the unit and the 第 are said once
    row = _ROW.search(words)
    assert row is not None
    counts = [*re.finditer(_COUNT, row[1])]
    above = tuple(_STEPS.findall(words[: row.start()]))
    for index, count in enumerate(counts):
        if index:
            joint = row[1][counts[index - 1].end() : count.start()]
            yield Token("to" if joint[0] in "至到" else "and", span, joint)
        yield Token("path", span, words, (*(above if not index else ()), f"第{count.group()}{words[-1]}"))


def _headings(tokens: list[Token], text: str) -> Iterator[Token]:
    """A heading in quotation marks, as a place: “重点任务”第三条, “四、附则”中的“甲”, “水费”一栏.

    What a place is called behind its number (第二部分“重点任务”第三条, 附件1《目录》) adds nothing to it. A new
    text is no heading.
    """
    for index, token in enumerate(tokens):
        last = tokens[index - 1].kind if index else ""
        following = [each.kind for each in tokens[index + 1 : index + 3]]
        if token.kind in ("field", "from", "whole") and last == "quote":
            continue
        if token.kind == "title" and last == "path" and tokens[index - 1].steps[-1].startswith("附"):
            continue
        is_heading = (
            following[:1] in _HEADED
            or following in (["in", "quote"], ["from", "quote"])
            or last == "move"
            or (following[:1] == ["move"] and last != "in")
        )
        if token.kind != "quote" or not is_heading or last in _NO_HEADING:
            yield token
        elif last != "path" or following[:1] not in (["path"], ["whole"]):
            yield Token("path", token.span, token.text, (heading_step(token.inside.of(text)),))


def _folded(tokens: list[Token]) -> Iterator[Token]:
    """A place and one below it that follows at once or behind 中: 附件2中第5项."""
    held: Token | None = None
    joint: Token | None = None
    for token in tokens:
        if held and token.kind == "in" and joint is None:
            joint = token
            continue
        if held and token.kind == "path" and _below(held, token):
            held = Token("path", Span(held.span.start, token.span.end), token.text, held.steps + token.steps)
            joint = None
            continue
        yield from (each for each in (held, joint) if each)
        held, joint = (token, None) if token.kind == "path" else (None, None)
        if held is None:
            yield token
    yield from (each for each in (held, joint) if each)


def _below(upper: Token, lower: Token) -> bool:
    return depth(lower.steps[0]) > depth(upper.steps[-1]) or lower.text.startswith(_OPEN)
