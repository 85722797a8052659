"""Counts per topic and week, without anybody being recognisable. No text is ever kept here.

A person is counted as a digest under a key that is made anew each week and thrown away after it: within the
week one person counts once, and afterwards nobody can be told from anybody. A row is shown only when at least
``minimum`` different people are behind it. This is the port; magdat/storage holds its forms.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import Protocol

ASKED, HELPED, NOT_HELPED, NOT_UNDERSTOOD = "gesteld", "geholpen", "niet_geholpen", "niet_begrepen"


@dataclass(frozen=True)
class Row:
    """A count that may be shown."""

    week: str
    topic: str
    kind: str
    people: int
    times: int


class Counts(Protocol):
    """How often, and by how many people."""

    def record(self, topic: str, kind: str, person: str) -> None:
        """Count one thing of one person; the caller leaves confidential topics out.

        Raises:
            StorageError: it could not be counted.
        """

    def rows(self, minimum: int) -> list[Row]:
        """Return the counts behind which at least ``minimum`` people stand, newest week first."""

    def forget(self, days: int) -> int:
        """Remove everything of weeks that ended more than ``days`` ago; return how many rows went."""


def week_of(day: dt.date) -> str:
    """Return the week that a day lies in, such as ``2026-W48``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def fresh_key() -> str:
    """Return a new key for a week."""
    return secrets.token_hex(32)


def digest_of(person: str, key: str) -> str:
    """Return what stands for a person in the week of this key."""
    return hashlib.blake2b(person.encode("utf-8", "surrogatepass"), key=bytes.fromhex(key), digest_size=16).hexdigest()
