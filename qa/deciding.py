"""What staff choose of an item under review, as an event: confirm, correct, reject, undo.

Each function requires a reviewer and what they saw last, as `graph.decide.decide` does, and gives the event's id.
"""

from typing import Literal

from graph.decide import Decision, Suggested, Wording, decide
from graph.errors import InputError
from graph.known import known_body
from graph.model import Role
from graph.people import Person
from graph.registry import Body, load_registry
from graph.store import GraphStore
from qa.phrases import ROLES
from qa.reviewing import Item, claim, target_words

LONGEST = 500
"""Characters of a reason."""


def confirm(store: GraphStore, item: Item, by: Person, why: str, role: Role | None = None) -> str:
    """It is right. A suggested department gets the ``role``, and is a duty of basis ``confirmed`` from now on."""
    if item.kind != "Suggestion":
        return decide(store, _decision(item, "confirmed", claim(item), why), by)
    if role is None:
        raise InputError("请选择这个单位的角色。", "Please choose what this body does.")
    body = load_registry().get(item.actor or "")
    what = f"{item.name}（{ROLES['zh'][role]}）"
    return decide(store, _decision(item, "confirmed", what, why, duty=(role, body)), by)


def reject(store: GraphStore, item: Item, by: Person, why: str) -> str:
    """It is wrong: a fact of the text leaves answers and tables, a department is not suggested here again."""
    return decide(store, _decision(item, "rejected", claim(item), why), by)


def correct_duty(store: GraphStore, item: Item, name: str, role: Role, jurisdiction: str, by: Person, why: str) -> str:
    """The words mean another body or another role. Raises InputError for a name that the registry lacks."""
    body = known_body(name, jurisdiction)
    if (body.id, role) == (item.actor, item.role):
        raise InputError(
            "单位和角色都没有改动；如果读得对，请直接确认。",
            "Neither the body nor its part was changed; if it was read rightly, please confirm it.",
        )
    what = f"{claim(item)} → {body.name}（{ROLES['zh'][role]}）"
    return decide(store, _decision(item, "corrected", what, why, duty=(role, body)), by)


def correct_target(store: GraphStore, item: Item, target: Wording, by: Person, why: str) -> str:
    """The words set another figure or date."""
    if target == item.target:
        raise InputError(
            "没有改动；如果读得对，请直接确认。", "Nothing was changed; if it was read rightly, please confirm it."
        )
    what = f"{claim(item)} → {target_words(target)}"
    return decide(store, _decision(item, "corrected", what, why, target=target), by)


def _decision(
    item: Item,
    verdict: Literal["confirmed", "corrected", "rejected"],
    what: str,
    why: str,
    *,
    duty: tuple[Role, Body] | None = None,
    target: Wording | None = None,
) -> Decision:
    said = " ".join(why.split())
    if len(said) > LONGEST:
        raise InputError(
            f"理由太长（{len(said)} 字），请写在 {LONGEST} 字以内。",
            f"The reason is too long ({len(said)} characters); please keep it within {LONGEST}.",
        )
    return Decision(
        kind=item.kind, fact=item.id, verdict=verdict, what=what, why=said, seen=item.seen, duty=duty, target=target,
        suggested=_suggested(item) if item.kind == "Suggestion" else None,
    )  # fmt: skip


def _suggested(item: Item) -> Suggested:
    assert item.unit is not None
    return Suggested(
        provision=item.unit.id, body=load_registry().get(item.actor or ""), score=item.score or 0.0,
        mandate=item.mandate or "", span=item.span, quote=item.quote,
    )  # fmt: skip
