"""What somebody typed so far of what is to be passed on, and how the asking goes; held in memory only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from magdat.situation import Situation


@dataclass(frozen=True)
class Draft:
    """A hand-off in the making."""

    message: str | None = None
    contact: str | None = None
    topic: str | None = None
    """The title of what the conversation was about; none of a confidential topic, nor when the person dropped it."""

    situation: Situation = Situation()
    """What was known when the message was given; whatever is asked later is not part of it."""

    question: str | None = None
    """A question that was answered on the way, and that may have been the message after all."""

    answered: str | None = None
    """The last text that got an answer instead of being taken; whoever types it again means it as the message."""

    interrupted: bool = False
    """Whether anything was asked meanwhile: until then, what comes after «ik wil een mens» is the message."""

    missed: int = 0
    """How often something was typed that is no place for an answer."""

    ask: str | None = None
    """The wording in which the next question is asked (leidraad/zinnen.yml); ``None`` is the usual one."""

    silent: bool = False
    """Whether the question of this step was part of the last reply already."""

    def asking(self, wording: str | None = None, *, silent: bool = False) -> Draft:
        """Return the draft with how the next question is asked."""
        return replace(self, ask=wording, silent=silent)

    def with_message(self, text: str, topic: str | None, situation: Situation) -> Draft:
        """Return the draft with a message; a text in the place of an earlier one goes along with the same things."""
        beside = (topic, situation) if self.message is None else (self.topic, self.situation)
        return replace(self.asking(), message=text, topic=beside[0], situation=beside[1], question=None, answered=None)

    def with_contact(self, contact: str) -> Draft:
        """Return the draft with where an answer may go."""
        return replace(self.asking(), contact=contact, answered=None)

    def without_topic(self) -> Draft:
        """Return the draft with nothing beside the message and the contact."""
        return replace(self.asking(), topic=None, situation=Situation())

    @property
    def tells_more(self) -> bool:
        """Return whether a topic or a situation goes along."""
        return bool(self.topic or self.situation.known())
