"""Find what is of a person, at whichever place they said it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sql

from magdat.privacy.pseudonym import PERSON_CHARACTERS


def of_these(column: Any, pseudonyms: Sequence[str] | Any) -> Any:
    """Return a condition that holds for these pseudonyms, and for persons among them at every place.

    Args:
        column: where they stand.
        pseudonyms: those, or a parameter that is expanded to them.
    """
    return sql.or_(column.in_(pseudonyms), sql.func.substr(column, 1, PERSON_CHARACTERS).in_(pseudonyms))
