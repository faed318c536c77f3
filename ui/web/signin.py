"""Signing in and out, with the way back to the page that somebody came for."""

from pathlib import Path

import streamlit as st

from ui.web.canvas import canvas, go
from ui.web.people import person, provider, signs_in
from ui.web.words import say

_JS = Path(__file__).with_name("signin.js").read_text(encoding="utf-8")
_way = st.components.v2.component("policygraph.way", js=_JS, isolate_styles=False)


def ask_to_sign_in() -> None:
    """The card of a page that is for those who are signed in; the address is kept until they are."""
    _way(data={"keep": True}, key="way-keep")
    with st.container(key="pg-signin"):
        canvas(
            f'<div class="pg-welcome"><h1>{say("政策图谱", "policygraph")}</h1><p>'
            + say("请用单位账号登录。", "Please sign in with your organisation's account.")
            + "</p></div>",
            key="signin",
        )
        if st.button(say("登录", "Sign in"), type="primary", key="sign-in"):
            name = provider()
            st.login(name) if name else st.login()


def come_back() -> None:
    """After signing in: go to where somebody wanted to go."""
    if signs_in():
        result = _way(data={"keep": False}, key="way-back", on_go_change=lambda: None)
        if result.go:
            go(result.go)


def who_is_here() -> None:
    """The name of who is signed in, and the way out."""
    if not signs_in():
        return
    st.caption(person().name)
    if st.button(say("退出登录", "Sign out"), type="tertiary", key="sign-out"):
        st.logout()
