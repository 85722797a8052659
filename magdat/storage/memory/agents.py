"""Who works at the desk page, in memory."""

from __future__ import annotations

import threading
from dataclasses import replace

from magdat.staff.agents import Agent, Credentials


class MemoryAgents:
    """Everybody who may log in, for tests."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[Agent, Credentials]] = {}

    def add(self, agent: Agent, secret: bytes, start: str, until: float) -> bool:
        """Keep somebody new."""
        with self._lock:
            if agent.name in self._kept:
                return False
            self._kept[agent.name] = (replace(agent, active=False), Credentials(None, secret, 0, start, until))
            return True

    def keep(self, agent: Agent, mark: str) -> bool:
        """Keep somebody whom another system knows."""
        with self._lock:
            found = self._kept.get(agent.name)
            if found is not None and found[1].password != mark:
                return False
            self._kept[agent.name] = (replace(agent, active=True), Credentials(mark, b"", 0, None, 0.0))
            return True

    def of(self, name: str) -> Agent | None:
        """Return somebody by their name."""
        found = self._kept.get(name)
        return found[0] if found else None

    def credentials(self, name: str) -> Credentials | None:
        """Return what is known to recognise somebody by."""
        found = self._kept.get(name)
        return found[1] if found else None

    def all(self) -> list[Agent]:
        """Return everybody, by name."""
        return [agent for _, (agent, _credentials) in sorted(self._kept.items())]

    def restart(self, name: str, secret: bytes, start: str, until: float) -> bool:
        """Take password and second factor away."""
        with self._lock:
            if name not in self._kept:
                return False
            agent, _ = self._kept[name]
            self._kept[name] = (replace(agent, active=False), Credentials(None, secret, 0, start, until))
            return True

    def activate(self, name: str, start: str, password: str, step: int) -> bool:
        """Keep a chosen password, and use up the code."""
        with self._lock:
            found = self._kept.get(name)
            if found is None or found[1].start != start:
                return False
            fresh = replace(found[1], password=password, start=None, step=step)
            self._kept[name] = (replace(found[0], active=True), fresh)
            return True

    def use_step(self, name: str, step: int) -> bool:
        """Use up the codes until a time step."""
        with self._lock:
            found = self._kept.get(name)
            if found is None or found[1].step >= step:
                return False
            self._kept[name] = (found[0], replace(found[1], step=step))
            return True

    def rehash(self, name: str, was: str, password: str) -> None:
        """Keep the same password under newer parameters."""
        with self._lock:
            found = self._kept.get(name)
            if found is not None and found[1].password == was:
                self._kept[name] = (found[0], replace(found[1], password=password))

    def remove(self, name: str) -> bool:
        """Remove somebody."""
        with self._lock:
            return self._kept.pop(name, None) is not None
