"""Rules that contradict each other, and rules that can never win.

A rule is a box: a set of values for each dimension that it names, and everything for the others. Two rules
contradict each other where their boxes overlap and no more specific rule decides; a rule never wins when more
specific rules cover its whole box. Both are questions about boxes, answered without enumerating situations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from magdat.policy.conditions import Rank
from magdat.policy.decision import Decision
from magdat.policy.selection import domain_of, ranked
from magdat.policy.verdict import Deciding, Verdict, specificity
from magdat.situation import DIMENSIONS, Situation

Box = Mapping[str, frozenset[str]]
"""The values of each dimension that is narrowed; a dimension that is left out may have any value."""


@dataclass(frozen=True)
class Conflict:
    """Two equally specific rules that both match a situation which nothing more specific decides."""

    first: Deciding
    second: Deciding
    situation: Situation


@dataclass(frozen=True)
class _Ranked:
    """A rule with what is asked of it over and over: its box and its rank."""

    rule: Deciding
    box: Box
    rank: Rank


def conflicts(rules: Sequence[Deciding]) -> Iterator[Conflict]:
    """Yield every pair of rules of one topic that contradict each other, with a situation that shows it."""
    known = _ranked(rules)
    equals: dict[Rank, list[_Ranked]] = defaultdict(list)
    for item in known:
        earlier = equals[item.rank]
        for other in earlier:
            if not _meet(other.box, item.box) or same_outcome(other.rule, item.rule):
                continue
            stronger = [
                one for one in known if one.rank > item.rank and _meet(one.box, other.box) and _meet(one.box, item.box)
            ]
            gap = _gap(_intersection(other.box, item.box), [other, item, *stronger], stronger)
            if gap is not None:
                yield Conflict(other.rule, item.rule, gap)
        earlier.append(item)


def unreachable(rules: Sequence[Deciding]) -> Iterator[tuple[Deciding, Deciding]]:
    """Yield every rule that never wins, with the rule that beats it (in the first of its situations)."""
    known = _ranked(rules)
    for item in known:
        stronger = [other for other in known if other.rank > item.rank and _meet(other.box, item.box)]
        if stronger and _gap(item.box, [item, *stronger], stronger) is None:
            in_play = [item, *stronger]
            first = _first(_within(item.box, in_play), _domains(in_play))
            yield item.rule, ranked([one.rule for one in in_play], first)[0]


def overlap(first: Deciding, second: Deciding) -> bool:
    """Return whether some situation satisfies both rules."""
    return _meet(_box(first), _box(second))


def same_outcome(first: Deciding, second: Deciding) -> bool:
    """Return whether a person would notice no difference between two rules.

    Statements are finer than rules: two of them on one topic may say different things that both hold, so between them
    only a ban and a permission contradict each other.
    """
    if isinstance(first, Verdict) or isinstance(second, Verdict):
        return (first.decision is Decision.NO) == (second.decision is Decision.NO)
    return (first.decision, first.text, first.clause, first.requirements, first.contact) == (
        second.decision,
        second.text,
        second.clause,
        second.requirements,
        second.contact,
    )


def _box(rule: Deciding) -> Box:
    return {name: frozenset(values) for name in DIMENSIONS if (values := rule.conditions.values(name))}


def _ranked(rules: Sequence[Deciding]) -> list[_Ranked]:
    return [_Ranked(rule, _box(rule), specificity(rule)) for rule in rules]


def _meet(first: Box, second: Box) -> bool:
    return all(name not in second or values & second[name] for name, values in first.items())


def _intersection(first: Box, second: Box) -> Box:
    both = {name: values & second.get(name, values) for name, values in first.items()}
    return {**second, **both}


def _domains(in_play: Sequence[_Ranked]) -> dict[str, tuple[str, ...]]:
    """Return the values that these rules tell apart, for every dimension that one of them names."""
    rules = [item.rule for item in in_play]
    return {name: domain for name in DIMENSIONS if (domain := domain_of(rules, name))}


def _within(box: Box, in_play: Sequence[_Ranked]) -> Box:
    """Return the box with the dimensions spelled out that it leaves free and the rules in play do not."""
    return {name: box.get(name, frozenset(domain)) for name, domain in _domains(in_play).items()}


def _gap(box: Box, in_play: Sequence[_Ranked], covers: Sequence[_Ranked]) -> Situation | None:
    """Return a situation in ``box`` that none of ``covers`` matches, or ``None`` when they cover it whole."""
    left = _uncovered(_within(box, in_play), [item.box for item in covers])
    return None if left is None else _first(left, _domains(in_play))


def _uncovered(box: Box, covers: Sequence[Box]) -> Box | None:
    """Cut the first cover out of the box, and look for a gap in each piece that is left."""
    touching = [cover for cover in covers if _meet(cover, box)]
    if not touching:
        return box
    cover, rest = touching[0], touching[1:]
    inside = dict(box)
    for name, wanted in cover.items():
        outside = inside[name] - wanted
        if outside:
            found = _uncovered({**inside, name: outside}, rest)
            if found is not None:
                return found
        inside[name] = inside[name] & wanted
    return None


def _first(box: Box, domains: Mapping[str, tuple[str, ...]]) -> Situation:
    """Return one situation of a box, with each dimension at its first value in the usual order."""
    return Situation(
        **{name: next(value for value in domains[name] if value in values) for name, values in box.items()}
    )
