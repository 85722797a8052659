"""Keep conversations in SQL, but only what may be kept: redacted text, and of confidential topics nothing at all."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Set
from typing import Any

import structlog
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from magdat.guidance.library import load_library
from magdat.guidance.model import Kind
from magdat.privacy.events import DANGER, handed_on, scrub_event, was_not_kept
from magdat.privacy.redaction import Redactor
from magdat.settings import Settings

logger = structlog.get_logger(__name__)

ERASE_SLOT = "wissen"
"""The slot by which the actions say that the conversation must go."""

SUSPICION = 0.15
"""From this probability on, a confidential topic among the readings keeps a message off the disk."""


class PrivateTrackerStore(SQLTrackerStore):
    """Rasa's SQL tracker store, with every event scrubbed on its way to the disk.

    While a message is being answered the tracker holds it as it was typed; what is written, and so what
    later turns read back, is scrubbed.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        """Open the store, the redactor and the list of confidential topics."""
        super().__init__(*args, **settings)
        topics = load_library(Settings.from_environment().guidance).topics
        self._confidential = {topic.id for topic in topics if topic.kind is Kind.ROUTE} | {DANGER}
        self._ordinary = {topic.id for topic in topics if topic.kind in {Kind.RULE, Kind.EXPLANATION}}
        self._redactor = Redactor()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write what is new; a conversation whose owner asked for it is removed instead, this turn included."""
        if tracker.get_slot(ERASE_SLOT):
            with self.session_scope() as session:
                session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == tracker.sender_id).delete()
                session.commit()
            logger.info("conversation.erased")
            return
        await super().save(tracker)

    def _additional_events(self, session: Any, tracker: DialogueStateTracker) -> Iterator[Event]:
        """Yield the events that are not stored yet, scrubbed."""
        stored = self._event_query(session, tracker.sender_id, fetch_events_from_all_sessions=False).count()
        events = [item.as_dict() for item in tracker.events]
        known = with_confidence(events, self._confidential, self._ordinary)
        scrubbed = (
            scrub_event(event, self._redactor, confidential, passed_on=passed_on)
            for (event, confidential), passed_on in zip(known, handed_on(events))
        )
        for data in itertools.islice(scrubbed, stored, None):
            event = Event.from_parameters(data)
            if event is not None:
                yield event


def with_confidence(
    events: Iterable[dict[str, Any]], topics: Set[str], ordinary: Set[str]
) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield every event with whether its turn is confidential.

    A turn is a message and all that follows until the next one; one sign in it makes all of it confidential. It stays
    so until an answer is about something ordinary: before that somebody goes on about the same, or has it passed on.

    Args:
        events: a conversation, in Rasa's plain form.
        topics: the confidential topics.
        ordinary: the topics by which a conversation moves on.
    """
    confidential = False
    for turn in _turns(events):
        confidential = any(_tells(event, topics) for event in turn) or (confidential and not _moves_on(turn, ordinary))
        for event in turn:
            yield event, confidential


def _moves_on(turn: Iterable[dict[str, Any]], ordinary: Set[str]) -> bool:
    return any(_custom(event).get("onderwerp") in ordinary for event in turn)


def _turns(events: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    turn: list[dict[str, Any]] = []
    for event in events:
        if event.get("event") == "user" and turn:
            yield turn
            turn = []
        turn.append(event)
    if turn:
        yield turn


def _tells(event: dict[str, Any], topics: Set[str]) -> bool:
    if was_not_kept(event):
        return True
    if event.get("event") == "user":
        parse = event.get("parse_data") or {}
        if (parse.get("intent") or {}).get("name") in topics:
            return True
        return any(
            item.get("name") in topics and float(item.get("confidence") or 0) >= SUSPICION
            for item in parse.get("intent_ranking") or ()
        )
    custom = _custom(event)
    return custom.get("onderwerp") in topics or custom.get("ook") in topics or bool(custom.get("gevaar"))


def _custom(event: dict[str, Any]) -> dict[str, Any]:
    """Return the machine-readable form that a bot's event carries; empty for any other event."""
    custom = (event.get("data") or {}).get("custom") if event.get("event") == "bot" else None
    return custom if isinstance(custom, dict) else {}
