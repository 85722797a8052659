"""Names for senders that say nothing about who they are, and that cannot be traced back once their key is gone."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Protocol

DEFAULT_DAYS = 30
"""Days that a key is used; the same as the default retention, so that no pseudonym outlives what it names."""

KEY_BYTES = 32
"""Bytes of a key."""

AT_HAND = 30.0
"""Seconds for which the keys that were read are believed, where nobody is erased by them."""

_SECONDS_A_DAY = 86_400
_DIGEST_CHARACTERS = 32
"""Hexadecimal characters of the digest that are kept: 128 bits, far beyond any collision."""


@dataclass(frozen=True)
class Key:
    """The key of one period."""

    days: int
    """How many days its period lasts; when the retention changes, old keys stay readable for what they say."""

    period: int
    """The how manieth period of so many days since 1970."""

    secret: bytes = field(repr=False)

    @property
    def end(self) -> int:
        """Return when the period ends (seconds since 1970)."""
        return (self.period + 1) * self.days * _SECONDS_A_DAY


class Keys(Protocol):
    """The keys of pseudonyms, and the channels that were seen; magdat/storage holds the forms."""

    def of(self, days: int, period: int) -> bytes:
        """Return the key of a period, made when there is none; whoever asks at the same time gets the same one.

        Raises:
            StorageError: it cannot be read or written.
        """

    def all(self) -> list[Key]:
        """Return every key that there is."""

    def remove(self, days: int, period: int) -> None:
        """Delete the key of a period."""

    def channels(self) -> list[str]:
        """Return the channels that were noted, sorted."""

    def note(self, channel: str) -> None:
        """Note a channel's name, because a person who wants to be erased does not know it."""


def _now() -> datetime:
    return datetime.now(timezone.utc)


class Pseudonyms:
    """Keyed pseudonyms of senders: stable for one period and one channel, unrelated in any other.

    Each period of ``days`` has its own random key. A key stays as long as something that was stored under it may still
    be kept, so that a person can be erased, and is deleted after that. Without the key a pseudonym cannot be computed,
    not even by trying every sender.
    """

    def __init__(self, keys: Keys, days: int = DEFAULT_DAYS, clock: Callable[[], datetime] = _now) -> None:
        """Remember where the keys are; no key is made before it is needed.

        Args:
            keys: where the keys are kept.
            days: how long one key is used, and how long conversations are kept.
            clock: gives the present moment, with its time zone.

        Raises:
            ValueError: ``days`` is below 1.
        """
        if days < 1:
            raise ValueError(f"a period lasts at least one day, not {days}")
        self._stored = keys
        self._days = days
        self._clock = clock
        self._keys: dict[int, bytes] = {}
        self._read: tuple[float, list[Key]] = (float("-inf"), [])
        self._channels: set[str] = set()

    def of(self, sender_id: str, channel: str) -> str:
        """Return the sender's present pseudonym in this channel, such as «p-3f…».

        Raises:
            StorageError: the key cannot be read or written.
        """
        period = self._period()
        key = self._keys.get(period) or self._open(period)
        if channel not in self._channels:
            self._stored.note(channel)
            self._channels.add(channel)
        return _pseudonym(key, sender_id, channel)

    def at_hand(self, *channels: str) -> bool:
        """Return whether a present pseudonym in channels can be told without reading or writing anything."""
        return self._period() in self._keys and self._channels.issuperset(channels)

    def candidates(self, sender_id: str, channel: str | None = None) -> list[str]:
        """Return every pseudonym that stored events of this sender may carry: what erasure has to look for.

        Args:
            sender_id: the sender as the channel calls them.
            channel: the channel they wrote in; ``None`` means every channel that was ever seen.

        Raises:
            StorageError: a key cannot be read.
        """
        channels = [channel] if channel is not None else self._stored.channels()
        return [_pseudonym(key.secret, sender_id, name) for key in self._stored.all() for name in channels]

    def at(self, person: str, channel: str, tenant: str, place: str) -> str:
        """Return the present pseudonym of a person at one place: what is said there is known at no other.

        It begins with the person's own (:meth:`of`), by which all that is theirs can be found.

        Raises:
            StorageError: the key cannot be read or written.
        """
        who = self.of(person, channel)
        period = self._period()  # another one may have begun meanwhile
        return _at(who, self._keys.get(period) or self._open(period), tenant, place)

    def all_at(self, person: str, channel: str, tenant: str, place: str, *, lately: bool = False) -> list[str]:
        """Return every pseudonym that a person at one place had under the keys that are still there.

        Args:
            person: the sender as the channel calls them.
            channel: the channel they wrote in.
            tenant: the company or workspace, where the channel has several.
            place: the chat, group or thread.
            lately: whether the keys that were there a moment ago will do (:data:`AT_HAND`): not for erasing.

        Raises:
            StorageError: a key cannot be read.
        """
        keys = self._lately() if lately else self._stored.all()
        return [_at(_pseudonym(key.secret, person, channel), key.secret, tenant, place) for key in keys]

    def _lately(self) -> list[Key]:
        """Return the keys as they were read a moment ago; around the change of a period, as they are."""
        now, (read, keys) = self._clock().timestamp(), self._read
        inside = now % (self._days * _SECONDS_A_DAY)
        changes = min(inside, self._days * _SECONDS_A_DAY - inside) < AT_HAND
        if changes or not read <= now < read + AT_HAND:
            keys = self._stored.all()
            self._read = (now, keys)
        return keys

    def channels(self) -> list[str]:
        """Return the channels for which a pseudonym was ever asked, sorted."""
        return self._stored.channels()

    def forget(self, moment: float) -> int:
        """Delete the keys under which nothing can be kept any more; return how many.

        A key is used until its period ends, and what was stored on that last moment is kept for the retention: the
        old one or the new one, whichever is longer.

        Args:
            moment: from which is reckoned what is past its time (seconds since 1970).

        Raises:
            StorageError: a key cannot be read or removed.
        """
        gone = [key for key in self._stored.all() if key.end + max(key.days, self._days) * _SECONDS_A_DAY <= moment]
        for key in gone:
            self._stored.remove(key.days, key.period)
        return len(gone)

    def _period(self) -> int:
        return int(self._clock().timestamp() // (self._days * _SECONDS_A_DAY))

    def _open(self, period: int) -> bytes:
        """Return the key of a period that this process did not meet before, and let go of those before it."""
        secret = self._stored.of(self._days, period)
        self._keys = {period: secret}
        return secret


def _pseudonym(key: bytes, sender_id: str, channel: str) -> str:
    name = channel.encode("utf-8", "surrogatepass")
    # The length goes first, so that no other split of channel and sender gives the same bytes.
    message = len(name).to_bytes(4, "big") + name + sender_id.encode("utf-8", "surrogatepass")
    return "p-" + hmac.new(key, message, hashlib.sha256).hexdigest()[:_DIGEST_CHARACTERS]


PERSON_CHARACTERS = 2 + _DIGEST_CHARACTERS
"""Characters of a pseudonym that say which person; what follows says at which place."""


def _at(who: str, key: bytes, tenant: str, place: str) -> str:
    if not tenant and not place:
        return who
    message = (
        len(tenant.encode("utf-8", "surrogatepass")).to_bytes(4, "big")
        + tenant.encode("utf-8", "surrogatepass")
        + place.encode("utf-8", "surrogatepass")
    )
    return f"{who}-{hmac.new(key, message, hashlib.sha256).hexdigest()[:16]}"
