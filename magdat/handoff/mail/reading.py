"""What one mail is to us: an answer to a ticket, or something that must never pass for one."""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.utils import getaddresses, parseaddr
from enum import Enum

from magdat.handoff.mail.forms import MailForms, is_one_of
from magdat.handoff.mail.html_text import text_of_html
from magdat.handoff.mail.plus_address import PlusAddress
from magdat.handoff.mail.quotes import own_words

LOOP = "X-Magdat-Nummer"
"""Stands in every mail of ours; what carries it came from here, whatever way it took."""

RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "Resent-To", "X-Envelope-To", "Apparently-To")

MOST_CHARACTERS = 10_000
"""Characters of an answer; whoever writes more sent a document."""


class Kind(str, Enum):
    """What a mail is."""

    ANSWER = "answer"
    ABSENT = "out of office"
    """A program answered because a person is away, or to say that the mail arrived."""

    BOUNCED = "bounced"
    """A mail of ours did not arrive."""

    DELAYED = "delayed"
    """A mail of ours may still arrive; its server goes on trying."""

    LOOP = "loop"
    """A mail of ours that came back."""

    OURS = "own address"
    """From our own address, and not written by us: perhaps an answer of somebody who writes from there too."""

    EMPTY = "empty"
    """A reply in which nobody wrote anything, or whose words cannot be told from the quote."""

    FORGED = "forged"
    """It names a ticket, but not with the letters that only our own mails hold."""

    FOREIGN = "foreign"
    """It has nothing to do with a ticket."""


@dataclass(frozen=True)
class Mail:
    """One mail, read."""

    kind: Kind
    number: str | None
    """Of the ticket that it is about."""

    mark: str
    """The same for every copy of the mail, and for no other."""

    sender: str
    """The bare address of who wrote it, in small letters; empty where that is unreadable."""

    text: str
    """What the person wrote; empty for anything but an answer."""

    attachments: bool = False
    """Whether a file came along, which stays behind."""

    line: int | None = None
    """Which line of the ticket the mail of ours carried that bounced; ``None`` where that is not said."""


def read_mail(raw: bytes, addresses: PlusAddress, forms: MailForms) -> Mail:
    """Read a mail as it was received.

    Never raises for what somebody put in a mail: what cannot be read is FOREIGN, and left to a person.
    """
    try:
        return _read(raw, addresses, forms)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # The parser of the standard library stumbles over some broken headers; the mail stays where it is.
        return Mail(Kind.FOREIGN, None, f"mail:{hashlib.sha256(raw).hexdigest()}", "", "")


def _read(raw: bytes, addresses: PlusAddress, forms: MailForms) -> Mail:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    to = [address for name in RECIPIENTS for address in _addresses(message, name)]
    references = [part for name in ("In-Reply-To", "References") for part in _header(message, name).split()]
    reported = _reported(message)
    number = addresses.number_in(to, references) or addresses.number_in((), reported)
    sender = parseaddr(_header(message, "From"))[1].lower()
    mark = f"mail:{hashlib.sha256(_header(message, 'Message-ID').strip().encode() or raw).hexdigest()}"
    kind = _kind(message, sender, addresses, forms)
    if kind is Kind.ANSWER and number is None:
        kind = Kind.FORGED if addresses.claims(to) else Kind.FOREIGN
    if kind is not Kind.ANSWER:
        return Mail(kind, number, mark, sender, "", line=addresses.line_in([*reported, *references]))
    text = own_words(_text(message), forms)
    if len(text) > MOST_CHARACTERS:
        text = f"{text[:MOST_CHARACTERS].rstrip()} […]"
    attached = any(True for part in message.walk() if part.get_content_disposition() == "attachment")
    return Mail(Kind.ANSWER if text else Kind.EMPTY, number, mark, sender, text, attached)


def _kind(message: EmailMessage, sender: str, addresses: PlusAddress, forms: MailForms) -> Kind:
    subject = _header(message, "Subject")
    if message.get_content_type() == "multipart/report" or _is_from_a_mail_server(message, sender, forms):
        return Kind.DELAYED if _is_only_delayed(message) else Kind.BOUNCED
    if message[LOOP] is not None:
        return Kind.LOOP
    submitted = _header(message, "Auto-Submitted").split(";")[0].strip().lower()
    precedence = _header(message, "Precedence").strip().lower()
    automatic = (
        submitted not in {"", "no"}
        or precedence in {"bulk", "junk", "auto_reply"}
        or any(message[name] is not None for name in ("X-Autoreply", "X-Autorespond", "X-Autogenerated"))
    )
    if sender == addresses.own:
        return Kind.LOOP if automatic else Kind.OURS
    return Kind.ABSENT if automatic or is_one_of(forms.absent, subject) else Kind.ANSWER


def _is_from_a_mail_server(message: EmailMessage, sender: str, forms: MailForms) -> bool:
    empty_path = _header(message, "Return-Path").strip() == "<>"
    server = sender.partition("@")[0] in {"mailer-daemon", "postmaster"}
    return server or (empty_path and is_one_of(forms.bounced, _header(message, "Subject")))


def _is_only_delayed(message: Message) -> bool:
    """Return whether a report says of nobody that the mail failed, and of somebody that it is late."""
    actions = {_header(part, "Action").strip().lower() for part in _report_parts(message)}
    return "delayed" in actions and "failed" not in actions


def _report_parts(message: Message) -> Iterable[Message]:
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            payload = part.get_payload()
            yield from (item for item in payload if isinstance(item, Message)) if isinstance(payload, list) else ()


def _reported(message: EmailMessage) -> list[str]:
    """Return the Message-ID of the mail that a report is about: it holds that mail, or its headers."""
    if message.get_content_type() != "multipart/report":
        return []
    found: list[str] = []
    for part in message.walk():
        if part.get_content_type() in {"text/rfc822-headers", "message/rfc822"}:
            held = part.get_payload()
            text = "\n".join(str(item) for item in held) if isinstance(held, list) else str(held)
            found += re.findall(r"(?im)^Message-ID:\s*(<[^>\s]{1,200}>)", text)
    return found


def _text(message: EmailMessage) -> str:
    plain = message.get_body(preferencelist=("plain",))
    text = _content(plain) if plain is not None else ""
    if plain is not None and str(plain.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, joined=str(plain.get_param("delsp", "")).lower() == "yes")
    if text.strip():
        return text
    rich = message.get_body(preferencelist=("html",))
    return text_of_html(_content(rich)) if rich is not None else ""


def _content(part: Message) -> str:
    """Return the text of a part, also when its character set is unknown or wrong."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("cp1252", "replace")


def _unflowed(text: str, *, joined: bool) -> str:
    """Return lines as they were written: one that ends in a space goes on in the next (RFC 3676)."""
    lines: list[str] = []
    goes_on = False
    for raw in text.replace("\r\n", "\n").split("\n"):
        line = raw[1:] if raw.startswith(" ") else raw
        if goes_on and not line.startswith(">") and line != "-- ":
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if goes_on and joined:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _header(message: Message, name: str) -> str:
    """Return a header as text; empty when it is missing or cannot be read."""
    try:
        return str(message.get(name) or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _addresses(message: Message, name: str) -> list[str]:
    try:
        found = [str(value) for value in message.get_all(name) or []]
    except (ValueError, LookupError, TypeError, AttributeError):
        return []
    return [address for _, address in getaddresses(found) if address]
