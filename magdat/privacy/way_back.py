"""The way back to where somebody is, sealed, so that it can go through Rasa and nobody there can read it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from magdat.privacy.seal import BrokenSeal, Seal

KEY = "terug"
"""The name under which it is with a message."""

CHANNEL = "kanaal"
"""The name under which the channel's own name is with a message."""

DELIVERY = "levering"
"""The name under which stands what tells a message from any other, where it may be brought again."""

OTHERS_READ = "anderen_lezen_mee"
"""The name in an address under which it says that others read along at that place."""


def sealed_way_back(seal: Seal, channel: str, conversation: str, address: Mapping[str, Any]) -> str:
    """Return an address as a text that is good for one conversation only."""
    return base64.b64encode(seal.close(json.dumps(dict(address)), _bound(channel, conversation))).decode()


def opened_way_back(seal: Seal, channel: str, conversation: str, sealed: object) -> dict[str, Any] | None:
    """Return the address; ``None`` where there is none, or it was not sealed here for this conversation."""
    if not isinstance(sealed, str):
        return None
    try:
        found = json.loads(seal.open(base64.b64decode(sealed, validate=True), _bound(channel, conversation)))
    except (BrokenSeal, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _bound(channel: str, conversation: str) -> str:
    return f"way back {channel} {conversation}"
