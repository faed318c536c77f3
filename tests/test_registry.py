"""The registry: names to bodies by jurisdiction and time, links, English, and what a bad edit is told."""

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import REGISTRY
from graph.errors import InputError
from graph.registry import Registry, load_registry

STATE, JIANGXI, SHAANXI, GUANGDONG, GUANGXI, SHANGHAI = "000000", "360000", "610000", "440000", "450000", "310000"
GUANGZHOU, NANCHANG, NANCHANG_COUNTY, SHENZHEN = "440100", "360100", "360121", "440300"

RESOLVED = [
    # one body under all its names, in its own province
    ("省发展改革委", JIANGXI, None, "360000/省发展改革委"),
    ("省发改委", JIANGXI, None, "360000/省发展改革委"),
    ("省发展和改革委员会", JIANGXI, None, "360000/省发展改革委"),
    ("江西省发展和改革委员会", JIANGXI, None, "360000/省发展改革委"),
    ("江西省发展改革委", STATE, None, "360000/省发展改革委"),
    ("科技厅", JIANGXI, None, "360000/省科技厅"),
    ("江西省住房和城乡建设厅", JIANGXI, None, "360000/省住房城乡建设厅"),
    ("省住建厅", JIANGXI, None, "360000/省住房城乡建设厅"),
    ("省市场监督管理局（省知识产权局）", JIANGXI, None, "360000/省市场监管局"),
    ("省知识产权局", JIANGXI, None, "360000/省市场监管局"),
    ("省民族宗教事务局", JIANGXI, None, "360000/省民宗局"),
    ("中共江西省委", JIANGXI, None, "360000/省委"),
    ("江西省委宣传部", STATE, None, "360000/省委宣传部"),
    ("江西省人民政府", JIANGXI, None, "360000/省政府"),
    ("共青团江西省委", JIANGXI, None, "360000/团省委"),
    ("省人民检察院", JIANGXI, None, "360000/省检察院"),
    ("国家金融监督管理总局江西监管局", JIANGXI, None, "360000/江西金融监管局"),
    # the State's, elided in its own documents and named in others'
    ("发展改革委", STATE, None, "000000/国家发展改革委"),
    ("国家发展和改革委员会", STATE, None, "000000/国家发展改革委"),
    ("国家发改委", JIANGXI, None, "000000/国家发展改革委"),
    ("药监局", STATE, None, "000000/国家药监局"),
    ("国资委", STATE, None, "000000/国务院国资委"),
    ("卫生健康委", STATE, None, "000000/国家卫生健康委"),
    ("体育总局", STATE, None, "000000/体育总局"),
    ("国家体育总局", STATE, None, "000000/体育总局"),
    ("财政部", JIANGXI, None, "000000/财政部"),
    ("市场监管总局", JIANGXI, None, "000000/市场监管总局"),
    ("财政部", GUANGZHOU, None, "000000/财政部"),
    ("版权局", STATE, None, "000000/中央宣传部"),
    # what a name means in one place it does not mean in another
    ("发展改革委", JIANGXI, None, "360000/省发展改革委"),
    ("市场监管局", JIANGXI, None, "360000/省市场监管局"),
    ("市场监管局", GUANGZHOU, None, "440100/市市场监管局"),
    ("省财政厅", SHAANXI, None, "610000/省财政厅"),
    ("省发改委", SHAANXI, None, "610000/省发展改革委"),
    ("陕西省发展和改革委员会", SHAANXI, None, "610000/省发展改革委"),
    ("省地方金融监管局", SHAANXI, "2019-06-06", "610000/省金融监管局"),
    ("共青团陕西省委", SHAANXI, None, "610000/团省委"),
    ("国家金融监督管理总局陕西监管局", SHAANXI, None, "610000/陕西金融监管局"),
    ("南昌海关", STATE, None, "360000/南昌海关"),
    ("自治区发展改革委", GUANGXI, None, "450000/自治区发展改革委"),
    ("广西壮族自治区财政厅", STATE, None, "450000/自治区财政厅"),
    ("自治区党委组织部", GUANGXI, None, "450000/自治区党委组织部"),
    ("市教委", SHANGHAI, None, "310000/市教育委"),
    ("市发展和改革委员会", SHANGHAI, None, "310000/市发展改革委"),
    ("省经济和信息化厅", "510000", None, "510000/省经济和信息化厅"),
    # cities and counties
    ("市财政局", GUANGZHOU, None, "440100/市财政局"),
    ("广州市财政局", GUANGDONG, None, "440100/市财政局"),
    ("市发改委", GUANGZHOU, None, "440100/市发展改革委"),
    ("市住房和城乡建设局", GUANGZHOU, None, "440100/市住房城乡建设局"),
    ("市住建局", GUANGZHOU, None, "440100/市住房城乡建设局"),
    ("住房城乡建设局", GUANGZHOU, None, "440100/市住房城乡建设局"),
    ("省财政厅", GUANGZHOU, None, "440000/省财政厅"),
    ("广州市人民政府办公厅", GUANGZHOU, None, "440100/市政府办公厅"),
    ("深圳市人民政府", STATE, None, "440300/市政府"),
    ("市城管局", NANCHANG, None, "360100/市城市管理局"),
    ("县财政局", NANCHANG_COUNTY, None, "360121/县财政局"),
    ("县市场监管局", NANCHANG_COUNTY, None, "360121/县市场监管局"),
    ("市财政局", NANCHANG_COUNTY, None, "360100/市财政局"),
    ("广东省广州市财政局", STATE, None, "440100/市财政局"),
    ("辽宁省大连市人民政府", STATE, None, "210200/市政府"),
    ("重庆市渝中区人民政府", STATE, None, "500103/区政府"),
    ("朝阳区人民政府", "110000", None, "110105/区政府"),
    ("吉林市财政局", STATE, None, "220200/市财政局"),
    ("国家税务总局广州市税务局", GUANGZHOU, None, "440100/市税务局"),
    # time
    ("扶贫办", STATE, "2018-12-30", "000000/国务院扶贫办"),
    ("银保监会", STATE, "2020-07-15", "000000/中国银保监会"),
    ("省国土资源厅", JIANGXI, "2017-03-01", "360000/省国土资源厅"),
    ("中央国家机关工委", STATE, "2016", "000000/中央国家机关工委"),
    ("中央国家机关工委", STATE, "2020", "000000/中央和国家机关工委"),
]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.mark.parametrize(("name", "jurisdiction", "on", "identity"), RESOLVED)
def test_resolve(registry: Registry, name: str, jurisdiction: str, on: str | None, identity: str) -> None:
    body = registry.resolve(name, jurisdiction, on)
    assert body.id == identity
    assert body.known
    assert registry.get(identity).id == identity


