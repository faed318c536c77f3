"""People, enterprises and bodies that act, are helped or are watched, and in which role."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from graph.model import Responsibility, Span
from ingest.actors import extract_mentions
from ingest.passages import Context, Passage

SAMPLE = Path(__file__).parents[2] / "shared" / "seed-sample.json"
SEED = corpus.DOCUMENTS / "jiangxi-2026-urban-quality.txt"
CONTEXT = Context(title="", issuers=(), date=None, jurisdiction="360000")


def mentions(text: str, duties: list[Responsibility] | None = None) -> list[Responsibility]:
    passage = Passage(text=text, span=Span(0, len(text)), provision="p", kind="body")
    return extract_mentions([passage], CONTEXT, duties or [])


def said(text: str) -> dict[str, str]:
    return {row.actor: row.role for row in mentions(text)}


ROLES = [
    (
        "鼓励高校、科研院所与龙头企业共建创新联合体，支持青年科技人才挑大梁。",
        {"高校": "participant", "科研院所": "participant", "龙头企业": "participant", "青年科技人才": "supported"},
    ),
    ("健全农村留守儿童和独居老人关爱体系。", {"农村留守儿童": "supported", "独居老人": "supported"}),
    (
        "压实施工单位和监理单位质量责任，严厉查处平台企业垄断行为。",
        {"施工单位": "overseen", "监理单位": "overseen", "平台企业": "overseen"},
    ),
    (
        "广泛发动党员干部、志愿者参与垃圾分类，接受社会公众监督。",
        {"党员干部": "participant", "志愿者": "participant", "社会公众": "participant"},
    ),
    ("由第三方机构开展评估，回应群众关切。", {"第三方机构": "implementer", "群众": "supported"}),
    (
        "物业服务企业应当履行管理职责，居民自觉遵守。",
        {"物业服务企业": "implementer", "居民": "implementer"},
    ),
    (
        "对困难群众实施临时救助，加强对住房租赁企业的监管，保护消费者合法权益。",
        {"困难群众": "supported", "住房租赁企业": "overseen", "消费者": "supported"},
    ),
    (
        "引导金融机构加大对小微企业、个体工商户信贷投放。",
        {"金融机构": "participant", "小微企业": "supported", "个体工商户": "supported"},
    ),
    ("支持城市更新，支持地方经济发展。", {}),
    ("支持有条件的地区开展试点。", {"有条件的地区": "supported"}),
    ("坚持政府主导，深化政府采购改革。", {"政府": "implementer"}),
    ("培育专精特新“小巨人”企业。", {"专精特新“小巨人”企业": "supported"}),
    ("发挥村（居）法律顾问队伍作用。", {"村（居）法律顾问队伍": "implementer"}),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_roles_by_the_verbs(text: str, expected: dict[str, str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "居民消费价格总体稳定，企业所得税优惠",
        "整合市民服务热线，建设儿童友好城市",
        "发行企业债券，防范个人极端事件",
        "实施《企业信息公示条例》，开展“青年文明号”创建",
        "加强涉企收费管理，弘扬企业家精神",
        "提升常住人口城镇化率",
    ],
)
def test_words_that_name_nobody(text: str) -> None:
    assert said(text) == {}


def test_bodies_without_a_duty_are_mentioned() -> None:
    rows = mentions("重大情况及时向市委、市政府报告。")
    assert [(row.actor, row.notation, row.basis) for row in rows] == [
        ("市委", "mention", "explicit"),
        ("市政府", "mention", "explicit"),
    ]


def test_a_decision_of_the_state_is_a_setting() -> None:
    assert said("按照国务院决策部署，服务企业发展。") == {"企业": "supported"}


def test_no_mention_where_a_duty_is_held() -> None:
    text = "居委会要组织居民开展自治。"
    [duty] = [row for row in mentions(text) if row.actor == "居委会"]
    assert [row.actor for row in mentions(text, [duty])] == ["居民"]


def test_a_second_name_in_brackets_is_no_mention() -> None:
    assert list(said("各镇人民政府（街道办事处）引导居民参与。")) == ["各镇人民政府", "居民"]


def test_one_mention_a_name_by_the_telling_clause() -> None:
    rows = mentions("统筹财政资金、社会资本。吸引社会资本参与建设。")
    assert [(row.actor, row.role) for row in rows] == [("社会资本", "participant")]


@given(st.text(alphabet="支持监管鼓励参与农业转移人口企业居民委会政府、和，。“”《》（）优质省委\n", max_size=80))
def test_spans_hold_the_names(text: str) -> None:
    last = 0
    for row in mentions(text):
        assert row.surface.of(text) == row.actor
        assert row.evidence.covers(row.surface)
        assert row.surface.start >= last
        last = row.surface.end


def seed_mentions() -> dict[tuple[str, str], str]:
    """What is found in the shipped opinion's measures, numbered as they run."""
    text = SEED.read_text(encoding="utf-8")
    heads = re.finditer(r"^\s*\([一二三四五六七八九十]+\)(.+)$", text, re.M)
    passages = [
        Passage(text=text, span=Span(*head.span(1)), provision=str(number), kind="body")
        for number, head in enumerate(heads, 1)
    ]
    return {(row.provision or "", row.actor): row.role for row in extract_mentions(passages, CONTEXT, [])}


def test_the_opinion_s_actors() -> None:
    found = seed_mentions()
    expected = {
        ("6", "公众"): "participant",
        ("7", "民营企业"): "supported",
        ("12", "灵活就业人员"): "supported",
        ("17", "生产经营单位"): "overseen",
        ("17", "从业人员"): "supported",
        ("20", "传统建筑工匠"): "supported",
        ("23", "居委会"): "participant",
        ("23", "群团组织"): "participant",
        ("24", "群众"): "supported",
    }
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.skipif(not SAMPLE.exists(), reason="needs ../shared/seed-sample.json")
def test_two_readers_actors() -> None:
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    read = {str(row["n"]) for rows in sample.values() if isinstance(rows, list) for row in rows}
    found = {key: role for key, role in seed_mentions().items() if key[0] in read}
    core = {(str(row["n"]), row["name"]): row["role"] for row in sample["actors"] if row["core"]}
    either = {(str(row["n"]), row["name"]) for row in sample["actors"]}
    recall = sum(found.get(key) == role for key, role in core.items()) / len(core)
    precision = sum(key in either for key in found) / len(found)
    assert 2 * recall * precision / (recall + precision) >= 0.95
