"""What a company wrote is told without the names of columns and headings, and a list on lines of its own."""

from __future__ import annotations

import pytest

from magdat.answers.read_aloud import once_each, put_together, read_aloud, without_its_heading
from magdat.guidance.library import load_library
from magdat.settings import Settings


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Kanaal: Facebook; Wie post: Marketing.", "Facebook. Wie post: Marketing."),
        (
            "Systeem: Camera in de truck; Waarvoor?: Bewijs; Hoelang: 7 dagen. De camera filmt enkel de weg.",
            "Camera in de truck:\n- Bewijs\n- Hoelang: 7 dagen\nDe camera filmt enkel de weg.",
        ),
        ("Waarvoor?: Pers; Wie?: Ines Maes; Hoe?: intern 26.", "Pers: Ines Maes, intern 26."),
        (
            "Feit: Gsm op de heftruck; Eerste keer: verwittiging; Tweede keer: boete; Derde keer: schorsing.",
            "Gsm op de heftruck:\n- Eerste keer: verwittiging\n- Tweede keer: boete\n- Derde keer: schorsing",
        ),
        ("Wat: WhatsApp; Intern?: ja; Klanten?: nee.", "WhatsApp:\n- Intern?: ja\n- Klanten?: nee"),
        ("Filmen (niet): Nee; Ook niet even.", "Filmen: nee. Ook niet even."),
        ("Bellen (wel): Ja, als het kort is.", "Bellen: ja, als het kort is."),
        ("Bellen (wel): Handenvrij.", "Bellen (wel): Handenvrij."),
        (
            "Situatie: Een selfie met u; Mag het?: U mag altijd weigeren; u zet de foto nergens online.",
            "Een selfie met u: U mag altijd weigeren. U zet de foto nergens online.",
        ),
        (
            "Situatie: Selfie bij een klant thuis; Mag dat tijdens je ronde?: Nee, ook niet in de gang.",
            "Selfie bij een klant thuis: nee, ook niet in de gang.",
        ),
        ("Situatie: Selfie bij een klant thuis; Mag het?: Nee.", "Selfie bij een klant thuis: nee."),
        ("Woord: Werktoestel; Betekenis: elk toestel van het huis.", "Werktoestel: elk toestel van het huis."),
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
        (
            "Iemand schrijft iets lelijks. Mag ik ons verdedigen? Liever niet.",
            "Iemand schrijft iets lelijks. Mag ik ons verdedigen",
            "Liever niet.",
        ),
        ("Online klachten beantwoord je niet.", "Online klachten", "Online klachten beantwoord je niet."),
        ("Online klachten.", "Online klachten", "Online klachten."),
        ("Bel meteen.", None, "Bel meteen."),
        ("Nee. We gebruiken Signal.", None, "We gebruiken Signal."),
        ("Nee, dat doen we niet.", None, "Dat doen we niet."),
        ("Ja hoor, dat mag altijd.", None, "Dat mag altijd."),
        ("Nee, nooit.", None, "Nee, nooit."),
        ("Moet ik dat delen? Nee. Het mag wel.", None, "Het mag wel."),
        ("Neem je badge mee.", None, "Neem je badge mee."),
        ("Nee, tenzij je chef het goedvindt.", None, "Nee, tenzij je chef het goedvindt."),
        ("Ja, en je mag er ook uit.", None, "Ja, en je mag er ook uit."),
    ],
)
def test_a_heading_that_ran_into_the_text_is_not_said(written: str, title: str | None, told: str) -> None:
    assert without_its_heading(written, title) == told


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("Meld het meteen aan: je chef; de helpdesk; de dpo.", 4),
        ("Er zijn twee: Voor thuis. Je filmt dan met zijn toestel en met niemand anders in beeld; Voor het dossier. "
         "Je gebruikt dan de tablet van de zaal en wist alles na een maand.", 3),
        ("Vooraf vraag je twee dingen: mag dat; wie ziet het.", 1),
        ("Je mag dat; vraag het wel eerst; dan is het goed.", 1),
    ],
    ids=["three things", "two long things", "two short things", "no list"],
)  # fmt: skip
def test_a_long_list_stands_on_lines_of_its_own(written: str, lines: int) -> None:
    assert len(read_aloud(written).splitlines()) == lines


def test_what_comes_before_and_behind_a_list_has_a_line_of_its_own() -> None:
    assert put_together(["Ja.", "Dat mag."]) == "Ja. Dat mag."
    assert put_together(["Meld het.", "Aan:\n- je chef\n- hr", "Daarna wacht je."]) == (
        "Meld het.\nAan:\n- je chef\n- hr\nDaarna wacht je."
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Concreet: vragen stellen op een forum mag.", "Vragen stellen op een forum mag."),
        ("Verder spreken we af: je vraagt het eerst.", "Je vraagt het eerst."),
        ("Niet: zelf een dashcam hangen.", "Niet: zelf een dashcam hangen."),
        ("Concreet: vragen mag; antwoorden ook.", "Concreet: vragen mag; antwoorden ook."),
        ("Concreet is dat niet.", "Concreet is dat niet."),
    ],
)
def test_what_leads_a_list_in_and_says_nothing_is_not_told_with_one_item(written: str, told: str) -> None:
    telling = load_library(Settings.from_environment().guidance).telling
    assert telling.without_empty_lead(written) == told


def test_a_text_that_another_only_begins_with_is_told() -> None:
    told = ["Dat mag.", "Dat mag niet tijdens de dienst.", "Nee.", "Neem contact op met IT."]
    assert once_each(told) == told


def test_what_another_text_says_whole_is_told_once() -> None:
    told = ["Dat mag niet.", "Uitzonderingen: familie.", "Uitzonderingen: familie; de sportclub.", "Dat mag niet."]
    assert once_each(told) == ["Dat mag niet.", "Uitzonderingen: familie; de sportclub."]
