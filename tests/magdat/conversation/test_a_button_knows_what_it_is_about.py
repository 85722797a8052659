"""The mark of a button changes with what it is about, and with nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from magdat.conversation.buttons import mark_of, shown
from magdat.conversation.state import Option, Pending, State
from magdat.handoff.draft import Awaits, Draft
from magdat.situation import Situation

FACEBOOK = State(
    topic="gebruik_werkuren",
    statement="gebruik_werkuren.mag",
    situation=Situation(moment="pauze"),
    among={"platform": ("facebook", "instagram")},
)
PHOTO = replace(FACEBOOK, topic="foto_tag", statement="foto_tag.mag")
YES_OR_NO = Pending("person", (Option("Ja", topic="mens_spreken"), Option("Nee", act="ontkennen")))
DRAFT = Draft(Awaits.AGREEMENT, message="Mijn printer is stuk", contact="anoniem", mark="0" * 32)


@pytest.mark.parametrize(
    "payload",
    ['/foto_tag{"deelvraag": "feest"}', "/foto_tag", '/bevestigen{"duim": "foto_tag"}', "/mens_spreken"],
)
def test_what_says_all_by_itself_has_none(payload: str) -> None:
    assert mark_of(payload, FACEBOOK) == ""


@pytest.mark.parametrize(
    "payload",
    [
        "/meer_weten",
        '/aanvullen{"rol": "hr"}',
        "/bevestigen",
        "mijn eigen woorden",
        '/kies_optie{"deelvraag": "pauze"}',
    ],
)
def test_of_another_question_it_is_another(payload: str) -> None:
    marks = {mark_of(payload, state) for state in (FACEBOOK, PHOTO)}
    assert len(marks) == 2
    assert "" not in marks
    assert mark_of(payload, State.from_data(FACEBOOK.to_data())) in marks, "it is the same after it was written"


def test_what_was_said_beside_the_answer_leaves_more_to_know() -> None:
    beside = replace(FACEBOOK, last=("herhalen",), thumbs_down=1, answered=4, pending=YES_OR_NO)
    assert mark_of("/meer_weten", beside) == mark_of("/meer_weten", FACEBOOK)
    assert mark_of("/ontkennen", beside) != mark_of("/ontkennen", FACEBOOK)


def test_a_choice_is_the_same_whichever_value_was_chosen_before() -> None:
    asked, chosen = (replace(FACEBOOK, situation=Situation(moment=moment)) for moment in (None, "werkuren"))
    for payload in ('/aanvullen{"moment": "werkuren"}', '/aanvullen{"moment": "pauze"}'):
        assert mark_of(payload, asked) == mark_of(payload, chosen)
    assert mark_of('/aanvullen{"rol": "hr"}', asked) != mark_of('/aanvullen{"rol": "hr"}', chosen)


def test_a_yes_is_to_exactly_what_was_shown() -> None:
    state = replace(FACEBOOK, handing=DRAFT.awaits.value)
    marks = {
        mark_of("/bevestigen", state, shown(draft))
        for draft in (
            DRAFT,
            replace(DRAFT, message="Mijn scherm is stuk"),
            replace(DRAFT, contact="an@example.be"),
            replace(DRAFT, topic="foto_tag"),
            replace(DRAFT, given="Ja. Dat mag."),
            replace(DRAFT, desk="hr"),
            replace(DRAFT, mark="1" * 32),
            None,
        )
    }
    assert len(marks) == 8
    asked_in_between = replace(DRAFT, question="Wanneer?", answered="Wanneer?", ask="doorgeven_vraag", missed=1)
    assert mark_of("/bevestigen", state, shown(asked_in_between)) in marks, "the text is the same"
