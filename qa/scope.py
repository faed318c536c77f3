"""Which documents a question is about: those that it names, else all that are not outlines."""

import re

import msgspec

from graph.errors import InputError, NotFound
from graph.kept import kept
from graph.store import GraphStore
from qa import rows
from qa.clues import KINDS
from qa.fitting import named, namings, narrowed, of_places, understood
from qa.naming import by_serial, by_words_before, common, names_in
from qa.question import DOCUMENT_NUMBER, Question
from qa.replies import Refused, not_held, only_named
from qa.rows import Doc, rows_of

LIMIT = 40
"""Documents whose sentences a question reads in full; with more in the graph, search nominates."""

_DOCUMENTS = ("意见", "方案", "文件", "通知", "规划", "计划", "办法", "条例")
_TELLING = 4
"""Characters that a question and a title share by more than chance."""
_NATIONAL = (
    rf"(?:国家|中央|上级|上位|全国|国务院(?!办公厅)|党中央)(?:层面|级)?(?:的|那[份个]|这[份个])?(?:.{{0,12}}?)(?:{KINDS}|版|要求|第[^部]{{1,5}}条)"
    r"|(?:国家|中央|上级|国务院|党中央)(?:层面)?的?[那这]份"
    r"|上位(?:文件|政策|法)|\bnational\s+(?:\w+\s+){0,2}?(?:polic(?:y|ies)|opinions?|documents?|text|outline|measures?|plan|level)\b"
    r"|\bState Council(?:'s)?\s+(?:\w+\s+)?(?:opinions?|document|text)\b|\bcentral\s+(?:government\s+)?(?:opinions"
    r"?|document)\b"
)


DOCUMENT_WORDS = rf"(?:的|那[个份]|这[个份])*(?:{KINDS}|若干措施)(?:里面?|中|内|上)?"
"""What is left of naming a document by its place or year."""


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """The documents to look in, best first. ``named``: the question (or the caller) named them.

    ``total`` counts the graph's documents that are not outlines; ``words`` are the characters of the
    question that named the documents, so that they are no topic; ``loose``: a word for a document follows them;
    ``either``: one naming fits them all alike.
    """

    documents: tuple[Doc, ...]
    named: bool
    total: int
    words: tuple[str, ...] = ()
    loose: bool = False
    either: bool = False

    @property
    def keys(self) -> list[str]:
        """The documents' node ids, for queries."""
        return [doc.key for doc in self.documents]

    @property
    def complete(self) -> bool:
        """Whether no document of the graph that could be meant is left out."""
        return self.named or len(self.documents) >= self.total


def find_document(store: GraphStore, name: str) -> Doc:
    """The one document of an id, or of an unambiguous prefix of an id or a title; NotFound or InputError otherwise."""
    if whole := rows_of(Doc, store, rows.DOCUMENT_BY_IDENTITY, id=name):
        return whole[0]
    found = rows_of(Doc, store, rows.DOCUMENT_BY_ID, id=name)
    exact = [doc for doc in found if name in (doc.identity, doc.key)]
    if not found:
        raise NotFound(
            f"图谱中没有标识或题名以“{name}”开头的文件；policygraph documents 列出全部文件。",
            f"The graph holds no document whose id or title begins with “{name}”; policygraph documents lists all.",
        )
    if len(found) > 1 and not exact:
        names = "、".join(doc.identity for doc in found[:5])
        raise InputError(
            f"“{name}”可以指 {len(found)} 份文件（{names}），请写全标识。",
            f"“{name}” may mean any of {len(found)} documents ({names}); please give the whole id.",
        )
    return (exact or found)[0]


def find_scope(store: GraphStore, question: Question, document: str | None, residue: str) -> Scope:
    """The documents that a question is about; `Refused` where it names one that the graph does not hold.

    ``residue`` is what the question says beside its kind and its pointers: where it is empty no name is in it.
    """
    total = kept(store).each("documents", ["total"], lambda keys: {keys[0]: _total(store)})["total"]
    if document is not None:
        return Scope(documents=(find_document(store, document),), named=True, total=total)
    for name in (_by_number, _by_serial, _by_full_title, _by_title, _by_english_name, _national):
        if found := name(store, question, total):
            return found
    if residue or question.language == "en" or any(word in question.text for word in _DOCUMENTS):
        for name in (_by_clues, _by_jurisdiction):
            if found := name(store, question, total):
                return found
    if total > 1 and (found := _by_words_before(store, question, total)):
        return found
    latest = rows_of(Doc, store, rows.LATEST_DOCUMENTS, limit=LIMIT)
    return Scope(documents=_preferred(latest, question), named=False, total=total)


