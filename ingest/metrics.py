"""What a figure in a clause says: whether it is an aim at all, what it measures, and how it compares."""

import re

from graph.model import Comparator
from ingest.quantities import Quantity

_REACH = (
    "达到|达|(?:提高|提升|增加|扩大|增长|提增|拓展|增)(?:到|至)|"
    "(?:下降|降低|压缩|压减|缩短|缩减|减少|压降|精简|降|缩小|调整)(?:到|至|为)|"
    "控制在|稳定在|保持在|维持在|稳定保持在|保持|确保|突破|超过|不低于|不少于|不高于|不超过|不大于|不小于|至少|高于|低于|"
    "少于|超|拥有|完成|实现"
)
_CHANGE = (
    "(?:年均)?(?:增长|增加|提高|提升|上升|下降|降低|减少|压减|压缩|缩短|缩减|累计下降|累计增长|翻)|"
    "新增|净增|扩大|节约|压降|上调|下调|下浮"
)
_MAKE = "|".join(
    """
    建成 新建 改建 扩建 新改扩建 建设 改造 完成改造 培育 打造 创建 培训 培养 引进 引育 形成 组织 开展 举办
    扶持 发展 遴选 推出 认定 覆盖 集聚 吸引 设立 布局 建立 储备 实施 改造提升 更新 更新改造 新改建 增加 开工
    竣工 投用 投运 筹集 供应 配备 配建 选派 招引 落地 推广 制定 修订 整治 治理 修复 造林 绿化 淘汰 关停 退出
    安置 帮扶 服务 选树 评选 支持 推动 推进 谋划 争取 安排 投入 搭建 组建 发放 投放 安装 盘活 收储 孵化 攻克
    突破 转化 集中 更换 布设 架设 铺设 敷设 疏浚 拆除 种植 栽植 新设 开通 新开通 新开 开办 提供 选聘 招聘 选育
    办实事 建 育 压 购置 新购 采购 添置 配置 接入 出台 发布 招录 招收 入库 检测 抽检 排查 清理 清运 交付 走访 惠及 解决
    打通 贯通 开行
    """.split()
)
_ADVERB = (
    r"(?:分别|约|近|至少|不少于|不低于|一批|各|的?总数|全市|全省|累计|完成|共|总计|"
    r"超过|最少|力争|超|达|每[年人户月天日次亩]|年均)*"
)
_REACHED = re.compile(rf"(?P<verb>{_REACH})(?:了)?{_ADVERB}$")
_CHANGED = re.compile(rf"(?P<verb>{_CHANGE}){_ADVERB}$")
_MADE = re.compile(rf"(?P<verb>{_MAKE}){_ADVERB}$")
_MOVED_TO = re.compile("(?:提高|提升|降低|下调|上调|压缩|缩短|缩减|压减)(?P<metric>[^，、]{2,14})(?:至|到)$")
_EACH = re.compile("每[^，、]{1,6}(?:至少|不少于)[^，、]{0,2}$")
_MADE_SUCH = re.compile(rf"(?:{_MAKE})[^，、的]{{1,14}}等$")  # 攻克水下机器人等|10项
_MAKES = re.compile(rf"(?:{_MAKE}|新增|净增|完成|力争)")
_QUALIFIED = re.compile(
    r"的|\s*(?:及以上|以上)?(?:学历|职称|医院|城市|人民政府|政府|企业(?:可|应|须)|单位(?:可|应|须))"
)
_SHARE = ("%", "‰", None)
_SHARED = re.compile(r"实现|达到|建成|完成|纳入|覆盖|受理|办理|通|具备|配备|开展")
_CIRCLE = re.compile(r"”?(?P<name>[^，。；、“”]{2,16}?圈)")
_STRIP = re.compile(
    r"^(?:[，,、\s]|到时|力争|确保|争取|努力|全省|全市|全县|全区|全国|要|并|其中|使|累计|共|总计|[—\-●•]|"
    r"每年|全年|连续[一二三四五六七八九十0-9]+年|原则上|实现|在|于|底|前|：)+|(?:[，,、\s]|分别|近|约|不得|不能|应|须|均|力争|确保)+$"
)
_MAKING = re.compile(rf"^(?:{_MAKE}|完成)+")
_COMPARED = re.compile(
    r"(?:由|从)[0-9０-９][^，]*$|(?<!占)(?:比|较)(?:[12][0-9]|上|去|同|“|基|现|之前|全|规划|目前)[^，]*$"
)
_FROM = re.compile(r"(?:从|由|比|较|的|为|达不到|不足|每[人户次天月年]?|按|第)$")
_OF = re.compile(r"(?:不(?:超过|高于|多于|低于|少于)|达到|占|超过)[^，、]{1,14}的$")
_THAN = re.compile(r"(?:高于|快于|低于)[^，、的]{1,14}$")
_MOVE = re.compile(r"(?:将|把|使(?!用))(?P<metric>[^，]+)$")


