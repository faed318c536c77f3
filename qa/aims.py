"""What the text sets as a target or a deadline, and which of it a question asks for: a date, a sum, a figure."""

import re

from qa import rows
from qa.inquiry import Inquiry

TARGETS = f"""
MATCH (q)-[:SETS]->(t:Target) WHERE t.document IN $documents
OPTIONAL MATCH (v:Review)-[:RECORDS]->(t)
RETURN t.document AS document, CASE WHEN q:Provision THEN q.id ELSE null END AS provision, t.quantified AS quantified,
       v.who AS who, v.at AS at,
       {rows.AIM}
ORDER BY document, start
"""
WHEN = (
    r"(?i)何时|什么时候|啥时候|哪[一]?[年天日]|几年|几月|多久|多长时间|期限|时限|截止|时间(?:表|节点|要求)|年份|到期|完成时间|多会儿"
    r"|\bwhen\b|\bdeadlines?\b|\bby what\b(?!\s+(?:percent\w*|share|amount|figure|proportion|margin)\b)"
    r"|\bwhat (?:date|year)\b|\bhow (?:soon|long)\b|\bdue\b|\bdate\b"
)
_FIGURE = (
    r"(?i)多少|百分之|几[个成倍万亿]|多大|多高|占比|比例|比重|率|指标|数值|量化|规模|\bhow (?:many|much|high)\b"
    r"|\brate\b|"
    r"\bpercent\w*\b"
    r"|\bshare\b|\bnumber of\b|\bfigure\b|\bquanti\w+"
)
MONEY = (
    r"(?i)资金|经费|预算|亿|出钱|出资|掏钱|万元|多少钱|拨款|投资(?:额|规模)|\bmoney\b|\bfund(?:s|ing|ed)\b|\bfinanced\b|\bpa(?:id|ys?)\s+for\b|\bspen[dt]\b|\byuan\b|\bbillions?\b|\bbudg"
    r"et\b|\bcosts?\b|\bset aside\b"
)
_CIRCLE = r"(?:分钟|刻钟)[^,，、;；]*圈”?$"
"""A figure that is part of a name (15分钟公共文化服务圈) measures nothing."""


class Aim(rows.Aim, frozen=True, kw_only=True):
    """A target with where it is set; ``provision`` is None for one of the whole document.

    ``who`` corrected how it is read, ``at`` a time.
    """

    document: str
    provision: str | None
    quantified: bool
    who: str | None
    at: str | None


def wanted(inquiry: Inquiry, aims: list[Aim]) -> list[Aim]:
    """Those that have what was asked for: a date, a figure."""
    if inquiry.question.matches(WHEN):
        return [aim for aim in aims if aim.deadline or aim.deadline_text]
    if inquiry.question.matches(MONEY):
        return [aim for aim in aims if aim.unit and "元" in aim.unit]
    if inquiry.question.matches(_FIGURE):
        return [aim for aim in aims if aim.quantified and not re.search(_CIRCLE, aim.quote)]
    return aims


def lacking(inquiry: Inquiry) -> tuple[str, str]:
    """What a text lacks that has nothing of what was asked for, in Chinese and in English."""
    if inquiry.question.matches(WHEN):
        return "完成期限", "a deadline"
    if inquiry.question.matches(MONEY):
        return "资金数额", "an amount of money"
    if inquiry.question.matches(_FIGURE):
        return "具体数字或指标", "a figure"
    return "量化指标或完成期限", "a figure or a deadline"
