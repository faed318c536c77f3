"""Where a question in everyday words leads, if nowhere by its words: provisions ranked by meaning and by shared words.

A provision's score is how far its best sentence lies above texts taken at random (in standard deviations of their
cosines to the question), plus the question's words that it has, by themselves or by what the table of near words
gives for them, each by how few provisions have it. Cosines alone tell the right provision from its neighbours but
not a question that the text answers from one that it does not; with the words they do (benchmarks, calibration).
"""

import math
import re

import msgspec

from qa.concordance import Place, by_place
from qa.inquiry import Inquiry
from qa.locate import Hit, narrow
from qa.near_words import near_words
from qa.partial import silent
from qa.rows import Sentence

_SHARED = 1.5
"""Standard deviations that a shared word counts for which one provision alone has."""
_LEAD = 0.5
"""What each standard deviation counts by which the first lies above the second: subtract it to compare others."""
_TELLING = 0.5
"""Weight of a word from which the sentence that has it is quoted beside the nearest one."""
_CANDIDATES = 50
FACTS = (
    r"(?i)多少|几(?![条项个]|部分)|几[个年月天块]|比例|标准|[罚价钱]|(?<!浪)费|谁|哪(?:一?家|个(?:部门|单位))|电话|多[久长大高]|哪[年天]|何时"
    r"|什么时候|啥时|分担|怎么交|分别指|问责|年限|期限|时限|截止|数额|金额|名单|排名|还是|哪个先|谁先|先后|例外|豁免|网开一面|\bhow\s+(?:much|many|long|far|high|often)\b|\bwho\b|\bwhen\b|\bper\s?cent|\brates?\b|\bpopulation\b|\bamount\b|\bcap(?:ped)?\b|\bquotas?\b|\bprices?\b|\bfees?\b|\bfines?\b"
)
"""Questions for a figure, a date, a price, a body: where the text does not say it, nothing near it does."""


class Ranked(msgspec.Struct, frozen=True, kw_only=True):
    """A provision and its score, of which ``shared`` comes from words; its sentence nearest to the question first."""

    hit: Hit
    score: float
    shared: float


def ranked(inquiry: Inquiry) -> list[Ranked]:
    """The provisions near a question, best first; the best one's score counts its lead too."""
    from graph.search import search_and_typical

    narrow(inquiry, inquiry.topics)
    asked = inquiry.wording.strip()
    scope = [doc.identity for doc in inquiry.scope.documents] if inquiry.scope.complete else None
    docs = {doc.key: doc for doc in inquiry.scope.documents}
    found, middle, deviation = search_and_typical(inquiry.store, asked, documents=scope, limit=_CANDIDATES)
    shared, telling = _shared(inquiry)
    scored = []
    for hit in (hit for hit in found if hit.key in docs):
        sentence = Sentence(
            document=hit.key, provision=hit.provision, start=hit.span.start, stop=hit.span.end, quote=hit.quote
        )
        words = _SHARED * shared.get((hit.key, hit.provision), 0.0)
        above = ((hit.cosine or middle) - middle) / deviation
        unit = inquiry.unit(hit.key, hit.provision)
        more = [one for one in telling.get((hit.key, hit.provision), ()) if one.start != sentence.start]
        where = Hit(doc=docs[hit.key], unit=unit, sentences=(sentence, *more), exact=False)
        scored.append(Ranked(hit=where, score=above + words, shared=words))
    scored.sort(key=lambda one: (-one.score, one.hit.sentences[0].start))
    if len(scored) > 1:
        lead = _LEAD * (scored[0].score - scored[1].score)
        scored[0] = msgspec.structs.replace(scored[0], score=scored[0].score + lead)
    return scored


def _shared(inquiry: Inquiry) -> tuple[dict[Place, float], dict[Place, list[Sentence]]]:
    """What each provision has of the question's words, and the sentence of it that has the rarest.

    A word counts 1 where one provision alone has it, and 0 where all have.
    """
    places = len(inquiry.said.places)
    found: dict[Place, float] = {}
    best: dict[Place, tuple[float, Sentence]] = {}
    for names in terms(inquiry, inquiry.said.text):
        having = by_place(sentence for name in names for sentence in inquiry.said.having(name))
        for place, sentences in having.items():
            weight = math.log(places / len(having)) / math.log(max(places, 2))
            found[place] = found.get(place, 0.0) + weight
            if weight > best.get(place, (_TELLING, None))[0]:
                best[place] = (weight, max(sentences, key=lambda sentence: sentence.start))
    return found, {place: [sentence] for place, (_, sentence) in best.items()}


def terms(inquiry: Inquiry, text: str) -> list[tuple[str, ...]]:
    """The content words of a question, each with its names in the text."""
    if inquiry.language == "en":
        return [(topic, *inquiry.also.get(topic, ())) for topic in inquiry.topics]
    from graph.tokens import part_of_speech, segment

    near = near_words(inquiry.wording, text)
    rest = inquiry.wording
    for one in near:
        rest = rest[: one.span.start] + "\0" * (one.span.end - one.span.start) + rest[one.span.end :]
    words = [word for run in rest.split("\0") for word in segment(run) if len(word) > 1 and not re.search(r"\W", word)]
    plain = [word for word in dict.fromkeys(words) if not silent(word, part_of_speech(word))]
    return [*((one.official, *one.others) for one in near), *((word,) for word in plain)]
