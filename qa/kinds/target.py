"""Targets and deadlines: of a provision, of a topic, by a year, of the whole."""

import re

import msgspec

from graph.model import Citation
from qa.absence import not_in_text
from qa.aims import MONEY, TARGETS, WHEN, Aim, lacking, wanted
from qa.duties import subjects
from qa.figures import figured
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.kinds.responsible import by_roles
from qa.locate import Hit, located, narrow, pointed, supplemented
from qa.phrases import cite, cite_unit, headed, listed, outline_note, quoted, unit_name
from qa.replies import Reply
from qa.rows import Sentence
from qa.said import carried_on
from qa.topics import pieces, plainer

_SHOWN = 12
_DAY = r"(?i)哪[一]?[年天日]|何年|哪个?月|几[年月]|\b(?:what|which)\s+(?:date|year|day)\b|\bdate\b"
_YEAR_WORDS = r"(?:19|20)\d{2}年?(?:底|末|初)?(?:之?前)?"
_EACH = r"(?i)各(?:是|为|自|有)?(?:多少|几)|分别|\beach\b|\brespectively\b"
_WITHOUT = (
    r"(?i)哪[些几]?(?:条|项|措施).{0,4}(?:没有?|未|无)|(?:没有?|未|无)(?:写明|明确|设定|给出)?.{0,6}的(?:有|是)?哪"
    r"|\b(?:which|how many)\s+(?:measures|provisions|articles)\b.*\b(?:no|not|without)\b"
)
_DUTIES = r"(?i)牵头|负责|责任单位|配合|\bleads?\b|\bresponsible\b"
_HOW = r"怎么(?!样)|如何|怎样"
_HOW_MUCH = r"多少|几|[何哪]时|哪[年天]|时候|期限|(?:19|20)\d\d|多[久大高长]|目标|百分"
_AIMS = r"(?i)目标|指标|任务|期限|时限|时间|节点|goal|target|objective|aim|deadline|date|year|when"
_BEFORE = r"(?i)前|之前|以前|底前|\bbefore\b|\bby\b|\buntil\b"
_WEAK = frozenset("目标 结果 成果 目的 程度 状态 期限 时限 建成 完成 实现 达到 完 定 全省 总体".split())


def answer(inquiry: Inquiry) -> Reply | None:
    """What `targets` tells; None for how something is to be done (考核指标怎么弄), which is no target."""
    if inquiry.topics and inquiry.question.matches(_HOW) and not inquiry.question.matches(_HOW_MUCH):
        return None
    return targets(inquiry)


def targets(inquiry: Inquiry) -> Reply:
    """The targets that fit all that the question names; else what the text lacks, with what it does say."""
    narrow(inquiry, inquiry.topics)  # of many documents, the targets of those that speak of it
    aims = inquiry.read(Aim, TARGETS, documents=inquiry.scope.keys)
    identities = {doc.key: doc.identity for doc in inquiry.scope.documents}  # the answer may look in others
    reply = _answer(inquiry, aims)
    cited = {(citation.document, citation.span) for citation in reply.citations}
    shown = [aim for aim in aims if (identities[aim.document], aim.span) in cited]
    corrected = [_corrected(inquiry, aim) for aim in shown if aim.who]
    if not corrected:
        return reply
    basis = dict.fromkeys("confirmed" if aim.who else "explicit" for aim in shown)
    return msgspec.structs.replace(reply, text="\n".join([reply.text, *corrected]), basis=tuple(basis))


def _corrected(inquiry: Inquiry, aim: Aim) -> str:
    figure = f"{aim.value}{aim.unit or ''}" if aim.value else None
    read = "，".join(filter(None, (aim.metric, figure, aim.deadline_text))) or inquiry.say("没有指标", "no target")
    return inquiry.say(
        f"（“{aim.quote}”：由{aim.who}于{(aim.at or '')[:10]}更正，读作：{read}。）",
        f"(“{aim.quote}”: corrected by {aim.who} on {(aim.at or '')[:10]} to read {read}.)",
    )


