"""English questions: the Chinese terms that their words stand for, by the glossary."""

import re
from functools import cache

_SECTIONS = ("places", "parts", "measures", "national", "programmes", "terms")

_HAN = r"[\u4e00-\u9fff“”0-9+]*[\u4e00-\u9fff0-9][\u4e00-\u9fff“”0-9+]*"


@cache
def _terms() -> tuple[tuple[str, str], ...]:
    from graph.registry import load_registry

    found = load_registry().terms_en(*_SECTIONS)
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def chinese_topics(runs: tuple[str, ...], *, strict: bool) -> tuple[str, ...]:
    """The Chinese terms in the runs of an English question; a run without any stays as it is.

    Where some runs are understood, the others are let go, unless ``strict``.
    """
    terms = [re.findall(_HAN, run) or _whole(run.lower()) or _part(run.lower()) for run in runs]
    if any(terms) and not strict:
        return tuple(dict.fromkeys(term for found in terms for term in found))
    return tuple(dict.fromkeys(term for run, found in zip(runs, terms, strict=True) for term in found or [run]))


def _whole(rest: str) -> list[str]:
    terms = []
    for english, chinese in _terms():
        pattern = rf"\b{re.escape(english)}(?:s|es)?\b"
        if re.search(pattern, rest):
            terms.append(chinese)
            rest = re.sub(pattern, " ", rest)
    return terms


def _part(run: str) -> list[str]:
    """The term of which the longest two words or more of the run are a part (provincial sub-centre [city])."""
    words = run.split()
    for length in range(len(words), 1, -1):
        for start in range(len(words) - length + 1):
            phrase = " ".join(words[start : start + length])
            found = sorted(
                {chinese for english, chinese in _terms() if re.search(rf"\b{re.escape(phrase)}\b", english)}
            )
            if len(found) == 1:
                return found
    return []
