"""A document as the reader shows it: every character once, by what it is; the panel beside a provision."""

import re

import pytest
from small import small_document
from stores import JIANGXI

from graph.confirm import Change, record
from graph.embedding import open_embedder
from graph.errors import NotFound
from graph.leaves import Bounds, pack_leaves, unpack_leaves
from graph.load import load_document
from graph.model import Document, Span
from graph.registry import load_registry
from graph.reviews import text_hash
from graph.store import GraphStore
from ingest.pipeline import parse_text
from qa.align import renew
from qa.panel import open_panel
from qa.reader import Reading, find_unit, read_document
from qa.similar import similar
from qa.typeset import Paragraph, anchors, paragraphs
from ui.web.paper import paper

NOTICE = """首页　新闻　返回顶部
某省人民政府办公厅关于印发节水行动
实施方案的通知
某政办发〔2031〕9号
各市、县人民政府，省政府各部门：
现将《节水行动实施方案》印发给你们。
某省人民政府办公厅
2031年5月6日
节水行动实施方案
一、总体要求
到2035年，用水总量控制在90亿立方米以内。
二、重点任务
（一）农业节水。推广滴灌，不得新开深井。1.摸清底数。2.限期整改。
（二）工业节水。由省水利厅牵头推进<script>alert(1)</script> **节水** $x$。
"""


def of_text(store: GraphStore, text: str) -> Reading:
    (document,) = parse_text(text)
    load_document(store, document)
    return read_document(store, document.id)


def bounds(document: Document) -> list[Bounds]:
    return [Bounds(each.id, each.span, each.title_span) for each in document.provisions]


# --- the text ------------------------------------------------------------------------------------------------


def test_leaves_come_back_as_they_were() -> None:
    document = small_document()
    assert unpack_leaves(pack_leaves(document), document.text, bounds(document)) == document.leaves


def test_a_graph_from_before_the_leaves_were_kept_is_read_all_the_same(store: GraphStore) -> None:
    document = small_document()
    load_document(store, document)
    before = read_document(store, document.id)
    store.write([("MATCH (d:Document) SET d.leaves = null", {})])
    after = read_document(store, document.id)
    assert [leaf.kind for leaf in after.leaves] == [leaf.kind for leaf in before.leaves]
    assert "".join(leaf.span.of(after.text) for leaf in after.leaves) == document.text
    assert load_document(store, document).status == "unchanged"


@pytest.mark.parametrize(
    "text",
    [
        "城市更新工作的一些想法\n\n一、总体要求\n\n稳步推进。\n",
        "城市更新要坚持先体检后更新，推动老旧小区、老旧厂区、老旧街区改造。\n\n一、总体要求\n\n稳步推进。\n",
        "推动城市更新。改造老旧小区。\n",
        "关于城市更新的意见\n\n一、总体要求\n\n稳步推进。\n",
    ],
)
def test_the_first_line_is_shown_once_whether_a_title_or_not(store: GraphStore, text: str) -> None:
    reading = of_text(store, text)
    page = re.sub("<[^>]+>", "", paper(reading, paragraphs(reading), furniture=False))
    assert page.count(text[:6]) == 1


@pytest.mark.parametrize("identity", [JIANGXI, "cn-2025-urban-quality"])
def test_derived_leaves_tile_the_text(shipped_store: GraphStore, identity: str) -> None:
    reading = read_document(shipped_store, identity)
    units = [Bounds(unit.id, unit.span, Span(unit.title_start, unit.title_stop)) for unit in reading.units]
    leaves = unpack_leaves(None, reading.text, units)
    assert [leaf.span.start for leaf in leaves[1:]] == [leaf.span.end for leaf in leaves[:-1]]
    assert (leaves[0].span.start, leaves[-1].span.end) == (0, len(reading.text))


@pytest.mark.parametrize("identity", [JIANGXI, "cn-2025-urban-quality"])
def test_every_character_is_set_once(shipped_store: GraphStore, identity: str) -> None:
    reading = read_document(shipped_store, identity)
    whole = "".join(run.text for paragraph in paragraphs(reading) for run in paragraph.runs)
    assert "".join(whole.split()) == "".join(reading.text.split())


def test_the_lines_of_the_shipped_opinion_are_told_apart(shipped_store: GraphStore) -> None:
    parts = [(each.part, each.depth, _words(each)[:12]) for each in paragraphs(read_document(shipped_store, JIANGXI))]
    assert parts[3:8] == [
        ("noise", None, "放大 缩小 默认"),
        ("issuers", None, "中共江西省委 江西省人民"),
        ("title", None, "关于推动城市高质量发展的"),
        ("date", None, "(2026年1月16日)"),
        ("front", None, "为深入贯彻《中共中央、国"),
    ]
    assert parts[8] == ("heading", 1, "一、总体要求")
    assert ("body", 2, "(十二)提升公共服务优质") in parts
    assert parts[-1][0] == "noise"


