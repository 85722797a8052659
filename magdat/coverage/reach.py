"""What stands in a policy and is not asked for: without an example, without any question, printed and never said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from magdat.policy.answerable import Answerable, Source
from magdat.policy.model import Policy


@dataclass(frozen=True)
class Reach:
    """What no question leads to."""

    without_examples: tuple[Answerable, ...]
    """Statements and rules without an example: `magdat beleid test` does not try them."""

    unasked: tuple[str, ...]
    """Clauses to which no question of the guidance and no example leads; only their own words do."""

    printed_only: tuple[str, ...]
    """Chapters with an introduction: it stands in the annex, and in no answer."""


def reach_of(policy: Policy, items: Sequence[Answerable]) -> Reach:
    """Return what in a policy no question leads to.

    Args:
        policy: the policy.
        items: everything that it says.
    """
    tried = {
        *((Source.STATEMENT, str(item.id)) for item in policy.statements if item.examples),
        *((Source.RULE, str(item.id)) for item in policy.rules if item.examples),
    }
    owned = [item for item in items if item.source in {Source.STATEMENT, Source.RULE}]
    asked = {item.clause for item in items if item.answers or (item.source, item.name) in tried}
    clauses = dict.fromkeys(item.clause for item in items if item.clause)
    return Reach(
        tuple(item for item in owned if (item.source, item.name) not in tried),
        tuple(clause for clause in clauses if clause not in asked),
        tuple(str(article.number) for article in policy.articles if article.text),
    )
