"""In what form lines of the log are written: as they come, for people, or each as one JSON object, for machines."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, MutableMapping
from datetime import datetime, timezone
from typing import Any

import structlog

JSON, TEXT = "json", "tekst"
"""What MAGDAT_LOGVORM may be."""

_WRITERS = frozenset({"ConsoleRenderer", "HumanConsoleRenderer", "JSONRenderer", "ExceptionRenderer", "TimeStamper"})
"""Kinds of processors of structlog whose work is done here."""


class Facts:
    """Adds to a line of structlog when it was written, and by which service."""

    def __init__(self, service: str) -> None:
        """Keep the name of the service."""
        self._service = service

    def __call__(self, logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """Return the line with those two."""
        event.update(service=self._service, timestamp=_now())
        return event


class JsonLine(logging.Formatter):
    """Writes a line of Python's own log as the lines of structlog are written."""

    def __init__(self, service: str) -> None:
        """Keep the name of the service."""
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        """Return one JSON object; a line of structlog that comes by here is one already."""
        text = record.getMessage()
        if text.startswith("{") and text.endswith("}"):
            return text
        facts = {"event": text, "level": record.levelname.lower(), "logger": record.name}
        more = {"service": self._service, "timestamp": _now()}
        return json.dumps({**structlog.contextvars.get_contextvars(), **facts, **more}, ensure_ascii=False)


def write_json(service: str) -> None:
    """Write every line of this process as one JSON object; again is once.

    Args:
        service: what the process is called in it.
    """
    kept = [item for item in structlog.get_config()["processors"] if not _writes(item)]
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(processors=[*kept, Facts(service), renderer])
    for handler in _handlers():
        handler.setFormatter(JsonLine(service))


def _writes(processor: object) -> bool:
    return isinstance(processor, Facts) or type(processor).__name__ in _WRITERS


def _handlers() -> Iterator[logging.Handler]:
    """Yield what writes Python's own log; where nothing does yet, what will."""
    logging.basicConfig()  # nothing, where somebody set it up
    for name in (None, *list(logging.root.manager.loggerDict)):
        yield from logging.getLogger(name).handlers


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")