UNKNOWN = [
    ("各地区", STATE, None, "000000/各地区", "collective"),
    ("省级财政部门", JIANGXI, None, "360000/省级财政部门", "collective"),
    ("县级人民政府", STATE, None, "000000/县级政府", "collective"),
    ("居民", JIANGXI, "group", "居民", "group"),
    ("杨凌示范区管理委员会", SHAANXI, None, "610000/杨凌示范区管委会", "body"),
    ("省信用管理办公室", SHAANXI, None, "610000/省信用管理办公室", "body"),
    ("西安海关", SHAANXI, None, "610000/西安海关", "body"),
    ("省知识产权局", SHAANXI, None, "610000/省知识产权局", "body"),
    ("省发展改革委", STATE, None, "000000/省发展改革委", "body"),
    ("检察院", JIANGXI, None, "360000/检察院", "body"),
    ("政府", JIANGXI, None, "360000/政府", "body"),
    ("财政局", JIANGXI, None, "360000/财政局", "body"),
    ("深圳市某某集团", STATE, None, "440300/深圳市某某集团", "body"),
]


@pytest.mark.parametrize(("name", "jurisdiction", "kind", "identity", "shown"), UNKNOWN)
def test_unknown_names_get_an_id_of_their_own(
    registry: Registry, name: str, jurisdiction: str, kind: None, identity: str, shown: str
) -> None:
    body = registry.resolve(name, jurisdiction, kind=kind)
    assert (body.id, body.kind, body.known) == (identity, shown, False)


