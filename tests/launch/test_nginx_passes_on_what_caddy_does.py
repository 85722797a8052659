"""deploy/proxy/nginx.conf in a real nginx: what may be reached, how large, and how often."""

from __future__ import annotations

import http.server
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
from composed import ROOT
from servers import free_ports

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
SITE, DESK = "magdat.example.be", "bureau.example.be"
STREAM, OFFICE = "/webhooks/widget/events?lang=open", 120
"""A stream that stays open, and how many widgets are open at one address."""

OPEN, ENOUGH = threading.Semaphore(0), threading.Event()


class Behind(http.server.BaseHTTPRequestHandler):
    """Stands where Rasa, the page or the desk is, and says what it got."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        if self.path == STREAM:
            OPEN.release()
            ENOUGH.wait(60)
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        told = f"{self.server.server_port} {self.path} {self.headers['X-Forwarded-For']}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_GET = do_POST = do_OPTIONS = do_DELETE = do_PUT = answer

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    folder = tmp_path_factory.mktemp("nginx")
    names = ("tls", "plain", "rasa", "pagina", "bureau")
    found = dict(zip(names, free_ports(len(names))))
    ENOUGH.clear()
    subject = ["-subj", f"/CN={SITE}", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject], check=True, capture_output=True
    )
    text = (ROOT / "deploy" / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    for before, after in (
        ("/etc/magdat/tls", str(folder)),
        ("listen 443 ssl", f"listen 127.0.0.1:{found['tls']} ssl"),
        ("listen 80", f"listen 127.0.0.1:{found['plain']}"),
        ("127.0.0.1:5005", f"127.0.0.1:{found['rasa']}"),
        ("127.0.0.1:8080", f"127.0.0.1:{found['pagina']}"),
        ("127.0.0.1:8081", f"127.0.0.1:{found['bureau']}"),
    ):
        assert before in text
        text = text.replace(before, after)
    (folder / "magdat.conf").write_text(text, encoding="utf-8")
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid; error_log {folder}/error.log; daemon off; events {{}}\n"
        f"http {{ {places} include {folder}/magdat.conf; }}\n",
        encoding="utf-8",
    )
    command = [NGINX, "-e", folder / "error.log", "-p", folder, "-c", folder / "nginx.conf"]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr
    behind = [http.server.ThreadingHTTPServer(("127.0.0.1", found[name]), Behind) for name in names[2:]]
    for server in behind:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    process = subprocess.Popen(command)
    try:
        yield found
    finally:
        process.terminate()
        process.wait(20)
        for server in behind:
            server.shutdown()
            server.server_close()


def ask(ports: dict[str, int], method: str, path: str, host: str = SITE, content: bytes = b"") -> httpx.Response:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # it is our own, made a moment ago
    deadline = time.monotonic() + 20
    with httpx.Client(verify=context, base_url=f"https://127.0.0.1:{ports['tls']}") as client:
        while True:
            try:
                return client.request(method, path, headers={"Host": host}, content=content, timeout=60)
            except httpx.ConnectError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)


def test_what_may_be_reached_is_and_nothing_else(ports: dict[str, int]) -> None:
    for method, path, host, to in (
        ("POST", "/webhooks/slack/webhook", SITE, "rasa"),
        ("POST", "/webhooks/botframework/webhook", SITE, "rasa"),
        ("GET", "/webhooks/botframework/webhook", SITE, "rasa"),
        ("POST", "/webhooks/doorgeven/rt", SITE, "rasa"),
        ("GET", "/webhooks/widget/events", SITE, "rasa"),
        ("OPTIONS", "/webhooks/widget/say", SITE, "rasa"),
        ("GET", "/magdat.js", SITE, "pagina"),
        ("GET", "/inloggen", DESK, "bureau"),
        ("POST", "/inloggen", DESK, "bureau"),
    ):
        answer = ask(ports, method, path, host)
        assert answer.text == f"{ports[to]} {path} 127.0.0.1", (method, path)
    for method, path, host in (
        ("POST", "/webhooks/rest/webhook", SITE),
        ("GET", "/webhooks/slack/webhook", SITE),
        ("POST", "/webhooks/widget/%2e%2e/rest/webhook", SITE),
        ("POST", "/model/parse", SITE),
        ("DELETE", "/webhooks/widget/say", SITE),
        ("GET", "/gezond", DESK),
        ("GET", "/klaar", DESK),
    ):
        assert ask(ports, method, path, host).status_code in {403, 404}, (method, path)
    plain = httpx.get(f"http://127.0.0.1:{ports['plain']}/x", headers={"Host": SITE})
    assert (plain.status_code, plain.headers["location"]) == (308, f"https://{SITE}/x")


@pytest.mark.parametrize("host", [SITE, DESK])
def test_a_browser_needs_one_connection_however_many_tabs_listen(ports: dict[str, int], host: str) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", ports["tls"]), 20) as raw,
        context.wrap_socket(raw, server_hostname=host) as secure,
    ):
        assert secure.selected_alpn_protocol() == "h2"


def test_a_whole_office_behind_one_address_may_keep_its_widgets_open(ports: dict[str, int]) -> None:
    statuses: list[int] = []
    widgets = [
        threading.Thread(target=lambda: statuses.append(ask(ports, "GET", STREAM).status_code)) for _ in range(OFFICE)
    ]
    try:
        for widget in widgets:
            widget.start()
            time.sleep(0.06)  # slower than the requests a second that one address may make
        assert all(OPEN.acquire(timeout=20) for _ in widgets), "every stream came through"
        assert ask(ports, "POST", "/webhooks/widget/say").status_code == 200
        assert ask(ports, "GET", "/magdat.js").status_code == 200, "streams leave room for all else"
    finally:
        ENOUGH.set()
        for widget in widgets:
            widget.join(20)
    assert statuses == [200] * OFFICE


def test_large_bodies_and_floods_are_stopped_before_rasa(ports: dict[str, int]) -> None:
    assert ask(ports, "POST", "/webhooks/slack/webhook", content=b"x" * 300_000).status_code == 413
    assert ask(ports, "POST", "/webhooks/widget/say", content=b"x" * 70_000).status_code == 413
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with httpx.Client(verify=context, base_url=f"https://127.0.0.1:{ports['tls']}", headers={"Host": SITE}) as client:
        codes = [client.get("/magdat.js").status_code for _ in range(300)]
    assert set(codes) == {200, 429}
