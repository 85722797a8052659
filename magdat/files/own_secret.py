"""A secret in a file of our own, made when it is first needed and readable by this account alone."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def own_secret(path: Path) -> str:
    """Return the secret in a file, 64 hexadecimal digits; a file that is not there is made, with mode 0600.

    Raises:
        OSError: the file cannot be read or made.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)  # mkstemp makes it 0600
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):  # processes that start together share the first one's
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text(encoding="ascii").strip()
