"""«spreekt_aan» in leidraad/vertellen.yml: by which words a policy speaks of whoever reads it, and how that is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import Field, validator

from magdat.files.schema import FilledModel, Text, readable_form


class AddressCues(FilledModel):
    """The part of the file."""

    one: Text = Field(..., alias="iemand")
    neuter: Text = Field(..., alias="iemand_onzijdig")
    many: Text = Field(..., alias="mensen")
    others: Text = Field(..., alias="anderen")
    begins: Text = Field(..., alias="begint_zo")
    in_a_case: Text = Field(..., alias="staat_na")
    he_goes_on: Text = Field(..., alias="hij_gaat_verder")
    they_go_on: Text = Field(..., alias="zij_gaan_verder")
    stays: tuple[Text, ...] = Field(..., alias="blijft_staan")
    no_verb: tuple[Text, ...] = Field(..., alias="geen_werkwoord")
    no_owner: Text = Field(..., alias="geen_bezit_voor")
    straight: dict[Text, Text] = Field(..., alias="werkwoord_na")
    turned: dict[Text, Text] = Field(..., alias="werkwoord_voor")

    _readable = validator(
        "one",
        "neuter",
        "many",
        "others",
        "begins",
        "in_a_case",
        "he_goes_on",
        "they_go_on",
        "no_owner",
        allow_reuse=True,
    )(readable_form)
    _readable_too = validator("stays", each_item=True, allow_reuse=True)(readable_form)


@dataclass(frozen=True)
class Address:
    """The part of the file, ready to speak with."""

    cues: AddressCues | None = None
    straight: Mapping[str, str] = field(default_factory=dict)
    """By a verb, how it is said behind «je»: «mogen», «mag»."""

    turned: Mapping[str, str] = field(default_factory=dict)
    """By a verb, how it is said before «je»: «dient», «dien»."""

    no_verb: frozenset[str] = frozenset()
    """Words that end as a verb does, and are none."""

    @classmethod
    def of(cls, cues: AddressCues) -> Address:
        """Return what the file says."""
        return cls(cues, cues.straight, cues.turned, frozenset(cues.no_verb))

    @cached_property
    def named(self) -> re.Pattern[str]:
        """Return the pattern of who reads the policy, one or many."""
        return _whole(self._whoever)

    @cached_property
    def named_neuter(self) -> re.Pattern[str]:
        """Return the pattern of one for whom «het» may stand."""
        return _whole(self.cues.neuter if self.cues else _NEVER)

    @cached_property
    def somebody_else(self) -> re.Pattern[str]:
        """Return the pattern of other people, and of things that may be «hij» and «zijn» too."""
        return _whole(self.cues.others if self.cues else _NEVER)

    @cached_property
    def stays(self) -> re.Pattern[str]:
        """Return the pattern of what «je» may not be right beside, a second verb of many among it."""
        verbs = "|".join(verb for verb in self.straight if verb.endswith("en"))
        second = [rf"(?:en|maar|of|noch) (?:{verbs})"] if verbs else []
        return _whole("|".join([*(self.cues.stays if self.cues else ()), *second]) or _NEVER)

    @cached_property
    def first(self) -> re.Pattern[str]:
        """Return the pattern of a sentence that begins with them and a word behind."""
        many = self.cues.many if self.cues else _NEVER
        whoever = rf"(?:(?P<one>{self._single})|(?P<many>{many}))"
        return re.compile(rf"{whoever} (?P<verb>[a-zà-ÿ]+)(?!\w)", re.IGNORECASE)

    @cached_property
    def allowed_or_not(self) -> re.Pattern[str]:
        """Return the pattern of «Het is de medewerker verboden …»."""
        how = r"(?: te allen tijde| steeds| uitdrukkelijk| strikt)? (?:niet )?(?:verboden|toegestaan|toegelaten)"
        return re.compile(rf"Het is {self._whoever}(?P<rest>{how})\b")

    @cached_property
    def behind_its_verb(self) -> re.Pattern[str]:
        """Return the pattern of who stands right behind the verb of a sentence that begins with a time or a place."""
        begins = self.cues.begins if self.cues else _NEVER
        verbs = "|".join(self.turned) or _NEVER
        whoever = rf"{self._whoever}(?![\w-])(?! (?:die|dat|van|met)\b)"
        return re.compile(rf"(?P<lead>(?:{begins})\b[^,:;]*?) ?\b(?P<verb>{verbs}) {whoever}", re.IGNORECASE)

    @cached_property
    def of_a_case(self) -> re.Pattern[str]:
        """Return the pattern of the beginning of a part of a sentence with one of them in it."""
        leads = self.cues.in_a_case if self.cues else _NEVER
        definite = rf"(?=de |het ){self._single}"
        return re.compile(rf"(?<!\w)(?P<lead>{leads}) {definite}(?![\w-])(?! (?:die|dat|van|met)\b)", re.IGNORECASE)

    @cached_property
    def he_goes_on(self) -> re.Pattern[str]:
        """Return the pattern of a sentence that goes on about one of them."""
        return re.compile(rf"Hij (?=(?:{self.cues.he_goes_on if self.cues else _NEVER})\b)(?P<verb>[a-z]+)")

    @cached_property
    def they_go_on(self) -> re.Pattern[str]:
        """Return the pattern of a sentence that goes on about many of them."""
        return re.compile(rf"(?:Zij|Ze) (?=(?:{self.cues.they_go_on if self.cues else _NEVER})\b)(?P<verb>[a-z]+)")

    @cached_property
    def whose(self) -> re.Pattern[str]:
        """Return the pattern of a word that tells whose something is."""
        no_owner = self.cues.no_owner if self.cues else _NEVER
        return re.compile(rf"\b(?:zijn of haar|zijn/haar|zijn|hun) (?!(?:{no_owner})\b)(?=[a-zà-ÿ])")

    @property
    def _single(self) -> str:
        return f"(?:{self.cues.one}|{self.cues.neuter})" if self.cues else _NEVER

    @property
    def _whoever(self) -> str:
        return f"(?:{self.cues.one}|{self.cues.neuter}|{self.cues.many})" if self.cues else _NEVER


_NEVER = r"(?!)"


def _whole(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{form})(?!\w)", re.IGNORECASE)
