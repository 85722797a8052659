"""What stands in a conversation in the place of what a person asked to pass on to somebody."""

from __future__ import annotations

PASSED_ON = "<doorgegeven>"
"""What a slot of the hand-off holds once the person gave a text; the text itself is in memory only."""

HANDOFF_FORM = "doorgeef_form"
HANDOFF_SLOTS = frozenset({"doorgeef_bericht", "doorgeef_contact", "doorgeef_akkoord"})

CHECK_STEP = "doorgeven_nakijken"
"""The step in which the assistant repeats the message that it is about to pass on."""

MEANWHILE_STEP, AFTER_ALL_STEP = "doorgeven_tussendoor", "doorgeven_toch"
"""The steps in which it answers a question that may have been the message."""
