"""The metrics of one process over HTTP, on a port of their own: nothing that people reach leads to them."""

from __future__ import annotations

import hmac
import socketserver
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app

PATH = "/metrics"
"""Where Prometheus looks by default."""


class PortTaken(ValueError):
    """The metrics cannot be served where the settings say."""


@dataclass(frozen=True)
class Where:
    """Where metrics are served, and to whom."""

    address: str
    port: int
    token: str | None = None
    """What whoever asks has to show (``Authorization: Bearer …``); ``None`` asks for nothing."""


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True

    def server_bind(self) -> None:
        """Bind, without asking a name server what this machine is called."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.setup_environ()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of whoever breaks off a connection."""


class _Silent(WSGIRequestHandler):
    timeout = 10
    """Seconds in which a request must have come in."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Log nothing: Prometheus asks four times a minute."""


def serve(registry: CollectorRegistry, where: Where) -> WSGIServer:
    """Serve metrics on threads of their own; return the server, whose ``shutdown`` ends it.

    Raises:
        PortTaken: nobody can listen there.
    """
    try:
        server = make_server(where.address, where.port, _guarded(registry, where.token), _Server, _Silent)
    except OSError as error:
        raise PortTaken(
            f"Metrics cannot be served on {where.address}:{where.port} ({error.strerror}): choose another "
            "MAGDAT_METINGEN or MAGDAT_METINGEN_ADRES, or stop whoever listens there."
        ) from None
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return server


def _guarded(registry: CollectorRegistry, token: str | None) -> Callable[..., Iterable[bytes]]:
    """Return what answers: the metrics to who may see them, and nothing else to anybody."""
    metrics = make_wsgi_app(registry)
    wanted = f"Bearer {token}".encode() if token else None

    def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != PATH or environ.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
            start("404 Not Found", [("Content-Type", "text/plain")])
            return [b""]
        shown = str(environ.get("HTTP_AUTHORIZATION", "")).encode("utf-8", "surrogateescape")
        if wanted is not None and not hmac.compare_digest(shown, wanted):
            start("401 Unauthorized", [("Content-Type", "text/plain"), ("WWW-Authenticate", "Bearer")])
            return [b""]
        answer: Iterable[bytes] = metrics(environ, start)
        return answer

    return app