def is_aim(quantity: Quantity, before: str, after: str, *, dated: bool, listed: bool) -> bool:
    """Whether a figure is aimed at, by the words of its clause before and after it.

    ``dated``: the clause stands under a date; ``listed``: the figure goes on a list that began with an aim. Figures
    that only qualify something (年收入超过1亿元的企业) or are a starting point (由5个工作日) are none.
    """
    if circle_of(quantity, after):
        return True
    share = quantity.unit in _SHARE
    if share and _OF.search(before):
        return True
    if str(quantity.unit).endswith("百分点") and _THAN.search(before):
        return True
    if _QUALIFIED.match(after):
        return share and (dated or bool(_SHARED.search(after)))
    if _REACHED.search(before) or _MOVED_TO.search(before) or _EACH.match(before):
        return True
    if _FROM.search(before) or quantity.unit == "岁":
        return False
    if _MADE_SUCH.search(before) or (share and before.endswith("率") and not after.strip("。；，")):
        return True
    ends = not after or after[0] in "、和及与并（(”"
    return bool(
        _CHANGED.search(before)
        or _MADE.search(before)
        or listed
        or (ends and (dated or quantity.comparator is not None))
        or (_MAKES.search(before) and (dated or ends))
        or (dated and share)
    )


def has_verb(words: str) -> bool:
    """Whether the words end with a verb that a figure completes (达到, 增长, 建成)."""
    return bool(_REACHED.search(words) or _CHANGED.search(words) or _MADE.search(words))


def circle_of(quantity: Quantity, after: str) -> str | None:
    """The circle that is to be reached in so many minutes (15分钟便民生活圈), if the figure is one of these."""
    found = _CIRCLE.match(after) if quantity.unit in ("分钟", "小时") else None
    return found["name"] if found else None


def comparator_of(before: str) -> Comparator:
    """The comparator of a figure beside which no word of that kind stands: = unless words further off say more."""
    if re.search("(?:控制在|不(?:超过|高于|多于)[^，、]*|(?<!不)低于[^，、]*)$", before):
        return "<="
    return ">=" if re.search("(?:不(?:低于|少于)|高于|快于|超过)[^，、]*$", before) else "="


def metric_of(before: str, after: str, carried: str) -> tuple[str | None, str]:
    """What a figure measures, by the words before and after it; and its subject, for a figure that has none.

    ``carried`` is the subject of the figure before it in the sentence.
    """
    before, name, verb = bare(before), bare(after.removeprefix("的")), ""
    if reached := _REACHED.search(before):
        subject = before[: reached.start()]
    elif changed := _CHANGED.search(before):
        subject, verb = before[: changed.start()], changed["verb"]
    elif made := _MADE.search(before):
        subject = before[: made.start()]
        if name and not subject.endswith(("率", "量", "数", "额", "值")):
            return name, name
    elif name and (_MADE_SUCH.search(before) or _EACH.match(before)):
        return name, name
    elif moved_to := _MOVED_TO.search(before):
        subject = moved_to["metric"]
    else:
        subject = _MAKING.sub("", before)
    if moved := _MOVE.search(subject):
        subject = moved["metric"]
    subject = bare(_COMPARED.sub("", _THAN.sub("", _OF.sub("", subject)))) or ("" if name else carried)
    return (subject + verb if subject else name) or None, subject or name


def bare(phrase: str) -> str:
    """The phrase without the words and marks that open a clause (到时, 力争, 全省)."""
    return _STRIP.sub("", phrase)
