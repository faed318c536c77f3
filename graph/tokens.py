"""Words for the full-text index and for queries: jieba in search mode, so that 高质量发展 is found by 高质量."""

import unicodedata
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import Any

from corpus import REGISTRY


def tokenise(text: str) -> list[str]:
    """The words of a text in order: NFKC, lower case, letters and digits only, without the stop words.

    Repeats are kept (their number counts). jieba does not guess at words that its dictionary lacks: it would cut
    the same name in one way in a text and in another in a question. Words of the stop list stand in
    ``corpus/registry/stopwords.txt``.
    """
    stop = _stop_words()
    normal = unicodedata.normalize("NFKC", text).lower()
    words = (_alphanumeric(word) for word in _jieba().lcut_for_search(normal, HMM=False))
    return [word for piece in words for word in piece if word not in stop]


def segment(text: str) -> list[str]:
    """The text cut into words, nothing left out and nothing put in order."""
    return list(_jieba().lcut(text, HMM=False))


def part_of_speech(word: str) -> str | None:
    """The tag of a word in the segmenter's dictionary (n, v, vn, r …); None for a word that it lacks."""
    if not _jieba().dt.FREQ.get(word):
        return None
    lines, entry = _dictionary(), f"{word} ".encode()
    at = bisect_left(range(len(lines)), entry, key=lambda at: _line(lines, at, len(entry)))
    if not lines.startswith(entry, at):  # a few dozen lines are out of order
        at = lines.find(b"\n" + entry) + 1
    return lines[at : lines.find(b"\n", at)].decode().split()[-1]


def _line(lines: bytes, at: int, length: int) -> bytes:
    """The first bytes of the line that holds a byte."""
    start = lines.rfind(b"\n", 0, at) + 1
    return lines[start : start + length]


@cache
def _dictionary() -> bytes:
    # the segmenter keeps no tags; to read all of them takes a thousand times as long as to look for one
    return b"\n" + Path(_jieba().get_dict_file().name).read_bytes()


def _alphanumeric(word: str) -> list[str]:
    # both engines split at whatever is no letter or digit, so no word may hold such a character
    return "".join(char if char.isalnum() else " " for char in word).split()


@cache
def _jieba() -> Any:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)  # it reports the building of its cache on stderr
    jieba.initialize()
    return jieba


@cache
def _stop_words() -> frozenset[str]:
    lines = (REGISTRY / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
