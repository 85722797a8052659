"""The strict base of every file model: Dutch keys for people, English names for code."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConstrainedStr, Extra

Items = TypeVar("Items", bound="tuple[Any, ...]")


class FileModel(BaseModel):
    """A part of a file that people edit: unknown keys are errors, values do not change after loading."""

    class Config:
        """Strictness shared by all file models."""

        extra = Extra.forbid
        frozen = True
        allow_population_by_field_name = False
        anystr_strip_whitespace = True


if TYPE_CHECKING:
    # To a type checker these are plain strings; pydantic checks their form when a file is read.
    Text = str
    Name = str
else:

    class Text(ConstrainedStr):
        """A text that a person wrote and that may not be empty."""

        strict = True
        min_length = 1
        max_length = 4000
        strip_whitespace = True

    class Name(ConstrainedStr):
        """A short machine-readable name: small letters, digits, - and _."""

        strict = True
        min_length = 1
        max_length = 80
        regex = r"^[a-z0-9][a-z0-9_-]*$"


class YesNo(str, Enum):
    """A switch as Dutch-speaking people write it."""

    YES = "ja"
    NO = "nee"

    def __bool__(self) -> bool:
        """Return whether the switch is on."""
        return self is YesNo.YES


def filled(value: Items) -> Items:
    """Validate that a list has something in it.

    Raises:
        ValueError: the list is empty.
    """
    if not value:
        raise ValueError("de lijst is leeg → zet er minstens één regel in")
    return value


def readable_form(value: str) -> str:
    """Validate that a form in which people type something can be looked for: its brackets match.

    Raises:
        ValueError: they do not.
    """
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"de haakjes kloppen niet ({error}) → schrijf (a|b)") from None
    return value
