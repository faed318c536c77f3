"""The queue of what staff should look at, and what becomes of an item that they decide."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus
from graph.decide import Wording
from graph.errors import Conflict, InputError, NotAllowed, NotFound
from graph.load import load_document
from graph.people import Person
from graph.store import GraphStore, open_store
from ingest.pipeline import parse_path, parse_text
from qa.answer import ask
from qa.deciding import confirm, correct_duty, correct_target, reject
from qa.panel import open_panel
from qa.reader import read_document
from qa.reviewing import Item, Queue, context, open_queue

ZHANG = Person(name="张三", role="reviewer")
LI = Person(name="李四", role="reviewer")
TEXT = """江西省人民政府关于推进河湖治理的意见

赣府发〔2031〕7号

各县人民政府：
一、治理河道。开展河道清淤，修复岸线。（省水利厅、省财政厅等按职责分工负责）
二、保护湖泊。由省林业局会同省蓝鲸厅制定名录，2033年底前完成。
三、监测水质。水质达标率提高5个百分点，明年年底前建成监测网络。（省生态环境厅牵头，省水利厅配合）
四、建设湿地。开展湿地保护修复，植树造林，防治林业有害生物，严防森林火灾，加强湿地水资源调度和河湖水系连通。
列第一位者为牵头单位，下同。
江西省人民政府
2031年5月6日
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with open_store(str(tmp_path / "g.kgl"), write=True) as opened:
        for document in parse_text(TEXT):
            load_document(opened, document)
        yield opened


def queue(store: GraphStore) -> Queue:
    return open_queue(store, _only(store))


def _only(store: GraphStore) -> str:
    identity: str = store.read("MATCH (d:Document) WHERE d.current RETURN d.identity AS id")[0]["id"]
    return identity


def item(store: GraphStore, name: str, kind: str = "Responsibility") -> Item:
    return next(one for one in queue(store).items if one.name == name and one.kind == kind)


def test_each_reason_for_doubt_is_found(store: GraphStore) -> None:
    doubts = {(one.name, one.role): set(one.doubts) for one in queue(store).items if one.kind == "Responsibility"}
    assert doubts["省水利厅", "lead"] == {"convention", "open"}
    assert "unknown" in next(found for (name, _), found in doubts.items() if name == "省蓝鲸厅")
    assert "prose" in next(found for (name, _), found in doubts.items() if name == "省林业局")
    assert doubts["省生态环境厅", "lead"] == set()


def test_the_most_doubtful_come_first_and_the_certain_only_when_asked_for(store: GraphStore) -> None:
    found = queue(store)
    scores = [one.uncertainty for one in found.items]
    assert scores == sorted(scores, key=lambda score: -round(score, 3))
    shown = found.chosen()
    assert all(one.doubts for one in shown)
    assert len(found.chosen(certain=True)) == len(found.items) > len(shown)
    assert all(one.unit and one.unit.path[0] == "二" for one in found.chosen(part="二"))
    assert found.chosen(state="rejected") == []


def test_suggestions_are_likeliest_to_be_looked_at_where_they_are_least_sure(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "g.kgl"), write=True) as store:
        for document in parse_path(corpus.DOCUMENTS / "jiangxi-2026-urban-quality.txt"):
            load_document(store, document)
        first, *_ = open_queue(store, _only(store)).chosen()
        assert first.kind == "Suggestion"
        assert first.score == pytest.approx(0.5, abs=0.06)


def test_an_item_is_shown_in_its_paragraph(store: GraphStore) -> None:
    one = item(store, "省蓝鲸厅")
    around = context(store, queue(store).document.key, one)
    assert around.quote.of(around.text) == one.quote
    assert around.surface
    assert around.surface.of(around.text) == "省蓝鲸厅"
    assert around.text.startswith("二、保护湖泊")


