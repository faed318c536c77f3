"""From what a question names to provisions: by number and path, or by its words in the text."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from graph.model import Span
from qa.concordance import Concordances, Place, by_place
from qa.inquiry import Inquiry
from qa.phrases import cite_unit, han, headed, listed, titled, unit_name
from qa.pointers import Pointer, Step
from qa.replies import Refused, Reply
from qa.rows import DOCUMENTS_OF_TEXTS, UNIT_BY_NUMBER, Doc, Sentence, Unit, rows_of
from qa.scope import LIMIT
from qa.topics import pieces, plainer

_OF_EACH = r"(?i)[两二三几]个?[份个](?:文件|方案|意见|通知|计划|办法)|各[讲说写是由有]|分别|\b(?:both|each|two)\b"
_OFFERED = 10
"""Documents looked through for another provision of the number asked for."""
_UNNAMED = ("问题没有点明文件", "The question names no document")
_SUPPLEMENTED = 6
"""Characters from which a topic may have its first words in a heading."""
_ITEMS = ("item", "subitem", "point")


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A provision (None: preamble or closing) that speaks of the topics, with the sentences that do.

    ``exact``: every topic stands there in the question's own words.
    """

    doc: Doc
    unit: Unit | None
    sentences: tuple[Sentence, ...]
    exact: bool


# --- by number -----------------------------------------------------------------------------------------------


def pointed(inquiry: Inquiry) -> list[tuple[Doc, Unit]]:
    """The provisions that the question points at, all of one document; `Refused` where there is none such.

    Of several documents the first (best, most recent) that has the provision answers; of several that the
    question names and asks of each alike (两个方案的第十项各讲什么), each that has it.
    """
    found: list[tuple[Doc, Unit]] = []
    documents: Sequence[Doc] = inquiry.scope.documents
    if inquiry.scope.named and 1 < len(documents) <= _OFFERED and inquiry.question.matches(_OF_EACH):
        each = [(doc, resolve(inquiry, doc, pointer)) for doc in documents for pointer in inquiry.question.pointers]
        if found := [(doc, unit) for doc, unit in each if unit]:
            return found
    for pointer in inquiry.question.pointers:
        for doc in documents:
            unit = resolve(inquiry, doc, pointer)
            if unit:
                found.append((doc, unit))
                documents = (doc,)
                break
    if not found:
        raise Refused(no_such(inquiry, inquiry.document, inquiry.question.pointers[0]))
    if inquiry.scope.either or (not inquiry.scope.named and inquiry.scope.total > 1):
        _tell_others(inquiry, found[0][0])
    return found


def _tell_others(inquiry: Inquiry, taken: Doc) -> None:
    """Say which document was taken, and offer the others that have such a provision."""
    pointer = inquiry.question.pointers[0]
    others = [doc for doc in inquiry.scope.documents[:_OFFERED] if doc.key != taken.key]
    others = [doc for doc in others if _has(inquiry, doc, pointer)]
    if not others:
        return
    names = listed(map(titled, others), inquiry.language)
    if len(inquiry.scope.documents) > _OFFERED:
        names += inquiry.say("等", " and others")
    why = (
        ("问题的说法不止符合一份文件", "The question's words fit more than one document")
        if inquiry.scope.either
        else _UNNAMED
    )
    inquiry.note(
        f"{why[0]}，以上按{titled(taken)}回答；{names}也有这一条，需要时请写出题名或文号。",
        f"{why[1]}; this is from {titled(taken)}. {names} has such a provision too: name it to ask of it.",
    )
    step = pointer[-1]
    for doc in others[:2]:
        inquiry.offer(
            f"{titled(doc)}{_asked(step, 'zh')}主要讲了什么？",
            f"What does {_asked(step, 'en')} of {titled(doc)} say?",
        )


def _has(inquiry: Inquiry, doc: Doc, pointer: Pointer) -> bool:
    query = inquiry.query
    found = resolve(inquiry, doc, pointer) is not None
    inquiry.query = query
    return found


def children(inquiry: Inquiry, doc: Doc, unit: Unit) -> list[Unit]:
    """The provisions right under one."""
    depth = len(unit.path) + 1
    return [one for one in inquiry.units(doc.key) if unit.span.covers(one.span) and len(one.path) == depth]


