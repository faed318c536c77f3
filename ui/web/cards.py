"""An answer as a card: basis, the answer in its own words, quotes with their places, what can be asked next."""

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlencode

from graph.model import Answer, Citation
from qa.inference import Suggestion
from qa.presenting import Line, as_text, lines_of, place_of
from ui.web.markup import badge, badges, escape, link, marked, read_href
from ui.web.words import language, likely, say


def answer_card(answer: Answer, offers: Sequence[Suggestion] = ()) -> str:
    """The card's HTML; ``offers`` are departments inferred where the text names none."""
    lines = lines_of(answer)
    headline, *rest = lines
    bases = [*([] if answer.answerable else [""]), *answer.basis]
    places = _places(answer.citations, answer)
    return "".join((
        f'<article class="pg-card" lang="{"zh-CN" if answer.language == "zh" else "en"}">',
        f'<header class="pg-card-head">{badges(bases, answer.language)}{_titles(answer.citations)}</header>',
        f'<p class="pg-headline">{_linked(headline.text, places)}</p>',
        *(_line(line, answer, places) for line in rest),
        _offered(offers),
        _next(answer.suggestions, answer),
        "</article>",
    ))  # fmt: skip


def copy_button(answer: Answer) -> str:
    """Copies the answer as text, with what it stands on."""
    label = say("复制（含出处）", "Copy with source")
    return f'<button type="button" class="pg-plain" data-copy="{escape(as_text(answer))}">{label}</button>'


def question_bubble(question: str, position: int) -> str:
    """The question, at the right; its id is ``asked-`` and its position in the talk."""
    return f'<p class="pg-asked" id="asked-{position}" data-start>{escape(question) or say("（空）", "(empty)")}</p>'


def chips(questions: Sequence[str]) -> str:
    """Questions to click."""
    return '<p class="pg-chips">' + "".join(link(_ask_href(each), each, "pg-chip") for each in questions) + "</p>"


def _ask_href(question: str) -> str:
    return "?" + urlencode({"q": question})


def _titles(citations: Sequence[Citation]) -> str:
    found = dict.fromkeys((each.document, each.title) for each in citations)
    links = (link(read_href(document), f"《{title}》", "pg-title") for document, title in found)
    return f'<span class="pg-titles">{"".join(links)}</span>'


def _places(citations: Sequence[Citation], answer: Answer) -> dict[str, str]:
    """The addresses of the places that the answer names, by their names; one that two documents have is none's."""
    found = {(place_of(each, answer.language), each.document, each.path) for each in citations if each.path}
    named = Counter(name for name, _, _ in found)
    return {name: read_href(document, path) for name, document, path in found if named[name] == 1}


def _linked(text: str, places: dict[str, str]) -> str:
    """The text with the names of places as links to the reader."""
    if not places:
        return escape(text)
    names = "|".join(re.escape(name) for name in sorted(places, key=len, reverse=True))
    pieces = re.split(f"({names})(?![0-9])", text)
    return "".join(link(places[piece], piece) if piece in places else escape(piece) for piece in pieces)


def _line(line: Line, answer: Answer, places: dict[str, str]) -> str:
    if line.inferred:
        name, bracket, reason = line.text.partition("（" if answer.language == "zh" else " (about")
        return _suggested(name, bracket + reason)
    if line.citation is None:
        css = "pg-aside" if line.text.startswith(("（", "(")) else "pg-said"
        return f'<p class="{css}">{_linked(line.text, places)}</p>'
    place = place_of(line.citation, answer.language) or say("结尾或前言", "preamble or closing")
    source = link(read_href(line.citation.document, line.citation.path, line.citation.span), place)
    titles = {each.document for each in answer.citations}
    of = f"《{escape(line.citation.title)}》" if len(titles) > 1 else ""
    return f'<blockquote class="pg-quote"><q>{marked(line.text, line.marks)}</q><cite>{of}{source}</cite></blockquote>'


def _offered(offers: Sequence[Suggestion]) -> str:
    if not offers:
        return ""
    head = say("按部门职责推断，不是原文的规定", "Inferred from mandates, not stated by the text")
    return f'<h3 class="pg-small">{head}</h3>' + "".join(map(_offer, offers))


def _offer(each: Suggestion) -> str:
    words = " ".join(each.quote.split())
    reason = say(
        f"职责“{each.mandate}”对应“{words}”（{likely(each.right)}）",
        f"mandate “{each.mandate}” meets “{words}” ({likely(each.right)})",
    )
    return _suggested(each.department, reason)


def _suggested(name: str, reason: str) -> str:
    css = "pg-suggested"
    return f'<p class="{css}">{badge("inferred", language())}<b>{escape(name)}</b><span>{escape(reason)}</span></p>'


def _next(suggestions: Sequence[str], answer: Answer) -> str:
    if not suggestions:
        return ""
    return f'<h3 class="pg-small">{say("可以继续问", "You can also ask")}</h3>{chips(suggestions)}'
