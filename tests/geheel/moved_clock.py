"""A clock that a test moves on while the servers run: an hour or a day passes for them, and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PACKAGE = "libfaketime"


@dataclass
class MovedClock:
    """How far ahead the started servers are; they look once a second."""

    file: Path
    ahead: float = 0.0

    def __post_init__(self) -> None:
        """Begin with the time as it is.

        Raises:
            LookupError: what moves the clock is not installed; the text says how to get it.
        """
        libraries = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        if not libraries:
            raise LookupError(f"A clock that can be moved is needed here: apt-get install {PACKAGE}")
        self.settings = {
            "LD_PRELOAD": str(libraries[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
        }
        self.move(0)

    def move(self, seconds: float) -> None:
        """Let so many seconds pass at once."""
        self.ahead += seconds
        fresh = self.file.with_suffix(".nieuw")
        fresh.write_text(f"{self.ahead:+f}", encoding="utf-8")
        fresh.replace(self.file)
