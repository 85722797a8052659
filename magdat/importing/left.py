"""What an import could not put anywhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Left:
    """A piece of text that is in no statement and no introduction, and where it stands."""

    text: str
    place: str
