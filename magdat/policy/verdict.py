"""What decides: a rule, or what a statement of the company or an exception to it says on a deed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from magdat.policy.conditions import Conditions, Rank
from magdat.policy.decision import Decision


class Deciding(Protocol):
    """Anything that decides on a deed under conditions: a rule, a verdict."""

    @property
    def id(self) -> str:
        """Return its name in the policy."""

    @property
    def topic(self) -> str:
        """Return the topic that it is about."""

    @property
    def clause(self) -> str:
        """Return the number that an answer cites."""

    @property
    def conditions(self) -> Conditions:
        """Return when it holds."""

    @property
    def decision(self) -> Decision:
        """Return what it decides."""

    @property
    def text(self) -> str:
        """Return what it says."""

    @property
    def requirements(self) -> tuple[str, ...]:
        """Return what has to be met."""

    @property
    def reason(self) -> str | None:
        """Return why it is so."""

    @property
    def contact(self) -> str | None:
        """Return whom to turn to, as a key of the contacts."""


@dataclass(frozen=True)
class Verdict:
    """What a statement decides, or one of its exceptions."""

    id: str
    """The id of the statement; of an exception that of its statement and its place, «id.tenzij-1»."""

    topic: str
    clause: str
    conditions: Conditions
    decision: Decision
    text: str
    requirements: tuple[str, ...]
    reason: str | None
    contact: str | None
    rank: Rank
    """How specific it is, one step above whatever it is an exception to."""

    part: str | None = None
    """The heading without a number under which its statement stands in the clause."""

    @property
    def statement(self) -> str:
        """Return the id of the statement that it comes from."""
        return self.id.partition(".")[0]


def part_of(item: Deciding) -> str | None:
    """Return the heading without a number under which what decides stands in its clause; a rule has none."""
    return item.part if isinstance(item, Verdict) else None


def specificity(item: Deciding) -> Rank:
    """Return the rank of what decides; a higher one beats a lower one."""
    return item.rank if isinstance(item, Verdict) else item.conditions.rank()
