"""Zammad as a desk: a ticket a question, by its REST interface, and its signed web hooks for what agents do.

Written from Zammad's documentation and held against a server of ours that keeps to it (docs/doorgeven/zammad.md).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from magdat.handoff.events import Event
from magdat.handoff.failures import TemporaryFailure
from magdat.handoff.mail.forms import MailForms
from magdat.handoff.mail.html_text import text_of_html
from magdat.handoff.mail.quotes import own_words
from magdat.handoff.outbox import number_of
from magdat.handoff.receipts import Reason, Receipt
from magdat.handoff.tickets import Author, Errand, Status, Ticket, Tickets
from magdat.handoff.ways.addresses import is_email_address
from magdat.handoff.ways.base import Heard, Outward
from magdat.handoff.ways.calls import Calls, Missing, Unwelcome
from magdat.handoff.ways.round import Round
from magdat.handoff.ways.webhook import MOST_BYTES
from magdat.handoff.ways.words import DeskWords

if TYPE_CHECKING:
    from magdat.handoff.desk import Desk

NAME = "zammad"

DONE = frozenset({"closed", "merged"})
"""Zammad's states in which nobody works on a ticket any more."""

LOOK_EVERY = 120.0
"""Seconds between two looks for what no web hook brought: Zammad gives up after four tries."""


@dataclass(frozen=True)
class _Article:
    """One article of a ticket, as a web hook and the interface both give it."""

    id: int
    sender: str
    internal: bool
    text: str
    author: str

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> _Article:
        """Raises LookupError, TypeError or ValueError for what is no article."""
        body = str(given.get("body") or "")
        by = given.get("created_by")
        author = by.get("login") if isinstance(by, dict) else by
        text = text_of_html(body) if "html" in str(given.get("content_type") or "") else body
        internal = given.get("internal") is not False
        return cls(int(given["id"]), str(given.get("sender") or ""), internal, text, str(author or NAME)[:64])


