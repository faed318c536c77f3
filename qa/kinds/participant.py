"""Who takes part in a provision beside its lead."""

from qa.duties import Duties, need_subject, subject, subjects, told
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.phrases import bodies
from qa.replies import Reply
from qa.rows import Duty


def answer(inquiry: Inquiry) -> Reply:
    """The participants that the text names; else that it names none, and whom it makes responsible."""
    found = subjects(inquiry)
    need_subject(inquiry, found, "参与（配合）单位", "who takes part")
    if inquiry.question.matches(r"(?i)牵头|\bleads?\b"):
        from qa.kinds.responsible import by_roles

        return told(inquiry, found, [by_roles(inquiry, duties) for duties in found])
    return told(inquiry, found, [_one(inquiry, duties) for duties in found])


def _one(inquiry: Inquiry, duties: Duties) -> tuple[str, bool, list[Duty]]:
    partners, others = duties.of("participant"), duties.of("lead", "responsible")
    name, say = subject(duties, inquiry), inquiry.say
    if partners:
        line = say(
            f"{name}由{bodies(partners, 'zh')}参与（配合）。",
            f"{name}: {bodies(partners, 'en')} take part beside the lead.",
        )
        return line, True, partners
    if others:
        line = say(
            f"{name}没有写明参与或配合单位；写明的是{bodies(others, 'zh')}。",
            f"{name} does not state who takes part; it names {bodies(others, 'en')}.",
        )
        return line, False, others
    return say(f"{name}未明确参与或配合单位。", f"{name} does not state who takes part."), False, []


KIND = Kind(
    intent="participant",
    examples=("第十三条哪些部门配合？", "第二十三条的参与单位", "Which departments take part in measure 16?"),
    cues=(
        zh(0, "头", r"(?:由|是)?(?:谁|哪个(?:部门|单位))?(?:来)?牵头"),
        zh(62, "配参协会",
           r"(?:由|有|和|与)?(?:谁|哪[个些几]?(?:部门|单位|厅局?)?)(?:来|要|需要|应)?(?:配合|参与|协助|会同)",
           r"(?:配合|参与|协同|协作)(?:的)?(?:单位|部门)(?:是|有)?(?:谁|哪[些几个])?",
           r"(?<=[条项)])(?:的)?(?:配合|参与)$",
        ),
        en(62,
           r"\b(?:who|which\s+\w+|what\s+\w+)\s+(?:else\s+)?(?:(?:is|are|must|should|will|has|have)\s+(?:to\s+)?)?(?:else\s+)?"
           r"(?:tak(?:es?|ing)\s+part|participat\w+|co-?operat\w+|assist\w*|supports?|joins?(?:\s+in)?|helps?|involved)(?:\s+(?:in|with|on))?",
           r"\bparticipa(?:nts?|tes?|ting)(?:\s+in)?|\btak(?:e|es|ing)\s+part(?:\s+in)?|\bco-?operat(?:es?|ing)(?:\s+(?:on|in|with))?",
           r"\b(?:supporting|co-?operating|participating|other|partner)\s+(?:departments?|agencies|units?|bodies)(?:\s+involved)?|\bwho\s+else\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
