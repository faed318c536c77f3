"""The JSON that other tools read, as shapes: each field with its type, and the checks of a value against them."""

from typing import Any

TEXT, NUMBER, FLAG = str, int, bool
MAYBE = (str, type(None))
SPAN, TEXTS = "span", "texts"

DOCUMENT = {
    "id": TEXT, "title": TEXT, "notice_title": MAYBE, "doc_number": MAYBE, "issuers": TEXTS, "date": MAYBE,
    "genre": MAYBE, "source": dict, "text": TEXT, "span": SPAN, "noise": list, "convention": (dict, type(None)),
    "coverage": float,
}  # fmt: skip
ROWS = {
    "provisions": {
        "id": TEXT, "parent": MAYBE, "path": TEXTS, "level": TEXT, "ordinal": NUMBER, "title": TEXT, "span": SPAN,
        "title_span": SPAN,
    },
    "responsibilities": {
        "provision": MAYBE, "actor": TEXT, "surface": SPAN, "role": TEXT, "basis": TEXT, "collective": FLAG,
        "open_ended": FLAG, "notation": TEXT, "evidence": SPAN,
    },
    "places": {"provision": MAYBE, "name": TEXT, "span": SPAN, "kind": TEXT, "code": MAYBE, "members": TEXTS},
    "place_roles": {"provision": MAYBE, "place": TEXT, "span": SPAN},
    "targets": {
        "provision": MAYBE, "span": SPAN, "metric": MAYBE, "value": MAYBE, "unit": MAYBE, "deadline_text": MAYBE,
        "comparator": MAYBE, "deadline": MAYBE, "quantified": FLAG,
    },
    "programmes": {"provision": MAYBE, "name": TEXT, "span": SPAN},
    "prohibitions": {"provision": MAYBE, "span": SPAN},
    "references": {"provision": MAYBE, "title": TEXT, "span": SPAN},
    "tasks": {"provision": MAYBE, "span": SPAN, "verb": TEXT, "object": TEXT},
}  # fmt: skip
ANSWER = {
    "question": TEXT, "language": TEXT, "intent": TEXT, "answerable": FLAG, "answer": TEXT, "citations": list,
    "basis": TEXTS, "query": (dict, type(None)), "suggestions": TEXTS,
}  # fmt: skip
CITATION = {
    "document": TEXT, "title": TEXT, "path": TEXTS, "ordinal": (int, type(None)), "span": SPAN, "quote": TEXT,
}  # fmt: skip
LISTED = {
    "id": TEXT, "title": TEXT, "issuers": TEXTS, "date": MAYBE, "doc_number": MAYBE, "provisions": NUMBER,
    "version": NUMBER,
}  # fmt: skip


def check(value: dict[str, Any], shape: dict[str, Any]) -> None:
    for name, kind in shape.items():
        assert name in value, name
        field = value[name]
        if kind == SPAN:
            assert len(field) == 2, name
            assert all(type(each) is int for each in field), name
            assert field[0] <= field[1], name
        elif kind == TEXTS:
            assert all(isinstance(each, str) for each in field), name
        else:
            assert isinstance(field, kind), f"{name}: {field!r}"


def check_answer(answer: dict[str, Any]) -> None:
    check(answer, ANSWER)
    assert answer["language"] in ("zh", "en")
    assert answer["answer"].strip()
    for citation in answer["citations"]:
        check(citation, CITATION)
    if answer["query"]:
        assert isinstance(answer["query"]["cypher"], str)
        assert isinstance(answer["query"]["parameters"], dict)
