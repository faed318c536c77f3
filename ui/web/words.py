"""The language of the page: Chinese, or English by the switch in the side bar (or ``?lang=en``).

The browser keeps the choice (a cookie that `canvas.js` sets), so that a reload and a second tab speak it too.
"""

import streamlit as st

from graph.errors import PolicyGraphError
from qa.normalise import Language

_KEY, _COOKIE = "language", "policygraph-language"


def language() -> Language:
    """The language in which this session reads the page."""
    if _KEY not in st.session_state:
        wanted = st.query_params.get("lang") or st.context.cookies.get(_COOKIE)
        st.session_state[_KEY] = "en" if wanted == "en" else "zh"
    chosen: Language = st.session_state[_KEY]
    return chosen


def speak(chosen: Language) -> None:
    """Read the page in this language from now on."""
    st.session_state[_KEY] = chosen


def say(zh: str, en: str) -> str:
    """The wording in the language of the page."""
    return zh if language() == "zh" else en


def likely(right: float) -> str:
    """How sure an inferred department is: the share of suggestions like it that were right."""
    return say(f"把握约{right:.0%}", f"about {right:.0%} likely")


def told(error: PolicyGraphError) -> str:
    """What an error says, in the language of the page."""
    return say(error.zh, error.en)
