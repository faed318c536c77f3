"""Where failures that nobody foresaw are written down, so that the user sees one sentence and we see all."""

import secrets
import time
import traceback
from pathlib import Path

LOG = Path(".policygraph/errors.log")


def report(error: BaseException) -> str:
    """Append the traceback under an id to the log; the sentence for the user names both."""
    name = f"E{secrets.token_hex(3)}"
    entry = f"{name} {time.strftime('%Y-%m-%dT%H:%M:%S%z')}\n{''.join(traceback.format_exception(error))}\n"
    try:
        LOG.parent.mkdir(exist_ok=True)
        with LOG.open("a", encoding="utf-8", errors="replace") as log:
            log.write(entry)
    except OSError:
        return f"出现了没有预料到的错误（{type(error).__name__}：{error}），而且无法写入 {LOG}。"
    return f"出现了没有预料到的错误，编号 {name}，详情已记入 {LOG}，请把它交给维护人员。"
