"""Why the policy says what it says: which rules fit a situation, which may still fit, which wins, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from magdat.files.problems import closest
from magdat.policy.known_values import Known
from magdat.policy.selection import Outcome, possible, ranked
from magdat.policy.verdict import Deciding, specificity
from magdat.situation import CLOSED, DIMENSIONS, OTHER, Situation


class Fit(str, Enum):
    """How a rule stands to a situation."""

    WINS = "wint"
    FITS = "past"
    MAYBE = "misschien"
    NOT = "past niet"


@dataclass(frozen=True)
class Ranked:
    """One rule with how it stands, and the reason in a sentence; no reason where there is nothing to explain."""

    rule: Deciding
    fit: Fit
    reason: str


def explain(rules: Sequence[Deciding], situation: Situation, outcome: Outcome) -> list[Ranked]:
    """Return the rules with how each stands: the winner first, then those that fit, may fit, and do not."""
    order = ranked(rules, situation)
    winner = outcome.rule if outcome.definite else None
    explained = []
    for rule in order:
        if rule is winner:
            explained.append(Ranked(rule, Fit.WINS, _why_first(rule, order)))
        else:
            explained.append(Ranked(rule, Fit.FITS, _why_not_first(rule, winner)))
    for rule in rules:
        if rule not in order and possible(rule, situation, DIMENSIONS):
            explained.append(Ranked(rule, Fit.MAYBE, f"nog niet bekend: {', '.join(_unknown(rule, situation))}"))
    known = {id(item.rule) for item in explained}
    explained += [
        Ranked(rule, Fit.NOT, f"past niet: {', '.join(_missed(rule, situation))}")
        for rule in rules
        if id(rule) not in known
    ]
    return explained


def unknown_values(situation: Situation, known: Known) -> list[str]:
    """Return what is wrong with the values of a situation, each as a sentence with what to choose from."""
    faults = []
    for name, value in situation.known().items():
        among = known[name]
        allowed = () if among is None else among if name in CLOSED else (*among, OTHER)
        if among is not None and value not in allowed:
            hint = closest(value, allowed) or f"kies uit: {', '.join(allowed)}"
            faults.append(f"«{value}» is geen {name} → {hint}")
    return faults


def _why_first(rule: Deciding, order: Sequence[Deciding]) -> str:
    if len(order) == 1:
        return "de enige regel die past"
    mine, second = specificity(rule), specificity(order[1])
    if mine[0] != second[0]:
        return f"zegt meer over de inhoud of het publiek ({mine[0]} tegenover {second[0]})"
    if mine[1] != second[1]:
        return f"legt het meest vast ({mine[1]} tegenover {second[1]})"
    if mine[2] != second[2]:
        return f"legt evenveel vast, maar met minder waarden ({-mine[2]} tegenover {-second[2]})"
    if mine[3] != second[3]:
        return f"is een uitzondering, onder meer op «{order[1].id}»"
    return "zegt hetzelfde als de volgende"


def _why_not_first(rule: Deciding, winner: Deciding | None) -> str:
    if winner is None:
        return "wint als geen preciezere regel past"
    mine, best = specificity(rule), specificity(winner)
    if mine[0] < best[0]:
        return f"zegt minder over de inhoud of het publiek dan «{winner.id}» ({mine[0]} tegenover {best[0]})"
    if mine[1] < best[1]:
        return f"legt minder vast dan «{winner.id}» ({mine[1]} tegenover {best[1]})"
    if mine[2] < best[2]:
        return f"legt evenveel vast als «{winner.id}», maar met meer waarden"
    if mine[3] < best[3]:
        return f"«{winner.id}» is hier de uitzondering"
    if mine > best:
        return f"«{winner.id}» is strenger, en geldt over alle onderwerpen heen"
    return f"zegt hetzelfde als «{winner.id}»"


def _unknown(rule: Deciding, situation: Situation) -> list[str]:
    return [name for name in DIMENSIONS if rule.conditions.values(name) and situation.get(name) is None]


def _missed(rule: Deciding, situation: Situation) -> list[str]:
    return [
        name
        for name in DIMENSIONS
        if (values := rule.conditions.values(name)) and (known := situation.get(name)) and known not in values
    ]