@given(st.text(max_size=12), st.sampled_from([STATE, JIANGXI, SHAANXI, GUANGZHOU, "990000", "440199"]))
def test_resolve_never_fails_and_is_stable(name: str, jurisdiction: str) -> None:
    body = load_registry().resolve(name, jurisdiction)
    assert body == load_registry().resolve(name, jurisdiction)
    assert body.id


COUNTERPARTS = [
    ("省财政厅", JIANGXI, ["360000/省财政厅", "000000/财政部"]),
    ("省财政厅", SHAANXI, ["610000/省财政厅", "000000/财政部"]),
    ("市财政局", GUANGZHOU, ["440100/市财政局", "440000/省财政厅", "000000/财政部"]),
    ("市住建局", NANCHANG, ["360100/市住房城乡建设局", "360000/省住房城乡建设厅", "000000/住房城乡建设部"]),
    ("市财政局", SHANGHAI, ["310000/市财政局", "000000/财政部"]),
    ("区财政局", "110105", ["110105/区财政局", "110000/市财政局", "000000/财政部"]),
    ("省政府", JIANGXI, ["360000/省政府"]),
]


@pytest.mark.parametrize(("name", "jurisdiction", "chain"), COUNTERPARTS)
def test_counterparts(registry: Registry, name: str, jurisdiction: str, chain: list[str]) -> None:
    found, body = [], registry.resolve(name, jurisdiction)
    while True:
        found.append(body.id)
        if body.counterpart is None:
            break
        body = registry.get(body.counterpart)
    assert found == chain


@pytest.mark.parametrize(
    ("old", "jurisdiction", "new"),
    [
        ("扶贫办", STATE, ["000000/国家乡村振兴局", "000000/农业农村部"]),
        ("银监会", STATE, ["000000/中国银保监会", "000000/金融监管总局"]),
        ("省扶贫办", JIANGXI, ["360000/省乡村振兴局", "360000/省农业农村厅"]),
        ("省国土资源厅", SHAANXI, ["610000/省自然资源厅"]),
    ],
)
def test_successors(registry: Registry, old: str, jurisdiction: str, new: list[str]) -> None:
    found, body = [], registry.resolve(old, jurisdiction)
    while body.successor:
        found.append(body.successor)
        body = registry.get(body.successor)
    assert found == new


def test_every_row_says_what_it_does(registry: Registry) -> None:
    for code in (STATE, JIANGXI):
        for body in registry.departments(code):
            row = registry.row(body.id)
            assert row is not None
            assert body.name_en
            assert body.name_en.isascii() or "’" in body.name_en, body
            assert row.mandates or row.no_mandates, body.id
            assert row.source or row.unverified, body.id
            assert len(set(row.mandates)) == len(row.mandates), body.id
            assert all(1 < len(mandate) <= 25 for mandate in row.mandates), body.id


def test_the_leading_departments_have_enough_mandates(registry: Registry) -> None:
    governing = [
        body for body in registry.departments(JIANGXI) if body.name.endswith("厅") and body.kind == "department"
    ]
    assert len(governing) == 20
    for body in governing:
        assert len(registry.mandates(body.id)) >= (
            4 if "退役" in body.name or "审计" in body.name or "国家安全" in body.name else 10
        ), body.id


def test_mandates_of_other_places_are_their_counterparts_and_patterns(registry: Registry) -> None:
    assert set(registry.mandates("610000/省财政厅")) >= set(registry.mandates("000000/财政部"))
    assert registry.mandates("610000/西安海关") == ()


def test_departments_exist_at_a_time(registry: Registry) -> None:
    before = {body.name for body in registry.departments(SHAANXI, "2017-05-01")}
    after = {body.name for body in registry.departments(SHAANXI, "2025-05-01")}
    assert "省国土资源厅" in before - after
    assert "省委社会工作部" in after - before


