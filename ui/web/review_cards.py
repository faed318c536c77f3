"""What the page of reviews shows: the queue as a list of links, the item as a card, the history."""

from collections.abc import Sequence
from urllib.parse import urlencode

from graph.model import Span
from qa.phrases import headed, numbered
from qa.reviewing import KINDS, REASONS, Context, Item, claim
from qa.rows import Doc
from ui.web.events import VERDICTS, event_line
from ui.web.markup import badge, escape, link, marked, read_href
from ui.web.words import language, likely, say

_PAGE = 20
"""Items that are listed at once: so many stops of the Tab key, and no more."""


def queue_list(items: Sequence[Item], chosen: str | None, document: str) -> str:
    """The page of the items that has the chosen one, marked, and the ways to the pages before and after it."""
    at = next((place for place, item in enumerate(items) if item.id == chosen), 0)
    first = at - at % _PAGE
    rows = "".join(_entry(item, item.id == chosen, document) for item in items[first : first + _PAGE])
    label = say("待审核的事项", "Items to review")
    return f'<nav class="pg-queue" aria-label="{label}"><ol>{rows}</ol>{_pages(items, first, document)}</nav>'


def _pages(items: Sequence[Item], first: int, document: str) -> str:
    last, total = min(first + _PAGE, len(items)), len(items)
    if total <= _PAGE:
        return ""
    words = say(f"第 {first + 1}–{last} 项，共 {total} 项", f"{first + 1}–{last} of {total}")
    others = ((first - _PAGE, say("上一页", "Previous")), (last, say("下一页", "Next page")))
    links = (link(_href(items[place], document), name) for place, name in others if 0 <= place < total)
    return f'<p class="pg-queue-pages"><span>{words}</span>{"".join(links)}</p>'


def _href(item: Item, document: str) -> str:
    return "review?" + urlencode({"doc": document, "item": item.id})


def _entry(item: Item, chosen: bool, document: str) -> str:
    current = ' aria-current="true"' if chosen else ""
    name = escape(_cut(claim(item, language())))
    return (
        f'<li{current}><a href="{escape(_href(item, document))}"><strong>{name}</strong>'
        f'<span class="pg-queue-at">{escape(_place(item))}{_sure(item)}{_state(item)}</span></a></li>'
    )


def item_card(item: Item, around: Context, doc: Doc) -> str:
    """What was read, on which words, why it is doubtful, and what was decided of it before."""
    sure = f'<span class="pg-score">{likely(item.right)}</span>' if item.right is not None else ""
    reasons = "".join(f"<li>{escape(REASONS[doubt][language()])}</li>" for doubt in item.doubts)
    mandate = f'<p class="pg-aside">{say("职责依据", "Mandate")}：{escape(item.mandate)}</p>' if item.mandate else ""
    where = read_href(doc.identity, item.unit.path if item.unit else ())
    return "".join((
        '<article class="pg-review-card">',
        f'<header class="pg-card-head">{badge(item.basis, language())}<span class="pg-small">',
        f'{escape(KINDS[item.kind][language()])}</span>{sure}</header>',
        f'<h2 class="pg-headline">{escape(claim(item, language()))}</h2>',
        f'<p class="pg-aside">{link(where, _heading(item), "pg-title")}</p>',
        f'<ul class="pg-doubts">{reasons}</ul>' if reasons else "",
        mandate,
        f'<blockquote class="pg-quote pg-around" lang="zh-CN"><q>{_marked(around)}</q></blockquote>',
        _held(item),
        "</article>",
    ))  # fmt: skip


def _held(item: Item) -> str:
    if item.held is None:
        return ""
    return f'<div class="pg-held-by" role="note">{event_line(item.held)}</div>'


def _sure(item: Item) -> str:
    if item.right is not None:
        return f" · {likely(item.right)}"
    return f" · {escape(KINDS[item.kind][language()])}"


def _state(item: Item) -> str:
    if item.held is None:
        return ""
    return f' · <span class="pg-verdict">{escape(say(*VERDICTS[item.held.verdict]))}</span>'


def _place(item: Item) -> str:
    if item.unit is None:
        return say("全文", "Whole document")
    return numbered(item.unit.number, item.unit.path, language())


def _heading(item: Item) -> str:
    return headed(item.unit, language()) if item.unit else say("全文（结尾或前言）", "The whole document")


def _marked(around: Context) -> str:
    """The paragraph with the quote underlined and its very words marked."""
    start, end = around.quote
    inside = [around.surface] if around.surface else []
    within = [Span(one.start - start, one.end - start) for one in inside if around.quote.covers(one)]
    before, quote, after = around.text[:start], around.text[start:end], around.text[end:]
    return f"{escape(before)}<u>{marked(quote, within or [Span(0, len(quote))])}</u>{escape(after)}"


def _cut(text: str, longest: int = 40) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
