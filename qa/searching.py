"""Answers found by search, where neither a kind nor the question's own words lead to a provision."""

from qa.inquiry import Inquiry
from qa.replies import Reply


def searched(inquiry: Inquiry) -> Reply | None:
    """The nearest sentences, said to be found by search; None where nothing is near enough."""
    return None
