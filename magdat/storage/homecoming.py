"""Put a back-up back in its place: the key, the policy and the settings beside the rows."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from magdat.files.likeness import open_folder, readable_as
from magdat.privacy.seal import FILE as KEY_FILE
from magdat.settings import Settings
from magdat.storage import backup
from magdat.storage.backup import BadBackup, Contents

SETTINGS_FILE = "hersteld-instellingen.json"
"""Where the settings of the back-up are written, in the state folder, to compare with those of now."""

SET_ASIDE = ".voor-herstel"
"""What the name of a policy file ends with that made place for that of a back-up."""


@dataclass(frozen=True)
class Restored:
    """What was put back."""

    contents: Contents
    rows: dict[str, int]
    settings: Path
    """Where the settings of then can be read."""

    set_aside: tuple[Path, ...]
    """Files of the policy that made place."""

    key: Path | None
    """Where the keys were written; ``None`` where those that were there will do."""


def restore(source: Path, settings: Settings, key: bytes | None, *, replace_policy: bool) -> Restored:
    """Put a back-up in an empty place. All that can be in the way is looked for before anything is changed.

    Args:
        source: the file that was made.
        settings: of the place where it goes; the assistant must not run there.
        key: what the file was sealed with, if it was.
        replace_policy: whether other policy files there make place; they stay beside, under another name.

    Raises:
        BadBackup: it cannot be used, or something is in the way.
        StorageError: the database is not empty, or refuses.
        OSError: something cannot be read or written.
    """
    backup.refuse_filled(settings)
    with backup.opened(source, key, settings.state) as (contents, parts):
        policies = _policies(parts / backup.POLICY, contents.policy, settings.policy)
        others = [goal for kept, goal in policies if goal.exists() and goal.read_bytes() != kept.read_bytes()]
        if others and not replace_policy:
            raise BadBackup(
                f"«{others[0]}» is anders dan in de reservekopie → haal het weg, of herstel met --vervang-beleid"
            )
        key_to_write = _key(parts / KEY_FILE, settings)
        rows = backup.restore_database(parts, settings)
        if key_to_write is not None:
            _for_us_alone(settings.state / KEY_FILE, key_to_write)
        for kept, goal in policies:
            _put(kept, goal, set_aside=goal in others)
        told = settings.state / SETTINGS_FILE
        _for_us_alone(told, (parts / backup.SETTINGS).read_text(encoding="utf-8"))
    set_aside = tuple(goal.with_name(goal.name + SET_ASIDE) for goal in others)
    return Restored(contents, rows, told, set_aside, settings.state / KEY_FILE if key_to_write is not None else None)


def _put(kept: Path, goal: Path, *, set_aside: bool) -> None:
    """Put a file of the policy in its place, for the same readers as the one that stood there: services read it too."""
    before = goal.stat() if goal.exists() else None
    if set_aside:
        goal.replace(goal.with_name(goal.name + SET_ASIDE))
    elif before is not None:
        return  # it is the same
    open_folder(goal.parent)
    shutil.copyfile(kept, goal)
    readable_as(goal, before)


def changed_settings(restored: Restored, now: dict[str, str]) -> list[str]:
    """Return the names of the settings that were otherwise when the back-up was made."""
    before: dict[str, str] = json.loads(restored.settings.read_text(encoding="utf-8"))
    return sorted(name for name in before if now.get(name) != before[name])


def _policies(kept: Path, name: str, policy: Path) -> list[tuple[Path, Path]]:
    """Return every file of the policy with the place where it goes."""
    found = []
    for path in sorted(kept.rglob("*.yml")):
        there = path.relative_to(kept)
        found.append((path, policy if str(there) == name else policy.parent / there))
    return found


def _key(kept: Path, settings: Settings) -> str | None:
    """Return the keys to write in the state folder; ``None`` where those that are there will do.

    Raises:
        BadBackup: there are keys, and those of the back-up are not among them.
    """
    if not kept.exists():
        return None
    wanted = kept.read_text(encoding="ascii").split()
    there = settings.state / KEY_FILE
    if settings.post_key:
        known, where = settings.post_key.split(), "MAGDAT_POST_SLEUTEL"
    elif there.exists():
        known, where = there.read_text(encoding="ascii").split(), str(there)
    else:
        return " ".join(wanted)
    if missing := [item for item in wanted if item not in known]:
        if settings.post_key is None:
            return " ".join([*known, *missing])
        raise BadBackup(
            f"{where} is niet de sleutel van de reservekopie → haal ze even weg uit de instellingen; "
            f"na het herstel staat de sleutel in «{there}»"
        )
    return None


def _for_us_alone(path: Path, text: str) -> None:
    """Write a file that this account alone may read, whole or not at all."""
    handle, draft = tempfile.mkstemp(dir=path.parent)  # mkstemp makes it 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(draft, path)
