"""leidraad/controles.yml: how each check is worded, how serious it is, and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import ConstrainedInt, Field, root_validator, validator

from magdat.files.documents import Document, parse, read_document
from magdat.files.problems import DocumentError, Problem, Severity, closest
from magdat.files.schema import FilledModel, Name, Text, filled
from magdat.files.yaml_data import Location
from magdat.guidance.library import Library
from magdat.sector import Sector

PLACEHOLDERS = frozenset({"woord", "aantal", "datum", "artikel"})
"""What a message may ask for between {{ }}."""

_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_CLAIM = re.compile(r"^claim ([1-9]|[1-3][0-9]|40)$")


class Level(str, Enum):
    """How serious a finding is; a *fout* is never a matter of wording, so it is not among them."""

    WARNING = "waarschuwing"
    TIP = "tip"

    @property
    def severity(self) -> Severity:
        """Return the level as a severity of a problem."""
        return Severity(self.value)


def _fillable(value: str) -> str:
    """Validate that a message asks between {{ }} only for what a check fills in.

    Raises:
        ValueError: it asks for something else.
    """
    unknown = set(_PLACEHOLDER.findall(value)) - PLACEHOLDERS
    if unknown:
        raise ValueError(f"«{min(unknown)}» vult niemand in → gebruik {', '.join(sorted(PLACEHOLDERS))}")
    return value


def filled_in(message: str, values: Mapping[str, str]) -> str:
    """Return a message with what a check fills in between {{ }}."""
    return _PLACEHOLDER.sub(lambda found: values.get(found.group(1), ""), message)


class Threshold(ConstrainedInt):
    """A number of employees from or under which a check counts."""

    strict = True
    ge = 1


class Variant(FilledModel):
    """What a check says otherwise to one kind of organisation; what is left out stays as it was."""

    level: Level | None = Field(None, alias="niveau")
    message: Text | None = Field(None, alias="boodschap")
    remedy: Text | None = Field(None, alias="remedie")
    rests_on: tuple[Text, ...] = Field((), alias="rust_op")

    _known_placeholders = validator("message", allow_reuse=True)(_fillable)


class Elsewhere(FilledModel):
    """How a policy may say what a check misses, in another place or under another topic than where the check looks."""

    topics: tuple[Name, ...] = Field((), alias="onderwerp")
    words: tuple[Text, ...] = Field((), alias="woorden")
    unless: tuple[Text, ...] = Field((), alias="tenzij")
    """What says something else with the same words."""

    message: Text = Field(..., alias="boodschap")
    remedy: Text = Field(..., alias="remedie")

    _known_placeholders = validator("message", allow_reuse=True)(_fillable)

    @root_validator(skip_on_failure=True)
    def _looks_somewhere(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not (values["topics"] or values["words"]):
            raise ValueError("«staat_elders» zoekt nergens naar → geef «onderwerp» of «woorden»")
        if values["unless"] and not values["words"]:
            raise ValueError("«tenzij» zonder «woorden» doet niets → voeg woorden toe of schrap het")
        return values


class Check(FilledModel):
    """One check: its wording, and where it is only about words, topics or contacts, the check itself."""

    id: Name
    level: Level = Field(..., alias="niveau")
    message: Text = Field(..., alias="boodschap")
    remedy: Text = Field(..., alias="remedie")
    rests_on: tuple[Text, ...] = Field(..., alias="rust_op")
    terms: tuple[Text, ...] = Field((), alias="termen")
    unless: tuple[Text, ...] = Field((), alias="tenzij")
    together: tuple[Text, ...] = Field((), alias="samen_met")
    topics: tuple[Name, ...] = Field((), alias="onderwerp")
    contacts: tuple[Name, ...] = Field((), alias="contact")
    from_headcount: Threshold | None = Field(None, alias="vanaf")
    below_headcount: Threshold | None = Field(None, alias="onder")

    elsewhere: Elsewhere | None = Field(None, alias="staat_elders")
    """What is said instead, as a tip, where the policy does say what the check misses."""

    sectors: tuple[Sector, ...] = Field((), alias="sectoren")
    """Where the check counts; empty is everywhere."""

    otherwise: dict[Sector, Variant] = Field({}, alias="anders")

    _grounded = validator("rests_on", allow_reuse=True)(filled)
    _known_placeholders = validator("message", allow_reuse=True)(_fillable)

    @root_validator(skip_on_failure=True)
    def _unless_goes_with_terms(cls, values: dict[str, Any]) -> dict[str, Any]:
        for name, key in (("unless", "tenzij"), ("together", "samen_met")):
            if values[name] and not values["terms"]:
                raise ValueError(f"«{key}» zonder «termen» doet niets → voeg termen toe of schrap het")
        return values

    @property
    def by_data(self) -> bool:
        """Return whether the file alone says what is checked."""
        return bool(self.terms or self.topics or self.contacts)

    def applies_to(self, headcount: int | None) -> bool:
        """Return whether the check counts for a company of this size; of an unknown one only what holds for all."""
        if headcount is None:
            return self.from_headcount is None and self.below_headcount is None
        return (self.from_headcount or 0) <= headcount and (
            self.below_headcount is None or headcount < self.below_headcount
        )

    def counts_for(self, sector: Sector | None) -> bool:
        """Return whether the check counts for an organisation of this kind."""
        return not self.sectors or sector in self.sectors

    def in_sector(self, sector: Sector | None) -> Check:
        """Return the check as it is worded and grounded for an organisation of this kind."""
        variant = None if sector is None else self.otherwise.get(sector)
        changed = variant.dict(exclude_unset=True) if variant else {}
        return self.copy(update=changed)

    def say(self, values: Mapping[str, str]) -> str:
        """Return the message, filled in."""
        return filled_in(self.message, values)


class Style(FilledModel):
    """What every answer keeps to."""

    longest: Threshold = Field(..., alias="langste_zin", description="Meer woorden heeft geen enkele zin.")
    average: Threshold = Field(..., alias="gemiddelde_zin", description="Meer woorden heeft een gemiddelde zin niet.")
    verdicts: tuple[Text, ...] = Field(
        ..., alias="oordelen", description="Woorden die een juridisch oordeel uitspreken."
    )


class Checks(FilledModel):
    """The whole file."""

    checks: tuple[Check, ...] = Field(..., alias="controles")
    style: Style = Field(..., alias="stijl")

    _filled = validator("checks", allow_reuse=True)(filled)

    def get(self, check_id: str) -> Check:
        """Return one check.

        Raises:
            KeyError: there is no such check.
        """
        return {str(check.id): check for check in self.checks}[check_id]

    @property
    def outdated(self) -> tuple[Check, ...]:
        """Return the checks on words that are out of date."""
        return tuple(check for check in self.checks if check.terms and check.id.startswith("verouderd_"))


def load_checks(path: Path, library: Library, required: Collection[str] = ()) -> Checks:
    """Read the checks.

    Raises:
        DocumentError: the file is wrong, an id occurs twice or is missing, or a check rests on an unknown law
            note, topic or contact; every problem carries its line.
    """
    document = read_document(path)
    checks = parse(Checks, document)
    problems = list(_problems(checks, document, library, required))
    if problems:
        raise DocumentError(problems)
    return checks


def _problems(checks: Checks, document: Document, library: Library, required: Collection[str]) -> Iterator[Problem]:
    topics = {topic.id for topic in library.topics}
    seen: dict[str, int] = {}
    for index, check in enumerate(checks.checks):
        place = ("controles", index)
        line = document.line((*place, "id"))
        if check.id in seen:
            yield Problem(
                document.path, line, f"de controle «{check.id}» bestaat al op regel {seen[check.id]}", "schrap er één"
            )
        seen.setdefault(check.id, line)
        if required and check.id not in required and not check.by_data:
            hint = closest(check.id, required) or "geef termen, onderwerp of contact"
            yield Problem(document.path, line, f"niemand voert de controle «{check.id}» uit", hint)
        yield from _grounds(check, place, document, library)
        elsewhere = check.elsewhere.topics if check.elsewhere is not None else ()
        named = [(topic, "onderwerp") for topic in check.topics] + [(topic, "staat_elders") for topic in elsewhere]
        for topic, key in named:
            if topic not in topics:
                yield Problem(
                    document.path,
                    document.line((*place, key)),
                    f"het onderwerp «{topic}» bestaat niet",
                    closest(topic, topics),
                )
    for name in sorted(set(required) - set(seen)):
        yield Problem(document.path, 1, f"de controle «{name}» ontbreekt", "zet ze terug")


def _grounds(check: Check, place: Location, document: Document, library: Library) -> Iterator[Problem]:
    """Find grounds that do not exist, and law that does not hold for an organisation that the check is about."""
    given = [(check.rests_on, (*place, "rust_op"))]
    given += [(item.rests_on, (*place, "anders", sector.value, "rust_op")) for sector, item in check.otherwise.items()]
    for rests_on, where in given:
        for ground in rests_on:
            if not _CLAIM.match(ground) and ground not in library.laws:
                hint = closest(ground, library.laws) or "schrijf «claim 1» tot «claim 40», of de id van een wetsnotitie"
                yield Problem(
                    document.path, document.line(where), f"«{ground}» is geen claim en geen wetsnotitie", hint
                )
    for sector in filter(check.counts_for, Sector):
        where = (*place, "anders", sector.value, "rust_op") if sector in check.otherwise else (*place, "rust_op")
        for ground in check.in_sector(sector).rests_on:
            if ground in library.laws and not library.laws[ground].holds_for(sector):
                yield Problem(
                    document.path,
                    document.line(where),
                    f"«{ground}» geldt niet voor de sector «{sector.value}»",
                    f"zet onder «anders», «{sector.value}» waarop de controle daar rust, of beperk ze met «sectoren»",
                )
