"""The clauses of an annex as plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from magdat.annex.document import Annex, Block, Clause, Kind


def clauses_as_text(annex: Annex, number: str | None = None) -> Iterator[str]:
    """Yield the lines of every chapter, or of one clause."""
    for chapter in annex.chapters:
        wanted = [clause for clause in chapter.clauses if number is None or clause.number == number]
        if wanted:
            yield from (chapter.title, "")
            if chapter.introduction and number is None:
                yield from (chapter.introduction, "")
        for clause in wanted:
            yield from _clause(clause)


def _clause(clause: Clause) -> Iterator[str]:
    yield clause.title
    for block in clause.blocks:
        yield from _lines(block)
    yield ""


def _lines(block: Block) -> Iterator[str]:
    if block.kind is Kind.LIST:
        yield from (f"  - {item}" for item in block.items)
    else:
        yield from (f"  {line}" for line in block.text.splitlines())
