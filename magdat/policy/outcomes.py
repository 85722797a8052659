"""What a policy decides in a situation: on a topic, or where one statement answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from magdat.policy.model import Policy
from magdat.policy.selection import Outcome, decide
from magdat.situation import Role, Situation

EXPANDED = ("moment", "toestel", "platform", "afdeling", "inhoud", "publiek", "vestiging")
"""The dimensions that are split into cases when unknown; the role is that of an employee unless said."""

Among = Mapping[str, Sequence[str]]
"""For each dimension of which several values were named, those values."""


def effective(situation: Situation) -> Situation:
    """Return the situation with the role of an employee where none was said."""
    return situation if situation.rol else situation.with_value("rol", Role.EMPLOYEE.value)


def outcome_for(policy: Policy, topic: str, situation: Situation, among: Among) -> Outcome:
    """Return what holds on a topic as a whole."""
    decisions = policy.decisions
    return decide(decisions.on_topic(topic), effective(situation), EXPANDED, among, decisions.everywhere)


def outcome_of(policy: Policy, statement: str, situation: Situation, among: Among) -> Outcome:
    """Return what holds where one statement answers: it, an exception to it, or a stricter ban over all topics.

    Nothing is decided where the statement decides nothing.
    """
    decisions = policy.decisions
    own = decisions.by(statement)
    return decide(own, effective(situation), EXPANDED, among, decisions.everywhere if own else ())
