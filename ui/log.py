"""Where failures that nobody foresaw are written down, so that the user sees one sentence and we see all."""

import secrets
import time
import traceback
from pathlib import Path

from graph.errors import PolicyGraphError

LOG = Path(".policygraph/errors.log")


def report(error: BaseException) -> PolicyGraphError:
    """Append the traceback under an id to the log; what to tell the user instead, which names both."""
    name = f"E{secrets.token_hex(3)}"
    entry = f"{name} {time.strftime('%Y-%m-%dT%H:%M:%S%z')}\n{''.join(traceback.format_exception(error))}\n"
    try:
        LOG.parent.mkdir(exist_ok=True)
        with LOG.open("a", encoding="utf-8", errors="replace") as log:
            log.write(entry)
    except OSError:
        return PolicyGraphError(
            f"出现了没有预料到的错误（{type(error).__name__}：{error}），而且无法写入 {LOG}。",
            f"Something unforeseen went wrong ({type(error).__name__}: {error}), and {LOG} can’t be written to.",
        )
    return PolicyGraphError(
        f"出现了没有预料到的错误，编号 {name}，详情已记入 {LOG}，请把它交给维护人员。",
        f"Something unforeseen went wrong, number {name} in {LOG}. Please give that to whoever maintains this.",
    )
