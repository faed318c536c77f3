"""The matrix as rows for other programs: JSON by the contract, and CSV that a table program opens safely."""

import csv
import io

import msgspec

from qa.matrix import UNSTATED, Matrix, MatrixRow
from ui.exports.cells import column, guarded, suggestion

_NAMES = ("lead", "participants", "responsible", "coordinators")
COLUMNS = (
    "ordinal", "path", "title", *_NAMES, "inferred", "deadline", "basis", "evidence", "hosts", "deadline_text",
)  # fmt: skip


def to_json(matrix: Matrix) -> bytes:
    """A list of `MatrixRow`; what the text does not say is an empty list or null."""
    return msgspec.json.format(msgspec.json.encode(matrix.rows), indent=1) + b"\n"


def to_csv(matrix: Matrix) -> bytes:
    """A line a row in UTF-8 with a byte order mark, without which Excel reads it as GBK."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in _cells(row)] for row in matrix.rows)
    return buffer.getvalue().encode("utf-8-sig")


def _cells(row: MatrixRow) -> list[str]:
    named = {field: column(row, field) for field in (*_NAMES, "hosts")}
    inferred = "；".join(f"{suggestion(each)}：{each.because}" for each in row.inferred)
    return [
        str(row.ordinal), "/".join(row.path), row.title, *(named[field] for field in _NAMES), inferred or UNSTATED,
        row.deadline or UNSTATED, "、".join(row.basis) or UNSTATED,
        row.evidence or UNSTATED, named["hosts"], row.deadline_text or UNSTATED,
    ]  # fmt: skip
