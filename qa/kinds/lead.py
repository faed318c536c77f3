"""Who leads a provision."""

import msgspec

from qa.duties import Duties, led, need_subject, subject, subjects, told
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.phrases import bodies, listed
from qa.replies import Reply
from qa.rows import Duty

_SEVERAL = (
    r"(?i)哪[些几]|几个|多少|有谁|都是|\ball\b|\bwhich\s+(?:departments|bodies|agencies)\b|\bhow\s+many\b|\blist\b"
)

_ASKS_WHOM = r"(?i)谁|哪|什么|\bwho\b|\bwhich\b"
_SUPPOSES = r"(?i)是不是|是否|[吗吧](?:[?。!]|$)|对不对|^(?:is|does|did)\b"


def answer(inquiry: Inquiry) -> Reply:
    """The leads that the text names; else that it names none, and whom it makes responsible."""
    if not inquiry.question.pointers and not inquiry.topics:
        return _all(inquiry)
    found = subjects(inquiry)
    need_subject(inquiry, found, "牵头单位", "who leads it")
    reply = told(inquiry, found, [by_lead(inquiry, duties) for duties in found])
    supposed = unnamed(inquiry, found) if inquiry.question.pointers and inquiry.topics else []
    if not supposed and reply.answerable and (others := not_leading(inquiry, found)):
        names = listed(others, inquiry.language)
        line = inquiry.say(f"牵头的不是{names}。", f"{names} does not lead it; the text does not state so.")
        return msgspec.structs.replace(reply, text=f"{line}\n{reply.text}", answerable=False)
    if not supposed:
        return reply
    names = listed(supposed, inquiry.language)
    line = inquiry.say(f"其中没有提到{names}，不能说由它牵头。", f"It does not state anything of {names}.")
    return msgspec.structs.replace(reply, text=f"{line}\n{reply.text}", answerable=False)


def unnamed(inquiry: Inquiry, found: list[Duties]) -> list[str]:
    """The bodies that the question names and that have no duty in the provisions."""
    from qa.names import bodies as named

    held = {duty.actor for duties in found for duty in duties.held}
    return [body.asked for body in named(inquiry, by_form=False) if not held & set(body.ids)]


def not_leading(inquiry: Inquiry, found: list[Duties]) -> list[str]:
    """The bodies that a question supposes to lead, and that the text gives another part or none."""
    from qa.names import bodies as named

    if not inquiry.question.matches(_SUPPOSES) or inquiry.question.matches(_ASKS_WHOM):
        return []
    leads = {duty.actor for duties in found for duty in duties.of("lead")}
    return [body.asked for body in named(inquiry, by_form=False) if not leads & set(body.ids)]


def by_lead(inquiry: Inquiry, duties: Duties) -> tuple[str, bool, list[Duty]]:
    """The leads of a provision with their partners; else the jointly responsible, or that it names none."""
    leads, others = duties.of("lead"), duties.of("responsible")
    name, say = subject(duties, inquiry), inquiry.say
    if leads:
        partners, hosts = duties.of("participant"), duties.of("host")
        things = list(dict.fromkeys(filter(None, map(led, leads))))
        if things:
            zh = f"{name}写明，{listed(things, 'zh')}由{bodies(leads, 'zh')}牵头"
            en = f"By {name[0].lower()}{name[1:]}, {listed(things, 'en')} is led by {bodies(leads, 'en')}"
        else:
            zh = f"{name}由{bodies(leads, 'zh')}牵头"
            en = f"{name} is led by {bodies(leads, 'en')}"
        if partners:
            zh += f"，{bodies(partners, 'zh')}参与（配合）"
            en += f", with {bodies(partners, 'en')} taking part"
        if hosts:
            zh += f"，办公室设在{bodies(hosts, 'zh')}"
            en += f"; the office sits in {bodies(hosts, 'en')}"
        return say(zh, en) + _how(inquiry, duties, leads) + say("。", "."), True, [*leads, *partners, *hosts]
    if others:
        return (
            say(
                f"{name}没有写明牵头单位，只写明由{bodies(others, 'zh')}负责（未分主次）"
                f"{_how(inquiry, duties, others)}。",
                f"{name} does not state a lead; it names {bodies(others, 'en')} as responsible, none before the other.",
            ),
            False,
            others,
        )
    if duties.elsewhere:
        topic = listed([inquiry.in_marks(topic) for topic in inquiry.topics[:2]], inquiry.language)
        return say(f"{name}没有写明{topic}由谁牵头。", f"{name} does not state who leads {topic}."), False, []
    return say(f"{name}未明确牵头单位。", f"{name} does not state who leads it."), False, []


