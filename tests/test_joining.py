"""Texts whose paragraphs a page has broken into lines say what the unbroken ones say."""

import re
import unicodedata

import pytest

from graph.model import Document
from ingest.joining import join_lines
from ingest.pipeline import parse_path, parse_text
from tests import evaluation
from tests.same_facts import facts

TEXTS = sorted(path.stem for path in evaluation.UNSEEN.glob("*.txt"))


def broken(text: str, width: int, *, indent: bool, paged: bool) -> str:
    """The text as a page of so many Chinese characters prints it, stops hanging over the margin."""
    printed: list[str] = []
    for paragraph in text.split("\n"):
        line = "　　" if indent and len(paragraph.strip()) > 30 else ""
        for char in paragraph.strip():
            wide = sum(1 if unicodedata.east_asian_width(each) in "WFA" else 0.5 for each in line + char)
            if wide > width and char not in "，。、；：）》”":
                printed.append(line)
                line = ""
                if paged and len(printed) % 25 == 0:
                    printed.append(f"— {len(printed) // 25} —")
            line += char
        printed.append(line)
    return "\n".join(printed)


def said(document: Document) -> str:
    """The facts of a document, without the page numbers that stand inside quotes."""
    return re.sub("—[0-9]—", "", "\n".join(f"{key}: {value}" for key, value in facts(document).items()))


@pytest.mark.parametrize(("width", "indent", "paged"), [(18, True, False), (28, False, False), (24, True, True)])
@pytest.mark.parametrize("name", TEXTS)
def test_a_broken_text_says_what_the_unbroken_one_says(name: str, width: int, indent: bool, paged: bool) -> None:
    path = evaluation.UNSEEN / f"{name}.txt"
    whole = parse_path(path)
    text = broken(path.read_text(encoding="utf-8"), width, indent=indent, paged=paged)
    parts = parse_text(text)
    assert [said(document) for document in parts] == [said(document) for document in whole]
    for document in parts:
        assert document.text == text
        assert document.coverage == 1.0
        assert "".join(leaf.span.of(text) for leaf in document.leaves) == document.span.of(text)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("到2 0 2 5年，覆盖率达到1 0 0％。", "到2025年，覆盖率达到100％。"),
        ("表1 2 3 4 列", "表1 2 3 4 列"),
        ("一、总体要求\n坚持系统治理。\n（一）加强组织领导\n各地要抓好落实。", None),  # no line is as long as a page
    ],
)
def test_only_what_a_page_did_is_undone(printed: str, read: str | None) -> None:
    assert join_lines(printed).text == (printed if read is None else read)
