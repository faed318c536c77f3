"""The graph on a Neo4j server (5.26 LTS or later), by the official driver.

The vector index needs a list of floats a node: ``embedding``, filled at a checkpoint from the Text nodes'
``vector`` property, which is the truth and is written in the transaction of its document.
"""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, cast

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph.errors import InputError, StoreUnavailable
from graph.store import Row, Statement, declarations

_NEAREST = """
CALL db.index.vector.queryNodes('text_vectors', $limit, $vector) YIELD node, score
RETURN node.id AS id ORDER BY score DESC, id
"""
_MATCHING = """
CALL db.index.fulltext.queryNodes('text_words', $words, {limit: $limit}) YIELD node, score
RETURN node.id AS id ORDER BY score DESC, id
"""
_FULL_TEXT = """
CREATE FULLTEXT INDEX text_words IF NOT EXISTS FOR (t:Text) ON EACH [t.words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}
"""
_VECTOR = """
CREATE VECTOR INDEX text_vectors IF NOT EXISTS FOR (t:Text) ON (t.embedding)
OPTIONS {indexConfig: {`vector.dimensions`: toInteger($dimension), `vector.similarity_function`: 'cosine'}}
"""
_NEW_VECTORS = """
MATCH (t:Text) WHERE t.vector IS NOT NULL AND t.embedding IS NULL RETURN t.id AS id, t.vector AS vector LIMIT $limit
"""
_SET_EMBEDDINGS = """
UNWIND $rows AS row MATCH (t:Text {id: row.id}) CALL db.create.setNodeVectorProperty(t, 'embedding', row.embedding)
"""
_FORGET = "MATCH (t:Text) WHERE t.embedding IS NOT NULL SET t.embedding = null"
_STATE = """
CALL { MATCH (n) RETURN count(n) AS nodes }
CALL { MATCH ()-[r]->() RETURN count(r) AS relationships }
CALL { MATCH (d:Document) RETURN max(d.ingested) AS ingested }
CALL { MATCH (v:Review) RETURN max(v.at) AS reviewed }
RETURN nodes, relationships, ingested, reviewed
"""
_BATCH = 1000


