"""`magdat kanalen test teams`: every fault that an administrator can make, and what to do about it."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from microsoft import APP, PASSWORD, Microsoft, microsoft
from stand_ins import Received

from magdat import cli
from magdat.commands.channels_teams import _about, examine_teams, examine_whole
from magdat.commands.reach import Finding, Level
from magdat.teams.package import ENDPOINT, NO_TOKEN


@pytest.fixture
def server() -> Iterator[Microsoft]:
    with microsoft() as made:
        yield made


def found(server: Microsoft, **changed: str) -> list[Finding]:
    port = server.server.address.rpartition(":")[2]
    environment = {**server.settings, "MAGDAT_POORT_RASA": port, **changed}
    with ThreadPoolExecutor(1) as pool:  # a browser of other tests leaves a loop in the main thread
        return pool.submit(lambda: list(examine_teams(environment))).result()


def faults(findings: list[Finding]) -> list[str]:
    return [f"{item.message} {item.remedy}" for item in findings if item.level is not Level.FINE]


def ends_in(days: int) -> str:
    return (dt.date.today() + dt.timedelta(days=days)).isoformat()


@pytest.fixture
def ready(server: Microsoft, monkeypatch: pytest.MonkeyPatch) -> Microsoft:
    """Give a Microsoft at whose address our own endpoint stands too."""
    usual = server.answer

    def both(request: Received) -> tuple[int, bytes]:
        return (401, json.dumps(NO_TOKEN).encode()) if request.path == ENDPOINT else usual(request)

    monkeypatch.setattr(server, "answer", both)
    return server


def test_all_is_well(ready: Microsoft) -> None:
    findings = found(ready, MAGDAT_TEAMS_SECRET_UNTIL=ends_in(200))
    assert faults(findings) == []
    assert len(findings) == 6


def test_teams_that_is_off_is_no_fault() -> None:
    assert [item.message for item in examine_teams({})] == ["staat uit"]


def test_whoever_tries_teams_where_nothing_of_it_is_set_hears_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith("MAGDAT_TEAMS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "argv", ["magdat", "kanalen", "test", "teams"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    said = capsys.readouterr()
    assert "MAGDAT_TEAMS_APP_ID is hier niet ingevuld" in said.err
    assert "dezelfde omgeving als de assistent" in " ".join(said.err.split())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"MAGDAT_TEAMS_TENANT": ""}, "MAGDAT_TEAMS_TENANT"),
        ({"MAGDAT_TEAMS_APP_PASSWORD": ""}, "exactly one"),
        ({"MAGDAT_TEAMS_SECRET_UNTIL": ""}, "MAGDAT_TEAMS_SECRET_UNTIL"),
        ({"MAGDAT_TEAMS_KEYS": "http://127.0.0.1:1/"}, "sleutels"),
        ({"MAGDAT_TEAMS_LOGIN": "http://127.0.0.1:1"}, "geen token"),
        ({"MAGDAT_TEAMS_SERVICE": "http://127.0.0.1:1/"}, "niet te bereiken"),
        ({"MAGDAT_POORT_RASA": "1"}, "make start"),
    ],
)
def test_each_fault_is_named_with_what_to_do(ready: Microsoft, changed: dict[str, str], said: str) -> None:
    (told,) = faults(found(ready, **{"MAGDAT_TEAMS_SECRET_UNTIL": ends_in(200), **changed}))
    assert said in told
    assert PASSWORD not in told


@pytest.mark.parametrize(("days", "said"), [(10, "nog 10 dagen"), (-1, "verlopen")])
def test_a_secret_that_ends_is_named_with_its_days(ready: Microsoft, days: int, said: str) -> None:
    # Reckoned here and not where the tests are collected: a run that goes past midnight would count a day less.
    (told,) = faults(found(ready, MAGDAT_TEAMS_SECRET_UNTIL=ends_in(days)))
    assert said in told
    assert PASSWORD not in told


@pytest.mark.parametrize(
    ("code", "said"), [(7000215, "niet de id"), (7000222, "verlopen"), (700016, "tenant"), (123, "AADSTS123")]
)
def test_microsofts_numbers_are_put_into_words(
    ready: Microsoft, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    usual = ready.answer

    def refusing(request: Received) -> tuple[int, bytes]:
        if request.path.endswith("/token"):
            return 401, f'{{"error": "invalid_client", "error_codes": [{code}]}}'.encode()
        return usual(request)

    monkeypatch.setattr(ready, "answer", refusing)
    (told,) = faults(found(ready, MAGDAT_TEAMS_SECRET_UNTIL=ends_in(200)))
    assert said in told


def whole(server: Microsoft, person: str | None) -> list[Finding]:
    port = server.server.address.rpartition(":")[2]
    environment = {**server.settings, "MAGDAT_POORT_RASA": port, "MAGDAT_TEAMS_SECRET_UNTIL": ends_in(200)}
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: list(examine_whole(environment, None, person))).result()


def test_a_message_gets_there_and_is_taken_away_and_what_that_does_not_prove_is_said(ready: Microsoft) -> None:
    ready.has_the_app = "44444444-dddd-4ddd-8ddd-444444444444"
    findings = whole(ready, ready.has_the_app)
    assert faults(findings) == []
    told = " ".join(item.message for item in findings)
    assert "Teams nam een bericht" in told
    assert "is weer weg" in told
    assert "enkel Microsoft kan dat tekenen" in told
    assert (len(ready.sent(1)), ready.removed, ready.faults) == (1, ["1"], [])


def test_who_does_not_have_the_app_gets_no_message(ready: Microsoft) -> None:
    (told,) = faults(whole(ready, "44444444-dddd-4ddd-8ddd-444444444444"))
    assert "voeg de app eerst zelf toe" in told
    assert PASSWORD not in told


def test_whoever_names_nobody_hears_that_no_message_was_sent(ready: Microsoft) -> None:
    (told,) = faults(whole(ready, None))
    assert "er is niets in Teams gezet" in told
    assert not ready.sent()


def test_an_address_where_nobody_listens_for_teams_is_told(server: Microsoft) -> None:
    (told,) = faults(found(server, MAGDAT_TEAMS_SECRET_UNTIL=ends_in(200)))
    assert "luistert niemand" in told


@pytest.mark.parametrize("body", [b"{}", b"<html>401</html>", b'"this token is not good"', b"\xff"])
def test_a_password_of_something_else_is_not_taken_for_our_gate(
    ready: Microsoft, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    usual = ready.answer
    monkeypatch.setattr(ready, "answer", lambda item: (401, body) if item.path == ENDPOINT else usual(item))
    (told,) = faults(found(ready, MAGDAT_TEAMS_SECRET_UNTIL=ends_in(200)))
    assert "iets anders dan de assistent" in told
    assert "zonder aanmelding" in told


@pytest.mark.parametrize(
    ("status", "kind", "level"),
    [(200, "text/html; charset=utf-8", Level.FINE), (405, "text/html", Level.WARNING), (200, "x/y", Level.WARNING)],
)
def test_links_that_lead_nowhere_are_told(
    monkeypatch: pytest.MonkeyPatch, status: int, kind: str, level: Level
) -> None:
    monkeypatch.setattr(httpx, "get", lambda *_, **__: httpx.Response(status, headers={"Content-Type": kind}))
    found = _about("https://magdat.voorbeeld.be")
    assert found.level is level
    assert "privacy" in found.message


def test_the_command_ends_with_one_when_something_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAGDAT_TEAMS_APP_ID", APP)
    monkeypatch.setattr(sys, "argv", ["magdat", "kanalen", "test", "teams"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    assert "MAGDAT_TEAMS_TENANT" in capsys.readouterr().err
