"""Lines that belong to the page and not to the document: navigation, index tables, paging, share bars."""

import re
from collections.abc import Iterator

from graph.model import Span

# the index table above a published document (政府信息公开目录): a key that ends with a colon, its value beside or below
_INDEX_KEY = re.compile(
    r"[^\S\n]*(?:索[^\S\n]*引[^\S\n]*号|主题分类|发文机关|发文机构|成文日期|发文日期|印发日期|标[^\S\n]*题|名[^\S\n]*称|文[^\S\n]*号|发文字号|"
    r"发布日期|发布机构|发布机关|公开日期|公开方式|公开范围|主[^\S\n]*题[^\S\n]*词|关[^\S\n]*键[^\S\n]*词|统一编号|实施日期|生效日期|失效日期|"
    r"废止日期|文件状态|有[^\S\n]*效[^\S\n]*性|信息来源|来[^\S\n]*源|作[^\S\n]*者|责任编辑|体裁分类|组配分类|服务对象|信息分类|分[^\S\n]*类)[^\S\n]*[：:].{0,80}"
)
_PAGE_NUMBER = re.compile(r"[^\S\n]*[—\-－–]{1,2} ?[0-9０-９]{1,3} ?[—\-－–]{1,2}[^\S\n]*")
_FURNITURE = re.compile(
    r"[^\S\n]*(?:"
    r"往期阅读.*|标题导航|当前版[：:].*|第[0-9０-９]{1,2}版[：:].*|上一[篇版].*|下一[篇版].*|放大[^\S\n]*缩小.*|"
    r"当前位置.*|您的?位置.*|首页(?:[ 　>＞/].*)?|返回顶部.*|【?返回(?:顶部|首页|上一页)】?.*|"
    r"【?关闭(?:窗口|本页)?】?|【?打印(?:本页)?】?|"
    r"字[体号][：:].*|【字[体号].*|[【\[]?大[^\S\n]*中[^\S\n]*小[】\]]?|分享到?[：:]?.*|扫一扫.*|收藏|浏览(?:次数|量)[：:].*|访问量.*|点击(?:数|率|量)[：:].*|"
    r"字号[：:].*|语音播报.*|无障碍.*|登录|注册|搜索|高级搜索|繁體|简体|English|政务公开|政务服务|互动交流|"
    r"相关(?:文件|链接|阅读|解读|新闻|附件).*|政策解读|图解.*|【(?:音频|视频|图片)?解读】.*|"
    r"版权所有.*|主办(?:单位)?[：:].*|承办(?:单位)?[：:].*|网站(?:标识码|地图|声明).*|.*ICP备.*|.*公网安备.*|技术支持[：:].*|联系我们.*|"
    r"责任编辑.*|编辑[：:].{0,12}|来源[：:].{0,30}|发布时间[：:].*|时间[：:] ?\d{4}.*|"
    r"[—\-－–]{1,2} ?[0-9０-９]{1,3} ?[—\-－–]{1,2}|第 ?[0-9]{1,3} ?页(?:[ ，,/]*共 ?[0-9]{1,3} ?页)?|"
    r"[0-9]{1,3} ?/ ?[0-9]{1,3}|"
    r"-->|<!--|\|+|-{3,}|[>＞»]+|[·•]+)[^\S\n]*"
)


def lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of ``text[span]`` without their newlines, blank ones included."""
    start = span.start
    while start <= span.end:
        stop = text.find("\n", start, span.end)
        stop = span.end if stop < 0 else stop
        yield Span(start, stop)
        start = stop + 1


def is_index_key(line: str) -> bool:
    """Whether the line is a key of the index table above a document (索引号：…)."""
    return _INDEX_KEY.fullmatch(line) is not None


def is_furniture(line: str) -> bool:
    """Whether the line is page furniture wherever it stands."""
    return _FURNITURE.fullmatch(line) is not None


def is_page_number(line: str) -> bool:
    """Whether the line is the number of a page (— 3 —), which parts a text but does not end it."""
    return _PAGE_NUMBER.fullmatch(line) is not None
