"""Who is talking in the web widget: a random token, good for one conversation.

A token is 256 random bits, and only its digest is kept, in the database that all workers share. A signed token would
need no table, but then an old one could not be refused after it was replaced or its conversation was erased; and
whoever reads the key in the database could make tokens, while with what is kept here nobody can do anything.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from cryptography.fernet import Fernet, InvalidToken

from magdat.storage.ports import Session, Sessions

IDLE = 12 * 3600.0
"""Seconds without a word after which a token ends."""

LONGEST = 24 * 3600.0
"""Seconds after which a token ends, whatever was said: the widget begins again, with a new one."""

WAITING = 7 * 86_400.0
"""Seconds that a token is good after somebody listened last, while a question of its conversation is with a desk: the
answer comes there, and whoever goes home on a Friday reads it on Monday."""

GRACE = 30.0
"""Seconds that a token is still good after a new one took its place: for requests that are on their way."""

PROLONGED_EACH = 600.0
"""Seconds between two moments at which it is written that a token is in use."""

_FORM = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Visitor:
    """One person in one conversation."""

    person: str
    """Who: what the intranet calls them, or else random."""

    place: str
    """Which of the conversations of somebody with a name; empty where there is none."""

    conversation: str
    """A random name of the conversation."""

    since: int = 0
    """The number of the last push before the token was made (:meth:`magdat.storage.ports.Pushes.mark`)."""

    begun: float = 0.0
    """When the token was made (seconds since 1970)."""

    def goes_on(self, person: str | None) -> bool:
        """Return whether somebody may go on with this conversation: never with that of another who logged in."""
        return self.person == person if self.place or person is not None else True


def newcomer(person: str | None) -> Visitor:
    """Return somebody in a conversation that was not there yet; ``None`` is who did not log in."""
    conversation = secrets.token_hex(16)
    return Visitor(conversation, "", conversation) if person is None else Visitor(person, conversation, conversation)


class Visitors:
    """The tokens that are good."""

    def __init__(
        self,
        sessions: Sessions,
        clock: Callable[[], float] = time.time,
        waits: Callable[[Visitor], bool] = lambda _visitor: False,
    ) -> None:
        """Keep what it works with.

        Args:
            sessions: where tokens are kept.
            clock: gives seconds since 1970.
            waits: whether a question of somebody's conversation is with a desk; raises StorageError.
        """
        self._sessions = sessions
        self._clock = clock
        self._waits = waits

    def token_for(self, visitor: Visitor, since: int, instead_of: str | None) -> str:
        """Return a new token for somebody.

        Args:
            visitor: who, and in which conversation.
            since: the number of the last push before now.
            instead_of: the token that it replaces, which from now on is good for a short while only.

        Raises:
            StorageError: it cannot be kept.
        """
        token, now = secrets.token_urlsafe(32), self._clock()
        begun = replace(visitor, since=since, begun=now)
        sealed = _seal(token).encrypt(json.dumps(asdict(begun)).encode()).decode()
        session = Session(_digest("conversation", visitor.conversation), sealed, now + IDLE)
        old = _digest("token", instead_of) if instead_of else None
        self._sessions.begin(_digest("token", token), session, instead_of=old, grace=GRACE)
        return token

    def of(self, token: str, *, used: bool = True, looks: bool = False) -> Visitor | None:
        """Return whom a token opens; ``None`` when it is not good.

        Args:
            token: any text.
            used: whether that makes it last longer.
            looks: whether it lasts longer still where an answer of a person may come.

        Raises:
            StorageError: it cannot be read.
        """
        if not _FORM.fullmatch(token):
            return None
        digest = _digest("token", token)
        if (found := self._sessions.of(digest)) is None:
            return None
        try:
            visitor = Visitor(**json.loads(_seal(token).decrypt(found.sealed.encode())))
        except (InvalidToken, ValueError, TypeError):
            return None
        now = self._clock()
        until = min(now + IDLE, visitor.begun + LONGEST)
        if found.replaced:
            return visitor
        if looks and self._waits(visitor):
            until = now + WAITING
        elif looks and found.until > now + IDLE:  # nothing waits any more
            self._sessions.prolong(digest, until)
        if (used or until > now + IDLE) and until - found.until > PROLONGED_EACH:
            self._sessions.prolong(digest, until)
        return visitor

    def end(self, visitor: Visitor) -> None:
        """End every token of a conversation.

        Raises:
            StorageError: they cannot be ended.
        """
        self._sessions.erase(_digest("conversation", visitor.conversation))


def _digest(kind: str, text: str) -> str:
    return hashlib.sha256(f"magdat widget {kind} {text}".encode()).hexdigest()


def _seal(token: str) -> Fernet:
    """Return what only the holder of a token can open."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"magdat widget seal {token}".encode()).digest()))
