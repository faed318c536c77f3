"""A web page's bytes, for `ingest URL`: https only, within limits of size and time."""

import time
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO
from urllib.parse import urlsplit

from graph.errors import InputError, PolicyGraphError

MAX_BYTES = 20 * 1024 * 1024
MAX_SECONDS = 60
_QUIET_SECONDS = 20  # between two pieces
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


class PageUnavailable(PolicyGraphError):
    """A web server can't be reached, or fails."""

    exit_code = 3


def is_url(source: str) -> bool:
    """Whether a source is an address rather than a path."""
    return "://" in source


def fetch(url: str) -> bytes:
    """The bytes behind an address.

    Raises InputError where the address is not https (http is taken from this machine only), is refused or
    holds too much, and PageUnavailable where its server can't be reached or fails.
    """
    _check(url)
    request = urllib.request.Request(url, headers={"User-Agent": "policygraph", "Accept": "text/html, text/plain, */*"})
    deadline = time.monotonic() + MAX_SECONDS
    try:
        with urllib.request.build_opener(_Redirects).open(request, timeout=_QUIET_SECONDS) as response:
            return _read(response, url, deadline)
    except urllib.error.HTTPError as error:
        if error.code >= 500:
            raise PageUnavailable(f"网页 {url} 的服务器出错（HTTP {error.code}），请稍后再试。") from error
        raise InputError(f"网页 {url} 取不到（HTTP {error.code}），请检查网址。") from error
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise PageUnavailable(f"连不上 {urlsplit(url).netloc}（{reason}），请检查网址和网络。") from error


class _Redirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, request: urllib.request.Request, body: IO[bytes], code: int, message: str, headers: HTTPMessage, to: str
    ) -> urllib.request.Request | None:
        _check(to)
        return super().redirect_request(request, body, code, message, headers, to)


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host:
        raise InputError(f"网址 {url} 写得不对，应形如 https://www.example.gov.cn/…。")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _THIS_MACHINE):
        raise InputError(f"只读取 https:// 开头的网页，不读 {url}。")


def _read(response: HTTPResponse, url: str, deadline: float) -> bytes:
    pieces, size = [], 0
    while piece := response.read1(64 * 1024):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_BYTES:
            raise InputError(f"网页 {url} 超过 {MAX_BYTES // 1024 // 1024} MB，没有读入。")
        if time.monotonic() > deadline:
            raise PageUnavailable(f"网页 {url} 在 {MAX_SECONDS} 秒内没有传完，请稍后再试。")
    if response.length:
        raise PageUnavailable(f"网页 {url} 没有传完就断了，请稍后再试。")
    return b"".join(pieces)
