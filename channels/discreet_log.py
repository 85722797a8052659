"""Rasa's log without what people typed: some of its lines carry the message, its entities or the local variables."""

from __future__ import annotations

import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

TYPED = frozenset(
    {
        *("text", "message", "messages", "user_text", "input_text", "json_message", "query"),
        *("event_info", "rasa_event", "response", "response_text", "slots", "sender_id", "conversation_id"),
        *("entities", "current_entity", "next_entity", "parse_data_text", "parse_data_entities"),
    }
)
"""Keys under which Rasa 3.6 logs (parts of) a message, an answer or who asked."""

LEFT_OUT = "<not logged>"


def without_what_people_typed(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return a line of the log without messages; a fault keeps its kind and its place, not its text or variables."""
    for key in TYPED & set(event):
        event[key] = LEFT_OUT
    fault = event.get("exc_info") or (method == "exception")
    if fault:
        kind, _, where = sys.exc_info() if fault is True else fault if isinstance(fault, tuple) else _parts(fault)
        event |= {"exc_info": False, "kind": getattr(kind, "__name__", "unknown")}
        event["where"] = [line.strip() for line in traceback.format_tb(where)]
    return event


def _parts(error: BaseException) -> tuple[type[BaseException], BaseException, Any]:
    return type(error), error, error.__traceback__


def keep_log_discreet() -> None:
    """Put :func:`without_what_people_typed` before all else that structlog does; once a process."""
    processors = structlog.get_config()["processors"]
    if without_what_people_typed not in processors:
        structlog.configure(processors=[without_what_people_typed, *processors])
