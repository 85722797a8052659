"""The way to the person who asked: a letter for the channel where they are, sent by whichever process serves it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Protocol

from magdat.handoff.events import Event
from magdat.handoff.failures import PermanentFailure
from magdat.handoff.tickets import Author, Errand, Status, Tickets, address_of
from magdat.handoff.ways.base import Outward
from magdat.privacy.seal import BrokenSeal, Seal
from magdat.privacy.sealed_reply import sealed_reply
from magdat.privacy.way_back import OTHERS_READ

NAME = "persoon"
"""What this way is called among the others; nobody can choose it in the settings."""

TOPIC = "mens_spreken"
"""The topic of every reply about a hand-off (docs/contract.md)."""

STEPS = {
    Event.TAKEN: "mens_neemt_over",
    Event.REOPENED: "mens_neemt_over",
    Event.TRANSFERRED: "mens_elders",
    Event.CLOSED: "mens_klaar",
    Event.DELAYED: "mens_later",
    Event.UNDELIVERED: "mens_niet_bezorgd",
    Event.OVERDUE: "mens_te_laat",
}
"""The step of a reply about what happened, which is also the sentence in leidraad/zinnen.yml."""

ANSWER = "antwoord_van_mens"
"""The step of a reply that somebody of a desk wrote."""

Send = Callable[[str, str, bytes, str], bool]
"""Puts a letter in the queue of a channel: channel, conversation, sealed content, and a digest that tells it apart."""


class Say(Protocol):
    """Gives a sentence of leidraad/zinnen.yml, filled in."""

    def __call__(self, key: str, **parts: object) -> str:
        """Return the sentence."""


class PersonWay:
    """Bring answers to the person, each once and in order."""

    name = NAME

    def __init__(self, tickets: Tickets, seal: Seal, send: Send, say: Say) -> None:
        """Keep what it works with.

        Args:
            tickets: where it is noted how far the person was told.
            seal: opens addresses, and closes letters.
            send: puts a letter in the queue of a channel.
            say: gives the sentences about what happened.
        """
        self._tickets = tickets
        self._seal = seal
        self._send = send
        self._say = say

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
        reply = self.reply(ticket.status, text, discreet=bool(address.get(OTHERS_READ)))
        if reply is not None:
            sealed = sealed_reply(self._seal, ticket.channel, ticket.conversation, address, reply)
            delivery = self._seal.digest("ticket line", str(errand.line.id))
            self._send(ticket.channel, ticket.conversation, sealed, delivery)
        self._tickets.tell(ticket.key, errand.line.id)

    def reply(self, status: Status, text: Outward, *, discreet: bool) -> dict[str, object] | None:
        """Return what the person reads of a line, alone where others read along; ``None`` where it says nothing."""
        told: dict[str, object] = {"onderwerp": TOPIC, "van": text.desk, "nummer": text.number, "status": status.value}
        if text.author is Author.DESK:
            return {"text": text.text, "buttons": [], "custom": {**told, "stap": ANSWER}, "discreet": discreet}
        step = STEPS.get(text.happened.event) if text.happened is not None else None
        if step is None:
            return None
        said = self._say(step, wie=text.desk, nummer=text.number)
        return {"text": said, "buttons": [], "custom": {**told, "stap": step}, "discreet": discreet}
