"""The matrix: which provisions are rows, what stands in them, its three views, on both stores."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from small import TEXT, small_document

import corpus
from graph.confirm import Change, confirmed_of, record
from graph.errors import InputError, NotFound
from graph.load import load_document
from graph.registry import load_registry
from graph.reviews import text_hash
from graph.store import GraphStore
from ingest.pipeline import parse_path, parse_text
from qa.matrix import Inferred, Matrix, MatrixRow, build_matrix
from qa.matrix_views import by_department, cross_table, narrow

HERE = Path(__file__).parent
SEED = corpus.DOCUMENTS / "jiangxi-2026-urban-quality.txt"
POLICIES = HERE.parent.parent / "shared" / "policies"
CONTRACT = (
    "ordinal", "path", "title", "lead", "participants", "responsible", "coordinators", "hosts", "inferred", "deadline",
    "basis", "evidence",
)  # fmt: skip


def matrix_of(store: GraphStore, text: str) -> Matrix:
    (document,) = parse_text(text)
    load_document(store, document)
    return build_matrix(store, document.id)


def rows(matrix: Matrix) -> list[dict[str, Any]]:
    return [{key: row[key] for key in CONTRACT} for row in json.loads(msgspec.json.encode(matrix.rows))]


# --- the shipped opinion -------------------------------------------------------------------------------------


def test_the_seed_reads_as_the_golden_file(store: GraphStore) -> None:
    """One row a line in tests/data/matrix-jiangxi.json: only measure 23 has a lead, and a seat of its office."""
    for document in parse_path(SEED):
        load_document(store, document)
    matrix = build_matrix(store)
    golden = json.loads((HERE / "data" / "matrix-jiangxi.json").read_text("utf-8"))
    assert rows(matrix) == golden
    assert len(golden) == 25
    assert [row["ordinal"] for row in golden if row["lead"]] == [23]
    departments = by_department(matrix)
    assert [share.row for share in departments["省住房城乡建设厅"]] == [None]
    names, marks = cross_table(matrix)
    assert dict(zip(names, marks[22], strict=True)) == {
        "省住房城乡建设厅": "◇", "省发展改革委": "◇", "党委或政府主要负责同志": "●",
        "住房城乡建设(城市管理)部门": "□",
    }  # fmt: skip


# --- which provisions are rows -------------------------------------------------------------------------------

HEAD = "某某市人民政府关于加快发展冰雪运动的实施意见\n\n各县（市、区）人民政府：\n\n"
FOOT = "\n某某市人民政府\n2027年3月5日\n"

LAYOUTS = {
    "a series that runs through the parts": (
        "一、总体要求\n坚持开放共享。\n二、重点任务\n（一）打好基础。新建滑冰场。（市体育局牵头，市财政局配合）\n"
        "（二）放开门槛。简化手续。\n三、保障措施\n（三）加强宣传。办好节庆。（市文化和旅游局负责）\n",
        [
            ("二", "（一）", "市体育局", "市财政局", ""),
            ("二", "（二）", "", "", ""),
            ("三", "（三）", "", "", "市文化和旅游局"),
        ],
    ),
    "notes below the series": (
        "一、重点任务\n（一）打好基础\n1.新建滑冰场。（市体育局负责）\n2.改造公园。\n（二）放开门槛。简化手续。（市教育局负责）\n"
        "二、保障措施\n（三）加强宣传\n1.办好节庆。（市文化和旅游局负责）\n2.讲好故事。（市文化和旅游局负责）\n",
        [
            ("一", "（一）", "1", "", "", "市体育局"),
            ("一", "（一）", "2", "", "", ""),
            ("一", "（二）", "", "", "市教育局"),
            ("二", "（三）", "1", "", "", "市文化和旅游局"),
            ("二", "（三）", "2", "", "", "市文化和旅游局"),
        ],
    ),
    "measures that start anew in every part": (
        "一、总体要求\n坚持开放共享。\n二、重点任务\n（一）打好基础。新建滑冰场。\n（二）放开门槛。简化手续。\n"
        "三、保障措施\n（一）加强宣传。办好节庆。\n（二）加强督查。各部门要抓好落实。\n",
        [
            ("二", "（一）", "", "", ""),
            ("二", "（二）", "", "", ""),
            ("三", "（一）", "", "", ""),
            ("三", "（二）", "", "", "各部门"),
        ],
    ),
    "parts alone": (
        "一、打好基础\n新建滑冰场。\n二、放开门槛\n（一）简化手续。\n三、加强宣传\n市体育局要办好节庆。\n",
        [("一", "", "", ""), ("二", "", "", ""), ("三", "", "", "市体育局")],
    ),
    "a body named outside the series has a row, a collective has none": (
        "一、重点任务\n（一）打好基础。新建滑冰场。（市体育局牵头）\n（二）放开门槛。简化手续。\n"
        "（三）做好服务。建设平台。\n（四）用好资金。加强管理。\n二、组织实施\n市体育局要加强督促检查。\n三、其他\n各部门要抓好落实。\n",
        [
            ("一", "（一）", "市体育局", "", ""),
            *(("一", label, "", "", "") for label in ("（二）", "（三）", "（四）")),
            ("二", "", "", "市体育局"),
        ],
    ),
    "people who act, are helped or are watched are nobody's duty": (
        "一、重点任务\n（一）打好基础。鼓励居民参与，支持企业投资。\n（二）放开门槛。为老年人提供服务。\n",
        [("一", "（一）", "", "", ""), ("一", "（二）", "", "", "")],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_rows(store: GraphStore, name: str) -> None:
    body, expected = LAYOUTS[name]
    matrix = matrix_of(store, HEAD + body + FOOT)
    found = [
        (*row.path, *("、".join(names) for names in (row.lead, row.participants, row.responsible)))
        for row in matrix.rows
    ]
    assert found == expected


def test_a_row_has_the_dates_of_its_targets_as_printed_and_iso(store: GraphStore) -> None:
    matrix = matrix_of(
        store,
        HEAD
        + "一、重点任务\n（一）打好基础。2028年底前，新建滑冰场12座；到2031年，达到30座。\n（二）放开门槛。"
        + FOOT,
    )
    first, second = matrix.rows
    assert (first.deadline, first.deadline_text) == ("2028-12-31；2031", "2028年底前；到2031年")
    assert (second.deadline, second.deadline_text, second.evidence, second.basis) == (None, None, None, ())


@pytest.mark.skipif(not POLICIES.exists(), reason="needs the shared policies")
@pytest.mark.parametrize(
    ("file", "numbered", "led"),
    [("hfs_24.txt", 20, 10), ("zy_04.txt", 21, 21), ("zy_08.txt", 17, 0), ("yz_dev.txt", 23, 23)],
)
def test_real_documents(store: GraphStore, file: str, numbered: int, led: int) -> None:
    found: list[MatrixRow] = []
    for document in parse_path(POLICIES / file):
        load_document(store, document)
        matrix = build_matrix(store, document.id)
        found += [row for row in matrix.rows if row.number is not None]
        for row in matrix.rows:
            for holding in row.holdings:
                assert holding.span.of(document.text) == holding.quote
    assert (len(found), sum(bool(row.lead) for row in found)) == (numbered, led)
    assert all(row.lead or row.responsible for row in found)


# --- views, choice of the document ---------------------------------------------------------------------------


def test_views_tell_inferred_departments_apart(store: GraphStore) -> None:
    load_document(store, small_document())
    matrix = build_matrix(store)
    guess = Inferred(department="省林业局", score=0.7, right=0.69, because="保护湖泊", mandate="湿地保护")
    second = msgspec.structs.replace(matrix.rows[1], inferred=(guess,), basis=("general", "inferred"))
    matrix = msgspec.structs.replace(matrix, rows=(matrix.rows[0], second))
    names, marks = cross_table(matrix)
    crossed = {(row, name): mark for row, line in enumerate(marks) for name, mark in zip(names, line, strict=True)}
    assert crossed == {
        (0, "省发展改革委"): "●◇", (0, "省财政厅"): "○", (0, "省林业局"): "",  # printed 省发改委 and 省发展改革委
        (1, "省发展改革委"): "◇", (1, "省财政厅"): "", (1, "省林业局"): "△",
    }  # fmt: skip
    (share,) = by_department(matrix)["省林业局"]
    assert (share.basis, share.role, share.score, share.quote) == ("inferred", None, 0.7, "保护湖泊")


def test_a_matrix_is_narrowed_to_what_a_reader_chose(store: GraphStore) -> None:
    notes = (
        "一、重点任务\n（一）打好基础。新建滑冰场。（市体育局牵头，市财政局配合）\n（二）放开门槛。简化手续。\n"
        "二、保障措施\n（三）加强宣传。办好节庆。（市财政局牵头）\n（四）用好资金。2028年底前拨付。\n"
    )
    whole = matrix_of(store, HEAD + notes + FOOT)
    guess = Inferred(department="市财政局", score=0.7, right=0.69, because="用好资金", mandate="财政资金")
    last = msgspec.structs.replace(whole.rows[3], inferred=(guess,), basis=("inferred",))
    whole = msgspec.structs.replace(whole, rows=(*whole.rows[:3], last))

    def kept(**chosen: Any) -> list[str]:
        narrowed = narrow(whole, **chosen)
        assert {row.provision for row in narrowed.rows} <= {row.provision for row in whole.rows}
        return [row.path[-1] for row in narrowed.rows]

    assert whole.parts == (("一", "重点任务"), ("二", "保障措施"))
    assert narrow(whole) == whole
    assert kept(part="一") == ["（一）", "（二）"]
    assert kept(department="市财政局") == ["（一）", "（三）", "（四）"]
    assert kept(department="市财政局", inferred=False) == ["（一）", "（三）"]
    assert kept(department="市财政局", bases=("inferred",)) == ["（四）"]
    assert kept(department="市体育局", bases=("inferred",)) == []
    assert kept(bases=(None,)) == ["（二）", "（四）"]
    assert kept(bases=("explicit", None), part="二") == ["（三）", "（四）"]
    assert kept(department="市农业局") == []
    (first,) = narrow(whole, department="市体育局").rows
    assert first == whole.rows[0]  # who else takes part still stands there
    (lost,) = narrow(whole, bases=(None,), part="二", inferred=False).rows
    assert (lost.inferred, lost.basis) == ((), ())


def test_departments_are_suggested_only_where_the_text_names_nobody(store: GraphStore) -> None:
    for document in parse_path(SEED):
        load_document(store, document)
    for limit in (1, 3):
        found = build_matrix(store, infer=limit).rows
        assert not found[22].inferred
        assert all(len(row.inferred) <= limit for row in found)
        assert sum(bool(row.inferred) for row in found) > 12
        for row in found:
            scores = [each.score for each in row.inferred]
            assert scores == sorted(scores, reverse=True)
            assert ("inferred" in row.basis) == bool(row.inferred)
            assert all(each.because and each.mandate for each in row.inferred)
    hidden = build_matrix(store, infer=3, ignore_notes=True).rows[22]
    assert hidden.lead == ("党委或政府主要负责同志",)  # the truth stays beside what is inferred without it
    assert hidden.inferred


def test_a_row_that_names_somebody_deeper_down_gets_no_suggestion(store: GraphStore) -> None:
    text = (
        "一、重点任务\n（一）监测预报。\n1. 监测暴雨台风，发布气象灾害预警。\n2. 落实值班。市气象局负责日常值班。\n"
        "（二）排查水库隐患。加固堤防。\n（三）加强宣传。办好节庆。\n"
    )
    (document,) = parse_text(HEAD + text + FOOT)
    load_document(store, document)
    by_path = {row.path: row for row in build_matrix(store, document.id, infer=3).rows}
    assert by_path[("一", "（一）")].responsible == ("市气象局",)
    assert by_path[("一", "（一）")].inferred == ()
    assert by_path[("一", "（二）")].inferred
    assert build_matrix(store, document.id, infer=3, ignore_notes=True).rows[0].inferred


def test_the_document_must_be_clear(store: GraphStore) -> None:
    with pytest.raises(NotFound):
        build_matrix(store)
    load_document(store, small_document())
    load_document(store, small_document("测发-2032-9", title="关于推进山林治理的意见"))
    with pytest.raises(InputError, match="--document"):
        build_matrix(store)
    assert build_matrix(store, "测发-2032").document.identity == "测发-2032-9"
    with pytest.raises(NotFound):
        build_matrix(store, "无此文件")


# --- what staff confirm --------------------------------------------------------------------------------------


def confirm(store: GraphStore, *names: str, withdrawn: tuple[str, ...] = (), date: bool = False) -> None:
    row = build_matrix(store).rows[1]
    bodies = (load_registry().resolve(name, "360000") for name in names)
    change = Change(
        document=build_matrix(store).document.key, provision=row.provision, text=row.text_hash,
        what="、".join(names), why="会议纪要", duties=tuple(("lead", body) for body in bodies), withdrawn=withdrawn,
        dates=(("2033年底前", "2033-12-31"),) if date else (),
    )  # fmt: skip
    record(store, [change], "张三")


def test_what_is_confirmed_stands_in_the_row_and_can_be_withdrawn(either_store: GraphStore) -> None:
    load_document(either_store, small_document())
    stated = build_matrix(either_store).rows
    confirm(either_store, "省林业局", date=True)
    row = build_matrix(either_store).rows[1]
    assert (row.lead, row.deadline, row.deadline_text) == (("省林业局",), "2033-12-31", "2033年底前")
    assert row.basis == ("general", "confirmed")
    (holding,) = row.held("lead")
    assert (holding.who, holding.why, holding.quote) == ("张三", "会议纪要", "保护湖泊")
    assert load_document(either_store, small_document()).status == "unchanged"
    assert build_matrix(either_store).rows[1] == row

    facts = tuple(fact.id for fact in confirmed_of(either_store, row.provision.partition("#")[0]))
    confirm(either_store, "省水利厅", withdrawn=facts)
    assert build_matrix(either_store).rows[1].lead == ("省水利厅",)
    (last,) = confirmed_of(either_store, row.provision.partition("#")[0])
    confirm(either_store, withdrawn=(last.id,))
    assert build_matrix(either_store).rows == stated
    events = either_store.read("MATCH (v:Review) OPTIONAL MATCH (v)-[r]->(x) RETURN v.who AS who, count(r) AS joins")
    assert events == [{"who": "张三", "joins": 9}]  # three looked at a provision, three facts came and went


def test_a_new_version_keeps_what_was_confirmed_of_unchanged_provisions(either_store: GraphStore) -> None:
    load_document(either_store, small_document())
    confirm(either_store, "省林业局", date=True)
    for extra, version, kept in (("", 1, ("省林业局",)), ("湖边种草。", 2, ())):
        document = small_document(extra=extra) if extra else small_document()
        report = load_document(either_store, document)
        assert report.version == version
        row = build_matrix(either_store).rows[1]
        assert row.lead == kept


def test_a_new_version_that_reads_the_same_there_keeps_what_was_confirmed(either_store: GraphStore) -> None:
    load_document(either_store, small_document())
    confirm(either_store, "省林业局", date=True)
    changed = small_document(text=TEXT.format(extra="").replace("坚持生态优先。", "坚持生态优先，坚持绿色发展。"))
    assert load_document(either_store, changed).version == 2
    row = build_matrix(either_store).rows[1]
    assert (row.lead, row.deadline) == (("省林业局",), "2033-12-31")
    assert row.held("lead")[0].who == "张三"


def test_a_hash_sees_words_and_no_white_space() -> None:
    assert (
        text_hash("（一）保护湖泊。\n种草") == text_hash("（一） 保护湖泊。种草\n") != text_hash("（一）保护湖泊。种树")
    )
