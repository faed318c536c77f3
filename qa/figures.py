"""Figures that stand in the sentences found: a date, a length of time, a sum, a count with its unit.

Targets are what a text wants to reach; a period of validity or the rate of a subsidy is none, but it is what was
asked for where the sentence that speaks of the matter gives it.
"""

import re
from collections.abc import Sequence

from qa.inquiry import Inquiry
from qa.locate import Hit
from qa.phrases import cite, quoted, unit_name
from qa.replies import Reply, stated
from qa.topics import pieces, plainer

_NUMBER = r"(?:\d[\d.,]*|[一二三四五六七八九十百两半]+)"
_SORTS = (
    (
        r"(?i)\bhow\s+long\b|\bhow\s+many\s+(?:working\s+)?(?:years?|months?|weeks?|days?|hours?|minutes?)\b|多久|多长时间|(?<!几)几[年天](?!之?前|底)",
        rf"{_NUMBER}\s*个?(?:年(?!\d|级)|月(?!\d)|周|工作日|日内|天|小时|分钟|刻钟)",
    ),
    (
        r"(?i)\bwhen\b|\bdates?\b|\bdeadlines?\b|何时|什么时候|哪[年天月]|期限",
        r"(?:19|20)\d\d年|\d{1,2}月(?:底|\d{1,2}日)|自[^,，。]{2,12}之日起",
    ),
    (r"(?i)\bhow\s+often\b|多久一次|几[年月天]一次", rf"每(?:隔)?{_NUMBER}?个?(?:年|季度|月|周|日|天)|定期|适时"),
    (r"(?i)\bper\s?cent|\bpercentage|\bproportion\b|\bshare\b|百分之|比例", r"\d[\d.]*\s*%|分之"),
    (
        r"(?i)\bsubsid|\ballowance|\byuan\b|\bRMB\b|\bhow\s+much\b|\bfees?\b|\bprices?\b|多少钱|补贴标准|几元|几块",
        r"\d[\d.]*\s*(?:万|亿)?元|\d[\d.]*\s*%|分之",
    ),
    (
        r"(?i)\bhow\s+(?:many|large|big|high|far)\b|\bwhat\s+(?:size|area)\b|多[大高远少]|几[个名人]",
        r"\d[\d.]*\s*(?:万|亿)?(?:㎡|平方米|公里|米|名|人|户|个|家|项|座|套|张|次|倍|%)",
    ),
)
"""What a question asks for, and how a text gives it."""
_NAMES = r"“[^”]*”|《[^》]*》|[\dA-Z]+[+＋][\dA-Z]+|第[\d一二三四五六七八九十]+[条款项届次]"
"""Figures in these are parts of names."""
_UNIT = r"(?:多少|几)个?(倍|元|平米|平方米|公里|名|人|户|家|项|座|套|张|次|小时|分钟)"
"""A unit that a Chinese question names after the word for how many: a figure of another says something else."""
_SHOWN = 4


def figured(inquiry: Inquiry, hits: Sequence[Hit]) -> Reply | None:
    """The sentences that speak of all that is asked and give a figure of the sort that is asked for; None without."""
    sought = next((given for asked, given in _SORTS if inquiry.question.matches(asked)), None)
    unit = re.search(_UNIT, inquiry.question.text)
    if sought and unit:
        named = "(?:平方米|平米|㎡)" if unit.group(1).startswith("平") else unit.group(1)
        sought = rf"{_NUMBER}\s*[个万亿]?{named}"
    found = [
        (hit, sentence)
        for hit in hits
        for sentence in hit.sentences[:1]
        if sought
        and any(re.search(sought, part) for part in _parts(inquiry, hit, sentence.quote, whole=unit is not None))
    ][:_SHOWN]
    if not found:
        return None
    lines = [inquiry.say("文件写明：", "The text states:")]
    for hit, sentence in found:
        name = unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "preamble or closing")
        lines.append(quoted(sentence.quote, name, hit.doc, inquiry.language))
    return stated(lines, (cite(hit.unit, hit.doc, sentence) for hit, sentence in found))


def _parts(inquiry: Inquiry, hit: Hit, quote: str, *, whole: bool) -> list[str]:
    """The sentence without names; of a Chinese question that names no unit, the clauses that speak of all it asks.

    What the title says or a heading around the provision, its clauses need not say again.
    """
    bare = re.sub(_NAMES, " ", quote)
    if inquiry.language == "en" or whole:
        return [bare]
    clauses = re.split("[,，;；。]", bare)
    over = [unit for unit in inquiry.units(hit.doc.key) if hit.unit and unit.span.covers(hit.unit.span)]
    around = " ".join((hit.doc.title, *(unit.title for unit in over if unit != hit.unit)))
    own = [topic for topic in inquiry.topics if plainer(topic) not in around]
    return [part for part in clauses if own and all(pieces(plainer(topic), part) for topic in own)]
