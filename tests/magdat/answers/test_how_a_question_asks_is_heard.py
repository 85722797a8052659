"""What a question asks for, and which way round; what a sentence of a policy does: heard by words that are data."""

from __future__ import annotations

import pytest

from magdat.answers.marks import asked_part, asking_of, deed_of
from magdat.knowledge import open_knowledge
from magdat.settings import Settings

CUES = open_knowledge(Settings.from_environment({})).library.first_word


@pytest.mark.parametrize(
    ("question", "way"),
    [
        ("mag ik muziek luisteren op de kraan?", "mag+"),
        ("Is dat verboden?", "ander-"),
        ("kunnen ze dat weigeren", "mag-"),
        ("moet ik dat eerst vragen?", "moet+"),
        ("moet ik niet eerst iets laten weten?", "moet-"),
        ("wie moet dat goedkeuren?", "moet+w"),
        ("linkedin op de laptop, is dat oké?", "mag+"),
    ],
)
def test_a_question_asks_what_may_or_what_must(question: str, way: str) -> None:
    assert asking_of(CUES, question).way == way


def test_the_last_question_of_a_story_asks() -> None:
    story = "Ik moest gisteren inspringen. Mijn chef vindt dat niet erg. Mag ik de uren opnemen? Ik vraag het maar."
    assert asked_part(CUES, story) == "Mag ik de uren opnemen?"
    assert asked_part(CUES, "Een klant filmt ons? Mag dat?") == "Een klant filmt ons? Mag dat?"
    assert asked_part(CUES, "hallo. kan ik mijn gsm bijhouden") == "kan ik mijn gsm bijhouden"
    assert asked_part(CUES, "facebook in de pauze") == "facebook in de pauze"


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("Een eigen dashcam hangen mag niet.", "verbiedt"),
        ("Niemand mag filmen tijdens het rijden.", "verbiedt"),
        ("Je mag nergens filmen.", "verbiedt"),
        ("Niets van de vergadering mag online.", "verbiedt"),
        ("Geen enkele foto mag naar buiten.", "verbiedt"),
        ("Live gaan mag in geen geval, tenzij de directie het vraagt.", "verbiedt_tenzij"),
        ("Je hoeft niet in de groep te zitten.", "laat_vrij"),
        ("Deelname is vrijwillig.", "laat_vrij"),
        ("Een ploeg mag een groep hebben.", "laat_toe"),
        ("Een foto mag enkel als de chef ja zegt.", "laat_beperkt_toe"),
        ("Je meldt dat aan je chef en je moet het bewijs bewaren.", "verplicht"),
        ("De webredactie telt drie mensen.", "zegt"),
    ],
)
def test_a_sentence_forbids_allows_or_leaves_free(sentence: str, deed: str) -> None:
    assert deed_of(CUES.heard_in_sentence(sentence)) == deed
