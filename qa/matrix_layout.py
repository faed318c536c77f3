"""Which provisions of a document are rows of its matrix, and which duties and dates belong to each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from graph.confirm import Confirmed
from graph.model import Basis, Role
from qa.rows import Unit, parents_of


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """A duty as the text gives it (``provision`` None: of the whole document); ``body`` is its holder's short name."""

    id: str
    provision: str | None
    actor: str
    body: str
    name: str
    role: Role
    basis: Basis
    notation: str
    collective: bool
    open_ended: bool
    start: int
    stop: int
    quote: str

    @property
    def noted(self) -> bool:
        """Whether a note or a line of its own gives it: who is named there is named on purpose."""
        return self.notation in ("note", "line")


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A date that a provision sets: as printed, and ISO-like where it can be read."""

    provision: str
    text: str
    date: str | None


Fact = TypeVar("Fact", Stated, Due, Confirmed)


class Layout:
    """Which provisions are rows, and which duties and dates belong to each."""

    def __init__(self, units: Sequence[Unit], stated: Sequence[Stated]) -> None:
        """Choose the rows among all provisions of a document, in order; duties are in the order of the text."""
        self._parents = parents_of(units)
        self._children: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            if parent := self._parents[unit.id]:
                self._children[parent].append(unit)
        self._direct: dict[str, list[Stated]] = defaultdict(list)
        for duty in stated:
            if duty.provision is not None:
                self._direct[duty.provision].append(duty)
        chosen = {row.id for unit in self._series(units) for row in self._expanded(unit)}
        self._chosen = chosen
        self.duties: dict[str, list[Stated]] = defaultdict(list, self.gathered(stated))
        spread = self._spread(units)
        apart = {unit.id for unit in units if self._row_of(unit.id) is None and self._bears(unit)} - spread
        self._chosen = chosen | apart
        for key in apart:
            self.duties[key] = self._direct[key]
        self.rows = [unit for unit in units if unit.id in self._chosen]
        placed = {id(duty) for duties in self.duties.values() for duty in duties}
        self.others = [duty for duty in stated if id(duty) not in placed]

    def gathered(self, facts: Iterable[Fact]) -> dict[str, list[Fact]]:
        """Facts by the row that they stand in."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.provision is not None and (row := self._row_of(fact.provision)):
                found[row].append(fact)
        return found

    def _row_of(self, provision: str) -> str | None:
        """The nearest row that holds a provision."""
        key: str | None = provision
        while key is not None and key not in self._chosen:
            key = self._parents[key]
        return key

    def _series(self, units: Sequence[Unit]) -> list[Unit]:
        """The numbered provisions; where those are parts, the measures if there are more; else what holds no other."""
        numbered = [unit for unit in units if unit.number is not None]
        if all(unit.level in ("part", "chapter") for unit in numbered):
            measures = [unit for unit in units if unit.level in ("measure", "article")]
            if len(measures) > len(numbered):
                return measures
        return numbered or [unit for unit in units if unit.id not in self._children]

    def _expanded(self, unit: Unit) -> list[Unit]:
        """The provision, or those inside it where notes stand deeper."""
        children = self._children.get(unit.id, [])
        if not any(self._noted_within(child) for child in children):
            return [unit]
        inner = [row for child in children for row in self._expanded(child)]
        return [unit, *inner] if self._bears(unit) else inner

    def _noted_within(self, unit: Unit) -> bool:
        return any(duty.noted for duty in self._direct[unit.id]) or any(
            self._noted_within(child) for child in self._children.get(unit.id, [])
        )

    def _bears(self, unit: Unit) -> bool:
        """Whether somebody in particular is given a duty right here: 各地区要…… makes no row."""
        return any(duty.noted or not duty.collective for duty in self._direct[unit.id])

    def _spread(self, units: Sequence[Unit]) -> set[str]:
        """Give the notes of a provision around rows to those rows that have none; the provisions that gave any."""
        gave = set()
        for unit in units:
            if unit.id not in self._chosen or self.duties.get(unit.id):
                continue
            above = self._parents[unit.id]
            while above is not None and not any(duty.noted for duty in self._direct[above]):
                above = self._parents[above]
            if above is not None and above not in self._chosen:
                self.duties[unit.id] = [duty for duty in self._direct[above] if duty.noted]
                gave.add(above)
        return gave
