"""What a statement is about, in a few words of its own: less than its whole topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from magdat.importing.forms import any_of
from magdat.importing.passages import Passage, Shape
from magdat.importing.reach import first_reach

LONGEST = 70
"""Characters of a title: it has to fit on a button."""

_PART = re.compile(r"[:;?.!](?=\s|$)")
_ENOUGH_WORDS = 5
"""A part of a sentence of so many words says what it is about."""


@dataclass
class Titles:
    """The titles of one document; no two statements have the same."""

    no_heads: tuple[str, ...] = ()
    """How words in front of a text look that say nothing of it: «Let op!»."""

    given: set[tuple[str, ...]] = field(default_factory=set)

    def new(self, passage: Passage, chapter: str) -> str:
        """Return the headings between the chapter and a passage, or else how the passage begins."""
        path = passage.clause.path
        of_chapter = [place for place, heading in enumerate(path) if heading in {chapter, *chapter.split(": ")}]
        below = path[of_chapter[-1] + 1 :] if of_chapter else path
        named = ": ".join(dict.fromkeys(title for title in (*below, passage.title) if title))
        start = self._start(passage)
        choices = [_short(named), _short(f"{named}: {start}")] if named else [_short(start)]
        # A number that only this file gives is nothing that anybody can look up.
        number = f"{passage.clause.number if passage.clause.numbered else chapter}: {start}"
        for title in (*choices, _short(number), f"{number} ({len(self.given)})"):
            if _words(title) not in self.given:
                break
        self.given.add(_words(title))
        return title

    def _start(self, passage: Passage) -> str:
        """Return the part of a passage that says what it is about."""
        text = passage.text
        if passage.shape is Shape.ITEM and ":" in text:
            text = behind_its_lead(text)
        first, *more = [part.strip() for part in _PART.split(text)]
        if more and more[0] and self.no_heads and any_of(self.no_heads).fullmatch(first):
            first = more[0]
        first = first or text
        parts = first.split(", ")
        for count in range(1, len(parts) + 1):
            start = ", ".join(parts[:count])
            if len(start.split()) >= _ENOUGH_WORDS:
                return start
        return first


def behind_its_lead(text: str) -> str:
    """Return what an item says behind its first colon; what stands before it, where a number or an address follows.

    «Noor, aanspreekpunt integriteit: 0470 12 34 56» is about Noor.
    """
    lead, _, behind = text.partition(":")
    return lead if first_reach(behind.strip(), short=True) == 0 else behind.strip() or text


def _words(title: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", title.lower()))


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:- ") + " …"
