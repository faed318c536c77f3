"""From national policy down to the city: what a document or a provision implements, and what implements it.

Two kinds of links, never mixed: stated ones, where one text cites another (为贯彻《…》), and computed ones, which
`qa.align` found and the graph keeps. A cited title is a document of the graph only if all of it fits: its own title
and, where they are named, its issuers.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import msgspec

from graph.alignments import Relation
from graph.errors import NotFound
from graph.model import Span
from graph.numerals import read_number
from graph.store import GraphStore
from qa.rows import Doc
from qa.scope import find_document

_DEPTH = 5
_LOOK_BACK = 24

_DOCUMENTS = """
MATCH (d:Document) WHERE d.current
RETURN d.id AS key, d.identity AS identity, d.title AS title, d.notice_title AS notice, d.issuers AS issuers,
       d.jurisdiction AS jurisdiction, d.doc_number AS doc_number, d.outline AS outline ORDER BY key
"""
_CITATIONS = """
MATCH (u)-[:CITES]->(r:Reference) MATCH (d:Document {id: r.document}) WHERE d.current
RETURN r.document AS document, r.title AS title, r.start AS start, r.stop AS stop, r.quote AS quote,
       CASE WHEN u:Provision THEN u.path ELSE [] END AS path,
       substring(d.text, CASE WHEN r.start > $back THEN r.start - $back ELSE 0 END,
                 CASE WHEN r.start > $back THEN $back ELSE r.start END) AS before
ORDER BY document, start
"""
_PROVISIONS = """
MATCH (p:Provision {document: $document})
RETURN p.id AS id, p.path AS path, p.number AS number, p.ordinal AS ordinal, p.title AS title ORDER BY p.position
"""
_UP = """
UNWIND $ids AS id MATCH (p:Provision {id: id})-[r:ALIGNS_WITH]->(q:Provision) MATCH (d:Document {id: q.document})
WHERE d.current
RETURN id AS origin, q.id AS id, q.path AS path, q.number AS number, q.title AS heading, d.identity AS document,
       d.title AS title, d.outline AS outline, r.relation AS relation, r.score AS score, r.main AS main
ORDER BY origin, main DESC, score DESC, id
"""
_DOWN = _UP.replace("-[r:ALIGNS_WITH]->", "<-[r:ALIGNS_WITH]-")

_IMPLEMENTS = re.compile(r"(?:贯彻|落实|根据|依据|依照|按照|遵照|执行)[^。；]*$")


class StatedLink(msgspec.Struct, frozen=True, kw_only=True):
    """A citation from one document of the graph to another.

    ``document`` is the other end; ``citing`` the document whose characters ``span`` are, in the provision ``path``
    (empty: outside the provisions). ``kind`` is ``implements`` where the words before it say so (贯彻, 根据 …).
    ``certain`` is false where several documents have the cited title. ``links`` go on in the same direction.
    """

    document: str
    title: str
    kind: Literal["implements", "cites"]
    citing: str
    path: tuple[str, ...]
    span: Span
    quote: str
    certain: bool
    links: tuple["StatedLink", ...]


class ComputedLink(msgspec.Struct, frozen=True, kw_only=True):
    """A correspondence that an alignment found; ``relation`` is the lower provision's to the higher."""

    document: str
    title: str
    path: tuple[str, ...]
    number: int | None
    heading: str
    relation: Relation
    score: float
    main: bool
    outline: bool
    links: tuple["ComputedLink", ...]


