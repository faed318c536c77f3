"""The commands that lay documents side by side: align, compare, amendments and trace."""

import os.path
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec
from rich.console import Console
from rich.text import Text

from graph.alignments import AlignedRow, Alignment, Dropped, Match, keep_alignment, stored_alignment
from graph.embedding import stored_model
from graph.errors import InputError, NotFound, StoreBusy
from graph.load import held_version
from graph.model import Document
from graph.store import GraphStore, open_store
from qa.align import align, aligned, vectors_of
from qa.alignment_relations import NAMES
from qa.alignment_texts import Side, read_side, side_of
from qa.amendments import Amendment
from qa.compare import Comparison, Kind, Rewording
from qa.phrases import numbered
from qa.scope import find_document
from qa.trace import ComputedLink, StatedLink, Trace
from ui.exports.alignment_lines import FACTS

Writer = Callable[[Alignment, Side, Side], bytes]


def align_documents(store: GraphStore, source: str, reference: str) -> tuple[Alignment, Side, Side]:
    """The comparison of two documents, each an id of the graph, the beginning of one or of a title, or a file's path.

    Two documents of the graph are compared once; what was computed is kept there (`keep_new`).
    """
    mine, theirs = side(store, source), side(store, reference)
    if mine.key == theirs.key and mine.text == theirs.text:
        raise InputError("这是同一份文件，没有可对照的。")
    if is_held(source) and is_held(reference):
        return aligned(store, mine.key, theirs.key), mine, theirs
    return align(mine, theirs, vectors_of(store)), mine, theirs


def is_held(name: str) -> bool:
    """Whether a document is named as one of the graph; else it is a file."""
    return not os.path.isfile(name)


def side(store: GraphStore, name: str) -> Side:
    """The document of the graph, or in the file, that is meant, as one side of a comparison."""
    if is_held(name):
        return read_side(store, find_document(store, name).key)
    return side_of(_parsed(name))


def _parsed(path: str) -> Document:
    from ui.intake import read_source

    found = read_source(path)
    if len(found) > 1:
        listed = "；".join(f"{document.id}《{document.title}》" for document in found)
        raise InputError(f"“{path}”里有 {len(found)} 份文件，请先 ingest，再用编号指明其中一份：{listed}。")
    return found[0]


def keep_new(url: str | None, alignment: Alignment, source: Side, reference: Side) -> None:
    """Keep a comparison in the graph unless it is there; where another process writes to it, it is computed again."""
    with suppress(StoreBusy), open_store(url, write=True) as store:
        model = stored_model(store)
        if stored_alignment(store, source.key, reference.key, model) is None:
            keep_alignment(store, source.key, reference.key, alignment, model)


