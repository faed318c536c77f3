"""Documents in the graph: what is refused, what is one node, what is a new version."""

import pytest
from msgspec.structs import replace
from small import TEXT, small_document

from graph.errors import InputError
from graph.load import load_document
from graph.model import Leaf, Span
from graph.rows import fingerprint, text_id
from graph.store import GraphStore


def _actors(store: GraphStore, name: str) -> list[str]:
    query = "MATCH (r {name: $name})-[:HELD_BY|MENTIONS]->(a:Actor) RETURN DISTINCT a.id AS id ORDER BY id"
    return [row["id"] for row in store.read(query, {"name": name})]


class TestRefusals:
    @pytest.mark.parametrize(
        ("field", "span"),
        [
            ("targets", Span(10, 10_000)),
            ("targets", Span(20, 20)),
            ("prohibitions", Span(30, 20)),
            ("tasks", Span(-5, 3)),
        ],
    )
    def test_facts_must_stand_on_the_text(self, store: GraphStore, field: str, span: Span) -> None:
        document = small_document()
        wrong = (replace(getattr(document, field)[0], span=span),)
        with pytest.raises(InputError, match="字符位置"):
            load_document(store, replace(document, **{field: wrong}))
        assert store.read("MATCH (n) RETURN n.id AS id") == []

    def test_facts_must_belong_to_a_provision_of_the_document(self, store: GraphStore) -> None:
        document = small_document()
        wrong = (replace(document.tasks[0], provision="别处#一"),)
        with pytest.raises(InputError, match="不存在的条款"):
            load_document(store, replace(document, tasks=wrong))


class TestFingerprint:
    def test_white_space_and_furniture_do_not_count(self) -> None:
        plain = small_document()
        spaced = small_document(text=TEXT.format(extra="").replace("\n", "\n\n　　").replace("（一）", "（一） "))
        assert fingerprint(plain) == fingerprint(spaced)
        navigation = "首页 > 政策\n"
        noisy = small_document(text=TEXT.format(extra="") + navigation)
        noisy = replace(noisy, noise=(Span(len(noisy.text) - len(navigation), len(noisy.text)),))
        assert fingerprint(plain) == fingerprint(noisy)

    def test_furniture_in_the_leaves_counts_as_little(self) -> None:
        text = "打印 分享\n" + TEXT.format(extra="")
        document = small_document(text=text)
        noise = Leaf(kind="noise", span=Span(0, 6))
        assert fingerprint(replace(document, leaves=(noise, *document.leaves))) == fingerprint(small_document())

    @pytest.mark.parametrize("extra", ["。", "2", "不"])
    def test_any_character_of_the_text_counts(self, extra: str) -> None:
        assert fingerprint(small_document(extra=extra)) != fingerprint(small_document())

    def test_a_wording_is_one_whatever_its_spaces(self) -> None:
        assert text_id("推进 改革\n开放。") == text_id("推进改革开放。") != text_id("推进改革。")


class TestActorsAndPlaces:
    def test_names_of_one_body_are_one_node(self, store: GraphStore) -> None:
        load_document(store, small_document())
        assert _actors(store, "省发改委") == _actors(store, "省发展改革委")
        assert len(_actors(store, "省发改委")) == 1

    def test_a_department_and_its_counterpart_are_two_nodes_and_linked(self, store: GraphStore) -> None:
        load_document(store, small_document())
        rows = store.read(
            "MATCH (a:Actor {id: $id})-[:COUNTERPART_OF]->(b:Actor) RETURN b.name AS name, b.jurisdiction AS place",
            {"id": _actors(store, "省财政厅")[0]},
        )
        assert rows == [{"name": "财政部", "place": "000000"}]

    def test_the_same_name_elsewhere_is_another_body(self, store: GraphStore) -> None:
        load_document(store, small_document())
        load_document(store, small_document("陕文-1", jurisdiction="610000"))
        assert len(_actors(store, "省财政厅")) == 2
        assert len(_actors(store, "群众")) == 1

    def test_mentions_are_no_duties(self, store: GraphStore) -> None:
        load_document(store, small_document())
        assert store.read("MATCH (m:Mention)-[:MENTIONS]->(a:Actor) RETURN a.name AS name") == [{"name": "群众"}]
        assert store.read("MATCH (r:Responsibility)-[:HELD_BY]->(a:Actor {name: '群众'}) RETURN r.id AS id") == []

    def test_a_duty_for_the_whole_document_hangs_on_the_document(self, store: GraphStore) -> None:
        load_document(store, small_document())
        query = (
            "MATCH (r:Responsibility)-[:RESPONSIBLE_FOR]->(d:Document) RETURN r.role AS role, d.identity AS document"
        )
        assert store.read(query) == [{"role": "coordinator", "document": "测发-2031-7"}]

    def test_places_are_joined_to_their_members_and_surroundings(self, store: GraphStore) -> None:
        document = small_document(extra="建设昌九走廊。")
        span = Span(document.text.index("昌九"), document.text.index("昌九") + 2)
        place = replace(document.places[0], id="测发-2031-7#place-2", name="昌九", span=span, kind="region", code=None)
        load_document(store, replace(document, places=(*document.places, place)))
        members = "MATCH (:Place {name: '昌九'})-[:COMPRISES]->(p:Place) RETURN p.code AS code ORDER BY code"
        assert [row["code"] for row in store.read(members)] == ["360100", "360400"]
        within = "MATCH (:Place {code: '360100'})-[:WITHIN]->(p:Place) RETURN p.name AS name, p.code AS code"
        assert store.read(within) == [{"name": "江西省", "code": "360000"}]


class TestText:
    def test_a_provisions_text_is_its_own(self, store: GraphStore) -> None:
        load_document(store, small_document())
        rows = store.read(
            "MATCH (p:Provision) RETURN p.path AS path, p.text AS text, p.quote AS quote ORDER BY p.position"
        )
        assert [(row["path"], row["text"].split("\n")[0], row["quote"]) for row in rows] == [
            (["一"], "总体要求", "总体要求"),
            (["二"], "重点任务", "重点任务"),
            (["二", "（一）"], "治理河道", "治理河道"),
            (["二", "（二）"], "保护湖泊", "保护湖泊"),
        ]
        assert rows[1]["text"] == "重点任务"

    def test_sentences_are_those_of_provisions_preamble_and_closing(self, store: GraphStore) -> None:
        load_document(store, small_document())
        rows = store.read("MATCH (s:Sentence) RETURN s.quote AS quote, s.provision AS provision ORDER BY s.position")
        assert [row["quote"] for row in rows if row["provision"] is None] == [
            "各县人民政府：", "为改善水质，制定本意见。", "本意见由省发展改革委协调指导。",
        ]  # fmt: skip
        assert "（省发改委牵头，省财政厅配合）" in [row["quote"] for row in rows]

    def test_a_wording_is_held_once_and_words_are_counted(self, store: GraphStore) -> None:
        load_document(store, small_document())
        before = store.read("MATCH (i:SearchIndex) RETURN i.texts AS texts, i.words AS words")
        load_document(store, small_document("另一份"))
        assert store.read("MATCH (i:SearchIndex) RETURN i.texts AS texts, i.words AS words") == before
        assert store.read("MATCH (t:Text) RETURN count(t) AS texts, sum(t.length) AS words") == before
        load_document(store, small_document("第三份", extra="清淤有奖。"))
        counted = store.read("MATCH (t:Term {id: '清淤'}) RETURN t.texts AS texts")
        held = "MATCH (t:Text) WHERE ' ' + t.words + ' ' CONTAINS ' 清淤 ' RETURN count(t) AS texts"
        assert counted == store.read(held)
