from __future__ import annotations

from typing import Any

import pytest
from one_person import Talk

from actions import passing_on
from actions.remembered import DRAFTS
from magdat.desks.opening import open_counter
from magdat.handoff.message import Handoff
from magdat.handoff.persons import PER_PERSON
from magdat.handoff.tickets import Status
from magdat.settings import Settings
from magdat.storage.errors import StorageError

pytestmark = pytest.mark.usefixtures("way_out")


def waiting() -> int:
    return len(open_counter(Settings.from_environment()).desk.queue(["helpdesk"], [Status.WAITING]))


def passed_on() -> Handoff:
    counter = open_counter(Settings.from_environment())
    handoff = counter.desk.handoff("MD-0001")
    assert handoff is not None
    errand = counter.tickets.take_errand(["webhook"])
    assert errand is not None, "it is on its way to the helpdesk"
    return handoff


def shown(talk: Talk) -> dict[str, Any]:
    """Go as far as the text that is shown before it is sent."""
    talk.say("mag ik een foto van het feest plaatsen?", foto_tag=0.99)
    assert talk.wants_a_person()["stap"] == "doorgeven_vraag"
    assert talk.say("Mijn foto hangt aan de balie")["stap"] == "doorgeven_antwoord_waar"
    return talk.say("an@example.be")


def test_it_leaves_as_it_was_shown(talk: Talk) -> None:
    before = shown(talk)
    assert before["stap"] == "doorgeven_nakijken"
    assert waiting() == 0
    assert talk.say("ja")["stap"] == "doorgeven_klaar"
    left = passed_on()
    assert (left.message, left.contact, left.topic) == ("Mijn foto hangt aan de balie", "an@example.be", "foto_tag")
    assert left.topic_shown is not None
    assert all(words in before["tekst"] for words in (left.message, str(left.contact), left.topic_shown))
    talk.say("ja", bevestigen=0.99)
    assert waiting() == 1, "a second yes sends nothing"


def test_a_no_sends_nothing_and_forgets_the_texts(talk: Talk) -> None:
    shown(talk)
    assert talk.say("nee")["stap"] == "doorgeven_niet"
    assert waiting() == 0
    assert DRAFTS.recall(talk.name) is None


def test_danger_ends_it_and_sends_nothing(talk: Talk) -> None:
    shown(talk)
    assert talk.say("ik wil niet meer leven", foto_tag=0.1)["gevaar"] is True
    assert talk.say("ja", bevestigen=0.99).get("stap") is None
    assert waiting() == 0


def test_nothing_of_it_is_in_what_is_written(talk: Talk) -> None:
    shown(talk)
    assert "balie" not in str(talk.slots)
    assert "example.be" not in str(talk.slots)
    assert talk.slots["gesprek"]["handing"] == "akkoord"


def test_who_wants_everything_gone_is_out_of_the_hand_off(talk: Talk) -> None:
    shown(talk)
    assert talk.say("wis mijn gesprek", bot_privacy=0.9)["gebaar"]
    assert DRAFTS.recall(talk.name) is None
    assert talk.slots["wissen"] is True


def test_what_could_not_be_kept_is_shown_again_at_the_next_try(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def open(self, handoff: Handoff, **where: object) -> None:
            raise StorageError("vol")

    shown(talk)
    with monkeypatch.context() as broken:
        broken.setattr(passing_on, "service", Full)
        assert talk.say("ja")["stap"] == "doorgeven_mislukt"
    again = talk.wants_a_person()
    assert again["stap"] == "doorgeven_nakijken"
    assert "Mijn foto hangt aan de balie" in again["tekst"]
    assert talk.say("ja")["stap"] == "doorgeven_klaar"


def test_after_five_a_day_nothing_more_is_passed_on(talk: Talk) -> None:
    for _ in range(PER_PERSON):
        shown(talk)
        assert talk.say("ja")["stap"] == "doorgeven_klaar"
    shown(talk)
    assert talk.say("ja")["stap"] == "doorgeven_te_veel"
    assert waiting() == PER_PERSON
