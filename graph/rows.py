"""A Document as rows of nodes and relationships, just as `graph.schema` declares them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from graph.errors import InputError
from graph.gazetteer import Gazetteer
from graph.leaves import pack_leaves
from graph.model import Document, Leaf, Provision, Responsibility, Span
from graph.registry import Body, Registry
from graph.sentences import sentences, trim

Row = dict[str, Any]


class Join(NamedTuple):
    """A relationship's name and the labels that it joins."""

    name: str
    source: str
    target: str


class Rows:
    """The nodes by label and id, and the relationships by kind, of one version of a document."""

    def __init__(self) -> None:
        """Start empty."""
        self.nodes: dict[str, dict[str, Row]] = defaultdict(dict)
        self.joins: dict[Join, list[Row]] = defaultdict(list)

    def node(self, label: str, key: str, /, **properties: object) -> None:
        """Add a node, or set it anew."""
        self.nodes[label][key] = {"id": key, **properties}

    def join(self, name: str, source: tuple[str, str], target: tuple[str, str], /, **properties: object) -> None:
        """Relate two nodes, given as (label, id)."""
        row = {"source": source[1], "target": target[1], "properties": properties}
        self.joins[Join(name, source[0], target[0])].append(row)


def check_spans(document: Document) -> None:
    """InputError where a fact stands on characters that the document does not have, or on a provision it lacks."""
    provisions = {provision.id for provision in document.provisions}
    for what, owner, span in _claims(document):
        if not (document.span.covers(span) and span.start < span.end <= len(document.text)):
            raise InputError(
                f"《{document.title}》的{what}引用的字符位置 {span.start}–{span.end} 不在文件正文之内，没有写入。",
                f"{what} of 《{document.title}》 stands on the characters {span.start}–{span.end}, which are not in "
                "the document’s text; nothing was stored.",
            )
        if owner is not None and owner not in provisions:
            raise InputError(
                f"《{document.title}》的{what}属于不存在的条款 {owner}，没有写入。",
                f"{what} of 《{document.title}》 belongs to {owner}, which is no provision of it; nothing was stored.",
            )


def _claims(document: Document) -> Iterator[tuple[str, str | None, Span]]:
    for provision in document.provisions:
        yield provision.id, provision.parent, provision.span
        if provision.title_span.start < provision.title_span.end:
            yield provision.id, provision.parent, provision.title_span
    for duty in document.responsibilities:
        yield duty.id, duty.provision, duty.evidence
        yield duty.id, duty.provision, duty.surface
    for facts in (
        document.places, document.place_roles, document.targets, document.programmes,
        document.prohibitions, document.references, document.tasks,
    ):  # fmt: skip
        for fact in facts:
            yield fact.id, fact.provision, fact.span
    for leaf in document.leaves:
        if leaf.span.start < leaf.span.end:
            yield leaf.kind, leaf.provision, leaf.span


def fingerprint(document: Document) -> str:
    """SHA-256 of the document's characters without white space and page furniture: its version's identity."""
    furniture = sorted([*document.noise, *(leaf.span for leaf in document.leaves if leaf.kind == "noise")])
    kept = (span.of(document.text) for span in _without(document.span, furniture))
    return hashlib.sha256("".join("".join(piece.split()) for piece in kept).encode()).hexdigest()


