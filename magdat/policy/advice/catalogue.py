"""leidraad/controles.yml: how each check is worded, how serious it is, and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import ConstrainedInt, Field, root_validator, validator

from magdat.documents import Document, parse, read_document
from magdat.guidance.library import Library
from magdat.problems import DocumentError, Problem, Severity, closest
from magdat.schema import FilledModel, Name, Text, filled

PLACEHOLDERS = frozenset({"woord", "aantal", "datum"})
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


class Threshold(ConstrainedInt):
    """A number of employees from or under which a check counts."""

    strict = True
    ge = 1


class Check(FilledModel):
    """One check: its wording, and where it is only about words, topics or contacts, the check itself."""

    id: Name
    level: Level = Field(..., alias="niveau")
    message: Text = Field(..., alias="boodschap")
    remedy: Text = Field(..., alias="remedie")
    rests_on: tuple[Text, ...] = Field(..., alias="rust_op")
    terms: tuple[Text, ...] = Field((), alias="termen")
    unless: tuple[Text, ...] = Field((), alias="tenzij")
    topics: tuple[Name, ...] = Field((), alias="onderwerp")
    contacts: tuple[Name, ...] = Field((), alias="contact")
    from_headcount: Threshold | None = Field(None, alias="vanaf")
    below_headcount: Threshold | None = Field(None, alias="onder")

    _grounded = validator("rests_on", allow_reuse=True)(filled)

    @validator("message")
    def _known_placeholders(cls, value: str) -> str:
        unknown = set(_PLACEHOLDER.findall(value)) - PLACEHOLDERS
        if unknown:
            raise ValueError(f"«{min(unknown)}» vult niemand in → gebruik {', '.join(sorted(PLACEHOLDERS))}")
        return value

    @root_validator(skip_on_failure=True)
    def _unless_goes_with_terms(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["unless"] and not values["terms"]:
            raise ValueError("«tenzij» zonder «termen» doet niets → voeg termen toe of schrap het")
        return values

    @property
    def by_data(self) -> bool:
        """Return whether the file alone says what is checked."""
        return bool(self.terms or self.topics or self.contacts)

    def applies_to(self, headcount: int) -> bool:
        """Return whether the check counts for a company of this size."""
        return (self.from_headcount or 0) <= headcount and (
            self.below_headcount is None or headcount < self.below_headcount
        )

    def say(self, values: Mapping[str, str]) -> str:
        """Return the message, filled in."""
        return _PLACEHOLDER.sub(lambda found: values.get(found.group(1), ""), self.message)


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
        for ground in check.rests_on:
            if not _CLAIM.match(ground) and ground not in library.laws:
                hint = closest(ground, library.laws) or "schrijf «claim 1» tot «claim 40», of de id van een wetsnotitie"
                yield Problem(
                    document.path,
                    document.line((*place, "rust_op")),
                    f"«{ground}» is geen claim en geen wetsnotitie",
                    hint,
                )
        for topic in check.topics:
            if topic not in topics:
                yield Problem(
                    document.path,
                    document.line((*place, "onderwerp")),
                    f"het onderwerp «{topic}» bestaat niet",
                    closest(topic, topics),
                )
    for name in sorted(set(required) - set(seen)):
        yield Problem(document.path, 1, f"de controle «{name}» ontbreekt", "zet ze terug")
