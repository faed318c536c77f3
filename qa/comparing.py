"""How it is told what became of national provisions: by provision, by relation, and what the result rests on."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from graph.alignments import AlignedRow, Alignment, Relation
from graph.model import Citation
from graph.store import GraphStore
from qa.align import aligned
from qa.alignment_relations import NAMES
from qa.inquiry import Inquiry
from qa.locate import ask_content
from qa.phrases import cite_unit, headed, listed, outline_note, titled, unit_name
from qa.replies import Reply, stated
from qa.rows import Doc, Unit

_ALIGNED: WeakKeyDictionary[object, dict[tuple[str, str], Alignment]] = WeakKeyDictionary()
"""By store and pair of versions: to align takes seconds, and a batch asks of the same pair again."""


class Compared:
    """Two documents of an inquiry with their alignment."""

    def __init__(self, inquiry: Inquiry, national: Doc, local: Doc) -> None:
        """Read the alignment that the graph keeps, or make one."""
        self.inquiry, self.national, self.local = inquiry, national, local
        self.alignment = _alignment(inquiry.store, local.key, national.key)
        self.above = {unit.path: unit for unit in inquiry.units(national.key)}
        self.below = {unit.path: unit for unit in inquiry.units(local.key)}

    def say(self, zh: str, en: str) -> str:
        """The wording in the language of the reply."""
        return self.inquiry.say(zh, en)

    def rows(self, relation: Relation | None = None) -> list[AlignedRow]:
        """The rows with a relation, or all."""
        return [row for row in self.alignment.rows if relation in (None, row.relation) and row.path in self.below]

    def row(self, unit: Unit) -> AlignedRow | None:
        """The row of a provision of the local document."""
        return next((row for row in self.alignment.rows if row.path == unit.path), None)

    def below_of(self, unit: Unit) -> list[AlignedRow]:
        """The rows whose main counterpart is this national provision."""
        return [row for row in self.rows() if unit.path in _mains(row)]

    def touching(self, unit: Unit) -> list[Unit]:
        """The provisions that take up a sentence of a national one, and answer to another in the main."""
        rows = [row for row in self.rows() if unit.path not in _mains(row)]
        return [self.below[row.path] for row in rows if unit.path in [match.path for match in row.matches]]

    def above_of(self, row: AlignedRow) -> list[Unit]:
        """The national provisions that a row answers to in the main."""
        return [self.above[path] for path in _mains(row) if path in self.above]

    def reply(
        self, lines: Sequence[str], citations: Sequence[Citation], *, answerable: bool = True,
        asks: Sequence[str] = (),
    ) -> Reply:  # fmt: skip
        """The lines with what they rest on: computed, and an outline where it is one."""
        told = [
            *lines,
            self.say(
                "（对应关系由本工具按标题、语句和要点比对得出，不是文件写明的。）",
                "(The correspondence is computed from headings, sentences and topics; the texts do not state it.)",
            ),
        ]
        if self.national.outline:
            told.append(outline_note(self.inquiry.language))
        more = self.say("与国家意见相比新增了哪些条款？", "What was added beyond the national opinion?")
        return Reply(
            text="\n".join(told), answerable=answerable, citations=tuple(dict.fromkeys(citations)), basis=("explicit",),
            suggestions=(*asks, more),
        )  # fmt: skip


def _alignment(store: GraphStore, local: str, national: str) -> Alignment:
    known = _ALIGNED.setdefault(store, {})
    if (local, national) not in known:
        known[local, national] = aligned(store, local, national)
    return known[local, national]


def _mains(row: AlignedRow) -> list[tuple[str, ...]]:
    return [match.path for match in row.matches if match.main]


def counterparts(found: Compared, starts: Sequence[tuple[Doc, Unit]]) -> Reply:
    """Where each provision went, or where it comes from, with the reason."""
    lines: list[str] = []
    citations: list[Citation] = []
    met = False
    for doc, unit in starts:
        source, target = titled(doc), titled(found.local if doc is found.national else found.national)
        name = headed(unit, found.inquiry.language)
        if doc is found.national:
            rows = found.below_of(unit)
            others = [(found.below[row.path], row.relation) for row in rows]
        else:
            rows = [row for row in [found.row(unit)] if row]
            others = [(one, row.relation) for row in rows for one in found.above_of(row)]
        citations.append(cite_unit(unit, doc))
        citations += [cite_unit(one, found.local if doc is found.national else found.national) for one, _ in others]
        met = met or bool(others)
        lines.append(_corresponds(found, source, name, target, others))
        if doc is found.national and (touching := found.touching(unit)):
            names = listed([headed(one, found.inquiry.language) for one in touching], found.inquiry.language)
            lines.append(
                found.say(f"另有个别语句或要点见于{names}。", f"A sentence or topic of it is also taken up by {names}.")
            )
            citations += [cite_unit(one, found.local) for one in touching]
        lines += [_because(found, row) for row in rows if others and row.relation in ("adapted", "carried-over")]
        lines += [_because(found, row) for row in rows if not others]
    doc, unit = starts[0]
    following = [one for one in found.inquiry.units(doc.key) if one.number == (starts[-1][1].number or 0) + 1]
    asks = [_asks(found, doc is found.national, one) for one in following]
    return found.reply(lines, citations, answerable=met, asks=[*asks, ask_content(found.inquiry, doc, unit)])


def headings(found: Compared, starts: Sequence[tuple[Doc, Unit]]) -> Reply:
    """What provisions of the two documents are headed, one a line: in the documents' own words, nothing computed."""
    lines = [f"{titled(doc)}{found.say('', ': ')}{headed(unit, found.inquiry.language)}" for doc, unit in starts]
    if any(doc.outline for doc, _ in starts):
        lines.append(outline_note(found.inquiry.language))
    citations = tuple(cite_unit(unit, doc) for doc, unit in starts)
    return stated(lines, citations)


