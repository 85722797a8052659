"""`magdat kanalen slack` and `magdat kanalen test slack`, against a Slack and an address of our own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from slack_here import SECRET, Slack, slack
from slack_sdk.signature import SignatureVerifier
from stand_ins import Received, StandIn, stand_in

from magdat import cli
from magdat.commands import slack_reach
from magdat.commands.reach import Finding, Level
from magdat.slack.surface import PATH


@pytest.fixture
def workspace() -> Iterator[Slack]:
    with slack() as workspace:
        yield workspace


def assistant(request: Received) -> tuple[int, bytes]:
    """Answer as the channel does."""
    if not SignatureVerifier(SECRET).is_valid_request(request.body, request.headers):
        return 401, b"{}"
    return 200, json.dumps({"challenge": json.loads(request.body)["challenge"]}).encode()


@pytest.fixture
def running() -> Iterator[StandIn]:
    with stand_in(assistant) as server:
        yield server


def environment(workspace: Slack, running: StandIn, **more: str) -> dict[str, str]:
    return {**workspace.settings, "MAGDAT_POORT_RASA": running.address.rpartition(":")[2], **more}


def faults(found: list[Finding]) -> list[str]:
    assert all(item.remedy for item in found if item.level is not Level.FINE), "every fault says what to do"
    return [f"{item.message} → {item.remedy}" for item in found if item.level is Level.FAULT]


def test_all_is_well(workspace: Slack, running: StandIn) -> None:
    found = list(slack_reach.examine(environment(workspace, running), f"{running.address}{PATH}"))
    assert faults(found) == []
    told = " ".join(item.message for item in found)
    assert "workspace «Test»" in told
    assert "alle rechten" in told
    assert told.count("weigert wie zich voor Slack uitgeeft") == 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"MAGDAT_SLACK_TOKEN": ""}, "MAGDAT_SLACK_TOKEN is hier niet ingevuld"),
        ({"MAGDAT_SLACK_SIGNING_SECRET": ""}, "MAGDAT_SLACK_SIGNING_SECRET is hier niet ingevuld"),
        ({"MAGDAT_SLACK_TOKEN": "xoxp-1"}, "Bot User OAuth Token"),
        ({"MAGDAT_SLACK_TOKEN": "xoxe.xoxb-1"}, "token rotation"),
        ({"MAGDAT_SLACK_TOKEN": "xoxb-ander"}, "Slack kent het token niet"),
        ({"MAGDAT_SLACK_API": "http://127.0.0.1:9/api"}, "Slack is niet te bereiken"),
        ({"MAGDAT_SLACK_SIGNING_SECRET": "0" * 32}, "kent een ander Signing Secret"),
        ({"MAGDAT_POORT_RASA": "9"}, "make start"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(
    workspace: Slack, running: StandIn, more: dict[str, str], told: str
) -> None:
    found = faults(list(slack_reach.examine(environment(workspace, running, **more))))
    assert told in " ".join(found)


def test_a_scope_that_is_missing_is_named(workspace: Slack, running: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_reach, "scopes", lambda: {"chat:write", "reactions:write"})
    (told,) = faults(list(slack_reach.examine_secrets(environment(workspace, running))))
    assert "mist rechten: reactions:write" in told


def test_a_clock_that_is_wrong_is_told(workspace: Slack, running: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_reach, "SKEW", -1.0)
    (told,) = faults(list(slack_reach.examine_secrets(environment(workspace, running))))
    assert "klok" in told


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (404, b"", "geeft de proxy"),
        (502, b"", "status 502"),
        (200, b"<html>", "status 200"),
        (200, b"[]", "status 200"),
    ],
)
def test_a_proxy_that_does_not_pass_it_on_is_told(
    workspace: Slack, running: StandIn, status: int, body: bytes, told: str
) -> None:
    with stand_in(lambda _: (status, body)) as proxy:
        (found,) = faults(list(slack_reach.examine(environment(workspace, running), f"{proxy.address}{PATH}")))
    assert told in found


def test_an_address_that_answers_anybody_is_told(workspace: Slack, running: StandIn) -> None:
    with stand_in(lambda request: (200, request.body)) as proxy:
        (found,) = faults(list(slack_reach.examine(environment(workspace, running), f"{proxy.address}{PATH}")))
    assert "aanvaardt ook wat niet van Slack komt" in found


def test_no_secret_is_shown(workspace: Slack, running: StandIn) -> None:
    for more in ({}, {"MAGDAT_SLACK_TOKEN": "xoxb-ander"}, {"MAGDAT_POORT_RASA": "9"}):
        settings = environment(workspace, running, **more)
        told = str(list(slack_reach.examine(settings)))
        assert SECRET not in told
        assert settings["MAGDAT_SLACK_TOKEN"] not in told


def run(*arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["magdat", "kanalen", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
    return int(stopped.value.code or 0)


def test_the_commands_exit_as_promised(
    workspace: Slack,
    running: StandIn,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = tmp_path / "manifest.yml"
    assert run("slack", "--host", "https://magdat.bedrijf.be", "--uit", str(target)) == 0
    assert yaml.safe_load(target.read_text(encoding="utf-8"))["features"]["bot_user"]["display_name"] == "magdat"
    assert run("slack", "--host", "https://magdat.bedrijf.be", "--uit", str(tmp_path)) == 2
    assert run("slack", "--host", "magdat.bedrijf.be") == 2
    capsys.readouterr()
    assert run("slack", "--host", "https://magdat.bedrijf.be") == 0
    assert capsys.readouterr().out == target.read_text(encoding="utf-8")
    for name, value in environment(workspace, running).items():
        monkeypatch.setenv(name, value)
    assert run("test", "slack") == 0
    monkeypatch.setenv("MAGDAT_SLACK_TOKEN", "xoxb-ander")
    assert run("test", "slack") == 1
    assert run("test", "slack", "--host", "http://magdat.bedrijf.be") == 2
