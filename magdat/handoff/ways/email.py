"""By mail: the question and all that follows, in Dutch and in one thread, to the mailbox of its desk."""

from __future__ import annotations

import email.utils
import hashlib
import json
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from typing import TYPE_CHECKING

from magdat.handoff.events import Event
from magdat.handoff.failures import PermanentFailure, TemporaryFailure
from magdat.handoff.mail.quotes import BORDER
from magdat.handoff.mail.reading import LOOP
from magdat.handoff.message import Handoff
from magdat.handoff.receipts import Reason, Receipt
from magdat.handoff.tickets import Author, Errand, Tickets
from magdat.handoff.ways.addresses import is_email_address
from magdat.handoff.ways.base import Outward
from magdat.handoff.ways.mail_in import MailReplies, dress
from magdat.handoff.ways.mail_server import MailServer

if TYPE_CHECKING:
    from magdat.handoff.desk import Desk

PATIENCE = 10.0
"""Seconds that a mail server gets to answer when it is only tried."""

_TOLD = {
    Event.WITHDRAWN: "De vrager trok deze vraag in. Je hoeft ze niet meer te beantwoorden, en mag ze wissen.",
    Event.CLOSED: "Deze vraag is afgesloten.",
    Event.BACK: "Wat de vrager nu typt, komt hier niet meer vanzelf. Een antwoord blijft welkom.",
}
"""What is mailed of what happened; of the rest nobody needs a mail."""

_ERASED = "De vrager wiste het gesprek. Deze mails mag je ook wissen. Een antwoord komt niet meer aan."


@dataclass(frozen=True)
class EmailWay:
    """Send what happens in a ticket as plain mail to the mailbox of its desk."""

    server: MailServer
    address_of: Callable[[str], str | None]
    """Gives the mailbox of a desk, by its id."""

    replies: MailReplies | None = None
    """The mailbox that answers come back to; ``None`` where there is none, so that they go to the contact alone."""

    name: str = "email"

    def carry(self, errand: Errand, text: Outward) -> str | None:
        """Hand a mail to the mail server; the first one begins the thread, and its id is what we call it there.

        Raises:
            TemporaryFailure: the server is away, busy (4xx), or offers no encryption.
            PermanentFailure: the server refuses (5xx), or the desk has no mailbox.
        """
        if text.confidential and not text.here:
            return None  # it went on, in confidence, to a desk of which nobody said that it may be mailed
        recipient = self.address_of(errand.ticket.desk)
        if recipient is None:
            raise PermanentFailure("no mailbox for this desk")
        mail = self.compose(errand, text, recipient)
        if mail is None:
            return None
        self.server.send(mail, recipient)
        return errand.external or mail["Message-ID"]

    def compose(self, errand: Errand, text: Outward, recipient: str) -> EmailMessage | None:
        """Write the mail; ``None`` of what nobody needs a mail of. Nothing typed reaches a header, but an address."""
        body = self._body(text)
        if body is None:
            return None
        mail = self._begun(text.number, recipient, first=text.first)
        if self.replies is not None:
            dress(mail, self.replies.own, errand, text.contact)
            body = f"{BORDER}\n\n{body}"
        else:
            self._name(mail, errand, text)
        mail.set_content(body, charset="utf-8", cte="quoted-printable")
        return mail

    def _begun(self, number: str, recipient: str, *, first: bool) -> EmailMessage:
        mail = EmailMessage(policy=SMTP_POLICY)
        mail["Subject"] = f"{'' if first else 'Re: '}Vraag via Mag dat? [{number}]"
        mail["From"] = Address("Mag dat?", addr_spec=self.server.sender)
        mail["To"] = Address(addr_spec=recipient)
        mail["Date"] = email.utils.formatdate()
        mail["Auto-Submitted"] = "auto-generated"
        return mail

    def _name(self, mail: EmailMessage, errand: Errand, text: Outward) -> None:
        """Give a mail that nobody answers to us its thread, and the contact as the place for an answer."""
        number, first = text.number, text.first
        if text.contact and is_email_address(text.contact):
            mail["Reply-To"] = Address(addr_spec=text.contact)
        domain = self.server.sender.rpartition("@")[2]
        mark = _fingerprint(text.handoff) if first else f"{errand.line.id}.{_fingerprint(text.handoff)}"
        mail["Message-ID"] = f"<{number.lower()}.{mark}@{domain}>"
        if errand.external and not first:
            mail["In-Reply-To"] = errand.external
            mail["References"] = errand.external

    def look(self, desk: Desk, tickets: Tickets) -> int:
        """Give the desk what came back in the mailbox of replies; 0 where there is none.

        Raises:
            TemporaryFailure: the mailbox cannot be read now.
        """
        return self.replies.look(desk, tickets) if self.replies is not None else 0

    def erase(self, number: str, external: str) -> bool:
        """Return ``False``: what was mailed stays in the mailbox of the desk."""
        return False

    def tell_erased(self, receipt: Receipt) -> None:
        """Mail so, in the same thread.

        Raises:
            TemporaryFailure: the server is away, or busy.
            PermanentFailure: it refuses, or the desk has no mailbox.
        """
        if receipt.reason is Reason.OLD:
            return
        recipient = self.address_of(receipt.desk)
        if recipient is None:
            raise PermanentFailure("no mailbox for this desk")
        mail = self._begun(receipt.number, recipient, first=False)
        # The same receipt has the same Message-ID: of two copies mail programs show one.
        mail["Message-ID"] = f"<{receipt.number.lower()}.gewist.{receipt.id}@{self.server.sender.rpartition('@')[2]}>"
        mail["In-Reply-To"] = mail["References"] = receipt.external
        mail[LOOP] = receipt.number
        text = f"Over {receipt.number}: {_ERASED}\n"
        mail.set_content(text, charset="utf-8", cte="quoted-printable")
        self.server.send(mail, recipient)

    def check(self) -> None:
        """Greet the mail server, encrypt and log in as a delivery does, and leave; so with the mailbox of replies.

        Raises:
            PermanentFailure: it refuses the password.
            TemporaryFailure: it cannot be reached, or its certificate cannot be trusted.
        """
        try:
            with self.server.greet(PATIENCE):
                pass
        except smtplib.SMTPAuthenticationError:
            raise PermanentFailure("the mail server refuses the password") from None
        except ssl.SSLCertVerificationError as error:
            raise TemporaryFailure(f"the mail server's certificate is wrong: {error.verify_message}") from None
        except (OSError, smtplib.SMTPException) as error:
            raise TemporaryFailure(f"the mail server cannot be reached ({type(error).__name__})") from None
        if self.replies is not None:
            self.replies.check()

    def _body(self, text: Outward) -> str | None:
        if text.first:
            return "\n".join(_letter(text))
        if text.happened is None:
            who = "De vrager schrijft" if text.author is Author.PERSON else f"{_one_line(text.desk)} antwoordde"
            return "\n".join([f"{who} over {text.number}:", "", *_quoted(text.text), *_page(text), ""])
        if text.happened.event is Event.TRANSFERRED:
            return "\n".join(_transferred(text))
        told = _TOLD.get(text.happened.event)
        return "\n".join([f"Over {text.number}: {told}", *_page(text), ""]) if told is not None else None


