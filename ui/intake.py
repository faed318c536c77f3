"""Files, folders and web pages in; documents out, or one sentence a source that says why not."""

import os.path
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import corpus
from graph.errors import InputError, NotFound, PolicyGraphError
from graph.model import Document
from graph.people import Person, admit
from graph.store import GraphStore, open_store
from ui.fetch import fetch, is_url
from ui.log import report
from ui.progress import Advance, track

if TYPE_CHECKING:
    from graph.load import LoadReport

Watch = Callable[[], AbstractContextManager[Advance]]
"""Opens something that shows how far a piece of work is."""


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A source that could not be used."""

    source: str
    error: PolicyGraphError


def expand(sources: Sequence[str]) -> list[str]:
    """The sources one by one: a folder stands for its files, hidden and ``.toml`` ones aside.

    One that is laid out as ``corpus/`` is stands for its documents: the registry's tables are none.
    Raises NotFound for a folder without files.
    """
    return [each for source in sources for each in _files(source)]


def _files(source: str) -> list[str]:
    if is_url(source) or not os.path.isdir(source):
        return [source]
    folder = Path(source)
    if all((folder / part).is_dir() for part in (corpus.DOCUMENTS.name, corpus.REGISTRY.name)):
        folder /= corpus.DOCUMENTS.name
    files = [
        str(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".toml" and not any(part.startswith(".") for part in path.parts[-2:])
    ]
    if not files:
        raise NotFound(f"文件夹“{source}”里没有文件。")
    return files


def read_source(source: str, identity: str | None = None) -> list[Document]:
    """The documents in a file or behind an address; ``identity`` overrides what they say of themselves."""
    from ingest.pipeline import parse_path, parse_reading
    from ingest.read import read_bytes

    if is_url(source):
        return parse_reading(read_bytes(fetch(source), source), identity)
    return parse_path(source, identity)


def read_sources(
    sources: Sequence[str], failures: list[Failure], identity: str | None = None
) -> Iterator[tuple[str, list[Document]]]:
    """Each source with its documents, with a progress bar; those that can't be read are added to ``failures``."""
    for source in track(sources, "读取文件"):
        try:
            documents = read_source(source, identity)
        except PolicyGraphError as error:
            failures.append(Failure(source=source, error=error))
        except Exception as error:  # one bad file must not cost the others
            failures.append(Failure(source=source, error=report(error)))
        else:
            yield source, documents


def load_sources(
    store: GraphStore,
    sources: Sequence[str],
    failures: list[Failure],
    identity: str | None = None,
    aligning: Watch | None = None,
) -> Iterator["LoadReport"]:
    """Load every document of the sources into the graph; see `read_sources` and `load_each`."""
    read = read_sources(sources, failures, identity)
    named = ((source, document) for source, documents in read for document in documents)
    return load_each(store, named, failures, aligning)


def load_each(
    store: GraphStore,
    documents: Iterable[tuple[str, Document]],
    failures: list[Failure],
    aligning: Watch | None = None,
) -> Iterator["LoadReport"]:
    """Load documents one by one, each whole or not at all, and report each; those at fault go to ``failures``.

    At the end the alignments that a change calls for are renewed, if ``aligning`` is there to show how far they are.
    """
    from graph.embedding import open_embedder, require_model, stored_model
    from graph.load import load_document

    embedder = open_embedder()
    require_model(store, stored_model(store), embedder.name)
    changed = False
    for source, document in documents:
        try:
            done = load_document(store, document, embedder)
        except InputError as error:
            failures.append(Failure(source=source, error=error))
        else:
            changed = changed or done.status != "unchanged"
            yield done
    if changed and aligning:
        from qa.align import renew

        with aligning() as advance:
            renew(store, advance)


def take_in(
    store: GraphStore,
    documents: Iterable[tuple[str, Document]],
    by: Person,
    failures: list[Failure],
    aligning: Watch,
) -> Iterator["LoadReport"]:
    """`load_each` for somebody at a page, who has to be an editor. Raises NotAllowed."""
    admit(by, "editor")
    return load_each(store, documents, failures, aligning)


def fill_default(url: str) -> None:
    """Load what ships in ``corpus/`` into a graph that holds nothing yet."""
    failures: list[Failure] = []
    with open_store(url, write=True) as store:
        for _ in load_sources(store, shipped(), failures):
            pass
    if failures:
        raise failures[0].error


def shipped() -> list[str]:
    """The documents that come with policygraph."""
    return expand([str(corpus.DOCUMENTS)])
