"""Which rule wins in which situation.

A rule matches when every dimension that it names holds one of its values. Of the rules that match, the
most specific wins: the one that names most dimensions, and among those the one that lists fewest values.
A rule that narrows every dimension that another names, or more, is always the more specific of the two. Naming
all values of a dimension narrows nothing but does count, so that HR can let a rule win on purpose.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from magdat.policy.model import Conditions, Rule
from magdat.situation import CLOSED, DIMENSIONS, OTHER, Situation

Specificity = tuple[int, int]
Path = tuple[tuple[str, tuple[str, ...]], ...]
Memory = dict[tuple[tuple[int, ...], tuple[str, ...]], "tuple[Case, ...]"]

_FIELDS = tuple((field.alias, name) for name, field in Conditions.__fields__.items())
"""Dimension and the name of its field; spelled out once, because matching runs for every rule of every question."""

MAX_CELLS = 20_000
"""More situations than this for one topic are not enumerated; no policy by hand comes near it."""


class Conditional(Protocol):
    """Anything that holds under conditions: a rule, a statement of the company."""

    @property
    def conditions(self) -> Conditions:
        """Return when it holds."""


def specificity(rule: Rule) -> Specificity:
    """Return the rank of a rule; a higher one beats a lower one."""
    constrained = [values for name in DIMENSIONS if (values := rule.conditions.values(name))]
    return len(constrained), -sum(len(values) for values in constrained)


def matches(rule: Conditional, situation: Situation) -> bool:
    """Return whether the rule applies; a dimension that is unknown never satisfies a condition."""
    conditions = rule.conditions
    for dimension, name in _FIELDS:
        values = getattr(conditions, name)
        if values and getattr(situation, dimension) not in values:
            return False
    return True


def ranked(rules: Iterable[Rule], situation: Situation) -> list[Rule]:
    """Return the rules that match, the winner first.

    Between equals the id decides, so that the order of the file never matters; the check for conflicts
    keeps equals with different outcomes out of any policy that is in use.
    """
    found = [rule for rule in rules if matches(rule, situation)]
    return sorted(found, key=lambda rule: (*(-part for part in specificity(rule)), rule.id))


def select(rules: Iterable[Rule], situation: Situation) -> Rule | None:
    """Return the rule that wins in a situation, or ``None`` when none matches."""
    return next(iter(ranked(rules, situation)), None)


def domain_of(rules: Iterable[Conditional], dimension: str) -> tuple[str, ...]:
    """Return the values of a dimension that make a difference to these rules, with «ander» for an open one.

    Empty when no rule names the dimension.
    """
    rules = list(rules)
    if not any(rule.conditions.values(dimension) for rule in rules):
        return ()
    if dimension in CLOSED:
        return CLOSED[dimension]
    named = {value for rule in rules for value in rule.conditions.values(dimension)}
    return (*sorted(named), OTHER)


@dataclass(frozen=True)
class Case:
    """One branch of an answer that depends on something unknown."""

    path: Path
    """The dimensions decided on the way here, each with the values that lead to this case."""

    rule: Rule | None


@dataclass(frozen=True)
class Outcome:
    """What the policy says with what is known so far."""

    cases: tuple[Case, ...]
    ask: str | None
    """The dimension that tells the cases apart best, when there is more than one case."""

    @property
    def definite(self) -> bool:
        """Return whether one rule (or none) holds whatever is still unknown."""
        return len(self.cases) == 1

    @property
    def rule(self) -> Rule | None:
        """Return the one rule of a definite outcome."""
        return self.cases[0].rule


def decide(
    rules: Sequence[Rule],
    situation: Situation,
    expand: Sequence[str] = DIMENSIONS,
    among: Mapping[str, Sequence[str]] | None = None,
) -> Outcome:
    """Return what the rules say, split into as few cases as the unknown dimensions in ``expand`` allow.

    ``among`` limits a dimension to the values that the question named («in de pauze of na het werk»).
    """
    among = among or {}
    for name in among:
        situation = situation.with_value(name, None)
    candidates = [rule for rule in rules if possible(rule, situation, expand)]
    unknown = [name for name in expand if situation.get(name) is None]
    cases = _split(candidates, situation, unknown, among, {})
    ask = cases[0].path[0][0] if len(cases) > 1 else None
    return Outcome(cases, ask)


def possible(rule: Rule, situation: Situation, expand: Iterable[str]) -> bool:
    """Return whether the rule can still match once the dimensions in ``expand`` become known."""
    open_dimensions = set(expand)
    for name in DIMENSIONS:
        values = rule.conditions.values(name)
        known = situation.get(name)
        if values and known not in values and not (known is None and name in open_dimensions):
            return False
    return True


def _split(
    rules: Sequence[Rule],
    situation: Situation,
    unknown: Sequence[str],
    among: Mapping[str, Sequence[str]],
    memory: Memory,
) -> tuple[Case, ...]:
    """Split on the unknown dimensions that matter, in the order that needs the fewest cases.

    ``rules`` are those that still match, so they and the dimensions left decide the outcome. Many values lead
    to the same rules; ``memory`` keeps each outcome from being worked out again.
    """
    relevant = [name for name in unknown if domain_of(rules, name)]
    if not relevant:
        return (Case((), select(rules, situation)),)
    key = (tuple(id(rule) for rule in rules), tuple(relevant))
    if key in memory:
        return memory[key]
    best: tuple[Case, ...] | None = None
    for name in relevant:
        rest = [other for other in relevant if other != name]
        cases = _branch(rules, situation, name, rest, among, memory, len(best) if best else None)
        if cases is not None:
            best = cases
        if best is not None and len(best) == 1:
            break
    memory[key] = best or ()
    return memory[key]


def _branch(
    rules: Sequence[Rule],
    situation: Situation,
    name: str,
    rest: Sequence[str],
    among: Mapping[str, Sequence[str]],
    memory: Memory,
    fewer_than: int | None,
) -> tuple[Case, ...] | None:
    """Split on one dimension, and join the values that lead to the same cases; ``None`` when that needs too many."""
    count = 0
    joined: dict[tuple[tuple[Path, str | None], ...], tuple[list[str], tuple[Case, ...]]] = {}
    for value in among.get(name) or domain_of(rules, name):
        narrowed = situation.with_value(name, value)
        left = [rule for rule in rules if not (wanted := rule.conditions.values(name)) or value in wanted]
        cases = _split(left, narrowed, rest, among, memory)
        key = tuple((case.path, case.rule.id if case.rule else None) for case in cases)
        if key not in joined:
            joined[key] = ([], cases)
            count += len(cases)
            if fewer_than is not None and count >= fewer_than:
                return None
        joined[key][0].append(value)
    if len(joined) == 1:
        return next(iter(joined.values()))[1]
    return tuple(
        Case(((name, tuple(values)), *case.path), case.rule) for values, cases in joined.values() for case in cases
    )


def situations(rules: Sequence[Rule], within: Rule | None = None) -> Iterable[Situation]:
    """Enumerate every situation that these rules tell apart, or only those that ``within`` matches."""
    axes: list[tuple[str | None, ...]] = []
    for name in DIMENSIONS:
        domain = domain_of(rules, name)
        wanted = within.conditions.values(name) if within else ()
        axes.append(wanted or domain or (None,))
    for cell in itertools.islice(itertools.product(*axes), MAX_CELLS):
        yield Situation(**dict(zip(DIMENSIONS, cell)))
