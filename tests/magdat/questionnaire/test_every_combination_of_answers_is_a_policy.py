"""Whatever somebody answers, what is written can be answered from, stays within the law and says what remains open."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_answers import all_answers
from made_rules import ROOT

from magdat.annex import build_annex, load_annex_words
from magdat.policy.loading import load_policy
from magdat.policy.open_place import OPEN
from magdat.policy.still_open import still_open
from magdat.questionnaire.answers import Answer, unanswered
from magdat.questionnaire.composing import compose
from magdat.questionnaire.writing import policy_text
from magdat.rehearsal.examples import run_contexts
from magdat.wording.phrases import load_phrases

CAO = {"privé", "social_profit"}
"""Where cao 81 holds (leidraad/wet, cao81)."""

LAW = {"privé", "social_profit", "zorg", "onderwijs", "overheid"}


@pytest.fixture(scope="module")
def words(library):
    return load_annex_words(ROOT / "leidraad" / "bijlage.yml", library), load_phrases(ROOT / "leidraad" / "zinnen.yml")


def made(questionnaire, library, answers):
    return load_policy(Path("nieuw.yml"), library, policy_text(compose(questionnaire, answers)))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_answers_make_a_policy(questionnaire, library, words, data):
    answers = data.draw(all_answers(questionnaire))
    loaded = made(questionnaire, library, answers)
    policy = loaded.policy

    # it decides as its own examples say, and every place between {{ }} is filled in
    assert all(result.right for result in run_contexts(loaded))
    assert "{{" not in loaded.document.text

    # the clauses of a chapter follow each other; one that is still to be decided keeps its number
    undecided = [
        text.rpartition(" ")[2].rstrip(")")
        for text in (str(p.message) for p in still_open(loaded))
        if "(artikel" in text
    ]
    numbers = {str(said.clause) for said in policy.statements} | set(undecided)
    numbers |= {str(part.clause) for part in (policy.sanctions, policy.monitoring) if part}
    for chapter in {number.split(".")[0] for number in numbers}:
        own = sorted(int(number.split(".")[1]) for number in numbers if number.split(".")[0] == chapter)
        assert own == list(range(1, len(own) + 1))

    # in the annex every clause has a heading, in the order of the numbers
    annex = build_annex(policy, library, *words)
    clauses = [clause for chapter in annex.chapters for clause in chapter.clauses]
    assert clauses
    assert all(clause.heading and clause.blocks for clause in clauses)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_monitoring_follows_the_law_of_the_sector(questionnaire, library, data):
    answers = data.draw(all_answers(questionnaire))
    loaded = made(questionnaire, library, answers)
    monitoring, sector = loaded.policy.monitoring, "".join(answers["sector"].choices)
    if monitoring is not None and monitoring.mode.value != "geen":
        assert sector in LAW
        assert bool(monitoring.purposes) == (sector in CAO)
        assert monitoring.information
        assert monitoring.individualisation
    if sector not in CAO:
        assert "cao" not in loaded.document.text.lower().split("\nartikels:")[1].replace(_own_words(answers), "")


def _own_words(answers):
    return "".join(str(answer.value).lower() for answer in answers.values() if isinstance(answer.value, str)) or "\0"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_sanctions_are_those_that_the_work_rules_list(questionnaire, library, data):
    answers = data.draw(all_answers(questionnaire))
    policy = made(questionnaire, library, answers).policy
    listed = answers["sancties"].value
    assert (policy.sanctions is None) == (listed is None)
    if policy.sanctions is not None:
        assert tuple(policy.sanctions.scale) == listed


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_nobody_answered_is_named_by_the_check(questionnaire, library, data):
    answers = data.draw(all_answers(questionnaire))
    loaded = made(questionnaire, library, answers)
    said = [problem.message for problem in still_open(loaded)]
    for question in unanswered(questionnaire, answers):
        names = [question.free.field] if question.free and not question.unknown else []
        asked = [item.text for piece in question.unknown for item in piece.undecided]
        names += [item.split("{{")[0].strip() for item in asked] or ([question.id] if not names else [])
        assert any(name in message for name in names for message in said), question.id


def test_all_defaults_are_short_of_nothing_but_who_and_where(questionnaire, library):
    answers = {
        question.id: Answer((question.default,)) for question in questionnaire.questions if question.default is not None
    }
    loaded = made(questionnaire, library, answers)
    topics = {str(said.topic) for said in loaded.policy.statements}
    assert {
        "gebruik_werkuren",
        "foto_tag",
        "ai_werk",
        "deconnectie",
        "klantencontact",
        "kritiek_meningsuiting",
    } <= topics
    assert loaded.document.data["bedrijf"]["naam"] == OPEN