def _total(store: GraphStore) -> int:
    """How many of the graph's documents are no outlines."""
    counts = {row["outline"]: int(row["documents"]) for row in store.read(rows.DOCUMENT_COUNT)}
    return counts.get(False, 0)


def _by_clues(store: GraphStore, question: Question, total: int) -> Scope | None:
    """By place, issuer, date, words of the title and kind together."""
    found = named(store, question, total) if question.language == "zh" else None
    if found is None:
        return None
    return Scope(
        documents=found.documents, named=True, total=total, words=found.words, loose=found.firm,
        either=len(found.documents) > 1 and not found.each,
    )  # fmt: skip


def _search(pattern: str, text: str, words: str) -> re.Match[str] | None:
    # to compile such a pattern takes longer than to answer most questions
    lowered = text.lower()
    return re.search(pattern, text, re.IGNORECASE) if any(word in lowered for word in words.split()) else None


def _preferred(documents: list[Doc], question: Question) -> tuple[Doc, ...]:
    """The most recent first, those of a genre that the question names (整份意见) before others."""
    return tuple(sorted(documents, key=lambda doc: not (doc.genre and doc.genre[-2:] in question.text)))


def _by_number(store: GraphStore, question: Question, total: int) -> Scope | None:
    if not question.document_numbers:
        return None
    numbers = list(question.document_numbers)
    # 关于国办发〔2020〕43号 reads as one run of characters: every tail of it may be the number
    tails = [number[start:] for number in numbers for start in range(number.index("〔"))]
    found = rows_of(Doc, store, rows.DOCUMENTS_BY_NUMBER, numbers=tails)
    if not found:
        raise Refused(not_held("、".join(numbers), "、".join(numbers), question.language))
    beside = _beside_number(store, question, total) or of_places(store, question)
    if len(found) > len(numbers):  # the plans of one notice
        found = narrowed(namings(store, question), found) or found
    documents = {doc.key: doc for doc in (*(beside.documents if beside else ()), *found)}
    return Scope(documents=tuple(documents.values()), named=True, total=total, words=beside.words if beside else ())


def _beside_number(store: GraphStore, question: Question, total: int) -> Scope | None:
    """The document that stands before a number and 和, named in another way: 江西的意见和国办发〔2020〕24号."""
    before = re.match(rf"(.*?{KINDS})[和与跟同及、]{DOCUMENT_NUMBER}", question.text)
    if before is None:
        return None
    other = msgspec.structs.replace(question, text=before.group(1), document_numbers=())
    return _by_title(store, other, total) or _by_clues(store, other, total)


def _by_serial(store: GraphStore, question: Question, total: int) -> Scope | None:
    found = by_serial(store, question) if _search(r"\d", question.text, "号 no. number [ (") else None
    if found is None:
        return None
    documents, words = found
    clues = [one for one in namings(store, question) if one.serial]
    fitting = narrowed(clues, documents) if clues else documents
    if not fitting:
        named = "、".join(words)
        raise Refused(not_held(named, named, question.language))
    said = [word for one in clues for word in understood(question.text, one, fitting)]
    beside = of_places(store, question)
    if beside is not None:  # 国办24号文和江西的意见
        fitting = list({doc.key: doc for doc in (*fitting, *beside.documents)}.values())
        said += beside.words
    return Scope(documents=tuple(fitting), named=True, total=total, words=(*words, *said))


def _by_english_name(store: GraphStore, question: Question, total: int) -> Scope | None:
    if question.language != "en":
        return None
    from qa.naming_english import named_in_english

    found = named_in_english(store, question, total)
    if found is None:
        return None
    if found.unheld is not None:
        raise Refused(not_held(found.unheld, f"document that is “{found.unheld}”", question.language))
    return Scope(documents=found.documents, named=True, total=total, words=found.words)


def _by_full_title(store: GraphStore, question: Question, total: int) -> Scope | None:
    """A title that stands in the question whole; of two the longer one, if the shorter one is a part of it."""
    found = rows_of(Doc, store, rows.DOCUMENTS_TITLED_IN, text=question.text)
    longest = [doc for doc in found if not any(doc.title in one.title and doc.title != one.title for one in found)]
    if longest:
        words = tuple(dict.fromkeys(doc.title for doc in longest))
        real = [doc for doc in longest if not doc.outline] or longest
        return _of_year(store, Scope(documents=tuple(real), named=True, total=total, words=words), question)
    cited = [str(row["title"]) for row in store.read(rows.TITLES_CITED_IN, {"text": question.text})]
    if cited and not _worded_whole(store, max(cited, key=len)):
        title = max(cited, key=len)
        raise Refused(only_named(title, question.language))
    return None


