"""Up to which line a desk can have heard, by one of its ways, what was said in a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Missing:
    """One line that a way did not carry yet, or never will."""

    line: int
    given_up: bool
    wants_answer: bool
    """Whether the person wrote it, and wants an answer."""


def heard_up_to(missing: Iterable[Missing], *, answered: int, last: int) -> int:
    """Return up to which line all was heard.

    What was given up, and what follows on it, comes there no more. Of that only what the person wrote and wants an
    answer to counts as not heard, unless the desk answered by another way since: then it was read there.

    Args:
        missing: what was not carried, in the order in which it would be.
        answered: the last line that the desk wrote by another way; 0 without any.
        last: the last line that there is.
    """
    unheard: list[int] = []
    behind = False
    for item in missing:
        behind = behind or item.given_up
        if not behind or (item.wants_answer and item.line > answered):
            unheard.append(item.line)
    return min(unheard) - 1 if unheard else last
