"""How often inferred departments are right: cases whose departments are known, and the fit of the calibration.

``python tests/measure_inference.py`` prints the figures, fits ``[curve]`` on the documents that no mandate was mended
for (on the others every score is too good), and writes the vectors of the mandate phrases that ship.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from graph.embedding import DEFAULT_MODEL, open_embedder
from graph.load import load_document
from graph.model import Document, Span
from graph.registry import load_registry
from graph.sentences import sentences
from graph.store import GraphStore, open_store
from ingest.pipeline import parse_path
from qa import inference
from qa.inference import Inference, open_inference
from qa.mandate_vectors import ship, shipped_phrases
from qa.mandates import Scores
from qa.unnamed import Sentence, Unnamed, hide

OWN = Path(__file__).parent / "data" / "inference.json"
INDEPENDENT = Path(__file__).parent / "data" / "independent"
UNSEEN = ("domestic_foreign_trade", "jiangxi_medicine")
"""Those of the independent documents that nothing was tuned on: no mandate, no weight, no curve."""
RECALLED = Path(__file__).parent / "data" / "recalled"
KEPT_ASIDE = (
    "consumption", "gas_pipes", "guangdong_society", "internet_medicine", "listed_companies", "research_funds", "rural_delivery",
    "sichuan_childcare", "young_graduates",
)  # fmt: skip
"""Those of the recalled documents that were kept aside until nothing was mended any more."""
POLICIES = Path(__file__).parents[2] / "shared" / "policies"
REAL = ("zy_04", "zy_08", "hfs_24", "yz_dev", "zy_36")


EDGES = (0.1, 0.15, 0.3, 0.5, 0.7, 0.9)
"""The bands of scores that ``calibration.toml`` tells the share of right suggestions for."""


class Case(NamedTuple):
    """A provision, the evidence for each body, and which positions are right; ``part`` is its document."""

    part: str
    hold_out: bool
    title: str
    evidence: Scores
    right: frozenset[int]
    named: int
    bodies: tuple[str, ...]


class Figures(NamedTuple):
    """Shares over cases: first right, one of five right, departments named among five (of all, of at most five)."""

    cases: int
    first: float
    one_of_five: float
    of_named: float
    of_five: float


def own_cases() -> Iterator[Case]:
    """The project's own tasks, in its own words."""
    for each in json.loads(OWN.read_text(encoding="utf-8"))["documents"]:
        document = _own_document(each)
        found = Inference(document, inference.nearness_of(document, DEFAULT_MODEL, Path()), open_embedder().passages)
        for number, row in enumerate(each["rows"]):
            yield _case(each["id"], each["hold_out"], row["title"], found, str(number), row["departments"])


def real_cases(store: GraphStore) -> Iterator[Case]:
    """Provisions of real documents whose notes are hidden, where these are at hand."""
    for path in (POLICIES / f"{name}.txt" for name in REAL):
        if path.exists():
            yield from _document_cases(store, path)


def independent_cases(store: GraphStore) -> Iterator[Case]:
    """Those of documents as they are issued, written without a look at the mandates."""
    for path in sorted(INDEPENDENT.glob("*.txt")):
        yield from _document_cases(store, path)


def recalled_cases(store: GraphStore) -> Iterator[Case]:
    """Those of notices written from memory before the mandates were gone over (``recalled/README.md``)."""
    for path in sorted(RECALLED.glob("*.txt")):
        yield from _document_cases(store, path)


def _document_cases(store: GraphStore, path: Path) -> Iterator[Case]:
    for document in parse_path(path):
        load_document(store, document, open_embedder())
        found = open_inference(store, document.id)
        for provision, names in noted(document).items():
            title = found.document.headings[provision]
            yield _case(path.stem, path.stem in {*UNSEEN, *KEPT_ASIDE}, title, found, provision, names)


def noted(document: Document) -> Mapping[str, list[str]]:
    """Provision → the departments that its notes and lines name.

    What governs a zone is no department: no task says which place's it is.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for duty in document.responsibilities:
        noted = duty.notation in ("note", "line") and not duty.collective and not duty.actor.endswith("管委会")
        if duty.provision and noted and duty.role in ("lead", "participant", "responsible"):
            names[duty.provision].append(duty.actor)
    return names


def figures(cases: Iterable[Case]) -> Figures:
    """How good the order is."""
    rows = []
    for case in cases:
        five = [int(body) for body in np.argsort(-case.evidence, kind="stable")[:5]]
        hits = len(case.right.intersection(five))
        rows.append((five[0] in case.right, hits > 0, hits, case.named, hits / min(5, case.named)))
    first, one, hits, named, of_five = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    return Figures(len(rows), first.mean(), one.mean(), hits.sum() / named.sum(), of_five.mean())


def points(cases: Iterable[Case]) -> tuple[np.ndarray, np.ndarray]:
    """Features of the curve (1, log of evidence) and whether right, a row a body."""
    features, right = [], []
    for case in cases:
        strength = np.log1p(np.maximum(case.evidence, 0.0))
        features.append(np.stack([np.ones_like(strength), strength], axis=1))
        right.append(np.isin(np.arange(len(strength)), list(case.right)))
    return np.concatenate(features), np.concatenate(right).astype(float)


def fit(cases: Sequence[Case]) -> np.ndarray:
    """Logistic regression by Newton's method: constant, strength."""
    return _logistic(*points(cases))


