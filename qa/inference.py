"""Departments that a provision's words suggest where the text names none: mandates met, weighed and calibrated.

A suggestion is never a fact: nothing here is stored, and whoever shows one calls it inferred (推断) and gives its
reason, the mandate phrase and the words that met it. Names decide nothing (`qa.unnamed`).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import msgspec
import numpy as np

from corpus import REGISTRY
from graph.departments import explained, read_toml
from graph.embedding import Vectors, model_name, open_embedder, stored_model
from graph.errors import NotFound
from graph.model import Span
from graph.registry import Body, load_registry
from graph.sentences import clauses
from graph.store import DEFAULT_PATH, GraphStore
from qa.mandate_vectors import Nearness
from qa.mandates import Mandates, Scores, nearest_clause
from qa.unnamed import HIDDEN, Sentence, Unnamed, hide, read_unnamed

_MEETS = 0.8  # what a sentence must score to count as being about a body's field
_FRAMES = ("part", "chapter", "attachment")
Embed = Callable[[Sequence[str]], Vectors]

_OF_PROVISION = "MATCH (p:Provision {id: $provision}) MATCH (d:Document {id: p.document}) RETURN d.identity AS document"


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A department that a mandate suggests for a provision; always to be shown as inferred.

    ``score`` is calibrated: about that share of the suggestions with it is right, that is, named in the hidden
    notes of the documents that it was measured on; ``right`` is the share that was. ``mandate`` is a phrase of the
    registry, ``quote`` the clause that met it (or the sentence nearest to it) at ``span`` of the document's text.
    """

    department: str
    actor: str
    score: float
    right: float
    mandate: str
    span: Span
    quote: str


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often suggestions with a score from ``least`` on (up to the next band) were right, of how many."""

    least: float
    suggestions: int
    right: float


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``corpus/registry/calibration.toml``: how evidence is weighed, and how often it is right.

    ``documents`` is how many the figures of ``kept`` were measured on, each left out of the fit that it is scored by;
    ``kept`` goes by ascending ``least``, the first of which is not above ``threshold``.
    """

    weights: dict[str, float]
    curve: dict[str, float]
    threshold: float
    aims: tuple[str, ...]
    documents: int
    kept: tuple[Band, ...]

    def scores(self, evidence: Scores) -> Scores:
        """The share of right ones among departments with that evidence in a provision."""
        logit = self.curve["constant"] + self.curve["strength"] * np.log1p(np.maximum(evidence, 0.0))
        scores: Scores = np.minimum(1 / (1 + np.exp(-logit)), self.curve["most"])
        return scores

    def band(self, score: float) -> Band:
        """How often suggestions with about that score were right."""
        return next((band for band in reversed(self.kept) if score >= band.least), self.kept[0])


class Inference:
    """One document without names, ready to suggest departments for its provisions."""

    def __init__(self, document: Unnamed, nearness: Nearness | None, embed: Embed | None = None) -> None:
        """Weigh the whole document; without ``nearness`` or ``embed`` only words that are met count."""
        self.document = document
        self._mandates = mandates_of(document.jurisdiction, document.date)
        self._nearness = nearness
        self._calibration = load_calibration()
        everything = [each for sentences in document.sentences.values() for each in sentences]
        self._met = {each.span: self._mandates.met(each.text) for each in everything}
        self._lexical = {span: self._mandates.scores(met) for span, met in self._met.items()}
        self._close = self._closeness(everything, embed)
        self._standard = self._standardised()
        weights = self._calibration.weights
        about = [scores > _MEETS for scores in self._lexical.values()]
        title = self._mandates.scores(self._mandates.met(hide(document.title, ())))
        self._surroundings = weights["title"] * title
        if about:
            self._surroundings = self._surroundings + weights["subject"] * np.mean(about, axis=0)

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies that may be suggested, in the registry's order."""
        return self._mandates.bodies

    def evidence(self, provision: str) -> Scores:
        """What speaks for each body in a provision: heading, sentences, and the document around them."""
        weights, sentences = self._calibration.weights, self.document.within(provision)
        total = self._surroundings.copy()
        for sentence in sentences:
            total += weights["heading" if sentence.heading else "body"] * self._lexical[sentence.span]
        for heading in (True, False):
            near = self._near([each for each in sentences if each.heading == heading])
            other = self._near([each for each in sentences if each.heading != heading])
            either = near if near is not None else other
            if either is not None:
                total += weights["embedding"] * either
        return total

    def suggest(self, provision: str, limit: int) -> list[Suggestion]:
        """At most ``limit`` bodies, best first, none below the threshold and none that staff have rejected here."""
        evidence = self.evidence(provision)
        scores = self._calibration.scores(evidence)
        order = sorted(range(len(scores)), key=lambda body: (-round(float(evidence[body]), 6), body))
        order = [body for body in order if (provision, self.bodies[body].id) not in self.document.refused]
        chosen = [body for body in order[:limit] if scores[body] >= self._calibration.threshold]
        return [self._suggestion(provision, body, float(scores[body])) for body in chosen]

    def gives_tasks(self, provision: str) -> bool:
        """Whether a provision is one that gives tasks: no frame around others, and not headed as aims or principles."""
        framed = self.document.levels[provision] in _FRAMES and provision in self.document.parents.values()
        around: str | None = provision
        while around is not None:
            heading = self.document.headings[around]
            if any(aim in heading for aim in self._calibration.aims):
                return False
            around = self.document.parents[around]
        return bool(not framed and self.document.within(provision))

    def _closeness(self, sentences: Sequence[Sentence], embed: Embed | None) -> Mapping[Span, Vectors]:
        if self._nearness is None:
            return {}
        vectors = {each.span: each.vector for each in sentences if each.vector is not None}
        unread = [each for each in sentences if each.span not in vectors]
        if unread and embed is not None:
            made = embed([each.text.replace(HIDDEN, "") for each in unread])
            vectors.update(zip((each.span for each in unread), made, strict=True))
        close = self._nearness.closeness(np.stack(list(vectors.values()))) if vectors else ()
        return dict(zip(vectors, close, strict=True))

    def _standardised(self) -> Mapping[Span, Scores]:
        if self._nearness is None or not self._close:
            return {}
        return dict(zip(self._close, self._nearness.standard(np.stack(list(self._close.values()))), strict=True))

    def _near(self, sentences: Sequence[Sentence]) -> Scores | None:
        standard = [self._standard[each.span] for each in sentences if each.span in self._standard]
        if not standard:
            return None
        mean: Scores = np.mean(standard, axis=0)
        return mean

    def _suggestion(self, provision: str, body: int, score: float) -> Suggestion:
        phrase, span = self._reason(self.document.within(provision), body)
        named = self._mandates.bodies[body]
        return Suggestion(
            department=named.name, actor=named.id, score=round(score, 2), right=self._calibration.band(score).right,
            mandate=phrase, span=span, quote=span.of(self.document.text),
        )  # fmt: skip

    def _reason(self, sentences: Sequence[Sentence], body: int) -> tuple[str, Span]:
        """The weightiest phrase met and its clause; where none is met, the nearest phrase and its sentence."""
        met = [
            (each.worth * (2 if sentence.heading else 1), -at, each.phrase)
            for at, sentence in enumerate(sentences)
            for each in self._met[sentence.span].get(body, ())[:1]
        ]
        if met:
            _, at, phrase = max(met)
            parts = list(clauses(self.document.text, sentences[-at].span))
            start = sentences[-at].span.start
            words = [sentences[-at].text[part.start - start : part.end - start] for part in parts]
            return phrase, parts[nearest_clause(words, phrase)]
        own = self._mandates.phrases_of[body]
        near = [
            (float(self._close[sentence.span][own].max()), -at)
            for at, sentence in enumerate(sentences)
            if sentence.span in self._close
        ]
        if not near:
            return self._mandates.phrases[own[0]], sentences[0].span
        sentence = sentences[-max(near)[1]]
        return self._mandates.phrases[own[int(self._close[sentence.span][own].argmax())]], sentence.span


