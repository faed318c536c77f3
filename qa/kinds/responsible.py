"""Who is responsible for a provision."""

import msgspec

from qa.duties import Duties, need_subject, subject, subjects, told
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.phrases import bodies
from qa.replies import Reply
from qa.rows import Duty


def answer(inquiry: Inquiry) -> Reply:
    """Leads, partners and the jointly responsible, each by its role; else that the text names nobody."""
    if not inquiry.question.pointers and not inquiry.topics:
        from qa.coordination import coordinators

        return msgspec.structs.replace(coordinators(inquiry, inquiry.document), intent="coordinator")
    found = subjects(inquiry)
    need_subject(inquiry, found, "责任单位", "who is responsible")
    return told(inquiry, found, [by_roles(inquiry, duties) for duties in found])


def by_roles(inquiry: Inquiry, duties: Duties) -> tuple[str, bool, list[Duty]]:
    """All who have a duty in the provision, by role."""
    name = subject(duties, inquiry)
    zh, en, stated = [], [], []
    for role, verb, verb_en in _ROLES:
        if held := duties.of(role):
            zh.append(f"{verb[0]}{bodies(held, 'zh')}{verb[1]}")
            en.append(f"{bodies(held, 'en')} {verb_en}")
            stated.extend(held)
    if not stated:
        return inquiry.say(f"{name}未明确责任单位。", f"{name} does not state who is responsible."), False, []
    return inquiry.say(f"{name}{'，'.join(zh)}。", f"{name}: {'; '.join(en)}."), True, stated


_ROLES = (
    ("lead", ("由", "牵头"), "leads"),
    ("responsible", ("由", "负责"), "is responsible"),
    ("participant", ("由", "参与（配合）"), "takes part"),
    ("implementer", ("由", "落实"), "carries it out"),
    ("host", ("办公室设在", ""), "hosts the office"),
)

KIND = Kind(
    intent="responsible",
    examples=("第二十三条由谁负责？", "第十二条的责任单位有哪些", "Who is responsible for measure 12?"),
    cues=(
        zh(58, "责管承落抓实主经操挑领打组挂导",
           r"责任(?:单位|部门|主体|人)(?:是|有|为)?(?:谁|哪[个几些家]?(?:部门|单位|机构|人)?|什么)?",
           r"(?:由|归|是)?(?:谁|哪[个几些家]?(?:部门|单位|厅局?|委办?|机构)?)(?:来|是|在)?(?:总|主要|具体|牵总|直接)?(?:负责|主管|主抓|管理|管|承办|主办|经办|操办|挂帅|领衔|主导|组织实施|抓总|挑头|领头|打头|承担|落实|实施)(?:的)?",
           r"负责(?:的)?(?:部门|单位|人|厅)?(?:是|有)?(?:谁|哪[个些几]?)",
        ),
        zh(57, "找归事责活主",
           r"(?:该)?找(?:谁|哪个(?:部门|单位)?)|归(?:谁|哪(?!一?[条项款章]|部分|里)个?(?:部门|单位)?)管?|谁的(?:事|责任|活)",
           r"主责(?:部门|单位)?|主管(?:的)?(?:部门|单位|机关)(?:是)?(?:谁|哪[个些几]?)?",
        ),
        zh(87, "还或",
           r"(?:归|由|是|听|找)(?![^,。?]{0,8}[条项])[^,，。?]{1,12}?(?:来)?(?:抓|管|牵头|负责|主管|办)?的?(?:还是|或者?)(?:归|由|是|听|找)?"
           r"[^,，。?]{1,10}?(?:来(?:抓|管|牵头|负责|主管|办|做)|(?<=[厅局委办部门资政])(?:抓|管|牵头|负责|主管|的(?=[?。]?$)))",
        ),
        zh(58, "谁哪何",
           r"(?:听)?(?:谁|哪[个家些]?(?:部门|单位|厅局?|委办?)?|何(?:部门|单位|主体|机构|人))(?:来|的)?(?:说了算|做主|作主|拿主意|定夺|拍板|抓总|出面|挑大梁|扛)",
           r"由?何(?:部门|单位|主体|机构|人)(?:牵头|负责|承担|承建|主管|落实|实施|组织)?",
        ),
        zh(49, "谁", r"谁来(?!说|看|的)(?:编制?|建设?|修|推进?|出|组织|制?定|搞|弄|完成|保障|抓|盯|做|干)?"),
        zh(50, "做干办抓",
           r"由(?:谁|哪[个几些](?:部门|单位)?)(?:来)?(?:做|干|办)",
           r"哪[个几些](?:部门|单位)(?:来)?(?:做|干|办|抓)",
        ),
        en(58,
           r"\b(?:who|which\s+\w+(?:\s+or\s+\w+)?|what\s+\w+)\s+(?:is|are|will\s+be|should\s+be|has\s+to\s+be)\s+(?:held\s+|made\s+|to\s+be\s+)?(?:responsible|in\s+charge|accountable|answerable|tasked|entrusted)(?:\s+(?:for|of|with))?",
           r"\bwho(?:'s|\s+has)\s+(?:responsib\w+|in\s+charge|the\s+job)(?:\s+(?:for|of))?|\bwhose\s+(?:job|responsibility|task|duty)(?:\s+is(?:\s+it)?)?",
        ),
        en(58,
           r"\b(?:who|which\s+\w+)\s+answers?\s+for\b",
           r"\b(?:competent|responsible)\s+(?:authorit(?:y|ies)|bod(?:y|ies)|departments?|agenc(?:y|ies))\b",
        ),
        en(48,
           r"\b(?:which|what)\s+(?:ministr(?:y|ies)|departments?|agenc(?:y|ies)|bod(?:y|ies)|bureaus?|authorit(?:y|ies))\b",
        ),
        en(54,
           r"\bresponsib(?:le|ility)(?:\s+for)?|\bin charge(?:\s+of)?",
           r"\b(?:who|which\s+(?:department|agency|body|bodies|departments|agencies))\s+(?:(?:must|should|will|shall|has\s+to|have\s+to|is\s+to|are\s+to)\s+)?"
           r"(?:handles?|manages?|runs?|does|deals?\s+with|looks?\s+after|oversees?|supervises?|carr(?:y|ies)\s+out|implements?|do)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
