"""Ask the start that runs to start its services anew, one after the other (`python -m launch herstart`)."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Collection, Sequence
from pathlib import Path

LOOK_EVERY = 0.2
"""Seconds between two looks whether it is done."""


class NotRolled(Exception):
    """The services were not all started anew; the message says what to look at."""


def ask(state: Path, known: Collection[str], names: Sequence[str], within: float) -> list[str]:
    """Have services started anew, and wait until all answer; return their names.

    Args:
        state: the folder of the start that runs.
        known: every service that there may be.
        names: which ones; none is all.
        within: seconds that it may take.

    Raises:
        ValueError: there is no such service.
        NotRolled: nothing runs that could do it, or it did not get done.
    """
    if strange := [name for name in names if name not in known]:
        raise ValueError(f"there is no service «{strange[0]}»; there are {', '.join(sorted(known))}")
    if not (state / "services.json").exists():
        raise NotRolled("Nothing runs here that «make start» started.")
    chosen = list(names) or sorted(known)
    _why(state).unlink(missing_ok=True)
    draft = state / "herstart.json.nieuw"
    draft.write_text(json.dumps(chosen), encoding="utf-8")
    os.replace(draft, _path(state))
    deadline = time.monotonic() + within
    while _path(state).exists():
        if not (state / "services.json").exists() or time.monotonic() > deadline:
            rolled(state)
            raise NotRolled(f"Not every service came back: see the logs in {state / 'logs'}.")
        time.sleep(LOOK_EVERY)
    if why := _why(state).read_text(encoding="utf-8") if _why(state).exists() else "":
        raise NotRolled(why)
    return chosen


def wanted(state: Path) -> frozenset[str]:
    """Return the services that somebody wants started anew."""
    try:
        return frozenset(json.loads(_path(state).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return frozenset()


def rolled(state: Path, why: str = "") -> None:
    """Say that it is done, or why it ended before."""
    if why:
        _why(state).write_text(why, encoding="utf-8")
    _path(state).unlink(missing_ok=True)


def _path(state: Path) -> Path:
    return state / "herstart.json"


def _why(state: Path) -> Path:
    return state / "herstart.fout"