def missing(inquiry: Inquiry, doc: Doc) -> list[Pointer]:
    """The pointers of the question that lead nowhere in the document."""
    return [pointer for pointer in inquiry.question.pointers if resolve(inquiry, doc, pointer) is None]


def resolve(inquiry: Inquiry, doc: Doc, pointer: Pointer) -> Unit | None:
    """The provision at the end of a pointer's steps in a document."""
    if len(pointer) == 1 and pointer[0].unit == "number" and pointer[0].ordinal > 0:
        found = inquiry.look_up(Unit, UNIT_BY_NUMBER, document=doc.key, number=pointer[0].ordinal)
        if found:
            return found[0]
    units = inquiry.units(doc.key)
    inside: Unit | None = None
    for step in pointer:
        inside = _step(units, inside, step)
        if inside is None:
            return None
    return inside


def _step(units: Sequence[Unit], inside: Unit | None, step: Step) -> Unit | None:
    scope = [unit for unit in units if inside is None or (inside.span.covers(unit.span) and unit is not inside)]
    if step.unit == "bracket":
        labelled = [unit for unit in scope if unit.ordinal == step.ordinal and unit.path[-1][:1] in "（("]
        if labelled:
            return min(labelled, key=lambda unit: (unit.number != step.ordinal, len(unit.path), unit.position))
    if step.unit in ("number", "bracket"):
        series = [unit for unit in scope if unit.number is not None]
        if step.ordinal < 0:
            return series[step.ordinal] if len(series) >= -step.ordinal else None
        exact = [unit for unit in series if unit.number == step.ordinal]
        labelled = [unit for unit in scope if unit.ordinal == step.ordinal and unit.level in ("measure", "article")]
        if exact or labelled or inside is None:
            return next(iter(exact or labelled), None)
        nested = [unit for unit in scope if len(unit.path) == len(inside.path) + 1]
        return nested[step.ordinal - 1] if 0 < step.ordinal <= len(nested) else None
    if step.unit == "attachment":
        ranked = [unit for unit in scope if unit.level == "attachment"]
    elif step.unit == "item":
        depths = sorted({len(unit.path) for unit in scope if unit.level in _ITEMS})
        ranked = [unit for depth in depths for unit in scope if len(unit.path) == depth and unit.level in _ITEMS]
    else:
        ranked = [unit for unit in scope if unit.level == step.unit] or [unit for unit in scope if len(unit.path) == 1]
    if step.ordinal < 0:
        return ranked[step.ordinal] if len(ranked) >= -step.ordinal else None
    if step.unit == "item" and inside is None and not ranked:  # the document's measures are its items
        ranked = [unit for unit in scope if unit.number is not None]
    return next((unit for unit in ranked if unit.ordinal == step.ordinal), None)


def no_such(inquiry: Inquiry, doc: Doc, pointer: Pointer) -> Reply:
    """There is no such provision: what the document has instead."""
    units = inquiry.units(doc.key)
    step, within = pointer[-1], pointer[:-1]
    outer = resolve(inquiry, doc, within) if within else None
    if outer is not None:
        children = [unit for unit in units if outer.span.covers(unit.span) and len(unit.path) == len(outer.path) + 1]
        zh, en = unit_name(outer, "zh"), unit_name(outer, "en")
        return Reply(
            text=inquiry.say(
                f"{titled(doc)}{zh}没有{_asked(step, 'zh')}：{zh}"
                + (f"下面共有{len(children)}项。" if children else "下面没有再分项。"),
                f"There is no {_asked(step, 'en')} in {en} of {titled(doc)}: {en} "
                + (f"has {len(children)} provisions under it." if children else "is not divided further."),
            ),
            answerable=False,
            citations=(cite_unit(outer, doc),),
            suggestions=(ask_content(inquiry, doc, outer),),
        )
    return Reply(
        text=inquiry.say(
            f"{titled(doc)}没有{_asked(step, 'zh')}。{extent(inquiry, doc)}",
            f"There is no {_asked(step, 'en')} in {titled(doc)}. {extent(inquiry, doc)}",
        ),
        answerable=False,
        suggestions=tuple(ask_content(inquiry, doc, unit) for unit in _ends(units)),
    )


