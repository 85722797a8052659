"""docker-compose.yml without containers: each service by its own command, settings and secrets, behind the real proxy.

What only a container engine can do (mounts, networks, limits) is not here; everything that runs in the containers is.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import socket
import ssl
import subprocess
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import databases
import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from composed import ROOT, configured, environment
from servers import free_ports

from launch import health
from launch.services import every_service
from launch.supervisor import START_WITHIN, stop_groups

pytestmark = [pytest.mark.server, pytest.mark.timeout(600)]

SITE, DESK = "magdat.example.be", "bureau.example.be"
PATIENCE = START_WITHIN


class Mailbox(Message):
    def __init__(self) -> None:
        super().__init__()
        self.received: list[str] = []

    def handle_message(self, message: object) -> None:
        self.received.append(str(message))


@dataclass(frozen=True)
class Running:
    """What was started."""

    state: Path
    ports: Mapping[str, int]
    environments: Mapping[str, dict[str, str]]
    mailbox: Mailbox

    def client(self, host: str = SITE) -> httpx.Client:
        """Return a browser that finds a name at the proxy, and trusts the authority that it made for itself."""
        trusted = self.state / "proxy" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        return httpx.Client(
            base_url=f"https://127.0.0.1:{self.ports['https']}",
            headers={"Host": host},
            verify=ssl.create_default_context(cafile=trusted),
            transport=Named(host, trusted),
            timeout=60,
        )


class Named(httpx.HTTPTransport):
    """Connections that ask for a certificate of a name, wherever they go."""

    def __init__(self, host: str, trusted: Path) -> None:
        super().__init__(verify=ssl.create_default_context(cafile=trusted))
        self._host = host

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.extensions["sni_hostname"] = self._host
        return super().handle_request(request)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    state = tmp_path_factory.mktemp("bedrijf")
    secrets, mailbox = state / "geheimen", Mailbox()
    # Rasa last: several of it are on the ports after its own.
    names = ("https", "http", "gezond", "redis", "mail", "acties", "relay", "pagina", "bureau", "rasa")
    ports = dict(zip(names, free_ports(len(names))))
    services = configured(
        MAGDAT_DOORGEVEN="email",
        MAGDAT_SMTP_HOST="127.0.0.1",
        MAGDAT_SMTP_PORT=str(ports["mail"]),
        MAGDAT_HELPDESK_EMAIL="hulp@delinde.example",
        PROXY_TLS="intern",
    )["services"]
    mail = Controller(mailbox, hostname="127.0.0.1", port=ports["mail"])
    subprocess.run([ROOT / "scripts" / "secrets", secrets], check=True, capture_output=True)
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(databases.postgresql())
        (secrets / "database").write_text(f"{database}\n", encoding="utf-8")
        (secrets / "redis").write_text(
            (secrets / "redis").read_text().replace("redis:6379", f"127.0.0.1:{ports['redis']}"), encoding="utf-8"
        )
        mail.start()
        stack.callback(mail.stop)
        started: list[subprocess.Popen[bytes]] = []
        stack.callback(lambda: stop_groups([process.pid for process in started]))

        def run(name: str, command: list[str], given: Mapping[str, str]) -> subprocess.Popen[bytes]:
            with (state / f"{name}.log").open("wb") as log:
                started.append(
                    subprocess.Popen(command, cwd=ROOT, env=dict(given), stdout=log, stderr=log, start_new_session=True)
                )
            return started[-1]

        environments = {name: moved(name, service, ports, secrets, state) for name, service in services.items()}
        run("redis", redis_command(services["redis"], ports["redis"], secrets), environments["redis"])
        migration = run("migratie", services["migratie"]["command"], environments["migratie"])
        caddyfile = str(ROOT / "deploy" / "proxy" / "Caddyfile")
        proxy = [caddyfile if part == "/etc/caddy/Caddyfile" else part for part in services["proxy"]["command"]]
        run("proxy", proxy, environments["proxy"])
        assert migration.wait(PATIENCE) == 0, (state / "migratie.log").read_text(encoding="utf-8")
        for name in ("acties", "relay", "pagina", "bureau", "rasa"):
            run(name, services[name]["command"], environments[name])
        for name in ("acties", "relay", "pagina", "bureau", "rasa"):
            wait_until(lambda name=name: well(name, environments[name]), state / f"{name}.log")
        wait_until(lambda: (state / "proxy/caddy/pki/authorities/local/root.crt").is_file(), state / "proxy.log")
        yield Running(state, ports, environments, mailbox)


def moved(name: str, service: dict[str, Any], ports: Mapping[str, int], secrets: Path, state: Path) -> dict[str, str]:
    """Return what a container gets, with the names of its network and its files as they are on this machine."""
    given = {
        "PATH": os.environ["PATH"],
        "HOME": str(state),
        **{key: value.replace("/run/secrets", str(secrets)) for key, value in environment(service).items()},
    }
    if "MAGDAT_ADRES" in given:
        own = state / "toestand" / name
        given |= {"MAGDAT_ADRES": "127.0.0.1", "MAGDAT_TOESTAND": str(own)}
        given |= {f"MAGDAT_POORT_{item.name.upper()}": str(ports[item.name]) for item in every_service({})}
    if "MAGDAT_ACTIES_URL" in given:
        given["MAGDAT_ACTIES_URL"] = given["MAGDAT_ACTIES_URL"].replace("acties:5055", f"127.0.0.1:{ports['acties']}")
    if name == "proxy":
        given |= {"XDG_DATA_HOME": str(state / "proxy"), "XDG_CONFIG_HOME": str(state / "proxy")}
        given |= {"PROXY_HTTP": str(ports["http"]), "PROXY_HTTPS": str(ports["https"])}
        given |= {"PROXY_GEZOND": str(ports["gezond"]), "PROXY_BODY_TIJD": "2s"}
        for one in ("rasa", "pagina", "bureau"):
            given |= {f"PROXY_NAAR_{one.upper()}": "localhost", f"PROXY_NAAR_{one.upper()}_POORT": str(ports[one])}
    return given


def redis_command(service: dict[str, Any], port: int, secrets: Path) -> list[str]:
    program = "valkey-server" if shutil.which("valkey-server") else "redis-server"
    *shell, script = service["command"]
    script = script.replace("$$", "$").replace("/run/secrets", shlex.quote(str(secrets)))
    script = script.replace("redis-server -", f"{program} - --bind 127.0.0.1 --port {port}")
    return [*shell, script]


def well(name: str, given: Mapping[str, str], *asked: str) -> bool:
    """Return whether the health check of the container would be content, without starting another Python for it."""
    with pytest.MonkeyPatch.context() as patch:
        for key, value in given.items():
            patch.setenv(key, value)
        return health.main([name, *asked]) == 0


def wait_until(done: Any, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > deadline:
            pytest.fail(log.read_text(encoding="utf-8", errors="replace")[-3000:], pytrace=False)
        time.sleep(0.2)


def test_every_service_is_ready_too(running: Running) -> None:
    for name in ("acties", "relay", "pagina", "bureau", "rasa"):
        assert well(name, running.environments[name], health.READY), name


def test_somebody_asks_in_the_widget_and_reads_the_answer_over_the_stream(running: Running) -> None:
    asked = {"id": str(uuid.uuid4()), "text": "mag ik op facebook in de pauze?"}
    with running.client() as client:
        origin = {"Origin": "https://intranet.example.be"}
        token = client.post("/webhooks/widget/begin", json={}, headers=origin).json()["token"]
        shown = {"Authorization": f"Bearer {token}", **origin}
        with client.stream("GET", "/webhooks/widget/events", headers=shown) as stream:
            assert client.post("/webhooks/widget/say", json=asked, headers=shown).status_code == 202
            replies = []
            for line in stream.iter_lines():
                if line.startswith("data: ") and "text" in (event := json.loads(line[6:])):
                    replies.append(event)
                if line == "event: done":
                    break
    assert any(reply.get("custom", {}).get("onderwerp") == "gebruik_werkuren" for reply in replies)
    assert token not in (running.state / "proxy.log").read_text(encoding="utf-8")


def test_a_question_for_a_person_is_carried_by_the_relay(running: Running) -> None:
    sender = f"test-{uuid.uuid4().hex}"
    token = Path(running.environments["rasa"]["MAGDAT_REST_TOKEN_BESTAND"]).read_text(encoding="utf-8")
    for message in ("ik wil een mens spreken", "Mijn foto staat op de site en ik wil dat ze weg gaat", "anoniem", "ja"):
        httpx.post(
            f"http://127.0.0.1:{running.ports['rasa']}/webhooks/rest/webhook",
            json={"sender": sender, "message": message},
            headers={"Authorization": f"Bearer {token}"},
            timeout=60,
        ).raise_for_status()
    log = running.state / "relay.log"
    wait_until(lambda: "handoff.delivered" in log.read_text(encoding="utf-8"), log)
    (mail,) = running.mailbox.received
    assert "MD-0001" in mail
    assert "handoff.delivered" not in (running.state / "acties.log").read_text(encoding="utf-8")


def test_the_page_and_the_desk_are_there(running: Running) -> None:
    with running.client() as client:
        script = client.get("/magdat.js")
        assert script.status_code == 200
        assert f"https://{SITE}" in script.text, "the widget knows where to find the assistant"
        assert "server" not in client.get("/chat.html").headers
    with running.client(DESK) as client:
        assert "Wachtwoord" in client.get("/inloggen").text
        assert client.get("/", follow_redirects=False).headers["location"].endswith("/inloggen")
    plain = httpx.get(f"http://127.0.0.1:{running.ports['http']}/", headers={"Host": SITE})
    assert plain.status_code in {301, 308}, "nobody stays without TLS"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/webhooks/rest/webhook"),
        ("GET", "/webhooks/rest/"),
        ("POST", "/webhooks/widget/../rest/webhook"),
        ("POST", "/webhooks/widget/%2e%2e/rest/webhook"),
        ("POST", "/webhooks//rest/webhook"),
        ("DELETE", "/webhooks/widget/say"),
        ("GET", "/webhooks/slack/webhook"),
        ("GET", "/webhooks/doorgeven/rt"),
        ("POST", "/webhook"),
        ("POST", "/model/parse"),
        ("POST", "/conversations/x/messages"),
        ("PUT", "/model"),
    ],
)
def test_nothing_else_is_passed_on(running: Running, method: str, path: str) -> None:
    answer = raw(running, f"{method} {path} HTTP/1.1\r\nHost: {SITE}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    assert answer.startswith("HTTP/1.1 404")
    assert answer.endswith("niet hier")


def test_rasa_and_the_health_of_the_desk_are_not_found_by_other_names(running: Running) -> None:
    with running.client(DESK) as client:
        assert client.get("/gezond").status_code == client.get("/klaar").status_code == 404
        assert client.post("/webhooks/widget/begin", json={}).status_code in {403, 404, 405}
    with running.client() as client:
        assert client.get("/status").status_code == 404, "the page has no such file, and Rasa is not asked"
        assert client.get("/conversations/x/tracker").status_code == 404


def test_bodies_are_bounded_in_size_and_time(running: Running) -> None:
    with running.client() as client:
        assert client.post("/webhooks/doorgeven/webhook", content=b"x" * 300_000).status_code in {413, 502}
        origin = {"Origin": "https://intranet.example.be"}
        token = client.post("/webhooks/widget/begin", json={}, headers=origin).json()["token"]
        shown = {"Authorization": f"Bearer {token}", **origin}  # a stranger is refused before the body is read
        assert client.post("/webhooks/widget/say", content=b"x" * 70_000, headers=shown).status_code in {413, 502}
    answer = raw(running, f"POST /webhooks/doorgeven/webhook HTTP/1.1\r\nHost: {SITE}\r\nContent-Length: 9\r\n\r\nx")
    assert not answer.startswith("HTTP/1.1 2"), "whoever sends no more is let go"


def test_nothing_is_written_outside_the_databases(running: Running) -> None:
    found = {path.name for path in (running.state / "toestand").rglob("*") if path.is_file()}
    assert found <= {"acties.geheim"}, "which is made for whoever gets none, and used by nobody"


def raw(running: Running, request: str) -> str:
    """Send a request as it is, which a client would tidy up, and return all that comes until the other side hangs up.

    Raises:
        TimeoutError: the other side says nothing any more and does not hang up either.
    """
    context = ssl.create_default_context(cafile=running.state / "proxy/caddy/pki/authorities/local/root.crt")
    with (
        socket.create_connection(("127.0.0.1", running.ports["https"]), timeout=PATIENCE) as plain,
        context.wrap_socket(plain, server_hostname=SITE) as secure,
    ):
        secure.sendall(request.encode())
        parts = []
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            while part := secure.recv(65_536):
                parts.append(part)
    return b"".join(parts).decode("utf-8", "replace")
