"""Request Tracker 5 as a desk: a ticket a question, by its REST 2 interface, which is part of RT itself.

What the person writes goes in as correspondence; what an agent writes to the requestor comes back. RT's comments are
its own notes: they are neither read nor written, but for what happened (the person went away, took it back).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from magdat.handoff.events import Event
from magdat.handoff.failures import PermanentFailure
from magdat.handoff.mail.forms import MailForms
from magdat.handoff.mail.html_text import text_of_html
from magdat.handoff.mail.quotes import own_words
from magdat.handoff.outbox import number_of
from magdat.handoff.receipts import Reason, Receipt
from magdat.handoff.tickets import Author, Errand, Ticket, Tickets
from magdat.handoff.ways.addresses import is_email_address
from magdat.handoff.ways.base import Outward
from magdat.handoff.ways.calls import Calls, Missing
from magdat.handoff.ways.round import Round
from magdat.handoff.ways.words import DeskWords

if TYPE_CHECKING:
    from magdat.handoff.desk import Desk

NAME = "rt"

DONE = frozenset({"resolved", "rejected", "deleted"})
"""RT's statuses in which nobody works on a ticket any more (lifecycle «default»)."""

AT_ONCE = 40
"""Tickets that one question to RT is about."""

PAGE = 100
"""Transactions that RT gives at once at most."""

LATE = 50
"""So far before the last transaction of a ticket others may still appear: RT numbers them before they can be seen."""

REMEMBERED = 12
"""Transactions of a ticket that are known to be dealt with."""


@dataclass(frozen=True)
class Transaction:
    """One thing that happened to a ticket in RT."""

    id: int
    ticket: str
    kind: str
    creator: str
    was: str
    status: str
    """The statuses before and after, where that changed."""


@dataclass(frozen=True)
class _Seen:
    """The last transactions of a ticket that were looked at."""

    ids: tuple[int, ...] = ()

    @classmethod
    def read(cls, kept: str | None) -> _Seen:
        return cls(tuple(int(part) for part in (kept or "").split() if part.isdigit()))

    @property
    def last(self) -> int:
        return max(self.ids, default=0)

    def lacks(self, number: int) -> bool:
        return number > self.last - LATE and number not in self.ids

    def with_(self, number: int) -> _Seen:
        kept = sorted({*self.ids, number})
        return _Seen(tuple(kept[-REMEMBERED:]))

    def __str__(self) -> str:
        return " ".join(map(str, self.ids))


class _NotYet(Exception):
    """A change of status has to wait for what is on its way to RT."""