def extent(inquiry: Inquiry, doc: Doc) -> str:
    """How many provisions a document has and how they are numbered, as a sentence."""
    units = inquiry.units(doc.key)
    series = [unit for unit in units if unit.number is not None]
    parts = sum(unit.level in ("part", "chapter") for unit in units)
    if not series:
        return inquiry.say(
            f"全文共{parts}个部分，没有贯穿全文的条号。", f"It has {parts} parts and no series of measures."
        )
    first, last = series[0].number or 0, series[-1].number or 0
    return inquiry.say(
        f"全文共{len(series)}条，编号从第{han(first)}条到第{han(last)}条" + (f"，分{parts}个部分。" if parts else "。"),
        f"It has {len(series)} measures, numbered {first} to {last}" + (f", in {parts} parts." if parts else "."),
    )


def ask_content(inquiry: Inquiry, doc: Doc, unit: Unit) -> str:
    """A further question that has an answer: what a provision says."""
    prefix = "" if inquiry.scope.total <= 1 and not doc.outline else f"《{doc.title}》"
    if inquiry.language == "zh":
        return f"{prefix}{unit_name(unit, 'zh')}主要讲了什么？"
    return f"What does {unit_name(unit, 'en')}{' of ' + prefix if prefix else ''} say?"


def _ends(units: Sequence[Unit]) -> list[Unit]:
    series = [unit for unit in units if unit.number is not None] or list(units)
    return [series[0], series[-1]] if len(series) > 1 else list(series)


def _asked(step: Step, language: str) -> str:
    if language == "en":
        return f"{'measure' if step.unit in ('number', 'bracket') else step.unit} {step.ordinal}"
    names = {"number": "条", "bracket": "条", "part": "部分", "chapter": "章", "item": "项"}
    if step.unit == "attachment":
        return f"附件{step.ordinal}"
    return f"第{han(step.ordinal)}{names[step.unit]}" if step.ordinal >= 0 else "这样的条款"


# --- by words ------------------------------------------------------------------------------------------------


def located(inquiry: Inquiry, topics: Sequence[str], *, within: Unit | None = None) -> list[Hit]:
    """The provisions that speak of all the topics, in the documents' order, the closest wording only.

    A topic is met by its own words, or by pieces of them in one sentence (老旧小区改造 by 老旧小区更新改造).
    """
    if not topics:
        return []
    narrow(inquiry, topics)
    for wording in dict.fromkeys((tuple(topics), tuple(map(plainer, topics)))):
        if found := _located(inquiry, wording, within):
            return found
    plain = [plainer(topic) for topic in topics]
    return _in_context(inquiry, plain, within) or _under_headings(inquiry, plain, within)


def _under_headings(inquiry: Inquiry, topics: Sequence[str], within: Unit | None) -> list[Hit]:
    """Sentences that have some of the topics, the others being in the headings that they stand under."""
    hits: list[Hit] = []
    met: dict[Sentence, list[str]] = {}
    for topic in topics if len(topics) > 1 else ():
        for sentence in inquiry.said.pieced(topic):
            met.setdefault(sentence, []).append(topic)
    for sentence, own in sorted(met.items(), key=lambda item: (item[0].document, item[0].start)):
        if not _covers(within, sentence):
            continue
        at = Span(sentence.start, sentence.stop)
        over = [unit for unit in inquiry.units(sentence.document) if unit.span.covers(at)]
        headings = " ".join([inquiry.doc(sentence.document).title, *(unit.title for unit in over)])
        if over and all(topic in own or topic in headings for topic in topics):
            unit = inquiry.unit(sentence.document, sentence.provision)
            hits.append(Hit(doc=inquiry.doc(sentence.document), unit=unit, sentences=(sentence,), exact=False))
    return hits[:3]


def _in_context(inquiry: Inquiry, topics: Sequence[str], within: Unit | None) -> list[Hit]:
    """Sentences that have most of a long topic, its other words being in the heading or the document's title."""
    hits: list[Hit] = []
    if all(len(topic) < _SUPPLEMENTED for topic in topics):
        return hits
    for sentence in inquiry.said.having(max(topics, key=len)[-2:]):  # the end of a topic is never its context
        if not _covers(within, sentence):
            continue
        doc, unit = inquiry.doc(sentence.document), inquiry.unit(sentence.document, sentence.provision)
        around = doc.title + (unit.title if unit else "")
        if unit and all(supplemented(topic, sentence.quote, around) for topic in topics):
            hits.append(Hit(doc=doc, unit=unit, sentences=(sentence,), exact=False))
    return hits[:3]


