"""What notes and own lines say of who has which part, and rows made of it.

The language of notes, over segments that `_TOKENS` cuts::

    statement = { label | clause }
    clause    = { [ 由 ] names | 会同 names } [ verb [ object ] ]
    verb      = lead (A牵头) | participate (B配合) | responsible (C负责) | manner (D按职责分工)

A verb gives its part to all lists since the last verb, 会同 makes its own list participants, a label (牵头单位：)
gives its part to lists that no verb claims. The language is regular, and notes hold words that nobody listed (时限,
remarks, objects of 负责): segments are folded from left to right, and what is unknown is counted, where a generated
parser would refuse it.
"""

import re
from typing import Literal

import msgspec

from graph.model import Basis, Notation, Responsibility, Role, Span
from ingest.bodies import is_body
from ingest.bodylists import Listed, read_bodies

Part = Literal["lead", "participant", "responsible"]

_LABEL_WORD = (
    r"(?:(?:其他|其它|相关|有关|省级|市级|县级|区级|市直|省直|区直|县直|市县|地方|市区|区县|主要|共同|第一|首要|"
    r"首位|总|主|具体|直接)?"
    r"(?:牵头|责任|主责|主办|主体|承办|协办|主管|组织|实施|落实|执行|推进|配合|参与|参加|协同|协作|协助|支持|联办|"
    r"会办|成员|监管|督导|督办|验收|指导|分工|工作)"
    r"(?:[（(](?:牵头|责任|负责|主办|配合|参与|落实|实施|主管)[）)])?)"
    r"(?:(?:及|和|或|、|与|/)?(?:主要|共同|具体)?(?:牵头|责任|主办|实施|落实|配合|参与|协同|负责|承办|主管|组织))*"
    r"(?:责任|主体|市级|市直|省级)?(?:单位|部门|机构|主体|处室|科室|股室|地区|地方|乡镇|街道|处|方|人员|专班)"
    r"(?:(?:及|和|、)(?:责任人|负责人|联系人))?"
)
LABEL = re.compile(
    rf"(?P<label>{_LABEL_WORD})(?:[（(][^（()）：:\n]{{1,10}}[）)])?\s*[：:]\s*"
    rf"|[【\[](?P<boxed>{_LABEL_WORD})[】\]]\s*[：:]?\s*"
    r"|(?P<short>牵头|主办|负责|责任|配合|参与|协办)\s*[：:]\s*"
)
_OTHER_WORD = (
    r"(?:(?:完成|办理|工作|时间|推进|责任|落实)?(?:时限|期限|时间(?:节点|安排|要求)?|进度(?:安排|要求)?)|(?:阶段|"
    r"工作|年度|预期)?(?:目标|任务|成果|举措|措施)|备注|联系人|联系电话|责任人|牵头领导|责任领导|分管领导)"
)
OTHER_LABEL = re.compile(rf"{_OTHER_WORD}\s*[：:]\s*|[【\[]{_OTHER_WORD}[】\]]\s*[：:]?\s*")
_LABEL_LEAD = re.compile(
    r"^(?:省级|市级|县级|区级|市直|省直)?(?:主要|共同|总|第一|首要|首位|主)?(?:牵头|主责|主办|责任[（(]牵头|"
    r"第一责任|首位责任|主体[（(]牵头)|^(?:第一|首要|首位)责任|^总责任"
)
_LABEL_PARTICIPANT = re.compile(
    r"^(?:省级|市级|县级|区级|市直|省直|主要|共同|具体)?(?:配合|参与|参加|协办|协同|协作|协助|支持|成员|落实|会办|"
    r"联办|督导|督办|验收|指导)"  # who looks after the work, or takes it over when it is done, does not do it
)

