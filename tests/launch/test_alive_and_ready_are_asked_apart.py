"""`python -m launch.health`: a service that lives but is not ready must not be taken for one that is gone."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from servers import free_ports

from launch import health
from launch.services import services


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Serve what the desk page would, with statuses that a test may change."""
    statuses = {"/gezond": 200, "/klaar": 200}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(statuses.get(self.path, 404))
            self.end_headers()
            self.wfile.write(b'{"missing":["database"]}' if statuses.get(self.path) == 503 else b"{}")

        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    monkeypatch.setenv("MAGDAT_POORT_BUREAU", str(server.server_port))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield statuses
    server.shutdown()
    server.server_close()


def test_who_lives_and_is_ready_is_both(answers: dict[str, int]) -> None:
    assert health.main(["bureau"]) == 0
    assert health.main(["--klaar", "bureau"]) == 0


def test_who_is_not_ready_lives_and_says_what_is_missing(
    answers: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    answers["/klaar"] = 503
    assert health.main(["bureau"]) == 0
    assert health.main(["bureau", "--klaar"]) == 1
    assert "database" in capsys.readouterr().err


def test_who_is_gone_is_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAGDAT_POORT_BUREAU", str(free_ports(1)[0]))
    assert health.main(["bureau"]) == health.main(["--klaar", "bureau"]) == 1


@pytest.mark.parametrize("arguments", [[], ["--klaar"], ["onbekend"], ["bureau", "rasa"]])
def test_a_service_that_there_is_not_is_a_mistake(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert health.main(arguments) == 2
    assert "acties|rasa|pagina|bureau" in capsys.readouterr().err


def test_every_service_says_both() -> None:
    for service in services({}):
        assert service.url().startswith("http://127.0.0.1:")
        assert service.ready_url().startswith("http://127.0.0.1:")
