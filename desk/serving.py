"""How the pages are served, the same when started and in tests."""

from __future__ import annotations

import uvicorn
from starlette.types import ASGIApp

MOST_AT_ONCE = 200
"""Connections at the same time, streams included."""

ENDS_WITHIN = 3
"""Seconds that a request gets to finish when the server stops."""


def server_of(app: ASGIApp, *, host: str = "127.0.0.1", port: int = 0) -> uvicorn.Server:
    """Return the server, not yet started.

    Args:
        app: the application.
        host: the address to listen on.
        port: the port to listen on; it counts for nothing where the server is given a socket.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,  # an address says who reads which ticket, and that is in the log of the desk
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=MOST_AT_ONCE,
        timeout_graceful_shutdown=ENDS_WITHIN,
    )
    return uvicorn.Server(config)
