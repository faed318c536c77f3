"""Questions as they arrive from a shell or a file."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from graph.errors import InputError
from ui.writing import write_bytes

if TYPE_CHECKING:
    from qa.conversation import State


def clean(question: str) -> str:
    """A question out of the arguments; bytes that are no UTF-8 (a GB18030 terminal) are read as what they are."""
    try:
        question.encode()
    except UnicodeEncodeError:
        from ingest.read import decode

        return decode(os.fsencode(question))[0]
    return question


def read_batch(path: str) -> list[str]:
    """One question a line; an empty line is an empty question, the end of the file is none."""
    from ingest.read import decode, unreadable

    try:
        with open(path, "rb") as file:
            text = decode(file.read())[0]
    except OSError as error:
        raise unreadable(path, error) from None
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def read_state(path: str) -> "State | None":
    """What a conversation's last question was about; None where the file is not there yet or empty."""
    from qa.conversation import State

    try:
        content = Path(path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        from ingest.read import unreadable

        raise unreadable(path, error) from None
    if not content.strip():
        return None
    try:
        return msgspec.json.decode(content, type=State)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"“{path}”不是 ask --context 写下的上下文（{error}）；换一个文件名即可重新开始。") from None


def write_state(path: str, state: "State") -> None:
    """Keep what the next question may lean on."""
    write_bytes(path, [msgspec.json.format(msgspec.json.encode(state), indent=1) + b"\n"])
