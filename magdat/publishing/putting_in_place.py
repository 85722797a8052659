"""Put a draft where answers come from, and keep what was there as an earlier version."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from magdat.files.writing import write_whole
from magdat.policy.in_force import VERSIONS
from magdat.policy.loading import LoadedPolicy


@dataclass(frozen=True)
class Published:
    """Where a draft went, and where what was in use before is kept; ``kept`` is ``None`` where nothing moved."""

    place: Path
    kept: Path | None
    at_once: bool
    """Whether answers come from it now; otherwise from the day that it names."""


def put_in_place(draft: LoadedPolicy, path: Path, today: dt.date) -> Published:
    """Write a draft to the policy file, or beside it when its day is still to come.

    What stood in the policy file is written among the earlier versions first, so that a machine that stops in between
    leaves the old policy in use, and nothing is ever lost.

    Args:
        draft: what is published.
        path: the policy file of the assistant.
        today: the day in Belgium.

    Raises:
        OSError: a file cannot be written; what was in use is in use still.
    """
    text = draft.document.text.encode("utf-8")
    if draft.policy.valid_from > today:
        place = _beside(path, draft.policy.version, text)
        return Published(place, None, at_once=False)
    kept = None
    if path.is_file() and path.read_bytes() != text:
        before = path.read_bytes()
        kept = _beside(path, _number_in(before) or "vorige", before)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
    return Published(path, kept, at_once=True)


def _beside(path: Path, version: str, text: bytes) -> Path:
    """Write a text among the versions, under a name that nothing else has; return where it lies."""
    folder = path.parent / VERSIONS
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]+", "_", version)
    for number in range(1, 1000):
        place = folder / (f"{name}.yml" if number == 1 else f"{name}_{number}.yml")
        if not place.exists():
            write_whole(place, text)
            return place
        if place.read_bytes() == text:
            return place
    raise FileExistsError(f"{folder} holds a thousand files called {name}")


def _number_in(text: bytes) -> str | None:
    """Return the version that a policy names, though it may be broken otherwise."""
    found = re.search(rb"^versie:\s*[\"']?([^\"'#\s]+)", text, re.MULTILINE)
    return found[1].decode("utf-8", "replace") if found else None
