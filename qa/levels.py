"""The two levels that a question compares: which national document is meant, and which one made after it."""

import re
from collections.abc import Sequence

from graph.store import GraphStore
from qa import rows
from qa.inquiry import Inquiry
from qa.naming import provinces
from qa.pointers import Found, find_pointers
from qa.question import Question
from qa.replies import Refused, Reply, not_held
from qa.rows import Doc, rows_of
from qa.scope import Scope, find_document

NATIONAL = (
    r"(?:国家|中央|上位|上级|全国|国务院)(?!办公厅|级|战略|文化|安全|标准|公园|园林|陶瓷|试点)"
    r"|\bnational\b|\bState\s+Council\b|\bcentral\b"
)
_BEFORE = (
    r"(?i)(?:国家|中央|上位|上级|全国|国务院)[^第,，哪]{0,14}$"
    r"|\b(?:national|central|State\s+Council)(?:'s)?\s+(?:(?:opinion|document|policy|text|outline)(?:'s)?,?\s+)?(?:(?:has|have|contains?|includes?)\s+an?\s+)?$"
)
_BEHIND = r"(?i)^\s+(?:of|in|from)\s+the\s+(?:national|central|State\s+Council)"
_LOCAL = r"我省|本省|省里|省级|全省|实施意见|地方|本意见|\bprovinc\w+"
_LIMIT = 40


def levels_scope(store: GraphStore, question: Question, document: str | None, residue: str) -> Scope:
    """The national document and the one made after it; `Refused` where the graph has not both.

    A province that the question names must have one; without a name the document most like the national one is meant.
    """
    named = [find_document(store, document)] if document is not None else _titled(store, question)
    higher = [doc for doc in named if _is_national(doc)] or rows_of(
        Doc, store, rows.DOCUMENTS_OF_JURISDICTION, prefix="000000"
    )
    lower = [doc for doc in named if not _is_national(doc)]
    words: list[str] = []
    province = named_province(question)
    if province:
        code, name, bare, english = province
        words += [name, bare, english]
        lower = lower or [
            doc for doc in rows_of(Doc, store, rows.DOCUMENTS_OF_JURISDICTION, prefix=code[:2]) if not doc.outline
        ]
        if not lower:
            raise Refused(not_held(f"{name}的文件", f"document of {english or name}", question.language))
    elif not lower:
        lower, named_as = _of_held_place(store, question)
        words += named_as
    lower = lower or [doc for doc in rows_of(Doc, store, rows.LATEST_DOCUMENTS, limit=_LIMIT) if not _is_national(doc)]
    if not higher or not lower:
        zh = question.language == "zh"
        text = (
            "图谱中没有可以对照的国家文件或地方文件。"
            if zh
            else "There is no pair of documents to compare in the graph."
        )
        raise Refused(Reply(text=text, answerable=False))
    national, local = max(
        ((above, below) for above in higher for below in lower), key=lambda both: _alike(both[0].title, both[1].title)
    )
    words += [found.group() for found in re.finditer(f"{NATIONAL}|{_LOCAL}", question.text, re.IGNORECASE)]
    return Scope(
        documents=(national, local), named=True, total=len(lower), loose=True,
        words=(*words, *question.titles, national.title, local.title),
    )  # fmt: skip


def pair(inquiry: Inquiry) -> tuple[Doc, Doc]:
    """The national document and the one made after it, which become the scope."""
    scope = levels_scope(inquiry.store, inquiry.question, None, "")
    inquiry.focus(scope.documents)
    return scope.documents[0], scope.documents[1]


def is_of_national(question: Question, found: Found) -> bool:
    """Whether a provision that the question points at is one of the national document."""
    before, behind = question.text[: found.start], question.text[found.end :]
    province = named_province(question)
    if province:  # 国家和江西第九条
        before = before.rpartition(province[2])[2]
    return re.search(_BEFORE, before) is not None or re.search(_BEHIND, behind) is not None


def pointed(question: Question) -> list[Found]:
    """The provisions that a question points at by number."""
    return find_pointers(question.text)


def named_province(question: Question) -> tuple[str, str, str, str] | None:
    """(code, name, bare name, English name) of the province that a question names."""
    for code, name, bare, english in provinces():
        if bare in question.text or (english and re.search(rf"\b{english}\b", question.text, re.IGNORECASE)):
            return code, name, bare, english
    return None


def names_both_levels(question: Question) -> bool:
    """Whether a question names the national level, and a province or the province's own document."""
    if not question.matches(f"(?i){NATIONAL}"):
        return False
    return question.matches(f"(?i){_LOCAL}") or named_province(question) is not None


def speaks_of_levels(question: Question) -> bool:
    """Whether a question names the national level, a province or the province's own document."""
    return question.matches(f"(?i){NATIONAL}|{_LOCAL}") or named_province(question) is not None


def _of_held_place(store: GraphStore, question: Question) -> tuple[list[Doc], list[str]]:
    """The documents of a city or county that the question names, and its names; none where the graph has none."""
    from graph.divisions import name_of

    for row in store.read(rows.JURISDICTIONS):
        name = name_of(row["code"]) or ""
        bare = name[:-1] if len(name) > 2 else name
        if bare and bare in question.text:
            return rows_of(Doc, store, rows.DOCUMENTS_OF_JURISDICTION, prefix=row["code"]), [name, bare]
    return [], []


def _titled(store: GraphStore, question: Question) -> Sequence[Doc]:
    found = rows_of(Doc, store, rows.DOCUMENTS_TITLED_IN, text=question.text)
    return [doc for doc in found if not any(doc.title in one.title and doc.title != one.title for one in found)]


def _is_national(doc: Doc) -> bool:
    return doc.jurisdiction.startswith("00")


def _alike(one: str, other: str) -> float:
    """The share of pairs of characters that two titles have in common."""
    first, second = ({title[at : at + 2] for at in range(len(title) - 1)} for title in (one, other))
    return 2 * len(first & second) / max(1, len(first) + len(second))
