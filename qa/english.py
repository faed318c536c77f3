"""English questions: the stretches that say what they are about, and the Chinese words that these stand for.

By the glossary first, which knows what a term of policy is called; what it lacks, by the dictionary.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from qa.counted import COUNTED_EN, counts_en
from qa.dictionary import Words, chinese_words, is_word
from qa.glosses import asking_words, known_stems, known_terms, plain_words, stems_of
from qa.pointers import find_pointers
from qa.question import DOCUMENT_NUMBER, TITLE, Question

_TOKEN = r"[\u4e00-\u9fff“”0-9+]*[\u4e00-\u9fff][\u4e00-\u9fff“”0-9+]*|[A-Za-z]+n't|[A-Za-z0-9][A-Za-z0-9&+]*"
_ALIKE = 3
"""Terms that two words may be a part of and still say which is meant."""
_ASKS = (
    r"(?i)\?|^\s*(?:please|kindly|list|tell|name|give|find|show|state|summari[sz]e|explain|describe|put|which|what|who"
    r"|when|where|how)\b"
)
_REFERS = r"(?i)\b(?:that|this|it|they|them|those|these|its|their|so)\b"
"""Words that speak of a sentence before."""
_GLOSSED = (
    r"((?:(?!(?:of|in|for|on|to|and|by|with|about|is|are|the|an?|does|do|what|which)\b)[A-Za-z'’-]+\s+){1,4})"
    r"\((?=[\u4e00-\u9fff“”0-9+]+\))"
)
"""Words before their own Chinese in brackets, which says what they mean."""
_PHRASE = 3
"""Words that are looked up together in the dictionary."""
_AROUND = 5
"""Words that may hold a term's in another order (how is waste to be sorted)."""
_DOES = frozenset("to will would shall should must may can could not they we you it he she people who".split())
"""Words after which a word is a verb."""
_NAMES = frozenset(
    "a an the of for on in at by with from about into its their our no any every each some more new".split()
)
"""Words after which a word is no verb."""
_MUCH_MORE = 3
"""Times as many meanings as a verb from which a word is taken for one."""
_NOUN = r"(?:tions?|sions?|ments?|ness|ity|ities|ships?|isms?|ists?|ance|ence|graphy|logy)$"
_QUALITY = r"(?:ed|ing|ly|ive|ous|ful|less|able|ible|ish|est|al|ic|y)$"


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """What one stretch of an English question is about: as asked, and the Chinese words that it may stand for.

    ``general``: words of any policy (construction, management), which no provision is known by. ``named``: a
    proper name or a quotation, which can't be left out. ``soft``: what is done or how something is, which a text may
    well put in other words. ``looked_up``: by the dictionary, so that some of the Chinese words mean something else.
    ``counts``: what a name counts (one circle, two belts: 1, 2), by which the text's own is known. ``start`` and
    ``stop`` are characters of the question; ``single`` are single characters that it may be in a compound. ``parts``
    are the words of an expression of the dictionary, where the text has it in other words.
    """

    asked: str
    chinese: tuple[str, ...]
    general: bool = False
    named: bool = False
    soft: bool = False
    looked_up: bool = False
    counts: tuple[int, ...] = ()
    single: tuple[str, ...] = ()
    start: int = -1
    stop: int = -1
    parts: "tuple[Term, ...]" = ()


def read_terms(question: Question, cues: Iterable[str]) -> list[Term]:
    """The stretches of a question that say what it is about, longest terms of the glossary first.

    ``cues`` are patterns of words that ask (those of the kind, the document's names): a stretch within them is none.
    """
    text = re.sub(_GLOSSED, lambda found: " " * len(found[1]) + found[0][len(found[1]) :], _asking_part(question.text))
    for pattern in (TITLE, DOCUMENT_NUMBER):
        text = re.sub(pattern, lambda found: " " * len(found.group()), text)
    for pointer in reversed(find_pointers(text)):
        text = text[: pointer.start] + " " * (pointer.end - pointer.start) + text[pointer.end :]
    counted = [
        Term(asked=found.group().strip("“”"), chinese=(), named=True, counts=counts_en(found.group()))
        for found in re.finditer(COUNTED_EN, text)
    ]
    quoted = [words for words in question.quoted if not any(term.asked in words for term in counted)]
    text = re.sub(COUNTED_EN, lambda found: " " * len(found.group()), text)
    asking = [span for cue in cues for found in re.finditer(cue, text) for span in [found.span()]]
    tokens = list(re.finditer(_TOKEN, text))
    free = [
        not _asks(token) and not any(start <= token.start() and token.end() <= stop for start, stop in asking)
        for token in tokens
    ]
    return [*counted, *_merged(_stretches(text, tokens, free), quoted)]