def test_a_decided_item_leaves_the_queue_and_stays_in_the_history(store: GraphStore) -> None:
    reject(store, item(store, "省蓝鲸厅"), ZHANG, "没有这个厅")
    found = queue(store)
    assert "省蓝鲸厅" not in {one.name for one in found.chosen()}
    (rejected,) = found.chosen(state="rejected")
    assert rejected.held
    assert (rejected.held.who, rejected.held.why, rejected.held.what) == (
        "张三",
        "没有这个厅",
        "省蓝鲸厅（配合）",
    )
    assert [event.verdict for event in found.events] == ["rejected"]
    assert "省蓝鲸厅" not in ask(store, "第二条有哪些部门参与？").answer.split("原文")[0]


def test_the_reader_s_panel_says_who_rejected_what(store: GraphStore) -> None:
    one = item(store, "省蓝鲸厅")
    reject(store, one, ZHANG, "没有这个厅")
    reading = read_document(store, _only(store))
    panels = {unit.number: open_panel(store, reading, unit) for unit in reading.units}
    (event,) = panels[2].reviews
    assert (event.who, event.verdict, event.what, event.why) == ("张三", "rejected", "省蓝鲸厅（配合）", "没有这个厅")
    assert "省蓝鲸厅" not in {duty.name for duty in panels[2].own}
    assert panels[1].reviews == ()


def test_a_confirmed_suggestion_answers_and_the_others_are_still_offered(store: GraphStore) -> None:
    suggested = [one for one in queue(store).chosen() if one.kind == "Suggestion" and one.unit and one.unit.number == 4]
    assert len(suggested) > 1
    first, *rest = suggested
    confirm(store, first, ZHANG, "会议纪要", role="lead")
    assert ask(store, "第四条谁牵头？").basis == ("confirmed",)
    left = [one.id for one in queue(store).chosen() if one.kind == "Suggestion"]
    assert first.id not in left
    assert {one.id for one in rest} <= set(left)
    with pytest.raises(InputError, match="角色"):
        confirm(store, rest[0], ZHANG, "")


def test_a_correction_names_a_known_body_and_changes_something(store: GraphStore) -> None:
    one = item(store, "省蓝鲸厅")
    with pytest.raises(InputError, match="名录里没有"):
        correct_duty(store, one, "省白鲸厅", "participant", "360000", ZHANG, "")
    with pytest.raises(InputError, match="没有改动"):
        correct_duty(
            store, item(store, "省林业局"), "省林业局", item(store, "省林业局").role or "lead", "360000", ZHANG, ""
        )
    correct_duty(store, one, "农业农村厅", "participant", "360000", ZHANG, "笔误")
    assert item(store, "省蓝鲸厅").state == "corrected"
    assert "省农业农村厅" in ask(store, "第二条有哪些部门参与？").answer


def test_a_corrected_target(store: GraphStore) -> None:
    one = next(one for one in queue(store).items if one.kind == "Target" and "2033" in one.quote)
    assert one.target
    with pytest.raises(InputError, match="没有改动"):
        correct_target(store, one, one.target, ZHANG, "")
    read = Wording(
        metric=None, value=None, unit=None, deadline_text="2034年底前", deadline="2034-12-31", comparator=None
    )
    correct_target(store, one, read, ZHANG, "")
    assert "2034年底前" in ask(store, "第二条什么时候完成？").answer


def test_the_second_sees_the_first_s_decision_and_then_decides(store: GraphStore) -> None:
    mine, yours = item(store, "省蓝鲸厅"), item(store, "省蓝鲸厅")
    reject(store, mine, ZHANG, "没有这个厅")
    with pytest.raises(Conflict, match="张三"):
        confirm(store, yours, LI, "")
    confirm(store, item(store, "省蓝鲸厅"), LI, "机构改革后新设")
    assert [event.who for event in queue(store).events] == ["李四", "张三"]


def test_limits(store: GraphStore) -> None:
    one = item(store, "省蓝鲸厅")
    with pytest.raises(NotAllowed):
        reject(store, one, Person(name="王五", role="reader"), "")
    with pytest.raises(InputError, match="理由太长"):
        reject(store, one, ZHANG, "长" * 501)
    with pytest.raises(NotFound):
        open_queue(store, "没有的文件")
    assert queue(store).events == ()
