"""Which documents a question is about: those that it names, else all that are not outlines."""

import re
from collections.abc import Sequence

import msgspec

from graph.errors import InputError, NotFound
from graph.store import GraphStore
from qa import rows
from qa.naming import (
    GENERIC,
    KINDS,
    by_each_word,
    by_english_words,
    by_serial,
    by_what_it_says,
    by_words_before,
    common,
    provinces,
    strange,
)
from qa.normalise import Language
from qa.question import DOCUMENT_NUMBER, Question
from qa.replies import Refused, Reply
from qa.rows import Doc, rows_of

LIMIT = 40
"""Documents whose sentences a question reads in full; with more in the graph, search nominates."""

_DOCUMENTS = ("意见", "方案", "文件", "通知", "规划", "计划", "办法", "条例")
_FULL_TITLE = r"(?:(?!的)[\u4e00-\u9fff]){7,30}?(?:意见|方案|规划|计划|办法|条例|预案)"
_DISTINCT = 6
"""Characters that a question and a title share from which the title is meant."""
_NATIONAL = (
    rf"(?:国家|中央|上级|上位|全国|国务院|党中央)(?:层面|级)?(?:的|那[份个]|这[份个])?(?:.{{0,12}}?)(?:{KINDS}|版|要求|第[^部]{{1,5}}条)"
    r"|(?:国家|中央|上级|国务院|党中央)(?:层面)?的?[那这]份"
    r"|上位(?:文件|政策|法)|\bnational\s+(?:\w+\s+){0,2}?(?:polic(?:y|ies)|opinions?|documents?|text|outline|measures?|plan|level)\b"
    r"|\bState Council(?:'s)?\s+(?:\w+\s+)?(?:opinions?|document|text)\b|\bcentral\s+(?:government\s+)?(?:opinions"
    r"?|document)\b"
)
_YEAR_OF_DOCUMENT = (
    rf"((?:19|20)\d{{2}})年?(?:度|版|印发|发布|出台|下发|制定|的|那份|那个|这份)*(?:[\u4e00-\u9fff“”]{{0,16}}?){KINDS}(?!目标|任务|期)"
    r"|\b((?:19|20)\d{2})\s+(?:\w+\s+){0,3}?(?:opinions?|plan|notice|document|version|edition|text)\b"
)
_OF_PLACE = (
    rf"(?:省|市|自治区)?(?:(?:19|20)\d{{2}}年)?(?:委|政府|人民政府)?(?:印发|出台|发布|制定|下发)?(?:的|那份|这"
    rf"份|那个)*(?:[\u4e00-\u9fff“”]{{0,14}}?)(?:{KINDS}|(?:若干)?措施(?!的)|第[^部]{{1,5}}条|这边|版)"
)
_OF_CITY = (
    rf"([\u4e00-\u9fff]{{1,8}}[市县区州盟旗])(?:委|政府|人民政府)?(?:印发|出台|发布|制定|下发)?的?(?:[\u4e00-\u"
    rf"9fff“”]{{0,10}}?){KINDS}"
)
_OF_PLACE_EN = (
    r"(?:'s)?\s+(?:province(?:'s)?\s+|provincial\s+)?(?:\w+\s+){0,3}?(?:opinions?|plan|policy|text|document|no"
    r"tice|measures?|version)\b"
)
_FROM_PLACE_EN = r"(?:opinions?|plan|policy|text|document|notice|version)\s+(?:of|from|for)\s+(?:the\s+)?"
_NAMED_BY_WORDS = rf"([\u4e00-\u9fffA-Za-z0-9“”]{{2,40}}?)(?:的|这份|那份|这个|那个)?({KINDS})(?:里面?|中的?|内|上)?"


