"""Keep of a conversation what its next turn needs, in one row: no message, no answer, no intent, no entity."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import structlog
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels import threads
from channels.small_tracker import SmallTracker
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.ports import Conversations
from magdat.storage.stores import open_stores

TRIED_FOR, TRIED_EVERY = 6.0, 0.5
"""Seconds that keeping a conversation is tried while the database is away, and between two attempts: whoever asked has
their answer by then, and the conversation should know of it."""

logger = structlog.get_logger(__name__)

STATE_SLOT = "gesprek"
"""The slot with the state of the conversation; the actions leave everything typed or confidential out of it."""

ERASE_SLOT = "wissen"
"""The slot by which the actions say that the conversation must go."""


class StateStore(TrackerStore):
    """A tracker store that keeps the state of a conversation and none of its events.

    While a message is being answered Rasa's tracker holds it as it was typed. What is kept afterwards is what the
    actions put in the slot ``gesprek``: saving and loading cost the same at every turn. A database that is slow or away
    keeps nobody else waiting, and what changed after it was read is not overwritten.
    """

    def __init__(self, domain: Any = None, event_broker: Any = None, **settings: Any) -> None:
        """Keep conversations where the settings say; ``settings`` may hold other ``conversations``, for tests."""
        super().__init__(domain, event_broker)
        kept = settings.get("conversations") or open_stores(Settings.from_environment()).conversations
        self._kept: Conversations = kept

    def init_tracker(self, sender_id: str) -> SmallTracker:
        """Return an empty tracker."""
        return SmallTracker(sender_id, self.domain.slots, max_event_history=self.max_event_history)

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """Return a tracker of a new conversation; there is nothing to keep of it yet."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the state; a conversation whose owner asked for it is removed instead, this turn included.

        Raises:
            StorageError: it could not be kept.
        """
        if tracker.get_slot(ERASE_SLOT):
            await self._in_spite_of_a_pause(self._kept.erase, [tracker.sender_id])
            logger.info("conversation.erased")
            return
        if not any(isinstance(event, UserUttered) for event in tracker.events):
            return
        state = json.dumps(what_is_kept(tracker), ensure_ascii=False, separators=(",", ":"))
        seen = getattr(tracker, "seen", None)
        now = await self._in_spite_of_a_pause(self._kept.go_on, tracker.sender_id, state, seen)
        if now is None:
            # Erased meanwhile, or its turn had gone to somebody else while this process stood still.
            logger.error("conversation.overtaken")
        else:
            tracker.seen = now

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return a tracker that goes on where the conversation was; ``None`` when nothing is known of it.

        Raises:
            StorageError: it cannot be read.
        """
        kept = await threads.kept(self._kept.of, sender_id)
        if kept is None:
            return None
        config = self.domain.session_config
        minutes = (time.time() - kept.updated) / 60
        expired = config.are_sessions_enabled() and minutes > config.session_expiration_time
        tracker = self.init_tracker(sender_id)
        tracker.seen = kept.updated
        for event in events_of(json.loads(kept.state), in_session=not expired):
            tracker.update(event, self.domain)
        return tracker

    async def _in_spite_of_a_pause(self, step: Callable[..., Any], *arguments: Any) -> Any:
        """Return what a step gives, tried again for a while where the database is away.

        Raises:
            StorageError: it stayed away.
        """
        until = time.monotonic() + TRIED_FOR
        while True:
            try:
                return await threads.kept(step, *arguments)
            except StorageError as error:
                if time.monotonic() >= until:
                    logger.error("conversation.not_kept", why=str(error))
                    raise
            await asyncio.sleep(TRIED_EVERY)

    async def keys(self) -> Iterable[str]:
        """Return nobody: there is no use for a list of all who ever asked something."""
        return []


def what_is_kept(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return what the next turn needs: the state."""
    state = tracker.get_slot(STATE_SLOT)
    return {"gesprek": state if isinstance(state, dict) else None}


def events_of(kept: Mapping[str, Any], *, in_session: bool) -> list[Event]:
    """Return events after which a tracker stands where the conversation was.

    Args:
        kept: what :func:`what_is_kept` gave.
        in_session: whether the last turn was recent; after a long silence nobody is in the middle of a hand-off.
    """
    state = kept.get("gesprek")
    if isinstance(state, dict) and not in_session:
        state = {**state, "handing": None}
    return [SlotSet(STATE_SLOT, state), ActionExecuted(ACTION_LISTEN_NAME)]
