"""Who works at a desk, and what is needed to know that it is them."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from typing import Protocol

NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,63}")
"""A log-in name: small letters, so that nobody can take a name that looks like another's."""


@dataclass(frozen=True)
class Agent:
    """Somebody who answers at one or more desks."""

    name: str
    """What they log in with; colleagues see it, the person who asked never does."""

    desks: frozenset[str]
    """The ids of their desks in the policy."""

    admin: bool = False
    """Whether they look after the desk: they also see every desk that is not confidential, and its log."""

    active: bool = False
    """Whether they chose a password and a second factor."""

    def sees(self, desk: str, confidential: Set[str]) -> bool:
        """Return whether the tickets of a desk are theirs to see.

        Args:
            desk: the id of the desk.
            confidential: the ids of the desks that only their own people see.
        """
        return desk in self.desks or (self.admin and desk not in confidential)


@dataclass(frozen=True)
class Credentials:
    """What is kept to know somebody by; nothing of it lets anybody in by itself."""

    password: str | None
    """The argon2 hash; ``None`` before one was chosen."""

    secret: bytes
    """The sealed secret of the codes (TOTP)."""

    step: int
    """The last time step of which a code was used: it counts once."""

    start: str | None
    """A digest of the code with which the password is chosen, once; ``None`` when that was done."""

    start_until: float
    """When that code ends (seconds since 1970)."""


class Agents(Protocol):
    """Everybody who may log in at the desk page.

    Every method is one transaction, and raises StorageError when nothing could be read or written.
    """

    def add(self, agent: Agent, secret: bytes, start: str, until: float) -> bool:
        """Keep somebody new; ``False`` when the name is taken, and then nothing changed."""

    def keep(self, agent: Agent, mark: str) -> bool:
        """Keep somebody whom another system knows, with the desks that they have now; add them when they are new.

        Args:
            agent: who, and what they may now.
            mark: stands in the place of the password, and tells whose name it is; no password is like it.

        Returns:
            ``False`` when somebody else has the name, and then nothing changed.
        """

    def of(self, name: str) -> Agent | None:
        """Return somebody by their name."""

    def credentials(self, name: str) -> Credentials | None:
        """Return what is known to recognise somebody by."""

    def all(self) -> list[Agent]:
        """Return everybody, by name."""

    def restart(self, name: str, secret: bytes, start: str, until: float) -> bool:
        """Take password and second factor away, and let them be chosen anew; ``False`` when there is nobody."""

    def activate(self, name: str, start: str, password: str, step: int) -> bool:
        """Keep a chosen password, and use up the code ``start``; ``False`` when that was used or replaced."""

    def use_step(self, name: str, step: int) -> bool:
        """Use up the codes until a time step; ``False`` when that was done before."""

    def rehash(self, name: str, was: str, password: str) -> None:
        """Keep the same password under newer parameters, unless it was changed meanwhile."""

    def remove(self, name: str) -> bool:
        """Remove somebody; ``False`` when there is nobody."""


def proper_name(typed: str) -> str:
    """Return a log-in name as it is kept.

    Raises:
        ValueError: it cannot be one; the text says so in Dutch.
    """
    name = typed.strip().lower()
    if NAME.fullmatch(name) is None:
        raise ValueError("een naam bestaat uit 2 tot 64 kleine letters, cijfers en . _ @ + -, zonder spaties")
    return name
