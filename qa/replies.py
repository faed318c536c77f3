"""What a kind of question gives back before it becomes an `Answer`."""

from collections.abc import Iterable

import msgspec

from graph.model import Citation
from qa.normalise import Language


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The wording of an answer, whether it is one, and what it stands on.

    ``intent`` names the kind that answered where it is another than was asked first.
    """

    text: str
    answerable: bool
    citations: tuple[Citation, ...] = ()
    basis: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    intent: str | None = None


class Refused(Exception):
    """The question can't be answered from the documents; the reply says why and what is known nearby."""

    def __init__(self, reply: Reply) -> None:
        """Carry the reply to `qa.answer.ask`."""
        super().__init__(reply.text)
        self.reply = reply


def stated(
    lines: Iterable[str],
    citations: Iterable[Citation],
    *,
    suggestions: tuple[str, ...] = (),
    intent: str | None = None,
) -> Reply:
    """What the text itself says, in lines, with the places that say so."""
    return Reply(
        text="\n".join(lines), answerable=True, citations=tuple(citations), basis=("explicit",),
        suggestions=suggestions, intent=intent,
    )  # fmt: skip


def only_named(title: str, language: Language) -> Reply:
    """What is said where a question asks of a document that those held only name."""
    text = (
        f"图谱中没有《{title}》的全文：已收录的文件只提到它的题名，因此无法据此回答。"
        if language == "zh"
        else f"The graph does not hold 《{title}》: the documents only name it, so there is no answer from it."
    )
    return Reply(text=text, answerable=False)


def not_held(what: str, what_en: str, language: Language) -> Reply:
    """What is said where a question names a document that the graph does not hold."""
    text = (
        f"图谱中没有{what}，因此无法据此回答；这里只依据已收录的文件作答。"
        if language == "zh"
        else f"The graph holds no {what_en}, so there is no answer from it; only the documents that were imported are "
        "used."
    )
    return Reply(text=text, answerable=False)