DOCUMENT_WORDS = rf"(?:的|那[个份]|这[个份])*(?:{KINDS}|若干措施)(?:里面?|中|内|上)?"
"""What is left of naming a document by its place or year."""


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """The documents to look in, best first. ``named``: the question (or the caller) named them.

    ``total`` counts the graph's documents that are not outlines; ``words`` are the characters of the
    question that named the documents, so that they are no topic; ``loose``: a word for a document follows them.
    """

    documents: tuple[Doc, ...]
    named: bool
    total: int
    words: tuple[str, ...] = ()
    loose: bool = False

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
    counts = {row["outline"]: row["documents"] for row in store.read(rows.DOCUMENT_COUNT)}
    total = counts.get(False, 0)
    if document is not None:
        return Scope(documents=(find_document(store, document),), named=True, total=total)
    for name in (_by_number, _by_serial, _by_full_title, _by_title, _national):
        if found := name(store, question, total):
            return _of_year(found, question)
    if residue or any(word in question.text for word in _DOCUMENTS):
        for name in (
            _by_each_word,
            _by_province,
            _by_city,
            _by_tail,
            _by_words,
            _by_english_words,
            _by_year,
            _by_jurisdiction,
        ):
            if found := name(store, question, total):
                return _of_year(found, question)
    if total > 1 and (found := _by_words_before(store, question, total)):
        return found
    latest = rows_of(Doc, store, rows.LATEST_DOCUMENTS, limit=LIMIT)
    return Scope(documents=_preferred(latest, question), named=False, total=total)


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
    beside = _beside_number(store, question, total)
    documents = {doc.key: doc for doc in (*(beside.documents if beside else ()), *found)}
    return Scope(documents=tuple(documents.values()), named=True, total=total, words=beside.words if beside else ())


def _beside_number(store: GraphStore, question: Question, total: int) -> Scope | None:
    """The document that stands before a number and 和, named in another way: 江西的意见和国办发〔2020〕24号."""
    before = re.match(rf"(.*?{KINDS})[和与跟同及、]{DOCUMENT_NUMBER}", question.text)
    if before is None:
        return None
    other = msgspec.structs.replace(question, text=before.group(1), document_numbers=())
    return _by_title(store, other, total) or _by_province(store, other, total) or _by_words(store, other, total)


def _by_serial(store: GraphStore, question: Question, total: int) -> Scope | None:
    found = by_serial(store, question) if _search(r"\d", question.text, "号 no. number [ (") else None
    if found is None:
        return None
    documents, words = found
    if not documents:
        named = "、".join(words)
        raise Refused(not_held(named, named, question.language))
    return Scope(documents=tuple(documents), named=True, total=total, words=tuple(words))


def _by_english_words(store: GraphStore, question: Question, total: int) -> Scope | None:
    if question.language != "en" or total < 2:
        return None
    found = by_english_words(question, rows_of(Doc, store, rows.LATEST_DOCUMENTS, limit=LIMIT))
    return Scope(documents=tuple(found[0]), named=True, total=total, words=(found[1],)) if found else None


def _by_full_title(store: GraphStore, question: Question, total: int) -> Scope | None:
    """A title that stands in the question whole; of two the longer one, if the shorter one is a part of it."""
    found = rows_of(Doc, store, rows.DOCUMENTS_TITLED_IN, text=question.text)
    longest = [doc for doc in found if not any(doc.title in one.title and doc.title != one.title for one in found)]
    if longest:
        words = tuple(dict.fromkeys(doc.title for doc in longest))
        real = [doc for doc in longest if not doc.outline] or longest
        return Scope(documents=tuple(real), named=True, total=total, words=words)
    cited = [str(row["title"]) for row in store.read(rows.TITLES_CITED_IN, {"text": question.text})]
    if cited and not _worded_whole(store, max(cited, key=len)):
        title = max(cited, key=len)
        raise Refused(_only_named(title, question.language))
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
            return Scope(documents=tuple(exact or real or found), named=True, total=total, words=(title,))
        if re.search(KINDS + "$", title):
            raise Refused(not_held(f"《{title}》", f"《{title}》", question.language))
    return None


def _national(store: GraphStore, question: Question, total: int) -> Scope | None:
    found = _search(_NATIONAL, question.text, "国家 中央 上级 上位 全国 国务院 national council central")
    if not found or re.search(r"国家(?:级|战略|文化|安全|标准|公园|园林)", found.group()):
        return None
    documents = rows_of(Doc, store, rows.DOCUMENTS_OF_JURISDICTION, prefix="000000")
    if not documents:
        return None
    best = max(documents, key=lambda doc: (common(question.text, doc.title), doc.outline))
    rest = tuple(doc for doc in documents if doc is not best)
    return Scope(documents=(best, *rest)[:3], named=True, total=total, words=(found.group(),))


