"""A table as sentences: each row with the names of its columns, so that it can be read alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_NAME_WORDS = 6
"""A cell of more words than this is no name of a column."""


def rows_of(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """Yield the rows of a table as (number counted from 1, text)."""
    names = rows[0] if len(rows) > 1 and _are_names(rows[0]) else ()
    for number, row in enumerate(rows, 1):
        if names and number == 1:
            continue
        cells = [
            f"{name}: {cell}" if name and name != cell else cell
            for name, cell in zip([*names, *[""] * len(row)], row)
            if cell
        ]
        if cells:
            text = "; ".join(cell.rstrip(".;") for cell in cells)
            yield number, text if text[-1] in ".!?" else f"{text}."


def _are_names(row: Sequence[str]) -> bool:
    return sum(bool(cell) for cell in row) > 1 and all(
        len(cell.split()) <= _NAME_WORDS and not cell.endswith((".", "!", ";")) for cell in row
    )
