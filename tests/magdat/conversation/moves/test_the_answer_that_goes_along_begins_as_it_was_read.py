"""With «met het antwoord erbij» goes what the person read, with the «Nee» that followed from how they asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from said import asking, custom, said, talk

from magdat.answers.answer import PartKind
from magdat.conversation.moves.hand_off import given_answer
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.knowledge import Knowledge
from magdat.question import Form, Opening

SHOWN = {PartKind.DECISION.value, PartKind.RULE.value}

HEARD = (
    ("bewijs.een_getuige", Opening.DECISION),
    ("sanctie.schorsing_zonder_loon", Opening.DECISION),
    ("sanctie.schorsing_zonder_loon", Opening.NONE),
    ("vertrouwelijk.loon_van_anderen", Opening.NONE),
    ("ai_werk.gegevens_invoeren", Opening.YES),
)
"""Questions of which the first word hangs on how they are put."""


def asked(knowledge: Knowledge, statement: str, opening: Opening) -> Turn:
    """Ask a statement's own question."""
    question = said(knowledge.library.statements[statement].question, (statement.split(".")[0], 0.95))
    return talk(knowledge, replace(asking(question, statement, opening), form=Form.MAY))


def read(turn: Turn) -> str:
    """Return what the person read of the decision and its clause."""
    told = custom(turn)
    parts, more = told["delen"], told["meer"]
    assert isinstance(parts, list)
    assert isinstance(more, list)
    first = parts[: len(parts) - len(more)]
    return " ".join(" ".join(part["tekst"] for part in first if part["soort"] in SHOWN).split())


@pytest.mark.parametrize(("statement", "opening"), HEARD)
def test_it_begins_with_the_word_that_was_told(knowledge: Knowledge, statement: str, opening: Opening) -> None:
    turn = asked(knowledge, statement, opening)
    after = State.from_data(turn.state.to_data())
    assert given_answer(knowledge, after) == read(turn)


def test_without_what_is_remembered_a_word_would_be_missing(knowledge: Knowledge) -> None:
    turns = [asked(knowledge, *heard) for heard in HEARD]
    assert any(given_answer(knowledge, replace(turn.state, told_of=None)) != read(turn) for turn in turns)


def test_no_yes_is_put_before_it_that_nobody_read(knowledge: Knowledge) -> None:
    turn = asked(knowledge, "vertrouwelijk.loon_van_anderen", Opening.YES)
    assert not read(turn).startswith("Ja")
    assert given_answer(knowledge, turn.state) == read(turn)


def test_a_question_about_the_answer_leaves_its_word_as_it_was(knowledge: Knowledge) -> None:
    turn = asked(knowledge, *HEARD[0])
    after = talk(knowledge, said("waarom?", ("waarom", 0.99)), state=turn.state)
    assert given_answer(knowledge, after.state) == read(turn)


def test_another_text_of_the_policy_decides_anew(knowledge: Knowledge) -> None:
    after = asked(knowledge, "vertrouwelijk.loon_van_anderen", Opening.DECISION).state
    stale = replace(after, told_word="ja", told_of="een andere")
    assert not (given_answer(knowledge, stale) or "").startswith("Ja")


def test_a_question_on_another_topic_begins_without_it(knowledge: Knowledge) -> None:
    before = State(topic="bewijs", told_word="nee", told_of="x")
    assert before.about("foto_tag", before.situation, {}).told_word is None
