"""Files that commands write: whole, or not there."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from graph.errors import InputError


def write_lines(path: str, lines: Iterable[str]) -> None:
    """Write the lines to a file in UTF-8; see `write_bytes`."""
    write_bytes(path, (f"{line}\n".encode() for line in lines))


def write_bytes(path: str, pieces: Iterable[bytes]) -> None:
    """Write the pieces to a file, through one beside it, so that a failure leaves what was there before.

    A device or a pipe is written to as it is. Raises InputError where the place can't be written to.
    """
    target = Path(path)
    whole = target.is_file() or not target.exists()
    part = target.parent / f".{target.name}.{os.getpid()}" if whole else target
    try:
        with part.open("wb") as file:
            file.writelines(pieces)
        if whole:
            part.replace(target)
    except OSError as error:
        raise InputError(f"写不了文件“{path}”：{error.strerror}。") from None
    finally:
        if whole:
            with suppress(OSError):
                part.unlink(missing_ok=True)
