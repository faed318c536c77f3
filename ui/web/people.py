"""Who is at the page. Without sign-in everybody on this machine may do everything, and a name is asked for where it
counts; with an OIDC provider configured (``[auth]`` in ``.streamlit/secrets.toml``) people sign in (`ui.access`).
"""

import time
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from graph.errors import NotAllowed
from graph.people import Person, Rank, admit
from ui.access import Access, expired, person_of, read_access

_NAME = "name"
_LOOPBACK = (None, "127.0.0.1", "localhost", "::1")


def visitor() -> Person | None:
    """Who this session is; None where they have to sign in first, or again.

    Without sign-in a page that is served to other machines as well is for readers only.
    """
    auth = _section("auth")
    if auth is None:
        local = st.get_option("server.address") in _LOOPBACK
        return Person(name=st.session_state.get(_NAME, ""), role="editor" if local else "reader")
    claims, access = st.user.to_dict(), _access()
    if not claims.get("is_logged_in") or expired(claims, access, time.time()):
        return None
    return person_of(claims, access)


def person() -> Person:
    """Who this session is. NotAllowed where nobody is signed in: a session that stayed open may be over."""
    found = visitor()
    if found is None:
        raise NotAllowed(
            "登录已过期，请刷新页面重新登录。", "Your sign-in is over; please reload the page and sign in again."
        )
    return found


def allowed(role: Rank) -> Person:
    """The person, if the role is theirs; NotAllowed otherwise."""
    return admit(person(), role)


def signs_in() -> bool:
    """Whether people sign in here."""
    return _section("auth") is not None


def provider() -> str | None:
    """The name of the provider to sign in with; None where ``[auth]`` itself is the provider."""
    auth = _section("auth") or {}
    if "client_id" in auth:
        return None
    return next((name for name, value in auth.items() if isinstance(value, Mapping)), None)


def call_oneself(name: str) -> None:
    """Take a name for this session, where nobody signs in."""
    st.session_state[_NAME] = " ".join(name.split())


def _access() -> Access:
    return read_access(_section("policygraph") or {})


def _section(name: str) -> dict[str, Any] | None:
    try:
        section = st.secrets[name]
    except (KeyError, StreamlitSecretNotFoundError):
        return None
    found: dict[str, Any] = section.to_dict()
    return found
