"""What people see on the command line. Nothing of a document or a question is read as markup."""

import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from graph.model import Answer, Citation, Document

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
    console.print(Text(f"\n{basis}  {' · '.join(bases)}", style="cyan")) if bases else None
    for citation in answer.citations:
        console.print(_quote(citation))
    if answer.suggestions:
        console.print(Text(f"\n{more}", style="cyan"))
        for suggestion in answer.suggestions:
            console.print(Padding(Text(f"· {suggestion}"), (0, 2)))


def _quote(citation: Citation) -> Panel:
    where = " · ".join([part for part in (place_of(citation), f"《{citation.title}》") if part])
    return Panel(Text(citation.quote.strip()), title=Text(where), title_align="left", padding=(0, 1))


def place_of(citation: Citation) -> str:
    """Where in its document a quote stands, as people cite it: 第十二条; 三（二）; nothing outside all provisions."""
    return " ".join(citation.path)


def show_outline(document: Document) -> None:
    """The provisions as a tree of headings, what was found in them, and what was odd."""
    console = _console()
    head = [document.doc_number, "、".join(document.issuers), document.date, document.id]
    console.print(Text(document.title, style="bold"))
    console.print(Text(" · ".join(part for part in head if part), style="cyan"))
    depth = {provision.id: len(provision.path) - 1 for provision in document.provisions}
    counts = _counts(document)
    for provision in document.provisions:
        line = Text(f"{provision.path[-1]} {provision.title}")
        if found := counts.get(provision.id):
            line.append(f"  {found}", style="dim")
        console.print(Padding(line, (0, 0, 0, 2 * depth[provision.id])))
    totals = (f"{words} {len(getattr(document, kind))}" for kind, words in _COUNTED)
    console.print(Text(f"{len(document.provisions)} 条款 · {' · '.join(totals)}", style="cyan"))
    for warning in document.warnings:
        console.print(Text(f"注意：{warning}", style="yellow"))
    console.print()


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
    """The documents of a graph as a table."""
    table = Table(box=None, pad_edge=False, header_style="cyan")
    for heading in ("编号", "标题", "发文机关", "日期", "文号", "条款", "版本"):
        table.add_column(heading, overflow="fold", justify="right" if heading in ("条款", "版本") else "left")
    for row in rows:
        issuers = "、".join(row["issuers"] or ())
        cells = row["id"], row["title"], issuers, row["date"], row["doc_number"], row["provisions"], row["version"]
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in cells))
    _console().print(table if rows else "图谱里还没有文件，请先 policygraph ingest。")


def show_findings(findings: Sequence[Any]) -> None:
    """The doctor's lines: 好 or 缺, what, and what to do."""
    console = _console()
    for finding in findings:
        mark = Text("好" if finding.found else "缺", style="green" if finding.found else "yellow")
        console.print(mark, Text(finding.what), Text(finding.detail), soft_wrap=True)
