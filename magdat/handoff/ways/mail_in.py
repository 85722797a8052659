"""The other direction of mail: what makes our mails a thread, and what comes back in it."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from typing import TYPE_CHECKING

import structlog

from magdat.handoff.failures import TemporaryFailure
from magdat.handoff.mail.forms import MailForms
from magdat.handoff.mail.mailbox import Mailbox, MailboxError, OpenMailbox, Place
from magdat.handoff.mail.plus_address import PlusAddress
from magdat.handoff.mail.reading import LOOP, Kind, Mail, read_mail
from magdat.handoff.outbox import key_of, number_of
from magdat.handoff.tickets import Errand, Status, Tickets
from magdat.handoff.ways.addresses import is_email_address
from magdat.handoff.ways.words import DeskWords

if TYPE_CHECKING:
    from magdat.handoff.desk import Desk

logger = structlog.get_logger(__name__)

NAME = "email"
PLACE = "inbox"
"""What the bookmark in the mailbox is called."""

NOBODY = "mail"
"""Who wrote a note about something that no person sent."""


def dress(mail: EmailMessage, own: str, errand: Errand, contact: str | None) -> str:
    """Give a mail what makes it one of a thread that can be answered; return the Message-ID of the first one.

    Args:
        mail: a mail with a subject, a sender and a recipient.
        own: the address of the mailbox that replies come back to.
        errand: what it carries.
        contact: where an answer may go beside the chat.
    """
    number = number_of(errand.ticket.key)
    addresses = PlusAddress(own, lambda _: errand.ticket.code)
    message_id = addresses.message_id(number, errand.line.id)
    mail["Message-ID"] = message_id
    if errand.external not in {None, message_id}:
        mail["In-Reply-To"] = mail["References"] = errand.external
    to = [Address(addr_spec=addresses.of(number))]
    if contact and is_email_address(contact):
        to.append(Address(addr_spec=contact))  # who gave an address is answered there too
    mail["Reply-To"] = to
    mail[LOOP] = number
    mail["X-Auto-Response-Suppress"] = "All"  # Exchange then sends no absence to us
    return errand.external or message_id


class MailReplies:
    """The replies in a mailbox of the assistant's own. What was taken from it is erased there."""

    def __init__(self, mailbox: Mailbox, own: str, words: DeskWords, forms: MailForms) -> None:
        """Keep what it works with.

        Args:
            mailbox: where replies come in.
            own: its address, without anything after a plus.
            words: what stands in notes for colleagues.
            forms: how mail programs write.
        """
        self._mailbox = mailbox
        self.own = own
        """The address of the mailbox, without anything after a plus."""
        self._words = words
        self._forms = forms

    def look(self, desk: Desk, tickets: Tickets) -> int:
        """Give the desk every answer that came in since the last look; return how many were new.

        Raises:
            TemporaryFailure: the mailbox cannot be read now.
        """

        def secret_of(number: str) -> str | None:
            ticket = tickets.of(key_of(number))
            return ticket.code if ticket is not None else None

        addresses = PlusAddress(self.own, secret_of)
        new = 0
        try:
            with self._mailbox.opened() as box:
                for place in box.new(Place.read(tickets.bookmark(NAME, PLACE))):
                    raw = box.fetch(place)
                    if raw is not None:
                        new += self._take(desk, box, place, read_mail(raw, addresses, self._forms))
                    # The text is kept, or the mail is left for a person; a crash before this line asks once more.
                    tickets.keep_bookmark(NAME, PLACE, str(place))
        except MailboxError as error:
            raise TemporaryFailure(f"mailbox: {error}") from None
        return new

    def check(self) -> None:
        """Log in, and open the folder.

        Raises:
            TemporaryFailure: it does not work; the text says what is wrong.
        """
        try:
            with self._mailbox.opened():
                pass
        except MailboxError as error:
            raise TemporaryFailure(f"mailbox: {error}") from None

    def _take(self, desk: Desk, box: OpenMailbox, place: Place, mail: Mail) -> bool:
        """Deal with one mail; return whether it was a new answer."""
        if mail.number is None:
            if mail.kind in {Kind.FORGED, Kind.BOUNCED}:
                box.flag(place)
                logger.warning("mail.left", kind=mail.kind.value)
            return False  # what has nothing to do with a ticket is not touched
        ticket = desk.of(mail.number)
        answered = False
        believed = desk.takes_from(mail.number, NAME)
        unread = {Kind.EMPTY: self._words.note_empty, Kind.OURS: self._words.note_ours}.get(mail.kind)
        if ticket is None or ticket.status is Status.WITHDRAWN or unread is not None or not believed:
            if unread is not None:
                self._note(desk, mail, unread)
            box.flag(place)
            logger.warning("mail.left", number=mail.number, kind=mail.kind.value, believed=believed)
            return False
        if mail.kind is Kind.ANSWER:
            answered = self._answer(desk, mail.number, mail)
        elif mail.kind is Kind.ABSENT:
            self._note(desk, mail, self._words.note_absent)
        elif mail.kind is Kind.BOUNCED:
            self._note(desk, mail, self._words.note_bounced)
            desk.came_back(mail.number, mail.line, way=NAME, mark=f"{mail.mark} terug")
            logger.error("mail.bounced", number=mail.number)
        box.remove(place)
        return answered

    def _answer(self, desk: Desk, number: str, mail: Mail) -> bool:
        question = desk.handoff(number)
        if question is not None and (question.contact or "").strip().lower() == mail.sender:
            return False  # the person wrote to the desk, which has their mail; we only got a copy
        # Mail may have carried the question in reserve: then the other way hears of the answer too.
        line = desk.answer(number, mail.sender or NOBODY, mail.text, mark=mail.mark, way=NAME, in_reserve=True)
        if mail.attachments:
            desk.note(number, NOBODY, self._words.note_attached, mark=f"{mail.mark} bijlage")
        return line is not None

    def _note(self, desk: Desk, mail: Mail, text: str) -> None:
        if mail.number is not None:
            desk.note(mail.number, NOBODY, text, mark=f"{mail.mark} nota")
