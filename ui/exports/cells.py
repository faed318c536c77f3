"""What the cells of a matrix say in every format for people, and that no program takes them for a formula."""

import re
from collections.abc import Mapping, Sequence

from graph.model import Basis
from qa.matrix import UNSTATED, Holding, Inferred, Matrix, MatrixRow
from qa.phrases import ROLES
from ui.show import BASES

BASIS_NAMES = BASES["zh"]
BASIS_MEANINGS: Mapping[Basis, str] = {
    "explicit": "条款原文写明",
    "convention": "原文约定的规则（如“列第一位者为牵头单位”）确定",
    "general": "原文对整份文件的统筹安排，不是对本条的分工",
    "inferred": "原文没有写明，由部门职责推断，仅供参考，须核实后确认",
    "confirmed": "由工作人员确认（原文没有写明）或更正（原文读错），记有姓名和时间",
}
FIELD_NAMES: Mapping[str, str] = {
    "lead": "牵头单位", "responsible": "责任单位", "participants": "配合单位", "coordinators": "统筹协调",
    "hosts": "办公室设在",
}  # fmt: skip
ROLE_NAMES = ROLES["zh"]
_TITLE = 60
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """The text without characters that a file of XML can't hold; lines end in ``\\n`` alone."""
    return _CONTROL.sub("", text.replace("\r\n", "\n"))


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a table program would read a formula.

    As OWASP's "CSV Injection" has it: = + - @ tab and carriage return at the start, and the full-width signs.
    """
    text = plain(text)
    return f"'{text}" if _FORMULA.match(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """What `guarded` was given, for reading cells back."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text.lstrip("'")) else text


def place(row: MatrixRow) -> str:
    """八（二十三）: the labels from the top, told apart by a stroke where they would run together."""
    joined = row.path[0]
    for label in row.path[1:]:
        joined += f"/{label}" if joined[-1].isalnum() and label[0].isalnum() and label[0] != "第" else label
    return joined


def heading(row: MatrixRow) -> str:
    """The provision's title, cut where it is a whole paragraph."""
    return row.title if len(row.title) <= _TITLE else row.title[: _TITLE - 1] + "…"


def names(held: Sequence[Holding]) -> str:
    """A、B等, or 未明确."""
    if not held:
        return UNSTATED
    return "、".join(holding.name for holding in held) + ("等" if any(holding.open_ended for holding in held) else "")


def column(row: MatrixRow, field: str) -> str:
    """The names in a column of a row."""
    return names(row.held(field))


def suggestion(inferred: Inferred) -> str:
    """省科技厅（推断，0.81）."""
    return f"{inferred.department}（推断，{inferred.score:.2f}）"


def reliability() -> list[tuple[str, str, float]]:
    """What the scores of inferred departments mean: range of scores, how it was measured, share that was right."""
    from qa.inference import load_calibration

    calibration = load_calibration()
    starts = [band.least for band in calibration.kept]
    ends = [f"至{end:.2f}" for end in starts[1:]] + ["以上"]
    return [
        (
            f"得分{band.least:.2f}{end}",
            f"以{calibration.documents}份写明分工的文件验证：{band.suggestions}个这样的推断中，"
            f"{band.right:.0%}与原文的分工一致",
            band.right,
        )
        for band, end in zip(calibration.kept, ends, strict=True)
    ]


def bases(row: MatrixRow) -> str:
    """明文、总则, or 未明确."""
    return "、".join(BASIS_NAMES[basis] for basis in row.basis) or UNSTATED


def own_evidence(row: MatrixRow) -> list[str]:
    """The quotes that a row stands on, without the clause for the whole document."""
    quotes = (holding.quote for holding in row.holdings if holding.basis != "general" and holding.notation)
    return list(dict.fromkeys(quotes))


def written(date: str) -> str:
    """2026年1月16日: a date (ISO, or a year and month) as papers write it (GB/T 9704-2012, 7.3.5.4)."""
    return "".join(f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False))


def sub_title(matrix: Matrix) -> str:
    """The document's number, issuers and date in a line."""
    doc = matrix.document
    outline = "据本项目自写的概要，不是原文" if doc.outline else None
    dated = written(doc.date) if doc.date else None
    return "　".join(part for part in (doc.doc_number, "、".join(doc.issuers), dated, outline) if part)


def selected(matrix: Matrix) -> str | None:
    """What the rows were chosen by and how many of all they are: 筛选：部门 省财政厅；不含推断（25项中的3项）."""
    chosen = matrix.selection
    if chosen is None:
        return None
    told = [f"{chosen.part}、{dict(matrix.parts).get(chosen.part, '')}"] if chosen.part is not None else []
    told += [f"部门 {chosen.department}"] if chosen.department is not None else []
    if chosen.bases:
        told.append("依据 " + "、".join(BASIS_NAMES[basis] if basis else UNSTATED for basis in chosen.bases))
    told += [] if chosen.inferred else ["不含推断"]
    return f"筛选：{'；'.join(told)}（{chosen.rows}项中的{len(matrix.rows)}项）"


def columns_of(matrix: Matrix) -> list[str]:
    """The columns of names to show: the three that staff fill, and the others where any row has one."""
    return [
        field
        for field in FIELD_NAMES
        if field in ("lead", "responsible", "participants") or any(row.held(field) for row in matrix.rows)
    ]


def asked_of_all(matrix: Matrix) -> dict[str, str]:
    """Quote → who is asked what by it (省甲厅、省乙厅（统筹协调）；有关部门（配合）), for what is in no row."""
    by_quote: dict[str, dict[str, list[str]]] = {}
    for holding in matrix.others:
        by_quote.setdefault(holding.quote, {}).setdefault(ROLE_NAMES[holding.role], []).append(holding.name)
    return {
        quote: "；".join(f"{'、'.join(dict.fromkeys(names))}（{role}）" for role, names in roles.items())
        for quote, roles in by_quote.items()
    }
