"""Other views of a matrix: by department, crossed, and with some rows only, as a reader chose them."""

from collections import defaultdict
from collections.abc import Collection, Mapping

import msgspec

from graph.model import Basis, Role
from qa.matrix import BASES, FIELDS, Holding, Matrix, MatrixRow, Selection


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A department's part in a row (None: in the whole document); with `Inferred`'s score where it is inferred."""

    department: str
    role: Role | None
    basis: Basis
    row: MatrixRow | None
    quote: str
    score: float | None = None
    right: float | None = None


def by_department(matrix: Matrix) -> dict[str, list[Share]]:
    """The transposed view: each body's rows, most burdened first; general coordinators once, for the whole.

    Collectives (各地区, 有关部门) come last.
    """
    collective = {holding.body for row in matrix.rows for holding in row.holdings if holding.collective}
    shares: dict[str, list[Share]] = defaultdict(list)
    for holding in matrix.others:
        if holding.role == "coordinator":
            shares[holding.body].append(_share(holding, None))
    for row in matrix.rows:
        for holding in row.holdings:
            held = shares[holding.body]
            if holding.basis != "general" and all((each.row, each.role) != (row, holding.role) for each in held):
                held.append(_share(holding, row))
        for inferred in row.inferred:
            shares[inferred.department].append(
                Share(
                    department=inferred.department,
                    role=None,
                    basis="inferred",
                    row=row,
                    quote=inferred.because,
                    score=inferred.score,
                    right=inferred.right,
                )
            )
    order = {name: place for place, name in enumerate(shares)}
    stated = {name: sum(share.basis != "inferred" for share in held) for name, held in shares.items()}
    named = (name for name, held in shares.items() if held)
    return {name: shares[name] for name in sorted(named, key=lambda n: (n in collective, -stated[n], order[n]))}


def _share(holding: Holding, row: MatrixRow | None) -> Share:
    return Share(department=holding.body, role=holding.role, basis=holding.basis, row=row, quote=holding.quote)


MARKS: Mapping[str, str] = {
    "lead": "●", "responsible": "◎", "participants": "○", "hosts": "□", "coordinators": "◇", "inferred": "△",
}  # fmt: skip
"""The cross table's marks by column, in the order in which they are shown where several hold."""


def cross_table(matrix: Matrix) -> tuple[list[str], list[list[str]]]:
    """The departments, and for each row its marks in their order (empty: nothing said)."""
    departments = list(by_department(matrix))
    return departments, [[_mark(row, name) for name in departments] for row in matrix.rows]


def _mark(row: MatrixRow, department: str) -> str:
    fields = {FIELDS[holding.role] for holding in row.holdings if holding.body == department}
    if any(each.department == department for each in row.inferred):
        fields.add("inferred")
    return "".join(mark for field, mark in MARKS.items() if field in fields)


def narrow(
    matrix: Matrix,
    *,
    part: str | None = None,
    department: str | None = None,
    bases: Collection[Basis | None] = (),
    inferred: bool = True,
) -> Matrix:
    """The matrix with the rows that a reader chose, each whole, so that 未明确 still means what the text lacks.

    ``part`` is the first label of a row's path (`Matrix.parts`); ``department`` a body as in `by_department`;
    ``bases`` keeps the rows with a holding, or a date, on one of them (with a department: a holding of its own), and
    None among them those with neither lead nor responsible body. Without ``inferred`` no row has inferred
    departments. All conditions hold together; the exports of the result say what was chosen.
    """
    if part is None and department is None and not bases and inferred:
        return matrix
    rows = matrix.rows if inferred else tuple(map(_without_inferred, matrix.rows))
    wanted = frozenset(bases)
    kept = tuple(row for row in rows if (part is None or row.path[0] == part) and _chosen(row, department, wanted))
    selection = Selection(
        part=part, department=department, inferred=inferred, rows=len(matrix.rows),
        bases=tuple(basis for basis in (*BASES, None) if basis in wanted),
    )  # fmt: skip
    return msgspec.structs.replace(matrix, rows=kept, selection=selection)


def _without_inferred(row: MatrixRow) -> MatrixRow:
    return msgspec.structs.replace(row, inferred=(), basis=tuple(basis for basis in row.basis if basis != "inferred"))


def _chosen(row: MatrixRow, department: str | None, bases: frozenset[Basis | None]) -> bool:
    held: set[Basis | None] = set(row.basis)
    if department is not None:
        held = {holding.basis for holding in row.holdings if holding.body == department}
        held |= {"inferred" for each in row.inferred if each.department == department}
        if not held:
            return False
    if not (row.lead or row.responsible):
        held.add(None)
    return not bases or not bases.isdisjoint(held)
