"""How well `parse` reads documents with gold: scores, misses and extras. Prints a table as a command.

Gold is read from ``../shared/policies/gold`` and ``../shared/seed-sample.json`` where present (their README says what
a row means) and from ``tests/data/unseen``, written in the same form before anything was parsed.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from graph.model import Document, Span

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
POLICIES = SHARED / "policies"
UNSEEN = Path(__file__).parent / "data" / "unseen"
SEED = ROOT / "corpus" / "documents" / "jiangxi-2026-urban-quality.txt"
SAMPLE = SHARED / "seed-sample.json"

Gold = dict[str, Any]
Path_ = tuple[str, ...]


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Hits among the expected and the found; what was missed and what was too much, in words."""

    name: str
    expected: int
    found: int
    hits: int
    misses: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        return self.hits / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return (self.found - len(self.extras)) / self.found if self.found else 1.0

    @property
    def f1(self) -> float:
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


def total(name: str, scores: Iterable[Score]) -> Score:
    """Several scores as one."""
    scores = list(scores)
    return Score(
        name=name,
        expected=sum(score.expected for score in scores),
        found=sum(score.found for score in scores),
        hits=sum(score.hits for score in scores),
        misses=tuple(f"{score.name}: {row}" for score in scores for row in score.misses),
        extras=tuple(f"{score.name}: {row}" for score in scores for row in score.extras),
    )


# Names and paths as they are compared ----------------------------------------------------------------------------


def bare(title: str) -> str:
    """A title without closing stops, as titles are compared."""
    return re.sub(r"[。；;.：:，\s]+$", "", title.strip())


def label(printed: str) -> str:
    """A label as the contract has it: without 、．. at its end."""
    return re.sub(r"[、．.\s]+$", "", printed)


def unquoted(name: str) -> str:
    """A name without quotation marks and blanks."""
    return re.sub(r"[“”\"‘’'「」\s]", "", name)


def squeezed(text: str) -> str:
    """Text without white space."""
    return re.sub(r"\s+", "", text)


def paths(document: Document) -> dict[str | None, Path_]:
    """The path of each provision by its id; of none, the empty path."""
    return {None: (), **{provision.id: tuple(provision.path) for provision in document.provisions}}


def _sets(name: str, expected: Iterable[Any], found: Iterable[Any], show: Callable[[Any], str] = str) -> Score:
    wanted, got = set(expected), set(found)
    return Score(
        name=name,
        expected=len(wanted),
        found=len(got),
        hits=len(wanted & got),
        misses=tuple(sorted(map(show, wanted - got))),
        extras=tuple(sorted(map(show, got - wanted))),
    )


def _row(values: tuple[Any, ...]) -> str:
    return " | ".join("›".join(value) if isinstance(value, tuple) else str(value) for value in values)


# Documents with gold -----------------------------------------------------------------------------------------------


def gold_path(row: Gold) -> Path_:
    """A gold row's path in the contract's form; a plan's title stays as it is."""
    return tuple(label(part) for part in row["path"])


def _plans(gold: Gold) -> set[str]:
    rows = (row for key in ("provisions", "responsibilities", "targets") for row in gold[key])
    return {row["path"][0] for row in rows if row["path"] and len(row["path"][0]) > 6}


def _prefixed(gold: Gold, documents: Sequence[Document]) -> Iterator[tuple[Document, Callable[[str | None], Path_]]]:
    plans = _plans(gold)
    for document in documents:
        known = paths(document)
        head = (document.title,) if plans else ()
        yield document, lambda key, known=known, head=head: (*head, *known[key])  # type: ignore[misc]


def gold_kind(note: str) -> str:
    """``note``, ``line`` or ``prose``, from the words that a gold responsibility quotes."""
    if note[0] in "（([【〔":
        return "note"
    return "line" if re.match(r"\S{2,8}[：:]", note) else "prose"


def evaluate(gold: Gold, documents: Sequence[Document]) -> dict[str, Score]:
    """The scores of one file's documents against its gold."""
    known = list(_prefixed(gold, documents))
    provisions = {
        (path_of(provision.id), provision.level, bare(provision.title))
        for document, path_of in known
        for provision in document.provisions
    }
    wanted = {(gold_path(row), row["level"], bare(row["title"])) for row in gold["provisions"]}
    scores = {"provisions": _sets("provisions", wanted, provisions, _row)}
    scores |= _duties(gold, known)
    scores["targets"] = _targets(gold, known)
    for key, name in (("references", "title"), ("places", "name")):
        expected = {(gold_path(row), squeezed(row[name])) for row in gold[key]}
        found = {
            (path_of(fact.provision), squeezed(getattr(fact, name)))
            for document, path_of in known
            for fact in getattr(document, key)
        }
        scores[key] = _sets(key, expected, found, _row)
    return scores


