"""What the worker process of the sentence-transformers backend runs.

A process of its own: torch and scikit-learn bring an OpenMP library each, and together with the embedded
graph's engine they exceed what glibc sets aside for thread-local storage (ImportError: static TLS block).
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt


class ModelFacts(NamedTuple):
    """A model's dimension and the prompts that its folder gives for queries and passages."""

    dimension: int
    prompts: dict[str, str]


def describe(name: str) -> ModelFacts:
    """Load the model and say what it is."""
    model = _load(name)
    prompts = {key: prompt for key, prompt in (model.prompts or {}).items() if prompt}
    return ModelFacts(int(model.get_embedding_dimension()), prompts)


def encode(name: str, texts: Sequence[str], batch: int) -> npt.NDArray[np.float32]:
    """Unit vectors of the texts as they stand, the prompt included."""
    vectors = _load(name).encode(
        list(texts), prompt="", batch_size=batch, normalize_embeddings=True, convert_to_numpy=True,
        show_progress_bar=False,
    )  # fmt: skip
    return np.asarray(vectors, dtype=np.float32)


@cache
def _load(name: str) -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(name)
