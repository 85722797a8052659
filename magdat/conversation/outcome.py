"""How a message ended: what the assistant did about it, as a value that counts, memory and commands can tell apart."""

from __future__ import annotations

from dataclasses import dataclass

from magdat.handoff.draft import Draft

PERSON = "mens_spreken"
"""The topic of whoever wants a human being."""


@dataclass(frozen=True)
class Answered:
    """A topic was answered."""

    topic: str


@dataclass(frozen=True)
class AskedForContext:
    """The question is understood, and its answer hangs on something that the person has to tell."""

    topic: str
    dimension: str


@dataclass(frozen=True)
class Unsure:
    """Some readings were offered, or a person, because it is not clear which topic is meant."""

    topics: tuple[str, ...]


@dataclass(frozen=True)
class NotUnderstood:
    """Nothing could be made of it."""


@dataclass(frozen=True)
class Moved:
    """A move in the conversation that asks nothing new: why, again, a yes to nothing, stop."""

    move: str


@dataclass(frozen=True)
class Rated:
    """The person said whether an answer helped."""

    topic: str | None
    helped: bool


@dataclass(frozen=True)
class InDanger:
    """Somebody may be in danger, and got the numbers to call."""


@dataclass(frozen=True)
class PersonWanted:
    """The person wants to be put through to a human being."""


@dataclass(frozen=True)
class HandingOver:
    """A hand-off goes on: something is asked."""

    draft: Draft


@dataclass(frozen=True)
class HandOffAgreed:
    """The person saw what is to be passed on, and said yes."""

    draft: Draft


@dataclass(frozen=True)
class HandOffDeclined:
    """Nothing is passed on."""


@dataclass(frozen=True)
class HandOffImpossible:
    """Nothing that is typed could reach anybody; the person heard whom to ask."""


@dataclass(frozen=True)
class Erased:
    """The person asked to have the conversation erased."""

    topic: str
    """The topic that the wish belongs to."""


@dataclass(frozen=True)
class NothingSaid:
    """There was no question in it."""


HandOffOutcome = HandingOver | HandOffAgreed | HandOffDeclined | HandOffImpossible

Outcome = (
    Answered
    | AskedForContext
    | Unsure
    | NotUnderstood
    | Moved
    | Rated
    | InDanger
    | PersonWanted
    | HandOffOutcome
    | Erased
    | NothingSaid
)


def topic_of(outcome: Outcome) -> str | None:
    """Return the one topic that a message turned out to be about, ``None`` when there is none."""
    if isinstance(outcome, (Answered, AskedForContext, Erased)):
        return outcome.topic
    return PERSON if isinstance(outcome, PersonWanted) else None
