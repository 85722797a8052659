"""Whatever is sent to the address: no fault of ours, nothing answered that Slack did not sign, no word in the log."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_here import SECRET, Slack, command, event, mention, press, slack
from slack_sdk.signature import SignatureVerifier
from slack_served import Served, served

from magdat.privacy.discreet_log import keep_log_discreet
from magdat.slack.surface import PATH

WORD = "xylofoongeheim"
"""A word that everybody types here, and that may stand in no log."""

MANY = settings(
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just(WORD),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(
    [
        *("type", "event", "event_id", "team_id", "team", "authorizations", "user", "channel", "actions", "container"),
        *("view", "message", "callback_id", "trigger_id", "response_url", "command", "text", "challenge", "ssl_check"),
        *("enterprise", "is_ext_shared_channel", "channel_type", "thread_ts", "ts", "bot_id", "subtype", "tab"),
    ]
)
TYPES = st.sampled_from(
    ["event_callback", "block_actions", "message_action", "url_verification", "view_submission", "message", "shortcut"]
)
ODD = st.dictionaries(KEYS, JSON, max_size=8).flatmap(
    lambda body: st.fixed_dictionaries({"type": TYPES | JSON}).map(lambda kind: {**body, **kind})
)


@st.composite
def bent(draw: st.DrawFn) -> dict[str, Any]:
    """Something that Slack sends, with one thing in it that is not as it should be."""
    whole: Any = draw(
        st.sampled_from(
            [json.loads(event(WORD)), json.loads(mention(WORD)), press({"value": WORD}, "rij"), command(WORD)]
        )
    )
    at = whole
    while True:
        key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if isinstance(at[key], (dict, list)) and at[key] and draw(st.booleans()):
            at = at[key]
            continue
        at[key] = draw(JSON)
        return dict(whole)


BODIES = st.one_of(
    st.binary(max_size=300),
    JSON.map(lambda value: json.dumps(value).encode()),
    ODD.map(lambda value: json.dumps(value).encode()),
    bent().map(lambda value: json.dumps(value).encode()),
    (ODD | bent()).map(lambda value: urlencode({"payload": json.dumps(value)}).encode()),
    st.dictionaries(KEYS, st.text(max_size=20), max_size=6).map(lambda form: urlencode(form).encode()),
)
CONTENT_TYPES = st.sampled_from(
    [
        *("application/json", "application/json; charset=utf-8", "application/x-www-form-urlencoded", "text/plain"),
        *("application/x-www-form-urlencoded; charset=utf-8", "multipart/form-data; boundary=x", "", ";;;"),
    ]
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


def signed(body: bytes, kind: str, secret: str = SECRET, age: int = 0) -> dict[str, str]:
    stamp = str(int(time.time()) - age)
    try:
        signature = str(SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body))
    except UnicodeDecodeError:
        signature = "v0=" + "0" * 64
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


@MANY
@given(BODIES, CONTENT_TYPES)
def test_odd_bodies_that_are_signed_are_no_fault_of_ours(client: httpx.Client, body: bytes, kind: str) -> None:
    assert client.post(PATH, content=body, headers=signed(body, kind)).status_code < 500


@MANY
@given(
    BODIES,
    CONTENT_TYPES,
    st.sampled_from(["secret", "old", "future", "none", "stamp", "signature", "body"]),
    st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=80),
)
def test_what_is_not_signed_is_refused(
    channel: Served, client: httpx.Client, body: bytes, kind: str, wrong: str, noise: str
) -> None:
    before = len(channel.accepted)
    headers: dict[str, Any] = signed(body, kind)
    if wrong == "secret":
        headers = signed(body, kind, secret="een-ander-geheim")
    elif wrong in {"old", "future"}:
        headers = signed(body, kind, age=301 if wrong == "old" else -310)
    elif wrong == "none":
        headers = {"Content-Type": kind}
    elif wrong == "stamp":
        headers["X-Slack-Request-Timestamp"] = noise.encode("latin-1")
    elif wrong == "signature":
        headers["X-Slack-Signature"] = noise.encode("latin-1")
    else:
        body += b" "
    assert client.post(PATH, content=body, headers=headers).status_code == 401
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
            for body in (event(WORD), mention(WORD), json.dumps({**json.loads(event(WORD)), "event": [WORD]})):
                workspace.bring(channel.rasa, body)
            workspace.bring_form(channel.rasa, press({"value": WORD, "action_id": WORD}, WORD))
            workspace.bring_form(channel.rasa, {"type": "view_submission", "view": {"callback_id": "x", "state": WORD}})
            workspace.bring_command(channel.rasa, WORD, response_url="http://127.0.0.1:9/weg")
            workspace.bring_command(channel.rasa, WORD, command="/anders")
            channel.idle()
    finally:
        logging.setLogRecordFactory(factory)
    assert caplog.text
    assert WORD not in caplog.text + "".join(capfd.readouterr())
