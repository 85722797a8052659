"""How hard a trained model is pressed: lightly, since it is mostly numbers that hardly give way."""

from __future__ import annotations

from typing import Any

import rasa.engine.storage.local_model_storage
from rasa.engine.storage.local_model_storage import TarSafe

LEVEL = 1
"""gzip's least; Python presses with its most, which takes five times as long and saves a twentieth."""


class LightlyPressed(TarSafe):  # type: ignore[misc]  # it comes without types
    """The archive that Rasa writes and reads, written with ``LEVEL``."""

    @classmethod
    def gzopen(cls, name: str, mode: str = "r", fileobj: Any = None, compresslevel: int = LEVEL, **named: Any) -> Any:
        """Open an archive (see Python's TarFile)."""
        return super().gzopen(name, mode, fileobj, compresslevel, **named)


def use() -> None:
    """Let Rasa's models be written so, in this process."""
    rasa.engine.storage.local_model_storage.TarSafe = LightlyPressed
