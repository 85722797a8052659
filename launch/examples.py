"""The policies between which the example page can switch: the one in use, and those that come with the assistant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from magdat.policy.shipped import FOLDER, shown
from magdat.settings import Settings
from magdat.variables import SettingsError


def policies_to_try(environment: Mapping[str, str] | None = None, folder: Path = FOLDER) -> bytes:
    """Return the policies as JSON, the one in use first and with an empty ``name``.

    Each has ``name``, ``company``, ``title``, ``version``, ``valid_from``, ``employees`` and ``sector``. A file that
    does not say these is left out: the page shows what can be chosen, and the commands say what is wrong.

    Args:
        environment: the settings; without, those of this process.
        folder: where the others are.
    """
    try:
        used = Settings.from_environment(environment).policy
    except SettingsError:
        return b"[]"
    own = shown(used)
    others = [found for path in sorted(folder.glob("*.yml")) if (found := shown(path)) is not None]
    told = [{**asdict(own), "name": ""}] if own is not None else []
    told += [asdict(item) for item in others if own is None or item.company != own.company]
    return json.dumps(told, ensure_ascii=False).encode()
