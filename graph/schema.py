"""The graph's labels, relationships, keys and indexes: one table that both stores and the docs read.

A fact is a node between what it is said of and who or what it names, so that evidence, reviews and
alignments can attach to it::

    (Responsibility)-[:HELD_BY]->(Actor)      (Responsibility)-[:RESPONSIBLE_FOR]->(Provision or Document)
    (Mention)-[:MENTIONS]->(Actor)            (Mention)-[:IN]->(Provision or Document)

A mention is somebody who acts, is helped or is watched without being given a duty; it has a label of its
own so that no query on duties can meet it.

What staff decide hangs on events (`graph.reviews`): a Review judges a fact or a Suggestion, and records facts of
basis ``confirmed``, withdraws or restores some::

    (Review)-[:REVIEWS]->(Provision)      (Review)-[:RECORDS]->(Deadline)<-[:DUE]-(Provision)
    (Review)-[:JUDGES]->(Target)          (Review)-[:WITHDRAWS]->(Target)-[:WITHDRAWN_FROM]->(Provision)

Search stands on three labels beside the facts: a Text is a wording, held once however many sentences and
provisions read so, with its words and its vector; a Term is a word and the number of texts it stands in;
the one SearchIndex says which model made the vectors and how many texts and words there are.
"""

import msgspec


class NodeType(msgspec.Struct, frozen=True, kw_only=True):
    """A label: its properties beside the key ``id``, and those that are indexed."""

    label: str
    properties: tuple[str, ...]
    indexed: tuple[str, ...] = ()


