"""The mailbox that replies come back to, over IMAP: what is new in it, and what becomes of each mail."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from magdat.handoff.ways.mail_server import Encryption

PATIENCE = 30.0
"""Seconds that the mailbox gets for each step."""

MOST_BYTES = 2_000_000
"""Bytes of a mail that are fetched; what comes after is of an attachment."""

MOST_AT_ONCE = 200
"""Mails that one look takes; the next look takes those that follow."""


class MailboxError(Exception):
    """The mailbox cannot be read. The text says why, and quotes nothing that the server said."""


@dataclass(frozen=True)
class Place:
    """How far a mailbox was read: what its server calls it, and the last mail."""

    validity: int
    uid: int

    @classmethod
    def read(cls, kept: str | None) -> Place | None:
        """Return the place that a bookmark holds; ``None`` when it holds none."""
        found = re.fullmatch(r"(\d{1,12}):(\d{1,12})", kept or "")
        return cls(int(found[1]), int(found[2])) if found else None

    def __str__(self) -> str:
        """Return it as a bookmark."""
        return f"{self.validity}:{self.uid}"


@dataclass(frozen=True)
class Mailbox:
    """A mailbox of the assistant's own."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    encryption: Encryption = Encryption.TLS
    folder: str = "INBOX"
    trust: ssl.SSLContext | None = None
    """Which certificates to trust; ``None`` trusts what the machine trusts."""

    timeout: float = PATIENCE

    @contextmanager
    def opened(self) -> Iterator[OpenMailbox]:
        """Give the mailbox, logged in.

        Raises:
            MailboxError: it cannot be reached, trusted or opened, or the connection breaks.
        """
        try:
            server = self._connect()
            try:
                if self.encryption is Encryption.STARTTLS:
                    if "STARTTLS" not in server.capabilities:
                        raise MailboxError("the mail server offers no encryption")
                    server.starttls(self._trusted())
                server.login(self.user, self.password)
                status, _ = server.select(_quoted(self.folder))
                if status != "OK":
                    raise MailboxError(f"there is no folder {self.folder!r}")
                yield OpenMailbox(server, _validity(server))
            finally:
                with suppress(OSError, imaplib.IMAP4.error):
                    server.logout()
        except imaplib.IMAP4.abort:
            raise MailboxError("the connection broke") from None
        except imaplib.IMAP4.error:
            raise MailboxError("the mail server refuses the log-in, or a command") from None
        except OSError as error:
            raise MailboxError(f"no connection: {type(error).__name__}") from None

    def _connect(self) -> imaplib.IMAP4:
        if self.encryption is Encryption.TLS:
            return imaplib.IMAP4_SSL(self.host, self.port, ssl_context=self._trusted(), timeout=self.timeout)
        return imaplib.IMAP4(self.host, self.port, timeout=self.timeout)

    def _trusted(self) -> ssl.SSLContext:
        return self.trust or ssl.create_default_context()


class OpenMailbox:
    """A mailbox while somebody is logged in."""

    def __init__(self, server: imaplib.IMAP4, validity: int) -> None:
        """Read from a server that has a folder open."""
        self._server = server
        self._validity = validity

    def new(self, after: Place | None) -> list[Place]:
        """Return the mails that came after a place, in the order in which they came."""
        first = after.uid + 1 if after is not None and after.validity == self._validity else 1
        _, found = self._server.uid("SEARCH", f"UID {first}:*")
        uids = sorted(int(uid) for uid in (found[0] or b"").split())
        # A server gives the last mail for a range that begins behind it.
        return [Place(self._validity, uid) for uid in uids if uid >= first][:MOST_AT_ONCE]

    def fetch(self, place: Place) -> bytes | None:
        """Return a mail as it was received, without marking it as read; ``None`` when it is gone."""
        _, found = self._server.uid("FETCH", str(place.uid), f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
        return next((bytes(item[1]) for item in found if isinstance(item, tuple)), None)

    def remove(self, place: Place) -> None:
        """Erase a mail from the mailbox: its text is kept sealed with the ticket, and nowhere else."""
        self._server.uid("STORE", str(place.uid), "+FLAGS.SILENT", r"(\Deleted)")
        # What a server can do is told anew after the log-in.
        _, told = self._server.capability()
        if b"UIDPLUS" in (told[0] or b"").upper().split():
            self._server.uid("EXPUNGE", str(place.uid))
        else:
            self._server.expunge()

    def flag(self, place: Place) -> None:
        """Mark a mail for whoever looks into the mailbox: a person has to see what it is."""
        self._server.uid("STORE", str(place.uid), "+FLAGS.SILENT", r"(\Flagged)")


def _validity(server: imaplib.IMAP4) -> int:
    _, found = server.response("UIDVALIDITY")
    raw = found[0] if found else None
    return int(raw) if isinstance(raw, bytes) and raw.isdigit() else 0


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
