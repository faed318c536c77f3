"""A document's sentences without the names of bodies, so that what is inferred from them rests on no name.

Notes and own lines that name bodies are hidden whole. In the prose every surface is hidden that the graph knows
for a body's (a duty's, or a mention of a known body), and every name of three characters or more that the
registry knows, the longest first. Hidden characters stay in place, so that spans hold.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from graph.embedding import Vectors, unpack_vector
from graph.errors import NotFound
from graph.model import Span
from graph.registry import load_registry
from graph.store import GraphStore, Row

HIDDEN = "\0"
_LONG_HEADING = 30  # characters; a longer one is a sentence that serves as one
_LEAST = 4  # characters that must be left of a sentence to be read
_SHORTEST_NAME = 3
_NOTED = ("note", "line")

_DOCUMENT = """
MATCH (d:Document {identity: $document}) WHERE d.current
RETURN d.id AS key, d.title AS title, d.text AS text, d.date AS date, d.jurisdiction AS jurisdiction
"""
_PROVISIONS = """
MATCH (p:Provision {document: $document}) OPTIONAL MATCH (p)-[:PART_OF]->(q:Provision)
RETURN p.id AS id, q.id AS parent, p.level AS level, p.title AS title, p.title_start AS start, p.title_stop AS stop,
       p.position AS position
ORDER BY position
"""
_SENTENCES = """
MATCH (s:Sentence {document: $document}) OPTIONAL MATCH (s)-[:READS]->(t:Text)
RETURN s.provision AS provision, s.start AS start, s.stop AS stop, t.vector AS vector ORDER BY start
"""
_DUTIES = """
MATCH (r:Responsibility {document: $document})-[:RESPONSIBLE_FOR]->(p)
RETURN p.id AS unit, r.role AS role, r.basis AS basis, r.notation AS notation, r.start AS start, r.stop AS stop,
       r.surface_start AS surface_start, r.surface_stop AS surface_stop ORDER BY start, surface_start
"""
_MENTIONS = """
MATCH (m:Mention {document: $document})-[:MENTIONS]->(a:Actor) WHERE a.known
RETURN m.surface_start AS surface_start, m.surface_stop AS surface_stop ORDER BY surface_start
"""
_REFUSED = """
MATCH (p:Provision {document: $document})-[:REFUSES]->(:Suggestion)-[:SUGGESTS]->(a:Actor)
RETURN p.id AS provision, a.id AS actor
"""


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence as long as its span, with the names hidden; ``vector`` is the graph's, if no character is hidden."""

    span: Span
    text: str
    heading: bool = False
    vector: Vectors | None = None


class Unnamed(msgspec.Struct, frozen=True, kw_only=True):
    """A document without names. ``sentences`` and ``inside`` go by provision id (None: outside all provisions).

    ``led`` are the provisions for which the text, or staff, name somebody in charge; ``headings`` are those of the
    provisions in order, ``levels`` their levels, ``parents`` what they stand in. ``refused`` are the bodies (by
    provision and id) of which staff have said that the provision is not theirs.
    """

    title: str
    text: str
    date: str | None
    jurisdiction: str
    headings: Mapping[str, str]
    levels: Mapping[str, str]
    parents: Mapping[str, str | None]
    sentences: Mapping[str | None, Sequence[Sentence]]
    led: frozenset[str]
    refused: frozenset[tuple[str, str]] = frozenset()

    def within(self, provision: str) -> list[Sentence]:
        """The sentences of a provision and of all that stands in it; only its own heading counts as one."""
        found = list(self.sentences.get(provision, ()))
        for inner, parent in self.parents.items():
            if parent == provision:
                found += (msgspec.structs.replace(each, heading=False) for each in self.within(inner))
        return found


def read_unnamed(store: GraphStore, document: str) -> Unnamed:
    """A document of the graph (by identity, current version) without names. NotFound if the graph lacks it."""
    rows = store.read(_DOCUMENT, {"document": document})
    if not rows:
        raise NotFound(f"图谱里没有文件 {document}。", f"The graph holds no document {document}.")
    found, key = rows[0], {"document": rows[0]["key"]}
    provisions, duties = store.read(_PROVISIONS, key), store.read(_DUTIES, key)
    stated = [duty for duty in duties if duty["basis"] != "confirmed"]  # whose characters are the heading's own
    hidden = hide(found["text"], [*_notes(stated), *_surfaces([*stated, *store.read(_MENTIONS, key)])])
    headings = {row["id"]: Span(row["start"], row["stop"]) for row in provisions}
    sentences: dict[str | None, list[Sentence]] = defaultdict(list)
    for row in store.read(_SENTENCES, key):
        span = Span(row["start"], row["stop"])
        text = span.of(hidden)
        if len(re.sub(r"\W", "", text)) >= _LEAST:
            vector = unpack_vector(row["vector"]) if row["vector"] and HIDDEN not in text else None
            title = headings.get(row["provision"])
            heading = title is not None and title.overlaps(span) and len(text) <= _LONG_HEADING
            sentences[row["provision"]].append(Sentence(span=span, text=text, heading=heading, vector=vector))
    return Unnamed(
        title=found["title"], text=found["text"], date=found["date"], jurisdiction=found["jurisdiction"],
        headings={row["id"]: row["title"] for row in provisions},
        levels={row["id"]: row["level"] for row in provisions},
        parents={row["id"]: row["parent"] for row in provisions}, sentences=sentences,
        led=frozenset(row["unit"] for row in duties if row["role"] in ("lead", "responsible")),
        refused=frozenset((row["provision"], row["actor"]) for row in store.read(_REFUSED, key)),
    )  # fmt: skip


def hide(text: str, spans: Iterable[Span]) -> str:
    """The text with these spans, and all names of known bodies, as so many `HIDDEN` characters."""
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = HIDDEN * (span.end - span.start)
    rest = "".join(characters)
    for name in _names().finditer(rest):
        characters[name.start() : name.end()] = HIDDEN * (name.end() - name.start())
    return "".join(characters)


def _notes(duties: Iterable[Row]) -> Iterable[Span]:
    return (Span(row["start"], row["stop"]) for row in duties if row["notation"] in _NOTED)


def _surfaces(rows: Iterable[Row]) -> Iterable[Span]:
    return (Span(row["surface_start"], row["surface_stop"]) for row in rows)


@cache
def _names() -> re.Pattern[str]:
    names = (name for name in load_registry().body_names() if len(name) >= _SHORTEST_NAME)
    return re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))