def test_a_notice_and_its_plan(store: GraphStore) -> None:
    reading = of_text(store, NOTICE)
    found = [(each.part, _words(each)) for each in paragraphs(reading)]
    for part, words in [
        ("title", "节水行动实施方案"),
        ("salutation", "各市、县人民政府，省政府各部门："),
        ("heading", "一、总体要求"),
        ("body", "到2035年，用水总量控制在90亿立方米以内。"),
    ]:
        assert (part, words) in found


def test_text_without_line_breaks_starts_anew_at_each_measure(store: GraphStore) -> None:
    reading = of_text(store, NOTICE.replace("\n（二）", "（二）"))
    starts = [_words(each)[:3] for each in paragraphs(reading)]
    assert "（一）" in starts
    assert "（二）" in starts
    assert not any(start.startswith("2.") for start in starts)


def test_marks_stand_on_the_words_they_name(shipped_store: GraphStore) -> None:
    reading = read_document(shipped_store, JIANGXI)
    of = {(mark.kind, mark.span.of(reading.text)) for mark in reading.marks}
    assert ("actor", "省住房城乡建设厅") in of
    assert ("place", "南昌") in of
    assert ("target", "逐步实现紧密型医联体全覆盖") in of
    assert ("prohibition", "坚决遏制新增地方政府隐性债务") in of
    assert ("programme", "“赣字号”") in of
    assert ("reference", "《中共中央、国务院关于推动城市高质量发展的意见》") in of
    assert {mark.duty for mark in reading.marks if mark.name == "省住房城乡建设厅"} == {True}


def test_runs_carry_the_marks_that_cover_them(store: GraphStore) -> None:
    load_document(store, small_document())
    reading = read_document(store, "测发-2031-7")
    runs = {run.text: [mark.kind for mark in run.marks] for each in paragraphs(reading) for run in each.runs}
    assert runs["南昌"] == ["place"]
    assert runs["到2035年水质达标率达到95%以上"] == ["target"]
    assert runs["。支持"] == []


def test_provisions_begin_in_the_paragraph_that_has_their_label(shipped_store: GraphStore) -> None:
    reading = read_document(shipped_store, JIANGXI)
    lines = paragraphs(reading)
    for position, units in anchors(reading, lines).items():
        for unit in units:
            assert lines[position].span.start <= unit.start < lines[position].span.end
    assert sum(map(len, anchors(reading, lines).values())) == len(reading.units)


# --- where an address leads ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("12", ("四", "(十二)")), ("四/（十二）", ("四", "(十二)")), ("四/(十二)", ("四", "(十二)")), ("四", ("四",)),
        (f"{JIANGXI}#四/（十二）", ("四", "(十二)")), (" 12 ", ("四", "(十二)")),
    ],
)  # fmt: skip
def test_a_number_a_path_or_an_id_leads_to_the_provision(
    shipped_store: GraphStore, place: str, path: tuple[str, ...]
) -> None:
    assert find_unit(read_document(shipped_store, JIANGXI), place).path == path


@pytest.mark.parametrize("place", ["26", "0", "四/（十三）", "九", "", "<b>", "'; DROP"])
def test_what_is_not_there_is_said_with_the_true_range(shipped_store: GraphStore, place: str) -> None:
    reading = read_document(shipped_store, JIANGXI)
    with pytest.raises(NotFound, match="全文共 25 条，编号从第一条到第二十五条") as raised:
        find_unit(reading, place)
    assert "25 numbered provisions, 1 to 25" in raised.value.en


def test_an_unknown_document_is_said(shipped_store: GraphStore) -> None:
    with pytest.raises(NotFound, match="没有标识或题名以"):
        read_document(shipped_store, "无此文件")


# --- beside a provision ----------------------------------------------------------------------------------------


def test_what_the_text_leaves_open_stays_open(shipped_store: GraphStore) -> None:
    reading = read_document(shipped_store, JIANGXI)
    panel = open_panel(shipped_store, reading, find_unit(reading, "12"))
    assert (panel.own, panel.inside, panel.above) == ((), (), ())
    assert [duty.name for duty in panel.whole if duty.role == "coordinator"] == ["省住房城乡建设厅", "省发展改革委"]
    assert {duty.basis for duty in panel.whole} == {"general"}
    assert [aim.metric for aim in panel.aims] == ["紧密型医联体全覆盖"]
    assert {(each.kind, each.name) for each in panel.found} >= {("programme", "“赣字号”")}


