"""The question's characters put in order: one form of digits, brackets, quotes and characters, slips mended."""

import re
import unicodedata
from functools import cache
from typing import Literal

from corpus import REGISTRY

Language = Literal["zh", "en"]

MAX_LENGTH = 400
"""Characters of a question that are read: what is longer is no question, and no engine need see it."""

# the vocabulary of asking as hurried fingers write it: same sound, wrong character
_SLIPS = {
    "牵头": "牵投 牵偷 牵透 谦头 签头 迁头 千头 欠头",
    "负责": "负则 附责 富责 负择 ",
    "责任": "责认 则任 责壬 责人 择任",
    "牵头单位": "前头单位",
    "牵头部门": "前头部门",
    "措施": "措失 错施 措诗 措使",
    "部门": "部们 步门",
    "单位": "单为 单味 但位",
    "目标": "目表 目彪 木标 目镖",
    "配合": "配和 佩合",
    "参与": "参于 餐与 参予",
    "意见": "意件 义见 意建",
    "期限": "期现 其限 期线",
    "完成": "完城 玩成",
    "文件": "文见 闻件",
    "多少": "多小 多稍",
    "小区": "小去 晓区",
}
_SLIP = tuple((slip, right) for right, slips in _SLIPS.items() for slip in slips.split())
_MIXED = r"(?<![\d])(?:\d十\d?|十\d)(?=[条项部])"
"""A numeral of both kinds: 2十1条."""
_DIGITS = str.maketrans("123456789", "一二三四五六七八九")
_EMPHATIC = r"压根儿?就?|根本就?(?=[没不未])|愣是|硬是|一个字(?=[都也]?[没未])|(?<=[没未])一个字"
"""Words of emphasis, which stand between those that ask."""
_WHAT = r"(?<=[位标容义称容涵能点格色期号])[为為]何(?=[?。]?$)"
"""为何 after a noun asks what (定位为何), not why."""
_ANY_NAME = r"“[×xX某*]{1,3}(行动计划|行动|工程|品牌|计划|活动|项目|试点|机制|制度)”"
"""A name left open: “××行动” is any 行动."""
_WHICH = r"那(?=[几一]?[条项个些](?:措施|条款|部门|单位|提|讲|说|涉|写|规|没|有))|(?<=在)那(?=一?[条项])"
_ARTICLE = r"[第弟](\d{1,3}|[一二三四五六七八九十百]{1,5})(?:[跳挑]|调(?![查研整度解])|条)"
_ARTICLE_ALONE = (
    r"(?<![第弟\d一二三四五六七八九十廿])(\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二][一二三四五六七八九])"
    r"\s?(?:[跳挑]|调(?![查研整度解])|tiao)\s?(?=$|[讲说谁啥的是主内什有由怎咋要负牵写提?,，？])"
)
"""The same without 第: only before words that ask (24调讲啥), for 三调 is a survey of land."""
# a numeral between 第 and 条 as hurried fingers write it: same sound, wrong character
_HEARD = {
    "一": "依衣医", "二": "而儿", "三": "散伞", "四": "似思", "五": "午舞",
    "六": "留流", "七": "气期齐其", "八": "吧巴", "九": "久酒就", "十": "是时石实拾",
}  # fmt: skip
_NUMERALS = {ord(char): numeral for numeral, chars in _HEARD.items() for char in chars}
_DIGIT = f"[{''.join(_HEARD)}{''.join(_HEARD.values())}]"
_MISHEARD = rf"(?<=第)(?=[^条]{{0,3}}[{''.join(_HEARD)}]){_DIGIT}{{2,4}}(?=[条跳挑调])"
_ASKED = r"[谁哪啥吗]|什么|多少|怎[么样]|如何|第几"
"""Words by which a question asks already, so that 那 in it points at something."""
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_QUOTES = str.maketrans({"「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”", "‘": "“", "’": "”"})
_STRAIGHT = r'"([^"“”]{1,60})"'
_SINGLE = r"(?<!\w)'([A-Za-z][^'“”]{2,60})'(?!\w)"
_SPEAKS_CANTONESE = r"[冇唔嗰𠮶嘅喺睇佢啲咩乜咗嚟畀嘢]|边[个一几条度份些]|几时|几多|几耐|几钱|点[样解讲]|系几|系边"
_AND_CANTONESE = r"(?<=[\u4e00-\u9fff]{2})同(?![时意步城样一等级行志类比期心享])(?=[\u4e00-\u9fff]{2})"
_BE_CANTONESE = r"(?<![体关联干维派院])系(?![统列数])"
_WHO_ASKS = (
    r"^[^\s,，。?？:：;；第《“\"()]{1,8}(?:员|工人|师|生|长|者|干部|老板|主任|经理|商|户|居民|[局厅委司]的|[问说道])[^,，。?？:：]{0,4}[:：]\s*"
    r"(?=.{6,})"
)
"""Who asks, before a colon (环卫工人：…, 记者问：…)."""
_PICTURES = ("So", "Sk", "Mn")
"""Categories of emoji and what joins to them."""
_TAG = r"(?is)<(script|style)\b[^<>]*>.*?</\1>|</?[a-z][a-z0-9]*(?:\s+[a-z-]+=[^<>]{0,80})?\s*/?>"
_INVISIBLE = r"[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
_HANLIKE = r"\u3400-\u9fff“”《》()"
_BETWEEN_HAN = rf"(?<=[{_HANLIKE}0-9]) +(?=[{_HANLIKE}])|(?<=[{_HANLIKE}]) +(?=[0-9])"
_ASKS_ZH = r"[谁哪吗呢啥请]|什么|多少|几[条个项]|如何|怎么|是否|有没有|为何|何时|列出|讲讲|说说|介绍"
_ASKS_EN = (
    r"\b(who|whom|whose|what|which|when|where|why|how|does|do|did|is|are|was|were|has|have|can|could|should|must|"
    r"list|show|tell|give|name|explain|describe|summari[sz]e|compare|find|the|of|by|in|for|to|lead|leads|measure|"
    r"article|part|department|match|return|delete|ignore)\b"
)


