"""A workbook that staff filled and sent back: what they changed, row by row."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from openpyxl import load_workbook

from graph.errors import InputError
from ingest.read import unreadable
from qa.matrix import UNSTATED
from ui.exports.cells import unguarded
from ui.exports.workbooks import HIDDEN, KEYS

_LARGEST = 100 * 2**20  # bytes unpacked; a matrix of a thousand rows has two million
_HEAD_ROWS = 20


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """A row as it came back: ``cells`` and ``exported`` by column (`workbooks.KEYS`).

    ``text`` is the hash of the provision that it was made for, ``line`` its number in the sheet;
    ``provision`` is relative to its document.
    """

    line: int
    document: str
    provision: str
    text: str
    cells: dict[str, str]
    exported: dict[str, str]
    why: str

    def edited(self) -> dict[str, str]:
        """The columns that staff changed, with what they say now (an emptied cell is 未明确)."""
        return {key: now for key, was in self.exported.items() if _bare(now := self.cells.get(key, was)) != _bare(was)}


def read_returned(path: str) -> list[Returned]:
    """The rows of the matrix in a workbook. InputError where the file is none, or lost its hidden columns; NotFound."""
    try:
        _check_size(path)
        book = load_workbook(path, data_only=False)
    except OSError as error:
        raise unreadable(path, error) from None
    except InputError:
        raise
    except Exception:  # openpyxl raises whatever its XML and zip readers do
        raise InputError(f"“{path}”不是可以读取的 xlsx 工作簿。") from None
    for sheet in book.worksheets:
        for number in range(1, min(_HEAD_ROWS, sheet.max_row) + 1):
            places = {str(cell.value): cell.column for cell in sheet[number] if cell.value is not None}
            if all(f"policygraph:{name}" in places for name in HIDDEN):
                return list(_rows(sheet, number, places))
    raise InputError(f"“{path}”里没有 policygraph matrix 导出的任务分工表（隐藏列不在了），请在原表上填写后交回。")


def _check_size(path: str) -> None:
    with Path(path).open("rb") as file, zipfile.ZipFile(file) as archive:
        if sum(info.file_size for info in archive.infolist()) > _LARGEST:
            raise InputError(f"“{path}”解开后太大，不像任务分工表。")


def _rows(sheet: Any, head: int, places: dict[str, int]) -> Iterator[Returned]:
    shown = {key: places[words] for key, words in KEYS.items() if words in places}
    for number in range(head + 1, sheet.max_row + 1):
        hidden = {name: _text(sheet.cell(number, places[f"policygraph:{name}"])) for name in HIDDEN}
        if not any(hidden.values()):
            continue
        try:
            exported = msgspec.json.decode(hidden["exported"], type=dict[str, str])
        except msgspec.DecodeError:
            raise InputError(f"第 {number} 行的隐藏列被改动过，请在原表上重新填写。") from None
        cells = {key: _text(sheet.cell(number, place)) or UNSTATED for key, place in shown.items()}
        why = cells.pop("why", UNSTATED)
        yield Returned(
            line=number, document=hidden["document"], provision=hidden["provision"], text=hidden["text"], cells=cells,
            exported=exported, why="" if why == UNSTATED else why,
        )  # fmt: skip


def _text(cell: Any) -> str:
    """What a cell says; dates and numbers as staff would write them, a formula as its own text."""
    value = cell.value
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unguarded("" if value is None else str(value)).strip()


def _bare(text: str) -> str:
    return "".join(text.split()) or UNSTATED
