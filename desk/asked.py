"""What one request asks of a page, after it was checked who asks; and what a page may answer."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from desk.house import House
from magdat.staff.agents import Agent


@dataclass(frozen=True)
class Asked:
    """One request."""

    house: House
    token: str
    """The token of the visit, or before anybody logged in one that is only good for forms."""

    place: str
    """Where it comes from, to count tries by."""

    someone: Agent | None = None
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    on_the_way: str = ""
    """What the browser kept while somebody was at the provider (desk/provider.py)."""

    live: bool = False
    """Whether the page asks by itself for what is new: nobody did anything."""

    @property
    def agent(self) -> Agent:
        """Return who asks; only for pages that nobody sees without logging in."""
        if self.someone is None:
            raise NotFound
        return self.someone

    @property
    def form_token(self) -> str:
        """Return what a form of this visit carries, so that no other site can make one."""
        return form_token(self.token)


Page = Callable[[Asked], Response]
"""Answers one request; runs on a thread of its own, for it may wait for the database."""


class NotFound(Exception):
    """There is no such page, or it is not for whoever asks: nobody is told which of the two."""


def form_token(token: str) -> str:
    """Return the token of the forms of a visit; from it nobody finds the token of the visit."""
    return hmac.new(token.encode(), b"forms", hashlib.sha256).hexdigest()