class RelationshipType(msgspec.Struct, frozen=True, kw_only=True):
    """A relationship and the labels that it joins."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    properties: tuple[str, ...] = ()


_SPAN = ("start", "stop", "quote")  # `end` is a reserved word in one of the two engines
_WHERE = ("document",)
_UNITS = ("Provision", "Document")
_REVIEWED = (
    "Responsibility", "Target", "Deadline", "PlaceMention", "PlaceRole", "Programme", "Prohibition", "Reference",
    "Task", "Suggestion",
)  # fmt: skip

NODES = (
    NodeType(
        label="Document",
        properties=(
            "identity", "version", "current", "title", "notice_title", "doc_number", "issuers", "date", "year",
            "genre", "outline", "jurisdiction", "source", "sha256", "media_type", "fingerprint", "text", "leaves",
            "parts", "measures", "provisions", "ingested",
        ),
        indexed=("identity", "doc_number", "title"),
    ),
    NodeType(
        label="Provision",
        properties=(
            *_WHERE, "path", "level", "ordinal", "number", "title", "text", "position", "depth", "start", "stop",
            "title_start", "title_stop", "quote",
        ),
        indexed=("document", "number", "title"),
    ),
    NodeType(label="Sentence", properties=(*_WHERE, "provision", "position", *_SPAN), indexed=("document",)),
    NodeType(
        label="Actor",
        properties=("name", "full_name", "name_en", "aliases", "level", "kind", "jurisdiction", "known"),
        indexed=("name",),
    ),
    NodeType(label="Place", properties=("name", "short", "name_en", "kind", "code", "known"), indexed=("name",)),
    NodeType(
        label="Responsibility",
        properties=(
            *_WHERE, "name", "role", "basis", "notation", "collective", "open_ended", *_SPAN,
            "surface_start", "surface_stop",
        ),
        indexed=("document",),
    ),
    NodeType(
        label="Mention",
        properties=(*_WHERE, "name", "role", *_SPAN, "surface_start", "surface_stop"),
        indexed=("document",),
    ),
    NodeType(label="PlaceMention", properties=(*_WHERE, "name", *_SPAN), indexed=("document",)),
    NodeType(label="PlaceRole", properties=(*_WHERE, "name", *_SPAN)),
    NodeType(
        label="Target",
        properties=(
            *_WHERE, "metric", "value", "unit", "deadline_text", "deadline", "comparator", "quantified", "basis",
            *_SPAN,
        ),
        indexed=("document",),
    ),
    NodeType(label="Programme", properties=(*_WHERE, "name", *_SPAN), indexed=("document",)),
    NodeType(label="Prohibition", properties=(*_WHERE, *_SPAN), indexed=("document",)),
    NodeType(label="Reference", properties=(*_WHERE, "title", *_SPAN), indexed=("document",)),
    NodeType(label="Task", properties=(*_WHERE, "verb", "object", *_SPAN), indexed=("document",)),
    NodeType(label="Deadline", properties=(*_WHERE, "text", "date", "basis"), indexed=("document",)),
    NodeType(label="Suggestion", properties=(*_WHERE, "name", "score", "mandate", *_SPAN)),
    NodeType(
        label="Review", properties=(*_WHERE, "verdict", "who", "at", "what", "why", "text"), indexed=("document",)
    ),
    NodeType(
        label="Feedback",
        properties=(
            *_WHERE, "question", "intent", "measures", "answerable", "answer", "verdict", "comment", "who", "at",
        ),
    ),
    NodeType(label="Text", properties=("words", "length", "vector")),
    NodeType(label="Term", properties=("texts",)),
    NodeType(label="Alignment", properties=("source", "reference", "method", "model", "outline", "content")),
    NodeType(label="SearchIndex", properties=("model", "dimension", "texts", "words")),
)  # fmt: skip

RELATIONSHIPS = (
    RelationshipType(name="PART_OF", sources=("Provision",), targets=_UNITS),
    RelationshipType(name="ISSUED_BY", sources=("Document",), targets=("Actor",), properties=("position",)),
    RelationshipType(name="SUPERSEDES", sources=("Document",), targets=("Document",)),
    RelationshipType(name="SENTENCE_OF", sources=("Sentence",), targets=_UNITS),
    RelationshipType(name="READS", sources=("Sentence", "Provision"), targets=("Text",)),
    RelationshipType(name="HELD_BY", sources=("Responsibility",), targets=("Actor",)),
    RelationshipType(name="RESPONSIBLE_FOR", sources=("Responsibility",), targets=_UNITS),
    RelationshipType(name="MENTIONS", sources=("Mention",), targets=("Actor",)),
    RelationshipType(name="IN", sources=("Mention",), targets=_UNITS),
    RelationshipType(name="NAMES", sources=("PlaceMention",), targets=("Place",)),
    RelationshipType(name="CONCERNS", sources=_UNITS, targets=("PlaceMention",)),
    RelationshipType(name="ASKS", sources=_UNITS, targets=("PlaceRole",)),
    RelationshipType(name="ASKED_OF", sources=("PlaceRole",), targets=("Place",)),
    RelationshipType(name="SETS", sources=_UNITS, targets=("Target",)),
    RelationshipType(name="LAUNCHES", sources=_UNITS, targets=("Programme",)),
    RelationshipType(name="FORBIDS", sources=_UNITS, targets=("Prohibition",)),
    RelationshipType(name="CITES", sources=_UNITS, targets=("Reference",)),
    RelationshipType(name="REQUIRES", sources=_UNITS, targets=("Task",)),
    RelationshipType(name="DUE", sources=("Provision",), targets=("Deadline",)),
    RelationshipType(name="REVIEWS", sources=("Review",), targets=_UNITS),
    RelationshipType(name="JUDGES", sources=("Review",), targets=_REVIEWED),
    RelationshipType(name="UNDOES", sources=("Review",), targets=("Review",)),
    RelationshipType(name="RECORDS", sources=("Review",), targets=_REVIEWED),
    RelationshipType(name="WITHDRAWS", sources=("Review",), targets=_REVIEWED),
    RelationshipType(name="RESTORES", sources=("Review",), targets=_REVIEWED),
    RelationshipType(name="WITHDRAWN_FROM", sources=_REVIEWED, targets=_UNITS),
    RelationshipType(name="SUGGESTS", sources=("Suggestion",), targets=("Actor",)),
    RelationshipType(name="SUGGESTED_FOR", sources=("Suggestion",), targets=("Provision",)),
    RelationshipType(name="REFUSES", sources=("Provision",), targets=("Suggestion",)),
    RelationshipType(
        name="ALIGNS_WITH",
        sources=("Provision",),
        targets=("Provision",),
        properties=("relation", "score", "main", "reason", "outline"),
    ),
    RelationshipType(name="ALIGNMENT_OF", sources=("Alignment",), targets=("Document",)),
    RelationshipType(name="ALIGNED_TO", sources=("Alignment",), targets=("Document",)),
    RelationshipType(name="COUNTERPART_OF", sources=("Actor",), targets=("Actor",)),
    RelationshipType(name="COMPRISES", sources=("Place",), targets=("Place",)),
    RelationshipType(name="WITHIN", sources=("Place",), targets=("Place",)),
)