MANNER = (
    r"(?:(?:按照?|依照?|依据|根据|结合|依)(?:各自|本|自身|部门|所承担的?)*(?:的)?(?:工作)?(?:职责|职能|职权|分工|"
    r"任务)(?:和|与|及|、)?(?:职责|职能|权限|分工|任务)?(?:和|与)?(?:任务)?(?:分工|范围)?(?:要求)?(?:内)?"
    r"|分别|分头|共同|各自|分工|具体|联合|积极|主动|做好|抓好|全程|主要|一并|各负其责|依法|协同|统一|切实)*"
)
LEAD = re.compile(
    rf"{MANNER}(?:负责)?(?:牵头|总牵头|主办|总负责|负总责|负主责|主抓)(?!单位|部门|领导|人)(?:、)?(?:抓总|抓落实|"
    rf"组织实施|组织落实|组织推进|组织|推进|落实|实施|负责|办理|抓好)?"
)
PARTICIPATE = re.compile(
    rf"{MANNER}(?:予以|给予|负责)?(?:密切|全力|积极|大力)?(?:参与|参加|配合|协同|协助|协办|支持|协作|协同配合|"
    rf"协同推进|支持配合)(?!单位|部门)(?:负责|落实|实施|做好|推进|配合|参与)?"
)
RESPONSIBLE = re.compile(
    rf"{MANNER}(?:(?<!主要)(?<!分管)负责(?!同志|人)|承担|落实|组织实施|抓好落实|实施|推进|承办|办理|执行|组织落实|"
    rf"组织推进|抓落实|主管|监管|组织|统筹协调|统筹|协调推进|督促指导|指导|督促|协调)(?:落实|实施|推进|抓好落实|"
    rf"组织实施|办理)?"
)
MANNER_ONLY = re.compile(
    r"(?:按照?|依照?|依据|根据|结合|依)(?:各自|本|自身|部门)*(?:的)?(?:工作)?(?:职责|职能|分工)(?:和|与|、)?(?:职责|"
    r"权限|分工)?(?:任务)?(?:分工)?|分工(?=$|[，,；;。])|各负其责"
)
JOIN = re.compile(
    r"(?:并|要)?(?:会同|会商|商(?=有关|相关|省|市|国|各|财政|发展改革)|协同(?=[^，。；、]{2})|联合(?!会|国|体|办|"
    r"惩)|配合(?=[^，,。；;、）)]{2}))"
)
BY = re.compile(r"(?:其中)?[，,]?由(?!于|此)")

