"""A wish for a table or a file: what the text states of it, and the command that makes it."""

import re
from pathlib import PurePath

from qa.duties import whole
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import ask_content
from qa.phrases import bodies, titled
from qa.replies import Reply
from qa.rows import DUTIES_OF_DOCUMENT, Duty

_ACTIONABLE = ("lead", "responsible", "participant", "implementer", "host")
_FORMS = (("docx", r"(?i)word|docx?\b|文档"), ("csv", r"(?i)csv|逗号"), ("json", r"(?i)json"))


def answer(inquiry: Inquiry) -> Reply:
    """How many provisions name a body, who coordinates the whole, and how to have the table as a file."""
    from qa.matrix import build_matrix

    doc = inquiry.document
    duties = [
        duty
        for duty in inquiry.read(Duty, DUTIES_OF_DOCUMENT, document=doc.key)
        if duty.provision is not None and duty.role in _ACTIONABLE
    ]
    rows = build_matrix(inquiry.store, doc.identity).rows
    unstated = sum(not (row.lead or row.responsible or row.participants) for row in rows)
    named = bodies(duties, inquiry.language) if duties else ""
    lines = [
        inquiry.say(
            f"{titled(doc)}的任务分工表共{len(rows)}行，其中{unstated}行原文没有写明牵头、责任或参与单位，表中记为“未明确”"
            + (f"；原文点名的有{named}。" if named else "。"),
            f"The table of responsibilities of {titled(doc)} has {len(rows)} rows; for {unstated} of them the text "
            "does not state a lead, a responsible body or a participant, and the table reads 未明确 (not stated)"
            + (f". The text names {named}." if named else "."),
        )
    ]
    known, citations, basis = whole(inquiry, doc)
    lines.extend(known)
    wish = next((form for form, words in _FORMS if re.search(words, inquiry.question.text)), "xlsx")
    of = f" --document {doc.identity}" if inquiry.scope.total > 1 else ""
    command = f"policygraph matrix{of} -o {PurePath(f'任务分工表.{wish}')}"
    lines.append(
        inquiry.say(
            f"生成文件：{command}（后缀可用 xlsx、docx、csv、json）。推断的部门在表中单列，不算原文的分工。",
            f"To make the file: {command} (xlsx, docx, csv or json). Inferred "
            "departments stand in a column of their own and are not the text's assignments.",
        )
    )
    first = next((unit for unit in inquiry.units(doc.key) if unit.number is not None), None)
    leads = inquiry.say("哪些条款没有写明牵头单位？", "Which measures name no lead?")
    return Reply(
        text="\n".join(lines),
        answerable=True,
        citations=tuple(citations),
        basis=tuple(dict.fromkeys([*(duty.basis for duty in duties), *basis])),
        suggestions=(leads, *((ask_content(inquiry, doc, first),) if first else ())),
    )


_TABLE = (
    r"(?:任务|责任|职责|工作|部门|落实)?(?:分工|分解|任务|责任)(?:方案)?(?:矩阵|表格?|清单|台账)|"
    r"(?i:excel|xlsx|docx|csv|word)\s*(?:版|表格?|文件|格式|文档)?"
)

KIND = Kind(
    intent="table",
    examples=("请导出任务分工表", "给我一份Excel版的责任清单", "Please export the responsibility matrix"),
    cues=(
        zh(95, "表单账阵eEwWcCxXdD",
           rf"(?:导出|下载|生成|做|制作|输出|打印|整理|列|给|发|要|出|弄|汇总)(?:成|一?[个份张]|我|出)*(?:一?[份张个])?(?:完整的?|全部的?)?[^,。?]{{0,10}}?(?:{_TABLE})",
           rf"(?:{_TABLE})(?:怎么|如何|能|可以|在哪|请|给我|帮我)?(?:导|转|存|另存|换|出|弄|搞|发)(?:出|成|为|一份)",
           rf"(?:{_TABLE})(?:怎么|如何|能|可以|在哪|请)?(?:导出|下载|生成|做|输出|整理|汇总)",
           r"(?:导出|下载)[^,。?]{0,12}(?:表|文件|清单|矩阵)",
           r"(?:整理|汇总|做|列|导)成(?:一?[张个份])?(?:表格?|清单)",
        ),
        en(95,
           r"\b(?:export|download|generate|produce|print|make|create|give|send|get|build|prepare|want|need|have)\b.*"
           r"\b(?:matrix|spreadsheet|excel|xlsx|csv|docx|word\s+(?:file|document)|table\s+of\s+(?:tasks|responsibilities|duties)|"
           r"(?:task|responsibility|duty|assignment)\s+(?:table|matrix|list|sheet)|checklist)\b",
           r"\b(?:responsibility|task)\s+(?:matrix|table)\b|\bas\s+(?:an?\s+)?(?:excel|spreadsheet|word|csv)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
