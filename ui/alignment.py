"""The commands that lay documents side by side: align, compare and trace."""

import os.path
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from rich.console import Console
from rich.text import Text

from graph.alignments import AlignedRow, Alignment, Dropped, Match, Relation, keep_alignment, stored_alignment
from graph.embedding import stored_model
from graph.errors import InputError, StoreBusy
from graph.model import Document
from graph.store import GraphStore, open_store
from qa.align import align, aligned, vectors_of
from qa.alignment_texts import Side, read_side, side_of
from qa.phrases import han
from qa.scope import find_document


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
    with suppress(StoreBusy), _writable(url) as store:
        model = stored_model(store)
        if stored_alignment(store, source.key, reference.key, model) is None:
            keep_alignment(store, source.key, reference.key, alignment, model)


@contextmanager
def _writable(url: str | None) -> Iterator[GraphStore]:
    with open_store(url, write=True) as store:
        yield store


RELATIONS: dict[Relation, str] = {
    "carried-over": "沿用",
    "adapted": "改写",
    "split": "拆分",
    "merged": "合并",
    "added": "新增",
}
_STYLES = {"carried-over": "green", "adapted": "yellow", "split": "cyan", "merged": "cyan", "added": "magenta"}


def numbered(entry: AlignedRow | Match | Dropped) -> str:
    """第八条; without a number the path as printed."""
    return f"第{han(entry.number)}条" if entry.number is not None else "".join(entry.path)


def show_alignment(alignment: Alignment) -> None:
    """A line a provision: what it is, the relation, its counterparts, and why."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    console.print(Text(f"《{alignment.source_title}》对照《{alignment.reference_title}》", style="bold"))
    console.print(Text(alignment.note, style="yellow" if alignment.outline else "dim"))
    for row in alignment.rows:
        line = Text(f"{numbered(row)} {row.title}  ")
        line.append(RELATIONS[row.relation], style=_STYLES[row.relation])
        console.print(line)
        for match in row.matches:
            also = "" if match.main else "（另有语句）"
            console.print(Text(f"    ← {numbered(match)} {match.title}{also}  {match.score:.2f}"))
        console.print(Text(f"    {row.reason}", style="dim"))
    if alignment.dropped:
        console.print(Text("未对应" + ("（暂定：对照的是提要）" if alignment.outline else ""), style="bold"))
        for dropped in alignment.dropped:
            console.print(Text(f"    {numbered(dropped)} {dropped.title}"))
    counts = Counter(row.relation for row in alignment.rows)
    total = " · ".join(f"{RELATIONS[kind]} {counts[kind]}" for kind in RELATIONS if counts[kind])
    console.print(Text(f"{total} · 未对应 {len(alignment.dropped)}", style="cyan"))
