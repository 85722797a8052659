"""Read a .txt: blank lines part paragraphs, and what is short and numbered is a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from magdat.importing.reading.encoding import read_characters
from magdat.importing.reading.lines import Line, blocks_of
from magdat.importing.source import Block, Kind, Source, filled, tidy

_UNDERLINE = re.compile(r"[=\-_~*]{3,}")
_HEADING_WORDS = 13

_SHORT = 0.6
"""A line shorter than this part of the longest ends before the margin."""


def read_plain(path: Path) -> Source:
    """Read a text file.

    Raises:
        Unreadable: it is no text.
    """
    text, remarks = read_characters(path)
    return Source(filled(_headed(list(blocks_of(list(_lines(text)))))), remarks)


def _lines(text: str) -> Iterator[Line]:
    widest = max((len(line) for line in text.splitlines()), default=0)
    gap = True
    for number, written in enumerate(text.splitlines(), 1):
        line = tidy(written)
        if not line or _UNDERLINE.fullmatch(line):
            gap = True
            continue
        yield Line(line, f"regel {number}", gap, short=len(written) < widest * _SHORT)
        gap = False


def _headed(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks, with those that look like a heading made one: short, no sentence, with text below it."""
    for place, block in enumerate(blocks):
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        label = block.label
        ends = ".!:;," if label else ".!?:;,"
        alone = (
            block.kind is Kind.PARAGRAPH and len(block.text.split()) <= _HEADING_WORDS and block.text[-1] not in ends
        )
        leads = after is not None and after.kind is not Kind.ITEM
        if alone and leads and (label is None or len(label.numbers) == 1 or not place):
            yield replace(block, kind=Kind.HEADING, level=1 if place == 0 else 2)
        else:
            yield block
