"""The way to the person who asked: a letter for the channel where they are, sent by whichever process serves it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from magdat.handoff.events import Event
from magdat.handoff.failures import PermanentFailure
from magdat.handoff.tickets import Author, Errand, Status, Ticket, Tickets, address_of
from magdat.handoff.ways.base import Outward
from magdat.privacy.seal import BrokenSeal, Seal
from magdat.privacy.sealed_reply import sealed_reply
from magdat.privacy.way_back import OTHERS_READ

NAME = "persoon"
"""What this way is called among the others; nobody can choose it in the settings."""

TOPIC = "mens_spreken"
"""The topic of every reply about a hand-off (docs/contract.md)."""

ASKS = "mens_vraagt_door"
"""The step of a desk that asks whether a question may go on to another."""

STEPS = {
    Event.TAKEN: "mens_neemt_over",
    Event.REOPENED: "mens_neemt_over",
    Event.TRANSFERRED: "mens_elders",
    Event.ASKED: ASKS,
    Event.CLOSED: "mens_klaar",
    Event.DELAYED: "mens_later",
    Event.UNDELIVERED: "mens_niet_bezorgd",
    Event.OVERDUE: "mens_te_laat",
}
"""The step of a reply about what happened, which is also the sentence in leidraad/zinnen.yml."""

TAKES_OVER, BESIDE = "mens_neemt_over", "mens_antwoordt_ook"
"""The steps of a desk that begins to talk: it has the conversation, or another keeps it."""

ANSWER = "antwoord_van_mens"
"""The step of a reply that somebody of a desk wrote."""

Send = Callable[[str, str, bytes, str], bool]
"""Puts a letter in the queue of a channel: channel, conversation, sealed content, and a digest that tells it apart."""


class Say(Protocol):
    """Gives a sentence of leidraad/zinnen.yml, filled in."""

    def __call__(self, key: str, **parts: object) -> str:
        """Return the sentence."""


@dataclass(frozen=True)
class InWords:
    """The other tickets of a conversation, each by what its desk is called and by its number."""

    owner: tuple[str, str] | None = None
    """The one that has the conversation instead; ``None`` where the one that is told of has it."""

    interrupted: bool = False
    """Whether another spoke since anything was said in this one, so that it has to be said who speaks."""

    before: tuple[str, str] | None = None
    """The one that had the conversation before; something for it needs its number from now on."""

    to: str = ""
    """What the desk is called to which the line says that it may go."""


def told(say: Say, event: Event | None, text: str, desk: str, number: str, among: InWords) -> tuple[str, str] | None:
    """Return the step, and the words in which a person is told of a line.

    Args:
        say: the wording.
        event: what happened; ``None`` of what the desk wrote.
        text: what the desk wrote.
        desk: what it is called.
        number: of the ticket.
        among: the other tickets of the conversation.

    Returns:
        ``None`` of what nobody is told.
    """
    who = {"wie": desk, "nummer": number}
    if event is None:
        return ANSWER, f"{say('mens_zegt', **who)}\n{text}" if among.interrupted else text
    step = STEPS.get(event)
    if step is None:
        return None
    if step == ASKS:
        return step, say(step, **who, naar=among.to)
    if step != TAKES_OVER:
        return step, say(step, **who)
    if among.owner is not None:
        other, other_number = among.owner
        return BESIDE, say(BESIDE, **who, ander=other, ander_nummer=other_number)
    words = [say(step, **who)]
    if among.before is not None:
        words.append(say("mens_ervoor", wie=among.before[0], nummer=among.before[1]))
    return step, " ".join(words)


class PersonWay:
    """Bring answers to the person, each once and in order."""

    name = NAME

    def __init__(
        self, tickets: Tickets, seal: Seal, send: Send, say: Say, company: Callable[[Ticket, int], InWords]
    ) -> None:
        """Keep what it works with.

        Args:
            tickets: where it is noted how far the person was told.
            seal: opens addresses, and closes letters.
            send: puts a letter in the queue of a channel.
            say: gives the sentences about what happened.
            company: gives the other tickets of a conversation, as they are when the letter of a line is written.
        """
        self._tickets = tickets
        self._seal = seal
        self._send = send
        self._say = say
        self._company = company

    def carry(self, errand: Errand, text: Outward) -> None:
        """Put a letter in the queue; where the channel has no way back, the person is told at their next message.

        Raises:
            PermanentFailure: the address was sealed with a key that is not there.
            StorageError: the queue cannot be written.
        """
        ticket = errand.ticket
        if ticket.conversation is None or ticket.address is None or ticket.status is Status.WITHDRAWN:
            return
        try:
            bound = address_of(ticket.channel, ticket.conversation)
            address = json.loads(self._seal.open(ticket.address, bound))
        except BrokenSeal:
            raise PermanentFailure("address sealed with another key") from None
        reply = self.reply(errand, text, discreet=bool(address.get(OTHERS_READ)))
        if reply is not None:
            sealed = sealed_reply(self._seal, ticket.channel, ticket.conversation, address, reply)
            delivery = self._seal.digest("ticket line", str(errand.line.id))
            self._send(ticket.channel, ticket.conversation, sealed, delivery)
        self._tickets.tell(ticket.key, errand.line.id)

    def reply(self, errand: Errand, text: Outward, *, discreet: bool) -> dict[str, object] | None:
        """Return what the person reads of a line, alone where others read along; ``None`` where it says nothing."""
        event = text.happened.event if text.happened is not None else None
        if event is None and text.author is not Author.DESK:
            return None
        said = told(self._say, event, text.text, text.desk, text.number, self._company(errand.ticket, errand.line.id))
        if said is None:
            return None
        step, words = said
        custom = {"onderwerp": TOPIC, "van": text.desk, "nummer": text.number, "status": errand.ticket.status.value}
        return {"text": words, "buttons": [], "custom": {**custom, "stap": step}, "discreet": discreet}
