"""Places of a provision and what it asks of them, on fragments of our own and on the shipped opinion."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from graph.model import Span
from ingest.passages import Context, Passage
from ingest.places import extract_place_roles, extract_places

SAMPLE = Path(__file__).parents[2] / "shared" / "seed-sample.json"
SEED = corpus.DOCUMENTS / "jiangxi-2026-urban-quality.txt"


def context(jurisdiction: str = "000000") -> Context:
    return Context(title="", issuers=(), date=None, jurisdiction=jurisdiction)


def passage(text: str) -> list[Passage]:
    return [Passage(text=text, span=Span(0, len(text)), provision="p", kind="body")]


def roles(text: str, jurisdiction: str = "000000") -> list[tuple[str, str]]:
    passages = passage(text)
    places = extract_places(passages, context(jurisdiction), [])
    return [(r.place, r.span.of(text)) for r in extract_place_roles(passages, context(jurisdiction), places)]


ROLES = [
    (
        "支持绵阳建设科技城、宜宾泸州组团培育省域副中心、达州打造能源枢纽。",
        [
            ("绵阳", "支持绵阳建设科技城"),
            ("宜宾", "宜宾泸州组团培育省域副中心"),
            ("泸州", "宜宾泸州组团培育省域副中心"),
            ("达州", "达州打造能源枢纽"),
        ],
    ),
    ("推动厦漳泉、福莆宁同城化发展。", [("厦漳泉", "推动厦漳泉、福莆宁同城化发展"), ("福莆宁", "推动厦漳泉、福莆宁同城化发展")]),
    ("构建以武汉都市圈为引领、以汉江流域为支撑的格局。", [("武汉都市圈", "以武汉都市圈为引领"), ("汉江流域", "以汉江流域为支撑的格局")]),
    ("支持洛阳、南阳建设副中心城市。", [("洛阳", "支持洛阳、南阳建设副中心城市"), ("南阳", "支持洛阳、南阳建设副中心城市")]),
    ("共建成渝地区双城经济圈，增强辐射力。", [("成渝地区双城经济圈", "共建成渝地区双城经济圈")]),
    ("黄石打造长江经济带先进制造基地。", [("黄石", "黄石打造长江经济带先进制造基地")]),
    ("完善大连航空、营口水运口岸功能。", [("大连", "完善大连航空、营口水运口岸功能"), ("营口水运口岸", "完善大连航空、营口水运口岸功能")]),
    ("推动大同对接京津冀，运城、临汾融入中原城市群。", [("大同", "推动大同对接京津冀"), ("运城", "运城、临汾融入中原城市群"), ("临汾", "运城、临汾融入中原城市群")]),
    ("洛阳都市圈提质，满洲里、二连浩特口岸扩能。", [("洛阳都市圈", "洛阳都市圈提质"), ("满洲里", "满洲里、二连浩特口岸扩能"), ("二连浩特口岸", "满洲里、二连浩特口岸扩能")]),
    ("推广三明医改经验，学习浙江做法。", []),
    ("结合山东实际，制定本方案。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_what_is_asked_of_a_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text) == expected


def test_a_place_is_named_once_a_provision() -> None:
    text = "支持烟台建设港口，推动烟台、威海联动。"
    assert [place.name for place in extract_places(passage(text), context(), [])] == ["烟台", "威海"]
    assert roles(text) == [
        ("烟台", "支持烟台建设港口"),
        ("烟台", "推动烟台、威海联动"),
        ("威海", "推动烟台、威海联动"),
    ]


def test_no_place_in_actors_titles_and_coined_terms() -> None:
    text = "由苏州市发展改革委会同有关单位落实《江苏省数据条例》，擦亮“水韵江苏”品牌。"
    taken = [Span(1, 9)]
    assert taken[0].of(text) == "苏州市发展改革委"
    assert extract_places(passage(text), context("320000"), taken) == []


def test_facts_of_a_place() -> None:
    text = "推动昌九联动，支持赣州建设。"
    composite, city = extract_places(passage(text), context("360000"), [])
    assert (composite.kind, composite.code, composite.members) == ("region", None, ("南昌", "九江"))
    assert (city.kind, city.code, city.provision) == ("city", "360700", "p")


@given(st.text(alphabet="支持推动建设打造九江赣州长江经济带以为引领、，。和“”《》（）的港口岸\n", max_size=80))
def test_spans_hold_the_names(text: str) -> None:
    passages = passage(text)
    places = extract_places(passages, context("360000"), [])
    assert all(place.span.of(text) == place.name for place in places)
    for role in extract_place_roles(passages, context("360000"), places):
        assert role.place in role.span.of(text)


def measures() -> list[Passage]:
    """The shipped opinion's measures, numbered as they run."""
    text = SEED.read_text(encoding="utf-8")
    heads = re.finditer(r"^\s*\([一二三四五六七八九十]+\)(.+)$", text, re.M)
    return [
        Passage(text=text, span=Span(*head.span(1)), provision=str(number), kind="body")
        for number, head in enumerate(heads, 1)
    ]


def test_the_opinion_s_places() -> None:
    passages = measures()
    places = extract_places(passages, context("360000"), [])
    named = {(place.provision, place.name) for place in places}
    assert {("2", "昌九"), ("2", "昌抚"), ("8", "九江水运口岸"), ("8", "江西内陆开放型经济试验区")} <= named
    asked = {(r.provision, r.place) for r in extract_place_roles(passages, context("360000"), places)}
    assert {("2", "赣江新区"), ("2", "上饶"), ("2", "宜春"), ("3", "抚州"), ("8", "赣州国际陆港")} <= asked
    assert not {("3", "长江经济带"), ("3", "赣江中游生态经济带")} & asked


@pytest.mark.skipif(not SAMPLE.exists(), reason="needs ../shared/seed-sample.json")
def test_two_readers_places_and_roles() -> None:
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    read = {str(row["n"]) for rows in sample.values() if isinstance(rows, list) for row in rows}
    passages = [one for one in measures() if one.provision in read]
    places = extract_places(passages, context("360000"), [])
    found = {(place.provision, place.name) for place in places}
    core = {(str(row["n"]), row["name"]) for row in sample["places"] if row["core"]}
    either = {(str(row["n"]), row["name"]) for row in sample["places"]}
    assert len(found & core) / len(core) >= 0.95
    assert len(found & either) / len(found) >= 0.95
    text = passages[0].text
    said = [(r.provision, r.place, r.span.of(text)) for r in extract_place_roles(passages, context("360000"), places)]
    wanted = [(str(row["n"]), row["place"], row["text"]) for row in sample["place_roles"] if row["core"]]
    hit = [w for w in wanted if any(w[:2] == s[:2] and (w[2] in s[2] or s[2] in w[2]) for s in said)]
    assert len(hit) / len(wanted) >= 0.95
    asked = {(n, place) for n, place, _ in wanted}
    assert sum((n, place) in asked for n, place, _ in said) / len(said) >= 0.9
