"""Questions to begin with (leidraad/beginvragen.yml): what stands on a button, and what it asks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, validator

from magdat.files.documents import parse, read_document
from magdat.files.schema import FilledModel, Text

MOST = 10
"""Questions that a row of buttons can hold and a person still reads."""


class _StarterModel(FilledModel):
    """One question."""

    title: Text = Field(..., alias="knop", max_length=75)
    question: Text = Field(..., alias="vraag", max_length=300)


class _StarterFile(FilledModel):
    """leidraad/beginvragen.yml."""

    starters: tuple[_StarterModel, ...] = Field(..., alias="vragen")

    @validator("starters")
    def _few(cls, value: tuple[_StarterModel, ...]) -> tuple[_StarterModel, ...]:
        """Refuse more than people read, and none at all."""
        if not 1 <= len(value) <= MOST:
            raise ValueError(f"zet er minstens 1 en hoogstens {MOST}")
        return value


@dataclass(frozen=True)
class Starter:
    """A question that somebody may begin with."""

    title: str
    question: str


def load_starters(guidance: Path) -> tuple[Starter, ...]:
    """Read the questions in the order of the file.

    Raises:
        DocumentError: the file is missing, or something in it is too long, empty or unknown.
    """
    model = parse(_StarterFile, read_document(guidance / "beginvragen.yml"))
    return tuple(Starter(item.title, item.question) for item in model.starters)
