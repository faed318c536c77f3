"""What a file would become, before anything is stored: its outline, counts, oddities, and which version it would be."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from graph.errors import InputError, PolicyGraphError
from graph.load import Foreseen, foresee
from graph.model import Document, Span
from graph.store import GraphStore
from ingest.read import MAX_BYTES, too_big
from ui.log import report

MAX_FILES = 20
MAX_SECONDS = 60
PASTED = "粘贴的文字.txt"

_PLACED = re.compile(r"第 (\d+) 字处")  # how a document's warnings give a place
_AROUND = 30
_ROOT = Path(__file__).parent.parent


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the outline: its label and title, how deep it stands, the N of 第N条, and how many duties it gives."""

    label: str
    title: str
    depth: int
    number: int | None
    duties: int


class Oddity(msgspec.Struct, frozen=True, kw_only=True):
    """A warning of the reader, with the text around the place it speaks of (None: it speaks of no place)."""

    text: str
    excerpt: str | None


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """One document of a file. ``foreseen`` says what storing it would do; ``counts`` go by the lists of `Document`."""

    document: Document
    foreseen: Foreseen
    outline: tuple[Heading, ...]
    counts: dict[str, int]
    oddities: tuple[Oddity, ...]


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one file: its documents, or why it can't be used."""

    name: str
    documents: tuple[Document, ...] = ()
    refusal: PolicyGraphError | None = None


COUNTED = (
    "provisions", "responsibilities", "targets", "places", "place_roles", "programmes", "prohibitions", "references",
    "tasks",
)  # fmt: skip


def read(data: bytes, name: str, identity: str | None = None, *, seconds: float = MAX_SECONDS) -> Read:
    """Read a file's bytes; whatever they are, what can't be used is said in words. Nothing is stored.

    ``identity`` overrides what the file says of itself. It is read in a process of its own, for ``seconds`` at most.
    """
    try:
        return Read(name=name, documents=tuple(_read_apart(data, name, identity, seconds)))
    except PolicyGraphError as error:
        return Read(name=name, refusal=error)


def preview(store: GraphStore, document: Document) -> Preview:
    """What a document that was read would be in the graph."""
    duties = Counter(each.provision for each in document.responsibilities if each.notation != "mention")
    return Preview(
        document=document,
        foreseen=foresee(store, document),
        outline=tuple(
            Heading(
                label=each.path[-1], title=each.title, depth=len(each.path), number=each.number, duties=duties[each.id]
            )
            for each in document.provisions
        ),
        counts={
            each: duties.total() if each == "responsibilities" else len(getattr(document, each)) for each in COUNTED
        },
        oddities=tuple(_oddity(document, warning) for warning in document.warnings),
    )


def check_number(files: Sequence[object]) -> None:
    """InputError for more files at once than can be looked at."""
    if len(files) > MAX_FILES:
        raise InputError(
            f"一次最多导入 {MAX_FILES} 份文件，这里有 {len(files)} 份，请分几次。",
            f"At most {MAX_FILES} files are imported at once, and here are {len(files)}; please take several turns.",
        )


def _read_apart(data: bytes, name: str, identity: str | None, seconds: float) -> list[Document]:
    if len(data) > MAX_BYTES:
        raise too_big(name, len(data))
    command = [sys.executable, "-m", "ingest.apart", name.replace("\0", ""), identity or ""]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, cwd=_ROOT, check=False)
    except subprocess.TimeoutExpired:
        raise InputError(
            f"文件“{name}”读了 {seconds:g} 秒还没有读完，已经停止，没有导入。",
            f"Reading the file “{name}” took longer than {seconds:g} seconds and was stopped; it was not imported.",
        ) from None
    if done.returncode == 0:
        return msgspec.json.decode(done.stdout, type=list[Document])
    if done.returncode == PolicyGraphError.exit_code and done.stdout:
        raise InputError(*msgspec.json.decode(done.stdout, type=tuple[str, str]))
    complaint = done.stderr.decode(errors="replace").strip()
    raise report(RuntimeError(f"ingest.apart {name}: exit {done.returncode}\n{complaint}"))


def _oddity(document: Document, warning: str) -> Oddity:
    placed = _PLACED.search(warning)
    if placed is None:
        return Oddity(text=warning, excerpt=None)
    at = int(placed.group(1))
    around = Span(max(0, at - _AROUND), at + _AROUND).of(document.text)
    return Oddity(text=warning, excerpt=" ".join(around.split()))
