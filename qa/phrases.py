"""How answers are worded: provisions, titles, lists, quotations, in plain Chinese and English."""

import re
from collections.abc import Iterable, Mapping, Sequence

from graph.model import Citation, Span
from graph.numerals import read_number
from qa.normalise import Language
from qa.rows import Doc, Duty, Sentence, Unit

_DIGITS = "〇一二三四五六七八九"
_LONG = 40
"""Characters of a heading that are shown where it only names a provision."""
_LEVELS_EN = {"part": "part", "chapter": "chapter", "article": "article", "attachment": "attachment"}

ROLES: Mapping[Language, Mapping[str | None, str]] = {
    "zh": {
        "lead": "牵头", "responsible": "责任", "participant": "配合", "implementer": "落实", "coordinator": "统筹协调",
        "host": "办公室所在", "supported": "服务对象", "overseen": "监管对象", None: "推断",
    },
    "en": {
        "lead": "leads", "responsible": "responsible", "participant": "takes part", "implementer": "carries out",
        "coordinator": "coordinates", "host": "seats the office", "supported": "is supported",
        "overseen": "is overseen", None: "inferred",
    },
}  # fmt: skip
"""What a body is to a provision, in a word; None: of one that mandates suggest."""


def han(number: int) -> str:
    """12 → 十二, 105 → 一百零五 (below 1000)."""
    if number < 10:
        return _DIGITS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
    hundreds, rest = divmod(number, 100)
    if not rest:
        return _DIGITS[hundreds] + "百"
    low = ("零" if rest < 10 else "一" if 10 <= rest < 20 else "") + han(rest)
    return _DIGITS[hundreds] + "百" + low


def numbered(number: int | None, path: Sequence[str], language: Language) -> str:
    """第八条 · provision 8; without a number the path as printed."""
    if number is None:
        return "".join(path) if language == "zh" else "/".join(path)
    return f"第{han(number)}条" if language == "zh" else f"provision {number}"


def unit_name(unit: Unit, language: Language) -> str:
    """第十二条, 第三部分, 第三部分（四）第2项 · measure 12, part 3, provision 三/（四）/2."""
    if language == "en":
        if unit.number is not None:
            return f"{'article' if unit.level == 'article' else 'measure'} {unit.number}"
        if len(unit.path) == 1:
            return f"{_LEVELS_EN.get(unit.level, 'part')} {unit.ordinal}"
        return f"provision {'/'.join(unit.path)}"
    if unit.number is not None:
        return f"第{han(unit.number)}条"
    return "".join(_label(label, first=index == 0) for index, label in enumerate(unit.path))


def _label(label: str, *, first: bool) -> str:
    if label.startswith("第") or label.startswith("附") or label[:1] in "（(①②③④⑤⑥⑦⑧⑨⑩":
        return label
    return f"第{label}部分" if first and not label.isdigit() else f"第{label}项"


def headed(unit: Unit, language: Language) -> str:
    """第十二条《提升公共服务优质均衡水平》 · measure 12 《…》 (its English); without a heading the name alone."""
    name = unit_name(unit, language)
    if not unit.title:
        return name
    title = unit.title if len(unit.title) <= _LONG else unit.title[:_LONG] + "……"
    if language == "zh":
        return f"{name}《{title}》"
    from qa.glosses import gloss

    return f"{name} 《{title}》{gloss(unit.title)}"


def titled(doc: Doc) -> str:
    """《关于推动城市高质量发展的实施意见》, with the notice's number if it has one."""
    return f"《{doc.title}》" + (f"（{doc.doc_number}）" if doc.doc_number else "")


def listed(names: Iterable[str], language: Language) -> str:
    """A、B、C · A, B and C; each once."""
    once = list(dict.fromkeys(names))
    if language == "zh":
        return "、".join(once)
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} and {once[-1]}" if once else ""


def bodies(duties: Sequence[Duty], language: Language) -> str:
    """The names as printed, each once, with English in brackets in an English answer, 等 where the text has it."""
    names = [f"{d.name} ({d.name_en})" if language == "en" and d.name_en else d.name for d in duties]
    if any(duty.open_ended for duty in duties) and _left_open(duties):
        return listed(names, language) + ("等" if language == "zh" else " and others")
    return listed(names, language)


def _left_open(duties: Sequence[Duty]) -> bool:
    """Whether the text puts 等 after these names, not after others of the same note."""
    tails = tuple({duty.name[-2:] for duty in duties})
    before = [
        re.sub(r"[（(][^（）()]*[）)]$", "", duty.quote[: found.start()])
        for duty in duties
        for found in re.finditer("等", duty.quote)
    ]
    return any(text.endswith(tails) for text in before)


def quoted(text: str, where: str, doc: Doc, language: Language) -> str:
    """A line that quotes: 原文（《…》第十二条）：… An outline is called so, since its words are ours."""
    words = " ".join(text.split())
    if language == "zh":
        return f"{'提要' if doc.outline else '原文'}（{titled(doc)}{where}）：{words}"
    return f"{'Outline' if doc.outline else 'Original'} ({titled(doc)}{', ' + where if where else ''}): {words}"


def outline_note(language: Language) -> str:
    """What every answer from an outline says of it."""
    if language == "zh":
        return "说明：以上国家文件内容出自本项目用自己的话写的概要（提要），不是文件原文，请以正式公布的全文为准。"
    return "Note: what is said here of the national document comes from an outline in our own words, not from its text."


def cite_unit(unit: Unit, doc: Doc) -> Citation:
    """A citation of a provision by its heading, or by its own first words where it has none."""
    if unit.quote:
        return _citation(unit, doc, Span(unit.title_start, unit.title_stop), unit.quote)
    line = unit.text.split("\n")[0]
    return _citation(unit, doc, Span(unit.title_start, unit.title_start + len(line)), line)


def cite(unit: Unit | None, doc: Doc, fact: Duty | Sentence | Span, quote: str | None = None) -> Citation:
    """A citation of the characters that a fact stands on."""
    if isinstance(fact, Span):
        return _citation(unit, doc, fact, quote or "")
    return _citation(unit, doc, Span(fact.start, fact.stop), fact.quote)


def _citation(unit: Unit | None, doc: Doc, span: Span, quote: str) -> Citation:
    return Citation(
        document=doc.identity,
        title=doc.title,
        path=unit.path if unit else (),
        ordinal=unit.ordinal if unit else None,
        number=_number(unit) if unit else None,
        span=span,
        quote=quote,
    )


def _number(unit: Unit) -> int | None:
    """The N of 第N条; of what stands under an article, the article's."""
    articles = [found for label in unit.path if (found := re.fullmatch("第(.+)条", label))]
    return read_number(articles[-1].group(1)) if unit.number is None and articles else unit.number