class RequestTracker:
    """Carry questions to RT, and bring back what its agents answer."""

    name = NAME

    def __init__(self, calls: Calls, queues: Mapping[str, str], words: DeskWords, forms: MailForms) -> None:
        """Keep what it works with.

        Args:
            calls: RT's interface, from ``…/REST/2.0`` on.
            queues: the queue of each desk; that of the empty name is for all others.
            words: what agents read.
            forms: how programs quote what they answer.
        """
        self._calls = calls
        self._queues = queues
        self._words = words
        self._forms = forms

    def carry(self, errand: Errand, text: Outward) -> str | None:
        """Make a ticket of the question, add what follows as correspondence, and do what happened.

        Raises:
            TemporaryFailure: RT is away, or refuses the token.
            PermanentFailure: RT refuses what is asked.
        """
        if errand.external is None:
            # After a crash the ticket may be there, though nobody noted how it is called.
            found = self._found(errand.ticket) if errand.attempt > 1 else None
            # What went on before it came is no longer for whoever reads here.
            return found or (self._create(errand, text) if text.here else None)
        if text.happened is not None:
            self._happen(errand, errand.external, text.happened.event, text)
        else:
            if errand.attempt == 1 or not self._has(errand.external, _subject(errand)):
                self._say(errand.external, "correspond", _subject(errand), self._words.body(text, marked=False))
            if text.author is Author.PERSON and self._calls.get(f"/ticket/{errand.external}")["Status"] in DONE:
                self._stand(errand.external, "open")  # most queues do so by themselves
        return errand.external

    def look(self, desk: Desk, tickets: Tickets) -> int:
        """Give the desk what agents answered, closed and reopened since the last look; return how many were new.

        Raises:
            TemporaryFailure: RT is away.
        """
        known = tickets.externals(self.name)
        new, around = 0, Round(tickets, self.name)
        for start in range(0, len(known), AT_ONCE):
            some = {external: key for key, external in known[start : start + AT_ONCE]}
            seen = {external: _Seen.read(tickets.bookmark(self.name, external)) for external in some}
            for item in self._transactions(list(some), min(place.last for place in seen.values()) - LATE):
                place = seen.get(item.ticket)
                if place is None or not place.lacks(item.id):
                    continue
                number = number_of(some[item.ticket])
                with around.at(number):
                    try:
                        new += self._take(desk, number, item, late=item.id < place.last)
                    except _NotYet:  # it is looked at again, until something later on that ticket was taken
                        continue
                    seen[item.ticket] = place.with_(item.id)
                    tickets.keep_bookmark(self.name, item.ticket, str(seen[item.ticket]))
        around.end()
        return new

    def erase(self, number: str, external: str) -> bool:
        """Return ``False``: RT's interface removes no texts, an administrator does (rt-shredder)."""
        return False

    def tell_erased(self, receipt: Receipt) -> None:
        """Say why in a comment, and first reject what nobody closed and the person had erased.

        Of comments RT shows us none, so that one comes last.

        Raises:
            TemporaryFailure: RT is away.
            PermanentFailure: the ticket is gone, or RT refuses.
        """
        external = str(receipt.external)
        if receipt.reason is not Reason.OLD and self._calls.get(f"/ticket/{external}")["Status"] not in DONE:
            self._stand(external, "rejected")
        self._say(external, "comment", f"{receipt.number}/gewist", self._words.gone(receipt))

    def check(self) -> None:
        """Ask RT who it is, and whether the queues are there.

        Raises:
            DeliveryFailure: RT is away, refuses the token, or hides a queue.
        """
        self._calls.get("/rt")
        for queue in dict.fromkeys(self._queues.values()):
            try:
                links = self._calls.get(f"/queue/{quote(queue, safe='')}")["_hyperlinks"]
            except Missing:
                raise PermanentFailure(f"rt: there is no queue {queue!r}, or the user may not see it") from None
            if not any(link.get("ref") == "create" for link in links):
                raise PermanentFailure(f"rt: the user may make no tickets in the queue {queue!r}")

    # --- what goes to RT

    def _create(self, errand: Errand, text: Outward) -> str:
        links = [_mark(errand.ticket), *([text.page] if text.page else [])]
        ticket = {
            "Queue": self._queue(errand.ticket),
            "Subject": self._words.title(text),
            "Content": self._words.body(text),
            "ContentType": "text/plain",
            "RefersTo": links,
        }
        if text.contact and is_email_address(text.contact):
            # «Requestor», and not «Requestors»: with that RT makes the ticket and mails nobody.
            ticket["Requestor"] = text.contact
        return str(self._calls.post("/ticket", ticket)["id"])

    def _found(self, ticket: Ticket) -> str | None:
        items = self._calls.get("/tickets", query=f"RefersTo = '{_mark(ticket)}'", per_page=1)["items"]
        return str(items[0]["id"]) if items else None

    def _happen(self, errand: Errand, external: str, event: Event, text: Outward) -> None:
        if event is Event.CLOSED:
            self._stand(external, "resolved")
        elif event is Event.REOPENED:
            self._stand(external, "open")
        elif event is Event.TRANSFERRED and not text.here:
            # First the status: RT shows us no comments, by which we would know that this one is there.
            self._stand(external, "rejected")
            self._say(external, "comment", _subject(errand), self._words.elsewhere(text))
        elif event is Event.TRANSFERRED:
            self._calls.put(f"/ticket/{external}", {"Queue": self._queue(errand.ticket)})
            if self._calls.get(f"/ticket/{external}")["Status"] in DONE:
                self._stand(external, "open")  # it comes back from a desk that is not in RT
            if text.after_others and (errand.attempt == 1 or not self._has(external, _subject(errand))):
                self._say(external, "comment", _subject(errand), self._words.whole(text, in_a_channel=False))
        elif event in {Event.BACK, Event.WITHDRAWN}:
            if errand.attempt == 1 or not self._has(external, _subject(errand)):
                self._say(external, "comment", _subject(errand), self._words.body(text))
            if event is Event.WITHDRAWN:
                self._stand(external, "rejected")

    def _stand(self, external: str, status: str) -> None:
        """Give a ticket a status; RT says 200 also when it did not."""
        if self._calls.get(f"/ticket/{external}")["Status"] == status:
            return
        self._calls.put(f"/ticket/{external}", {"Status": status})
        if self._calls.get(f"/ticket/{external}")["Status"] != status:
            raise PermanentFailure(f"rt: the queue has no status {status!r}, or the user may not set it")

    def _say(self, external: str, how: str, subject: str, content: str) -> None:
        self._calls.post(
            f"/ticket/{external}/{how}", {"Subject": subject, "Content": content, "ContentType": "text/plain"}
        )

    def _has(self, external: str, subject: str) -> bool:
        """Return whether a line arrived before: its subject stands in the history."""
        page = 1
        while True:
            found = self._calls.get(f"/ticket/{external}/history", fields="Data", per_page=PAGE, page=page)
            if any(str(item.get("Data") or "").strip() == subject for item in found["items"]):
                return True
            if len(found["items"]) < PAGE:
                return False
            page += 1

    def _queue(self, ticket: Ticket) -> str:
        return self._queues.get(ticket.desk) or self._queues[""]

    # --- what comes from RT

    def _take(self, desk: Desk, number: str, item: Transaction, *, late: bool) -> bool:
        """Give one transaction to the desk; return whether that changed anything.

        A change of status that shows late is left: a later one holds.

        Raises:
            _NotYet: it was closed there, and what the person wrote is not noted as having come there. What comes later
                opens it there again; what came already, a moment ago, has nothing to stay open for.
        """
        mark, heard = f"rt:{item.ticket}:{item.id}", desk.heard_by(number, self.name)
        ticket = self._calls.get(f"/ticket/{item.ticket}")
        if item.creator == _name(ticket.get("Creator")):
            return False  # that is us
        if item.kind == "Correspond":
            if item.creator in map(_name, ticket.get("Requestor") or []):
                return False  # the person wrote to RT by mail, and has it there
            text = own_words(self._content(item.id), self._forms)
            return bool(text) and desk.answer(number, item.creator, text, mark=mark, way=self.name) is not None
        if late:
            return False
        if item.status in DONE and ticket["Status"] not in DONE:
            return False  # it is open there again: by what the person wrote meanwhile, or by an agent
        if item.status in DONE:
            if desk.close(number, item.creator, mark=mark, way=self.name, seen=heard):
                return True
            if desk.wrote_after(number, heard):
                raise _NotYet
            return False
        if item.was in DONE:
            return bool(desk.reopen(number, item.creator, mark=mark, way=self.name))
        return False

    def _transactions(self, tickets: list[str], after: int) -> Iterator[Transaction]:
        """Give the correspondence and changes of status of these tickets, in order."""
        which = " OR ".join(f"ObjectId = {int(ticket)}" for ticket in tickets)
        query = f"ObjectType = 'RT::Ticket' AND ({which}) AND (Type = 'Correspond' OR Type = 'Status')"
        page, fields = 1, "ObjectId,Type,Creator,OldValue,NewValue"
        while True:
            found = self._calls.get(
                "/transactions",
                query=f"{query} AND id > {max(0, after)}",
                fields=fields,
                orderby="id",
                order="ASC",
                per_page=PAGE,
                page=page,
            )["items"]
            for item in found:
                was, status = (str(item.get(field) or "") for field in ("OldValue", "NewValue"))
                creator = _name(item["Creator"])
                yield Transaction(int(item["id"]), str(item["ObjectId"]), str(item["Type"]), creator, was, status)
            if len(found) < PAGE:
                return
            page += 1

    def _content(self, transaction: int) -> str:
        """Return the text of correspondence: the plain part, or else the text of the HTML."""
        found = self._calls.get(
            f"/transaction/{transaction}/attachments", fields="ContentType,Content,Filename", per_page=PAGE
        )["items"]
        written = [item for item in found if not item.get("Filename")]
        for kind in ("text/plain", "text/html"):
            texts = [str(item.get("Content") or "") for item in written if item.get("ContentType") == kind]
            if any(text.strip() for text in texts):
                return "\n\n".join(texts if kind == "text/plain" else map(text_of_html, texts))
        return ""


def _mark(ticket: Ticket) -> str:
    """Return what a ticket in RT refers to, by which it is found again: the same for a ticket, and for no other."""
    return f"urn:magdat:{number_of(ticket.key).lower()}:{hashlib.sha256(ticket.code.encode()).hexdigest()[:16]}"


def _subject(errand: Errand) -> str:
    return f"{number_of(errand.ticket.key)}/{errand.line.id}"


def _name(user: Any) -> str:
    """Return the name of a user as RT gives one."""
    return str(user.get("id", "")) if isinstance(user, dict) else str(user or "")