class Zammad:
    """Carry questions to Zammad, and take what its agents answer."""

    name = NAME

    def __init__(
        self,
        calls: Calls,
        groups: Mapping[str, str],
        customer: str,
        secret: str,
        words: DeskWords,
        forms: MailForms,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep what it works with.

        Args:
            calls: Zammad's interface, from ``…/api/v1`` on.
            groups: the group of each desk; that of the empty name is for all others.
            customer: the address under which questions come of which nobody may know who asks.
            secret: the signature token of the web hook.
            words: what agents read.
            forms: how programs quote what they answer.
            clock: gives seconds, from any moment on.
        """
        self._calls = calls
        self._groups = groups
        self._customer = customer
        self._secret = secret
        self._words = words
        self._forms = forms
        self._clock = clock
        self._looked = float("-inf")

    def carry(self, errand: Errand, text: Outward) -> str | None:
        """Make a ticket of the question, add what follows as articles, and do what happened.

        Raises:
            TemporaryFailure: Zammad is away, or refuses the token.
            PermanentFailure: Zammad refuses what is asked.
        """
        if errand.external is None:
            found = self._found(errand) if errand.attempt > 1 else None
            # What went on before it came is no longer for whoever reads here.
            return found or (self._create(errand, text) if text.here else None)
        if text.happened is not None:
            self._happen(errand, errand.external, text.happened.event, text)
            return errand.external
        person = text.author is Author.PERSON
        self._add(errand, errand.external, self._words.body(text, marked=False), person=person)
        if person and self._state(errand.external) in DONE:
            self._calls.put(f"/tickets/{errand.external}", {"state": "open"})
        return errand.external

    def look(self, desk: Desk, tickets: Tickets) -> int:
        """Ask now and then for what no web hook brought; return how many answers and changes were new.

        What one ticket says holds up no other: it may be removed, or in a group that the token does not see.

        Raises:
            TemporaryFailure: Zammad is away.
        """
        if self._clock() - self._looked < LOOK_EVERY:
            return 0
        started = self._clock()
        new, around = 0, Round(tickets, self.name)
        for key, external in tickets.externals(self.name):
            with around.at(number_of(key)):
                new += self._looked_at(desk, tickets, number_of(key), external)
        around.end()
        self._looked = started  # trouble of the whole way is no look: the next call must say again that it is there
        return new

    def hear(self, desk: Desk, headers: Mapping[str, str], body: bytes) -> Heard:
        """Take what a web hook brings: an agent's answer, or that the ticket is closed.

        A web hook is not dated, and may come late or be played again by somebody who listened: an article is taken
        once, and that a ticket is closed Zammad is asked itself.

        Args:
            desk: takes it.
            headers: of the request; capitals do not count.
            body: of the request, exactly as received.

        Raises:
            StorageError: it could not be kept; Zammad has to post it again.
        """
        given = {name.lower(): value for name, value in headers.items()}
        expected = hmac.new(self._secret.encode(), body, hashlib.sha1).hexdigest()
        signature = given.get("x-hub-signature", "").removeprefix("sha1=").lower()
        if len(body) > MOST_BYTES or not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
            return Heard(401, "the signature is wrong")
        try:
            told = json.loads(body)
            external, state = str(int(told["ticket"]["id"])), str(told["ticket"].get("state") or "")
            article = _Article.read(told["article"]) if told.get("article") else None
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return Heard(400, "this is no web hook as Zammad makes it")
        number = desk.called(self.name, external)
        if number is None:
            return Heard(404, "there is no such ticket")
        new = article is not None and self._answer(desk, number, article)
        if state in DONE:
            heard = desk.heard_by(number, self.name)
            try:
                ticket = self._calls.get(f"/tickets/{external}", expand="true")
            except TemporaryFailure:
                return Heard(503, "we cannot ask Zammad whether it is closed")
            if str(ticket.get("state") or "") in DONE:
                new |= self._close(desk, number, external, str(ticket.get("updated_at") or ""), heard)
        return Heard(200, "taken" if new else "known")

    def erase(self, number: str, external: str) -> bool:
        """Delete a ticket with all its articles; ``False`` where the token may not, which needs an administrator's.

        Raises:
            TemporaryFailure: Zammad is away.
        """
        try:
            self._calls.delete(f"/tickets/{external}")
        except Missing:
            return True
        except Unwelcome:
            return False
        return True

    def tell_erased(self, receipt: Receipt) -> None:
        """Say so in an article for agents, and close the ticket that the person had erased.

        Raises:
            TemporaryFailure: Zammad is away.
            PermanentFailure: the ticket is gone, or Zammad refuses.
        """
        external, subject = str(receipt.external), f"{receipt.number}/gewist"
        if subject not in self._subjects(external):
            article = self._article(subject, self._words.gone(receipt), person=False)
            self._calls.post("/ticket_articles", {"ticket_id": int(external), **article})
        if receipt.reason is not Reason.OLD and self._state(external) not in DONE:
            self._calls.put(f"/tickets/{external}", {"state": "closed"})

    def check(self) -> None:
        """Ask Zammad who the token is of.

        Raises:
            DeliveryFailure: Zammad is away, or refuses the token.
        """
        self._calls.get("/users/me")

    # --- what goes to Zammad

    def _create(self, errand: Errand, text: Outward) -> str:
        # An unknown customer is refused, but for one that Zammad may guess.
        customer = text.contact if text.contact and is_email_address(text.contact) else self._customer
        article = self._article(_mark(errand.ticket), self._words.body(text, marked=False), person=True)
        ticket = {
            "title": self._words.title(text),
            "group": self._group(errand.ticket),
            "customer_id": f"guess:{customer}",
            "article": article,
        }
        return str(self._calls.post("/tickets", ticket)["id"])

    def _found(self, errand: Errand) -> str | None:
        """Return the ticket of a question that arrived without anybody noting it."""
        mark, number = _mark(errand.ticket), number_of(errand.ticket.key)
        told = self._calls.get("/tickets/search", query=f'title:"{number}"', limit=20, expand="true")
        found = told if isinstance(told, list) else told.get("tickets", [])
        for item in found:
            external = str(item["id"] if isinstance(item, dict) else item)
            if mark in self._subjects(external):
                return external
        return None

    def _happen(self, errand: Errand, external: str, event: Event, text: Outward) -> None:
        path = f"/tickets/{external}"
        if event is Event.CLOSED:
            self._calls.put(path, {"state": "closed"})
        elif event is Event.REOPENED:
            self._calls.put(path, {"state": "open"})
        elif event is Event.TRANSFERRED and not text.here:
            self._add(errand, external, self._words.elsewhere(text), person=False)
            self._calls.put(path, {"state": "closed"})
        elif event is Event.TRANSFERRED:
            back = self._state(external) in DONE  # from a desk that is not in Zammad
            self._calls.put(path, {"group": self._group(errand.ticket), **({"state": "open"} if back else {})})
            if text.after_others:
                self._add(errand, external, self._words.whole(text, in_a_channel=False), person=False)
        elif event in {Event.BACK, Event.WITHDRAWN}:
            self._add(errand, external, self._words.body(text), person=False)
            if event is Event.WITHDRAWN:
                self._calls.put(path, {"state": "closed"})

    def _add(self, errand: Errand, external: str, body: str, *, person: bool) -> None:
        subject = f"{number_of(errand.ticket.key)}/{errand.line.id}"
        if errand.attempt > 1 and subject in self._subjects(external):
            return
        article = self._article(subject, body, person=person)
        self._calls.post("/ticket_articles", {"ticket_id": int(external), **article})

    def _article(self, subject: str, body: str, *, person: bool) -> dict[str, object]:
        """Return an article: of the customer where the person wrote it, and else one that agents alone see."""
        return {
            "subject": subject,
            "body": body,
            "content_type": "text/plain",
            "type": "note",
            "sender": "Customer" if person else "Agent",
            "internal": not person,
        }

    def _subjects(self, external: str) -> set[str]:
        found = self._calls.get(f"/ticket_articles/by_ticket/{quote(external, safe='')}", expand="true")
        return {str(item.get("subject") or "") for item in found}

    def _state(self, external: str) -> str:
        return str(self._calls.get(f"/tickets/{external}", expand="true").get("state") or "")

    def _group(self, ticket: Ticket) -> str:
        return self._groups.get(ticket.desk) or self._groups[""]

    # --- what comes from Zammad

    def _looked_at(self, desk: Desk, tickets: Tickets, number: str, external: str) -> int:
        """Give the desk what is new of one ticket; return how much that is."""
        heard = desk.heard_by(number, self.name)
        try:
            ticket = self._calls.get(f"/tickets/{external}", expand="true")
        except Missing:
            known = desk.of(number)
            if known is not None and known.status is Status.CLOSED:
                return 0  # it was removed there after it was done
            raise
        changed, state = str(ticket.get("updated_at") or ""), str(ticket.get("state") or "")
        seen, _, before = (tickets.bookmark(self.name, external) or "").partition(" ")
        if changed == seen:
            return 0
        new = 0
        for item in self._calls.get(f"/ticket_articles/by_ticket/{external}", expand="true"):
            new += self._answer(desk, number, _Article.read(item))
        if state in DONE and before not in DONE:
            new += self._close(desk, number, external, changed, heard)
            known = desk.of(number)
            if known is not None and known.status in {Status.WAITING, Status.HUMAN}:
                return new  # what was said meanwhile opens it there again, or at the next look it is closed
        elif state not in DONE and before in DONE:
            new += desk.reopen(number, NAME, way=self.name, mark=f"zammad {external} open {changed}")
        tickets.keep_bookmark(self.name, external, f"{changed} {state}")
        return new

    def _answer(self, desk: Desk, number: str, article: _Article) -> bool:
        """Give what an agent wrote to the customer to the desk; return whether it was new."""
        # Ours are of the customer, or internal: neither is an agent's answer.
        if article.sender != "Agent" or article.internal:
            return False
        text = own_words(article.text, self._forms)
        mark = f"zammad article {article.id}"
        return bool(text) and desk.answer(number, article.author, text, mark=mark, way=self.name) is not None

    def _close(self, desk: Desk, number: str, external: str, changed: str, heard: int) -> bool:
        """Close a ticket that is closed there, unless the person brought it back since Zammad heard all (``heard``)."""
        return bool(desk.close(number, NAME, way=self.name, mark=f"zammad {external} closed {changed}", heard=heard))


def _mark(ticket: Ticket) -> str:
    """Return the subject of the first article, by which the ticket is found again: of this ticket, and of no other."""
    return f"{number_of(ticket.key)}/{hashlib.sha256(ticket.code.encode()).hexdigest()[:12]}"
