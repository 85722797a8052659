"""The ways a message leaves the house: by mail to a mailbox that people read, or as JSON to a helpdesk's web hook."""

from __future__ import annotations

import email.utils
import hashlib
import hmac
import ipaddress
import json
import logging
import re
import smtplib
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from enum import Enum
from typing import TYPE_CHECKING, Protocol

import httpx

from magdat.handoff.failures import DeliveryFailure, PermanentFailure, TemporaryFailure
from magdat.handoff.message import Handoff

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["DeliveryFailure", "PermanentFailure", "TemporaryFailure"]

TIMEOUT = 60.0
"""Seconds that the other side has for each step; all steps of one delivery fit in the outbox's lease."""

CONFIRMATION = 600.0
"""Seconds that a mail server has to confirm that it took a mail (RFC 5321, 4.5.3.2.6): whoever hangs up sooner sends it
again, and it arrives twice."""

# At INFO httpx logs whole addresses, and the address of a web hook is often a secret.
logging.getLogger("httpx").setLevel(logging.WARNING)


class Adapter(Protocol):
    """One way out. An adapter keeps nothing, logs nothing, and may be called from any thread."""

    def deliver(self, number: str, handoff: Handoff) -> None:
        """Deliver one message; a normal return means that the other side took it.

        Raises:
            TemporaryFailure: try again later.
            PermanentFailure: trying again is no use.
        """


class Encryption(str, Enum):
    """How the connection to the mail server is kept private."""

    STARTTLS = "starttls"
    """Encrypted after the greeting (port 587); without it nothing is sent."""

    TLS = "tls"
    """Encrypted from the first byte (port 465)."""

    NONE = "geen"
    """Readable on the way; for a mail server on the same machine."""


class _Patient(smtplib.SMTP):
    """A conversation with a mail server that waits for the confirmation of a mail for longer than for anything else."""

    confirmation = CONFIRMATION

    def data(self, msg: Buffer | str) -> tuple[int, bytes]:
        """Send the mail, and wait until the server says that it took it.

        Raises:
            SMTPDataError: the server does not want it.
        """
        self.putcmd("data")
        code, said = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, said)
        self.send(_transparent(msg))
        if self.sock is not None:
            self.sock.settimeout(self.confirmation)
        return self.getreply()


class _PatientTls(smtplib.SMTP_SSL, _Patient):
    """The same, encrypted from the first byte."""


def _transparent(mail: Buffer | str) -> bytes:
    """Return a mail as it travels: lines end in CR LF, a leading full stop is doubled, and one alone is the end."""
    raw = mail.encode("ascii") if isinstance(mail, str) else bytes(mail)
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
    return re.sub(rb"(?m)^\.", b"..", lines.rstrip(b"\r\n") + b"\r\n") + b".\r\n"


@dataclass(frozen=True)
class EmailAdapter:
    """Send messages as plain mail, in Dutch, to one mailbox."""

    host: str
    port: int
    recipient: str
    sender: str
    encryption: Encryption = Encryption.STARTTLS
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT
    """Seconds per step of the conversation with the mail server."""

    trust: ssl.SSLContext | None = None
    """Which certificates to trust; ``None`` trusts what the machine trusts."""

    confirmation: float = CONFIRMATION
    """Seconds to wait after the mail was sent for the word that it was taken."""

    def deliver(self, number: str, handoff: Handoff) -> None:
        """Hand the mail to the mail server.

        Raises:
            TemporaryFailure: the server is away, busy (4xx), or offers no encryption.
            PermanentFailure: the server refuses (5xx).
        """
        mail = self.compose(number, handoff)
        try:
            server = self._connect(self.timeout)
            try:
                self._introduce(server)
                server.confirmation = self.confirmation
                server.send_message(mail, self.sender, [self.recipient])
            except BaseException:
                server.close()
                raise
        except smtplib.SMTPRecipientsRefused as error:
            raise _smtp_failure(next(iter(error.recipients.values()))[0]) from None
        except smtplib.SMTPResponseException as error:
            raise _smtp_failure(error.smtp_code) from None
        except smtplib.SMTPNotSupportedError:
            raise TemporaryFailure("mail server lacks STARTTLS or login") from None
        except (OSError, smtplib.SMTPException) as error:  # also time-outs, certificates, a broken connection
            raise TemporaryFailure(f"mail server: {type(error).__name__}") from None
        # The server has the mail. Whatever happens to the goodbye must not make it look undelivered.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()

    @contextmanager
    def greet(self, timeout: float) -> Iterator[smtplib.SMTP]:
        """Give a conversation with the mail server, encrypted and logged in as for a delivery; nothing is sent.

        Raises:
            OSError: the server cannot be reached, or its certificate cannot be trusted.
            SMTPException: the server wants nothing of us.
        """
        with self._connect(timeout) as server:
            self._introduce(server)
            yield server

    def compose(self, number: str, handoff: Handoff) -> EmailMessage:
        """Write the mail. Of what the person typed only a valid e-mail address ever reaches a header."""
        mail = EmailMessage(policy=SMTP_POLICY)
        mail["Subject"] = f"Vraag via Mag dat? [{number}]"
        mail["From"] = Address("Mag dat?", addr_spec=self.sender)
        mail["To"] = Address(addr_spec=self.recipient)
        if handoff.contact and is_email_address(handoff.contact):
            mail["Reply-To"] = Address(addr_spec=handoff.contact)
        mail["Date"] = email.utils.formatdate()
        mail["Message-ID"] = f"<{number.lower()}.{_fingerprint(handoff)}@{self.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(_letter(number, handoff), charset="utf-8", cte="quoted-printable")
        return mail

    def _introduce(self, server: smtplib.SMTP) -> None:
        if self.encryption is Encryption.STARTTLS:
            server.starttls(context=self._trusted())
        if self.user:
            server.login(self.user, self.password or "")

    def _connect(self, timeout: float) -> _Patient:
        if self.encryption is Encryption.TLS:
            return _PatientTls(self.host, self.port, timeout=timeout, context=self._trusted())
        return _Patient(self.host, self.port, timeout=timeout)

    def _trusted(self) -> ssl.SSLContext:
        return self.trust or ssl.create_default_context()


