"""The stretches of a document's text with one function each, as its node keeps them: one line of JSON.

A leaf is no node: nothing is said of it and no question asks for it. What reads the document as on paper needs all of
them at once, so they are kept together, with a provision as its position among the document's provisions.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from graph.model import Document, Leaf, LeafKind, Span

_CLOSES_HEADING = "。．.：:；;"


class Bounds(NamedTuple):
    """A provision as far as its leaves are concerned, in the order of the text."""

    id: str
    span: Span
    title_span: Span


_Packed = list[tuple[LeafKind, int, int, int | None]]


def pack_leaves(document: Document) -> str:
    """The leaves of a document as one property of its node."""
    positions = {provision.id: position for position, provision in enumerate(document.provisions)}
    packed = [
        (leaf.kind, *leaf.span, None if leaf.provision is None else positions[leaf.provision])
        for leaf in document.leaves
    ]
    return msgspec.json.encode(packed).decode()


def unpack_leaves(packed: str | None, text: str, provisions: Sequence[Bounds]) -> tuple[Leaf, ...]:
    """The leaves, with provisions by the ids given here; derived for a node that was written before they were kept.

    Derived ones follow from where the provisions stand. They know no signature and no page furniture, and take what
    is around the provisions for front and closing.
    """
    if packed is None:
        return tuple(leaf for leaf in _derived(text, provisions) if leaf.span.start < leaf.span.end)
    return tuple(
        Leaf(kind=kind, span=Span(start, stop), provision=None if position is None else provisions[position].id)
        for kind, start, stop, position in msgspec.json.decode(packed, type=_Packed)
    )


def _derived(text: str, provisions: Sequence[Bounds]) -> Iterator[Leaf]:
    if not provisions:
        yield Leaf(kind="body", span=Span(0, len(text)))
        return
    yield Leaf(kind="front", span=Span(0, provisions[0].span.start))
    around: list[Bounds] = []
    at = provisions[0].span.start
    for provision in provisions:
        while around and around[-1].span.end <= provision.span.start:
            closed = around.pop()
            yield Leaf(kind="body", span=Span(at, closed.span.end), provision=closed.id)
            at = closed.span.end
        inside = around[-1].id if around else None
        yield Leaf(kind="body", span=Span(at, provision.span.start), provision=inside)
        stop = provision.title_span.end
        stop += text[stop : stop + 1] in _CLOSES_HEADING and stop < provision.span.end
        yield Leaf(kind="heading", span=Span(provision.span.start, stop), provision=provision.id)
        around.append(provision)
        at = stop
    while around:
        closed = around.pop()
        yield Leaf(kind="body", span=Span(at, closed.span.end), provision=closed.id)
        at = closed.span.end
    yield Leaf(kind="closing", span=Span(at, len(text)))
