"""Who is logged in at the desk page."""

from __future__ import annotations

from typing import Protocol

IDLE = 3600.0
"""Seconds without a request after which somebody has to log in again."""

LONGEST = 12 * 3600.0
"""Seconds after which somebody has to log in again, whatever they did."""


class Visits(Protocol):
    """Which tokens are good; only their digest is kept, so that nobody can use what is kept."""

    def begin(self, token: str, agent: str) -> None:
        """Keep a new visit, by the digest of its token; what ended goes."""

    def agent_of(self, token: str, *, used: bool = True) -> str | None:
        """Return whose visit this is, ``None`` when it ended.

        Args:
            token: the digest of the token.
            used: whether the person did something, so that the visit lasts longer.
        """

    def end(self, token: str) -> None:
        """End one visit."""

    def end_all(self, agent: str) -> int:
        """End every visit of somebody; return how many there were."""