def _answer(inquiry: Inquiry, aims: list[Aim]) -> Reply:
    topics = [topic for topic in inquiry.topics if topic not in _WEAK and not re.fullmatch(_YEAR_WORDS, topic)]
    if inquiry.scope.named and len(inquiry.scope.documents) == 1:
        topics = [topic for topic in topics if topic not in inquiry.document.title]  # the document as a whole
    years = [year for year in inquiry.question.years if not _names_document(inquiry, year)]
    if inquiry.question.matches(_WITHOUT):
        return _without(inquiry, aims)
    if inquiry.question.pointers:
        return _of_provision(inquiry, aims, topics, years)
    if topics:
        return _of_topic(inquiry, aims, topics, years)
    if years:
        return _of_year(inquiry, aims, years)
    return _all(inquiry, aims)


def _without(inquiry: Inquiry, aims: list[Aim]) -> Reply:
    """The numbered provisions that set no date (or no target at all)."""
    doc = inquiry.document
    own = [aim for aim in wanted(inquiry, aims) if aim.document == doc.key]
    series = [unit for unit in inquiry.units(doc.key) if unit.number is not None]
    bare = [unit for unit in series if not any(unit.span.covers(aim.span) for aim in own)]
    names = listed([unit_name(unit, inquiry.language) for unit in bare], inquiry.language)
    zh, en = lacking(inquiry)
    line = inquiry.say(
        f"{len(series)}条中有{len(bare)}条没有写明{zh}：{names}。" if bare else f"每一条都写明了{zh}。",
        f"{len(bare)} of {len(series)} measures do not state {en}: {names}." if bare else f"Every measure states {en}.",
    )
    return _reply(inquiry, [line], [cite_unit(unit, doc) for unit in bare], True)


def _names_document(inquiry: Inquiry, year: int) -> bool:
    return any(str(year) in word for word in inquiry.scope.words)


def _of_provision(inquiry: Inquiry, aims: list[Aim], topics: list[str], years: list[int]) -> Reply:
    found = pointed(inquiry)
    lines: list[str] = []
    citations: list[Citation] = []
    done = False
    for doc, unit in found:
        inside = [aim for aim in aims if aim.document == doc.key and unit.span.covers(aim.span)]
        if topics:
            inside = [aim for aim in inside if _meets(topics, aim.quote)] or inside
        fitting = wanted(inquiry, _due(inquiry, inside, years) if years else inside)
        citations.append(cite_unit(unit, doc))
        if fitting:
            done = True
            lines.append(inquiry.say(f"{headed(unit, 'zh')}写明的目标：", f"Targets stated in {headed(unit, 'en')}:"))
            lines.extend(_quotes(inquiry, fitting, citations))
        else:
            zh, en = lacking(inquiry)
            if years:
                zh, en = f"以{years[0]}年为期限的目标", f"anything for {years[0]}"
            name = headed(unit, inquiry.language)
            lines.append(inquiry.say(f"{name}未明确{zh}。", f"{name[0].upper()}{name[1:]} does not state {en}."))
    if inquiry.question.matches(_DUTIES):
        for duties in subjects(inquiry):
            line, stated, held = by_roles(inquiry, duties)
            lines.append(line)
            lines.extend(
                quoted(q, unit_name(duties.unit, inquiry.language), duties.doc, inquiry.language)
                for q in dict.fromkeys(d.quote for d in held)
            )
            done = done or stated
    return _reply(inquiry, lines, citations, done)


