"""English for the Chinese terms of an answer and Chinese for those of a question, from the glossary alone.

It is quick to read, unlike the registry.
"""

import re
from collections.abc import Iterable
from functools import cache

from corpus import REGISTRY
from graph.glossary import Glossary, read_glossary

_OWN = frozenset(("general", "subjects"))


@cache
def glossary() -> Glossary:
    """The glossary that ships."""
    return read_glossary(REGISTRY / "glossary.toml")


def gloss(term: str) -> str:
    """The English of a term in brackets with a blank before it; nothing where the glossary has none."""
    english = glossary().gloss(term)
    return f" ({english})" if english and english != term else ""


def terms_in(text: str, limit: int) -> list[tuple[str, str]]:
    """The glossary's terms that stand in a text, in its order, the longest where one stands in another."""
    found: dict[str, str] = {}
    terms = {
        chinese.strip("“”"): english[0]
        for section, entries in glossary().sections.items()
        if section not in _OWN
        for chinese, english in entries.items()
        if len(chinese) > 2 and chinese.strip("“”") in text
    }
    for chinese in sorted(terms, key=lambda term: (-len(term), term)):
        if not any(chinese in longer for longer in found):
            found[chinese] = terms[chinese]
    return sorted(found.items(), key=lambda pair: text.index(pair[0]))[:limit]


_SECTIONS = ("places", "parts", "measures", "national", "programmes", "terms", "subjects", "terms_of_text", "general")
_GENERAL = "general"


def plain_words(text: str) -> list[str]:
    """Words in one spelling and number: organisations and organization are the same, as are centre and centers."""
    return [_plain(word) for word in re.findall(r"[a-z0-9&+]+", text.lower().replace("'s", "").replace("’s", ""))]


@cache
def _plain(word: str) -> str:
    word = re.sub(r"is(ation|ations|ed|es|e|ing)$", r"iz\1", word)
    word = re.sub(r"(?<=[a-z]{2})our(s|ed|ing|hood|hoods)?$", r"or\1", word).replace("ourhood", "orhood")
    word = re.sub(r"tre(s?)$", r"ter\1", word)
    word = re.sub(r"(gram)me(s?)$", r"\1\2", word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and re.search(r"(?:ss|x|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@cache
def known_terms() -> dict[tuple[str, ...], tuple[tuple[str, ...], bool]]:
    """English words in one spelling → the Chinese terms that have them, those of the file's first sections first."""
    sections = glossary().sections
    found: dict[tuple[str, ...], dict[str, bool]] = {}
    for section in _SECTIONS:
        for chinese, english in sections.get(section, {}).items():
            for words in english:
                if key := tuple(plain_words(words)):
                    found.setdefault(key, {}).setdefault(re.sub(r"^“([^“”]*)”$", r"\1", chinese), section == _GENERAL)
    return {key: (tuple(chinese), any(chinese.values())) for key, chinese in found.items()}


@cache
def known_stems() -> dict[frozenset[str], tuple[tuple[str, ...], bool]]:
    """Terms of two words or more by the stems of these, whatever their order and form: sorted waste, waste sorting."""
    found: dict[frozenset[str], dict[str, bool]] = {}
    for key, (chinese, general) in known_terms().items():
        stems = stems_of(key)
        if len(stems) > 1:
            found.setdefault(stems, {}).update(dict.fromkeys(chinese, general))
    return {key: (tuple(chinese), any(chinese.values())) for key, chinese in found.items()}


def stems_of(words: Iterable[str]) -> frozenset[str]:
    """The stems of the words that say something: rough, but the same for sort, sorted and sorting."""
    said = [word for word in words if word not in asking_words()]
    return frozenset(re.sub(r"(?<=[a-z]{3})(?:ing|ed|e)$", "", word) for word in said)


@cache
def asking_words() -> frozenset[str]:
    """English words of a question that say nothing of what it is about."""
    lines = (REGISTRY / "asking-english.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def recognised(text: str) -> bool:
    """Whether any word of a text is one of asking or of the glossary's English."""
    words = {*re.findall(r"[a-z']+", text.lower()), *plain_words(text)}
    return not words.isdisjoint(asking_words()) or any(not words.isdisjoint(key) for key in known_terms())


def terms_known(words: str) -> tuple[str, ...]:
    """The Chinese terms of an English one, general words of any policy left out."""
    chinese, general = known_terms().get(tuple(plain_words(words)), ((), False))
    return () if general else chinese
