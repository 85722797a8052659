"""Mail, a plain web form and some Slack clients show no buttons: their titles stand there to be typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from one_person import Pressing

from actions.bridge import knowledge
from magdat.conversation.typed_title import TYPED

pytestmark = pytest.mark.usefixtures("somebody_reads")

DRAWN_BY_THE_CHANNEL = {
    "knop_duim_op": "a thumb is of one answer, which a text does not name",
    "knop_duim_neer": "a thumb is of one answer, which a text does not name",
    "knop_wissen": "stands on Slack's home page, where nobody types; typed it is a wish to erase all the same",
    "knop_van_ander": "a sentence",
    "knop_eerder": "a sentence",
}


def answered(person: Pressing) -> None:
    person.say("mag ik een foto van het feest plaatsen?", foto_tag=0.99)


def confided(person: Pressing) -> None:
    person.say("ik word gepest", pesten=0.99)


def asked_for_a_message(person: Pressing) -> None:
    answered(person)
    person.wants_a_person()


def asked_for_an_address(person: Pressing) -> None:
    asked_for_a_message(person)
    person.say("Mijn foto hangt aan de balie. Dat stoort mij.")


def shown(person: Pressing) -> None:
    asked_for_an_address(person)
    person.say("an@example.be")


def shown_with_the_answer(person: Pressing) -> None:
    shown(person)
    person.say("met het antwoord")


def answered_on_the_way(person: Pressing) -> None:
    asked_for_a_message(person)
    person.say("is dat anoniem?")
    person.say("mag ik in de pauze op facebook?", gebruik_werkuren=0.95)


def twice_not_understood(person: Pressing) -> None:
    person.say("blorp wizzel van dattum", foto_tag=0.01, gebruik_werkuren=0.01)
    person.say("blorp wizzel van dattum", foto_tag=0.01, gebruik_werkuren=0.01)


def question_shown(person: Pressing) -> None:
    twice_not_understood(person)
    person.say("/aanpassen")


BEFORE: list[Callable[[Pressing], None]] = [
    answered,
    confided,
    asked_for_an_address,
    shown,
    shown_with_the_answer,
    answered_on_the_way,
    twice_not_understood,
    question_shown,
]


def titles_after(before: Callable[[Pressing], None]) -> list[dict[str, str]]:
    person = Pressing("p-" + before.__name__)
    before(person)
    return person.buttons


def comes(person: Pressing, text: str) -> dict[str, Any]:
    said = person.say(text, foto_tag=0.4)
    return {"tekst": said["tekst"], "stap": said.get("stap"), "knoppen": [item["title"] for item in person.buttons]}


@pytest.mark.parametrize("before", BEFORE, ids=lambda before: before.__name__)
def test_typed_and_pressed_come_to_the_same(before: Callable[[Pressing], None]) -> None:
    buttons = titles_after(before)
    assert buttons
    for place, button in enumerate(buttons):
        pressing, typing = Pressing(f"p-{place}-knop"), Pressing(f"p-{place}-woord")
        for person in (pressing, typing):
            before(person)
        pressed = comes(pressing, button["payload"])
        typed = comes(typing, button["title"].lower())
        if pressed["stap"] == "doorgeven_klaar" or button["title"] == "Ja":  # a number of its own; a preamble
            pressed, typed = ({"stap": item["stap"]} for item in (pressed, typed))
        assert typed == pressed, button["title"]


def test_every_title_is_known_or_belongs_to_a_channel() -> None:
    wording = (knowledge().settings.guidance / "zinnen.yml").read_text(encoding="utf-8")
    titles = set(re.findall(r"^  (knop_\w+):", wording, re.MULTILINE))
    assert titles == TYPED | set(DRAWN_BY_THE_CHANNEL)