def suggest(
    store: GraphStore, document: str, *, limit: int = 3, ignore_notes: bool = False
) -> dict[str, list[Suggestion]]:
    """For each provision of a document (by identity) that names nobody in charge, at most ``limit`` departments.

    Keys are provision ids in order. Left out are provisions without a suggestion, frames around others, and those
    that state aims or principles. With ``ignore_notes`` every provision is treated as if it named nobody.
    Raises NotFound for a document that the graph does not hold.
    """
    inference = open_inference(store, document)
    unnamed = inference.document
    found = {
        provision: inference.suggest(provision, limit)
        for provision in unnamed.headings
        if (ignore_notes or provision not in unnamed.led) and inference.gives_tasks(provision)
    }
    return {provision: suggestions for provision, suggestions in found.items() if suggestions}


def suggest_for(store: GraphStore, provision: str, *, limit: int = 3, ignore_notes: bool = False) -> list[Suggestion]:
    """The same for one provision by its id; none where the text names somebody in charge, unless notes are ignored."""
    rows = store.read(_OF_PROVISION, {"provision": provision})
    if not rows:
        raise NotFound(f"图谱里没有条款 {provision}。", f"The graph holds no provision {provision}.")
    inference = open_inference(store, rows[0]["document"])
    if (provision in inference.document.led and not ignore_notes) or not inference.gives_tasks(provision):
        return []
    return inference.suggest(provision, limit)


@lru_cache(maxsize=32)
def mandates_of(jurisdiction: str, on: str | None) -> Mandates:
    """The mandates of a jurisdiction's bodies at a time."""
    return Mandates(load_registry(), jurisdiction, on)


@cache
def load_calibration(path: Path = REGISTRY / "calibration.toml") -> Calibration:
    """How evidence is weighed. InputError names line and remedy of what is wrong with the file."""
    content, text = read_toml(path)
    try:
        return msgspec.convert(content, Calibration)
    except msgspec.ValidationError as error:
        raise explained(path, text, error) from error


def open_inference(store: GraphStore, document: str) -> Inference:
    """A document of the graph ready to infer from, with the vectors that the graph has."""
    unnamed = read_unnamed(store, document)
    model = stored_model(store)
    if model is None:
        return Inference(unnamed, None)
    folder = Path(DEFAULT_PATH if "://" in store.url else store.url).parent
    embed = (lambda texts: _embedded(model, tuple(texts))) if model == model_name() else None
    return Inference(unnamed, nearness_of(unnamed, model, folder), embed)


@lru_cache(maxsize=16)
def _embedded(_model: str, texts: tuple[str, ...]) -> Vectors:
    """Vectors of a document's sentences that the graph does not hold: those with names hidden."""
    return open_embedder().passages(texts)


def nearness_of(document: Unnamed, model: str, folder: Path) -> Nearness:
    """The vectors of the mandates that count in a document; those that don't ship are kept in ``folder``."""
    return _nearness(document.jurisdiction, document.date, model, folder)


@lru_cache(maxsize=8)
def _nearness(jurisdiction: str, on: str | None, model: str, folder: Path) -> Nearness:
    return Nearness(mandates_of(jurisdiction, on), model, folder)
