"""What an earlier version kept of a question that waited, and how it is read; tickets took its place."""

from __future__ import annotations

import json

from magdat.handoff.message import Handoff
from magdat.handoff.numbers import key_of, number_of

__all__ = ["key_of", "number_of", "unpack"]


def unpack(topic: str | None, payload: str) -> Handoff:
    """Return the question that a row of that version holds.

    Raises:
        ValueError: it is not written as that version wrote it.
    """
    kept = json.loads(payload)
    shown = kept.get("topic_shown"), kept.get("context_shown")  # the first version kept no words
    return Handoff(kept["message"], kept["contact"], topic, kept["context"], *shown)
