"""How long a database server may take over one statement, also when it hangs and says nothing at all.

A server that works notices itself that a statement takes too long, or waits too long for a lock. One that was stopped,
or whose disk hangs, notices nothing, while its machine still takes what is sent: no timeout of the network fires. So
the waiting here ends too, a little later; the connection is given up.
"""

from __future__ import annotations

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

BUSY = 10.0
"""Seconds to wait for another process that is writing, or for a server that does not answer."""

GRACE = 2.0
"""Seconds that a server gets to say itself that its time is over."""

MINUTES, HOURS = 300.0, 4 * 3600.0
"""Seconds for one statement of the daily cleaning, and of what a person starts and waits for: migrating and copying."""

_within: ContextVar[float | None] = ContextVar("within", default=None)


@contextmanager
def patiently(seconds: float) -> Iterator[None]:
    """Let each statement of this block take so long, instead of as long as somebody who asks something can wait."""
    before = _within.set(seconds)
    try:
        yield
    finally:
        _within.reset(before)


def within() -> float:
    """Return the seconds that a statement may take now."""
    found = _within.get()
    return BUSY if found is None else found


def bound_by_server(connection: Any) -> None:
    """Say to a server, at the begin of a transaction and for that one alone, how long each statement may take.

    For one transaction: behind a pooler the next one is of somebody else.
    """
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {round(within() * 1000)}")


def bound_here() -> None:
    """Let every connection of this process with PostgreSQL wait no longer than that, and a little."""
    from psycopg2.extensions import set_wait_callback

    set_wait_callback(_wait)


def _wait(connection: Any) -> None:
    """Wait until a connection has what was asked; the library calls this, and closes the connection when it raises.

    Raises:
        OperationalError: it took too long.
    """
    from psycopg2 import OperationalError
    from psycopg2.extensions import POLL_OK, POLL_READ

    end = time.monotonic() + within() + GRACE
    while (state := connection.poll()) != POLL_OK:
        ready = select.poll()  # not select.select, which knows no more than 1,024 files
        ready.register(connection.fileno(), select.POLLIN if state == POLL_READ else select.POLLOUT)
        if not ready.poll(max(0.0, end - time.monotonic()) * 1000):
            raise OperationalError("the server does not answer in time")
