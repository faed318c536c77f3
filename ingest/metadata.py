"""What a document says of itself: title, issuers, number, date, genre and jurisdiction."""

import re
from collections.abc import Sequence

from graph.gazetteer import load_gazetteer
from graph.numerals import read_number

# kinds of instrument by the last words of a title, longest first when matched
_GENRES = (
    "实施意见 指导意见 若干意见 工作意见 意见 实施方案 工作方案 行动方案 专项行动方案 分工方案 试点方案 总体方案 "
    "改革方案 方案 行动计划 工作计划 实施计划 计划 通知 通报 通告 公告 公报 实施办法 "
    "管理办法 暂行办法 办法 暂行规定 若干规定 规定 决定 决议 规划 规划纲要 纲要 条例 "
    "实施细则 细则 若干措施 政策措施 具体措施 措施 工作要点 要点 任务分工 责任分工 分工 工作规则 "
    "规则 若干政策 政策 批复 函 报告 规程 规范 指南 指引 目录 清单 "
    "章程 制度 预案 倡议书 令 若干举措 政策举措 举措 准则 导则 任务分解表 分解表 分工表 任务书 路线图"
).split()
GENRE = "|".join(sorted(_GENRES, key=len, reverse=True))
# what may follow the genre inside a title
TITLE_TAIL = (
    r"(?:\s*[（(〔](?![^（）()\n]*日)[^（）()\n]{0,16}(?:稿|试行|修订|暂行|年|版|提要|摘要|节选|草案)"
    r"[^（）()\n]{0,4}[）)〕])*"
)
_GENRE_END = re.compile(rf"({GENRE}){TITLE_TAIL}[^\S\n]*$")
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[〔\[［﹝（(【]\s?(?:19|20)\d{2}\s?[〕\]］﹞）)】]\s?(?:第\s?)?\d{1,4}\s?号")
# an order: 甘肃省人民政府令第168号
ORDER = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{2,16}?(?:政府|国务院|委员会|总局|总署|[部委局署会行]))令\s*第\s?(?P<serial>[0-9０-９一二三四五六七八九十百零〇]{1,5})\s?号"
)
SERIAL_LINE = re.compile(r"第\s?[0-9０-９一二三四五六七八九十百零〇]{1,5}\s?号")
_HAN_DATE = r"[二一〇○零Ｏ两三四五六七八九0]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
DATE = re.compile(
    rf"(?:(?:19|20)\d{{2}}|[１２][０-９]{{3}})[^\S\n]?年[^\S\n]?[\d０-９]{{1,2}}[^\S\n]?月[^\S\n]?[\d０-９]{{1,2}}[^\S\n]?日|{_HAN_DATE}"
)
_YEAR_OF_WORK = re.compile(r"(?<![\d—\-－–~～至])((?:19|20)\d{2})年(?!度?[—\-－–~～至])")
_ISSUER = (
    r"(?:中共[\u4e00-\u9fff]{2,12}?(?:委员会|市委|省委|区委|县委|州委|旗委|委)(?:办公厅|办公室)?|中共中央(?:办公厅)?|中央[\u4e00-\u9fff]{2,12}?(?:部|委|办|会|办公室)|"
    r"国务院(?:办公厅)?|[\u4e00-\u9fff（）()]{2,24}?(?:人民政府|政府|委员会|常委会|办公厅|办公室|总局|总署|[部委局厅署院办行会]))"
)
ISSUER_LINE = re.compile(rf"[^\S\n]*{_ISSUER}(?:(?:[^\S\n]|、)+{_ISSUER})*[^\S\n]*")
ISSUER_HEAD = re.compile(rf"(?:{_ISSUER}(?:[^\S\n]|、)*)+(?=关于|印发|令$|公告|通告)")


def genre_of(title: str) -> str | None:
    """The kind of instrument (实施意见, 行动方案 …) by the title's last words."""
    found = _GENRE_END.search(title)
    return found.group(1) if found else None


def read_date(text: str) -> str | None:
    """The first full date in ``text`` as ISO: 2026年1月16日, 二〇二六年一月十六日; None if there is none."""
    found = DATE.search(text)
    if found is None:
        return None
    year, month, day = (read_number(part) for part in re.split("[年月日]", re.sub(r"[^\S\n]", "", found.group()))[:3])
    if not (year and month and day and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def year_of(title: str) -> str | None:
    """The year that a title names for the work it sets (2024年食品安全工作要点); none of a span of years."""
    years = set(_YEAR_OF_WORK.findall(title))
    return years.pop() if len(years) == 1 else None


def read_doc_number(text: str) -> str | None:
    """The first 发文字号 in ``text`` in its standard form (GB/T 9704-2012, 7.2.5: 国发〔2018〕42号), or an order's."""
    found = NUMBER.search(text)
    if found is None:
        order = _order(text)
        return f"{order['issuer']}令第{order['serial']}号" if order else None
    issued, number = re.split(r"[〔\[［﹝（(【]", found.group(), maxsplit=1)
    year, serial = re.findall(r"\d+", number)[:2]
    return f"{issued}〔{year}〕{serial}号"


def issuers_of_line(line: str) -> tuple[str, ...]:
    """The bodies that a line of issuers names (中共江西省委 江西省人民政府); empty if it is no such line."""
    if len(line) > 120 or "关于" in line or ISSUER_LINE.fullmatch(line) is None:
        return ()
    return _bodies(line)


def issuers_of_title(title: str) -> tuple[str, ...]:
    """The bodies at the head of a title (国务院办公厅关于…; 财政部 教育部关于…)."""
    found = ISSUER_HEAD.match(title)
    return _bodies(found.group()) if found else ()


def _bodies(printed: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"(?:[^\S\n]|、)+", printed.strip()) if part)


def issuer_of_order(head: str) -> tuple[str, ...]:
    """The body whose order a head names (甘肃省人民政府令第168号), or none."""
    order = _order(head)
    return (order["issuer"],) if order else ()


def _order(head: str) -> re.Match[str] | None:
    # a date before the issuer would be read as part of its name
    return ORDER.search(DATE.sub("\n", head))


def jurisdiction_of(names: Sequence[str]) -> str:
    """The GB/T 2260 code of the place that the first name which has one begins with; the State's 000000 otherwise."""
    gazetteer = load_gazetteer()
    for name in names:
        bare = name.removeprefix("中共").removeprefix("中国共产党")
        for end in range(min(len(bare), 12), 1, -1):
            entry = gazetteer.get(bare[:end], "000000")
            if entry is not None and entry.code:
                return entry.code
    return "000000"


def identity_of(title: str, issuers: Sequence[str], number: str | None, date: str | None) -> str:
    """A document's readable id: from its number, else from its issuers, date and title."""
    parts = [number.replace("〔", "-").replace("〕", "-").removesuffix("号")] if number else [*issuers, date or ""]
    joined = "-".join(part for part in [*parts, "" if number else title] if part)
    return re.sub(r"[\s/#@《》“”\"'：:]+", "", joined) or "document"