def _by_province(store: GraphStore, question: Question, total: int) -> Scope | None:
    for code, name, bare, english in provinces():
        where = re.search(rf"(?:{name}|{bare}){_OF_PLACE}", question.text) if bare in question.text else None
        if where is None and question.language == "en" and english and english in question.text:
            where = re.search(rf"\b{english}{_OF_PLACE_EN}|{_FROM_PLACE_EN}{english}\b", question.text, re.IGNORECASE)
        if where is None:
            continue
        documents = rows_of(Doc, store, rows.DOCUMENTS_OF_JURISDICTION, prefix=code[:2])
        for other, _, also, _ in provinces():
            if documents and also != bare and also in where.group():
                documents += rows_of(Doc, store, rows.DOCUMENTS_OF_JURISDICTION, prefix=other[:2])
        if documents:
            whole = re.search(name + _FULL_TITLE, question.text)
            if whole and not any(common(whole.group(), doc.title) >= 0.7 * len(whole.group()) for doc in documents):
                raise Refused(not_held(f"《{whole.group()}》", f"《{whole.group()}》", question.language))
            if other := strange(question, where.group(), (name, bare), documents):
                raise Refused(not_held(f"{name}的“{other}”", f"document of {english} on {other}", question.language))
            nearest = _nearest(question.text, documents)
            words = (*(_shared(question.text, doc.title) for doc in nearest), name, bare, english)
            return Scope(documents=tuple(nearest or documents), named=True, total=total, words=words, loose=True)
        raise Refused(not_held(f"{name}的文件", f"document of {english or name}", question.language))
    return None


def _by_city(store: GraphStore, question: Question, total: int) -> Scope | None:
    """A city or county before a word for a document: 广州市的文件, 某县印发的通知."""
    named = _search(_OF_CITY, question.text, "市 县 区 州 盟 旗")
    if not named:
        return None
    from graph.gazetteer import load_gazetteer

    entry = load_gazetteer().get(re.sub(GENERIC, "", named.group(1)))
    if entry is None or not entry.code or entry.kind not in ("city", "county"):
        return None
    documents = rows_of(Doc, store, rows.DOCUMENTS_OF_JURISDICTION, prefix=entry.code.removesuffix("00"))
    if not documents:
        raise Refused(not_held(f"{entry.name}的文件", f"document of {entry.name_en or entry.name}", question.language))
    return Scope(documents=tuple(documents), named=True, total=total, words=(named.group(1),), loose=True)


def _by_jurisdiction(store: GraphStore, question: Question, total: int) -> Scope | None:
    """A province or city whose own documents the graph holds: 湖南先进计算产业的目标."""
    codes = [row["code"] for row in store.read(rows.JURISDICTIONS)]
    if len(codes) < 2:
        return None
    names = {code: (name, bare, english) for code, name, bare, english in provinces()}
    for code in codes:
        if code not in names:
            from graph.divisions import name_of

            full = name_of(code) or ""
            names[code] = (full, full[:-1] if len(full) > 2 else full, "")
        words = [name for name in names[code] if name and name in question.text]
        if words:
            documents = rows_of(Doc, store, rows.DOCUMENTS_OF_JURISDICTION, prefix=code)
            return Scope(documents=tuple(documents), named=True, total=total, words=tuple(words), loose=True)
    return None


def _of_year(scope: Scope, question: Question) -> Scope:
    """Those of the documents named that are of the year named with them."""
    found = _search(_YEAR_OF_DOCUMENT, question.text, "19 20")
    if not found:
        return scope
    year = int(found.group(1) or found.group(2))
    documents = tuple(doc for doc in scope.documents if doc.year == year)
    if not documents:
        raise Refused(not_held(f"这样的{year}年文件", f"such document of {year}", question.language))
    return Scope(documents=documents, named=True, total=scope.total, words=(*scope.words, f"{year}年", f"{year} "))


def _by_year(store: GraphStore, question: Question, total: int) -> Scope | None:
    found = _search(_YEAR_OF_DOCUMENT, question.text, "19 20")
    if not found:
        return None
    year = int(found.group(1) or found.group(2))
    documents = rows_of(Doc, store, rows.DOCUMENTS_OF_YEAR, year=year)
    if not documents:
        raise Refused(not_held(f"{year}年的文件", f"document of {year}", question.language))
    said = (f"{year}年", f"{year} ")
    return Scope(documents=_preferred(documents, question), named=True, total=total, words=said, loose=True)


