"""By which rule a provision counts as carried over, adapted, split, merged or added, and the words that say so.

The rules, in this order (a row shows the one that held):

1. ``added``: no provision of the reference is its counterpart.
2. ``split``: its main counterpart is that of other provisions too.
3. ``merged``: it is the main counterpart of several provisions of the reference.
4. against an outline, ``carried-over``: the headings say the same, order and the first verb aside, and at least
   four topics in five are found in it;
   both texts whole, ``carried-over``: every sentence of the one is met in the other, at least 85 in 100 words of the
   two are the same, and no figure, date or actor differs.
5. ``adapted``: anything else.
"""

from collections import Counter
from collections.abc import Sequence

from graph.alignments import Relation
from graph.model import Span
from graph.tokens import tokenise
from qa.alignment_texts import Side, Unit
from qa.phrases import han

TOPICS_FOUND = 0.8
SAME_WORDS = 0.85


def unit_name(unit: Unit) -> str:
    """第八条; without a number the path as printed."""
    return f"第{han(unit.number)}条" if unit.number is not None else "".join(unit.path)


def named(units: Sequence[Unit]) -> str:
    """第九条、第十条."""
    return "、".join(unit_name(unit) for unit in units)


def same_heading(one: str, other: str) -> bool:
    """Whether two headings have the same words, in whatever order, the verb with which one begins aside."""
    first, second = tokenise(one), tokenise(other)
    if not first or not second:
        return False
    mine, theirs = Counter(first) - Counter(second), Counter(second) - Counter(first)
    return not (mine - Counter(first[:1])) and not (theirs - Counter(second[:1]))


def split(rows: Sequence[Unit], counterpart: Unit) -> tuple[Relation, str]:
    """Rule 2."""
    return "split", f"对照文件的{unit_name(counterpart)}分在本文件的{named(rows)}。"


def merged(counterparts: Sequence[Unit]) -> tuple[Relation, str]:
    """Rule 3."""
    return "merged", f"对照文件的{named(counterparts)}并入本条。"


def against_outline(source: Unit, reference: Unit, topics: int, missing: Sequence[str]) -> tuple[Relation, str]:
    """Rules 4 and 5 where one text is an outline: headings and topics are all there is."""
    same = same_heading(source.title, reference.title)
    heading = (
        "标题相同" if source.title == reference.title else "标题用词相同，只换了动词或语序" if same else "标题有改动"
    )
    found = topics - len(missing)
    if not topics:
        topic = "提要没有列出要点"
    elif missing:
        topic = f"提要的{topics}个要点中见到{found}个，未见：{'、'.join(missing)}"
    else:
        topic = f"提要的{topics}个要点都见于本条"
    enough = not topics or found / topics >= TOPICS_FOUND
    return ("carried-over" if same and enough else "adapted"), f"{heading}；{topic}。"


def both_whole(share: float, new: int, missing: int, changed: int) -> tuple[Relation, str]:
    """Rules 4 and 5 where both texts are whole.

    ``share`` of the words is the same; so many sentences are new or missing, and so many figures, dates or actors
    differ.
    """
    reasons = [
        f"{round(share * 100)}%的用词相同" + ("" if share >= SAME_WORDS else f"，不足{round(SAME_WORDS * 100)}%")
    ]
    reasons += [f"新写{new}句"] if new else []
    reasons += [f"少了{missing}句"] if missing else []
    reasons += [f"数字、时限或主体有{changed}处不同"] if changed else []
    same = share >= SAME_WORDS and not (new or missing or changed)
    return ("carried-over" if same else "adapted"), "；".join(reasons) + "。"


def shared_words(one: tuple[Side, Unit], other: tuple[Side, Unit]) -> float:
    """The share of the words of two provisions (headings included) that both have, in whatever order."""
    first, second = _words(*one), _words(*other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def _words(side: Side, unit: Unit) -> Counter[str]:
    spans: list[Span] = [*unit.sentences]
    if not any(span.overlaps(unit.title_span) for span in spans):  # a first sentence may serve as the heading
        spans.append(unit.title_span)
    return Counter(word for span in spans for word in tokenise(span.of(side.text)))
