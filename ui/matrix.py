"""The commands on matrices: writing one to a file, and taking one back that staff have filled."""

import os.path
import re
import sys
from collections.abc import Callable, Sequence

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.confirm import Change, Confirmed, confirmed_of, record
from graph.errors import InputError, NotFound
from graph.known import known_body
from graph.model import Role
from graph.registry import Body
from graph.store import GraphStore, open_store
from qa.matrix import FIELDS, UNSTATED, Matrix, MatrixRow, build_matrix
from ui.dates import read_deadline
from ui.exports.cells import BASIS_NAMES, column, place
from ui.exports.returned import Returned, read_returned
from ui.exports.workbooks import KEYS

Writer = Callable[[Matrix], bytes]

_ROLES: dict[str, Role] = {"lead": "lead", "responsible": "responsible", "participants": "participant"}
_SEPARATORS = re.compile(r"[、，,；;\s]+")


def format_of(path: str) -> Writer:
    """What writes a file of this suffix; InputError for one that no matrix is written in."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix == ".xlsx":
        from ui.exports.workbooks import to_xlsx as write
    elif suffix == ".docx":
        from ui.exports.papers import to_docx as write
    elif suffix == ".csv":
        from ui.exports.plain import to_csv as write
    elif suffix == ".json":
        from ui.exports.plain import to_json as write
    else:
        raise InputError(f"不知道“{path}”要写成什么格式：请用 .xlsx、.docx、.csv 或 .json 作后缀。")
    return write


def export_matrix(
    store: GraphStore, document: str | None, path: str, write: Writer, *, infer: int, ignore_notes: bool
) -> None:
    """Write a document's matrix to a file, which appears only when it is whole."""
    from ui.writing import write_bytes

    matrix = build_matrix(store, document, infer=infer, ignore_notes=ignore_notes)
    write_bytes(path, [write(matrix)])


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One changed cell; ``refusal`` says why it can't be taken."""

    line: int
    where: str
    field: str
    before: str
    after: str
    refusal: str | None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A returned workbook beside the graph: the changed cells, and what is to be recorded of rows without refusals."""

    edits: tuple[Edit, ...]
    changes: tuple[Change, ...]

    @property
    def refused(self) -> int:
        """How many rows are refused."""
        return len({edit.line for edit in self.edits if edit.refusal})


def import_returned(url: str | None, path: str, by: str, *, dry_run: bool, partial: bool) -> int:
    """Show what a returned workbook changes and record it as confirmed by somebody; the exit code.

    Nothing is written where a row is refused, unless ``partial``: then the other rows are.
    """
    who = " ".join(by.split())
    if not who:
        raise InputError("--by 后面要写确认人的姓名。")
    rows = read_returned(path)
    with open_store(url) as store:
        found = compare(store, rows)
    _show(found)
    writable = found.changes if partial or not found.refused else ()
    if writable and not dry_run:
        with open_store(url, write=True) as store:
            found = compare(store, rows)  # somebody may have written since; this store nobody else writes to
            writable = found.changes if partial or not found.refused else ()
            record(store, writable, who)
    if found.refused:
        rest = f"其余 {len(writable)} 行{'可以写入' if dry_run else '已写入'}" if partial else "没有写入任何改动"
        print(f"{found.refused} 行被退回，{rest}。", file=sys.stderr)
        return 1
    print(_outcome(len(found.changes), dry_run=dry_run))
    return 0


def _outcome(rows: int, *, dry_run: bool) -> str:
    if not rows:
        return "没有改动。"
    return f"{rows} 行有改动，还没有写入（--dry-run）。" if dry_run else f"{rows} 行已记为已确认。"


def compare(store: GraphStore, rows: Sequence[Returned]) -> Comparison:
    """What a workbook changes, held against the graph as it is now."""
    edits: list[Edit] = []
    changes: list[Change] = []
    graphs: dict[str, _Held | None] = {}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        edited = row.edited()
        if not edited:
            continue
        if row.document not in graphs:
            graphs[row.document] = _held(store, row.document)
        held = graphs[row.document]
        fault = _fault(row, held)
        if (row.document, row.provision) in seen:
            fault = "同一条款在表中不止一行有改动"
        seen.add((row.document, row.provision))
        if fault or held is None:
            where = row.exported.get("place", "")
            edits += [_edit(row, where, field, row.exported[field], now, fault) for field, now in edited.items()]
            continue
        mine, change = _read(row, edited, held)
        edits += mine
        if change:
            changes.append(change)
    return Comparison(edits=tuple(edits), changes=tuple(changes))


class _Held(msgspec.Struct, frozen=True, kw_only=True):
    """A document's matrix by provision (relative to the document), and what is confirmed in it."""

    matrix: Matrix
    rows: dict[str, MatrixRow]
    confirmed: list[Confirmed]


def _held(store: GraphStore, document: str) -> _Held | None:
    try:
        matrix = build_matrix(store, document)
    except (NotFound, InputError):
        return None
    if matrix.document.identity != document:  # a prefix of another document's id is not this document
        return None
    key = matrix.document.key
    rows = {row.provision.removeprefix(key): row for row in matrix.rows}
    return _Held(matrix=matrix, rows=rows, confirmed=confirmed_of(store, key))


