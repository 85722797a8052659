"""leidraad/vertellen.yml: with which sentence a telling of a policy's text may begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import Field, validator

from magdat.files.schema import FilledModel, Text, readable_form
from magdat.guidance.address import Address, AddressCues

_AROUND = re.compile(r"^(?:[A-Z0-9]{1,3}[.)]\s+)?\W+|\W+$|^[A-Z0-9]{1,3}[.)]\s+")
"""What stands around the words of a heading: a letter or number, a sign, an exclamation mark."""

_SAYS_SOMETHING = 2
"""Words that a piece of a list has at least."""

_EXCEPTS = re.compile(r"(?:behalve|tenzij|mits|uitgezonderd)\b", re.IGNORECASE)
"""How a sentence begins of which the one before it says what holds: «Behalve als het voor een klant is.»"""

_BEFORE_THE_FIRST_WORD = r"^[\"“«‘'(\[]*"


class TellingCues(FilledModel):
    """The whole file."""

    abbreviations: tuple[Text, ...] = Field(..., alias="afkortingen")
    deciding_headings: dict[Text, tuple[Text, ...]] = Field(..., alias="koppen_die_beslissen")
    asking_headings: dict[Text, tuple[Text, ...]] = Field(..., alias="koppen_die_eerst_vragen")
    denied: Text = Field(..., alias="ontkend")
    only_says_when: Text = Field(..., alias="zegt_alleen_wanneer")
    whole: tuple[Text, ...] = Field(..., alias="hele_zin")
    small: Text = Field(..., alias="kleine_letter")
    empty_leads: tuple[Text, ...] = Field(..., alias="zegt_niets")
    points_back: tuple[Text, ...] = Field(..., alias="wijst_terug")
    leaning: tuple[Text, ...] = Field(..., alias="leunt")
    leaning_further: tuple[Text, ...] = Field(..., alias="leunt_verderop")
    comes_first: tuple[Text, ...] = Field(..., alias="eerst")
    never_left_out: tuple[Text, ...] = Field(..., alias="altijd")
    answering: tuple[Text, ...] = Field(..., alias="antwoordt_zelf")
    excepting: tuple[Text, ...] = Field(..., alias="zondert_uit")
    timing: tuple[Text, ...] = Field(..., alias="noemt_een_tijd")
    asking_to_act: tuple[Text, ...] = Field(..., alias="draagt_iets_op")
    open_to_all: tuple[Text, ...] = Field(..., alias="staat_voor_iedereen_open")
    address: AddressCues = Field(..., alias="spreekt_aan")

    _readable = validator(
        "empty_leads",
        "points_back",
        "leaning",
        "leaning_further",
        "comes_first",
        "never_left_out",
        "answering",
        "excepting",
        "timing",
        "asking_to_act",
        "open_to_all",
        "whole",
        each_item=True,
        allow_reuse=True,
    )(readable_form)
    _readable_too = validator("denied", "only_says_when", "small", allow_reuse=True)(readable_form)

    @validator("deciding_headings", "asking_headings")
    def _readable_headings(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for forms in value.values():
            for form in forms:
                readable_form(form)
        return value


@dataclass(frozen=True)
class Telling:
    """The file, ready to hear with."""

    abbreviations: tuple[str, ...] = ()
    points_back_forms: tuple[str, ...] = ()
    leaning_forms: tuple[str, ...] = ()
    further_forms: tuple[str, ...] = ()
    first_forms: tuple[str, ...] = ()
    leads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By how a heading that decides is said, the forms of such headings."""

    asking_leads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same of headings under which somebody has to be asked first."""

    denied: str = r"(?!)"
    only_says_when: str = r"(?!)"
    whole_forms: tuple[str, ...] = ()
    small: str = r"(?!)"
    empty_forms: tuple[str, ...] = ()
    always_forms: tuple[str, ...] = ()
    answering_forms: tuple[str, ...] = ()
    excepting_forms: tuple[str, ...] = ()
    timing_forms: tuple[str, ...] = ()
    acting_forms: tuple[str, ...] = ()
    open_forms: tuple[str, ...] = ()
    address: Address = field(default_factory=Address)

    @classmethod
    def of(cls, cues: TellingCues) -> Telling:
        """Return what the file says."""
        return cls(
            cues.abbreviations,
            cues.points_back,
            cues.leaning,
            cues.leaning_further,
            cues.comes_first,
            cues.deciding_headings,
            cues.asking_headings,
            cues.denied,
            cues.only_says_when,
            cues.whole,
            cues.small,
            cues.empty_leads,
            cues.never_left_out,
            cues.answering,
            cues.excepting,
            cues.timing,
            cues.asking_to_act,
            cues.open_to_all,
            Address.of(cues.address),
        )

    def decided_by(self, heading: str) -> str | None:
        """Return how a heading that decides is said: «Dit mag niet» of «Niet doen!»; ``None`` of any other heading."""
        bare = _AROUND.sub("", heading.replace("’", "'"))
        return next((lead for lead, headings in self._headings if headings.fullmatch(bare)), None)

    def asks_first(self, heading: str) -> bool:
        """Return whether a heading leaves it open whether something is allowed: «🟠 ORANJE – eerst vragen»."""
        return self.decided_by(heading) in self.asking_leads

    def lead_of(self, heading: str, sentence: str) -> str | None:
        """Return what is said before a piece under a heading that decides; ``None`` where it says so itself.

        «Klanten filmen» tells nobody whether it may; «Film geen klanten» and «Het lab is verboden terrein» do.
        """
        lead = self.decided_by(heading)
        if (
            lead is None
            or ": " in sentence
            or sentence.endswith("?")
            or len(sentence.split()) < _SAYS_SOMETHING
            or self.points_back(sentence)
            or self.begins_excepting(sentence)
            or _EXCEPTS.match(sentence)
            or (lead in self.asking_leads and self.asks_to_act(sentence))
        ):
            return None
        return None if self.says_no(sentence) or self._whole.search(self._main(sentence)) else lead

    def says_no(self, sentence: str) -> bool:
        """Return whether what a sentence says is denied, and not only the case in which it holds."""
        return self.denies(self._main(sentence))

    def _main(self, sentence: str) -> str:
        return self._only_says_when.sub("", sentence)

    def led(self, lead: str, text: str) -> str:
        """Return a piece behind what a heading says: «Dit mag niet: klanten filmen»."""
        small = self._small.match(text) is not None
        return f"{lead}: {text[:1].lower() if small else text[:1]}{text[1:]}"

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

    def always_told(self, sentence: str) -> bool:
        """Return whether a sentence of the guidance says what nobody may miss: a term, a warning, a limit of a law."""
        return self._always.search(sentence) is not None

    def answers_itself(self, text: str) -> bool:
        """Return whether a text begins with its own «ja» or «nee»: no other word can stand before it."""
        return self._answers.search(text) is not None

    def begins_excepting(self, text: str) -> bool:
        """Return whether a text begins with what is allowed as an exception: «nee» before it would belie that."""
        return self._excepts.search(text) is not None

    def names_a_time(self, sentence: str) -> bool:
        """Return whether a sentence names how long something lasts, or a date."""
        return self._times.search(sentence) is not None

    def asks_to_act(self, text: str) -> bool:
        """Return whether a text begins with what whoever asks has to do: «Verwittig je leidinggevende.»"""
        return self._acts.search(text) is not None

    def is_open_to_all(self, text: str) -> bool:
        """Return whether an exception holds for whoever asks for it or does so at another time, not for some alone."""
        return self._opens.search(text) is not None

    @cached_property
    def _opens(self) -> re.Pattern[str]:
        return _anywhere(self.open_forms)

    @cached_property
    def _acts(self) -> re.Pattern[str]:
        return _beginning(self.acting_forms)

    @cached_property
    def _times(self) -> re.Pattern[str]:
        return _anywhere(self.timing_forms)

    @cached_property
    def _answers(self) -> re.Pattern[str]:
        return _beginning(self.answering_forms)

    @cached_property
    def _excepts(self) -> re.Pattern[str]:
        return _beginning(self.excepting_forms)

    @cached_property
    def _always(self) -> re.Pattern[str]:
        return _anywhere(self.always_forms)

    @cached_property
    def _denies(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self.denied})(?!\w)", re.IGNORECASE)

    @cached_property
    def _headings(self) -> list[tuple[str, re.Pattern[str]]]:
        return [
            (lead, re.compile(_any(forms), re.IGNORECASE))
            for lead, forms in {**self.leads, **self.asking_leads}.items()
        ]

    @cached_property
    def _only_says_when(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.only_says_when})[^,]*", re.IGNORECASE)

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return _anywhere(self.whole_forms)

    @cached_property
    def _small(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.small})(?!\w)", re.IGNORECASE)

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
