"""Ways of naming a document that need more than its title: 129号文, 国办发2018年129号, the bonded zone opinions.

Each gives the documents that are meant and the words that name them; nothing where the question does not name one so.
"""

import re
from collections.abc import Sequence
from functools import cache

from corpus import REGISTRY
from graph.store import GraphStore
from qa.pointers import find_pointers
from qa.question import Question
from qa.rows import DOCUMENTS_BY_WORDS, DOCUMENTS_OF_SERIAL, DOCUMENTS_THAT_SAY, LATEST_DOCUMENTS, Doc, rows_of

_SERIAL = (
    r"(?<![\d〕\])】年])(?P<serial>\d{1,4})号(?:文件?|通知|意见|方案|令|(?=\s*第))"
    r"|[\u4e00-\u9fff]{1,6}(?:[\[(〔](?P<year>(?:19|20)\d\d)[\])〕](?P<only>\d{1,4})(?=\s*(?:号|第|的|中|里|$))"
    r"|(?<=[发办函令字规])(?P<spoken>(?:19|20)\d\d)年第?(?P<told>\d{1,4})号(?:文件?)?)"
)
_SERIAL_EN = (
    r"(?i)\b(?:[a-z]+\s*){0,4}[\[(〔]?(?P<year>(?:19|20)\d\d)[\])〕]?,?\s*(?:no\.?|number|#)\s*(?P<serial>\d{1,4})\b"
    r"|\b(?:no\.?|number)\s*(?P<told>\d{1,4})\s*(?:\(|of\s+)(?P<spoken>(?:19|20)\d\d)\)?"
    r"|\bno\.?\s*(?P<only>\d{1,4})\b(?=\s*(?:document|notice|opinions?|,|of\s+(?:19|20)\d\d)|\s*$)"
)
GENERIC = (
    r"^(?:这|该|本|此|那|整|一|全|各|个|份|部|项|的|文件|意见|请问|根据|按照|按|在|从|对|把|关于|落实|实施|指导|若干)+"
)

_LONGEST = 6
"""Words of an English name that are looked up together."""


def by_serial(store: GraphStore, question: Question) -> tuple[list[Doc], list[str]] | None:
    """129号文, Guofa [2019] No. 3: by the serial of the number, with the year where it is given."""
    if question.document_numbers:
        return None
    matches = list(re.finditer(_SERIAL if question.language == "zh" else _SERIAL_EN, question.text))
    if not matches:
        return None
    tails = []
    for named in (found.groupdict() for found in matches):
        tail = f"〕{int(named['serial'] or named.get('only') or named.get('told') or 0)}号"
        year = named.get("year") or named.get("spoken")
        tails.append(f"〔{year}{tail}" if year else tail)
    return rows_of(Doc, store, DOCUMENTS_OF_SERIAL, tails=tails), [found.group() for found in matches]


def by_words_before(store: GraphStore, question: Question) -> tuple[list[Doc], str] | None:
    """By what stands beside a provision's number and in one document alone (督查激励第二十四条)."""
    if not question.pointers:
        return None
    if question.language == "en":
        after = question.text[find_pointers(question.text)[-1].end :]
        titled, words = _titled(" ".join(re.findall(r"[\w-]+", after)), rows_of(Doc, store, LATEST_DOCUMENTS, limit=40))
        return (titled, words) if len(titled) == 1 else None
    found = re.match(r"[\u4e00-\u9fff]{3,12}", question.text[: find_pointers(question.text)[0].start])
    phrase = re.sub(r"^(?:请问|关于|在|按|对)|(?:里面?|中|的|那)+$", "", found.group()) if found else ""
    for query in (DOCUMENTS_BY_WORDS, DOCUMENTS_THAT_SAY):
        held = rows_of(Doc, store, query, words=[phrase]) if len(phrase) > 2 else []
        if len(held) == 1:
            return held, phrase
    return None


def by_what_it_says(store: GraphStore, phrase: str, kind: str) -> Doc | None:
    """The one document of a kind (通知) whose text has the phrase by which it is called (督查激励通知); else None."""
    said = rows_of(Doc, store, DOCUMENTS_THAT_SAY, words=[phrase]) if len(phrase) > 2 else []
    held = [doc for doc in said if kind in doc.title]
    return held[0] if len(held) == 1 else None


def _titled(name: str, documents: Sequence[Doc]) -> tuple[list[Doc], str]:
    """The documents that have the longest term of an English name in their titles, and its words."""
    from qa.glosses import terms_known

    words = name.split()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            stretch = " ".join(words[start : start + length])
            held = [doc for doc in documents if any(term in doc.title for term in terms_known(stretch))]
            if held:
                return held, stretch
    return [], ""


def common(one: str, other: str) -> int:
    """The length of the longest run of characters that two texts share."""
    best, previous = 0, [0] * (len(other) + 1)
    for char in one:
        current = [0] * (len(other) + 1)
        for index, against in enumerate(other, 1):
            if char == against:
                current[index] = previous[index - 1] + 1
                best = max(best, current[index])
        previous = current
    return best


def names_in(text: str, code: str) -> list[str]:
    """The names of a province, a city or a county by which a text mentions it."""
    names = {one: (name, bare) for one, name, bare, _ in provinces()}
    if code not in names:
        from graph.divisions import name_of

        full = name_of(code) or ""
        names[code] = (full, full[:-1] if len(full) > 2 else full)
    return [name for name in names[code] if name and name in text]


@cache
def provinces() -> Sequence[tuple[str, str, str, str]]:
    """(code, name, bare name, English name) of the provinces, from the registry."""
    from graph.departments import read_provinces

    return [(row.code, row.name, row.bare, row.en) for row in read_provinces(REGISTRY / "jurisdictions.toml")]
