"""The keys of pseudonyms in memory."""

from __future__ import annotations

import secrets
import threading

from magdat.privacy.pseudonym import KEY_BYTES, Key


class MemoryKeys:
    """Keys, and the channels that were seen, for tests."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._keys: dict[tuple[int, int], bytes] = {}
        self._channels: set[str] = set()

    def of(self, days: int, period: int) -> bytes:
        """Return the key of a period, made when there is none."""
        with self._lock:
            return self._keys.setdefault((days, period), secrets.token_bytes(KEY_BYTES))

    def all(self) -> list[Key]:
        """Return every key that there is."""
        return [Key(days, period, secret) for (days, period), secret in sorted(self._keys.items())]

    def remove(self, days: int, period: int) -> None:
        """Delete the key of a period."""
        self._keys.pop((days, period), None)

    def channels(self) -> list[str]:
        """Return the channels that were noted, sorted."""
        return sorted(self._channels)

    def note(self, channel: str) -> None:
        """Note a channel's name."""
        self._channels.add(channel)
