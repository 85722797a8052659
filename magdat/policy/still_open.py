"""What is still to be filled in or decided before a policy can be anybody's, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from magdat.files.problems import Problem, Severity, field_at
from magdat.files.yaml_data import Location
from magdat.policy.loading import LoadedPolicy
from magdat.policy.model import Policy
from magdat.policy.open_place import OPEN, UNDECIDED

_UNDECIDED = re.compile(rf"^\s*#\s*{UNDECIDED}\s*(\S.*?)\s*$", re.IGNORECASE)


def still_open(loaded: LoadedPolicy) -> Iterator[Problem]:
    """Yield a warning for each open place, with what the key means, and for each comment that asks for a decision."""
    document = loaded.document
    for location in _open(document.data, ()):
        field = field_at(Policy, location)
        asked = (field.field_info.description or "").rstrip(".") if field is not None else ""
        yield Problem(
            document.path,
            document.line(location),
            f"«{'.'.join(map(str, location))}» is nog in te vullen",
            f"schrijf het hier: {asked}" if asked else "schrijf het hier",
            Severity.WARNING,
            kind="nog_in_te_vullen",
        )
    for number, line in enumerate(document.text.splitlines(), start=1):
        if found := _UNDECIDED.match(line):
            yield Problem(
                document.path,
                number,
                f"nog te beslissen: {found[1]}",
                "schrijf wat jullie beslissen, en schrap deze regel",
                Severity.WARNING,
            )


def _open(data: Any, place: Location) -> Iterator[Location]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _open(value, (*place, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _open(value, (*place, number))
    elif data == OPEN:
        yield place
