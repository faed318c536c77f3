"""The language of the page: Chinese, or English by the switch in the side bar (or ``?lang=en``)."""

import streamlit as st

from qa.normalise import Language

_KEY = "language"


def language() -> Language:
    """The language in which this session reads the page."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = "en" if st.query_params.get("lang") == "en" else "zh"
    chosen: Language = st.session_state[_KEY]
    return chosen


def speak(chosen: Language) -> None:
    """Read the page in this language from now on."""
    st.session_state[_KEY] = chosen


def say(zh: str, en: str) -> str:
    """The wording in the language of the page."""
    return zh if language() == "zh" else en
