"""A kind of question: how it is recognised, examples of it, and how it is answered."""

from collections.abc import Callable

import msgspec

from graph.store import GraphStore
from qa.inquiry import Inquiry
from qa.question import Question
from qa.replies import Reply
from qa.scope import Scope, find_scope


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """Words that speak for a kind, in one language.

    ``weight`` 90: they can ask for nothing else; 60: the usual words; 30–50: words that other kinds use too;
    0: no sign of the kind, but no topic either. Without one of ``characters`` in the question (empty: any) the
    pattern is not even compiled: that is most of what a short question costs.
    """

    weight: int
    language: str
    characters: str
    source: str

    def pattern(self, question: Question) -> str | None:
        """The pattern, where it can match at all."""
        if self.language != question.language:
            return None
        if self.characters and not any(char in question.text for char in self.characters):
            return None
        return self.source


def zh(weight: int, characters: str, *alternatives: str) -> Cue:
    """A Chinese cue; one of the characters stands in whatever the alternatives match."""
    return Cue(weight=weight, language="zh", characters=characters, source="(?i)" + "|".join(alternatives))


def en(weight: int, *alternatives: str) -> Cue:
    """An English cue; case does not matter."""
    return Cue(weight=weight, language="en", characters="", source="(?i)" + "|".join(alternatives))


def _says_nothing(question: Question) -> int:
    return 0


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One file of `qa.kinds`.

    The heaviest cue that matches speaks for the kind; all that match are cut from the topics. ``requires`` is a
    pattern that must occur as well. ``examples`` are asked of the shipped documents by the tests. Where ``answer``
    gives None the question only looks like one of this kind, and the next heaviest kind answers. ``speaks``
    is a weight that a question has for what it names, whatever its words; ``scope`` finds the documents to look in, as
    `qa.scope.find_scope` does.
    """

    intent: str
    examples: tuple[str, ...]
    cues: tuple[Cue, ...]
    answer: Callable[[Inquiry], Reply | None]
    requires: str | None = None
    speaks: Callable[[Question], int] = _says_nothing
    scope: Callable[[GraphStore, Question, str | None, str], Scope] = find_scope

    def weight(self, question: Question) -> int:
        """How strongly the question's words speak for this kind; 0 for not at all."""
        best = 0
        for cue in self.cues:
            if cue.weight > best and (pattern := cue.pattern(question)) and question.matches(pattern):
                best = cue.weight
        if best and self.requires is not None and not question.matches(self.requires):
            best = 0
        return max(best, self.speaks(question))

    def patterns(self, question: Question) -> list[str]:
        """The patterns that can match the question, to cut them from its topics."""
        return [pattern for cue in self.cues if (pattern := cue.pattern(question))]
