"""English for the terms of policy texts: ``corpus/registry/glossary.toml``.

Each table of the file is a section; each line ``"中文" = "English"`` or ``"中文" = ["English", "another"]``,
of which the first is shown and all are recognised in questions.
"""

import re
from pathlib import Path

import msgspec

from graph.departments import read_toml
from graph.errors import InputError


class Glossary(msgspec.Struct, frozen=True):
    """Terms by section → Chinese → English, the one shown first; ``shown`` has them by the term without marks."""

    sections: dict[str, dict[str, tuple[str, ...]]]
    shown: dict[str, str]

    def gloss(self, term: str) -> str | None:
        """The English shown for a Chinese term, quotation marks and the width of brackets aside."""
        return self.shown.get(_plain(term))

    def reverse(self, *sections: str) -> dict[str, str]:
        """English in lower case → Chinese, of some sections or all; the first entry of the file wins."""
        found: dict[str, str] = {}
        for name, entries in self.sections.items():
            if not sections or name in sections:
                for chinese, english in entries.items():
                    for word in english:
                        found.setdefault(word.lower(), chinese)
        return found


def read_glossary(path: Path) -> Glossary:
    """The glossary's sections; InputError names file, line and remedy of a bad edit."""
    content, text = read_toml(path)
    sections: dict[str, dict[str, tuple[str, ...]]] = {}
    shown: dict[str, str] = {}
    where: dict[str, str] = {}
    for section, entries in content.items():
        if not isinstance(entries, dict):
            raise _complaint(path, text, section, "stands before the first [section]; move it into one.")
        sections[section] = {}
        for chinese, value in entries.items():
            english = value if isinstance(value, list) else [value]
            if not english or not all(isinstance(word, str) and word.strip() for word in english):
                raise _complaint(path, text, chinese, 'needs English text: "…" = "…" or "…" = ["…", "…"].')
            plain = _plain(chinese)
            if plain in where:
                raise _complaint(path, text, chinese, f"is in [{where[plain]}] too; keep one of the two.", last=True)
            where[plain], shown[plain] = section, english[0]
            sections[section][chinese] = tuple(english)
    return Glossary(sections, shown)


_MARKS = str.maketrans("（）＋", "()+", "“”‘’\"'「」『』《》 ")


def _plain(term: str) -> str:
    return term.translate(_MARKS)


def _complaint(path: Path, text: str, term: str, problem: str, *, last: bool = False) -> InputError:
    pattern = re.compile(rf'\s*"?{re.escape(term)}"?\s*=')
    lines = [number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)] or [1]
    return InputError(f"{path.name}, line {lines[-1 if last else 0]}: {term} {problem}")
