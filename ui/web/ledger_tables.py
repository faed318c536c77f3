"""The ledger on the page: rows as a table, and a time line; its cells say what the file (`ui.exports.ledger`) says."""

from collections.abc import Iterable, Sequence

from qa.ledger import Charge, Entry, Years
from qa.phrases import ROLES
from ui.exports.ledger import HEADS, KINDS, bases_of, by_role, figure, place_name
from ui.web.markup import badge, badges, escape, link, read_href
from ui.web.words import language, say

SHOWN = 100
"""Rows of a group that are on the page; all are in the file."""
_COLUMNS = 7  # of the file's; the quote and the document are within others


def rows_table(groups: Iterable[tuple[str, Sequence[Entry]]], *, several: bool) -> str:
    """The rows, a line each, under the names of their groups; of ``several`` documents each row names its own."""
    names = HEADS[language()][:_COLUMNS]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(_group(name, entries, names, several=several) for name, entries in groups)
    return (
        f'<div class="pg-scroll" tabindex="0" role="group" aria-label="{say("台账", "Ledger")}">'
        f'<table class="pg-table pg-ledger"><thead><tr>{head}</tr></thead>{body}</table></div>'
    )


def _group(name: str, entries: Sequence[Entry], names: Sequence[str], *, several: bool) -> str:
    title = f"{escape(name)} <small>{len(entries)}</small>"
    head = f'<tr class="pg-group"><th scope="rowgroup" colspan="{len(names)}">{title}</th></tr>'
    rows = "".join(f"<tr>{_row(entry, names, several=several)}</tr>" for entry in entries[:SHOWN])
    more = say(f"另有 {len(entries) - SHOWN} 项，见下载的文件", f"{len(entries) - SHOWN} more in the file")
    rest = f'<tr><td colspan="{len(names)}" class="pg-unsaid">{more}</td></tr>' if len(entries) > SHOWN else ""
    return f"<tbody>{head}{rows}{rest}</tbody>"


def _row(entry: Entry, names: Sequence[str], *, several: bool) -> str:
    kind = KINDS[language()][entry.kind]
    cells = (
        f"{_due(entry)}", f'<span class="pg-kind">{kind}</span>', _what(entry), escape(figure(entry)) or "—",
        _who(entry.charges), badges(bases_of(entry), language()), _where(entry, several=several),
    )  # fmt: skip
    return "".join(
        f'<td data-name="{escape(name)}"{_CELLS.get(index, "")}>{cell}</td>'
        for index, (name, cell) in enumerate(zip(names, cells, strict=True))
    )


_CELLS = {2: ' class="pg-task" lang="zh-CN"'}


def _due(entry: Entry) -> str:
    if entry.deadline_text is None:
        return f'<span class="pg-unsaid">{say("时限未明确", "not stated")}</span>'
    whole = f"<br><small>{say('按整条的时限', 'of the whole provision')}</small>" if entry.shared else ""
    return f"{escape(entry.deadline_text)}{whole}"


def _what(entry: Entry) -> str:
    quote = f"<q>{escape(entry.quote)}</q>" if entry.quote != entry.what else ""
    details = f"<details><summary>{say('引文', 'Quote')}</summary>{quote}</details>" if quote else ""
    return escape(entry.what) + details


def _who(charges: Sequence[Charge]) -> str:
    if not charges:
        return badge("", language())
    return "<br>".join(f"<small>{ROLES[language()][role]}</small> {escape(names)}" for role, names in by_role(charges))


def _where(entry: Entry, *, several: bool) -> str:
    path = entry.provision.path if entry.provision else ()
    source = link(read_href(entry.document, path, entry.span), place_name(entry, language()))
    return source + (f"<br><small>《{escape(entry.title)}》</small>" if several else "")


def timeline(groups: Sequence[Years]) -> dict[str, object]:
    """The chart's options: rows a year, by kind; at the end those that have words for their time, and none."""
    kinds = KINDS[language()]
    return {
        "animation": False,
        "aria": {"enabled": True, "label": {"enabled": False}, "decal": {"show": True}},
        "grid": {"left": 8, "right": 8, "top": 36, "bottom": 4, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemGap": 16},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}},
        "xAxis": {"type": "category", "data": [_tick(each) for each in groups], "axisTick": {"show": False},
                  "axisLabel": {"interval": 0, "lineHeight": 15}},
        "yAxis": {"type": "value", "minInterval": 1, "splitLine": {"lineStyle": {"opacity": 0.4}}},
        "series": [
            {
                "type": "bar", "stack": "rows", "name": name, "barMaxWidth": 44,
                "itemStyle": {"color": color, "decal": {"symbol": symbol, "symbolSize": 0.6}},
                "data": [sum(entry.kind == kind for entry in each.entries) for each in groups],
            }
            for (kind, name), color, symbol in zip(kinds.items(), _COLORS, _DECALS, strict=True)
            if any(entry.kind == kind for each in groups for entry in each.entries)
        ],
    }  # fmt: skip


# by colour and by pattern, so that they can be told apart without colours; mid-tones that hold on both grounds
_COLORS = ("#b4483f", "#5a7ab8", "#8d8672")
_DECALS = ("none", "rect", "circle")


def _tick(group: Years) -> str:
    """A year's name in so few characters a line that many stand side by side on a narrow screen."""
    if group.year is not None:
        return str(group.year)
    return say("持续\n或另定", "ongoing") if group.worded else say("时限\n未明确", "not\nstated")


def year_name(group: Years) -> str:
    """2030年, 持续或相对时限, 时限未明确."""
    if group.year is not None:
        return say(f"{group.year}年", str(group.year))
    return say("持续或另定", "ongoing or relative") if group.worded else say("时限未明确", "not stated")


def told(groups: Sequence[Years]) -> str:
    """The chart in words, for who does not see it."""
    counts = say("；", "; ").join(f"{year_name(each)} {len(each.entries)}" for each in groups)
    return say(f"各年到期的行数：{counts}", f"Rows due by year: {counts}")
