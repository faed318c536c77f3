"""Provisions that a question names by their whole heading: read as if it had given their number."""

import re

import msgspec

from graph.store import GraphStore
from qa import rows
from qa.levels import names_both_levels
from qa.phrases import unit_name
from qa.question import Question, read_question
from qa.rows import Unit, rows_of

_LONG = 6
"""Characters from which a heading in a question is a heading, not words that happen to stand in one."""
_AROUND = r"[《“]?{0}[》”]?(?:(?:这|那|该|此)?(?:一)?(?:部分|条|项|章)(?:里面?|中|内)?(?!例))?"


class Headed(msgspec.Struct, frozen=True, kw_only=True):
    """A provision's id, its heading, and the public identity of its document."""

    id: str
    title: str
    document: str
    identity: str


def numbered_so(store: GraphStore, question: Question, document: str | None) -> tuple[Question, str | None]:
    """The question with the number of the one provision whose heading stands in it, and the document that has it.

    Unchanged where the question points at provisions already, or where the heading is of several documents.
    """
    if question.language == "en" or question.pointers or names_both_levels(question) or len(question.text) < _LONG:
        return question, document
    found = rows_of(Headed, store, rows.HEADED_IN, text=question.text, length=_LONG)
    found = [one for one in found if document in (None, one.document, one.identity)]
    longest = max((len(one.title) for one in found), default=0)
    meant = [one for one in found if len(one.title) == longest]
    if len(meant) != 1:
        return question, document
    unit = next(unit for unit in rows_of(Unit, store, rows.UNITS, document=meant[0].document) if unit.id == meant[0].id)
    text = re.sub(_AROUND.format(re.escape(unit.title)), unit_name(unit, "zh"), question.text)
    read = msgspec.structs.replace(read_question(text), raw=question.raw)
    return (read, meant[0].identity) if read.pointers else (question, document)
