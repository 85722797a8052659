"""leidraad/uitspraken/: what may be said, one statement for each question that people have within a topic.

Keys are Dutch because HR edits them; see docs/woordenlijst.md and docs/antwoorden.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from pydantic import Field, validator

from magdat.files.schema import FilledModel, Name, Reference, Text, filled
from magdat.guidance.model import Claim
from magdat.question import Asker, Opening
from magdat.sector import Sector

LONGEST_QUESTION = 75
"""Characters of a statement's question: it has to fit on a button of Slack."""


class StatementKind(str, Enum):
    """What sort of thing a statement says."""

    PERMISSION = "toelating"
    BAN = "verbod"
    DUTY = "plicht"
    ADVICE = "raad"
    EXPLANATION = "uitleg"
    WHO = "wie"
    STEPS = "stappen"
    LIST = "lijst"
    DEFINITION = "begrip"


class PolicyPart(str, Enum):
    """Which part of a policy answers a question before the guidance does."""

    RULE = "beleid"
    PROVISION = "bepaling"
    SANCTIONS = "sancties"
    NOTIFICATION = "kennisgeving"
    APPEAL = "beroep"
    HEARING = "horen"
    MONITORING = "controle"
    INDIVIDUALISATION = "individualisering"
    INFORMATION = "informatie"
    LOCATION = "vindplaats"
    TRAINING = "opleiding"
    INVOLVEMENT = "inspraak"


class StatementExample(FilledModel):
    """A question as somebody types it, and with what its answer may begin."""

    question: Text = Field(..., alias="vraag")
    opening: Opening = Field(..., alias="opening")


class More(FilledModel):
    """The second layer: what this question earns beside its answer."""

    advice: tuple[Name, ...] = Field((), alias="raad", description="Ids van tips, de belangrijkste eerst.")
    laws: tuple[Name, ...] = Field((), alias="wet", description="Ids van wetsnotities over precies deze vraag.")
    steps: tuple[Text, ...] = Field((), alias="stappen", description="Wat je kunt doen, in volgorde.")
    example: Text | None = Field(None, alias="voorbeeld", description="Eén concreet geval.")


class TextOfSector(FilledModel):
    """What a text says besides, in organisations of some kinds alone."""

    sectors: tuple[Sector, ...] = Field(..., alias="sectoren", description="Waar dit erbij hoort.")
    text: Text = Field(..., alias="tekst", description="De zin die daar achter het antwoord komt.")

    _filled = validator("sectors", allow_reuse=True)(filled)


class Statement(FilledModel):
    """The answer to one question."""

    aspect: Name = Field(..., alias="deelvraag", description="Naam van de deelvraag, uniek binnen het onderwerp.")
    question: Text = Field(..., alias="vraag", description="De deelvraag in gewone woorden, zoals op een knop.")
    kind: StatementKind = Field(..., alias="soort")
    askers: tuple[Asker, ...] = Field(..., alias="voor", description="Wie dit vraagt; de belangrijkste eerst.")
    decided_by: PolicyPart | None = Field(
        None, alias="beslist", description="Welk deel van het beleid deze vraag beantwoordt, als het er is."
    )
    text: Text = Field(..., alias="tekst", description="Het antwoord, in één tot drie zinnen.")
    texts_of_sectors: tuple[TextOfSector, ...] = Field(
        (), alias="tekst_per_sector", description="Zinnen die enkel iets zeggen aan wie in een andere sector werkt."
    )
    threshold: int | None = Field(
        None,
        alias="drempel",
        ge=1,
        description="Vanaf hoeveel mensen het verplicht is; het getal in de vraag beslist dan over ja of nee.",
    )
    never_begins: tuple[Opening, ...] = Field(
        (), alias="begint_nooit_met", description="Het woord dat misleidt, «ja» of «nee»: het hangt van iets anders af."
    )
    claims: tuple[Claim, ...] = Field((), alias="claims", description="Claims die de tekst zelf vertelt.")
    contact: Reference | None = Field(None, alias="contact", description="Bij wie je moet zijn om iets te doen.")
    examples: tuple[StatementExample, ...] = Field(..., alias="voorbeelden")
    more: More = Field(More(), alias="meer")

    _filled = validator("askers", "examples", allow_reuse=True)(filled)

    @validator("question")
    def _fits_on_a_button(cls, value: Any) -> Any:
        if len(value) > LONGEST_QUESTION:
            raise ValueError(f"deze vraag past niet op een knop → hou ze onder {LONGEST_QUESTION} tekens")
        return value

    @validator("never_begins", each_item=True)
    def _is_a_word(cls, value: Opening) -> Opening:
        if value not in {Opening.YES, Opening.NO}:
            raise ValueError("schrijf hier «ja», «nee» of allebei")
        return value

    @validator("texts_of_sectors", each_item=True)
    def _said_once(cls, value: TextOfSector, values: dict[str, Any]) -> TextOfSector:
        if value.text in values.get("text", ""):
            raise ValueError("deze zin staat al in «tekst» → haal ze daar weg, anders leest iemand ze twee keer")
        return value

    def in_sector(self, sector: Sector | None) -> Statement:
        """Return the statement as an organisation of this kind tells it: its own sentences are part of the text.

        Of an unknown kind only what holds for all is told. What belongs to other kinds stays beside the text.
        """
        own = [item for item in self.texts_of_sectors if sector in item.sectors]
        if not own:
            return self
        text = " ".join([self.text, *(item.text for item in own)])
        others = tuple(item for item in self.texts_of_sectors if item not in own)
        return self.copy(update={"text": text, "texts_of_sectors": others})


class Statements(FilledModel):
    """One file of leidraad/uitspraken/."""

    topic: Name = Field(..., alias="onderwerp")
    statements: tuple[Statement, ...] = Field(..., alias="uitspraken")

    _filled = validator("statements", allow_reuse=True)(filled)

    def named(self) -> Iterator[tuple[str, Statement]]:
        """Yield every statement with the name that it has everywhere: topic and aspect."""
        for statement in self.statements:
            yield statement_id(self.topic, statement.aspect), statement


def statement_id(topic: str, aspect: str) -> str:
    """Return the name that a statement has everywhere."""
    return f"{topic}.{aspect}"


def topic_of(statement: str) -> str:
    """Return the topic in the name of a statement."""
    return statement.split(".", 1)[0]
