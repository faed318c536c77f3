"""What the page of imports shows: a file that can't be used, a document as it would be stored, what was stored."""

from graph.load import LoadReport
from ui.preview import Heading, Oddity, Preview
from ui.web.markup import escape, link, read_href
from ui.web.words import say

_STATUS = {
    "new": ("新文件", "New"), "new-version": ("新版本", "New version"),
    "unchanged": ("图谱里已有，没有变化", "Unchanged"),
}  # fmt: skip
_COUNTS = {
    "provisions": ("条款", "provisions"), "responsibilities": ("分工", "duties"), "targets": ("目标", "targets"),
    "places": ("地区", "places"), "place_roles": ("地区任务", "tasks of places"), "programmes": ("专项", "programmes"),
    "prohibitions": ("禁止", "prohibitions"), "references": ("引用", "references"), "tasks": ("任务", "tasks"),
}  # fmt: skip
_LINES = 400
"""Lines of an outline that are shown."""


def refused(name: str, refusal: str) -> str:
    """A file that can't be used, and why."""
    return (
        f'<article class="pg-file pg-file-refused"><h2>{escape(name)}</h2>'
        f'<p role="alert">{say("不能导入", "Can’t be imported")}：{escape(refusal)}</p></article>'
    )


def previewed(name: str, found: Preview) -> str:
    """A document as it would be stored: what it is, how much was found in it, what is odd, and its outline."""
    document = found.document
    details = document.doc_number, "、".join(document.issuers), document.date
    known = "　".join(escape(each) for each in details if each)
    counts = " · ".join(f"{say(*_COUNTS[each])} {count}" for each, count in found.counts.items() if count)
    return "".join((
        f'<article class="pg-file"><p class="pg-file-name">{escape(name)}</p>',
        f'<h2>{escape(document.title) or say("（没有读出标题）", "(no title was read)")}</h2>',
        f'<p class="pg-aside">{known or say("没有读出文号、发文机关和日期", "No number, issuer or date was read")}</p>',
        f'<p><span class="pg-status pg-status-{found.foreseen.status}">{_status(found)}</span> '
        f'<code class="pg-id">{escape(document.id)}</code></p>',
        f'<p class="pg-counts">{counts or say("没有读出条款", "No provision was read")}</p>',
        "".join(map(_oddity, found.oddities)),
        f"<details open><summary>{say('大纲', 'Outline')}</summary><ol>",
        *map(_heading, found.outline[:_LINES]),
        f"</ol>{_more(len(found.outline))}</details></article>",
    ))  # fmt: skip


def stored(report: LoadReport) -> str:
    """What became of a document, with the way to it."""
    version = say(f"，第 {report.version} 版", f", version {report.version}") if report.version > 1 else ""
    status = f'<span class="pg-status pg-status-{report.status}">{say(*_STATUS[report.status])}{version}</span>'
    return (
        f'<p class="pg-stored">{status} {link(read_href(report.document), f"《{report.title or report.document}》")} '
        f"{say(f'{report.provisions} 个条款', f'{report.provisions} provisions')}</p>"
    )


def _status(found: Preview) -> str:
    foreseen = found.foreseen
    if foreseen.status != "new-version":
        return say(*_STATUS[foreseen.status])
    return say(
        f"新版本：将成为第 {foreseen.version} 版，原有的保留", f"New: version {foreseen.version}; those before stay"
    )


def _oddity(oddity: Oddity) -> str:
    excerpt = f"<q>…{escape(oddity.excerpt)}…</q>" if oddity.excerpt else ""
    return f'<p class="pg-oddity">{say("注意", "Note")}：{escape(oddity.text)}{excerpt}</p>'


def _heading(heading: Heading) -> str:
    depth, title = min(heading.depth, 6) - 1, escape(heading.title[:80])
    duties = f" <small>{say('分工', 'duties')} {heading.duties}</small>" if heading.duties else ""
    return f'<li style="--depth:{depth}">{escape(heading.label)}　{title}{duties}</li>'


def _more(lines: int) -> str:
    more = lines - _LINES
    return f'<p class="pg-aside">{say(f"另有 {more} 行", f"{more} more lines")}</p>' if more > 0 else ""
