"""Of a clause is told what answers, and beside it the sentences that somebody who asks this needs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.asked_sentence import Sentence
from magdat.answers.company_says import said_at
from magdat.answers.first_word import Asked, Heard
from magdat.answers.wanted import only_wanted
from magdat.guidance.wanting import Wanting
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place, Source
from magdat.policy.statements import PolicyStatement
from magdat.policy.whole_sentences import sentences_of
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.situation import Situation

KNOWN = open_knowledge(Settings.from_environment({}))
TELLING = KNOWN.library.telling

BAN = "Foto's van gasten maak je niet."
RIGHT_BEHIND = "Uitzondering: de fotograaf van het feest."
FURTHER = "De wifi is traag in de kelder."


def statement(text: str, name: str = "een", **more: object) -> PolicyStatement:
    fields = {"id": name, "soort": "uitleg", "onderwerp": "gebruik_werkuren", "artikel": "9.1", "tekst": text}
    return PolicyStatement.parse_obj(fields | more)


def told(
    *items: PolicyStatement,
    shares: tuple[float, ...],
    wanting: Wanting,
    opening: Opening = Opening.NONE,
    form: Form = Form.MAY,
    apart: tuple[str, ...] = (),
) -> str:
    policy = KNOWN.policy.copy(update={"statements": items})
    parts = [(item, part) for item in items for part in sentences_of(item.text, TELLING.abbreviations)]
    assert len(parts) == len(shares)
    heard = Heard(
        {},
        [
            (Sentence(part, "uitleg/-", 0.5, 0.5, False, place=Place(Source.STATEMENT, item.id)), share)
            for (item, part), share in zip(parts, shares)
        ],
    )
    library = replace(KNOWN.library, wanting=wanting)
    places = [Place(Source.STATEMENT, item.id) for item in items if item.id not in apart]
    further = [Place(Source.STATEMENT, name) for name in apart]
    kept = only_wanted(library, policy, Asked("mag dat?", form), places, heard, opening, further)
    remembered = [Place.of(place.id) for place in kept]  # as a conversation does
    said = said_at(policy, KNOWN.phrases, TELLING, remembered, form, Situation(), {})
    assert said is not None
    return said.text


NOTHING_BESIDE = Wanting({"altijd": -5.0}, 0.5, 0.5)
WHAT_LEANS = Wanting({"altijd": -5.0, "leunt op het antwoord": 10.0}, 0.5, 0.5)


def test_what_answers_is_told_and_what_nobody_needs_is_not() -> None:
    assert told(statement(f"{BAN} {FURTHER}"), shares=(0.9, 0.1), wanting=NOTHING_BESIDE) == BAN
    assert told(statement(f"{FURTHER} {BAN}"), shares=(0.1, 0.9), wanting=NOTHING_BESIDE) == BAN


def test_a_whole_statement_beside_it_is_left_out_too() -> None:
    items = statement(BAN), statement(FURTHER, "twee")
    assert told(*items, shares=(0.9, 0.1), wanting=NOTHING_BESIDE) == BAN


def test_what_is_needed_is_told() -> None:
    items = statement(BAN), statement(RIGHT_BEHIND, "twee"), statement(FURTHER, "drie")
    assert told(*items, shares=(0.8, 0.1, 0.1), wanting=WHAT_LEANS) == f"{BAN} {RIGHT_BEHIND}"


COFFEE = "Koffie drink je in de kantine."


def test_what_stands_apart_is_told_where_it_is_needed_and_in_the_order_of_the_text() -> None:
    items = statement(BAN), statement(COFFEE, "twee"), statement(FURTHER, "drie")
    of_both = Wanting({"altijd": 1.0}, 0.5, 0.5)
    told_all = told(*items, shares=(0.8, 0.1, 0.1), wanting=of_both, apart=("twee",))
    assert told_all == f"{BAN} {COFFEE} {FURTHER}"
    not_apart = Wanting({"altijd": 1.0, "verder weg": -3.0}, 0.5, 0.5)
    assert told(*items, shares=(0.8, 0.1, 0.1), wanting=not_apart, apart=("twee",)) == f"{BAN} {FURTHER}"


def test_what_somebody_has_to_do_in_another_case_is_not_told_because_it_stands_in_the_clause() -> None:
    items = statement(BAN), statement("Verwittig je leidinggevende, ook op zondag.", "twee")
    assert told(*items, shares=(0.9, 0.1), wanting=NOTHING_BESIDE, apart=("twee",)) == BAN


def test_who_is_in_trouble_reads_no_more_because_more_stands_in_the_clause() -> None:
    helps = statement(f"{BAN} {FURTHER}", onderwerp="pesten")
    items = helps, statement(COFFEE, "twee")
    assert told(*items, shares=(0.8, 0.1, 0.1), wanting=WHAT_LEANS, apart=("twee",)) == helps.text


def test_where_nothing_was_learned_all_is_told() -> None:
    assert told(statement(f"{BAN} {FURTHER}"), shares=(0.9, 0.1), wanting=Wanting()) == f"{BAN} {FURTHER}"


LONG = "De wifi in de kelder is traag omdat de muren daar dik zijn en er maar één zender hangt voor iedereen."
LEAVE = {"soort": "toelating", "besluit": "ja"}


def test_behind_what_is_allowed_a_sentence_is_told_sooner() -> None:
    half = Wanting({}, tell_from=0.6, tell_from_behind_leave=0.4)
    allowed = statement(f"Foto's van de zaal mag je delen. {LONG}", **LEAVE)
    assert told(allowed, shares=(0.9, 0.1), wanting=half) == allowed.text
    assert told(statement(f"{BAN} {LONG}"), shares=(0.9, 0.1), wanting=half) == BAN


@pytest.mark.parametrize(
    "behind",
    [
        "In je vrije tijd heb je geen akkoord nodig.",
        "Een mondeling akkoord volstaat.",
        f"{LONG[:-1]}, nooit daarbuiten.",
    ],
)
def test_what_stands_right_behind_what_is_allowed_and_may_limit_it_is_told(behind: str) -> None:
    allowed = statement(f"Foto's van de zaal delen kan met akkoord van je chef. {behind}", **LEAVE)
    assert told(allowed, shares=(0.95, 0.05), wanting=NOTHING_BESIDE) == allowed.text
    explained = statement(f"Foto's van de zaal delen kan met akkoord van je chef. {behind}")
    assert told(explained, shares=(0.95, 0.05), wanting=NOTHING_BESIDE) == allowed.text


def test_what_may_limit_what_is_allowed_is_told_sooner_than_what_else_stands_there() -> None:
    limits_sooner = Wanting({}, tell_from=0.6, tell_from_behind_leave=0.6, tell_limits_from=0.4)
    allowed = "Foto's van de zaal mag je delen."
    assert told(statement(f"{allowed} Nooit van gasten.", **LEAVE), shares=(0.9, 0.1), wanting=limits_sooner) == (
        f"{allowed} Nooit van gasten."
    )
    assert told(statement(f"{allowed} {LONG}", **LEAVE), shares=(0.9, 0.1), wanting=limits_sooner) == allowed


def test_a_ban_that_is_answered_with_yes_keeps_its_limit() -> None:
    ban = statement(f"{BAN} Een mondeling akkoord volstaat.")
    assert told(ban, shares=(0.95, 0.05), wanting=NOTHING_BESIDE, opening=Opening.YES) == ban.text
    assert told(ban, shares=(0.95, 0.05), wanting=NOTHING_BESIDE, opening=Opening.NO) == BAN


def test_who_is_in_trouble_is_told_everything() -> None:
    helps = statement(f"{BAN} {FURTHER}", onderwerp="pesten")
    assert told(helps, shares=(0.95, 0.05), wanting=NOTHING_BESIDE) == helps.text


def test_what_somebody_wrote_as_the_answer_to_a_question_is_told_whole() -> None:
    for more in ({"deelvragen": ["mag_ik"]}, {"voorbeelden": [{"vraag": "mag ik gasten op de foto?"}]}):
        written = statement(f"{BAN} {FURTHER}", **more)
        assert told(written, shares=(0.95, 0.05), wanting=NOTHING_BESIDE) == written.text


@pytest.mark.parametrize(
    "act",
    ["Verwittig je leidinggevende, ook op zondag.", "Je verwittigt meteen je chef.", "Stuur een mail naar de dienst."],
)
def test_what_whoever_asks_has_to_do_is_told_too(act: str) -> None:
    assert told(statement(f"{BAN} {act}"), shares=(0.95, 0.05), wanting=NOTHING_BESIDE) == f"{BAN} {act}"


@pytest.mark.parametrize(
    "other",
    [
        "Gebruik van de lift is gratis.",
        "Pas na drie maanden telt dat.",
        "Meld je iets, dan is dat anoniem.",
        "Zorg is duur.",
    ],
)
def test_what_only_looks_like_something_to_do_is_not(other: str) -> None:
    assert not TELLING.asks_to_act(other)


@pytest.mark.parametrize(
    ("form", "behind", "is_told"),
    [
        (Form.HOW_MUCH, "De beelden blijven er dertig dagen.", True),
        (Form.WHEN, "De zaal sluit op 4 maart.", True),
        (Form.HOW, "Dan belt men de portier op 089 00 00 10.", True),
        (Form.WHO, "An Peeters zit in lokaal 12, 02 555 12 34.", True),
        (Form.HOW, "Het beleid is in 2023 herzien.", False),
        (Form.MAY, "De beelden blijven er dertig dagen.", False),
        (Form.HOW_MUCH, "Koffie drink je in de kantine.", False),
    ],
)
def test_the_time_and_the_person_that_are_asked_for_are_never_left_out(form: Form, behind: str, is_told: bool) -> None:
    kept = told(statement(f"{BAN} {FURTHER} {behind}"), shares=(0.95, 0.02, 0.03), wanting=NOTHING_BESIDE, form=form)
    assert (behind in kept) is is_told


def test_what_something_that_is_told_leans_on_is_told_with_it() -> None:
    items = (
        statement(BAN),
        statement("Beelden van camera's staan op een schijf.", "twee"),
        statement("Die wist IT.", "drie"),
    )
    only_the_last = Wanting({"altijd": -5.0, "verder achter": 10.0, "leunt": 10.0}, 0.5, 0.5)
    assert told(*items, shares=(0.8, 0.1, 0.1), wanting=only_the_last).endswith("staan op een schijf. Die wist IT.")


@pytest.mark.parametrize("help", ["Bel 112 bij een ongeval met gewonden.", "Verwittig onmiddellijk de ploegbaas."])
def test_help_in_danger_is_told_all_the_same(help: str) -> None:
    assert told(statement(f"{BAN} {help}"), shares=(0.95, 0.05), wanting=NOTHING_BESIDE) == f"{BAN} {help}"


@pytest.mark.parametrize(
    "item",
    [
        statement("Niet doen: een camera hangen. Beelden zelf kopiëren of online zetten."),
        statement("Neem een schermafdruk. De helpdesk blokkeert je account.", soort="stappen"),
        statement("Dat mag niet. Het logo gebruik je evenmin."),
    ],
    ids=["a label that holds for all", "steps", "a beginning that leans on another statement"],
)
def test_what_would_mean_something_else_without_a_part_is_told_whole(item: PolicyStatement) -> None:
    assert told(item, shares=(0.9, 0.1), wanting=NOTHING_BESIDE) == item.text


def test_what_is_told_beside_the_answer_begins_with_its_own_first_sentence() -> None:
    answer = statement(f"{FURTHER} {LONG} {BAN}")
    beside = statement(f"{FURTHER} Een badge draag je zichtbaar. Koffie drink je in de kantine.", "twee")
    not_the_wifi = Wanting({"altijd": 5.0, "gelijkenis": 0.0, "verder achter": 0.0, "vlak achter": -20.0}, 0.5, 0.5)
    said = told(answer, beside, shares=(0.0, 0.0, 0.9, 0.02, 0.04, 0.04), wanting=not_the_wifi)
    assert "Een badge draag je zichtbaar. Koffie drink je in de kantine." in said
    assert said.count(FURTHER) == 1


SENTENCES = (BAN, FURTHER, "Roken doe je buiten.", "Een badge draag je zichtbaar.", "Klanten groet je altijd beleefd.")


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5, unique=True),
    st.lists(st.floats(0.01, 1.0), min_size=5, max_size=5),
    st.floats(-4.0, 4.0),
    st.floats(0.0, 1.0),
)
def test_the_likeliest_sentence_is_always_told_and_none_is_made_up(
    texts: list[str], shares: list[float], weight: float, least: float
) -> None:
    wanting = Wanting({"altijd": weight, "gelijkenis": 1.0}, least, least)
    chances = tuple(shares[: len(texts)])
    said = sentences_of(told(statement(" ".join(texts)), shares=chances, wanting=wanting))
    assert set(said) <= set(texts)
    assert texts[chances.index(max(chances))] in said
