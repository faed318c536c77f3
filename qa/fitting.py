"""Which documents a naming means: every document that could be is held against all its clues together.

A place, an issuer, a year or a day that a document does not bear rules it out; the words of the title, the issuer's
exact name and the word for the document choose among those that are left. Where the clues rule out every document, the
naming is of one that the graph does not hold.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from graph.kept import kept
from graph.store import GraphStore
from qa import rows
from qa.clues import Clues, Region, abbreviates, head_of, in_order, may_name, read_clues
from qa.naming import GENERIC, by_what_it_says, common, provinces
from qa.question import Question
from qa.replies import Refused, not_held, only_named
from qa.rows import Doc, rows_of

FEW = 40
"""Documents up to which one may be meant by words that only its text has."""
_PART_OF_TITLE = 4
"""Characters behind a place, an issuer or a year from which they say what the document is about."""
_ALIKE = 3
"""Characters that such words and a title share from which the title may be meant."""
_MOST = 0.6
"""Share of the words of a naming that a title has."""
_WHOLE = 0.7
"""Share of the words of a whole title that a held title has."""
_TITLE = 10
"""Characters from which a naming may be a whole title."""
_ANY = ("", "版", "文件", "政策", "文", "规定", "措施")
"""Words for a document of any kind."""
_TITLED = ("意见", "方案", "规划", "计划", "办法", "条例", "预案")
_ABOUT_REFERENCES = (
    r"依据|根据|废止|停止执行|失效|替代|取代|引用|参照|配套"
    r"|(?:提到|提及)了?(?:吗|没|哪|什么)|(?:有没有|是否|哪[^,，]{0,8})(?:提到|提及)"
)
"""Words that ask whether a document names another, or what becomes of the other by it."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """The documents that a question's namings mean, best first, and the characters that name them.

    ``firm``: by a place, an issuer or a year; ``each``: every naming has its own; else several documents fit one.
    """

    documents: tuple[Doc, ...]
    words: tuple[str, ...]
    firm: bool
    each: bool


def named(store: GraphStore, question: Question, total: int) -> Named | None:
    """The documents that the question's words name; `Refused` where they name one that the graph does not hold."""
    return _named(store, question, namings(store, question), total)


def of_places(store: GraphStore, question: Question) -> Named | None:
    """The documents that the question names by their place, beside one that it names otherwise."""
    read = [clues for clues in namings(store, question) if clues.region and not clues.serial]
    return _named(store, question, read, 0)


def _named(store: GraphStore, question: Question, read: Sequence[Clues], total: int) -> Named | None:
    found: list[tuple[Clues, list[Doc]]] = []
    for clues in read:
        found += _meant(store, question, _known(store, clues), total)
    documents = {doc.key: doc for _, docs in found for doc in docs}
    if not documents:
        return None
    words = [word for clues, docs in found for word in understood(question.text, clues, docs)]
    return Named(
        documents=tuple(documents.values()), words=tuple(dict.fromkeys(words)), firm=any(c.firm for c, _ in found),
        each=len(found) > 1 and all(len(docs) == 1 for _, docs in found),
    )  # fmt: skip


def namings(store: GraphStore, question: Question) -> list[Clues]:
    """What a Chinese question says of documents, one `Clues` a naming; of English ones `qa.naming_english` does."""
    if question.language == "en" or not may_name(question.text):
        return []
    regions = [Region(code=code[:2], names=(name, bare)) for code, name, bare, _ in provinces()]
    held = kept(store).each("places", ["held"], lambda keys: {keys[0]: _held_places(store)})["held"]
    return read_clues(question.text, [*held, *regions], _issuers(store))


def narrowed(clues: Sequence[Clues], documents: Sequence[Doc]) -> list[Doc]:
    """Those of some documents that fit a naming: the plan among those of a number, the year among versions."""
    fitting = [doc for one in clues for doc in _best(one, [doc for doc in documents if _fits(doc, one)])]
    return list({doc.key: doc for doc in fitting}.values())


def _issuers(store: GraphStore) -> list[str]:
    """Who issued the documents held: kept, since every document is looked at for it."""
    return kept(store).each(
        "issuers", ["held"], lambda keys: {keys[0]: [str(row["issuer"]) for row in store.read(rows.ISSUERS)]}
    )["held"]


