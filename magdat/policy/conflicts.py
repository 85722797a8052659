"""Rules that contradict each other, and rules that can never win."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from magdat.policy.model import Rule
from magdat.policy.selection import ranked, situations, specificity
from magdat.situation import DIMENSIONS, Situation


@dataclass(frozen=True)
class Conflict:
    """Two equally specific rules that both match a situation which nothing more specific decides."""

    first: Rule
    second: Rule
    situation: Situation


def conflicts(rules: Sequence[Rule]) -> Iterator[Conflict]:
    """Yield every pair of rules of one topic that contradict each other, with a situation that shows it."""
    for first, second in itertools.combinations(rules, 2):
        if specificity(first) != specificity(second) or same_outcome(first, second) or not overlap(first, second):
            continue
        rank = specificity(first)
        stronger = [rule for rule in rules if specificity(rule) > rank and overlap(rule, first) and overlap(rule, second)]
        for situation in situations([first, second, *stronger], within=_both(first, second)):
            winners = ranked([first, second, *stronger], situation)
            if winners and specificity(winners[0]) == rank:
                yield Conflict(first, second, situation)
                break


def unreachable(rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Yield every rule that never wins, with the rule that beats it (in the first of its situations)."""
    for rule in rules:
        rank = specificity(rule)
        stronger = [other for other in rules if specificity(other) > rank and overlap(other, rule)]
        if not stronger:
            continue
        beaten_by: Rule | None = None
        for situation in situations([rule, *stronger], within=rule):
            winner = ranked([rule, *stronger], situation)[0]
            if winner is rule:
                break
            beaten_by = beaten_by or winner
        else:
            if beaten_by is not None:
                yield rule, beaten_by


def overlap(first: Rule, second: Rule) -> bool:
    """Return whether some situation satisfies both rules."""
    for name in DIMENSIONS:
        mine, theirs = first.conditions.values(name), second.conditions.values(name)
        if mine and theirs and not set(mine) & set(theirs):
            return False
    return True


def same_outcome(first: Rule, second: Rule) -> bool:
    """Return whether a person would notice no difference between the two rules."""
    return (first.decision, first.text, first.clause, first.requirements, first.contact) == (
        second.decision,
        second.text,
        second.clause,
        second.requirements,
        second.contact,
    )


def _both(first: Rule, second: Rule) -> Rule:
    """Return a rule that matches just the situations that both match."""
    joint = {}
    for name in DIMENSIONS:
        mine, theirs = first.conditions.values(name), second.conditions.values(name)
        common = [value for value in mine if not theirs or value in theirs] if mine else list(theirs)
        if common:
            joint[name] = common
    return first.copy(update={"conditions": type(first.conditions).parse_obj(joint)})
