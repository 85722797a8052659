"""Who answers: the company, the company in some cases, perhaps the company, or the guidance alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_coverage import coverage, stated, stating
from made_rules import every_situation, rule_sets

from magdat.coverage.answered import By, always
from magdat.policy.answerable import Answerable, Source
from magdat.policy.selection import matches


def by_whom(found, topic, aspect):
    return next(item for item in found.topic(topic).questions if item.statement.aspect == aspect)


def test_a_statement_answers_the_question_that_it_names(library):
    found = coverage(library, **stating(stated(deelvragen=["mag_ik_taggen"])))
    question = by_whom(found, "foto_tag", "mag_ik_taggen")
    assert (question.by, question.clauses) == (By.COMPANY, ("1.2",))
    assert by_whom(found, "foto_tag", "kinderen").by is By.GUIDANCE


def test_a_statement_that_names_no_question_answers_perhaps(library):
    topic = coverage(library, **stating(stated())).topic("foto_tag")
    assert {item.by for item in topic.questions} == {By.PERHAPS}
    assert [item.name for item in topic.loose] == ["zegt"]
    assert not topic.silent


def test_a_rule_answers_what_the_guidance_leaves_to_the_policy(library):
    topic = coverage(library).topic("gebruik_werkuren")
    left = [item for item in topic.questions if item.statement.decided_by is not None]
    assert left
    assert {item.by for item in left} == {By.COMPANY}


@pytest.mark.parametrize(("moments", "by"), [(["pauze"], By.SOMETIMES), (["pauze", "werkuren"], By.SOMETIMES)])
def test_a_rule_for_some_moments_answers_sometimes(moments, by, library):
    rule = {"id": "a", "onderwerp": "gebruik_werkuren", "artikel": "1.1", "besluit": "ja", "tekst": "Dat mag."}
    found = coverage(library, regels=[{**rule, "als": {"moment": moments}}])
    assert found.topic("gebruik_werkuren").count(by) > 0
    assert found.topic("gebruik_werkuren").count(By.COMPANY) == 0


def test_rules_that_share_all_moments_answer_always(library):
    rule = {"onderwerp": "gebruik_werkuren", "artikel": "1.1", "besluit": "ja"}
    rules = [
        {**rule, "id": moment, "tekst": f"Dat mag: {moment}.", "als": {"moment": moment}}
        for moment in ("werkuren", "pauze", "buiten_werkuren")
    ]
    assert coverage(library, regels=rules).topic("gebruik_werkuren").count(By.SOMETIMES) == 0


def test_what_holds_for_a_manager_only_answers_an_employee_sometimes(library):
    found = coverage(library, **stating(stated(deelvragen=["kinderen"], als={"rol": "leidinggevende"})))
    assert by_whom(found, "foto_tag", "kinderen").by is By.SOMETIMES


def test_where_the_policy_is_belongs_to_the_company_unless_it_is_open(library):
    there, open_place = coverage(library), coverage(library, vindplaats={"plaats": "nog in te vullen"})
    assert there.topic("policy_vinden").count(By.COMPANY) > open_place.topic("policy_vinden").count(By.COMPANY)


def test_the_company_s_own_topics_stand_apart(library):
    own = {"id": "drones", "titel": "Drones", "grens": "Vliegen met een drone boven de werf."}
    found = coverage(library, **stating(stated(topic="drones"), onderwerpen=[own]))
    assert [(topic.id, len(topic.loose)) for topic in found.own] == [("drones", 1)]


@given(rule_sets())
def test_always_means_in_every_situation(rules):
    items = [
        Answerable(Source.RULE, rule.id, rule.topic, rule.text, answers=frozenset({"x"}), conditions=rule.conditions)
        for rule in rules
    ]
    everywhere = all(
        any(matches(rule, cell) for rule in rules) for cell in every_situation(("moment", "toestel", "platform"))
    )
    assert always(items) is everywhere


@given(st.sampled_from(["foto_tag", "mailbox", "pesten"]))
def test_every_question_of_a_topic_is_counted_once(library, topic):
    found = coverage(library).topic(topic)
    assert sum(found.count(by) for by in By) == len(found.questions) == len(library.statements_of(topic))
