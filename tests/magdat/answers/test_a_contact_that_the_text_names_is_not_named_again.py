"""Where an answer names a contact itself, only how to reach them follows; nothing where it tells a way to."""

from __future__ import annotations

import pytest

from magdat.answers.contacts import not_yet_told
from magdat.policy.model import Contact
from magdat.settings import Settings
from magdat.wording.phrases import Phrases, load_phrases

DESK = {
    "functie": "de dienst communicatie",
    "naam": "Els Dewulf",
    "e_mail": "pers@huis.example",
    "telefoon": "+32 9 111 22 33",
}
HR = {"functie": "HR", "telefoon": "intern 700"}
BARE = {"functie": "het secretariaat", "bereikbaar": "nog in te vullen"}


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return load_phrases(Settings.from_environment({}).guidance / "zinnen.yml")


@pytest.mark.parametrize(
    ("contact", "text", "left"),
    [
        (
            DESK,
            "Ja. Dat mag.",
            "Je kunt terecht bij de dienst communicatie (Els Dewulf), pers@huis.example, +32 9 111 22 33.",
        ),
        (DESK, "Vraag het aan de Dienst Communicatie.", "Contact: Els Dewulf, pers@huis.example, +32 9 111 22 33."),
        (DESK, "Vraag het aan Els Dewulf.", "Contact: pers@huis.example, +32 9 111 22 33."),
        (DESK, "Mail de dienst communicatie: pers@huis.example.", None),
        (DESK, "Bel de dienst communicatie op +32 9/111.22.33.", None),
        (BARE, "Je meldt het aan het secretariaat.", None),
        (HR, "Schrijf op wat er gebeurde.", "Je kunt terecht bij HR, intern 700."),
        (HR, "HR helpt je, in lokaal 7 op 00 meter.", "Contact: intern 700."),
        (HR, "Bel HR op 700.", None),
        (BARE, "Nee.", "Je kunt terecht bij het secretariaat."),
    ],
)
def test_only_what_is_left_out_follows(phrases: Phrases, contact: dict[str, str], text: str, left: str | None) -> None:
    assert not_yet_told(phrases, Contact.parse_obj(contact), text) == left
