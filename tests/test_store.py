"""What both stores must do alike, and how each says that it can't be had."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import kglite
import neo4j
import pytest
from neo4j_server import Server
from small import small_document

from graph import carry, confirm, decide, embedding, feedback, load, reviews, search
from graph.cypher_export import export_cypher, literal
from graph.embedding import open_embedder
from graph.errors import InputError, StoreBusy, StoreUnavailable
from graph.load import list_documents, load_document
from graph.schema import NODES, RELATIONSHIPS
from graph.store import GraphStore, declarations, open_store
from graph.tokens import tokenise

COUNTS = "MATCH (n) RETURN labels(n)[0] AS kind, count(n) AS count ORDER BY kind"
JOINS = "MATCH (a)-[r]->(b) RETURN type(r) AS kind, count(r) AS count ORDER BY kind"


@pytest.fixture
def store(either_store: GraphStore) -> GraphStore:
    return either_store


class TestContract:
    """Runs on both stores."""

    def test_rows_keep_types_and_order(self, store: GraphStore) -> None:
        values = {
            "id": "x",
            "path": ["一", "（二）"],
            "number": 3,
            "current": True,
            "quote": "“引号”'\\\n",
            "aliases": [],
        }
        store.write([("MERGE (n:Provision {id: $id}) SET n += $row", {"id": "x", "row": values})])
        row = store.read(
            "MATCH (n:Provision) RETURN n.id AS id, n.path AS path, n.number AS number, n.current AS current, "
            "n.quote AS quote, n.aliases AS aliases, n.title AS title"
        )
        assert [{key: value for key, value in row[0].items() if key != "title"}] == [values]

    def test_a_failing_statement_takes_the_others_with_it(self, store: GraphStore) -> None:
        with pytest.raises(Exception):  # noqa: B017, PT011 - each engine has its own kind
            store.write([("CREATE (n:Document {id: 'half'})", {}), ("THIS IS NO CYPHER", {})])
        assert store.read("MATCH (n:Document) RETURN n.id AS id") == []

    def test_a_document_is_there_for_the_next_process(self, either_url: str) -> None:
        with open_store(either_url, write=True) as store:
            report = load_document(store, small_document())
        assert (report.status, report.version, report.provisions) == ("new", 1, 4)
        with open_store(either_url) as store:
            assert list_documents(store) == [
                {
                    "id": "测发-2031-7", "title": "关于推进河湖治理的意见", "issuers": ["江西省人民政府"],
                    "date": "2031-05-06", "doc_number": "测发〔2031〕7号", "provisions": 4, "version": 1, "outline": False,
                }
            ]  # fmt: skip

    def test_the_same_text_changes_nothing(self, store: GraphStore) -> None:
        load_document(store, small_document())
        before = store.read(COUNTS), store.read(JOINS)
        assert load_document(store, small_document()).status == "unchanged"
        assert (store.read(COUNTS), store.read(JOINS)) == before

    def test_a_changed_text_is_a_new_version_and_the_old_one_stays(self, store: GraphStore) -> None:
        load_document(store, small_document())
        report = load_document(store, small_document(extra="加强巡查。"))
        assert (report.status, report.version, report.key) == ("new-version", 2, "测发-2031-7@2")
        assert load_document(store, small_document()).status == "unchanged"
        rows = store.read(
            "MATCH (d:Document) RETURN d.id AS id, d.version AS version, d.current AS current ORDER BY id"
        )
        assert rows == [
            {"id": "测发-2031-7", "version": 1, "current": False},
            {"id": "测发-2031-7@2", "version": 2, "current": True},
        ]
        assert store.read(
            "MATCH (a:Document)-[:SUPERSEDES]->(b:Document) RETURN a.version AS new, b.version AS old"
        ) == [{"new": 2, "old": 1}]
        for key in ("测发-2031-7", "测发-2031-7@2"):
            duties = "MATCH (r:Responsibility {document: $key})-[:HELD_BY]->(a:Actor) RETURN count(a) AS count"
            assert store.read(duties, {"key": key}) == [{"count": 3}]

    def test_only_declared_labels_properties_and_relationships(self, store: GraphStore) -> None:
        load_document(store, small_document(), open_embedder())
        load_document(store, small_document(extra="加强巡查。"), open_embedder())
        store.checkpoint()
        properties = {node.label: {"id", *node.properties} for node in NODES}
        engines = {"title", "type", "embedding"}  # kglite's virtual keys; what Neo4j's vector index reads
        for row in store.read("MATCH (n) UNWIND keys(n) AS key RETURN DISTINCT labels(n)[0] AS label, key"):
            assert row["key"] in properties[row["label"]] | engines
        joins = {(kind.name, a, b) for kind in RELATIONSHIPS for a in kind.sources for b in kind.targets}
        pairs = "MATCH (a)-[r]->(b) RETURN DISTINCT type(r) AS name, labels(a)[0] AS source, labels(b)[0] AS target"
        found = {(row["name"], row["source"], row["target"]) for row in store.read(pairs)}
        assert found <= joins
        of_facts = {"HELD_BY", "MENTIONS", "ASKED_OF", "NAMES", "SETS", "LAUNCHES", "FORBIDS", "CITES", "REQUIRES"}
        of_structure = {"PART_OF", "ISSUED_BY", "SUPERSEDES", "READS", "COUNTERPART_OF", "WITHIN"}
        assert of_facts | of_structure <= {name for name, _, _ in found}

    def test_every_quote_is_the_documents_own(self, store: GraphStore) -> None:
        load_document(store, small_document())
        text = store.read("MATCH (d:Document) RETURN d.text AS text")[0]["text"]
        rows = store.read(
            "MATCH (n) WHERE n.quote IS NOT NULL AND n.start IS NOT NULL "
            "RETURN n.quote AS quote, coalesce(n.title_start, n.start) AS start, coalesce(n.title_stop, n.stop) AS stop"
        )
        assert len(rows) > 20
        assert all(text[row["start"] : row["stop"]] == row["quote"] for row in rows)

    def test_indexes_nominate_what_was_checkpointed(self, store: GraphStore) -> None:
        embedder = open_embedder()
        load_document(store, small_document(), embedder)
        store.checkpoint()
        wording = "MATCH (t:Text {id: $id})<-[:READS]-(s:Sentence) RETURN s.quote AS quote"
        near = store.nearest(embedder.queries(["修复河岸、清理淤泥"])[0].tolist(), 3)
        assert any("河道" in row["quote"] for id_ in near for row in store.read(wording, {"id": id_}))
        matching = store.matching(tokenise("围湖造地"), 3)
        assert "严禁围湖造地。" in [row["quote"] for id_ in matching for row in store.read(wording, {"id": id_})]
        assert store.matching(["没有的词"], 3) == store.matching([], 3) == []

    def test_the_state_tells_a_reader_that_something_changed(self, either_url: str) -> None:
        with open_store(either_url, write=True) as store:
            load_document(store, small_document())
        with open_store(either_url) as reader:
            before = reader.state()
            assert reader.state() == before
            with open_store(either_url, write=True) as store:
                load_document(store, small_document("测发-2031-8"))
            assert reader.state() != before

    def test_an_empty_graph_answers(self, store: GraphStore) -> None:
        assert list_documents(store) == []
        assert store.nearest([0.1] * 384, 3) == []
        assert store.matching(["河道"], 3) == []

    def test_documents_loaded_together_stand_or_fall_together(self, store: GraphStore) -> None:
        with store.together():
            assert load_document(store, small_document()).status == "new"
            assert load_document(store, small_document()).status == "unchanged"
            assert load_document(store, small_document(extra="加强巡查。")).version == 2
        with pytest.raises(InputError), store.together():  # noqa: PT012 - the second of two is at fault
            load_document(store, small_document("别文"))
            load_document(store, small_document("坏文", tasks=small_document("不同").tasks))
        assert [(row["id"], row["version"]) for row in list_documents(store)] == [("测发-2031-7", 2)]

    def test_cypher_in_values_stays_a_value(self, store: GraphStore) -> None:
        text = small_document().text + "'}) MATCH (n) DETACH DELETE n //"
        load_document(store, small_document("'; MATCH (n) DETACH DELETE n", text=text))
        assert [row["id"] for row in list_documents(store)] == ["'; MATCH (n) DETACH DELETE n"]


class TestEmbedded:
    """The graph file."""

    def test_a_second_writer_is_told_who_holds_it_and_readers_go_on(self, tmp_path: Path) -> None:
        path = tmp_path / "graph.kgl"
        with open_store(str(path), write=True) as store:
            load_document(store, small_document())
        script = (
            "import sys; from graph.store import open_store\n"
            f"store = open_store({str(path)!r}, write=True)\n"
            "store.write([('CREATE (d:Document {id: $id})', {'id': 'unfinished'})])\n"
            "print('ready', flush=True); sys.stdin.read()"
        )
        holder = subprocess.Popen(
            [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert holder.stdin
        assert holder.stdout
        assert holder.stdout.readline() == "ready\n"
        try:
            with pytest.raises(StoreBusy, match=f"进程号 {holder.pid}"):
                open_store(str(path), write=True)
            with open_store(str(path)) as reader:
                assert [row["id"] for row in list_documents(reader)] == ["测发-2031-7"]
        finally:
            holder.stdin.close()
            holder.wait(10)

    def test_a_kill_leaves_whole_documents(self, tmp_path: Path) -> None:
        path, rng = tmp_path / "graph.kgl", random.Random(7)
        script = (
            "import sys; sys.path.insert(0, sys.argv[1])\n"
            "from small import small_document\n"
            "from graph.load import load_document\n"
            "from graph.store import open_store\n"
            f"store = open_store({str(path)!r}, write=True)\n"
            "for number in range(int(sys.argv[2]), 10_000):\n"
            "    load_document(store, small_document(f'文-{number:05}', extra=f'巡查{number}次。'))\n"
            "    print(number, flush=True)\n"
            "    if number % 7 == 0: store.checkpoint()\n"
        )
        written = -1
        for _ in range(5):
            command = [sys.executable, "-c", script, str(Path(__file__).parent), str(written + 1)]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            assert process.stdout
            assert process.stderr
            written = int(process.stdout.readline())
            time.sleep(rng.uniform(0, 0.3))
            os.kill(process.pid, signal.SIGKILL)
            written = max([written, *(int(line) for line in process.stdout.read().split())])
            process.wait()
            assert process.stderr.read() == ""
            with open_store(str(path)) as store:
                numbers = [int(row["id"][-5:]) for row in list_documents(store)]
                assert numbers in (list(range(written + 1)), list(range(written + 2)))
                whole = store.read(
                    "MATCH (n) WHERE n.document IS NOT NULL RETURN n.document AS document, count(n) AS count"
                )
                assert len(whole) == len(numbers)
                assert len({row["count"] for row in whole}) == 1
            written = len(numbers) - 1

    def test_readers_see_what_a_killed_writer_committed_and_nothing_is_printed(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "graph.kgl"
        script = (
            "import os, signal; from graph.store import open_store\n"
            f"store = open_store({str(path)!r}, write=True)\n"
            "store.write([('CREATE (d:Document {id: $id, current: true})', {'id': 'kept'})])\n"
            "os.kill(os.getpid(), signal.SIGKILL)"
        )
        subprocess.run([sys.executable, "-c", script], check=False)
        with open_store(str(path)) as store:
            assert store.read("MATCH (d:Document) RETURN d.id AS id, d.nothing AS nothing") == [
                {"id": "kept", "nothing": None}
            ]
            assert store.read("MATCH (n:NoSuchLabel)-[:NONE*1..3]->(m) RETURN m") == []
        assert capfd.readouterr() == ("", "")

    def test_a_missing_file_reads_as_an_empty_graph_and_is_not_made(self, tmp_path: Path) -> None:
        with open_store(str(tmp_path / "none.kgl")) as store:
            assert list_documents(store) == []
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("write", [True, False])
    def test_what_is_no_graph_is_refused(self, tmp_path: Path, *, write: bool) -> None:
        (tmp_path / "text.kgl").write_text("no graph")
        with open_store(str(tmp_path / "cut.kgl"), write=True) as store:
            load_document(store, small_document())
        whole = (tmp_path / "cut.kgl").read_bytes()
        (tmp_path / "cut.kgl").write_bytes(whole[: len(whole) // 2])
        foreign = kglite.open(str(tmp_path / "foreign.kgl"))
        foreign.cypher("CREATE (n:Film {id: '1'})")
        foreign.close()
        for name in ("text.kgl", "cut.kgl", "foreign.kgl", "."):
            with pytest.raises(InputError, match=r"图谱"):
                open_store(str(tmp_path / name), write=write)

    def test_a_reader_refuses_to_write(self, tmp_path: Path) -> None:
        with open_store(str(tmp_path / "graph.kgl")) as store, pytest.raises(InputError, match="只读"):
            store.write([("CREATE (n:Document {id: 'x'})", {})])

    def test_the_environment_names_the_graph(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("POLICYGRAPH_GRAPH", str(tmp_path / "here.kgl"))
        with open_store(write=True):
            pass
        assert (tmp_path / "here.kgl").exists()


class TestServer:
    """The Neo4j server."""

    @pytest.mark.parametrize(
        ("url", "message"),
        [
            ("bolt://127.0.0.1:1", "连不上"),
            ("neo4j://127.0.0.1:1", "连不上"),
            ("neo4j+s://127.0.0.1:1", "连不上"),
            ("bolt://no-such-host.invalid", "连不上"),
        ],
    )
    def test_out_of_reach(self, url: str, message: str, capfd: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(StoreUnavailable, match=message) as caught:
            open_store(url)
        assert "是否已启动" in str(caught.value)
        assert caught.value.exit_code == 3
        assert capfd.readouterr().err == ""

    def test_wrong_password(self, empty_neo4j: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NEO4J_PASSWORD", "wrong")
        with pytest.raises(StoreUnavailable, match="NEO4J_PASSWORD"):
            open_store(empty_neo4j)

    @pytest.mark.parametrize("url", ["http://127.0.0.1:7474", "postgres://x", "://"])
    def test_unknown_addresses(self, url: str) -> None:
        with pytest.raises(InputError, match="协议"):
            open_store(url)

    def test_no_query_of_ours_is_deprecated_or_misspelt(self, empty_neo4j: str, neo4j_server: Server) -> None:
        with open_store(empty_neo4j, write=True) as store:
            load_document(store, small_document(), open_embedder())
        queries = [*load.MERGE_NODES.values(), *load.MERGE_JOINS.values()]
        for module in (load, search, embedding, reviews, decide, confirm, carry, feedback):
            for value in vars(module).values():
                queries += filter(_is_cypher, value.values() if isinstance(value, dict) else [value])
        parameters = {
            "rows": [], "ids": [], "words": [], "documents": [], "limit": 1, "identity": "", "version": 1, "texts": 0,
            "model": "", "dimension": 1, "id": "", "document": "", "unit": "", "review": "", "fact": "", "event": "",
            "events": [], "provision": "", "name": "", "role": "", "collective": False, "actor": {}, "target": {},
            "who": "", "at": "", "what": "", "why": "", "verdict": "", "text": "", "date": "", "score": 0.0,
            "mandate": "", "start": 0, "stop": 0, "quote": "", "carried": "", "judged": "", "old": "", "q": "",
            "type": "", "measures": [], "answerable": False, "comment": "", "answer": "",
        }  # fmt: skip
        with neo4j.GraphDatabase.driver(neo4j_server.url, auth=("neo4j", neo4j_server.password)) as driver:
            for query in queries:
                summary = driver.execute_query("EXPLAIN " + query, parameters).summary
                told = [status.status_description for status in summary.gql_status_objects if status.is_notification]
                assert [words for words in told if not _is_declared(words)] == [], query


def _is_declared(words: str) -> bool:
    """Whether the server only misses a name that the schema has and this graph has no use for yet."""
    names = {name for node in NODES for name in (node.label, "id", *node.properties)} | {r.name for r in RELATIONSHIPS}
    missed = re.search(r"does not exist\. .*`(\w+)`", words)
    return missed is not None and missed.group(1) in names


def _is_cypher(value: object) -> bool:
    return isinstance(value, str) and value.lstrip().startswith(("MATCH", "MERGE", "UNWIND", "CALL"))


class TestExport:
    """The Cypher file."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (None, "null"), (True, "true"), (3, "3"), (0.5, "0.5"), ("它's", "'它\\'s'"), ("a\\'b", "'a\\\\\\'b'"),
            ("一\n二\t", "'一\\n二\\t'"), ("\x00\u2028", "'\\u0000\\u2028'"), (["a", None], "['a', null]"),
            ({"id": "x", "n": [1]}, "{id: 'x', n: [1]}"),
        ],
    )  # fmt: skip
    def test_literals(self, value: object, expected: str) -> None:
        assert literal(value) == expected

    def test_the_file_makes_the_graph_again(self, tmp_path: Path, empty_neo4j: str, neo4j_server: Server) -> None:
        odd = "引号'反斜杠\\u0027与\\n，“全角”；\U00020bb7野家、tab\t止。"
        with open_store(str(tmp_path / "graph.kgl"), write=True) as source:
            load_document(source, small_document(extra=odd), open_embedder())
            load_document(source, small_document(extra="加强巡查。"), open_embedder())
            lines = list(export_cypher(source))
            counts, joins = source.read(COUNTS), source.read(JOINS)
            texts = source.read("MATCH (d:Document) RETURN d.text AS text, d.issuers AS issuers ORDER BY d.id")
        with neo4j.GraphDatabase.driver(empty_neo4j, auth=("neo4j", neo4j_server.password)) as driver:
            for line in lines:
                assert line.endswith(";")
                driver.execute_query(line[:-1])  # type: ignore[arg-type]
        with open_store(empty_neo4j) as copy:
            assert (copy.read(COUNTS), copy.read(JOINS)) == (counts, joins)
            assert copy.read("MATCH (d:Document) RETURN d.text AS text, d.issuers AS issuers ORDER BY d.id") == texts
            assert list(export_cypher(copy)) == lines


def test_declarations_are_one_a_key_and_index() -> None:
    names = [name for name, _ in declarations()]
    assert len(names) == len(set(names)) == sum(1 + len(node.indexed) for node in NODES)
