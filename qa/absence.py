"""How it is said that the text does not have something, by what it is that the text lacks."""

from qa.inquiry import Inquiry
from qa.locate import ask_content
from qa.phrases import listed
from qa.replies import Reply


def not_in_text(inquiry: Inquiry) -> Reply:
    """The words of the question stand nowhere in the documents' text (if in page furniture, that is said)."""
    doc = inquiry.document
    names = [topic for topic in inquiry.topics if not _stands(inquiry, topic)] or list(inquiry.topics)
    if names and all(name in inquiry.text(doc.key) for name in names[:2]):
        text = inquiry.say(
            f"{_named(inquiry, names)}只出现在报纸版面、导航等非正文文字中，不是政策内容，文件正文没有涉及。",
            f"{_named(inquiry, names)} stands only in the page's furniture (navigation, other headlines), which is no policy; "
            "the document's text does not state anything on it.",
        )
    elif names:
        text = inquiry.say(
            f"已收录的文件没有提到{_named(inquiry, names)}，因此无法回答；这里不作推测。",
            f"The documents do not mention {_named(inquiry, names)}, so there is no answer from them; nothing is guessed here.",
        )
    else:
        text = inquiry.say(
            "没有看懂这个问题，请换一种问法，例如问某一条由谁牵头、讲了什么，或某地有什么任务。",
            "There is no answer to this as it stands. Please ask a question on a measure, a place, a target or a department.",
        )
    return Reply(text=text, answerable=False, suggestions=usual(inquiry))


def usual(inquiry: Inquiry) -> tuple[str, ...]:
    """Up to three questions that the document at hand answers."""
    doc = inquiry.document
    series = [unit for unit in inquiry.units(doc.key) if unit.number is not None][:1]
    of = "" if inquiry.scope.total <= 1 and not doc.outline else f"《{doc.title}》"
    found = [ask_content(inquiry, doc, unit) for unit in series]
    found.append(
        inquiry.say(
            f"{of}一共有多少条措施、分几个部分？", f"How many measures and parts does {of or 'the document'} have?"
        )
    )
    if any(duty.role == "coordinator" for duty in inquiry.general(doc.key)):
        found.append(
            inquiry.say(f"{of}整份文件由谁协调指导？", f"Who coordinates the whole document{' ' + of if of else ''}?")
        )
    return tuple(found[:3])


def _stands(inquiry: Inquiry, topic: str) -> bool:
    return any(topic in sentence.quote for sentence in inquiry.sentences)


def _named(inquiry: Inquiry, names: list[str]) -> str:
    return listed([f"“{name[:20]}”" for name in names[:2]], inquiry.language)
