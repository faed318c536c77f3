"""English questions: the Chinese words that theirs stand for, by the glossary, and which of these the text has."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations, product

import msgspec

from qa.glosses import asking_words, known_terms, plain_words
from qa.inquiry import Inquiry
from qa.locate import located, narrow
from qa.near_words import official_words
from qa.pointers import find_pointers
from qa.question import DOCUMENT_NUMBER, TITLE, Question

_TOKEN = r"[\u4e00-\u9fff“”0-9+]*[\u4e00-\u9fff][\u4e00-\u9fff“”0-9+]*|[A-Za-z]+n't|[A-Za-z0-9][A-Za-z0-9&+]*"
_WITHOUT = ("target", "place", "programme", "prohibition", "which-place")
"""Kinds that have an answer for the whole document, where a question has nothing but general words."""
_ALIKE = 3
"""Terms that two words may be a part of and still say which is meant."""
_MOST = 6
"""Terms of a question that are looked for together."""
_UNREAD = 0.5
"""Share of a question's special words that may be unknown beside those that the documents have."""
_STRICT = ("verify",)
"""Kinds that say yes or no: every word counts."""
_JOINT = ("verify", "where", "premise", "choice")
"""Kinds that ask for provisions that have all of it."""


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """What one stretch of an English question is about: as asked, and the Chinese words that it may stand for.

    ``general``: words of any policy (construction, management), which no provision is known by. ``named``: a
    proper name or a quotation, which can't be left out.
    """

    asked: str
    chinese: tuple[str, ...]
    general: bool = False
    named: bool = False


def read_terms(question: Question, cues: Iterable[str]) -> list[Term]:
    """The stretches of a question that say what it is about, longest terms of the glossary first.

    ``cues`` are patterns of words that ask (those of the kind, the document's names): a stretch within them is none.
    """
    text = question.text
    for pattern in (TITLE, DOCUMENT_NUMBER):
        text = re.sub(pattern, lambda found: " " * len(found.group()), text)
    for pointer in reversed(find_pointers(text)):
        text = text[: pointer.start] + " " * (pointer.end - pointer.start) + text[pointer.end :]
    asking = [span for cue in cues for found in re.finditer(cue, text) for span in [found.span()]]
    tokens = list(re.finditer(_TOKEN, text))
    free = [
        token.group().lower().replace("'s", "") not in asking_words()
        and not any(start <= token.start() and token.end() <= stop for start, stop in asking)
        for token in tokens
    ]
    return _merged(_stretches(text, tokens, free), question.quoted)


def _stretches(text: str, tokens: Sequence[re.Match[str]], free: Sequence[bool]) -> list[Term]:
    known, terms, unknown = known_terms(), list[Term](), list[re.Match[str]]()
    longest = max(map(len, known))
    at = 0
    while at < len(tokens):
        length, term = _longest_term(known, text, tokens[at : at + longest], free[at : at + longest])
        if term is None and free[at] and len(tokens[at].group()) > 1:
            unknown.append(tokens[at])
        elif unknown:
            terms.append(_unknown(text, unknown))
            unknown = []
        if term is not None:
            terms.append(term)
        at += length
    return [*terms, *([_unknown(text, unknown)] if unknown else [])]


def _longest_term(
    known: dict[tuple[str, ...], tuple[tuple[str, ...], bool]], text: str, tokens: Sequence[re.Match[str]],
    free: Sequence[bool],
) -> tuple[int, Term | None]:  # fmt: skip
    first = tokens[0].group()
    if re.search(r"[\u4e00-\u9fff]", first):
        return 1, Term(asked=first, chinese=(first.strip("“”"),), named=True)
    for length in range(len(tokens), 0, -1):
        asked = text[tokens[0].start() : tokens[length - 1].end()]
        found = known.get(tuple(plain_words(asked)))
        if found and any(free[:length]) and not re.search(r"[?,;:]", asked):
            return length, Term(asked=asked, chinese=found[0], general=found[1])
    for length in range(len(tokens), 1, -1):
        asked = text[tokens[0].start() : tokens[length - 1].end()]
        part = _parts().get(tuple(plain_words(asked)), ())
        if part and len(part) <= _ALIKE and free[0] and free[length - 1]:
            return length, Term(asked=asked, chinese=tuple(part))
    return 1, None


