"""Amendments stated in prose, as decisions word them: 将第三条修改为“…”, 删去…, 在第五条后增加一条….

The forms are those of 修改决定 and 废止决定 of the State Council, ministries and provinces; the Legislative Affairs
Commission's 立法技术规范（试行） has most of them. Quotations are set aside first, so that nothing in a new text
is taken for an instruction; what remains is read clause by clause, and a clause without a place of its own goes on from
the one before it (将第十条改为第十二条，第一款修改为：“…”).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from graph.errors import InputError
from graph.model import Span
from qa.amendment_places import NUMBER, Place, between, completed, depth
from qa.amendment_tokens import VERBS, Token, masked, tokens_of

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
    at: Place
    to: tuple[Place, ...]
    where: Literal["before", "after"] | None
    old: str | None
    new: str | None
    span: Span
    old_span: Span | None
    new_span: Span | None


_SENTENCE = re.compile(r"[^。；;\n]+[。；;\n]?")
_CLAUSE = re.compile(r"[^，,]+[，,]?")
_NUMBERED_ANEW = ("renumber", "split", "merge", "move")
_PARAGRAPH = re.compile(r"\n\s*“")
_LABEL = re.compile(rf"\s*(?:{NUMBER}[、.．]|[（(]{NUMBER}[）)]|第{NUMBER}[，：])\s*")


class _Reading(msgspec.Struct):
    """What a sentence has said so far."""

    title: str | None = None
    named: bool = False  # whether this sentence names a document
    listing: list[Amendment] = []  # what is to be done to the titles that follow
    frame: tuple[Place, str] | None = None  # 对第七条作如下修改, and the form of label that this stood under
    places: list[Place] = []
    origin: Place | None = None  # the provision that a paragraph of was made a provision of its own
    found: list[Amendment] = []

    @property
    def base(self) -> Place:
        """The place that a bare 第一款 belongs to."""
        return self.origin or (self.places[-1] if self.places else ())


def read_amendments(text: str, span: Span | None = None) -> list[Amendment]:
    """The instructions in a text, in order; sentences that give none are passed over."""
    words = masked(text, span or Span(0, len(text)))
    reading = _Reading()
    for match in _SENTENCE.finditer(words):
        label = _label(words, match)
        if reading.frame and label == reading.frame[1]:
            reading.frame = None
        if label or words[match.start() - 1 : match.start()] not in ("；", ";"):
            reading.places = [reading.frame[0]] if reading.frame else []
            reading.origin = None
        reading.named = False
        _read_sentence(words, Span(*match.span()), text, reading)
    return reading.found


def require_amendments(text: str, name: str) -> list[Amendment]:
    """As `read_amendments`; InputError where a document gives no such instruction."""
    found = read_amendments(text)
    if not found:
        raise InputError(f"“{name}”里没有修改、增删或废止条文的语句。")
    return found


def _label(words: str, sentence: re.Match[str]) -> str:
    """The form of the label that a sentence stands under, without its number: 、 · （） · .."""
    label = _LABEL.match(words, *sentence.span())
    return "".join(re.sub(NUMBER, "", label.group()).split()) if label else ""


def _read_sentence(words: str, sentence: Span, text: str, reading: _Reading) -> None:
    label = _LABEL.match(words, sentence.start, sentence.end)
    form = "".join(re.sub(NUMBER, "", label.group()).split()) if label else ""
    groups: list[list[Token]] = []
    for match in _CLAUSE.finditer(words, label.end() if label else sentence.start, sentence.end):
        for tokens in _instructions(tokens_of(words, Span(*match.span()), text)):
            # 作为第六条：“…” and a bare quotation go on with the clause before
            if groups and (tokens[0].kind in ("as", "colon") or _verb(tokens) is None):
                groups[-1].extend(tokens)
            else:
                groups.append(tokens)
    for tokens in groups:
        _read_clause(tokens, text, reading, form)


def _instructions(tokens: list[Token]) -> Iterator[list[Token]]:
    """A clause parted where another instruction begins: behind a new text, or at the 、 before a second place."""
    start, verb = 0, None
    for index, token in enumerate(tokens):
        last = tokens[index - 1].kind if index else ""
        if verb is not None and last == "quote" and token.kind not in _GO_ON:
            yield tokens[start:index]
            start, verb = index, None
        if token.kind in ("as", "colon") and verb is None:
            verb = index
        elif token.kind in VERBS:
            joint = [place for place in range(start, index) if tokens[place].kind == "and"]
            if verb is not None and joint and joint[-1] > verb:
                yield tokens[start : joint[-1]]
                start = joint[-1] + 1
            verb = index
    if tokens[start:]:
        yield tokens[start:]


_GO_ON = ("quote", "and", "unit", "each")


def _verb(tokens: Sequence[Token]) -> int | None:
    """The place of the verb that the clause is about."""
    return next((index for index, token in enumerate(tokens) if token.kind in VERBS), None)


def _titled(tokens: Sequence[Token], text: str) -> Iterator[tuple[str, Place]]:
    """Each title with each place that follows it; with none, the whole document."""
    starts = [index for index, token in enumerate(tokens) if token.kind == "title"]
    for start, stop in pairwise([*starts, len(tokens)]):
        for at in _paths(tokens[start:stop], ()) or [()]:
            yield tokens[start].inside.of(text), at


def _read_clause(tokens: list[Token], text: str, reading: _Reading, label: str) -> None:
    place = _verb(tokens)
    titles = [token.inside.of(text) for token in tokens if token.kind == "title"]
    if place is None:
        if titles and reading.listing:
            for title, at in _titled(tokens, text):
                reading.found += [msgspec.structs.replace(each, title=title, at=at) for each in reading.listing]
        elif titles:
            reading.title, reading.named = titles[-1], True
        if paths := _paths(tokens, reading.base):
            reading.places = paths
            if len(paths) == 1 and any(token.kind == "gives" for token in tokens):
                reading.frame = paths[0], label
        return
    _Clause(tokens, place, text, reading).read(titles)


def _paths(tokens: Sequence[Token], base: Place) -> list[Place]:
    """The places named in a row, each completed by the one before it; 第二条至第四条 are three."""
    found: list[Place] = []
    ranges = False
    for token in tokens:
        if token.kind == "path":
            place = completed(token.steps, found[-1] if found else base)
            if ranges and found:
                found.extend(between(found[-1], place))
            found.append(place)
        ranges = token.kind == "to"
    return found


def _amendment(
    kind: Kind, span: Span, *, title: str | None = None, new: str | None = None, new_span: Span | None = None
) -> Amendment:
    """An instruction that is not about a place in the text."""
    return Amendment(
        kind=kind, title=title, at=(), to=(), where=None, old=None, new=new, span=span, old_span=None, new_span=new_span
    )


class _Clause:
    """One clause: what stands before its verb, and after it."""

    def __init__(self, tokens: list[Token], verb: int, text: str, reading: _Reading) -> None:
        self.before, self.verb, self.after = tokens[:verb], tokens[verb], tokens[verb + 1 :]
        self.text, self.reading = text, reading
        if self.verb.kind in ("drop", "add"):  # the name is a place where something is taken out or put in
            self.before, self.after = _names_as_places(self.before), _names_as_places(self.after)
        self.span = Span(tokens[0].span.start, tokens[-1].span.end)

    def read(self, titles: Sequence[str]) -> None:
        if titles and self.verb.kind in ("change", "level", "drop", "add") and not self._is_name():
            self.reading.title, self.reading.places = titles[0], []
        self.reading.listing = []
        made = len(self.reading.found)
        getattr(self, f"_{self.verb.kind}")(titles)
        fresh = [one for one in self.reading.found[made:] if one.kind not in ("effect", "adjust")]
        # what follows speaks of the places as they are numbered now
        moved = [one for one in fresh if one.kind in _NUMBERED_ANEW and one.where is None]
        places = [to for one in moved for to in one.to]
        if places or any(one.at for one in fresh):
            self.reading.places = list(dict.fromkeys(places)) or [one.at for one in fresh if one.at][-1:]
            raised = [one.at for one in fresh if one.kind == "renumber" and depth(one.at[-1]) > depth(one.to[0][-1])]
            if raised or _paths(self.before, ()):
                self.reading.origin = raised[-1] if raised else None

    def _is_name(self) -> bool:
        return any(token.kind == "name" for token in self.before)

    def _at(self) -> list[Place]:
        return _paths(self.before, self.reading.base) or self.reading.places or [()]

    def _to(self, at: Place) -> list[Place]:
        return _paths(self.after, at)

    def _emit(
        self, kind: Kind, *, at: Place = (), to: Sequence[Place] = (),
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
        self._emit("adjust", title=titles[-1] if titles else None)

    def _repeal(self, titles: Sequence[str]) -> None:
        """废止《…》 · 《…》第二条停止执行 · 第十五条停止执行 · 废止下列文件：, whose titles follow."""
        objects = self.after if any(token.kind == "title" for token in self.after) else [*self.before, *self.after]
        titled = list(_titled(objects, self.text))
        for title, at in titled:
            self._emit("repeal", title=title, at=at)
        loose = [] if titled else _paths(objects, self.reading.base)
        for at in loose:
            self._emit("repeal", at=at)
        if not titled and not loose:
            self._emit("repeal")
            if not self.reading.named:
                self.reading.listing = [self.reading.found.pop()]

    def _change(self, titles: Sequence[str]) -> None:
        """将第三条修改为：“…” · 第三条中的“甲”修改为“乙” · 第三条改为第四条 · 修改为两款，作为…."""
        olds, news = _quotes(self.before, behind="path"), _quotes(self.after)
        if self._is_name():
            renamed = [*news, *(token.inside for token in self.after if token.kind == "title")]
            places = _paths(self.before, ())
            self._emit("rename", at=places[0] if places else self.reading.base, old=_nth(olds, 0), new=_nth(renamed, 0))
        elif olds and news:
            made = len(self.reading.found)
            groups = [(at, olds) for at in self._at()]
            if any(token.kind == "path" for token in self.before):
                groups = [(at, words) for at, words in _by_place(self.before, self.reading.base) if words]
            olds = list(dict.fromkeys(old for _, words in groups for old in words))
            for at, words in groups:
                for old in words:  # 分别 pairs them in order; else one new wording is for all
                    self._emit("replace", at=at, old=old, new=_nth(news, olds.index(old)))
            if any(token.kind == "listed" for token in self.before):
                self.reading.listing = self.reading.found[made:]
                del self.reading.found[made:]
        elif self.after and self.after[0].kind == "unit":
            for at in self._at():
                self._emit("split", at=at, to=self._to(at), new=_nth(news, 0))
        elif self.after and self.after[0].kind == "path":
            for at, to in zip(self._at(), self._to(()), strict=False):
                self._emit("renumber", at=at, to=[completed(to, at)])
        elif news:
            places = self._at()
            texts = _parts(self.text, news, places)
            for at, new in zip(places, texts, strict=True):
                self._emit("replace", at=at, new=new)

    def _level(self, titles: Sequence[str]) -> None:
        """第一项的“70%”提高到“80%”; without both wordings it is an aim, no amendment."""
        if _quotes(self.before, behind="path") and _quotes(self.after):
            self._change(titles)

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
            where = "after" if token.kind in ("after", "between") else "before" if token.kind == "before" else where
        olds, news = _quotes(self.before), _quotes(self.after)
        units = [token.text for token in self.after if token.kind == "unit"]
        if not (units or olds or news):
            return
        amid = any(token.kind == "between" for token in self.before)
        for at in self._at()[: 1 if amid else None]:
            named = units[:1] or [token.steps[-1] for token in self.after[:1] if token.kind == "path"]
            place = at if where or not named else tuple(step for step in at if depth(step) < depth(named[0]))
            to, old = self._to(place), olds[-1] if olds else None
            self._emit("insert", at=place, to=to, where=where, old=old, new=_nth(news, 0))

    def _keep(self, titles: Sequence[str]) -> None:
        """第二款予以保留，第三款删除: what follows belongs to the same provision."""
        self.reading.places = self._at()

    def _merge(self, titles: Sequence[str]) -> None:
        self._become("merge")

    def _split(self, titles: Sequence[str]) -> None:
        self._become("split")

    def _become(self, kind: Kind) -> None:
        news = _quotes(self.after)
        for at in self._at():
            self._emit(kind, at=at, to=self._to(at), new=_nth(news, 0))

    def _move(self, titles: Sequence[str]) -> None:
        named = next((index for index, token in enumerate(self.after) if token.kind == "as"), 0)
        side = next((token.kind for token in self.after if token.kind in ("after", "before")), None)
        where: Literal["before", "after"] | None = "after" if side == "after" else "before" if side else None
        to = _paths(self.after[named:], ())
        for at, words in _by_place(self.before, self.reading.base) or [(at, []) for at in self._at()]:
            for old in words:
                self._emit("move", at=at, to=to, where=where, old=old)
            if not words:
                self._emit("move", at=at, to=to, where=where)


def _quotes(tokens: Sequence[Token], behind: str | None = None) -> list[Span]:
    """The quotations, those behind the last token of a kind if there is one (“重点任务”第三条中的“甲”)."""
    kinds = [token.kind for token in tokens]
    start = len(kinds) - kinds[::-1].index(behind) if behind in kinds else 0
    return [token.inside for token in tokens[start:] if token.kind == "quote"]


def _names_as_places(tokens: Sequence[Token]) -> list[Token]:
    return [Token("path", token.span, token.text, (token.text,)) if token.kind == "name" else token for token in tokens]


def _parts(text: str, news: Sequence[Span], places: Sequence[Place]) -> list[Span | None]:
    """The new text of each place: one text of as many paragraphs as there are places is shared out among them."""
    if len(news) == 1 and len(places) > 1:
        breaks = [Span(*each.span()) for each in _PARAGRAPH.finditer(text, news[0].start, news[0].end)]
        if len(breaks) == len(places) - 1:
            starts = [news[0].start, *(each.end for each in breaks)]
            stops = [*(each.start for each in breaks), news[0].end]
            return [Span(start, stop) for start, stop in zip(starts, stops, strict=True)]
    return [_nth(news, index) for index in range(len(places))]


def _nth(spans: Sequence[Span], index: int) -> Span | None:
    """The span in this place; the last one for places beyond."""
    return spans[min(index, len(spans) - 1)] if spans else None


def _by_place(tokens: Sequence[Token], base: Place) -> list[tuple[Place, list[Span]]]:
    """Each place with the quotations that follow it; places before a quotation share it (第二条、第三条中的“甲”)."""
    groups: list[tuple[list[Place], list[Span]]] = []
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
            groups[-1][1].append(token.inside)
    return [(place, words) for places, words in groups for place in places]
