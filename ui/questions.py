"""Questions as they arrive from a shell or a file."""

import os

from graph.errors import InputError, NotFound


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
    from ingest.read import decode

    try:
        with open(path, "rb") as file:
            text = decode(file.read())[0]
    except FileNotFoundError:
        raise NotFound(f"找不到文件“{path}”，请检查路径。") from None
    except OSError as error:
        raise InputError(f"读不了文件“{path}”：{error.strerror}。") from None
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines
