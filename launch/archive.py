"""How hard a trained model is pressed: not at all, since its numbers hardly give way and every start unpacks it."""

from __future__ import annotations

from typing import Any

import rasa.engine.storage.local_model_storage
from rasa.engine.storage.local_model_storage import TarSafe

LEVEL = 0
"""gzip's «stored»: 115 MB instead of 89, and unpacked in less than half the time."""


class Unpressed(TarSafe):  # type: ignore[misc]  # it comes without types
    """The archive that Rasa writes and reads, written with ``LEVEL``."""

    @classmethod
    def gzopen(cls, name: str, mode: str = "r", fileobj: Any = None, compresslevel: int = LEVEL, **named: Any) -> Any:
        """Open an archive (see Python's TarFile)."""
        return super().gzopen(name, mode, fileobj, compresslevel, **named)


def use() -> None:
    """Let Rasa's models be written so, in this process."""
    rasa.engine.storage.local_model_storage.TarSafe = Unpressed
