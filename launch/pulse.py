"""The watchdog of systemd: who hangs is started again, as who stops is (`WatchdogSec=` in deploy/systemd).

Beside each service a small process asks it what any health check asks, and tells systemd that it is well. A service
that takes connections and answers none (its loop is stuck, it was stopped) is not told of, and systemd ends it when its
time is over. Who refuses connections is starting, waits for its database, or is gone, which systemd sees by itself.

What is said is one datagram, `WATCHDOG=1`, to the socket that `NOTIFY_SOCKET` names: sd_notify(3), in ten lines.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import MutableMapping
from urllib.parse import urlsplit

SOCKET, SPAN, WHOSE = "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"
"""What systemd gives: where to speak, within how many microseconds each time, and the process that it means."""

TIMES = 4
"""So often in that time the service is asked: one slow answer is no reason to end it."""

PATIENCE = 10.0
"""Seconds that it gets for an answer, at most: on a machine that is busy it may take long."""


def accompany(url: str, environment: MutableMapping[str, str]) -> None:
    """Start what asks this process, which is about to become a service, where systemd watches; else do nothing.

    Args:
        url: where the service answers.
        environment: of the service; what systemd gave for this is taken out, for nobody else has anything to tell it.
    """
    given = {name: environment.pop(name) for name in (SOCKET, SPAN, WHOSE) if name in environment}
    if SOCKET in given and given.get(SPAN, "").isdigit():
        between = int(given[SPAN]) / 1e6 / TIMES
        command = [sys.executable, "-m", "launch.pulse", url, given[SOCKET], f"{between:.3f}"]
        subprocess.Popen(command, env={**environment}, stdin=subprocess.DEVNULL)


def hangs(url: str, patience: float) -> bool:
    """Return whether a service takes a connection and gives no answer in so many seconds."""
    parts = urlsplit(url)
    asked = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=patience)
    try:
        asked.request("GET", parts.path)
        asked.getresponse().read()
    except TimeoutError:
        return True
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
    return False


def tell(address: str, words: str = "WATCHDOG=1") -> None:
    """Say something to systemd; an address that begins with @ is an abstract one.

    Raises:
        OSError: nobody is there.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.sendto(words.encode(), "\0" + address[1:] if address.startswith("@") else address)


def main(arguments: list[str]) -> None:
    """Ask and tell for as long as the service is there: it is the parent of this process."""
    url, address, between = arguments[0], arguments[1], float(arguments[2])
    service = os.getppid()
    while os.getppid() == service:
        begun = time.monotonic()
        if not hangs(url, min(PATIENCE, between)):
            with contextlib.suppress(OSError):  # if systemd itself starts anew it is there the next time
                tell(address)
        time.sleep(max(0.0, between - (time.monotonic() - begun)))


if __name__ == "__main__":
    main(sys.argv[1:])
