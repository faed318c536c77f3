"""What a kind of question gives back before it becomes an `Answer`."""

import msgspec

from graph.model import Citation


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
