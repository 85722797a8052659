"""An answer as it would be at another company: by one of the policies that come with the assistant, to try it."""

from __future__ import annotations

import threading

from rasa_sdk import Tracker

from magdat.guidance.library import Library
from magdat.knowledge import Knowledge
from magdat.policy.shipped import TRIED, ShippedPolicies

_LOCK = threading.Lock()
_OPENED: list[tuple[Library, ShippedPolicies]] = []


def is_tried(tracker: Tracker) -> bool:
    """Return whether the last message wants its answer from another policy than the company's own.

    The web widget's channel lets only the page of a machine's own loopback say so (channels/widget_trying.py).
    """
    return bool(_wanted(tracker))


def knowledge_to_try(known: Knowledge, tracker: Tracker) -> Knowledge:
    """Return the knowledge that answers the last message: the company's own, or with the policy that is tried.

    Raises:
        DocumentError: that policy cannot be used.
    """
    name = _wanted(tracker)
    loaded = _policies(known.guidance).named(name) if name else None
    return known.holding(loaded) if loaded is not None else known


def _wanted(tracker: Tracker) -> str:
    metadata = (tracker.latest_message or {}).get("metadata") or {}
    return str(metadata.get(TRIED) or "")


def _policies(library: Library) -> ShippedPolicies:
    """Return the policies, read once for the guidance that is in use."""
    with _LOCK:
        if not _OPENED or _OPENED[0][0] is not library:
            _OPENED[:] = [(library, ShippedPolicies(library))]
        return _OPENED[0][1]
