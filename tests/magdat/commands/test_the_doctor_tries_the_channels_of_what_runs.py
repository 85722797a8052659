"""`magdat doctor` brings Slack's challenge to the running assistant, and has a conversation as a page does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from free_ports import free_port
from slack_here import SECRET, TOKEN
from slack_sdk.signature import SignatureVerifier
from stand_ins import Received, stand_in

from magdat.commands import doctor as doctor_command
from magdat.commands import reach
from magdat.commands.channels_running import examine_running
from magdat.commands.reach import Finding, Level
from magdat.slack.surface import PATH

SLACK = {"MAGDAT_SLACK_TOKEN": TOKEN, "MAGDAT_SLACK_SIGNING_SECRET": SECRET}
SCRIPT = b'customElements.define("mag-dat", X);'

Serving = Callable[..., dict[str, str]]


def assistant(request: Received) -> tuple[int, bytes]:
    """Answer as Rasa does with Slack on, and with a widget for whoever is logged in."""
    if request.path == PATH:
        if not SignatureVerifier(SECRET).is_valid_request(request.body, request.headers):
            return 401, b"{}"
        return 200, json.dumps({"challenge": json.loads(request.body)["challenge"]}).encode()
    if request.path == "/webhooks/widget/begin":
        return (403 if "origin" in request.headers else 401), b"{}"
    return 200, b'{"status": "ok"}'


@pytest.fixture
def serving() -> Iterator[Serving]:
    """Give what serves an assistant and a page, and returns their settings."""
    with ExitStack() as running:

        def serve(rasa: object = assistant, page: bytes = SCRIPT) -> dict[str, str]:
            there = [running.enter_context(stand_in(answer)) for answer in (rasa, lambda _: (200, page))]
            ports = [server.address.rpartition(":")[2] for server in there]
            return dict(zip(("MAGDAT_POORT_RASA", "MAGDAT_POORT_PAGINA"), ports))

        yield serve


def said(found: list[Finding], level: Level) -> str:
    return "\n".join(f"{item.what}: {item.message}" for item in found if item.level is level)


def test_slack_is_answered_by_what_runs_and_who_pretends_is_not(serving: Serving) -> None:
    found = list(examine_running({**serving(), **SLACK}))
    assert "weigert wie zich voor Slack uitgeeft" in said(found, Level.FINE)
    assert "Slack" not in said(found, Level.FAULT)


def test_an_assistant_that_was_started_with_another_secret_is_a_fault(serving: Serving) -> None:
    found = list(examine_running({**serving(), **SLACK, "MAGDAT_SLACK_SIGNING_SECRET": "0" * 32}))
    assert "kent een ander Signing Secret" in said(found, Level.FAULT)


def test_without_slack_nobody_brings_a_challenge(serving: Serving) -> None:
    assert "Slack" not in str(list(examine_running(serving())))


def test_the_script_and_the_conversation_of_the_widget_are_tried(serving: Serving) -> None:
    found = list(examine_running(serving()))
    assert "vreemde website wordt geweigerd" in said(found, Level.FINE)
    assert "wie zich niet aanmeldt op het intranet, krijgt geen antwoord" in said(found, Level.FINE)
    assert said(found, Level.WARNING) == "", "what needs a log-in is nothing to mend"
    found = list(examine_running(serving(page=b"iets anders")))
    assert "is het script van de widget niet" in said(found, Level.FAULT)
    found = list(examine_running(serving(rasa=lambda _: (200, b"iets anders"))))
    assert "is de assistent niet" in said(found, Level.FAULT)


def test_a_page_in_another_container_is_told_by_the_services_alone(serving: Serving) -> None:
    found = list(examine_running({**serving(), "MAGDAT_POORT_PAGINA": str(free_port())}))
    assert "magdat.js" not in str(found)
    assert said(found, Level.FAULT) == ""


def test_where_nothing_runs_that_is_a_warning(serving: Serving) -> None:
    (found,) = examine_running({**serving(), **SLACK, "MAGDAT_POORT_RASA": str(free_port())})
    assert (found.what, found.level) == ("diensten", Level.WARNING)
    assert "niet geprobeerd" in found.message
    assert found.remedy


def test_a_setting_that_cannot_be_used_is_told_elsewhere() -> None:
    assert list(examine_running({"MAGDAT_POORT_RASA": "veel"})) == []


def test_the_doctor_does_all_of_it(serving: Serving, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(doctor_command, "_understanding", lambda: reach.fine("taalmodel", "geladen"))
    environment = {**serving(), **SLACK, "MAGDAT_SLACK_API": "http://127.0.0.1:9/", "MAGDAT_TOESTAND": str(tmp_path)}
    told = said(list(doctor_command.examine(environment)), Level.FINE)
    assert "weigert wie zich voor Slack uitgeeft" in told
    assert "vreemde website wordt geweigerd" in told
