"""What stands beside the paper, as HTML: of the chosen provision, or of the document where none is chosen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from graph.model import Role, Span
from qa.alignment_relations import NAMES as RELATION_NAMES
from qa.duties import led
from qa.panel import Counterpart, Panel
from qa.phrases import ROLES, numbered, unit_name
from qa.reader import MarkKind, Reading
from qa.rows import Aim, Duty, Unit
from qa.similar import Similar
from ui.web.events import event_line
from ui.web.markup import badge, escape, link, read_href
from ui.web.paper import kind_names
from ui.web.words import language, likely, say

if TYPE_CHECKING:  # it brings what infers, which takes long to load
    from qa.inference import Suggestion

_ROLES: Sequence[Role] = ("lead", "responsible", "implementer", "participant", "coordinator", "host")
_ROLES_EN: Mapping[Role, str] = {
    "lead": "Lead", "responsible": "Responsible", "implementer": "Carrying out", "participant": "Taking part",
    "coordinator": "Coordinating", "host": "Office seated in",
}  # fmt: skip
_SHOWN, _TITLE = 8, 60


def provision_panel(panel: Panel, reading: Reading, suggested: Sequence["Suggestion"]) -> str:
    """All that is known of the chosen provision, and the rule that marks it on the paper."""
    unit = panel.unit
    sections = (
        _duties(panel, reading), _whole(panel, reading), _confirmed(panel),
        _section(say("目标与时限", "Targets and deadlines"), (_aim(each, panel, reading) for each in panel.aims)),
        _places(panel, reading),
        *(_named(panel, reading, kind) for kind in ("prohibition", "programme", "reference")),
        _counterparts(panel, above=True), _counterparts(panel, above=False),
        _inferred(suggested), _similar(panel.similar),
        _section(say("审核记录", "Reviewed by staff"), map(event_line, panel.reviews)),
        _elsewhere(unit, reading),
    )  # fmt: skip
    rule = f".pg-paper .pg-in-{unit.position}::before {{ content: ''; }}"
    return f"<style>{rule}</style>" + _panel(unit_name(unit, language()), unit.title, "".join(sections))


def _panel(name: str, title: str, body: str) -> str:
    """What folds on a narrow screen: a name and a title, and all the rest."""
    shown = title if len(title) <= _TITLE else f"{title[:_TITLE]}…"
    return (
        f'<details class="pg-panel" data-open-wide><summary><span class="pg-panel-name">{escape(name)}</span> '
        f'<span class="pg-panel-title" lang="zh-CN">{escape(shown)}</span></summary>'
        f'<div class="pg-panel-body">{body}</div></details>'
    )


def document_panel(reading: Reading) -> str:
    """What the document is, where no provision is chosen."""
    doc, version = reading.document, reading.version
    facts = (
        (say("文号", "Number"), doc.doc_number), (say("发文机关", "Issued by"), "、".join(doc.issuers)),
        (say("日期", "Date"), doc.date), (say("文种", "Genre"), doc.genre),
        (say("通知标题", "Notice"), doc.notice_title),
        (say("条款", "Provisions"), str(len(reading.units))),
        (say("版本", "Version"), say(f"第 {version.number} 版", str(version.number))),
        (say("来源", "Source"), version.source), (say("导入时间", "Read on"), version.ingested[:10]),
        (say("校验码", "SHA-256"), version.sha256[:12]),
    )  # fmt: skip
    rows = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
    hint = say(
        "点击条款标题或目录，查看这一条的分工、目标和对应的国家文件。", "Click a heading to see who does what by when."
    )
    body = f'{_outline_note(reading)}<dl>{rows}</dl><p class="pg-aside">{hint}</p>'
    return _panel(say("文件", "Document"), doc.title, body)


def _outline_note(reading: Reading) -> str:
    """That the text is a summary in our own words, where it is."""
    if not reading.document.outline:
        return ""
    words = say(
        "提要：由本项目用自己的话写成，不是文件原文，请以正式公布的全文为准。",
        "An outline in our own words, not the document's text.",
    )
    return f'<p class="pg-note pg-note-outline">{words}</p>'


def _section(name: str, entries: Iterable[str], note: str = "") -> str:
    """Entries under a heading, the first few at once; nothing where there are none. ``note`` is our own words."""
    found = [f"<li>{entry}</li>" for entry in entries]
    if not found:
        return ""
    aside = f'<p class="pg-aside">{escape(note)}</p>' if note else ""
    more = ""
    if len(found) > _SHOWN:
        summary = say(f"其余 {len(found) - _SHOWN} 项", f"{len(found) - _SHOWN} more")
        rest = "".join(found[_SHOWN:])
        more = f'<details class="pg-more"><summary>{summary}</summary><ul>{rest}</ul></details>'
    first = "".join(found[:_SHOWN])
    return f'<section><h3 class="pg-small">{name}</h3>{aside}<ul class="pg-facts-list">{first}</ul>{more}</section>'


# --- who does it ---------------------------------------------------------------------------------------------


def _duties(panel: Panel, reading: Reading) -> str:
    inside = _section(say("其下各条写明的分工", "Assigned by the provisions inside"), _of_inner(panel.inside, reading))
    if inside and not panel.own:
        return inside
    stated = panel.own or panel.above
    entries = list(_by_role(stated, reading))
    if not any(duty.role == "lead" for duty in stated):
        entries.insert(0, f"<strong>{say('牵头单位', 'Lead')}</strong> {badge('', language())}")
    note = ""
    if panel.above:
        around = reading.unit(panel.above[0].provision)
        name = unit_name(around, language()) if around else ""
        note = say(f"写在上一级：{name}", f"Stated by {name}, around this one")
    return _section(say("责任分工", "Who does it"), entries, note) + inside


def _by_role(duties: Sequence[Duty], reading: Reading) -> Iterable[str]:
    for role in _ROLES:
        held = [duty for duty in duties if duty.role == role]
        for basis in dict.fromkeys(duty.basis for duty in held):
            names = "、".join(dict.fromkeys(_name(duty, reading) for duty in held if duty.basis == basis))
            open_end = say("等", " and others") if any(duty.open_ended for duty in held) else ""
            yield f"<strong>{_role(role)}</strong> {names}{open_end} {badge(basis, language())}"


def _role(role: Role) -> str:
    return ROLES["zh"][role] if language() == "zh" else _ROLES_EN[role]


def _name(duty: Duty, reading: Reading) -> str:
    """The body as printed, as a link to the words that say so, with what it leads where that is less than all."""
    unit = reading.unit(duty.provision)
    thing = led(duty) if duty.role == "lead" and duty.notation == "prose" else None
    words = f"{duty.name}（{thing}）" if thing else duty.name
    english = f" ({escape(duty.name_en)})" if language() == "en" and duty.name_en else ""
    if duty.notation == "review":
        return escape(words) + english
    at = _at(reading, unit, Span(duty.start, duty.stop))
    return link(at, words, "pg-source") + english


def _of_inner(duties: Sequence[Duty], reading: Reading) -> list[str]:
    by_unit: dict[str, list[Duty]] = {}
    for duty in duties:
        by_unit.setdefault(duty.provision or "", []).append(duty)
    entries = []
    for identity, held in by_unit.items():
        unit = reading.unit(identity)
        if unit is not None:
            place = link(read_href(reading.document.identity, unit.path), unit_name(unit, language()))
            entries.append(f"{place}：{'；'.join(_by_role(held, reading))}")
    return entries


def _whole(panel: Panel, reading: Reading) -> str:
    coordinating = [duty for duty in panel.whole if duty.role == "coordinator"]
    note = say("对整份文件的安排，不是对本条的分工", "Of the whole document, not an assignment of this provision")
    return _section(say("总体协调", "Coordinating the whole"), _by_role(coordinating, reading), note)


def _confirmed(panel: Panel) -> str:
    entries = (
        f"{escape(fact.name)} {badge('confirmed', language())}<br><small>"
        + say(f"由{escape(fact.who)}于{fact.at[:10]}确认", f"confirmed by {escape(fact.who)} on {fact.at[:10]}")
        + (f"：{escape(fact.why)}" if fact.why else "")
        + "</small>"
        for fact in panel.confirmed
    )
    return _section(say("由人确认", "Confirmed by staff"), entries)


# --- what and where --------------------------------------------------------------------------------------------


def _aim(aim: Aim, panel: Panel, reading: Reading) -> str:
    what = aim.metric or aim.quote
    figure = f" {_COMPARED.get(aim.comparator or '', '')}{aim.value}{aim.unit or ''}" if aim.value else ""
    due = escape(aim.deadline_text) if aim.deadline_text else say("时限未明确", "no deadline stated")
    return f"{link(_at(reading, panel.unit, aim.span), what + figure, 'pg-source')} · {due}"


_COMPARED: Mapping[str, str] = {">=": "≥ ", "<=": "≤ ", "~": "约 "}


def _places(panel: Panel, reading: Reading) -> str:
    asked: dict[str, list[str]] = {}
    for each in panel.asked:
        asked.setdefault(each.place, []).append(link(_at(reading, panel.unit, each.span), each.quote, "pg-source"))
    found = {each.name: each for each in panel.found if each.kind == "place"}
    entries = [
        (f"<strong>{escape(name)}</strong> " + "；".join(asked[name]))
        if name in asked
        else link(_at(reading, panel.unit, each.span), name, "pg-source")
        for name, each in found.items()
    ]
    return _section(say("地方", "Places"), entries)


def _named(panel: Panel, reading: Reading, kind: MarkKind) -> str:
    found = {each.name: each for each in panel.found if each.kind == kind}
    entries = (link(_at(reading, panel.unit, each.span), name, "pg-source") for name, each in found.items())
    return _section(kind_names()[kind], entries)


def _at(reading: Reading, unit: Unit | None, span: Span) -> str:
    """The address of some characters of the document."""
    return read_href(reading.document.identity, unit.path if unit else (), span)


# --- in other documents ------------------------------------------------------------------------------------------


def _counterparts(panel: Panel, *, above: bool) -> str:
    found = [each for each in panel.counterparts if each.above == above]
    name = say("上级文件怎么说", "In the higher document") if above else say("下级文件的对应", "In lower documents")
    note = say("由本工具比对得出，不是文件写明的", "Computed, not stated by the texts")
    return _section(name, map(_counterpart, found), note)


def _counterpart(each: Counterpart) -> str:
    place = f"{numbered(each.number, each.path, language())} {each.heading}"
    names = RELATION_NAMES[each.relation]
    relation = f'<span class="pg-relation pg-relation-{each.relation}">{say(names.zh, names.en)}</span>'
    parts = [f"{link(read_href(each.document, each.path), place)} {relation}"]
    if not each.main:
        parts.append(say("只取了其中一部分", "a part of it only"))
    if each.differences:
        parts.append(say(f"{each.differences} 处不同", f"{each.differences} differences"))
    if each.outline:
        parts.append(say("提要，不是原文", "an outline, not the text"))
    return " · ".join(parts) + f"<br><small>《{escape(each.title)}》</small>"


def _similar(found: Sequence[Similar]) -> str:
    note = say("按用词和意思算出，供参考", "Computed from wording and meaning, for reference")
    entries = (
        f"{link(read_href(each.document, each.path), f'{numbered(each.number, each.path, language())} {each.heading}')}"
        f" · {say('相近', 'likeness')} {each.likeness:.2f}<br><small>《{escape(each.title)}》</small>"
        for each in found
    )
    return _section(say("其他文件的相近条款", "Similar provisions elsewhere"), entries, note)


def _inferred(suggested: Sequence["Suggestion"]) -> str:
    note = say("由部门职责推断，不是原文，须核实", "From mandates, not stated by the text; to be checked")
    entries = (
        f'<span class="pg-guessed">{escape(each.department)}</span> {badge("inferred", language())} '
        f"<span class='pg-sure'>{likely(each.right)}</span>"
        f"<br><small>{say('职责', 'mandate')}“{escape(each.mandate)}”{say('对应', ' meets ')}"
        f"“{escape(' '.join(each.quote.split()))}”</small>"
        for each in suggested
    )
    return _section(say("可能相关的部门", "Departments it may concern"), entries, note)


def _elsewhere(unit: Unit, reading: Reading) -> str:
    """Where to go on from here."""
    focus = urlencode({"doc": reading.document.identity, "focus": unit.id})
    asked = say(f"{unit_name(unit, 'zh')}谁牵头？", f"Who leads {unit_name(unit, 'en')}?")
    links = [link(f"picture?{focus}", say("看图谱", "See the graph"), "pg-plain")]
    if unit.number is not None and not reading.document.outline:
        links.insert(0, link("?" + urlencode({"q": asked}), say("问“谁牵头”", "Ask who leads"), "pg-plain"))
    return f'<p class="pg-card-foot">{"".join(links)}</p>'
