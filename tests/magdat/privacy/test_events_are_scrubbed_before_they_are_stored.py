from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from magdat.privacy.events import NOT_KEPT, PASSED_ON, scrub_event, was_not_kept
from magdat.privacy.redaction import Redactor

ROUTES = {"pesten", "klokkenluider", "contactpersoon"}
TEXT = "Karel zegt dat ik facebook niet mag gebruiken"


def user(intent: str = "gebruik_werkuren", text: str = TEXT) -> dict[str, Any]:
    start = text.find("facebook")
    return {
        "event": "user",
        "timestamp": 1.0,
        "text": text,
        "input_channel": "slack",
        "message_id": "m1",
        "metadata": {"client": "Karel"},
        "parse_data": {
            "intent": {"name": intent, "confidence": 0.9},
            "entities": [
                {"entity": "platform", "value": "facebook", "start": start, "end": start + 8, "extractor": "X"},
                {"entity": "rol", "value": "Karel", "start": 0, "end": 5, "extractor": "X"},
            ],
            "text": text,
            "message_id": "m1",
            "metadata": {"client": "Karel"},
            "text_tokens": [[0, 5], [6, 10]],
            "intent_ranking": [{"name": intent, "confidence": 0.9}, {"name": "pesten", "confidence": 0.1}],
            "response_selector": {"default": {"text": text}},
        },
    }


def bot(text: str = "Ja, dat mag.", **custom: Any) -> dict[str, Any]:
    data = {"buttons": [{"title": "Waarom?", "payload": "/waarom"}], "custom": custom}
    return {"event": "bot", "timestamp": 2.0, "text": text, "data": data, "metadata": {"model_id": "m"}}


def test_the_text_of_a_person_is_redacted_everywhere(redactor: Redactor) -> None:
    event = scrub_event(user(), redactor, ROUTES)
    assert event["text"] == event["parse_data"]["text"] == "<naam> zegt dat ik facebook niet mag gebruiken"
    assert "Karel" not in json.dumps(event)
    assert "text_tokens" not in event["parse_data"]
    assert event["metadata"] == event["parse_data"]["metadata"] == {}


def test_entities_keep_their_place_in_the_redacted_text(redactor: Redactor) -> None:
    event = scrub_event(user(), redactor, ROUTES)
    (entity,) = event["parse_data"]["entities"]
    assert set(entity) == {"entity", "value", "start", "end"}
    assert event["text"][entity["start"] : entity["end"]] == "facebook"


def test_the_given_event_is_not_changed(redactor: Redactor) -> None:
    for given in (
        user(),
        user("pesten"),
        bot(onderwerp="pesten"),
        {"event": "slot", "name": "doorgeef_bericht", "value": "x"},
    ):
        before = copy.deepcopy(given)
        scrub_event(given, redactor, ROUTES)
        assert given == before


@pytest.mark.parametrize("intent", [*sorted(ROUTES), "acuut_gevaar"])
def test_of_a_confidential_message_nothing_is_kept(redactor: Redactor, intent: str) -> None:
    event = scrub_event(user(intent), redactor, ROUTES)
    assert event["text"] == event["parse_data"]["text"] == ""
    assert event["parse_data"]["intent"]["name"] == NOT_KEPT
    assert event["parse_data"]["entities"] == event["parse_data"]["intent_ranking"] == []
    stored = json.dumps(event)
    assert not any(word in stored for word in ("facebook", "Karel", *ROUTES, "acuut_gevaar"))


def test_a_message_about_confidential_information_is_no_confidential_message(redactor: Redactor) -> None:
    assert scrub_event(user("vertrouwelijk"), redactor, ROUTES)["text"] != ""


def test_what_was_not_kept_is_recognised_and_what_was_not_understood_is_not_taken_for_it(redactor: Redactor) -> None:
    assert was_not_kept(scrub_event(user("pesten"), redactor, ROUTES))
    assert not was_not_kept(scrub_event(user("nlu_fallback"), redactor, ROUTES))


def test_a_caller_that_knows_the_turn_can_say_that_it_is_confidential(redactor: Redactor) -> None:
    assert scrub_event(user(), redactor, True)["text"] == ""
    assert scrub_event(user("pesten"), redactor, False)["text"] != ""
    assert scrub_event(bot(), redactor, True)["text"] == ""


def test_a_buttons_payload_is_kept_unless_it_is_confidential(redactor: Redactor) -> None:
    assert scrub_event(user(text="/gebruik_werkuren"), redactor, ROUTES)["text"] == "/gebruik_werkuren"
    assert scrub_event(user("pesten", text="/pesten"), redactor, ROUTES)["text"] == ""


def test_an_answer_is_kept(redactor: Redactor) -> None:
    event = scrub_event(bot("Vraag het aan An Peeters.", onderwerp="gebruik_werkuren"), redactor, ROUTES)
    assert event["text"] == "Vraag het aan An Peeters."
    assert event["data"]["custom"] == {"onderwerp": "gebruik_werkuren"}


@pytest.mark.parametrize(
    "custom",
    [{"onderwerp": "pesten"}, {"onderwerp": None, "verduidelijking": ["reputatie", "pesten"]}, {"gevaar": True}],
)
def test_a_confidential_answer_is_not(redactor: Redactor, custom: dict[str, Any]) -> None:
    event = scrub_event(bot("Wie gepest wordt, kan terecht bij …", **custom), redactor, ROUTES)
    assert event["text"] == ""
    assert event["data"] == event["metadata"] == {}


def test_a_message_that_is_shown_before_it_is_passed_on_is_not_kept(redactor: Redactor) -> None:
    event = scrub_event(bot("Dit stuur ik door: …", stap="doorgeven_nakijken"), redactor, ROUTES)
    assert event["text"] == ""


@pytest.mark.parametrize("name", ["doorgeef_bericht", "doorgeef_contact"])
def test_what_is_passed_on_is_not_kept(redactor: Redactor, name: str) -> None:
    assert scrub_event({"event": "slot", "name": name, "value": "help mij"}, redactor, ROUTES)["value"] == PASSED_ON
    assert scrub_event({"event": "slot", "name": name, "value": None}, redactor, ROUTES)["value"] is None


@pytest.mark.parametrize(
    "event",
    [
        {"event": "slot", "name": "gesprek", "value": {"topic": "foto_tag"}, "timestamp": 1.0},
        {"event": "action", "name": "action_antwoord", "policy": "RulePolicy", "confidence": 1.0, "timestamp": 1.0},
        {"event": "session_started", "timestamp": 1.0, "metadata": {"model_id": "m"}},
        {"event": "active_loop", "name": None},
        {},
    ],
)
def test_events_without_text_are_kept(redactor: Redactor, event: dict[str, Any]) -> None:
    assert scrub_event(event, redactor, ROUTES) == event


def test_scrubbing_again_changes_nothing(redactor: Redactor) -> None:
    events = [
        user(),
        user("pesten"),
        bot(),
        bot(onderwerp="pesten"),
        {"event": "slot", "name": "doorgeef_bericht", "value": "x"},
    ]
    for event in events:
        once = scrub_event(event, redactor, ROUTES)
        assert scrub_event(once, redactor, ROUTES) == once


@pytest.mark.parametrize("parse", [None, {}, {"intent": None}, {"entities": None, "intent_ranking": None}])
def test_an_event_that_lacks_parts_is_no_problem(redactor: Redactor, parse: Any) -> None:
    assert scrub_event({"event": "user", "text": None, "parse_data": parse}, redactor, ROUTES)["text"] is None
