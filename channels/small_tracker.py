"""Rasa's tracker, telling the action server no more than the actions use."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

READ = (
    *("text", "intent", "entities", "intent_ranking"),
    *("uitspraken", "ernaast", "vorm", "openingen", "openingen_gehoord", "beleid", "zinnen"),
)
"""What the actions read of a parsed message."""


class SmallTracker(DialogueStateTracker):
    """A tracker whose plain form holds the last message once, and only the events that came after it."""

    seen: float | None = None
    """When the conversation had last changed as it was read (seconds since 1970); ``None`` where there was none."""

    def init_copy(self) -> SmallTracker:
        """Return an empty tracker of the same conversation."""
        return SmallTracker(
            self.sender_id, self.slots.values(), self._max_event_history, is_rule_tracker=self.is_rule_tracker
        )

    def current_state(self, event_verbosity: EventVerbosity = EventVerbosity.NONE) -> dict[str, Any]:
        """Return the plain form; Rasa's own holds every event with its whole parse."""
        message = self._latest_message_data() or {}
        return {
            "sender_id": self.sender_id,
            "slots": self.current_slot_values(),
            "latest_message": {**{key: message[key] for key in READ if key in message}, "metadata": self._metadata()},
            "latest_event_time": self.events[-1].timestamp if self.events else None,
            "followup_action": self.followup_action,
            "paused": self.is_paused(),
            "events": [] if event_verbosity is EventVerbosity.NONE else self._since_the_message(),
            "latest_input_channel": self.get_latest_input_channel(),
            "active_loop": {"name": self.active_loop_name} if self.active_loop_name else {},
            "latest_action": self.latest_action,
            "latest_action_name": self.latest_action_name,
        }

    def _metadata(self) -> dict[str, Any]:
        """Return what the gate says beside the last message."""
        return dict((self.latest_message.metadata if self.latest_message is not None else None) or {})

    def _since_the_message(self) -> list[dict[str, Any]]:
        """Return the events of this turn: a form's check looks for the slots at the end of them."""
        found: list[dict[str, Any]] = []
        for event in reversed(self.events):
            if isinstance(event, UserUttered):
                break
            found.append(event.as_dict())
        return found[::-1]
