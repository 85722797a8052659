from __future__ import annotations

import json
from typing import Any

import pytest
from one_person import Talk

from actions import passing_on
from actions.bridge import knowledge
from actions.remembered import DRAFTS
from magdat.desks.opening import open_counter, open_desk
from magdat.handoff.bounds import PER_PERSON
from magdat.handoff.message import Handoff
from magdat.policy.service_desks import CONFIDENTIAL
from magdat.privacy.seal import Seal
from magdat.privacy.sealed_reply import bound_letter
from magdat.privacy.way_back import sealed_way_back
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.letters import Way
from magdat.storage.stores import open_stores

pytestmark = pytest.mark.usefixtures("somebody_reads")

DESKS = ("helpdesk", "hr", "it", "dpo", "vakbond", *CONFIDENTIAL)


def waiting(*desks: str) -> int:
    return len(open_desk(Settings.from_environment()).queue(desks or DESKS))


def passed_on(number: str = "MD-0001") -> Handoff:
    found = open_desk(Settings.from_environment()).handoff(number)
    assert found is not None
    return found


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


def test_what_is_no_address_is_asked_again_and_never_passed_on(talk: Talk) -> None:
    again = knowledge().phrases.say("doorgeven_antwoord_waar_fout")
    talk.wants_a_person()
    talk.say("mijn printer is stuk")
    asked = talk.say("<img src=x>")
    assert (asked["stap"], asked["tekst"]) == ("doorgeven_antwoord_waar", again)
    assert "anoniem" in talk.say("<img src=x>")["tekst"]
    talk.say("ja")
    assert passed_on().contact is None
    talk.wants_a_person()
    talk.say("mijn scherm is stuk")
    talk.say("jan@gmail")
    assert "jan@example.be" in talk.say("jan@example.be")["tekst"]


def test_who_insists_on_the_chat_is_believed(talk: Talk) -> None:
    talk.wants_a_person()
    talk.say("mijn printer is stuk")
    talk.say("via de chat")
    assert talk.say("via de chat")["stap"] == "doorgeven_nakijken"
    talk.say("ja")
    assert passed_on().contact == "via de chat"


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
        def open(self, *_: object, **__: object) -> None:
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
    again = talk.wants_a_person()
    assert again["stap"] == "doorgeven_nakijken", "what was typed is still there"
    assert "Mijn foto hangt aan de balie" in again["tekst"]


def test_a_yes_that_is_brought_again_after_a_crash_gets_the_same_number(talk: Talk) -> None:
    shown(talk)
    before = dict(talk.slots)
    told = talk.say("ja")
    talk.slots = before  # Rasa died before it noted that the turn was over
    again = talk.say("ja")
    assert (again["nummer"], again["code"]) == (told["nummer"], told["code"])
    assert waiting() == 1
    talk.say("mag ik een foto van het feest plaatsen?", foto_tag=0.99)
    assert DRAFTS.recall(talk.name) is None, "and then its texts are forgotten"


def test_what_is_confided_goes_to_a_desk_that_keeps_silent_and_takes_nothing_along(talk: Talk) -> None:
    talk.say("ik word gepest", pesten=0.99)
    asked = talk.wants_a_person()
    assert "Samira El Amrani" in asked["tekst"], "the contact comes first"
    talk.say("Hij leest alles mee in de groep", pesten=0.2)
    talk.say("anoniem")
    told = talk.say("ja")
    assert told["stap"] == "doorgeven_klaar"
    assert waiting("vertrouwenspersoon") == 1
    assert waiting() == 1
    left = passed_on()
    assert (left.topic, left.contact, left.answer_shown, dict(left.context)) == (None, None, None, {})


def test_a_message_that_turns_out_to_be_confided_changes_desk(talk: Talk) -> None:
    talk.say("mag ik een foto van het feest plaatsen?", foto_tag=0.99)
    talk.wants_a_person()
    talk.say("mijn collega's pesten mij elke dag met die foto", pesten=0.97)
    assert "de vertrouwenspersoon" in talk.say("anoniem")["tekst"]
    talk.say("ja")
    assert waiting("vertrouwenspersoon") == 1


def test_names_are_taken_out_and_come_back_when_the_person_wants_them(talk: Talk) -> None:
    talk.say("mag ik een foto van het feest plaatsen?", foto_tag=0.99)
    talk.wants_a_person()
    talk.say("Mijn chef Karel Janssens zette mijn nummer 0470 12 34 56 bij de foto")
    suggested = talk.say("anoniem")["tekst"]
    assert "Janssens" not in suggested
    assert "0470" not in suggested
    assert "Karel Janssens" in talk.say("mijn eigen woorden")["tekst"]
    talk.say("ja")
    assert "Karel Janssens" in passed_on().message


def test_a_sentence_can_be_left_out(talk: Talk) -> None:
    talk.say("mag ik een foto van het feest plaatsen?", foto_tag=0.99)
    talk.wants_a_person()
    talk.say("Ze hangt aan de balie. Daar kom ik elke dag voorbij. Mag ze weg?")
    assert "schrap zin 2" in talk.say("anoniem")["tekst"]
    assert "elke dag" not in talk.say("schrap zin 2")["tekst"]
    talk.say("ja")
    assert passed_on().message == "Ze hangt aan de balie. Mag ze weg?"


def test_the_answer_that_was_given_goes_along_when_the_person_wants_it(talk: Talk) -> None:
    shown(talk)
    with_it = talk.say("met het antwoord")["tekst"]
    assert "artikel" in with_it.lower()
    talk.say("ja")
    answer = passed_on().answer_shown
    assert answer is not None
    assert answer in with_it


def test_the_answer_knows_the_way_back_to_where_the_yes_was_said(talk: Talk) -> None:
    settings = Settings.from_environment()
    address = {"channel": "D024BE91L"}
    sealed = sealed_way_back(Seal.opened(settings.state, None), "slack", talk.name, address)
    talk.metadata = {"kanaal": "slack", "terug": sealed}
    shown(talk)
    talk.say("ja")
    counter = open_counter(settings)
    assert counter.desk.answer("MD-0001", "an", "Dag!", mark="a1")
    held = open_stores(settings).letters.take(Way.OUT, ["slack"])
    assert held is not None
    letter = held.letter
    kept = json.loads(Seal.opened(settings.state, None).open(letter.content, bound_letter("out", "slack", talk.name)))
    assert kept["address"] == address
