"""Who coordinates the carrying-out of the whole document."""

import msgspec

from qa.coordination import coordinators
from qa.grounding import asking_words
from qa.inquiry import Inquiry
from qa.kind import Kind, en, zh
from qa.kinds.responsible import answer as responsible
from qa.replies import Reply
from qa.topics import plainer


def answer(inquiry: Inquiry) -> Reply:
    """The coordinators that a clause for the whole document names."""
    topics = [plainer(topic) for topic in inquiry.topics if topic not in asking_words()] if inquiry.topics else []
    titled_so = [doc for doc in inquiry.scope.documents if topics and all(topic in doc.title for topic in topics)]
    if topics and not titled_so and inquiry.language == "zh":
        return msgspec.structs.replace(responsible(inquiry), intent="responsible")
    return coordinators(inquiry, titled_so[0] if titled_so else inquiry.document)


_WHOLE = (
    r"(?:整[份个]|全文|总体|总的|整体|(?:这|该|本)(?:份|个)?(?:实施意见|意见|文件|通知|方案)|(?:意见|文件|通知"
    r"|方案)(?:的)?(?:贯彻)?落实|贯彻落实)"
)

KIND = Kind(
    intent="coordinator",
    examples=("整份意见由谁牵头协调指导落实？", "这份文件谁来统筹协调", "Who coordinates the whole opinion?"),
    cues=(
        zh(80, "整全总体意文通方贯",
           r"(?:整[份个]|全文|总体上?|整体)[^第]{0,12}(?:谁|哪[个些几])[^第]{0,12}(?:牵头|协调|统筹|指导|负责|落实|督促|管|抓)",
           rf"{_WHOLE}[^第]{{0,8}}(?:谁|哪[个些几](?:部门|单位)?)[^第]{{0,8}}(?:牵头|协调|统筹|指导|负责)",
        ),
        zh(61, "统协指督",
           r"(?:统筹协调|协调指导|督促指导|组织协调)(?:落实|实施|推进)?(?=.*(?:谁|哪[个些几两二三]|几家))",
        ),
        zh(63, "统协指督", r"(?:谁|哪[个些几]个?(?:部门|单位|厅局?|家))[^,。?第]{0,10}(?:统筹协调|协调指导|督促指导)"),
        zh(78, "统协指督",
           r"(?:负责)?(?:统筹|协调|指导)(?:协调|指导)?(?:落实|工作)*的(?:是|有)?(?:谁|哪[个些几]?)",
           rf"(?:谁|哪[个些几两三]个?(?:部门|单位|厅局?|厅委|家)?)(?:来|去|负责)?[^第,。]{{0,4}}(?:统筹|协调|指导|督促)[^第]{{0,10}}{_WHOLE}?(?:的)?(?:落实|实施|贯彻落实)?$",
        ),
        en(75,
           r"\bcoordinat\w*\b.*\b(?:whole|overall|entire|document|opinion|implementation)\b",
           r"\b(?:whole|entire|overall)\b.*\bcoordinat\w*|\bcoordinators?\b",
           r"\b(?:who|which\s+\w+)\s+(?:leads|coordinates|oversees|supervises|guides|directs)\s+(?:and\s+\w+\s+)?(?:the\s+)?(?:whole|entire|overall|implementation|document|opinion|carrying|work)\b",
           r"\b(?:who|which\s+\w+)\s+(?:is|are)\s+(?:responsible|in\s+charge)\s+(?:for|of)\s+(?:the\s+)?(?:whole|entire|overall|document|opinion|implementation|implementing)\b",
        ),
    ),
    answer=answer,
)  # fmt: skip
