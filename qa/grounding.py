"""What of a question's words the documents have: whole stretches that stand in them, and whole words that do not.

A question's runs of content words are cut by form alone and may hold half words (抚州要发展, 项工作). Here they are
laid over the text: the longest stretches of words that stand in it are topics; what is left is a word of asking and
says nothing (``corpus/registry/wording.toml``, the official verbs), or is what the text lacks.
"""

import csv
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import msgspec

from corpus import REGISTRY
from graph.model import Span
from qa.near_words import Near, counted_out, heard_alike, near_words, spelt_out
from qa.topics import lines_with, pieces, plainer

LONG = 45
"""Characters of a question from which words that the text lacks are its story, not its topic."""
_PARTICLES = frozenset(
    "的了要能由对向在里中内上下和与及跟是有可会该将应被把给让从到按以为各每都还也又再就才这那此其所些个项条款家位种份次吗呢吧啊么呀"
)
_FUNCTION_TAGS = frozenset("sfrdcupyeoiz")
"""Tags of words that name nothing: sides, pronouns, adverbs, conjunctions, particles, idioms, how things are."""
_LOOSE = frozenset("的了要能由对向在里与及和是有")
_STRETCH = 4
"""Characters from which a stretch of a run is taken out of it."""
_CLAUSES = r"[,，。;；:：?？!！]"
_OPENING = r"我|我们|本人|本单位|单位|家里|您好|你好|领导|老师"
_ASKS = r"什么|啥|怎么|怎样|如何|哪|谁|吗|么|几|多少|是否|有没有|说法|规定"


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The table of ways of asking: words without a topic."""

    asking: str


class Grounded(msgspec.Struct, frozen=True, kw_only=True):
    """Stretches that the text has, and words that it lacks, in the question's order.

    ``near`` are the words of the question for which the text has others; those for the same thing are among the
    present by the text's word, those that are only of the same matter among the missing.
    """

    present: tuple[str, ...]
    missing: tuple[str, ...]
    near: tuple[Near, ...] = ()

    @property
    def topics(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(dict.fromkeys((*self.present, *self.missing)))


def ground(question: str, runs: Sequence[str], text: str, jurisdiction: str = "000000") -> Grounded:
    """The runs of a Chinese question as the text has them.

    What only a clause beside the one that asks holds, or a long letter tells, is no topic if the text lacks it.
    """
    near = [one for one in near_words(question, text) if not _in_opening(question, one.asked)]
    present = [one.official for one in near if one.same]
    missing = [one.asked for one in near if not one.same]
    for run in runs:
        widened = _widened(question, run, text)
        parts = [widened] if widened in text else _beside(question, widened, near)
        for part in (one for rest in parts for one in ([rest] if rest in text else _parted(rest, jurisdiction))):
            found, lacking = _laid_over(part, text)
            if lacking and (mended := heard_alike(part, text)):
                found, lacking = min(
                    (found, lacking), _laid_over(mended, text), key=lambda laid: sum(map(len, laid[1]))
                )
            present.extend(found)
            missing.extend(lacking)
    present = [one for one in present if one not in asking_words()] or ([] if missing else present)
    if present and missing:
        missing = [] if len(question) >= LONG else [word for word in missing if not _aside(question, word, present)]
    if not present and not missing:  # nothing that is a word, but not mere asking either (上一版)
        missing = [run for run in runs if any(not _silent(one) and one not in asking_words() for one in words_of(run))]
    return Grounded(present=tuple(dict.fromkeys(present)), missing=tuple(dict.fromkeys(missing)), near=tuple(near))


def _beside(question: str, run: str, near: Sequence[Near]) -> list[str]:
    """The run without the words that are understood already, in parts."""
    start = question.find(run)
    if start < 0:
        return [run]
    marked = "".join(
        "\0" if any(one.span.start <= start + at < one.span.end for one in near) else char
        for at, char in enumerate(run)
    )
    return [part for part in marked.split("\0") if len(part) > 1]


def _parted(run: str, jurisdiction: str) -> list[str]:
    """A run with the places in it apart: what is said of a place is another topic than the place."""
    from graph.gazetteer import load_gazetteer

    hits = load_gazetteer().find(run, Span(0, len(run)), jurisdiction)
    cuts = sorted({0, len(run), *(at for hit in hits for at in (hit.span.start, hit.span.end))})
    return [run[start:stop] for start, stop in pairwise(cuts) if stop - start > 1]


def is_thing(run: str) -> bool:
    """Whether a run that the text lacks names a thing: its last word is a noun."""
    from graph.tokens import part_of_speech

    last = (words_of(run) or [run])[-1]
    return last not in asking_words() and (part_of_speech(last) or "n")[0] in "nj"


def _is_place(run: str) -> bool:
    """Whether a run is the name of a place, which abbreviates nothing else (丰城 is no 丰富城市)."""
    from graph.gazetteer import load_gazetteer

    return load_gazetteer().get(run) is not None


def _widened(question: str, run: str, text: str) -> str:
    """The run with what the question has around it, where both stand so in the text (示报告 → 请示报告)."""
    start = question.find(run)
    if start < 0 or len(run) < 2:
        return run
    best = run
    for first in range(max(0, start - 3), start + len(run) - 1):
        for last in range(min(len(question), start + len(run) + 3), max(first + 3, start + 1), -1):
            stretch = question[first:last]
            if not stretch.isalnum():
                continue
            shared = min(last, start + len(run)) - max(first, start)
            if shared < 2 or stretch not in text:
                continue
            if stretch[0] not in _LOOSE and stretch[-1] not in _LOOSE:
                union = question[min(first, start) : max(last, start + len(run))]
                best = max(best, union, key=len)
            break
    return best


@cache
def asking_words() -> frozenset[str]:
    """Words of asking, and the verbs of official texts: no absence of them is worth a word."""
    with (REGISTRY / "verbs.csv").open(encoding="utf-8", newline="") as rows:
        verbs = frozenset(row["verb"] for row in csv.DictReader(rows))
    return frozenset(_wording().asking.split()) | verbs


@cache
def _wording() -> Wording:
    table = tomllib.loads((REGISTRY / "wording.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table, Wording)


def _laid_over(run: str, text: str) -> tuple[list[str], list[str]]:
    for plain in dict.fromkeys((run, plainer(run))):
        if plain in text and plain not in asking_words():
            return [plain], []
    if counted := counted_out(plainer(run), text):
        return [counted], []
    if _pieced(plainer(run), text):
        return [plainer(run)], []
    if (stretch := _all_but_asking(run, text)) is not None:
        return [stretch], []
    present: list[str] = []
    missing: list[str] = []
    for words in _phrases(words_of(run)):
        whole, joined = "".join(words), "".join(_trimmed(words, asking_words()))
        if len(joined) < 2:
            continue
        # a name of which the text has only parts, in several places, is not in the text (低空经济)
        if not any(char.isalnum() for char in joined):
            continue
        if whole in text or joined in text or _pieced(joined, text):
            present.append(whole if whole in text else joined)
        elif not _is_place(joined) and (full := spelt_out(joined, text)):
            present.append(full)
        else:
            missing.append("".join(_trimmed(words, frozenset(_wording().asking.split()))))
    return present, missing


def _all_but_asking(run: str, text: str) -> str | None:
    """The longest stretch of a run that the text has, where the rest only asks (多用|一次性用品); else None."""
    for length in range(len(run) - 1, _STRETCH - 1, -1):
        for start in range(len(run) - length + 1):
            stretch = run[start : start + length]
            if stretch in text:
                rest = (*words_of(run[:start]), *words_of(run[start + length :]))
                return stretch if all(_silent(word) or word in asking_words() for word in rest) else None
    return None


def _trimmed(words: Sequence[str], silent: frozenset[str]) -> Sequence[str]:
    """Without the silent words at both ends."""
    said = [index for index, word in enumerate(words) if word not in silent]
    return words[said[0] : said[-1] + 1] if said else ()


def _phrases(words: Sequence[str]) -> list[list[str]]:
    """Words that stand side by side; particles and words of asking part them, unless the text will have them."""
    phrases: list[list[str]] = [[]]
    for word in words:
        if _silent(word):
            phrases.append([])
        else:
            phrases[-1].append(word)
    return [phrase for phrase in phrases if phrase]


def _pieced(topic: str, text: str) -> bool:
    """Whether some sentence has the topic in two pieces or three."""
    for line in lines_with(topic[:2], text):  # no piece is shorter than two characters
        for sentence in re.split(r"[。;；]", line):
            found = pieces(topic, sentence)
            if found is not None and len(found) <= max(2, len(topic) // 3):
                return True
    return False


def _silent(word: str) -> bool:
    from graph.tokens import part_of_speech

    counted = re.fullmatch(r"[一二三四五六七八九十两几]+[个条项]?", word)
    if bool(counted) or all(char in _PARTICLES for char in word) or (len(word) == 1 and word in asking_words()):
        return True
    return len(word) > 1 and (part_of_speech(word) or "n")[0] in _FUNCTION_TAGS


def words_of(run: str) -> list[str]:
    """The words of a run; a single character that is no particle belongs to the word before it (物业费)."""
    from graph.tokens import segment

    words: list[str] = []
    for word in segment(run):
        alone = words and (len(word) == 1 or len(words[-1]) == 1) and asking_words().isdisjoint((word, words[-1]))
        if alone and not _silent(word) and not _silent(words[-1]):
            words[-1] += word
        else:
            words.append(word)
    return words


def _in_opening(question: str, word: str) -> bool:
    """Whether a word only tells who asks (我是社区干部，想了解…)."""
    clauses = [clause for clause in re.split(_CLAUSES, question) if clause]
    return len(clauses) > 1 and any(re.match(_OPENING, clause) and word in clause for clause in clauses[:2])


def _aside(question: str, word: str, present: Sequence[str]) -> bool:
    """Whether a word stands in a clause that does not ask, while one that asks has a topic that the text has."""
    clauses = [clause for clause in re.split(_CLAUSES, question) if clause]
    if _in_opening(question, word):
        return True
    asking = [clause for clause in clauses if re.search(_ASKS, clause)]
    if len(clauses) < 2 or not asking or any(word in clause for clause in asking):
        return False
    return any(topic in clause for topic in present for clause in asking)
