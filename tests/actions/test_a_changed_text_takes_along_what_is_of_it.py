"""A text in the place of an earlier one goes with its own topic, to its own desk, and without its names and numbers."""

from __future__ import annotations

from typing import Any

import pytest
from one_person import Talk

from actions.bridge import knowledge

pytestmark = pytest.mark.usefixtures("somebody_reads")

DATA = ("welke gegevens houden jullie van mij bij?", {"personeelsgegevens": 0.99})
BREAK = ("mag ik in de pauze op facebook?", {"gebruik_werkuren": 0.95})
PARTY = ("mag ik foto's van het feest plaatsen?", {"foto_tag": 0.95})
PRINTER = ("de printer op onze dienst doet al weken raar", {"foto_tag": 0.1, "marketing": 0.1})


@pytest.fixture
def talk() -> Talk:
    return Talk()


def asks(talk: Talk, question: tuple[str, dict[str, float]]) -> dict[str, Any]:
    text, ranking = question
    return talk.say(text, **ranking)


def on_the_way(talk: Talk) -> None:
    """Ask for a person, and something about that, so that the next question is answered."""
    talk.wants_a_person()
    talk.say("wat stuur je juist door?")


def title(topic: str) -> str:
    return f"Onderwerp: {knowledge().library.topic(topic).title}"


def test_a_question_that_was_answered_where_an_address_is_awaited_goes_to_its_own_desk(talk: Talk) -> None:
    on_the_way(talk)
    assert asks(talk, DATA)["stap"] == "doorgeven_toch"
    assert asks(talk, PRINTER)["stap"] == "doorgeven_antwoord_waar"
    assert "Tijdens je pauze" in asks(talk, BREAK)["tekst"]
    talk.say("anoniem")
    talk.say("aanpassen", aanpassen=0.99)
    preview = str(talk.say("ja", bevestigen=0.99)["tekst"])
    assert BREAK[0] in preview
    assert title("gebruik_werkuren") in preview
    assert "gegevensbescherming" not in preview


def test_a_question_that_was_answered_says_nothing_of_the_text_after_it(talk: Talk) -> None:
    on_the_way(talk)
    asks(talk, DATA)
    asks(talk, PRINTER)
    preview = str(talk.say("anoniem")["tekst"])
    assert "Onderwerp:" not in preview
    assert "gegevensbescherming" not in preview


def test_a_text_in_the_place_of_another_takes_its_own_topic_along(talk: Talk) -> None:
    talk.wants_a_person()
    asks(talk, DATA)
    assert title("personeelsgegevens") in talk.say("anoniem")["tekst"]
    talk.say("aanpassen", aanpassen=0.99)
    preview = str(asks(talk, PARTY)["tekst"])
    assert title("foto_tag") in preview
    assert title("personeelsgegevens") not in preview
    assert "gegevensbescherming" not in preview


def test_the_answer_to_another_question_stays_behind(talk: Talk) -> None:
    asks(talk, DATA)
    talk.wants_a_person()
    asks(talk, DATA)
    talk.say("anoniem")
    assert "Antwoord dat je van mij kreeg" in talk.say("met het antwoord erbij")["tekst"]
    talk.say("aanpassen", aanpassen=0.99)
    assert "Antwoord dat je van mij kreeg" not in asks(talk, PARTY)["tekst"]


def test_who_dropped_the_topic_sees_none_with_a_new_text_either(talk: Talk) -> None:
    talk.wants_a_person()
    asks(talk, PARTY)
    talk.say("anoniem")
    assert "Onderwerp:" not in talk.say("zonder onderwerp")["tekst"]
    talk.say("aanpassen", aanpassen=0.99)
    assert "Onderwerp:" not in asks(talk, BREAK)["tekst"]


NAMING = ("mag Jan Peeters mij filmen op 0477 12 34 56?", {"foto_tag": 0.95})


def test_a_question_that_was_answered_is_shown_without_names_first(talk: Talk) -> None:
    on_the_way(talk)
    assert asks(talk, NAMING)["stap"] == "doorgeven_toch"
    talk.say("ja", bevestigen=0.99)
    preview = str(talk.say("anoniem")["tekst"])
    assert "Peeters" not in preview
    assert "0477" not in preview
    assert "Mijn eigen woorden" in {button["title"] for button in talk.buttons}
    assert "Jan Peeters" in talk.say("mijn eigen woorden")["tekst"]


def test_so_is_one_that_was_answered_where_an_address_is_awaited(talk: Talk) -> None:
    talk.wants_a_person()
    asks(talk, PRINTER)
    asks(talk, ("mag Jan Peeters mij zo filmen?", {"foto_tag": 0.95}))
    talk.say("anoniem")
    talk.say("aanpassen", aanpassen=0.99)
    preview = str(talk.say("ja", bevestigen=0.99)["tekst"])
    assert "mij zo filmen?" in preview
    assert "Peeters" not in preview