def _held_places(store: GraphStore) -> list[Region]:
    from graph.divisions import name_of

    held = [str(row["code"]) for row in store.read(rows.JURISDICTIONS)]
    named = [(code, name_of(code) or "") for code in held if not code.endswith("0000")]
    return [
        Region(code=code.removesuffix("00"), names=(name, name[:-1] if len(name) > 2 else name)) for code, name in named
    ]


def _known(store: GraphStore, clues: Clues) -> Clues:
    """Without an issuer that is none: neither of a document held nor among the bodies of the registry (我们县政府)."""
    if not clues.issuer or any(_issues(clues.issuer, issuer) for issuer in _issuers(store)):
        return clues
    from graph.registry import load_registry

    return clues if clues.issuer in load_registry().body_names() else msgspec.structs.replace(clues, issuer="")


def _meant(store: GraphStore, question: Question, clues: Clues, total: int) -> list[tuple[Clues, list[Doc]]]:
    """The documents of a naming, or of each of its parts where each part names one of its own."""
    if len({part.region.code for part in clues.parts if part.region}) == len(clues.parts) > 1:
        return [one for part in clues.parts for one in _meant(store, question, part, total)]  # 江西和陕西的文件
    if clues.parts:
        each = [_of_part(store, part, total) for part in clues.parts]
        keys = {docs[0].key for docs in each if len(docs) == 1}
        if len(keys) == len(each):
            return [(clues, docs) for docs in each]
    if not (clues.firm or clues.topics):
        return []
    if clues.region is None and _is_place(clues.place):
        raise Refused(not_held(f"{clues.place}的文件", f"document of {clues.place}", question.language))
    docs = _firmly(store, clues) if clues.firm else _by_topic(store, clues, total)
    if not _titled(clues, docs) and not question.matches(_ABOUT_REFERENCES) and (title := _only_cited(store, clues)):
        raise Refused(only_named(title, question.language))
    if not clues.firm:
        return [(clues, docs)] if docs else []
    if not docs:
        raise Refused(not_held(_described(clues), _described(clues), question.language))
    if other := _other(store, question, clues, docs):
        raise Refused(not_held(f"{_described(clues)}（{other}）", f"{_described(clues)}（{other}）", question.language))
    return [(clues, _saying(store, clues, docs) or _best(clues, docs))]


def _of_part(store: GraphStore, part: Clues, total: int) -> list[Doc]:
    """The documents that have words of a part in their titles."""
    docs = _firmly(store, part) if part.firm else _by_topic(store, part, total)
    return _best(part, docs) if part.topics and _titled(part, docs) else []


def _titled(clues: Clues, docs: Sequence[Doc]) -> bool:
    """Whether some title has most of a word of the naming; so too where it has no word of a title."""
    titles = [title for doc in docs for title in _titles(doc)]
    return not clues.topics or any(common(topic.text, title) >= _ALIKE for topic in clues.topics for title in titles)


def _firmly(store: GraphStore, clues: Clues) -> list[Doc]:
    """The documents that bear the place, the issuer and the date that are named."""
    if clues.region is not None:
        held = rows_of(Doc, store, rows.DOCUMENTS_OF_JURISDICTION, prefix=clues.region.code)
    elif clues.serial:
        held = rows_of(Doc, store, rows.DOCUMENTS_OF_SERIAL, tails=[f"〕{clues.serial}号"])
    elif clues.year is not None:
        held = rows_of(Doc, store, rows.DOCUMENTS_OF_YEAR, year=clues.year)
    else:
        issuers = [issuer for issuer in _issuers(store) if _issues(clues.issuer, issuer)]
        held = rows_of(Doc, store, rows.DOCUMENTS_ISSUED_BY, issuers=issuers)
    return [doc for doc in held if _fits(doc, clues)]


