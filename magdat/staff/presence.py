"""Whether anybody can read what comes to a desk on our own page: nothing is promised that nobody can read."""

from __future__ import annotations

import time
from collections.abc import Callable

from magdat.staff.agents import Agent, Agents
from magdat.staff.provider_settings import ADMIN, ProviderSettings

KNOWN_FOR = 5.0
"""Seconds for which a desk that has somebody counts as such unasked. One that has nobody is looked at each time, so the
first person who is added counts at once."""


class Presence:
    """Who can log in for which desk, as far as it matters to whoever asks."""

    def __init__(
        self, agents: Agents, elsewhere: ProviderSettings | None, clock: Callable[[], float] = time.time
    ) -> None:
        """Keep who works at the desks, the provider by which they may log in too, and a clock of seconds since 1970."""
        self._agents = agents
        roles = elsewhere.roles.values() if elsewhere is not None else ()
        self._roles = frozenset(role for given in roles for role in given)
        self._clock = clock
        self._seen: dict[str, float] = {}

    def at(self, desk: str, *, confidential: bool) -> bool:
        """Return whether somebody can log in for a desk, or was invited to and still can begin.

        Where nobody was ever set up, what is asked waits for the first: `make start` and the doctor tell who runs it.

        Args:
            desk: its id.
            confidential: whether its people alone see what it gets.

        Raises:
            StorageError: the database does not answer.
        """
        now = self._clock()
        if abs(now - self._seen.get(desk, -KNOWN_FOR)) < KNOWN_FOR:
            return True
        return self._nobody_ever() or self.reads(desk, confidential=confidential)

    def reads(self, desk: str, *, confidential: bool) -> bool:
        """Return the same, but ``False`` where nobody was ever set up: a desk with a way of its own waits for no first.

        Raises:
            StorageError: the database does not answer.
        """
        now = self._clock()
        secret = frozenset({desk} if confidential else ())
        by_role = desk in self._roles or (ADMIN in self._roles and not confidential)
        if by_role or any(agent.sees(desk, secret) and self._comes(agent, now) for agent in self._agents.all()):
            self._seen[desk] = now
            return True
        return False

    def _nobody_ever(self) -> bool:
        return not self._roles and not self._agents.all()

    def _comes(self, agent: Agent, now: float) -> bool:
        if agent.active:
            return True
        found = self._agents.credentials(agent.name)
        return found is not None and found.start is not None and found.start_until > now
