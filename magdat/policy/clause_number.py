"""The number of a clause, such as "3" or "3.2"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import ConstrainedStr

CLAUSE = re.compile(r"^[0-9]+(\.[0-9]+){0,2}$")

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