def _of_topic(inquiry: Inquiry, aims: list[Aim], topics: list[str], years: list[int]) -> Reply:
    meeting = [aim for aim in aims if _meets(_beside_title(inquiry, aim, topics), aim.quote)]
    if not meeting:
        meeting = [
            aim for aim in aims if all(supplemented(plainer(t), aim.quote, _around(inquiry, aim)) for t in topics)
        ]
    fitting = wanted(inquiry, _due(inquiry, meeting, years) if years else meeting)
    citations: list[Citation] = []
    if fitting:
        return _stated(inquiry, fitting)
    hits = located(inquiry, topics)
    if not hits:
        return not_in_text(inquiry)
    near = wanted(inquiry, [aim for aim in aims if any(_belongs(aim, hit, topics) for hit in hits)])
    near = _due(inquiry, near, years) if years else near
    if near:
        dated = not inquiry.question.matches(_DAY) or any(aim.deadline for aim in near)
        places = [_unit_name(inquiry, hit) for hit in hits if any(_belongs(aim, hit, topics) for aim in near)]
        names = listed(places, inquiry.language)
        zh, en = ("写明", "states") if dated else ("没有写明年份或日期，写的是", "does not state a date; it says")
        lead = inquiry.say(f"{names}{zh}：", f"{names[0].upper()}{names[1:]} {en}:")
        return _reply(inquiry, [lead, *_quotes(inquiry, near, citations)], citations, dated)
    held = [aim for aim in wanted(inquiry, aims) if any(_inside(aim, hit) for hit in hits)]
    each = [[aim for aim in held if _meets([topic], aim.quote)] for topic in topics]
    if inquiry.question.matches(_EACH) and sum(map(bool, each)) > 1 and not years:
        return _stated(inquiry, list(dict.fromkeys(aim for some in each for aim in some)))
    if not years and (given := figured(inquiry, hits)):
        return given
    zh, en = lacking(inquiry)
    if years:
        zh, en = f"{years[0]}年这一期限", f"the year {years[0]}"
    names = listed([_unit_name(inquiry, hit) for hit in hits[:4]], inquiry.language)
    topic = listed([inquiry.in_marks(plainer(topic)) for topic in topics[:2]], inquiry.language)
    line = inquiry.say(
        f"{names}提到了{topic}，但未明确{zh}。", f"{topic} stands in {names}, but the text does not state {en}."
    )
    lines = [line]
    for hit in hits[:4]:
        for sentence in hit.sentences[:1]:
            lines.append(quoted(sentence.quote, _unit_name(inquiry, hit), hit.doc, inquiry.language))
            citations.append(cite(hit.unit, hit.doc, sentence))
    return _reply(inquiry, lines, citations, False)


def _stated(inquiry: Inquiry, aims: list[Aim]) -> Reply:
    citations: list[Citation] = []
    lead = inquiry.say("文件写明：", "The text states:")
    return _reply(inquiry, [lead, *_quotes(inquiry, aims, citations)], citations, True)


def _inside(aim: Aim, hit: Hit) -> bool:
    return any(s.document == aim.document and s.start <= aim.start and aim.stop <= s.stop for s in hit.sentences)


def _beside_title(inquiry: Inquiry, aim: Aim, topics: list[str]) -> list[str]:
    """The topics that the document's title does not say already; all, where it says them all."""
    title = inquiry.doc(aim.document).title
    return [topic for topic in topics if topic not in title] or topics


def _around(inquiry: Inquiry, aim: Aim) -> str:
    unit = inquiry.unit(aim.document, aim.provision)
    return inquiry.doc(aim.document).title + (unit.title if unit else "")


def _belongs(aim: Aim, hit: Hit, topics: list[str]) -> bool:
    """Whether an aim is about what was found: the time limit of its provision, or an aim under such a heading."""
    if hit.unit is None or aim.provision != hit.unit.id:
        return False
    if aim.metric is None and aim.quote.startswith(("完成时限", "时限", "完成时间")):
        return True
    if all(pieces(plainer(topic), hit.unit.title) for topic in topics):
        return True
    return (not aim.metric or any(aim.metric in topic for topic in topics)) and _inside(aim, hit)


def _of_year(inquiry: Inquiry, aims: list[Aim], years: list[int]) -> Reply:
    fitting = _due(inquiry, aims, years)
    citations: list[Citation] = []
    shown = "、".join(f"{year}年" for year in years)
    if fitting:
        lead = inquiry.say(f"文件对{shown}提出的目标：", f"What the text sets for {', '.join(map(str, years))}:")
        return _reply(inquiry, [lead, *_quotes(inquiry, fitting, citations)], citations, True)
    other = sorted({aim.deadline[:4] for aim in aims if aim.deadline})
    lines = [
        inquiry.say(
            f"文件没有以{shown}为期限的目标。", f"The text does not state any target for {', '.join(map(str, years))}."
        )
    ]
    if other:
        lines.append(
            inquiry.say(
                f"写明的目标年份是{'、'.join(f'{year}年' for year in other)}。",
                f"The years that it sets targets for: {', '.join(other)}.",
            )
        )
    dated = [aim for aim in aims if aim.deadline][:4]
    lines.extend(_quotes(inquiry, dated, citations))
    return _reply(inquiry, lines, citations, False)


