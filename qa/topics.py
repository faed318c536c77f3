"""What a question is about: the words that are left when the words of asking are taken away."""

import re
from collections.abc import Iterator

_FUNCTION_ZH = (
    r"([\u4e00-\u9fff])[不没]\1|[用以]?[一两三几]句话|核心(?:内容|意思|思想)|中心思想|主旨|大意|要旨|主要精神|哪一?[级层类种样]|[做干搞抓办弄]得(?:很|特别)?(?:好|怎么样)|请问一?下?|请你?(?![示求假])|麻烦你?|帮我|帮忙|我想(?:知道|问一?下?|了解一?下?)|想问一?下?|想知道|能不能告诉我|告诉我|给我|我们?|你们?|您|咱们?"
    r"|查一?下|看一?下|说一?下|讲一?下|问一?下|查一查|看看|说说|讲讲|列一下|列举|列出来?|找出来?|找到|指出|介绍一?下?|概括一?下?|总结一?下?"
    r"|(?:这|那|该|本|此)一?条|(?:这|该|本|此|那)(?:份|个|项|篇|部|一)?(?:实施意见|指导意见|若干意见|意见|文件|通知|方案|规划|计划|政策|办法|条例|文)(?:里面?|中|内|上)?"
    r"|(?:实施意见|指导意见|文件|通知|原文|文中|条文|正文|全文|文本)(?:里面?|中|内|上)?|文中|意见(?:里面?|中|内)"
    r"|到底|究竟|具体|分别|主要|大概|一共|总共|总计|合计|共计|是不是|是否|有(?:个|什么|啥)?说法(?:没有?)?(?![\u4e00-\u9fff])|有没有?|没有|有无|提没提到?|能否|可否|应该|应当|需要|必须|可以|打算"
    r"|(?:这|那)?[一两二俩三仨四五六七八九几]样(?:东西|事)?|(?:这|那)?[一两二俩三仨四五六七八九几]个?字(?:眼|样)?|字[样眼]|(?:这|那)个?词语?|[一两二俩三四五六七八九几]?(?:个地方|[回遍])(?!收|忆)|[一两二俩三四五六七八九几]处(?:用[语词])?|(?:哪)?几方(?:主体|力量)?|(?:帮我|请|给我)?(?:摘|抄|贴|摘录|引用|复制)(?:出来?|一下|给我)+|一[件条项个]不(?:落|漏|少|缺)|(?:报|列|写|交|发|摆|念|标|注)(?:上来|过来|下来|给我)|同一?条(?:里|中|内)?(?!件|例|理)|白纸黑字|清清楚楚|明明白白|哪一?[条项些个家年月天件]+|哪几[条项个]|哪里|哪儿|哪|第?几[条项个]|什么时候|什么|啥时候|啥|何时|何地|为什么要?|为何要?|怎么(?:样|办|做|说|写|规定)?|怎样|如何|多少|多久|多大|多高|几"
    r"|条号|条款|条文|条目|措施|任务|(?<!重大)事项|事情|事儿|工作要求|要求|规定|内容|方面|部分|情况|相关|有关|关于|对于|针对|围绕|涉及到?|提到了?|提及|讲到了?|讲了?|说到了?|说的?|谈到|写到?了?|包含|包括|属于|提出|写明|明确|指出|强调"
    r"|谁|吗|呢|吧|呀|啊|哦|嘛|么|的话|那块儿?|那块|这块儿?|这块|那个|这个|这些|那些|那(?!曲)|这|它的?|他们?(?<!其他)|她们?|之类的?|等等|出现"
    r"|全部|所有(?!制|权|者)|各自|一起|同时|分别|以及|并且|而且|(?<!首|成|古|国|瓷|铜|药|钢|煤|花)都(?!市|会|城|昌|匀)|又|既(?!有|往)|还(?!款|林)|也"
    r"|就(?!业|医|近|地|学|餐)|(?<!人)才(?!能)|再(?!生|就业|造|制造)|(?<!申|邀|聘)请(?!示|求|假)|把(?!关|握)|将(?!来)|(?<!供|补)给(?!付|予|排水|水)"
    r"|被(?!动)|(?<!转|出)让(?!利)|(?<!未|外|往|原)来|(?<!目)的(?!士)|了(?!解)|(?<!衣)着(?!力|眼|重|陆)|(?<!通|超|经|不)过(?!程|渡|剩|度|境)"
    r"|[?!,。;:、.…~·()“”—]"
)
_EDGES = r"^[和与及跟或是]+|(?:[和及跟或是在]|(?<!参)与)+$"
_AND = r"(?<=..)(?:和|与|及|跟|或者?|还有|\s)(?=..)"
_FUNCTION_EN = (
    r"\b(?:who|whom|whose|what|which|when|where|why|how|many|much|long|does|do|did|is|are|was|were|be|been|being|has|have|had|"
    r"can|could|should|shall|must|will|would|may|might|a|an|the|of|by|in|on|at|for|to|from|with|about|into|up|end|ended|and|or|"
    r"both|any|all|every|each|there|this|that|these|those|it|its|their|they|them|he|she|we|you|i|me|my|our|your|please|tell|give|"
    r"show|list|name|explain|describe|summari[sz]e|find|say|says|said|state|states|stated|mention|mentions|mentioned|concern|"
    r"concerns|cover|covers|covered|deal|deals|dealing|contain|contains|regarding|related|document|documents|text|opinion|"
    r"opinions|policy|plan|paper|file|notice|measures?|provisions?|articles?|clauses?|parts?|sections?|numbers?|supposed|required|"
    r"asked|need|needs|get|got|set|sets|make|makes|made|exactly|also|same|time|one|ones|some|reach|reached|not|no|if|as|than|then|"
    r"so|us)\b|[?!,.;:()\"“”]|(?<=\w)'s\b"
)


