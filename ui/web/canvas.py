"""Our own HTML on a page, with links that keep the session.

``<a href="read?doc=…">`` goes to that page of the application; an element with ``data-copy`` copies its value; a button
with ``data-toggle`` switches that class on the canvas off and on (``aria-pressed`` says which); ``details`` with
``data-open-wide`` are open where the window is at least 1000 pixels wide.
"""

import hashlib
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from ui.web.catalogue import PAGES
from ui.web.words import language

_ARRIVALS = "arrivals"
"""How often this session followed a link: the same place is scrolled to again when it is asked for again."""
_JS = Path(__file__).with_name("canvas.js").read_text(encoding="utf-8")
_LANG = {"zh": "zh-CN", "en": "en"}
_canvas = st.components.v2.component("policygraph.canvas", js=_JS, isolate_styles=False)


def canvas(html: str, key: str, *, scroll: str | None = None, width: Literal["stretch", "content"] = "stretch") -> None:
    """Show HTML whose every part was escaped; ``scroll`` is the id of the element to bring into view.

    A click on a link of it ends this run: the page it leads to is run instead.
    """
    data = {
        "html": html, "lang": _LANG[language()], "version": hashlib.sha256(html.encode()).hexdigest()[:16],
        "scroll": scroll, "arrival": f"{scroll}@{st.session_state.get(_ARRIVALS, 0)}",
    }  # fmt: skip
    result = _canvas(data=data, key=key, width=width, on_go_change=lambda: None)
    if result.go:
        go(result.go)


def go(href: str) -> None:
    """Go to a page of the application by its address, such as ``read?doc=国发-2019-3&p=3``."""
    parts = urlsplit(href)
    page = next((each for each in PAGES if each.path == parts.path.strip("/")), None)
    if page is not None:
        st.session_state[_ARRIVALS] = st.session_state.get(_ARRIVALS, 0) + 1
        st.switch_page(page.file, query_params=parse_qs(parts.query, keep_blank_values=True))
