"""What became of a message before Rasa reads it."""

from __future__ import annotations

from dataclasses import dataclass

from rasa.core.channels.channel import UserMessage

from channels.base import Incoming, Reply
from magdat.handoff.exchange import Heard


@dataclass(frozen=True)
class Listened:
    """A message that was listened to: said of, kept for a person, or still to be read by Rasa."""

    key: str
    """The pseudonym of person and place."""

    incoming: Incoming
    replies: tuple[Reply, ...] = ()
    """What is said at once."""

    message: UserMessage | None = None
    """What Rasa is to read; ``None`` where it ended here."""

    heard: Heard = Heard()
    """What was made of it where its writer passed something on."""

    yields: bool = False
    """Whether others go first."""

    @property
    def relayed(self) -> bool:
        """Return whether it went to a person of a desk."""
        return self.heard.relayed
