"""The topic and the situation in the preview are of the question that is passed on, not of those before it.

That a text in the place of another takes its own along: test_a_changed_text_takes_along_what_is_of_it.py.
"""

from __future__ import annotations

from typing import Any

import pytest
from one_person import Talk

from actions.bridge import knowledge
from magdat.desks.opening import open_desk
from magdat.handoff.message import Handoff
from magdat.settings import Settings

pytestmark = pytest.mark.usefixtures("somebody_reads")


class Heard(Talk):
    """Somebody of whose messages a context is heard too."""

    named: tuple[tuple[str, str], ...] = ()

    def parse(self, text: str, intent: str, items: list[dict[str, Any]]) -> dict[str, Any]:
        found = []
        for name, word in self.named:
            if (start := text.find(word)) >= 0:
                found.append({"entity": name, "value": word, "start": start, "end": start + len(word)})
        return {**super().parse(text, intent, items), "entities": found}


@pytest.fixture
def talk() -> Heard:
    heard = Heard()
    heard.named = (("platform", "facebook"), ("moment", "pauze"))
    return heard


def camera(talk: Talk) -> None:
    """Ask two questions on cameras, of which the second is about Facebook."""
    talk.say("mag mijn baas camera's hangen?", camera_gps=0.99)
    talk.say("en op facebook?", aanvullen=0.99)


def shown(talk: Talk, text: str, **ranking: float) -> str:
    """Ask for a person and type a question; return the preview."""
    assert talk.wants_a_person()["stap"] == "doorgeven_vraag"
    assert talk.say(text, **ranking)["stap"] == "doorgeven_antwoord_waar"
    told = talk.say("anoniem")
    assert told["stap"] == "doorgeven_nakijken"
    return str(told["tekst"])


def left(talk: Talk) -> Handoff:
    told = talk.say("ja")
    found = open_desk(Settings.from_environment()).handoff(told["nummer"])
    assert found is not None
    return found


def title(topic: str) -> str:
    return knowledge().library.topic(topic).title


def bare(preview: str) -> bool:
    return "Onderwerp:" not in preview and "Situatie:" not in preview


def test_of_a_question_that_nobody_understands_nothing_goes_along(talk: Talk) -> None:
    camera(talk)
    assert bare(shown(talk, "mag ik foto's van de pers nemen", foto_tag=0.2, marketing=0.2, pers_media=0.1))
    sent = left(talk)
    assert (sent.topic, dict(sent.context)) == (None, {})


def test_after_a_question_that_was_not_understood_or_out_of_the_field_nothing_goes_along(talk: Talk) -> None:
    for name, ranking in (("p-1", {"foto_tag": 0.2, "marketing": 0.2}), ("p-2", {"buiten_bereik_overig": 0.99})):
        talk.name, talk.slots = name, {}
        camera(talk)
        talk.say("zijn er morgen koeken van de pers", **ranking)
        assert bare(shown(talk, "zijn er morgen koeken van de pers"))
        talk.say("nee")


def test_of_another_topic_that_is_clear_that_one_goes_along(talk: Talk) -> None:
    camera(talk)
    preview = shown(talk, "mag ik foto's van het feest plaatsen?", foto_tag=0.95)
    assert f"Onderwerp: {title('foto_tag')}" in preview
    assert title("camera_gps") not in preview
    assert "Situatie:" not in preview
    assert left(talk).topic == "foto_tag"


def test_of_a_question_that_was_answered_only_what_was_said_of_it_goes_along(talk: Talk) -> None:
    camera(talk)
    talk.say("mag ik foto's van het feest plaatsen?", foto_tag=0.99)
    preview = shown(talk, "en die van het feest van vorig jaar?", foto_tag=0.99)
    assert f"Onderwerp: {title('foto_tag')}" in preview
    assert "Facebook" not in preview
    talk.say("nee")
    talk.say("mag ik dat in de pauze?", gebruik_werkuren=0.99)
    assert "Situatie: In de pauze\n" in shown(talk, "mag dat in de pauze?", gebruik_werkuren=0.99)


def test_what_goes_on_about_the_topic_in_hand_takes_all_of_it_along(talk: Talk) -> None:
    camera(talk)
    preview = shown(talk, "er hangt er een boven mijn bureau", camera_gps=0.9)
    assert f"Onderwerp: {title('camera_gps')}" in preview
    assert "Situatie: Op Facebook" in preview


def test_who_goes_back_to_an_earlier_question_finds_what_was_said_of_it(talk: Talk) -> None:
    camera(talk)
    talk.say("mag ik foto's van het feest plaatsen?", foto_tag=0.99)
    talk.say("mag mijn baas nog camera's hangen?", camera_gps=0.99)
    assert "Situatie: Op Facebook" in shown(talk, "er hangt er een boven mijn bureau", camera_gps=0.9)


def test_a_reading_that_is_picked_keeps_what_its_question_said(talk: Talk) -> None:
    offered = talk.say("mag dat met die dinges op facebook?", foto_tag=0.2, marketing=0.19)
    assert offered["verduidelijking"][0] == "foto_tag"
    talk.say(talk.buttons[0]["title"], foto_tag=0.3)
    preview = shown(talk, "een foto van de pers dus", foto_tag=0.9)
    assert "Situatie: Op Facebook\n" in preview


def test_an_answer_goes_along_with_its_own_question_alone(talk: Talk) -> None:
    camera(talk)
    shown(talk, "mag ik foto's van het feest plaatsen?", foto_tag=0.95)
    assert "Met het antwoord erbij" not in {button["title"] for button in talk.buttons}
    assert "Antwoord" not in talk.say("met het antwoord erbij")["tekst"].split("Antwoorden naar", 1)[1]


def test_a_question_on_the_way_goes_with_its_own_topic(talk: Talk) -> None:
    camera(talk)
    talk.wants_a_person()
    talk.say("wat stuur je juist door?")
    assert talk.say("mag ik in de pauze op facebook?", gebruik_werkuren=0.95)["stap"] == "doorgeven_toch"
    talk.say("ja", bevestigen=0.99)
    preview = str(talk.say("anoniem")["tekst"])
    assert f"Onderwerp: {title('gebruik_werkuren')}" in preview
    assert "Situatie: In de pauze, op Facebook" in preview


def test_who_is_not_understood_is_not_sent_to_the_desk_of_an_earlier_question(talk: Talk) -> None:
    talk.say("welke gegevens houden jullie van mij bij?", personeelsgegevens=0.99)
    assert "gegevensbescherming" in talk.wants_a_person()["tekst"]
    talk.say("stop")
    talk.say("zijn er morgen koeken", buiten_bereik_overig=0.99)
    assert "gegevensbescherming" not in talk.wants_a_person()["tekst"]


def test_what_was_told_in_confidence_stays_where_it_may_be_read(talk: Talk) -> None:
    talk.say("mijn collega's pesten mij", pesten=0.99)
    talk.say("zijn er morgen koeken", buiten_bereik_overig=0.99)
    assert "vertrouwenspersoon" in talk.wants_a_person()["tekst"]
    talk.say("mag ik foto's van het feest plaatsen?", foto_tag=0.95)
    assert bare(str(talk.say("anoniem")["tekst"]))
