"""A question as asked → its normalised text, its language, and what it names by its form.

Nothing here knows a department, a place or a document: those are looked up in the graph and the registries.
Patterns see `Question.text`: NFKC, simplified characters, ASCII brackets, slips in the words of asking mended.
"""

import re
from collections.abc import Iterable

import msgspec

from qa.normalise import Language, language_of, normalise, squeeze
from qa.pointers import Pointer, find_pointers, read_numeral, read_pointers
from qa.topics import content_runs

TITLE = r"《([^《》]{1,80})》"
QUOTED = r"“((?:[^“”]|“[^“”]*”){1,60})”"
DOCUMENT_NUMBER = (
    r"(?P<organ>(?:(?![按照据在对的给把被从由和与])[\u4e00-\u9fff]){1,8}?[发办函令字规政厅委建])\s*[〔\[【(]?\s*(?P<year>(?:19|20)\d{2})\s*[〕\]】)]?\s*第?\s*"
    r"(?P<serial>\d{1,4})\s*号"
)
YEAR = r"(?<!\d)((?:19|20)\d{2})(?!\d)(?!\s*号)|([一二][〇零九][〇零一二三四五六七八九]{2})(?=年)"


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What a question says by its form alone. ``text`` is squeezed: no blanks between Chinese characters."""

    raw: str
    text: str
    language: Language
    pointers: tuple[Pointer, ...]
    document_numbers: tuple[str, ...]
    document_numbers_as_written: tuple[str, ...]
    titles: tuple[str, ...]
    quoted: tuple[str, ...]
    years: tuple[int, ...]

    def matches(self, pattern: str) -> bool:
        """Whether the pattern occurs in the question outside titles and quotations."""
        return re.search(pattern, _blank(self.text, (TITLE, QUOTED), " ")) is not None

    def topics(self, cues: Iterable[str] = ()) -> tuple[str, ...]:
        """The content words, as runs, quoted terms first: what is left without pointers, cues and words of asking.

        ``cues`` are patterns to cut out, such as those of the kind that answers and the names already understood.
        """
        text = _blank(self.text, (TITLE, QUOTED, DOCUMENT_NUMBER), "\x00")
        for found in reversed(find_pointers(text)):
            text = f"{text[: found.start]}\x00{text[found.end :]}"
        for cue in cues:
            text = re.sub(cue, "\x00", text)
        return tuple(dict.fromkeys([*self.quoted, *content_runs(text, self.language)]))


def read_question(raw: str) -> Question:
    """Normalise a question and read the slots that its form gives."""
    spaced = normalise(raw)
    text, language = squeeze(spaced), language_of(spaced)
    if language == "en":
        from qa.slips import mended

        text = mended(text)
    return Question(
        raw=raw,
        text=text,
        language=language,
        pointers=read_pointers(_blank(text, (TITLE, QUOTED, DOCUMENT_NUMBER), " ")),
        document_numbers=tuple(dict.fromkeys(map(_document_number, re.finditer(DOCUMENT_NUMBER, text)))),
        document_numbers_as_written=tuple(found.group() for found in re.finditer(DOCUMENT_NUMBER, text)),
        titles=tuple(dict.fromkeys(found.group(1).strip() for found in re.finditer(TITLE, text))),
        quoted=tuple(dict.fromkeys(found.group(1).strip() for found in re.finditer(QUOTED, text))),
        years=tuple(dict.fromkeys(map(_year, re.finditer(YEAR, _blank(text, (TITLE, DOCUMENT_NUMBER), " "))))),
    )


def _blank(text: str, patterns: Iterable[str], filler: str) -> str:
    for pattern in patterns:
        text = re.sub(pattern, lambda found: filler * len(found.group()), text)
    return text


def _document_number(found: re.Match[str]) -> str:
    return f"{found['organ']}〔{found['year']}〕{int(found['serial'])}号"


def _year(found: re.Match[str]) -> int:
    return int(found.group(1)) if found.group(1) else int(read_numeral(found.group(2)) or 0)
