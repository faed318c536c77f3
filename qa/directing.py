"""From the kind that a question's words speak for to the one that what it names asks for: a named body wins."""

import re

from qa.grounding import asking_words
from qa.inquiry import Inquiry
from qa.names import bodies, places

_ENDINGS = "厅局委部办署会府院关行社团司"
_WHO = r"(?<![会协]同)谁|(?:哪|什么|几)[个些几一家]?(?:部门|单位|机构|厅局?|委办?|家|方面)"
_DOES = (
    r"做|干|办(?!公)|抓|任务|职责|责任|分工|负责|牵头|参与|配合|承担|落实|管"
    r"|认领|领(?!域|导)|揽|扛|摊|事(?!项)|派|活|要求"
)
_DOES_EN = r"(?i)\b(?:share|roles?|tasks?|dut(?:y|ies)|involved|in charge|responsib\w+)\b"
_COMPARES = r"(?i)区别|差别|不同|不一样|对比|比较|异同|\bcompar|\bdiffer"
_ISSUED = r"[^,。?在对要应负牵由做按从有于]{0,14}?(?:[那这]份|文件|通知|意见(?!建议))"
"""What follows a body that is named as who issued a document (国办优化营商环境那份)."""
_OPEN = ("search", "where", "content")
_BESIDE = r"除了?.{1,20}(?:还有?|其他|另外|别的)|\b(?:besides|apart\s+from|other\s+than|what\s+else)\b"
_ROLES = ("lead", "responsible", "participant")
_SUPPOSES = r"是不是|是否|[吗吧]|对不对"
_LOOSE = ("search", "place", "content", "where", "lead", "responsible", "participant", "coordinator", "prohibition")


def directed(inquiry: Inquiry, intent: str) -> str:
    """``actor`` where a body is named and what it does is asked, ``place`` where places are compared; else the intent.

    What a body and a provision or topic have to do with each other (第十二条由省教育厅牵头吗) stays as it is.
    """
    text = inquiry.wording
    if intent == "content" and inquiry.question.matches(_COMPARES) and len(places(inquiry)) > 1:
        return "place"
    if intent in _OPEN and inquiry.question.matches(_BESIDE) and places(inquiry):
        return "place"
    if inquiry.language == "en" and intent in _OPEN and not inquiry.question.pointers:
        does = inquiry.question.matches(_DOES_EN)
        return "actor" if does and bodies(inquiry, by_form=False) else intent
    if inquiry.language == "en" or intent not in (*_LOOSE, "verify") or not any(char in text for char in _ENDINGS):
        return intent
    if re.search(_WHO, text) or not re.search(_DOES, text):
        return intent
    if inquiry.question.pointers and intent not in ("search", "place", "content"):
        return intent
    named = [body for body in bodies(inquiry, by_form=False) if not re.search(body.asked + _ISSUED, text)]
    if not named:
        return intent
    if intent == "verify" or (intent in _ROLES and re.search(_SUPPOSES, text)):
        rest = [topic for topic in inquiry.topics if not any(body.asked in topic for body in named)]
        return intent if any(topic not in asking_words() for topic in rest) else "actor"
    return "actor"
