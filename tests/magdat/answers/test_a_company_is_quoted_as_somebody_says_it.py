"""What a company wrote is told without the names of columns and headings, and without the rest of a long clause."""

from __future__ import annotations

import pytest

from magdat.answers.company_says import A_SHORT_CLAUSE, read_aloud, said_at, without_its_heading
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place
from magdat.policy.statements import PolicyStatement
from magdat.situation import Situation

OTHER = (
    "Foto's van bezoekers op de parking bewaart de bewaking enkele weken op een beveiligde schijf zonder namen erbij. "
    * 5
)
KNOWN = open_knowledge()
LONG = "Wie in het magazijn werkt, legt zijn toestel in de kast naast de deur en neemt het in de pauze. " * 2


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Kanaal: Facebook; Wie post: Marketing.", "Facebook. Wie post: Marketing."),
        (
            "Systeem: Camera in de truck; Waarvoor?: Bewijs; Hoelang: 7 dagen. De camera filmt enkel de weg.",
            "Camera in de truck. Waarvoor?: Bewijs. Hoelang: 7 dagen. De camera filmt enkel de weg.",
        ),
        ("Uitzondering: je staat op de rota.", "Uitzondering: je staat op de rota."),
        ("Je mag dat; vraag het wel eerst.", "Je mag dat; vraag het wel eerst."),
        ("Vooraf vraag je: mag dat? Daarna post je; of niet.", "Vooraf vraag je: mag dat? Daarna post je; of niet."),
    ],
)
def test_a_row_of_a_table_loses_the_name_of_its_first_column(written: str, told: str) -> None:
    assert read_aloud(written) == told


@pytest.mark.parametrize(
    ("written", "title", "told"),
    [
        ("Online klachten. Antwoord niet zelf.", "Klanten: Online klachten", "Antwoord niet zelf."),
        ("Wifi: Thuis kies je zelf.", "Wifi", "Thuis kies je zelf."),
        ("Kwijt of gestolen? Bel meteen.", "Kwijt of gestolen", "Kwijt of gestolen? Bel meteen."),
        ("Online klachten beantwoord je niet.", "Online klachten", "Online klachten beantwoord je niet."),
        ("Online klachten.", "Online klachten", "Online klachten."),
        ("Bel meteen.", None, "Bel meteen."),
    ],
)
def test_a_heading_that_ran_into_the_text_is_not_said(written: str, title: str | None, told: str) -> None:
    assert without_its_heading(written, title) == told


def told_of(asked: str, **clause: str) -> str:
    statements = tuple(
        PolicyStatement.parse_obj(
            {"id": name, "soort": "uitleg", "onderwerp": "gebruik_werkuren", "artikel": "9.1", "tekst": text}
        )
        for name, text in clause.items()
    )
    policy = KNOWN.policy.copy(update={"statements": statements})
    said = said_at(policy, KNOWN.phrases, [Place.of(f"uitspraak:{asked}")], None, Situation(), {})
    assert said is not None
    return said.text


def test_of_a_short_clause_all_is_told_but_its_headings() -> None:
    told = told_of("twee", kop="Deconnectie.", een="Slack is ons kanaal.", twee="Na zes uur antwoordt niemand meer.")
    assert told == "Na zes uur antwoordt niemand meer. Slack is ons kanaal."


def test_of_a_long_clause_only_what_follows_is_told_as_long_as_it_is_short() -> None:
    told = told_of("b", a=LONG, b="Oortjes zijn daar verboden.", c="Bij nood mag het wel.", d=OTHER, e="Dat is al.")
    assert told == "Oortjes zijn daar verboden. Bij nood mag het wel."
    assert len(told.split()) <= A_SHORT_CLAUSE
