"""Keyed pseudonyms for senders (being extended)."""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path


class Pseudonyms:
    """Turn a sender id into a pseudonym that means nothing without the key."""

    def __init__(self, state: Path) -> None:
        """Read the key, or make one."""
        state.mkdir(parents=True, exist_ok=True)
        path = state / "pseudoniem.key"
        if not path.exists():
            path.write_bytes(os.urandom(32))
            path.chmod(0o600)
        self._key = path.read_bytes()

    def of(self, sender: str, channel: str) -> str:
        """Return the pseudonym of a sender on a channel."""
        digest = hmac.new(self._key, f"{channel}\0{sender}".encode("utf-8", "replace"), hashlib.sha256)
        return f"p-{digest.hexdigest()[:32]}"