@cache
def _parts() -> dict[tuple[str, ...], dict[str, None]]:
    """Two words or more that stand together in a longer term: provincial sub-centre [city]."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for key, (chinese, _) in known_terms().items():
        for length in range(2, len(key)):
            for start in range(len(key) - length + 1):
                found.setdefault(key[start : start + length], {}).update(dict.fromkeys(chinese))
    return found


def _unknown(text: str, tokens: Sequence[re.Match[str]]) -> Term:
    asked = text[tokens[0].start() : tokens[-1].end()]
    verbal = all(
        re.search(r"(?:ed|ing|ly)$|^(?:built|laid|paid|held|kept|met|cut)$", token.group()) for token in tokens
    )
    named = any(token.group()[0].isupper() and token.start() > 0 for token in tokens)
    return Term(asked=asked, chinese=(), general=verbal and not named, named=named)


def _merged(terms: list[Term], quoted: Sequence[str]) -> list[Term]:
    """With what stands in quotation marks as terms of its own, in one piece."""
    whole = []
    for words in quoted:
        found = known_terms().get(tuple(plain_words(words)))
        chinese = found[0] if found else tuple(re.findall(r"[\u4e00-\u9fff][\u4e00-\u9fff0-9+]*", words))
        chinese = chinese or tuple(_parts().get(tuple(plain_words(words)), ()))[:_ALIKE] or _worded_so(words)
        whole.append(Term(asked=words, chinese=chinese, named=True))
    rest = [term for term in terms if not any(term.asked.strip("“”") in words for words in quoted)]
    whole = [term for term in whole if not any(term.asked in other.asked for other in rest)]
    return list({term.asked.lower(): term for term in [*whole, *rest]}.values())


def _worded_so(words: str) -> tuple[str, ...]:
    """The terms whose English has all but one of the words of a quotation, in whatever order; none if they are many."""
    asked = set(plain_words(words))
    held = [(chinese, asked ^ set(key)) for key, (chinese, _) in known_terms().items() if len(asked & set(key)) > 1]
    found = dict.fromkeys(one for chinese, apart in held if len(apart) <= 1 for one in chinese)
    return tuple(found) if len(found) <= _ALIKE else ()


def chosen_topics(inquiry: Inquiry, terms: Sequence[Term], intent: str) -> tuple[str, ...]:
    """The Chinese words to look for: those that the text has, and what it lacks if the question hangs on it.

    An English word has several Chinese ones, and the text need not use the glossary's. So of each term the words
    that the text has are taken; general words are let go where others lead further; a term of which the text has
    nothing stays, so that the answer says what is missing.
    """
    if intent in _WITHOUT:
        terms = [term for term in terms if not re.fullmatch(r"(?:19|20)\d\d", term.asked)]
    if not terms:
        return ()
    narrow(inquiry, [word for term in terms for word in term.chinese])
    standing = {term: _standing(inquiry, term) for term in terms}
    special = [term for term in terms if not term.general]
    lacking = [term for term in special if not standing[term] and (term.chinese or term.named or intent in _STRICT)]
    if lacking:
        words = [standing[term][0] for term in special if standing[term]]
        return tuple(dict.fromkeys([*words, *(term.chinese[0] if term.chinese else term.asked for term in lacking)]))
    known = [term for term in special if standing[term]] + [term for term in terms if term.general and standing[term]]
    if not any(standing[term] for term in special):
        if not special and intent in _WITHOUT:
            return ()
        if not special and known and intent in _JOINT:
            return _together(inquiry, [standing[term] for term in known], 0)
        unknown = [term.asked for term in special] + [term.asked for term in terms if term.general]
        return tuple(dict.fromkeys(unknown))
    unread = [term for term in special if not standing[term]]
    if len(unread) > _UNREAD * len(special):
        return tuple(dict.fromkeys([*(standing[term][0] for term in known), *(term.asked for term in unread)]))
    inquiry.also = {standing[term][0]: standing[term][1:] for term in known if len(standing[term]) > 1}
    fixed = sum(bool(standing[term]) for term in special) if intent in _JOINT else 0
    known.sort(key=lambda term: (term.general, -len(standing[term][0])))
    return _together(inquiry, [standing[term] for term in known], fixed)


def _standing(inquiry: Inquiry, term: Term) -> tuple[str, ...]:
    """Which of a term's Chinese words the text has, in its own order."""
    said = inquiry.said
    own = tuple(word for word in term.chinese if said.naming(word))
    parts = own or tuple(word for word in term.chinese if len(word) > 3 and said.pieced(word))
    return parts or tuple(word for one in term.chinese for word in official_words(one, said.text))


def _together(inquiry: Inquiry, options: Sequence[tuple[str, ...]], fixed: int) -> tuple[str, ...]:
    """A word of each term, of the most terms that a provision has together; the first ``fixed`` are never let go."""
    terms = options[:_MOST]
    subsets = [subset for size in range(len(terms), 0, -1) for subset in combinations(terms, size)]
    for subset in subsets:
        if fixed and subset[:fixed] != tuple(terms[:fixed]):
            continue
        for words in product(*(words[:2] for words in subset)):
            apart = _apart(words)
            if located(inquiry, apart):
                return apart
    return _apart([words[0] for words in terms[: max(fixed, 1)]])


def _apart(words: Sequence[str]) -> tuple[str, ...]:
    """Without those that stand in another (房屋 beside 老旧房屋)."""
    return tuple(dict.fromkeys(word for word in words if not any(word in other and word != other for other in words)))