def _due(inquiry: Inquiry, aims: list[Aim], years: list[int]) -> list[Aim]:
    dated = [aim for aim in aims if aim.deadline]
    exact = [aim for aim in dated if aim.deadline and int(aim.deadline[:4]) in years]
    if exact or not inquiry.question.matches(_BEFORE):
        return exact
    return [aim for aim in dated if aim.deadline and int(aim.deadline[:4]) <= max(years)]


def _all(inquiry: Inquiry, aims: list[Aim]) -> Reply:
    if not any(inquiry.question.matches(asked) for asked in (_AIMS, WHEN, MONEY)):
        return not_in_text(inquiry)
    fitting = wanted(inquiry, aims)
    citations: list[Citation] = []
    if not fitting:
        zh, en = lacking(inquiry)
        return _reply(inquiry, [inquiry.say(f"文件未明确{zh}。", f"The text does not state {en}.")], citations, False)
    lead = inquiry.say(f"文件写明的目标共{len(fitting)}项：", f"The text states {len(fitting)} targets:")
    dated = sorted(fitting, key=lambda aim: aim.deadline is None)
    return _reply(inquiry, [lead, *_quotes(inquiry, dated[:_SHOWN], citations)], citations, True)


def _quotes(inquiry: Inquiry, aims: list[Aim], citations: list[Citation]) -> list[str]:
    lines: list[str] = []
    shown: list[Sentence] = []
    for aim in aims[:_SHOWN]:
        doc, unit = inquiry.doc(aim.document), inquiry.unit(aim.document, aim.provision)
        name = unit_name(unit, inquiry.language) if unit else ""
        line = quoted(aim.quote, name, doc, inquiry.language)
        if line not in lines:
            lines.append(line)
            citations.append(cite(unit, doc, aim.span, aim.quote))
        whole = carried_on(inquiry, aim) if not aim.quantified else None
        if whole and whole not in shown:
            shown.append(whole)
            lines.append(inquiry.say(f"（原句：{whole.quote}）", f"(The whole sentence: {whole.quote})"))
            citations.append(cite(unit, doc, whole))
    return lines


def _reply(inquiry: Inquiry, lines: list[str], citations: list[Citation], answerable: bool) -> Reply:
    cited = {citation.document for citation in citations}
    if any(doc.outline and doc.identity in cited for doc in inquiry.scope.documents):
        lines = [*lines, outline_note(inquiry.language)]
    return Reply(
        text="\n".join(lines),
        answerable=answerable,
        citations=tuple(dict.fromkeys(citations)),
        basis=("explicit",) if citations else (),
    )


def _meets(topics: list[str], quote: str) -> bool:
    return all(pieces(topic, quote) or pieces(plainer(topic), quote) for topic in topics)


def _unit_name(inquiry: Inquiry, hit: Hit) -> str:
    return unit_name(hit.unit, inquiry.language) if hit.unit else inquiry.say("序言或结尾", "the preamble or closing")


