"""Statements of the company: what it says, in its own words and on its own clause, in answer to one question."""

from __future__ import annotations

from typing import Any

from pydantic import Field, root_validator, validator

from magdat.files.schema import FilledModel, Name, Reference, Text, filled
from magdat.guidance.statements import StatementKind
from magdat.policy.clause_number import ClauseNumber
from magdat.policy.conditions import Conditions
from magdat.policy.decision import Decision, one_that_decides
from magdat.policy.example import Example

Section = tuple[str, str | None]
"""A clause and the heading without a number in it, where it has several: what stands there belongs together."""

PERMISSION, BAN = StatementKind.PERMISSION, StatementKind.BAN


class Unless(FilledModel):
    """An exception to a statement, with its own text."""

    conditions: Conditions = Field(
        Conditions(), alias="als", description="Wanneer de uitzondering geldt, bovenop het «als» van de uitspraak."
    )
    decision: Decision | None = Field(
        None, alias="besluit", description="Wat dan geldt; weglaten = het omgekeerde van de uitspraak."
    )
    text: Text = Field(..., alias="tekst", description="De uitzondering, in een eigen zin.")

    @validator("decision", pre=True)
    def _decides(cls, value: Any) -> Any:
        instead = "een uitzondering beslist altijd iets → kies ja, nee of voorwaardelijk, of laat «besluit» weg"
        return one_that_decides(value, instead)


class PolicyStatement(FilledModel):
    """One thing that the company says: it allows, forbids, asks, advises, explains, or names somebody."""

    id: Name = Field(..., alias="id", description="Unieke naam van de uitspraak.")
    kind: StatementKind = Field(
        ...,
        alias="soort",
        description="toelating, verbod, plicht, raad, uitleg, wie, stappen, lijst of begrip.",
    )
    topic: Reference = Field(
        ..., alias="onderwerp", description="Id van het onderwerp: uit leidraad/onderwerpen.yml, of een eigen."
    )
    title: Text | None = Field(
        None, alias="titel", description="Waarover het precies gaat, als dat minder is dan het hele onderwerp."
    )
    aspects: tuple[Name, ...] = Field(
        (), alias="deelvragen", description="De deelvragen van dat onderwerp waarop dit het antwoord is."
    )
    clause: ClauseNumber = Field(..., alias="artikel", description="Nummer van de bepaling.")
    part: Text | None = Field(
        None, alias="kop", description="De kop zonder nummer waaronder dit in die bepaling staat, als er meer zijn."
    )
    point: Text | None = Field(
        None, alias="punt", description="De letter van het punt waar dit in die bepaling staat: «a)»."
    )
    conditions: Conditions = Field(Conditions(), alias="als", description="Wanneer dit geldt; weglaten = altijd.")
    exception_to: Name | None = Field(
        None, alias="uitzondering_op", description="Id van de uitspraak of regel waarvoor deze altijd voorgaat."
    )
    decision: Decision | None = Field(
        None,
        alias="besluit",
        description="ja of voorwaardelijk bij een toelating; een verbod is altijd nee; elders: of het mag.",
    )
    requirements: tuple[Text, ...] = Field(
        (), alias="voorwaarden", description="Waaraan voldaan moet zijn bij «voorwaardelijk»."
    )
    text: Text = Field(..., alias="tekst", description="Het antwoord, in één tot drie zinnen, in de je-vorm.")
    unless: tuple[Unless, ...] = Field((), alias="tenzij", description="Uitzonderingen, elk met een eigen tekst.")
    reason: Text | None = Field(None, alias="waarom", description="Waarom dat zo is.")
    contact: Reference | None = Field(
        None, alias="contact", description="Bij wie je moet zijn om iets te doen (sleutel uit contacten)."
    )
    amount: Text | None = Field(
        None, alias="hoeveel", description="Hoeveel of hoelang: «15 minuten per dag», «binnen twee werkdagen»."
    )
    approval_from: Reference | None = Field(
        None, alias="toestemming_van", description="Wie toestemming geeft: een sleutel uit contacten, of een rol."
    )
    documents: tuple[Reference, ...] = Field(
        (), alias="documenten", description="Documenten waarnaar dit verwijst (id uit documenten)."
    )
    examples: tuple[Example, ...] = Field(
        (), alias="voorbeelden", description="Vragen of situaties met wat eruit moet komen."
    )

    _filled = validator("aspects", allow_reuse=True)(filled)

    @property
    def section(self) -> Section:
        """Return where it stands: its clause, and the heading within that."""
        return self.clause, self.part

    @root_validator(pre=True)
    def _kind_that_the_decision_tells(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Fill in the kind where the file leaves it out, as files did before there were kinds."""
        if "soort" in values:
            return values
        by_decision = {
            Decision.NO.value: BAN,
            Decision.YES.value: PERMISSION,
            Decision.CONDITIONAL.value: PERMISSION,
        }
        return {**values, "soort": by_decision.get(str(values.get("besluit")), StatementKind.EXPLANATION)}

    @validator("decision", pre=True)
    def _decides(cls, value: Any) -> Any:
        instead = "het bedrijf antwoordt hier zelf → kies ja, nee of voorwaardelijk, of laat «besluit» weg"
        return one_that_decides(value, instead)

    @validator("decision")
    def _fits_the_kind(cls, value: Decision, values: dict[str, Any]) -> Decision:
        if values.get("kind") is BAN and value is not Decision.NO:
            raise ValueError("een verbod beslist altijd «nee» → schrap «besluit», of kies soort: toelating")
        if values.get("kind") is PERMISSION and value is Decision.NO:
            raise ValueError("een toelating beslist nooit «nee» → kies soort: verbod")
        return value

    @validator("requirements")
    def _conditions_of_a_permission(cls, value: tuple[str, ...], values: dict[str, Any]) -> tuple[str, ...]:
        decision, kind = values.get("decision"), values.get("kind")
        if value and decision is not Decision.CONDITIONAL and not (decision is None and kind is PERMISSION):
            raise ValueError("voorwaarden horen enkel bij «voorwaardelijk» → kies dat besluit of schrap ze")
        return value

    @root_validator(skip_on_failure=True)
    def _decision_that_the_kind_tells(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["decision"] is None and values["kind"] in {PERMISSION, BAN}:
            allowed = Decision.CONDITIONAL if values["requirements"] else Decision.YES
            values["decision"] = Decision.NO if values["kind"] is BAN else allowed
        return values
