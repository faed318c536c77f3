"""A question in, an answer out that states only what the graph holds."""

import re

import msgspec

from graph.model import Answer
from graph.store import GraphStore
from qa.asking import read_inquiry
from qa.claims import miscounted
from qa.headings import numbered_so
from qa.inquiry import Inquiry
from qa.kind import Kind
from qa.kinds import kinds, recognise
from qa.normalise import MAX_LENGTH
from qa.question import Question, read_question
from qa.replies import Refused, Reply
from qa.steps import in_one_step
from qa.suggestions import suggested

_PRONOUN = r"(?:那么?)?(?:它|其(?![他它中余])|该条|这一?条|那一?条)(?:的|呢|由|要|有)"
"""How a question begins that speaks of what was asked before."""
_WHETHER = ("verify", "prohibition")
"""Kinds that ask whether something is so, and suppose nothing."""
_SYNTAX = (
    r"(?i)\b(?:MATCH\s*\(|MERGE\s*\(|CREATE\s*\(|DETACH\s+DELETE|DROP\s+(?:TABLE|INDEX|CONSTRAINT)|UNION\s+SEL"
    r"ECT|LOAD\s+CSV|CALL\s+\w+\.\w+)|<script\b"
)


def ask(store: GraphStore, question: str, *, document: str | None = None) -> Answer:
    """Answer a question from the documents of a graph, or from the one named ``document``.

    Raises NotFound or InputError if ``document`` names no document or several, StoreUnavailable if the graph
    can't be reached; whatever the question is, it raises nothing. The same graph gives the same answer.
    """
    return respond(store, question, document=document)[0]


def respond(store: GraphStore, question: str, *, document: str | None = None) -> tuple[Answer, Inquiry | None]:
    """The answer, and what it was answered from (None where the question was refused before anything was read)."""
    read = read_question(question)
    refusal = _no_question(read)
    if refusal:
        return _answer(read, "none", refusal, None), None
    if whole := in_one_step(store, read, document):
        answer, found = respond(store, whole[0], document=whole[1])
        note = f"（分两步理解为：{whole[0]}）" if read.language == "zh" else f"(Read in two steps as: {whole[0]})"
        return msgspec.structs.replace(answer, question=question, answer=f"{answer.answer}\n{note}"), found
    read, document = numbered_so(store, read, document)
    kind = _asked(read, recognise(read))
    inquiry: Inquiry | None = None
    reply: Reply | None = None
    try:
        while reply is None:
            inquiry = _inquiry(store, read, kind, document)
            if not inquiry.scope.documents:
                return _answer(read, kind.intent, _empty_graph(read), None), None
            kind = _directed(inquiry, kind)
            reply = _put_right(inquiry, kind) or kind.answer(inquiry)
            if reply is None:
                kind = _asked(read, recognise(read, below=kind))
    except Refused as refused:
        reply = refused.reply
    return _answer(read, kind.intent, reply, inquiry), inquiry


def _inquiry(store: GraphStore, question: Question, kind: Kind, document: str | None) -> Inquiry:
    patterns = kind.patterns(question)
    residue = question.topics(patterns)
    scope = kind.scope(store, question, document, " ".join((*residue, *question.titles)))
    return read_inquiry(store, question, patterns, scope, intent=kind.intent)


def _put_right(inquiry: Inquiry, kind: Kind) -> Reply | None:
    """What the text says instead of what the question supposes; None where it supposes nothing else."""
    if kind.intent == "count":
        return None
    from qa.polarity import opposed

    return miscounted(inquiry) or (None if kind.intent in _WHETHER else opposed(inquiry))


def _directed(inquiry: Inquiry, kind: Kind) -> Kind:
    if not inquiry.topics and inquiry.question.pointers:
        return kind
    from qa.directing import directed

    intent = directed(inquiry, kind.intent)
    return kind if intent == kind.intent else _kind(intent)


def _kind(intent: str) -> Kind:
    return next(one for one in kinds() if one.intent == intent)


def _asked(question: Question, kind: Kind | None) -> Kind:
    if kind is not None:
        return kind
    return _kind("content" if question.pointers else "search")


def _no_question(question: Question) -> Reply | None:
    zh = question.language == "zh"
    if not any(char.isalnum() for char in question.text):
        text = (
            "请输入一个问题，例如：第十二条谁牵头？" if zh else "Please ask a question, such as: Who leads measure 12?"
        )
        return Reply(text=text, answerable=False)
    if len(question.raw) > MAX_LENGTH:
        text = (
            "问题过长，没有作答。请用一两句话提问。"
            if zh
            else "The question is too long, so there is no answer. Please ask it in a sentence or two."
        )
        return Reply(text=text, answerable=False)
    if re.match(_PRONOUN, question.text) and not question.pointers:
        text = "问题里的“它”没有说明指哪一条，请写明条号或事项，例如：第十二条的完成时限是什么？"
        return Reply(text=text, answerable=False)
    if re.search(_SYNTAX, question.text):
        text = (
            "这看起来是程序语句而不是问题，没有执行任何操作。请用一句话提问。"
            if zh
            else "This looks like code, not a question; nothing was run, and there is no answer to it."
        )
        return Reply(text=text, answerable=False)
    return None


def _empty_graph(question: Question) -> Reply:
    text = (
        "图谱中还没有文件，请先导入（policygraph ingest）。"
        if question.language == "zh"
        else "There are no documents in the graph yet; import some first (policygraph ingest)."
    )
    return Reply(text=text, answerable=False)


def _answer(question: Question, intent: str, reply: Reply, inquiry: Inquiry | None) -> Answer:
    suggestions: tuple[str, ...] = reply.suggestions
    notes: list[str] = []
    if inquiry is not None and inquiry.scope.documents:
        suggestions, notes = suggested(inquiry, reply, intent), inquiry.notes
    return Answer(
        question=question.raw,
        language=question.language,
        intent=reply.intent or intent,
        answerable=reply.answerable,
        answer="\n".join([reply.text, *notes]),
        citations=reply.citations,
        basis=reply.basis,
        query=inquiry.query if inquiry else None,
        suggestions=suggestions,
    )
