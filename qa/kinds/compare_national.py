"""Which provisions of a document correspond to one of the national policy, and the other way round.

Computed from headings and named topics, and said to be: a full alignment is another tool's work.
"""

import re

from qa import rows
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import no_such, resolve
from qa.phrases import cite_unit, headed, listed, outline_note, titled, unit_name
from qa.replies import Refused, Reply
from qa.rows import LATEST_DOCUMENTS, UNITS, Doc, Unit, rows_of
from qa.topics import pieces

_NATIONAL_POINTER = (
    r"(?i)(?:国家|中央|上位|上级|全国|国务院)[^第,，哪]{0,14}(?:第[(（]?[\d一二三四五六七八九十廿]+|[(（][\d一"
    r"二三四五六七八九十廿]+[)）]|\d+条)|\bnational\s+(?:\w+\s+){0,2}(?:measure|article|provision)?\s*\d+"
)
_SPLIT = r"[、,，。;；:：/()（）“”]|和|与|及"
_TOPICS_LABEL = r"^\s*要点\s*[:：]"
_ENOUGH, _SHARE = 0.22, 0.6
"""A match must reach the first score, and this share of the best one."""


def answer(inquiry: Inquiry) -> Reply:
    """The provisions nearest by heading and topics, best first, at most three."""
    national, local = _pair(inquiry)
    forward = bool(re.search(_NATIONAL_POINTER, inquiry.question.text)) or not inquiry.question.pointers
    source, target = (national, local) if forward else (local, national)
    starts = _starts(inquiry, source)
    lines, citations = [], []
    answerable = False
    for unit in starts:
        others = [one for one in inquiry.read(Unit, UNITS, document=target.key) if one.number is not None]
        scored = sorted(((_alike(unit, one), one) for one in others), key=lambda pair: (-pair[0], pair[1].position))
        best = [one for score, one in scored if score >= max(_ENOUGH, _SHARE * scored[0][0])][:3]
        citations.append(cite_unit(unit, source))
        name = headed(unit, inquiry.language)
        if best:
            answerable = True
            best.sort(key=lambda one: one.position)
            names = listed([headed(one, inquiry.language) for one in best], inquiry.language)
            lines.append(
                inquiry.say(
                    f"{titled(source)}{name}，对应{titled(target)}的{names}。",
                    f"{name[0].upper()}{name[1:]} of {titled(source)} corresponds to {names} of {titled(target)}.",
                )
            )
            citations.extend(cite_unit(one, target) for one in best)
        else:
            lines.append(
                inquiry.say(
                    f"{titled(target)}中没有找到与{titled(source)}{name}明显对应的条款。",
                    f"There is no provision of {titled(target)} that clearly corresponds to {name} of "
                    f"{titled(source)}.",
                )
            )
    lines.append(
        inquiry.say(
            "（对应关系由本工具按标题和要点比对得出，不是文件写明的。）",
            "(The correspondence is computed from headings and topics; the texts do not state it.)",
        )
    )
    if national.outline:
        lines.append(outline_note(inquiry.language))
    first = unit_name(starts[0], inquiry.language)
    asks = inquiry.say(f"《{source.title}》{first}主要讲了什么？", f"What does {first} of 《{source.title}》 say?")
    return Reply(
        text="\n".join(lines),
        answerable=answerable,
        citations=tuple(dict.fromkeys(citations)),
        basis=("explicit",),
        suggestions=(asks,),
    )


def _pair(inquiry: Inquiry) -> tuple[Doc, Doc]:
    held = inquiry.scope.documents
    national = next((doc for doc in held if doc.jurisdiction.startswith("00")), None)
    if national is None:
        found = rows_of(Doc, inquiry.store, rows.DOCUMENTS_OF_JURISDICTION, prefix="000000")
        national = found[0] if found else None
    latest = rows_of(Doc, inquiry.store, LATEST_DOCUMENTS, limit=40)
    others = [doc for doc in [*held, *latest] if not doc.jurisdiction.startswith("00")]
    if national is None or not others:
        text = inquiry.say(
            "图谱中没有可以对照的国家文件或地方文件。", "The graph holds no pair of documents to compare."
        )
        raise Refused(Reply(text=text, answerable=False))
    local = max(others, key=lambda doc: _dice(doc.title, national.title))
    inquiry.focus([national, local])
    return national, local


def _starts(inquiry: Inquiry, source: Doc) -> list[Unit]:
    found = [resolve(inquiry, source, pointer) for pointer in inquiry.question.pointers]
    units = [unit for unit in found if unit is not None]
    if inquiry.question.pointers and not units:
        raise Refused(no_such(inquiry, source, inquiry.question.pointers[0]))
    if not units:
        series = [unit for unit in inquiry.units(source.key) if unit.number is not None]
        units = [unit for unit in series if any(pieces(topic, unit.title) for topic in inquiry.topics)][:3]
    if not units:
        text = inquiry.say(
            "请说明要对照哪一条，例如“国家意见第八条对应江西哪几条”。",
            "Please say which measure to compare; there is no such heading.",
        )
        raise Refused(Reply(text=text, answerable=False))
    return units


def _alike(one: Unit, other: Unit) -> float:
    """Half the likeness of headings, half the share of the one's topics that the other's words have."""
    summary = one if "要点" in one.text else other
    full = other if summary is one else one
    terms = _terms(summary)
    met = sum(bool(pieces(term, full.text)) for term in terms)
    return 0.5 * _dice(one.title, other.title) + 0.5 * (met / len(terms) if terms else 0.0)


def _terms(unit: Unit) -> list[str]:
    body = unit.text.removeprefix(unit.title).lstrip("。\n ")
    words = [word for word in re.split(_SPLIT, re.sub(_TOPICS_LABEL, "", body)) if len(word) > 1]
    return list(dict.fromkeys(words))[:40]


def _dice(one: str, other: str) -> float:
    first = {one[i : i + 2] for i in range(len(one) - 1)}
    second = {other[i : i + 2] for i in range(len(other) - 1)}
    return 2 * len(first & second) / max(1, len(first) + len(second))


KIND = Kind(
    intent="compare-national",
    examples=(
        "国家意见第八条对应江西哪几条", "第十八条对应国家意见的哪一条",
        "Where did national measure 8 (good housing and complete communities) end up in the Jiangxi text?",
    ),
    cues=(
        zh(86, "对落体衔承",
           r"(?:相)?(?:对应|落到|落在|体现在|衔接|承接)(?:的)?(?:是)?(?:江西|省里|本省)?(?:的)?(?:哪[一几]?条)?",
        ),
        en(86,
           r"\b(?:correspond\w*|end(?:s|ed)? up|equivalent|counterpart|match\w*|carried over|reflected)\b",
        ),
    ),
    requires=r"(?i)国家|中央|上位|上级|全国|\bnational\b|\bState Council\b",
    answer=answer,
)  # fmt: skip
