"""Names for senders that say nothing about who they are, and that cannot be traced back once their key is gone."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import tempfile
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

DEFAULT_DAYS = 30
"""Days that a key is used; the same as the default retention, so that no pseudonym outlives what it names."""

_SECONDS_A_DAY = 86_400
_KEY_BYTES = 32
_NAME = re.compile(r"[1-9]\d*-\d+\.sleutel")
_DIGEST_CHARACTERS = 32
"""Hexadecimal characters of the digest that are kept: 128 bits, far beyond any collision."""


def _now() -> datetime:
    return datetime.now(timezone.utc)


class Pseudonyms:
    """Keyed pseudonyms of senders: stable for one period and one channel, unrelated in any other.

    Each period of ``days`` has its own random key in ``<state_dir>/sleutels/``, readable by the owner only. A key
    stays as long as something that was stored under it may still be kept, so that a person can be erased, and is
    deleted after that. Without the key a pseudonym cannot be computed, not even by trying every sender.
    """

    def __init__(self, state_dir: Path | str, days: int = DEFAULT_DAYS, clock: Callable[[], datetime] = _now) -> None:
        """Remember where the keys are; nothing is read or written before it is needed.

        Args:
            state_dir: the folder for what the assistant writes; made when it does not exist.
            days: how long one key is used, and how long conversations are kept.
            clock: gives the present moment, with its time zone.

        Raises:
            ValueError: ``days`` is below 1.
        """
        if days < 1:
            raise ValueError(f"a period lasts at least one day, not {days}")
        self._folder = Path(state_dir) / "sleutels"
        self._days = days
        self._clock = clock
        self._keys: dict[int, bytes] = {}
        self._channels: set[str] = set()

    def of(self, sender_id: str, channel: str) -> str:
        """Return the sender's present pseudonym in this channel, such as «p-3f…».

        Raises:
            OSError: the key cannot be read or written.
        """
        period = self._period()
        key = self._keys.get(period) or self._open(period)
        self._remember(channel)
        return _pseudonym(key, sender_id, channel)

    def candidates(self, sender_id: str, channel: str | None = None) -> list[str]:
        """Return every pseudonym that stored events of this sender may carry: what erasure has to look for.

        Args:
            sender_id: the sender as the channel calls them.
            channel: the channel they wrote in; ``None`` means every channel that was ever seen.

        Raises:
            OSError: a key cannot be read.
        """
        channels = [channel] if channel is not None else self.channels()
        keys = [path.read_bytes() for path in self._files()]
        return [_pseudonym(key, sender_id, name) for key in keys for name in channels]

    def channels(self) -> list[str]:
        """Return the channels for which a pseudonym was ever asked, sorted."""
        try:
            text = (self._folder / "kanalen").read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        return sorted({bytes.fromhex(line).decode("utf-8", "surrogatepass") for line in text.splitlines()})

    def forget(self) -> int:
        """Delete the keys under which nothing can be kept any more; return how many.

        A key is used until its period ends, and what was stored on that last moment is kept for the retention.
        """
        now = self._clock().timestamp()
        gone = [path for path in self._files() if _end(path) + self._kept(path) <= now]
        for path in gone:
            path.unlink(missing_ok=True)
        current = self._period()
        self._keys = {period: key for period, key in self._keys.items() if period == current}
        return len(gone)

    def _kept(self, path: Path) -> int:
        """Return the seconds that something stored under a key may stay: by the old retention or the new one."""
        return max(_length(path), self._days) * _SECONDS_A_DAY

    def _period(self) -> int:
        return int(self._clock().timestamp() // (self._days * _SECONDS_A_DAY))

    def _path(self, period: int) -> Path:
        # The length is in the name: when the retention changes, old keys stay readable for what it says on them.
        return self._folder / f"{self._days}-{period}.sleutel"

    def _files(self) -> list[Path]:
        return sorted(path for path in self._folder.glob("*.sleutel") if _NAME.fullmatch(path.name))

    def _open(self, period: int) -> bytes:
        """Return the period's key, made when there is none; two processes that start together get the same one."""
        self._make_folder()
        path = self._path(period)
        if not path.exists():
            handle, draft = tempfile.mkstemp(dir=self._folder, prefix=".nieuw-")  # mkstemp makes it 0600
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(secrets.token_bytes(_KEY_BYTES))
                    file.flush()
                    os.fsync(file.fileno())
                # Linking either puts the whole file there or fails because another process was first.
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                os.unlink(draft)
            self.forget()
        self._keys[period] = path.read_bytes()
        return self._keys[period]

    def _make_folder(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._folder.chmod(0o700)

    def _remember(self, channel: str) -> None:
        """Note the channel's name, because a person who wants to be erased does not know it."""
        if channel in self._channels:
            return
        if channel not in self.channels():
            # Hexadecimal, so that a name with a line break in it cannot forge another; appending is atomic.
            line = channel.encode("utf-8", "surrogatepass").hex() + "\n"
            descriptor = os.open(self._folder / "kanalen", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, line.encode("ascii"))
            finally:
                os.close(descriptor)
        self._channels.add(channel)


def _length(path: Path) -> int:
    return int(path.stem.split("-")[0])


def _end(path: Path) -> int:
    """Return when the key's period ends, in seconds since 1970."""
    days, period = (int(part) for part in path.stem.split("-"))
    return (period + 1) * days * _SECONDS_A_DAY


def _pseudonym(key: bytes, sender_id: str, channel: str) -> str:
    name = channel.encode("utf-8", "surrogatepass")
    # The length goes first, so that no other split of channel and sender gives the same bytes.
    message = len(name).to_bytes(4, "big") + name + sender_id.encode("utf-8", "surrogatepass")
    return "p-" + hmac.new(key, message, hashlib.sha256).hexdigest()[:_DIGEST_CHARACTERS]