class TracedProvision(msgspec.Struct, frozen=True, kw_only=True):
    """A provision with what corresponds to it above and below; of a whole document, the numbered and the matched."""

    path: tuple[str, ...]
    number: int | None
    title: str
    above: tuple[ComputedLink, ...]
    below: tuple[ComputedLink, ...]


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document stands. ``unheld`` are titles that it cites and the graph does not hold."""

    document: str
    title: str
    above: tuple[StatedLink, ...]
    below: tuple[StatedLink, ...]
    unheld: tuple[str, ...]
    provisions: tuple[TracedProvision, ...]


class _Citation(msgspec.Struct, frozen=True):
    """A citation with the documents that its title can be."""

    row: dict[str, Any]
    cited: tuple[str, ...]


def trace(store: GraphStore, document: str, provision: str | None = None) -> Trace:
    """The links of a document (an id, or the beginning of one or of a title), or of one of its provisions.

    ``provision``: 八, 8, 第八条, or a path as printed (四（八）). Raises NotFound for one that there is not.
    """
    doc = find_document(store, document)
    documents = {row["key"]: row for row in store.read(_DOCUMENTS)}
    citations = _resolved(store, documents)
    chosen = _chosen(store, doc, provision)
    within = None if provision is None else {tuple(row["path"]) for row in chosen}
    above = _follow(doc.key, citations, documents, up=True, within=within)
    unheld = dict.fromkeys(
        each.row["title"]
        for each in citations
        if each.row["document"] == doc.key and not each.cited and _inside(each, within)
    )
    return Trace(
        document=doc.identity, title=doc.title, above=tuple(above), unheld=tuple(unheld),
        below=() if provision else tuple(_follow(doc.key, citations, documents, up=False)),
        provisions=tuple(_traced(store, chosen)),
    )  # fmt: skip


def implementing(store: GraphStore) -> list[tuple[str, str]]:
    """(document, the one above that it says it implements) as node ids, where it is certain which is meant."""
    documents = {row["key"]: row for row in store.read(_DOCUMENTS)}
    certain = (each for each in _resolved(store, documents) if len(each.cited) == 1 and _kind(each) == "implements")
    return list(dict.fromkeys((each.row["document"], each.cited[0]) for each in certain))


def _chosen(store: GraphStore, doc: Doc, provision: str | None) -> list[dict[str, Any]]:
    rows = store.read(_PROVISIONS, {"document": doc.key})
    if provision is None:
        return rows
    number = read_number(provision.strip().removeprefix("第").removesuffix("条"))
    found = [row for row in rows if number is not None and row["number"] == number]
    found = found or [row for row in rows if _plain("".join(row["path"])) == _plain(provision)]
    if not found:
        last = max((row["number"] for row in rows if row["number"] is not None), default=None)
        raise NotFound(f"《{doc.title}》没有“{provision}”" + (f"，它共有{last}条。" if last else "。"))
    return found


def _resolved(store: GraphStore, documents: dict[str, dict[str, Any]]) -> list[_Citation]:
    by_title: dict[str, list[str]] = {}
    for key, row in documents.items():
        for title in {_plain(row["title"]), _plain(row["notice"] or row["title"])}:
            by_title.setdefault(title, []).append(key)
    longest = max(map(len, by_title), default=0)
    rows = store.read(_CITATIONS, {"back": _LOOK_BACK})
    return [_Citation(row, tuple(_held(row, documents, by_title, longest))) for row in rows]


def _held(
    row: dict[str, Any], documents: dict[str, dict[str, Any]], by_title: dict[str, list[str]], longest: int
) -> list[str]:
    """The documents that a cited title names: 国务院关于…的意见 is 关于…的意见 of 国务院 and of nobody else."""
    cited = _plain(row["title"])
    found: dict[str, None] = {}
    for start in range(max(0, len(cited) - longest), len(cited)):
        for key in by_title.get(cited[start:], ()):
            issuers = "".join(_plain(name) for name in documents[key]["issuers"])
            if key != row["document"] and (not start or _same_issuers(cited[:start], issuers)):
                found[key] = None
    if len(found) > 1:  # an opinion cites its superior's, not that of the province next door
        mine = documents[row["document"]]["jurisdiction"]
        higher = [key for key in found if _is_over(documents[key]["jurisdiction"], mine)]
        return higher or list(found)
    return list(found)


def _same_issuers(prefix: str, issuers: str) -> bool:
    return prefix in (issuers, f"{issuers}办公厅") or issuers.endswith(prefix) or prefix.removesuffix("印发") == issuers


def _plain(title: str) -> str:
    """A title as compared: no punctuation, white space or width."""
    normal = unicodedata.normalize("NFKC", title)
    return "".join(char for char in normal if char.isalnum())


def _is_over(one: str, other: str) -> bool:
    """Whether a GB/T 2260 code is the other's or of what the other is in."""
    return one == "000000" or other.startswith(one.rstrip("0").ljust(2, "0"))


