"""Documents named in English, each by whatever is known of it: Shaanxi's 2019 plan on charges, the 2020 opinion.

A name is a word for a document and what stands around it: a place or an issuer, a year, a subject. No table says how
a title is translated; what the name says must fit what the graph holds of the document.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from corpus import REGISTRY
from graph.store import GraphStore
from qa.dictionary import chinese_words
from qa.glosses import asking_words, known_stems, known_terms, plain_words, stems_of
from qa.question import Question
from qa.rows import (
    DOCUMENTS_BY_WORDS,
    DOCUMENTS_OF_JURISDICTION,
    DOCUMENTS_OF_YEAR,
    DOCUMENTS_THAT_SAY,
    Doc,
    rows_of,
)

_KINDS = {
    "opinion": "意见", "notice": "通知", "circular": "通知", "plan": "方案 计划 规划", "scheme": "方案 计划",
    "programme": "方案 计划", "measure": "办法 措施", "regulation": "条例 办法 规定", "rule": "办法 规则 细则 规定",
    "provision": "规定", "decision": "决定", "outline": "纲要", "guideline": "意见 指南", "document": "", "text": "",
    "policy": "", "paper": "", "version": "",
}  # fmt: skip
"""Words for a document, and how its title may end."""
_NOUN = rf"\b(?P<noun>{'|'.join(_KINDS)}|policie)s?\b"
_NO_NAME = (
    r"(?:which|what|who|whom|whose|when|where|why|how|do|does|did|is|are|was|were|be|must|may|can|could|shall|should|will|would"
    r"|in|under|by|of|on|to|from|for|with|at|about|according|per|and|or|but|than|as|that|this|these|any|each|every|say|says|state(?!\s+Council)"
    r"|states|long|much|large|soon|mention|mentions|lead|leads|give|gives|many|measure|item|article|part|section|chapter|not|it|they|there)"
)
"""Words at which a name that begins before its noun has begun at the latest."""
_BEFORE = rf"(?i)(?<![\w'’-])(?:(?!\b{_NO_NAME}\b)[\w“”'’&-]+\s+){{0,9}}$"
_END = (
    r"(?:do|does|did|is|are|was|were|must|may|can|could|shall|should|will|would|has|have|had|says?|states?|asks?|requires?|sets?|gives?|makes?"
    r"|covers?|includes?|concerns?|deals?|speaks?|wants?|needs?|allows?|forbids?|bans?|permits?|provides?|promises?|encourages?|pays?|assigns?"
    r"|lets?|takes?|stays?|remains?|bears?|appl(?:y|ies)|enters?|mentions?|names?|puts?|leads?|who|whom|what|which|when|where|how|why|if"
    r"|and\s+(?:its|the|\w+['’]s|(?:19|20)\d\d)|or\s+(?:its|the|\w+['’]s|(?:19|20)\d\d))"
)
_AFTER = rf"(?i)\s+(?:of|from|by|in|on|about|for|concerning|regarding|to)\s+(?:(?!\b{_END}\b)[\w“”'’&-]+\s*){{1,9}}"
_YEAR = r"\b((?:19|20)\d\d)\b"
_NATIONAL = r"\b(?:State\s+Council|national|central\s+government)\b"
_OFFICE = r"\b(?:(?:General\s+)?Office|government|municipal|provincial|province|city)\b(?:['’]s)?"
"""What may follow a place or the State Council in the name of who issued a document."""
_ITS = r"(?i)\bits\b"
_LONGEST = 4
"""Words of a subject that are looked up together."""
_NEAREST = 0.01
"""Cosine by which the title nearest to a subject must lead."""


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A name of a document: ``before`` its noun and ``after`` it, as written, with what they say."""

    noun: str
    before: str
    after: str
    written: str
    places: tuple[tuple[str, tuple[str, ...]], ...]
    year: int | None
    national: bool

    @property
    def subject(self) -> str:
        """What is left when places, years and bodies are taken away."""
        words = re.sub(rf"(?i){_YEAR}|{_NATIONAL}(?:['’]s)?|{_OFFICE}", " ", f"{self.before} {self.after}")
        for place, _ in self.places:
            words = re.sub(rf"(?i)\b{re.escape(place)}(?:['’]s)?\b", " ", words)
        return " ".join(words.split())


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """The Chinese words that a part of a subject may stand for; ``sure``: a special term of the glossary."""

    chinese: tuple[str, ...]
    sure: bool


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """The documents that a question names, best first; the words that name them; a name that fits none of them."""

    documents: tuple[Doc, ...]
    words: tuple[str, ...]
    unheld: str | None = None


