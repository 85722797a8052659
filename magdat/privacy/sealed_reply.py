"""A reply as it waits to be sent: sealed for one channel and conversation, whoever wrote it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from magdat.privacy.seal import Seal

OUT = "out"
"""The way of a reply, as the letters have it (magdat/storage/letters.py)."""


def sealed_reply(
    seal: Seal,
    channel: str,
    conversation: str,
    address: Mapping[str, Any],
    reply: Mapping[str, Any],
    *,
    number: str = "",
) -> bytes:
    """Return a reply as it waits.

    Args:
        seal: closes it.
        channel: the channel that sends it.
        conversation: the pseudonym of whom it is for.
        address: what the channel builds the way back from.
        reply: ``text``, ``buttons``, ``custom`` and ``discreet``, as channels/base.py has them.
        number: what the request that it answers is called in the log; a version that does not know of it leaves it.
    """
    written = json.dumps({"address": dict(address), "reply": dict(reply), **({"number": number} if number else {})})
    return seal.close(written, bound_letter(OUT, channel, conversation))


def bound_letter(way: str, channel: str, conversation: str) -> str:
    """Return what a content is bound to, so that nobody can put it in another's conversation."""
    return f"{way} {channel} {conversation}"
