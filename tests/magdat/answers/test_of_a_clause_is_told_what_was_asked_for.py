"""Of a clause is told what was asked for, as much as makes that surely among it, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.asked_sentence import Sentence
from magdat.answers.company_says import said_at
from magdat.answers.first_word import Heard
from magdat.answers.of_clause import LEAST, MOST_WEIGHED, MOST_WORDS, SURE, further_in_clause, told_of_clause
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place
from magdat.policy.model import Policy
from magdat.policy.sentences import sentences
from magdat.policy.statements import PolicyStatement
from magdat.settings import Settings
from magdat.situation import Situation

KNOWN = open_knowledge(Settings.from_environment({}))
TELLING = KNOWN.library.telling


def policy_of(**texts: tuple[str, str]) -> Policy:
    statements = tuple(
        PolicyStatement.parse_obj(
            {"id": name, "soort": kind, "onderwerp": "gebruik_werkuren", "artikel": "9.1", "tekst": text}
            | ({"besluit": "ja"} if kind == "toelating" else {})
        )
        for name, (kind, text) in texts.items()
    )
    return KNOWN.policy.copy(update={"statements": statements})


def heard(policy: Policy, **chances: float) -> Heard:
    told = []
    for item in policy.statements:
        parts = sentences(item.text)
        for part in parts:
            place = Place.of(f"uitspraak:{item.id}")
            told.append((Sentence(part, "uitleg/-", 0.5, 0.5, False, place=place), chances[item.id] / len(parts)))
    return Heard({}, told)


def told(policy: Policy, first: str, **chances: float) -> list[str]:
    place = Place.of(f"uitspraak:{first}")
    return [item.name for item in told_of_clause(policy, TELLING, place, place, heard(policy, **chances))]


FOUR = policy_of(
    kop=("uitleg", "Onze afspraken over wifi."),
    gast=("uitleg", "Op de wifi voor gasten mag iedereen surfen."),
    kantoor=("uitleg", "Het netwerk van kantoor is voor het werk."),
    log=("uitleg", "De dienst informatica bewaart de logboeken een jaar."),
)


def test_what_is_surely_asked_for_is_told_alone() -> None:
    assert told(FOUR, "gast", kop=0.01, gast=0.95, kantoor=0.03, log=0.01) == ["gast"]


def test_what_somebody_wrote_as_the_answer_to_a_question_is_told_alone() -> None:
    shares = {"kop": 0.01, "gast": 0.5, "kantoor": 0.48, "log": 0.01}
    assert told(FOUR, "gast", **shares) == ["gast", "kantoor"]
    written = [item.copy(update={"aspects": ("wifi",)}) if item.id == "gast" else item for item in FOUR.statements]
    assert told(FOUR.copy(update={"statements": tuple(written)}), "gast", **shares) == ["gast"]


def test_what_may_be_asked_for_too_is_told_in_the_order_of_the_text() -> None:
    assert told(FOUR, "kantoor", kop=0.01, gast=0.48, kantoor=0.5, log=0.01) == ["kantoor", "gast"]


def test_a_short_ban_right_behind_a_permission_is_told_with_it() -> None:
    policy = policy_of(
        mag=("toelating", "Tussen twee rondes mag je naar muziek luisteren."),
        niet=("verbod", "Films en series bekijk je niet."),
    )
    assert told(policy, "mag", mag=0.95, niet=0.05) == ["mag", "niet"]


def test_what_was_found_by_itself_is_told_where_another_sentence_decides() -> None:
    likely = heard(FOUR, kop=0.01, gast=0.03, kantoor=0.95, log=0.01)
    told_too = told_of_clause(FOUR, TELLING, Place.of("uitspraak:kantoor"), Place.of("uitspraak:gast"), likely)
    assert [item.name for item in told_too] == ["kantoor", "gast"]


def test_what_to_do_instead_of_what_is_forbidden_is_told_with_it() -> None:
    policy = policy_of(
        niet=("verbod", "Op slechte reacties antwoord je niet zelf."),
        wel=("plicht", "Stuur een schermafdruk naar de dienst communicatie."),
        ook=("plicht", "Zet er de datum bij."),
    )
    assert told(policy, "niet", niet=0.98, wel=0.01, ook=0.01) == ["niet", "wel"]


def test_the_no_to_the_question_of_a_faq_is_not_told_to_who_asks_another() -> None:
    policy = policy_of(
        nee=("uitleg", "Moet ik meedoen aan een filmpje? Nee."),
        vrij=("toelating", "Niemand moet in beeld, en je hoeft niet uit te leggen waarom."),
    )
    first = [Place.of("uitspraak:nee"), Place.of("uitspraak:vrij")]
    said = said_at(policy, KNOWN.phrases, TELLING, first, None, Situation(), {})
    assert said is not None
    assert said.text == "Niemand moet in beeld, en je hoeft niet uit te leggen waarom."


def test_the_yes_of_a_faq_is_not_told_behind_its_other_sentence() -> None:
    policy = policy_of(
        feest=("toelating", "Ja, als de mensen op de foto het goed vinden."),
        dronken=("verbod", "Geen foto's van mensen die gedronken hebben."),
    )
    assert told(policy, "dronken", feest=0.4, dronken=0.6) == ["dronken"]
    assert told(policy, "feest", feest=0.6, dronken=0.4) == ["feest", "dronken"]


def test_another_ban_behind_a_ban_is_not_told() -> None:
    policy = policy_of(
        een=("verbod", "Berichten met privé in het onderwerp worden niet geopend."),
        twee=("verbod", "Wachtwoorden worden nooit opgevraagd."),
    )
    assert told(policy, "een", een=0.98, twee=0.02) == ["een"]


LIST = policy_of(
    alles=("uitleg", "Er zijn drie gevallen: film met zijn toestel; film met de tablet; film helemaal niet."),
    een=("uitleg", "Er zijn drie gevallen: film met zijn toestel."),
    twee=("uitleg", "Er zijn drie gevallen: film met de tablet."),
    drie=("uitleg", "Er zijn drie gevallen: film helemaal niet."),
)


def test_of_a_list_the_item_that_was_asked_for_is_told() -> None:
    assert told(LIST, "alles", alles=0.03, een=0.01, twee=0.95, drie=0.01) == ["twee"]


def test_a_list_is_told_whole_where_any_of_it_may_have_been_asked_for() -> None:
    assert told(LIST, "alles", alles=0.1, een=0.3, twee=0.3, drie=0.3) == ["alles"]


def test_whoever_asks_which_ones_hears_the_whole_list() -> None:
    place, likely = Place.of("uitspraak:twee"), heard(LIST, alles=0.03, een=0.01, twee=0.95, drie=0.01)
    assert [item.name for item in told_of_clause(LIST, TELLING, place, place, likely, all_of_list=True)] == ["alles"]
    assert [item.name for item in told_of_clause(LIST, TELLING, place, place, likely)] == ["twee"]


def test_what_is_about_something_else_has_to_be_likelier_to_be_told_too() -> None:
    sanctions = FOUR.statements[3].copy(update={"topic": "sanctie"})
    policy = FOUR.copy(update={"statements": (*FOUR.statements[:3], sanctions)})
    assert told(policy, "gast", kop=0.01, gast=0.79, kantoor=0.08, log=0.12) == ["gast", "kantoor"]
    assert told(policy, "gast", kop=0.01, gast=0.7, kantoor=0.01, log=0.28) == ["gast", "log"]
    assert told(FOUR, "gast", kop=0.01, gast=0.79, kantoor=0.08, log=0.12) == ["gast", "log"]


ALL_OF_IT = policy_of(
    alles=("toelating", "Je mag foto's delen als: iedereen akkoord ging; er geen kinderen op staan."),
    een=("toelating", "Je mag foto's delen als: iedereen akkoord ging."),
    twee=("toelating", "Je mag foto's delen als: er geen kinderen op staan."),
)


@pytest.mark.parametrize("first", ["alles", "een", "twee"])
def test_conditions_that_all_have_to_hold_are_all_told(first: str) -> None:
    assert told(ALL_OF_IT, first, alles=0.1, een=0.8, twee=0.1) == ["alles"]


def test_a_sentence_that_limits_is_told_with_the_one_before_it() -> None:
    policy = policy_of(
        mag=("toelating", "Je mag foto's van het feest delen."),
        enkel=("uitleg", "Enkel in de besloten groep van het personeel."),
    )
    assert told(policy, "mag", mag=0.98, enkel=0.02) == ["mag", "enkel"]


def test_a_list_is_not_told_beside_its_item() -> None:
    assert "alles" not in told(LIST, "een", alles=0.4, een=0.4, twee=0.1, drie=0.1)


@given(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), st.sampled_from(["gast", "kantoor", "log"]))
def test_what_is_told_is_sure_enough_or_all_there_is(shares: list[float], first: str) -> None:
    names = ("kop", "gast", "kantoor", "log")
    chances = {name: share / sum(shares) for name, share in zip(names, shares)}
    names_told = told(FOUR, first, **chances)
    assert names_told[0] == first
    assert len(names_told) == len(set(names_told))
    words = sum(len(item.text.split()) for item in FOUR.statements if item.id in names_told)
    assert words <= MOST_WORDS
    left = [name for name in names if name not in names_told and chances[name] >= LEAST]
    assert sum(chances[name] for name in names_told) >= SURE or not left, "what may be meant too is told"
    without_last = sorted(names_told[1:], key=lambda name: chances[name])[1:]
    assert sum(chances[name] for name in (first, *without_last)) < SURE or len(names_told) == 1


def further(policy: Policy, first: str, **chances: float) -> list[str]:
    places = [Place.of(f"uitspraak:{first}")]
    return [item.name for item in further_in_clause(policy, TELLING, places, heard(policy, **chances))]


def test_what_else_the_clause_says_may_be_needed_the_likeliest_first() -> None:
    assert further(FOUR, "gast", kop=0.01, gast=0.9, kantoor=0.03, log=0.06) == ["log", "kantoor", "kop"]


def test_beside_a_list_or_its_item_nothing_else_is_weighed() -> None:
    for first in ("alles", "een"):
        assert further(LIST, first, alles=0.4, een=0.4, twee=0.1, drie=0.1) == []


def test_beside_what_somebody_wrote_as_an_answer_nothing_else_is_weighed() -> None:
    written = [item.copy(update={"aspects": ("wifi",)}) if item.id == "gast" else item for item in FOUR.statements]
    policy = FOUR.copy(update={"statements": tuple(written)})
    assert further(policy, "gast", kop=0.01, gast=0.5, kantoor=0.48, log=0.01) == []


def test_no_more_of_a_long_clause_is_weighed_than_somebody_may_read() -> None:
    long = {f"zin{number}": ("uitleg", f"Dit is zin nummer {number}{' en nog wat' * 5}.") for number in range(20)}
    policy = policy_of(**long)
    names = further(policy, "zin0", **dict.fromkeys(long, 0.05))
    words = sum(len(item.text.split()) for item in policy.statements if item.id in {"zin0", *names})
    assert 0 < words <= MOST_WEIGHED
