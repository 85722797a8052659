"""A document as it was read: pieces of text in order, each with what it is and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from magdat.files.problems import MagDatError
from magdat.importing.labels import Label


class Unreadable(MagDatError):
    """A document that cannot be imported; the text says in one Dutch sentence why, and what to do."""


class Kind(Enum):
    """What a piece of text is in its document."""

    TITLE = "titel"
    HEADING = "kop"
    PARAGRAPH = "alinea"
    ITEM = "opsomming"
    ROW = "tabelrij"
    NOTE = "voetnoot"
    MARGIN = "rand"
    """Headers, footers, page numbers, tables of contents: beside the text."""


@dataclass(frozen=True)
class Block:
    """One piece of text: a heading, a paragraph, an item of a list, a row of a table, a footnote."""

    kind: Kind
    text: str
    """Without its number or bullet, with single spaces."""

    place: str
    """Where a person finds it: «pagina 3», «regel 12», «alinea 7»."""

    label: Label | None = None
    """The number in front of it, if it has one."""

    level: int = 0
    """Of a heading or an item: 1 for the highest."""

    head: str = ""
    """The words in bold with which it begins, where more follows: a heading that runs into the text."""

    cells: tuple[tuple[str, str], ...] = ()
    """Of a row of a table: the name of each column, "" where it has none, with what stands in it."""


@dataclass(frozen=True)
class Source:
    """What a document says, in order."""

    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()
    """What the reader did that a person has to know: changes that were accepted, macros that were left out."""

    words: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Count the words once."""
        object.__setattr__(self, "words", sum(len(block.text.split()) for block in self.blocks))


def tidy(text: str) -> str:
    """Return a text with single spaces, without soft hyphens, bullets' leftovers and other invisible signs."""
    return " ".join("".join(_VISIBLE.get(letter, letter) for letter in text).split())


def filled(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks that say something."""
    return tuple(block for block in blocks if block.text)


_VISIBLE = {
    "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "", "\u00a0": " ", "\u202f": " ",
    "\u2009": " ", "\u2011": "-", "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
} | {chr(code): " " for code in range(32)} | {chr(127): ""} | {chr(code): " " for code in range(128, 160)}  # fmt: skip
"""Signs that stand for nothing or for other signs: soft hyphens, joiners, ligatures of a pdf, control characters."""