def parts(found: Compared, starts: Sequence[tuple[Doc, Unit]]) -> Reply:
    """Where the measures of a part went, or where they come from: the parts of the other document that hold them."""
    lines: list[str] = []
    citations: list[Citation] = []
    for doc, part in starts:
        forward = doc is found.national
        under = sorted(_counterparts_under(found, part, forward=forward), key=lambda unit: unit.position)
        others = {unit.path: unit for unit in under}
        there, known = (found.local, found.below) if forward else (found.national, found.above)
        over = [known[path] for path in dict.fromkeys(path[:1] for path in others) if path in known]
        source, target, name = titled(doc), titled(there), headed(part, found.inquiry.language)
        citations += [cite_unit(part, doc), *(cite_unit(one, there) for one in (*over, *others.values()))]
        if not over:
            lines.append(_corresponds(found, source, name, target, ()))
            continue
        shown = [_held(found, one, others) for one in over]
        names = listed(shown, found.inquiry.language)
        lines.append(
            found.say(
                f"{source}{name}的各条，对应{target}的{names}。",
                f"The measures of {name} of {source} correspond to {names} of {target}.",
            )
        )
    return found.reply(lines, citations, answerable=len(citations) > len(starts))


def _counterparts_under(found: Compared, part: Unit, *, forward: bool) -> list[Unit]:
    if forward:
        inside = [unit for unit in found.above.values() if unit.number is not None and part.span.covers(unit.span)]
        return [found.below[row.path] for unit in inside for row in found.below_of(unit)]
    inside = [unit for unit in found.below.values() if unit.number is not None and part.span.covers(unit.span)]
    return [one for unit in inside if (row := found.row(unit)) for one in found.above_of(row)]


def _held(found: Compared, part: Unit, others: dict[tuple[str, ...], Unit]) -> str:
    under = [unit_name(unit, found.inquiry.language) for path, unit in others.items() if path[:1] == part.path]
    names = listed(under, found.inquiry.language)
    return headed(part, found.inquiry.language) + found.say(f"（{names}）", f" ({names})")


