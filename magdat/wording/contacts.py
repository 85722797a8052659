"""Somebody who can be turned to, in words."""

from __future__ import annotations

import re
from typing import Protocol

_DIGITS_APART = re.compile(r"(?<=\d) (?=\d)")
"""A space within a telephone number, which does not go over two lines."""


class Reachable(Protocol):
    """A person or desk as a policy fills it in; ``None`` where the company left it out."""

    @property
    def title(self) -> str:
        """Return what somebody is: «de vertrouwenspersoon»."""

    @property
    def name(self) -> str | None:
        """Return who it is."""

    @property
    def email(self) -> str | None:
        """Return the mail address."""

    @property
    def phone(self) -> str | None:
        """Return the telephone number."""

    @property
    def available(self) -> str | None:
        """Return when somebody is there."""


def contact_line(contact: Reachable) -> str:
    """Return a contact as a person would pass it on: «de vertrouwenspersoon (An Peeters), an@…, +32 …»."""
    return ", ".join(str(item) for item in (_who(contact), contact.email, contact.phone, contact.available) if item)


def contact_briefly(contact: Reachable) -> str:
    """Return a contact with address and number; when somebody is there only where there is no other way."""
    reached = [str(item) for item in (contact.email, contact.phone) if item] or [contact.available or ""]
    return ", ".join(str(item) for item in (_who(contact), *reached) if item)


def contact_abroad(contact: Reachable) -> str:
    """Return a contact for somebody who reads no Dutch: name, address and number, and nothing to be translated."""
    known = [str(item) for item in (contact.name, contact.email, contact.phone) if item]
    return ", ".join(known) or contact.title


def as_line(contact: str) -> str:
    """Return a contact in words as a line of its own: with a capital, its number never broken over two lines."""
    return _DIGITS_APART.sub("\u00a0", contact[:1].upper() + contact[1:])


def _who(contact: Reachable) -> str:
    return f"{contact.title} ({contact.name})" if contact.name else contact.title
