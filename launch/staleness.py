"""Whether the trained model still fits the data, the domain, the configuration and the code it came from."""

from __future__ import annotations

import contextlib
import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

INPUTS = (
    "config.yml",
    "domain.yml",
    "requirements.txt",
    "data/nlu/*.yml",
    "data/rules/*.yml",
    "data/context/*.tsv",
    "data/vragen/*.tsv",
    "data/andersom/*.tsv",
    "data/beleefd.yml",
    "leidraad/onderwerpen.yml",
    "leidraad/eerste_woord.yml",
    "nlu/*.py",
    "nlu/e5/*.py",
    "nlu/e5/adapter.npz",
    "nlu/ranking/*.py",
)
"""What a model is made from, below the root; the forms in data/context/ are read at every start."""


UNSEEN_BY_RASA = (
    "requirements.txt",
    "leidraad/eerste_woord.yml",
    "data/context/*.tsv",
    "data/vragen/*.tsv",
    "data/andersom/*.tsv",
    "data/beleefd.yml",
    "nlu/*.py",
    "nlu/e5/*.py",
    "nlu/e5/adapter.npz",
    "nlu/ranking/*.py",
)
"""What Rasa does not look at when it takes a trained part from its cache: code and files that our components read."""


def fingerprint(root: Path) -> str:
    """Return the digest of everything that a model is made from: names and contents."""
    return _digest(root, INPUTS)


def cache_of_rasa(root: Path) -> Path:
    """Return where Rasa keeps trained parts, one directory for each state of what it does not look at itself."""
    return root / ".rasa" / _digest(root, UNSEEN_BY_RASA)[:16]


def _digest(root: Path, patterns: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            digest.update(f"{path.relative_to(root)}\0".encode())
            digest.update(path.read_bytes())
    # Whoever installs explosion's own Dutch pipeline over ours gets a model trained on it.
    with contextlib.suppress(PackageNotFoundError):
        digest.update(version("nl_core_news_sm").encode())
    return digest.hexdigest()


def stale(root: Path, model: Path) -> bool:
    """Return whether the model must be trained (again)."""
    note = _note(model)
    return not (model.is_file() and note.is_file() and note.read_text(encoding="ascii").strip() == fingerprint(root))


def trained(root: Path, model: Path) -> None:
    """Note from what the model was trained."""
    _note(model).write_text(fingerprint(root) + "\n", encoding="ascii")


def _note(model: Path) -> Path:
    return model.with_name("magdat.sha256")
