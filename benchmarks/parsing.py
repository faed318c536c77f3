"""Reading a document with all its facts ÷ jieba's bare segmentation of the same text."""

from collections.abc import Iterator

import jieba
from synthetic import documents

import corpus
from benchmarks.clock import Measure, against
from ingest.pipeline import parse_text


def measure() -> Iterator[Measure]:
    """The opinion that ships, and fifty synthetic notices."""
    jieba.setLogLevel("ERROR")
    shipped = (corpus.DOCUMENTS / "jiangxi-2026-urban-quality.txt").read_text("utf-8")
    for what, texts in (("the Jiangxi opinion", [shipped]), ("50 synthetic notices", [t for _, t in documents(50)])):
        yield against(
            f"parse ÷ jieba segmentation, {what}",
            lambda texts=texts: [parse_text(text) for text in texts],  # type: ignore[misc]
            lambda texts=texts: [jieba.lcut(text) for text in texts],  # type: ignore[misc]
            bound=3,
            rounds=7,
            unit=f"for {sum(map(len, texts)):,} characters",
        )