KIND = Kind(
    intent="target",
    examples=(
        "到2030年目标是啥",
        "城镇化率目标定到多少",
        "15分钟公共文化服务圈哪年建成",
        "What are the goals for 2035?",
    ),
    cues=(
        zh(56, "目指达实增提下标",
           r"(?:总体|主要|量化|具体|的)?(?:目标|指标)(?:年份?)?(?:定到|定在|定为|值|数)?(?:是|有|要)?(?:什么|啥|哪些|多少|几[个点]+)?",
           r"(?:要)?(?:达到|实现|完成)(?:多少|什么|啥|哪些)(?:目标)?",
           r"(?:增长|提高|下降)(?:到)?(?:多少|几[个成点]+)",
        ),
        zh(70, "时年月天日久期限截间",
           r"(?:要)?(?:在)?(?:什么时候|啥时候|何时|哪一?[年天]|哪个?月|多久|几年内?|多长时间)(?:之?前|底)?(?:才|能|要)?(?:建成|完成|实现|达到|建好|[做搞弄办]完|落实|见效|到位|全覆盖|出台)?",
           r"(?:建成|完成|竣工|投用|启用|开工|开通|投运)的?(?:时间|日期|年份|节点)",
           r"(?:完成|建成|实现|办结|的)?(?:期限|时限|截止(?:时间|日期)?|时间节点|时间表|完成时间|时间要求)(?:是|为)?(?:什么|多少|哪天)?",
        ),
        zh(62, "多占几资预投钱百",
           r"(?:安排|投入|给|拨|需要?|有|是|达|建|改造|增加)?(?:了)?(?:多少)(?!号)(?:亿元?|万元?|钱|资金|元|个|平方米|公里|户|人|家|比例|座|套|辆)?",
           r"(?:资金|预算|投资|经费|补助|补贴)(?:规模|总额|额度|金额|数额|标准)",
           r"百分之(?:几|多少)|(?:比例)?(?:具体)?(?:是)?几比几|多少(?:资金|钱|亿)|占比|几个(?:百分)?点|(?:资金|预算|投资)(?:规模|总额|额度)?(?:是)?多少",
        ),
        en(56,
           r"\bgoals?\b(?:\s+for)?|\btargets?\b(?:\s+for)?|\bobjectives?\b|\baims?\b|\bmilestones?\b|\bindicators?\b|\b(?:be|is)\s+(?:achieved|accomplished|reached)\b",
        ),
        en(70,
           r"\bwhen\s+(?:must|will|should|does|do|is|are|has|have|can)\b|\bby\s+when\b|\bdeadlines?\b(?:\s+for)?|\btime\s*(?:limit|frame|line|table)s?\b|\bschedule\b",
           r"\bby\s+(?:what|which)\s+(?:date|year|time)\b|\b(?:what|which)\s+(?:date|year)\b",
           r"\bhow\s+(?:soon|long)\b|\b(?:completion|due|start(?:ing)?|closing)\s+dates?\b(?:\s+(?:for|of))?|\bfinish(?:ed)?\b|\bdue\b|\bcompleted?\b",
        ),
        en(62,
           r"\b(?:min|max)imum\s+(?:size|area|height|width|length|number|age|price)\b|\bhow\s+(?:much|high|large|big|far|often|fast)\b|\bwhat\s+(?=[\w\s-]{0,40}?\b(?:rate|share|proportion|figure|amount|ratio|number|budget|cost|ceiling|quota)\b)|\bpercent\w*\b|\bset\s+aside\b|\b(?:share|proportion|amount|number)\s+of\b",
           r"\bbudget\b|\bhow\s+many\b(?!\s+(?:measures|parts|provisions|articles|sections))|\bfund(?:ing|ed)\b|\bfinanced\b|\bpa(?:id|ys?)\s+for\b",
           r"\bmoney\b|\bspen[dt](?:ing)?\b|\bcosts?\b|\bbillions?\b|\byuan\b|\bRMB\b|\bsubsid(?:y|ies)\s+(?:amount|rate|level)\b",
        ),
        en(67, r"\btarget\s+(?:years?|dates?)\b"),
        zh(62, "钱资", r"谁(?:来)?(?:出钱|出资|掏钱|买单)"),
        zh(62, "几", r"(?:出|拿|占|配套|承担|补)?(?:了)?几成|(?:出|补|给)几个点"),
        zh(50, "几", r"(?<![哪第])几(?:个|座|家)(?!部分|百分点|措施|条|点)"),
        zh(62, "几",
           r"(?:要)?(?:建|装|修|改造|安排|投入|增加)?[好成够上]?几[十百千万亿]+[根个座家台套间所辆盏处条户人元块里]?"),
        en(45, r"\b(?:by|in|before|until|after)\s+(?:the\s+end\s+of\s+)?20\d\d\b"),
        zh(45, "年",
           r"(?:到|在)?(?:19|20)\d\d年(?!(?:的|那份|[\u4e00-\u9fff]{0,8}?)(?:[\u4e00-\u9fff]{0,6}?)(?:意见|办法|通知|方案|文件|版))(?:底|末)?(?:之?前|以前)?(?:要|将|应|能)?",
           r"[一二]〇[〇一二三四五六七八九]{2}年",
        ),
    ),
    answer=answer,
)  # fmt: skip
