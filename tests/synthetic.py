"""Synthetic official notices with the truth known by construction.

`notice` draws one from a seed and a `Style`; `notices` is the same as a hypothesis strategy; `documents`
gives any number of plain ones for the benchmarks. The sentences are those of ``data/pool.toml``.
"""

import itertools
from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec
from hypothesis import strategies

from graph.model import Span
from tests.synthetic_content import POOL, Desk, Piece, Style
from tests.synthetic_tree import DIGITS, Node, chinese, draw_tree


class TrueProvision(msgspec.Struct, frozen=True):
    """What `parse` must say of a provision (ends trimmed)."""

    path: tuple[str, ...]
    level: str
    ordinal: int
    title: str
    span: Span


class Located(msgspec.Struct, frozen=True):
    """A piece of text and where it stands; the path is empty outside all provisions."""

    path: tuple[str, ...]
    span: Span
    piece: Piece


class Truth(msgspec.Struct, frozen=True, kw_only=True):
    """One document of a notice."""

    title: str
    notice_title: str | None
    doc_number: str | None
    issuers: tuple[str, ...]
    date: str
    genre: str
    legend: str | None
    provisions: tuple[TrueProvision, ...]
    pieces: tuple[Located, ...]


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its line ends turned into ``\\n`` (``crlf`` asks for the other), and its truth."""

    name: str
    text: str
    crlf: bool
    truths: tuple[Truth, ...]


# The page ------------------------------------------------------------------------------------------------------------


class _Page:
    """Text written paragraph by paragraph, with what stands where."""

    def __init__(self, style: Style) -> None:
        self.style, self.parts, self.length = style, [""], 0
        self.joined = False
        self.paragraphs = 0

    def put(self, text: str) -> Span:
        self.parts.append(text)
        self.length += len(text)
        return Span(self.length - len(text), self.length)

    def paragraph(self, *, indent: bool = True) -> None:
        """Begin a paragraph; nothing where breaks were lost."""
        self.paragraphs += 1
        if self.length and not self.joined:
            self.put("\n\n" if self.style.blank_lines else "\n")
            if self.style.furniture == "paging" and self.paragraphs % 9 == 0:
                self.put(f"— {self.paragraphs // 9} —\n")
        if indent and not self.joined:
            self.put(self.style.indent)

    def line(self, text: str, *, indent: bool = False) -> Span:
        self.paragraph(indent=indent)
        return self.put(text)

    def text(self) -> str:
        return "".join(self.parts)


class _Record:
    """Collects the truth of one document while its page is written."""

    def __init__(self) -> None:
        self.provisions: list[TrueProvision] = []
        self.pieces: list[Located] = []

    def piece(self, page: _Page, path: tuple[str, ...], piece: Piece) -> None:
        self.pieces.append(Located(path, page.put(piece.text), piece))


def _write(page: _Page, record: _Record, node: Node, parents: tuple[str, ...]) -> None:
    path = (*parents, node.label)
    style = page.style
    page.paragraph()
    start = page.put(node.sign).start
    place = len(record.provisions)
    paragraphs = list(node.paragraphs)
    if node.heading is None:
        title = node.paragraphs[0][0].text
    else:
        title = node.heading
        page.put(title)
        # A part's heading stands alone; every other may run into its text.
        own_line = node.level in ("part", "chapter") or style.heading != "run-in"
        if style.breaks == "lost":
            own_line = not paragraphs
        if not own_line or (style.heading == "own-line-stop" and node.level not in ("part", "chapter")):
            page.put("。")
        if own_line:
            paragraphs.insert(0, ())
    for number, pieces in enumerate(paragraphs):
        if number:
            page.paragraph()
        for piece in pieces:
            record.piece(page, path, piece)
    end = page.length
    for child in node.children:
        _write(page, record, child, path)
    end = page.length if node.children else end
    title = title.rstrip("。")
    record.provisions.insert(place, TrueProvision(path, node.level, node.ordinal, title, Span(start, end)))


# The notice ----------------------------------------------------------------------------------------------------------

_PROVINCES = ("江西", "湖南", "四川", "浙江", "甘肃")
_CITIES = ("宁波", "洛阳", "赣州", "绵阳", "常德")
_GENRES = ("实施意见", "指导意见", "行动计划", "实施方案", "意见")


class _Face(msgspec.Struct, frozen=True, kw_only=True):
    """Who says what when: the metadata of a notice before it is laid out."""

    issuer_lines: tuple[str, ...]
    issuers: tuple[str, ...]
    title: str
    genre: str
    number: str | None
    date: str
    date_text: str


def _face(random: Random, style: Style, serial: int) -> _Face:
    year, month, day = random.randint(2018, 2026), random.randint(1, 12), random.randint(1, 28)
    issuers, short = _issuers(random, style)
    genre = "通知" if style.plans else random.choice(_GENRES)
    topic = random.choice(POOL["topics"])
    what = f"关于印发{topic}{'有关' if style.plans > 1 else ''}方案的通知" if style.plans else f"关于{topic}的{genre}"
    inside = style.title in ("issuer-inside", "joint-inside")
    number = None
    if style.number:
        left, right = style.number
        number = f"{short}{left}{year}{right}{serial}号"
    digits = "".join(DIGITS[int(digit)] for digit in str(year))
    date_text = f"{digits}年{chinese(month)}月{chinese(day)}日" if style.chinese_date else f"{year}年{month}月{day}日"
    return _Face(
        issuer_lines=() if inside else issuers, issuers=issuers, title=(" ".join(issuers) if inside else "") + what,
        genre=genre, number=number, date=f"{year}-{month:02}-{day:02}", date_text=date_text,
    )  # fmt: skip


def _issuers(random: Random, style: Style) -> tuple[tuple[str, ...], str]:
    joint = style.title.startswith("joint")
    if style.authority == "state":
        if joint:
            return tuple(random.sample(("国家发展改革委", "财政部", "商务部", "农业农村部"), 3)), "发改产业"
        return ("国务院办公厅",), "国办发"
    if style.authority == "province":
        place = random.choice(_PROVINCES)
        if joint:
            return (f"中共{place}省委", f"{place}省人民政府"), f"{place[0]}发"
        return (f"{place}省人民政府",), f"{place[0]}府发"
    place = random.choice(_CITIES)
    if joint:
        return (f"{place}市发展和改革委员会", f"{place}市财政局"), f"{place[0]}发改"
    return (f"{place}市人民政府办公室",), f"{place[0]}政办"


def _split(random: Random, title: str, issuers: int, lines: int) -> list[str]:
    """The title over several lines of six characters or more, never cut where its issuers end."""
    cuts: list[int] = []
    for _ in range(lines - 1):
        room = [cut for cut in range(issuers + 6, len(title) - 5) if all(abs(cut - other) >= 6 for other in (0, *cuts))]
        cuts = sorted([*cuts, random.choice(room)]) if room else cuts
    return [title[start:end] for start, end in itertools.pairwise([0, *cuts, len(title)])]


_NAVIGATION = (
    "首页 > 政务公开 > 政策文件", "无障碍浏览 长者模式", "当前位置：首页 > 公文", "字号：大 中 小", "打印 收藏",
)  # fmt: skip
_FOOT = ("分享到：微信 微博", "打印本页 关闭窗口", "上一篇：没有了 下一篇：政策解读", "版权所有 网站标识码1234567890")


def _front(page: _Page, random: Random, style: Style, face: _Face) -> None:
    if style.furniture == "crawl":
        for text in _NAVIGATION:
            page.line(text)
    if style.furniture in ("portal", "crawl"):
        rows = [("索 引 号", "014500/2024-00123"), ("主题分类", "综合政务"), ("发文机关", " ".join(face.issuers))]
        rows += [("成文日期", face.date_text), ("标　　题", face.title)]
        rows += [("发文字号", face.number)] if face.number else []
        for head, value in [*rows, ("发布日期", "2026年12月30日")]:
            if style.furniture == "portal":
                page.line(f"{head}：")
                page.line(str(value))
            else:
                page.line(f"{head}：{value}")
    for issuers in [" ".join(face.issuer_lines)] if random.random() < 0.5 else face.issuer_lines:
        if issuers:
            page.line(issuers)
    inside = 0 if face.issuer_lines else len(" ".join(face.issuers))
    lines = [face.title] if style.breaks == "lost" else _split(random, face.title, inside, style.title_lines)
    for text in lines:
        page.line(text)
    if style.date == "under-title":
        page.line(f"（{face.date_text}）")
    if face.number:
        page.line(face.number)


def _signature(page: _Page, style: Style, face: _Face) -> None:
    if style.date == "signature":
        for issuer in face.issuers:
            page.line(issuer)
        page.line(face.date_text)
    if style.authority == "state":
        page.line("（此件公开发布）")


def _tail(page: _Page, style: Style) -> None:
    texts = {
        "portal": ("扫一扫在手机打开当前页",),
        "crawl": _FOOT,
    }.get(style.furniture, ())
    for text in texts:
        page.line(text)


def settled(style: Style) -> Style:
    """The nearest style that a reader can take only one way."""
    change: dict[str, Any] = {}
    if style.breaks == "lost":
        change |= {"heading": "run-in", "plans": 0, "attachments": False, "blank_lines": False, "indent": ""}
        change |= {"title_lines": 1, "date": "signature"}
        if style.furniture == "paging":
            change["furniture"] = "none"
        if style.notation in ("line", "note-paragraph", "none", "prose", "mixed"):
            # Only a note tells where the last measure ends when its paragraph does not.
            change["notation"] = "note"
        if style.scheme in ("part-measure-item-subitem-point", "chapter-article", "article", "part-item", "item-only"):
            change["scheme"] = "part-measure-item"
    if style.scheme in ("chapter-article", "article"):
        change |= {"notation": "prose", "closing": False, "legend": False, "attachments": False}
    if style.scheme == "item-only" and style.stop == "、":
        change["stop"] = "."
    if style.plans:
        change |= {"attachments": False, "date": "signature"}
    if style.legend and "notation" not in change and style.notation not in ("note", "note-before-stop"):
        change["notation"] = "note"
    return msgspec.structs.replace(style, **change)


def notice(seed: int, style: Style, serial: int = 7, wordings: int = 0) -> Notice:
    """The notice of this seed and style; the same arguments give the same notice.

    ``serial`` is its number, ``wordings`` how many different notes it may draw on (0: any).
    """
    style = settled(style)
    random = Random(seed)
    face = _face(random, style, serial)
    page = _Page(style)
    _front(page, random, style, face)
    pool = POOL["authority"][style.authority]
    salutation = style.title != "joint-lines"
    if salutation:
        page.line(pool["salutation"])
    page.paragraph(indent=True)
    page.joined = style.breaks == "lost"
    truths = list(_plans(page, random, style, face) if style.plans else [_single(page, random, style, face, wordings)])
    page.joined = False
    _tail(page, style)
    return Notice(name=f"synthetic-{seed}", text=page.text(), crlf=style.breaks == "crlf", truths=tuple(truths))


def _single(page: _Page, random: Random, style: Style, face: _Face, wordings: int) -> Truth:
    desk, record = Desk(random, style, int(face.date[:4]), wordings), _Record()
    consent = POOL["authority"][style.authority]["consent"]
    record.piece(page, (), Piece(text="为贯彻落实《全域供水发展纲要》，", references=("全域供水发展纲要",)))
    record.piece(page, (), Piece(text=f"{consent}现提出以下意见。"))
    nodes = draw_tree(desk)
    for node in nodes:
        _write(page, record, node, ())
    if style.closing and _ends_in_one_paragraph(nodes[-1]):
        page.paragraph()
        this = f"本{face.genre}"
        record.piece(page, (), desk.filled(random.choice(POOL["closings"]), "closing", "general", this))
    names = random.sample(POOL["attachments"], 2) if style.attachments else []
    for number, name in enumerate(names, 1):
        page.line(f"{'附件：' if number == 1 else '　　　'}{number}.{name}", indent=True)
    _signature(page, style, face)
    for number, name in enumerate(names, 1):
        start = page.line(f"附件{number}").start
        page.line(name)
        page.line("本表根据工作进展动态调整。", indent=True)
        title = TrueProvision((f"附件{number}",), "attachment", number, name, Span(start, page.length))
        record.provisions.append(title)
    return _truth(desk, record, face, title=face.title, notice_title=None, genre=face.genre)


def _ends_in_one_paragraph(node: Node) -> bool:
    """Whether a paragraph after this provision can only belong to the whole document."""
    last = node
    while last.children:
        last = last.children[-1]
    return len(last.paragraphs) == 1 and last.level != "part"


def _plans(page: _Page, random: Random, style: Style, face: _Face) -> Iterator[Truth]:
    titles = [f"{topic}行动方案" for topic in random.sample(POOL["topics"], style.plans)]
    page.put(f"现将{''.join(f'《{title}》' for title in titles)}印发给你们，请认真贯彻执行。")
    _signature(page, style, face)
    for title in titles:
        desk, record = Desk(random, style, int(face.date[:4])), _Record()
        page.line(title)
        page.line("为做好有关工作，制定本方案。", indent=True)
        for node in draw_tree(desk):
            _write(page, record, node, ())
        yield _truth(desk, record, face, title=title, notice_title=face.title, genre="行动方案")


def _truth(desk: Desk, record: _Record, face: _Face, *, title: str, notice_title: str | None, genre: str) -> Truth:
    return Truth(
        title=title, notice_title=notice_title, doc_number=face.number, issuers=face.issuers, date=face.date,
        genre=genre, legend=desk.legend, provisions=tuple(record.provisions), pieces=tuple(record.pieces),
    )  # fmt: skip


# Many of them --------------------------------------------------------------------------------------------------------

styles: strategies.SearchStrategy[Style] = strategies.builds(
    Style,
    plans=strategies.sampled_from([0, 0, 0, 0, 1, 2, 3]),
    title_lines=strategies.integers(1, 3),
    **{
        field.name: strategies.sampled_from(field.type.__args__) if hasattr(field.type, "__args__")
        else strategies.booleans()
        for field in msgspec.structs.fields(Style)
        if field.name not in ("plans", "title_lines")
    },
)  # fmt: skip
notices: strategies.SearchStrategy[Notice] = strategies.builds(notice, strategies.integers(0, 10_000), styles)


def documents(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """``count`` plain notices of about 10 to 20 measures as (name, text), each with a number of its own."""
    for place in range(count):
        random = Random(seed * 1_000_003 + place)
        style = Style(
            authority=random.choice(("state", "province", "city")),
            scheme=random.choice(("part-measure", "part-measure-item")),
            notation=random.choice(("note", "line", "mixed")),
            legend=random.random() < 0.2,
            elided=random.random() < 0.5,
            through=random.random() < 0.5,
            title=random.choice(("issuer-inside", "joint-lines")),
        )
        yield f"notice-{place:05}.txt", notice(random.randrange(2**31), style, serial=place + 1, wordings=40).text