_Known = list[tuple[Document, Callable[[str | None], Path_]]]


def _duties(gold: Gold, known: _Known) -> dict[str, Score]:
    rows = {
        (kind, (gold_path(row), row["actor"], row["role"])): (row["collective"], row["open_ended"])
        for row in gold["responsibilities"]
        for kind in [gold_kind(row["note"])]
    }
    found = {
        (fact.notation, (path_of(fact.provision), fact.actor, fact.role)): (fact.collective, fact.open_ended)
        for document, path_of in known
        for fact in document.responsibilities
        if fact.notation != "mention"
    }
    written = ("note", "line")
    notes = _sets(
        "notes and lines",
        (row for row in rows if row[0] in written),
        (row for row in found if row[0] in written),
        lambda row: _row((row[0], *row[1])),
    )
    said = {row for kind, row in found if kind not in written}
    prose = _sets("prose", (row for kind, row in rows if kind == "prose"), said, _row)
    both = [row for row in rows if row[0] in written and row in found]
    flags = _sets(
        "flags of notes", [(row, rows[row]) for row in both], [(row, found[row]) for row in both],
        lambda row: _row((*row[0][1], f"collective, open_ended = {row[1]}")),
    )  # fmt: skip
    return {"notes and lines": notes, "prose": prose, "flags of notes": flags}


def _targets(gold: Gold, known: _Known) -> Score:
    """A gold target is found if a target of the same place overlaps its words and has its deadline and value."""
    misses, hits, used = [], 0, set()
    for row in gold["targets"]:
        near = []
        for document, path_of in known:
            for place, target in enumerate(document.targets):
                if path_of(target.provision)[-len(row["path"]) or 99 :] != gold_path(row)[-len(row["path"]) or 99 :]:
                    continue
                if _overlaps(document.text, target.span, row["text"]):
                    near.append((document.id, place, target))
        used |= {(document_id, place) for document_id, place, _ in near}
        if any(_agrees(row, target) for _, _, target in near):
            hits += 1
        else:
            seen = [f"{target.deadline}, {target.value}{target.unit or ''}" for _, _, target in near]
            misses.append(_row((gold_path(row), row["text"], row["deadline"], row["value"], f"found: {seen}")))
    extras = [
        _row((path_of(target.provision), target.span.of(document.text), target.deadline, target.value))
        for document, path_of in known
        for place, target in enumerate(document.targets)
        if (document.id, place) not in used
    ]
    return Score(
        name="targets", expected=len(gold["targets"]), found=hits + len(extras), hits=hits,
        misses=tuple(misses), extras=tuple(extras),
    )  # fmt: skip


def _agrees(row: Gold, target: Any) -> bool:
    if row["deadline"] != target.deadline:
        return False
    figure = re.match(r"[\d.]+", row["value"] or "")
    return not figure or figure.group() == (target.value or "")


def _overlaps(text: str, span: Span, words: str) -> bool:
    position = text.find(words)
    while position >= 0:
        if position < span.end and span.start < position + len(words):
            return True
        position = text.find(words, position + 1)
    return False


def metadata_differences(gold: Gold, documents: Sequence[Document]) -> list[str]:
    """What title, number, issuers and date say otherwise than the gold; none of them where the text bears none."""
    wrong = []
    for document in documents:
        got = {
            "title": document.notice_title or document.title,
            "doc_number": document.doc_number,
            "issuers": list(document.issuers),
            "date": document.date,
        }
        for key, value in got.items():
            stated = gold[key] is not None and (key != "title" or squeezed(gold[key]) in squeezed(document.text))
            if stated and _metadatum(value) != _metadatum(gold[key]):
                wrong.append(f"{gold['doc']} {key}: {value!r}, not {gold[key]!r}")
    return wrong


def _metadatum(value: Any) -> Any:
    """A number's brackets and blanks are as the typist had them."""
    return squeezed(value).translate(str.maketrans("[]﹝﹞", "〔〕〔〕")) if isinstance(value, str) else value


# The seed sample ---------------------------------------------------------------------------------------------------


