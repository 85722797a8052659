"""leidraad/vertellen.yml: with which sentence a telling of a policy's text may begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import Field, validator

from magdat.files.schema import FilledModel, Text, readable_form

_BEFORE_THE_FIRST_WORD = r"^[\"“«‘'(\[]*"


class TellingCues(FilledModel):
    """The whole file."""

    abbreviations: tuple[Text, ...] = Field(..., alias="afkortingen")
    deciding_headings: dict[Text, tuple[Text, ...]] = Field(..., alias="koppen_die_beslissen")
    denied: Text = Field(..., alias="ontkend")
    empty_leads: tuple[Text, ...] = Field(..., alias="zegt_niets")
    points_back: tuple[Text, ...] = Field(..., alias="wijst_terug")
    leaning: tuple[Text, ...] = Field(..., alias="leunt")
    leaning_further: tuple[Text, ...] = Field(..., alias="leunt_verderop")
    comes_first: tuple[Text, ...] = Field(..., alias="eerst")

    _readable = validator(
        "empty_leads", "points_back", "leaning", "leaning_further", "comes_first", each_item=True, allow_reuse=True
    )(readable_form)
    _readable_too = validator("denied", allow_reuse=True)(readable_form)


@dataclass(frozen=True)
class Telling:
    """The file, ready to hear with."""

    abbreviations: tuple[str, ...] = ()
    points_back_forms: tuple[str, ...] = ()
    leaning_forms: tuple[str, ...] = ()
    further_forms: tuple[str, ...] = ()
    first_forms: tuple[str, ...] = ()
    leads: Mapping[str, str] = field(default_factory=dict)
    """By a heading that decides, in small letters, how it is said."""

    denied: str = r"(?!)"
    empty_forms: tuple[str, ...] = ()

    @classmethod
    def of(cls, cues: TellingCues) -> Telling:
        """Return what the file says."""
        leads = {heading.lower(): lead for lead, headings in cues.deciding_headings.items() for heading in headings}
        return cls(
            cues.abbreviations,
            cues.points_back,
            cues.leaning,
            cues.leaning_further,
            cues.comes_first,
            leads,
            cues.denied,
            cues.empty_leads,
        )

    def lead_of(self, heading: str, sentence: str) -> str | None:
        """Return what is said before a sentence under a heading that decides; ``None`` where it says so itself."""
        lead = self.leads.get(heading.lower())
        return None if lead is None or self._denies.search(sentence) else lead

    def denies(self, text: str) -> bool:
        """Return whether a text says that something is not so."""
        return self._denies.search(text) is not None

    def without_empty_lead(self, text: str) -> str:
        """Return a text without a beginning that says nothing by itself: «Concreet: vragen stellen mag.»."""
        lead = self._empty_lead.match(text)
        rest = text[lead.end() :] if lead is not None else ""
        return rest[0].upper() + rest[1:] if rest and "; " not in rest else text

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
    def _denies(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self.denied})(?!\w)", re.IGNORECASE)

    @cached_property
    def _empty_lead(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{_any(self.empty_forms)}):\s+", re.IGNORECASE)

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
