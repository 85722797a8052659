"""A thumb under an answer is counted for its topic; it is no yes or no to anything, and two down offer a person."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from one_person import Pressing
from rasa_sdk.executor import CollectingDispatcher

from actions import answering
from actions.bridge import knowledge, say
from actions.remembered import DRAFTS
from magdat.conversation.moves.rating import OFFERED_AFTER
from magdat.conversation.reply import Reply
from magdat.desks.opening import open_counter
from magdat.insight.counts import ASKED, HELPED, NOT_HELPED
from magdat.privacy.confidentiality import confidential_topics
from magdat.storage.stores import open_stores

FEAST = "mag ik feestfoto's delen?"


class Asking(Pressing):
    """Somebody who asks, and presses a thumb."""

    def ask(self) -> dict[str, str]:
        """Ask something, and return what the thumbs under the answer send."""
        thumbs: dict[str, str] = self.say(FEAST, foto_tag=0.95)["duimen"]
        return thumbs


@pytest.fixture
def person() -> Asking:
    return Asking()


def counted() -> dict[str, tuple[str, int]]:
    rows = open_stores(knowledge().settings).counts.rows(1)
    return {row.kind: (row.topic, row.times) for row in rows}


def test_each_thumb_counts_for_the_topic_of_its_answer(person: Asking) -> None:
    thumbs = person.ask()
    person.say("mag ik ziek op facebook?", virtueel_absenteisme=0.95)
    assert person.say(thumbs["op"])["duim"] == "op"
    assert counted()[HELPED] == ("foto_tag", 1)
    assert person.say(thumbs["neer"])["duim"] == "neer"
    assert counted()[NOT_HELPED] == ("foto_tag", 1)


def test_fewer_people_than_the_minimum_are_never_shown(person: Asking) -> None:
    minimum = knowledge().settings.minimum_group
    for _ in range(minimum):
        person.say(person.ask()["op"])
    assert HELPED in counted()
    assert open_stores(knowledge().settings).counts.rows(minimum) == []


def test_two_down_offer_a_person_who_is_then_asked_for(person: Asking, way_out: None) -> None:
    for _ in range(OFFERED_AFTER - 1):
        assert "doorgeef" not in person.say(person.ask()["neer"])["tekst"]
    assert "Wil je dat ik je vraag aan een mens doorgeef?" in person.say(person.ask()["neer"])["tekst"]
    assert person.say("ja", intent="bevestigen", bevestigen=0.99)["stap"] == "doorgeven_vraag"


def test_after_the_offer_the_count_begins_anew(person: Asking) -> None:
    offers = ["aan een mens doorgeef" in person.say(person.ask()["neer"])["tekst"] for _ in range(2 * OFFERED_AFTER)]
    assert offers == [False, True, False, True]


def test_up_is_no_yes_to_what_is_being_passed_on(person: Asking, way_out: None) -> None:
    thumbs = person.ask()
    person.wants_a_person()
    person.say("kan iemand mij bellen?")
    shown = person.say("zonder antwoord")
    assert shown["stap"] == "doorgeven_nakijken"
    for payload in (thumbs["op"], thumbs["neer"], '/bevestigen{"duim": "bestaat_niet"}'):
        person.say(payload)
        assert DRAFTS.recall(person.name) is not None, "the text is still there"
    counter = open_counter(knowledge().settings)
    assert counter.desk.queue(list(counter.desks())) == [], "nothing went"
    assert person.say("ja", intent="bevestigen", bevestigen=0.99)["stap"] == "doorgeven_klaar"
    assert len(counter.desk.queue(list(counter.desks()))) == 1


def test_what_is_told_in_confidence_has_no_thumbs_and_counts_for_nothing(person: Asking) -> None:
    topic = sorted(confidential_topics(knowledge().library) - {"acuut_gevaar"})[0]
    assert "duimen" not in person.say("ik word gepest", **{topic: 0.95})
    person.say(f'/ontkennen{{"duim": "{topic}"}}')
    assert NOT_HELPED not in counted()


def test_nothing_of_a_hand_off_has_thumbs(person: Asking, way_out: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, Any]] = []

    def noting(dispatcher: CollectingDispatcher, reply: Reply, *_: object) -> None:
        shown.append(dict(reply.custom))
        say(dispatcher, reply)

    monkeypatch.setattr(answering, "say", noting)
    person.ask()
    shown.clear()
    person.wants_a_person()
    person.say("kan iemand mij bellen?")
    assert person.say("mag ik op facebook?", gebruik_werkuren=0.95)["stap"] == "doorgeven_antwoord_waar"
    person.say("anoniem")
    assert person.say("ja", intent="bevestigen", bevestigen=0.99)["stap"] == "doorgeven_klaar"
    assert next(custom["stap"] for custom in shown if "stap" in custom) == "doorgeven_vraag"
    assert [custom for custom in shown if "duimen" in custom] == []
    assert person.ask(), "the next answer has them again"


def test_a_question_back_and_the_second_layer_have_none(person: Asking) -> None:
    assert "duimen" not in person.say("mag ik op facebook?", gebruik_werkuren=0.95)
    person.ask()
    assert "duimen" not in person.say("/meer_weten{}")


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.booleans(), max_size=12))
def test_however_many_are_pressed_everything_else_stays(presses: list[bool]) -> None:
    person = Asking("p-duim")
    thumbs = person.ask()
    before = {**person.slots["gesprek"], "thumbs_down": 0, "pending": None}
    for up in presses:
        person.say(thumbs["op" if up else "neer"])
    assert {**person.slots["gesprek"], "thumbs_down": 0, "pending": None} == before
    assert person.slots["gesprek"]["thumbs_down"] == presses.count(False) % OFFERED_AFTER
    assert counted().get(ASKED) is not None
