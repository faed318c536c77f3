"""What people say of answers: right or wrong, and why. Kept in the graph, listed as rows of a question set."""

import hashlib
from datetime import UTC, datetime
from typing import Literal

import msgspec

from graph.errors import InputError
from graph.model import Answer
from graph.people import Person
from graph.store import GraphStore

Verdict = Literal["right", "wrong"]
LONGEST = 2000
"""Characters of a comment."""


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """One person's word on one answer, in the names that question sets use.

    ``measures`` are the N of the 第N条 that the answer cites, ``answer`` is `answer_hash`. What the answer must and
    must not contain is for whoever makes a test of it to fill in.
    """

    q: str
    type: str
    measures: tuple[int, ...]
    answerable: bool
    verdict: Verdict
    comment: str
    who: str
    at: str
    document: str | None
    answer: str
    must_contain: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


_KEEP = """
MERGE (f:Feedback {id: $id})
SET f.question = $q, f.intent = $type, f.measures = $measures, f.answerable = $answerable, f.verdict = $verdict,
    f.comment = $comment, f.who = $who, f.at = $at, f.document = $document, f.answer = $answer
"""
_KEPT = """
MATCH (f:Feedback)
RETURN f.question AS q, f.intent AS type, f.measures AS measures, f.answerable AS answerable, f.verdict AS verdict,
       f.comment AS comment, f.who AS who, f.at AS at, f.document AS document, f.answer AS answer, f.id AS id
ORDER BY at, id
"""


def answer_hash(answer: Answer) -> str:
    """An answer's wording in 16 hexadecimal digits: whether what is answered today is what was judged."""
    return hashlib.sha256(answer.answer.encode()).hexdigest()[:16]


def keep(store: GraphStore, answer: Answer, verdict: Verdict, comment: str, by: Person, session: str = "") -> None:
    """Keep a person's word on an answer; a second one on the same answer takes the place of the first.

    ``session`` tells people apart who give no name. Raises InputError for a comment that is too long.
    """
    said = " ".join(comment.split())
    if len(said) > LONGEST:
        raise InputError(
            f"意见太长（{len(said)} 字），请写在 {LONGEST} 字以内。",
            f"The comment is too long ({len(said)} characters); please keep it within {LONGEST}.",
        )
    at = datetime.now(UTC).isoformat(timespec="seconds")
    judged = answer_hash(answer)
    feedback = Feedback(
        q=answer.question, type=answer.intent, answerable=answer.answerable, verdict=verdict, comment=said,
        who=by.name, at=at, document=answer.citations[0].document if answer.citations else None, answer=judged,
        measures=tuple(sorted({each.number for each in answer.citations if each.number is not None})),
    )  # fmt: skip
    told = "\n".join((answer.question, judged, by.name or session or at))
    key = f"feedback/{hashlib.sha256(told.encode()).hexdigest()[:16]}"
    row = msgspec.structs.asdict(feedback) | {"id": key, "measures": list(feedback.measures)}
    store.write([(_KEEP, row)])


def kept(store: GraphStore) -> list[Feedback]:
    """All that was said, the oldest first."""
    return msgspec.convert(store.read(_KEPT), list[Feedback])