def _how(inquiry: Inquiry, duties: Duties, stated: list[Duty]) -> str:
    notes = []
    if any(duty.basis == "convention" for duty in stated):
        notes.append(
            inquiry.say(
                "按文件写明的规则，排在第一位的为牵头单位", "by the document's rule that the first listed leads"
            )
        )
    if duties.above:
        notes.append(inquiry.say("写在它所属的上一级条款中", "stated in the provision around it"))
    if not notes:
        return ""
    return inquiry.say(f"（{'；'.join(notes)}）", f" ({'; '.join(notes)})")


def _all(inquiry: Inquiry) -> Reply:
    if inquiry.question.matches(_SEVERAL):
        from qa.kinds.named_bodies import answer as named_bodies

        return msgspec.structs.replace(named_bodies(inquiry), intent="named-bodies")
    from qa.coordination import coordinators

    return msgspec.structs.replace(coordinators(inquiry, inquiry.document), intent="coordinator")


KIND = Kind(
    intent="lead",
    examples=(
        "第十二条谁牵头？", "第23条谁牵头", "老旧小区改造由哪个部门牵头", "Who leads measure 12?",
        "Which department leads measure 23?",
    ),
    cues=(
        zh(60, "领挑主",
           r"(?:由|是|归)?(?:谁|哪[个家些一]?(?:部门|单位|部委|厅局?|委办?|机构)?)(?:来|是|在)?(?:领衔|挑头|打头|主办)(?:的)?",
           r"(?:领衔|挑头|主办)(?:的)?(?:部门|单位|部委)?(?:是|有)?(?:谁|哪[个家些]?(?:部门|单位|部委|厅局?)?)",
        ),
        zh(60, "头",
           r"(?:由|是|归)?(?:谁|哪[个家些]?(?:部门|单位|厅局?|委办?|机构|人)?)(?:来|是|在)?牵(?:个)?头",
           r"(?:都)?(?:有)?哪些(?:是)?牵头(?:的)?(?:部门|单位|机构)",
           r"牵头(?:的)?(?:部门|单位|人|者|方|厅|责任)?(?:是|有)?(?:谁|哪[个家些级]?(?:干部|领导|部门|单位|厅局?|委办?|机构|人)?|什么)?",
        ),
        en(60,
           r"\b(?:who|which\s+\w+(?:\s+\w+)?|what\s+\w+)\s+(?:(?:is|are|will|should|must|shall|does|do)\s+(?:the\s+|to\s+|in\s+the\s+)?)?"
           r"(?:be\s+(?:the\s+)?)?(?:lead(?:s|ing)?|heads?|chairs?|takes?\s+(?:the\s+|a\s+)?lead|spearheads?)(?:\s+(?:department|agency|body|unit|on|for|of|in))?",
           r"\b(?:who|which\s+\w+(?:\s+\w+)?)\s+is\s+charged\s+with\b",
           r"\bwho\s+is\s+(?:meant|supposed|expected|due|named|chosen)\s+to\s+(?:lead|head|chair)(?:\s+up)?|\bheads?\s+up\b",
           r"\bwho(?:'s|\s+is)\s+in\s+the\s+lead(?:\s+(?:on|for|of))?",
        ),
        en(55,
           r"\b(?:lead|leading)\s+(?:department|agency|body|unit|authority|organi[sz]ation)s?\b",
           r"\bled\s+by(?:\s+wh(?:om|ich\s+\w+))?\b|\bin\s+the\s+lead\b|\blead(?:s|ership)?\b|\bheaded\s+by\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
