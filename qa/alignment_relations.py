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
from collections.abc import Mapping, Sequence

from graph.alignments import Relation, Wording
from graph.model import Span
from graph.tokens import tokenise
from qa.alignment_texts import Side, Unit
from qa.phrases import listed, numbered

TOPICS_FOUND = 0.8
SAME_WORDS = 0.85

NAMES: Mapping[Relation | None, Wording] = {
    "carried-over": Wording(zh="沿用", en="carried over"), "adapted": Wording(zh="改写", en="adapted"),
    "split": Wording(zh="拆分", en="split"), "merged": Wording(zh="合并", en="merged"),
    "added": Wording(zh="新增", en="added"), None: Wording(zh="未对应", en="no counterpart"),
}  # fmt: skip
"""What each relation is called; None is a provision of the reference that no provision answers to."""

MEANINGS: Mapping[Relation | None, Wording] = {
    "carried-over": Wording(
        zh="标题用词相同且要点都见到，或（两份都是全文时）各句都有对应、用词至少85%相同，数字、时限、主体没有不同。",
        en="The heading has the same words and the topics are met; or, where both texts are whole, every sentence has "
        "its like, 85% of the words are the same and no figure, date or body differs.",
    ),
    "adapted": Wording(zh="有对应条款，但不合沿用的标准。", en="It has a counterpart, but in other words."),
    "split": Wording(zh="对照文件的一条分在本文件的几条里。", en="One provision of the reference became several here."),
    "merged": Wording(zh="对照文件的几条并入本文件的一条。", en="Several provisions of the reference became one here."),
    "added": Wording(
        zh="对照文件里没有达到对应标准的条款。", en="No provision of the reference is like enough."
    ),
    None: Wording(zh="本文件里没有与它对应的条款。", en="No provision of the document answers to it."),
}  # fmt: skip


def _named(units: Sequence[Unit]) -> Wording:
    """第九条、第十条 · provision 9 and provision 10."""
    return Wording(
        zh=listed([numbered(unit.number, unit.path, "zh") for unit in units], "zh"),
        en=listed([numbered(unit.number, unit.path, "en") for unit in units], "en"),
    )


def same_heading(one: str, other: str) -> bool:
    """Whether two headings have the same words, in whatever order, the verb with which one begins aside."""
    first, second = tokenise(one), tokenise(other)
    if not first or not second:
        return False
    mine, theirs = Counter(first) - Counter(second), Counter(second) - Counter(first)
    return not (mine - Counter(first[:1])) and not (theirs - Counter(second[:1]))


def added(nearest: Unit, score: float, least: float) -> tuple[Relation, Wording]:
    """Rule 1: the nearest candidate is named, with what it lacked."""
    name = _named([nearest])
    return "added", Wording(
        zh=f"没有达到对应标准（{least:g}）的条款；最接近的是{name.zh}《{nearest.title}》（{score:.2f}）。",
        en=f"No provision is like enough ({least:g}); the nearest is {name.en} 《{nearest.title}》 ({score:.2f}).",
    )


def split(rows: Sequence[Unit], counterpart: Unit) -> tuple[Relation, Wording]:
    """Rule 2."""
    one, many = _named([counterpart]), _named(rows)
    return "split", Wording(
        zh=f"对照文件的{one.zh}分在本文件的{many.zh}。",
        en=f"{one.en.capitalize()} of the reference is shared by {many.en} of this document.",
    )


def merged(counterparts: Sequence[Unit]) -> tuple[Relation, Wording]:
    """Rule 3."""
    many = _named(counterparts)
    return "merged", Wording(
        zh=f"对照文件的{many.zh}并入本条。", en=f"{many.en.capitalize()} of the reference became this one."
    )


def against_outline(source: Unit, reference: Unit, topics: int, missing: Sequence[str]) -> tuple[Relation, Wording]:
    """Rules 4 and 5 where one text is an outline: headings and topics are all there is."""
    same = same_heading(source.title, reference.title)
    if source.title == reference.title:
        heading = Wording(zh="标题相同", en="The same heading")
    elif same:
        heading = Wording(
            zh="标题用词相同，只换了动词或语序", en="The heading's words are the same, but for the verb or the order"
        )
    else:
        heading = Wording(zh="标题有改动", en="The heading was changed")
    found = topics - len(missing)
    unseen = "、".join(missing)
    if not topics:
        topic = Wording(zh="提要没有列出要点", en="the outline lists no topics")
    elif missing:
        topic = Wording(
            zh=f"提要的{topics}个要点中见到{found}个，未见：{unseen}",
            en=f"{found} of the outline's {topics} topics are met; not met: {unseen}",
        )
    else:
        topic = Wording(zh=f"提要的{topics}个要点都见于本条", en=f"all {topics} topics of the outline are met")
    enough = not topics or found / topics >= TOPICS_FOUND
    relation: Relation = "carried-over" if same and enough else "adapted"
    return relation, Wording(zh=f"{heading.zh}；{topic.zh}。", en=f"{heading.en}; {topic.en}.")


def both_whole(share: float, new: int, missing: int, changed: int) -> tuple[Relation, Wording]:
    """Rules 4 and 5 where both texts are whole.

    ``share`` of the words is the same; so many sentences are new or missing, and so many figures, dates or actors
    differ.
    """
    percent, least = f"{round(share * 100)}%", f"{round(SAME_WORDS * 100)}%"
    enough = share >= SAME_WORDS
    chinese = [f"{percent}的用词相同" + ("" if enough else f"，不足{least}")]
    english = [f"{percent} of the words are the same" + ("" if enough else f", less than {least}")]
    for count, zh, en in (
        (new, "新写{}句", "new sentences: {}"), (missing, "少了{}句", "sentences left out: {}"),
        (changed, "数字、时限或主体有{}处不同", "figures, dates or bodies that differ: {}"),
    ):  # fmt: skip
        if count:
            chinese.append(zh.format(count))
            english.append(en.format(count))
    same = enough and not (new or missing or changed)
    relation: Relation = "carried-over" if same else "adapted"
    return relation, Wording(zh="；".join(chinese) + "。", en="; ".join(english) + ".")


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
