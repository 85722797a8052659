"""What a check looks at, and what it reports."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from magdat.documents import Document
from magdat.guidance.library import Library
from magdat.policy.advice.catalogue import Checks
from magdat.policy.model import Policy, Rule
from magdat.yaml_data import Location


@dataclass(frozen=True)
class Finding:
    """One check that found something; the wording comes from leidraad/controles.yml."""

    check: str
    place: Location
    values: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None
    """The exact line, where it is finer than that of ``place``."""


@dataclass(frozen=True)
class Subject:
    """A valid policy, with everything that a check may need to judge it."""

    policy: Policy
    document: Document
    library: Library
    checks: Checks
    today: dt.date

    @cached_property
    def texts(self) -> tuple[tuple[Location, str], ...]:
        """Return every text in the file with its place; example questions are people's words, not the policy's."""
        return tuple(_texts(self.document.data, ()))

    @cached_property
    def _source(self) -> list[str]:
        return self.document.text.splitlines()

    def line_with(self, place: Location, words: str) -> int:
        """Return the line on which the words stand within the value at ``place``, or the line where it starts."""
        start = self.document.line(place)
        later = [line for line in self.document.lines.values() if line > start]
        end = min(later, default=len(self._source) + 1)
        for number in range(start, end):
            if number <= len(self._source) and words.lower() in self._source[number - 1].lower():
                return number
        return start

    def rules(self, topic: str) -> tuple[Rule, ...]:
        """Return the rules on one topic."""
        return self.policy.rules_for(topic)

    def place_of(self, rule: Rule) -> Location:
        """Return where a rule stands in the file."""
        return ("regels", next(index for index, item in enumerate(self.policy.rules) if item is rule))

    def treats(self, topic: str) -> bool:
        """Return whether a rule or a provision is about a topic."""
        return bool(self.rules(topic)) or self.policy.provision_for(topic) is not None


def _texts(value: Any, place: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key != "voorbeelden":
                yield from _texts(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*place, index))
    elif isinstance(value, str):
        yield place, value


def word(term: str) -> re.Pattern[str]:
    """Return a pattern for a whole word; only a term of one letter minds its case («X» is a network, «x» is not)."""
    flags = 0 if len(term) == 1 else re.IGNORECASE
    return re.compile(rf"(?<!\w){re.escape(term)}(?!\w)", flags)