def test_the_national_counterpart_is_an_outline_and_said_to_be(shipped_store: GraphStore) -> None:
    reading = read_document(shipped_store, JIANGXI)
    (first, *_) = open_panel(shipped_store, reading, find_unit(reading, "12")).counterparts
    assert (first.heading, first.outline, first.above, first.main) == ("提升公共服务优质均衡水平", True, True, True)
    assert first.differences is None
    national = read_document(shipped_store, "cn-2025-urban-quality")
    (back, *_) = open_panel(shipped_store, national, find_unit(national, "10")).counterparts
    assert (back.document, back.number, back.above) == (JIANGXI, 12, False)


def test_duties_of_a_provision_are_not_its_parents(shipped_store: GraphStore) -> None:
    reading = read_document(shipped_store, JIANGXI)
    part = open_panel(shipped_store, reading, find_unit(reading, "八"))
    assert part.own == ()
    assert [(duty.name, duty.role) for duty in part.inside] == [
        ("党委或政府主要负责同志", "lead"), ("住房城乡建设(城市管理)部门", "host"),
    ]  # fmt: skip
    own = open_panel(shipped_store, reading, find_unit(reading, "23"))
    assert [duty.role for duty in own.own] == ["lead", "host"]


def test_what_staff_confirmed_is_there_with_who_and_when(store: GraphStore) -> None:
    document = small_document()
    load_document(store, document)
    reading = read_document(store, document.id)
    unit = find_unit(reading, "2")
    body = load_registry().resolve("省水利厅", "360000", "2031-05-06")
    change = Change(
        document=unit.document, provision=unit.id, text=text_hash(unit.span.of(reading.text)), what="", why="会议纪要",
        duties=(("lead", body),), dates=(("2031年底前", "2031-12-31"),),
    )  # fmt: skip
    record(store, [change], "张三")
    panel = open_panel(store, reading, unit)
    assert [(duty.name, duty.basis) for duty in panel.own] == [("省水利厅", "confirmed")]
    assert {(fact.who, fact.why, fact.name) for fact in panel.confirmed} == {
        ("张三", "会议纪要", "省水利厅"), ("张三", "会议纪要", "2031年底前"),
    }  # fmt: skip
    marked = read_document(store, document.id).marks
    assert not any(mark.name == "省水利厅" for mark in marked), "the text does not name whom staff confirmed"


def test_words_that_differ_are_counted_where_both_texts_are_whole(store: GraphStore) -> None:
    embedder = open_embedder()
    national = small_document("国发-2031-1", jurisdiction="000000", title="关于推进全国河湖治理的意见", doc_number=None)
    local = small_document(extra="落实《关于推进全国河湖治理的意见》。加强巡查。")
    for document in (national, local):
        load_document(store, document, embedder)
    store.checkpoint()
    from graph.alignments import keep_alignment
    from qa.align import aligned

    keep_alignment(store, local.id, national.id, aligned(store, local.id, national.id), embedder.name)
    reading = read_document(store, local.id)
    same, changed = (open_panel(store, reading, find_unit(reading, place)).counterparts[0] for place in ("1", "2"))
    assert (same.relation, same.differences) == ("carried-over", 0)
    assert changed.outline is False
    assert changed.differences is not None


def test_similar_provisions_are_of_other_documents_and_near(shipped_store: GraphStore) -> None:
    reading = read_document(shipped_store, JIANGXI)
    found = {unit.title: similar(shipped_store, unit.id) for unit in reading.units if unit.number}
    assert all(one.document != JIANGXI for near in found.values() for one in near)
    counterparts = {
        "加强房屋和市政基础设施安全管理": "加强房屋和市政基础设施安全管理",
        "推进产业发展节能降碳": "推进生产领域节能降碳",
        "提升公共服务优质均衡水平": "提升公共服务优质均衡水平",
    }
    for title, counterpart in counterparts.items():
        assert found[title][0].heading == counterpart
    assert found["增强设区市城市特色"] == [], "nothing in the national outline is about it"
    aligned = {
        (counterpart.document, counterpart.path)
        for unit in reading.units
        for counterpart in open_panel(shipped_store, reading, unit).counterparts
    }
    near = [(one.document, one.path) for found_near in found.values() for one in found_near]
    assert len(near) >= 19
    assert set(near) <= aligned


def test_a_graph_without_vectors_has_nothing_similar(store: GraphStore) -> None:
    load_document(store, small_document())
    renew(store)
    reading = read_document(store, "测发-2031-7")
    assert open_panel(store, reading, reading.units[2]).similar == ()


def _words(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)
