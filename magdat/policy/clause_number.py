"""The number of a clause as it is printed: "3", "3.2", or "A1" where a policy counts with letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import ConstrainedStr

_SHAPE = r"(?:[0-9]+|[A-Z]{1,2}(?:\.?[0-9]+)?)(?:\.[0-9]+){0,2}"
CLAUSE = re.compile(f"^{_SHAPE}$")

_PIECE = re.compile(r"[0-9]+|[A-Z]+")

if TYPE_CHECKING:
    ClauseNumber = str
else:

    class ClauseNumber(ConstrainedStr):
        """A clause of the policy, such as "3" or "3.2", between quotes so that 3.10 does not become 3.1."""

        strict = True
        regex = CLAUSE

        @classmethod
        def validate(cls, value: str) -> str:
            """Return the number of a clause as it is.

            Raises:
                ValueError: there is more or something else; with the number that it could be.
            """
            if CLAUSE.fullmatch(value):
                return value
            found = re.search(r"[0-9]+(\.[0-9]+){0,2}", value)
            like = found.group() if found else "3.2"
            raise ValueError(f'«{value[:40]}» is geen nummer → schrijf enkel cijfers met punten ertussen: "{like}"')


def chapter_of(clause: str) -> str:
    """Return the chapter of a clause: "3" of "3.2", "A" of "A1"."""
    found = _PIECE.match(clause)
    return found.group() if found else clause


def clause_order(clause: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts 3.10 after 3.9, and letters after numbers."""
    return tuple((0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in _PIECE.findall(clause))
