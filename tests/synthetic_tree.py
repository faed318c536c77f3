"""The provisions of a synthetic notice: their numbering by a style, before anything is laid out."""

import itertools

import msgspec

from tests.synthetic_content import POOL, Desk, Piece, Style


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A provision before it is laid out: paragraphs of pieces, then children. No heading: the first sentence is it."""

    label: str
    sign: str
    level: str
    ordinal: int
    heading: str | None
    paragraphs: tuple[tuple[Piece, ...], ...]
    children: "tuple[Node, ...]" = ()


DIGITS = "〇一二三四五六七八九"
_LEVELS: dict[str, tuple[str, ...]] = {
    "part-measure": ("part", "measure"),
    "part-measure-item": ("part", "measure", "item"),
    "part-measure-item-subitem-point": ("part", "measure", "item", "subitem", "point"),
    "part-item": ("part", "item"),
    "part-only": ("part",),
    "measure-item": ("measure", "item"),
    "chapter-article": ("chapter", "article", "measure"),
    "article": ("article", "measure"),
    "item-only": ("item",),
}


def chinese(number: int) -> str:
    """1–99 in Chinese numerals."""
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[units] if units else "")


def _label(level: str, number: int, style: Style) -> tuple[str, str]:
    """The label as the path has it, and as it is printed before the heading."""
    left, right = style.brackets
    match level:
        case "part":
            return chinese(number), chinese(number) + "、"
        case "measure":
            label = f"{left}{chinese(number)}{right}"
        case "item":
            return str(number), f"{number}{style.stop}"
        case "subitem":
            label = f"{left}{number}{right}"
        case "point":
            label = chr(ord("①") + number - 1)
        case "chapter":
            return f"第{chinese(number)}章", f"第{chinese(number)}章　"
        case "article":
            return f"第{chinese(number)}条", f"第{chinese(number)}条　"
        case _:
            raise ValueError(level)
    return label, label


def draw_tree(desk: Desk) -> tuple[Node, ...]:
    """The provisions of one plan by the style's scheme."""
    levels = _LEVELS[desk.style.scheme]
    counters = {level: itertools.count(1) for level in levels}
    return _siblings(desk, levels, counters, 0)


def _siblings(
    desk: Desk, levels: tuple[str, ...], counters: dict[str, "itertools.count[int]"], depth: int
) -> tuple[Node, ...]:
    level = levels[depth]
    runs_on = level == "article" or (desk.style.through and depth == _through_depth(levels))
    if not runs_on:
        counters[level] = itertools.count(1)
    long = depth == 0 and len(levels) == 1
    many = desk.random.randint(5, 12) if long else desk.random.randint(2, 4)
    nodes = []
    for place in range(many):
        number = next(counters[level])
        label, sign = _label(level, number, desk.style)
        nodes.append(_node(desk, levels, counters, depth, place, label, sign, number))
    return tuple(nodes)


def _through_depth(levels: tuple[str, ...]) -> int:
    """The series that runs through its parents: measures through parts, or else items through measures."""
    return min(len(levels) - 1, 2 if "item" in levels and "measure" in levels and "part" in levels else 1)


def _node(
    desk: Desk,
    levels: tuple[str, ...],
    counters: dict[str, "itertools.count[int]"],
    depth: int,
    place: int,
    label: str,
    sign: str,
    number: int,
) -> Node:
    level, style = levels[depth], desk.style
    last_level = depth == len(levels) - 1
    lost = style.breaks == "lost"
    childless = last_level or (depth > 0 and desk.random.random() < 0.4) or (depth == 0 and place == 0 and not lost)
    if level == "chapter":
        childless = False
    children = () if childless else _siblings(desk, levels, counters, depth + 1)
    paragraphs: tuple[tuple[Piece, ...], ...]
    if level == "chapter":
        return Node(
            label=label, sign=sign, level=level, ordinal=number, heading=desk.random.choice(POOL["chapters"]),
            paragraphs=(), children=children,
        )  # fmt: skip
    bare = level == "article" or levels[0] in ("chapter", "article") or style.scheme == "part-only"
    if bare:
        first = desk.plain()
        if level == "measure":
            return Node(
                label=label, sign=sign, level=level, ordinal=number, heading=None,
                paragraphs=((first,),), children=children,
            )  # fmt: skip
        body = desk.body(1 if style.notation == "line" else 0, 2) if childless else ()
        head, *rest = body or ((),)
        paragraphs = ((first, *head), *rest)
        return Node(
            label=label, sign=sign, level=level, ordinal=number, heading=None, paragraphs=paragraphs, children=children
        )
    headings = POOL["parts"] if level == "part" else POOL["headings"]
    if childless:
        paragraphs = desk.body(1, 4, duty=depth > 0 or len(levels) == 1)
    else:
        paragraphs = ((desk.plain(),),) if not lost and desk.random.random() < 0.2 else ()
    return Node(
        label=label, sign=sign, level=level, ordinal=number, heading=desk.random.choice(headings),
        paragraphs=paragraphs, children=children,
    )  # fmt: skip
