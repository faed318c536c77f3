"""Amendments stated in prose, as decisions word them: 将第三条修改为“…”, 删去…, 在第五条后增加一条….

The forms are those of 修改决定 and 废止决定 of the State Council, ministries and provinces; the Legislative Affairs
Commission's 立法技术规范（试行） has most of them. Quotations are set aside first, so that nothing in a new text
is taken for an instruction; what remains is read clause by clause, and a clause without a place of its own goes on from
the one before it (将第十条改为第十二条，第一款修改为：“…”).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from graph.errors import InputError
from graph.model import Span
from graph.numerals import read_number
from qa.phrases import han

Kind = Literal[
    "replace", "delete", "insert", "renumber", "merge", "split", "move", "rename", "repeal", "adjust", "effect"
]


class Amendment(msgspec.Struct, frozen=True, kw_only=True):
    """One instruction. ``kind`` with ``old`` or ``new`` None tells whole provisions from words in them.

    ``at`` is the place as labels (第三条, 第一款), empty for the whole text; ``to`` the places that result (作为第六条,
    改为第七条); ``where`` says on which side of ``at`` (and of ``old``) something is put in. ``title`` is the document
    meant, if one is named; ``span`` is the clause, ``old_span`` and ``new_span`` the quoted words without their quotes.
    """

    kind: Kind
    title: str | None
    at: tuple[str, ...]
    to: tuple[tuple[str, ...], ...]
    where: Literal["before", "after"] | None
    old: str | None
    new: str | None
    span: Span
    old_span: Span | None
    new_span: Span | None


_NUMBER = r"[〇零一二三四五六七八九十百千两\d]+"
_STEP = (
    rf"第[（(]?{_NUMBER}[）)]?(?:条之{_NUMBER}|条|款|项|章|节|目|部分|点|编|自然段|段|句|小节|行)|[（(]{_NUMBER}[）)](?:项|款|条|点|目)?"
    rf"|附件(?:{_NUMBER})?|附表(?:{_NUMBER})?|附则|附录|目录|序言|引言|开头|首段|末段|首句|末句|最后一款|最后一条|最后一项|最后一句|前段|后段"
)
_PATH = re.compile(rf"(?:{_STEP})(?:的?(?:{_STEP}))*")
_STEPS = re.compile(_STEP)
_DEPTHS = ("编", "章", "部分", "节", "条", "款", "项", "点", "目", "段", "句")

_TOKEN = re.compile(
    rf"(?P<path>{_PATH.pattern})"
    r"|(?P<quote>\ue000\ue004*\ue001)|(?P<title>\ue002\ue004*\ue003)|(?P<name>(?:文件)?(?:名称|标题|题目|题名|题注|章名))"
    r"|(?P<effect>自[^，。；]{1,24}起(?:开始)?(?:正式)?(?:施行|生效|实施|执行))"
    r"|(?P<adjust>(?:条文|条款|各条|以下|其后|此后|后续|其他|有关|相关|部分|章节|条)?[^，。；\ue000]{0,12}?"
    r"(?:顺序|序号|条序|编号|条目|条款号|条文)[^，。；]{0,6}?(?:相应|依次|顺次|作|做)[^，。；]{0,6}?(?:调整|顺延|变动|修改|改动)|依次顺延|顺次顺延|相应顺延)"
    r"|(?P<repeal>废止|失效|停止执行|不再执行|停止施行|停止适用|不再适用|予以撤销)"
    r"|(?P<change>修改为|修订为|调整为|变更为|更改为|替换为|更换为|更名为|更正为|表述为|统一为|修改成|改成|改写为|改作|改为|修正为)"
    r"|(?P<drop>删去|删除|删掉|去掉|去除|取消)"
    r"|(?P<add>增加规定|增加|增列|新增|增设|增写|补充规定|补充|加入|插入|加上|添加)"
    r"|(?P<merge>合并)|(?P<split>拆分为|分拆为|分为|拆为|分成|分列为)"
    r"|(?P<move>移至|移到|移作|调整至|调整到|调至|并入|移入|前移|后移)"
    rf"|(?P<as>作为|列为|成为|即)|(?P<unit>{_NUMBER}(?:条|款|项|章|节|目|句|段|点|部分|个附件)|附件)"
    r"|(?P<to>至|到)|(?P<after>之后|以后|后面|后)|(?P<before>之前|以前|前面|前)|(?P<each>分别|统一|均|一律)"
    r"|(?P<and>、|和|与|及|以及|或者)|(?P<old>原)|(?P<in>中的|中|里的|内的)|(?P<colon>[:：])"
)
# a new text of several paragraphs opens each with a quotation mark and closes the last only
_QUOTED = re.compile(r"“(?:\n\s*“|“[^“”]*”|[^“”])*”|「[^」]*」")
_GIVES = re.compile("(?:如下|以下|下列|作出|作)(?:修改|调整|修正|修订)[:：]")
_BROKEN = re.compile(r"(?<=[为条款项章目句])[:：]\s*\n\s*(?=[“「])")
_COUNTED = re.compile(rf"第({_NUMBER})(条|款|项|章|节)")
_WIDEST = 200  # places in a range; more is a slip of the pen
_FILL = "\ue004"
_TITLED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_SENTENCE = re.compile(r"[^。；;\n]+[。；;\n]?")
_CLAUSE = re.compile(r"[^，,]+[，,]?")
_LABEL = re.compile(rf"\s*(?:{_NUMBER}[、.．]|[（(]{_NUMBER}[）)]|第{_NUMBER}[，：])\s*")


class _Token(msgspec.Struct, frozen=True):
    kind: str
    text: str
    span: Span


class _Reading(msgspec.Struct):
    """What a sentence has said so far."""

    title: str | None = None
    named: bool = False  # whether this sentence names a document
    listing: bool = False  # whether titles that follow are repealed
    places: list[tuple[str, ...]] = []
    found: list[Amendment] = []

    @property
    def base(self) -> tuple[str, ...]:
        """The place that a bare 第一款 belongs to."""
        return self.places[-1] if self.places else ()


def read_amendments(text: str, span: Span | None = None) -> list[Amendment]:
    """The instructions in a text, in order; sentences that give none are passed over."""
    masked = _masked(text, span or Span(0, len(text)))
    reading = _Reading()
    for match in _SENTENCE.finditer(masked):
        if masked[match.start() - 1 : match.start()] not in ("；", ";"):
            reading.places = []
        reading.named = False
        _read_sentence(masked, Span(*match.span()), text, reading)
    return reading.found


def require_amendments(text: str, name: str) -> list[Amendment]:
    """As `read_amendments`; InputError where a document gives no such instruction."""
    found = read_amendments(text)
    if not found:
        raise InputError(f"“{name}”里没有修改、增删或废止条文的语句。")
    return found


def _masked(text: str, span: Span) -> str:
    """The text with every quotation and title as one run of private characters of the same length."""
    masked = " " * span.start + text[span.start : span.end]
    masked = _GIVES.sub(lambda match: f"{match.group()[:-1]}，", masked)
    masked = _BROKEN.sub(lambda match: match.group().replace("\n", " "), masked)
    masked = _QUOTED.sub(lambda match: f"\ue000{(len(match.group()) - 2) * _FILL}\ue001", masked)
    return _TITLED.sub(lambda match: f"\ue002{(len(match.group()) - 2) * _FILL}\ue003", masked)


def _read_sentence(masked: str, sentence: Span, text: str, reading: _Reading) -> None:
    label = _LABEL.match(masked, sentence.start, sentence.end)
    groups: list[list[_Token]] = []
    for match in _CLAUSE.finditer(masked, label.end() if label else sentence.start, sentence.end):
        for tokens in _instructions(_tokens(masked, Span(*match.span()))):
            # 作为第六条：“…” and a bare quotation go on with the clause before
            if groups and (tokens[0].kind in ("as", "colon") or _verb(tokens) is None):
                groups[-1].extend(tokens)
            else:
                groups.append(tokens)
    for tokens in groups:
        _read_clause(tokens, text, reading)


def _tokens(masked: str, span: Span) -> list[_Token]:
    return [
        _Token(match.lastgroup or "", match.group(), Span(*match.span()))
        for match in _TOKEN.finditer(masked, span.start, span.end)
    ]


def _instructions(tokens: list[_Token]) -> Iterator[list[_Token]]:
    """A clause parted where another instruction begins: behind a new text, or at the 、 before a second place."""
    start, verb = 0, None
    for index, token in enumerate(tokens):
        last = tokens[index - 1].kind if index else ""
        if verb is not None and last == "quote" and token.kind not in _GO_ON:
            yield tokens[start:index]
            start, verb = index, None
        if token.kind in ("as", "colon") and verb is None:
            verb = index
        elif token.kind in _VERBS:
            joint = [place for place in range(start, index) if tokens[place].kind == "and"]
            if verb is not None and joint and joint[-1] > verb:
                yield tokens[start : joint[-1]]
                start = joint[-1] + 1
            verb = index
    if tokens[start:]:
        yield tokens[start:]


_VERBS = ("effect", "adjust", "repeal", "change", "drop", "add", "merge", "split", "move")
_GO_ON = ("quote", "and", "unit", "each")


def _verb(tokens: Sequence[_Token]) -> int | None:
    """The place of the verb that the clause is about."""
    return next((index for index, token in enumerate(tokens) if token.kind in _VERBS), None)


def _read_clause(tokens: list[_Token], text: str, reading: _Reading) -> None:
    place = _verb(tokens)
    titles = [_inside(token).of(text) for token in tokens if token.kind == "title"]
    if place is None:
        if titles and reading.listing:
            span = Span(tokens[0].span.start, tokens[-1].span.end)
            reading.found += [_amendment("repeal", span, title=title) for title in titles]
        elif titles:
            reading.title, reading.named = titles[-1], True
        if paths := _paths(tokens, reading.base):
            reading.places = paths
        return
    _Clause(tokens, place, text, reading).read(titles)


def _inside(token: _Token) -> Span:
    """What a quotation or a title holds."""
    return Span(token.span.start + 1, token.span.end - 1)


def _paths(tokens: Sequence[_Token], base: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The places named in a row, each completed by the one before it; 第二条至第四条 are three."""
    found: list[tuple[str, ...]] = []
    ranges = False
    for token in tokens:
        if token.kind == "path":
            path = tuple(_STEPS.findall(token.text))
            before = found[-1] if found else base
            place = (*_above(before, path[0]), *path)
            if ranges and found:
                found.extend(_between(found[-1], place))
            found.append(place)
        ranges = token.kind == "to"
    return found


