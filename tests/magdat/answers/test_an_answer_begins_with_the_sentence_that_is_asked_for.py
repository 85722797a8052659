"""Of a statement of several sentences the one that is surely asked for comes first, and none is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.asked_sentence import Sentence
from magdat.answers.company_says import said_at
from magdat.answers.first_word import Heard
from magdat.answers.of_clause import told_of_clause
from magdat.answers.told_order import SURE, told_at
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place
from magdat.policy.statements import PolicyStatement
from magdat.policy.whole_sentences import sentences_of
from magdat.question import Form
from magdat.settings import Settings
from magdat.situation import Situation

KNOWN = open_knowledge(Settings.from_environment({}))
TELLING = KNOWN.library.telling

LINKEDIN = "De werknemer mag zijn functie vermelden."
LOGO = "Het logo als profielfoto is voor de officiële kanalen."


def statement(text: str, **more: object) -> PolicyStatement:
    fields = {"id": "een", "soort": "uitleg", "onderwerp": "gebruik_werkuren", "artikel": "9.1", "tekst": text}
    return PolicyStatement.parse_obj(fields | more)


def heard(item: PolicyStatement, *chances: float) -> Heard:
    place = Place.of(f"uitspraak:{item.id}")
    parts = sentences_of(item.text, TELLING.abbreviations)
    assert len(parts) == len(chances)
    return Heard(
        {}, [(Sentence(part, "uitleg/-", 0.5, 0.5, False, place=place), chance) for part, chance in zip(parts, chances)]
    )


def told(
    item: PolicyStatement, *chances: float, others: tuple[PolicyStatement, ...] = (), form: Form = Form.MAY
) -> str:
    policy = KNOWN.policy.copy(update={"statements": (item, *others)})
    place = Place.of(f"uitspraak:{item.id}")
    places = told_of_clause(policy, TELLING, place, place, heard(item, *chances))
    kept = [Place.of(each.id) for each in places]  # as a conversation remembers them
    said = said_at(policy, KNOWN.phrases, TELLING, kept, form, Situation(), {})
    assert said is not None
    assert said.clauses == ("9.1",)
    return said.text


def test_what_is_surely_asked_for_comes_first_and_what_stood_before_it_last() -> None:
    item = statement(f"{LINKEDIN} {LOGO}")
    assert told(item, 1 - SURE, SURE) == f"{LOGO} {LINKEDIN}"


@pytest.mark.parametrize("chances", [(0.41, 0.59), (0.8, 0.2)], ids=["unsure", "the first"])
def test_otherwise_a_statement_is_told_as_it_stands(chances: tuple[float, float]) -> None:
    assert told(statement(f"{LINKEDIN} {LOGO}"), *chances) == f"{LINKEDIN} {LOGO}"


@pytest.mark.parametrize(
    "text",
    [
        "Een eigen pagina mag. Dat meld je wel aan je chef.",
        "Groepen op WhatsApp zijn vrij. Zij vervangen het prikbord nooit.",
        "Je telefoon gebruik je niet tijdens het werk. Zeker niet bij hogedruk of op hoogte.",
        "Filmen achter het stuur is verboden. Rechtstreekse uitzendingen vallen onder dit verbod.",
        "Het bestuur heeft een schrijfhulp. U mag ze gebruiken om te vereenvoudigen.",
        "Over klanten post je niets. Ook een verhaal zonder naam is verboden.",
        "Foto's van de werf mogen online. Alleen schade deel je met niemand.",
        "In je pauze kies je zelf. Het mag niet in de winkel zijn.",
        "Wie gefilmd wordt, weet dat vooraf. Voor deze beelden tekent hij.",
        "Is je tablet stuk of kwijt? Neem het toestel van de planning.",
        "Zie je een klacht op onze pagina, antwoord dan niet. Stuur de link naar de klantendienst.",
        "Wie een collega filmt, vraagt dat vooraf. Trekt de collega die toestemming in, dan wis je het beeld.",
    ],
)
def test_a_sentence_that_leans_stays_behind_what_it_leans_on(text: str) -> None:
    assert told(statement(text), 0.0, 1.0) == text


def test_what_leans_on_the_sentence_that_is_asked_for_comes_with_it() -> None:
    item = statement(
        "Berichten deel je vrij. Een eigen pagina maak je niet. Dat doet de dienst communicatie. Tot slot."
    )
    assert told(item, 0.1, 0.4, 0.5, 0.0).startswith("Een eigen pagina maak je niet. Dat doet de dienst communicatie.")


@pytest.mark.parametrize(
    "first",
    [
        "Bel 112 bij een ongeval met gewonden.",
        "Verwittig onmiddellijk de ploegbaas.",
        "Breng eerst jezelf in veiligheid.",
    ],
)
def test_nothing_goes_before_what_comes_first_in_danger(first: str) -> None:
    item = statement(f"{first} Een filmpje van een ongeval stuur je niet door.")
    assert told(item, 0.0, 1.0) == item.text


@pytest.mark.parametrize(
    "item",
    [
        statement("Niet doen: een camera hangen. Beelden zelf kopiëren of online zetten."),
        statement("Er zijn er twee: Voor thuis. Je filmt met zijn toestel; Voor het dossier. Je wist het."),
        statement("Neem een schermafdruk van alles. De helpdesk blokkeert je account.", soort="stappen"),
        statement(
            "Foto's delen is een vraag van velen. Een foto van het feest mag.",
            soort="toelating",
            besluit="voorwaardelijk",
            voorwaarden=["iedereen ging akkoord"],
        ),
        statement("Uitzondering: je portret mag op LinkedIn. Foto's van de pagina mogen gedeeld worden."),
    ],
    ids=["a label that holds for all", "a list", "steps", "conditions", "an exception to what stands before"],
)
def test_what_means_something_else_in_another_order_is_told_as_it_stands(item: PolicyStatement) -> None:
    sure = [0.0] * (len(sentences_of(item.text, TELLING.abbreviations)) - 1)
    place = Place.of(f"uitspraak:{item.id}")
    assert told_at(KNOWN.policy, place, item, heard(item, *sure, 1.0), TELLING) == place


def test_an_exception_stands_right_behind_what_it_takes_something_away_from() -> None:
    item = statement(
        "Vragen van de pers gaan naar de woordvoerder. Antwoorden aan een journalist is verboden.",
        soort="verbod",
        tenzij=[{"tekst": "Dat mag als de woordvoerder het schrijft."}],
    )
    rule, ban, exception = *sentences_of(item.text), "Dat mag als de woordvoerder het schrijft."
    assert told(item, 0.2, 0.8) == f"{ban} {exception} {rule}"


def test_how_much_is_not_said_apart_where_a_sentence_that_comes_last_says_it() -> None:
    item = statement(f"Reacties komen binnen twee dagen online. {LOGO}", hoeveel="binnen twee dagen")
    assert told(item, 0.2, 0.8, form=Form.HOW_MUCH) == f"{LOGO} Reacties komen binnen twee dagen online."


def test_a_limit_in_the_next_statement_stands_right_behind_it_too() -> None:
    item = statement(f"{LINKEDIN} {LOGO}")
    limit = statement("Uitzondering: de dienst communicatie gebruikt het wel.", id="grens", artikel="9.2")
    assert told(item, 0.2, 0.8, others=(limit,)) == f"{LOGO} {limit.text} {LINKEDIN}"


def test_a_heading_that_runs_into_the_text_is_not_told_last() -> None:
    item = statement(
        "Online klachten. Kritische reacties blijven staan. De beheerder verwijdert scheldwoorden.",
        kop="Online klachten",
    )
    assert told(item, 0.1, 0.2, 0.7) == "De beheerder verwijdert scheldwoorden. Kritische reacties blijven staan."


def test_a_sentence_that_another_version_of_the_policy_does_not_have_is_no_reason_to_leave_any_out() -> None:
    item = statement(LINKEDIN)
    policy = KNOWN.policy.copy(update={"statements": (item,)})
    said = said_at(policy, KNOWN.phrases, TELLING, [Place.of("uitspraak:een#4")], Form.MAY, Situation(), {})
    assert said is not None
    assert said.text == LINKEDIN


SENTENCES = (
    "Bellen aan het stuur is verboden.",
    "Een foto van je truck mag online.",
    "Dat doe je in je vrije tijd.",
    "Ook de boordtablet dient niet voor films.",
    "De planning antwoordt binnen een dag.",
    "Verwittig onmiddellijk de planning bij schade.",
    "Wie kritiek heeft, spreekt met zijn planner.",
)


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5, unique=True),
    st.lists(st.floats(0.0, 1.0), min_size=5, max_size=5),
)
def test_no_sentence_is_told_twice_and_none_is_lost(texts: list[str], shares: list[float]) -> None:
    item, chances = statement(" ".join(texts)), shares[: len(texts)]
    said = sentences_of(told(item, *chances))
    assert len(set(said)) == len(said)
    assert set(said) == set(texts)


@pytest.mark.parametrize(
    "first",
    [
        "Let op: foto's van collega's online zetten kan enkel met hun akkoord.",
        "Concreet: filmpjes van je eigen auto mogen online.",
        "Nee, je mag geen foto's van klanten posten.",
    ],
)
def test_a_sentence_that_is_told_without_its_beginning_is_found_all_the_same(first: str) -> None:
    item = statement(f"{first} Het logo gebruik je niet.")
    assert told(item, 0.9, 0.1).startswith(first.partition(": ")[2][1:] or "Je mag geen", 1 if ": " in first else 0)


def test_where_the_policy_has_other_sentences_now_all_are_told() -> None:
    policy = KNOWN.policy.copy(update={"statements": (statement(LINKEDIN),)})
    for place in ("uitspraak:een#2!1", "uitspraak:een!1"):
        said = said_at(policy, KNOWN.phrases, TELLING, [Place.of(place)], Form.MAY, Situation(), {})
        assert said is not None
        assert said.text == LINKEDIN


@pytest.mark.parametrize(
    ("written", "heading", "said"),
    [
        ("Niet: Zelf een dashcam hangen. Die plaatsen alleen wij.", "Je wagen: Niet", "Dit mag niet: zelf een dashcam"),
        ("Wel: Een foto van je wagen als die stilstaat.", "Wel", "Dit mag: een foto van je wagen als die stilstaat."),
        ("Niet: Post geen namen.", "Niet", "Post geen namen."),
        ("Wifi: Thuis kies je zelf.", "Wifi", "Thuis kies je zelf."),
    ],
)
def test_a_heading_that_decides_is_said(written: str, heading: str, said: str) -> None:
    item = statement(written, kop=heading)
    assert told(item, *(1.0 / (number + 1) for number in range(len(sentences_of(written))))).startswith(said)