@pytest.mark.parametrize(
    ("name", "jurisdiction", "english"),
    [
        ("省财政厅", SHAANXI, "Shaanxi Provincial Department of Finance"),
        ("市财政局", SHANGHAI, "Shanghai Municipal Bureau of Finance"),
        ("自治区财政厅", GUANGXI, "Guangxi Department of Finance"),
        ("市财政局", NANCHANG, "Nanchang Municipal Bureau of Finance"),
        ("市委宣传部", SHANGHAI, "Publicity Department of the CPC Shanghai Municipal Committee"),
        ("海关总署", STATE, "General Administration of Customs"),
        ("市政府", SHENZHEN, None),
    ],
)
def test_english_names(registry: Registry, name: str, jurisdiction: str, english: str | None) -> None:
    assert registry.resolve(name, jurisdiction).name_en == english


@pytest.mark.parametrize(
    ("term", "english"),
    [
        ("“好房子”", "quality homes"),
        ("推进“好房子”建设", "Advancing the building of quality homes"),
        ("推进好房子建设", "Advancing the building of quality homes"),
        ("完整社区", "complete communities"),
        ("景德镇", "Jingdezhen"),
        ("牵头", "lead"),
        ("省住建厅", "Jiangxi Provincial Department of Housing and Urban-Rural Development"),
        ("没有这个词", None),
    ],
)
def test_gloss(registry: Registry, term: str, english: str | None) -> None:
    assert registry.gloss(term) == english


def test_gloss_of_a_body_in_another_place(registry: Registry) -> None:
    assert registry.gloss("省财政厅", SHAANXI) == "Shaanxi Provincial Department of Finance"


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("jingdezhen", "景德镇"),
        ("housing department", "省住房城乡建设厅"),
        ("ministry of finance", "财政部"),
        ("ndrc", "国家发展改革委"),
        ("hidden debt", "地方政府隐性债务"),
        ("close-knit medical consortia", "紧密型医联体"),
        ("fengqiao experience", "枫桥经验"),
    ],
)
def test_terms_en(registry: Registry, english: str, chinese: str) -> None:
    assert registry.terms_en()[english] == chinese


def test_terms_en_by_section(registry: Registry) -> None:
    assert "jingdezhen" not in registry.terms_en("departments")
    assert set(registry.terms_en("places")) >= {"jingdezhen", "greater bay area"}
    assert not set(registry.terms_en("places")) & set(registry.terms_en("departments"))


def test_body_names(registry: Registry) -> None:
    names = registry.body_names()
    wanted = {
        "省发展改革委",
        "科技厅",
        "国家发展和改革委员会",
        "发展改革委",
        "市财政局",
        "市城管局",
        "扶贫办",
        "国家版权局",
    }
    assert wanted <= names
    assert not {"政府", "委", "办", "检察院", "法院", "市", ""} & names


def _replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