def _fits(doc: Doc, clues: Clues) -> bool:
    if clues.region is not None and not doc.jurisdiction.startswith(clues.region.code):
        return False
    if clues.issuer and doc.issuers and not any(_issues(clues.issuer, issuer) for issuer in doc.issuers):
        return False
    if clues.serial and not (doc.doc_number or "").endswith(f"〕{clues.serial}号"):
        return False
    if clues.day and not f"-{doc.date}-".count(f"-{clues.day}-"):
        return False
    return clues.year in (None, doc.year) or str(clues.year) in doc.title + (doc.doc_number or "")


def _issues(asked: str, issuer: str) -> bool:
    return abbreviates(asked, issuer) or abbreviates(asked, head_of(issuer))


def _best(clues: Clues, docs: Sequence[Doc]) -> list[Doc]:
    """Those that fit best: most words of the title, then the very issuer, then the word for the document."""
    grades = {doc.key: _grade(doc, clues) for doc in docs}
    best = max(grades.values(), default=None)
    return [doc for doc in docs if grades[doc.key] == best]


def _grade(doc: Doc, clues: Clues) -> tuple[int, bool, int]:
    told = max(sum(len(run) for topic in clues.topics for run in runs(topic.text, title)) for title in _titles(doc))
    exact = any(abbreviates(clues.issuer, issuer) for issuer in doc.issuers) if clues.issuer else False
    return told, exact, _is_kind(clues, doc.title) + _is_kind(clues, *_titles(doc))


def _is_kind(clues: Clues, *titles: str) -> bool:
    return clues.kind in _ANY or any(clues.kind[-2:] in title for title in titles)


def _titles(doc: Doc) -> tuple[str, ...]:
    return (doc.title, doc.notice_title) if doc.notice_title else (doc.title,)


def runs(topic: str, title: str) -> list[str]:
    """The stretches of a topic, of two characters or more, that stand in a title: from the left, each the longest."""
    found: list[str] = []
    start = 0
    while start < len(topic) - 1:
        length = next((n for n in range(len(topic) - start, 1, -1) if topic[start : start + n] in title), 0)
        if length:
            found.append(topic[start : start + length])
        start += length or 1
    return found


def _other(store: GraphStore, question: Question, clues: Clues, docs: Sequence[Doc]) -> str:
    """What a naming says that the document is about, where none of those that fit otherwise is; else nothing."""
    if clues.region is None and not clues.issuer:
        return ""  # a year alone may be that of something else
    about = "".join(topic.text for topic in clues.topics if topic.after)
    if _is_whole_title(question.text, clues):
        kind = clues.kind[-2:]
        held = [
            doc
            for doc in docs
            if kind in "".join(_titles(doc)) and any(_told(about, title) >= _WHOLE for title in _titles(doc))
        ]
        return "" if held else about
    if len(re.sub(GENERIC, "", about)) < _PART_OF_TITLE or any(
        common(about, t) >= _ALIKE for doc in docs for t in _titles(doc)
    ):
        return ""
    return "" if _saying(store, clues, docs) else about


def _told(topic: str, title: str) -> float:
    return sum(map(len, runs(topic, title))) / len(topic)


def _is_whole_title(text: str, clues: Clues) -> bool:
    """Whether a naming reads as a title from the name of its place on (江西省城市更新条例)."""
    if clues.region is None or len(clues.spans) != 1 or clues.kind[-2:] not in _TITLED:
        return False
    written = text[clues.spans[0].start : clues.end]
    return (
        written.startswith(clues.region.names[0]) and re.search("[的这那]", written) is None and len(written) >= _TITLE
    )


def _saying(store: GraphStore, clues: Clues, docs: Sequence[Doc]) -> list[Doc]:
    """Those of the kind named that have in their text the words by which they are called, where no title has them."""
    about = [topic.text for topic in clues.topics if topic.after]
    if not about or any(
        run for doc in docs for title in _titles(doc) for run in runs("".join(about), title) if len(run) >= _ALIKE
    ):
        return []
    said = {doc.key for doc in rows_of(Doc, store, rows.DOCUMENTS_THAT_SAY, words=about)}
    return [doc for doc in docs if doc.key in said and _is_kind(clues, doc.title)]


