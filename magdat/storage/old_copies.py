"""Back-ups that are old enough to go: whoever had something erased is still in them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from magdat.files.problems import MagDatError

_NAME = re.compile(r"magdat-([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-[0-9]{6})?")


def day_in(name: str) -> dt.date | None:
    """Return the day in the name of a back-up: ``magdat-2026-11-27`` or ``magdat-2026-11-27-021500``; else ``None``."""
    found = _NAME.fullmatch(name)
    try:
        return dt.date.fromisoformat(found[1]) if found is not None else None
    except ValueError:
        return None


def check_name(goal: Path) -> None:
    """Do nothing where a back-up can be told by its name later on.

    Raises:
        MagDatError: its name has no day in it: it would stay for ever.
    """
    if day_in(goal.name) is None:
        raise MagDatError(
            f"«{goal.name}» is geen naam waaraan een oude kopie te herkennen is → noem ze «magdat-JJJJ-MM-DD» of "
            "«magdat-JJJJ-MM-DD-UUMMSS»"
        )


def remove_before(fresh: Path, days: int, today: dt.date) -> list[Path]:
    """Remove the older back-ups beside a new one, by the day in their names; return which went, the oldest first.

    What has another name is not ours, and stays; so do folders and links.

    Args:
        fresh: the new one, which is whole; it stays.
        days: how many days before the new one they were made, at least.
        today: the day on which the new one was made. Where its name says an earlier one, that counts, and never more
            than a day past the newest of the others: a clock that ran ahead must not make all of them old.
    """
    others = sorted(
        (day, path.name, path)
        for path in fresh.absolute().parent.iterdir()
        if (day := day_in(path.name)) is not None and path.name != fresh.name
        if path.is_file() and not path.is_symlink()
    )
    newest = [others[-1][0] + dt.timedelta(days=1)] if others else []
    since = min(today, day_in(fresh.name) or today, *newest) - dt.timedelta(days=days)
    old = [path for day, _, path in others if day <= since]
    for path in old:
        path.unlink(missing_ok=True)
    return old
