"""Selection, as properties: which rule wins never depends on chance, and saying less never changes what is covered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rules import VALUES, conditions, every_situation, rule, rule_sets

from magdat.policy.conflicts import conflicts
from magdat.policy.selection import decide, matches, ranked, select, situations, specificity
from magdat.situation import DIMENSIONS, OTHER, Situation

FULL = list(every_situation(("moment", "toestel", "platform")))


def holds(case, situation, cases):
    """Whether a case is that of a situation; «ander» stands for the values that no case beside it names."""
    for place, (name, values) in enumerate(case.path):
        value = situation.get(name)
        beside = [item for item in cases if len(item.path) > place and item.path[:place] == case.path[:place]]
        named = {one for item in beside for one in item.path[place][1]}
        if value not in values and not (OTHER in values and value not in named):
            return False
    return True


@settings(max_examples=50, deadline=None)
@given(rule_sets(), conditions(("moment", "toestel", "platform")))
def test_adding_a_less_specific_rule_changes_no_answer_that_was_covered(rules, asked):
    newcomer = rule("nieuw", "nee", "Iets heel anders.", **asked)
    if any(specificity(newcomer) >= specificity(item) for item in rules):
        return
    for situation in FULL:
        before = select(rules, situation)
        if before is not None:
            assert select([*rules, newcomer], situation) is before


@settings(max_examples=50, deadline=None)
@given(rule_sets(), st.randoms(use_true_random=False))
def test_the_order_of_the_rules_never_matters(rules, random):
    shuffled = list(rules)
    random.shuffle(shuffled)
    for situation in FULL:
        assert select(rules, situation) is select(shuffled, situation)


@settings(max_examples=60, deadline=None)
@given(conditions(), st.data())
def test_a_rule_for_a_part_of_the_situations_wins_from_the_rule_for_the_whole(wide, data):
    narrow = {
        name: data.draw(st.lists(st.sampled_from(values), min_size=1, unique=True)) for name, values in wide.items()
    }
    for name in VALUES:
        if name not in wide and data.draw(st.booleans()):
            narrow[name] = data.draw(st.lists(st.sampled_from(VALUES[name]), min_size=1, unique=True))
    whole, part = rule("a-geheel", "ja", **wide), rule("z-deel", "nee", **narrow)
    if all(set(whole.conditions.values(name)) == set(part.conditions.values(name)) for name in DIMENSIONS):
        return
    for situation in situations([whole, part], within=part):
        assert select([whole, part], situation) is part


@settings(max_examples=60, deadline=None)
@given(rule_sets(most=5))
def test_the_cases_of_decide_agree_with_select_in_every_full_situation(rules):
    outcome = decide(rules, Situation())
    for situation in situations(rules):
        fitting = [case for case in outcome.cases if holds(case, situation, outcome.cases)]
        assert len(fitting) == 1, "the cases must leave no gap and not overlap"
        assert fitting[0].rule is select(rules, situation)


@settings(max_examples=60, deadline=None)
@given(
    rule_sets(most=5, dimensions=("moment", "toestel", "platform", "afdeling")),
    st.sampled_from(FULL),
    st.sets(st.sampled_from(DIMENSIONS)),
)
def test_deciding_with_part_of_the_situation_known_agrees_with_select(rules, situation, hidden):
    known = Situation.of({name: None if name in hidden else situation.get(name) for name in DIMENSIONS})
    outcome = decide(rules, known)
    for full in situations(rules):
        if any(known.get(name) not in {None, full.get(name)} for name in DIMENSIONS if full.get(name) is not None):
            continue
        full = Situation.of({name: full.get(name) or known.get(name) for name in DIMENSIONS})
        fitting = [case for case in outcome.cases if holds(case, full, outcome.cases)]
        assert [case.rule for case in fitting] == [select(rules, full)]


@settings(max_examples=50, deadline=None)
@given(rule_sets())
def test_a_policy_without_conflicts_has_one_outcome_at_the_top_of_every_ranking(rules):
    if any(True for _ in conflicts(rules)):
        return
    for situation in FULL:
        order = ranked(rules, situation)
        best = [item for item in order if specificity(item) == specificity(order[0])]
        assert len({(item.decision, item.text) for item in best}) <= 1


def test_an_unknown_dimension_never_satisfies_a_condition():
    assert not matches(rule("pauze", moment="pauze"), Situation())
    assert matches(rule("altijd"), Situation())


def test_a_rule_on_two_dimensions_beats_a_rule_on_one():
    one, two = rule("een", "ja", moment="werkuren"), rule("twee", "nee", moment="werkuren", toestel="werk")
    assert select([one, two], Situation(moment="werkuren", toestel="werk")) is two
    assert select([one, two], Situation(moment="werkuren", toestel="eigen")) is one


def test_naming_every_value_of_a_dimension_lets_a_rule_win():
    devices, linkedin = (
        rule("toestel", "nee", moment="werkuren", toestel="werk"),
        {"moment": "werkuren", "platform": "linkedin"},
    )
    everywhere = rule("overal", "ja", toestel=["eigen", "werk"], **linkedin)
    situation = Situation(moment="werkuren", toestel="werk", platform="linkedin")
    assert select([devices, everywhere], situation) is everywhere


def test_nothing_that_matches_is_no_rule():
    assert select([rule("pauze", moment="pauze")], Situation(moment="werkuren")) is None


def test_values_with_the_same_outcome_are_one_case():
    outcome = decide([rule("pauze", "ja", moment="pauze"), rule("rest", "nee")], Situation())
    assert outcome.ask == "moment"
    assert [(case.path[0][1], case.rule.id) for case in outcome.cases] == [
        (("werkuren", "buiten_werkuren"), "rest"),
        (("pauze",), "pauze"),
    ]


def test_only_the_values_that_a_question_names_become_cases():
    rules = [
        rule("pauze", "ja", moment="pauze"),
        rule("werk", "nee", moment="werkuren"),
        rule("rest", "voorwaardelijk"),
    ]
    outcome = decide(rules, Situation(), among={"moment": ("pauze", "buiten_werkuren")})
    assert [case.rule.id for case in outcome.cases] == ["pauze", "rest"]


@pytest.mark.parametrize("platform", ["facebook", "ander"])
def test_department_and_content_count_like_any_dimension(platform):
    rules = [rule("alle"), rule("magazijn", "nee", afdeling="magazijn", inhoud="cijfers")]
    situation = Situation(platform=platform, afdeling="magazijn", inhoud="cijfers")
    assert select(rules, situation).id == "magazijn"