def _nearest(text: str, documents: Sequence[Doc]) -> list[Doc]:
    """The documents with most of their title in the question, where that is more than a word or two."""
    lengths = {doc.key: common(text, doc.title) for doc in documents}
    best = max(lengths.values())
    return [doc for doc in documents if lengths[doc.key] == best] if best >= _DISTINCT else []


def _shared(one: str, other: str) -> str:
    length = common(one, other)
    return next(one[start : start + length] for start in range(len(one)) if one[start : start + length] in other)


def _by_tail(store: GraphStore, question: Question, total: int) -> Scope | None:
    """Words of one title alone, just before a word for a document: …在收费方案里, 消费扶贫文件."""
    for found in re.finditer(_NAMED_BY_WORDS, question.text):
        run = found.group(1)
        for start in range(len(run) - 1):
            tail = run[start:]
            if len(tail) < 3 and start and run[start - 1] not in "在按从对把中里和与":
                continue
            held = [doc for doc in _worded(store, tail) if tail in doc.title]
            if 0 < len(held) < max(2, total):
                written = found.group()[start:]
                kind = found.group(2)[-2:]
                same = [doc for doc in held if kind in doc.title]
                return Scope(documents=tuple(same or held), named=True, total=total, words=(written,))
    return None


def _by_words(store: GraphStore, question: Question, total: int) -> Scope | None:
    """Part of a title before a word for a document: 营商环境那份方案, 城市高质量发展的意见."""
    for found in re.finditer(_NAMED_BY_WORDS, question.text):
        phrase = re.sub(GENERIC, "", found.group(1))
        if len(phrase) < 2:
            continue
        documents = _worded(store, phrase)
        lengths = {doc.key: common(phrase, doc.title) for doc in documents}
        if len(phrase) not in lengths.values():  # else the words of a plan, not of the notice that carries it
            lengths = {doc.key: max(lengths[doc.key], common(phrase, doc.notice_title or "")) for doc in documents}
        best = max(lengths.values(), default=0)
        if best >= max(3, 0.6 * len(phrase)) or best == len(phrase):
            chosen = [doc for doc in documents if lengths[doc.key] == best]
            kind = found.group(2)[-2:]
            same = [doc for doc in chosen if kind in doc.title]
            return Scope(
                documents=tuple(same or chosen), named=True, total=total, words=(found.group().lstrip("在按从对"),)
            )
        if total <= LIMIT and (said := by_what_it_says(store, phrase, found.group(2)[-2:])):
            return Scope(documents=(said,), named=True, total=total, words=(found.group().lstrip("在按从对"),))
    return None


def _by_words_before(store: GraphStore, question: Question, total: int) -> Scope | None:
    found = by_words_before(store, question)
    return Scope(documents=tuple(found[0]), named=True, total=total, words=(found[1],)) if found else None


def _by_each_word(store: GraphStore, question: Question, total: int) -> Scope | None:
    found = by_each_word(store, question) if re.search("[两二三四][个份]", question.text) else None
    return Scope(documents=tuple(found[0]), named=True, total=total, words=(found[1],)) if found else None


def _worded(store: GraphStore, phrase: str) -> list[Doc]:
    length = min(4, len(phrase))
    words = list(dict.fromkeys(phrase[start : start + length] for start in range(len(phrase) - length + 1)))
    return rows_of(Doc, store, rows.DOCUMENTS_BY_WORDS, words=words) if words else []


def _only_named(title: str, language: Language) -> Reply:
    text = (
        f"图谱中没有《{title}》的全文：已收录的文件只提到它的题名，因此无法据此回答。"
        if language == "zh"
        else f"The graph does not hold 《{title}》: the documents only name it, so there is no answer from it."
    )
    return Reply(text=text, answerable=False)


def not_held(what: str, what_en: str, language: Language) -> Reply:
    """What is said where a question names a document that the graph does not hold."""
    text = (
        f"图谱中没有{what}，因此无法据此回答；这里只依据已收录的文件作答。"
        if language == "zh"
        else f"The graph holds no {what_en}, so there is no answer from it; only the documents that were imported are u"
        f"sed."
    )
    return Reply(text=text, answerable=False)
