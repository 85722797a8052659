"""What the first layer leaves out of a clause stands in the second, for whom it holds and with what takes it away."""

from __future__ import annotations

import pytest

from magdat.answers.rest_of_clause import MOST_WORDS, rest_of_clause
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place
from magdat.policy.statements import PolicyStatement
from magdat.settings import Settings

KNOWN = open_knowledge(Settings.from_environment({}))

BAN = "Foto's van gasten maak je niet."
WIFI = "De wifi voor gasten mag iedereen gebruiken."
LOG = "De dienst informatica bewaart de logboeken een jaar."


def statement(name: str, text: str, **more: object) -> PolicyStatement:
    fields = {"id": name, "soort": "uitleg", "onderwerp": "gebruik_werkuren", "artikel": "9.1", "tekst": text}
    return PolicyStatement.parse_obj(fields | more)


def rest(*items: PolicyStatement, told: str) -> str:
    policy = KNOWN.policy.copy(update={"statements": items})
    return rest_of_clause(policy, KNOWN.library.telling, [Place.of(f"uitspraak:{items[0].id}")], told)


def test_sentences_and_statements_that_were_not_told_are_told() -> None:
    assert rest(statement("een", f"{BAN} {WIFI}"), statement("twee", LOG), told=BAN) == f"{WIFI} {LOG}"


def test_nothing_is_told_twice_and_nothing_where_all_was_told() -> None:
    assert rest(statement("een", f"{BAN} {WIFI}"), statement("twee", WIFI), told=f"Nee. {BAN} {WIFI}") == ""
    assert rest(statement("een", BAN), statement("twee", WIFI), statement("drie", WIFI), told=BAN) == WIFI


@pytest.mark.parametrize("elsewhere", [{"artikel": "9.2"}, {"kop": "Iets anders"}], ids=["clause", "heading"])
def test_what_stands_elsewhere_is_not_told(elsewhere: dict[str, object]) -> None:
    assert rest(statement("een", BAN), statement("twee", WIFI, **elsewhere), told=BAN) == ""


def test_a_list_has_its_own_question() -> None:
    assert (
        rest(statement("een", BAN), statement("twee", "Zo gaat het: Vraag het; Noteer het.", soort="lijst"), told=BAN)
        == ""
    )


def test_what_holds_for_others_is_not_told() -> None:
    manager = statement("twee", WIFI, als={"rol": "leidinggevende"})
    assert rest(statement("een", BAN), manager, told=BAN) == ""


def test_an_exception_stands_behind_what_it_takes_something_away_from() -> None:
    unless = {"soort": "verbod", "tenzij": [{"tekst": "De fotograaf mag dat wel."}]}
    assert rest(statement("een", BAN), statement("twee", LOG, **unless), told=BAN) == f"{LOG} De fotograaf mag dat wel."


def test_the_opposite_of_what_was_told_was_not_told() -> None:
    both = statement("een", "Foto's van gasten maak je niet in de zaal. Foto's van gasten maak je wel in de zaal.")
    assert rest(both, told="Foto's van gasten maak je niet in de zaal.") == "Foto's van gasten maak je wel in de zaal."


def test_what_leans_on_something_else_is_not_told_without_it() -> None:
    assert rest(statement("een", BAN), statement("twee", "Ook met een dashcam niet."), told=BAN) == ""


def test_what_was_left_out_of_what_is_told_goes_before_what_stands_far_away() -> None:
    many = [statement(f"nr{n}", f"Regel {n} gaat over {'een heel ander onderwerp ' * 6}nummer {n}.") for n in range(9)]
    policy = KNOWN.policy.copy(update={"statements": (*many, statement("een", f"{BAN} {WIFI}"))})
    found = rest_of_clause(policy, KNOWN.library.telling, [Place.of("uitspraak:een")], BAN)
    assert found.endswith(WIFI)
    assert "Regel 8" in found
    assert "Regel 0" not in found


def test_it_ends_with_a_whole_sentence_before_it_is_too_much() -> None:
    many = [statement(f"nr{n}", f"Regel {n} gaat over {'een heel ander onderwerp ' * 3}nummer {n}.") for n in range(20)]
    found = rest(statement("een", BAN), *many, told=BAN)
    assert 0 < len(found.split()) <= MOST_WORDS
    assert found.endswith(".")
