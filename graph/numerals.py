"""Reading Chinese, Arabic, full-width, circled and bracketed numerals as whole numbers."""

import re
import unicodedata
from functools import lru_cache

_DIGITS = "〇一二三四五六七八九"
_ALIKE = str.maketrans("零○Ｏ两兩壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億", "〇〇〇二二一二二三三四五六六七八九十百千万亿")
_TENS = (("廿", "二十"), ("卅", "三十"), ("卌", "四十"))
_DIGIT_RUN = re.compile(rf"[{_DIGITS}]+")
_BELOW_HUNDRED = re.compile(rf"([{_DIGITS[2:]}一]?)十([{_DIGITS[1:]}]?)")
_PLACED = re.compile(rf"[{_DIGITS}十百千万亿]+")


@lru_cache(maxsize=4096)
def read_number(text: str) -> int | None:
    """The whole number that ``text`` writes, else None: 十二, 廿三, 一百零五, 二五 (25), １２, ①, ㈠, ⑴, 二〇二六.

    Brackets and a point around the numeral are ignored; nothing else may stand beside it.
    """
    plain = unicodedata.normalize("NFKC", text).strip(" ().")
    if plain.isascii():
        return int(plain) if plain.isdigit() and len(plain) < 19 else None
    plain = plain.translate(_ALIKE)
    for short, long in _TENS:
        plain = plain.replace(short, long)
    if _DIGIT_RUN.fullmatch(plain):
        return int("".join(str(_DIGITS.index(char)) for char in plain))
    if found := _BELOW_HUNDRED.fullmatch(plain):
        tens, ones = found.groups()
        return 10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)
    return _placed(plain) if _PLACED.fullmatch(plain) else None


def _placed(plain: str) -> int | None:
    # its import costs as much as a whole answer, and most numbers never come here
    from cn2an import cn2an

    plain = plain.replace("〇", "零")
    try:
        value = cn2an("一" + plain if plain[0] in "百千万亿" else plain, "normal")
    except (ValueError, KeyError):
        return None
    return int(value)