def _fault(row: Returned, held: _Held | None) -> str | None:
    if held is None:
        return f"图谱里没有这份文件（{row.document}）"
    if row.provision not in held.rows:
        return "图谱里已没有这一条"
    if held.rows[row.provision].text_hash != row.text:
        return "这一条的原文在导出之后改动过，请重新导出"
    return None


def _edit(row: Returned, where: str, field: str, before: str, after: str, refusal: str | None) -> Edit:
    return Edit(line=row.line, where=where, field=field, before=before, after=after, refusal=refusal)


def _read(row: Returned, edited: dict[str, str], held: _Held) -> tuple[list[Edit], Change | None]:
    """The edits of one row, and the change that they make unless one of them is refused."""
    now = held.rows[row.provision]
    edits: list[Edit] = []
    duties: list[tuple[Role, Body]] = []
    dates: list[tuple[str, str | None]] = []
    withdrawn: list[str] = []
    for field, wish in edited.items():
        current = _current(row, now, field)
        if _same(wish, current):
            continue
        after = wish
        facts = [f for f in held.confirmed if f.provision == now.provision and _field(f) == field]
        refusal = _locked(row, now, field, current)
        if refusal is None and field == "deadline":
            date_found, refusal = _deadline(wish, held.matrix.document.date)
            withdrawn += [fact.id for fact in facts]
            dates += [] if wish == UNSTATED else [(wish, date_found)]
        elif refusal is None:
            bodies, refusal = _bodies(wish, held.matrix.document.jurisdiction)
            kept = {fact.actor for fact in facts} & {body.id for body in bodies}
            withdrawn += [fact.id for fact in facts if fact.actor not in kept]
            duties += [(_ROLES[field], body) for body in bodies if body.id not in kept]
            after = "、".join(body.name for body in bodies) or wish
        edits.append(_edit(row, place(now), field, current, after, refusal))
    edits = _once(edits, duties, now, withdrawn, held)
    if not edits or any(edit.refusal for edit in edits):
        return edits, None
    what = "；".join(f"{KEYS[edit.field]}：{edit.before} → {edit.after}" for edit in edits)
    change = Change(
        document=held.matrix.document.key, provision=now.provision, text=now.text_hash, what=f"{place(now)} {what}",
        why=row.why, duties=tuple(duties), dates=tuple(dates), withdrawn=tuple(withdrawn),
    )  # fmt: skip
    return edits, change


def _current(row: Returned, now: MatrixRow, field: str) -> str:
    if field == "deadline":
        return now.deadline_text or UNSTATED
    return column(now, field) if field in _ROLES else row.exported[field]


def _field(fact: Confirmed) -> str:
    return "deadline" if fact.role is None else FIELDS[fact.role]


def _locked(row: Returned, now: MatrixRow, field: str, current: str) -> str | None:
    """Why a cell can't be changed by a workbook, or None."""
    if field not in _ROLES and field != "deadline":
        return f"“{KEYS.get(field, field)}”一栏不能在表中改动"
    stated = [holding for holding in now.held(field) if holding.notation]
    if stated:
        return f"原文已有（{BASIS_NAMES[stated[0].basis]}），不能在表中改动"
    if field == "deadline" and now.deadline_text and not now.confirmed_date:
        return "原文已有，不能在表中改动"
    if not _same(current, row.exported[field]):
        return f"导出之后已有人确认为“{current}”，请重新导出"
    return None


def _deadline(wish: str, issued: str | None) -> tuple[str | None, str | None]:
    """(ISO-like date or None, refusal or None) of a deadline in words."""
    try:
        return (None if wish == UNSTATED else read_deadline(wish, issued)), None
    except InputError as error:
        return None, str(error)


def _bodies(wish: str, jurisdiction: str) -> tuple[list[Body], str | None]:
    """The bodies that a cell names, and why it can't be taken."""
    if wish == UNSTATED:
        return [], None
    if wish.startswith("="):
        return [], "是公式，请写单位名称"
    try:
        bodies = [known_body(name, jurisdiction) for name in filter(None, _SEPARATORS.split(wish))]
    except InputError as error:
        return [], str(error)
    return list({body.id: body for body in bodies}.values()), None


def _once(
    edits: list[Edit], duties: Sequence[tuple[Role, Body]], now: MatrixRow, withdrawn: Sequence[str], held: _Held
) -> list[Edit]:
    """Refuse a row where one body would hold two parts."""
    gone = {(fact.role, fact.actor) for fact in held.confirmed if fact.id in withdrawn}
    roles = [(holding.role, holding.actor) for holding in now.holdings if holding.role in _ROLES.values()]
    actors = [actor for role, actor in roles if (role, actor) not in gone] + [body.id for _, body in duties]
    for role, body in duties:
        if actors.count(body.id) > 1:
            fault = f"{body.name}在这一条里不止一个角色"
            return [
                msgspec.structs.replace(edit, refusal=edit.refusal or fault) if _ROLES.get(edit.field) == role else edit
                for edit in edits
            ]
    return edits


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _show(found: Comparison) -> None:
    if not found.edits:
        return
    table = Table("行", "条款", "栏目", "原来", "改为", "结果")
    for edit in found.edits:
        outcome = Text(f"退回：{edit.refusal}", style="red") if edit.refusal else Text("可写入", style="green")
        cells = (str(edit.line), edit.where, KEYS.get(edit.field, edit.field), edit.before, edit.after)
        table.add_row(*map(Text, cells), outcome)
    Console(file=sys.stdout, highlight=False, markup=False, emoji=False).print(table)
