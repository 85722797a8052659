"""What a check looks at, and what it reports."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from magdat.advice.catalogue import Checks
from magdat.files.documents import Document
from magdat.files.yaml_data import Location
from magdat.guidance.library import Library
from magdat.policy.model import Policy
from magdat.policy.places import places_of
from magdat.policy.verdict import Deciding


@dataclass(frozen=True)
class Finding:
    """One check that found something; the wording comes from leidraad/controles.yml."""

    check: str
    place: Location
    values: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None
    """The exact line, where it is finer than that of ``place``."""

    note: str = ""
    """What the message adds about this one case, between brackets."""


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

    def line_with(self, place: Location, text: str, hit: re.Match[str]) -> int:
        """Return the line of the file on which a hit within the text at ``place`` stands.

        The file may break a text over lines where the text has a space, so the words are looked for with any space
        between them; where they cannot be found, it is the line on which the text starts.
        """
        start = self.document.line(place)
        end = min((line for line in self.document.lines.values() if line > start), default=len(self._source) + 1)
        written = "\n".join(self._source[start - 1 : end - 1])
        words = re.compile(r"\s+".join(re.escape(item) for item in hit.group().split()))
        earlier = sum(1 for _ in words.finditer(text, 0, hit.start()))
        found = next(itertools.islice(words.finditer(written), earlier, None), None)
        return start if found is None else start + written.count("\n", 0, found.start())

    def rules(self, topic: str) -> tuple[Deciding, ...]:
        """Return what decides on one topic: its rules, and the statements about it as a whole."""
        return self.policy.decisions.on_topic(topic)

    def place_of(self, rule: Deciding) -> Location:
        """Return where a rule, a statement or an exception stands in the file."""
        return places_of(self.policy)[rule.id]


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
