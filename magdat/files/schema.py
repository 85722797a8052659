"""The strict base of every file model: Dutch keys for people, English names for code."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConstrainedStr, Extra, validator
from pydantic.errors import DictError, NoneIsNotAllowedError

Self = TypeVar("Self", bound="FileModel")
Items = TypeVar("Items", bound="tuple[Any, ...]")


class FileModel(BaseModel):
    """A part of a file that people edit: unknown keys are errors, values do not change after loading."""

    class Config:
        """Strictness shared by all file models."""

        extra = Extra.forbid
        frozen = True
        allow_population_by_field_name = False
        anystr_strip_whitespace = True

    @classmethod
    def validate(cls: type[Self], value: Any) -> Self:
        """Read one part of a file; an empty list is none, though pydantic would take it for a part without keys.

        Raises:
            DictError: there are no keys.
        """
        if not isinstance(value, Mapping | BaseModel):
            raise DictError
        return super().validate(value)


class FilledModel(FileModel):
    """A part of a file in which every key that is there says something."""

    @validator("*", pre=True)
    def _written(cls, value: Any) -> Any:
        """Refuse a key with nothing after it: whoever left it open meant to come back to it."""
        if value is None:
            raise NoneIsNotAllowedError
        return value


NAME = re.compile(r"^[a-z0-9][a-z0-9_-]*$")

if TYPE_CHECKING:
    # To a type checker these are plain strings; pydantic checks their form when a file is read.
    Text = str
    Name = str
    Reference = str
    Day = dt.date
else:

    class Day(dt.date):
        """A day; a number is no day, whatever moment of 1970 it could stand for."""

        @classmethod
        def __get_validators__(cls) -> Iterator[Callable[[Any], dt.date]]:
            """Tell pydantic how to read one."""
            yield cls.read

        @classmethod
        def __modify_schema__(cls, schema: dict[str, Any]) -> None:
            """Tell an editor what to expect."""
            schema.update(type="string", format="date", pattern=r"^\d{4}-\d{2}-\d{2}$")

        @classmethod
        def read(cls, value: Any) -> dt.date:
            """Return a day as a file holds it.

            Raises:
                ValueError: it is not one.
            """
            if isinstance(value, dt.date):
                return value
            try:
                return dt.date.fromisoformat(value)
            except (TypeError, ValueError):
                raise ValueError("dit is geen datum → schrijf jaar-maand-dag, bijvoorbeeld 2026-03-01") from None

    class Text(ConstrainedStr):
        """A text that a person wrote and that may not be empty."""

        strict = True
        min_length = 1
        max_length = 4000
        strip_whitespace = True

        @classmethod
        def __modify_schema__(cls, schema: dict[str, Any]) -> None:
            """Tell an editor that spaces alone say nothing, for they are stripped."""
            super().__modify_schema__(schema)
            schema["pattern"] = r"\S"

    class Name(ConstrainedStr):
        """A short machine-readable name: small letters, digits, - and _."""

        strict = True
        min_length = 1
        max_length = 80
        regex = NAME

        @classmethod
        def validate(cls, value: str) -> str:
            """Return a name as it is.

            Raises:
                ValueError: it holds something else; with the name that it could be.
            """
            if not NAME.fullmatch(value):
                like = as_name(value)
                hint = f", bijvoorbeeld «{like}»" if like else ""
                raise ValueError(
                    f"«{value[:40]}» is geen naam → gebruik kleine letters, cijfers, - en _, zonder spaties{hint}"
                )
            return value

    class Reference(ConstrainedStr):
        """The name of something that is written elsewhere; whether it is there, is for who knows that place."""

        strict = True
        min_length = 1
        max_length = 80
        strip_whitespace = True


def as_name(text: str) -> str:
    """Return the name that a text could have: small letters and digits, with a hyphen for all the rest."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")


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
