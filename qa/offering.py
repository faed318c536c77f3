"""What is offered beside a refusal: the departments that mandates suggest, where the text names nobody."""

from graph.model import Answer
from graph.store import GraphStore
from qa.inference import Suggestion, suggest_for
from qa.rows import UNIT_BY_PATH, Unit, rows_of
from qa.scope import find_document

_ASKED = frozenset(("lead", "responsible", "participant"))
_LEAST = 0.4
"""A suggestion that is wrong more often than this allows helps nobody beside an answer."""


def offered(store: GraphStore, answer: Answer) -> list[Suggestion]:
    """Departments inferred for the one provision of which it was asked who is in charge, and the text names nobody.

    To be shown apart from the answer, and as inferred; empty where the answer itself tells of inferences.
    """
    places = {(each.document, each.path) for each in answer.citations if each.path}
    if answer.answerable or answer.intent not in _ASKED or "inferred" in answer.basis or len(places) != 1:
        return []
    document, path = places.pop()
    units = rows_of(Unit, store, UNIT_BY_PATH, document=find_document(store, document).key, path=list(path))
    return [each for unit in units[:1] for each in suggest_for(store, unit.id) if each.score >= _LEAST]
