"""The mail server through which mail leaves: encrypted or not at all, and waited for until it says that it has it."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import Enum
from typing import TYPE_CHECKING

from magdat.handoff.failures import DeliveryFailure, PermanentFailure, TemporaryFailure

if TYPE_CHECKING:
    from typing_extensions import Buffer

TIMEOUT = 60.0
"""Seconds that the other side has for each step."""

CONFIRMATION = 600.0
"""Seconds that a mail server has to confirm that it took a mail (RFC 5321, 4.5.3.2.6): whoever hangs up sooner sends it
again, and it arrives twice."""


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
class MailServer:
    """Where mail is handed in; it may be used from any thread."""

    host: str
    port: int
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

    def send(self, mail: EmailMessage, recipient: str) -> None:
        """Hand a mail in; a normal return means that the server took it.

        Raises:
            TemporaryFailure: the server is away, busy (4xx), or offers no encryption.
            PermanentFailure: the server refuses (5xx).
        """
        try:
            server = self._connect(self.timeout)
            try:
                self._introduce(server)
                server.confirmation = self.confirmation
                server.send_message(mail, self.sender, [recipient])
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


def _smtp_failure(code: int) -> DeliveryFailure:
    refused = 500 <= code < 600
    return PermanentFailure(f"smtp {code}") if refused else TemporaryFailure(f"smtp {code}")
