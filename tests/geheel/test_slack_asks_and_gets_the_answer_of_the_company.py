"""Slack, from a signed event to the message that Slack's Web API receives."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from servers import Assistant, running, stores_in
from slack_sdk.signature import SignatureVerifier
from stand_ins import Received, StandIn, stand_in

from launch.supervisor import StartError
from magdat.privacy.pseudonym import Pseudonyms

SECRET = "geheim-van-slack"
PERSON, CHANNEL = "U024BE7LH", "D0PNCRP9N"
POST = "/api/chat.postMessage"
QUESTION = "mag ik Facebook gebruiken tijdens de pauze?"


@pytest.fixture(scope="module")
def slack() -> Iterator[StandIn]:
    """Give Slack's Web API, which asks to slow down at the first message."""
    asked: list[Received] = []

    def reply(request: Received) -> tuple[int, bytes]:
        asked.append(request)
        return (429, b'{"ok": false, "error": "ratelimited"}') if len(asked) == 1 else (200, b'{"ok": true}')

    with stand_in(reply) as server:
        yield server


@pytest.fixture(scope="module")
def assistant(slack: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = {
        "MAGDAT_SLACK_TOKEN": "xoxb-token",
        "MAGDAT_SLACK_SIGNING_SECRET": SECRET,
        "MAGDAT_SLACK_API": f"{slack.address}/api",
    }
    with running(tmp_path_factory.mktemp("toestand"), settings=settings) as assistant:
        yield assistant


@pytest.fixture(autouse=True)
def _nothing_said_yet(slack: StandIn) -> None:
    slack.received.clear()


def event(text: str, **facts: Any) -> str:
    """Return what Slack sends when somebody types in a direct message."""
    said = {"type": "message", "channel_type": "im", "channel": CHANNEL, "user": PERSON, "text": text, "ts": "1.1"}
    return json.dumps({"type": "event_callback", "event": {**said, **facts}, "authorizations": [{"user_id": "UBOT"}]})


def press(value: str) -> str:
    """Return what Slack sends when somebody presses a button."""
    payload = {
        "type": "block_actions",
        "user": {"id": PERSON},
        "channel": {"id": CHANNEL},
        "message": {"ts": "1.2"},
        "actions": [{"type": "button", "value": value}],
    }
    return urlencode({"payload": json.dumps(payload)})


def bring(
    assistant: Assistant, body: str, *, secret: str = SECRET, age: int = 0, kind: str = "application/json"
) -> httpx.Response:
    """Bring a body to the webhook as Slack does, and return what it answers."""
    stamp = str(int(time.time()) - age)
    headers = {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": str(SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)),
    }
    return httpx.post(f"{assistant.rasa}/webhooks/slack/webhook", content=body, headers=headers)


def posted(slack: StandIn, count: int = 1, seconds: float = 30.0) -> list[dict[str, Any]]:
    """Return the messages that were posted, as soon as there are so many or the time is over."""
    return [json.loads(item.body) for item in slack.wait_for(count, POST, seconds)]


def test_a_signed_question_gets_the_answer_with_its_clause_even_when_slack_was_busy(
    assistant: Assistant, slack: StandIn
) -> None:
    assert bring(assistant, event(QUESTION)).status_code == 200
    # The first-contact notice is refused as too fast and sent again; then the answer follows.
    messages = posted(slack, 3)
    assert messages[0] == messages[1]
    assert {message["channel"] for message in messages} == {CHANNEL}
    answer = messages[-1]
    assert answer["text"].startswith("Ja.")
    assert "Artikel 3.1" in answer["text"]
    assert slack.received[0].headers["authorization"] == "Bearer xoxb-token"
    assert "onderwerp" not in answer, "the machine-readable form is not for Slack"


def test_a_pressed_button_goes_on_with_the_conversation(assistant: Assistant, slack: StandIn) -> None:
    bring(assistant, event("mag ik linkedin gebruiken"))
    buttons = [
        button
        for message in posted(slack)
        for block in message.get("blocks", ())
        if block["type"] == "actions"
        for button in block["elements"]
    ]
    assert buttons
    slack.received.clear()
    assert bring(assistant, press(buttons[0]["value"]), kind="application/x-www-form-urlencoded").status_code == 200
    assert posted(slack)[0]["text"]


@pytest.mark.parametrize("wrong", [{"secret": "een-ander-geheim"}, {"age": 3600}])
def test_a_wrong_or_old_signature_is_refused(assistant: Assistant, slack: StandIn, wrong: dict[str, Any]) -> None:
    assert bring(assistant, event(QUESTION), **wrong).status_code == 400
    assert posted(slack, seconds=2) == []


def test_the_address_can_be_verified_when_the_app_is_set_up(assistant: Assistant) -> None:
    answer = bring(assistant, json.dumps({"type": "url_verification", "challenge": "abc123"}))
    assert answer.status_code == 200
    assert "abc123" in answer.text


def test_bad_input_is_answered_calmly(assistant: Assistant, slack: StandIn) -> None:
    for text in ("x" * 20_000, "😀😀😀"):
        slack.received.clear()
        assert bring(assistant, event(text)).status_code == 200
        assert len(posted(slack)) == 1


def test_what_the_assistant_says_itself_is_not_answered(assistant: Assistant, slack: StandIn) -> None:
    assert bring(assistant, event(QUESTION, bot_id="B1")).status_code == 200
    assert posted(slack, seconds=2) == []


def test_the_person_and_the_secrets_are_written_nowhere(assistant: Assistant, slack: StandIn) -> None:
    bring(assistant, event(QUESTION))
    assert posted(slack)
    stores = stores_in(assistant.state)
    pseudonym = Pseudonyms(stores.keys).at(PERSON, "slack", "", f"{CHANNEL}/")
    assert stores.conversations.of(pseudonym) is not None
    for path in assistant.state.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for secret in (PERSON, CHANNEL, SECRET, "xoxb-token"):
                assert secret.encode() not in content, f"{secret} stands in {path}"


def test_half_a_set_of_secrets_stops_the_start_and_says_what_is_missing(tmp_path: Path) -> None:
    settings = {"MAGDAT_SLACK_TOKEN": "xoxb-token"}
    with (
        pytest.raises(StartError, match="MAGDAT_SLACK_SIGNING_SECRET is missing"),
        running(tmp_path, settings=settings, names=("rasa",)),
    ):
        pass
