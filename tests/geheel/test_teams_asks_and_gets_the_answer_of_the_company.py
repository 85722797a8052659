"""Microsoft Teams, from a signed activity to the card that the Bot Framework receives."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from microsoft import (
    CONVERSATION,
    PASSWORD,
    PERSON,
    TENANT,
    Microsoft,
    activity,
    authorization,
    forged,
    microsoft,
    pressed,
    token,
)
from servers import ANSWER_WITHIN, Assistant, running, stores_in

from channels.thumbs import is_thumb
from magdat.privacy.pseudonym import Pseudonyms

QUESTION = "mag ik Facebook gebruiken tijdens de pauze?"
CLAUSE = "Artikel 3.1"
"""What stands in every answer to the question of these tests."""


@pytest.fixture(scope="module")
def server() -> Iterator[Microsoft]:
    with microsoft() as made:
        yield made


@pytest.fixture(scope="module")
def assistant(server: Microsoft, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with running(tmp_path_factory.mktemp("toestand"), settings=server.settings) as assistant:
        yield assistant


@pytest.fixture(autouse=True)
def _nothing_received_yet(server: Microsoft) -> None:
    server.server.received.clear()


def bring(assistant: Assistant, body: Any, signed: str | None) -> httpx.Response:
    """Bring an activity to the webhook."""
    where = f"{assistant.rasa}/webhooks/botframework/webhook"
    return httpx.post(where, json=body, headers=authorization(signed), timeout=30)


def shown(message: dict[str, Any]) -> str:
    """Return everything that somebody reads of a message."""
    return json.dumps([message.get("text"), message.get("attachments")], ensure_ascii=False)


def answer(assistant: Assistant, server: Microsoft, question: str = QUESTION, **facts: Any) -> dict[str, Any]:
    """Ask something, and return the message with the clause."""
    assert bring(assistant, activity(question, server.service, **facts), token(server.service)).status_code == 200
    place = facts.get("conversation", {"id": CONVERSATION})["id"]
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = [item for item in server.sent(place=place) if CLAUSE in shown(item)]
        if found:
            return found[-1]
        time.sleep(0.1)
    raise AssertionError(f"no answer, but {[shown(item) for item in server.sent(place=place)]}")


def test_a_signed_question_gets_a_card_with_its_clause(assistant: Assistant, server: Microsoft) -> None:
    found = answer(assistant, server, f"<at>Mag dat?</at> {QUESTION}")
    card = found["attachments"][0]["content"]
    assert card["body"][0]["style"] == "good"
    assert "Ja" in card["body"][0]["items"][0]["text"]
    assert "onderwerp" not in shown(found), "the machine-readable form is not for Teams"
    assert card["actions"][0]["title"] == "Meer weten"
    assert server.faults == []


def test_a_button_goes_on_with_the_conversation_and_goes(assistant: Assistant, server: Microsoft) -> None:
    card = answer(assistant, server)["attachments"][0]["content"]
    server.server.received.clear()
    press = pressed(card["actions"][0], card, server.service, replyToId="f:1")
    told = bring(assistant, press, token(server.service)).json()
    assert all(is_thumb(item["data"]["keuze"]) for item in told["value"]["actions"]), "only the thumbs stay"
    assert CLAUSE in json.dumps(told["value"])
    (more,) = server.sent(1)
    assert "Raad" in shown(more) or "Wet" in shown(more) or "Waarom" in shown(more)
    assert [item.method for item in server.taken()].count("PUT") == 1
    assert server.faults == []


def test_a_follow_up_is_about_what_was_asked(assistant: Assistant, server: Microsoft) -> None:
    answer(assistant, server)
    server.server.received.clear()
    bring(assistant, activity("waarom?", server.service), token(server.service))
    assert server.sent(1)


def test_a_careful_topic_in_a_group_is_an_invitation(assistant: Assistant, server: Microsoft) -> None:
    group = {"id": "19:groep@thread.v2", "tenantId": TENANT, "conversationType": "groupChat"}
    body = activity("mijn collega pest mij op facebook", server.service, conversation=group)
    bring(assistant, body, token(server.service))
    server.sent(1, place=group["id"], seconds=30)
    asked = activity(QUESTION, server.service, conversation=group)
    bring(assistant, asked, token(server.service))
    deadline = time.monotonic() + 30
    while not any(CLAUSE in shown(item) for item in server.sent(place=group["id"])) and time.monotonic() < deadline:
        time.sleep(0.1)
    *careful, answered = server.sent(place=group["id"])
    assert CLAUSE in shown(answered), "what is not careful is answered where it was asked"
    assert [item for item in careful if "onder ons" in shown(item)] == careful[:1], "once"
    assert not any("vertrouwenspersoon" in shown(item) for item in careful)


def test_a_wrong_token_is_refused_by_the_running_assistant(assistant: Assistant, server: Microsoft) -> None:
    for kind, signed in forged(server.service).items():
        if kind != "a header that is nested deep":  # longer than a server takes
            assert bring(assistant, activity(QUESTION, server.service), signed).status_code == 401, kind
    answer(assistant, server)
    assert len([item for item in server.sent() if CLAUSE in shown(item)]) == 1


def test_an_activity_that_is_brought_again_is_answered_once(assistant: Assistant, server: Microsoft) -> None:
    server.server.received.clear()
    same = activity(QUESTION, server.service)
    assert [bring(assistant, same, token(server.service)).status_code for _ in range(3)] == [200] * 3
    # Messages of one conversation are answered in order: a second answer to the same would come before the next one.
    answer(assistant, server)
    deadline = time.monotonic() + ANSWER_WITHIN
    while answers_to(server) < 2 and time.monotonic() < deadline:  # what was waited for may be the answer to the same
        time.sleep(0.05)
    assert answers_to(server) == 2
    server.server.received.clear()
    answer(assistant, server)
    assert answers_to(server) == 1


def answers_to(server: Microsoft) -> int:
    """Return how many answers with the clause arrived."""
    return len([item for item in server.sent() if CLAUSE in shown(item)])


def test_the_person_and_the_secrets_are_written_nowhere(assistant: Assistant, server: Microsoft) -> None:
    answer(assistant, server)
    stores = stores_in(assistant.state)
    pseudonym = Pseudonyms(stores.keys).at(PERSON, "botframework", TENANT, CONVERSATION)
    assert stores.conversations.of(pseudonym) is not None
    for path in assistant.state.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for secret in (PERSON, CONVERSATION, PASSWORD, "ons-token", "Jan Peeters", QUESTION):
                assert secret.encode() not in content, f"{secret} stands in {path}"