_BREAK = re.compile(r"[，,；;。\n]+")


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """A list of bodies and the part that the words give them; None: no word says it."""

    bodies: tuple[Listed, ...]
    part: Part | None
    stated: bool  # by a verb of its own, not by a label alone


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What one note or line states: its clauses in order, and whether its lists are open (等)."""

    clauses: tuple[Clause, ...]
    open_ended: bool
    stray: int  # characters that are neither bodies nor words of duty


def label_part(label: str) -> Part:
    """The part that a label gives: 牵头单位 lead, 配合部门 and 落实部门 participant, 责任单位 responsible."""
    if _LABEL_LEAD.match(label):
        return "lead"
    return "participant" if _LABEL_PARTICIPANT.match(label) else "responsible"


def read_statement(text: str, span: Span, default: Part | None = None) -> Statement:
    """Read the inside of a note, or a line after its label (whose part is ``default``)."""
    reader = _Reader(text, span, default)
    reader.run()
    return Statement(clauses=tuple(reader.clauses), open_ended=reader.open_ended, stray=reader.stray)


class _Reader:
    """Walks over segments of a note; a verb gives its part to all lists since the last verb."""

    def __init__(self, text: str, span: Span, default: Part | None) -> None:
        self.text, self.span = text, span
        self.label = default
        self.clauses: list[Clause] = []
        self.pending: list[tuple[tuple[Listed, ...], bool]] = []  # lists that wait for their verb, and if 会同 led them
        self.open_ended = False
        self.stray = 0
        self.level: str | None = None
        self.joined = False
        self.official = False  # under 责任单位及责任人： people are named beside the bodies
        self.skipping = False  # after a label of another kind: nothing there names a body

    def run(self) -> None:
        start = position = self.span.start
        nested = brackets(self.text, self.span)
        while found := _TOKEN.search(self.text, position, self.span.end):
            inside = next((span for span in nested if span.start < found.start() < span.end), None)
            token = None if inside else self._token(found.start())
            if token is None:
                position = inside.end if inside else found.start() + 1
                continue
            kind, match = token
            self._names(Span(start, match.start()))
            start = position = self._act(kind, match)
        self._names(Span(start, self.span.end))
        self._close(None)

    def _token(self, position: int) -> tuple[str, re.Match[str]] | None:
        for kind, pattern in _TOKENS:
            found = pattern.match(self.text, position, self.span.end)
            if found is None or found.end() == position:
                continue
            if kind in _VERBS and not self._ends_clause(found):
                continue
            boxed = self.text[position] in "【["
            if (
                kind in ("label", "other")
                and position > self.span.start
                and not (boxed or _starts_clause(self.text, position))
            ):
                continue
            return kind, found
        return None

    def _ends_clause(self, found: re.Match[str]) -> bool:
        """A verb of duty ends its clause, or the next verb or an object follows; inside a name it does neither."""
        following = self.text[found.end() : min(self.span.end, found.end() + 1)]
        if not following or following in "，,；;。、）)" or following.isspace():
            return True
        if any(
            kind in ("join", "by", *_VERBS) and _matches(pattern, self.text, found.end(), self.span.end)
            for kind, pattern in _TOKENS
        ):
            return True
        word = found.group()
        return ("牵头" in word or "负责" in word or "配合" in word) and following not in "办部委局组室司处"

    def _names(self, span: Span) -> None:
        if self.skipping or span.start >= span.end:
            return
        heading = max(self.text.rfind(colon, span.start, span.end) for colon in "：:")
        span = Span(max(span.start, heading + 1), span.end)  # what the bodies are for may stand before them
        bodies = read_bodies(self.text, span, strict=False, level=self.level)
        used = sum(item.surface.end - item.surface.start + 1 for item in bodies.items) if bodies else 0
        self.stray += max(0, sum(1 for char in self.text[span.start : span.end] if "\u4e00" <= char <= "\u9fff") - used)
        if bodies is None:
            return
        self.level = bodies.level
        self.open_ended |= bodies.open_ended
        items = tuple(item for item in bodies.items if item.body or not self.official)
        self.pending.append((items, self.joined))
        self.joined = False

    def _act(self, kind: str, found: re.Match[str]) -> int:
        if kind == "label":
            self._close(None)
            label = found.group("label") or found.group("boxed") or found.group("short")
            self.label, self.skipping, self.official = label_part(label), False, label.endswith("人")
        elif kind == "other":
            self._close(None)
            self.skipping = True
        elif kind == "join":
            self.joined = True
        elif kind in _VERBS and not self.skipping:
            self._close(_VERBS[kind])
            return self._after_object(found.end())
        return found.end()

    def _after_object(self, position: int) -> int:
        """The end of what a verb governs (负责资金保障), unless a body and its own verb stand there."""
        stop = _BREAK.search(self.text, position, self.span.end)
        end = stop.start() if stop else self.span.end
        for place in range(position, end):
            if self._token(place) is None:
                continue
            last = self.text.rfind("、", position, place) + 1 or position
            if place == position or is_body(self.text[position:place].split("、")[0].strip()):
                return position
            if is_body(self.text[last:place].strip()):
                return last
        return end

    def _close(self, part: Part | None) -> None:
        if part == "participant" and not self.clauses:
            self._set_first_apart()
        for bodies, joined in self.pending:
            self.clauses.append(
                Clause(
                    bodies=bodies,
                    part="participant" if joined else part or self.label,
                    stated=joined or part is not None,
                )
            )
        self.pending = []
        self.joined = False

    def _set_first_apart(self) -> None:
        """Where nobody is named yet, those before the first comma are helped, and only the rest help (A，B、C配合)."""
        (bodies, joined), *rest = self.pending or [((), True)]
        helpers = tuple(body for body in bodies if body.group > 0)
        if joined or not helpers:
            return
        self.clauses.append(Clause(bodies=bodies[: len(bodies) - len(helpers)], part=self.label, stated=True))
        self.pending = [(helpers, False), *rest]


def _starts_clause(text: str, position: int) -> bool:
    return text[position - 1] in "，,；;。、（([【〔）)]】〕" or text[position - 1].isspace()


def _matches(pattern: re.Pattern[str], text: str, position: int, end: int) -> bool:
    found = pattern.match(text, position, end)
    return found is not None and found.end() > position


def brackets(text: str, span: Span) -> list[Span]:
    """The outermost bracketed stretches in ``text[span]``, of mixed width and nested, none over a paragraph's end."""
    found: list[Span] = []
    stack: list[int] = []
    for match in _BRACKET.finditer(text, span.start, span.end):
        char, position = match.group(), match.start()
        if char == "\n":
            if not (stack and LABEL.match(text, stack[0] + 1) and _closes_soon(text, position, span.end)):
                stack.clear()
        elif char in "（([【〔":
            stack.append(position)
        elif stack:
            opened = stack.pop()
            if not stack:
                found.append(Span(opened, position + 1))
    return found


