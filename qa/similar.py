"""Provisions of other documents that read most like one: computed from the vectors that the graph holds.

The texts do not say that they belong together, and whoever shows them says that they are computed. The index only
nominates; the cosines are exact, so that both stores give the same list.
"""

import numpy as np

from graph.embedding import Vectors, unpack_vector
from graph.store import GraphStore, Row
from qa.rows import Elsewhere

_NOMINEES = 200
_SAMPLE = 200
_ALIKE = 0.42
"""Likeness from which two provisions speak of one matter. Between the shipped documents 19 of the 25 pairs that the
alignment holds for counterparts reach it, and nothing else does."""

_VECTOR = """
MATCH (p:Provision {id: $provision})-[:READS]->(t:Text) WHERE t.vector IS NOT NULL
RETURN t.id AS id, t.vector AS vector, p.document AS document
"""
_ANY = "MATCH (t:Text) WHERE t.vector IS NOT NULL RETURN t.id AS id, t.vector AS vector ORDER BY id LIMIT $limit"
_OTHERS = """
UNWIND $texts AS text MATCH (t:Text {id: text})<-[:READS]-(p:Provision)
MATCH (d:Document {id: p.document}) WHERE d.current AND d.identity <> $identity
RETURN p.id AS id, d.identity AS document, d.title AS title, d.outline AS outline, p.path AS path, p.number AS number,
       p.title AS heading, t.vector AS vector
ORDER BY id
"""
_IDENTITY = "MATCH (d:Document {id: $document}) RETURN d.identity AS identity"


class Similar(Elsewhere, frozen=True, kw_only=True):
    """A provision that reads like another. ``likeness`` is 1 for the same words and 0 for two texts taken at random."""

    likeness: float


def similar(store: GraphStore, provision: str, *, limit: int = 3) -> list[Similar]:
    """The provisions of other current documents that read most like this one (its node's id), best first.

    Empty where the graph was made without vectors, or nothing comes near.
    """
    own = store.read(_VECTOR, {"provision": provision})
    if not own:
        return []
    vector = _unit(own[0]["vector"])
    (document,) = store.read(_IDENTITY, {"document": own[0]["document"]})
    # ids are hashes: the first by id are texts taken at random, and the same ones on both stores
    random = [_unit(row["vector"]) for row in store.read(_ANY, {"limit": _SAMPLE}) if row["id"] != own[0]["id"]]
    unrelated = float(np.mean(np.stack(random) @ vector)) if random else 0.0
    texts = store.nearest(vector.tolist(), _NOMINEES)
    rows = store.read(_OTHERS, {"texts": sorted(texts), "identity": document["identity"]})
    found = [_similar(row, (float(_unit(row["vector"]) @ vector) - unrelated) / (1 - unrelated)) for row in rows]
    near = [one for one in found if one.likeness >= _ALIKE]
    return sorted(near, key=lambda one: (-one.likeness, one.document, one.path))[:limit]


def _unit(packed: str) -> Vectors:
    vector = unpack_vector(packed)
    length = float(np.linalg.norm(vector)) or 1.0
    scaled: Vectors = vector / np.float32(length)
    return scaled


def _similar(row: Row, likeness: float) -> Similar:
    return Similar(
        document=row["document"], title=row["title"], outline=row["outline"], path=tuple(row["path"]),
        number=row["number"], heading=row["heading"], likeness=round(likeness, 3),
    )  # fmt: skip
