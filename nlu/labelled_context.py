"""Sentences with the context that a careful reader finds in them: `sentence TAB moment=pauze;rol=hr` a line."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from magdat.files.problems import DocumentError, Problem
from magdat.situation import CLOSED, DIMENSIONS


class Labelled(NamedTuple):
    """What is said, and the values that it names per dimension."""

    text: str
    expected: dict[str, frozenset[str]]


def read_labelled(path: Path) -> list[Labelled]:
    """Return the sentences of a file; a dimension may be named twice, or its values joined by commas.

    Raises:
        DocumentError: a line names a dimension or a value that does not exist; with its line, in Dutch.
    """
    found, problems = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text, _, named = line.partition("\t")
        values: dict[str, frozenset[str]] = {}
        for item in filter(None, named.strip().split(";")):
            dimension, _, listed = item.strip().partition("=")
            given = frozenset(listed.split(","))
            known = CLOSED.get(dimension)
            if dimension not in DIMENSIONS or (known is not None and not given <= set(known)):
                problems.append(
                    Problem(
                        path, number, f"«{item}» bestaat niet", "schrijf bv. moment=pauze of rol=hr, met ; ertussen"
                    )
                )
                continue
            values[dimension] = values.get(dimension, frozenset()) | given
        if text:
            found.append(Labelled(text, values))
    if problems:
        raise DocumentError(problems)
    return found