@dataclass(frozen=True)
class WebhookAdapter:
    """Send messages as signed JSON to one web address; docs/doorgeven.md tells how to check the signature."""

    url: str = field(repr=False)
    secret: str = field(repr=False)
    timeout: float = TIMEOUT
    """Seconds to connect, to send, and to wait for the answer, each."""

    clock: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        """Check the address.

        Raises:
            ValueError: the address is no web address, or text would travel readable to another machine.
        """
        try:
            address = httpx.URL(self.url)
        except httpx.InvalidURL:
            raise ValueError("this is no web address") from None  # not quoted: the address may hold a secret
        if address.scheme not in {"http", "https"} or not address.host:
            raise ValueError("this must be a full address that starts with https://")
        if address.scheme == "http" and not is_loopback(address.host):
            raise ValueError("this must start with https://; http:// is for this machine alone")

    def deliver(self, number: str, handoff: Handoff) -> None:
        """Post the message.

        Raises:
            TemporaryFailure: the helpdesk is away, or answers 5xx or 429.
            PermanentFailure: the helpdesk answers anything else that is not 2xx; redirects are not followed.
        """
        body = json.dumps(
            {
                "nummer": number,
                "boodschap": handoff.message,
                "contact": handoff.contact,
                "onderwerp": handoff.topic,
                "context": dict(handoff.context),
            }
        ).encode()
        timestamp = str(int(self.clock()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": number,
            "X-Magdat-Timestamp": timestamp,
            "X-Magdat-Signature": f"sha256={sign(self.secret, timestamp, body)}",
        }
        # Companies often reach the web through a proxy, but never their own machine.
        through_proxy = not is_loopback(httpx.URL(self.url).host)
        try:
            with (
                httpx.Client(timeout=self.timeout, trust_env=through_proxy) as client,
                client.stream("POST", self.url, content=body, headers=headers) as response,
            ):
                # The status says it all; the body is not read, so it cannot be too long either.
                status, retry_after = response.status_code, response.headers.get("Retry-After")
        except (httpx.TransportError, OSError) as error:
            raise TemporaryFailure(f"web hook: {type(error).__name__}") from None
        if status == 429 or status >= 500:
            raise TemporaryFailure(f"http {status}", _seconds(retry_after, self.clock()))
        if not 200 <= status < 300:
            raise PermanentFailure(f"http {status}")


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return the hexadecimal HMAC-SHA256 of ``timestamp.body``, as the receiver computes it to compare."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*@(?:{_LABEL}\.)+[A-Za-z]{{2,63}}")


def is_email_address(text: str) -> bool:
    """Return whether the text is one plain e-mail address and nothing else."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def is_loopback(host: str) -> bool:
    """Return whether the host is this very machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _letter(number: str, handoff: Handoff) -> str:
    context = handoff.context_shown or ", ".join(f"{name}: {value}" for name, value in handoff.context.items())
    where = _one_line(handoff.contact or "") or "niet opgegeven; de vraag is anoniem"
    lines = [
        "Iemand wil deze vraag via Mag dat? aan een mens voorleggen.",
        "",
        f"Nummer: {number}",
        f"Onderwerp: {_one_line(handoff.topic_shown or handoff.topic or '') or 'niet bekend'}",
        f"Situatie: {_one_line(context) or 'niet bekend'}",
        f"Antwoorden naar: {where}",
        "",
        "Boodschap:",
        # The mark keeps lines that look like «Antwoorden naar: …» recognisable as the person's own text.
        *(f"> {line}".rstrip() for line in handoff.message.splitlines()),
        "",
        "De vrager zag deze gegevens en ging akkoord met versturen. Meer weet Mag dat? niet over de vrager.",
        "",
    ]
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _fingerprint(handoff: Handoff) -> str:
    """Return the same letters for the same message.

    A number alone is not enough: an outbox that was set up anew counts from one again, and mail programs would
    throw its messages away as duplicates of old ones.
    """
    text = json.dumps([handoff.message, handoff.contact, handoff.topic, sorted(handoff.context.items())])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _smtp_failure(code: int) -> DeliveryFailure:
    refused = 500 <= code < 600
    return PermanentFailure(f"smtp {code}") if refused else TemporaryFailure(f"smtp {code}")


def _seconds(retry_after: str | None, now: float) -> float | None:
    """Read a Retry-After header, which holds seconds or a date; ``None`` when there is none or it is nonsense."""
    if not retry_after:
        return None
    if re.fullmatch(r"\d{1,9}", retry_after.strip(), re.ASCII):
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - now)
    except (ValueError, OverflowError):
        return None
