"""Departments that mandates suggest (`qa.inference`), as answers tell them: after what the text lacks, and labelled."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from graph.model import Citation
from qa.inquiry import Inquiry
from qa.normalise import Language
from qa.phrases import cite, listed, quoted, unit_name
from qa.rows import Doc, Unit

if TYPE_CHECKING:  # it brings numpy, and few answers need it
    from qa.inference import Suggestion

INFERRED: Mapping[Language, str] = {"zh": "推断：", "en": "Inferred: "}
"""How the line of an inferred department begins."""
_DEPARTMENTS, _PROVISIONS = 3, 3
_CONSIDERED = 8
"""Suggestions a provision gets where the question is for which provisions one department is suggested."""


def for_provision(inquiry: Inquiry, doc: Doc, unit: Unit) -> tuple[list[str], list[Citation]]:
    """Up to three departments inferred for a provision, a line each with its reason; empty if there are none."""
    from qa.inference import suggest_for

    found = suggest_for(inquiry.store, unit.id, limit=_DEPARTMENTS)
    if not found:
        return [], []
    name = unit_name(unit, inquiry.language)
    lead = inquiry.say(
        f"以下是推断，不是原文：按部门职责，与{name}可能相关的部门如下。",
        f"Inferred, not stated by the text: by their mandates, {name} may concern these departments.",
    )
    return [lead, *(_reason(inquiry, one) for one in found), _caution(inquiry, found)], [
        cite(unit, doc, one.span, one.quote) for one in found
    ]


def for_department(inquiry: Inquiry, actors: Sequence[str]) -> tuple[list[str], list[Citation]]:
    """Up to three provisions for which one of the bodies is inferred, the likeliest first."""
    from qa.inference import suggest

    doc = inquiry.document
    met = [
        (one, unit)
        for provision, suggestions in suggest(inquiry.store, doc.identity, limit=_CONSIDERED).items()
        for one in suggestions
        if one.actor in actors and (unit := inquiry.unit(doc.key, provision)) is not None
    ]
    met = sorted(met, key=lambda pair: (-pair[0].score, pair[1].position))[:_PROVISIONS]
    if not met:
        return [], []
    lines = [
        inquiry.say(
            "以下是推断，不是原文：按职责推断，可能与它相关的条款：",
            "Inferred, not stated by the text: by its mandate, it may be concerned by",
        )
    ]
    for one, unit in met:
        name = unit_name(unit, inquiry.language)
        reason = inquiry.say(
            f"{name}（推断，得分{one.score:.2f}，职责“{one.mandate}”）",
            f"{name} (inferred, score {one.score:.2f}, mandate “{one.mandate}”)",
        )
        lines.append(quoted(one.quote, reason, doc, inquiry.language))
    return [*lines, _caution(inquiry, [one for one, _ in met])], [
        cite(unit, doc, one.span, one.quote) for one, unit in met
    ]


def _reason(inquiry: Inquiry, one: "Suggestion") -> str:
    words = " ".join(one.quote.split())
    name = one.department
    if inquiry.language == "en":
        from graph.registry import load_registry

        english = load_registry().get(one.actor).name_en
        name = f"{name} ({english})" if english else name
    return inquiry.say(
        f"{INFERRED['zh']}{name}（得分{one.score:.2f}；职责“{one.mandate}”对应“{words}”）",
        f"{INFERRED['en']}{name} (score {one.score:.2f}; mandate “{one.mandate}” meets “{words}”)",
    )


def _caution(inquiry: Inquiry, suggestions: "Sequence[Suggestion]") -> str:
    """How often suggestions like these were right, and what they are not."""
    from qa.inference import load_calibration

    documents = load_calibration().documents
    shares = {one.score: one.right for one in sorted(suggestions, key=lambda one: -one.score)}
    zh = "、".join(f"{score:.2f}分的约{right:.0%}" for score, right in shares.items())
    en = listed([f"about {right:.0%} of those scoring {score:.2f}" for score, right in shares.items()], "en")
    return inquiry.say(
        f"推断由部门职责与条款用语比对得出：用{documents}份写明分工的文件验证，{zh}与原文的分工一致。"
        "须由人核定，不能当作文件的分工。",
        f"An inference compares mandates with the words: on {documents} documents that state who does what, {en} "
        "agreed with them. A person has to check it, and it assigns nothing.",
    )
