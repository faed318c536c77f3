"""Small documents made by hand: the graph's tests need no parser."""

from graph.model import (
    Document,
    Leaf,
    Place,
    PlaceRole,
    Programme,
    Prohibition,
    Provision,
    Reference,
    Responsibility,
    Source,
    Span,
    Target,
    Task,
)

TEXT = """关于推进河湖治理的意见

各县人民政府：
为改善水质，制定本意见。
一、总体要求
坚持生态优先。到2035年水质达标率达到95%以上。
二、重点任务
（一）治理河道
开展河道清淤，修复岸线。（省发改委牵头，省财政厅配合）
（二）保护湖泊
严禁围湖造地。支持南昌建设湿地公园，鼓励群众参与。实施“碧水行动”，落实《湖泊名录》。{extra}
本意见由省发展改革委协调指导。
"""

LINES = """某省规范收费行动方案
一、主要措施
（一）清理收费。
1．清理口岸收费。取消不合规收费项目，公布收费目录。
牵头部门：省商务厅
参与部门：省财政厅
完成时限：2033年6月底前
2．清理协会收费。=减免会费。
牵头部门：省民政厅
完成时限：持续推进
3．评估成效。开展评估。
"""
"""A plan with its departments and time limits on lines of their own, one without, and what looks like a formula."""


class _Builder:
    def __init__(self, identity: str, text: str) -> None:
        self.identity, self.text = identity, text

    def at(self, quote: str) -> Span:
        start = self.text.index(quote)
        return Span(start, start + len(quote))

    def between(self, start: str, stop: str | None) -> Span:
        return Span(self.text.index(start), self.text.index(stop) if stop else len(self.text))

    def provision(
        self, path: tuple[str, ...], level: str, ordinal: int, number: int | None, title: str, start: str, stop: str
    ) -> Provision:
        return Provision(
            id=f"{self.identity}#{'/'.join(path)}", path=path, ordinal=ordinal, number=number, title=title,
            parent=f"{self.identity}#{'/'.join(path[:-1])}" if len(path) > 1 else None,
            level=level, span=self.between(start, stop), title_span=self.at(title),  # type: ignore[arg-type]
        )  # fmt: skip

    def duty(self, name: str, provision: str | None, surface: str, role: str, evidence: str, notation: str) -> object:
        basis = "general" if notation == "closing" else "explicit"
        return Responsibility(
            id=f"{self.identity}#{name}", provision=provision and f"{self.identity}#{provision}", actor=surface,
            surface=self.at(surface), role=role, basis=basis, collective=False,  # type: ignore[arg-type]
            open_ended=False, notation=notation, evidence=self.at(evidence),  # type: ignore[arg-type]
        )  # fmt: skip


def small_document(
    identity: str = "测发-2031-7", *, extra: str = "", text: str | None = None, **changes: object
) -> Document:
    """A provincial opinion with two parts, two measures and one fact of every kind; ``extra`` lengthens measure 2."""
    text = TEXT.format(extra=extra) if text is None else text
    make = _Builder(identity, text)
    provisions = (
        make.provision(("一",), "part", 1, None, "总体要求", "一、", "二、"),
        make.provision(("二",), "part", 2, None, "重点任务", "二、", "本意见由"),
        make.provision(("二", "（一）"), "measure", 1, 1, "治理河道", "（一）", "（二）"),
        make.provision(("二", "（二）"), "measure", 2, 2, "保护湖泊", "（二）", "本意见由"),
    )
    leaves = [Leaf(kind="front", span=make.between("关于", "一、"))]
    for item in provisions:
        child = next((other for other in provisions if other.parent == item.id), None)
        stop = child.span.start if child else item.span.end
        leaves.append(Leaf(kind="heading", span=Span(item.span.start, item.title_span.end), provision=item.id))
        leaves.append(Leaf(kind="body", span=Span(item.title_span.end, stop), provision=item.id))
    leaves.append(Leaf(kind="closing", span=make.between("本意见由", None)))
    note, lakes = "（省发改委牵头，省财政厅配合）", f"{identity}#二/（二）"
    fields: dict[str, object] = {
        "id": identity, "title": "关于推进河湖治理的意见", "notice_title": None, "doc_number": "测发〔2031〕7号",
        "issuers": ("江西省人民政府",), "date": "2031-05-06", "genre": "意见", "jurisdiction": "360000",
        "outline": False, "text": text, "span": Span(0, len(text)), "noise": (), "leaves": tuple(leaves),
        "source": Source(name="a.txt", sha256="0" * 64, media_type="text/plain", encoding="utf-8"),
        "convention": None, "provisions": provisions, "coverage": 1.0, "warnings": (),
        "responsibilities": (
            make.duty("duty-1", "二/（一）", "省发改委", "lead", note, "note"),
            make.duty("duty-2", "二/（一）", "省财政厅", "participant", note, "note"),
            make.duty("duty-3", None, "省发展改革委", "coordinator", "本意见由省发展改革委协调指导", "closing"),
            make.duty("duty-4", "二/（二）", "群众", "participant", "鼓励群众参与", "mention"),
        ),
        "places": (
            Place(id=f"{identity}#place-1", provision=lakes, name="南昌", span=make.at("南昌"), kind="city",
                  code="360100", members=()),
        ),
        "place_roles": (
            PlaceRole(id=f"{identity}#role-1", provision=lakes, place="南昌", span=make.at("支持南昌建设湿地公园")),
        ),
        "targets": (
            Target(id=f"{identity}#target-1", provision=f"{identity}#一", span=make.at("到2035年水质达标率达到95%以上"),
                   metric="水质达标率", value="95", unit="%", deadline_text="到2035年", comparator=">=", deadline="2035",
                   quantified=True),
        ),
        "programmes": (
            Programme(id=f"{identity}#programme-1", provision=lakes, name="碧水行动", span=make.at("“碧水行动”")),
        ),
        "prohibitions": (Prohibition(id=f"{identity}#ban-1", provision=lakes, span=make.at("严禁围湖造地")),),
        "references": (
            Reference(id=f"{identity}#reference-1", provision=lakes, title="湖泊名录", span=make.at("《湖泊名录》")),
        ),
        "tasks": (
            Task(id=f"{identity}#task-1", provision=f"{identity}#二/（一）", span=make.at("开展河道清淤"), verb="开展",
                 object="河道清淤"),
        ),
    }  # fmt: skip
    return Document(**{**fields, **changes})  # type: ignore[arg-type]
