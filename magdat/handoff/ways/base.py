"""What every way out has in common: it carries lines of a ticket to another system, and looks there for replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from magdat.handoff.events import Event, Happened
from magdat.handoff.failures import DeliveryFailure, PermanentFailure, TemporaryFailure
from magdat.handoff.message import Handoff
from magdat.handoff.receipts import Receipt
from magdat.handoff.said import Said
from magdat.handoff.tickets import Author, Errand, Tickets

if TYPE_CHECKING:
    from magdat.handoff.desk import Desk

__all__ = ["DeliveryFailure", "Heard", "HearingWay", "Outward", "PermanentFailure", "TemporaryFailure", "Way"]


@dataclass(frozen=True)
class Outward:
    """One line as it leaves the house, in words that people read; nothing in it is markup."""

    number: str
    topic: str | None
    """What the topic is called; ``None`` where it did not go along."""

    situation: str
    """The situation in words; empty where it did not go along."""

    contact: str | None
    """Where an answer may go beside the chat; ``None`` is anonymous."""

    text: str
    """What was said; empty of what happened."""

    author: Author
    desk: str
    """What the desk is called."""

    page: str | None
    """The address of the ticket at our own desk; ``None`` where that is not known."""

    handoff: Handoff
    """The question with all that went along."""

    talk: tuple[Said, ...]
    """Everything up to and with this line, but notes: what another desk has to read after a transfer."""

    happened: Happened | None = None
    """What happened, of a SYSTEM line."""

    here: bool = True
    """Whether the desk that has the question now hears of it by this way; one that had it before may do so still."""

    confidential: bool = False
    """Whether that desk is one in which people confide."""

    @property
    def first(self) -> bool:
        """Return whether this is the question itself."""
        return len(self.talk) == 1 and self.happened is None

    @property
    def reopens(self) -> bool:
        """Return whether the person came back with this line to a question that was closed."""
        stands = (said for said in reversed(self.talk[:-1]) if said.happened is None or said.happened.event in _STANDS)
        last = next(stands, None)
        closed = last is not None and last.happened is not None and last.happened.event is Event.CLOSED
        return closed and self.author is Author.PERSON and self.happened is None

    @property
    def after_others(self) -> bool:
        """Return whether it went on with what was said at another desk, which one that had it before that missed."""
        moved = [at for at, said in enumerate(self.talk) if _went_on(said)]
        return _went_on(self) and any(said.happened is None for said in self.talk[min(moved, default=0) :])


_STANDS = frozenset({Event.TAKEN, Event.TRANSFERRED, Event.CLOSED, Event.REOPENED, Event.BACK})
"""What changes where a question stands."""


def _went_on(said: Said | Outward) -> bool:
    return said.happened is not None and said.happened.event is Event.TRANSFERRED


@dataclass(frozen=True)
class Heard:
    """What is answered to another system that posts something."""

    status: int
    """The HTTP status: 2xx is taken, 4xx refused, 503 to be posted again."""

    why: str
    """A short English sentence, without a word of what was posted."""


class HearingWay(Protocol):
    """A way whose other side posts its answers to us."""

    def hear(self, desk: Desk, headers: Mapping[str, str], body: bytes) -> Heard:
        """Check who posts, and give what is posted to ``desk``.

        Raises:
            StorageError: it could not be kept; the other side has to post it again.
        """


class Way(Protocol):
    """One way out. It keeps nothing but by the ports, logs no text, and may be called from any thread."""

    @property
    def name(self) -> str:
        """Return its name in the settings: ``email``, ``webhook``, ``rt``."""

    def carry(self, errand: Errand, text: Outward) -> str | None:
        """Deliver one line; the first one makes a ticket at the other side. A normal return means that it arrived.

        The same errand may come again after a crash: what tells it from others is ``errand.line.id``.

        Returns:
            What the other side calls the ticket, where it has a name for it.

        Raises:
            TemporaryFailure: try again later.
            PermanentFailure: trying again is no use.
        """

    def look(self, desk: Desk, tickets: Tickets) -> int:
        """Look for replies and closings at the other side, where it has to be asked, and give each to ``desk``.

        Each with a mark of what the other side calls it, and ``way=self.name``.

        Returns:
            How many were new.

        Raises:
            TemporaryFailure: the other side is away.
        """

    def erase(self, number: str, external: str) -> bool:
        """Erase a ticket at the other side; ``False`` where that cannot be done, so that its texts remain there.

        Raises:
            TemporaryFailure: try again later.
        """

    def tell_erased(self, receipt: Receipt) -> None:
        """Tell a desk that a question was erased here of which texts remain there: nobody reads answers any more.

        The person had it erased, or it is past its time (``receipt.reason``). Of the latter a way says nothing whose
        desk reads each message as it comes: that question was closed weeks ago. The same receipt may come again; who
        can tells it from others, and says it once.

        Raises:
            TemporaryFailure: try again later.
            PermanentFailure: trying again is no use.
        """

    def check(self) -> None:
        """Try the way, without sending anything.

        Raises:
            DeliveryFailure: it does not work; an English sentence says what is wrong.
        """
