"""`magdat doctor`: what is fine, what asks for attention and what does not work, for people and for machines."""

from __future__ import annotations

import datetime as dt
import http.server
import json
import socket
import sqlite3
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from free_ports import free_port

from magdat import cli
from magdat.commands import doctor as doctor_command
from magdat.commands import reach
from magdat.commands.reach import Finding, Level
from magdat.desks.opening import open_counter
from magdat.handoff.message import Handoff
from magdat.settings import Settings
from magdat.storage.stores import open_stores


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests, a folder of its own, ports where nobody is, and a model."""
    for name in doctor_command.os.environ:
        if name.startswith("MAGDAT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    with ExitStack() as bound:  # all of them at once, so that no two get the same port
        for name in ("RASA", "ACTIES", "PAGINA", "BUREAU"):
            probe = bound.enter_context(closing(socket.socket()))
            probe.bind(("127.0.0.1", 0))
            monkeypatch.setenv(f"MAGDAT_POORT_{name}", str(probe.getsockname()[1]))
    monkeypatch.setattr(doctor_command, "_understanding", lambda: reach.fine("taalmodel", "geladen"))


def run(*arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["magdat", "doctor", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
    return int(stopped.value.code or 0)


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    run("--json", *arguments)
    data: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return data


def levels(items: list[dict[str, str]], what: str) -> list[str]:
    return [item["niveau"] for item in items if item["wat"] == what]


def test_questions_of_a_desk_that_is_gone_are_a_warning(
    capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = {"conversation": "p-1", "channel": "widget", "address": None, "mark": "m"}
    open_counter(Settings.from_environment()).desk.open(Handoff("Mag dat?"), desk="it", **where)
    capsys.readouterr()
    assert "die dienst staat niet in het beleid" not in str(found(capsys))
    policy = tmp_path / "zonder_it.yml"
    text = Path("beleid/beleid.yml").read_text(encoding="utf-8")
    entry = "    it:\n      open: {werkdagen: 7.00-17.00}\n      antwoord_binnen: 4 uur\n      anoniem: nee\n"
    route = "    - {onderwerp: buiten_bereik_it, dienst: it}\n"
    assert entry in text
    assert route in text
    policy.write_text(text.replace(entry, "").replace(route, ""), encoding="utf-8")
    monkeypatch.setenv("MAGDAT_BELEID", str(policy))
    told = "bij «it» staat nog 1 vraag open, en die dienst staat niet in het beleid"
    assert told in str(found(capsys))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["magdat", "beleid", "controleer", str(policy), "--json"])
        with pytest.raises(SystemExit):
            cli.main()
    assert told in capsys.readouterr().out


def test_a_fresh_machine_has_warnings_and_no_faults(capsys) -> None:
    items = found(capsys)
    assert {item["niveau"] for item in items} == {"goed", "waarschuwing"}
    assert levels(items, "diensten") == ["waarschuwing"] * 5, "four services, and channels that were not tried"
    assert levels(items, "doorgeven") == ["goed"]
    assert run() == 0, "a warning is no fault"
    assert run("--streng") == 1


def test_used_wrongly_is_two(capsys) -> None:
    assert run("--jsn") == 2


def test_every_wrong_setting_is_a_fault_and_the_rest_is_looked_at_all_the_same(capsys, monkeypatch) -> None:
    monkeypatch.setenv("MAGDAT_POORT_RASA", "veel")
    monkeypatch.setenv("MAGDAT_SLACK_TOKEN", "xoxb-geheim")
    monkeypatch.setenv("MAGDAT_SLACK_API", "http://127.0.0.1:1/")
    items = found(capsys)
    assert levels(items, "instellingen") == ["fout", "fout"]
    assert levels(items, "beleid") == ["goed"]
    assert "geheim" not in json.dumps(items)
    assert run() == 1


def test_a_message_that_did_not_leave_is_a_fault(capsys, monkeypatch) -> None:
    monkeypatch.setenv("MAGDAT_WEBHOOK_URL", "http://127.0.0.1:1/")
    monkeypatch.setenv("MAGDAT_WEBHOOK_SECRET", "geheim")
    counter = open_counter(Settings.from_environment())
    where = {"desk": "helpdesk", "conversation": "p-1", "channel": "widget", "address": None}
    counter.desk.open(Handoff("mijn verhaal"), **where, mark="m1")
    errand = counter.tickets.take_errand(["webhook"])
    assert errand is not None
    counter.tickets.put_off(errand, None, "http 403")
    capsys.readouterr()
    items = found(capsys)
    faults = [item for item in items if item["niveau"] == "fout"]
    assert ["MD-0001" in item["boodschap"] for item in faults] == [False, True], "the web hook is away, too"
    assert faults[1]["remedie"] == "magdat doorgeven opnieuw MD-0001"
    assert "verhaal" not in json.dumps(items)


def test_a_database_that_is_none_is_a_fault(capsys, tmp_path) -> None:
    (tmp_path / "magdat.sqlite").write_bytes(b"geen databank" * 100)
    assert levels(found(capsys), "opslag") == ["fout"]


def test_a_database_that_others_can_read_is_a_warning(capsys, tmp_path) -> None:
    open_stores(Settings.from_environment()).tickets.stuck()
    (tmp_path / "magdat.sqlite").chmod(0o644)
    assert levels(found(capsys), "opslag") == ["goed", "waarschuwing"]


def test_a_redis_that_is_away_is_a_fault_and_one_that_is_there_is_not(capsys, monkeypatch, redis) -> None:
    monkeypatch.setenv("MAGDAT_REDIS", "redis://:geheim@127.0.0.1:1/0")
    items = found(capsys)
    assert levels(items, "opslag") == ["goed", "fout"]
    assert "geheim" not in json.dumps(items)
    monkeypatch.setenv("MAGDAT_REDIS", redis)
    assert levels(found(capsys), "opslag") == ["goed", "goed"]


@pytest.mark.parametrize(("free", "level"), [(5e9, Level.FINE), (5e8, Level.WARNING), (1e8, Level.FAULT)])
def test_a_full_disk_is_noticed_before_it_is_full(free, level, tmp_path, monkeypatch) -> None:
    usage = type("Usage", (), {"free": int(free)})
    monkeypatch.setattr(reach.shutil, "disk_usage", lambda path: usage)
    monkeypatch.setattr(reach.psutil, "disk_partitions", lambda all: [])
    assert reach.disk(tmp_path / "nog" / "niet" / "gemaakt").level is level


def test_a_mail_server_that_is_away_is_a_fault_and_one_that_is_there_is_not(capsys, monkeypatch) -> None:
    monkeypatch.setenv("MAGDAT_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("MAGDAT_SMTP_PORT", "1")
    assert levels(found(capsys), "doorgeven") == ["fout"]
    from aiosmtpd.controller import Controller

    controller = Controller(object(), hostname="127.0.0.1", port=free_port())
    controller.start()
    monkeypatch.setenv("MAGDAT_SMTP_PORT", str(controller.port))
    assert levels(found(capsys), "doorgeven") == ["goed"]
    controller.stop()


@pytest.fixture
def service() -> Iterator[http.server.ThreadingHTTPServer]:
    """Give something that answers 200 to every path."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_service_that_runs_is_fine(capsys, monkeypatch, service) -> None:
    monkeypatch.setenv("MAGDAT_POORT_RASA", str(service.server_port))
    assert sorted(levels(found(capsys), "diensten")) == ["goed", *["waarschuwing"] * 3]


