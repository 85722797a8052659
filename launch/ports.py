"""Which ports are free, and who holds those that are not."""

from __future__ import annotations

import socket

import psutil


def free(port: int, host: str = "127.0.0.1") -> bool:
    """Return whether a service can listen on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def listener(port: int) -> psutil.Process | None:
    """Return the process that listens on the port; ``None`` where there is none, or one may not know."""
    try:
        for connection in psutil.net_connections(kind="tcp"):
            if (
                connection.status == psutil.CONN_LISTEN
                and connection.laddr
                and connection.laddr.port == port
                and connection.pid
            ):
                return psutil.Process(connection.pid)
    except (psutil.AccessDenied, psutil.NoSuchProcess):
        pass
    return None


def holder(port: int) -> str:
    """Return the process that listens on the port, as «name (pid 123)»; «another process» where one may not know."""
    try:
        if (process := listener(port)) is not None:
            return f"{' '.join(process.cmdline()[:4]) or process.name()} (pid {process.pid})"
    except (psutil.AccessDenied, psutil.NoSuchProcess):
        pass
    return "another process"
