"""«Hoelang blijft dat automatisch antwoord?» is answered by the one sentence that names a time; the rest can wait."""

from __future__ import annotations

import pytest

from magdat.answers.wanted_of_guidance import with_the_time_first
from magdat.knowledge import open_knowledge
from magdat.question import Form
from magdat.settings import Settings

TELLING = open_knowledge(Settings.from_environment({})).library.telling
MAILBOX = "Op je laatste dag gaat de mailbox op slot. Een automatisch antwoord blijft in principe één maand."
REPLY = "Een automatisch antwoord blijft in principe één maand."


@pytest.mark.parametrize("form", [Form.HOW_MUCH, Form.WHEN])
def test_the_sentence_with_the_time_is_told_and_the_rest_is_left(form: Form) -> None:
    assert with_the_time_first(TELLING, form, MAILBOX) == (REPLY, "Op je laatste dag gaat de mailbox op slot.")


@pytest.mark.parametrize("form", [Form.MAY, Form.WHAT, None])
def test_who_asks_something_else_reads_all(form: Form | None) -> None:
    assert with_the_time_first(TELLING, form, MAILBOX) == (MAILBOX, "")


@pytest.mark.parametrize(
    "text",
    [
        "Bel meteen IT. De organisatie meldt het binnen 72 uur.",
        "Het is een datalek. Dan meldt de organisatie dat binnen 72 uur.",
        "Je meldt het binnen 72 uur. Dat doet je organisatie, niet jij.",
        "Je hebt drie dagen. Daarna nog een maand.",
        "Niemand weet het. Vraag het aan de DPO.",
        "Een camera tegen diefstal bewaart een maand. Die termijn is een maximum.",
    ],
)
def test_what_cannot_be_read_alone_stays_as_it_is(text: str) -> None:
    assert with_the_time_first(TELLING, Form.WHEN, text) == (text, "")


def test_what_nobody_may_miss_is_told_behind_it() -> None:
    before, time, after = "Dat weegt zwaar.", "Een werkgever heeft drie werkdagen.", "Een boete kan volgen."
    assert with_the_time_first(TELLING, Form.HOW_MUCH, f"{before} {time} {after}") == (f"{time} {after}", before)
