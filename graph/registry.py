"""Who a name means: departments resolved in a document's jurisdiction and time, and English glosses.

The rows are staff's (``corpus/registry``); the rules by which names vary are in `graph.names`. A province
without a file of its own is named after the file marked ``pattern``, and so are cities and counties.
"""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from corpus import REGISTRY
from graph.departments import (
    NEVER_ELIDED,
    Department,
    Kind,
    Level,
    Province,
    Table,
    complaint,
    read_departments,
    read_provinces,
)
from graph.errors import InputError
from graph.glossary import Glossary, read_glossary
from graph.names import Forms, cast, cast_english, clean, divided, is_collective, key, shortened, without

STATE = "000000"


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A body, a collective of bodies, or a group of people, as the graph names it.

    ``known``: a row of the registry, or the pattern of one, stands behind it. ``counterpart`` and ``successor``
    are ids; ``valid_from`` and ``valid_to`` bound its existence where a row does.
    """

    id: str
    name: str
    full_name: str
    name_en: str | None
    aliases: tuple[str, ...]
    level: Level
    kind: Kind
    jurisdiction: str
    counterpart: str | None
    known: bool
    valid_from: str | None = None
    valid_to: str | None = None
    successor: str | None = None


class Registry:
    """What ``corpus/registry`` says of bodies and terms. Make it by `load_registry`."""

    def __init__(self, folder: Path = REGISTRY) -> None:
        """Read the files of departments of a folder; the glossary is read when first asked for."""
        self.folder = folder
        self._provinces = {province.code: province for province in read_provinces(folder / "jurisdictions.toml")}
        self._tables: dict[str, Table] = {}
        for path in sorted(folder.glob("departments*.toml")):
            self._add(path)
        patterns = [table for table in self._tables.values() if table.file.pattern and table.forms]
        if len(patterns) != 1:
            raise InputError(f"{folder.name}: just one of the provinces' files of departments must say pattern = true.")
        self._pattern = patterns[0]
        self._check_links()
        self._resolved: dict[tuple[str, str, str | None, Kind | None], Body] = {}

    def resolve(self, name: str, jurisdiction: str, on: str | None = None, *, kind: Kind | None = None) -> Body:
        """The body that a name means in a document of that jurisdiction (GB/T 2260 code) and date (ISO).

        ``kind`` is what the caller takes it for where the registry does not know it. Never fails: an unknown
        name gets an id of its own, a group of people one without a jurisdiction.
        """
        asked = (name, jurisdiction, on, kind)
        if asked not in self._resolved:
            cleaned = clean(name)
            found = None if kind == "group" else self._find(cleaned, jurisdiction, on)
            self._resolved[asked] = found[1] if found else self._unknown(cleaned, jurisdiction, kind)
        return self._resolved[asked]

    def get(self, identity: str) -> Body:
        """The body of an id, such as a counterpart's."""
        jurisdiction, slash, name = identity.partition("/")
        return self.resolve(name, jurisdiction) if slash else self.resolve(identity, STATE, kind="group")

    def row(self, identity: str) -> Department | None:
        """The row behind an id: the body's own, or the one that it is named after; None for an unknown body."""
        jurisdiction, _, name = identity.partition("/")
        found = self._find(name, jurisdiction, None)
        return found[0] if found else None

    def mandates(self, identity: str) -> tuple[str, ...]:
        """The duties of a body in our words: its row's (or its pattern's) own and those of its counterpart.

        An abolished body without any has those of its successor.
        """
        row = self.row(identity)
        if row is None:
            return ()
        inherited = self.mandates(row.counterpart) if row.counterpart and row.inherit else ()
        mandates = tuple(dict.fromkeys((*row.mandates, *inherited)))
        return self.mandates(row.successor) if row.successor and not mandates else mandates

    def all_mandates(self) -> tuple[str, ...]:
        """Every mandate phrase of every row, once."""
        rows = (row for table in self._tables.values() for row in table.file.department)
        return tuple(dict.fromkeys(mandate for row in rows for mandate in row.mandates))

    def departments(self, jurisdiction: str, on: str | None = None) -> list[Body]:
        """The bodies of a jurisdiction that exist at that time; one without a file has those of the pattern."""
        table = self._tables.get(jurisdiction)
        if table is not None:
            return [_listed(table, row) for row in table.file.department if row.covers(on)]
        rows = (row for row in self._pattern.file.department if self._pattern.general(row) and row.covers(on))
        return [self._derived(row, jurisdiction) for row in rows]

    def body_names(self) -> frozenset[str]:
        """Every surface that means a known body somewhere: names, short names, aliases, elided ones, cities'."""
        return self._names

    def gloss(self, term: str, jurisdiction: str | None = None) -> str | None:
        """The English of a Chinese term, place or body; None if there is none.

        A body's depends on whose document names it: ``jurisdiction``, or else the pattern's province.
        """
        english = self._glossary.gloss(term)
        if english is None:
            english = self.resolve(term, jurisdiction or self._pattern.file.jurisdiction).name_en
        return english

    def terms_en(self, *sections: str) -> Mapping[str, str]:
        """English words in lower case → the Chinese term (bodies: the short name), for reading questions.

        ``sections`` limits it to those of the glossary and ``departments``.
        """
        found = {} if sections == ("departments",) else self._glossary.reverse(*sections)
        if not sections or "departments" in sections:
            for table in self._tables.values():
                for row in table.file.department:
                    for english in (row.en, *row.en_aliases):
                        if row.valid_to is None:
                            found.setdefault(english.lower(), row.short)
        return found

    @cached_property
    def _glossary(self) -> Glossary:
        return read_glossary(self.folder / "glossary.toml")

    @cached_property
    def _names(self) -> frozenset[str]:
        names: set[str] = set()
        for table in self._tables.values():
            for row in table.file.department:
                surfaces = (*row.surfaces(), *row.plates)
                names.update(surfaces)
                if row.kind not in NEVER_ELIDED:
                    names.update(stem for surface in surfaces if (stem := table.stem(surface)))
        for row, written in self._pattern.roots.values():
            if (own := divided(row.short)) and own[1] in "厅局":
                names.update((f"{written}局", f"市{written}局"))
        names.update(f"市{name}" for row in self._pattern.file.department for local in row.local for name in local)
        return frozenset(names)

    def _add(self, path: Path) -> None:
        file = read_departments(path)
        if file.jurisdiction in self._tables:
            other = self._tables[file.jurisdiction].path.name
            raise InputError(f"{path.name}, line 1: {other} is of {file.jurisdiction} too; put the rows into one file.")
        province = self._provinces.get(file.jurisdiction)
        if province is None and file.jurisdiction != STATE:
            problem = f'no row of jurisdictions.toml has code "{file.jurisdiction}"; correct the jurisdiction.'
            raise InputError(f"{path.name}, line 1: {problem}")
        self._tables[file.jurisdiction] = Table(path, file, _forms(province) if province else None)

    def _check_links(self) -> None:
        ids = {table.file.identity(row) for table in self._tables.values() for row in table.file.department}
        for table in self._tables.values():
            seen: set[str] = set()
            for index, row in enumerate(table.file.department):
                if row.short in seen:
                    raise complaint(table.path, index, "short", f"{row.short} stands here a second time; remove one.")
                seen.add(row.short)
                for field, target in (("counterpart", row.counterpart), ("successor", row.successor)):
                    if target is not None and target not in ids:
                        problem = f'{row.short}: no department has the id "{target}"; correct it or add that row first.'
                        raise complaint(table.path, index, field, problem)

    def _find(self, name: str, jurisdiction: str, on: str | None) -> tuple[Department, Body] | None:
        place, name = self._placed(name, jurisdiction)
        for code in self._scopes(name, place or jurisdiction):
            table = self._tables.get(code)
            row = table.find(name, on) if table else None
            if table and row:
                return row, _listed(table, row)
            found = None if code == STATE else self._find_alike(name, code, on)
            if found:
                return found
        for table in self._tables.values():
            row = table.find(name, on)
            if row and table.forms and (table.forms.bare in name or not table.general(row)):
                return row, _listed(table, row)
        return None

    def _scopes(self, name: str, jurisdiction: str) -> list[str]:
        """The jurisdictions to look in: from the one whose level the name states, upwards."""
        chain = self._upwards(jurisdiction)
        if key(name) in self._pattern.elided:
            return chain
        local = [code for code in chain if code != STATE]
        stated = (step for step, code in enumerate(local) if name.startswith(self._forms(code).prefix))
        return chain[next(stated, 0) :]

    def _upwards(self, code: str) -> list[str]:
        if code == STATE or code in self._provinces:
            return list(dict.fromkeys((code, STATE)))
        from graph.divisions import upwards

        return upwards(code)

    def _placed(self, name: str, jurisdiction: str) -> tuple[str | None, str]:
        """The jurisdiction that a name begins with, and the name from its innermost place on.

        陕西… → 610000; 广东省广州市财政局 → 440100 and 广州市财政局.
        """
        found, rest = None, name
        for province in self._provinces.values():
            after = name[len(province.bare) : len(province.bare) + 1]
            if name.startswith(province.name) or (name.startswith(province.bare) and after not in _DIVISION_WORDS):
                found = province.code
                rest = without(name, (province.name, province.bare))
        while code := self._division(rest, found or jurisdiction, found):
            found, name = code, rest
            rest = rest[len(self._forms(code).name) :]
        return found, name

    def _division(self, name: str, near: str, within: str | None) -> str | None:
        """The city or county that a name begins with, in doubt the one near the document's; None if still in doubt."""
        if name[:1] in _DIVISION_WORDS or not any(word in name[2:] for word in _DIVISION_WORDS):
            return None
        from graph.divisions import codes_of, upwards

        for length in range(len(name), 1, -1):
            if name[length - 1] not in _DIVISION_WORDS:
                continue
            codes = [code for code in codes_of(name[:length]) if within is None or within in upwards(code)[1:]]
            close = [code for code in codes if code[:2] == near[:2]] or codes
            if len(close) == 1:
                return close[0]
        return None

    def _find_alike(self, name: str, code: str, on: str | None) -> tuple[Department, Body] | None:
        """The body of a place without a row for it, named as the pattern province's is."""
        forms, pattern = self._forms(code), self._pattern
        assert pattern.forms is not None
        if code not in self._tables:
            for candidate in (cast(name, forms, pattern.forms), name):
                row = pattern.find(candidate, on)
                if row and pattern.general(row) and key(candidate) not in pattern.plates:
                    return row, self._derived(row, code)
        stem = without(name, forms.words())
        if entry := pattern.local.get(key(stem)):
            return entry[0], self._derived(entry[0], code, shortened(entry[1]))
        root = divided(stem)
        entry = pattern.roots.get(root[0]) if root else None
        if root is None or entry is None:
            return None
        local = forms.prefix not in _PROVINCIAL
        if stem == name and (not local or key(name) in self._tables[STATE].whole):
            return None
        if (root[1] == "厅" and local) or (root[1] == "部" and not entry[0].short.endswith("部")):
            return None
        return entry[0], self._derived(entry[0], code, entry[1] + root[1])

    def _forms(self, code: str) -> Forms:
        if code in self._provinces:
            return _forms(self._provinces[code])
        from graph.divisions import name_of

        name = name_of(code) or code
        bare = name[:-1] if len(name) > 2 else name
        return Forms(name, bare, name[-1], self._glossary.gloss(bare))

    def _derived(self, row: Department, code: str, stem: str | None = None) -> Body:
        """The like-named body of a jurisdiction, or with a stem of its own (市住房城乡建设 + 委)."""
        pattern, forms = self._pattern.forms, self._forms(code)
        assert pattern is not None
        name = forms.prefix + stem if stem else self._like(row.short, forms)
        superior = next(iter(self._upwards(code)[1:]), STATE)
        while superior not in self._provinces and superior != STATE:
            superior = self._upwards(superior)[1]
        counterpart = row.counterpart
        if superior != STATE:
            counterpart = f"{superior}/{self._like(row.short, self._forms(superior))}"
        successor = row.successor
        if successor and successor.startswith(self._pattern.file.jurisdiction):
            successor = f"{code}/{self._like(successor.partition('/')[2], forms)}"
        return Body(
            id=f"{code}/{name}", name=name, full_name=forms.name + stem if stem else self._like(row.name, forms),
            name_en=cast_english(row.en, pattern, forms), level=_level(code), kind=row.kind, jurisdiction=code,
            aliases=() if stem else tuple(self._like(alias, forms) for alias in row.aliases),
            counterpart=counterpart, known=True, valid_from=row.valid_from, valid_to=row.valid_to, successor=successor,
        )  # fmt: skip

    def _like(self, name: str, forms: Forms) -> str:
        """A name of the pattern's as another jurisdiction forms it: 省财政厅 → 市财政局."""
        assert self._pattern.forms is not None
        name = cast(name, self._pattern.forms, forms)
        if forms.prefix not in _PROVINCIAL and name.endswith("厅") and not name.endswith("办公厅"):
            return name.removesuffix("厅") + "局"
        return name

    def _unknown(self, name: str, jurisdiction: str, kind: Kind | None) -> Body:
        code = self._placed(name, jurisdiction)[0] or jurisdiction
        shown = shortened(name)
        return Body(
            id=shown if kind == "group" else f"{code}/{shown}", name=shown, full_name=name, name_en=None, aliases=(),
            level=_level(code), kind=kind or ("collective" if is_collective(name) else "body"), jurisdiction=code,
            counterpart=None, known=False,
        )  # fmt: skip


_PROVINCIAL = ("省", "自治区")  # whose departments are 厅
_DIVISION_WORDS = tuple("省市县区州盟旗")


def _forms(province: Province) -> Forms:
    return Forms(province.name, province.bare, province.prefix, province.en)


def _listed(table: Table, row: Department) -> Body:
    return Body(
        id=table.file.identity(row), name=row.short, full_name=row.name, name_en=row.en,
        aliases=row.aliases + row.plates, level=table.file.level, kind=row.kind,
        jurisdiction=table.file.jurisdiction, counterpart=row.counterpart, known=True,
        valid_from=row.valid_from, valid_to=row.valid_to, successor=row.successor,
    )  # fmt: skip


def _level(code: str) -> Level:
    if code == STATE:
        return "state"
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


@lru_cache(maxsize=4)
def load_registry(folder: Path = REGISTRY) -> Registry:
    """The registry of a folder, read once a process; InputError names file, line and remedy of a bad edit."""
    return Registry(folder)
