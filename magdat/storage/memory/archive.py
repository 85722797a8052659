"""The archive of the policy in memory."""

from __future__ import annotations

import datetime as dt

from magdat.policy.archive import Kept, kept
from magdat.policy.loading import LoadedPolicy


class MemoryArchive:
    """The texts, and when each came into use, for tests."""

    def __init__(self) -> None:
        """Begin with none."""
        self._entries: list[Kept] = []

    def keep(self, loaded: LoadedPolicy, now: dt.datetime) -> bool:
        """Keep a text that comes into use."""
        if not self._entries or self._entries[-1].digest != loaded.document.digest:
            self._entries.append(kept(loaded, now))
        return True

    def entries(self) -> list[Kept]:
        """Return the texts in the order in which they came into use."""
        return list(self._entries)