@pytest.mark.parametrize(("days", "level"), [(90, Level.FINE), (9, Level.WARNING)])
def test_a_certificate_that_ends_soon_is_a_warning(days, level) -> None:
    ends = (dt.datetime.now(dt.timezone.utc) + dt.timedelta(days=days, hours=1)).strftime("%b %d %H:%M:%S %Y GMT")
    secure = type("Secure", (), {"getpeercert": lambda self: {"notAfter": ends}})()
    finding = reach._until("kanalen", "https://x.be", secure)
    assert finding.level is level
    assert f"nog {days} dagen" in finding.message


def test_a_certificate_that_nobody_trusts_is_a_fault(tmp_path) -> None:
    key, certificate = tmp_path / "sleutel.pem", tmp_path / "certificaat.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def serve(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with suppress(OSError):
            context.wrap_socket(connection, server_side=True).close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        finding = reach.certificate("kanalen", f"https://localhost:{listening.getsockname()[1]}/")
    assert (finding.level, "certificaat" in finding.message) == (Level.FAULT, True)
    assert "SSL_CERT_FILE" in finding.remedy, "an intranet often has a CA of its own: nothing is to be renewed there"


def test_an_earlier_state_folder_does_not_stop_the_doctor(capsys, tmp_path) -> None:
    with closing(sqlite3.connect(tmp_path / "doorgeven.sqlite")) as db:
        db.execute("CREATE TABLE iets (x)")
    assert levels(found(capsys), "opslag") == ["goed"]


def test_a_finding_says_how_to_mend_it(capsys, monkeypatch) -> None:
    monkeypatch.setenv("MAGDAT_DOORGEVEN", "geen")
    run()
    said = capsys.readouterr()
    assert "! doorgeven: staat uit" in said.out
    assert "→ docs/doorgeven.md" in said.out
    assert Finding("x", Level.FAULT, "y", "z").data() == {
        "wat": "x",
        "niveau": "fout",
        "boodschap": "y",
        "remedie": "z",
    }


def test_a_folder_in_memory_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = SimpleNamespace(mountpoint=str(tmp_path), fstype="tmpfs")
    monkeypatch.setattr(reach.psutil, "disk_partitions", lambda all: [part])
    monkeypatch.setattr(reach.shutil, "disk_usage", lambda _path: SimpleNamespace(free=0))
    found = reach.disk(tmp_path / "toestand")
    assert found.level is Level.FINE
    assert "geheugen" in found.message


def test_whoever_waits_for_an_answer_is_counted_also_where_somebody_took_the_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = Settings.from_environment()
    desk = open_counter(settings, {}).desk
    where = {"desk": "helpdesk", "conversation": "p-1", "channel": "rest", "address": None}
    number = desk.open(Handoff("Mag dit?"), **where, mark="m").number
    desk.take(number, "an")
    told = [item.message for item in doctor_command.examine_storage(settings) if "wacht iemand" in item.message]
    assert told == [], "not yet three days"
    monkeypatch.setattr(doctor_command, "LATE", -1)
    told = [item.message for item in doctor_command.examine_storage(settings) if "wacht iemand" in item.message]
    assert len(told) == 1
    assert "1 vraag" in told[0]
    desk.answer(number, "an", "Ja.", mark="a")
    told = [item.message for item in doctor_command.examine_storage(settings) if "wacht iemand" in item.message]
    assert told == []