def supplemented(topic: str, quote: str, around: str) -> bool:
    """Whether a long topic stands in a sentence but for its first words, which stand in the words around it."""
    if len(topic) < _SUPPLEMENTED:
        return topic in quote
    return any(topic[:cut] in around and _pieced(topic[cut:], quote) for cut in range(2, len(topic) - 3))


def _covers(within: Unit | None, sentence: Sentence) -> bool:
    if within is None:
        return True
    return sentence.document == within.document and within.span.covers(Span(sentence.start, sentence.stop))


def _located(inquiry: Inquiry, topics: Sequence[str], within: Unit | None) -> list[Hit]:
    """The provisions that have all topics by a name of theirs; where there is none, those that have some in pieces."""
    named = [_met(inquiry.said.naming(topic, *inquiry.also.get(topic, ())), within) for topic in topics]
    if hits := _having_all(inquiry, topics, named, exact=True):
        return hits
    pieced = [_met(inquiry.said.pieced(topic, _most_pieces(topic)), within) for topic in topics]
    met = [{**in_pieces, **whole} for in_pieces, whole in zip(pieced, named, strict=True)]
    return _having_all(inquiry, topics, met, exact=False)


def _met(sentences: Iterable[Sentence], within: Unit | None) -> dict[Place, list[Sentence]]:
    return by_place(sentence for sentence in sentences if _covers(within, sentence))


def _having_all(
    inquiry: Inquiry, topics: Sequence[str], met: Sequence[Mapping[Place, list[Sentence]]], *, exact: bool
) -> list[Hit]:
    """The provisions that meet every topic, with the sentences that meet all or else any, of the rarest first."""
    shared = set(met[0]).intersection(*met[1:])
    hits: list[Hit] = []
    for place in (place for place in inquiry.said.places if place in shared):
        each = sorted((found[place] for found in met), key=len)
        meeting = dict.fromkeys(sentence for found in each for sentence in found)
        both = [sentence for sentence in meeting if all(_says(sentence.quote, topic) for topic in topics)]
        sentences = sorted(both, key=lambda sentence: sentence.start) or meeting
        doc, unit = inquiry.doc(place[0]), inquiry.unit(*place)
        hits.append(Hit(doc=doc, unit=unit, sentences=tuple(sentences), exact=exact))
    return hits


def _says(quote: str, topic: str) -> bool:
    return topic.lower() in quote.lower() or _pieced(topic, quote)


def _most_pieces(topic: str) -> int:
    return max(2, len(topic) // 3)


def _pieced(topic: str, text: str) -> bool:
    found = pieces(topic, text)
    return found is not None and len(found) <= _most_pieces(topic)


def narrow(inquiry: Inquiry, topics: Iterable[str]) -> None:
    """In a graph of many documents, keep those that the word index finds for the topics."""
    if not inquiry.scope.complete and (documents := _nominated(inquiry, topics)):
        inquiry.focus(documents)


def searched_text(inquiry: Inquiry, topics: Iterable[str]) -> str:
    """All that the documents say in which the topics are looked for, headings and titles too."""
    if inquiry.scope.complete:
        return _worded(inquiry.scope.documents, inquiry.said)
    documents = _nominated(inquiry, topics)
    return _worded(documents, inquiry.said_in(documents))


def _worded(documents: Sequence[Doc], said: Concordances) -> str:
    return "\n".join([*(doc.title for doc in documents), said.text])


def _nominated(inquiry: Inquiry, topics: Iterable[str]) -> list[Doc]:
    from graph.tokens import tokenise

    words = tuple(word for topic in topics for word in tokenise(topic))
    if words not in inquiry.nominated:
        texts = inquiry.store.matching(words, 50)
        inquiry.nominated[words] = rows_of(Doc, inquiry.store, DOCUMENTS_OF_TEXTS, texts=texts, limit=LIMIT)
    return inquiry.nominated[words]


def where(hits: Sequence[Hit], inquiry: Inquiry) -> str:
    """第九条《…》、第十条《…》 with the document's title where the graph holds several."""
    names = []
    for hit in hits:
        prefix = titled(hit.doc) if len(inquiry.scope.documents) > 1 else ""
        place = headed(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "the preamble or closing")
        names.append(prefix + place)
    return inquiry.say("、", ", ").join(dict.fromkeys(names))
