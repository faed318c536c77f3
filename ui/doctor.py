"""Checks of the environment: what is there, what is missing, and what to do about it."""

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import msgspec

import corpus
from graph.errors import PolicyGraphError
from graph.load import node_counts
from graph.store import GraphStore, graph_url, open_store

_OPTIONAL = {"sentence-transformers": "别的向量模型（pip install 'policygraph[transformers]'）"}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the doctor: ``exit_code`` is 0 unless policygraph can't be used as it is."""

    found: bool
    what: str
    detail: str
    exit_code: int = 0


def examine(url: str | None) -> Iterator[Finding]:
    """The checks one by one, quick ones first; the graph meant is that of `graph_url`."""
    yield _python()
    yield _packages()
    yield _shipped()
    yield from _graph(graph_url(url))
    yield _embedder()
    yield from _server_tools()


def _python() -> Finding:
    found = sys.version_info >= (3, 11)
    detail = platform.python_version() + ("" if found else "，需要 3.11 或更新的版本")
    return Finding(found=found, what="Python", detail=detail, exit_code=int(not found))


def _packages() -> Finding:
    lines = (line for line in requires("policygraph") or () if "extra ==" not in line)
    names = [re.split(r"[\s\[;<>=!~]", line, maxsplit=1)[0] for line in lines]  # streamlit[auth]>=1 is streamlit
    missing = [name for name in names if not _version(name)]
    if missing:
        return Finding(
            found=False, what="软件包", detail=f"缺少 {'、'.join(missing)}，请重新安装 policygraph", exit_code=1
        )
    extras = [f"未装 {name}，只在需要{use}时才用" for name, use in _OPTIONAL.items() if not _version(name)]
    return Finding(found=True, what="软件包", detail="；".join([f"{len(names)} 个齐全", *extras]))


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _shipped() -> Finding:
    documents = [path for path in corpus.DOCUMENTS.glob("*") if path.suffix != ".toml"]
    tables = list(corpus.REGISTRY.glob("*"))
    found = bool(documents and tables)
    detail = f"{len(documents)} 份文件，{len(tables)} 张登记表" if found else "随附的文件或登记表不见了，请重新安装"
    return Finding(found=found, what="随附资料", detail=detail, exit_code=int(not found))


def _graph(url: str) -> Iterator[Finding]:
    if "://" not in url:
        yield _place(Path(url))
    try:
        with open_store(url) as store:
            yield _content(store)
    except PolicyGraphError as error:
        yield Finding(found=False, what="图谱", detail=str(error), exit_code=error.exit_code)


def _place(path: Path) -> Finding:
    nearest = next(parent for parent in (path, *path.absolute().parents) if parent.exists())
    if os.access(nearest, os.W_OK):
        return Finding(found=True, what="图谱位置", detail=f"{path} 可写")
    return Finding(
        found=False, what="图谱位置", detail=f"{nearest} 不可写，只能提问；要读入文件，请用 --graph 换一个位置"
    )


def _content(store: GraphStore) -> Finding:
    counts = node_counts(store)
    if not counts.get("Document"):
        return Finding(found=False, what="图谱", detail=f"{store.url} 还是空的，请运行 policygraph ingest")
    parts = [f"{counts.get(label, 0)} {words}" for label, words in _SHOWN.items()]
    return Finding(found=True, what="图谱", detail=f"{store.url}：{'，'.join(parts)}；向量模型 {_model(store)}")


_SHOWN = {
    "Document": "份文件（含旧版）",
    "Provision": "个条款",
    "Responsibility": "项责任",
    "Actor": "个主体",
    "Place": "个地区",
}


def _model(store: GraphStore) -> str:
    from graph.embedding import stored_model

    return stored_model(store) or "无"


def _embedder() -> Finding:
    from graph.embedding import open_embedder

    try:
        embedder = open_embedder()
        embedder.queries(["牵头单位"])
    except PolicyGraphError as error:
        return Finding(found=False, what="向量模型", detail=str(error), exit_code=error.exit_code)
    return Finding(found=True, what="向量模型", detail=f"{embedder.name}，{embedder.dimension} 维")


def _server_tools() -> Iterator[Finding]:
    for what, program in (("Java", "java"), ("Maven", "mvn")):
        path = shutil.which(program)
        use = "只有自己运行 Neo4j（make neo4j）和全部测试才需要"
        yield Finding(
            found=bool(path), what=what, detail=path or f"{use}；Debian：apt install default-jre-headless maven"
        )
