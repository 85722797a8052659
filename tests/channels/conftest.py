"""The databases that tests of the gate share; a server starts only when a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import databases
import pytest
from waiting_channel import Clock, hang_up


@pytest.fixture(scope="session")
def redis() -> Iterator[str]:
    """Give the address of a Redis that is up."""
    with databases.redis() as address:
        yield address


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Give the address of a PostgreSQL that is up."""
    with databases.postgresql() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database: a file, and a server's."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'magdat.sqlite'}"
        return
    server = str(request.getfixturevalue("postgresql"))
    databases.emptied(server).engine.dispose()
    yield server
    hang_up()


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still until it is told to go on."""
    return Clock()
