"""Which document somebody means by a file's path."""

import os.path

from graph.errors import InputError


def identity_of(words: str) -> str:
    """The id of the document in the file of this path; words that are no file's path stay as they are.

    Raises InputError for a notice that holds several documents.
    """
    if not os.path.isfile(words):
        return words
    from ui.intake import read_source

    found = read_source(words)
    if len(found) > 1:
        listed = "；".join(f"{document.id}《{document.title}》" for document in found)
        raise InputError(f"“{words}”里有 {len(found)} 份文件，请用编号指明其中一份：{listed}。")
    return found[0].id
