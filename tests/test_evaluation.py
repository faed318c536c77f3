"""The scores of parse on documents with gold, held by floors that only rise."""

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ingest.pipeline import parse_path
from tests import evaluation
from tests.evaluation import Score
from tests.same_facts import fact_differences

FLOORS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "data" / "floors.toml").read_text(encoding="utf-8"))
needs_shared = pytest.mark.skipif(not evaluation.POLICIES.exists(), reason="needs the documents in ../shared")


def under(floors: dict[str, dict[str, float]], scores: dict[str, Score]) -> str:
    """The scores under their floors with the whole table; nothing where all hold."""
    low = [
        f"{key}: {measure} {getattr(scores[key], measure):.3f}, floor {floor}"
        for key, row in floors.items()
        for measure, floor in row.items()
        if getattr(scores[key], measure) < floor - 1e-9
    ]
    return "\n".join(["", *low, *evaluation.lines("", scores)]) if low else ""


def pooled(folder: Path) -> dict[str, Score]:
    """The scores of all files of a folder, each kind added up."""
    files = [(gold["doc"], evaluation.evaluate(gold, parse_path(path))) for gold, path in evaluation.gold_files(folder)]
    assert files, f"no gold in {folder}"
    return {
        key: evaluation.total(key, (msgspec.structs.replace(scores[key], name=doc) for doc, scores in files))
        for key in files[0][1]
    }


@needs_shared
def test_real_documents_reach_their_floors() -> None:
    low = under(FLOORS["gold"], pooled(evaluation.POLICIES / "gold"))
    assert not low, low


def test_unseen_documents_reach_their_floors() -> None:
    low = under(FLOORS["unseen"], pooled(evaluation.UNSEEN))
    assert not low, low


@needs_shared
def test_the_seed_sample_reaches_its_floors() -> None:
    sample = json.loads(evaluation.SAMPLE.read_text(encoding="utf-8"))
    low = under(FLOORS["sample"], evaluation.evaluate_sample(sample, parse_path(evaluation.SEED)[0]))
    assert not low, low


@pytest.mark.parametrize("folder", [pytest.param(evaluation.POLICIES / "gold", marks=needs_shared), evaluation.UNSEEN])
def test_metadata_is_what_the_document_bears(folder: Path) -> None:
    wrong = [
        row
        for gold, file in evaluation.gold_files(folder)
        for row in evaluation.metadata_differences(gold, parse_path(file))
    ]
    assert not wrong, "\n".join(wrong)


@needs_shared
@pytest.mark.parametrize("page", ["zy_04", "zy_08", "zy_36"])
def test_the_page_and_the_plain_text_give_the_same_facts(page: str) -> None:
    first, second = (parse_path(evaluation.POLICIES / f"{page}{ending}") for ending in (".html", ".txt"))
    differences = [row for pair in zip(first, second, strict=True) for row in fact_differences(*pair)]
    assert not differences, "\n".join(differences)
