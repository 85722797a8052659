"""The annex as a document, before it is Word, pdf or html: parts, chapters, numbered clauses, sheets to sign."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar

LANGUAGE = "nl-BE"

REGISTER_ROWS = 20
"""Blank rows in the register of signatures; they fill one page."""


class Kind(str, Enum):
    """How a paragraph is meant to look."""

    TEXT = "tekst"
    LIST = "lijst"
    ASIDE = "terzijde"


@dataclass(frozen=True)
class Block:
    """One paragraph, or one list of ``items``."""

    kind: Kind
    text: str = ""
    items: tuple[str, ...] = ()

    @classmethod
    def paragraph(cls, text: str) -> Block:
        """Return an ordinary paragraph."""
        return cls(Kind.TEXT, text)

    @classmethod
    def bullets(cls, items: tuple[str, ...]) -> Block:
        """Return a list."""
        return cls(Kind.LIST, items=items)

    @classmethod
    def aside(cls, text: str) -> Block:
        """Return a paragraph that explains rather than rules: why, and whom to ask."""
        return cls(Kind.ASIDE, text)


@dataclass(frozen=True)
class Numbered:
    """What carries a number and a heading."""

    number: str
    heading: str

    after_number: ClassVar[str]
    anchor_word: ClassVar[str]

    @property
    def title(self) -> str:
        """Return number and heading."""
        return f"{self.number}{self.after_number} {self.heading}"

    @property
    def anchor(self) -> str:
        """Return a name for links."""
        return f"{self.anchor_word}-{self.number.replace('.', '-')}"


@dataclass(frozen=True)
class Clause(Numbered):
    """One numbered clause; the number is the one that answers cite."""

    after_number, anchor_word = "", "artikel"

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Chapter(Numbered):
    """One chapter with its clauses."""

    after_number, anchor_word = ".", "hoofdstuk"

    introduction: str | None
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Part:
    """A part without a number, such as the goal."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Form:
    """The sheet that one person signs."""

    title: str
    text: str
    note: str
    signers: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """The blank list that everybody signs."""

    title: str
    text: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Annex:
    """The whole document."""

    title: str
    kind: str
    company: str
    version: str
    facts: tuple[tuple[str, str], ...]
    opening: tuple[Part, ...]
    contents_title: str
    chapters: tuple[Chapter, ...]
    closing: tuple[Part, ...]
    form: Form
    register: Register
    footer: str
    page: str
    """How a page number reads, with {{ pagina }} and {{ totaal }} still to fill in."""

    to_contents: str
    language: str = field(default=LANGUAGE)
