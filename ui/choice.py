"""Which document somebody means."""

from collections.abc import Sequence
from pathlib import Path

from graph.errors import InputError, NotFound
from graph.load import list_documents
from graph.store import GraphStore


def find_document(store: GraphStore, words: str) -> str:
    """The id of the document meant by its id, by an unambiguous prefix of its id or title, or by a file's path.

    Raises NotFound if the graph holds none such, InputError if it holds several.
    """
    titles: dict[str, str] = {row["id"]: row["title"] for row in list_documents(store)}
    if words in titles:
        return words
    if Path(words).is_file():
        return _one(words, [key for key in _ids_in(words) if key in titles], titles)
    plain = words.strip().strip("《》")
    return _one(
        words, [key for key, title in titles.items() if key.startswith(plain) or title.startswith(plain)], titles
    )


def _ids_in(path: str) -> list[str]:
    from ingest.pipeline import parse_path

    return [document.id for document in parse_path(path)]


def _one(words: str, found: Sequence[str], titles: dict[str, str]) -> str:
    if len(found) == 1:
        return found[0]
    if found:
        listed = "；".join(f"{key}《{titles[key]}》" for key in found[:5])
        raise InputError(
            f"“{words}”可以指图谱里的 {len(found)} 份文件，请说得更具体：{listed}{' …' if len(found) > 5 else ''}"
        )
    hint = "请先 policygraph ingest" if not titles or Path(words).is_file() else "用 policygraph documents 可查看有哪些"
    raise NotFound(f"图谱里没有“{words}”这份文件，{hint}。")
