"""The address of one ticket: whoever has it may answer, and nobody can guess it.

``magdat+md-0007.4t8wq2rmz0ck@bedrijf.be`` is the assistant's own address, the number, and letters that only this ticket
has. Message-IDs hold the same letters, for mail servers that know no plus-addresses: a reply names the
mail that it answers.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: small letters, for a mail server may change capitals."""

LENGTH = 12
"""Letters of a tag: 60 bits."""

_MARKED = re.compile(r"md-(\d{4,18})\.([0-9a-z]{12})(?:\.(\d{1,18}))?")


class PlusAddress:
    """Addresses and Message-IDs by which a reply finds its ticket."""

    def __init__(self, own: str, secret_of: Callable[[str], str | None]) -> None:
        """Make addresses of one mailbox.

        Args:
            own: the assistant's own address, such as magdat@bedrijf.be.
            secret_of: gives what only we know of the ticket with a number; ``None`` where there is no such ticket. A
                number that is given out again after a database was lost has another secret.
        """
        self.own = own.lower()
        self._local, _, self._domain = own.lower().rpartition("@")
        self._secret_of = secret_of

    def of(self, number: str) -> str:
        """Return the address at which a ticket is answered.

        Raises:
            LookupError: there is no such ticket.
        """
        return f"{self._local}+{number.lower()}.{self._sure_tag(number)}@{self._domain}"

    def message_id(self, number: str, line: int) -> str:
        """Return the Message-ID of the mail that carries a line: the same line has the same one."""
        return f"<{number.lower()}.{self._sure_tag(number)}.{line}@{self._domain}>"

    def number_in(self, addresses: Iterable[str], references: Iterable[str]) -> str | None:
        """Return the number of the ticket that a mail answers; ``None`` when it answers none of ours.

        Args:
            addresses: where the mail went to.
            references: the Message-IDs that it names.
        """
        local = rf"{re.escape(self._local)}\+"
        marks = [*self._marks(addresses, local, "@"), *self._marks(references, "<?", "@")]
        return next((number for number, tag, _ in marks if self._is_genuine(number, tag)), None)

    def line_in(self, references: Iterable[str]) -> int | None:
        """Return which line the first of these Message-IDs that is ours carried; ``None`` where none is."""
        marks = self._marks(references, "<?", "@")
        return next((int(line) for number, tag, line in marks if line and self._is_genuine(number, tag)), None)

    def claims(self, addresses: Iterable[str]) -> bool:
        """Return whether a mail went to an address that looks like one of a ticket, genuine or not."""
        return any(self._marks(addresses, rf"{re.escape(self._local)}\+", "@"))

    def _is_genuine(self, number: str, tag: str) -> bool:
        return hmac.compare_digest(tag, self._tag(number) or "")

    def _marks(self, texts: Iterable[str], before: str, after: str) -> list[tuple[str, str, str]]:
        domain = re.escape(self._domain)
        found = (re.match(rf"{before}{_MARKED.pattern}{after}{domain}>?$", text.strip().lower()) for text in texts)
        return [(f"MD-{match[1]}", match[2], match[3] or "") for match in found if match]

    def _sure_tag(self, number: str) -> str:
        tag = self._tag(number)
        if tag is None:
            raise LookupError(f"there is no ticket {number}")
        return tag

    def _tag(self, number: str) -> str | None:
        secret = self._secret_of(number)
        if secret is None:
            return None
        bits = int(hashlib.sha256(f"mail {number} {secret}".encode()).hexdigest()[:16], 16)
        return "".join(LETTERS[bits >> 5 * place & 31] for place in range(LENGTH))
