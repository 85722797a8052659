"""Let somebody in for the first time: a code that works once, with which they choose a password themselves.

Nobody hands out a password, so nobody but its owner ever knows one.
"""

from __future__ import annotations

import base64
import secrets
import time
from collections.abc import Callable, Iterable

from magdat.privacy.seal import Seal
from magdat.staff.agents import Agent, Agents, proper_name

START_DAYS = 3.0
"""Days that a starting code is good."""

SECRET_BYTES = 20
"""Bytes of the secret behind the codes of the second factor, as RFC 4226 recommends."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP = 4, 4


class Invitations:
    """Make and replace starting codes."""

    def __init__(self, agents: Agents, seal: Seal, clock: Callable[[], float] = time.time) -> None:
        """Keep who works here, what seals, and a clock that gives seconds since 1970."""
        self._agents = agents
        self._seal = seal
        self._clock = clock

    def invite(self, name: str, desks: Iterable[str], *, admin: bool = False) -> str:
        """Add somebody; return the code with which they start.

        Raises:
            ValueError: the name cannot be used, or is taken.
            StorageError: it could not be kept.
        """
        name = proper_name(name)
        code = new_code()
        agent = Agent(name, frozenset(desks), admin)
        if not self._agents.add(agent, self._secret(name), self.digest(name, code), self._until()):
            raise ValueError(f"er is al een gebruiker «{name}»")
        return code

    def renew(self, name: str) -> str:
        """Take somebody's password and second factor away; return the code with which they choose them anew.

        Raises:
            ValueError: there is nobody of that name.
            StorageError: it could not be kept.
        """
        name = proper_name(name)
        code = new_code()
        if not self._agents.restart(name, self._secret(name), self.digest(name, code), self._until()):
            raise ValueError(f"er is geen gebruiker «{name}»")
        return code

    def digest(self, name: str, code: str) -> str:
        """Return what is kept of a starting code; how it was typed (small letters, spaces) does not count."""
        bare = "".join(char for char in code.upper() if char.isalnum())
        return self._seal.digest("start", name, bare.translate(str.maketrans("OIL", "011")))

    def _secret(self, name: str) -> bytes:
        secret = base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()
        return self._seal.close(secret, secret_of(name))

    def _until(self) -> float:
        return self._clock() + START_DAYS * 86_400


def secret_of(name: str) -> str:
    """Return what the sealed secret of somebody is bound to."""
    return f"second factor of {name}"


def new_code() -> str:
    """Return a code of 80 bits that can be read aloud: ``K7QF-2MXP-90AB-TTR3``."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
