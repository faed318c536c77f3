"""The files of departments in ``corpus/registry``: their rows, and what to tell staff of a bad edit.

A file ``departments-NAME.toml`` holds the bodies of one jurisdiction: a header (``jurisdiction``, the GB/T 2260
code, 000000 for the State; ``level``; ``prefixes``; ``pattern`` if provinces without a file are named after this
one), then one ``[[department]]`` table a body. ``jurisdictions.toml`` lists the provinces with their codes.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

from graph.errors import InputError
from graph.names import Forms, cast, clean, divided, key, shortened, without

Level = Literal["state", "province", "city", "county"]
Kind = Literal[
    "government", "department", "party", "organisation", "court", "procuratorate", "congress", "military",
    "branch", "institution", "company", "collective", "group", "body",
]  # fmt: skip


class Department(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row as staff write it.

    ``short`` is the usual name in notes and makes the id; ``plates`` are second names that the like bodies of
    other places may not bear (加挂牌子); ``local`` are names that those go by where they differ from the row's, a
    list a name, the one shown first; ``counterpart`` and ``successor`` are ids. ``mandates`` are its
    duties in our words; ``inherit`` adds those of the counterpart. ``source`` is where the duties are
    published; ``unverified`` says that it could not be read. ``valid_from`` and ``valid_to`` (ISO, the first
    and last day, or month or year) bound the body's existence.
    """

    name: str
    short: str
    en: str
    kind: Kind = "department"
    aliases: tuple[str, ...] = ()
    en_aliases: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()
    local: tuple[tuple[str, ...], ...] = ()
    counterpart: str | None = None
    inherit: bool = True
    mandates: tuple[str, ...] = ()
    no_mandates: str | None = None
    source: str | None = None
    unverified: bool = False
    valid_from: str | None = None
    valid_to: str | None = None
    successor: str | None = None

    def surfaces(self) -> tuple[str, ...]:
        """The names that the like bodies of other places have too, the short one first."""
        return self.short, self.name, *self.aliases

    def covers(self, on: str | None) -> bool:
        """Whether the body exists on a date (ISO, or a month or year; None: today's state is meant)."""
        if on is None:
            return self.valid_to is None
        begun = self.valid_from is None or on[: len(self.valid_from)] >= self.valid_from[: len(on)]
        return begun and (self.valid_to is None or on[: len(self.valid_to)] <= self.valid_to[: len(on)])

    def overlaps(self, other: "Department") -> bool:
        """Whether there was a day on which both bodies existed."""
        return (self.valid_from or "") <= (other.valid_to or "9") and (other.valid_from or "") <= (self.valid_to or "9")


class DepartmentFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One jurisdiction's file; ``prefixes`` are the words that its own documents leave out (国家统计局, 统计局)."""

    jurisdiction: str
    level: Level
    pattern: bool = False
    prefixes: tuple[str, ...] = ()
    department: tuple[Department, ...]

    def identity(self, row: Department) -> str:
        """The id of a row: ``360000/省财政厅``."""
        return f"{self.jurisdiction}/{row.short}"


