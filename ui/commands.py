"""What each command of `ui.cli` does: options in, the result on stdout, an exit code out."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from graph.errors import InputError, NotFound, PolicyGraphError
from graph.store import GraphStore, graph_url, is_empty, open_store

if TYPE_CHECKING:
    from graph.model import Answer, Document
    from ui.intake import Failure


def parse(options: Namespace) -> int:
    """Print the structure of files; those that can't be read are named at the end."""
    from ui.intake import expand, read_sources

    failures: list[Failure] = []
    documents: list[Document] = []
    sources = expand(options.paths)
    for _, found in read_sources(sources, failures):
        documents.extend(found)
    if options.json:
        _print_json({"documents": documents})
    else:
        from ui.show import show_outline

        for document in documents:
            show_outline(document)
    return _report(failures, len(sources))


def ingest(options: Namespace) -> int:
    """Load files and pages into the graph, and print a line a document."""
    from ui.intake import expand, load_sources, shipped
    from ui.progress import bar
    from ui.show import show_load

    sources = expand(options.sources) or shipped()
    if options.identity is not None and len(sources) > 1:
        raise InputError("--is 只能用于一份文件。")
    failures: list[Failure] = []
    with open_store(options.graph, write=True) as store:
        if options.reembed:
            _reembed(store)
        for report in load_sources(store, sources, failures, options.identity, partial(bar, "对照上下位文件")):
            show_load(report)
    return _report(failures, len(sources))


def _reembed(store: GraphStore) -> None:
    from graph.embedding import open_embedder, reembed
    from ui.progress import bar

    with bar("重新生成向量") as advance:
        reembed(store, open_embedder(), advance)


def ask(options: Namespace) -> int:
    """Answer one question, or each line of a file."""
    from ui.choice import identity_of
    from ui.questions import clean, read_batch

    questions = read_batch(options.batch) if options.batch else [clean(options.question)]
    document = None if options.document is None else identity_of(options.document)
    with _filled(options.graph) as store:
        if options.batch:
            return _answer_all(store, questions, document)
        reply = _answered(store, questions[0], document, options.context)
        if options.json:
            _print_json(reply)
        else:
            from ui.show import show_answer

            show_answer(reply)
    return 0


def _answered(store: GraphStore, question: str, document: str | None, context: str | None) -> "Answer":
    if context is None:
        from qa.answer import ask as answer

        return answer(store, question, document=document)
    from qa.conversation import converse
    from ui.questions import read_state, write_state

    reply, state = converse(store, question, read_state(context), document=document)
    write_state(context, state)
    return reply


def ui(options: Namespace) -> int:
    """Serve the pages until interrupted."""
    with _filled(options.graph):
        pass
    from ui.serve import serve

    serve(graph_url(options.graph), port=options.port, address=options.address, browse=options.open)
    return 0


def _answer_all(store: GraphStore, questions: list[str], document: str | None) -> int:
    from qa.answer import ask as answer
    from ui.progress import track

    code = 0
    for question in track(questions, "回答问题"):
        try:
            _print_json(answer(store, question, document=document))
        except (PolicyGraphError, BrokenPipeError):
            raise
        except Exception as error:  # the lines after this one still need their answers, and in their places
            from ui.log import report

            code = 1
            _print_json({"question": question, "answerable": False, "error": str(report(error))})
    return code


@contextmanager
def _filled(url: str | None) -> Iterator[GraphStore]:
    """The graph to ask; the default one is first filled with what ships, if it holds nothing."""
    is_default = not (url or os.environ.get("POLICYGRAPH_GRAPH"))
    with open_store(url) as store:
        if not is_default or not is_empty(store):
            yield store
            return
    from ui.intake import fill_default

    fill_default(graph_url())
    with open_store() as store:
        yield store


def documents(options: Namespace) -> int:
    """List what the graph holds."""
    from graph.load import list_documents

    with open_store(options.graph) as store:
        rows = list_documents(store)
    if options.json:
        _print_json(rows)
    else:
        from ui.show import show_documents

        show_documents(rows)
    return 0