def named_in_english(store: GraphStore, question: Question, total: int) -> Named | None:
    """The documents that an English question names; None where it names none."""
    found: dict[str, Doc] = {}
    words: list[str] = []
    before: tuple[tuple[str, tuple[str, ...]], ...] = ()
    for mention in mentions(question.text):
        if not mention.places and re.search(_ITS, mention.before):
            mention = msgspec.structs.replace(mention, places=before)
        before = mention.places or before
        if not (mention.places or mention.year or (total > 1 and mention.subject)):
            continue
        fitting = _fitting(store, mention)
        if fitting is None:
            continue
        documents, written = fitting
        if not documents:
            return Named(documents=(), words=(), unheld=mention.written)
        found.update((doc.key, doc) for doc in documents)
        words.extend((written, *(place for place, _ in mention.places)))
    return Named(documents=tuple(found.values()), words=tuple(words)) if found else None


def mentions(text: str) -> Iterator[Mention]:
    """What may be names of documents in a question, in its order; most say nothing that tells one from another."""
    stop = 0
    for noun in re.finditer(f"(?i){_NOUN}", text):
        if noun.start() < stop:
            continue
        start = re.search(_BEFORE, text[stop : noun.start()])
        before = start.group() if start else ""
        behind = re.match(_AFTER, text[noun.end() :])
        after = behind.group() if behind else ""
        name = f"{before} {after}"
        year = re.search(_YEAR, name)
        mention = Mention(
            noun=noun["noun"].lower(),
            before=before.strip(),
            after=after.strip(),
            written=(before + noun.group() + after).strip(),
            places=tuple(_places(name)),
            year=int(year[1]) if year else None,
            national=bool(re.search(_NATIONAL, name, re.IGNORECASE)),
        )
        if mention.before or mention.after:
            stop = noun.end() + len(after)
            yield mention


