"""Provincial versions derived from a real document by known edits, so that every match and relation is known."""

import random
import re
from collections.abc import Sequence

import msgspec

from graph.alignments import Relation
from graph.model import Document
from qa.alignment_texts import Unit, side_of

SYNONYMS = (
    ("进一步加强", "持续强化"), ("加强", "强化"), ("完善", "健全"), ("推进", "推动"), ("加快", "抓紧"), ("建立", "构建"),
    ("提升", "提高"), ("支持", "扶持"), ("开展", "组织"), ("鼓励", "引导"), ("实施", "推行"), ("优化", "改进"),
    ("扩大", "拓展"), ("保障", "确保"), ("严格", "从严"), ("规范", "整治"), ("培育", "扶植"), ("深化", "推深做实"),
    ("落实", "执行"), ("发展", "壮大"), ("建设", "打造"), ("改革", "革新"), ("制度", "规章"), ("问题", "短板"),
    ("有关", "相关"), ("积极", "主动"), ("国务院", "省政府"), ("各省（区、市）", "各设区市"), ("地方", "市县"),
)  # fmt: skip
LOCAL = (
    "每季度向省政府报送一次进展。", "把这项工作列入年度考核，由各设区市自行确定先后。", "省里选三个县先行试点，成熟后推开。",
    "建立台账，按月销号。", "与乡村驻点帮扶同步安排。", "所需资金从现有渠道统筹。",
)  # fmt: skip
ADDED = (
    ("发展油茶和竹产业", "每年新造油茶林三万亩。推广竹材替代塑料制品。在主产县建油茶种苗基地。"),
    ("保护候鸟和越冬湿地", "在越冬季节限制捕捞。设立湿地管护员岗位。对受损农田给予补偿。"),
    ("办好陶瓷博览会", "每年秋季举办一届。邀请境外窑口参展。开通会期专线。"),
    ("振兴中药材种植", "建立道地药材种子库。推行产地初加工。对标准化种植给予奖补。"),
    ("开发赣江水上旅游", "恢复三处古码头。开行夜游航线。规范游船检验。"),
    ("建设稀土检测中心", "引进检测设备。对外开放实验室。培训检测人员。"),
    ("推广稻渔共作", "制定技术规程。统一供应鱼苗。注册公用商标。"),
    ("修缮书院和祠堂", "逐一测绘存档。聘请匠师带徒。开放日免费参观。"),
)  # fmt: skip


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """A derived version, and the truth: a row's number → (relation, numbers of the reference)."""

    text: str
    truth: dict[int, tuple[Relation, frozenset[int]]]
    dropped: frozenset[int]


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    body: list[str]
    relation: Relation
    sources: frozenset[int]


def derive(document: Document, seed: int) -> Derived:
    """A provincial version of a document: its provisions carried over, reworded, split, merged, dropped, and new ones."""
    chance = random.Random(seed)
    side = side_of(document)
    units = [unit for unit in side.units if unit.number and unit.sentences]
    parts: list[_Part] = []
    dropped: set[int] = set()
    position = 0
    while position < len(units):
        unit = units[position]
        body = [_flat(span.of(side.text)) for span in unit.sentences]
        title = "" if unit.sentences[0].overlaps(unit.title_span) else _flat(unit.title).rstrip("。")
        edit = chance.choices(("carry", "reword", "split", "merge", "drop"), (5, 7, 3, 3, 2))[0]
        if edit == "split" and len(body) >= 4:
            parts += _split(title, body, unit)
        elif edit == "merge" and position + 1 < len(units):
            position += 1
            parts.append(_merge(title, body, unit, units[position], side.text))
        elif edit == "drop":
            dropped.add(unit.number or 0)
        elif edit == "carry":
            parts.append(_Part(title=title, body=body, relation="carried-over", sources=frozenset({unit.number or 0})))
        else:
            parts.append(_reword(title, body, unit, chance))
        position += 1
    for title, text in chance.sample(ADDED, 3):
        new = _Part(title=title, body=re.findall("[^。]+。", text), relation="added", sources=frozenset())
        parts.insert(chance.randrange(len(parts) + 1), new)
    moved = parts.pop(chance.randrange(len(parts)))  # one provision changes its place
    parts.insert(chance.randrange(len(parts) + 1), moved)
    lines = ["某省关于贯彻落实的实施意见", "", "一、主要任务"]
    for number, part in enumerate(parts, 1):
        if number == len(parts) // 2:
            lines.append("二、重点举措")
        lines.append(f"（{_han(number)}）{part.title}{'。' if part.title else ''}{''.join(part.body)}")
    truth = {number: (part.relation, part.sources) for number, part in enumerate(parts, 1)}
    return Derived(text="\n".join(lines) + "\n", truth=truth, dropped=frozenset(dropped))


def _flat(text: str) -> str:
    """A sentence without breaks and without labels of its own, so that the derived numbering is the only one."""
    text = "".join(text.split())
    text = re.sub(r"^(?:\d{1,2}[.．、]|[（(]\d+[）)]|[①-⑳]|[（(][一二三四五六七八九十]+[）)])", "", text)
    return text if text[-1:] in "。；" else text + "。"


def _split(title: str, body: Sequence[str], unit: Unit) -> list[_Part]:
    half = len(body) // 2
    sources = frozenset({unit.number or 0})
    return [
        _Part(title=re.split("[，。；：]", piece[0])[0], body=list(piece), relation="split", sources=sources)
        for piece in (body[:half], body[half:])
    ]


def _merge(title: str, body: Sequence[str], unit: Unit, other: Unit, text: str) -> _Part:
    more = [_flat(span.of(text)) for span in other.sentences]
    return _Part(
        title=f"{title}和{_flat(other.title).rstrip('。')}" if title else "", body=[*body, *more], relation="merged",
        sources=frozenset({unit.number or 0, other.number or 0}),
    )  # fmt: skip


def _reword(title: str, body: Sequence[str], unit: Unit, chance: random.Random) -> _Part:
    """Synonyms, clauses in another order, a sentence less where there are three, and one of the province's own."""
    kept = list(body)
    if len(kept) >= 3:
        kept.pop(chance.randrange(len(kept)))
    words = [_synonyms(_turned(sentence)) for sentence in kept] + [chance.choice(LOCAL)]
    return _Part(title=_synonyms(title), body=words, relation="adapted", sources=frozenset({unit.number or 0}))


def _synonyms(text: str) -> str:
    for old, new in SYNONYMS:
        text = text.replace(old, new)
    return text


def _turned(sentence: str) -> str:
    pieces = re.split("[，,]", sentence[:-1])
    return "，".join([*pieces[1:], pieces[0]]) + sentence[-1] if 2 <= len(pieces) <= 5 else sentence


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return (("" if tens < 2 else digits[tens]) + ("十" if tens else "") + digits[ones]).strip()
