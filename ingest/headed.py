"""Duties under the names of the bodies that have them: （一）市教育局：牵头组织宣传，督促学校落实…

So are the divisions of labour of plans written, a body or a list of bodies before a colon, or as a heading above what
it does.
"""

import re
from collections.abc import Iterator

from graph.model import Role, Span
from graph.sentences import sentences
from ingest.bodylists import read_bodies
from ingest.duties import LABEL, OTHER_LABEL
from ingest.passages import Passage
from ingest.prose import Assigned
from ingest.verbs import opening_pattern

_BLANK = r"[ \t\u3000]*"
_BEFORE_COLON = re.compile(rf"(?:(?<=[\n。；;])|\A){_BLANK}(?P<who>[^。；;：:\n“”《》]{{2,80}})[：:]{_BLANK}(?=\S)")
_LEADS = re.compile(r"(?:负责)?牵头(?!单位|部门)")
_HELPS = re.compile(r"(?:积极|主动|密切|全力)?(?:配合|参与|协助|协同)")
_DOES = re.compile(r"负责|牵头|承担|配合|协助|参与|落实")


def find_headed(passage: Passage, text: str) -> Iterator[Assigned]:
    """The duties that a passage gives to bodies named at its head or before a colon; ``text``: what is left to read."""
    if passage.kind != "body":
        return
    start, end = passage.span
    if (title := passage.title) and not text[title.end : title.end + 1].startswith(("：", ":")):
        task = re.compile(r"[。\s]*").match(text, title.end, end)
        if task and (_DOES.match(text, task.end(), end) or opening_pattern().match(text, task.end(), end)):
            yield from _assigned(text, title, task.end(), end)
    for found in _BEFORE_COLON.finditer(text[start:end]):
        who = Span(start + found.start("who"), start + found.end("who"))
        if not LABEL.match(text, who.start, end) and not OTHER_LABEL.match(text, who.start, end):
            yield from _assigned(text, who, start + found.end(), end)


def _assigned(text: str, who: Span, start: int, end: int) -> Iterator[Assigned]:
    bodies = read_bodies(text, who, strict=True)
    if bodies is None or start >= end:
        return
    task = next(sentences(text, Span(start, end)), Span(start, end))
    role: Role = "lead" if _LEADS.match(text, start) else "participant" if _HELPS.match(text, start) else "responsible"
    for body in bodies.items:
        yield Assigned(body=body, role=role, open_ended=bodies.open_ended, evidence=Span(who.start, task.end))
