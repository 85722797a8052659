"""Statements decide: on their topic, on one question, as an exception to another, or over all topics."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rules import conditions, every_situation, policy, rule

from magdat.policy.model import Decision
from magdat.policy.outcomes import outcome_for, outcome_of
from magdat.policy.selection import select
from magdat.situation import Situation

TOPIC = "gebruik_werkuren"
ELSEWHERE = "foto_tag"


def said(name, kind="toelating", topic=TOPIC, **more):
    return {"id": name, "soort": kind, "onderwerp": topic, "artikel": "1.1", "tekst": f"Tekst {name}.", **more}


def with_statements(*statements, rules=None):
    return policy(formaat=2, regels=rules, uitspraken=copy.deepcopy(list(statements)))


def decided(found, topic=TOPIC, **known):
    outcome = outcome_for(found, topic, Situation(**known), {})
    return (outcome.rule.id, outcome.rule.decision.value) if outcome.definite and outcome.rule else None


def test_a_permission_and_a_ban_decide_on_their_topic_and_no_other_kind_does():
    found = with_statements(
        said("mag", als={"moment": "pauze"}), said("niet", "verbod", als={"moment": "werkuren"}), said("hoe", "uitleg")
    )
    assert decided(found, moment="pauze") == ("mag", "ja")
    assert decided(found, moment="werkuren") == ("niet", "nee")
    assert decided(found, moment="buiten_werkuren") is None


@pytest.mark.parametrize("about_less", [{"titel": "Je scherm"}, {"deelvragen": ["mag_ik"]}], ids=str)
def test_what_is_about_less_than_the_topic_decides_only_where_it_answers(about_less):
    found = with_statements(said("fijn", "verbod", **about_less), said("mag"))
    assert decided(found) == ("mag", "ja")
    assert outcome_of(found, "fijn", Situation(), {}).rule.id == "fijn"


def test_an_exception_wins_without_naming_every_value():
    found = with_statements(
        said("niet", "verbod", als={"moment": "werkuren", "toestel": "eigen", "afdeling": "magazijn"}),
        said("toch", als={"rol": "hr"}, uitzondering_op="niet"),
    )
    asked = {"moment": "werkuren", "toestel": "eigen", "afdeling": "magazijn"}
    assert decided(found, **asked) == ("niet", "nee")
    assert decided(found, **asked, rol="hr") == ("toch", "ja")
    assert outcome_of(found, "niet", Situation(**asked, rol="hr"), {}).rule.id == "toch"


def test_an_exception_may_be_to_a_rule_and_have_one_itself():
    ban = rule("regel", "nee", moment="werkuren").dict(by_alias=True)
    ban = {"id": "regel", "onderwerp": TOPIC, "artikel": "1.1", "besluit": "nee", "tekst": "Nee."} if ban else ban
    found = with_statements(
        said("toch", als={"toestel": "werk"}, uitzondering_op="regel"),
        said("toch-niet", "verbod", als={"toestel": "werk", "moment": "werkuren"}, uitzondering_op="toch"),
        rules=[ban],
    )
    assert decided(found, toestel="eigen", moment="werkuren") == ("regel", "nee")
    assert decided(found, toestel="werk", moment="pauze") == ("toch", "ja")
    assert decided(found, toestel="werk", moment="werkuren") == ("toch-niet", "nee")


def test_unless_holds_on_top_of_the_conditions_of_its_statement_and_says_the_opposite():
    found = with_statements(
        said(
            "niet",
            "verbod",
            als={"moment": "werkuren"},
            tenzij=[
                {"als": {"rol": "leidinggevende"}, "tekst": "De leidinggevende wel."},
                {"als": {"moment": "pauze"}, "tekst": "In de pauze, als het kort blijft.", "besluit": "voorwaardelijk"},
                {"tekst": "Behalve als je thuis dringend nodig bent."},
            ],
        )
    )
    assert decided(found, moment="werkuren") == ("niet", "nee")
    assert decided(found, moment="werkuren", rol="leidinggevende") == ("niet.tenzij-1", "ja")
    assert decided(found, moment="pauze") == ("niet.tenzij-2", "voorwaardelijk")
    assert decided(found, moment="buiten_werkuren", rol="leidinggevende") is None


def test_what_it_is_about_goes_before_when_and_on_what():
    found = with_statements(
        said("moment", als={"moment": "werkuren", "toestel": "werk", "platform": "teams"}),
        said("matter", "verbod", als={"publiek": "minderjarigen"}),
    )
    asked = {"moment": "werkuren", "toestel": "werk", "platform": "teams"}
    assert decided(found, **asked) == ("moment", "ja") or decided(found, **asked) is None
    assert decided(found, **asked, publiek="minderjarigen") == ("matter", "nee")


def test_in_a_file_of_the_first_format_it_counts_as_it_always_did():
    rules = [
        {"id": "moment", "onderwerp": TOPIC, "artikel": "1.1", "besluit": "ja", "tekst": "Ja.",
         "als": {"moment": "werkuren", "toestel": "werk"}},
        {"id": "matter", "onderwerp": TOPIC, "artikel": "1.1", "besluit": "nee", "tekst": "Nee.",
         "als": {"inhoud": "cijfers"}},
    ]  # fmt: skip
    asked = Situation(moment="werkuren", toestel="werk", inhoud="cijfers")
    winners = [select(policy(formaat=number, regels=copy.deepcopy(rules)).rules, asked).id for number in (1, 2)]
    assert winners == ["moment", "matter"]


BAN = said("geen-campagne", "verbod", topic="intranet", als={"inhoud": "politiek", "moment": "werkuren"})


def test_a_ban_that_names_content_or_audience_holds_on_every_topic():
    found = with_statements(BAN, said("mag"))
    assert decided(found, inhoud="politiek", moment="werkuren") == ("geen-campagne", "nee")
    assert decided(found, ELSEWHERE, inhoud="politiek", moment="werkuren") == ("geen-campagne", "nee")
    assert decided(found, inhoud="politiek", moment="pauze") == ("mag", "ja")
    assert decided(found, inhoud="cijfers", moment="werkuren") == ("mag", "ja")


def test_a_question_that_does_not_name_the_matter_is_not_asked_about_it():
    found = with_statements(BAN, said("mag"))
    outcome = outcome_for(found, TOPIC, Situation(moment="werkuren"), {})
    assert outcome.definite
    assert outcome.rule.id == "mag"


def test_what_is_not_known_beside_the_matter_gives_cases():
    found = with_statements(BAN, said("mag"))
    outcome = outcome_for(found, TOPIC, Situation(inhoud="politiek"), {})
    assert outcome.ask == "moment"
    assert {case.rule.id for case in outcome.cases} == {"geen-campagne", "mag"}


def test_of_several_matters_that_were_named_each_gives_its_own_case():
    found = with_statements(BAN, said("mag"))
    outcome = outcome_for(found, TOPIC, Situation(moment="werkuren"), {"inhoud": ("politiek", "cijfers")})
    assert {(case.path[0][1], case.rule.id) for case in outcome.cases} == {
        (("politiek",), "geen-campagne"), (("cijfers",), "mag"),
    }  # fmt: skip


def test_a_ban_of_the_topic_itself_speaks_first():
    found = with_statements(BAN, said("nooit", "verbod", als={"moment": "werkuren"}))
    assert decided(found, inhoud="politiek", moment="werkuren") == ("nooit", "nee")


def test_a_permission_about_the_same_matter_that_is_more_precise_stands():
    precise = said("mag", als={"inhoud": "politiek", "moment": "werkuren", "rol": "leidinggevende"})
    found = with_statements(BAN, precise)
    assert decided(found, inhoud="politiek", moment="werkuren", rol="leidinggevende") == ("mag", "ja")
    assert decided(found, inhoud="politiek", moment="werkuren") == ("geen-campagne", "nee")


def test_a_permission_that_is_more_precise_about_something_else_does_not():
    other = said("mag", als={"moment": "werkuren", "toestel": "eigen", "platform": "facebook"})
    found = with_statements(BAN, other)
    asked = {"inhoud": "politiek", "moment": "werkuren", "toestel": "eigen", "platform": "facebook"}
    assert decided(found, **asked) == ("geen-campagne", "nee")


def test_an_exception_to_such_a_ban_holds_on_every_topic_too():
    found = with_statements(
        BAN, said("mag"), said("vakbond", topic=ELSEWHERE, als={"rol": "hr"}, uitzondering_op=BAN["id"])
    )
    assert decided(found, inhoud="politiek", moment="werkuren", rol="hr") == ("mag", "ja")
    assert decided(found, ELSEWHERE, inhoud="politiek", moment="werkuren", rol="hr") == ("vakbond", "ja")


def test_where_a_statement_answers_that_decides_nothing_no_ban_speaks_for_it():
    found = with_statements(BAN, said("hoe", "uitleg"))
    outcome = outcome_of(found, "hoe", Situation(inhoud="politiek", moment="werkuren"), {})
    assert outcome.rule is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(conditions(("moment", "inhoud", "publiek")), st.sampled_from(["toelating", "verbod"])), max_size=4
    ),
    st.booleans(),
)
def test_nothing_that_some_ban_on_the_matter_forbids_is_allowed_unless_something_more_precise_allows_it(
    made, with_topic
):
    statements = [said(f"s{index}", kind, topic=ELSEWHERE, als=asked) for index, (asked, kind) in enumerate(made)]
    found = with_statements(*statements, *([said("mag")] if with_topic else [said("x", "uitleg")]))
    bans = [item for item in found.decisions.everywhere if item.decision is Decision.NO]
    for situation in every_situation(("moment", "inhoud", "publiek")):
        winner = select(found.decisions.on_topic(TOPIC), situation, found.decisions.everywhere)
        if select(bans, situation) is not None:
            assert winner.decision is Decision.NO
