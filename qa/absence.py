"""How it is said that the text does not have something, by what it is that the text lacks."""

from qa.glosses import recognised
from qa.inquiry import Inquiry
from qa.locate import located
from qa.phrases import cite, listed, outline_note, quoted, unit_name
from qa.replies import Reply
from qa.topics import plainer

_SHORT = 2
"""Characters of a topic that may stand in the page around a text by chance."""
_PAGES = 3
"""Documents whose pages are looked through."""
_FEW = 3
"""Provisions up to which a part of a word asked for says what is nearest to it."""
_NEAR = 2
"""Provisions quoted that have some of the words asked for."""


def not_in_text(inquiry: Inquiry) -> Reply:
    """What of the question stands nowhere in the documents' text, and where the rest of it stands."""
    topics = list(inquiry.topics)
    missing = [topic for topic in topics if not located(inquiry, [topic])]
    present = [topic for topic in topics if topic not in missing]
    lines, citations = [_missing(inquiry, missing, topics)], []
    near = list(filter(None, (_nearest(inquiry, topic) for topic in missing)))
    for topic in [*present[: _NEAR - 1], *near, *present[_NEAR - 1 :]][:_NEAR]:
        for hit in located(inquiry, [topic])[:1]:
            name = (
                unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "preamble or closing")
            )
            lines.append(
                inquiry.say(
                    f"文中与“{topic[:30]}”有关的是{name}：", f"On {inquiry.in_marks(topic)} the text has {name}:"
                )
            )
            lines.append(quoted(hit.sentences[0].quote, name, hit.doc, inquiry.language))
            citations.append(cite(hit.unit, hit.doc, hit.sentences[0]))
            if hit.doc.outline:
                lines.append(outline_note(inquiry.language))
    return Reply(
        text="\n".join(lines),
        answerable=False,
        citations=tuple(citations),
        basis=("explicit",) if citations else (),
    )


def _nearest(inquiry: Inquiry, topic: str) -> str | None:
    """What the text has of the same matter: by the table of near words, else a part of the word asked for."""
    official = next((near.official for near in inquiry.near if near.asked == topic), None)
    return official or _longest(inquiry, topic) or _word(inquiry, topic)


def _word(inquiry: Inquiry, topic: str) -> str | None:
    """The first word of a Chinese topic that stands in few provisions (县城 of 县城补)."""
    if inquiry.language == "en" or not any(char > "\u3400" for char in topic):
        return None
    from graph.tokens import segment

    for word in segment(topic):
        held = {one.provision for one in inquiry.said.having(word)} if len(word) > 1 else ()
        if 0 < len(held) <= _FEW:
            return word
    return None


def _longest(inquiry: Inquiry, topic: str) -> str | None:
    """The longest run of at least four characters of a topic that the text has, if it is more than half of it."""
    for length in range(len(topic) - 1, max(3, len(topic) // 2), -1):
        for start in range(len(topic) - length + 1):
            run = topic[start : start + length]
            if run in inquiry.said.text:
                return run
    return None


def absent(inquiry: Inquiry, missing: list[str]) -> str:
    """The sentence that says that the documents do not mention something."""
    names = _named(missing, inquiry)
    return inquiry.say(
        f"已收录的文件没有提到{names}，因此无法回答；这里不作推测。",
        f"The documents do not mention {names}, so there is no answer from them; nothing is guessed here.",
    )


def on_page(inquiry: Inquiry, topic: str) -> bool:
    """Whether a topic that no sentence has stands in a document's page all the same (上一版, another headline)."""
    return len(topic) > _SHORT and any(topic in inquiry.text(doc.key) for doc in inquiry.scope.documents[:_PAGES])


def _missing(inquiry: Inquiry, missing: list[str], topics: list[str]) -> str:
    if not topics:
        return inquiry.say(
            "没有看懂这个问题，请换一种问法，例如问某一条由谁牵头、讲了什么，或某地有什么任务。",
            "There is no answer to this as it stands. Please ask on a measure, a place, a target or a department.",
        )
    if not missing:
        names = _named(topics, inquiry)
        return inquiry.say(f"文件中没有同时涉及{names}的条款。", f"There is no provision that has {names} together.")
    names = _named(missing, inquiry)
    if any(on_page(inquiry, topic) for topic in missing):
        return inquiry.say(
            f"{names}只出现在报纸版面、导航等非正文文字中，不是政策内容，文件正文没有涉及。",
            f"{names} stands only in the page's furniture (navigation, other headlines), which is no policy; "
            "the document's own text does not state anything on it.",
        )
    line = absent(inquiry, missing)
    if inquiry.language == "en" and not recognised(inquiry.question.text):
        # a Chinese keyboard left in Latin letters: who typed it need not read English
        line += f"\n没有看懂{names}，请用一句话提出问题，例如：第十二条谁牵头？"
    return line


def _named(names: list[str], inquiry: Inquiry) -> str:
    return listed([inquiry.in_marks(plainer(name)) for name in names[:2]], inquiry.language)
