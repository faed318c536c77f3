"""Reading in a process of its own: bytes on stdin, the documents as JSON on stdout; or, with exit code 1, why not.

Whoever starts it can end it when it takes too long, and what a hostile file does to it stays there. The file's name
and the identity it is to have (or nothing) are its arguments. A refusal is a sentence in Chinese and one in English.
"""

import sys

import msgspec

from graph.errors import PolicyGraphError
from ingest.read import read_bytes


def main(name: str, identity: str = "") -> int:
    """Read stdin as the file called ``name``; the exit code."""
    try:
        reading = read_bytes(sys.stdin.buffer.read(), name)
        from ingest.pipeline import parse_reading  # takes longer to load than most refusals to make

        documents = parse_reading(reading, identity or None)
    except PolicyGraphError as error:
        sys.stdout.buffer.write(msgspec.json.encode((error.zh, error.en)))
        return error.exit_code
    sys.stdout.buffer.write(msgspec.json.encode(documents))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