def align(options: Namespace) -> int:
    """Lay one document beside another, and keep the result in the graph that holds both."""
    from ui.alignment import align_documents, is_held, keep_new, show_alignment, table_writer
    from ui.writing import write_bytes

    write = table_writer(options.output) if options.output else None
    with _filled(options.graph) as store:
        alignment, source, reference = align_documents(store, options.source, options.reference)
    if is_held(options.source) and is_held(options.reference):
        keep_new(options.graph, alignment, source, reference)
    if write:
        write_bytes(options.output, [write(alignment, source, reference)])
    if options.json:
        _print_json(alignment)
    elif not write:
        show_alignment(alignment)
    return 0


def compare(options: Namespace) -> int:
    """What changed between two versions."""
    from qa.compare import compare_versions
    from ui.alignment import show_comparison, version

    with _filled(options.graph) as store:
        old, new = version(store, options.old), version(store, options.new)
    found = compare_versions(old, new)
    if options.json:
        _print_json(found)
    else:
        show_comparison(found, old, new)
    return 0


def amendments(options: Namespace) -> int:
    """The instructions of a decision that amends or repeals."""
    from qa.amendments import require_amendments
    from ui.alignment import show_amendments, text_of

    found = require_amendments(text_of(options.path), options.path)
    if options.json:
        _print_json({"amendments": found})
    else:
        show_amendments(found)
    return 0


def trace(options: Namespace) -> int:
    """Where a document or a provision stands between the State and the city."""
    from qa.trace import trace as follow
    from ui.alignment import show_trace

    with _filled(options.graph) as store:
        found = follow(store, options.document, options.provision)
    if options.json:
        _print_json(found)
    else:
        show_trace(found)
    return 0


def export(options: Namespace) -> int:
    """Write the graph to a file, which appears only when it is whole."""
    from ui.writing import write_lines

    with open_store(options.graph) as store:
        if is_empty(store):
            raise NotFound(f"图谱 {store.url} 还是空的，没有可导出的内容，请先 policygraph ingest。")
        write_lines(options.output, _EXPORTS[options.format](store))
    return 0


def _cypher(store: GraphStore) -> Iterator[str]:
    from graph.cypher_export import export_cypher

    return export_cypher(store)


_EXPORTS = {"cypher": _cypher}


def matrix(options: Namespace) -> int:
    """Write a document's matrix to a file, in the format of its suffix."""
    from ui.choice import identity_of
    from ui.matrix import export_matrix, format_of

    write = format_of(options.output)
    document = None if options.document is None else identity_of(options.document)
    with _filled(options.graph) as store:
        export_matrix(store, document, options.output, write, infer=options.infer, ignore_notes=options.ignore_notes)
    return 0


def import_matrix(options: Namespace) -> int:
    """Show what staff changed in a matrix, and record it as confirmed."""
    from ui.matrix import import_returned

    return import_returned(options.graph, options.file, options.by, dry_run=options.dry_run, partial=options.partial)


def feedback(options: Namespace) -> int:
    """List what people said of answers."""
    from graph.feedback import kept

    with open_store(options.graph) as store:
        rows = kept(store)
    if options.json:
        _print_json(rows)
    else:
        from ui.show import show_feedback

        show_feedback(rows)
    return 0


def doctor(options: Namespace) -> int:
    """Say what is there and what is missing."""
    from ui.doctor import examine
    from ui.show import show_findings

    findings = list(examine(options.graph))
    show_findings(findings)
    return max((finding.exit_code for finding in findings), default=0)


def _print_json(value: object) -> None:
    """One line of JSON, in UTF-8 whatever the terminal's encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def _report(failures: "list[Failure]", sources: int) -> int:
    """Say on stderr which sources failed and why; the exit code."""
    if sources == 1 and failures:
        raise failures[0].error
    for failure in failures:
        print(f"{failure.source}：{failure.error}", file=sys.stderr)
    if failures:
        print(f"{sources} 份中有 {len(failures)} 份没有读入。", file=sys.stderr)
    return 1 if failures else 0
