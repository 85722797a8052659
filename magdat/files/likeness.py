"""Files that take the place of another: who could read that one can read this one."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

OPEN, OPEN_FOLDER = 0o644, 0o755
"""What everybody may do with a file and with a folder that have no example."""


def readable_as(path: Path, example: os.stat_result | None) -> None:
    """Give a file the mode of another, and its owner and group where this account may.

    Args:
        path: the file, of this account.
        example: the one that it takes the place of; without, everybody may read it.

    Raises:
        OSError: the mode cannot be set.
    """
    path.chmod(OPEN if example is None else stat.S_IMODE(example.st_mode) & 0o777)
    if example is not None:
        for owner, group in ((-1, example.st_gid), (example.st_uid, -1)):
            with contextlib.suppress(PermissionError):  # only root gives files away; to a group, its members may
                os.chown(path, owner, group)


def open_folder(path: Path) -> None:
    """Make a folder, and those above it, that everybody may look in, whatever this process gives others otherwise.

    Raises:
        OSError: it cannot be made.
    """
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir()
        folder.chmod(OPEN_FOLDER)
