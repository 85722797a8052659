"""What people gave to HR waits there, is erased in every way that was promised, and never tells who gave it."""

from __future__ import annotations

from dataclasses import fields

import pytest

from magdat.insight.questions import GivenQuestion
from magdat.storage.stores import Stores


def test_they_come_out_as_they_went_in_the_oldest_first(stores: Stores, clock) -> None:
    first = stores.questions.add("mag <naam> een «foto» 🙂 plaatsen?", "foto_collega", "p-1")
    clock.pass_(seconds=5)
    second = stores.questions.add("en nu?", None, "p-2")
    assert stores.questions.waiting() == [
        GivenQuestion(first, "mag <naam> een «foto» 🙂 plaatsen?", "foto_collega", clock() - 5),
        GivenQuestion(second, "en nu?", None, clock()),
    ]


def test_nothing_that_comes_out_can_name_a_person() -> None:
    assert {field.name for field in fields(GivenQuestion)} == {"number", "text", "topic", "given"}


def test_done_erases_one_once(stores: Stores) -> None:
    one, other = (stores.questions.add(text, None, "p-1") for text in ("een", "twee"))
    assert stores.questions.done(one)
    assert not stores.questions.done(one)
    assert [item.number for item in stores.questions.waiting()] == [other]


def test_erasing_a_person_erases_all_their_questions_and_no_others(stores: Stores) -> None:
    for text, who in (("een", "p-1"), ("twee", "p-2"), ("drie", "p-3"), ("vier", "p-1")):
        stores.questions.add(text, None, who)
    assert stores.questions.erase(["p-1", "p-3", "p-9", "p-1"]) == 3
    assert [item.text for item in stores.questions.waiting()] == ["twee"]
    assert stores.questions.erase([]) == 0
    assert stores.questions.erase(f"p-{number}" for number in range(1_000)) == 1


@pytest.mark.parametrize("name", ["p-1' OR '1'='1", "%", "p-_"])
def test_a_pseudonym_is_never_taken_for_a_pattern(stores: Stores, name: str) -> None:
    stores.questions.add("een", None, "p-1")
    assert stores.questions.erase([name]) == 0


def test_they_are_forgotten_after_the_retention(stores: Stores, clock) -> None:
    stores.questions.add("oud", None, "p-1")
    clock.pass_(days=29)
    stores.questions.add("jong", None, "p-1")
    assert stores.questions.forget(30) == 0
    clock.pass_(days=1)
    assert stores.questions.forget(30) == 1
    assert [item.text for item in stores.questions.waiting()] == ["jong"]


def test_a_number_is_never_given_twice(stores: Stores) -> None:
    first = stores.questions.add("een", None, "p-1")
    stores.questions.done(first)
    assert stores.questions.add("twee", None, "p-1") > first


@pytest.mark.parametrize("text", ["half \ud83d paar", "nul \x00 teken", "💥" * 1000])
def test_any_text_can_be_kept(stores: Stores, text: str) -> None:
    stores.questions.add(text, None, "p-1")
    assert len(stores.questions.waiting()) == 1
