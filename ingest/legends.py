"""Rules stated once for a whole document: who of a list leads (列第一位者为牵头单位，下同), who carries it all out."""

import re
from collections.abc import Sequence

import msgspec

from graph.model import Convention, Responsibility, Span
from ingest.bodylists import STARS, read_bodies
from ingest.passages import Passage

_FIRST = re.compile(
    r"(?:第一|首)(?:位|个|名|家|列|者|责任)?[^，,。；;（）()\n]{0,12}?(?:为|是|系|即为?|作为)[^，,。；;（）()\n]{0,6}?"
    r"牵头(?:负责)?(?:单位|部门|者|机构|责任单位)?"
    r"(?P<rest>[，,、；;](?:其[他余它]|其后)[^，,。；;（）()\n]{0,24})?"
    r"(?P<below>[，,、；;]?\s*(?:以?下同|不再[^，。；）)\n]{0,10}))?"
)
_STAR = f"[{re.escape(STARS)}]"
_STARRED = re.compile(
    rf"(?:标|带|加|注|有)(?:(?!{_STAR})[^，,。；;\n]){{0,4}}(?P<mark>{_STAR})[^，,。；;\n]{{0,12}}?"
    r"(?:为|是|系)[^，,。；;\n]{0,4}牵头[^，,。；;）)\n]{0,8}"
)
_CLAUSE_HEAD = re.compile(r"[^，,。；;：:（）()\n]{0,30}$")
_GENERAL = re.compile(
    r"(?:任务|事项|措施|工作|条款|各条|所列|以上|以下|上述|下述|各项)[^，,。；;（）()\n]{0,10}?(?:均|都)(?:由|需要?|须)"
    r"(?P<bodies>[^，,。；;\n]{2,80}?)(?:按照?职责(?:分工)?)?(?:共同|具体|分别)?(?:负责)?(?:组织)?"
    r"(?P<verb>落实|负责|实施|配合|参与|抓好落实|贯彻落实)(?:配合|落实|实施)?"
    r"(?P<below>(?:[，,；;]?\s*(?:不再|不另)[^，,。；;（）()\n]{0,14})?(?:[，,]?\s*下同)?)"
    r"|(?P<all>(?:各|地方|有关|相关|全省|全市)[^。；;\n]{2,40}?)(?:均|都)(?:为|是|作为|列为)(?P<as>责任|落实|实施|配合|参与)(?:单位|部门|主体)"
    r"[，,；;]\s*(?:(?:不再|不另)[^，,。；;（）()\n]{0,14}|下同)"
)


class Legends(msgspec.Struct, frozen=True, kw_only=True):
    """A document's legends: the convention, where first-listed rules for one note stand, all spans, general duties.

    ``standing``: those of the general duties that a note states for all that follow it (以下均需…落实，不再列出).
    """

    convention: Convention | None
    local: tuple[Span, ...]
    spans: tuple[Span, ...]
    general: tuple[Responsibility, ...]
    standing: tuple[Responsibility, ...]
    marks: str  # characters that mark a lead (标★的为牵头单位)


def read_legends(passages: Sequence[Passage]) -> Legends:
    """Find the legends of a document's passages."""
    spans: list[Span] = []
    local: list[Span] = []
    general: list[Responsibility] = []
    standing: list[Responsibility] = []
    convention: Convention | None = None
    marks = ""
    for passage in passages:
        text, (start, end) = passage.text, passage.span
        for found in _FIRST.finditer(text, start, end):
            head = _CLAUSE_HEAD.search(text, max(start, found.start() - 30), found.start())
            span = Span(head.start() if head else found.start(), found.end())
            spans.append(span)
            if found.group("below") or not _in_note(text, span, passage.span):
                convention = convention or Convention(span=span, rule="first-listed-leads")
            else:
                local.append(span)
        for found in _STARRED.finditer(text, start, end):
            marks += found["mark"]
            spans.append(Span(*found.span()))
        for found in _GENERAL.finditer(text, start, end):
            rows = _general_rows(passage, found)
            if rows:
                head = _CLAUSE_HEAD.search(text, max(start, found.start() - 30), found.start())
                spans.append(Span(head.start() if head else found.start(), found.end()))
                general.extend(rows)
                if found.group("below") and found.group().startswith("以下") and passage.provision is not None:
                    standing.extend(rows)
    return Legends(
        convention=convention,
        local=tuple(local),
        spans=tuple(spans),
        general=tuple(general),
        standing=tuple(standing),
        marks=marks,
    )


def _in_note(text: str, span: Span, within: Span) -> bool:
    """Whether a legend stands in a bracket beside other words, which it is for."""
    before = text[max(within.start, span.start - 200) : span.start]
    if before.endswith(("（", "(")) and text[span.end : span.end + 1] in "）)":
        return False
    return max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")"))


def _general_rows(passage: Passage, found: re.Match[str]) -> list[Responsibility]:
    bodies = read_bodies(passage.text, Span(*found.span("bodies" if found.group("bodies") else "all")), strict=True)
    if bodies is None:
        return []
    return [
        Responsibility(
            id="",
            provision=passage.provision,
            actor=body.name,
            surface=body.surface,
            role="participant" if (found.group("verb") or found.group("as")) in ("配合", "参与") else "responsible",
            basis="general",
            collective=body.collective,
            open_ended=bodies.open_ended,
            notation="closing" if passage.provision is None else "note",
            evidence=Span(*found.span()),
        )
        for body in bodies.items
    ]
