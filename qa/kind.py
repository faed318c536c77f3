"""A kind of question: how it is recognised, examples of it, and how it is answered."""

import re
from collections.abc import Callable, Sequence

import msgspec

from qa.inquiry import Inquiry
from qa.question import Question
from qa.replies import Reply

Cue = tuple[int, re.Pattern[str]]


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One file of `qa.kinds`.

    ``cues`` are (weight, pattern) over the normalised question; the heaviest cue that matches speaks for the
    kind. 90: these words can ask for nothing else; 60: the usual words; 30: words that other kinds use too.
    The matched words are no topic. ``requires`` must
    occur too. ``examples`` are asked by the tests of the shipped documents.
    """

    intent: str
    examples: tuple[str, ...]
    cues: tuple[Cue, ...]
    requires: re.Pattern[str] | None = None
    answer: Callable[[Inquiry], Reply]

    def weight(self, question: Question) -> int:
        """How strongly the question's words speak for this kind; 0 for not at all."""
        if self.requires is not None and not question.matches(self.requires):
            return 0
        return max((weight for weight, pattern in self.cues if question.matches(pattern)), default=0)

    @property
    def patterns(self) -> Sequence[re.Pattern[str]]:
        """The cues without their weights."""
        return [pattern for _, pattern in self.cues]


def cues(*weighted: tuple[int, str]) -> tuple[Cue, ...]:
    """Compile a kind's cues; case does not matter."""
    return tuple((weight, re.compile(pattern, re.IGNORECASE)) for weight, pattern in weighted)
