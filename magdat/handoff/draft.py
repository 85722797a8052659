"""What somebody typed so far of what is to be passed on, and how the asking goes; never written to a conversation."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Protocol

from magdat.situation import Situation

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?…])\s+")


DRAFTED = "doorgeven"
"""Under what kind of thing drafts are kept, before the pseudonym of a conversation."""


class Kept(Protocol):
    """What remembers drafts (magdat/storage/ports.py, Drafts)."""

    def recall(self, owner: str) -> str | None:
        """Return what was kept, unless it was too long ago."""


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

    topic_dropped: bool = False
    """Whether the person wanted no topic and no situation along: then none goes with a text in its place either."""

    question: str | None = None
    """A question that was answered on the way, and that may have been the message after all."""

    question_topic: str | None = None
    """The id of its topic, what it says of the situation, and its words without names and numbers where it has any:
    they go along where it is the message."""

    question_situation: Situation = Situation()
    question_suggestion: str | None = None

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

    about: str | None = None
    """The id of the topic by which the desk is chosen, also where it does not go along."""

    role: str | None = None
    """The role of whoever asks, by which the desk is chosen too."""

    wanted: str | None = None
    """The id of the desk that the person named, where they did."""

    desk: str | None = None
    """The id of the desk that was shown with the question for a yes."""

    named: bool = False
    """Whether that desk takes no question of somebody who stays anonymous."""

    suggestion: str | None = None
    """The message without names and numbers, unless there are none; it goes unless they want their own."""

    own_words: bool = False

    given: str | None = None
    """The answer of the assistant that goes along, in words, where the person wants that."""

    mark: str | None = None
    """A random name of this draft: with it one message is handed over once."""

    agreed: str | None = None
    """What the delivery of the yes is called under which exactly this began to be handed over; that of a later yes is
    not looked at, so that it is handed over once also where nobody knows whether it was."""

    sent: bool = False
    """Whether it was handed over: it is kept until that is noted in the conversation too."""

    refused: bool = False
    """Whether too much was handed over that day for it to go too; its texts stay."""

    def asking(self, wording: str | None = None, *, awaits: Awaits | None = None, silent: bool = False) -> Draft:
        """Return the draft with what is asked next, and how; no yes of before holds for it, nor what came of one."""
        return replace(self, awaits=awaits or self.awaits, ask=wording, silent=silent, agreed=None, refused=False)

    @property
    def goes(self) -> str:
        """Return the message as it is shown, and as it goes."""
        return self.message or "" if self.own_words or self.suggestion is None else self.suggestion

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return the sentences of the message as it is shown, each of which can be struck."""
        return tuple(part for part in _BETWEEN_SENTENCES.split(self.goes.strip()) if part)

    def without_sentence(self, number: int) -> Draft:
        """Return the draft without one of its sentences, counted from 1; negative is from the end."""
        kept = list(self.sentences)
        if len(kept) > 1 and 1 <= abs(number) <= len(kept):
            del kept[number - 1 if number > 0 else number]
        text = " ".join(kept)
        return replace(self.asking(), message=text, suggestion=None, own_words=True)

    def going_on(self) -> Draft:
        """Return the draft of somebody whose message is there: what is missing is asked, or else the yes."""
        return self.asking(awaits=Awaits.AGREEMENT if self.contact else Awaits.CONTACT)

    def with_question(self, text: str, topic: str | None, situation: Situation, suggestion: str | None) -> Draft:
        """Return the draft with a question that is answered on the way, in the place of any before it."""
        asked = replace(self, question=text, question_topic=topic, question_situation=situation)
        return replace(asked, question_suggestion=suggestion)

    def _without_question(self) -> Draft:
        return replace(self.with_question("", None, Situation(), None), question=None, answered=None)

    def with_message(self, text: str, topic: str | None, situation: Situation, suggestion: str | None = None) -> Draft:
        """Return the draft with a message, and with what is of it; an answer goes along with its own topic alone."""
        beside = (None, Situation()) if self.topic_dropped else (topic, situation)
        given = self.given if beside[0] == self.topic else None
        taken = replace(self, message=text, suggestion=suggestion if suggestion != text else None, own_words=False)
        return replace(taken, topic=beside[0], situation=beside[1], given=given)._without_question().going_on()

    def with_more(self, text: str, suggestion: str | None, most: int) -> Draft:
        """Return the draft with more behind its message, as a sentence of its own.

        Args:
            text: what is added.
            suggestion: the same without names and numbers; ``None`` where there are none in it.
            most: characters of a message that are passed on.
        """
        whole = _joined(self.message or "", text)[:most]
        shown = _joined(self.goes, suggestion or text)[:most]
        # Whoever wanted their own words sees once more without names what is new, and chooses again.
        own_words = self.own_words and suggestion is None
        taken = replace(self, message=whole, suggestion=shown if shown != whole else None, own_words=own_words)
        return taken._without_question().going_on()

    def with_contact(self, contact: str) -> Draft:
        """Return the draft with where an answer may go."""
        return replace(self.asking(awaits=Awaits.AGREEMENT), contact=contact, answered=None)

    def without_topic(self) -> Draft:
        """Return the draft with nothing beside the message and the contact."""
        return replace(self.asking(), topic=None, situation=Situation(), given=None, topic_dropped=True)

    def confided(self, topic: str) -> Draft:
        """Return the draft of somebody whose message tells of something confidential: nothing goes along with it."""
        return replace(self, about=topic, topic=None, situation=Situation(), given=None)

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
            situations = {"situation": data["situation"], "question_situation": data.get("question_situation") or {}}
            read = {name: Situation.of(values) for name, values in situations.items()}
            return cls(**{**data, **read, "awaits": Awaits(data["awaits"])})
        except (KeyError, TypeError, ValueError):
            return None


def is_being_made(memory: Kept, sender: str) -> bool:
    """Return whether a question is being made in a conversation, as far as this memory holds its drafts.

    One that was agreed to is not any more, though it is kept for a while.

    Raises:
        StorageError: nobody can say.
    """
    draft = Draft.unpacked(memory.recall(f"{DRAFTED}:{sender}"))
    return draft is not None and not draft.sent and draft.agreed is None


def _joined(before: str, more: str) -> str:
    before = before.rstrip()
    between = "" if not before else " " if before[-1] in ".!?…" else ". "
    return f"{before}{between}{more[:1].upper()}{more[1:]}"
