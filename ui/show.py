"""What people see on the command line. Nothing of a document or a question is read as markup."""

import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from graph.model import Answer, Document
from qa.presenting import place_of

BASES = {
    "zh": {
        "explicit": "明文", "convention": "约定", "general": "总则", "inferred": "推断", "confirmed": "已确认",
        "registry": "登记", "": "未明确",
    },
    "en": {
        "explicit": "stated", "convention": "by the stated rule", "general": "general clause", "inferred": "inferred",
        "confirmed": "confirmed", "registry": "registry", "": "not stated",
    },
}  # fmt: skip
_LABELS = {"zh": ("依据", "还可以问"), "en": ("Basis", "You can also ask")}
_STATUS = {"new": "新增", "unchanged": "未变", "new-version": "新版本"}
_COUNTED = (
    ("responsibilities", "责任与主体"), ("places", "地区"), ("place_roles", "地区任务"), ("targets", "目标"),
    ("programmes", "专项与新词"), ("prohibitions", "禁止"), ("references", "引用"), ("tasks", "任务"),
)  # fmt: skip


def _console() -> Console:
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


def show_answer(answer: Answer) -> None:
    """The answer, what it stands on, its quotes in panels, and what else can be asked."""
    console = _console()
    basis, more = _LABELS[answer.language]
    console.print(Text(answer.answer, style="bold"))
    names = BASES[answer.language]
    bases = [names.get(each, each) for each in answer.basis]
    if not answer.answerable:
        bases.insert(0, names[""])
    if bases:
        console.print(Text(f"\n{basis}  {' · '.join(bases)}", style="cyan"))
    # one sentence may bear several facts, and is shown once
    for citation in {(each.document, each.span): each for each in answer.citations}.values():
        place = place_of(citation, answer.language)
        where = " · ".join(part for part in (place, f"《{citation.title}》") if part)
        console.print(Panel(Text(citation.quote.strip()), title=Text(where), title_align="left", padding=(0, 1)))
    if answer.suggestions:
        console.print(Text(f"\n{more}", style="cyan"))
        for suggestion in answer.suggestions:
            console.print(Text(f"  · {suggestion}"))


def show_outline(document: Document) -> None:
    """The provisions as a tree of headings, what was found in them, and what was odd."""
    console = _console()
    _head(console, document.title, document.id, document.doc_number, "、".join(document.issuers), document.date)
    counts = _counts(document)
    for provision in document.provisions:
        line = Text(f"{'  ' * (len(provision.path) - 1)}{provision.path[-1]} {provision.title}")
        if found := counts.get(provision.id):
            line.append(f"  {found}", style="dim")
        console.print(line)
    totals = (f"{words} {len(getattr(document, kind))}" for kind, words in _COUNTED)
    console.print(Text(f"条款 {len(document.provisions)} · {' · '.join(totals)}", style="cyan"))
    for warning in document.warnings:
        console.print(Text(f"注意：{warning}", style="yellow"))
    console.print()


def _head(console: Console, title: str, identity: str, *details: str | None) -> None:
    console.print(Text(title, style="bold"))
    console.print(Text(f"  {identity}", style="cyan"), soft_wrap=True)
    console.print(Text(f"  {' · '.join(part for part in details if part)}"))


def _counts(document: Document) -> dict[str, str]:
    duties: dict[str, int] = {}
    for row in document.responsibilities:
        if row.provision and row.notation != "mention":
            duties[row.provision] = duties.get(row.provision, 0) + 1
    return {provision: f"责任 {count}" for provision, count in duties.items()}


def show_load(report: Any) -> None:
    """One document that was read into the graph."""
    console = _console()
    version = f"第 {report.version} 版，" if report.version > 1 else ""
    text = f"{_STATUS[report.status]}  {report.document}  《{report.title}》  {version}{report.provisions} 条款"
    console.print(Text(text), soft_wrap=True)


def show_documents(rows: Sequence[dict[str, Any]]) -> None:
    """The documents of a graph: title, id, and what else tells them apart."""
    console = _console()
    for row in rows:
        counts = f"{row['provisions']} 条款", f"第 {row['version']} 版" if row["version"] > 1 else None
        _head(console, row["title"], row["id"], row["doc_number"], "、".join(row["issuers"]), row["date"], *counts)
    if not rows:
        console.print("图谱里还没有文件，请先 policygraph ingest。")


def show_feedback(rows: Sequence[Any]) -> None:
    """What people said of answers, the latest first."""
    from graph.reviews import clock

    console = _console()
    for row in reversed(rows):
        mark = Text("对", style="green") if row.verdict == "right" else Text("错", style="red")
        console.print(mark, Text(row.q, style="bold"), soft_wrap=True)
        details = row.comment, row.who, clock(row.at), row.document
        console.print(Text(f"  {' · '.join(part for part in details if part)}"), soft_wrap=True)
    if not rows:
        console.print("还没有人评价过回答。")


def show_findings(findings: Sequence[Any]) -> None:
    """The doctor's lines: 好 or 缺, what, and what to do."""
    console = _console()
    for finding in findings:
        mark = Text("好" if finding.found else "缺", style="green" if finding.found else "yellow")
        console.print(mark, Text(finding.what), Text(finding.detail), soft_wrap=True)