def _letter(text: Outward) -> list[str]:
    return [
        "Iemand wil deze vraag via Mag dat? aan een mens voorleggen.",
        "",
        *_facts(text),
        "",
        "Boodschap:",
        *_quoted(text.text),
        *_page(text),
        "",
        "De vrager zag deze gegevens en ging akkoord met versturen. Meer weet Mag dat? niet over de vrager.",
        "",
    ]


def _facts(text: Outward) -> list[str]:
    """Return what goes along with a question, as the person saw it."""
    where = _one_line(text.contact or "") or "niet opgegeven; de vraag is anoniem"
    answer = _one_line(text.handoff.answer_shown or "")
    return [
        f"Nummer: {text.number}",
        f"Onderwerp: {_one_line(text.topic or '') or 'niet bekend'}",
        f"Situatie: {_one_line(text.situation) or 'niet bekend'}",
        *([f"Antwoord dat de vrager van Mag dat? kreeg: {answer}"] if answer else []),
        f"Antwoorden naar: {where}",
    ]


def _transferred(text: Outward) -> list[str]:
    """Return the question and the talk so far, for whoever gets it now."""
    given = f"{text.number} is doorgegeven aan {_one_line(text.desk)}."
    lines = [given, "", *_facts(text), "", "Dit werd al gezegd:", ""]
    for said in text.talk:
        if said.happened is None:
            who = "De vrager" if said.author is Author.PERSON else "De dienst"
            lines += [f"{who}:", *_quoted(said.text), ""]
    return [*lines, *_page(text), ""]


def _page(text: Outward) -> list[str]:
    return ["", f"Antwoorden kan ook hier: {text.page}"] if text.page else []


def _quoted(text: str) -> list[str]:
    """Return a text with a mark before each line, so that none can pass for a line of the form."""
    return [f"> {line}".rstrip() for line in text.splitlines()]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _fingerprint(handoff: Handoff) -> str:
    """Return the same letters for the same question.

    A number alone is not enough: a database that was set up anew counts from one again, and mail programs would throw
    its messages away as duplicates of old ones.
    """
    text = json.dumps([handoff.message, handoff.contact, handoff.topic, sorted(handoff.context.items())])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
