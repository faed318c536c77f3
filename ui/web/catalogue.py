"""The pages: their addresses, files and titles, in the order of the side bar.

Their folder is not called ``pages``: Streamlit would serve what it finds there by itself, without the frame.
"""

import msgspec

from graph.people import Rank
from qa.normalise import Language


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page: ``path`` is its address (empty: the first page), ``file`` is relative to ``ui/app.py``.

    ``role`` is the least that may open it.
    """

    path: str
    file: str
    zh: str
    en: str
    role: Rank = "reader"

    def title(self, language: Language) -> str:
        """Its name in the side bar and the browser's tab."""
        return self.zh if language == "zh" else self.en


PAGES = (
    Page(path="", file="views/ask.py", zh="问答", en="Ask"),
    Page(path="read", file="views/read.py", zh="文件", en="Read"),
    Page(path="matrix", file="views/matrix.py", zh="分工表", en="Matrix"),
    Page(path="align", file="views/align.py", zh="对照", en="Cross-reference"),
    Page(path="picture", file="views/picture.py", zh="图谱", en="Graph"),
    Page(path="ledger", file="views/ledger.py", zh="台账", en="Ledger"),
    Page(path="review", file="views/review.py", zh="审核", en="Review", role="reviewer"),
    Page(path="intake", file="views/intake.py", zh="导入", en="Import", role="editor"),
)