def _corresponds(found: Compared, source: str, name: str, target: str, others: Sequence[tuple[Unit, Relation]]) -> str:
    if not others:
        return found.say(
            f"{target}中没有找到与{source}{name}明显对应的条款。",
            f"There is no provision of {target} that clearly corresponds to {name} of {source}.",
        )
    shown = [
        headed(one, found.inquiry.language) + found.say(f"（{NAMES[relation].zh}）", f" ({NAMES[relation].en})")
        for one, relation in others
    ]
    names = listed(shown, found.inquiry.language)
    return found.say(
        f"{source}{name}，对应{target}的{names}。",
        f"{name[0].upper()}{name[1:]} of {source} corresponds to {names} of {target}.",
    )


def _because(found: Compared, row: AlignedRow) -> str:
    name = unit_name(found.below[row.path], found.inquiry.language)
    return found.say(f"{name}：{row.reason.zh}", f"{name[0].upper()}{name[1:]}: {row.reason.en}")


def _asks(found: Compared, forward: bool, unit: Unit) -> str:
    if forward:
        return found.say(
            f"国家意见{unit_name(unit, 'zh')}对应哪几条？", f"What does national {unit_name(unit, 'en')} correspond to?"
        )
    return found.say(
        f"{unit_name(unit, 'zh')}对应国家意见的哪一条？",
        f"Which provision of the national opinion does {unit_name(unit, 'en')} correspond to?",
    )


def related(found: Compared, local: Unit, national: Unit) -> Reply:
    """How one provision of either document stands to one of the other."""
    row = found.row(local)
    met = row is not None and national.path in [match.path for match in row.matches]
    mine, theirs = (headed(unit, found.inquiry.language) for unit in (local, national))
    citations = [cite_unit(national, found.national), cite_unit(local, found.local)]
    if row is None or not met:
        line = found.say(
            f"{titled(found.local)}{mine}与{titled(found.national)}{theirs}不对应。",
            f"{mine[0].upper()}{mine[1:]} of {titled(found.local)} does not correspond to {theirs} of "
            f"{titled(found.national)}.",
        )
        rest = counterparts(found, [(found.local, local), (found.national, national)])
        lines = [line, *rest.text.split("\n")[: -2 if found.national.outline else -1]]
        return found.reply(lines, [*citations, *rest.citations])
    main = national.path in _mains(row)
    name = NAMES[row.relation]
    line = found.say(
        f"{titled(found.local)}{mine}与{titled(found.national)}{theirs}"
        + (f"对应，关系是{name.zh}。" if main else "只有个别语句对应。"),
        f"{mine[0].upper()}{mine[1:]} of {titled(found.local)} "
        + (f"corresponds to {theirs}: {name.en}." if main else f"only takes up a sentence of {theirs}."),
    )
    return found.reply([line, _because(found, row)], citations, asks=[_asks(found, True, national)])


def of_relation(found: Compared, relation: Relation) -> Reply:
    """The provisions with one relation, each with its counterparts where they are split or merged."""
    rows = found.rows(relation)
    if relation == "added":
        return _added(found, rows)
    name = NAMES[relation]
    if not rows:
        line = found.say(
            f"{titled(found.local)}没有{name.zh}的条款。", f"No provision of {titled(found.local)} is {name.en}."
        )
        return found.reply(
            [line, *by_relation(found)], [cite_unit(found.below[row.path], found.local) for row in found.rows()]
        )
    lines = [_of_one(found, relation, rows)]
    citations = [cite_unit(found.below[row.path], found.local) for row in rows]
    if relation == "split":
        for unit in dict.fromkeys(one for row in rows for one in found.above_of(row)):
            parts = listed(
                [headed(found.below[row.path], found.inquiry.language) for row in found.below_of(unit)],
                found.inquiry.language,
            )
            lines.append(
                found.say(
                    f"国家{headed(unit, 'zh')}分在{parts}。",
                    f"National {headed(unit, 'en')} is shared by {parts}.",
                )
            )
            citations.append(cite_unit(unit, found.national))
    if relation == "merged":
        for row in rows:
            units = found.above_of(row)
            parts = listed([headed(unit, found.inquiry.language) for unit in units], found.inquiry.language)
            mine = headed(found.below[row.path], found.inquiry.language)
            lines.append(
                found.say(f"{mine}由国家{parts}并成。", f"{mine[0].upper()}{mine[1:]} is made of national {parts}.")
            )
            citations += [cite_unit(unit, found.national) for unit in units]
    return found.reply(lines, citations)


