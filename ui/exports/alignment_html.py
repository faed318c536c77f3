"""The 对照表 as one HTML page that needs nothing else: no script, no address, no font from elsewhere."""

from collections.abc import Sequence
from html import escape

from ui.exports.alignment_lines import Line, Mark, Run, Table

_TAGS: dict[Mark, tuple[str, str]] = {
    "new": ("<ins>", "</ins>"), "gone": ("<del>", "</del>"), "moved": ('<span class="moved">', "</span>"),
    "unseen": ('<em class="unseen">', "</em>"), "elsewhere": ('<span class="elsewhere">', "</span>"),
}  # fmt: skip
_STYLE = """
:root{color-scheme:light}
body{margin:0 auto;max-width:1500px;padding:1.2rem 1.6rem;color:#1c1c1c;background:#fff;
 font:16px/1.75 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.5rem;margin:.2rem 0 .6rem}
.note{border-left:4px solid #b26a00;background:#fff7e6;padding:.5rem .9rem;margin:.6rem 0}
.counts,.legend{color:#444;margin:.4rem 0}.legend>*{margin-right:1.4rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #c4c9d0;padding:.5rem .7rem;vertical-align:top;text-align:left;overflow-wrap:anywhere}
thead th{position:sticky;top:0;background:#e6ebf1;z-index:1}
col.text{width:39%}
.name{display:inline-block;font-weight:700;padding:0 .55rem;border:1px solid currentColor;border-radius:3px}
.carried-over .name{color:#1f6f3a}.adapted .name{color:#7a5a00}.split .name,.merged .name{color:#1f4e9c}
.added .name{color:#7b2d8e}.dropped .name{color:#555}
.facts{margin:.4rem 0 0;padding-left:1.1rem;font-weight:600}.why{color:#333;margin:.4rem 0 0}
ins{color:#1f6f3a;text-decoration:underline}del{color:#b3261e;text-decoration:line-through}
.moved{color:#1f4e9c;text-decoration:underline double}.unseen{color:#7a5a00}.elsewhere{color:#5c6370}
.none{color:#666}
@page{size:A4 landscape;margin:12mm}
@media print{body{padding:0;max-width:none;font-size:11px}thead th{position:static}tr{break-inside:avoid}}
@media screen and (max-width:760px){body{padding:.6rem;font-size:15px}table,tbody,tr,td{display:block;width:auto}
 thead{display:none}
 tr{border:1px solid #c4c9d0;margin-bottom:.8rem}td{border:0;border-bottom:1px solid #e3e6ea}
 td::before{content:attr(data-name);display:block;color:#555;font-size:.85em}}
"""


def to_html(table: Table) -> bytes:
    """The page's bytes, in UTF-8."""
    title = escape(table.title)
    counts = " · ".join(
        f'<span title="{escape(one.meaning)}">{escape(one.name)} {one.lines}</span>' for one in table.counts
    )
    language = "zh-CN" if table.language == "zh" else "en"
    legend = "".join(f"<span>{_run(run)}</span>" for run in table.legend)
    body = "\n".join(_row(line, table) for line in table.lines)
    page = f"""<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title><style>{_STYLE}</style></head><body>
<h1>{title}</h1>
<p class="note">{escape(table.note)}</p>
<p class="counts">{counts}</p>
<p class="legend">{legend}</p>
<table><colgroup><col class="text"><col class="text"><col></colgroup>
<thead><tr>{"".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)}</tr></thead>
<tbody>
{body}
</tbody></table>
</body></html>
"""
    return page.encode("utf-8", "replace")


def _row(line: Line, table: Table) -> str:
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in line.first)
    why = "".join(f'<p class="why">{escape(note)}</p>' for note in line.notes)
    relation = (
        f'<span class="name">{escape(line.name)}</span>' + (f'<ul class="facts">{facts}</ul>' if facts else "") + why
    )
    cells = (_cell(line.reference, table), _cell(line.source, table), relation)
    tds = "".join(f'<td data-name="{escape(head)}">{cell}</td>' for head, cell in zip(table.heads, cells, strict=True))
    return f'<tr class="{line.relation or "dropped"}">{tds}</tr>'


def _cell(runs: Sequence[Run], table: Table) -> str:
    return "".join(map(_run, runs)) or f'<span class="none">{escape(table.unmatched)}</span>'


def _run(run: Run) -> str:
    before, after = _TAGS[run.mark] if run.mark else ("", "")
    return before + escape(run.text).replace("\n", "<br>") + after
