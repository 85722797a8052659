import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from servers import Assistant


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"geen json",
        b"[]",
        b'{"sender": "a"}',
        b'{"message": "hallo"}',
        b'{"sender": "jan", "message": "hallo"}',
        b'{"sender": "0123456789abcdef0123456789abcdef-jan", "message": "hallo"}',
        b'{"sender": 1, "message": "hallo"}',
        b'{"sender": "a", "message": 5}',
    ],
)
def test_a_body_that_makes_no_sense_is_a_400_in_dutch(assistant: Assistant, body: bytes) -> None:
    answer = httpx.post(
        f"{assistant.rasa}/webhooks/rest/webhook", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 400
    assert "fout" in answer.json()


def test_the_action_server_believes_only_rasa(assistant: Assistant) -> None:
    actions = assistant.environment["MAGDAT_ACTIES_URL"]
    call = {"next_action": "action_antwoord", "sender_id": "p-geheim", "tracker": {"sender_id": "p-geheim"}}
    for headers in ({}, {"X-Magdat-Geheim": "geraden"}):
        answer = httpx.post(actions, json=call, headers=headers)
        assert answer.status_code == 403
        assert "p-geheim" not in answer.text
    secret = {"X-Magdat-Geheim": (assistant.state / "acties.geheim").read_text()}
    for body in (b"geen json", b"[]", b"{}"):
        assert httpx.post(actions, content=body, headers=secret).status_code == 400
    assert "p-geheim" not in httpx.post(actions, json=call, headers=secret).text
    assert httpx.post(actions, content=b"x" * 1_000_000, headers=secret).status_code == 413
    assert httpx.get(actions.replace("/webhook", "/actions")).status_code == 404


def test_a_stranger_is_refused_and_told_why(assistant: Assistant) -> None:
    webhook = f"{assistant.rasa}/webhooks/rest/webhook"
    body = {"sender": f"test-{uuid.uuid4().hex}", "message": "hallo"}
    answer = httpx.post(webhook, json=body, headers={"Origin": "https://kwaad.example"})
    assert (answer.status_code, "website" in answer.json()["fout"]) == (403, True)
    answer = httpx.post(webhook, content=json.dumps(body), headers={"Content-Type": "text/plain"})
    assert (answer.status_code, "JSON" in answer.json()["fout"]) == (415, True)
    body["message"] = "x" * 1_000_000
    assert httpx.post(webhook, json=body).status_code == 413


def test_two_hundred_messages_at_once_give_no_server_error(assistant: Assistant) -> None:
    conversation = assistant.conversation()

    def ask(_: int) -> str:
        return conversation.say("mag ik op facebook in de pauze?").text

    with ThreadPoolExecutor(20) as pool:
        texts = list(pool.map(ask, range(200)))
    assert all(texts)
    assert any("te snel" in text for text in texts)
