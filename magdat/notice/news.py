"""What a change of policy means to somebody who works there: one piece of news for each thing that is otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from magdat.policy.difference import Context


class Kind(str, Enum):
    """Under which heading a piece of news stands, in the order of the page."""

    ALLOWED = "mag"
    FORBIDDEN = "mag_niet"
    CONDITIONS = "voorwaarden"
    UNREGULATED = "niet_geregeld"
    DUTY = "moet"
    NO_DUTY = "moet_niet"
    CONTROL = "controle"
    REWORDED = "anders"
    CONTACT = "contact"
    DOCUMENT = "documenten"


DECIDED = (Kind.ALLOWED, Kind.FORBIDDEN, Kind.CONDITIONS, Kind.UNREGULATED)
"""The kinds that say that something may, may not or may otherwise than it did."""


@dataclass(frozen=True)
class News:
    """One thing that is otherwise."""

    kind: Kind
    text: str
    """What the policy says now; of what it says no more, what it said."""

    topic: str | None = None
    title: str | None = None
    """A title of its own, instead of the topic."""

    contexts: tuple[Context, ...] = ()
    """When it is otherwise; none means always."""

    clause: str | None = None
    part: str | None = None
    """The heading without a number under which it stands in its clause."""

    added: tuple[str, ...] = ()
    """What has to be met, and had not before."""

    dropped: tuple[str, ...] = ()
    """What had to be met, and has not any more."""

    points: tuple[str, ...] = ()
    """What else is listed, such as the sanctions that there are."""

    lead: str = ""
    """What leads in to that list."""

    amount: str | None = None
    approval_from: str | None = None
    """Who gives permission, as a key of the contacts or a role."""

    brief: str = ""
    """The same in few words, where there are any."""

    subjects: tuple[str, ...] = ()
    """The topics for which somebody is to be asked."""
