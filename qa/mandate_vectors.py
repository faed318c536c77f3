"""How near a sentence lies to a body's mandates: vectors of mandate phrases, made once and kept.

Those of the model in the package ship with the registry, in 64 dimensions (the phrases' principal components,
8 bits each): of 128 and of all 384 no measure was better. What is not shipped, such as a phrase that staff have
added or those of another model, is embedded when first needed and kept beside the graph.
"""

import contextlib
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from corpus import REGISTRY
from graph.embedding import Embedder, Vectors, open_embedder
from qa.mandates import Mandates, Scores

SHIPPED = REGISTRY / "mandate-vectors.npz"
_DIMENSIONS = 64
_NEAR = 0.1  # by how much less of a cosine a phrase counts 1/e of the nearest
_NOTHING = 1e-4  # beside the nearest phrase's 1, so that bodies far off are all alike


class Space(msgspec.Struct, frozen=True):
    """The phrases' principal components: ``basis`` is (64, the model's dimension)."""

    mean: Vectors
    basis: Vectors

    def project(self, vectors: Vectors) -> Vectors:
        """Vectors of the model, a row each, as vectors of 64."""
        projected: Vectors = ((vectors - self.mean) @ self.basis.T).astype(np.float32)
        return projected


class Nearness:
    """The mandates of a jurisdiction's bodies as vectors."""

    def __init__(self, mandates: Mandates, model: str, folder: Path) -> None:
        """Read the vectors, or make those that are missing and keep them in ``folder``."""
        self._mandates = mandates
        phrases, self._space = _vectors(mandates.phrases, model, folder)
        self._phrases = _unit(phrases)

    def closeness(self, vectors: Vectors) -> Vectors:
        """For sentences' vectors (a row each) the cosine with each phrase: (sentences, phrases)."""
        close: Vectors = _unit(self._space.project(vectors)) @ self._phrases.T
        return close

    def standard(self, close: Vectors) -> Scores:
        """From `closeness` how far each body is above the mean of all, in standard deviations: (sentences, bodies).

        A body counts by how many of its phrases lie near, the nearest most: one chance hit says less than several.
        """
        near = np.exp((close - close.max(axis=1, keepdims=True)) / _NEAR).astype(np.float64)
        bodies = np.log(np.stack([near[:, own].sum(axis=1) for own in self._mandates.phrases_of], axis=1) + _NOTHING)
        deviation = np.maximum(bodies.std(axis=1, keepdims=True), 1e-9)
        standard: Scores = (bodies - bodies.mean(axis=1, keepdims=True)) / deviation
        return standard


def _unit(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit


def ship(phrases: Sequence[str], embedder: Embedder, path: Path = SHIPPED) -> None:
    """Write the file that ships, from all phrases of the registry."""
    vectors = embedder.passages(phrases)
    space = _components(vectors)
    projected = space.project(vectors)
    scale = np.abs(projected).max(axis=0) / 127
    np.savez_compressed(
        path, model=np.array(embedder.name), phrases=np.array("\n".join(phrases)), scale=scale,
        codes=np.round(projected / scale).astype(np.int8), mean=space.mean.astype(np.float16),
        basis=space.basis.astype(np.float16),
    )  # fmt: skip


def shipped_phrases() -> frozenset[str]:
    """The phrases whose vectors ship."""
    with np.load(SHIPPED) as file:
        return frozenset(str(file["phrases"]).split("\n"))


def _vectors(phrases: Sequence[str], model: str, folder: Path) -> tuple[Vectors, Space]:
    space, rows = _shipped(model)
    missing = [phrase for phrase in phrases if phrase not in rows]
    full = _kept(missing, model, folder / f"mandates-{model.replace('/', '-')}.npz") if missing else {}
    space = space or _components(np.stack([full[phrase] for phrase in phrases]))
    return np.stack([rows[each] if each in rows else space.project(full[each][None])[0] for each in phrases]), space


@cache
def _shipped(model: str) -> tuple[Space | None, dict[str, Vectors]]:
    with np.load(SHIPPED) as file:
        if str(file["model"]) != model:
            return None, {}
        space = Space(file["mean"].astype(np.float32), file["basis"].astype(np.float32))
        rows = file["codes"].astype(np.float32) * file["scale"].astype(np.float32)
        return space, dict(zip(str(file["phrases"]).split("\n"), rows, strict=True))


def _kept(phrases: Sequence[str], model: str, path: Path) -> dict[str, Vectors]:
    known: dict[str, Vectors] = {}
    with contextlib.suppress(OSError, KeyError, ValueError, zipfile.BadZipFile), np.load(path) as file:
        known = dict(zip(str(file["phrases"]).split("\n"), file["vectors"].astype(np.float32), strict=True))
    new = [phrase for phrase in phrases if phrase not in known]
    if new:
        known.update(zip(new, open_embedder(model).passages(new), strict=True))
        with contextlib.suppress(OSError):  # a folder that can't be written to costs time, not the answer
            np.savez_compressed(
                path, phrases=np.array("\n".join(known)), vectors=np.stack(list(known.values())).astype(np.float16)
            )
    return known


def _components(vectors: Vectors) -> Space:
    mean = vectors.mean(axis=0)
    basis: npt.NDArray[np.float32] = np.linalg.svd(vectors - mean, full_matrices=False)[2][:_DIMENSIONS]
    return Space(mean, basis)
