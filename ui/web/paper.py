"""A document as on paper, and its outline, as HTML.

The paper is the same whatever provision is chosen: what is in provision N has the class ``pg-in-N`` (N being its
position in the document), and the panel brings the rule that marks one of them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from qa.phrases import ROLES
from qa.reader import MARK_KINDS, Mark, MarkKind, Reading
from qa.rows import Unit
from qa.typeset import Paragraph, Part, Run
from ui.web.markup import escape, read_href
from ui.web.words import language, say

_TAGS: dict[Part, str] = {"title": "h1", "heading": "h3"}


def kind_names() -> dict[MarkKind, str]:
    """What the kinds of marks are called in the legend."""
    return {
        "actor": say("主体", "Actors"), "place": say("地方", "Places"), "target": say("目标", "Targets"),
        "prohibition": say("禁止", "Prohibitions"), "programme": say("行动与提法", "Programmes"),
        "reference": say("引用", "References"),
    }  # fmt: skip


def paper(reading: Reading, lines: Sequence[Paragraph], *, furniture: bool) -> str:
    """The document with its legend; ``furniture`` shows, greyed, what belongs to the web page around it."""
    units = {unit.id: unit for unit in reading.units}
    within = _Within(reading.units)
    shown = [line for line in lines if furniture or line.part != "noise"]
    body = "".join(_paragraph(line, within, units, reading) for line in shown)
    titled = any(line.part == "title" for line in shown) or _called_by_first_words(reading)
    title = "" if titled else f"<h1>{escape(reading.document.title)}</h1>"
    return f'{_legend(reading.marks)}<article class="pg-paper" lang="zh-CN">{title}{body}</article>'


def _called_by_first_words(reading: Reading) -> bool:
    """Whether the document has no title of its own, and its first line stands for one."""
    title, start = re.sub(r"\s", "", reading.document.title), reading.leaves[0].span.start if reading.leaves else 0
    return re.sub(r"\s", "", reading.text[start : start + 200]).startswith(title)


def _legend(marks: Iterable[Mark]) -> str:
    counts = dict.fromkeys(MARK_KINDS, 0)
    for mark in marks:
        counts[mark.kind] += 1
    names = kind_names()
    buttons = "".join(
        f'<button type="button" class="pg-key" data-toggle="pg-hide-{kind}" aria-pressed="true">'
        f'<span class="pg-m pg-m-{kind}">{escape(names[kind])}</span> <small>{count}</small></button>'
        for kind, count in counts.items()
        if count
    )
    label = say("标记（点击可隐去）", "Marks (click to hide)")
    return f'<div class="pg-legend-bar" role="group" aria-label="{label}">{buttons}</div>'


class _Within:
    """The positions of the provisions that a stretch of text lies in."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = sorted(units, key=lambda unit: unit.start)
        self._starts = [unit.start for unit in self._units]

    def of(self, line: Paragraph) -> list[int]:
        before = self._units[: bisect_right(self._starts, line.span.start)]
        return [unit.position for unit in before if line.span.start < unit.stop]


def _paragraph(line: Paragraph, within: _Within, units: dict[str, Unit], reading: Reading) -> str:
    tag = _TAGS.get(line.part, "p")
    classes = [f"pg-{line.part}", *(f"pg-in-{position}" for position in within.of(line))]
    if line.depth is not None:
        classes.append(f"pg-depth-{min(line.depth, 3)}")
    return f'<{tag} class="{" ".join(classes)}">{_runs(line.runs, units, reading)}</{tag}>'


def _runs(runs: Sequence[Run], units: dict[str, Unit], reading: Reading) -> str:
    """The runs of a paragraph, those of one heading together in a link that chooses its provision."""
    pieces: list[str] = []
    heading: list[str] = []
    for position, run in enumerate(runs):
        words = _run(run)
        if not run.heading or run.provision is None:
            pieces.append(words)
            continue
        heading.append(words)
        following = runs[position + 1] if position + 1 < len(runs) else None
        if following is None or not following.heading or following.provision != run.provision:
            pieces.append(_heading("".join(heading), units[run.provision], reading))
            heading = []
    return "".join(pieces)


def _heading(words: str, unit: Unit, reading: Reading) -> str:
    href = read_href(reading.document.identity, unit.path)
    classes = f"pg-head pg-head-{min(len(unit.path), 3)}"
    return f'<a class="{classes}" id="p-{unit.position}" href="{escape(href)}">{words}</a>'


def _run(run: Run) -> str:
    words = escape(run.text)
    # the outermost mark ends up outermost, so that a place inside a target is underlined on the target's ground
    for mark in reversed(run.marks):
        words = f'<span class="pg-m pg-m-{mark.kind}" title="{escape(_told(mark))}">{words}</span>'
    return f'<mark class="pg-quoted" id="quoted-{run.span.start}">{words}</mark>' if run.quoted else words


def _told(mark: Mark) -> str:
    """What a mark is, in words, for whoever points at it."""
    kind = kind_names()[mark.kind]
    role = f" · {ROLES[language()][mark.role]}" if mark.duty and mark.role else ""
    return say(f"{kind}：{mark.name}{role}", f"{kind}: {mark.name}{role}")


def outline(reading: Reading, chosen: Unit | None) -> str:
    """The provisions as a list of links; on a narrow screen it folds."""
    entries = "".join(
        _entry(unit, reading, current=chosen is not None and unit.id == chosen.id) for unit in _tree(reading)
    )
    label = say("目录", "Contents")
    return (
        f'<details class="pg-outline" data-open-wide><summary>{label}</summary>'
        f'<nav aria-label="{label}"><ol lang="zh-CN">{entries}</ol></nav></details>'
    )


def _tree(reading: Reading) -> list[Unit]:
    """The provisions that make an outline: those with a heading of their own, to the third level."""
    return [unit for unit in reading.units if len(unit.path) <= 3]


_LONG = 26


def _entry(unit: Unit, reading: Reading, *, current: bool) -> str:
    title = unit.title if len(unit.title) <= _LONG else f"{unit.title[:_LONG]}…"
    mark = ' aria-current="location"' if current else ""
    href = escape(read_href(reading.document.identity, unit.path))
    label = f"{escape(_label(unit.path[-1]))}{escape(title)}"
    return f'<li class="pg-level-{len(unit.path)}"><a href="{href}"{mark}>{label}</a></li>'


def _label(label: str) -> str:
    """A label as it stands before a heading: 一、 and 1. have a mark after them, （一） and 第一条 a space or none."""
    if label[-1] in "）)":
        return label
    if label.startswith(("第", "附")):
        return f"{label} "
    return f"{label}．" if label.isdigit() else f"{label}、"
