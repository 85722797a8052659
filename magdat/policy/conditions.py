"""When a rule or a statement holds: the values that it asks of the context."""

from __future__ import annotations

from typing import Any

from pydantic import Field, PrivateAttr, validator

from magdat.files.schema import FilledModel, Reference
from magdat.situation import DIMENSIONS, Device, Moment

Rank = tuple[int, int, int, int]
"""How specific something is: how many of content and audience it names, how many dimensions, how few values, and by how
many steps an exception stands above something else."""

CLOSEST_TO_THE_MATTER = ("inhoud", "publiek")
"""What a question is about, and with or about whom: these go before when, where and on what it happens."""


def _many(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else [value]


class Conditions(FilledModel):
    """When something holds. A dimension that is left out does not matter to it."""

    moment: tuple[Moment, ...] = Field(
        (), alias="moment", description="werkuren, pauze, buiten_werkuren (één of een lijst)."
    )
    platform: tuple[Reference, ...] = Field(
        (), alias="platform", description="facebook, linkedin, whatsapp, intranet … of een eigen platform."
    )
    device: tuple[Device, ...] = Field((), alias="toestel", description="eigen of werk.")
    role: tuple[Reference, ...] = Field(
        (), alias="rol", description="medewerker, leidinggevende, hr, of een rol uit woorden.rollen."
    )
    department: tuple[Reference, ...] = Field((), alias="afdeling", description="Een afdeling uit bedrijf.afdelingen.")
    content: tuple[Reference, ...] = Field(
        (),
        alias="inhoud",
        description="Waarover het gaat: politiek, klantgegevens, cijfers, of een eigen inhoud (één of een lijst).",
    )
    audience: tuple[Reference, ...] = Field(
        (),
        alias="publiek",
        description="Over of met wie het gaat: patienten, leerlingen, minderjarigen, pers, concurrenten …",
    )
    site: tuple[Reference, ...] = Field((), alias="vestiging", description="Een vestiging uit woorden.vestigingen.")

    _spelled: dict[str, tuple[str, ...]] = PrivateAttr(default_factory=dict)
    """What ``values`` returned before: a rule is asked for it over and over."""

    _matter_first: bool = PrivateAttr(default=True)

    _lists = validator("*", pre=True, allow_reuse=True)(_many)

    @validator("*")
    def _says_something(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("de lijst is leeg → zet er een waarde in, of schrap de sleutel: dan maakt het niet uit")
        if len(set(value)) != len(value):
            raise ValueError("een waarde staat er dubbel in → schrap er één")
        return value

    def named(self) -> int:
        """Return how many dimensions the conditions name."""
        return sum(bool(self.values(dimension)) for dimension in DIMENSIONS)

    def rank(self) -> Rank:
        """Return how specific the conditions are: a higher rank beats a lower one."""
        named = {name: values for name in DIMENSIONS if (values := self.values(name))}
        matter = sum(name in named for name in CLOSEST_TO_THE_MATTER) if self._matter_first else 0
        return matter, len(named), -sum(len(values) for values in named.values()), 0

    def counted_as_in_the_first_format(self) -> None:
        """Count content and audience like any dimension, so that a file of that format decides as it always did."""
        self._matter_first = False

    def values(self, dimension: str) -> tuple[str, ...]:
        """Return the values that the rule asks of ``dimension``; empty when it does not matter."""
        found = self._spelled.get(dimension)
        if found is None:
            found = tuple(str(getattr(item, "value", item)) for item in getattr(self, _FIELD_OF[dimension]))
            self._spelled[dimension] = found
        return found


_FIELD_OF = {field.alias: name for name, field in Conditions.__fields__.items()}
if set(_FIELD_OF) != set(DIMENSIONS):  # a programming error, caught at import
    raise RuntimeError("the conditions of a rule and the dimensions of a situation differ")
