"""A long list in pages: which part of it is shown, and where what comes before and after it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

PER_SHEET = 50
"""Rows of a list on one page: more is not read, and each is opened and unsealed."""


@dataclass(frozen=True)
class Sheet:
    """One page of a list, as the links under it need it."""

    number: int
    """Which page this is, from 1."""

    last: int
    """How many pages there are; at least 1."""

    before: str = ""
    """The address of the page before; empty on the first."""

    after: str = ""
    """The address of the next page; empty on the last."""

    @property
    def start(self) -> int:
        """Return how many rows come before this page."""
        return (self.number - 1) * PER_SHEET


def sheet(path: str, name: str, query: Mapping[str, str], rows: int, anchor: str = "") -> Sheet:
    """Return the page of a list that an address asks for; the last one where the list became shorter meanwhile.

    Args:
        path: the address of the page, without what comes after it.
        name: how the address calls the number of this list's page.
        query: what came along with the address.
        rows: how many rows the whole list has.
        anchor: where on the page the list begins.
    """
    last = max(1, -(-rows // PER_SHEET))
    number = min(asked_number(query.get(name, "")), last)

    def to(other: int) -> str:
        kept = {key: value for key, value in query.items() if key not in {name, "m", "over"}}
        told = urlencode({**kept, name: str(other)} if other > 1 else kept)
        return f"{path}{'?' if told else ''}{told}{f'#{anchor}' if anchor else ''}"

    return Sheet(number, last, to(number - 1) if number > 1 else "", to(number + 1) if number < last else "")


def asked_number(typed: str) -> int:
    """Return the number of a page that somebody asks for; 1 for whatever is none."""
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else 1