def _kind(citation: _Citation) -> Literal["implements", "cites"]:
    return "implements" if _IMPLEMENTS.search(citation.row["before"]) else "cites"


def _inside(citation: _Citation, within: set[tuple[str, ...]] | None) -> bool:
    path = tuple(citation.row["path"])
    return within is None or any(path[: len(each)] == each for each in within)


def _follow(
    key: str, citations: Sequence[_Citation], documents: dict[str, dict[str, Any]], *, up: bool,
    within: set[tuple[str, ...]] | None = None, seen: tuple[str, ...] = (),
) -> Iterator[StatedLink]:  # fmt: skip
    """The links of one document in one direction, each once, and theirs; a circle ends where it closes."""
    done: set[tuple[str, str]] = set()
    for citation in citations:
        source, row = citation.row["document"], citation.row
        ends = citation.cited if up else (source,)
        if (source != key if up else key not in citation.cited) or not _inside(citation, within if up else None):
            continue
        for end in ends:
            kind = _kind(citation)
            if end in (key, *seen) or (end, kind) in done or (end, "implements") in done:
                continue
            done.add((end, kind))
            further: tuple[StatedLink, ...] = ()
            if len(seen) < _DEPTH:
                further = tuple(_follow(end, citations, documents, up=up, seen=(*seen, key)))
            yield StatedLink(
                document=documents[end]["identity"], title=documents[end]["title"], kind=kind,
                citing=documents[source]["identity"], path=tuple(row["path"]), span=Span(row["start"], row["stop"]),
                quote=row["quote"], certain=len(citation.cited) == 1, links=further,
            )  # fmt: skip


def _traced(store: GraphStore, chosen: Sequence[dict[str, Any]]) -> Iterator[TracedProvision]:
    ids = [row["id"] for row in chosen]
    above, below = _computed(store, ids, _UP), _computed(store, ids, _DOWN)
    for row in chosen:
        if len(chosen) > 1 and row["number"] is None and row["id"] not in {**above, **below}:
            continue  # a part, or what stands inside a numbered provision
        yield TracedProvision(
            path=tuple(row["path"]), number=row["number"], title=row["title"], above=above.get(row["id"], ()),
            below=below.get(row["id"], ()),
        )  # fmt: skip


def _computed(
    store: GraphStore, ids: Sequence[str], cypher: str, depth: int = 0, seen: frozenset[str] = frozenset()
) -> dict[str, tuple[ComputedLink, ...]]:
    """The kept correspondences of provisions in one direction, by provision."""
    rows = [row for row in store.read(cypher, {"ids": list(ids)}) if row["id"] not in seen] if ids else []
    met = seen | set(ids)
    further = (
        _computed(store, sorted({row["id"] for row in rows}), cypher, depth + 1, met) if rows and depth < _DEPTH else {}
    )
    found: dict[str, list[ComputedLink]] = {}
    for row in rows:
        found.setdefault(row["origin"], []).append(
            ComputedLink(
                document=row["document"],
                title=row["title"],
                path=tuple(row["path"]),
                number=row["number"],
                heading=row["heading"],
                relation=row["relation"],
                score=row["score"],
                main=row["main"],
                outline=row["outline"],
                links=further.get(row["id"], ()),
            )
        )
    return {origin: tuple(links) for origin, links in found.items()}
