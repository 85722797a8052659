"""What somebody typed so far of what is to be passed on, and how the asking goes; never written to a conversation."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from enum import Enum

from magdat.situation import Situation


class Awaits(str, Enum):
    """What the assistant waits for."""

    MESSAGE = "bericht"
    CONTACT = "contact"
    AGREEMENT = "akkoord"


@dataclass(frozen=True)
class Draft:
    """A hand-off in the making."""

    awaits: Awaits = Awaits.MESSAGE
    message: str | None = None
    contact: str | None = None
    topic: str | None = None
    """The id of the topic that the conversation was about; none of a confidential one, nor when the person dropped
    it."""

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

    def asking(self, wording: str | None = None, *, awaits: Awaits | None = None, silent: bool = False) -> Draft:
        """Return the draft with what is asked next, and how."""
        return replace(self, awaits=awaits or self.awaits, ask=wording, silent=silent)

    def going_on(self) -> Draft:
        """Return the draft of somebody whose message is there: what is missing is asked, or else the yes."""
        return self.asking(awaits=Awaits.AGREEMENT if self.contact else Awaits.CONTACT)

    def with_message(self, text: str, topic: str | None, situation: Situation) -> Draft:
        """Return the draft with a message; a text in the place of an earlier one goes along with the same things."""
        beside = (topic, situation) if self.message is None else (self.topic, self.situation)
        given = replace(self, message=text, topic=beside[0], situation=beside[1], question=None, answered=None)
        return given.going_on()

    def with_contact(self, contact: str) -> Draft:
        """Return the draft with where an answer may go."""
        return replace(self.asking(awaits=Awaits.AGREEMENT), contact=contact, answered=None)

    def without_topic(self) -> Draft:
        """Return the draft with nothing beside the message and the contact."""
        return replace(self.asking(), topic=None, situation=Situation())

    @property
    def tells_more(self) -> bool:
        """Return whether a topic or a situation goes along."""
        return bool(self.topic or self.situation.known())

    def packed(self) -> str:
        """Return the draft as a text that :meth:`unpacked` reads."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str | None) -> Draft | None:
        """Read what :meth:`packed` gave; ``None`` when there is nothing, or nothing that this version can read."""
        try:
            data = json.loads(text or "")
            return cls(**{**data, "awaits": Awaits(data["awaits"]), "situation": Situation.of(data["situation"])})
        except (KeyError, TypeError, ValueError):
            return None
