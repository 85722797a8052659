"""Stand-ins for other people's servers: they note what comes in and say what a test wants to hear."""

from __future__ import annotations

import contextlib
import http.server
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

Reply = tuple[int, bytes]


@dataclass(frozen=True)
class Received:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes
    method: str = "POST"


@dataclass
class StandIn:
    """A server on the loopback, and what it has received."""

    address: str = ""
    received: list[Received] = field(default_factory=list)

    def wait_for(self, count: int, path: str, seconds: float = 30.0) -> list[Received]:
        """Return the requests to a path, as soon as there are so many or the time is over."""
        deadline = time.monotonic() + seconds
        while True:
            found = [item for item in self.received if item.path == path]
            if len(found) >= count or time.monotonic() > deadline:
                return found
            time.sleep(0.1)


@contextlib.contextmanager
def stand_in(reply: Callable[[Received], Reply]) -> Iterator[StandIn]:
    """Serve until the end of the block; ``reply`` says with which status and JSON each request is answered."""
    server_facts = StandIn()

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Received(unquote(self.path), headers, body, self.command)
            status, content = reply(request)
            server_facts.received.append(request)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            if status == 429:
                self.send_header("Retry-After", "1")
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = answer

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server_facts.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server_facts
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
