"""Whatever is sent to the address: no fault of ours, nothing answered that Slack did not sign, no word in the log."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odd_requests import TYPED
from odd_services import WRONG, noise, signed_for_slack, slack_bodies, slack_types
from slack_here import Slack, command, event, mention, press, slack
from slack_served import Served, served

from magdat.privacy.discreet_log import keep_log_discreet
from magdat.slack.surface import PATH

MANY = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def workspace() -> Iterator[Slack]:
    with slack(pace=0.0) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def channel(workspace: Slack) -> Iterator[Served]:
    with served(workspace) as channel:
        yield channel


@pytest.fixture(scope="module")
def client(channel: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=channel.rasa, timeout=20) as client:
        yield client


@MANY
@given(slack_bodies, slack_types)
def test_odd_bodies_that_are_signed_are_no_fault_of_ours(client: httpx.Client, body: bytes, kind: str) -> None:
    assert client.post(PATH, content=body, headers=signed_for_slack(body, kind)).status_code < 500


@MANY
@given(
    slack_bodies,
    slack_types,
    st.sampled_from(WRONG),
    noise,
)
def test_what_is_not_signed_is_refused(
    channel: Served, client: httpx.Client, body: bytes, kind: str, wrong: str, made_up: str
) -> None:
    before = len(channel.accepted)
    headers: dict[str, Any] = signed_for_slack(body, kind)
    if wrong == "secret":
        headers = signed_for_slack(body, kind, secret="een-ander-geheim")
    elif wrong in {"old", "future"}:
        headers = signed_for_slack(body, kind, age=301 if wrong == "old" else -310)
    elif wrong == "none":
        headers = {"Content-Type": kind}
    elif wrong == "stamp":
        headers["X-Slack-Request-Timestamp"] = made_up.encode("latin-1")
    elif wrong == "signature":
        headers["X-Slack-Signature"] = made_up.encode("latin-1")
    else:
        body += b" "
    assert client.post(PATH, content=body, headers=headers).status_code in {401, 413}
    assert len(channel.accepted) == before


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8"])
def test_the_address_can_be_verified_when_the_app_is_set_up(workspace: Slack, channel: Served, kind: str) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc123"})
    response = workspace.bring(channel.rasa, body, kind=kind)
    assert (response.status_code, response.json()) == (200, {"challenge": "abc123"})


def test_a_body_without_end_is_not_read_to_its_end(workspace: Slack, channel: Served) -> None:
    assert workspace.bring(channel.rasa, event("x" * 300_000)).status_code == 413


def test_a_form_with_a_charset_is_a_form(workspace: Slack, channel: Served) -> None:
    before = len(channel.accepted)
    kind = "application/x-www-form-urlencoded; charset=utf-8"
    body = urlencode(command("mag ik?", response_url=workspace.respond_address()))
    assert workspace.bring(channel.rasa, body, kind=kind).status_code == 200
    assert len(channel.accepted) == before + 1


def test_what_cannot_be_kept_is_asked_for_again(workspace: Slack, channel: Served) -> None:
    before = len(channel.accepted)
    channel.gate.full = True
    try:
        body = event("mag ik?")
        assert workspace.bring(channel.rasa, body).status_code == 503
        assert "loopt bij mij iets mis" in workspace.bring_command(channel.rasa, "mag ik?").json()["text"]
        pressed = press({"action_id": "a", "value": "/meer_weten"}, "b")
        assert workspace.bring_form(channel.rasa, pressed).status_code == 503
        # Who sees that it failed says it again: that may not be kept late.
        assert channel.gate.refused == [True, False, False]
    finally:
        channel.gate.full = False
    assert workspace.bring(channel.rasa, body).status_code == 200
    assert len(channel.accepted) == before + 1


def test_no_word_that_was_typed_stands_in_the_log(
    workspace: Slack, channel: Served, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    factory = logging.getLogRecordFactory()
    keep_log_discreet()
    try:
        with caplog.at_level(logging.DEBUG):
            for body in (event(TYPED), mention(TYPED), json.dumps({**json.loads(event(TYPED)), "event": [TYPED]})):
                workspace.bring(channel.rasa, body)
            workspace.bring_form(channel.rasa, press({"value": TYPED, "action_id": TYPED}, TYPED))
            workspace.bring_form(
                channel.rasa, {"type": "view_submission", "view": {"callback_id": "x", "state": TYPED}}
            )
            workspace.bring_command(channel.rasa, TYPED, response_url="http://127.0.0.1:9/weg")
            workspace.bring_command(channel.rasa, TYPED, command="/anders")
            channel.idle()
    finally:
        logging.setLogRecordFactory(factory)
    assert caplog.text
    assert TYPED not in caplog.text + "".join(capfd.readouterr())
