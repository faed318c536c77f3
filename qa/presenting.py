"""An answer as it is shown: its own words and its quotes told apart, with marks; and as plain text."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from graph.model import Answer, Citation, Span
from qa.inferring import INFERRED
from qa.normalise import Language
from qa.phrases import han

_BREAKS = re.compile(r"[\s，。、；：！？,.;:!?“”‘’（）()《》]+")
_TITLE = re.compile(r"《[^《》]*》")
_ASKING = re.compile(
    r"哪些?|什么|多少|怎么|如何|是否|有没有|第[〇零一二三四五六七八九十百0-9]+条?|请问|文件|原文|意见|措施"
)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of an answer.

    ``citation`` is what it quotes (None: the answer's own words), ``marks`` are in it; ``inferred``: it names a
    department that mandates suggest.
    """

    text: str
    citation: Citation | None = None
    marks: tuple[Span, ...] = ()
    inferred: bool = False


def lines_of(answer: Answer) -> list[Line]:
    """The answer line by line. A quote's line keeps the quote alone: where it stands is the citation's to say."""
    lines: list[Line] = []
    for text in answer.answer.split("\n"):
        cited = next((each for each in answer.citations if _quotes(text, each)), None)
        head = INFERRED[answer.language]
        if cited is None and text.startswith(head):
            lines.append(Line(text=text.removeprefix(head), inferred=True))
        else:
            lines.append(Line(text=text if cited is None else cited.quote.strip(), citation=cited))
    own = [line.text for line in lines if line.citation is None and not line.inferred]
    asked = _pieces(_ASKING.sub(" ", answer.question), 2)
    told = [piece for text in own for piece in _pieces(_TITLE.sub(" ", text), 3)]
    return [_marked(line, asked, told) if line.citation else line for line in lines]


def place_of(citation: Citation, language: Language) -> str:
    """第十二条 · measure 12; without such a number the path as printed; of the whole document, nothing."""
    if citation.number is None:
        return "".join(citation.path)
    return f"第{han(citation.number)}条" if language == "zh" else f"measure {citation.number}"


def as_text(answer: Answer) -> str:
    """The answer as plain text to paste elsewhere, with what it stands on: title, place and characters."""
    zh = answer.language == "zh"
    places = dict.fromkeys(_source(citation, answer.language) for citation in answer.citations)
    heads = ("问：", "答：", "出处：") if zh else ("Question: ", "Answer: ", "Source: ")
    lines = [heads[0] + answer.question, heads[1] + answer.answer]
    if places:
        lines.append(heads[2] + ("；" if zh else "; ").join(places))
    return "\n".join(lines)


def _source(citation: Citation, language: Language) -> str:
    start, end = citation.span
    place = place_of(citation, language)
    if language == "zh":
        return f"《{citation.title}》{place}（第{start + 1}—{end}字）"
    return f"《{citation.title}》{place and ', ' + place} (characters {start + 1}–{end})"


def _quotes(line: str, citation: Citation) -> bool:
    _, colon, rest = line.partition("）：") if "）：" in line else line.partition("): ")
    return bool(colon) and "".join(rest.split()) == "".join(citation.quote.split())


def _pieces(text: str, least: int) -> list[str]:
    return [piece for piece in _BREAKS.split(text) if len(piece) >= least]


def _marked(line: Line, asked: Sequence[str], told: Sequence[str]) -> Line:
    return msgspec.structs.replace(line, marks=tuple(_common(line.text, ((asked, 2), (told, 3)))))


def _common(quote: str, said: Sequence[tuple[Sequence[str], int]]) -> Iterator[Span]:
    """The longest stretches of the quote that stand in what was said as well, with at least so many characters."""
    start = 0
    while start < len(quote):
        found = ((max((_shared(quote, start, piece) for piece in pieces), default=0), least) for pieces, least in said)
        length = max((shared for shared, least in found if shared >= least), default=0)
        if length:
            yield Span(start, start + length)
        start += max(length, 1)


def _shared(quote: str, start: int, piece: str) -> int:
    """How many characters of the quote from here on stand together in the piece."""
    length = 0
    while start + length < len(quote) and quote[start : start + length + 1] in piece:
        length += 1
    return length
