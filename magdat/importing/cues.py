"""leidraad/importeren.yml: the words by which an import hears what a sentence does. HR may edit them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import Field, validator

from magdat.files.documents import parse, read_document
from magdat.files.schema import FilledModel, Name, Reference, Text, filled
from magdat.importing.forms import pattern_of

Forms = tuple[Text, ...]


def _readable(value: Any) -> Any:
    for form in value:
        try:
            re.compile(pattern_of(form, {"wie": r"\w+", "datum": r"\d+"}))
        except re.error as error:
            raise ValueError(f"de vorm «{form}» is niet te lezen ({error}) → kijk de haakjes na") from None
    return value


_OF_FORMS = (
    "leaning",
    "dependent",
    "leading",
    "asking_heads",
    "no_heads",
    "subordinate",
    "case_first",
    "unconditional",
    "not_you",
    "others",
    "condition",
    "exception",
    "excepting",
    "forbidding",
    "telling_when",
    "steps",
    "definitions",
    "amount",
    "approval",
    "turning",
    "functions",
    "moments",
    "alternatives",
    "version",
    "valid_from",
    "place",
)
"""The parts of the file that are forms rather than words."""


class Cue(FilledModel):
    """Forms that tell for or against one kind of statement."""

    weight: float = Field(..., alias="telt", description="Hoe zwaar deze vormen wegen; negatief is tegen.")
    forms: Forms = Field(..., alias="vormen")

    _filled = validator("forms", allow_reuse=True)(filled)
    _forms = validator("forms", allow_reuse=True)(_readable)


class ContactCue(FilledModel):
    """How a policy calls a desk or person."""

    key: Name = Field(..., alias="sleutel")
    title: Text = Field(..., alias="functie")
    forms: Forms = Field(..., alias="vormen")
    purposes: Forms = Field((), alias="waarvoor")
    """For what people turn to them, where a list names a person only: «Pers: Jan Peeters»."""

    _forms = validator("forms", "purposes", allow_reuse=True)(_readable)


class ContactLists(FilledModel):
    """How a table or a list says where somebody is reached."""

    headings: Forms = Field(..., alias="koppen")
    purposes: Forms = Field(..., alias="kolom_waarvoor")
    whom: Forms = Field(..., alias="kolom_wie")
    how: Forms = Field(..., alias="kolom_hoe")
    before_purpose: Forms = Field(..., alias="voorzetsels")
    no_purpose: Forms = Field(..., alias="niet_waarvoor")
    hours: Forms = Field(..., alias="uren")
    no_names: Forms = Field(..., alias="geen_naam")
    before_names: Forms = Field(..., alias="voor_een_naam")
    neuter: Forms = Field(..., alias="het_woorden")
    bare: Forms = Field(..., alias="zonder_lidwoord")
    somebody: Text = Field(..., alias="iemand_voor")
    """How somebody is called of whom it is only said what for."""

    _forms = validator(
        "headings",
        "purposes",
        "whom",
        "how",
        "before_purpose",
        "hours",
        "no_names",
        "before_names",
        "neuter",
        "bare",
        allow_reuse=True,
    )(_readable)


class RoleCue(FilledModel):
    """How a sentence begins that holds for one role only."""

    role: Reference = Field(..., alias="rol")
    forms: Forms = Field(..., alias="vormen")

    _forms = validator("forms", allow_reuse=True)(_readable)


class Bodies(FilledModel):
    """How consultation bodies are called."""

    works_council: Forms = Field(..., alias="ondernemingsraad")
    safety_committee: Forms = Field(..., alias="cpbw")
    union_delegation: Forms = Field(..., alias="vakbondsafvaardiging")


class Cues(FilledModel):
    """The whole file."""

    abbreviations: Forms = Field(..., alias="afkortingen")
    leaning: Forms = Field(..., alias="aansluitend")
    dependent: Forms = Field(..., alias="steunt_op_ervoor")
    leading: Forms = Field(..., alias="inleidend")
    asking_heads: Forms = Field(..., alias="vragende_kop")
    no_heads: Forms = Field(..., alias="geen_kop")
    subordinate: Forms = Field(..., alias="bijzin")
    case_first: Forms = Field(..., alias="eerst_het_geval")
    kinds: dict[Name, tuple[Cue, ...]] = Field(..., alias="soorten")
    topics_of_staff: dict[Reference, Reference] = Field(..., alias="onderwerp_voor_personeel")
    not_you: Forms = Field(..., alias="wie_dus_niet_jij")
    others: Forms = Field(..., alias="anderen")
    people: Forms = Field(..., alias="mensen")
    condition: Forms = Field(..., alias="voorwaarde")
    unconditional: Forms = Field(..., alias="zonder_voorwaarde")
    exception: Forms = Field(..., alias="uitzondering")
    excepting: Forms = Field(..., alias="aanloop_van_uitzonderingen")
    forbidding: Forms = Field(..., alias="verbiedt_zelf")
    telling_when: Forms = Field(..., alias="zegt_alleen_wanneer")
    steps: Forms = Field(..., alias="stappen")
    definitions: Forms = Field(..., alias="begrippen")
    amount: Forms = Field(..., alias="hoeveel")
    approval: Forms = Field(..., alias="toestemming")
    turning: Forms = Field(..., alias="zich_wenden")
    functions: Forms = Field(..., alias="functies")
    contacts: tuple[ContactCue, ...] = Field(..., alias="contacten")
    contact_lists: ContactLists = Field(..., alias="contactlijsten")
    roles: tuple[RoleCue, ...] = Field(..., alias="alleen_voor")
    moments: Forms = Field(..., alias="begint_met_moment")
    alternatives: Forms = Field(..., alias="of_anders")
    languages: dict[Text, Forms] = Field(..., alias="talen")
    version: Forms = Field(..., alias="versie")
    valid_from: Forms = Field(..., alias="geldig_vanaf")
    place: Forms = Field(..., alias="vindplaats")
    bodies: Bodies = Field(..., alias="overleg")
    months: Forms = Field(..., alias="maanden")

    _forms = validator(*_OF_FORMS, allow_reuse=True)(_readable)


def load_cues(guidance: Path) -> Cues:
    """Read the words of an import from the folder with the guidance.

    Raises:
        DocumentError: what is wrong with the file, with its line.
    """
    return parse(Cues, read_document(guidance / "importeren.yml"))
