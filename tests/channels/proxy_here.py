"""A reverse proxy on the loopback, which may be set up as wrongly as an administrator's."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx

_OF_THE_LINE = {"connection", "transfer-encoding", "content-length", "keep-alive", "content-encoding"}


@dataclass
class Proxy:
    """Where it is, and what is wrong with it."""

    address: str = ""
    holds_back: bool = False
    """Gives a stream nobody anything, as with buffering on."""

    keeps_the_line: bool = False
    """Goes on reading a stream for somebody who is gone, and keeps their line: a laptop that was shut says nothing."""

    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """What it says itself to a path that begins so, without asking anybody."""

    adds: dict[str, str] = field(default_factory=dict)
    """Headers beside those that it was given."""

    drops: set[str] = field(default_factory=set)
    """Headers, in small letters, that it does not pass on."""

    closing: threading.Event = field(default_factory=threading.Event)


@contextlib.contextmanager
def proxy_here(page: str, assistant: str) -> Iterator[Proxy]:
    """Pass `/webhooks/widget/` on to the assistant and the rest to the page, until the end of the block."""
    proxy = Proxy()

    class Handler(http.server.BaseHTTPRequestHandler):
        def pass_on(self) -> None:
            for path, (status, body) in proxy.answers.items():
                if self.path.startswith(path):
                    return self.answer(status, {"Location": "https://login.example.be/"}, body)
            behind = assistant if self.path.startswith("/webhooks/widget/") else page
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            with httpx.stream(self.command, f"{behind}{self.path}", headers=asked, content=body, timeout=15) as got:
                if "event-stream" in got.headers.get("content-type", ""):
                    return self.stream(got)
                raw = b"".join(got.iter_raw())
                kept = {name: value for name, value in got.headers.items() if name not in _OF_THE_LINE | proxy.drops}
                if "content-encoding" in got.headers:
                    kept["content-encoding"] = got.headers["content-encoding"]
                self.answer(got.status_code, kept, raw)

        def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in [*headers.items(), *proxy.adds.items(), ("Content-Length", str(len(body)))]:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def stream(self, got: httpx.Response) -> None:
            self.send_response(got.status_code)
            self.send_header("Content-Type", got.headers["content-type"])
            self.end_headers()
            if proxy.holds_back:
                proxy.closing.wait()
                return
            with contextlib.suppress(OSError, httpx.HTTPError):
                for piece in got.iter_raw():
                    if proxy.keeps_the_line:
                        continue
                    self.wfile.write(piece)
                    self.wfile.flush()

        do_GET = do_POST = do_OPTIONS = pass_on

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of whoever went away."""

    server = Server(("127.0.0.1", 0), Handler)
    proxy.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