def content_runs(text: str, language: str) -> tuple[str, ...]:
    """Runs of content words in a text from which the pointers and the cues of a kind were cut (NUL marks the cuts)."""
    if not any(char.isalnum() for char in text):
        return ()
    if language == "en":
        cut = re.sub(_FUNCTION_EN, "\x00", text, flags=re.IGNORECASE).split("\x00")
        runs = [run.strip(" '-–—/") for run in cut]
    else:
        cut = re.sub(_FUNCTION_ZH, "\x00", text).split("\x00")
        parts = [piece for run in cut for part in re.split(_AND, run) for piece in re.split(YEAR_WORDS, part)]
        runs = [re.sub(_EDGES, "", part.strip()) for part in parts]
    return tuple(dict.fromkeys(run for run in runs if len(run) > 1))


YEAR_WORDS = r"((?:19|20)\d{2}年?(?:底|末|初)?(?:之?前)?)"
_LIGHT = (
    r"^(?:对|要|在|由|从|向|当(?!地|年|前|下)|成为|变成|作为|搞好|做好|抓好|搞|抓|弄|管|装(?!备|修|配|饰)|盖(?!章)|造(?!价|林|血)|铺(?!面)|搭|建(?:设|(?!筑|材|档))|推进|加强|开展|实施|落实|推动|提高|提升|促进|完善|鼓励|支持|建成|完成|实现|达到|进行|随便|随意)+"
    r"|(?:工作|建设|方面|问题|事情|事宜|情况|政策|措施|要求|安排|部署|推进|各|所|这块|那块|一块|(?<![需重主纲摘])要|(?<![社机员协商委工学])会|(?<![智功节性产职效核动技])能|应|将|需|可|的|上)+$"
)


def plainer(topic: str) -> str:
    """The topic without the light verbs and nouns around it (搞好垃圾分类工作 → 垃圾分类); or itself."""
    bare = re.sub(_LIGHT, "", topic)
    return bare if len(bare) > 1 else topic


def lines_with(word: str, text: str) -> Iterator[str]:
    """The lines of a text that have a word: of a rare one they are few."""
    at = text.find(word)
    while at >= 0:
        start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        yield text[start : stop if stop >= 0 else None]
        at = text.find(word, stop + 1) if stop >= 0 else -1


def pieces(topic: str, text: str) -> tuple[str, ...] | None:
    """The fewest pieces of at least two characters that make up ``topic`` and all occur in ``text``, else None.

    老旧小区改造 is met by 老旧小区更新改造 in two pieces. Numerals and Latin words are never cut.
    """
    if topic in text:
        return (topic,)
    if topic[:2] not in text or topic[-2:] not in text:
        return None  # most texts are dismissed here: no piece is shorter than two characters
    atoms = re.findall(r"[A-Za-z0-9.%+]+|.", topic)
    best: list[tuple[str, ...] | None] = [()] + [None] * len(atoms)
    for end in range(1, len(atoms) + 1):
        for start in range(end - 1, -1, -1):
            piece = "".join(atoms[start:end])
            before = best[start]
            if before is None or len(piece) < 2 or piece not in text:
                continue
            if best[end] is None or len(before) + 1 < len(best[end] or ()):
                best[end] = (*before, piece)
    return best[-1]
