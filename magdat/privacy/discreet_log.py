"""The log without what people typed: a line keeps what happened, and of a fault its kind and its place.

Rasa and the libraries below it put messages, entities and local variables in some of their lines, and Python puts the
text of a fault under it. All of that is left out here, whoever writes the line.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

TYPED = frozenset(
    {
        *("text", "message", "messages", "user_text", "input_text", "json_message", "query"),
        *("event_info", "rasa_event", "rasa_events", "prediction_events", "response", "response_text", "slots"),
        *("slot_values", "sender_id", "conversation_id", "entities", "current_entity", "next_entity"),
        *("parse_data_text", "parse_data_entities", "payload", "error", "exception"),
    }
)
"""Keys under which Rasa 3.6 logs (parts of) a message, an answer or who asked."""

LEFT_OUT = "<not logged>"

TALKATIVE = (
    *("py.warnings", "sanic", "asyncio", "httpx", "httpcore", "rasa_sdk", "aiohttp", "slack_sdk", "slack_bolt"),
    *("uvicorn", "starlette"),
    *(
        "rasa.core.channels",
        "rasa.core.processor",
        "rasa.core.actions",
        "rasa.core.tracker_store",
        "rasa.core.policies",
    ),
    *("rasa.core.lock_store", "rasa.shared", "rasa.nlu", "rasa.utils.endpoints", "rasa.server"),
)
"""Loggers whose lines may hold what was typed, or an address; of their warnings and faults only the place is kept."""

_OURS = ("magdat", "channels", "actions", "desk", "launch", "nlu")
_WARNING = re.compile(r"^(?P<place>.*?:\d+): (?P<kind>\w+): ")


def without_what_people_typed(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return a line of structlog without messages; a fault keeps its kind and its place, not its text or variables."""
    for key in TYPED & set(event):
        event[key] = LEFT_OUT
    fault = event.get("exc_info") or (method == "exception")
    if fault:
        kind, _, where = sys.exc_info() if fault is True else fault if isinstance(fault, tuple) else _parts(fault)
        event |= {"exc_info": False, "kind": getattr(kind, "__name__", "unknown"), "where": _frames(where)}
    return event


class DiscreetRecord(logging.LogRecord):
    """A line of Python's own log, without what it must not hold."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Take the line as it comes, and leave out what must not be written."""
        super().__init__(*arguments, **named)
        fault, self.exc_info, self.exc_text, self.stack_info = self.exc_info, None, None, None
        hidden = self.name.startswith(TALKATIVE) and self.levelno >= logging.WARNING
        if not hidden and not fault:
            return
        place, kind = f"{self.pathname}:{self.lineno}", LEFT_OUT
        if self.name == "py.warnings" and (found := _WARNING.match(self.getMessage())):
            place, kind = found["place"], found["kind"]
        where = ""
        if fault and fault[0] is not None:
            kind, where = fault[0].__name__, " < ".join(reversed(_frames(fault[2])))
        if hidden or not self.name.startswith(_OURS):
            self.msg, self.args = f"{kind} ({place}) {where}".rstrip(), ()
        else:
            self.msg, self.args = f"{self.getMessage()} {kind} {where}".rstrip(), ()


def place_of(error: BaseException) -> list[str]:
    """Return where a fault came from, the outermost place first: files and lines, nothing of the text."""
    return _frames(error.__traceback__)


def keep_log_discreet() -> None:
    """Leave out of every line what people typed; once a process."""
    processors = structlog.get_config()["processors"]
    if without_what_people_typed not in processors:
        structlog.configure(processors=[without_what_people_typed, *processors])
    logging.setLogRecordFactory(DiscreetRecord)
    logging.captureWarnings(True)
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)  # at INFO every address stands in it, with who it was for


def _frames(where: Any) -> list[str]:
    return [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(where)]


def _parts(error: BaseException) -> tuple[type[BaseException], BaseException, Any]:
    return type(error), error, error.__traceback__
