"""What a message can be about and the assistant recognises: the values of «inhoud»."""

from __future__ import annotations

from magdat.files.documents import read_document
from magdat.settings import ROOT

FILE = ROOT / "data" / "context" / "inhoud.yml"
"""How people type each content; the same file teaches the model that reads questions."""


def known_contents() -> tuple[str, ...] | None:
    """Return the contents that a question can be recognised to be about; ``None`` where the file is not at hand.

    The commands also run as an installed package, which carries no training data.

    Raises:
        DocumentError: the file is no YAML.
    """
    return tuple(read_document(FILE).data["waarden"]) if FILE.is_file() else None
