"""What a statement is about, in a few words of its own: less than its whole topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from magdat.importing.forms import any_of
from magdat.importing.passages import Passage, Shape
from magdat.importing.reach import MAIL, first_reach

LONGEST = 70
"""Characters of a title: it has to fit on a button."""

_PART = re.compile(r"[:;?.!](?=\s|$)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_BESIDE_A_NUMBER = 2
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
            # «Noor, aanspreekpunt integriteit: 0470 12 34 56» is about Noor.
            lead, _, behind = text.partition(":")
            text = lead if says_how_to_reach(behind) else behind.strip() or text
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


def says_how_to_reach(text: str) -> bool:
    """Return whether a text says a number or an address and hardly anything else: «tel. 0470 12 34 56»."""
    words = _LETTERS.findall(MAIL.sub(" ", text))
    return first_reach(text, short=True) is not None and len(words) <= _BESIDE_A_NUMBER


def _words(title: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", title.lower()))


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:- ") + " …"
