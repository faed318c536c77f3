"""Questions that lean on the one before, made whole in words and answered."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from graph.store import GraphStore, open_store
from qa.conversation import State, asked_anew, converse, made_whole
from ui.cli import main


@pytest.fixture(scope="module")
def store(shipped: Path) -> Iterator[GraphStore]:
    with open_store(str(shipped / ".policygraph" / "graph.kgl")) as opened:
        yield opened


LEAD = State(question="第十二条谁牵头？", intent="lead", document="d", subject="第十二条")
PLACE = State(question="九江有哪些任务？", intent="place", document="d", subject="九江", place="九江")
ACTOR = State(question="省财政厅要做什么？", intent="actor", document="d", subject="省财政厅", actor="省财政厅")
YEAR = State(question="到2030年目标是什么", intent="target", document="d", subject="第一部分")
TOPIC = State(question="垃圾分类写在哪一条", intent="where", document="d", subject="第十四条", topic="垃圾分类")
ENGLISH = State(question="Who leads measure 12?", intent="lead", language="en", document="d", subject="measure 12")


@pytest.mark.parametrize(
    ("question", "state", "whole"),
    [
        ("那第十三条呢？", LEAD, "第十三条谁牵头?"),
        ("那么13条呢", LEAD, "13条谁牵头?"),
        ("它的目标呢？", LEAD, "第十二条的目标呢?"),
        ("这一条讲了什么", LEAD, "第十二条讲了什么"),
        ("还有谁参与？", LEAD, "第十二条还有谁参与?"),
        ("谁负责？", LEAD, "第十二条谁负责?"),
        ("那赣州呢？", PLACE, "赣州有哪些任务？"),
        ("它是省域副中心城市吗", PLACE, "九江是省域副中心城市吗"),
        ("省教育厅呢？", ACTOR, "省教育厅要做什么？"),
        ("下一条呢？", LEAD, "第13条谁牵头?"),
        ("上一条呢", LEAD, "第11条谁牵头?"),
        ("那2035年呢", YEAR, "到2035年目标是什么"),
        ("换成无障碍呢", TOPIC, "无障碍写在哪一条"),
        ("那谁负责呢", TOPIC, "第十四条谁负责呢"),
        ("And measure 13?", ENGLISH, "Who leads measure 13?"),
        ("What about the thirteenth measure?", ENGLISH, "Who leads thirteenth measure?"),
        ("What are its targets?", ENGLISH, "What are measure 12's targets?"),
        ("Who else takes part?", ENGLISH, "Who else takes part in measure 12?"),
        ("一共有多少条措施？", LEAD, "一共有多少条措施？"),
        ("整份意见由谁牵头", LEAD, "整份意见由谁牵头"),
        ("老旧小区改造由谁牵头？", LEAD, "老旧小区改造由谁牵头？"),
        ("国办发〔2018〕129号谁牵头？", LEAD, "国办发〔2018〕129号谁牵头？"),
        ("What does measure 8 say?", ENGLISH, "What does measure 8 say?"),
    ],
)  # fmt: skip
def test_made_whole(question: str, state: State, whole: str) -> None:
    assert made_whole(question, state) == whole


def test_a_conversation(store: GraphStore) -> None:
    state, heard = None, []
    for question in ("第二十三条谁牵头？", "还有谁参与？", "那第十三条呢？", "它讲了什么？"):
        answer, state = converse(store, question, state)
        assert answer.question == question
        heard.append((answer.intent, state.subject, answer.answerable))
    assert heard == [
        ("lead", "第二十三条", True), ("participant", "第二十三条", False), ("participant", "第十三条", False),
        ("content", "第十三条", True),
    ]  # fmt: skip
    assert "按上一问理解为" in answer.answer


def test_what_leans_on_the_last_question_is_asked_again_with_it() -> None:
    assert asked_anew("那第十三条呢？", LEAD) == ["第十二条谁牵头？", "那第十三条呢？"]
    assert asked_anew("第三条谁牵头？", LEAD) == asked_anew("第三条谁牵头？", None) == ["第三条谁牵头？"]


def test_without_a_state_nothing_is_added(store: GraphStore) -> None:
    answer, state = converse(store, "第十三条讲了什么？")
    assert "理解为" not in answer.answer
    assert state.subject == "第十三条"
    assert state.document is not None


def test_the_state_is_a_file(shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    context = tmp_path / "talk.json"
    graph = str(shipped / ".policygraph" / "graph.kgl")
    for question in ("第十二条谁牵头？", "那第十三条呢？"):
        assert main(["ask", question, "--context", str(context), "--graph", graph]) == 0
    assert "第十三条" in capsys.readouterr().out.split("按上一问理解为")[1]
    assert msgspec.json.decode(context.read_bytes(), type=State).subject == "第十三条"
    context.write_text("no state", encoding="utf-8")
    assert main(["ask", "它的目标呢？", "--context", str(context), "--graph", graph]) == 1
