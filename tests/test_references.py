import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline import parse_path
from ingest.references import extract_references
from tests.extracting import context, extract, passage

POLICIES = Path(__file__).parents[2] / "shared" / "policies"

CITED = [
    ("根据《土地管理法》《城乡规划法》制定。", ["土地管理法", "城乡规划法"]),
    ("执行《〈建筑节能条例〉实施细则》。", ["〈建筑节能条例〉实施细则"]),
    ("执行《省实施《招标投标法》办法》规定。", ["省实施《招标投标法》办法"]),
    ("更新到《省级事项通用目录》（以下简称《通用目录》）。", ["省级事项通用目录"]),
    ("动态调整《通用目录》，公布《通用目录》。", ["通用目录"]),
    ("按照《关于清理收费的通知》（发改价格〔2017〕1号）要求。", ["关于清理收费的通知"]),
    ("按照国发〔2021〕4号文件要求推进。", ["国发〔2021〕4号"]),
    ("贯彻落实省委办公厅、省政府有关文件精神。", []),
    ("《未完成的标题", []),
    ("填写《》表。", []),
    ("贯彻《中共中央\n国务院关于发展的意见》精神。", ["中共中央 国务院关于发展的意见"]),
]

IN_FRONT = [
    ("《甲方案》《乙方案》已经省政府同意，现印发给你们，请认真贯彻执行。", []),
    ("现将《甲办法》印发给你们。", []),
    ("为贯彻《国务院关于甲的意见》，现提出如下意见。", ["国务院关于甲的意见"]),
    ("为贯彻《国务院关于甲的意见》，制定本方案。现将《乙方案》印发给你们。", ["国务院关于甲的意见"]),
]


@pytest.mark.parametrize(("text", "titles"), CITED)
def test_titles_and_numbers_of_other_documents(text: str, titles: list[str]) -> None:
    assert [reference.title for reference in extract(extract_references, text)] == titles


@pytest.mark.parametrize(("text", "titles"), IN_FRONT)
def test_what_a_notice_issues_is_no_citation(text: str, titles: list[str]) -> None:
    assert [reference.title for reference in extract(extract_references, text, kind="front")] == titles


@given(st.text(alphabet="《》〈〉（）以下简称根据国发〔2021〕4号，。\n通知", max_size=30))
def test_never_raises_and_stays_inside(text: str) -> None:
    whole = passage(text)
    assert all(whole.span.covers(found.span) for found in extract_references([whole], context()))


@pytest.mark.skipif(not POLICIES.is_dir(), reason="the real documents are not part of the project")
@pytest.mark.parametrize("name", ["yz_dev", "zy_08", "zy_04", "hfs_24"])
def test_real_documents(name: str) -> None:
    gold = json.loads((POLICIES / "gold" / f"{name}.json").read_text("utf-8"))["references"]
    found = [reference.title for document in parse_path(POLICIES / f"{name}.txt") for reference in document.references]
    assert sorted(found) == sorted(row["title"] for row in gold)
