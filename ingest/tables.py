"""Tables of tasks turned into text: 序号, 工作任务, 牵头单位, 完成时限 in the first row, one task in each other.

A row stands on a line whose cells are parted by tabs, bars or wide blanks, or over as many lines as the table has
columns (as a page or a Word file is copied), beginning with its number.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from graph.model import Span
from graph.sentences import trim
from ingest.duties import LABEL, OTHER_LABEL


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row's cells by what their columns are for; spans of blank cells are left out.

    ``duties`` go with the heads of their columns (牵头单位), ``limits`` are the cells under 完成时限.
    """

    span: Span
    number: Span | None
    task: Span | None
    duties: tuple[tuple[str, Span], ...]
    limits: tuple[Span, ...]


_NUMBER_HEAD = re.compile(r"序\s*号|编\s*号|项\s*号")
_TASK_HEAD = re.compile(
    r"(?:主要|重点|具体|工作|改革|建设|整治|整改|目标|年度)*(?:任务|内容|事项|措施|举措|工作|项目|要点|目标|名称)(?:名称|内容|清单)?"
)
_BODIES_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]$")
_FEWEST, _MOST = 3, 10  # columns
_BARE_NUMBER = re.compile(r"[0-9０-９]{1,3}")


@lru_cache(maxsize=8)  # the outline, the duties and the targets of a document each ask
def find_rows(text: str) -> tuple[Row, ...]:
    """The rows of all tables of tasks in a text, in order; none of a table whose columns name nobody."""
    lines = [Span(*found.span()) for found in re.finditer(r"[^\n]+", text) if found.group().strip()]
    return tuple(sorted([*_lined(text, lines), *_stacked(text, lines)], key=lambda row: row.span))


def row_at(text: str, number: Span) -> Row | None:
    """The row that a number opens."""
    return next((row for row in find_rows(text) if row.number == number), None)


def _lined(text: str, lines: Sequence[Span]) -> Iterator[Row]:
    """Rows on a line each."""
    heads: list[str] = []
    for line in lines:
        cells = _cells(text, line)
        if len(cells) < _FEWEST:
            continue
        if assigns(found := [_head(cell.of(text)) for cell in cells]):
            heads = found
        elif len(cells) == len(heads):
            yield _row(text, heads, cells)


def _cells(text: str, line: Span) -> list[Span]:
    """The cells of a line, blank ones too where tabs or bars part them."""
    printed = line.of(text)
    mark = "\t" if "\t" in printed else "|" if "|" in printed else None
    if mark is None:
        parts = (Span(*found.span()) for found in re.finditer(r"\S+(?: \S+)*", printed))
        return [Span(line.start + part.start, line.start + part.end) for part in parts]
    cells, start = [], line.start
    for part in printed.split(mark):
        cell = Span(start, start + len(part))
        cells.append(next(trim(text, cell), Span(cell.start, cell.start)))
        start = cell.end + 1
    return cells[1:-1] if mark == "|" and printed.strip()[0] == printed.strip()[-1] == "|" else cells


def _stacked(text: str, lines: Sequence[Span]) -> Iterator[Row]:
    """Rows of as many lines as there are columns, each begun by its number."""
    index = 0
    while index < len(lines):
        heads = _stacked_heads(text, lines[index : index + _MOST])
        if heads is None:
            index += 1
            continue
        index += len(heads)
        count = 1
        while index + len(heads) <= len(lines):
            if (printed := lines[index].of(text).strip()) == str(count):
                yield _row(text, heads, [next(trim(text, line)) for line in lines[index : index + len(heads)]])
                index, count = index + len(heads), count + 1
            elif _BARE_NUMBER.fullmatch(printed) or len(printed) > 30:
                break
            else:
                index += 1  # the name of a group of rows


def _stacked_heads(text: str, lines: Sequence[Span]) -> list[str] | None:
    printed = [_head(line.of(text).strip()) for line in lines]
    if "1" not in printed or not _NUMBER_HEAD.fullmatch(printed[0]):
        return None
    heads = printed[: printed.index("1")]
    return heads if len(heads) >= _FEWEST and assigns(heads) else None


def _head(cell: str) -> str:
    return re.sub(r"\s", "", cell)


def assigns(heads: Sequence[str]) -> bool:
    """Whether these are the heads of columns of which one names who does the work."""
    return any(_is_duty(head) for head in heads) and any(
        _TASK_HEAD.fullmatch(head) or _NUMBER_HEAD.fullmatch(head) for head in heads
    )


def _is_duty(head: str) -> bool:
    return LABEL.fullmatch(_BODIES_IN_BRACKETS.sub("", head) + "：") is not None


def _row(text: str, heads: Sequence[str], cells: Sequence[Span]) -> Row:
    named = [(head, cell) for head, cell in zip(heads, cells, strict=True) if cell.end > cell.start]
    number = next((cell for head, cell in named if _NUMBER_HEAD.fullmatch(head)), None)
    tasks = [(head, cell) for head, cell in named if _TASK_HEAD.fullmatch(head)]
    names = [cell for head, cell in tasks if head.endswith("名称")] or [cell for _, cell in tasks]
    return Row(
        span=Span(cells[0].start, cells[-1].end),
        number=number if number is not None and _BARE_NUMBER.fullmatch(number.of(text)) else None,
        task=max(names, key=lambda cell: cell.end - cell.start, default=None),
        duties=tuple((head, cell) for head, cell in named if _is_duty(head)),
        limits=tuple(cell for head, cell in named if _limits(head)),
    )


def _limits(head: str) -> bool:
    return re.search("时限|期限|时间", head) is not None and OTHER_LABEL.fullmatch(head + "：") is not None
