"""What policy texts hardly ever state: names of firms and persons, telephones, progress, how to apply.

They set tasks; who won a contract or how far things have come is in other papers. So such a question is answered
only where the text has words of that kind beside the topic; else it is told so, with what the text does say.
"""

import re

import msgspec

from qa.absence import not_in_text
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import located
from qa.phrases import cite, quoted, unit_name
from qa.replies import Reply


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is asked for: its name, the words that ask for it, and those of a text that states it."""

    zh: str
    en: str
    asks: str
    states: str


_COMPANY = (
    r"哪(?:一)?[家个](?:公司|企业|银行|承包商|开发商|厂商|运营商|单位中标)|谁(?:家)?(?:中标|承建|中的标)"
    r"|中标(?:单位|企业|公司)"
    r"|(?i:\b(?:which|what)\s+(?:compan(?:y|ies)|firms?|contractors?|banks?|vendors?|suppliers?|developers?)\b|\bwon\s+the\s+(?:contract|bid|tender)\b)"
)
_PERSON = (
    r"(?:厅长|局长|主任|省长|市长|书记|部长|处长|县长|区长|联系人)(?:是|叫)(?:谁|什么)"
    r"|(?:谁|哪位)(?:是|当|任)(?:厅长|局长|主任|省长|市长|书记|部长)"
    r"|(?i:\b(?:name|who\s+is|who's)\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+){0,2}?(?:director|governor|mayor|secretary|minister|(?<!to\s)head)\b)"
)
_CONTACT = (
    r"(?:联系|咨询|监督|举报|办公)?(?:电话|热线)(?:号码)?(?:是)?(?:多少|几号)|联系方式"
    r"|(?:打|拨)(?:哪个|什么)(?:电话|号)|网址|网站(?:是|在)(?:什么|哪)|邮箱|(?:办公|详细)地址"
    r"|(?i:\b(?:phone|telephone|hotline)\s+number\b|\be-?mail\b|\bwebsite\b|\bcontact\s+(?:details|person|information)\b)"
)
_PROGRESS = (
    r"(?:进展|进度|推进情况|落实情况|完成情况|实施情况|效果|成效)(?:得)?(?:怎么?样|如何|怎样|到哪|好不好)"
    r"|(?:进展|进行|落实|推进|实施|执行|完成|改造)(?:得|到)(?:怎么?样|如何|怎样|哪一?步|什么程度)"
    r"|(?:已经|目前|现在|至今)[^,。?]{0,12}?(?:完成|建成|改造|做到)了?(?:多少|吗|没)"
    r"|(?i:\b(?:progress|how\s+far|so\s+far|already\s+been|to\s+date|current\s+status)\b)"
)
_PROCEDURE = (
    r"(?:怎么|如何|怎样|去哪[里儿]?|在哪[里儿]?|到哪[里儿]?|哪[里儿])(?:才能|能|去|可以)?(?:申请|申报|办理|报名|领取?|报销|登记|预约|缴费|交费|购买|查询)"
    r"|(?:申请|申报|办理|报名|领取)(?:的)?(?:流程|条件|材料|手续|程序|资格|步骤)"
    r"|(?:要|需要?)(?:准备|提交|带|交)(?:什么|哪些)(?:材料|手续|证件|资料)"
    r"|(?i:\bhow\s+(?:do|can|should|would)\s+(?:i|we|one|residents|people|you)\s+(?:apply|register|enrol|claim|sign\s+up)\b|\bapplication\s+(?:procedure|form|process|requirements)\b|\beligib\w+)"
)
_PENALTY = (
    r"(?:罚款|处罚|罚|问责|追责|判刑|坐牢)(?:多少|什么|吗|怎么|标准)"
    r"|(?:受|有|会)(?:到)?(?:什么|哪些|怎样的?)(?:处罚|惩罚|后果|处分)"
    r"|(?:违反|不执行|不落实|完不成|做不到)[^,。?]{0,10}(?:怎么办|会怎|怎么处|后果|处罚|什么)"
    r"|(?i:\bpenalt(?:y|ies)\b|\bfine[sd]?\b|\bpunish\w*\b|\bsanctions?\b)"
)
_EXCEPTION = (
    r"(?:哪些|什么|有没有?|有无|有何)(?:例外|豁免|特殊)(?:情[形况]|条件)?|(?:例外|豁免)(?:情[形况]|条件)?(?:有|是)?(?:哪|什么)|网开一面"
    r"|(?i:\b(?:what|which|any)\s+exceptions?\b|\bexempt\w*\b)"
)
_EXCEPTED = r"除外|除[^,，。]{1,30}(?:外|以外)|例外|但[^,，。]{0,12}(?:除|不)|特殊情况|确需|确有"
_FIRST = r"(?:哪一?[个座市条项]|谁)(?:更?先|后|更[早晚快慢]|最[先后早晚])(?:完成|建成|实现|达到|启动|开始|落实|建|做)"

_SOUGHT = (
    Sought(zh="公司或中标单位的名称", en="the name of a company", asks=_COMPANY, states=r"有限公司|股份|集团公司|中标"),
    Sought(zh="人员姓名", en="the name of a person", asks=_PERSON, states=r"(?:同志|先生|女士)(?:任|为|担任)"),
    Sought(zh="联系方式", en="how to reach anybody", asks=_CONTACT, states=r"\d{3,4}-?\d{7,8}|\d{5}热线|https?://|www\.|@"),
    Sought(zh="进展或完成情况", en="how far things have come", asks=_PROGRESS, states=r"已经?(?:完成|建成|累计)|截至"),
    Sought(
        zh="申请或办理的程序", en="how to apply", asks=_PROCEDURE,
        states=r"申请|申报|办理|受理|提交|报名|领取|登记|材料|手续|条件",
    ),
    Sought(
        zh="例外情形", en="any exception", asks=_EXCEPTION, states=_EXCEPTED,
    ),
    Sought(
        zh="先后或高下的比较", en="which comes first", asks=_FIRST, states=r"先行|优先|率先|首先|最先",
    ),
    Sought(
        zh="处罚或责任追究的规定", en="any penalty", asks=_PENALTY,
        states=r"罚款|处罚|问责|追责|追究|惩戒|通报批评|约谈|处分|严肃处理|查处|惩处",
    ),
)  # fmt: skip


def answer(inquiry: Inquiry) -> Reply | None:
    """That the text does not state it, with what it says of the topic; None where it may."""
    sought = next((one for one in _SOUGHT if inquiry.question.matches(one.asks)), None)
    if sought is None:
        return None
    hits = located(inquiry, inquiry.topics) if inquiry.topics else []
    near = [sentence.quote for hit in hits for sentence in hit.sentences] if hits else []
    near = near or [sentence.quote for sentence in inquiry.sentences if not inquiry.topics]
    if any(re.search(sought.states, quote) for quote in near):
        return None
    line = inquiry.say(
        f"文件没有写明{sought.zh}，这里不作推测。", f"The text does not state {sought.en}; nothing is guessed here."
    )
    if not hits:
        rest = not_in_text(inquiry) if inquiry.topics else None
        return (
            msgspec.structs.replace(rest, text=f"{line}\n{rest.text}") if rest else Reply(text=line, answerable=False)
        )
    lines, citations = [line], []
    for hit in hits[:2]:
        name = unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "preamble or closing")
        lines.append(quoted(hit.sentences[0].quote, name, hit.doc, inquiry.language))
        citations.append(cite(hit.unit, hit.doc, hit.sentences[0]))
    return Reply(text="\n".join(lines), answerable=False, citations=tuple(citations), basis=("explicit",))


KIND = Kind(
    intent="unstated",
    examples=(
        "哪家公司承建CIM平台", "城市更新现在进展怎么样", "怎么申请保障性住房", "咨询电话是多少",
        "Which company will build the smart city platform?",
    ),
    cues=(
        zh(84, "", _COMPANY, _PERSON, _CONTACT, _PROGRESS, _PROCEDURE, _PENALTY, _EXCEPTION),
        zh(87, "先后早晚快慢", _FIRST),
        en(84, _COMPANY, _PERSON, _CONTACT, _PROGRESS, _PROCEDURE, _PENALTY, _EXCEPTION),
    ),
    answer=answer,
)  # fmt: skip