EDITS = [
    ("departments-jiangxi.toml", _replaced('kind = "party"', 'knd = "party"'), 'knd = "party"', "unknown key knd"),
    ("departments-jiangxi.toml", _replaced('kind = "party"', 'kind = "sect"'), 'kind = "sect"', "sect"),
    (
        "departments-state.toml",
        _replaced('short = "财政部"\n', ""),
        '[[department]]\nname = "中华人民共和国财政部"',
        "short is missing",
    ),
    ("departments-state.toml", _replaced('short = "国防部"', 'short = "外交部"'), 'short = "外交部"', "外交部"),
    (
        "departments-state.toml",
        _replaced('["工信部"]', '["工信部", "科技部"]'),
        '["工信部", "科技部"]',
        "means 科技部 too",
    ),
    (
        "departments-jiangxi.toml",
        _replaced('"000000/财政部"', '"000000/财正部"'),
        '"000000/财正部"',
        "no department has the id",
    ),
    (
        "departments-jiangxi.toml",
        _replaced('"360000/省乡村振兴局"', '"360000/乡村"'),
        '"360000/乡村"',
        "no department has the id",
    ),
    ("departments-state.toml", _replaced('valid_to = "2021-02"', 'valid_to = "Feb 2021"'), "Feb 2021", "is no date"),
    (
        "departments-state.toml",
        _replaced('valid_to = "2021-02"', 'valid_to = "2021-02-30"'),
        "2021-02-30",
        "is no date",
    ),
    ("departments-state.toml", _replaced('en = "State Council"', "en = State Council"), "en = State Council", "quotes"),
    ("departments-state.toml", _replaced('en = "State Council"', "en = 7"), "en = 7", "en: "),
    ("departments-jiangxi.toml", _replaced('jurisdiction = "360000"', 'jurisdiction = "000000"'), "", "000000"),
    ("departments-jiangxi.toml", _replaced('["交通委"]', '["教委"]'), '["教委"]', "means 省教育厅 too"),
    ("departments-jiangxi.toml", _replaced("pattern = true", "pattern = false"), None, "pattern = true"),
    ("glossary.toml", _replaced('"完整社区" =', '"景德镇" ='), '"景德镇" = ["complete', "keep one of the two"),
    ("glossary.toml", _replaced('"完整社区" =', '"好房子" ='), '"好房子" = ["complete', "keep one"),
    ("glossary.toml", _replaced('"南昌" = "Nanchang"', '"南昌" = 7'), '"南昌" = 7', "needs English text"),
    ("jurisdictions.toml", _replaced('en = "Beijing"', 'em = "Beijing"'), 'em = "Beijing"', "unknown key em"),
]


@pytest.mark.parametrize(("file", "edit", "at", "says"), EDITS)
def test_a_bad_edit_is_told_where_and_what(
    tmp_path: Path, file: str, edit: Callable[[str], str], at: str | None, says: str
) -> None:
    for source in REGISTRY.glob("*.toml"):
        shutil.copy(source, tmp_path)
    text = (tmp_path / file).read_text(encoding="utf-8")
    edited = edit(text)
    assert edited != text
    (tmp_path / file).write_text(edited, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        Registry(tmp_path).terms_en()
    message = str(caught.value)
    assert says in message
    if at:
        line = 1 + edited[: edited.rindex(at)].count("\n")
        assert f"{file}, line {line}:" in message or f"at line {line}," in message


def test_a_row_without_mandates_or_source_needs_a_reason(tmp_path: Path) -> None:
    for source in REGISTRY.glob("*.toml"):
        shutil.copy(source, tmp_path)
    path = tmp_path / "departments-state.toml"
    row = '\n[[department]]\nname = "国家某某局"\nshort = "国家某某局"\nen = "X"\n'
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    with pytest.raises(InputError, match="no mandates; add"):
        Registry(tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + 'mandates = ["某某管理"]\n', encoding="utf-8")
    with pytest.raises(InputError, match="no source; add"):
        Registry(tmp_path)


def test_an_added_row_resolves(tmp_path: Path) -> None:
    for source in REGISTRY.glob("*.toml"):
        shutil.copy(source, tmp_path)
    path = tmp_path / "departments-jiangxi.toml"
    row = (
        '\n[[department]]\nname = "江西省低空经济发展局"\nshort = "省低空局"\nen = "Jiangxi Provincial Low-altitude Economy '
        'Bureau"\nmandates = ["低空经济"]\nunverified = true\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    registry = Registry(tmp_path)
    assert registry.resolve("省低空经济发展局", JIANGXI).id == "360000/省低空局"
    assert registry.resolve("省低空局", SHAANXI).name_en == "Shaanxi Provincial Low-altitude Economy Bureau"


def test_names_and_ids_are_consistent(registry: Registry) -> None:
    for path in REGISTRY.glob("departments-*.toml"):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in content["department"]:
            for surface in (row["name"], row["short"], *row.get("aliases", ())):
                body = registry.resolve(surface, content["jurisdiction"], row.get("valid_to"))
                assert body.id == f"{content['jurisdiction']}/{row['short']}", surface