class ServerStore:
    """`GraphStore` over a driver; safe to share between threads."""

    def __init__(self, driver: neo4j.Driver, url: str, *, write: bool) -> None:
        """Take over a driver that has reached its server."""
        self.url = url
        self._driver = driver
        self._changed = write
        self._bulk: neo4j.Transaction | None = None
        self._indexes: frozenset[str] = frozenset()

    def read(self, cypher: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """See `GraphStore.read`."""
        if self._bulk:
            return [record.data() for record in self._bulk.run(cast(Any, cypher), dict(parameters or {}))]
        return self._run(cypher, parameters or {}, neo4j.RoutingControl.READ)

    def write(self, statements: Sequence[Statement]) -> None:
        """See `GraphStore.write`; the driver tries again where the server asks for it (a deadlock, a new leader)."""

        def work(transaction: neo4j.ManagedTransaction | neo4j.Transaction) -> None:
            for cypher, parameters in statements:
                transaction.run(cast(Any, cypher), dict(parameters)).consume()

        try:
            if self._bulk:
                work(self._bulk)
            else:
                with self._driver.session() as session:
                    session.execute_write(work)
        except (ServiceUnavailable, SessionExpired, AuthError) as error:
            raise _unavailable(self.url, error) from error
        self._changed = True

    @contextmanager
    def together(self) -> Iterator[None]:
        """See `GraphStore.together`."""
        with self._driver.session() as session, session.begin_transaction() as self._bulk:
            try:
                yield
                self._bulk.commit()
            finally:
                self._bulk = None

    def nearest(self, vector: Sequence[float], limit: int) -> list[str]:
        """See `GraphStore.nearest`."""
        if not self._has("text_vectors"):
            return []
        return [row["id"] for row in self.read(_NEAREST, {"vector": list(vector), "limit": limit})]

    def matching(self, words: Sequence[str], limit: int) -> list[str]:
        """See `GraphStore.matching`. The words hold letters and digits only, so none is Lucene syntax."""
        if not words or not self._has("text_words"):
            return []
        return [row["id"] for row in self.read(_MATCHING, {"words": " ".join(words), "limit": limit})]

    def reset_vectors(self, dimension: int) -> None:
        """See `GraphStore.reset_vectors`."""
        self._run("DROP INDEX text_vectors IF EXISTS", {})
        self._run(_FORGET, {})
        self._run(_VECTOR, {"dimension": dimension})
        self._run("CALL db.awaitIndexes(600)", {})

    def checkpoint(self) -> None:
        """See `GraphStore.checkpoint`."""
        if not self._changed:
            return
        from graph.embedding import unpack_vector

        while rows := self.read(_NEW_VECTORS, {"limit": _BATCH}):
            vectors = [{"id": row["id"], "embedding": unpack_vector(row["vector"]).tolist()} for row in rows]
            if not self._has("text_vectors"):
                self._run(_VECTOR, {"dimension": len(vectors[0]["embedding"])})
            self.write([(_SET_EMBEDDINGS, {"rows": vectors})])
        self._run("CALL db.awaitIndexes(600)", {})
        self._changed = False

    def state(self) -> str:
        """See `GraphStore.state`: how many nodes and relationships there are, and the last document and review."""
        return "-".join(str(value) for row in self.read(_STATE) for value in row.values())

    def close(self) -> None:
        """See `GraphStore.close`."""
        try:
            self.checkpoint()
        finally:
            self._driver.close()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close; after an error the indexes are left for the next checkpoint."""
        if error is not None:
            self._changed = False
        self.close()

    def declare(self) -> None:
        """Create the keys and indexes of the schema that the database lacks."""
        missing = [statement for name, statement in declarations() if not self._has(name)]
        if not self._has("text_words"):
            missing.append(_FULL_TEXT)
        for statement in missing:
            self._run(statement, {})
        if missing:
            self._run("CALL db.awaitIndexes(600)", {})

    def _has(self, index: str) -> bool:
        if index not in self._indexes:
            self._indexes = frozenset(row["name"] for row in self.read("SHOW INDEXES YIELD name"))
        return index in self._indexes

    def _run(
        self, cypher: str, parameters: Mapping[str, object], routing: neo4j.RoutingControl = neo4j.RoutingControl.WRITE
    ) -> list[Row]:
        try:
            result = self._driver.execute_query(cast(Any, cypher), dict(parameters), routing_=routing)
        except (ServiceUnavailable, SessionExpired, AuthError) as error:
            raise _unavailable(self.url, error) from error
        return [record.data() for record in result.records]


def open_server(url: str, *, write: bool) -> ServerStore:
    """Connect with ``NEO4J_USERNAME`` and ``NEO4J_PASSWORD``; see `graph.store.open_store` for what is raised."""
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    user, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")
    try:
        driver = neo4j.GraphDatabase.driver(
            url,
            auth=(user, password),
            connection_timeout=5,
            max_transaction_retry_time=15,
            notifications_min_severity="OFF",
        )
    except (ConfigurationError, ValueError) as error:
        raise InputError(
            f"图谱地址 {url} 不对：{error}", f"The address {url} of the graph is wrong: {error}"
        ) from error
    try:
        driver.verify_connectivity()
        store = ServerStore(driver, url, write=write)
        if write:
            store.declare()
    except StoreUnavailable:
        driver.close()
        raise
    except (DriverError, Neo4jError, ValueError, OSError) as error:
        driver.close()
        raise _unavailable(url, error) from error
    return store


def _unavailable(url: str, error: Exception) -> StoreUnavailable:
    if isinstance(error, AuthError):
        return StoreUnavailable(
            f"图谱服务器 {url} 不接受这个用户名或密码：请检查 NEO4J_USERNAME 和 NEO4J_PASSWORD。",
            f"The graph’s server {url} does not accept this name or password: please check NEO4J_USERNAME and "
            "NEO4J_PASSWORD.",
        )
    return StoreUnavailable(
        f"连不上图谱服务器 {url}：请检查地址和端口是否正确、Neo4j 是否已启动、防火墙是否放行（{_first_line(error)}）。",
        f"The graph’s server {url} can’t be reached: please check the address and the port, whether Neo4j is running, "
        f"and the firewall ({_first_line(error)}).",
    )


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
