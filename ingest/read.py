"""Bytes to text: one reader a media type, every encoding that Chinese official files come in."""

import codecs
import hashlib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import msgspec

from graph.errors import InputError, NotFound, PolicyGraphError
from graph.model import Source

MAX_BYTES = 32 * 1024 * 1024
READABLE, READABLE_EN = "纯文本和网页（HTML）", "plain text and web pages (HTML)"
"""The kinds of files that are read, in words."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A file's text with newlines as ``\\n``, where it came from, and what was odd in reading it."""

    text: str
    source: Source
    warnings: tuple[str, ...] = ()


def read_path(path: str | Path) -> Reading:
    """Read a file. NotFound, or InputError with what is wrong and what to do, if it can't be used."""
    path = Path(path)
    if path.is_dir():
        raise InputError(f"“{path}”是一个文件夹，请给出其中的文件。")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise too_big(str(path), size)
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from None
    return read_bytes(data, path.name)


def unreadable(path: str | Path, error: OSError) -> PolicyGraphError:
    """What a file that the system does not give is refused with."""
    if isinstance(error, FileNotFoundError):
        return NotFound(f"找不到文件“{path}”，请检查路径。")
    return InputError(f"读不了文件“{path}”：{error.strerror or error}。")


def too_big(name: str, size: int) -> InputError:
    """What a file of so many bytes is refused with."""
    megabytes, most = size // 1024 // 1024, MAX_BYTES // 1024 // 1024
    return InputError(
        f"文件“{name}”有 {megabytes} MB，超过上限 {most} MB。",
        f"The file “{name}” has {megabytes} MB; {most} MB are the most that is read.",
    )


def read_bytes(data: bytes, name: str) -> Reading:
    """Read the bytes of a file called ``name``; its kind is told by its content, not its extension."""
    if not data.strip():
        raise InputError(f"文件“{name}”是空的。", f"The file “{name}” is empty.")
    media_type = _sniff(data, name)
    text, encoding, warnings = _READERS[media_type](data)
    if not text.strip():
        raise InputError(f"文件“{name}”里没有文字。", f"There is no text in the file “{name}”.")
    source = Source(
        name=name, sha256=hashlib.sha256(data).hexdigest(), media_type=media_type, encoding=encoding
    )  # fmt: skip
    return Reading(text=text, source=source, warnings=tuple(warnings))


def decode(data: bytes) -> tuple[str, str, list[str]]:
    """Text, encoding and warnings: a byte order mark, else NULs (UTF-16), else strict UTF-8, else GB18030."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _newlines(data.decode(encoding, "replace")), encoding, []
    sample = data[: 64 * 1024]
    if b"\0" in sample:
        # ASCII has its zero byte second in little-endian text, first in big-endian
        encoding = "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
        return _newlines(data.decode(encoding, "replace")), encoding, []
    for encoding in ("utf-8", "gb18030"):
        try:
            return _newlines(data.decode(encoding)), encoding, []
        except UnicodeDecodeError:
            continue
    text, encoding = min(
        ((data.decode(encoding, "replace"), encoding) for encoding in ("utf-8", "gb18030")),
        key=lambda pair: pair[0].count("\ufffd"),
    )
    lost = text.count("\ufffd")
    return _newlines(text), encoding, [f"有 {lost} 处字符无法识别（按 {encoding} 读取），请核对原文件。"]


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


_REFUSED = (
    (b"%PDF", "PDF", "a PDF"),
    (b"PK\x03\x04", "Word、Excel 或压缩包", "of Word or Excel, or an archive"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 Excel", "of an old Word or Excel"),
    (b"\x89PNG", "图片", "an image"),
    (b"\xff\xd8\xff", "图片", "an image"),
    (b"GIF8", "图片", "an image"),
)


_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream in which Office keeps a file with a password


def _sniff(data: bytes, name: str) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in data:
        raise InputError(
            f"文件“{name}”加了打开密码，请先去掉密码再试。",
            f"The file “{name}” has a password; please take that off and try again.",
        )
    for magic, kind, kind_en in _REFUSED:
        if data.startswith(magic):
            raise InputError(
                f"文件“{name}”是{kind}，目前只读{READABLE}。请另存为其中一种再试。",
                f"The file “{name}” is {kind_en}; only {READABLE_EN} are read. Please save it as one of these.",
            )
    head = decode(data[:8192])[0].lstrip("\ufeff \t\n").lower()
    if head.startswith(("<!doctype html", "<html", "<?xml")) or any(
        tag in head for tag in ("<html", "<body", "<div", "<p>", "<p ", "<table", "<meta ")
    ):
        return "text/html"
    if sum(head.count(char) for char in set(head) if _is_odd(char)) > len(head) // 10:
        raise InputError(
            f"文件“{name}”不是文本文件，目前只读{READABLE}。",
            f"The file “{name}” is no text; only {READABLE_EN} are read.",
        )
    return "text/plain"


def _is_odd(char: str) -> bool:
    """Whether a character stands in hardly any text: controls, replacements, unassigned and private ones."""
    return char == "\ufffd" or (char not in "\t\n\r\f" and unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs"))


def _read_html(data: bytes) -> tuple[str, str, list[str]]:
    from ingest.html import page_text

    markup, encoding, warnings = decode(data)
    return page_text(markup), encoding, warnings


_READERS: dict[str, Callable[[bytes], tuple[str, str, list[str]]]] = {
    "text/plain": decode,
    "text/html": _read_html,
}