_BRACKET = re.compile(r"[（()）\[\]【】〔〕\n]")


def _closes_soon(text: str, position: int, end: int) -> bool:
    opening = re.compile(r"[（()）【】\[\]]").search(text, position, min(end, position + 300))
    return opening is not None and opening.group() in "）)】]"


_VERBS: dict[str, Part] = {
    "lead": "lead",
    "participate": "participant",
    "responsible": "responsible",
    "manner": "responsible",
}
_TOKENS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("label", LABEL),
    ("other", OTHER_LABEL),
    ("lead", LEAD),
    ("responsible", RESPONSIBLE),
    ("participate", PARTICIPATE),
    ("manner", MANNER_ONLY),
    ("join", JOIN),
    ("by", BY),
)
_TOKEN = re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for _, pattern in _TOKENS))


def rows_of(
    statement: Statement,
    *,
    provision: str | None,
    notation: Notation,
    evidence: Span,
    basis: Basis,
    first_leads: bool,
    marks: str = "",
    led: bool = False,
) -> list[Responsibility]:
    """One row a body.

    ``led``: a lead is named beside the statement (牵头单位 on the line before). ``first_leads``: a stated legend makes
    the first-listed the lead where no word names one; ``marks``: it makes those leads who are marked so (★).
    """
    bodies = [(body, _part(clause, body)) for clause in statement.clauses for body in clause.bodies]
    marked = any(_is_marked(body, marks) for body, _ in bodies)
    led = led or marked or any(part == "lead" for _, part in bodies)
    rows: list[Responsibility] = []
    headed = False
    for body, part in bodies:
        role: Role = part or "responsible"
        row_basis = basis
        if role == "responsible" and marked:
            role, row_basis = ("lead" if _is_marked(body, marks) else "participant"), "convention"
        elif role == "responsible" and led:
            role = "participant"
        elif role == "responsible" and first_leads:
            role, row_basis = ("participant" if headed else "lead"), "convention"
            headed = True
        rows.append(
            Responsibility(
                id="",
                provision=provision,
                actor=body.name,
                surface=body.surface,
                role=role,
                basis=row_basis,
                collective=body.collective,
                open_ended=statement.open_ended,
                notation=notation,
                evidence=evidence,
            )
        )
    return rows


def _is_marked(body: Listed, marks: str) -> bool:
    return any(mark in marks for mark in body.mark)


def _part(clause: Clause, body: Listed) -> Part | None:
    """A body's own mark (省教育厅（牵头）) goes before the words for its list."""
    if _MARK_LEAD.match(body.mark):
        return "lead"
    return "participant" if _MARK_PARTICIPANT.match(body.mark) else clause.part


_MARK_LEAD = re.compile(r"[（(](?:牵头|主办|负责牵头|总牵头|主要负责)")
_MARK_PARTICIPANT = re.compile(r"[（(](?:配合|参与|协办|协助)")
