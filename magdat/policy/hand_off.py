"""To which desk a question goes that a person has to answer, when that desk is open, and how soon it answers."""

from __future__ import annotations

from typing import Any

from pydantic import Field, validator

from magdat.files.schema import Day, FilledModel, Name, Reference, Text, YesNo, filled
from magdat.policy.opening_hours import OpeningHours, within


class DeskEntry(FilledModel):
    """One desk to which questions go."""

    contact: Reference | None = Field(
        None, alias="contact", description="Bij welk contact hij hoort (sleutel uit contacten); weglaten = zelfde naam."
    )
    title: Text | None = Field(
        None, alias="titel", description="Hoe de dienst heet, met lidwoord; weglaten = de functie van het contact."
    )
    hours: OpeningHours | None = Field(None, alias="open", description="Wanneer er iemand is.")
    answers_within: Text | None = Field(
        None, alias="antwoord_binnen", description="Binnen welke tijd er een antwoord komt: «4 uur», «2 werkdagen»."
    )
    anonymous: YesNo = Field(YesNo.YES, alias="anoniem", description="Mag iemand zijn naam weglaten? Weglaten = ja.")
    confidential: YesNo | None = Field(
        None, alias="vertrouwelijk", description="Is dit een dienst voor wat niemand anders mag lezen?"
    )

    @validator("answers_within")
    def _readable(cls, value: str | None) -> str | None:
        if value is not None:
            within(value)
        return value


def _many(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else [value]


class Route(FilledModel):
    """To which desk questions on some topics, or of some roles, go. The first one that fits counts."""

    topics: tuple[Reference, ...] = Field(
        (), alias="onderwerp", description="Over welke onderwerpen het gaat (één of een lijst); weglaten = alle."
    )
    roles: tuple[Reference, ...] = Field(
        (), alias="rol", description="medewerker, leidinggevende, hr of een eigen rol; weglaten = iedereen."
    )
    desk: Reference = Field(..., alias="dienst", description="Naar welke dienst (sleutel uit diensten).")

    _lists = validator("topics", "roles", pre=True, allow_reuse=True)(_many)

    @validator("topics", "roles")
    def _says_something(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("de lijst is leeg → zet er een waarde in, of schrap de sleutel")
        return value


class HandOff(FilledModel):
    """The desks, and who goes to which."""

    desks: dict[Name, DeskEntry] = Field(
        ..., alias="diensten", description="De diensten waar iemand de vragen leest en beantwoordt."
    )
    routes: tuple[Route, ...] = Field(
        (), alias="naar", description="Welke vraag naar welke dienst gaat; de eerste lijn die past, telt."
    )
    closed_days: tuple[Day, ...] = Field(
        (), alias="sluitingsdagen", description="Dagen waarop iedereen dicht is, naast de Belgische feestdagen."
    )

    @validator("desks")
    def _some(cls, value: dict[str, DeskEntry]) -> dict[str, DeskEntry]:
        if not value:
            raise ValueError("er staat geen enkele dienst → zet er één bij, of schrap «doorgeven»")
        return value

    _filled = validator("routes", allow_reuse=True)(filled)