def _asking_part(text: str) -> str:
    """The text with the sentences blank that only tell why something is asked (A delegation is coming. List …)."""
    sentences = list(re.finditer(r"[^.?!]+[.?!]*\s*", text))
    asking = [one for one in sentences if re.search(_ASKS, one.group())]
    if not asking or any(re.search(_REFERS, one.group()) for one in asking):
        return text
    return "".join(one.group() if one in asking else " " * len(one.group()) for one in sentences)


def _stretches(text: str, tokens: Sequence[re.Match[str]], free: Sequence[bool], phrase: int = _PHRASE) -> list[Term]:
    terms = list[Term]()
    longest = max(map(len, known_terms()))
    at = 0
    while at < len(tokens):
        length, term = _longest_term(text, tokens[at : at + longest], free[at : at + longest], phrase)
        if term is None and free[at] and len(tokens[at].group()) > 1:
            term = _by_itself(text, tokens, at)
            length = len(re.findall(_TOKEN, term.asked))
        if term is not None and term.named and not term.chinese and re.match(r" \(\w", text[tokens[at].end() :]):
            term = None  # Kiukiang (Jiujiang): the name that is known follows
        if term is not None:
            stop = tokens[at + length - 1].end()
            within = slice(at, at + length)
            parts = (
                tuple(_stretches(text, tokens[within], free[within], 1))
                if term.looked_up and length > 1 < phrase
                else ()
            )
            terms.append(
                msgspec.structs.replace(
                    term, start=tokens[at].start(), stop=stop, single=chinese_words(term.asked).single, parts=parts
                )
            )
        at += length
    return terms


def _longest_term(
    text: str, tokens: Sequence[re.Match[str]], free: Sequence[bool], phrase: int
) -> tuple[int, Term | None]:
    first = tokens[0].group()
    if re.search(r"[\u4e00-\u9fff]", first):
        return 1, Term(asked=first, chinese=(first.strip("“”"),), named=True)
    for length in range(len(tokens), 0, -1):
        asked = text[tokens[0].start() : tokens[length - 1].end()]
        if not any(free[:length]) or re.search(r"[?,;:]", asked):
            continue
        if found := known_terms().get(tuple(plain_words(asked))):
            return length, Term(asked=asked, chinese=found[0], general=found[1])
        if 1 < length <= _AROUND and free[0] and free[length - 1] and (found := _in_other_forms(asked)):
            return length, Term(asked=asked, chinese=found[0], general=found[1])
        if (
            1 < length <= _PHRASE
            and not _asks(tokens[0])
            and not _asks(tokens[length - 1])
            and (words := chinese_words(asked))
        ):
            return length, Term(asked=asked, chinese=(*words.named, *words.done), looked_up=True)
    for length in range(len(tokens), 1, -1):
        asked = text[tokens[0].start() : tokens[length - 1].end()]
        part = _parts().get(tuple(plain_words(asked)), ())
        if part and len(part) <= _ALIKE and free[0] and free[length - 1]:
            return length, Term(asked=asked, chinese=tuple(part))
    return 1, None


def _asks(token: re.Match[str]) -> bool:
    return token.group().lower().replace("'s", "") in asking_words()


def _in_other_forms(asked: str) -> tuple[tuple[str, ...], bool] | None:
    stems = stems_of(plain_words(asked))
    return known_stems().get(stems) if len(stems) > 1 else None


def _by_itself(text: str, tokens: Sequence[re.Match[str]], at: int) -> Term:
    """A word that the glossary lacks: by the dictionary; with those after it, where that lacks them too (a name)."""
    word = tokens[at].group()
    named = word[0].isupper() and tokens[at].start() > 0
    words = chinese_words(word)
    if words or (is_word(word) and word.isalpha()):
        soft = not named and _soft(word, words, tokens[at - 1].group().lower() if at else "")
        first, then = (words.done, words.named) if soft else (words.named, words.done)
        return Term(asked=word, chinese=(*first, *then), named=named, soft=soft, looked_up=True)
    stop = at
    while stop + 1 < len(tokens) and named and tokens[stop + 1].group()[0].isupper():
        if text[tokens[stop].end() : tokens[stop + 1].start()].strip():
            break
        stop += 1
    return Term(asked=text[tokens[at].start() : tokens[stop].end()], chinese=(), named=named)


def _soft(word: str, words: Words, before: str) -> bool:
    """Whether a word says what is done or how something is: by the word before it, by its form, by its meanings."""
    lowered = word.lower()
    if before in _DOES or not words.named:
        return True
    if re.search(_NOUN, lowered):
        return False
    if re.search(_QUALITY, lowered):
        return True
    return before not in _NAMES and len(words.done) > _MUCH_MORE * len(words.named)


@cache
def _parts() -> dict[tuple[str, ...], dict[str, None]]:
    """Two words or more that stand together in a longer term: provincial sub-centre [city]."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for key, (chinese, _) in known_terms().items():
        for length in range(2, len(key)):
            for start in range(len(key) - length + 1):
                found.setdefault(key[start : start + length], {}).update(dict.fromkeys(chinese))
    return found


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
