"""With nothing set up for passing on, the assistant names the contact and asks for no message."""

from __future__ import annotations

from typing import Any

import pytest
from own_loop import run_apart
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import bridge
from actions.drafts import AGREED, GONE
from actions.hand_off_form import REQUESTED, ValidatePassOnForm
from magdat.conversation.state import State

HOOK = {"MAGDAT_WEBHOOK_URL": "https://helpdesk.bedrijf.be/", "MAGDAT_WEBHOOK_SECRET": "geheim"}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch) -> None:
    for name in ("MAGDAT_DOORGEVEN", "MAGDAT_SMTP_HOST", *HOOK):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))


def opened(state: State | None = None) -> tuple[CollectingDispatcher, list[dict[str, Any]]]:
    """Open the hand-off after «ik wil een mens spreken», and return what is said and done."""
    latest = {"text": "ik wil een mens spreken", "intent": {"name": "mens_spreken", "confidence": 0.99}, "entities": []}
    slots = {REQUESTED: None, bridge.STATE_SLOT: (state or State()).to_data()}
    tracker = Tracker("p-1", slots, latest, [], False, None, {"name": "doorgeef_form"}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = run_apart(ValidatePassOnForm().run(dispatcher, tracker, {"slots": {}}))
    return dispatcher, events


def test_the_contact_is_named_and_the_hand_off_ends() -> None:
    dispatcher, events = opened()
    (said,) = [message["text"] for message in dispatcher.messages if message.get("text")]
    assert "Doorgeven kan ik hier niet" in said
    assert "@" in said
    assert {event["name"]: event["value"] for event in events} == {REQUESTED: None, AGREED: GONE}


def test_of_a_confidential_topic_its_own_contact_is_named() -> None:
    ordinary, confidential = (opened(State(topic=topic))[0].messages[0]["text"] for topic in (None, "pesten"))
    assert "vertrouwenspersoon" in confidential.lower()
    assert ordinary != confidential


def test_with_a_way_out_the_hand_off_goes_on(monkeypatch) -> None:
    for name, value in HOOK.items():
        monkeypatch.setenv(name, value)
    dispatcher, events = opened()
    assert dispatcher.messages == []
    assert {"event": "slot", "name": AGREED, "value": GONE, "timestamp": None} not in events