def _between(first: tuple[str, ...], last: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The places between two, where only the last step's number differs."""
    ends = [_COUNTED.fullmatch(place[-1]) for place in (first, last)]
    if first[:-1] != last[:-1] or not ends[0] or not ends[1] or ends[0][2] != ends[1][2]:
        return []
    start, stop = (read_number(end[1]) or 0 for end in ends if end)
    return [(*first[:-1], f"第{han(number)}{ends[0][2]}") for number in range(start + 1, min(stop, start + _WIDEST))]


def _above(before: Sequence[str], first: str) -> tuple[str, ...]:
    """The steps of an earlier place that stand over a step of this kind."""
    depth = _depth(first)
    above = tuple(step for step in before if _depth(step) < depth)
    if "条" in first:  # articles are numbered through the chapters
        return tuple(step for step in above if step[-1] not in "编章节")
    return above


def _depth(step: str) -> int:
    for depth, word in enumerate(_DEPTHS):
        if re.search(rf"{word}(?:之{_NUMBER})?$", step):
            return depth
    return _DEPTHS.index("项") if step[:1] in "（(" else 0


def _amendment(
    kind: Kind, span: Span, *, title: str | None = None, new: str | None = None, new_span: Span | None = None
) -> Amendment:
    """An instruction that is not about a place in the text."""
    return Amendment(
        kind=kind, title=title, at=(), to=(), where=None, old=None, new=new, span=span, old_span=None, new_span=new_span
    )


class _Clause:
    """One clause: what stands before its verb, and after it."""

    def __init__(self, tokens: list[_Token], verb: int, text: str, reading: _Reading) -> None:
        self.before, self.verb, self.after = tokens[:verb], tokens[verb], tokens[verb + 1 :]
        self.text, self.reading = text, reading
        self.span = Span(tokens[0].span.start, tokens[-1].span.end)

    def read(self, titles: Sequence[str]) -> None:
        if titles and self.verb.kind in ("change", "drop", "add") and not self._is_name():
            self.reading.title, self.reading.places = titles[0], []
        self.reading.listing = False
        made = len(self.reading.found)
        getattr(self, f"_{self.verb.kind}")(titles)
        fresh = [one for one in self.reading.found[made:] if one.kind not in ("effect", "adjust")]
        # what follows speaks of the places as they are numbered now
        places = [to for one in fresh if one.kind in ("renumber", "split", "merge") for to in one.to]
        if places or any(one.at for one in fresh):
            self.reading.places = list(dict.fromkeys(places)) or [one.at for one in fresh if one.at][-1:]

    def _is_name(self) -> bool:
        return any(token.kind == "name" for token in self.before)

    def _at(self) -> list[tuple[str, ...]]:
        return _paths(self.before, self.reading.base) or self.reading.places or [()]

    def _to(self, at: tuple[str, ...]) -> list[tuple[str, ...]]:
        return _paths(self.after, at)

    def _emit(
        self, kind: Kind, *, at: tuple[str, ...] = (), to: Sequence[tuple[str, ...]] = (),
        where: Literal["before", "after"] | None = None, old: Span | None = None, new: Span | None = None,
        title: str | None = None,
    ) -> None:  # fmt: skip
        self.reading.found.append(
            Amendment(
                kind=kind, title=title or self.reading.title, at=at, to=tuple(to), where=where,
                old=old.of(self.text) if old else None, new=new.of(self.text) if new else None, span=self.span,
                old_span=old, new_span=new,
            )
        )  # fmt: skip

    def _effect(self, titles: Sequence[str]) -> None:
        self.reading.found.append(_amendment("effect", self.span, new=self.verb.text, new_span=self.verb.span))

    def _adjust(self, titles: Sequence[str]) -> None:
        self._emit("adjust")

    def _repeal(self, titles: Sequence[str]) -> None:
        """废止《…》 · 《…》（…）自…起废止 · 第十五条停止执行 · 废止下列文件：, whose titles follow."""
        places = [] if titles else _paths([*self.before, *self.after], self.reading.base)
        for title in titles:
            self._emit("repeal", title=title)
        for at in places:
            self._emit("repeal", at=at)
        if not titles and not places and self.reading.named:
            self._emit("repeal")
        self.reading.listing = not titles and not places and not self.reading.named

    def _change(self, titles: Sequence[str]) -> None:
        """将第三条修改为：“…” · 第三条中的“甲”修改为“乙” · 第三条改为第四条 · 修改为两款，作为…."""
        olds, news = _quotes(self.before, behind="path"), _quotes(self.after)
        if self._is_name():
            renamed = [*news, *(_inside(token) for token in self.after if token.kind == "title")]
            places = _paths(self.before, ())
            self._emit("rename", at=places[0] if places else self.reading.base, old=_nth(olds, 0), new=_nth(renamed, 0))
        elif olds:
            for at in self._at():
                for index, old in enumerate(olds):  # 分别 pairs them in order; else one new wording is for all
                    self._emit("replace", at=at, old=old, new=_nth(news, index))
        elif self.after and self.after[0].kind == "unit":
            for at in self._at():
                self._emit("split", at=at, to=self._to(at), new=_nth(news, 0))
        elif self.after and self.after[0].kind == "path":
            for at, to in zip(self._at(), self._to(()), strict=False):
                self._emit("renumber", at=at, to=[(*_above(at, to[0]), *to)])
        elif news:
            for index, at in enumerate(self._at()):
                self._emit("replace", at=at, new=_nth(news, index))

    def _drop(self, titles: Sequence[str]) -> None:
        """删去第三条 · 删去第三条中的“甲” · 第三条中的“甲”予以删除."""
        for at, words in _by_place([*self.before, *self.after], self.reading.base):
            for old in words:
                self._emit("delete", at=at, old=old)
            if at and not words:
                self._emit("delete", at=at)

    def _add(self, titles: Sequence[str]) -> None:
        """在第五条后增加一条，作为第六条：“…” · 第三条增加一款，作为第二款：“…” · 在“甲”后增加“乙”."""
        where: Literal["before", "after"] | None = None
        for token in self.before:
            where = "after" if token.kind == "after" else "before" if token.kind == "before" else where
        olds, news = _quotes(self.before), _quotes(self.after)
        units = [token.text for token in self.after if token.kind == "unit"]
        if not (units or olds or news):
            return
        for at in self._at():
            place = at if where or not units else tuple(step for step in at if _depth(step) < _depth(units[0]))
            self._emit("insert", at=place, to=self._to(place), where=where, old=_nth(olds, 0), new=_nth(news, 0))

    def _merge(self, titles: Sequence[str]) -> None:
        self._become("merge")

    def _split(self, titles: Sequence[str]) -> None:
        self._become("split")

    def _become(self, kind: Kind) -> None:
        news = _quotes(self.after)
        for at in self._at():
            self._emit(kind, at=at, to=self._to(at), new=_nth(news, 0))

    def _move(self, titles: Sequence[str]) -> None:
        side = next((token.kind for token in self.after if token.kind in ("after", "before")), None)
        where: Literal["before", "after"] | None = "after" if side == "after" else "before" if side else None
        for at in self._at():
            self._emit("move", at=at, to=self._to(()), where=where)


def _quotes(tokens: Sequence[_Token], behind: str | None = None) -> list[Span]:
    """The quotations, those behind the last token of a kind if there is one (“重点任务”第三条中的“甲”)."""
    kinds = [token.kind for token in tokens]
    start = len(kinds) - kinds[::-1].index(behind) if behind in kinds else 0
    return [_inside(token) for token in tokens[start:] if token.kind == "quote"]


def _nth(spans: Sequence[Span], index: int) -> Span | None:
    """The span in this place; the last one for places beyond."""
    return spans[min(index, len(spans) - 1)] if spans else None


def _by_place(tokens: Sequence[_Token], base: tuple[str, ...]) -> list[tuple[tuple[str, ...], list[Span]]]:
    """Each place with the quotations that follow it; places before a quotation share it (第二条、第三条中的“甲”)."""
    groups: list[tuple[list[tuple[str, ...]], list[Span]]] = []
    last = base
    for index, token in enumerate(tokens):
        if token.kind == "path":
            ranged = index > 1 and tokens[index - 1].kind == "to" and groups and not groups[-1][1]
            places = _paths(tokens[index - 2 : index + 1], base)[1:] if ranged else _paths([token], last)
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].extend(places)
            last = places[-1]
        elif token.kind == "quote":
            if not groups:
                groups.append(([base], []))
            groups[-1][1].append(_inside(token))
    return [(place, words) for places, words in groups for place in places]
