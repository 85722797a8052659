"""«Ja» is said to what was surely asked, and never where something that does not allow is almost as likely meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.composer import compose
from magdat.answers.doubt import ALMOST, SURE_OF_YES, without_a_doubtful_yes
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place
from magdat.policy.decision import Decision
from magdat.policy.model import Policy
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.situation import Situation
from magdat.understanding import Found

POLICY: Policy = open_knowledge(Settings.from_environment({})).policy
ALLOWS = next(item for item in POLICY.statements if item.decision is Decision.YES)
FORBIDS = next(
    item for item in POLICY.statements if item.decision is Decision.NO and item.clause != ALLOWS.clause
)  # fmt: skip


def said(opening: Opening, chance: float, other: float = 0.0, *, by: str = "", beside: str = "") -> Opening:
    name = by or ALLOWS.id
    answering = Found(f"uitspraak:{name}", chance)
    found = [answering, Found(f"uitspraak:{beside or FORBIDS.id}", other)]
    return without_a_doubtful_yes(POLICY, opening, Place.of(answering.id), answering, found)


@pytest.mark.parametrize(("chance", "opening"), [(SURE_OF_YES, Opening.YES), (SURE_OF_YES - 0.01, Opening.NONE)])
def test_what_is_hardly_like_the_question_says_no_yes(chance: float, opening: Opening) -> None:
    assert said(Opening.YES, chance) is opening


@given(st.floats(SURE_OF_YES, 1.0), st.floats(0.0, 1.0))
def test_a_ban_that_is_almost_as_like_takes_the_yes_away(chance: float, share: float) -> None:
    wanted = Opening.NONE if share * chance >= ALMOST * chance else Opening.DECISION
    assert said(Opening.DECISION, chance, share * chance) is wanted


def test_something_else_that_allows_takes_nothing_away() -> None:
    other = next(item for item in POLICY.statements if item.decision is Decision.YES and item.id != ALLOWS.id)
    assert said(Opening.YES, 0.9, 0.9, beside=other.id) is Opening.YES


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_no_and_a_text_alone_are_never_touched(chance: float, other: float) -> None:
    assert said(Opening.NO, chance, other) is Opening.NO
    assert said(Opening.NONE, chance, other) is Opening.NONE
    assert said(Opening.DECISION, chance, other, by=FORBIDS.id, beside=ALLOWS.id) is Opening.DECISION


def test_the_part_that_decides_says_yes_only_where_it_is_what_was_found() -> None:
    found = [Found(f"uitspraak:{FORBIDS.id}", 0.9)]
    place = Place.of(f"uitspraak:{ALLOWS.id}")
    assert without_a_doubtful_yes(POLICY, Opening.YES, place, found[0], found) is Opening.NONE


def answer_to(form: Form) -> str:
    knowledge = open_knowledge(Settings.from_environment({}))
    statement = "klokkenluider.anoniem"
    found = compose(knowledge, "klokkenluider", Situation(), statement=statement, opening=Opening.YES, form=form)
    return found.text


def test_yes_to_must_i_never_stands_before_a_text_that_leaves_one_free() -> None:
    assert not answer_to(Form.MUST).startswith("Ja")
    assert answer_to(Form.MAY).startswith("Ja")
