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
    in_a_case: Text = Field(..., alias="staat_na")
    after: Text = Field(..., alias="lijdend_na")
    no_verb: tuple[Text, ...] = Field(..., alias="geen_werkwoord")
    no_owner: Text = Field(..., alias="geen_bezit_voor")
    straight: dict[Text, Text] = Field(..., alias="werkwoord_na")
    turned: dict[Text, Text] = Field(..., alias="werkwoord_voor")

    _readable = validator("one", "neuter", "many", "others", "in_a_case", "after", "no_owner", allow_reuse=True)(
        readable_form
    )


@dataclass(frozen=True)
class Address:
    """The part of the file, ready to speak with."""

    one: str = r"(?!)"
    """«de medewerker», of whom a verb in the singular tells something."""

    neuter: str = r"(?!)"
    """«het personeelslid», the same, for which «het» may stand."""

    many: str = r"(?!)"
    others: str = r"(?!)"
    """Other people: where one of them is named, «zijn» and «hij» may be theirs."""

    in_a_case: str = r"(?!)"
    """What a subject stands right behind in a part of a sentence: «als de medewerker …»."""

    after: str = r"(?!)"
    """What no subject stands behind: «aan de medewerker»."""

    no_verb: frozenset[str] = frozenset()
    """Words that end as a verb does, and are none."""

    no_owner: str = r"(?!)"
    """What does not stand behind «zijn» where that tells whose something is."""

    straight: Mapping[str, str] = field(default_factory=dict)
    """By a verb, how it is said behind «je»: «mogen», «mag»."""

    turned: Mapping[str, str] = field(default_factory=dict)
    """By a verb, how it is said before «je»: «dient», «dien»."""

    @classmethod
    def of(cls, cues: AddressCues) -> Address:
        """Return what the file says."""
        return cls(
            cues.one,
            cues.neuter,
            cues.many,
            cues.others,
            cues.in_a_case,
            cues.after,
            frozenset(cues.no_verb),
            cues.no_owner,
            cues.straight,
            cues.turned,
        )

    @property
    def single(self) -> str:
        """Return the form of one who reads the policy."""
        return f"(?:{self.one}|{self.neuter})"

    @property
    def whoever(self) -> str:
        """Return the form of who reads the policy, one or many."""
        return f"(?:{self.one}|{self.neuter}|{self.many})"

    @cached_property
    def named(self) -> re.Pattern[str]:
        """Return the pattern of who reads the policy."""
        return _whole(self.whoever)

    @cached_property
    def named_neuter(self) -> re.Pattern[str]:
        """Return the pattern of one for whom «het» may stand."""
        return _whole(self.neuter)

    @cached_property
    def somebody_else(self) -> re.Pattern[str]:
        """Return the pattern of other people."""
        return _whole(self.others)

    @cached_property
    def first(self) -> re.Pattern[str]:
        """Return the pattern of a sentence that begins with them and a word behind."""
        many = f"(?P<many>{self.many})"
        return re.compile(rf"(?:(?P<one>{self.single})|{many}) (?P<verb>[a-zà-ÿ]+)(?!\w)", re.IGNORECASE)

    @cached_property
    def allowed_or_not(self) -> re.Pattern[str]:
        """Return the pattern of «Het is de medewerker verboden …»."""
        return re.compile(rf"(?P<lead>het is|is het) {self.whoever}(?= )(?! (?:die|dat|van|met)\b)", re.IGNORECASE)

    @cached_property
    def behind_its_verb(self) -> re.Pattern[str]:
        """Return the pattern of who stands right behind a verb: «Tijdens de werkuren mag de medewerker …»."""
        verbs = "|".join(self.turned)
        return re.compile(rf"\b(?P<verb>{verbs}) {self.whoever}(?![\w-])(?! (?:die|dat|van|met)\b)", re.IGNORECASE)

    @cached_property
    def single_as_subject(self) -> re.Pattern[str]:
        """Return the pattern of a sentence in which one of them does something, or may or may not."""
        verbs = "|".join(self.turned)
        return re.compile(
            rf"^{self.single} |\b(?:{verbs}|{self.in_a_case}|het is) {self.single}(?![\w-])", re.IGNORECASE
        )

    @cached_property
    def of_a_case(self) -> re.Pattern[str]:
        """Return the pattern of the beginning of a part of a sentence with them in it."""
        pattern = rf"(?<!\w)(?P<lead>{self.in_a_case}) (?:{self.single}|hij|zij)(?![\w-])(?! (?:die|dat|van)\b)"
        return re.compile(pattern, re.IGNORECASE)

    @cached_property
    def not_as_subject(self) -> re.Pattern[str]:
        """Return the pattern of who is spoken to, or done something to."""
        definite = rf"(?=de |het ){self.single}"
        pattern = rf"\b(?P<lead>{self.after}) {definite}(?![\w-])(?! (?:die|dat|van|met|te)\b)"
        return re.compile(pattern, re.IGNORECASE)

    @cached_property
    def whose(self) -> re.Pattern[str]:
        """Return the pattern of a word that tells whose something is."""
        return re.compile(rf"\b(?:zijn of haar|zijn/haar|zijn|haar|hun) (?!(?:{self.no_owner})\b)(?=[a-zà-ÿ])")


def _whole(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{form})(?![\w-])", re.IGNORECASE)
