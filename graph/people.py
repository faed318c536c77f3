"""Who acts on a graph, and what they may do: a reader asks and comments, a reviewer decides as well, an editor imports.

Functions that write for somebody at a page take the `Person` and `require` the rank, so that what a page does not
show can't be done by calling it either. Whoever runs the command line owns the graph's file, and needs no rank.
"""

from typing import Literal

import msgspec

from graph.errors import NotAllowed

Rank = Literal["reader", "reviewer", "editor"]
RANKS: tuple[Rank, ...] = ("reader", "reviewer", "editor")
"""Each includes those before it."""

_MAY = {
    "reader": ("提问和评价", "asking and rating"), "reviewer": ("审核", "reviewing"),
    "editor": ("导入文件", "importing documents"),
}  # fmt: skip


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody by name. ``name`` is empty until it is known."""

    name: str
    role: Rank

    def may(self, role: Rank) -> bool:
        """Whether what takes this rank is theirs to do."""
        return RANKS.index(self.role) >= RANKS.index(role)


def admit(person: Person, role: Rank) -> Person:
    """The person; NotAllowed where the rank is not theirs."""
    if not person.may(role):
        zh, en = _MAY[role]
        raise NotAllowed(
            f"您的角色不能{zh}，请联系管理员。", f"Your role does not include {en}; please ask an administrator."
        )
    return person


def require(person: Person, role: Rank) -> str:
    """The person's name; NotAllowed where the rank is not theirs or nobody is named."""
    name = " ".join(admit(person, role).name.split())
    if not name:
        raise NotAllowed(
            "请先写明姓名：每一项决定都记下由谁作出。",
            "Please give your name first: every decision is kept with who made it.",
        )
    return name
