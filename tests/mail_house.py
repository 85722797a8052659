"""A company's mail on loopback: an SMTP server that takes mail, and Debian's Dovecot that keeps it and gives it out."""

from __future__ import annotations

import asyncio
import contextlib
import grp
import imaplib
import os
import pwd
import shutil
import smtplib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from databases import folder_of_its_own, started
from free_ports import free_port

PASSWORD = "geheim-van-de-test"
OURS, DESK = "magdat@bedrijf.be", "helpdesk@bedrijf.be"
PATIENCE = 20.0

_CONFIGURATION = """
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = {folder}/run
state_dir = {folder}/state
log_path = /dev/stderr
default_internal_user = {account}
default_internal_group = {group}
default_login_user = {account}
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
auth_allow_cleartext = yes
recipient_delimiter = +
auth_failure_delay = 0
mail_driver = maildir
mail_path = {folder}/mail/%{{user}}
mail_uid = {account}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
passdb static {{
  password = {password}
}}
userdb static {{
  fields {{
    home = {folder}/home/%{{user}}
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
"""


@dataclass
class MailHouse:
    """Where mail goes in, and where it comes out."""

    smtp: int
    """The port of the SMTP server."""

    imap: int
    """The port of Dovecot; everybody's password is PASSWORD."""

    lmtp: int
    folder: Path
    refused: set[str] = field(default_factory=set)
    """Recipients that the SMTP server does not know."""

    _controller: Controller | None = None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        if address in self.refused:
            return "550 5.1.1 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Hand a mail to Dovecot, and say that it was taken when that has it on disk."""
        content = envelope.content
        assert isinstance(content, bytes)
        await asyncio.to_thread(self.deliver, content, envelope.rcpt_tos, envelope.mail_from or "")
        return "250 OK"

    def deliver(self, raw: bytes, to: list[str], sender: str = "") -> None:
        """Put a mail in mailboxes, as a mail server does."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as server:
            for one in to:  # LMTP answers for each recipient apart, which smtplib does not read
                assert server.sendmail(sender, [one], raw) == {}

    def start_smtp(self) -> None:
        """Start taking mail."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.smtp)
        self._controller.start()

    def stop_smtp(self) -> None:
        """Stop taking mail."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def mails_of(self, user: str) -> list[EmailMessage]:
        """Return what lies in somebody's mailbox, the oldest first."""
        server = imaplib.IMAP4("127.0.0.1", self.imap)
        try:
            server.login(user, PASSWORD)
            server.select(readonly=True)
            _, found = server.uid("SEARCH", "ALL")
            mails = []
            for uid in (found[0] or b"").split():
                _, parts = server.uid("FETCH", uid.decode(), "(BODY.PEEK[])")
                mails.append(message_from_bytes(parts[0][1], policy=policy.default))
            return mails
        finally:
            server.logout()

    def wait_for(self, user: str, count: int) -> list[EmailMessage]:
        """Return what lies in a mailbox, as soon as it is so many or the time is over."""
        deadline = time.monotonic() + PATIENCE
        while True:
            mails = self.mails_of(user)
            if len(mails) >= count or time.monotonic() > deadline:
                return mails
            time.sleep(0.05)

    def flags_of(self, user: str) -> list[bytes]:
        """Return the flags of every mail in somebody's mailbox, the oldest first."""
        server = imaplib.IMAP4("127.0.0.1", self.imap)
        try:
            server.login(user, PASSWORD)
            server.select(readonly=True)
            _, found = server.uid("FETCH", "1:*", "(FLAGS)")
            return [line for line in found if isinstance(line, bytes)]
        finally:
            server.logout()

    def empty(self) -> None:
        """Throw away every mail."""
        for user in (OURS, DESK):
            server = imaplib.IMAP4("127.0.0.1", self.imap)
            server.login(user, PASSWORD)
            server.select()
            server.uid("STORE", "1:*", "+FLAGS.SILENT", r"(\Deleted)")
            server.expunge()
            server.logout()

    def send(self, mail: EmailMessage) -> None:
        """Send a mail as a mail program does."""
        with smtplib.SMTP("127.0.0.1", self.smtp) as server:
            server.send_message(mail)


@contextlib.contextmanager
def mail_house() -> Iterator[MailHouse]:
    """Start Dovecot and an SMTP server.

    Raises:
        LookupError: Dovecot is not installed; the text says how to get it.
    """
    program = shutil.which("dovecot") or "/usr/sbin/dovecot"
    if not Path(program).exists():
        raise LookupError("Dovecot is needed here: apt-get install --no-install-recommends dovecot-imapd dovecot-lmtpd")
    with folder_of_its_own() as (folder, account):
        me = pwd.getpwnam(account) if account else pwd.getpwuid(os.geteuid())
        imap, lmtp, smtp = free_port(), free_port(), free_port()
        facts = {"folder": folder, "account": me.pw_name, "group": grp.getgrgid(me.pw_gid).gr_name}
        configuration = folder / "dovecot.conf"
        configuration.write_text(_CONFIGURATION.format(**facts, imap=imap, lmtp=lmtp, password=PASSWORD))
        configuration.chmod(0o644)  # Dovecot's own account reads it, whatever umask a test before this one left
        for name in ("home", "mail"):
            (folder / name).mkdir()
            if account:
                shutil.chown(folder / name, me.pw_uid, me.pw_gid)
        os.chmod(folder, 0o755)
        with started([program, "-F", "-c", configuration], account, imap, folder):
            house = MailHouse(smtp, imap, lmtp, folder)
            house.start_smtp()
            try:
                yield house
            finally:
                house.stop_smtp()
