"""The whole graph as a file of Cypher: constants and literals that make it again in an empty Neo4j."""

from collections.abc import Iterator, Sequence
from itertools import islice

from graph.load import MERGE_JOINS, MERGE_NODES
from graph.rows import Join
from graph.schema import NODES, RELATIONSHIPS, NodeType
from graph.store import GraphStore, Row, declarations

_PAGE = 500

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def export_cypher(store: GraphStore) -> Iterator[str]:
    """Statements, one a line and ended by ``;``: keys and indexes, then nodes, then relationships.

    Feed the file to ``cypher-shell`` or Neo4j Browser. Line breaks in texts are escaped, so a line is a statement.
    """
    for _, statement in declarations():
        yield f"{statement};"
    for node in NODES:
        for page in _nodes(store, node):
            yield _statement(MERGE_NODES[node.label], page)
    for kind in RELATIONSHIPS:
        for source in kind.sources:
            for target in kind.targets:
                join = Join(kind.name, source, target)
                for page in _joins(store, join, kind.properties):
                    yield _statement(MERGE_JOINS[join], page)


def literal(value: object) -> str:
    """A value as Cypher writes it; strings in single quotes with every special character escaped."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
        case str():
            return "'" + "".join(_character(char) for char in value) + "'"
        case dict():
            return "{" + ", ".join(f"{key}: {literal(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(literal, value)) + "]"
        case _:
            raise TypeError(f"no Cypher literal for {type(value).__name__}")


def _character(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return char if char.isprintable() or char == "\u3000" else "".join(f"\\u{unit:04X}" for unit in _utf16(char))


def _utf16(char: str) -> Iterator[int]:
    data = char.encode("utf-16-be", "surrogatepass")
    return (int.from_bytes(data[start : start + 2], "big") for start in range(0, len(data), 2))


def _statement(merge: str, rows: Sequence[Row]) -> str:
    return merge.replace("$rows", literal(list(rows)), 1) + ";"


def _nodes(store: GraphStore, node: NodeType) -> Iterator[list[Row]]:
    columns = ", ".join(f"n.{name} AS {name}" for name in ("id", *node.properties))
    query = f"MATCH (n:{node.label}) WHERE n.id > $after RETURN {columns} ORDER BY id LIMIT {_PAGE}"
    after = ""
    while rows := store.read(query, {"after": after}):
        after = rows[-1]["id"]
        yield [{key: value for key, value in row.items() if value is not None} for row in rows]


def _joins(store: GraphStore, join: Join, properties: Sequence[str]) -> Iterator[list[Row]]:
    columns = ", ".join(f"{name}: r.{name}" for name in properties)
    query = (
        f"MATCH (a:{join.source})-[r:{join.name}]->(b:{join.target}) "
        f"RETURN a.id AS source, b.id AS target, {{{columns}}} AS properties ORDER BY source, target"
    )
    rows = iter(store.read(query))
    while page := list(islice(rows, _PAGE)):
        yield page
