from __future__ import annotations

import json
from typing import Any

import pytest

from magdat.privacy.events import NOT_KEPT, PASSED_ON, handed_on, scrub_event, was_not_kept
from magdat.privacy.redaction import Redactor

MESSAGE = "de kast staat naast de paarse pers"


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor()


def user(text: str, intent: str = "foto_tag") -> dict[str, Any]:
    parse = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [{"entity": "inhoud", "value": text, "start": 0, "end": 4}],
        "intent_ranking": [{"name": intent, "confidence": 0.9}],
    }
    return {"event": "user", "text": text, "parse_data": parse, "timestamp": 1.0}


def bot(text: str | None, **custom: Any) -> dict[str, Any]:
    data = {"buttons": [{"title": "Ja", "payload": "/bevestigen"}], "custom": custom or None}
    return {"event": "bot", "text": text, "data": data, "metadata": {}}


def loop(name: str | None) -> dict[str, Any]:
    return {"event": "active_loop", "name": name}


CONVERSATION = [
    user("ik wil een mens"),
    loop("doorgeef_form"),
    bot("Wat mag ik doorgeven?"),
    bot(None, stap="doorgeven_vraag"),
    user("wie leest dat?"),
    bot("Ik geef enkel door wat jij typt."),
    user(MESSAGE),
    user("/bevestigen"),
    bot(f"Dit geef ik door: {MESSAGE}"),
    bot(None, stap="doorgeven_nakijken"),
    user("ja"),
    loop(None),
    bot("Het is doorgegeven."),
    user("en op facebook?"),
]


def test_all_that_is_typed_while_the_form_asks_is_handed_on_and_so_is_its_repetition() -> None:
    told = [event["text"] for event, on in zip(CONVERSATION, handed_on(CONVERSATION)) if on]
    assert told == ["wie leest dat?", MESSAGE, "/bevestigen", f"Dit geef ik door: {MESSAGE}", "ja"]


def test_a_new_session_begins_without_the_form() -> None:
    events = [loop("doorgeef_form"), {"event": "session_started"}, user("hallo")]
    assert list(handed_on(events)) == [False, False, False]


def test_nothing_of_the_text_or_of_how_it_was_understood_is_kept(redactor: Redactor) -> None:
    stored = scrub_event(user(MESSAGE), redactor, set(), passed_on=True)
    assert stored["text"] == stored["parse_data"]["text"] == PASSED_ON
    assert stored["parse_data"]["intent"] == {"name": NOT_KEPT, "confidence": 1.0}
    assert stored["parse_data"]["entities"] == stored["parse_data"]["intent_ranking"] == []
    assert "paarse" not in json.dumps(stored)
    assert not was_not_kept(stored), "it does not make the rest of the conversation confidential"


def test_a_button_is_kept_because_it_is_no_text_of_a_person(redactor: Redactor) -> None:
    stored = scrub_event(user("/bevestigen", "bevestigen"), redactor, set(), passed_on=True)
    assert stored["text"] == "/bevestigen"
    assert stored["parse_data"]["intent"]["name"] == "bevestigen"


def test_what_is_confidential_stays_so(redactor: Redactor) -> None:
    assert was_not_kept(scrub_event(user(MESSAGE, "pesten"), redactor, {"pesten"}, passed_on=True))


def test_the_repetition_keeps_its_buttons_and_loses_its_text(redactor: Redactor) -> None:
    stored = scrub_event(bot(MESSAGE), redactor, set(), passed_on=True)
    assert stored["text"] == ""
    assert stored["data"]["buttons"]


@pytest.mark.parametrize("name", ["doorgeef_bericht", "doorgeef_contact", "doorgeef_akkoord"])
def test_no_slot_of_the_form_holds_a_text(redactor: Redactor, name: str) -> None:
    assert scrub_event({"event": "slot", "name": name, "value": MESSAGE}, redactor, set())["value"] == PASSED_ON


def test_scrubbing_what_was_read_back_changes_nothing(redactor: Redactor) -> None:
    once = [
        scrub_event(event, redactor, set(), passed_on=on) for event, on in zip(CONVERSATION, handed_on(CONVERSATION))
    ]
    again = [scrub_event(event, redactor, set(), passed_on=on) for event, on in zip(once, handed_on(once))]
    assert again == once
