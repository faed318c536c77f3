"""How official Chinese names of bodies vary, by form alone: levels, elisions, abbreviations.

The forms follow usage in State Council and provincial notices: 江西省发展和改革委员会, 省发展改革委 and, in the
province's own text, 发展改革委.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

_LONG_FORMS = (
    ("管理委员会", "管委会"),
    ("工作委员会", "工委"),
    ("委员会", "委"),
    ("监督管理", "监管"),
    ("人民政府", "政府"),
)
_ORGAN = re.compile(r"(?<=..)(厅|局|委|办|部)$")
_TAIL_BRACKET = re.compile(r"[（(][^（()）]*[）)]$")
_LEVELS_EN = {"省": "Provincial", "市": "Municipal", "县": "County", "区": "District", "州": "Prefectural"}
_COLLECTIVE = re.compile(r"^各|^其他|^地方|有关|相关|级(人民)?政府$|(部门|单位|地区|各地)$")


class Forms(NamedTuple):
    """The words for a jurisdiction in its bodies' names: 江西省…, 江西…, 省… and, in English, Jiangxi."""

    name: str
    bare: str
    prefix: str
    en: str | None

    def words(self) -> tuple[str, str, str]:
        """What may stand before a body's own name, longest first."""
        return self.name, self.bare, self.prefix


def clean(name: str) -> str:
    """A name as compared: no blanks, no second name in brackets at the end, no 中共 before a place."""
    name = "".join(name.split()).replace("中国共产党", "中共")
    return (_TAIL_BRACKET.sub("", name) or name).removeprefix("中共") or name


def key(name: str) -> str:
    """What the variants of one name have in common: 发展和改革委员会 and 发展改革委 give 发展改革委."""
    name = shortened(clean(name)).replace("办公室", "办").replace("办公厅", "办")
    return re.sub("[和与及、]", "", name)


def shortened(name: str) -> str:
    """The name with its long organ words shortened as notes do (人民政府 → 政府)."""
    for long, short in _LONG_FORMS:
        name = name.replace(long, short)
    return name


def without(name: str, prefixes: Iterable[str]) -> str:
    """The name without the level or place before it, and the whole name if nothing would be left."""
    for prefix in prefixes:
        if prefix and name.startswith(prefix) and len(name) > len(prefix):
            return name[len(prefix) :]
    return name


def cast(name: str, old: Forms, new: Forms) -> str:
    """The like-named body of another jurisdiction: 共青团江西省委 → 共青团陕西省委, 省财政厅 → 自治区财政厅."""
    words = dict(zip(old.words(), new.words(), strict=True))
    # a bare 市 or 省 is a level only where a name begins, or after 团 (团省委)
    pattern = f"{re.escape(old.name)}|{re.escape(old.bare)}|(?:^|(?<=^团)){re.escape(old.prefix)}"
    # an autonomous region's committee is 自治区党委, where a province's is 省委
    name = name.replace(f"{old.prefix}党委", f"{old.prefix}委") if len(old.prefix) > 1 else name
    name = re.sub(pattern, lambda found: words[found[0]], name)
    return name.replace(f"{new.prefix}委", f"{new.prefix}党委") if len(new.prefix) > 1 else name


def cast_english(name: str, old: Forms, new: Forms) -> str | None:
    """The English name of the like-named body of another jurisdiction; None if it needs a place's unknown English."""
    place, level = new.en or "", _LEVELS_EN.get(new.prefix, "")
    name = name.replace(f"{old.en} Provincial", f"{place} {level}")
    if not place and old.en and old.en in name:
        return None
    name = name.replace(f"{old.en} Province", f"{place} Province" if new.prefix == old.prefix else place)
    name = name.replace(old.en or "", place)
    if new.prefix != old.prefix and level:
        name = name.replace(f"{level} Department of", f"{level} Bureau of")
    return " ".join(name.split())


def divided(stem: str) -> tuple[str, str] | None:
    """A name without its level → (root, organ word): 财政局 → (财政, 局); None if it ends in no organ word."""
    stem = key(stem)
    found = _ORGAN.search(stem)
    return (stem[: found.start()], found[0]) if found else None


def is_collective(name: str) -> bool:
    """Whether a name means bodies together (各地区, 有关部门, 省级财政部门) rather than one."""
    return _COLLECTIVE.search(name) is not None
