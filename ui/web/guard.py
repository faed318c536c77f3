"""Errors as people should meet them: a sentence, or an id under which the log has the rest; never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from graph.errors import PolicyGraphError
from ui.log import report
from ui.web.words import told


@contextmanager
def guarded() -> Iterator[None]:
    """Show an error of the block on the page in a sentence; the rest of the page goes on."""
    try:
        yield
    except PolicyGraphError as error:
        st.error(told(error))
    except Exception as error:
        st.error(told(report(error)))