def normalise(raw: str) -> str:
    """NFKC, simplified, one kind of quotation mark, no invisible characters, single blanks, slips mended."""
    text = unicodedata.normalize("NFKC", re.sub(_INVISIBLE, "", raw[:MAX_LENGTH]))
    text = "".join(" " if unicodedata.category(char) in _PICTURES else char for char in text)
    beside = re.sub(_TAG, " ", text) if "<" in text else text
    text = beside if re.search(r"\w", beside) else text  # a tag beside a question is text; alone it is refused
    text = re.sub(_WHO_ASKS, "", " ".join(text.split())[:MAX_LENGTH])
    if re.search(_HAN, text):
        text = text.translate(_QUOTES)
    text = re.sub(_SINGLE, r"“\1”", re.sub(_STRAIGHT, r"“\1”", text))
    if not re.search(_HAN, text):
        return text
    text = _simplified(text)
    text = re.sub(_ANY_NAME, r"\1", text)
    text = re.sub(_WHAT, "是什么", re.sub(_EMPHATIC, "", text))
    for slip, right in _SLIP:
        text = text.replace(slip, right)
    text = _in_mandarin(text) if re.search(_SPEAKS_CANTONESE, text) else text
    text = re.sub(_MIXED, lambda found: found.group().translate(_DIGITS), text)
    if "第" in text or "弟" in text:
        text = re.sub(_MISHEARD, lambda found: found.group().translate(_NUMERALS), text)
        text = re.sub(_ARTICLE, r"第\1条", text)
    if re.search("[跳挑调]|tiao", text):
        text = re.sub(_ARTICLE_ALONE, r"第\1条", text)
    return re.sub(_WHICH, "哪", text) if "那" in text and not re.search(_ASKED, text) else text


def squeeze(text: str) -> str:
    """Without the blanks between Chinese characters and digits (第 12 条)."""
    return re.sub(_BETWEEN_HAN, "", text)


def _in_mandarin(text: str) -> str:
    """The words of asking of written Cantonese as Mandarin has them (邊一條講…同… → 哪一条讲…和…)."""
    text = re.sub(_BE_CANTONESE, "是", text)
    for spoken, written in _cantonese():
        text = text.replace(spoken, written)
    return re.sub(_AND_CANTONESE, "和", text)


@cache
def _cantonese() -> tuple[tuple[str, str], ...]:
    lines = (REGISTRY / "cantonese.txt").read_text(encoding="utf-8").splitlines()
    return tuple((line.split()[0], line.split()[1]) for line in lines if not line.startswith("#"))


def _simplified(text: str) -> str:
    try:
        text.encode("gb2312")  # the simplified characters in use; anything else may be traditional
    except UnicodeEncodeError:
        from opencc import OpenCC  # its import costs more than an answer, and few questions need it

        return str(OpenCC("t2s").convert(text))
    return text


def language_of(text: str) -> Language:
    """``zh`` or ``en``: an English question may hold Chinese names, a Chinese one Latin abbreviations."""
    if not re.search(_HAN, text):
        return "en" if re.search(r"[A-Za-z]", text) else "zh"
    if re.search(_ASKS_ZH, re.sub(r"《[^》]*》|“[^”]*”", "", text)):
        return "zh"
    words = re.findall(r"\b[A-Za-z]{2,}\b", text)
    return "en" if len(words) >= 2 and re.search(_ASKS_EN, text, re.IGNORECASE) else "zh"
