"""Keep logs small: what was written is copied away, and the service writes on in the same file, now empty."""

from __future__ import annotations

import shutil
from pathlib import Path

MOST = 5_000_000
"""Bytes of one log."""

KEPT = 2
"""So many earlier logs are kept of each service."""


def rotate(log: Path, most: int = MOST) -> bool:
    """Empty a log that has grown too long, after copying it away; return whether it had.

    The service that writes it has it open for appending, so its next line comes at the beginning.
    """
    try:
        if log.stat().st_size <= most:
            return False
    except FileNotFoundError:
        return False
    for number in range(KEPT, 1, -1):
        earlier = log.with_name(f"{log.name}.{number - 1}")
        if earlier.exists():
            earlier.replace(log.with_name(f"{log.name}.{number}"))
    shutil.copyfile(log, log.with_name(f"{log.name}.1"))
    with log.open("r+b") as file:
        file.truncate(0)
    return True
