"""Who answers to whom, decided for two whole documents at once.

Every provision of either side wants a counterpart; each may do without one, at a price. The cheapest choice of pairs
under which every provision is covered or has paid is a minimum-cost edge cover, and its pairs always form stars: one
to one, one to many (split) or many to one (merged), whichever the scores support. It reduces to one assignment
(Schrijver, Combinatorial Optimization, 19.3): a pair that covers two provisions saves what they would have cost alone.
The assignment is solved exactly by shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987), each step over a
whole row with numpy: O(n³), 0.1 s at 100 × 100.
"""

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Pairs = set[tuple[int, int]]

_NEVER = 2.0  # more than being alone costs both


def assign(costs: Matrix) -> list[tuple[int, int]]:
    """The pairs (row, column) of the cheapest assignment of a finite matrix; the shorter side is used up."""
    if costs.shape[0] > costs.shape[1]:
        return sorted((row, column) for column, row in assign(costs.T))
    rows, columns = costs.shape
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, dtype=np.intp)  # of each column; 0 is nobody, rows and columns count from 1
    for row in range(1, rows + 1):
        _augment(row, costs, row_price, column_price, owner)
    return sorted((int(owner[column]) - 1, column - 1) for column in range(1, columns + 1) if owner[column])


def _augment(row: int, costs: Matrix, row_price: Matrix, column_price: Matrix, owner: npt.NDArray[np.intp]) -> None:
    """Give one more row a column, by the shortest path of exchanges."""
    columns = costs.shape[1]
    slack = np.full(columns + 1, np.inf)
    way = np.zeros(columns + 1, dtype=np.intp)
    used = np.zeros(columns + 1, dtype=bool)
    owner[0], column = row, 0
    while owner[column]:
        used[column] = True
        holder = owner[column]
        reduced = costs[holder - 1] - row_price[holder] - column_price[1:]
        better = ~used[1:] & (reduced < slack[1:])
        slack[1:][better] = reduced[better]
        way[1:][better] = column
        open_slack = np.where(used[1:], np.inf, slack[1:])
        step = int(np.argmin(open_slack)) + 1
        delta = open_slack[step - 1]
        row_price[owner[used]] += delta
        column_price[used] -= delta
        slack[1:][~used[1:]] -= delta
        column = step
    while column:
        owner[column] = owner[way[column]]
        column = way[column]


def cover(scores: Matrix, allowed: Mask, alone: float, *, rows_join: Mask, columns_join: Mask) -> list[tuple[int, int]]:
    """The pairs that cover both sides best; only allowed ones, and none where being alone is cheaper.

    ``scores`` lie between 0 and 1 and a pair costs what it lacks to 1; a provision without a pair costs
    ``1 - alone``, so that a pair below ``alone`` never stands for one provision only. A row may join a column that
    has another row already only where ``rows_join`` allows it, a column a row where ``columns_join`` does.
    """
    if not scores.size:
        return []
    costs = np.where(allowed, 1 - scores, _NEVER)
    price = 1 - alone
    by_row, by_column = np.where(rows_join, costs, _NEVER), np.where(columns_join, costs, _NEVER)
    row_alone, column_alone = np.minimum(price, by_row.min(axis=1)), np.minimum(price, by_column.min(axis=0))
    savings = np.where(allowed, row_alone[:, None] + column_alone[None, :] - costs, 0.0)
    matched = {(row, column) for row, column in assign(-np.maximum(savings, 0)) if savings[row, column] > 0}
    rows, columns = {row for row, _ in matched}, {column for _, column in matched}
    extra = {
        (row, int(by_row[row].argmin())) for row in range(len(costs)) if row not in rows and by_row[row].min() <= price
    }
    extra |= {
        (int(by_column[:, column].argmin()), column)
        for column in range(costs.shape[1])
        if column not in columns and by_column[:, column].min() <= price
    }
    return sorted(_joined(_stars(matched | extra, scores), scores, rows_join, columns_join))


def _stars(pairs: Pairs, scores: Matrix) -> Pairs:
    """Without pairs whose two ends are both covered without them (two ways to the same cost may leave some)."""
    kept = set(pairs)
    for row, column in sorted(pairs, key=lambda pair: (scores[pair], pair)):
        others = kept - {(row, column)}
        if any(one[0] == row for one in others) and any(one[1] == column for one in others):
            kept = others
    return kept


def _joined(pairs: Pairs, scores: Matrix, rows_join: Mask, columns_join: Mask) -> Pairs:
    """Without pairs that join another and may not, the best of each star aside."""
    kept = set(pairs)
    for pair in sorted(pairs, key=lambda pair: (scores[pair], pair)):
        others = kept - {pair}
        of_row = any(one[0] == pair[0] for one in others)
        of_column = any(one[1] == pair[1] for one in others)
        if (of_row and not columns_join[pair]) or (of_column and not rows_join[pair]):
            kept = others
    return kept
