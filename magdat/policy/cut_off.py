"""Texts that stop where nobody meant them to: « #» begins a comment, and everything behind it is lost."""

from __future__ import annotations

from collections.abc import Iterator

from magdat.files.problems import Problem, Severity, field_at
from magdat.files.schema import Text
from magdat.policy.loading import LoadedPolicy
from magdat.policy.model import Policy


def cut_off(loaded: LoadedPolicy) -> Iterator[Problem]:
    """Yield a warning for each text with a comment right behind it; words to choose from lose nothing by one."""
    document = loaded.document
    for location in document.cut:
        field = field_at(Policy, location)
        if field is not None and field.type_ is Text:
            yield Problem(
                document.path,
                document.line(location),
                f"«{location[-1] if isinstance(location[-1], str) else location[-2]}» stopt vóór het teken #: "
                "alles erachter telt niet mee",
                "hoort het bij de tekst, zet die dan tussen aanhalingstekens; is het uitleg, geef ze een eigen regel",
                Severity.WARNING,
                kind="afgekapt",
            )
