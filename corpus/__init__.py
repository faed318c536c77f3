"""The documents and the registry that ship with policygraph."""

from pathlib import Path

ROOT = Path(__file__).parent
DOCUMENTS = ROOT / "documents"
REGISTRY = ROOT / "registry"
