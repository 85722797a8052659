"""The policies that come with the assistant, to see what an answer would be at another company."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from magdat.files.documents import read_document
from magdat.files.problems import DocumentError
from magdat.guidance.library import Library
from magdat.policy.loading import LoadedPolicy, load_policy
from magdat.settings import ROOT

FOLDER = ROOT / "beleid" / "voorbeelden"

TRIED = "beleid_proberen"
"""Under this name a message carries (in its metadata) by which of these policies it is to be answered."""

NO_POLICY = "-"
"""What it carries there when it is no question, and no policy is to answer it."""


@dataclass(frozen=True)
class Shipped:
    """What somebody sees of a policy before they choose it."""

    name: str
    company: str
    title: str
    version: str
    valid_from: str
    """As the file has it, such as ``2026-01-01``."""

    employees: int | None
    sector: str


def shipped_names(folder: Path = FOLDER) -> frozenset[str]:
    """Return what the policies in a folder are called: their files without the extension."""
    return frozenset(path.stem for path in folder.glob("*.yml"))


def shown(path: Path) -> Shipped | None:
    """Return what is shown of a policy; ``None`` where its file does not say it.

    Args:
        path: the file, of any format.
    """
    try:
        data = read_document(path).data
        company = data["bedrijf"]
        return Shipped(
            path.stem,
            str(company["naam"]),
            str(data["titel"]),
            str(data["versie"]),
            str(data["geldig_vanaf"]),
            int(company["werknemers"]) if company.get("werknemers") else None,
            str(company.get("sector") or ""),
        )
    except (DocumentError, LookupError, TypeError, ValueError):
        return None


class ShippedPolicies:
    """Read these policies when somebody first wants an answer from one, and again when its file changes."""

    def __init__(self, library: Library, folder: Path = FOLDER) -> None:
        """Read nothing yet; ``library`` has the topics that a policy may name."""
        self._library = library
        self._folder = folder
        self._lock = threading.Lock()
        self._read: dict[str, tuple[int, LoadedPolicy]] = {}

    def named(self, name: str) -> LoadedPolicy | None:
        """Return a policy; ``None`` where there is none of that name.

        It answers whatever day it is: also one whose day is still to come can be tried.

        Raises:
            DocumentError: its file cannot be used.
        """
        if name not in shipped_names(self._folder):
            return None
        path = self._folder / f"{name}.yml"
        with self._lock:
            changed = path.stat().st_mtime_ns
            known = self._read.get(name)
            if known is None or known[0] != changed:
                known = self._read[name] = changed, load_policy(path, self._library)
            return known[1]
