"""Serving the pages: Streamlit with this project's settings, on one graph."""

import os
import socket
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from graph.errors import InputError

_APP = Path(__file__).with_name("app.py")
_SETTINGS = Path(__file__).parent / ".streamlit" / "config.toml"
_USUAL_PORTS, _LAST_PORT = range(8501, 8601), 65535


def serve(url: str, *, port: int | None, address: str | None, browse: bool) -> None:
    """Serve the graph at ``url`` until the process is told to end, and say where.

    ``port`` None: the first of 8501 … that is free; 0: one that the system chooses. ``browse`` opens a browser as well.
    Raises InputError where the port is taken or the address is not this machine's.
    """
    os.environ["POLICYGRAPH_GRAPH"] = url
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # sessions share the cores: one question must not take them all
    from streamlit.web import bootstrap

    options = dict(_flat(tomllib.loads(_SETTINGS.read_text(encoding="utf-8"))))
    host = address or str(options["server.address"])
    options |= {"server.address": host, "server.port": _free_port(host, port), "server.headless": not browse}
    root = str(_APP.parent.parent)
    if root not in sys.path:
        sys.path.insert(0, root)
    bootstrap.load_config_options(options)
    print(f"政策图谱：http://{host}:{options['server.port']} （按 Ctrl-C 结束）", flush=True)
    bootstrap.run(str(_APP), False, [], options)


def _free_port(host: str, port: int | None) -> int:
    if port is not None and port > _LAST_PORT:
        raise InputError(f"端口要在 0 到 {_LAST_PORT} 之间，没有 {port}。")
    for candidate in _USUAL_PORTS if port is None else (port,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError as error:
                refusal = error
            else:
                free: int = probe.getsockname()[1]
                return free
    raise InputError(
        f"不能在 {host} 的端口 {port or _USUAL_PORTS[-1]} 上打开网页：{refusal.strerror}。请用 --port 换一个。"
    )


def _flat(settings: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
