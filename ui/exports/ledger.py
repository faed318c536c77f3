"""The ledger (台账) as a file: a line a row, as CSV and as a workbook, in the language of whoever takes it away."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph.model import Basis, Role
from qa.ledger import Charge, Entry, Kind, by_department
from qa.normalise import Language
from qa.phrases import ROLES, unit_name
from ui.exports.cells import guarded
from ui.exports.sheets import FILLS, HEAD_ROW, finish, head, height, put, saved
from ui.show import BASES

KINDS: Mapping[Language, Mapping[Kind, str]] = {
    "zh": {"target": "目标", "deadline": "时限", "task": "任务"},
    "en": {"target": "Target", "deadline": "Deadline", "task": "Task"},
}
HEADS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("时限", "类别", "内容", "指标值", "部门", "依据", "出处", "引文", "文件"),
    "en": ("Due", "Kind", "What", "Figure", "Who", "Basis", "Where", "Quote", "Document"),
}
_WIDTHS = (14, 8, 38, 14, 30, 10, 20, 46, 28)
_DUE, _WHO = 0, 4
_NAMED = 3  # documents that have room under the title
_COMPARED = {">=": "≥ ", "<=": "≤ ", "~": "约 "}
_ROLES: Sequence[Role] = ("lead", "responsible", "implementer", "participant", "coordinator", "host")
_TITLES: Mapping[Language, tuple[str, str, str]] = {
    "zh": ("目标与任务台账", "按部门", "部门"),
    "en": ("Targets and tasks", "By department", "Department"),
}
_LEGEND: Mapping[Language, str] = {
    "zh": "颜色：蓝 约定　灰 总则　绿 已确认　浅黄 未明确",
    "en": "Colours: blue by the stated rule · grey general clause · green confirmed · pale yellow not stated",
}


def figure(entry: Entry) -> str:
    """≥ 95%; empty where the text gives no figure."""
    return f"{_COMPARED.get(entry.comparator or '', '')}{entry.value}{entry.unit or ''}" if entry.value else ""


def by_role(charges: Sequence[Charge]) -> Iterable[tuple[Role, str]]:
    """The names of each role."""
    for role in _ROLES:
        names = dict.fromkeys(charge.name for charge in charges if charge.role == role)
        if names:
            yield role, "、".join(names)


def bases_of(entry: Entry) -> list[Basis]:
    """What the row and those who answer for it stand on, each once."""
    return list(dict.fromkeys([entry.basis, *(charge.basis for charge in entry.charges)]))


def place_name(entry: Entry, language: Language) -> str:
    """第十二条, or that it stands outside the provisions."""
    if entry.provision is None:
        return "结尾或前言" if language == "zh" else "preamble or closing"
    return unit_name(entry.provision, language)


def to_csv(entries: Iterable[Entry], language: Language) -> bytes:
    """A line a row in UTF-8 with a byte order mark, without which Excel reads it as GBK."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(HEADS[language])
    writer.writerows([guarded(cell) for cell in _cells(entry, language)] for entry in entries)
    return buffer.getvalue().encode("utf-8-sig")


def to_xlsx(entries: Sequence[Entry], language: Language) -> bytes:
    """The workbook's bytes: a sheet of all rows in their order, and one by department with those of nobody last."""
    title, departments, department = _TITLES[language]
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    _table(sheet, [((), entry) for entry in entries], (), language)
    unstated = BASES[language][""]
    shares = [((name or unstated,), entry) for name, held in by_department(entries) for entry in held]
    _table(book.create_sheet(departments), shares, (department,), language)
    return saved(book, title)


def _table(
    sheet: Worksheet, rows: Sequence[tuple[tuple[str, ...], Entry]], first: tuple[str, ...], language: Language
) -> None:
    """A sheet of rows, each behind what is in its first columns."""
    titles = list(dict.fromkeys(f"《{entry.title}》" for _, entry in rows))
    many = f"{len(titles)} 份文件" if language == "zh" else f"{len(titles)} documents"
    source = "、".join(titles) if len(titles) <= _NAMED else many
    widths = (*(20 for _ in first), *_WIDTHS)
    lines = (_TITLES[language][0], f"{source}　　{date.today().isoformat()}", _LEGEND[language])
    head(sheet, lines, (*first, *HEADS[language]), widths)
    for number, (before, entry) in enumerate(rows, HEAD_ROW + 1):
        texts = (*before, *_cells(entry, language))
        fills = _fills(entry)
        for offset, text in enumerate(texts, 1):
            put(sheet, number, offset, text, fill=fills.get(offset - 1 - len(before)))
        sheet.row_dimensions[number].height = height(zip(texts, widths, strict=True))
    finish(sheet, len(widths), len(rows), freeze=len(first) + 1)


def _cells(entry: Entry, language: Language) -> tuple[str, ...]:
    unstated = BASES[language][""]
    who = "；".join(f"{ROLES[language][role]}：{names}" for role, names in by_role(entry.charges))
    return (
        entry.deadline_text or unstated, KINDS[language][entry.kind], entry.what, figure(entry), who or unstated,
        "、".join(BASES[language][basis] for basis in bases_of(entry)), place_name(entry, language),
        entry.quote, entry.title,
    )  # fmt: skip


def _fills(entry: Entry) -> dict[int, str | None]:
    """The colours of the two columns that the text may leave open: the time, and who answers for it."""
    due: Basis | None = entry.basis if entry.deadline_text else None
    charged = [charge.basis for charge in entry.charges]
    return {_DUE: FILLS[due], _WHO: FILLS[min(charged, key=list(FILLS).index) if charged else None]}
