"""What a rule or a statement asks of the context."""

from __future__ import annotations

from magdat.policy.model import PolicyStatement, Rule
from magdat.situation import CLOSED, DIMENSIONS


def conditions_of(rule: Rule | PolicyStatement) -> dict[str, tuple[str, ...]]:
    """Return what a rule or a statement asks of the context, without dimensions of which it lists every value."""
    asked = {name: values for name in DIMENSIONS if (values := rule.conditions.values(name))}
    return {name: values for name, values in asked.items() if set(values) != set(CLOSED.get(name, ()))}
