"""Many sessions at once, without browsers: what a page's script sends is read off its web socket.

A session is a connection that says ``rerun`` with an address's query and reads messages until the script has ended.
"""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import msgspec
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What one session got: seconds from asking to the end of the script, exceptions, and the card that answered."""

    seconds: float
    exceptions: tuple[str, ...]
    answer: str


def ask_together(address: str, questions: list[str]) -> list[Told]:
    """Ask each question in a session of its own, all of them at the same time."""
    with ThreadPoolExecutor(1) as thread:  # the caller's own thread may run a loop already, as Playwright's does
        return thread.submit(asyncio.run, _together(address, questions)).result()


async def _together(address: str, questions: list[str]) -> list[Told]:
    return list(await asyncio.gather(*(_session(address, question) for question in questions)))


async def _session(address: str, question: str) -> Told:
    socket = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(socket, subprotocols=["streamlit"], max_size=None, open_timeout=60) as line:  # type: ignore[list-item]
        wanted = BackMsg()
        wanted.rerun_script.query_string = urlencode({"q": question})
        start = time.perf_counter()
        await line.send(wanted.SerializeToString())
        exceptions, answer = [], ""
        async for data in line:
            message = ForwardMsg.FromString(data)  # type: ignore[arg-type]
            kind = message.WhichOneof("type")
            if kind == "delta":
                element = message.delta.new_element
                if element.WhichOneof("type") == "exception":
                    exceptions.append(element.exception.message)
                if element.WhichOneof("type") == "bidi_component" and "pg-card" in element.bidi_component.json:
                    answer = element.bidi_component.json
            elif kind == "script_finished":
                break
        return Told(seconds=time.perf_counter() - start, exceptions=tuple(exceptions), answer=answer)
