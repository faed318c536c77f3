"""What the documents call what a question puts in other words: a table of everyday words, and abbreviations.

An everyday word counts only where the documents lack it. One that stands for the same thing is looked for as the
documents have it; one that is only of the same matter (``~`` in the table: 物业费 and 物业服务) shows what is nearest.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from corpus import REGISTRY
from graph.model import Span
from qa.topics import lines_with

_TABLE = "near-words.txt"
_HEARD = 3
"""Characters of a text that a mended run must have in a row."""
_COUNTED = (
    r"(?P<count>[两二三四五六七八九])个?(?P<one>[\u4e00-\u9fff]{1,3}?)(?:(?P=count)个?(?P<other>[\u4e00-\u9fff]{1,3}))?"
)
"""A number before a word that a text repeats as often (三管三必须, 四个最严)."""
_PREFIXES = 3
"""Characters beyond which an abbreviation may take some words whole."""
_NUMBERED = 8
"""Characters of the longest such abbreviation."""
_INSERTED = 2
"""Characters that a text's word may have within an abbreviation of it (危房, 危旧房)."""


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a question and the word that the documents have for it; ``same``: for the same thing.

    ``others`` are further words of the documents for it.
    """

    span: Span
    asked: str
    official: str
    same: bool
    others: tuple[str, ...] = ()


def near_words(question: str, text: str) -> list[Near]:
    """The everyday words of a question that the text lacks but has another word for, in order, without overlaps."""
    taken: list[Near] = []
    for word in _by_length():
        if word not in question or word in text:
            continue
        known = [(official, same) for official, same in _table()[word] if official in text]
        if not known:
            continue
        (first, same), others = known[0], tuple(official for official, alike in known[1:] if alike)
        for found in re.finditer(re.escape(word), question):
            span = Span(*found.span())
            if not any(span.overlaps(near.span) for near in taken):
                taken.append(Near(span=span, asked=word, official=first, same=same, others=others))
    taken.extend(_numbered(question, text))
    return sorted(taken, key=lambda near: near.span)


def _numbered(question: str, text: str) -> Iterator[Near]:
    """The numbers in a question that abbreviate a list of the text, the longest from each numeral on."""
    for numeral in re.finditer("[两二三四五六七八九]", question):
        runs = [question[numeral.start() : numeral.start() + length] for length in range(_NUMBERED, 2, -1)]
        found = next(((run, listed) for run in runs if (listed := counted_out(run, text))), None)
        if found:
            span = Span(numeral.start(), numeral.start() + len(found[0]))
            yield Near(span=span, asked=found[0], official=found[1], same=True)


def official_words(word: str, text: str) -> list[str]:
    """The words of a text for what an official word or an everyday one stands for (幼儿园 and 学前教育: 托幼)."""
    lines = [officials for officials, words, sign in _lines() if sign == "=" and word in (*officials, *words)]
    return list(dict.fromkeys(official for officials in lines for official in officials if official in text))


def other_names(word: str) -> tuple[str, ...]:
    """The other names that a thing bears in official texts (非遗 and 非物质文化遗产)."""
    lines = [(*one, *other) for one, other, sign in _lines() if sign == "=="]
    return tuple(name for names in lines if word in names for name in names if name != word)


def spelt_out(word: str, text: str) -> str | None:
    """The words of a text that a shorter one abbreviates; None if there are none.

    By their first characters (社保, 社会保险), or with some left out in the middle (危房, 危旧房).
    """
    if len(word) < 2 or not re.fullmatch(r"[\u4e00-\u9fff]+", word):
        return None
    from graph.tokens import segment

    for line in lines_with(min(word, key=text.count), text):
        for clause in re.split(r"[^\u4e00-\u9fff]", line):
            if all(char in clause for char in word) and (found := _abbreviated(word, segment(clause))):
                return found
    return None


def counted_out(run: str, text: str) -> str | None:
    """The list in a text that a number abbreviates: 三管三必须 for three times 管…必须…; None if it has none."""
    found = re.fullmatch(_COUNTED, run)
    if found is None:
        return None
    count, words = (
        "〇一两三四五六七八九十".index(found["count"].replace("二", "两")),
        [found["one"], found["other"] or found["one"]],
    )
    for clause in re.split(r"[。;；\n]", text):
        parts = [part for part in re.split(r"[、,，]", clause) if all(word in part for word in words)]
        if len(parts) == count and "、".join(parts) in clause:
            return "、".join(parts)
    return None


def heard_alike(run: str, text: str) -> str | None:
    """The run with one character put as another of its sound, where a text has that (老久小区 → 老旧小区); else None.

    At least three characters around the mended one must stand so in the text: two may do so by chance.
    """
    for at, char in enumerate(run):
        starts = range(max(0, at - _HEARD + 1), min(at, len(run) - _HEARD) + 1)
        fitting = {one for start in starts for one in _between(run[start:at], run[at + 1 : start + _HEARD], text)}
        for other in sorted(one for one in fitting if one != char and _sounds(one) & _sounds(char)):
            mended = run[:at] + other + run[at + 1 :]
            longer = any(mended[start : start + _HEARD + 1] in text for start in starts if start + _HEARD < len(run))
            if longer or _in_word(mended, at, text):
                return mended
    return None


def _in_word(run: str, at: int, text: str) -> bool:
    """Whether a character of a run belongs to a word of several that the text has."""
    from graph.tokens import segment

    start = 0
    for word in segment(run):
        if start <= at < start + len(word):
            return len(word) > 1 and word in text
        start += len(word)
    return False


def _between(before: str, after: str, text: str) -> Iterator[str]:
    """The characters that stand between two stretches, of which one may be empty, in a text."""
    anchor = before or after
    at = text.find(anchor)
    while at >= 0:
        place = at + len(before) if before else at - 1
        if 0 <= place < len(text) and text.startswith(after, place + 1):
            yield text[place]
        at = text.find(anchor, at + 1)


@cache
def _sounds(char: str) -> frozenset[str]:
    """The syllables of a character without tones, as hurried ears take them: zh is z, ing is in."""
    from pypinyin.pinyin_dict import pinyin_dict  # a quarter of a second, and few questions have a slip

    readings = pinyin_dict.get(ord(char), "")
    plain = "".join(char for char in unicodedata.normalize("NFD", readings) if char.isascii())
    return frozenset(re.sub(r"ng$", "n", re.sub(r"^([zcs])h", r"\1", one)) for one in plain.split(",") if one)


def _abbreviated(word: str, words: Sequence[str]) -> str | None:
    for start, first in enumerate(words):
        several = words[start : start + len(word)]
        if len(several) == len(word) and all(map(_begins, several, word)):
            return "".join(several)
        if (shortened := _prefixes(word, words[start:])) and len(word) > _PREFIXES:
            return shortened
        if first[::2] == word or (0 < len(first) - len(word) <= _INSERTED and _shortens(word, first)):
            return first
    return None


def _prefixes(word: str, words: Sequence[str]) -> str | None:
    """The words in a row that an abbreviation takes whole or from their first character on (爱卫运动)."""
    if not word:
        return ""
    for length in range(1, len(words[0]) + 1) if words else ():
        head = word[:length]
        if len(words[0]) > 1 and head[0] == words[0][0] and _in_order(head, words[0]):
            rest = _prefixes(word[length:], words[1:])
            if rest is not None:
                return words[0] + rest
    return None


def _in_order(short: str, long: str) -> bool:
    """Whether a word has the characters of another in their order."""
    rest = iter(long)
    return all(char in rest for char in short)


def _begins(word: str, char: str) -> bool:
    return len(word) > 1 and word[0] == char


def _shortens(short: str, long: str) -> bool:
    """Whether a word has the first and the last character of another and between them some others, in order."""
    rest = iter(long)
    return (long[0], long[-1]) == (short[0], short[-1]) and all(char in rest for char in short)


@cache
def _table() -> dict[str, tuple[tuple[str, bool], ...]]:
    found: dict[str, list[tuple[str, bool]]] = {}
    for officials, words, sign in _lines():
        for word in words if sign != "==" else ():
            found.setdefault(word, []).extend((official, sign == "=") for official in officials)
    # what is the same goes before what is only near
    return {word: tuple(sorted(entries, key=lambda entry: not entry[1])) for word, entries in found.items()}


@cache
def _lines() -> tuple[tuple[list[str], list[str], str], ...]:
    lines = (REGISTRY / _TABLE).read_text(encoding="utf-8").splitlines()
    split = [re.split(r"\s(==|=|~)\s", line) for line in lines if not line.startswith("#")]
    return tuple((parts[0].split(), parts[2].split(), parts[1]) for parts in split if len(parts) == 3)


@cache
def _by_length() -> tuple[str, ...]:
    return tuple(sorted(_table(), key=lambda word: (-len(word), word)))
