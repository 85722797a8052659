"""By which ways each desk hears of its questions, as an operator writes it: «helpdesk=rt,eigen hr=email»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

OWN, NONE = "eigen", "geen"
"""Our own page, and no way at all."""

WAYS = (OWN, "email", "webhook", "rt", "zammad", "slack", "teams", NONE)
"""What may be chosen."""

_DESK = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class WayChoice:
    """The ways of each desk."""

    for_all: tuple[str, ...] = (OWN,)
    """Of every desk that is not named, but for the confidential ones."""

    by_desk: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str, otherwise: tuple[str, ...] = (OWN,)) -> WayChoice:
        """Read what an operator wrote.

        Args:
            text: desks with their ways, and at most one list of ways without a desk, for all others.
            otherwise: the ways of all others where there is none.

        Raises:
            ValueError: what it must be.
        """
        for_all: tuple[str, ...] | None = None
        by_desk: dict[str, tuple[str, ...]] = {}
        for item in text.lower().split():
            desk, equals, listed = item.rpartition("=")
            ways = tuple(dict.fromkeys(listed.split(",")))
            if any(way not in WAYS for way in ways) or (NONE in ways and len(ways) > 1):
                raise ValueError(f"must be one of {', '.join(WAYS)}, or desks with ways such as helpdesk=rt,eigen")
            if equals and (not _DESK.fullmatch(desk) or desk in by_desk):
                raise ValueError("must name each desk once, as the policy does, such as hr=email")
            if not equals and for_all is not None:
                raise ValueError("must have one list of ways for all desks, such as email,eigen")
            if equals:
                by_desk[desk] = ways
            else:
                for_all = ways
        return cls(for_all if for_all is not None else otherwise, by_desk)

    def of(self, desk: str, *, confidential: bool) -> tuple[str, ...]:
        """Return the ways of a desk; a confidential one that is not named has our own page alone, unless all is off."""
        off = self.for_all == (NONE,) and not self.by_desk
        ways = self.by_desk.get(desk, (OWN,) if confidential and not off else self.for_all)
        return () if ways == (NONE,) else ways

    def all(self) -> frozenset[str]:
        """Return every way that some desk uses."""
        return frozenset({*self.for_all, *(way for ways in self.by_desk.values() for way in ways)} - {NONE})


def fault_of(text: str) -> str:
    """Return what it must be when it is wrong, and an empty text when it is fine."""
    try:
        WayChoice.read(text)
    except ValueError as error:
        return str(error)
    return ""
