"""Whether the policy or the guidance answers hangs on both: learned from questions to which both say something."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from magdat.conversation.interpret.company import PREFERRED
from nlu.matching.labelled import PREFERENCES, read_policy_questions
from nlu.matching.learned import Learned
from nlu.matching.preference import (
    ALIKE,
    FOR_THE_GUIDANCE,
    FOR_THE_POLICY,
    SIGNS,
    Compared,
    preferred,
    words_of_guidance,
)
from nlu.matching.words import SharedWords

LIKE_IT = Compared(
    chance=0.6,
    ahead=1.0,
    covered=0.2,
    covered_by_clause=0.2,
    example=0.3,
    statement=0.3,
    topic=0.8,
    same_topic=0.8,
    same_question=0.0,
    own_topic=False,
    outside=0.0,
    fits_form=True,
    words=5,
    other_question=False,
    beyond=0.2,
    alike=dict.fromkeys(ALIKE, 0.5),
)


@pytest.fixture(scope="module")
def learned() -> Learned:
    return Learned.load()


@pytest.mark.parametrize("bare", [True, False], ids=["a text that was brought in", "with examples"])
def test_every_sign_was_learned_and_speaks_for_its_own_side(learned: Learned, bare: bool) -> None:
    weights = learned.weighing(examples=not bare).preference
    assert set(weights) == set(SIGNS) - (set() if bare else set(ALIKE))
    assert all(weight >= 0 for name, weight in weights.items() if name in FOR_THE_POLICY)
    assert all(weight <= 0 for name, weight in weights.items() if name in FOR_THE_GUIDANCE)


def test_the_same_likeness_is_worth_less_where_the_guidance_speaks_of_more(learned: Learned) -> None:
    weights = learned.weighing(examples=False).preference
    usual = preferred(LIKE_IT, weights)
    assert preferred(replace(LIKE_IT, beyond=1.5), weights) < usual


def test_what_stands_out_and_is_not_like_the_question_is_left_to_the_guidance(learned: Learned) -> None:
    weights = learned.weighing(examples=False).preference
    sure = replace(LIKE_IT, statement=0.95, topic=1.0, same_topic=0.0)
    like, unlike = (replace(sure, alike=dict.fromkeys(ALIKE, likeness)) for likeness in (0.9, 0.1))
    assert preferred(unlike, weights) < PREFERRED < preferred(like, weights)


def test_a_policy_that_names_its_questions_is_not_preferred_for_another(learned: Learned) -> None:
    weights = learned.weighing(examples=True).preference
    likely = replace(LIKE_IT, chance=0.8, ahead=1.0, example=0.4)
    before, after = preferred(likely, weights), preferred(replace(likely, other_question=True), weights)
    assert before > 0.75
    assert after < PREFERRED
    assert after / (1 - after) < 0.1 * before / (1 - before)


def test_words_count_by_how_rare_they_are_and_by_who_has_them() -> None:
    texts = ["Een dashcam is verboden.", "De fiets staat in de stalling."]
    shared = SharedWords(texts, texts, frozenset({"mag", "een"}))
    own, whole = shared.covered(shared.read("mag een dashcam met vingerafdruk?"))
    assert 0 < own[0] < 1
    assert own[1] == whole[1] == 0
    library = SimpleNamespace(statements={"a.b": SimpleNamespace(question="Mag dat?", text="Een vingerafdruk niet.")})
    said = words_of_guidance(library, {"mag", "een"})["a.b"]  # type: ignore[arg-type]
    assert shared.beyond(shared.read("mag een dashcam met vingerafdruk?"), said, 0) > 0
    assert shared.beyond(shared.read("mag een dashcam?"), said, 0) == 0
    assert not shared.covered(shared.read("mag een?"))[0].any()


def test_what_it_was_learned_from_can_be_read() -> None:
    asked = read_policy_questions(name=PREFERENCES)
    assert {bool(item.clauses) for item in asked} == {True, False}
