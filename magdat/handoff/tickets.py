"""The port of tickets: what was handed to a person, the talk that follows, and which ways it still has to go.

This says what every form of it has in common; magdat/storage holds the forms. Contents are opaque here: whoever brings
them seals them first (magdat/privacy/seal.py). Times are seconds since 1970.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from magdat.handoff.floor import Floor

from magdat.handoff.lists import Selection, Tally
from magdat.handoff.receipts import Outcome, Receipt
from magdat.handoff.ticket import Author, Backlog, Errand, Figure, Line, Status, Stuck, Ticket
from magdat.handoff.troubles import Troubles

__all__ = ["Author", "Backlog", "Errand", "Figure", "Line", "SealFor", "Status", "Stuck", "Ticket", "Tickets"]

LEASE = 60.0
"""Seconds that a courier holds an errand unless it says again that it does; a crash frees it after so long."""

LONGEST_WAIT = 86_400.0
"""Seconds that an errand may be put off at most; a later moment was set by a clock that was wrong."""

GIVE_UP_AFTER = 7 * 86_400.0
"""Seconds of trying after which an errand counts as undeliverable."""

CRASHED = "crashed while sending"
"""The reason of an errand whose couriers die time and again."""


class Tickets(Troubles, Protocol):
    """Tickets of all desks; threads and processes may share them.

    Every method is one transaction, and raises StorageError when nothing could be written or read; nothing was changed
    then. A ``mark`` makes a step happen once: the same mark again changes nothing, and returns what came of it before.
    """

    def open(
        self,
        desk: str,
        conversation: str,
        channel: str,
        address: bytes | None,
        code: str,
        topic: str | None,
        seal_for: SealFor,
        ways: Collection[str],
        mark: str,
        *,
        key: int | None = None,
    ) -> int:
        """Keep a new ticket with its first line, and an errand for each way; return its key.

        The key is known before its content is sealed: ``seal_for`` gives the sealed content of a line of that key. One
        that was given by an earlier version is kept: ``key``.
        """

    def of(self, key: int) -> Ticket | None:
        """Return a ticket."""

    def by_code(self, code: str) -> Ticket | None:
        """Return the ticket that a code opens, by its digest."""

    def current(self, conversation: str) -> Ticket | None:
        """Return the ticket of a conversation that is with a human, or else waits; the latest one."""

    def of_conversations(self, pseudonyms: Iterable[str]) -> list[Ticket]:
        """Return every ticket of these conversations, oldest first."""

    def at_desks(self, desks: Collection[str], statuses: Collection[Status], limit: int = 200) -> list[Ticket]:
        """Return the tickets of these desks, those that wait longest first."""

    def astray(self, desks: Collection[str]) -> list[Ticket]:
        """Return the open tickets that are at none of these desks, oldest first."""

    def listed(self, wanted: Selection) -> list[Ticket]:
        """Return one page of a list."""

    def tally(self, desks: Collection[str], statuses: Collection[Status]) -> list[Tally]:
        """Return how many tickets these desks have, by desk, status and agent."""

    def lines(self, key: int, after: int = 0) -> list[Line]:
        """Return the lines of a ticket with an id above ``after``, in order."""

    def add(
        self,
        key: int,
        author: Author,
        content: bytes,
        *,
        agent: str | None,
        way: str | None,
        ways: Collection[str],
        mark: str,
        came: Collection[Status] = (),
        floor: Floor | None = None,
        quiet: bool = False,
    ) -> Line | None:
        """Add a line and an errand for each of ``ways`` but the one it came by; ``None`` for a mark seen before.

        A line of the DESK takes a waiting ticket (HUMAN), reopens a closed one, and sets ``taken``; a line of the
        PERSON reopens a closed one as WAITING. A NOTE never makes an errand. ``None`` too when there is no such
        ticket, it was withdrawn, or does not stand in ``came``. ``floor`` as in :meth:`move`. ``quiet``
        is a line of the PERSON that wants no answer: nobody waits for one to it.
        """

    def move(
        self,
        key: int,
        to: Status,
        *,
        agent: str | None = None,
        desk: str | None = None,
        leaves: str | None = None,
        came: Collection[Status] = (),
        content: bytes,
        way: str | None = None,
        ways: Collection[str] = (),
        afresh: Collection[str] = (),
        mark: str | None = None,
        floor: Floor | None = None,
        heard: int | None = None,
        seen: int | None = None,
        once: bool = False,
    ) -> Line | None:
        """Change where a ticket stands, who has it, or at which desk, and keep a SYSTEM line of it, in one step.

        Args:
            key: the ticket.
            to: where it stands from now on; WITHDRAWN erases its lines, its address and what still had to go.
            agent: who has it now; nobody from now on where it waits.
            desk: the desk that has it from now on; the one that has it stays unless given.
            leaves: the desk at which it has to be still; ``None`` is any.
            came: from where it may come; empty is from anywhere.
            content: the sealed content of the line.
            way: the way by which the other side said so.
            ways: the ways that hear of it, but for the one it came by.
            afresh: the ways that were never given this ticket, and that get all its lines but notes.
            mark: makes it happen once; without, always.
            floor: which others of its conversation wait from now on, where it goes to a human or leaves one.
            heard: up to which line the other side had heard all (:meth:`heard_by`) when it said so.
            seen: up to which line whoever does it could read what the person wrote.
            once: whether the mark counts also where ``seen`` stands in the way.

        Returns:
            The line; ``None`` when it does not stand in ``came`` or at ``leaves``, the mark was seen before, something
            was said or done after ``heard``, notes and what ``way`` brought itself apart, or the PERSON wrote after
            ``seen`` and wants an answer.
        """

    def came(self, mark: str) -> bool:
        """Return whether something came under a mark."""

    def adopt(
        self, key: int, conversation: str, channel: str, address: bytes | None, floor: Floor | None = None
    ) -> bool:
        """Let the talk of a ticket go on at another place; ``False`` when there is no such ticket."""

    def tell(self, key: int, line: int, since: int | None = None) -> bool:
        """Note up to which line the person was told; it never goes back.

        With ``since`` only where they were told up to exactly that line. Return whether it was noted.
        """

    def take_errand(self, ways: Collection[str]) -> Errand | None:
        """Take the errand that is longest due, in order of lines for each ticket and way; ``None`` without any."""

    def arrived(self, errand: Errand, external: str | None) -> None:
        """Note that a line arrived, and what the other side calls the ticket.

        Where it called it something else before, that place is erased with the ticket (Outcome.LEFT).
        """

    def put_off(self, errand: Errand, retry_at: float | None, reason: str) -> bool | None:
        """Note that it did not: try again at a moment, or give up when there is none, or after a week of trying.

        Return whether it is tried again; ``None`` when another courier has it.
        """

    def came_back(self, key: int, line: int, way: str, reason: str, mark: str) -> bool:
        """Note that a line did not arrive after all: it counts as given up from now on. ``False`` when that is known.

        ``False`` too where that line still has to go by that way, or there is no such line.
        """

    def held_up(self, ways: Collection[str]) -> list[Errand]:
        """Return the errands that were given up, where themselves or what waits behind them was not dealt with.

        :meth:`also_by` deals with it. None of them is held: whoever looks carries nothing by this way.
        """

    def also_by(self, errand: Errand, way: str | None) -> int:
        """Send by another way what waits behind this errand and itself, once; return how many errands that are.

        What came by that way stays behind. ``None`` sends nothing: it is known that no other way is needed, or there.
        """

    def heard_by(self, way: str, key: int) -> int:
        """Return up to which line a way has carried all of a ticket; 0 without any.

        See magdat/handoff/hearing.py of what was given up.

        What another system says of a ticket may be older than what still waits to be carried there.
        """

    def renew(self, errand: Errand) -> bool:
        """Say that a courier is still busy with an errand; ``False`` when another took it over."""

    def retry(self, key: int) -> int:
        """Give what was given up of a ticket a fresh start; return how many errands."""

    def by_external(self, way: str, external: str) -> int | None:
        """Return the key of the ticket that another system calls so."""

    def external(self, way: str, key: int) -> str | None:
        """Return what another system calls a ticket; ``None`` when it never arrived there."""

    def externals(self, way: str) -> list[tuple[int, str]]:
        """Return the tickets that a way has to ask after, with what the other side calls them.

        A closed one is among them as long as it is kept: somebody may still answer it there, or open it again.
        """

    def bookmark(self, way: str, name: str) -> str | None:
        """Return where a way was when it last looked for replies."""

    def keep_bookmark(self, way: str, name: str, value: str) -> None:
        """Keep where a way is."""

    def stuck(self) -> Sequence[Stuck]:
        """Return what does not arrive, for the operator."""

    def backlog(self) -> Backlog:
        """Return what waits to be carried, and to be answered."""

    def erase(self, pseudonyms: Iterable[str]) -> list[int]:
        """Erase every ticket of these conversations with all its lines; return their keys. Receipts are kept of it."""

    def forget(self, days: float) -> list[int]:
        """Erase the tickets that were closed or withdrawn for so many days; return their keys. Receipts stay a year.

        A ticket ages by two days a call at most, so that none goes because a clock jumped.
        """

    def receipts(self, key: int | None = None) -> list[Receipt]:
        """Return the receipts of one ticket, or all of them, oldest first."""

    def to_erase(self, ways: Collection[str]) -> list[Receipt]:
        """Return what these ways still have to erase at the other side."""

    def settle(self, receipt: int, outcome: Outcome) -> None:
        """Note what became of the texts at the other side."""

    def figures(self) -> list[Figure]:
        """Return every ticket that is kept, as it is counted."""


class SealFor(Protocol):
    """Seals the first line of a ticket whose key is just known."""

    def __call__(self, key: int) -> bytes:
        """Return the sealed content."""


def bound_to(key: int) -> str:
    """Return what every content of a ticket is bound to, so that nobody can put it in another's."""
    return f"ticket {key}"


def address_of(channel: str, conversation: str) -> str:
    """Return what the address of a ticket is bound to: nobody can put it at another conversation."""
    return f"ticket address {channel} {conversation}"
