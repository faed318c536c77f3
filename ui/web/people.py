"""Who is at the page, and what they may do: a reader asks and reads, a reviewer decides, an editor imports as well."""

from typing import Literal

import msgspec
import streamlit as st

from graph.errors import PolicyGraphError

Role = Literal["reader", "reviewer", "editor"]
_RANKS: dict[Role, int] = {"reader": 0, "reviewer": 1, "editor": 2}
_NAME = "name"


class NotAllowed(PolicyGraphError):
    """Somebody asked for what their role does not include."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at the page. ``name`` is empty until it is known."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether what takes this role is theirs to do."""
        return _RANKS[self.role] >= _RANKS[role]


def person() -> Person:
    """Who this session is: without sign-in everybody on this machine may do everything."""
    return Person(name=st.session_state.get(_NAME, ""), role="editor")


def require(role: Role) -> Person:
    """The person, if the role is theirs; NotAllowed otherwise."""
    found = person()
    if not found.may(role):
        raise NotAllowed("您的角色不能做这件事，请联系管理员。")
    return found
