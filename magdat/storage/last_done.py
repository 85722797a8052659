"""When what has to be done regularly was last done well, so that somebody can be told when it stops."""

from __future__ import annotations

from enum import Enum
from typing import Protocol


class Chore(str, Enum):
    """What is done regularly."""

    CLEAN_UP = "clean_up"
    """All that is past its time was removed."""

    COPY = "copy"
    """A back-up was made."""


class LastDone(Protocol):
    """When each was last done."""

    def note(self, chore: Chore) -> None:
        """Note that it was done now, whatever was noted before: the clock may have been wrong then.

        Raises:
            StorageError: it cannot be written.
        """

    def moments(self) -> dict[Chore, float]:
        """Return when each was last done (seconds since 1970); what was never done is not in it.

        Raises:
            StorageError: it cannot be read.
        """