def _logistic(features: np.ndarray, right: np.ndarray) -> np.ndarray:
    weights = np.zeros(features.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (chance - right) + 1e-3 * weights
        curvature = (features * (chance * (1 - chance))[:, None]).T @ features + 1e-3 * np.eye(len(weights))
        weights -= np.linalg.solve(curvature, slope)
    return weights


def left_out(cases: Sequence[Case]) -> list[tuple[Case, np.ndarray]]:
    """Each case with the curve that was fitted without its document."""
    curves = {part: fit([case for case in cases if case.part != part]) for part in {case.part for case in cases}}
    return [(case, curves[case.part]) for case in cases]


def tempered(cases: Sequence[Case]) -> np.ndarray:
    """The curve fitted on all cases, drawn in as far as the curves left out of each document promise too much."""
    logits, right = [], []
    for case, curve in left_out(cases):
        features, truth = points([case])
        logits.append(features @ curve)
        right.append(truth)
    slope, shift = _logistic(
        np.stack([np.concatenate(logits), np.ones(sum(map(len, logits)))], 1), np.concatenate(right)
    )
    return slope * fit(cases) + np.array([shift, 0.0])


def scores(case: Case, curve: Sequence[float]) -> Scores:
    """The calibrated scores of a case's bodies under a curve."""
    features, _ = points([case])
    chance: Scores = 1 / (1 + np.exp(-features @ np.asarray(curve)))
    return chance


def bands(scored: Iterable[tuple[float, bool]], edges: Sequence[float]) -> list[tuple[float, int, float, float]]:
    """For each band of scores from an edge on: how many suggestions, their mean score, the share that is right."""
    rows = np.array([(score, right) for score, right in scored if score >= edges[0]])
    found = []
    for low, high in zip(edges, [*edges[1:], 1.01], strict=True):
        band = rows[(rows[:, 0] >= low) & (rows[:, 0] < high)]
        if len(band):
            found.append((low, len(band), float(band[:, 0].mean()), float(band[:, 1].mean())))
    return found


def suggestions(case: Case, curve: Sequence[float], limit: int = 5) -> list[tuple[float, bool]]:
    """Score and rightness of what would be suggested, threshold aside."""
    chance = scores(case, curve)
    best = np.argsort(-case.evidence, kind="stable")[:limit]
    return [(float(chance[body]), int(body) in case.right) for body in best]


def _own_document(each: Mapping[str, object]) -> Unnamed:
    rows = each["rows"]
    assert isinstance(rows, list)
    text, headings, own = "", {}, {}
    for number, row in enumerate(rows):
        start = len(text)
        text += f"{row['title']}。{row['text']}\n"
        headings[str(number)] = Span(start, start + len(row["title"]))
    hidden = hide(text, ())
    for key, heading in headings.items():
        stop = text.index("\n", heading.end)
        own[key] = [
            Sentence(span=span, text=span.of(hidden), heading=span.start == heading.start)
            for span in sentences(text, Span(heading.start, stop))
        ]
    return Unnamed(
        title=str(each["title"]), text=text, date=str(each["date"]), jurisdiction=str(each["jurisdiction"]),
        headings={key: heading.of(text) for key, heading in headings.items()}, levels=dict.fromkeys(headings, "measure"),
        parents=dict.fromkeys(headings), sentences=own, led=frozenset(),
    )  # fmt: skip


def _case(part: str, hold_out: bool, title: str, found: Inference, provision: str, names: Sequence[str]) -> Case:
    registry, document = load_registry(), found.document
    wanted = {registry.resolve(name, document.jurisdiction, document.date).id for name in names}
    rows = {id(registry.row(identity)) for identity in wanted}
    ids = [body.id for body in found.bodies]
    right = frozenset(at for at, identity in enumerate(ids) if id(registry.row(identity)) in rows)
    return Case(part, hold_out, title, found.evidence(provision), right, len(wanted), tuple(ids))


def main() -> None:
    """Print the figures, the fit and its bands; ship the vectors first if the phrases have changed."""
    phrases = load_registry().all_mandates()
    if shipped_phrases() != frozenset(phrases):
        ship(phrases, open_embedder())
    with open_store(sys.argv[1], write=True) as store:
        cases = [*own_cases(), *real_cases(store), *independent_cases(store), *recalled_cases(store)]
    for part in dict.fromkeys(case.part for case in cases):
        mine = [case for case in cases if case.part == part]
        print(part, "hold-out" if mine[0].hold_out else "tuned on", figures(mine))
    judged = [case for case in cases if case.hold_out]
    print("documents", len({case.part for case in judged}), "curve", tempered(judged).round(2))
    scored = [each for case, without in left_out(judged) for each in suggestions(case, without)]
    for low, count, mean, share in bands(scored, EDGES):
        print(f"{low:.2f}- n={count} score={mean:.2f} right={share:.2f}")


if __name__ == "__main__":
    main()
