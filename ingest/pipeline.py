"""The whole reading of a file: its text, its outline, and one component an extractor in a spaCy pipeline.

Tokens are characters: places and bodies are found by longest match over characters, so every fact's span is
exact, and words (jieba) are cut only where the search index needs them.
"""

import tomllib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from graph.errors import InputError
from graph.model import Convention, Document, Responsibility, Source, Span
from ingest.actors import extract_mentions
from ingest.joining import join_lines, restored
from ingest.lightspacy import Doc, Language, Vocab, blank
from ingest.metadata import genre_of
from ingest.passages import Context, Passage
from ingest.places import extract_place_roles, extract_places
from ingest.programmes import extract_programmes
from ingest.prohibitions import extract_prohibitions
from ingest.read import Reading, read_bytes, read_path
from ingest.references import extract_references
from ingest.responsibilities import extract_responsibilities
from ingest.structure import Outline, read_structure
from ingest.targets import extract_targets
from ingest.tasks import extract_tasks


class Sidecar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``FILE.toml`` beside a file says of it: an identity to go by, and whether it is an outline of ours."""

    id: str | None = None
    outline: bool = False


class _Facts(msgspec.Struct):
    """What the components have found so far in one document."""

    passages: Sequence[Passage]
    context: Context
    found: dict[str, list[Any]] = {}
    convention: Convention | None = None


_KINDS = {
    "responsibilities": "responsibility", "places": "place", "place_roles": "place-role", "targets": "target",
    "programmes": "programme", "prohibitions": "prohibition", "references": "reference", "tasks": "task",
}  # fmt: skip


def _duties(facts: _Facts) -> list[Responsibility]:
    rows, facts.convention = extract_responsibilities(facts.passages, facts.context)
    return rows


def _mentions(facts: _Facts) -> list[Responsibility]:
    duties = facts.found["responsibilities"]
    mentions = extract_mentions(facts.passages, facts.context, duties)
    return sorted([*duties, *mentions], key=lambda row: (row.evidence, row.surface))


def _places(facts: _Facts) -> list[Any]:
    taken = [row.surface for row in facts.found["responsibilities"]]
    return list(extract_places(facts.passages, facts.context, taken))


# component, the list of the Document that it fills, what it runs; later ones may read what earlier ones found
_COMPONENTS: tuple[tuple[str, str, Callable[[_Facts], Sequence[Any]]], ...] = (
    ("policy_duties", "responsibilities", _duties),
    ("policy_mentions", "responsibilities", _mentions),
    ("policy_places", "places", _places),
    ("policy_place_roles", "place_roles", lambda f: extract_place_roles(f.passages, f.context, f.found["places"])),
    ("policy_targets", "targets", lambda f: extract_targets(f.passages, f.context)),
    ("policy_programmes", "programmes", lambda f: extract_programmes(f.passages, f.context)),
    ("policy_prohibitions", "prohibitions", lambda f: extract_prohibitions(f.passages, f.context)),
    ("policy_references", "references", lambda f: extract_references(f.passages, f.context)),
    ("policy_tasks", "tasks", lambda f: extract_tasks(f.passages, f.context)),
)


def _register(name: str, kind: str, run: Callable[[_Facts], Sequence[Any]]) -> None:
    @Language.component(name)
    def component(doc: Doc) -> Doc:
        facts: _Facts = doc.user_data["policygraph"]
        rows = list(run(facts))
        facts.found[kind] = rows
        offset = doc.user_data["offset"]
        spans = (getattr(row, "span", None) or row.surface for row in rows)
        doc.spans[kind] = [doc[span.start - offset : span.end - offset] for span in spans]
        return doc


for _name, _kind, _run in _COMPONENTS:
    _register(_name, _kind, _run)


class _Characters:
    """A tokenizer that makes each character a token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


@lru_cache(maxsize=1)
def load_pipeline() -> Language:
    """The spaCy pipeline: blank Chinese with characters for tokens, and the policy components in their order."""
    nlp = blank("zh")
    nlp.tokenizer = _Characters(nlp.vocab)
    for name, _, _ in _COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def parse_path(path: str | Path, identity: str | None = None) -> list[Document]:
    """The documents in a file; what ``FILE.toml`` beside it says holds unless ``identity`` is given."""
    sidecar = _sidecar(Path(f"{path}.toml"))
    return parse_reading(read_path(path), identity or sidecar.id, outline=sidecar.outline)


def parse_text(text: str, name: str = "text", identity: str | None = None) -> list[Document]:
    """The documents in a text."""
    return parse_reading(read_bytes(text.encode("utf-8", "replace"), name), identity)


def parse_reading(reading: Reading, identity: str | None = None, *, outline: bool = False) -> list[Document]:
    """The documents in what was read, with all their facts."""
    joined = join_lines(reading.text)
    documents = [
        _document(joined.text, reading.source, each, reading.warnings, outline=outline)
        for each in read_structure(joined.text, identity)
    ]
    if not joined.left_out:
        return documents
    return [restored(document, joined, reading.text) for document in documents]


def _sidecar(path: Path) -> Sidecar:
    if not path.is_file():
        return Sidecar()
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Sidecar)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise InputError(f"说明文件“{path}”有误：{error}。可用的项是 id（文字）和 outline（true 或 false）。") from None


def _document(text: str, source: Source, outlined: Outline, warnings: Sequence[str], *, outline: bool) -> Document:
    frame = outlined.frame
    facts = _Facts(outlined.passages, outlined.context)
    nlp = load_pipeline()
    doc = nlp.make_doc(frame.span.of(text))
    doc.user_data.update(policygraph=facts, offset=frame.span.start)
    for _, component in nlp.pipeline:
        doc = component(doc)
    named = {kind: _named(outlined.id, word, facts.found[kind]) for kind, word in _KINDS.items()}
    return Document(
        id=outlined.id,
        title=outlined.title,
        notice_title=frame.notice_title,
        doc_number=frame.doc_number,
        issuers=frame.issuers,
        date=frame.date,
        genre=genre_of(frame.title),
        jurisdiction=outlined.context.jurisdiction,
        outline=outline,
        source=source,
        text=text,
        span=frame.span,
        noise=frame.noise,
        leaves=outlined.leaves,
        convention=facts.convention,
        provisions=outlined.provisions,
        coverage=_coverage(frame.span, [leaf.span for leaf in outlined.leaves]),
        warnings=(*warnings, *outlined.warnings),
        **named,
    )


def _named(document: str, word: str, rows: Sequence[Any]) -> tuple[Any, ...]:
    counts: dict[str, int] = {}
    named = []
    for row in rows:
        owner = row.provision or f"{document}#"
        counts[owner] = counts.get(owner, 0) + 1
        named.append(msgspec.structs.replace(row, id=f"{owner}/{word}/{counts[owner]}"))
    return tuple(named)


def _coverage(span: Span, leaves: Sequence[Span]) -> float:
    seen = bytearray(span.end - span.start)
    for leaf in leaves:
        for position in range(leaf.start - span.start, leaf.end - span.start):
            seen[position] += 1
    return seen.count(1) / len(seen) if seen else 1.0
