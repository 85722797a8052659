"""The situation that a question is about: the context over which policy rules decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum


class Moment(str, Enum):
    """When it happens."""

    WORKING_HOURS = "werkuren"
    BREAK = "pauze"
    OUTSIDE = "buiten_werkuren"


class Device(str, Enum):
    """On whose device it happens."""

    OWN = "eigen"
    COMPANY = "werk"


class Role(str, Enum):
    """Who asks, or whom the question is about."""

    EMPLOYEE = "medewerker"
    MANAGER = "leidinggevende"
    HR = "hr"


CLOSED: dict[str, tuple[str, ...]] = {
    "moment": tuple(item.value for item in Moment),
    "toestel": tuple(item.value for item in Device),
    "rol": tuple(item.value for item in Role),
}
"""Dimensions whose values are all known, a company's own roles aside; the others are open lists."""

OTHER = "ander"
"""A value of an open dimension that no rule names."""


@dataclass(frozen=True)
class Situation:
    """What is known of the situation; ``None`` means not (yet) known."""

    moment: str | None = None
    platform: str | None = None
    toestel: str | None = None
    rol: str | None = None
    afdeling: str | None = None
    inhoud: str | None = None
    publiek: str | None = None
    vestiging: str | None = None

    def get(self, dimension: str) -> str | None:
        """Return the value of one dimension, ``None`` when unknown."""
        value: str | None = getattr(self, dimension)
        return value

    def with_value(self, dimension: str, value: str | None) -> Situation:
        """Return a copy with one dimension set."""
        return replace(self, **{dimension: value})

    def known(self) -> dict[str, str]:
        """Return only what is known."""
        return {name: value for name in DIMENSIONS if (value := self.get(name)) is not None}

    @classmethod
    def of(cls, values: Mapping[str, str | None]) -> Situation:
        """Build a situation from a mapping; other keys are left aside."""
        return cls(**{name: values.get(name) for name in DIMENSIONS})


DIMENSIONS: tuple[str, ...] = tuple(field.name for field in fields(Situation))
"""The dimensions, in the order in which the assistant asks after them."""
