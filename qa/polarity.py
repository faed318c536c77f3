"""Questions that suppose the opposite of what the text says.

为什么允许… of what it forbids, 既然禁止… of what it promotes.
"""

import re
from collections.abc import Iterator
from typing import Literal

from qa.inquiry import Inquiry
from qa.locate import located, pointed
from qa.phrases import cite, quoted, unit_name
from qa.replies import Reply
from qa.topics import pieces

Side = Literal["loosens", "bans", "curbs"]

_LOOSENS = "放开|放宽|松绑|允许|准许|许可|批准|同意|鼓励|支持|提倡|倡导|扶持|扩大|增加|多用|多建|默许|默认"
_BANS = "禁止|严禁|不得|不准|不许|不让|不允许|取缔|取消|叫停|停止|淘汰|关停|清退|废止|反对"
_CURBS = "限制|严控|控制|遏制|压减|减少|防范|防止|杜绝|削减"
_VERBS = f"(?P<bans>{_BANS})|(?P<curbs>{_CURBS})|{_LOOSENS}"
_PROMOTES = f"{_LOOSENS}|推进|推动|推广|推行|发展|加强|建设|实施|完善|培育|优先|促进|深化|打造|加快|健全|提升|加大"
_AGAINST = r"治理|整治|防[控治范]|管控|减排|化解|处置|排查|应急"
"""Words after a thing by which what is promoted is its end (加强…噪音污染…的治理)."""
_LIGHT = "^[盖建搞办做用]"
"""Light verbs between such a verb and what it is about."""
_SUPPOSES_EN = r"(?i)^(?:why|since|as|given\s+that|now\s+that|because)\b"
_VERBS_EN = (
    r"(?i)\b(?:(?P<bans>abolish\w*|ban(?:s|ned|ning)?|prohibit\w*|forb[ia]d\w*|scrap(?:s|ped)?|cancel\w*|stop\w*)"
    r"|(?P<curbs>restrict\w*|limit\w*|curb\w*)|allow\w*|permit\w*|encourag\w+|promot\w+|loosen\w*|relax\w*|lift\w*)\b"
)
_FAR = 8
"""Characters that may stand between a verb and what it is said of."""
_ASKS_WHETHER = (
    r"(?:是否|是不是|能不能|可不可以|会不会|让不让|准不准|许不许|有没有|有无|能否|可否|该不该|要不要)"
    r"|[吗么]\??$|没有\??$"
)
_CLAUSE = r"[^,，;；。]+"


def opposed(inquiry: Inquiry) -> Reply | None:
    """What the text says, where the question supposes the opposite of it; None where it does not, or asks whether."""
    if not inquiry.topics or inquiry.question.matches(_ASKS_WHETHER):
        return None
    found = pointed(inquiry) if inquiry.question.pointers else []
    for topic, supposed in _claims(inquiry):
        for hit in located(inquiry, [topic], within=found[0][1] if found else None):
            for sentence in hit.sentences:
                said = next((each for each in re.findall(_CLAUSE, sentence.quote) if pieces(topic, each)), "")
                parts = pieces(topic, said) or (topic,)
                if _contrary(supposed, said.partition(parts[0])[0], said.rpartition(parts[-1])[2]):
                    line = inquiry.say(
                        f"问题的前提与原文不符：关于“{topic}”，原文是这样写的。",
                        f"The premise is not so: the text does not state this of {inquiry.in_marks(topic)}. It says:",
                    )
                    name = unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "closing")
                    return Reply(
                        text=f"{line}\n{quoted(sentence.quote, name, hit.doc, inquiry.language)}",
                        answerable=False,
                        citations=(cite(hit.unit, hit.doc, sentence),),
                        basis=("explicit",),
                    )
    return None


def _contrary(supposed: Side, before: str, behind: str) -> bool:
    """Whether a clause says the opposite of what is supposed of a thing, by the words before the thing and behind it.

    Whoever curbs something may promote what is done about it; so only plain support is contrary to that.
    """
    if re.search(f"{_BANS}|{_CURBS}", before):
        return supposed == "loosens"
    if supposed == "bans":
        return re.search(_PROMOTES, before) is not None and not re.search(_AGAINST, behind)
    return supposed == "curbs" and re.search(_LOOSENS, before) is not None and not re.search(_AGAINST, behind)


def _claims(inquiry: Inquiry) -> Iterator[tuple[str, Side]]:
    """What the question says is loosened, banned or curbed; a verb within a topic (鼓励盖超高层) is none of it."""
    if inquiry.language == "en":
        verb = re.search(_VERBS_EN, inquiry.question.text) if re.search(_SUPPOSES_EN, inquiry.question.text) else None
        yield from ((topic, _side(verb)) for topic in inquiry.topics if verb)
        return
    for topic in inquiry.topics:
        for name in dict.fromkeys((topic, re.sub(_LIGHT, "", topic))):
            if (supposed := _before(inquiry.question.text, name)) is not None:
                yield name, supposed
        verb = re.match(_VERBS, topic)
        bare = re.sub(_LIGHT, "", topic[verb.end() :]) if verb else ""
        if verb and len(bare) > 1:
            yield bare, _side(verb)


def _side(verb: re.Match[str]) -> Side:
    return "bans" if verb["bans"] else "curbs" if verb["curbs"] else "loosens"


def _before(question: str, topic: str) -> Side | None:
    """Which side the verb is on that stands nearest before a topic; None without one."""
    at = question.find(topic)
    head = re.findall(_CLAUSE, question[:at])[-1:] if at > 0 else []
    verbs = list(re.finditer(_VERBS, head[0])) if head else []
    if not verbs or len(head[0]) - verbs[-1].end() > _FAR:
        return None
    return _side(verbs[-1])
