"""Whoever asks about a ban and tells nothing of its exception reads the ban, and the exception behind a button."""

from __future__ import annotations

import pytest

from magdat.answers.company_says import said_at
from magdat.answers.limits import without_an_exception_for_others
from magdat.answers.rest_of_clause import rest_of_clause
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place, Source
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement
from magdat.question import Form
from magdat.settings import Settings
from magdat.situation import Situation

KNOWN = open_knowledge(Settings.from_environment({}))
TELLING = KNOWN.library.telling

RULE = {"id": "kraan", "soort": "verbod", "onderwerp": "gebruik_werkuren", "artikel": "9.1"}
LIMIT = {"id": "grens", "soort": "toelating", "onderwerp": "gebruik_werkuren", "artikel": "9.2", "titel": "Zieken"}
BAN = "Op een kraan gebruik je geen gsm."
EXCEPTION = "In afwijking van 9.1 mag wie thuis een zieke heeft, zijn gsm op zak houden."


def policy_of(*, kind: str = "verbod", clause: str = "9.2", exception: str = EXCEPTION) -> Policy:
    rule = {**RULE, "soort": kind, "tekst": BAN}
    limit = {**LIMIT, "artikel": clause, "uitzondering_op": "kraan", "tekst": exception}
    further = {**LIMIT, "id": "verder", "soort": "uitleg", "artikel": "9.1", "tekst": "De kraan staat in de hal."}
    statements = tuple(PolicyStatement.parse_obj(item) for item in (rule, further, limit))
    return KNOWN.policy.copy(update={"statements": statements})


def both_layers(policy: Policy, chances: dict[str, float]) -> tuple[str, str]:
    places = without_an_exception_for_others(policy, TELLING, [Place.of("uitspraak:kraan")], chances)
    remembered = [Place.of(place.id) for place in places]  # as a conversation does
    said = said_at(policy, KNOWN.phrases, TELLING, remembered, Form.MAY, Situation(), {})
    assert said is not None
    return said.text, rest_of_clause(policy, TELLING, remembered, said.text)


@pytest.mark.parametrize("chances", [{}, {"uitspraak:grens": 0.1}, {"uitspraak:kraan": 0.9}])
@pytest.mark.parametrize("clause", ["9.1", "9.2"])
def test_an_exception_that_nobody_asks_for_stands_in_the_second_layer(chances: dict[str, float], clause: str) -> None:
    first, second = both_layers(policy_of(clause=clause), chances)
    assert first == BAN
    assert EXCEPTION in second


def test_an_exception_that_may_be_asked_for_is_told_with_the_ban() -> None:
    first, second = both_layers(policy_of(), {"uitspraak:grens": 0.2})
    assert first == f"{BAN} {EXCEPTION}"
    assert EXCEPTION not in second


def test_what_limits_what_is_allowed_is_always_told() -> None:
    first, _ = both_layers(policy_of(kind="toelating"), {})
    assert EXCEPTION in first


@pytest.mark.parametrize(
    "exception",
    [
        "Met het akkoord van de werfleider mag het wel.",
        "In je pauze mag het wel, beneden in de keet.",
        "In afwijking van 9.1 mag het na je werk.",
    ],
)
def test_what_anybody_can_use_is_always_told(exception: str) -> None:
    first, _ = both_layers(policy_of(exception=exception), {})
    assert exception in first


def test_an_exception_of_several_sentences_keeps_their_order_however_long_it_is() -> None:
    further = [f"Zeg het ook aan nummer {number} van de lijst die in de keet hangt." for number in (9, 1, 5)]
    exception = " ".join([EXCEPTION, *further, "Bewaren doet enkel hij, en dat zo kort als het kan, telkens weer." * 8])
    _, second = both_layers(policy_of(exception=exception), {})
    assert second.endswith(exception)


def test_without_an_exception_nothing_changes() -> None:
    places = [Place.of("uitspraak:verder")]
    assert without_an_exception_for_others(policy_of(), TELLING, places, {}) == places


@pytest.mark.parametrize(
    "name", ["uitspraak:kraan!999", "uitspraak:kraan#2!1.3.999", "uitspraak:kraan!1", "regel:kraan"]
)
def test_a_place_is_remembered_by_its_name(name: str) -> None:
    assert Place.of(name).id == name
    assert Place.of(name).unlimited is name.endswith("999")


def test_who_does_not_know_the_mark_tells_all() -> None:
    policy, place = policy_of(), Place(Source.STATEMENT, "kraan", skips=(998,))  # as a version before reads it
    said = said_at(policy, KNOWN.phrases, TELLING, [place], Form.MAY, Situation(), {})
    assert said is not None
    assert said.text == f"{BAN} {EXCEPTION}"