def table_writer(path: str) -> Writer:
    """What writes a 对照表 in the format of the file's suffix; InputError for one that there is not."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix == ".json":
        return lambda alignment, source, reference: (
            msgspec.json.format(msgspec.json.encode(alignment), indent=1) + b"\n"
        )
    if suffix == ".xlsx":
        from ui.exports.alignment_xlsx import to_xlsx as draw
    elif suffix == ".docx":
        from ui.exports.alignment_docx import to_docx as draw
    elif suffix in (".html", ".htm"):
        from ui.exports.alignment_html import to_html as draw
    else:
        raise InputError(f"不知道“{path}”要写成什么格式：请用 .xlsx、.docx、.html 或 .json 作后缀。")
    from ui.exports.alignment_lines import table_of

    return lambda alignment, source, reference: draw(table_of(alignment, source, reference))


def version(store: GraphStore, name: str) -> Side:
    """A version of a document: a file, a document of the graph, or one of its versions (ID@1, ID@2 …)."""
    identity, _, number = name.rpartition("@")
    if is_held(name) and identity and number.isdecimal():
        key = held_version(store, identity, int(number))
        if key is None:
            raise NotFound(f"图谱里没有“{identity}”的第 {number} 版。")
        return read_side(store, key)
    return side(store, name)


def text_of(path: str) -> str:
    """The text of a file, of whatever kind."""
    from ingest.read import read_path

    return read_path(path).text


_STYLES = {"carried-over": "green", "adapted": "yellow", "split": "cyan", "merged": "cyan", "added": "magenta"}
_KINDS: dict[Kind, str] = {
    "kept": "未变", "reworded": "改动文字", "renumbered": "改变序号", "moved": "移动位置", "split": "拆分",
    "merged": "合并", "added": "新增", "removed": "删去",
}  # fmt: skip
_OPERATIONS: dict[str, str] = {
    "replace": "修改", "delete": "删去", "insert": "增加", "renumber": "改序号", "merge": "合并", "split": "拆分",
    "move": "移动", "rename": "改名称", "repeal": "废止", "adjust": "顺序调整", "effect": "施行",
}  # fmt: skip


def _console() -> Console:
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


def show_alignment(alignment: Alignment) -> None:
    """A line a provision: what it is, the relation, its counterparts, and why."""
    console = _console()
    console.print(Text(f"《{alignment.source_title}》对照《{alignment.reference_title}》", style="bold"))
    console.print(Text(alignment.note.zh, style="yellow" if alignment.outline else "dim"))
    for row in alignment.rows:
        line = Text(f"{_numbered(row)} {row.title}  ")
        line.append(NAMES[row.relation].zh, style=_STYLES[row.relation])
        console.print(line)
        for match in row.matches:
            also = "" if match.main else "（另有语句）"
            console.print(Text(f"    ← {_numbered(match)} {match.title}{also}  {match.score:.2f}"))
        console.print(Text(f"    {row.reason.zh}", style="dim"))
    if alignment.dropped:
        console.print(Text("未对应" + ("（暂定：对照的是提要）" if alignment.outline else ""), style="bold"))
        for dropped in alignment.dropped:
            console.print(Text(f"    {_numbered(dropped)} {dropped.title}"))
    counts = Counter(row.relation for row in alignment.rows)
    total = " · ".join(f"{name.zh} {counts[kind]}" for kind, name in NAMES.items() if kind and counts[kind])
    console.print(Text(f"{total} · 未对应 {len(alignment.dropped)}", style="cyan"))


def _numbered(entry: AlignedRow | Match | Dropped) -> str:
    return numbered(entry.number, entry.path, "zh")


def show_comparison(found: Comparison, old: Side, new: Side) -> None:
    """A line a provision that changed, its figures first, then the sentences; those that did not are counted."""
    console = _console()
    console.print(Text(f"《{found.old_title}》→《{found.new_title}》", style="bold"))
    for row in found.rows:
        if row.kinds == ("kept",):
            continue
        names = "、".join("".join(place.path) for place in row.old) or "（无）"
        target = "".join(row.new.path) if row.new else "（无）"
        title = (row.new or row.old[0]).title
        line = Text(f"{names} → {target} {title}  ")
        line.append("、".join(_KINDS[kind] for kind in row.kinds), style="yellow")
        console.print(line)
        for fact in row.facts:
            before = fact.reference.of(old.text) if fact.reference else "（无）"
            after = fact.source.of(new.text) if fact.source else "（无）"
            console.print(Text(f"    {FACTS[fact.kind].zh}：{before} → {after}", style="bold"))
        _show_sentences(console, row.sentences, old, new)
    if found.outside:
        console.print(Text("前言和结尾"))
        _show_sentences(console, found.outside, old, new)
    counts = Counter(kind for row in found.rows for kind in row.kinds)
    console.print(
        Text(" · ".join(f"{name} {counts[kind]}" for kind, name in _KINDS.items() if counts[kind]), style="cyan")
    )


def _show_sentences(console: Console, sentences: Sequence[Rewording], old: Side, new: Side) -> None:
    for each in sentences:
        if each.old_span:
            console.print(Text(f"    - {' '.join(each.old_span.of(old.text).split())}", style="red"))
        if each.new_span:
            console.print(Text(f"    + {' '.join(each.new_span.of(new.text).split())}", style="green"))


def show_amendments(found: Sequence[Amendment]) -> None:
    """A line an instruction."""
    console = _console()
    title = None
    for each in found:
        if each.title != title:
            title = each.title
            console.print(Text(f"《{title}》" if title else "（未写明文件）", style="bold"))
        place = "".join(each.at) + {"before": "之前", "after": "之后", None: ""}[each.where]
        to = "、".join("".join(path) for path in each.to)
        words = [f"“{each.old}”" if each.old else "", f"“{each.new}”" if each.new else ""]
        shown = " → ".join(part for part in (*words[:1], to, *words[1:]) if part)
        console.print(Text(f"  {_OPERATIONS[each.kind]}  {place}  {shown}".rstrip()))


def show_trace(found: Trace) -> None:
    """Stated links as a tree above and below; then the computed ones, by provision."""
    console = _console()
    console.print(Text(f"《{found.title}》", style="bold"))
    for name, links in (("上承（文件写明）", found.above), ("下接（文件写明）", found.below)):
        if links:
            console.print(Text(name, style="cyan"))
            _show_stated(console, links, 1)
    if found.unheld:
        console.print(Text("引用而图谱里没有：" + "、".join(f"《{title}》" for title in found.unheld), style="dim"))
    computed = [each for each in found.provisions if each.above or each.below]
    if computed:
        console.print(Text("条款对应（由本工具比对得出，不是文件写明的）", style="cyan"))
    for provision in computed:
        name = numbered(provision.number, provision.path, "zh")
        console.print(Text(f"  {name} {provision.title}"))
        for arrow, others in (("↑", provision.above), ("↓", provision.below)):
            _show_computed(console, others, arrow, 2)
    if not computed:
        console.print(Text("没有比对过的条款；policygraph align 可以比对两份文件。", style="dim"))


def _show_stated(console: Console, links: Sequence[StatedLink], depth: int) -> None:
    for link in links:
        doubt = "" if link.certain else "（题名相同的文件不止一份）"
        verb = "落实" if link.kind == "implements" else "引用"
        console.print(Text(f"{'  ' * depth}{verb} 《{link.title}》{doubt}  {link.quote}"))
        _show_stated(console, link.links, depth + 1)


def _show_computed(console: Console, links: Sequence[ComputedLink], arrow: str, depth: int) -> None:
    for link in links:
        name = numbered(link.number, link.path, "zh")
        also = "" if link.main else "（另有语句）"
        outline = "（提要）" if link.outline else ""
        relation = NAMES[link.relation].zh
        console.print(Text(f"{'  ' * depth}{arrow} 《{link.title}》{outline}{name} {link.heading}  {relation}{also}"))
        _show_computed(console, link.links, arrow, depth + 1)
