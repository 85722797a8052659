"""The check on boxes agrees with looking at every situation one by one."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from made_rules import every_situation, rule, rule_sets

from magdat.policy.conflicts import conflicts, overlap, same_outcome, unreachable
from magdat.policy.selection import matches, ranked, select, specificity

DIMENSIONS = ("moment", "toestel", "platform")
FULL = list(every_situation(DIMENSIONS))


def conflicting_by_hand(rules):
    found = set()
    for situation in FULL:
        order = ranked(rules, situation)
        top = [item for item in order if specificity(item) == specificity(order[0])]
        found |= {
            frozenset((first.id, second.id))
            for first, second in itertools.combinations(top, 2)
            if not same_outcome(first, second)
        }
    return found


def unreachable_by_hand(rules):
    """Rules that never top the ranking, equals aside: between equals the check for conflicts has the say."""
    winning = set()
    for situation in FULL:
        order = ranked(rules, situation)
        winning |= {item.id for item in order if specificity(item) == specificity(order[0])}
    return {item.id for item in rules} - winning


@settings(max_examples=60, deadline=None)
@given(rule_sets(most=7))
def test_conflicts_agree_with_brute_force(rules):
    assert {frozenset((item.first.id, item.second.id)) for item in conflicts(rules)} == conflicting_by_hand(rules)


@settings(max_examples=60, deadline=None)
@given(rule_sets(most=7))
def test_the_situation_of_a_conflict_shows_it(rules):
    for conflict in conflicts(rules):
        order = ranked(rules, conflict.situation)
        assert conflict.first in order
        assert conflict.second in order
        assert specificity(order[0]) == specificity(conflict.first)


@settings(max_examples=60, deadline=None)
@given(rule_sets(most=7))
def test_unreachable_rules_agree_with_brute_force(rules):
    assert {item.id for item, _ in unreachable(rules)} == unreachable_by_hand(rules)


@settings(max_examples=40, deadline=None)
@given(rule_sets(most=7))
def test_the_winner_over_an_unreachable_rule_really_beats_it(rules):
    for item, winner in unreachable(rules):
        assert specificity(winner) > specificity(item)
        assert overlap(winner, item)


@settings(max_examples=40, deadline=None)
@given(rule_sets(most=2))
def test_two_rules_overlap_when_some_situation_satisfies_both(rules):
    first, second = rules[0], rules[-1]
    assert overlap(first, second) == any(matches(first, item) and matches(second, item) for item in FULL)


def test_two_equal_rules_that_differ_conflict_with_the_situation_named():
    first, second = rule("a", "ja", moment="pauze"), rule("b", "nee", toestel="werk")
    (conflict,) = conflicts([first, second])
    assert (conflict.first, conflict.second) == (first, second)
    assert conflict.situation.known() == {"moment": "pauze", "toestel": "werk"}


def test_a_rule_for_just_that_situation_ends_the_conflict():
    rules = [
        rule("a", "ja", moment="pauze"),
        rule("b", "nee", toestel="werk"),
        rule("c", "ja", moment="pauze", toestel="werk"),
    ]
    assert list(conflicts(rules)) == []


def test_two_rules_that_say_the_same_do_not_conflict():
    assert list(conflicts([rule("a", "ja", "Mag.", moment="pauze"), rule("b", "ja", "Mag.", toestel="werk")])) == []


def test_a_rule_that_others_cover_whole_is_unreachable():
    rules = [
        rule("nooit", "ja", moment="pauze"),
        rule("eigen", "nee", moment="pauze", toestel="eigen"),
        rule("werk", "nee", moment="pauze", toestel="werk"),
    ]
    assert [(item.id, winner.id) for item, winner in unreachable(rules)] == [("nooit", "eigen")]


def test_a_rule_with_one_situation_left_is_reachable():
    rules = [rule("soms", "ja", moment="pauze"), rule("eigen", "nee", moment="pauze", toestel="eigen")]
    assert [item for item, _ in unreachable(rules) if select(rules, FULL[0])] == []


def test_platforms_that_no_rule_names_keep_a_general_rule_reachable():
    rules = [rule("alle", "ja"), rule("drie", "nee", platform=["facebook", "linkedin", "teams"])]
    assert list(unreachable(rules)) == []
