"""Ports for servers that tests start, which nothing else can take between choosing and listening.

What a system hands out for «any port» is also what it hands out for every outgoing connection: a port chosen that way
and used a few seconds later, when Rasa has loaded its model, is now and then gone. These lie below that range, and each
process of a run takes them from a part of its own, each port once. To each belongs the port ``ADDED`` higher, for the
metrics of the service that gets it: that lies below the same range, and is given to nobody else.
"""

from __future__ import annotations

import itertools
import os
import socket

FIRST, LAST = 12_000, 22_000
PARTS = 20

ADDED = 10_000
"""What a test gives as MAGDAT_METINGEN, so that the metrics of its services have a port that is free too."""


def _numbers() -> itertools.cycle[int]:
    """Return the ports of this process, over and over: a part by the worker of pytest-xdist, begun by process."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    size = (LAST - FIRST) // PARTS
    first = FIRST + (int(worker) % PARTS) * size
    turn = os.getpid() * 16 % size  # two runs beside each other on one machine do not begin at the same port
    return itertools.cycle([*range(first + turn, first + size), *range(first, first + turn)])


_NEXT = _numbers()


def free_port() -> int:
    """Return a port of 127.0.0.1 that is free, as that of its metrics is, and that was not given before."""
    for number in itertools.islice(_NEXT, (LAST - FIRST) // PARTS):
        if _is_free(number) and _is_free(number + ADDED):
            return number
    raise OSError(f"no port is free between {FIRST} and {LAST}")


def _is_free(number: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            return False
        return True


def free_ports(count: int) -> list[int]:
    """Return so many ports, all different."""
    return [free_port() for _ in range(count)]


def free_ports_in_a_row(count: int) -> list[int]:
    """Return so many ports after each other."""
    found: list[int] = []
    while len(found) < count:
        port = free_port()
        found = [*found, port] if found and port == found[-1] + 1 else [port]
    return found