def _worded_whole(store: GraphStore, title: str) -> bool:
    return any(common(title, doc.title) >= 0.8 * len(doc.title) for doc in _worded(store, title)) or bool(
        rows_of(Doc, store, rows.DOCUMENTS_BY_TITLE, title=title)
    )


def _by_title(store: GraphStore, question: Question, total: int) -> Scope | None:
    for title in question.titles:
        found = rows_of(Doc, store, rows.DOCUMENTS_BY_TITLE, title=title)
        if not found and len(title) >= 8:
            found = [doc for doc in _worded(store, title) if common(title, doc.title) >= 0.8 * len(title)]
        if found:
            exact = [doc for doc in found if doc.title == title]
            real = [doc for doc in found if not doc.outline]
            scope = Scope(documents=tuple(exact or real or found), named=True, total=total, words=(title,))
            return _of_year(store, scope, question)
        if re.search(KINDS + "$", title):
            raise Refused(not_held(f"《{title}》", f"《{title}》", question.language))
    return None


def _titled_alike(question: Question, doc: Doc) -> int:
    """The characters of a title in a row that stand in the question, where they are enough to tell one title by."""
    length = common(question.text, doc.title)
    return length if length >= _TELLING else 0


def _national(store: GraphStore, question: Question, total: int) -> Scope | None:
    found = _search(_NATIONAL, question.text, "国家 中央 上级 上位 全国 国务院 national council central")
    if not found or re.search(r"国家(?:级|战略|文化|安全|标准|公园|园林)", found.group()):
        return None
    documents = rows_of(Doc, store, rows.DOCUMENTS_OF_JURISDICTION, prefix="000000")
    if not documents:
        return None
    best = max(documents, key=lambda doc: (_titled_alike(question, doc), doc.outline))
    rest = tuple(doc for doc in documents if doc is not best)
    scope = Scope(documents=(best, *rest)[:3], named=True, total=total, words=(found.group(),))
    if beside := of_places(store, question):  # 国家的意见和江西的意见
        both = tuple({doc.key: doc for doc in (best, *beside.documents)}.values())
        return msgspec.structs.replace(scope, documents=both, words=(*scope.words, *beside.words))
    return _of_year(store, scope, question)


def _by_jurisdiction(store: GraphStore, question: Question, total: int) -> Scope | None:
    """A province or city whose own documents the graph holds: 湖南先进计算产业的目标."""
    codes = [row["code"] for row in store.read(rows.JURISDICTIONS)]
    if len(codes) < 2:
        return None
    if question.language == "en":
        from qa.naming_english import place_codes

        mentioned = {code: [name] for name, its in place_codes(question.text) for code in its}
    else:
        mentioned = {code: names_in(question.text, code) for code in codes}
    for code in codes:
        if words := mentioned.get(code):
            documents = rows_of(Doc, store, rows.DOCUMENTS_OF_JURISDICTION, prefix=code)
            return Scope(documents=tuple(documents), named=True, total=total, words=tuple(words), loose=True)
    return None


def _by_words_before(store: GraphStore, question: Question, total: int) -> Scope | None:
    found = by_words_before(store, question)
    return Scope(documents=tuple(found[0]), named=True, total=total, words=(found[1],)) if found else None


def _worded(store: GraphStore, phrase: str) -> list[Doc]:
    length = min(4, len(phrase))
    words = list(dict.fromkeys(phrase[start : start + length] for start in range(len(phrase) - length + 1)))
    return rows_of(Doc, store, rows.DOCUMENTS_BY_WORDS, words=words) if words else []


def _of_year(store: GraphStore, scope: Scope, question: Question) -> Scope:
    """Those of the documents named that are of the years named with them."""
    years = {clues.year for clues in namings(store, question) if clues.year} if question.years else set()
    documents = tuple(doc for doc in scope.documents if doc.year in years)
    if not years:
        return scope
    if not documents:
        shown = min(years)
        raise Refused(not_held(f"这样的{shown}年文件", f"such document of {shown}", question.language))
    said = tuple(word for year in sorted(years) for word in (f"{year}年", f"{year} "))
    return msgspec.structs.replace(scope, documents=documents, words=(*scope.words, *said))
