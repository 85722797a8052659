"""«De medewerker aanvaardt geen verzoeken» is told as «Je aanvaardt geen verzoeken», where that is sure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_rules import as_yaml, policy_data

from magdat.answers.addressing import addressed, speaks_of_its_people
from magdat.answers.composer import compose
from magdat.guidance.library import load_library
from magdat.knowledge import Knowledge, open_knowledge
from magdat.policy.answerable import Place, Source
from magdat.settings import Settings
from magdat.situation import Situation

ADDRESS = load_library(Settings.from_environment({}).guidance).telling.address
BAN = "De medewerker aanvaardt geen verzoeken van patiënten."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BAN, "Je aanvaardt geen verzoeken van patiënten."),
        ("Elke werknemer is verplicht dat te melden.", "Je bent verplicht dat te melden."),
        ("Medewerkers antwoorden niet. Zij sturen de link door.", "Je antwoordt niet. Je stuurt de link door."),
        ("De werknemer mag zijn functie vermelden.", "Je mag je functie vermelden."),
        ("De werknemer mag dat vermelden. Hij is daartoe niet verplicht.",
         "Je mag dat vermelden. Je bent daartoe niet verplicht."),
        ("Tijdens de pauze mag de werknemer het vrij gebruiken.", "Tijdens de pauze mag je het vrij gebruiken."),
        ("Bij twijfel dient de medewerker dit te vragen.", "Bij twijfel dien je dit te vragen."),
        ("Na een ongeval onthoudt elk personeelslid zich van iets.", "Na een ongeval onthoud je je van iets."),
        ("Het personeelslid kan zich verzetten tegen de publicatie van zijn foto.",
         "Je kan je verzetten tegen de publicatie van je foto."),
        ("Het is de medewerker verboden om te filmen.", "Het is je verboden om te filmen."),
        ("AI mag, mits de medewerker het resultaat nakijkt.", "AI mag, mits je het resultaat nakijkt."),
        ("De medewerker meldt met wie hij een band heeft.", "Je meldt met wie je een band hebt."),
        ("De medewerker ontvangt geen geschenken. Hij meldt elk aanbod.",
         "Je ontvangt geen geschenken. Je meldt elk aanbod."),
        ("Voor vertaling van documenten gebruikt de werknemer de Tolk-app.",
         "Voor vertaling van documenten gebruik je de Tolk-app."),
    ],
)  # fmt: skip
def test_who_asks_is_spoken_to(text: str, told: str) -> None:
    assert addressed(ADDRESS, text) == told


@pytest.mark.parametrize(
    "text",
    [
        "De medewerker die een fout maakt, meldt dat.",
        "De medewerker met een badge mag binnen.",
        "De chauffeur bedient geen toestel.",
        "De leidinggevende hoort de medewerker over zijn bericht.",
        "De medewerker filmt de klant niet zonder zijn akkoord.",
        "Beelden van medewerkers worden enkel geplaatst met hun akkoord.",
        "Meningen behoren tot de vrijheid van de medewerker. Zij worden niet geuit in uniform.",
        "Het personeelslid kan zijn functie vermelden. Het is daartoe niet gehouden.",
        "Het personeelslid zendt geen verzoeken aan studenten die het begeleidt.",
        "De medewerker krijgt de sanctie op papier. Ze komt ten laatste de dag nadien. Hij ontvangt ze van zijn chef.",
        "Luister naar de medewerker voor je beslist.",
        "Iedere medewerker doet mee, want u beslist.",
        "Wie dat merkt, meldt het aan de medewerker van wacht.",
        "De werkgever dient de werknemer vooraf te informeren.",
        "De medewerker meldt elk incident. Patiënten mogen medewerkers niet filmen.",
        "Wij kunnen de medewerker daarover vragen stellen.",
        "De medewerker meldt dat aan de leidinggevende. Hij beslist.",
        "De medewerker draagt een badge. Hij mag nooit op een foto staan.",
        "De werkgever behoudt zich het recht voor om de medewerker te horen.",
        "Foto's waarop een medewerker herkenbaar is, gaan weg.",
        "De medewerker filmt niets. Sancties zijn mogelijk.",
        "De werknemer mag weigeren en heeft recht op uitleg.",
        "Medewerkers gebruiken geen WhatsApp en plaatsen geen foto's.",
        "Als de medewerker ziek is, belt hij.",
        "Bij een inbreuk wordt de medewerker een waarschuwing opgelegd.",
        "Medewerkers krijgen elk een eigen account.",
        "Dit geeft de medewerker geen recht op een vergoeding.",
        "In het magazijn mogen medewerkers jonger dan 18 jaar niet filmen.",
        "Tijdens de shift mogen medewerkers en bezoekers niet filmen.",
        "De medewerker meldt incidenten die zich voordoen.",
        "De medewerker verwittigt de teamleider. Hij verwittigt de politie.",
        "Let op: de medewerker filmt niet.",
        "Het personeelslid deelt mee of het een nevenactiviteit heeft.",
        "Wanneer het personeelslid een bericht ontvangt, meldt het dit meteen.",
        "Een medewerker behandelt de klacht binnen de week.",
        "De medewerker laat de toestellen na die zijn voorzien van een sticker.",
    ],
)
def test_what_is_not_sure_stays_as_it_is_written(text: str) -> None:
    assert addressed(ADDRESS, text) == text


@given(st.text(alphabet="abcdehijmnrtuwz DHMZ.,;:'\n", max_size=80))
def test_a_text_that_names_nobody_is_never_changed(text: str) -> None:
    assert ADDRESS.named.search(text) or addressed(ADDRESS, text) == text


@given(
    st.sampled_from([BAN, "Medewerkers filmen niet.", "Hij meldt dat.", "Dat mag.", "De medewerker die filmt, stopt."])
)
def test_nobody_is_named_where_something_was_changed(text: str) -> None:
    told = addressed(ADDRESS, f"{BAN} {text}")
    assert told == f"{BAN} {text}" or not ADDRESS.named.search(told)


def company(folder: Path, *texts: str) -> Knowledge:
    own: list[dict[str, Any]] = [
        {"id": f"nr{n}", "onderwerp": "sanctie", "artikel": "1.1", "soort": "uitleg", "tekst": text}
        for n, text in enumerate(texts)
    ]
    data = policy_data(formaat=2, regels=None, uitspraken=own)
    path = as_yaml(data, folder / "beleid.yml")
    return open_knowledge(replace(Settings.from_environment({}), policy=path))


def told(knowledge: Knowledge, **known: str) -> str:
    places = [Place(Source.STATEMENT, "nr0").id]
    return compose(knowledge, "sanctie", Situation(**known), company=places).whole


def test_an_answer_speaks_to_who_asks(tmp_path: Path) -> None:
    knowledge = company(tmp_path, "De medewerker wordt vooraf gehoord.")
    assert speaks_of_its_people(knowledge.policy, ADDRESS)
    assert "Je wordt vooraf gehoord." in told(knowledge)


@pytest.mark.parametrize("role", ["hr", "leidinggevende"])
def test_hr_and_managers_read_of_the_employee(role: str, tmp_path: Path) -> None:
    text = "De medewerker wordt vooraf gehoord."
    assert text in told(company(tmp_path, text), rol=role)


def test_a_policy_that_speaks_to_its_people_itself_is_told_as_it_is_written(tmp_path: Path) -> None:
    text = "De medewerker wordt vooraf gehoord."
    assert text in told(company(tmp_path, text, "Je mag kijken in je pauze.", "Je filmt geen klanten."))
