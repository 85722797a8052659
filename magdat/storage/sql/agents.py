"""Who works at the desk page, in SQL."""

from __future__ import annotations

import json
from typing import Any

from magdat.staff.agents import Agent, Credentials
from magdat.storage.database import Database
from magdat.storage.schema import AGENTS


class SqlAgents:
    """Everybody who may log in."""

    def __init__(self, database: Database) -> None:
        """Keep the database."""
        self._database = database

    def add(self, agent: Agent, secret: bytes, start: str, until: float) -> bool:
        """Keep somebody new."""
        row = {"name": agent.name, "desks": json.dumps(sorted(agent.desks)), "admin": agent.admin}
        fresh = {"password": None, "secret": secret, "step": 0, "start": start, "start_until": until}
        statement = self._database.upsert(AGENTS).values(**row, **fresh).on_conflict_do_nothing()
        with self._database.transaction() as connection:
            return int(connection.execute(statement).rowcount) == 1

    def keep(self, agent: Agent, mark: str) -> bool:
        """Keep somebody whom another system knows."""
        now = {"desks": json.dumps(sorted(agent.desks)), "admin": agent.admin}
        never = {"password": mark, "secret": b"", "step": 0, "start": None, "start_until": 0.0}
        fresh = self._database.upsert(AGENTS).values(name=agent.name, **now, **never).on_conflict_do_nothing()
        same = AGENTS.update().where((AGENTS.c.name == agent.name) & (AGENTS.c.password == mark)).values(now)
        with self._database.transaction() as connection:
            connection.execute(fresh)
            return int(connection.execute(same).rowcount) == 1

    def of(self, name: str) -> Agent | None:
        """Return somebody by their name."""
        with self._database.reading() as connection:
            row = connection.execute(AGENTS.select().where(AGENTS.c.name == name)).first()
        return _agent(row) if row else None

    def credentials(self, name: str) -> Credentials | None:
        """Return what is known to recognise somebody by."""
        with self._database.reading() as connection:
            row = connection.execute(AGENTS.select().where(AGENTS.c.name == name)).first()
        return Credentials(row.password, bytes(row.secret), row.step, row.start, row.start_until) if row else None

    def all(self) -> list[Agent]:
        """Return everybody, by name."""
        with self._database.reading() as connection:
            return [_agent(row) for row in connection.execute(AGENTS.select().order_by(AGENTS.c.name))]

    def restart(self, name: str, secret: bytes, start: str, until: float) -> bool:
        """Take password and second factor away."""
        fresh = {"password": None, "secret": secret, "step": 0, "start": start, "start_until": until}
        return self._changed(AGENTS.update().where(AGENTS.c.name == name).values(fresh))

    def activate(self, name: str, start: str, password: str, step: int) -> bool:
        """Keep a chosen password, and use up the code."""
        still = (AGENTS.c.name == name) & (AGENTS.c.start == start)
        return self._changed(AGENTS.update().where(still).values(password=password, start=None, step=step))

    def use_step(self, name: str, step: int) -> bool:
        """Use up the codes until a time step."""
        still = (AGENTS.c.name == name) & (AGENTS.c.step < step)
        return self._changed(AGENTS.update().where(still).values(step=step))

    def rehash(self, name: str, was: str, password: str) -> None:
        """Keep the same password under newer parameters."""
        still = (AGENTS.c.name == name) & (AGENTS.c.password == was)
        self._changed(AGENTS.update().where(still).values(password=password))

    def remove(self, name: str) -> bool:
        """Remove somebody."""
        return self._changed(AGENTS.delete().where(AGENTS.c.name == name))

    def _changed(self, statement: Any) -> bool:
        with self._database.transaction() as connection:
            return int(connection.execute(statement).rowcount) > 0


def _agent(row: Any) -> Agent:
    return Agent(row.name, frozenset(json.loads(row.desks)), bool(row.admin), row.password is not None)