def _without(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    start = span.start
    for hole in holes:
        if start < min(hole.start, span.end):
            yield Span(start, min(hole.start, span.end))
        start = max(start, hole.end)
    if start < span.end:
        yield Span(start, span.end)


def text_id(text: str) -> str:
    """The id of a wording, white space aside."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:32]


def version_key(identity: str, version: int) -> str:
    """The id of a version's node: ``identity``, ``identity@2`` …"""
    return identity if version == 1 else f"{identity}@{version}"


class RowBuilder:
    """Builds the rows of one document under the node key of one version (``identity``, ``identity@2`` …)."""

    def __init__(self, document: Document, version: int, registry: Registry, gazetteer: Gazetteer) -> None:
        """Nothing is built before `build`."""
        self.document = document
        self.version = version
        self.key = version_key(document.id, version)
        self.rows = Rows()
        self.texts: dict[str, str] = {}
        self._registry = registry
        self._gazetteer = gazetteer
        self._dutiful = {duty.actor for duty in document.responsibilities if duty.notation != "mention"}

    def build(self) -> Rows:
        """All rows of the document; ``texts`` holds the wordings to index, by id."""
        self._document()
        own = self._own_text()
        for position, provision in enumerate(self.document.provisions):
            self._provision(provision, position, own[provision.id])
        self._sentences(own)
        for duty in self.document.responsibilities:
            self._responsibility(duty)
        self._places()
        self._facts()
        return self.rows

    def _document(self) -> None:
        document = self.document
        self.rows.node(
            "Document", self.key, identity=document.id, version=self.version, current=True, title=document.title,
            notice_title=document.notice_title, doc_number=document.doc_number, issuers=list(document.issuers),
            date=document.date, year=int(document.date[:4]) if document.date else None, genre=document.genre,
            outline=document.outline, jurisdiction=document.jurisdiction, source=document.source.name,
            sha256=document.source.sha256, media_type=document.source.media_type, fingerprint=fingerprint(document),
            text=document.text, leaves=pack_leaves(document),
            parts=sum(p.level in ("part", "chapter") for p in document.provisions),
            measures=sum(p.level == "measure" for p in document.provisions), provisions=len(document.provisions),
        )  # fmt: skip
        for position, issuer in enumerate(document.issuers):
            self.rows.join("ISSUED_BY", ("Document", self.key), ("Actor", self._actor(issuer)), position=position)

    def _own_text(self) -> dict[str | None, list[Span]]:
        """Each provision's own stretches (heading and body without label and children); None: preamble and closing."""
        own: dict[str | None, list[Span]] = defaultdict(list)
        titles = {provision.id: provision.title_span for provision in self.document.provisions}
        for leaf in self.document.leaves:
            if leaf.provision is None and leaf.kind in ("front", "body", "closing"):
                own[None].extend(self._prose(leaf))
            elif leaf.provision is not None and leaf.kind in ("heading", "body"):
                label_end = titles[leaf.provision].start
                start = max(leaf.span.start, label_end) if leaf.span.covers(titles[leaf.provision]) else leaf.span.start
                own[leaf.provision].extend(trim(self.document.text, Span(start, leaf.span.end)))
        return own

    def _prose(self, leaf: Leaf) -> Iterator[Span]:
        # titles, issuers and salutations in the front matter are no sentences to be found by a search
        text = self.document.text
        return (span for span in sentences(text, leaf.span) if text[span.end - 1] in "。！？!?；;：:”）")

    def _provision(self, provision: Provision, position: int, own: list[Span]) -> None:
        key, text = self.renamed(provision.id), self.document.text
        wording = "\n".join(span.of(text) for span in own)
        self.rows.node(
            "Provision", key, document=self.key, path=list(provision.path), level=provision.level,
            ordinal=provision.ordinal, number=provision.number, title=provision.title, text=wording,
            position=position, depth=len(provision.path), start=provision.span.start, stop=provision.span.end,
            title_start=provision.title_span.start, title_stop=provision.title_span.end,
            quote=provision.title_span.of(text),
        )  # fmt: skip
        self.rows.join("PART_OF", ("Provision", key), self._unit(provision.parent))
        self._reads("Provision", key, wording)

    def _sentences(self, own: dict[str | None, list[Span]]) -> None:
        text = self.document.text
        spans = sorted(
            (span, provision)
            for provision, stretches in own.items()
            for stretch in stretches
            for span in sentences(text, stretch)
        )
        for position, (span, provision) in enumerate(spans):
            key = f"{self.key}/sentence/{position}"
            where = None if provision is None else self.renamed(provision)
            self.rows.node("Sentence", key, document=self.key, provision=where, position=position, **self._quoted(span))
            self.rows.join("SENTENCE_OF", ("Sentence", key), self._unit(provision))
            self._reads("Sentence", key, span.of(text))

    def _reads(self, label: str, key: str, wording: str) -> None:
        if wording:
            self.texts[text_id(wording)] = wording
            self.rows.join("READS", (label, key), ("Text", text_id(wording)))

    def _responsibility(self, duty: Responsibility) -> None:
        key, actor = self.renamed(duty.id), ("Actor", self._holder(duty))
        shared = {
            "document": self.key, "name": duty.actor, "role": duty.role, **self._quoted(duty.evidence),
            "surface_start": duty.surface.start, "surface_stop": duty.surface.end,
        }  # fmt: skip
        if duty.notation == "mention":
            self.rows.node("Mention", key, **shared)
            self.rows.join("MENTIONS", ("Mention", key), actor)
            self.rows.join("IN", ("Mention", key), self._unit(duty.provision))
            return
        self.rows.node(
            "Responsibility", key, **shared, basis=duty.basis, notation=duty.notation,
            collective=duty.collective, open_ended=duty.open_ended,
        )  # fmt: skip
        self.rows.join("HELD_BY", ("Responsibility", key), actor)
        self.rows.join("RESPONSIBLE_FOR", ("Responsibility", key), self._unit(duty.provision))

    def _facts(self) -> None:
        document = self.document
        for target in document.targets:
            self._fact(
                "Target", "SETS", target.id, target.provision, target.span, metric=target.metric, value=target.value,
                unit=target.unit, deadline_text=target.deadline_text, deadline=target.deadline,
                comparator=target.comparator, quantified=target.quantified,
            )  # fmt: skip
        for programme in document.programmes:
            self._fact("Programme", "LAUNCHES", programme.id, programme.provision, programme.span, name=programme.name)
        for prohibition in document.prohibitions:
            self._fact("Prohibition", "FORBIDS", prohibition.id, prohibition.provision, prohibition.span)
        for cited in document.references:
            self._fact("Reference", "CITES", cited.id, cited.provision, cited.span, title=cited.title)
        for task in document.tasks:
            self._fact("Task", "REQUIRES", task.id, task.provision, task.span, verb=task.verb, object=task.object)

    def _fact(
        self, label: str, join: str, fact: str, provision: str | None, span: Span, **properties: object
    ) -> tuple[str, str]:
        node = (label, self.renamed(fact))
        self.rows.node(*node, document=self.key, **self._quoted(span), **properties)
        self.rows.join(join, self._unit(provision), node)
        return node

    def _places(self) -> None:
        for place in self.document.places:
            node = self._fact("PlaceMention", "CONCERNS", place.id, place.provision, place.span, name=place.name)
            self.rows.join("NAMES", node, ("Place", self._place(place.name, place.kind, place.code, place.members)))
        kinds = {place.name: place for place in self.document.places}
        for role in self.document.place_roles:
            node = self._fact("PlaceRole", "ASKS", role.id, role.provision, role.span, name=role.place)
            known = kinds.get(role.place)
            target = self._place(
                role.place, known.kind if known else None, known.code if known else None, known.members if known else ()
            )
            self.rows.join("ASKED_OF", node, ("Place", target))

    def _unit(self, provision: str | None) -> tuple[str, str]:
        return ("Document", self.key) if provision is None else ("Provision", self.renamed(provision))

    def renamed(self, fact: str) -> str:
        """A fact's id under this version's key, so that versions never share a node."""
        return self.key + (fact.removeprefix(self.document.id) if fact.startswith(self.document.id) else f"/{fact}")

    def _quoted(self, span: Span) -> Row:
        return {"start": span.start, "stop": span.end, "quote": span.of(self.document.text)}

    def _actor(self, name: str) -> str:
        return self._body(self._registry.resolve(name, self.document.jurisdiction, self.document.date))

    def _holder(self, duty: Responsibility) -> str:
        """The actor's id; who is only mentioned and in no registry is a group of people, the same everywhere."""
        body = self._registry.resolve(duty.actor, self.document.jurisdiction, self.document.date)
        if duty.notation == "mention" and not body.known and duty.actor not in self._dutiful:
            body = self._registry.resolve(duty.actor, self.document.jurisdiction, self.document.date, kind="group")
        return self._body(body)

    def _body(self, body: Body) -> str:
        if body.id not in self.rows.nodes["Actor"]:
            self.rows.node(
                "Actor", body.id, name=body.name, full_name=body.full_name, name_en=body.name_en,
                aliases=list(body.aliases), level=body.level, kind=body.kind, jurisdiction=body.jurisdiction,
                known=body.known,
            )  # fmt: skip
            if body.counterpart:
                superior = self._body(self._registry.get(body.counterpart))
                self.rows.join("COUNTERPART_OF", ("Actor", body.id), ("Actor", superior))
        return body.id

    def _place(self, name: str, kind: str | None, code: str | None, members: tuple[str, ...]) -> str:
        entry = self._gazetteer.get(name, self.document.jurisdiction)
        code = code or (entry.code if entry else None)
        key = code or f"{self.document.jurisdiction}/{entry.name if entry else name}"
        if key in self.rows.nodes["Place"]:
            return key
        self.rows.node(
            "Place", key, name=entry.name if entry else name, short=entry.short if entry else name,
            name_en=entry.name_en if entry else None, kind=entry.kind if entry else kind, code=code,
            known=entry is not None,
        )  # fmt: skip
        for member in entry.members if entry else members:
            self.rows.join("COMPRISES", ("Place", key), ("Place", self._place(member, None, None, ())))
        if entry and entry.within:
            self.rows.join("WITHIN", ("Place", key), ("Place", self._place(entry.within, None, None, ())))
        return key
