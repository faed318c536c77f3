"""Responsibilities on lines of their own (牵头单位：A / 参与部门：B), also where they run on after a full stop."""

import re
from collections.abc import Iterator

from graph.model import Span
from ingest.bodylists import read_bodies
from ingest.duties import LABEL, OTHER_LABEL, Statement, brackets, read_statement

_LEAD_IN = r"(?:(?<=[\n。；;！？!?）)】”\s])|\A)[ \t\u3000]*(?:[-—•·●▪◆■*]\s*)?"
_LABEL = re.compile(_LEAD_IN + f"(?:{LABEL.pattern})")
_OTHER = re.compile(_LEAD_IN + f"(?:{OTHER_LABEL.pattern})")
_ENDS_LABEL = re.compile(r"[：:】\]]")
_GAP = re.compile(r"[\s\u3000，,；;。、】\]]*")


def find_lines(text: str, span: Span) -> Iterator[list[tuple[Span, Statement]]]:
    """Blocks of own lines that follow each other in ``text[span]``: each line's span and what it states."""
    if not _ENDS_LABEL.search(text, *span):
        return
    block: list[tuple[Span, Statement]] = []
    inside = brackets(text, span)
    end = span.start
    for label in _labels(text, span):
        if label.start < end or any(bracket.start < label.start < bracket.end - 1 for bracket in inside):
            continue
        line = Span(label.start, _line_end(text, label, span.end))
        gap = _GAP.match(text, end, line.start)
        if block and (gap is None or gap.end() < line.start):
            yield block
            block = []
        statement = read_statement(text, line)
        if any(body.body or len(clause.bodies) > 1 for clause in statement.clauses for body in clause.bodies):
            block.append((line, statement))
        end = line.end
    if block:
        yield block


def is_own_line(line: str) -> bool:
    """Whether a line of text is one that assigns or limits (牵头单位：…, 完成时限：…)."""
    return _LABEL.match(line) is not None or _OTHER.match(line) is not None


def _labels(text: str, span: Span) -> list[Span]:
    """Where labels stand, those of other kinds (完成时限：) too, which part no block."""
    found = []
    for pattern in (_LABEL, _OTHER):
        for match in pattern.finditer(text, span.start, span.end):
            start = match.start()
            while text[start].isspace() or text[start] in "-—•·●▪◆■*":
                start += 1
            found.append(Span(start, match.end()))
    return sorted(found)


def _line_end(text: str, label: Span, limit: int) -> int:
    """Where what stands after a label ends; under a label that has its line to itself, where the list below it does."""
    position = end = label.end
    listed = "\n" in label.of(text)
    while end < limit:
        if text[end] == "\n":
            following = Span(end + 1, _end_of_line(text, end + 1, limit))
            listed = listed and _is_list(text, following)
            if not listed and not text[position:end].rstrip().endswith(("、", "，")):
                break
        elif text[end] == "。":
            break
        end += 1
    stop = end + 1 if end < limit and text[end] == "。" else end
    while stop > position and text[stop - 1].isspace():
        stop -= 1
    return stop


def _end_of_line(text: str, start: int, limit: int) -> int:
    end = text.find("\n", start, limit)
    return limit if end < 0 else end


def _is_list(text: str, line: Span) -> bool:
    """Whether a line holds bodies and nothing else."""
    printed = line.of(text)
    return not is_own_line(printed) and bool(printed.strip()) and read_bodies(text, line, strict=True) is not None
