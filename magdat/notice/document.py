"""The page for staff, before it is html, Word or text."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from magdat.annex.document import LANGUAGE
from magdat.notice.news import Kind, News

LETTERS_A_LINE = 88
"""About how many fit, in a letter that is on the wide side."""

PAGE, LINE, ENTRY, SECTION, REST = 762.0, 12.4, 3.0, 28.0, 80.0
"""Points that a page has, and that a line, an entry, a heading and what is always there take."""


def _lines(text: str, indent: int = 3) -> int:
    return math.ceil(len(text) / (LETTERS_A_LINE - indent))


@dataclass(frozen=True)
class Points:
    """A short list with what leads in to it."""

    lead: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One thing that changes."""

    label: str
    text: str
    clause: str = ""
    """Where it stands, in words: «artikel 3.2»."""

    lists: tuple[Points, ...] = ()
    news: tuple[News, ...] = field(default=(), compare=False)
    """What it tells of."""

    @property
    def sentence(self) -> str:
        """Return what stands behind the label, the clause included."""
        return " ".join(filter(None, (self.text, f"({self.clause})" if self.clause else "")))

    @property
    def height(self) -> float:
        """Return about how many points this takes on paper."""
        listed = (text for part in self.lists for text in (part.lead, *part.items) if text)
        return ENTRY + LINE * (_lines(f"{self.label}. {self.sentence}") + sum(_lines(text, 6) for text in listed))


@dataclass(frozen=True)
class Section:
    """One heading with what stands under it."""

    kind: Kind
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Notice:
    """The whole page."""

    title: str
    subject: str
    """Whose page it is, and of what."""

    introduction: tuple[str, ...]
    sections: tuple[Section, ...]
    reading_title: str
    reading: str
    link: str | None
    language: str = field(default=LANGUAGE)

    @property
    def height(self) -> float:
        """Return about how many points of a page this takes."""
        always = (self.subject, *self.introduction, self.reading, self.link or "")
        entries = sum(entry.height for section in self.sections for entry in section.entries)
        return REST + SECTION * len(self.sections) + entries + LINE * sum(_lines(text) for text in always)

    @property
    def fits(self) -> bool:
        """Return whether it is one page."""
        return self.height <= PAGE
