"""leidraad/nieuw.yml: what is asked, and what each answer writes in a new policy. HR may edit it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from pydantic import Field, validator

from magdat.files.schema import FilledModel, Name, Reference, Text, YesNo, filled
from magdat.policy.clause_number import ClauseNumber
from magdat.policy.model import Article, PolicyStatement

UNKNOWN = "onbekend"
"""What stands in a condition for a question that nobody could answer yet."""


class Undecided(FilledModel):
    """Something that somebody still has to decide, at the clause where it belongs."""

    clause: ClauseNumber = Field(..., alias="artikel")
    text: Text = Field(..., alias="tekst")


class Piece(FilledModel):
    """A piece of a policy, and with which answers it is written."""

    when: dict[Name, tuple[Reference, ...]] = Field({}, alias="wanneer")
    at_least: dict[Name, int] = Field({}, alias="vanaf")
    fields: dict[Name, Any] = Field({}, alias="velden")
    words: dict[Name, Text] = Field({}, alias="woorden")
    statements: tuple[PolicyStatement, ...] = Field((), alias="uitspraken")
    undecided: tuple[Undecided, ...] = Field((), alias="te_beslissen")


class Choice(FilledModel):
    """One answer to choose."""

    id: Reference = Field(..., alias="id")
    text: Text = Field(..., alias="tekst")
    explanation: Text | None = Field(None, alias="uitleg")
    alone: YesNo = Field(YesNo.NO, alias="alleen", description="Deze keuze kan niet samen met een andere.")
    writes: tuple[Piece, ...] = Field((), alias="schrijft")


class FreeKind(str, Enum):
    """What may be typed instead of a choice."""

    TEXT = "tekst"
    NUMBER = "getal"
    LIST = "lijst"


class Free(FilledModel):
    """An answer in somebody's own words, and where it comes in the policy."""

    kind: FreeKind = Field(..., alias="soort")
    example: Text = Field(..., alias="voorbeeld")
    field: Text = Field(..., alias="veld")
    writes: tuple[Piece, ...] = Field((), alias="schrijft")


class Question(FilledModel):
    """One question, what may be answered, and what that writes."""

    id: Name = Field(..., alias="id")
    text: Text = Field(..., alias="vraag")
    explanation: Text = Field(..., alias="uitleg")
    several: YesNo = Field(YesNo.NO, alias="meer")
    free: Free | None = Field(None, alias="vrij")
    choices: tuple[Choice, ...] = Field((), alias="keuzes")
    default: Reference | None = Field(None, alias="standaard")
    writes: tuple[Piece, ...] = Field((), alias="schrijft")
    unknown: tuple[Piece, ...] = Field((), alias="onbekend")

    @validator("default")
    def _is_a_choice(cls, value: str, values: dict[str, Any]) -> str:
        if value not in [choice.id for choice in values.get("choices") or ()]:
            raise ValueError(f"«{value}» is geen van de keuzes → neem de id van een keuze")
        return value

    def choice(self, name: str) -> Choice | None:
        """Return a choice by its id, ``None`` when there is no such choice."""
        return next((choice for choice in self.choices if choice.id == name), None)

    def pieces(self) -> Iterator[Piece]:
        """Yield every piece that some answer to this question writes."""
        yield from (*self.writes, *self.unknown, *(self.free.writes if self.free else ()))
        for choice in self.choices:
            yield from choice.writes


class Trial(FilledModel):
    """A question to try a new policy with, if it has that statement."""

    question: Text = Field(..., alias="vraag")
    statement: Name = Field(..., alias="uitspraak")


class Questionnaire(FilledModel):
    """The whole file."""

    heading: Text = Field(..., alias="kop")
    captions: dict[Name, Text] = Field(..., alias="kopjes")
    chapters: tuple[Article, ...] = Field(..., alias="hoofdstukken")
    stand_ins: dict[Name, tuple[Name, ...]] = Field(..., alias="vervangers")
    always: tuple[Piece, ...] = Field(..., alias="altijd")
    questions: tuple[Question, ...] = Field(..., alias="vragen")
    trials: tuple[Trial, ...] = Field(..., alias="probeer")

    _filled = validator("chapters", "always", "questions", allow_reuse=True)(filled)

    def question(self, name: str) -> Question | None:
        """Return a question by its id, ``None`` when there is no such question."""
        return next((question for question in self.questions if question.id == name), None)
