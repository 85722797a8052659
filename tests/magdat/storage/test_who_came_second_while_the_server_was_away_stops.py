"""Two that start while their database is away: when it is back, one is at work and the other stops."""

from __future__ import annotations

import queue
import time
import uuid
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sql

from magdat.storage.alone import OnServer


@pytest.fixture
def away(postgresql: str) -> tuple[str, Callable[[], None]]:
    """Give the address of a database that is not there, and what makes it be there."""
    url = sql.engine.make_url(postgresql).set(database=f"later_{uuid.uuid4().hex}")

    def come_back() -> None:
        engine = sql.create_engine(postgresql, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sql.text(f"CREATE DATABASE {url.database}"))
        engine.dispose()

    return url.render_as_string(hide_password=False), come_back


@pytest.fixture
def marked() -> Iterator[Callable[[str], tuple[OnServer, queue.SimpleQueue[str]]]]:
    """Give a function that sets a mark, with what is told to a process that has to stop."""
    marks: list[OnServer] = []

    def make(address: str) -> tuple[OnServer, queue.SimpleQueue[str]]:
        told: queue.SimpleQueue[str] = queue.SimpleQueue()
        marks.append(OnServer(address, refused=lambda: told.put("stop"), every=0.05))
        marks[-1].begin()
        return marks[-1], told

    yield make
    for mark in marks:
        mark.release()


def test_one_of_two_stops(away: tuple[str, Callable[[], None]], marked: Callable[..., object]) -> None:
    address, come_back = away
    refused: list[queue.SimpleQueue[str]] = [marked(address)[1] for _ in range(2)]  # type: ignore[index]
    come_back()
    deadline = time.monotonic() + 30
    while all(told.empty() for told in refused):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert sorted(told.empty() for told in refused) == [False, True]


def test_a_connection_of_ones_own_that_was_lost_is_nobody_else(
    away: tuple[str, Callable[[], None]], marked: Callable[..., object]
) -> None:
    address, come_back = away
    come_back()
    mark, told = marked(address)  # type: ignore[misc]
    ghost, here = mark._connection, mark._here
    mark._connection = None  # lost, which the server does not know
    deadline = time.monotonic() + 30
    while mark._connection is None or mark._here == here:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert told.empty()
    ghost.invalidate()