def _of_one(found: Compared, relation: Relation, rows: Sequence[AlignedRow]) -> str:
    names = listed([unit_name(found.below[row.path], found.inquiry.language) for row in rows], found.inquiry.language)
    name = NAMES[relation]
    return found.say(f"{name.zh}{len(rows)}条：{names}。", f"{name.en}: {len(rows)} ({names}).")


def by_relation(found: Compared) -> list[str]:
    """A line a relation that occurs."""
    return [_of_one(found, one, rows) for one in NAMES if one and (rows := found.rows(one))]


def _added(found: Compared, rows: Sequence[AlignedRow]) -> Reply:
    new = [found.below[row.path] for row in rows]
    if new:
        names = listed([headed(unit, found.inquiry.language) for unit in new], found.inquiry.language)
        line = found.say(
            f"{titled(found.local)}中没有国家文件对应条款的是{names}。",
            f"These provisions of {titled(found.local)} have no counterpart in the national document: {names}.",
        )
    else:
        line = found.say(
            f"{titled(found.local)}的{len(found.alignment.rows)}条都能在国家文件中找到对应的条款，没有整条新增的。",
            f"All {len(found.alignment.rows)} provisions of {titled(found.local)} have a counterpart in the national "
            "document; none is wholly new.",
        )
    lines = [line, *by_relation(found)]
    if found.national.outline:
        lines.append(
            found.say(
                "国家文件在图谱中只有提要，条款以内新增的具体内容无法据此判断。",
                "The graph holds the national document as an outline only, so what is new inside a provision can't be "
                "told from it.",
            )
        )
    cited = new or [found.below[row.path] for row in found.rows()]
    return found.reply(lines, [cite_unit(unit, found.local) for unit in cited])


def dropped(found: Compared) -> Reply:
    """The national provisions that have no counterpart."""
    gone = [found.above[one.path] for one in found.alignment.dropped if one.path in found.above]
    if gone:
        names = listed([headed(unit, found.inquiry.language) for unit in gone], found.inquiry.language)
        line = found.say(
            f"国家文件中没有找到对应条款的是{names}。", f"National provisions without a counterpart: {names}."
        )
    else:
        line = found.say(
            f"国家文件的各条在{titled(found.local)}中都有对应的条款。",
            f"Every provision of the national document has a counterpart in {titled(found.local)}.",
        )
    unmet = [(row, row.reason) for row in found.rows() if row.missing and row.relation == "adapted"]
    lines = [line, *by_relation(found)]
    if unmet:
        what = ("要点", "topics") if found.alignment.outline else ("语句", "sentences")
        lines.append(found.say(f"条款以内未见的{what[0]}：", f"{what[1].capitalize()} not met inside provisions:"))
        lines += [_because(found, row) for row, _ in unmet]
    cited = gone or [unit for unit in found.above.values() if unit.number is not None]
    return found.reply(lines, [cite_unit(unit, found.national) for unit in cited])


def everything(found: Compared) -> Reply:
    """The whole comparison by relation."""
    lead = found.say(
        f"{titled(found.local)}与国家文件逐条对照的结果：",
        f"{titled(found.local)} beside the national document, row by row:",
    )
    units = [found.below[row.path] for row in found.rows()]
    return found.reply([lead, *by_relation(found)], [cite_unit(unit, found.local) for unit in units])
