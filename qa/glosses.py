"""English for the Chinese terms of an answer, from the glossary alone: quick to read, unlike the registry."""

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
