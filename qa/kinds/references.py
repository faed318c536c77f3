"""Which other documents the text cites, implements or rests on."""

from graph.model import Span
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.locate import pointed
from qa.phrases import cite, listed, quoted, unit_name
from qa.replies import Reply, stated
from qa.rows import LATEST_DOCUMENTS, Doc, Sentence, rows_of
from qa.scope import LIMIT

REFERENCES = """
MATCH (q)-[:CITES]->(x:Reference) WHERE x.document IN $documents
RETURN x.document AS document, CASE WHEN q:Provision THEN q.id ELSE null END AS provision, x.title AS title,
       x.start AS start, x.stop AS stop, x.quote AS quote
ORDER BY document, start
"""


class Cited(Sentence, frozen=True, kw_only=True):
    """A reference as the graph holds it."""

    title: str


def answer(inquiry: Inquiry) -> Reply:
    """The documents cited, each with the sentence that cites it."""
    if all(doc.outline for doc in inquiry.scope.documents):  # 上位文件是什么: of the documents that have one
        inquiry.focus(rows_of(Doc, inquiry.store, LATEST_DOCUMENTS, limit=LIMIT) or inquiry.scope.documents)
    found = inquiry.read(Cited, REFERENCES, documents=inquiry.scope.keys)
    if inquiry.question.pointers:
        units = pointed(inquiry)
        found = [
            x for x in found if any(x.document == d.key and u.span.covers(Span(x.start, x.stop)) for d, u in units)
        ]
    if not found:
        line = inquiry.say("文件没有引用其他文件。", "The text does not state any other document.")
        return Reply(text=line, answerable=False)
    names = listed([f"《{one.title}》" for one in found], inquiry.language)
    lines = [inquiry.say(f"文件引用了{names}。", f"The text cites {names}.")]
    citations = []
    for one in found[:10]:
        doc, unit = inquiry.doc(one.document), inquiry.unit(one.document, one.provision)
        sentence = next(
            (s for s in inquiry.sentences if s.document == one.document and s.start <= one.start < s.stop), None
        )
        span = Span(sentence.start, sentence.stop) if sentence else Span(one.start, one.stop)
        quote = sentence.quote if sentence else one.quote
        name = unit_name(unit, inquiry.language) if unit else inquiry.say("序言", "preamble")
        line = quoted(quote, name, doc, inquiry.language)
        if line not in lines:
            lines.append(line)
            citations.append(cite(unit, doc, span, quote))
    return stated(lines, citations)


KIND = Kind(
    intent="references",
    examples=("这个意见依据什么文件制定的", "文件引用了哪些文件", "Which document does the opinion implement?"),
    cues=(
        zh(94, "据依贯落",
           r"(?:起草|制定|出台|印发)?所?(?:依据|根据|遵循|贯彻)的(?:中央|国家|上级|上位)?(?:文件|意见|政策)"
           r"(?:是|叫|有)(?:什么|哪)",
        ),
        zh(82, "引参据依贯落提制上承标呼遵",
           r"(?:引用|提到|参照|提及)(?:了)?(?:哪些|什么)(?:其他|别的|上位)?(?:文件|法规|法律|政策)",
           r"(?:依据|根据|按照|贯彻|落实)(?:的)?(?:是)?(?:什么|哪[个些份])(?:文件|意见|精神|上位文件)?(?:制定|出台|印发|来的)?",
           r"(?:依据|根据|按照|贯彻|落实|承接|对标|呼应|遵循)[^,。?]{0,5}?(?:的)?(?:是)?(?:什么|哪[个些份一]{1,2}|上(?:级|面)哪[个份])(?:文件|意见|精神|政策|法规|会议)",
           r"(?:所)?(?:依据|根据|遵循|贯彻|落实)的(?:中央|国家|上级|上位)?(?:文件|意见|政策|精神)(?:是|叫|有)",
           r"(?:上位|上级)(?:文件|政策|依据)(?:叫|是|有)(?:什么|哪)",
           r"制定(?:的)?依据|(?:上位文件|上位法)是(?:什么|哪)",
        ),
        en(82,
           r"\b(?:which|what)\s+(?:\S+\s+){0,3}?(?:documents?|laws?|regulations?|polic(?:y|ies)|opinions?)\b.*\b(?:implement|cite|refer|based|rest|quote|carry\s+out|carries)\w*",
           r"\bimplements?\b(?=.*\b(?:which|what)\b)|\b(?:higher|superior|parent)[\s-]?(?:level)?\s+(?:documents?|polic(?:y|ies))\b|\blegal\s+basis\b",
           r"\b(?:based|rests?)\s+on\s+which\b|\bcites?\b(?!\s+(?:the|a|any|me)\s+(?:clause|passage|sentence|measure|provision|wording))|\breferences?\b",
           r"\bdocuments?\s+(?:does|is)\b.*\b(?:implement|based|cite|mention)\w*",
        ),
    ),
    answer=answer,
)  # fmt: skip
