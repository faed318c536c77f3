"""The page: what Streamlit runs. Looks, side bar, and the page that was asked for."""

from pathlib import Path

import streamlit as st

from ui.web import frame
from ui.web.catalogue import PAGES
from ui.web.guard import guarded
from ui.web.people import allowed, visitor
from ui.web.serving import warm_up
from ui.web.signin import ask_to_sign_in, come_back
from ui.web.words import language

st.set_page_config(page_title="政策图谱", page_icon=str(Path(__file__).parent / "web/icon.svg"), layout="wide")
frame.dress()
registered = [
    st.Page(each.file, title=each.title(language()), url_path=each.path or None, default=not each.path)
    for each in PAGES
]
chosen = st.navigation(registered, position="hidden")
with guarded():
    here = visitor()
    if here is None:
        ask_to_sign_in()
    else:
        frame.side_bar([page for page, each in zip(registered, PAGES, strict=True) if here.may(each.role)])
        come_back()
        allowed(next(each.role for each in PAGES if each.path == chosen.url_path))
        chosen.run()
warm_up()
