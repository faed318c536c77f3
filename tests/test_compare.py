"""Two versions of one document: nothing is lost, and a new number is not a new provision."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.pipeline import parse_text
from qa.alignment_texts import side_of
from qa.compare import Comparison, compare_versions

DATA = Path(__file__).parent / "data"
OLD = """某市停车管理办法

第一条 为了规范停车秩序，制定本办法。
第二条 本办法适用于中心城区的公共停车场。
第三条 城管部门负责停车监督管理工作。交警部门负责道路泊位的施划。
第四条 新建住宅应当按照一比一配建车位。配建车位不得改作他用。
第五条 停车收费实行政府指导价，每小时不超过5元。
第六条 鼓励单位停车场向社会开放。开放时间由单位公布。
第七条 违反本办法第四条的，处三千元罚款。
第八条 本办法自2020年5月1日起施行。
"""
NEW = """某市停车管理办法

第一条 为了规范停车秩序，制定本办法。
第二条 停车设施建设坚持统筹规划、共建共享。
第三条 本办法适用于中心城区的公共停车场。
第四条 城管部门负责停车监督管理工作。
第五条 交警部门负责道路泊位的施划。
第六条 停车收费实行政府指导价，每小时不超过8元。
第七条 新建住宅应当按照一比一配建车位。配建车位不得改作他用。
第八条 违反本办法第七条的，处五千元罚款。
第九条 本办法自2024年5月1日起施行。
"""


def compared(old: str, new: str) -> Comparison:
    return compare_versions(side_of(parse_text(old, identity="old")[0]), side_of(parse_text(new, identity="new")[0]))


def kinds(found: Comparison) -> list[tuple[list[str], str | None, tuple[str, ...]]]:
    return [
        ([place.path[-1] for place in row.old], row.new.path[-1] if row.new else None, row.kinds) for row in found.rows
    ]


def test_kinds_of_change() -> None:
    assert kinds(compared(OLD, NEW)) == [
        (["第一条"], "第一条", ("kept",)),
        ([], "第二条", ("added",)),
        (["第二条"], "第三条", ("renumbered",)),
        (["第三条"], "第四条", ("split", "renumbered")),
        (["第三条"], "第五条", ("split", "renumbered")),
        (["第五条"], "第六条", ("reworded", "renumbered", "moved")),
        (["第六条"], None, ("removed",)),
        (["第四条"], "第七条", ("renumbered",)),
        (["第七条"], "第八条", ("reworded", "renumbered")),
        (["第八条"], "第九条", ("reworded", "renumbered")),
    ]


def test_a_draft_and_the_issued_text() -> None:
    """Two provisions put in at the front shift every number behind them."""
    draft, issued = ((DATA / f"regulation-{name}.txt").read_text("utf-8") for name in ("draft", "issued"))
    found = compared(draft, issued)
    assert kinds(found) == [
        (["第一条"], "第一条", ("reworded",)),
        (["第二条"], "第二条", ("kept",)),
        ([], "第三条", ("added",)),
        (["第三条"], "第四条", ("renumbered",)),
        (["第四条"], "第五条", ("split", "renumbered")),
        (["第四条"], "第六条", ("split", "renumbered")),
        ([], "第七条", ("added",)),
        (["第五条"], "第八条", ("reworded", "renumbered")),
        (["第六条"], "第九条", ("renumbered",)),
        (["第十条"], "第十条", ("reworded", "moved")),
        (["第七条", "第八条"], "第十一条", ("merged", "reworded", "renumbered")),
        (["第九条"], None, ("removed",)),
        (["第十二条"], "第十二条", ("reworded",)),
        (["第十三条"], "第十三条", ("kept",)),
        (["第十四条"], "第十四条", ("reworded",)),
        (["第十一条"], None, ("removed",)),
    ]
    facts = [
        (fact.reference and fact.reference.of(draft), fact.source and fact.source.of(issued))
        for row in found.rows
        for fact in row.facts
    ]
    assert facts == [
        ("每两年", "每年"), ("五亿元", "八亿元"), ("三十日内", "二十日内"), ("一万元", "三万元"), ("三万元", "十万元"),
        ("2026年1月1日", "2026年7月1日"),
    ]  # fmt: skip
    assert found.outside == ()


def test_the_other_way_round_merges() -> None:
    found = {row.new.path[-1]: row.kinds for row in compared(NEW, OLD).rows if row.new}
    assert found["第三条"] == ("merged", "renumbered")
    assert found["第六条"] == ("added",)


def test_figures_are_called_out_with_their_places() -> None:
    facts = {
        (fact.kind, fact.reference.of(OLD), fact.source.of(NEW))
        for row in compared(OLD, NEW).rows
        for fact in row.facts
        if fact.reference and fact.source
    }
    assert facts == {
        ("number", "5元", "8元"), ("number", "三千元", "五千元"), ("deadline", "2020年5月1日", "2024年5月1日"),
    }  # fmt: skip


def test_the_same_text_is_kept_throughout() -> None:
    found = compared(OLD, OLD.replace("\n", "\n\n"))
    assert {row.kinds for row in found.rows} == {("kept",)}
    assert found.outside == ()


def test_preamble_and_closing_are_compared() -> None:
    old = "关于防汛的意见\n\n为做好防汛工作，提出如下意见。\n\n一、值守。专人值班。\n\n二、排查。检查堤坝。\n"
    found = compared(old, old.replace("为做好防汛工作", "为做好防汛和抗旱工作"))
    assert [row.kinds for row in found.rows] == [("kept",), ("kept",)]
    assert len(found.outside) == 1
    assert len(found.outside[0].changes) == 1


SENTENCES = tuple(
    f"{who}负责{what}。"
    for who, what in zip(
        ("城管部门", "水务部门", "教育部门", "民政部门", "林业部门", "交通部门", "卫生部门", "住建部门"),
        ("清运垃圾", "疏浚河道", "校舍安全", "社区养老", "管护林木", "养护道路", "处置疫情", "房屋鉴定"), strict=True,
    )
)  # fmt: skip


@given(st.permutations(SENTENCES), st.sets(st.integers(0, 7), max_size=3))
@settings(max_examples=25, deadline=None)
def test_every_provision_is_accounted_for(order: list[str], left_out: set[int]) -> None:
    """Whatever is shuffled and cut: the same words are found again under another number, and only what went is removed."""
    han = "一二三四五六七八"
    old = "规定\n\n" + "".join(f"第{han[n]}条 {words}\n" for n, words in enumerate(SENTENCES))
    kept = [words for index, words in enumerate(order) if index not in left_out]
    new = "规定\n\n" + "".join(f"第{han[n]}条 {words}\n" for n, words in enumerate(kept))
    rows = compared(old, new).rows
    assert sum("removed" in row.kinds for row in rows) == len(left_out)
    for row in rows:
        if row.new:
            assert [place.span.of(old)[3:].strip() for place in row.old] == [row.new.span.of(new)[3:].strip()]
            assert not {"reworded", "added"} & set(row.kinds)


@pytest.mark.parametrize("text", ["规定\n\n第一条 值班。\n", "规定\n\n一、值班。安排专人。\n"])
def test_against_a_text_of_nothing_alike(text: str) -> None:
    found = compared(OLD, text)
    assert [row.kinds for row in found.rows if row.new] == [("added",)]
    assert sum(row.kinds == ("removed",) for row in found.rows) == 8
