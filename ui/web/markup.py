"""Pieces of HTML. Whatever comes from a document or a person passes `escape` and is text, never markup."""

import html
from collections.abc import Iterable
from urllib.parse import urlencode

from graph.model import Span
from qa.normalise import Language
from ui.show import BASES


def escape(text: str) -> str:
    """Text as HTML shows it."""
    return html.escape(text, quote=True)


def badge(basis: str, language: Language) -> str:
    """The basis of a fact in a word, a colour and a border; the empty basis is 未明确."""
    return f'<span class="pg-badge pg-badge-{basis or "unstated"}">{escape(BASES[language].get(basis, basis))}</span>'


def badges(bases: Iterable[str], language: Language) -> str:
    """Several, each once."""
    return "".join(badge(basis, language) for basis in dict.fromkeys(bases))


def read_href(document: str, path: Iterable[str] = (), span: Span | None = None) -> str:
    """The address of the reader at a document, at a provision of it by its path, and at some of its characters."""
    place = "/".join(path)
    at = {"at": f"{span.start}-{span.end}"} if span else {}
    return "read?" + urlencode({"doc": document} | ({"p": place} if place else {}) | at)


def link(href: str, label: str, css: str = "") -> str:
    """A link within the application."""
    return f'<a href="{escape(href)}"{f" class={css!r}" if css else ""}>{escape(label)}</a>'


def marked(text: str, spans: Iterable[Span]) -> str:
    """The text with these stretches of it marked; they must not overlap."""
    pieces, end = [], 0
    for span in sorted(spans):
        pieces += [escape(text[end : span.start]), f"<mark>{escape(span.of(text))}</mark>"]
        end = span.end
    return "".join([*pieces, escape(text[end:])])
