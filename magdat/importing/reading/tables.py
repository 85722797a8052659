"""A table as sentences: each row with the names of its columns, so that it can be read alone.

Where a column says that something may, or may not («Wel», «✘ Niet»), each of its cells becomes a sentence of its own
that says so: «Filmen (niet): tijdens het rijden».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_NAME_WORDS = 6
"""A cell of more words than this is no name of a column."""

_SIGNS = re.compile(r"[^\w\s'’?-]+")
_MAY = re.compile(
    r"(dit |wat )?(wel|mag|kan|ja|ok[eé]?|toegelaten|toegestaan|doen|do'?s?|zo wel)( (doen|je|mag|kan|wel|dit|dat))*"
)
_MAY_NOT = re.compile(
    r"(dit |wat )?(niet|mag niet|kan niet|nee|verboden|niet (toegelaten|toegestaan|ok[eé]?)|liever niet|nooit"
    r"|don'?ts?|zo niet)( (doen|je|dit|dat))*"
)
_ANSWER = re.compile(
    r"(?P<no>(?:nee|neen|niet|nooit|verboden)\b|[✘✗❌])|(?:ja|wel|mag|ok[eé]?|toegelaten)\b|[✔✓✅]", re.IGNORECASE
)
"""How a cell begins that answers: «Ja, als …»; not «Jaarlijks»."""

WITH, WITHOUT = "wel", "niet"
"""What stands behind the subject of a cell that says what may, and of one that says what may not."""


class Row(NamedTuple):
    """A row of a table."""

    number: int
    """Counted from 1, the names of the columns included."""

    text: str
    cells: tuple[tuple[str, str], ...]
    """What stands in each column, with the name of that column; "" where it has none."""


def rows_of(rows: Sequence[Sequence[str]]) -> Iterator[Row]:
    """Yield the rows of a table; one that says what may and what not as several."""
    names = rows[0] if len(rows) > 1 and _are_names(rows[0]) else ()
    telling = {place: word for place, name in enumerate(names) if (word := _column(name)) is not None}
    answering = None if telling or not names else _answering(rows)
    for number, row in enumerate(rows, 1):
        if names and number == 1:
            continue
        if telling and 0 not in telling:
            texts = list(_by_column(names, row, telling))
        elif answering is not None:
            texts = [_answered(names, row, answering)]
        else:
            texts = ["; ".join(cell.rstrip(".;") for cell in _named(names, row))]
        cells = tuple(zip([*names, *[""] * len(row)], row))
        for text in filter(None, texts):
            yield Row(number, text if text[-1] in ".!?" else f"{text}.", cells)


def _named(names: Sequence[str], row: Sequence[str], without: Sequence[int] = ()) -> list[str]:
    """Return the cells that say something, each with the name of its column."""
    return [
        f"{name}: {cell}" if name and name != cell else cell
        for place, (name, cell) in enumerate(zip([*names, *[""] * len(row)], row))
        if cell and place not in without
    ]


def _by_column(names: Sequence[str], row: Sequence[str], telling: dict[int, str]) -> Iterator[str]:
    """Yield what may and what may not, each with what the row is about; then what else the row says."""
    about = row[0].rstrip(".;:") if row else ""
    for place, cell in enumerate(row):
        if place in telling and _SIGNS.sub("", cell).strip(" -–"):
            yield f"{about} ({telling[place]}): {cell}" if about else f"({telling[place]}) {cell}"
    rest = _named(names, row, (0, *telling))
    if rest:
        yield "; ".join([about, *(cell.rstrip(".;") for cell in rest)])


def _answered(names: Sequence[str], row: Sequence[str], place: int) -> str:
    """Return a row in which one cell answers whether what stands in the first one may."""
    found = _ANSWER.match(row[place].strip()) if place < len(row) else None
    word = WITHOUT if found and found["no"] else WITH
    rest = [cell.rstrip(".;") for at, cell in enumerate(row) if cell and at not in {0, place}]
    return (
        f"{row[0].rstrip('.;:')} ({word}): {'; '.join([row[place].rstrip('.;'), *rest])}"
        if found
        else "; ".join(cell.rstrip(".;") for cell in _named(names, row))
    )


def _answering(rows: Sequence[Sequence[str]]) -> int | None:
    """Return which column answers with «ja» or «nee», in two rows and in half of all: «Enkel met …» may be one."""
    below = rows[1:]
    for place in range(1, min(map(len, rows))):
        answers = sum(_ANSWER.match(row[place].strip()) is not None for row in below)
        if answers > 1 and 2 * answers >= len(below):
            return place
    return None


def _column(name: str) -> str | None:
    """Return what the cells of a column say: what may, what may not, or ``None``."""
    signs = "✘✗❌", "✔✓✅"
    plain = " ".join(_SIGNS.sub(" ", name).lower().split())
    if _MAY_NOT.fullmatch(plain) or (not plain and any(sign in name for sign in signs[0])):
        return WITHOUT
    if _MAY.fullmatch(plain) or (not plain and any(sign in name for sign in signs[1])):
        return WITH
    return None


def _are_names(row: Sequence[str]) -> bool:
    return sum(bool(cell) for cell in row) > 1 and all(
        len(cell.split()) <= _NAME_WORDS and not cell.endswith((".", "!", ";")) for cell in row
    )