def place_codes(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The provinces and cities that a text names in English, with their codes (GB/T 2260)."""
    return list(_places(text))


def _places(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    lowered = text.lower()
    for name, codes in _english_places().items():
        if name.lower() in lowered and re.search(rf"(?i)\b{re.escape(name)}\b", text):
            yield name, codes


@cache
def _english_places() -> dict[str, tuple[str, ...]]:
    with (REGISTRY / "places-english.csv").open(encoding="utf-8", newline="") as rows:
        pairs = [(row["name_en"], row["code"]) for row in csv.DictReader(rows)]
    return {name: tuple(code for one, code in pairs if one == name) for name, _ in pairs}


def _fitting(store: GraphStore, mention: Mention) -> tuple[list[Doc], str] | None:
    """The documents that fit all of a name, and as much of its words as names them; None where it is no name."""
    documents = _of_place_or_year(store, mention)
    if documents is not None and mention.year:
        documents = [doc for doc in documents if doc.year == mention.year]
    if documents == []:
        return [], mention.written
    terms = _terms(mention.subject)
    if documents is None:
        wanted = [word for term in terms for word in term.chinese]
        documents = rows_of(Doc, store, DOCUMENTS_BY_WORDS, words=wanted) if wanted else []
        chosen = _of_kind(_likest(documents, terms), mention.noun)
        return (chosen, _written(mention, chosen)) if chosen else None
    if titled := _likest(documents, terms):
        return _of_kind(titled, mention.noun), _written(mention, titled)
    documents = _of_kind(documents, mention.noun)
    if sure := [term for term in terms if term.sure]:
        said = [{doc.key for doc in rows_of(Doc, store, DOCUMENTS_THAT_SAY, words=term.chinese)} for term in sure]
        documents = [doc for doc in documents if all(doc.key in held for held in said)]
        return documents, mention.written.removesuffix(mention.after).strip() if documents else mention.written
    return _nearest(mention.subject, documents) if mention.subject else documents, mention.written


def _written(mention: Mention, documents: Sequence[Doc]) -> str:
    """The words of a name, without what stands after it and is no part of it (the notice for good schools)."""
    about = re.match(r"(?i)(?:on|about|concerning|regarding)\b", mention.after)
    if about or not mention.before or mention.places or _likest(documents, _terms(mention.after)):
        return mention.written
    return mention.written.removesuffix(mention.after).strip()


def _of_place_or_year(store: GraphStore, mention: Mention) -> list[Doc] | None:
    if mention.places:
        prefixes = [code.removesuffix("00").removesuffix("00") for _, codes in mention.places for code in codes]
        return _all(store, prefixes)
    if mention.national and (mention.year or mention.subject):
        return _all(store, ["000000"])
    return rows_of(Doc, store, DOCUMENTS_OF_YEAR, year=mention.year) if mention.year else None


def _all(store: GraphStore, prefixes: Sequence[str]) -> list[Doc]:
    found = [doc for prefix in prefixes for doc in rows_of(Doc, store, DOCUMENTS_OF_JURISDICTION, prefix=prefix)]
    real = {doc.key: doc for doc in found if not doc.outline}
    return list(real.values())


def _terms(subject: str) -> list[Subject]:
    """What a subject is made of, longest stretches first, without the words that say nothing."""
    words = re.findall(r"[a-z0-9]+", subject.lower().replace("'s", ""))
    found: list[Subject] = []
    at = 0
    while at < len(words):
        lengths = range(min(_LONGEST, len(words) - at), 0, -1)
        read = ((length, _term(words[at : at + length])) for length in lengths)
        length, term = next(((length, term) for length, term in read if term), (1, None))
        found.extend([term] if term else [])
        at += length
    return found


def _term(words: Sequence[str]) -> Subject | None:
    if words[0] in asking_words() or words[-1] in asking_words():
        return None
    phrase = " ".join(words)
    plain = plain_words(phrase)
    terms, general = known_terms().get(tuple(plain)) or known_stems().get(stems_of(plain)) or ((), False)
    looked_up = chinese_words(phrase)
    chinese = tuple(dict.fromkeys((*terms, *looked_up.named, *looked_up.done)))
    return Subject(chinese=chinese, sure=bool(terms) and not general) if chinese else None


def _likest(documents: Sequence[Doc], terms: Sequence[Subject]) -> list[Doc]:
    """The documents whose titles have most of the terms; none where none has any."""
    scores = {doc.key: sum(_held(term, doc.title + (doc.notice_title or "")) for term in terms) for doc in documents}
    best = max(scores.values(), default=0)
    return [doc for doc in documents if scores[doc.key] == best] if best else []


def _held(term: Subject, title: str) -> int:
    return max((len(word) for word in term.chinese if word in title), default=0)


def _of_kind(documents: Sequence[Doc], noun: str) -> list[Doc]:
    """Those whose titles end as the noun says, if any do."""
    endings = _KINDS.get(noun, "").split()
    fitting = [doc for doc in documents if any(ending in doc.title[-6:] for ending in endings)]
    return fitting or list(documents)


def _nearest(subject: str, documents: Sequence[Doc]) -> list[Doc]:
    """The document whose title means most nearly what the subject says; all where none stands out."""
    if len(documents) < 2:
        return list(documents)
    from graph.embedding import open_embedder

    embedder = open_embedder()
    cosines = (embedder.passages([doc.title for doc in documents]) @ embedder.queries([subject])[0]).tolist()
    order = sorted(zip(cosines, documents, strict=True), key=lambda pair: -pair[0])
    return [order[0][1]] if order[0][0] - order[1][0] >= _NEAREST else list(documents)
