"""Which rule wins in which situation.

A rule matches when every dimension that it names holds one of its values. Of the rules that match, the most specific
wins: the one that names more of what the question is about (content and audience), then the one that names most
dimensions, and among those the one that lists fewest values; an exception wins from what it is an exception to. A rule
that narrows every dimension that another names, or more, is always the more specific of the two. Naming all values of a
dimension narrows nothing but does count, so that HR can let a rule win on purpose.

What holds over all topics, a ban that names content or audience, wins from anything milder, unless that is about the
same matter and more specific.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from magdat.policy.conditions import CLOSEST_TO_THE_MATTER, Conditions
from magdat.policy.decision import Decision
from magdat.policy.verdict import Deciding, specificity
from magdat.situation import CLOSED, DIMENSIONS, OTHER, Situation

Path = tuple[tuple[str, tuple[str, ...]], ...]
Memory = dict[tuple[tuple[int, ...], tuple[str, ...]], "tuple[Case, ...]"]
_STRICTEST_FIRST = (Decision.NO, Decision.CONDITIONAL, Decision.YES)

_FIELDS = tuple((field.alias, name) for name, field in Conditions.__fields__.items())
"""Dimension and the name of its field; spelled out once, because matching runs for every rule of every question."""

MAX_CELLS = 20_000
"""More situations than this for one topic are not enumerated; no policy by hand comes near it."""


class Conditional(Protocol):
    """Anything that holds under conditions: a rule, a statement of the company."""

    @property
    def conditions(self) -> Conditions:
        """Return when it holds."""


def matches(rule: Conditional, situation: Situation) -> bool:
    """Return whether the rule applies; a dimension that is unknown never satisfies a condition."""
    conditions = rule.conditions
    for dimension, name in _FIELDS:
        values = getattr(conditions, name)
        if values and getattr(situation, dimension) not in values:
            return False
    return True


def ranked(rules: Iterable[Deciding], situation: Situation) -> list[Deciding]:
    """Return the rules that match, the winner first.

    Between equals the stricter one goes first, and then the id decides, so that the order of the file never matters;
    the check for conflicts keeps equals of which one forbids what the other allows out of any policy that is in use.
    """
    found = [rule for rule in rules if matches(rule, situation)]
    return sorted(found, key=_order)


def _order(rule: Deciding) -> tuple[object, ...]:
    return (*(-part for part in specificity(rule)), _STRICTEST_FIRST.index(rule.decision), rule.id)


def select(rules: Iterable[Deciding], situation: Situation, over: Iterable[Deciding] = ()) -> Deciding | None:
    """Return what wins in a situation, or ``None`` when nothing matches; ``over`` is what holds over all topics."""
    own = next(iter(ranked(rules, situation)), None)
    strict = next(iter(ranked(over, situation)), None)
    if strict is None or own is None:
        return own or strict
    milder = own.decision is not Decision.NO and strict.decision is Decision.NO
    return strict if milder and not more_precise(own, strict) else own


def more_precise(own: Deciding, strict: Deciding) -> bool:
    """Return whether something is about the same matter as a ban, and more specific."""
    about = [name for name in CLOSEST_TO_THE_MATTER if strict.conditions.values(name)]
    return specificity(own) > specificity(strict) and all(own.conditions.values(name) for name in about)


def domain_of(rules: Iterable[Conditional], dimension: str) -> tuple[str, ...]:
    """Return the values of a dimension that make a difference to these rules, with «ander» for an open one.

    Empty when no rule names the dimension.
    """
    rules = list(rules)
    if not any(rule.conditions.values(dimension) for rule in rules):
        return ()
    named = {value for rule in rules for value in rule.conditions.values(dimension)}
    if dimension in CLOSED:
        return (*CLOSED[dimension], *sorted(named - set(CLOSED[dimension])))
    return (*sorted(named), OTHER)


@dataclass(frozen=True)
class Case:
    """One branch of an answer that depends on something unknown."""

    path: Path
    """The dimensions decided on the way here, each with the values that lead to this case."""

    rule: Deciding | None


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
    def rule(self) -> Deciding | None:
        """Return the one rule of a definite outcome."""
        return self.cases[0].rule


def decide(
    rules: Sequence[Deciding],
    situation: Situation,
    expand: Sequence[str] = DIMENSIONS,
    among: Mapping[str, Sequence[str]] | None = None,
    over: Sequence[Deciding] = (),
) -> Outcome:
    """Return what the rules say, split into as few cases as the unknown dimensions in ``expand`` allow.

    Args:
        rules: what decides on the topic or the question.
        situation: what is known.
        expand: the dimensions that are split where they are unknown.
        among: limits a dimension to the values that the question named («in de pauze of na het werk»).
        over: what holds over all topics; it counts only where the question names what it is about.
    """
    among = among or {}
    above = [item for item in over if _about(item, situation, among)]
    for name in among:
        situation = situation.with_value(name, None)
    candidates = [rule for rule in rules if possible(rule, situation, expand)]
    above = [item for item in above if possible(item, situation, expand)]
    unknown = [name for name in expand if situation.get(name) is None]
    cases = _Splitting(among).cases(candidates, above, situation, unknown)
    ask = cases[0].path[0][0] if len(cases) > 1 else None
    return Outcome(cases, ask)


def _about(item: Deciding, situation: Situation, among: Mapping[str, Sequence[str]]) -> bool:
    """Return whether the question names the content and the audience that something is about."""
    return all(
        not (wanted := item.conditions.values(name)) or bool(set(wanted) & {situation.get(name), *among.get(name, ())})
        for name in CLOSEST_TO_THE_MATTER
    )


def possible(rule: Deciding, situation: Situation, expand: Iterable[str]) -> bool:
    """Return whether the rule can still match once the dimensions in ``expand`` become known."""
    open_dimensions = set(expand)
    for name in DIMENSIONS:
        values = rule.conditions.values(name)
        known = situation.get(name)
        if values and known not in values and not (known is None and name in open_dimensions):
            return False
    return True


class _Splitting:
    """Splits on the unknown dimensions that matter, in the order that needs the fewest cases."""

    def __init__(self, among: Mapping[str, Sequence[str]]) -> None:
        self._among = among
        self._memory: Memory = {}

    def cases(
        self, rules: Sequence[Deciding], over: Sequence[Deciding], situation: Situation, unknown: Sequence[str]
    ) -> tuple[Case, ...]:
        """Return the cases of what still matches, which with the dimensions left decides the outcome.

        Many values lead to the same rules; the memory keeps each outcome from being worked out again.
        """
        relevant = [name for name in unknown if domain_of((*rules, *over), name)]
        if not relevant:
            return (Case((), select(rules, situation, over)),)
        key = (tuple(id(rule) for rule in (*rules, *over)), tuple(relevant))
        if key in self._memory:
            return self._memory[key]
        best: tuple[Case, ...] | None = None
        for name in relevant:
            rest = [other for other in relevant if other != name]
            cases = self._branch(rules, over, situation, name, rest, len(best) if best else None)
            if cases is not None:
                best = cases
            if best is not None and len(best) == 1:
                break
        self._memory[key] = best or ()
        return self._memory[key]

    def _branch(
        self,
        rules: Sequence[Deciding],
        over: Sequence[Deciding],
        situation: Situation,
        name: str,
        rest: Sequence[str],
        fewer_than: int | None,
    ) -> tuple[Case, ...] | None:
        """Split on one dimension, and join the values that lead to the same cases; ``None`` when it needs too many."""
        count = 0
        joined: dict[tuple[tuple[Path, str | None], ...], tuple[list[str], tuple[Case, ...]]] = {}
        for value in self._among.get(name) or domain_of((*rules, *over), name):
            narrowed = situation.with_value(name, value)
            left = [rule for rule in rules if _takes(rule, name, value)]
            above = [item for item in over if _takes(item, name, value)]
            cases = self.cases(left, above, narrowed, rest)
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


def _takes(item: Deciding, dimension: str, value: str) -> bool:
    return not (wanted := item.conditions.values(dimension)) or value in wanted


def situations(rules: Sequence[Deciding], within: Deciding | None = None) -> Iterable[Situation]:
    """Enumerate every situation that these rules tell apart, or only those that ``within`` matches."""
    axes: list[tuple[str | None, ...]] = []
    for name in DIMENSIONS:
        domain = domain_of(rules, name)
        wanted = within.conditions.values(name) if within else ()
        axes.append(wanted or domain or (None,))
    for cell in itertools.islice(itertools.product(*axes), MAX_CELLS):
        yield Situation(**dict(zip(DIMENSIONS, cell)))
