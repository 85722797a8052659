"""What a person can do with a question that they handed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from magdat.handoff.bounds import PER_PERSON
from magdat.handoff.code import code_from
from magdat.handoff.contents import packed
from magdat.handoff.events import Event
from magdat.handoff.keeping import CODE, Keeping, as_key
from magdat.handoff.message import Handoff
from magdat.handoff.numbers import number_of
from magdat.handoff.said import Opened, Standing
from magdat.handoff.tickets import Line, Status, Ticket, bound_to
from magdat.privacy.pseudonym import PERSON_CHARACTERS


class NotAllowed(Exception):
    """What was asked would let others read what was told in confidence, or the desk is not there."""


class PersonSide(Keeping):
    """Hand a question over, add to it, hear where it stands, and take it back."""

    def open(
        self,
        handoff: Handoff,
        *,
        desk: str,
        conversation: str,
        channel: str,
        address: Mapping[str, Any] | None,
        mark: str,
    ) -> Opened:
        """Hand a question to a desk; it waits there until somebody takes it.

        Args:
            handoff: what the person saw and agreed to.
            desk: the id of the desk in the policy.
            conversation: the pseudonym of person and place.
            channel: the channel where they are.
            address: what the channel builds the way back from; ``None`` where it cannot bring anything by itself.
            mark: what tells this question from any other; the code is made of it, so nobody may be able to guess it.

        Raises:
            TooMany: this person, or everybody together, handed over too much today. Confidential desks have their own
                measure each: whoever needs one is not turned away because others flood the helpdesk.
            NotAllowed: the policy has no such desk.
        """
        known = self._desks()
        if known and desk not in known:
            raise NotAllowed(f"there is no desk {desk!r}")
        if (before := self.handed_over(mark)) is not None:
            return before
        code = self._code_of(mark)
        confided = self.is_confidential(desk)
        whose, of_desk = ("doorgeven:vertrouwelijk", f":{desk}") if confided else ("doorgeven", "")
        person = f"{whose}:{conversation[:PERSON_CHARACTERS]}"
        with self._bounds.counted((person, PER_PERSON), (f"{whose}{of_desk}", self._per_day)):
            key = self._tickets.open(
                desk,
                conversation,
                channel,
                self._address(address, channel, conversation),
                self._seal.digest(CODE, code),
                handoff.topic,
                lambda number: self._seal.close(packed(handoff), bound_to(number)),
                self._ways_of(desk),
                self._mark(mark),
            )
        return Opened(number_of(key), code)

    def handed_over(self, mark: str) -> Opened | None:
        """Return the question that was handed over under a mark; ``None`` where none was, or it is no longer kept."""
        code = self._code_of(mark)
        before = self._tickets.by_code(self._seal.digest(CODE, code))
        return Opened(number_of(before.key), code) if before is not None else None

    def _code_of(self, mark: str) -> str:
        return code_from(self._seal.digest("ticket code of", mark))

    def take_over(self, key: int, handoff: Handoff, desk: str) -> None:
        """Hand over a question that an earlier version kept, under the number that it has."""
        number = number_of(key)
        nobody = f"outbox {number}"  # that version kept nothing of who asked, or where
        code = self._seal.digest(CODE, nobody)
        self._tickets.open(
            desk,
            nobody,
            "outbox",
            None,
            code,
            handoff.topic,
            lambda number: self._seal.close(packed(handoff), bound_to(number)),
            self._ways_of(desk),
            self._mark(nobody),
            key=key if self._tickets.of(key) is None else None,
        )

    def owner(self, *conversations: str) -> Ticket | None:
        """Return the ticket that has conversations of one person: the one with a human, or else the latest that waits.

        ``None`` while the assistant has them.
        """
        return self._owners.of(conversations)

    def passed_on(self, conversations: Iterable[str]) -> bool:
        """Return whether anything was ever passed on in conversations, and is still kept: mostly nothing was."""
        return bool(self._tickets.of_conversations(conversations))

    def listener(self, *conversations: str) -> Ticket | None:
        """Return :meth:`owner` for what is typed now: an ordinary desk inherits no confidence over a change of names.

        Where tickets are kept they are set aside by the name of their conversation (floor.py), and names change while
        people talk. Only here all of them are known; whoever would inherit waits from now on.

        Args:
            conversations: every pseudonym that the person had at this place.
        """
        while (found := self.owner(*conversations)) is not None and self._inherits(found, conversations):
            self._happens(found, Status.WAITING, Event.BACK, came=[Status.HUMAN])
        return found

    def _inherits(self, ticket: Ticket, conversations: Iterable[str]) -> bool:
        """Return whether a confidential desk stopped talking, under another name, since an ordinary one last spoke."""
        if ticket.status is not Status.HUMAN or self.is_confidential(ticket.desk):
            return False
        spoke = self._owners.spoke(ticket.key)
        others = (item for item in self._owners.at(conversations) if item.conversation != ticket.conversation)
        return any(self.is_confidential(item.desk) and self._talks.left(item.key) > spoke for item in others)

    def relay(self, ticket: Ticket, text: str, *, mark: str, conversations: Iterable[str] = ()) -> Line | None:
        """Give what a person typed to whoever they talk with; ``None`` when nobody does any more, or it came before.

        It goes to this ticket or to none: what was meant for one desk is nothing for the next. Others that talk too
        wait from now on.

        Args:
            ticket: what :meth:`owner` gave.
            text: plain text.
            mark: see :class:`magdat.handoff.desk.Desk`.
            conversations: every pseudonym that the person had at this place.

        Raises:
            TooMany: they type faster than anybody reads.
        """
        line = self._of_person(ticket, text, mark, [Status.HUMAN])
        names = {*conversations, *([ticket.conversation] if ticket.conversation else [])}
        for other in self._owners.talking(names) if line is not None else ():
            if other.key != ticket.key:
                self._happens(other, Status.WAITING, Event.BACK, came=[Status.HUMAN])
        return line

    def add(self, number: str, text: str, *, mark: str) -> Line | None:
        """Give the desk something more for a question; one that was closed is opened again.

        Whoever gives a number has to know that it is the person's (:meth:`standing`).

        Raises:
            TooMany: somebody types faster than anybody reads.
        """
        key = as_key(number)
        ticket = self._tickets.of(key) if key is not None else None
        if ticket is None or ticket.status is Status.WITHDRAWN:
            return None
        return self._of_person(ticket, text, mark)

    def standing(self, number: str, conversations: Iterable[str]) -> Standing | None:
        """Return where a ticket stands, to the person whose it is.

        Args:
            number: its number; any text.
            conversations: the pseudonyms of the person, with or without places.
        """
        key = as_key(number)
        mine = (item for item in self._tickets.of_conversations(conversations) if item.key == key)
        return self._standing(next(mine, None))

    def standings(self, conversations: Iterable[str]) -> list[Standing]:
        """Return where every ticket of a person stands, oldest first."""
        found = (self._standing(ticket) for ticket in self._tickets.of_conversations(conversations))
        return [standing for standing in found if standing is not None]

    def standing_by_code(self, code: str, by: str) -> Standing | None:
        """Return where a ticket stands, to whoever has its code.

        Args:
            code: as it was typed.
            by: the pseudonym of who typed it, by whom tries are counted before anything is looked at.

        Raises:
            TooMany: codes were tried too often, by them or by everybody together.
        """
        return self._standing(self._by_code(code, by[:PERSON_CHARACTERS]))

    def told(self, standing: Standing) -> None:
        """Note that the person read what :meth:`standing` gave; it is not told them again."""
        self._tickets.tell(standing.ticket.key, standing.last)

    def tells_first(self, standing: Standing) -> bool:
        """Note the same; ``False`` where something of it was told them since :meth:`standings` gave it."""
        return self._tickets.tell(standing.ticket.key, standing.last, standing.ticket.told)

    def adopt(self, number: str, conversation: str, channel: str, address: Mapping[str, Any] | None) -> Ticket | None:
        """Let a talk go on where its person is now, still without saying who they are.

        Whoever gives a number has to know that it is the person's (:meth:`standing_by_code`).
        """
        ticket = self.of(number)
        if ticket is None:
            return None
        sealed = self._address(address, channel, conversation)
        if not self._tickets.adopt(ticket.key, conversation, channel, sealed, self._floor):
            return None
        self._tickets.retry(ticket.key)  # what could not be brought to the place before can be brought here
        self.tell()
        return self._tickets.of(ticket.key)

    def withdraw(self, of: str) -> bool:
        """Take back what waits, by its number or its conversation; its texts are erased here at once.

        Whoever gives a number has to know that it is the person's (:meth:`standing`).

        Returns:
            Whether it waited, and nobody ever took or closed it: what a human took is theirs as well.
        """
        ticket = self.of(of) if as_key(of) is not None else self._owners.of([of])
        if ticket is None or not ticket.untouched:
            return False
        return self._happens(ticket, Status.WITHDRAWN, Event.WITHDRAWN, came=[Status.WAITING]) is not None

    def back_to_bot(self, *conversations: str) -> list[Ticket]:
        """Give conversations of one person back to the assistant; their questions stay with the desks, that can answer.

        Returns:
            The tickets that were with a human, the one that had the conversation first.
        """
        talking = self._owners.talking(conversations)
        for ticket in talking:
            self._happens(ticket, Status.WAITING, Event.BACK, came=[Status.HUMAN])
        return talking
