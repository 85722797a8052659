"""«Klanten filmen» under «Niet doen» tells nobody whether it may: told alone, it says what its heading says."""

from __future__ import annotations

import pytest

from magdat.answers.asked_sentence import Sentence
from magdat.answers.company_says import said_at
from magdat.answers.first_word import Heard
from magdat.answers.of_clause import told_of_clause
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place
from magdat.policy.model import Article, Policy
from magdat.policy.sentences import sentences
from magdat.policy.statements import PolicyStatement
from magdat.question import Form
from magdat.settings import Settings
from magdat.situation import Situation

KNOWN = open_knowledge(Settings.from_environment({}))
TELLING = KNOWN.library.telling

REVIEW = "Onze eigen locaties beoordelen op Google."
FILM = "Klanten filmen aan de kassa."
PRICES = "Prijzen van een concurrent doorsturen."


@pytest.mark.parametrize(
    "heading",
    ["Niet doen", "NIET DOEN!", "Niet doen ✋", "Don'ts", "Don’t", "D. Wat u niet deelt", "Wat we niet doen",
     "Dit mag niet", "Dit doe je niet", "Wat niet kan", "3. Wat nooit online komt", "Verboden"],
)  # fmt: skip
def test_a_heading_forbids(heading: str) -> None:
    assert TELLING.decided_by(heading) == "Dit mag niet"


@pytest.mark.parametrize(
    "heading",
    ["Waar wel, waar niet", "Mag, moet niet", "Meedoen of niet", "Iets niet oké", "Doen!", "Niet-werknemers", ""],
)
def test_another_heading_decides_nothing(heading: str) -> None:
    assert TELLING.decided_by(heading) is None


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("🟢 GROEN – doe maar", "Dit mag"),
        ("Groen: mag altijd", "Dit mag"),
        ("Groen licht: geen probleem", "Dit mag"),
        ("🟠 ORANJE – eerst vragen", "Eerst vragen"),
        ("Geel: vooraf overleggen", "Eerst vragen"),
        ("Oranje, enkel met akkoord", "Eerst vragen"),
        ("🔴 ROOD – verboden", "Dit mag niet"),
        ("🔴 Rood: mag niet", "Dit mag niet"),
        ("Vooraf toestemming vragen?", None),
        ("Altijd goed?", None),
        ("Eerst denken, dan posten", None),
        ("De groene ploeg", None),
        ("Vraag en antwoord", None),
    ],
)
def test_a_traffic_light_allows_or_asks_to_ask_first(heading: str, lead: str | None) -> None:
    assert TELLING.decided_by(heading) == lead


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (REVIEW, "Dit mag niet: onze eigen locaties beoordelen op Google."),
        ("WhatsApp van klanten doorsturen.", "Dit mag niet: WhatsApp van klanten doorsturen."),
        ("Collega's in beeld die geen ja zeiden.", "Dit mag niet: collega's in beeld die geen ja zeiden."),
        ("Plaatsen waar een pakje mag liggen.", "Dit mag niet: plaatsen waar een pakje mag liggen."),
        ("Film geen klanten.", "Film geen klanten."),
        ("Een foto van je laadruimte of van een levering? Niet doen.",
         "Een foto van je laadruimte of van een levering? Niet doen."),
        ("Het lab is een zone zonder toestellen.", "Het lab is een zone zonder toestellen."),
        ("Een huisnummer, nummerplaat of gezicht maak je onherkenbaar.",
         "Een huisnummer, nummerplaat of gezicht maak je onherkenbaar."),
        ("Wel toegestaan: je functie vermelden.", "Wel toegestaan: je functie vermelden."),
        ("Een bericht dat de familie zelf plaatste, mag je wel delen.",
         "Een bericht dat de familie zelf plaatste, mag je wel delen."),
        ("Kritiek mag.", "Kritiek mag."),
        ("Behalve als het voor een klant is.", "Behalve als het voor een klant is."),
        ("Punt.", "Punt."),
    ],
)  # fmt: skip
def test_a_piece_that_does_not_say_so_itself_says_what_its_heading_says(text: str, told: str) -> None:
    assert said(policy_of({"een": text}), ["een"]) == told


@pytest.mark.parametrize("where", [{"kop": "Reviews: Niet doen"}, {"titel": "Niet doen: onze eigen locaties"}, {}])
def test_the_heading_may_be_that_of_the_piece_the_clause_or_the_chapter(where: dict[str, str]) -> None:
    chapter = "Reviews" if where else "Niet doen"
    assert said(policy_of({"een": REVIEW}, chapter, **where), ["een"]).startswith("Dit mag niet: onze")


def test_what_is_allowed_says_so_too() -> None:
    assert said(policy_of({"een": "Een foto van de etalage."}, "Dit mag wel"), ["een"]) == (
        "Dit mag: een foto van de etalage."
    )


def test_only_the_item_that_is_asked_for_is_told() -> None:
    policy = policy_of({"een": REVIEW, "twee": FILM, "drie": PRICES})
    assert told(policy, een=0.6, twee=0.3, drie=0.1) == ["een"]
    elsewhere = policy_of({"een": REVIEW, "twee": FILM, "drie": PRICES}, "Reviews")
    assert told(elsewhere, een=0.6, twee=0.3, drie=0.1) == ["een", "twee"]


def test_items_that_may_each_be_asked_for_are_told_as_one_list() -> None:
    policy = policy_of({"een": REVIEW, "twee": FILM, "drie": PRICES})
    assert told(policy, een=0.4, twee=0.35, drie=0.25) == ["een", "twee", "drie"]
    assert said(policy, ["een", "twee"]) == (
        "Dit mag niet:\n- Onze eigen locaties beoordelen op Google\n- Klanten filmen aan de kassa"
    )


def test_what_limits_the_item_is_told_with_it() -> None:
    policy = policy_of({"een": "Geen foto's van een ongeval.", "twee": "Alleen de preventieadviseur maakt die."})
    assert told(policy, een=0.8, twee=0.2) == ["een", "twee"]


def policy_of(texts: dict[str, str], chapter: str = "Niet doen", **where: str) -> Policy:
    fields = {"soort": "verbod", "onderwerp": "review", "artikel": "9.1", **where}
    statements = tuple(PolicyStatement.parse_obj({"id": name, "tekst": text, **fields}) for name, text in texts.items())
    return KNOWN.policy.copy(update={"statements": statements, "articles": (Article(nummer="9", titel=chapter),)})


def told(policy: Policy, **chances: float) -> list[str]:
    heard = [
        (Sentence(part, "verbod/-", 0.5, 0.5, False, place=Place.of(f"uitspraak:{item.id}")), chances[item.id])
        for item in policy.statements
        for part in sentences(item.text)
    ]
    first = Place.of(f"uitspraak:{max(chances, key=lambda name: chances[name])}")
    return [item.name for item in told_of_clause(policy, TELLING, first, first, Heard({}, heard))]


def said(policy: Policy, names: list[str]) -> str:
    places = [Place.of(f"uitspraak:{name}") for name in names]
    found = said_at(policy, KNOWN.phrases, TELLING, places, Form.MAY, Situation(), {})
    assert found is not None
    return found.text