class Province(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A province: code, full name, bare name without 省 or 自治区, and the word that bodies put before their name."""

    code: str
    name: str
    bare: str
    prefix: str
    en: str


class ProvinceFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The list of provinces."""

    province: tuple[Province, ...]


def read_toml(path: Path) -> tuple[dict[str, object], str]:
    """A TOML file's content and its text; InputError with the line for what is no TOML."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name}: can't be read as UTF-8 text ({error}).") from error
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        twice = "overwrite" in str(error)
        advice = "That key stands there twice; keep one." if twice else "Check the quotes, commas and brackets there."
        raise InputError(f"{path.name}: {error}. {advice}") from error


def read_departments(path: Path) -> DepartmentFile:
    """The rows of one file, each checked by itself; InputError names file, line and remedy."""
    content, text = read_toml(path)
    try:
        file = msgspec.convert(content, DepartmentFile)
    except msgspec.ValidationError as error:
        raise explained(path, text, error) from error
    for index, row in enumerate(file.department):
        for field, problem in _problems(row):
            raise complaint(path, index, field, f"{row.short}: {problem}")
    return file


def complaint(path: Path, index: int, field: str, problem: str, value: str | None = None) -> InputError:
    """The error to raise for the index-th row of a file, at the line of a field or of a quoted value in it."""
    line = line_of(path.read_text(encoding="utf-8"), index, field, value)
    return InputError(f"{path.name}, line {line}: {problem}")


def read_provinces(path: Path) -> tuple[Province, ...]:
    """The list of provinces."""
    content, text = read_toml(path)
    try:
        return msgspec.convert(content, ProvinceFile).province
    except msgspec.ValidationError as error:
        raise explained(path, text, error) from error


# a bare 检察院 means those of all levels
NEVER_ELIDED = ("court", "procuratorate")


class Table:
    """One file's rows by the keys of their names: whole, elided (without the level), and by root (财政 of 财政厅)."""

    def __init__(self, path: Path, file: DepartmentFile, forms: Forms | None) -> None:
        """Index a file's rows; InputError where one name would mean two bodies at one time."""
        self.path, self.file, self.forms = path, file, forms
        self.prefixes = forms.words() if forms else file.prefixes
        self.whole: dict[str, list[Department]] = {}
        self.elided: dict[str, list[Department]] = {}
        local_names: dict[str, list[Department]] = {}
        self.plates = {key(plate) for row in file.department for plate in row.plates}
        for index, row in enumerate(file.department):
            for surface in (*row.surfaces(), *row.plates):
                self._enter(self.whole, key(surface), index, surface)
                if stem := self.stem(surface):
                    self._enter(self.elided, key(stem), index, surface)
            for surface in (name for local in row.local for name in local):
                self._enter(local_names, key(surface), index, surface)

    def stem(self, surface: str) -> str | None:
        """The name as its own jurisdiction elides it (省科技厅 → 科技厅); None if too little is left to tell."""
        levels = (self.forms.name, self.forms.prefix) if self.forms else self.prefixes
        stem = without(clean(surface), levels)
        return stem if stem != surface and len(key(stem)) > 2 else None

    def general(self, row: Department) -> bool:
        """Whether the row's name is made from its jurisdiction's, so that other jurisdictions have the like."""
        return self.forms is not None and cast(row.short, self.forms, Forms("", "", "", None)) != row.short

    def find(self, name: str, on: str | None) -> Department | None:
        """The row that bears the name, whole or elided, at that time."""
        stem = without(name, self.prefixes)
        rows = self.whole.get(key(name)) or self.elided.get(key(stem), [])
        if stem == name:
            rows = [row for row in rows if row.kind not in NEVER_ELIDED or key(name) in map(key, row.surfaces())]
        # without a date the name itself decides before today's bearer does, so that an id leads back to its row
        order = [(on is None and row.short == name, row.covers(on), row.valid_to is None) for row in rows]
        return rows[order.index(max(order))] if rows else None

    @cached_property
    def roots(self) -> dict[str, tuple[Department, str]]:
        """Root → (row, the root as it is written); roots that two bodies share are left out."""
        found: dict[str, tuple[Department, str]] = {}
        shared: set[str] = set()
        for row in self.file.department:
            if not self.general(row) or row.valid_to is not None:
                continue
            written = shortened(without(row.short, self.prefixes))
            own = divided(written)
            for surface in row.surfaces():
                root = divided(without(clean(surface), self.prefixes))
                if root and root[0] in found and found[root[0]][0] is not row:
                    shared.add(root[0])
                elif root:
                    found.setdefault(root[0], (row, written.removesuffix(own[1]) if own else written))
        return {root: entry for root, entry in found.items() if root not in shared}

    @cached_property
    def local(self) -> dict[str, tuple[Department, str]]:
        """The names that cities' and other provinces' bodies go by, without their level → (row, the one shown)."""
        names = ((key(name), (row, local[0])) for row in self.file.department for local in row.local for name in local)
        return dict(names)

    def _enter(self, names: dict[str, list[Department]], name: str, index: int, surface: str) -> None:
        row, rows = self.file.department[index], names.setdefault(name, [])
        if any(other is row for other in rows):
            return
        for other in rows:
            if row.overlaps(other):
                raise complaint(
                    self.path, index, "short", f'the name "{surface}" means {other.short} too; take it away from one '
                    "of the two, or give both the dates (valid_from, valid_to) between which they bore it.", surface,
                )  # fmt: skip
        rows.append(row)


def line_of(text: str, index: int, field: str | None = None, value: str | None = None) -> int:
    """The line (from 1) of the index-th ``[[…]]`` table, of a field in it, or of a quoted value in it."""
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if re.match(r"\s*\[\[", line)]
    if index >= len(starts):
        return 1
    start = starts[index]
    stop = starts[index + 1] if index + 1 < len(starts) else len(lines)
    for number in range(start, stop):
        if value is not None and f'"{value}"' in lines[number]:
            return number + 1
        if value is None and field is not None and re.match(rf'\s*"?{re.escape(field)}"?\s*=', lines[number]):
            return number + 1
    return start + 1


_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _is_date(text: str) -> bool:
    """Whether a day, a month or a year is written as ISO 8601 has it, and exists."""
    found = _ISO.fullmatch(text)
    if not found:
        return False
    try:
        date(*(int(part or 1) for part in found.groups()))
    except ValueError:
        return False
    return True


def _problems(row: Department) -> Iterator[tuple[str, str]]:
    for field in ("valid_from", "valid_to"):
        day = getattr(row, field)
        if day is not None and not _is_date(day):
            yield field, f'{field} = "{day}" is no date; write "2018-03-17", "2018-03" or "2018".'
    if row.valid_from and row.valid_to and row.valid_from > row.valid_to:
        yield "valid_to", "valid_to lies before valid_from; exchange them."
    if not row.mandates and not row.no_mandates:
        yield "short", 'no mandates; add mandates = ["…"], or no_mandates = "why there are none".'
    if row.source is None and not row.unverified:
        yield "short", 'no source; add source = "the regulation that states its duties", or unverified = true.'
    for field in ("name", "short", "en"):
        if not getattr(row, field).strip():
            yield field, f"{field} is empty; fill it in."


def explained(path: Path, text: str, error: msgspec.ValidationError) -> InputError:
    """The error to raise for a field of a TOML file that is missing, unknown or of the wrong kind: line and remedy."""
    message, _, where = str(error).partition(" - at ")
    found = re.search(r"\[(\d+)\](?:\.(\w+))?", where)
    unknown = re.search(r"unknown field `(.+?)`", message)
    named = re.findall(r"\.(\w+)", where)
    field = unknown[1] if unknown else found[2] if found else named[-1] if named else None
    if found:
        line = line_of(text, int(found[1]), field)
    else:
        lines = enumerate(text.splitlines(), 1)
        line = next((number for number, words in lines if field and words.strip().lstrip("[").startswith(field)), 1)
    if unknown:
        advice = f"unknown key {unknown[1]}; correct its spelling or remove the line."
    elif missing := re.search(r"missing required field `(.+?)`", message):
        advice = f'the key {missing[1]} is missing; add a line {missing[1]} = "…".'
    else:
        advice = f"{field}: {message[0].lower()}{message[1:]}; correct the value."
    return InputError(f"{path.name}, line {line}: {advice}")
