"""The annex as a document, before it is Word, pdf or html: parts, chapters, numbered clauses, sheets to sign."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar

LANGUAGE = "nl-BE"

REGISTER_ROWS = 20
"""Blank rows in the register of signatures; they fill one page."""

LETTERS_A_LINE, LINES_TOGETHER = 95, 10
"""About how much fits on a line, and how many lines of a clause are never spread over two pages."""


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
class Paragraph:
    """One paragraph or one item of a list, as it comes on paper."""

    kind: Kind
    text: str
    keep: bool
    """Whether it stays on the page of the next one."""

    ends_list: bool
    """Whether it is the last item of a list."""


def paragraphs(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    """Return blocks as paragraphs that know which of them belong on one page.

    A short clause stays whole. In a longer one no line that leads in stands alone at the foot of a page, no item of a
    list is parted from all others, and neither what explains nor the end stands alone at the top of the next page.
    """
    pieces = [(block.kind, text) for block in blocks for text in (block.items or (block.text,))]
    whole = sum(math.ceil(len(text) / LETTERS_A_LINE) for _, text in pieces) <= LINES_TOGETHER
    kinds = [None, *(kind for kind, _ in pieces), None, None]
    made = []
    for (kind, text), before, after, beyond in zip(pieces, kinds, kinds[2:], kinds[3:]):
        listed = kind is Kind.LIST and after is Kind.LIST
        first, last = listed and before is not Kind.LIST, listed and beyond is not Kind.LIST
        ending = after is Kind.ASIDE or beyond is None
        leads_in = kind is not Kind.LIST and after is Kind.LIST
        keep = after is not None and (whole or leads_in or first or last or ending)
        made.append(Paragraph(kind, text, keep, kind is Kind.LIST and after is not Kind.LIST))
    return tuple(made)


@dataclass(frozen=True)
class Numbered:
    """What carries a number and a heading."""

    number: str
    heading: str
    numbered: bool = field(default=True, kw_only=True)
    """Whether the company's own text has this number; else it only orders, and nobody reads it."""

    after_number: ClassVar[str]
    anchor_word: ClassVar[str]

    @property
    def title(self) -> str:
        """Return number and heading; the heading alone where the company's text has no such number."""
        return f"{self.number}{self.after_number} {self.heading}" if self.numbered else self.heading

    @property
    def anchor(self) -> str:
        """Return a name for links."""
        return f"{self.anchor_word}-{self.number.replace('.', '-')}"


@dataclass(frozen=True)
class Clause(Numbered):
    """One clause; its number, or the heading of its chapter, is what answers cite."""

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