def evaluate_sample(sample: Gold, document: Document) -> dict[str, Score]:
    """The seed's seven measures: core rows are expected, the others are neutral."""
    numbers = {provision.id: provision.number for provision in document.provisions}
    seen = {row["n"] for key in ("places", "actors", "programmes", "prohibitions", "targets") for row in sample[key]}

    def of(key: str) -> Iterator[tuple[int, Any]]:
        for fact in getattr(document, key):
            number = numbers.get(fact.provision)
            if number in seen:
                yield number, fact

    def quote(fact: Any) -> str:
        return unquoted(fact.span.of(document.text))

    same = lambda a, b: a == b  # noqa: E731
    inside = lambda a, b: a[:-1] == b[:-1] and (a[-1] in b[-1] or b[-1] in a[-1])  # noqa: E731
    tables: list[tuple[str, str, set[Any], Callable[[Any], Any], Callable[[Any, Any], bool]]] = [
        ("places", "places", {(n, fact.name) for n, fact in of("places")}, lambda r: (r["n"], r["name"]), same),
        ("actors", "actors", {(n, fact.actor) for n, fact in of("responsibilities")},
         lambda r: (r["n"], r["name"]), same),
        ("actors with role", "actors", {(n, fact.actor, fact.role) for n, fact in of("responsibilities")},
         lambda r: (r["n"], r["name"], r["role"]), same),
        ("place roles", "place_roles", {(n, fact.place, quote(fact)) for n, fact in of("place_roles")},
         lambda r: (r["n"], r["place"], unquoted(r["text"])), inside),
        ("programmes", "programmes", {(n, unquoted(fact.name)) for n, fact in of("programmes")},
         lambda r: (r["n"], unquoted(r["name"])), same),
        ("prohibitions", "prohibitions", {(n, quote(fact)) for n, fact in of("prohibitions")},
         lambda r: (r["n"], unquoted(r["text"])), inside),
        ("targets", "targets", {(n, quote(fact)) for n, fact in of("targets")},
         lambda r: (r["n"], unquoted(r["text"])), inside),
        ("references", "references", {(n, unquoted(fact.title)) for n, fact in of("references")},
         lambda r: (r["n"], unquoted(r["title"])), same),
    ]  # fmt: skip
    return {
        name: _against(name, [key_of(row) for row in sample[key] if row["core"]],
                       [key_of(row) for row in sample[key] if not row["core"]], found, equal)
        for name, key, found, key_of, equal in tables
    }  # fmt: skip


def _against(
    name: str, core: Sequence[Any], neutral: Sequence[Any], found: set[Any], equal: Callable[[Any, Any], bool]
) -> Score:
    kept = [item for item in found if not any(equal(item, row) for row in neutral)]
    misses = [row for row in core if not any(equal(item, row) for item in kept)]
    extras = [item for item in kept if not any(equal(item, row) for row in core)]
    return Score(
        name=name, expected=len(core), found=len(kept), hits=len(core) - len(misses),
        misses=tuple(sorted(map(_row, misses))), extras=tuple(sorted(map(_row, extras))),
    )  # fmt: skip


# Files ----------------------------------------------------------------------------------------------------------------


def gold_files(folder: Path) -> Iterator[tuple[Gold, Path]]:
    """Each gold file of a folder with the text that it speaks of."""
    texts = POLICIES if folder.parent == POLICIES else folder
    for file in sorted(folder.glob("*.json")):
        yield json.loads(file.read_text(encoding="utf-8")), texts / f"{file.stem}.txt"


def pages() -> Iterator[tuple[Path, Path]]:
    """The pairs of a page and its plain text."""
    for page in sorted(POLICIES.glob("*.html")):
        if page.with_suffix(".txt").exists():
            yield page, page.with_suffix(".txt")


def lines(name: str, scores: dict[str, Score], *, quotes: bool = True) -> Iterator[str]:
    """A table of scores that a person can read, with what was missed (-) and what was too much (+)."""
    yield f"{name:<28}{'expected':>9}{'found':>7}{'precision':>11}{'recall':>8}{'F1':>7}"
    for key, score in scores.items():
        counts = f"{score.expected:>9}{score.found:>7}"
        yield f"  {key:<26}{counts}{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>7.3f}"
        if quotes:
            yield from (f"      - {row}" for row in score.misses)
            yield from (f"      + {row}" for row in score.extras)


def main() -> None:
    """Print the scores of everything that is at hand."""
    from ingest.pipeline import parse_path
    from tests.same_facts import fact_differences

    write = sys.stdout.write
    for folder in (POLICIES / "gold", UNSEEN):
        for gold, file in gold_files(folder):
            documents = parse_path(file)
            write("\n".join(lines(gold["doc"], evaluate(gold, documents))) + "\n")
            write("".join(f"  {row}\n" for row in metadata_differences(gold, documents)))
    if SAMPLE.exists():
        sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
        write("\n".join(lines("seed sample", evaluate_sample(sample, parse_path(SEED)[0]))) + "\n")
    for page, text in pages():
        differences = [
            row
            for one, other in zip(parse_path(page), parse_path(text), strict=True)
            for row in fact_differences(one, other)
        ]
        write(f"{page.name} and {text.name}: {'the same facts' if not differences else ''}\n")
        write("".join(f"  {row}\n" for row in differences))


if __name__ == "__main__":
    main()