def _by_topic(store: GraphStore, clues: Clues, total: int) -> list[Doc]:
    """The documents that words of the title alone name: the longest end of them in a title, or the most of them."""
    topic = clues.topics[-1].text
    worded = rows_of(Doc, store, rows.DOCUMENTS_BY_WORDS, words=[topic[-_ALIKE:]])
    for start in range(len(topic) - _ALIKE + 1):
        held = [doc for doc in worded if topic[start:] in doc.title]
        if 0 < len(held) < max(2, total):
            return _of_kind(clues, held)
    phrase = re.sub(GENERIC, "", topic)
    if len(phrase) < 2:
        return []
    length = min(4, len(phrase))
    words = [phrase[start : start + length] for start in range(len(phrase) - length + 1)]
    worded = rows_of(Doc, store, rows.DOCUMENTS_BY_WORDS, words=words)
    lengths = {doc.key: common(phrase, doc.title) for doc in worded}
    if len(phrase) not in lengths.values():  # else the words of a plan, not of the notice that carries it
        lengths = {doc.key: max(lengths[doc.key], common(phrase, doc.notice_title or "")) for doc in worded}
    best = max(lengths.values(), default=0)
    if best >= max(_ALIKE, _MOST * len(phrase)) or best == len(phrase):
        return _of_kind(clues, [doc for doc in worded if lengths[doc.key] == best])
    said = by_what_it_says(store, phrase, clues.kind[-2:]) if total <= FEW else None
    return [said] if said else []


def _of_kind(clues: Clues, docs: list[Doc]) -> list[Doc]:
    return [doc for doc in docs if clues.kind[-2:] in doc.title] or docs


def _only_cited(store: GraphStore, clues: Clues) -> str:
    """The title that a document only cites, or a notice only lists, and of which the naming is a part; else nothing."""
    phrase = re.sub(GENERIC, "", clues.topics[-1].text) if clues.topics else ""
    if len(phrase) < _PART_OF_TITLE:
        return ""
    quotes = [str(row["quote"]) for row in store.read(rows.CITING, {"phrase": phrase})]
    titles = [title for quote in quotes for title in re.findall("《([^《》]+)》", quote)]
    return next((title for title in titles if phrase in title and title.endswith(clues.kind[-2:])), "")


def _is_place(word: str) -> bool:
    """Whether a word at the head of a naming is a city or a county; those of which documents are held are regions."""
    if not word:
        return False
    from graph.gazetteer import load_gazetteer

    entry = load_gazetteer().get(word)
    return entry is not None and bool(entry.code) and entry.kind in ("city", "county")


def _described(clues: Clues) -> str:
    """The document that is not held, by its clues."""
    place = clues.region.names[0] if clues.region else ""
    when = clues.day or (f"{clues.year}年" if clues.year else "")
    issuer = (
        clues.issuer
        if place and clues.issuer.startswith(clues.region.names[-1] if clues.region else "")
        else place + clues.issuer
    )
    serial = f"{clues.serial}号" if clues.serial else "的"
    return f"{issuer}{when}{serial}{'文件' if clues.kind in _ANY else clues.kind}"


def understood(text: str, clues: Clues, docs: Sequence[Doc]) -> Iterable[str]:
    """The characters of a naming that are understood, in stretches; and its place, which is no topic elsewhere."""
    known = bytearray(b"\1" * (clues.end - clues.start))
    titles = [title for doc in docs for title in (*_titles(doc), doc.doc_number or "")]
    for topic in clues.topics:
        told = max((runs(topic.text, title) for title in titles), key=lambda one: sum(map(len, one)), default=[])
        if not told and any(in_order(topic.text, title) for title in titles):
            continue
        at = text.find(topic.text, clues.start)
        if at < 0 or at + len(topic.text) > clues.end or not (told or clues.firm):
            continue
        known[at - clues.start : at - clues.start + len(topic.text)] = bytes(len(topic.text))
        for run in told:
            start = text.find(run, at) - clues.start
            known[start : start + len(run)] = b"\1" * len(run)
    for found in re.finditer(b"\1+", bytes(known)):
        word = text[clues.start + found.start() : clues.start + found.end()]
        if len(bare := re.sub(r"^[在按从对和与跟及、的]+", "", word)) > 1:
            yield bare
    if clues.region is not None:
        yield from clues.region.names
