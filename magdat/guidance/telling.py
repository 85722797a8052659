"""leidraad/vertellen.yml: with which sentence a telling of a policy's text may begin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pydantic import Field, validator

from magdat.files.schema import FilledModel, Text, readable_form

_BEFORE_THE_FIRST_WORD = r"^[\"“«‘'(\[]*"


class TellingCues(FilledModel):
    """The whole file."""

    abbreviations: tuple[Text, ...] = Field(..., alias="afkortingen")
    points_back: tuple[Text, ...] = Field(..., alias="wijst_terug")
    leaning: tuple[Text, ...] = Field(..., alias="leunt")
    leaning_further: tuple[Text, ...] = Field(..., alias="leunt_verderop")
    comes_first: tuple[Text, ...] = Field(..., alias="eerst")

    _readable = validator("points_back", "leaning", "leaning_further", "comes_first", each_item=True, allow_reuse=True)(
        readable_form
    )


@dataclass(frozen=True)
class Telling:
    """The file, ready to hear with."""

    abbreviations: tuple[str, ...] = ()
    points_back_forms: tuple[str, ...] = ()
    leaning_forms: tuple[str, ...] = ()
    further_forms: tuple[str, ...] = ()
    first_forms: tuple[str, ...] = ()

    @classmethod
    def of(cls, cues: TellingCues) -> Telling:
        """Return what the file says."""
        return cls(cues.abbreviations, cues.points_back, cues.leaning, cues.leaning_further, cues.comes_first)

    def points_back(self, sentence: str) -> bool:
        """Return whether nobody understands a sentence without the one before it."""
        return self._points_back.search(sentence) is not None

    def begins_leaning(self, sentence: str) -> bool:
        """Return whether a sentence begins as one that rests on the one before it."""
        return self.points_back(sentence) or self._leans.search(sentence) is not None

    def leans(self, sentence: str) -> bool:
        """Return whether a sentence cannot begin an answer where something stands before it."""
        return self.begins_leaning(sentence) or self._leans_further.search(sentence) is not None

    def comes_first(self, sentence: str) -> bool:
        """Return whether a sentence says what somebody in danger has to read first."""
        return self._first.search(sentence) is not None

    @cached_property
    def _points_back(self) -> re.Pattern[str]:
        return _beginning(self.points_back_forms)

    @cached_property
    def _leans(self) -> re.Pattern[str]:
        return _beginning(self.leaning_forms)

    @cached_property
    def _leans_further(self) -> re.Pattern[str]:
        return _beginning(self.further_forms)

    @cached_property
    def _first(self) -> re.Pattern[str]:
        return _anywhere(self.first_forms)


def _beginning(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE_THE_FIRST_WORD}(?:{_any(forms)})(?!\w)", re.IGNORECASE)


def _anywhere(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(forms)})(?!\w)", re.IGNORECASE)


def _any(forms: Iterable[str]) -> str:
    return "|".join(f"(?:{form})" for form in forms) or r"(?!)"
