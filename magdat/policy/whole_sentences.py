"""Cut a text in sentences, losing nothing: joined again with spaces they are the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

_END = re.compile(r"[.!?…]+[\"”»’')\]]*\s+(?=[\"“«‘'(\[]*[A-ZÀ-ÖØ-Þ0-9])")
_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]\.$")
_CLOCK = re.compile(r"\d\.$")


def sentences_of(text: str, abbreviations: Iterable[str] = ()) -> list[str]:
    """Return the sentences of a text.

    Args:
        text: with single spaces.
        abbreviations: words after whose full stop a sentence goes on, in small letters, with that stop.
    """
    short = frozenset(abbreviations)
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        piece = text[start : match.end()].rstrip()
        last = piece.split()[-1].lower().lstrip("(«“\"'")
        if last in short or _INITIAL.search(piece) or (_CLOCK.search(piece) and text[match.end()].isdigit()):
            continue
        found.append(piece)
        start = match.end()
    if rest := text[start:].strip():
        found.append(rest)
    return found
