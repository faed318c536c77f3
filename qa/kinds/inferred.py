"""Which departments a provision may concern though its text names none: what is stated first, then what is inferred."""

from qa.duties import need_subject, subjects, told
from qa.inferring import for_provision
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.kinds.lead import by_lead
from qa.kinds.responsible import by_roles
from qa.replies import Reply


def answer(inquiry: Inquiry) -> Reply:
    """Who is named by the text; where nobody is, departments inferred from mandates, labelled, with reasons."""
    found = subjects(inquiry)
    need_subject(inquiry, found, "责任单位", "who is responsible")
    tell = by_lead if inquiry.question.matches(r"(?i)牵头|\bleads?\b") else by_roles
    reply = told(inquiry, found, [tell(inquiry, duties) for duties in found], hint=False)
    lines, citations = [reply.text], list(reply.citations)
    inferred = False
    for duties in found[:3]:
        if duties.of("lead", "responsible"):
            continue
        more, quotes = for_provision(inquiry, duties.doc, duties.unit)
        inferred = inferred or bool(more)
        lines.extend(more if more else [_nothing(inquiry)])
        citations.extend(quotes)
    return Reply(
        text="\n".join(lines),
        answerable=reply.answerable,
        citations=tuple(dict.fromkeys(citations)),
        basis=tuple(dict.fromkeys([*reply.basis, *(("inferred",) if inferred else ())])),
        suggestions=reply.suggestions,
    )


def _nothing(inquiry: Inquiry) -> str:
    return inquiry.say("按职责也推断不出相关部门。", "Nor does any mandate suggest a department.")


KIND = Kind(
    intent="inferred",
    examples=(
        "第十二条可能涉及哪些部门？", "第九条按职责推断应由哪些部门负责", "Which departments may measure 12 concern?",
    ),
    cues=(
        zh(75, "推可估应该",
           r"(?:按|依|从|根据)?(?:部门)?(?:职责|三定)?(?:来)?(?:推断|推测|估计|猜测?|预计|判断)(?:一下|下|来看)?(?:应该?|可能|大概)?(?:是|由|归|与)?(?:谁|哪[个些几](?:部门|单位|厅局?)?)?(?:来|相关|有关|牵头|负责|参与|管)*",
           r"(?:可能|大概|或许|最好|建议)(?:是|由|归|会|与|涉及)*(?:到)?(?:谁|哪[个些几](?:部门|单位|厅局?)?)(?:来|相关|有关|牵头|负责|参与|管)*",
        ),
        en(75,
           r"\binfer\w*|\b(?:guess|likely|probably|plausibl\w+|suggest\w*)\b",
           r"\b(?:which|what)\s+(?:departments?|agenc(?:y|ies)|bod(?:y|ies))\s+(?:may|might|could|would)\b.*\b(?:concern\w*|involve\w*|lead|responsible)\b",
           r"\b(?:may|might|could|would)\s+(?:be\s+)?(?:concern\w*|involve\w*|lead|responsible)\b",
        ),
    ),
    requires=r"(?i)部门|单位|厅|局|谁|\bdepartments?\b|\bagenc(?:y|ies)\b|\bbod(?:y|ies)\b|\bwho\b|\blead\b",
    answer=answer,
)  # fmt: skip
