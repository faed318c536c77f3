"""The history of reviews, a line an event."""

from graph.reviews import Event, clock
from ui.web.markup import escape
from ui.web.words import say

VERDICTS = {
    "confirmed": ("已确认", "confirmed"), "corrected": ("已更正", "corrected"), "rejected": ("已驳回", "rejected"),
    "undone": ("已撤销", "undone"), "recorded": ("分工表回填", "from a returned table"),
}  # fmt: skip


def event_line(event: Event, place: str = "") -> str:
    """An event of the history in a line, with the place that it is about where the page does not say it."""
    word, what = say(*VERDICTS[event.verdict]), f"{place} {event.what}"
    why = f'<span class="pg-why">{say("理由", "Reason")}：{escape(event.why)}</span>' if event.why else ""
    css = "pg-event pg-event-undone" if event.undone else "pg-event"
    return (
        f'<p class="{css}"><time datetime="{escape(event.at)}">{escape(clock(event.at))}</time> '
        f"<b>{escape(event.who)}</b> <span class='pg-verdict'>{escape(word)}</span> {escape(what)}{why}"
        + (f" <em>{say('（后已撤销）', '(undone later)')}</em>" if event.undone else "")
        + "</p>"
    )
