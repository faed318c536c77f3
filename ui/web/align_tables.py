"""The 对照表 on the page: what the files say (`ui.exports.alignment_lines`), with links into both documents."""

from collections.abc import Collection, Iterable, Sequence

from ui.exports.alignment_lines import Line, Mark, Run, Table
from ui.web.markup import escape, link, read_href
from ui.web.words import say

_TAGS: dict[Mark, tuple[str, str]] = {
    "new": ("<ins>", "</ins>"), "gone": ("<del>", "</del>"), "moved": ('<span class="pg-moved">', "</span>"),
    "unseen": ('<em class="pg-unseen">', "</em>"), "elsewhere": ('<span class="pg-aside">', "</span>"),
}  # fmt: skip


def side_by_side(table: Table, source: str, reference: str, relations: Collection[str | None]) -> str:
    """The lines with these relations: the reference at the left, the source beside it, then the relation."""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    lines = "".join(_line(line, table, source, reference) for line in table.lines if line.relation in relations)
    return (
        f'<p class="pg-small pg-legend">{"".join(f"<span>{_run(run)}</span>" for run in table.legend)}</p>'
        f'<table class="pg-table pg-align"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'
        f"<details><summary>{escape(table.reading)}</summary>{_meanings(table)}</details>"
    )


def _line(line: Line, table: Table, source: str, reference: str) -> str:
    facts = "".join(f"<li>{escape(each)}</li>" for each in line.first)
    notes = "".join(f'<p class="pg-aside">{escape(note)}</p>' for note in line.notes)
    relation = f'<span class="pg-relation pg-relation-{line.relation or "none"}">{escape(line.name)}</span>'
    relation += (f'<ul class="pg-facts">{facts}</ul>' if facts else "") + notes
    theirs, mine = (_text(runs, table) for runs in (line.reference, line.source))
    cells = (
        theirs + _links(reference, line.counterparts),
        mine + _links(source, [line.path] if line.path else []),
        relation,
    )
    tds = "".join(
        f'<td data-name="{escape(head)}">{cell}</td>' for head, cell in zip(table.heads, cells, strict=True)
    )  # fmt: skip
    return f"<tr>{tds}</tr>"


def _text(runs: Sequence[Run], table: Table) -> str:
    return "".join(map(_run, runs)) or f'<span class="pg-aside">{escape(table.unmatched)}</span>'


def _run(run: Run) -> str:
    before, after = _TAGS[run.mark] if run.mark else ("", "")
    return before + escape(run.text).replace("\n", "<br>") + after


def _links(document: str, paths: Iterable[tuple[str, ...]]) -> str:
    opened = (link(read_href(document, path), say("打开", "Open") + " " + "".join(path)) for path in paths)
    return "".join(f'<p class="pg-open">{each}</p>' for each in opened)


def _meanings(table: Table) -> str:
    return "<ul>" + "".join(f"<li>{escape(each.name)}：{escape(each.meaning)}</li>" for each in table.counts) + "</ul>"
