"""Laying documents side by side: 100 × 100 provisions, and one document against 1,000, with what a pair costs."""

import resource
import time
from collections.abc import Iterator

from synthetic import documents

from benchmarks.clock import Measure, seconds
from benchmarks.graphs import PooledEmbedder
from ingest.pipeline import parse_text
from qa.align import align_prepared
from qa.alignment_scores import Prepared, VectorCache, prepare, zero_of
from qa.alignment_texts import side_of

_WORDS = "河道 湖泊 湿地 林地 校园 社区 医院 车站 港口 园区 仓储 市场 电网 水库 道路 桥梁 管网 公园 书店 剧院".split()
_DEEDS = "巡查 修缮 扩建 普查 登记 监测 清理 改造 养护 评估".split()


def measure() -> Iterator[Measure]:
    """Words are cut and vectors made once a document; a pair then costs matrices and one assignment."""
    vectors = VectorCache(PooledEmbedder())
    zero = zero_of(vectors)
    one, other = (_prepared(_hundred(turn), vectors) for turn in (0, 3))
    size = len(one.units), len(other.units)
    took = min(seconds(lambda: align_prepared(one, other, zero)) for _ in range(3))
    yield Measure(
        what=f"align {size[0]} × {size[1]} provisions", figure=f"{took:.2f} s", bound="≤ 2 s",
        details=f"{took / (size[0] * size[1]) * 1e6:.0f} µs a pair of provisions",
    )  # fmt: skip
    before = _memory()
    start = time.perf_counter()
    many = [_prepared(text, vectors) for _, text in documents(1000)]
    prepared = time.perf_counter() - start
    held = _memory() - before
    start = time.perf_counter()
    pairs = 0
    for each in many:
        align_prepared(one, each, zero)
        pairs += len(one.units) * len(each.units)
    took = time.perf_counter() - start
    yield Measure(
        what="align 1 document (100 provisions) with 1,000", figure=f"{took / len(many) * 1000:.0f} ms a document",
        bound="≤ 100 ms", details=f"{took / pairs * 1e6:.0f} µs a pair of provisions; {took:.0f} s in all, after "
        f"{prepared:.0f} s of parsing and cutting; {held:.0f} MB for 1,000 prepared documents",
    )  # fmt: skip


def _prepared(text: str, vectors: VectorCache) -> Prepared:
    return prepare(side_of(parse_text(text)[0]), vectors)


def _hundred(turn: int) -> str:
    """A notice of a hundred articles, each of its own matter; by ``turn`` they stand in another order."""
    matters = [(place, deed) for deed in _DEEDS[:5] for place in _WORDS]
    matters = matters[turn * 20 :] + matters[: turn * 20]
    lines = ["关于设施管护的规定", ""]
    for number, (place, deed) in enumerate(matters, 1):
        more = f"每年对{place}{deed}两次。{place}的{deed}结果向社会公布。{place}管护单位对{deed}质量负责。"
        lines.append(f"第{number}条 {place}{deed}由县级负责。{more}")
    return "\n".join(lines) + "\n"


def _memory() -> float:
    """The most that the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
