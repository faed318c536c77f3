"""The talk of a session: what was asked on the first page, with its answers."""

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from graph.model import Answer

if TYPE_CHECKING:  # it brings what infers, which takes long to load
    from qa.inference import Suggestion

_TALK = "talk"


class Exchange(NamedTuple):
    """An answer of the talk, what is offered beside it, and the questions by which an address asks it again."""

    answer: Answer
    offers: list["Suggestion"]
    address: list[str]


def talk() -> list[Exchange]:
    """The exchanges so far; what is added to them stays."""
    exchanges: list[Exchange] = st.session_state.setdefault(_TALK, [])
    return exchanges


def last_asked() -> dict[str, list[str]]:
    """The parameters of the address that has the last answer; none before anything was asked."""
    return {"q": talk()[-1].address} if talk() else {}
