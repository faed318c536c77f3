"""The kinds of question, one module each with a `Kind` named ``KIND``. A new file here is a new kind."""

import os
from functools import cache
from importlib import import_module

from qa.kind import Kind
from qa.normalise import Language, language_of
from qa.question import Question


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, by the names of their files."""
    names = sorted(name.removesuffix(".py") for name in os.listdir(__path__[0]) if name[0].isalpha())
    return tuple(import_module(f"{__name__}.{name}").KIND for name in names)


def examples(language: Language) -> list[str]:
    """A question of each kind, to show what can be asked."""
    first = (next((each for each in kind.examples if language_of(each) == language), None) for kind in kinds())
    return list(dict.fromkeys(example for example in first if example))


def recognise(question: Question, *, below: Kind | None = None) -> Kind | None:
    """The kind whose words the question uses most plainly; None where no kind's words are in it.

    ``below`` is a kind that had no answer: the most plainly used of those that come after it.
    """
    ranked = sorted(((kind.weight(question), kind) for kind in kinds()), key=lambda pair: -pair[0])
    order = [kind for weight, kind in ranked if weight]
    rest = order[order.index(below) + 1 :] if below in order else order
    return rest[0] if rest else None
