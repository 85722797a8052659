"""leidraad/teams.yml: what the app is called in Teams and what is said about it."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from magdat.files.documents import parse, read_document
from magdat.files.schema import FilledModel, Text

FILE = "teams.yml"


class AppText(FilledModel):
    """What is said about the app in one language, as long as Teams lets it be."""

    name: Text = Field(..., alias="naam", max_length=30)
    full_name: Text = Field(..., alias="volledige_naam", max_length=100)
    short: Text = Field(..., alias="kort", max_length=80)
    long: Text = Field(..., alias="lang", max_length=4000)


class Suggestion(FilledModel):
    """Something that Teams offers to type."""

    title: Text = Field(..., alias="titel", max_length=32)
    """What is typed: the assistant understands Dutch, so this is Dutch in every language."""

    dutch: Text = Field(..., alias="nl", max_length=128)
    english: Text = Field(..., alias="en", max_length=128)


class TabText(FilledModel):
    """What is said about the app that is a tab, where it differs from the bot's: the long description."""

    dutch: Text = Field(..., alias="nl", max_length=4000)
    english: Text = Field(..., alias="en", max_length=4000)


class AppWords(FilledModel):
    """leidraad/teams.yml."""

    maker: Text = Field(..., alias="maker", max_length=32)
    colour: Text = Field(..., alias="kleur", regex=r"^#[0-9a-fA-F]{6}$")
    dutch: AppText = Field(..., alias="nl")
    english: AppText = Field(..., alias="en")
    tab: TabText = Field(..., alias="tabblad")
    suggestions: tuple[Suggestion, ...] = Field(..., alias="opdrachten")


def load_app_words(guidance: Path) -> AppWords:
    """Read leidraad/teams.yml.

    Raises:
        DocumentError: something is missing, unknown, or longer than Teams takes.
    """
    return parse(AppWords, read_document(guidance / FILE))
